import type { Clock } from '../../contract/clock.ts'
import type { Lamp } from '../../contract/devices.ts'
import {
  faultOf,
  lampOf,
  SCANNER_FINE,
  SCANNER_STARTING,
  type OpenedScanner,
  type ScannerEars,
  type ScannerFault,
} from './scanner.ts'

/** Pauses between two tries to open a scanner that is not there, ms; the last one holds on. */
export const RETRY_MS = [250, 500, 1000, 2000, 5000] as const
/** Devices get their rights a moment after their names. Ms. */
const SETTLE_MS = 100

/** What a keeper needs; `open` is a way with its device named. */
export interface KeeperParts {
  readonly open: (ears: ScannerEars, signal: AbortSignal) => Promise<OpenedScanner>
  readonly clock: Clock
  /** Calls back when devices may have come or gone; answers a function that ends it. */
  readonly watch: (call: () => void) => () => void
  readonly ears: Omit<ScannerEars, 'ended'>
  /** The lamp changed. */
  readonly changed: (lamp: Lamp) => void
  /** It cannot be read, for another reason than last time; told once a reason. */
  readonly failed: (fault: ScannerFault) => void
}

/** Keeps one scanner open: notices when it goes, and opens it again when it comes back. Nothing is thrown out of it. */
export class KeptOpen {
  readonly #parts: KeeperParts
  readonly #calledOff = new AbortController()
  readonly #endWatch: () => void
  #lamp = SCANNER_STARTING
  #opened: OpenedScanner | null = null
  #opening: Promise<void> | null = null
  #fails = 0
  #told = ''
  #callOffRetry: () => void = () => {}

  constructor(parts: KeeperParts) {
    this.#parts = parts
    this.#endWatch = parts.watch(() => this.#stir())
    this.#tryNow()
  }

  get lamp(): Lamp {
    return this.#lamp
  }

  /** Lets the device go; it can be opened by others when this is done. */
  async close(): Promise<void> {
    this.#calledOff.abort()
    this.#callOffRetry()
    this.#endWatch()
    await this.#opening
    const opened = this.#opened
    this.#opened = null
    await opened?.close().catch(() => {})
  }

  /** Something came or went: worth a look soon, and again quickly when that was too early. */
  #stir(): void {
    if (this.#opened !== null || this.#opening !== null) return
    this.#fails = 0
    this.#tryLater(SETTLE_MS)
  }

  #tryLater(ms: number): void {
    this.#callOffRetry()
    if (this.#calledOff.signal.aborted) return
    this.#callOffRetry = this.#parts.clock.after(ms, () => this.#tryNow())
  }

  #tryNow(): void {
    this.#callOffRetry()
    if (this.#opening !== null || this.#opened !== null || this.#calledOff.signal.aborted) return
    this.#opening = this.#open().finally(() => (this.#opening = null))
  }

  async #open(): Promise<void> {
    /** It may end before its opening was told. */
    const over: ScannerFault[] = []
    let told = false
    const ended = (why: ScannerFault) => {
      over.push(why)
      if (told) this.#lost(why)
    }
    try {
      const opened = await this.#parts.open({ ...this.#parts.ears, ended }, this.#calledOff.signal)
      told = true
      this.#opened = opened
      this.#fails = 0
      this.#told = ''
      if (over[0] !== undefined) this.#lost(over[0])
      else this.#show(SCANNER_FINE)
    } catch (error) {
      this.#lost(faultOf(error))
    }
  }

  #lost(why: ScannerFault): void {
    const opened = this.#opened
    this.#opened = null
    void opened?.close().catch(() => {})
    if (this.#calledOff.signal.aborted) return
    this.#show(lampOf(why))
    if (this.#told !== why.code) this.#parts.failed(why)
    this.#told = why.code
    this.#tryLater(RETRY_MS[Math.min(this.#fails++, RETRY_MS.length - 1)] ?? 0)
  }

  #show(lamp: Lamp): void {
    if (lamp.reason === this.#lamp.reason) return
    this.#lamp = lamp
    this.#parts.changed(lamp)
  }
}
