import { constants } from 'node:fs'
import { access, open, stat, type FileHandle } from 'node:fs/promises'
import type { Lamp } from '../../contract/devices.ts'
import { preciseNow } from '../precise-now.ts'
import { codeOf } from './byte-link.ts'
import { deviceWay, offer } from './device-link.ts'
import type { PrinterProfile } from './profile.ts'
import { failed, timeFor, USUAL_LIMITS, type Printer, type PrinterLimits, type PrintJob, type PrintReport } from './printer.ts'
import { TalkingPrinter } from './talking-printer.ts'

const CHUNK = 4096
/** Until a full device is offered the rest again, ms. */
const PAUSE = 10

/**
 * A character device (`/dev/usb/lp0`), a FIFO or a file that must already be there. A device that may be read as well is
 * talked to like any other printer; a FIFO and a file say nothing back, so a job is `sent` at best. Opened without
 * waiting: a FIFO that nobody reads must not hang the process.
 */
export class FilePrinter implements Printer {
  readonly #path: string
  readonly #profile: PrinterProfile
  readonly #limits: PrinterLimits
  readonly #talking: TalkingPrinter

  constructor(path: string, profile: PrinterProfile, limits: PrinterLimits = USUAL_LIMITS) {
    this.#path = path
    this.#profile = profile
    this.#limits = limits
    this.#talking = new TalkingPrinter(deviceWay(path), profile, limits)
  }

  /** Reading a FIFO would give back what was just written, so only devices are talked to, and only where that is allowed. */
  async #talks(): Promise<boolean> {
    try {
      if (!(await stat(this.#path)).isCharacterDevice()) return false
      await access(this.#path, constants.R_OK | constants.W_OK)
      return true
    } catch {
      return false
    }
  }

  async print(job: PrintJob): Promise<PrintReport> {
    return (await this.#talks()) ? this.#talking.print(job) : this.#write(job)
  }

  async #write(job: PrintJob): Promise<PrintReport> {
    let bytesOut = 0
    let firstByteAt = 0
    let file: FileHandle | null = null
    try {
      file = await open(this.#path, constants.O_WRONLY | constants.O_APPEND | constants.O_NONBLOCK | constants.O_NOCTTY)
      const until = performance.now() + timeFor(job.bytes.length, this.#profile.bytesPerSecond, this.#limits)
      while (bytesOut < job.bytes.length) {
        const taken = await offer(file, next(job.bytes, bytesOut, this.#profile.commands.finish.length))
        if (taken > 0 && bytesOut === 0) firstByteAt = preciseNow()
        bytesOut += taken
        if (taken > 0) continue
        if (performance.now() > until) return { outcome: failed(stopped(bytesOut), bytesOut, 'ETIMEDOUT'), firstByteAt }
        await new Promise((resolve) => setTimeout(resolve, PAUSE))
      }
      return { outcome: { result: 'sent' }, firstByteAt }
    } catch (error) {
      const code = codeOf(error)
      const fault = bytesOut === 0 && (code === 'ENOENT' || code === 'EISDIR') ? 'noPrinter' : stopped(bytesOut)
      return { outcome: failed(fault, bytesOut, code), firstByteAt }
    } finally {
      await file?.close().catch(() => {})
    }
  }

  /** Looks at a FIFO without opening it: opening and closing would end its reader. */
  async status(): Promise<Lamp> {
    if (await this.#talks()) return this.#talking.status()
    try {
      const found = await stat(this.#path)
      if (found.isDirectory()) return { level: 'bad', reason: 'noPrinter' }
      await access(this.#path, constants.W_OK)
      return { level: 'ok', reason: 'fine' }
    } catch (error) {
      return { level: 'bad', reason: codeOf(error) === 'ENOENT' ? 'noPrinter' : 'offline' }
    }
  }

  close(): Promise<void> {
    return this.#talking.close()
  }
}

/**
 * The next chunk. The closing command goes by itself: usblp takes a chunk only when the one before has left, and drops the
 * last when the device is closed too soon, so that nothing but this command can be lost.
 */
function next(bytes: Uint8Array, from: number, closing: number): Uint8Array {
  const body = bytes.length - closing
  return from < body ? bytes.subarray(from, Math.min(from + CHUNK, body)) : bytes.subarray(from)
}

function stopped(bytesOut: number): 'interrupted' | 'offline' {
  return bytesOut > 0 ? 'interrupted' : 'offline'
}
