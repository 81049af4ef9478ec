import { systemClock, type Clock } from '../../contract/clock.ts'
import { printerSetupSchema } from '../../contract/printers.ts'
import { slipDocumentSchema, type SlipDocument } from '../../contract/slip.ts'
import { NetworkPrinter } from '../../drivers/printer/network.ts'
import { PressRoom } from '../../drivers/printer/press-room.ts'
import { noPrinter, type Printer, type PrinterLimits } from '../../drivers/printer/printer.ts'
import { generic58 } from '../../drivers/printer/profiles/generic-58.ts'
import { SerialPrinter } from '../../drivers/printer/serial.ts'
import { openBook } from '../../electron/ledger/book.ts'
import type { SlipJob } from '../../electron/ledger/records.ts'
import { createSpool } from '../../electron/till/spool.ts'
import { PaperPrinter } from './paper-printer.ts'
import { startSerialTwin } from './serial-twin.ts'

/**
 * Slips through printers that fail at random, with the real press room, the real spool and a real book. A slip that was told
 * as interrupted is left to a person, who is not here: it may be on paper once, in part, or not at all, but never twice.
 *
 * The printer answers at first. One that never says a word and is switched off in the middle takes a `sent` slip with it, and
 * nobody could know; that is what `sent` means (PRINTING 7).
 */
export interface FailingRun {
  readonly slips: number
  /** Slips of which a row stands on the paper twice. */
  readonly doubled: number
  /** Slips told as printed or sent that are not on paper, or told as nothing. */
  readonly missing: number
  readonly interrupted: number
  readonly attempts: number
  /** How often each thing went wrong. */
  readonly faults: Readonly<Record<string, number>>
  /** Slips that the second printer printed. */
  readonly stoodIn: number
  /** What was told, by outcome. */
  readonly told: Readonly<Record<string, number>>
}

const LIMITS: PrinterLimits = { connect: 500, answer: 250, grace: 600, lookWhilePrinting: 60 }
const ROWS = 9
/** The spool waits seconds between attempts; here they are shorter. */
const FASTER = 100

const FAULTS = [
  'paperOutBefore',
  'paperOutDuring',
  'coverOpenBefore',
  'coverOpenDuring',
  'lineDrops',
  'silent',
  'deadBefore',
  'deadDuring',
  'awayBefore',
  'awayDuring',
  'chatty',
] as const
type Fault = (typeof FAULTS)[number]
const FAULTY = 0.3
const MENDED_AT_ONCE = 0.6

/** Numbers from 0 up to 1 that a seed decides (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function nameOf(index: number): string {
  return String(index).padStart(6, '0')
}

function slipOf(index: number): SlipDocument {
  const filling = Array.from({ length: ROWS - 2 }, (_, row) => ({ kind: 'text', text: `金额 row ${row} of ${nameOf(index)}` }))
  const rows = [{ kind: 'text', text: `BEGIN ${nameOf(index)}` }, ...filling, { kind: 'text', text: `END ${nameOf(index)}` }]
  return slipDocumentSchema.parse({ kind: 'payment', language: 'zh-CN', rows })
}

/** The line to the printer, as it can fail. */
interface FailingLine {
  readonly paper: PaperPrinter
  readonly printer: Printer
  drop(): Promise<void>
  away(): Promise<void>
  /** Brings the line and the power back. */
  back(): Promise<void>
  close(): Promise<void>
}

async function tcpLine(): Promise<FailingLine> {
  const paper = new PaperPrinter()
  await paper.listen()
  return {
    paper,
    printer: new NetworkPrinter(paper.address, generic58, LIMITS),
    drop: async () => paper.drop(),
    away: () => paper.powerOff(),
    back: () => paper.listen(),
    close: () => paper.powerOff(),
  }
}

async function serialLine(): Promise<FailingLine> {
  const paper = new PaperPrinter()
  await paper.listen()
  const twin = await startSerialTwin(paper.address)
  let plugged = true
  let turn: Promise<void> = Promise.resolve()
  /** Nobody plugs in what is still being pulled out. */
  const inTurn = (work: () => Promise<void>) => (turn = turn.then(work))
  async function unplug(): Promise<void> {
    plugged = false
    await twin.unplug()
  }
  return {
    paper,
    printer: new SerialPrinter(twin.line, generic58, LIMITS),
    drop: () => inTurn(unplug),
    away: () =>
      inTurn(async () => {
        await unplug()
        await paper.powerOff()
      }),
    back: () =>
      inTurn(async () => {
        await paper.listen()
        if (!plugged) await twin.plug()
        plugged = true
      }),
    close: () =>
      inTurn(async () => {
        await twin.close()
        await paper.powerOff()
      }),
  }
}

/** Makes one thing go wrong, now or while the next slip is printed. */
async function bringAbout(fault: Fault, line: FailingLine, random: () => number): Promise<void> {
  const { paper } = line
  const someRows = 1 + Math.floor(random() * (ROWS - 1))
  const someBytes = 10 + Math.floor(random() * 220)
  if (fault === 'paperOutBefore') paper.rowsLeft = 0
  if (fault === 'paperOutDuring') paper.rowsLeft = someRows
  if (fault === 'coverOpenBefore') paper.openCover()
  if (fault === 'coverOpenDuring') paper.coverAfter = someRows
  if (fault === 'silent') paper.silent = true
  if (fault === 'deadBefore') paper.die()
  if (fault === 'deadDuring') paper.cutAfter(someBytes, () => paper.die())
  if (fault === 'chatty') paper.chatty = true
  if (fault === 'awayBefore') await line.away()
  if (fault === 'lineDrops') paper.cutAfter(someBytes, () => void line.drop())
  if (fault === 'awayDuring') paper.cutAfter(someBytes, () => void line.away())
}

