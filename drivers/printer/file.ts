import { constants } from 'node:fs'
import { access, open, stat, type FileHandle } from 'node:fs/promises'
import type { Lamp } from '../../contract/devices.ts'
import { preciseNow } from '../precise-now.ts'
import type { PrinterProfile } from './profile.ts'
import { failed, timeFor, USUAL_LIMITS, type Printer, type PrinterLimits, type PrintJob, type PrintReport } from './printer.ts'

const CHUNK = 4096
/** Until a full device is offered the rest again, ms. */
const PAUSE = 10

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EFAILED'
}

/**
 * A character device (`/dev/usb/lp0`), a FIFO or a file that must already be there. Opened without waiting: a FIFO that
 * nobody reads, or a printer that takes nothing, must not hang the process. Such devices say nothing back, so a job is
 * `sent` at best.
 */
export class FilePrinter implements Printer {
  readonly #path: string
  readonly #profile: PrinterProfile
  readonly #limits: PrinterLimits

  constructor(path: string, profile: PrinterProfile, limits: PrinterLimits = USUAL_LIMITS) {
    this.#path = path
    this.#profile = profile
    this.#limits = limits
  }

  async print(job: PrintJob): Promise<PrintReport> {
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

  /** Looks without opening: opening and closing a FIFO would end its reader. */
  async status(): Promise<Lamp> {
    try {
      const found = await stat(this.#path)
      if (found.isDirectory()) return { level: 'bad', reason: 'noPrinter' }
      await access(this.#path, constants.W_OK)
      return { level: 'ok', reason: 'fine' }
    } catch (error) {
      return { level: 'bad', reason: codeOf(error) === 'ENOENT' ? 'noPrinter' : 'offline' }
    }
  }

  async close(): Promise<void> {}
}

/**
 * The next chunk. The closing command goes by itself: usblp takes a chunk only when the one before has left, and drops the
 * last when the device is closed too soon, so that nothing but this command can be lost.
 */
function next(bytes: Uint8Array, from: number, closing: number): Uint8Array {
  const body = bytes.length - closing
  return from < body ? bytes.subarray(from, Math.min(from + CHUNK, body)) : bytes.subarray(from)
}

/** Bytes taken; 0 when the device is full just now. */
async function offer(file: FileHandle, bytes: Uint8Array): Promise<number> {
  try {
    return (await file.write(bytes)).bytesWritten
  } catch (error) {
    if (codeOf(error) === 'EAGAIN') return 0
    throw error
  }
}

function stopped(bytesOut: number): 'interrupted' | 'offline' {
  return bytesOut > 0 ? 'interrupted' : 'offline'
}
