import type { Clock } from '../../contract/clock.ts'
import type { Lamp } from '../../contract/devices.ts'
import type { Paper, PrintOutcome } from '../../contract/printers.ts'
import type { SlipDocument } from '../../contract/slip.ts'
import { keep, safeName } from '../archive.ts'
import { CannotPrintAmount } from './charset.ts'
import { drawerKick } from './encode.ts'
import { encodeFor } from './encode-picture.ts'
import { slipFont } from './font.ts'
import { failed, type Printer, type PrintJob, type PrintReport } from './printer.ts'
import { keepPicture } from './picture.ts'
import type { PrinterProfile } from './profile.ts'

export interface PressSetup {
  readonly printer: Printer
  readonly profile: PrinterProfile
  readonly paper: Paper
  /** How long the first slip after a pause waits while the printer wakes, ms (BEHAVIOUR F23). */
  readonly firstDelayMs: number
  /** A folder for a copy of every slip, or null. */
  readonly archive: string | null
}

/** Printers that save power fall asleep after some minutes in which nothing was printed, ms. */
export const SLEEPS_AFTER_MS = 300_000

/**
 * One printer and its queue: one job at a time, each tried once. A job that was taken is not printed again when it is asked
 * for again; one that left nothing on paper may be.
 */
export class Press {
  #setup: PressSetup
  #line: Promise<unknown> = Promise.resolve()
  /** The printer before this one has let go of its line, which may be the same one. */
  #letGo: Promise<void> = Promise.resolve()
  #copies: Promise<unknown> = Promise.resolve()
  #jobs = 0
  readonly #reports = new Map<string, Promise<PrintReport>>()
  readonly #clock: Clock
  readonly #quiet: () => Promise<void>
  readonly #fault: (text: string) => void
  /** When the last slip ended that left something on paper, by `elapsed`; null before the first. */
  #endedAt: number | null = null
  /** When the printer was last known to be awake; null before it ever was. */
  #awakeAt: number | null = null

  constructor(setup: PressSetup, clock: Clock, quiet: () => Promise<void>, fault: (text: string) => void) {
    this.#setup = setup
    this.#clock = clock
    this.#quiet = quiet
    this.#fault = fault
  }

  isIdle(): boolean {
    return this.#jobs === 0
  }

  /** The new set-up counts for jobs that come after. Resolves when the printer before has let go of its line. */
  use(setup: PressSetup): Promise<void> {
    const { printer } = this.#setup
    this.#setup = setup
    // Reading the font takes longer than anything else of the first drawn slip. Without one the slip itself says so.
    if (setup.paper.mode === 'image') slipFont().catch(() => {})
    this.#letGo = this.#line.then(() => printer.close()).catch(() => {})
    this.#line = this.#letGo
    return this.#letGo
  }

  /** What comes next waits for this too: another press may still hold the line that this one is to use. */
  waitFor(free: Promise<unknown>): void {
    this.#letGo = Promise.all([this.#letGo, free]).then(() => {})
    this.#line = Promise.all([this.#line, this.#letGo])
  }

  print(jobId: string, document: SlipDocument): Promise<PrintReport> {
    return this.#take(jobId, (setup) => this.#printOnce(jobId, document, setup))
  }

  /**
   * Opens the drawer without a slip. Like a slip it happens once a `jobId`, and never out of turn. A profile without a
   * drawer answers `failed` with nothing sent.
   */
  kickDrawer(jobId: string): Promise<PrintReport> {
    return this.#take(jobId, async ({ printer, profile }) => {
      const bytes = drawerKick(profile)
      if (!bytes) return { outcome: failed('failed', 0, 'this printer has no drawer'), firstByteAt: 0 }
      return attempt(printer, { jobId, bytes, slip: { columns: profile.columns, lines: [] } })
    })
  }

  #take(jobId: string, once: (setup: PressSetup) => Promise<PrintReport>): Promise<PrintReport> {
    const known = this.#reports.get(jobId)
    if (known) return known
    const setup = this.#setup
    this.#jobs++
    const done = this.#line.then(async () => {
      const report = await once(setup)
      if (report.outcome.result === 'failed') this.#reports.delete(jobId)
      return report
    })
    this.#line = done
    this.#reports.set(jobId, done)
    return done.finally(() => this.#jobs--)
  }

  async #printOnce(jobId: string, document: SlipDocument, setup: PressSetup): Promise<PrintReport> {
    let job: PrintJob
    try {
      job = { jobId, ...(await encodeFor(document, setup.profile, setup.paper)) }
    } catch (error) {
      return { outcome: refusal(error), firstByteAt: 0 }
    }
    await this.#gap(setup.paper.gapMs)
    await this.#wake(setup)
    const done = await attempt(setup.printer, job)
    if (done.outcome.result !== 'failed' || done.outcome.bytesOut > 0) this.#endedAt = this.#awakeAt = this.#clock.elapsed()
    if (setup.archive !== null) this.#copy(job, setup.archive, setup.profile)
    return done
  }

  /** Waits until the slip before could be torn off (BEHAVIOUR F23). */
  async #gap(gapMs: number): Promise<void> {
    if (this.#endedAt === null) return
    const left = this.#endedAt + gapMs - this.#clock.elapsed()
    if (left > 0) await new Promise<void>((resolve) => this.#clock.after(left, resolve))
  }

  /**
   * A printer that may be asleep is spoken to, which wakes it, and is given its time: what it is sent earlier it may lose. Tried
   * again soon after, a slip does not wait once more.
   */
  async #wake({ printer, firstDelayMs }: PressSetup): Promise<void> {
    const asleep = this.#awakeAt === null || this.#clock.elapsed() - this.#awakeAt > SLEEPS_AFTER_MS
    if (asleep && firstDelayMs > 0) {
      await printer.status().catch(() => undefined)
      await new Promise<void>((resolve) => this.#clock.after(firstDelayMs, resolve))
    }
    this.#awakeAt = this.#clock.elapsed()
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

  async lamp(): Promise<Lamp> {
    await this.#letGo
    return this.#setup.printer.status()
  }

  /** Waits until every job and every copy is done. */
  async flush(): Promise<void> {
    await this.#line
    await this.#copies
    await this.#setup.printer.close()
  }
}

/** A printer that throws may have printed everything: nobody repeats that by himself. */
function attempt(printer: Printer, job: PrintJob): Promise<PrintReport> {
  return printer.print(job).catch((error: unknown): PrintReport => {
    const words = error instanceof Error ? error.message : 'unknown fault'
    return { outcome: failed('failed', job.bytes.length, words), firstByteAt: 0 }
  })
}

function refusal(error: unknown): PrintOutcome {
  const words = error instanceof Error ? error.message : 'unknown fault'
  return failed(error instanceof CannotPrintAmount ? 'cannotPrintAmount' : 'failed', 0, words)
}
