import type { Clock } from '../../contract/clock.ts'
import { SCAN_LENGTH_MOST, type ScannerFound } from '../../contract/scanners.ts'
import type { ScannerEars } from './scanner.ts'

/** Bytes that are told as they came, the last of them where they were more. */
const RAW_BYTES_MOST = 1024
/** Bytes of which nothing became a scan are told after so much quiet, ms: a wrong speed, or an end nobody knows. */
const UNREAD_MS = 1500

/** What was read while scanners are tried. */
export interface Tried {
  readonly scannerId: string | null
  readonly found: ScannerFound | null
  readonly text: string
  readonly rawHex: string
}

/** Ears for one scanner that is tried: whatever it reads is told with its bytes, and goes nowhere else. */
export class TrialEars {
  readonly #who: Pick<Tried, 'scannerId' | 'found'>
  readonly #tell: (tried: Tried) => void
  readonly #clock: Clock
  #raw = Buffer.alloc(0)
  #callOff: () => void = () => {}

  constructor(who: Pick<Tried, 'scannerId' | 'found'>, tell: (tried: Tried) => void, clock: Clock) {
    this.#who = who
    this.#tell = tell
    this.#clock = clock
  }

  readonly raw: ScannerEars['raw'] = (bytes) => {
    this.#raw = Buffer.concat([this.#raw, bytes]).subarray(-RAW_BYTES_MOST)
    this.#callOff()
    this.#callOff = this.#clock.after(UNREAD_MS, () => this.text(''))
  }

  readonly text = (text: string): void => {
    this.#callOff()
    const rawHex = this.#raw.toString('hex')
    this.#raw = Buffer.alloc(0)
    if (text !== '' || rawHex !== '') this.#tell({ ...this.#who, text: text.slice(0, SCAN_LENGTH_MOST), rawHex })
  }

  stop(): void {
    this.#callOff()
    this.#raw = Buffer.alloc(0)
  }
}
