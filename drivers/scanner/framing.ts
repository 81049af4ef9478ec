import { SCAN_LENGTH_MOST } from '../../contract/scanners.ts'
import { isMark } from './text.ts'

/** What came of bytes or of quiet: whole scans, and a note of what was thrown away (kind and length, never the text). */
export interface Framed {
  readonly scans: readonly Uint8Array[]
  readonly dropped: readonly string[]
}

const NOTHING: Framed = { scans: [], dropped: [] }

/** The shortest quiet that ends a scan: a USB adapter hands bytes on every 16 ms, and may be late by as much. Ms. */
const QUIET_LEAST = 30
/** Serial chips hand bytes on by FIFOs of 16. */
const FIFO_BYTES = 16
const LATE = 20
/** Start, data, parity and stop bits at most. */
const BITS_PER_BYTE = 12
/** A scanner that is known to end its scans by a mark does not pause so long within one. Ms. */
const QUIET_AFTER_MARKS = 1000

/** How long a line of so many baud must be quiet until what came is taken for whole, ms. */
export function quietMs(baudRate: number): number {
  return Math.max(QUIET_LEAST, Math.ceil(LATE + (FIFO_BYTES * BITS_PER_BYTE * 1000) / baudRate))
}

/**
 * Cuts the bytes of a serial line into scans. CR, LF, Tab, STX, ETX and NUL end one, several in a row as well as one. A scanner
 * that sends none of them ends by a pause. Once a mark was seen, a pause ends nothing any more: then what has no mark is half a
 * scan, and half a payment code must neither be taken for a whole one nor be joined with the next. Pure: it is told of time.
 */
export class ScanFraming {
  readonly #quiet: number
  readonly #most: number
  #held: number[] = []
  /** Bytes of a scan that is too long and is dropped until its end. */
  #tooLong = 0
  #marks = false

  /** `most`: the longest scan, bytes. */
  constructor(baudRate: number, most = SCAN_LENGTH_MOST) {
    this.#quiet = quietMs(baudRate)
    this.#most = most
  }

  push(bytes: Uint8Array): Framed {
    const scans: Uint8Array[] = []
    const dropped: string[] = []
    for (const byte of bytes) {
      if (isMark(byte)) {
        this.#marks = true
        this.#end(scans, dropped)
      } else if (this.#tooLong > 0) this.#tooLong++
      else if (this.#held.length < this.#most) this.#held.push(byte)
      else {
        this.#tooLong = this.#held.length + 1
        this.#held = []
      }
    }
    return { scans, dropped }
  }

  /** After how much quiet `settle` is due, ms; null when nothing waits for it. */
  waits(): number | null {
    if (this.#held.length === 0 && this.#tooLong === 0) return null
    return this.#marks ? Math.max(QUIET_AFTER_MARKS, this.#quiet) : this.#quiet
  }

  /** The line was quiet for as long as `waits` said. */
  settle(): Framed {
    if (this.#marks) return this.abandon()
    const scans: Uint8Array[] = []
    const dropped: string[] = []
    this.#end(scans, dropped)
    return { scans, dropped }
  }

  /** What is held becomes no scan: the line broke, or went quiet in the middle of one. */
  abandon(): Framed {
    const length = this.#held.length + this.#tooLong
    this.#held = []
    this.#tooLong = 0
    return length === 0 ? NOTHING : { scans: [], dropped: [`half a scan of ${length} bytes`] }
  }

  #end(scans: Uint8Array[], dropped: string[]): void {
    if (this.#tooLong > 0) dropped.push(`a scan of ${this.#tooLong} bytes, which is too long`)
    else if (this.#held.length > 0) scans.push(Uint8Array.from(this.#held))
    this.#held = []
    this.#tooLong = 0
  }
}
