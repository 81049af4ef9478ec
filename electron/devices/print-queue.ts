import type { Clock } from '../../contract/clock.ts'
import type { PrintOutcome, Tried } from '../../contract/printers.ts'
import type { SlipDocument } from '../../contract/slip.ts'

/** How a slip came out, and when its first byte left for the printer: epoch ms, 0 when none did. */
export interface Printed {
  readonly outcome: PrintOutcome
  readonly firstByteAt: number
  /** The printers it was tried on, in order; the last one is the one that the outcome is of, unless none could. */
  readonly tried: readonly Tried[]
}

/** A slip to be printed; `printerId` is null where it goes to the printers that slips of its kind are for. */
export interface ToPrint {
  readonly jobId: string
  readonly document: SlipDocument
  readonly printerId: string | null
}

interface Job extends ToPrint {
  readonly printed: Promise<Printed>
  readonly settle: (printed: Printed) => void
  endWait: () => void
}

export interface PrintQueue {
  /** The same job given twice while it is under way is one job. */
  add(slip: ToPrint): Promise<Printed>
  /** The devices process is there: the next slip may be handed over. */
  open(): void
  done(jobId: string, printed: Printed): boolean
  /** The devices process is gone: the slip it had may be on paper in part; those not handed over wait for the next one. */
  lost(): void
  /** No slip will be handed over any more. */
  end(): void
}

export interface PrintQueueParts {
  readonly clock: Clock
  readonly handOver: (slip: ToPrint) => void
  /** A slip took longer than any printer may: the process must go, so that it does not print after all. */
  readonly stuck: (jobId: string) => void
}

/** How long a slip waits for a devices process before it is given back unprinted, ms. */
export const PRINT_WAIT_MS = 20_000
/** How long one slip may be under way, ms. */
export const PRINT_LIMIT_MS = 120_000

function failed(fault: 'interrupted' | 'offline', bytesOut: number, detail: string): Printed {
  return { outcome: { result: 'failed', fault, bytesOut, detail }, firstByteAt: 0, tried: [] }
}

/**
 * Hands slips to the devices process one by one. So at most one can be on paper in part when that process dies; all others
 * are certain not to have been begun.
 */
export function createPrintQueue(parts: PrintQueueParts): PrintQueue {
  const { clock } = parts
  const waiting: Job[] = []
  let current: Job | null = null
  let isOpen = false
  let ended = false

  const next = (): void => {
    if (!isOpen || current !== null) return
    const job = waiting.shift()
    if (job === undefined) return
    job.endWait()
    current = job
    job.endWait = clock.after(PRINT_LIMIT_MS, () => parts.stuck(job.jobId))
    const { jobId, document, printerId } = job
    parts.handOver({ jobId, document, printerId })
  }

  const settle = (job: Job, printed: Printed): void => {
    job.endWait()
    job.settle(printed)
  }

  const wait = (job: Job): void => {
    job.endWait = clock.after(PRINT_WAIT_MS, () => {
      if (isOpen) {
        wait(job) // it waits for the slip before it, not for a process
        return
      }
      waiting.splice(waiting.indexOf(job), 1)
      job.settle(failed('offline', 0, 'the devices process does not start'))
    })
  }

  return {
    add({ jobId, document, printerId }) {
      if (ended) return Promise.resolve(failed('offline', 0, 'the till is closing'))
      const same = current?.jobId === jobId ? current : waiting.find((job) => job.jobId === jobId)
      if (same !== undefined) return same.printed
      let settleIt: (printed: Printed) => void = () => undefined
      const printed = new Promise<Printed>((resolve) => {
        settleIt = resolve
      })
      const job: Job = { jobId, document, printerId, printed, settle: settleIt, endWait: () => undefined }
      wait(job)
      waiting.push(job)
      next()
      return printed
    },
    open() {
      isOpen = true
      next()
    },
    done(jobId, printed) {
      if (current?.jobId !== jobId) return false
      const job = current
      current = null
      settle(job, printed)
      next()
      return true
    },
    lost() {
      isOpen = false
      const job = current
      current = null
      if (job !== null) settle(job, failed('interrupted', 1, 'the devices process ended while it printed'))
    },
    end() {
      ended = true
      isOpen = false
      for (const job of waiting.splice(0)) settle(job, failed('offline', 0, 'the till is closing'))
    },
  }
}
