import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { SlipDocument } from '../../contract/slip.ts'
import type { JournalEntry } from '../ledger/records.ts'
import type { SellingParts } from './parts.ts'

/** Another slip of the same is only wanted on purpose after so many ms; before that it is the same press. */
const APART = 2000

/** A report is waited for: it does not grow stale like the slip of a customer who has left. Ms. */
export const REPORT_LIFE = 86_400_000

export interface OneSlipParts extends Pick<SellingParts, 'book' | 'clock'> {
  readonly kickSpool: () => void
}

/**
 * Prints what was asked for by hand, once a press: nothing more is queued while one of the same waits for the printer, or was made just
 * now. Faults: `book.notWritten`.
 */
export function printOnce(
  { book, clock, kickSpool }: OneSlipParts,
  event: string,
  entry: Omit<JournalEntry, 'at'>,
  slip: { readonly document: SlipDocument; readonly copy: boolean },
): Outcome<null> {
  const at = clock.now()
  const { jobs, underWay, madeAt } = book.slips.begun(`${event}:`)
  if (underWay > 0 || Math.abs(at - madeAt) < APART) return ok(null)
  try {
    const queued = { ...slip, event: `${event}:${jobs + 1}`, orderNo: null, madeAt: at, staleAt: at + REPORT_LIFE }
    book.write({ entry: { ...entry, at }, slips: [queued] })
  } catch (error) {
    return refuse('book.notWritten', { platformText: error instanceof Error ? error.message.slice(0, 200) : '' })
  }
  kickSpool()
  return ok(null)
}
