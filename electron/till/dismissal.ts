import { may } from '../../contract/permissions.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { Clock } from '../../contract/clock.ts'
import type { SaleRecord } from '../ledger/records.ts'
import type { Follower, Live } from './follower.ts'
import type { Person } from './parts.ts'
import type { SaleEvent } from './sale-events.ts'

/**
 * A manager has looked at a conflict: what stands under its number is not this sale's, hold's or capture's, so nothing was taken
 * by it. Faults: `request.forbidden`, `sale.notConflict`, `book.notWritten`.
 */
export function dismiss(
  { follower, clock }: { follower: Pick<Follower<SaleRecord, SaleEvent>, 'act'>; clock: Pick<Clock, 'now'> },
  entry: Live<SaleRecord>,
  { role, staffId, name }: Person,
): Outcome<null> {
  if (!may('settleDoubt', role)) return refuse('request.forbidden')
  if (entry.record.state !== 'conflict') return refuse('sale.notConflict')
  const at = clock.now()
  const facts = { dismissed: { at, staffId, staffName: name }, settledAt: at }
  return follower.act(entry, 'dismissed', facts) ? ok(null) : refuse('book.notWritten')
}
