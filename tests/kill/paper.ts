import { FIGURE_WORDS } from '../../electron/slips/figure-words.ts'
import { SLIP_WORDS } from '../../electron/slips/words.ts'
import { emulate } from '../support/escpos-emulator.ts'
import type { PrinterServer } from '../support/printer-server.ts'

/** A piece of paper that came out of the printer. */
export interface Paper {
  /** `scrap`: it ends before it says what it is of. */
  readonly kind: 'payment' | 'topUp' | 'refund' | 'hold' | 'capture' | 'release' | 'shift' | 'other' | 'scrap'
  /** The number of what the slip is of; of a shift from when to when; empty on other paper. */
  readonly number: string
  readonly copy: boolean
  /** What the printer could make nothing of. */
  readonly faults: readonly string[]
}

const MODEL = { columns: 32, dots: 384 }
const WORDS = SLIP_WORDS['zh-CN']

/** What a slip calls itself, and before which word its own number stands. */
const TITLES = [
  ['refund', WORDS.refund, WORDS.refundNo],
  ['release', WORDS.release, WORDS.releaseNo],
  ['capture', WORDS.capture, WORDS.orderNo],
  ['hold', WORDS.hold, WORDS.holdNo],
  ['topUp', WORDS.topUp, WORDS.orderNo],
  ['payment', WORDS.payment, WORDS.orderNo],
] as const

/** From when to when a shift was, once its slip has come out down to where the next person signs. */
const { from: FROM, until: UNTIL, takesOver: LAST_WORD, shift: SHIFT } = FIGURE_WORDS['zh-CN']
const TIME = '(\\d{4}-\\d\\d-\\d\\d\\d\\d:\\d\\d:\\d\\d)'
const OF_SHIFT = new RegExp(`${SHIFT}.*${FROM}${TIME}${UNTIL}${TIME}.*${LAST_WORD}_`)

function read(bytes: Uint8Array): Paper {
  const { lines, errors } = emulate(bytes, MODEL)
  // A long number may run into a second line.
  const text = lines
    .map((line) => line.text)
    .join('')
    .replace(/\s/g, '')
  const after = (label: string): string => new RegExp(`${label}(\\d{16,32})`).exec(text)?.[1] ?? ''
  const faults = errors.map((error) => error.message)
  const copy = text.includes(WORDS.copy)
  if (text.includes(WORDS.bound)) return { kind: 'other', number: '', copy, faults }
  const shift = OF_SHIFT.exec(text)
  if (shift) return { kind: 'shift', number: `${shift[1]}/${shift[2]}`, copy, faults }
  for (const [kind, title, label] of TITLES) {
    const number = after(label)
    if (text.includes(title) && number) return { kind, number, copy, faults }
  }
  return { kind: 'scrap', number: '', copy, faults }
}

/** Reads all paper of a printer; what is finished is read once. */
export function paperOf(printer: PrinterServer): () => readonly Paper[] {
  const finished = new Map<object, Paper>()
  return () =>
    printer.jobs.map((job) => {
      const known = finished.get(job)
      if (known) return known
      const paper = read(job.bytes)
      if (job.state !== 'open') finished.set(job, paper)
      return paper
    })
}
