import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import type { Clock } from '../../contract/clock.ts'
import type { ScannerWay } from '../../contract/scanners.ts'
import type { SerialLine } from '../../contract/serial-line.ts'
import { preciseNow } from '../precise-now.ts'
import { ScanFraming, type Framed } from './framing.ts'
import { openSerialPort } from '../serial-port.ts'
import { faultOf, ScannerFault, type OpenWay, type ScannerEars } from './scanner.ts'
import { decodeScan } from './text.ts'

/** A timer that fires so much too late says nothing about the line: bytes may be waiting behind it. Ms. */
const TOO_LATE = 10

/** Hears the bytes of one line: cuts them into scans, and lets a pause end one where the scanner sends no end. */
class SerialEar {
  readonly #framing: ScanFraming
  readonly #ears: ScannerEars
  readonly #clock: Clock
  #lastAt = 0
  #callOff: () => void = () => {}

  constructor(line: SerialLine, ears: ScannerEars, clock: Clock) {
    this.#framing = new ScanFraming(line.baudRate)
    this.#ears = ears
    this.#clock = clock
  }

  hear(bytes: Uint8Array): void {
    this.#lastAt = preciseNow()
    this.#ears.raw(bytes)
    this.#tell(this.#framing.push(bytes))
    this.#await()
  }

  /** The line is gone: what has no end yet is half a scan. */
  stop(): void {
    this.#callOff()
    this.#tell(this.#framing.abandon())
  }

  #await(): void {
    this.#callOff()
    const wait = this.#framing.waits()
    if (wait === null) return
    const dueAt = this.#clock.elapsed() + wait
    this.#callOff = this.#clock.after(wait, () => {
      if (this.#clock.elapsed() > dueAt + TOO_LATE) this.#await()
      else this.#tell(this.#framing.settle())
    })
  }

  #tell({ scans, dropped }: Framed): void {
    for (const bytes of scans) this.#ears.text(decodeScan(bytes), this.#lastAt)
    for (const what of dropped) this.#ears.dropped(what)
  }
}

/** A scanner on a serial line, or one that acts as a serial line on USB (CDC ACM). Locked, so that nobody else takes bytes. */
export const openSerial: OpenWay<Extract<ScannerWay, { kind: 'serial' }>> = async ({ line }, ears, signal, clock) => {
  try {
    // serialport tells reasons in words; the system is asked first, for its code.
    await access(line.path, constants.R_OK | constants.W_OK)
    const port = await openSerialPort(line)
    const ear = new SerialEar(line, ears, clock)
    let closed = false
    const close = async () => {
      if (closed) return
      closed = true
      ear.stop()
      if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()))
    }
    port.on('data', (bytes: Buffer) => {
      if (!closed) ear.hear(bytes)
    })
    port.on('close', () => {
      if (closed) return
      closed = true
      ear.stop()
      ears.ended(new ScannerFault('ECLOSED', 'serialport'))
    })
    if (signal.aborted) {
      await close()
      throw new ScannerFault('ECANCELED')
    }
    return { close }
  } catch (error) {
    throw faultOf(error, 'serialport')
  }
}
