import { constants } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'
import type { Lamp } from '../../contract/devices.ts'
import { keep, safeName } from '../archive.ts'
import { preciseNow } from '../precise-now.ts'
import { keepPicture } from './picture.ts'
import type { PrinterProfile } from './profile.ts'
import { failed, type Printer, type PrintJob, type PrintReport } from './printer.ts'

/**
 * Prints into a folder: `<jobId>.bin`, then `.png` and `.pdf`. `printed` when all three are there; without a font to draw
 * with the bytes are kept and the job is `sent`.
 */
export class VirtualPrinter implements Printer {
  readonly #folder: string
  readonly #profile: PrinterProfile

  readonly #quiet: () => Promise<void>

  /** `quiet` is waited for before drawing, which takes the processor for a moment. */
  constructor(folder: string, profile: PrinterProfile, quiet: () => Promise<void>) {
    this.#folder = folder
    this.#profile = profile
    this.#quiet = quiet
  }

  async print(job: PrintJob): Promise<PrintReport> {
    try {
      await keep(this.#folder, `${safeName(job.jobId)}.bin`, job.bytes)
    } catch (error) {
      return { outcome: failed('offline', 0, error instanceof Error ? error.message : 'not written'), firstByteAt: 0 }
    }
    const firstByteAt = preciseNow()
    try {
      await this.#quiet()
      await keepPicture(this.#folder, job.jobId, job.slip, this.#profile)
      return { outcome: { result: 'printed' }, firstByteAt }
    } catch {
      return { outcome: { result: 'sent' }, firstByteAt }
    }
  }

  async status(): Promise<Lamp> {
    try {
      await mkdir(this.#folder, { recursive: true })
      await access(this.#folder, constants.W_OK)
      return { level: 'ok', reason: 'virtual' }
    } catch {
      return { level: 'bad', reason: 'offline' }
    }
  }

  async close(): Promise<void> {}
}
