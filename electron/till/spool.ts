import { ROLE_OF_SLIP } from '../../contract/printer-roles.ts'
import { PRINTER_ROLES, type PrinterRole } from '../../contract/device-choices.ts'
import { SLIP_KINDS } from '../../contract/slip.ts'
import type { SlipJob } from '../ledger/records.ts'
import type { SellingParts } from './parts.ts'

/** How long to wait before a slip that left nothing on paper is tried again, ms. */
const AGAIN = [1000, 2000, 5000, 10_000, 15_000] as const

const kindsOf = (role: PrinterRole) => SLIP_KINDS.filter((kind) => ROLE_OF_SLIP[kind] === role)

/**
 * Prints what the book has waiting, one slip at a time, the oldest of each role first: a report that waits for its printer keeps
 * no receipt waiting. A slip that left no byte is tried again until its
 * time limit; one that may be half on paper is never repeated by itself (PRINTING 7).
 */
export function createSpool(parts: Pick<SellingParts, 'book' | 'counter' | 'clock' | 'log' | 'changed'>) {
  const { book, counter, clock, log } = parts
  let running = false
  /** Somebody asked for a look while one was going on: what was queued after it may have been missed. */
  let asked = false
  let stopped = false
  const ended = (): boolean => stopped
  let callOff: (() => void) | null = null

  /** Orders whose slips wait for what is to stand on them, and what calls the end of that wait off. */
  const held = new Map<string, () => void>()

  /** How slips ended that the disk did not take down yet. Written before anything else is printed. */
  const owed = new Map<string, { state: SlipJob['state']; fault: string | null }>()

  function mark(job: SlipJob, state: SlipJob['state'], fault: string | null): void {
    owed.set(job.jobId, { state, fault })
    writeOwed()
  }

  function writeOwed(): void {
    for (const [jobId, { state, fault }] of owed) {
      book.slips.mark(jobId, state, fault)
      owed.delete(jobId)
    }
    parts.changed()
  }

  /** Answers how long to wait before the next look, or null when nothing of this role waits. */
  async function printNext(role: PrinterRole): Promise<number | null> {
    const job = book.slips.next(kindsOf(role), [...held.keys()])
    if (!job) return null
    if (clock.now() > job.staleAt) {
      mark(job, 'failed', job.fault ?? 'stale')
      return 0
    }
    // Not owed: what the disk does not take down is not printed.
    book.slips.mark(job.jobId, 'sending', null)
    parts.changed()
    const { outcome, firstByteAt } = await counter.print(job.jobId, job.document)
    if (outcome.result !== 'failed') {
      log.info('slip.done', { jobId: job.jobId, result: outcome.result, firstByteAt })
      mark(job, outcome.result, null)
      return 0
    }
    log.warn('slip.failed', { jobId: job.jobId, fault: outcome.fault, bytesOut: outcome.bytesOut, detail: outcome.detail })
    if (outcome.bytesOut > 0 || outcome.fault === 'cannotPrintAmount') {
      mark(job, 'failed', outcome.fault === 'cannotPrintAmount' ? outcome.fault : 'interrupted')
      return 0
    }
    mark(job, 'waiting', outcome.fault)
    return AGAIN[Math.min(job.attempts, AGAIN.length - 1)] ?? 15_000
  }

  /** Until nothing can be printed any more. Answers as `printNext`, for whichever role is due first. */
  async function printAll(): Promise<number | null> {
    const waits = new Map<PrinterRole, number>()
    let printed = true
    while (printed && !ended()) {
      printed = false
      for (const role of PRINTER_ROLES) {
        if (waits.has(role) || ended()) continue
        const wait = await printNext(role)
        if (wait === 0) printed = true
        else if (wait !== null) waits.set(role, wait)
      }
    }
    return waits.size > 0 ? Math.min(...waits.values()) : null
  }

  async function run(): Promise<void> {
    asked = running
    if (running || ended()) return
    running = true
    callOff?.()
    callOff = null
    try {
      if (owed.size > 0) writeOwed()
      let wait = await printAll()
      while (asked && !ended()) {
        asked = false
        wait = await printAll()
      }
      if (wait !== null && !ended()) callOff = clock.after(wait, () => void run())
    } catch (error) {
      log.error('spool.failed', { text: error instanceof Error ? error.message : String(error) })
      callOff = clock.after(5000, () => void run())
    } finally {
      running = false
    }
  }

  function release(orderNo: string): void {
    held.get(orderNo)?.()
    if (held.delete(orderNo)) void run()
  }

  return {
    /** The slips of this order are not begun for so many ms, or until they are let go. A till that dies meanwhile prints them when it is back. */
    holdBack(orderNo: string, ms: number): void {
      held.get(orderNo)?.()
      held.set(
        orderNo,
        clock.after(ms, () => release(orderNo)),
      )
    },
    /** Nothing is waited for any more. */
    release,
    /** Something was queued, or the printer is back: look at once. */
    kick: () => void run(),
    /** Slips that were under way when the till stopped may be half on paper: a person decides about them. */
    recover(): void {
      for (const job of book.slips.interrupted()) owed.set(job.jobId, { state: 'failed', fault: 'interrupted' })
      void run()
    },
    waitingCount: () => book.slips.waitingCount(),
    stop(): void {
      stopped = true
      callOff?.()
      for (const callOffEnd of held.values()) callOffEnd()
    },
  }
}
export type Spool = ReturnType<typeof createSpool>
