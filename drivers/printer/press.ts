import type { Lamp } from '../../contract/devices.ts'
import type { PrintOutcome } from '../../contract/printers.ts'
import type { SlipDocument } from '../../contract/slip.ts'
import { keep, safeName } from '../archive.ts'
import { CannotPrintAmount } from './charset.ts'
import { encodeSlip } from './encode.ts'
import { failed, type Printer, type PrintJob, type PrintReport } from './printer.ts'
import { keepPicture } from './picture.ts'
import type { PrinterProfile } from './profile.ts'

export interface PressSetup {
  readonly printer: Printer
  readonly profile: PrinterProfile
  /** A folder for a copy of every slip, or null. */
  readonly archive: string | null
}

/**
 * One printer and its queue: one job at a time, each tried once. A job that was taken is not printed again when it is asked
 * for again; one that left nothing on paper may be.
 */
export class Press {
  #setup: PressSetup
  #line: Promise<unknown> = Promise.resolve()
  #copies: Promise<unknown> = Promise.resolve()
  #jobs = 0
  readonly #reports = new Map<string, Promise<PrintReport>>()
  readonly #quiet: () => Promise<void>
  readonly #fault: (text: string) => void

  constructor(setup: PressSetup, quiet: () => Promise<void>, fault: (text: string) => void) {
    this.#setup = setup
    this.#quiet = quiet
    this.#fault = fault
  }

  isIdle(): boolean {
    return this.#jobs === 0
  }

  /** The new set-up counts for jobs that come after. */
  use(setup: PressSetup): void {
    const { printer } = this.#setup
    this.#setup = setup
    void this.#line.then(() => printer.close())
  }

  print(jobId: string, document: SlipDocument): Promise<PrintReport> {
    const known = this.#reports.get(jobId)
    if (known) return known
    const setup = this.#setup
    this.#jobs++
    const printed = this.#line.then(() => this.#once(jobId, document, setup))
    this.#line = printed
    this.#reports.set(jobId, printed)
    return printed.finally(() => this.#jobs--)
  }

  async #once(jobId: string, document: SlipDocument, setup: PressSetup): Promise<PrintReport> {
    let job: PrintJob
    try {
      job = { jobId, ...encodeSlip(document, setup.profile) }
    } catch (error) {
      this.#reports.delete(jobId)
      return { outcome: refusal(error), firstByteAt: 0 }
    }
    const done = await setup.printer.print(job).catch((error: unknown): PrintReport => {
      return {
        outcome: failed('failed', job.bytes.length, error instanceof Error ? error.message : 'unknown fault'),
        firstByteAt: 0,
      }
    })
    if (done.outcome.result === 'failed') this.#reports.delete(jobId)
    if (setup.archive !== null) this.#copy(job, setup.archive, setup.profile)
    return done
  }

  /** After the bytes are on their way, never before (PRINTING 9). */
  #copy(job: PrintJob, folder: string, profile: PrinterProfile): void {
    this.#copies = this.#copies.then(async () => {
      try {
        await keep(folder, `${safeName(job.jobId)}.bin`, job.bytes)
        await this.#quiet()
        await keepPicture(folder, job.jobId, job.slip, profile)
      } catch (error) {
        this.#fault(`the copy of a slip was not kept: ${error instanceof Error ? error.message : 'unknown fault'}`)
      }
    })
  }

  lamp(): Promise<Lamp> {
    return this.#setup.printer.status()
  }

  /** Waits until every job and every copy is done. */
  async flush(): Promise<void> {
    await this.#line
    await this.#copies
    await this.#setup.printer.close()
  }
}

function refusal(error: unknown): PrintOutcome {
  const words = error instanceof Error ? error.message : 'unknown fault'
  return failed(error instanceof CannotPrintAmount ? 'cannotPrintAmount' : 'failed', 0, words)
}