const times = (rows: readonly string[]) => {
  const counts = new Map<string, number>()
  for (const row of rows) if (row !== '') counts.set(row, (counts.get(row) ?? 0) + 1)
  return (row: string) => counts.get(row) ?? 0
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}

/** The printers of a run, in the order in which they are taken. */
export const FAILING_WAYS = { tcp: [tcpLine], serial: [serialLine], two: [tcpLine, tcpLine] } as const

/** Prints so many slips over the way. The same seed brings the same faults about. */
export async function failingRun(slips: number, seed: number, way: keyof typeof FAILING_WAYS): Promise<FailingRun> {
  const random = randomOf(seed)
  const lines = await Promise.all(FAILING_WAYS[way].map((open) => open()))
  const clock: Clock = { ...systemClock, after: (ms, call) => systemClock.after(ms / FASTER, call) }
  const room = new PressRoom({
    clock: systemClock,
    quiet: async () => {},
    fault: () => {},
    changed: () => {},
    open: (config) => lines[config.kind === 'network' ? config.port - 1 : 0]?.printer ?? noPrinter,
  })
  const setups = lines.map((_, at) => ({ id: `printer-${at}`, printer: { kind: 'network', host: 'here', port: at + 1 } }))
  room.use(
    setups.map((setup) => printerSetupSchema.parse(setup)),
    { archive: null, firstDelayMs: 0 },
  )
  const faults: Record<string, number> = {}
  const told: Record<string, number> = {}
  let attempts = 0
  let stoodIn = 0
  /** The line that something is wrong with. */
  let wrong: FailingLine | null = null

  async function mend(line: FailingLine): Promise<void> {
    await line.back()
    line.paper.mend()
    if (wrong === line) wrong = null
  }

  const opened = openBook(':memory:', Date.now())
  if (!opened.ok) throw new Error(opened.fault.code)
  const book = opened.value
  const spool = createSpool({
    book,
    clock,
    log: { info() {}, warn() {}, error() {} },
    changed() {},
    counter: {
      announce: () => Promise.reject(new Error('nothing is said here')),
      async print(jobId, document) {
        attempts++
        if (!wrong && random() < FAULTY) {
          const fault = FAULTS[Math.floor(random() * FAULTS.length)] ?? 'silent'
          wrong = lines[Math.floor(random() * lines.length)] ?? null
          count(faults, fault)
          if (wrong) await bringAbout(fault, wrong, random)
        }
        const report = await room.print(jobId, document, null)
        const { outcome, tried } = report
        if (outcome.result !== 'failed' && tried.at(-1)?.printerId === 'printer-1') stoodIn++
        count(told, outcome.result === 'failed' ? `${outcome.fault}${outcome.bytesOut > 0 ? ', begun' : ''}` : outcome.result)
        const begun = outcome.result !== 'failed' || outcome.bytesOut > 0
        // A printer that is not needed may stay broken for a while.
        if (wrong && ((begun && lines.length === 1) || random() < MENDED_AT_ONCE)) await mend(wrong)
        await room.look()
        return report
      },
    },
  })

  const staleAt = Date.now() + 86_400_000
  for (let index = 0; index < slips; index++) {
    const slip = { event: `slip:${index}`, orderNo: nameOf(index), copy: false, madeAt: index, staleAt, document: slipOf(index) }
    book.write({ entry: { at: index, kind: 'slip.made', subject: nameOf(index), body: {} }, slips: [slip] })
  }
  await room.look()
  const jobs = () => Array.from({ length: slips }, (_, index) => book.slips.ofOrder(nameOf(index))[0])
  spool.kick()
  while (book.slips.waitingCount() + book.slips.interrupted().length > 0) await new Promise((next) => setTimeout(next, 50))
  spool.stop()
  for (const line of lines) await mend(line)
  await room.flush()
  const states = jobs()
  book.close()
  for (const line of lines) await line.close()

  const on = times(lines.flatMap(({ paper }) => paper.rows))
  const told1 = (job: SlipJob | undefined) => job?.state === 'printed' || job?.state === 'sent'
  const isInterrupted = (job: SlipJob | undefined) => job?.state === 'failed' && job.fault === 'interrupted'
  const isDoubled = (_: unknown, index: number) => on(`BEGIN ${nameOf(index)}`) > 1 || on(`END ${nameOf(index)}`) > 1
  const isMissing = (job: SlipJob | undefined, index: number) =>
    told1(job) ? on(`BEGIN ${nameOf(index)}`) === 0 || on(`END ${nameOf(index)}`) === 0 : !isInterrupted(job)
  return {
    slips,
    doubled: states.filter(isDoubled).length,
    missing: states.filter(isMissing).length,
    interrupted: states.filter(isInterrupted).length,
    attempts,
    stoodIn,
    faults,
    told,
  }
}
