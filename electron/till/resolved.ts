import type { Clock } from '../../contract/clock.ts'
import type { Resolved } from '../../contract/snapshot.ts'
import type { RefundRecord, ReleaseRecord, SaleRecord } from '../ledger/records.ts'
import { kindOf } from './sale-state.ts'

/** Long enough for whoever comes after to see what became of it, ms. */
const KEPT = 12 * 60 * 60_000
const MOST = 20

/**
 * What the cashier was told to wait for and has ended since the till started, newest first: so that nobody has to look for
 * the end of a doubt. Older ends stand in the list of orders.
 */
export function createResolved(clock: Pick<Clock, 'now'>) {
  let ended: readonly Resolved[] = []

  function add(one: Resolved): void {
    ended = [one, ...ended.filter(({ number }) => number !== one.number)].slice(0, MOST)
  }

  return {
    sale(sale: SaleRecord): void {
      const { orderNo, amountFen, tender, state } = sale
      if (orderNo !== null) add({ kind: kindOf(sale), number: orderNo, amountFen, tender, state, at: clock.now() })
    },
    refund({ refundNo, amountFen, tender, state }: RefundRecord): void {
      add({ kind: 'refund', number: refundNo, amountFen, tender, state, at: clock.now() })
    },
    release({ releaseNo, amountFen, tender, state }: ReleaseRecord): void {
      add({ kind: 'release', number: releaseNo, amountFen, tender, state, at: clock.now() })
    },
    list: (): Resolved[] => ended.filter(({ at }) => at > clock.now() - KEPT),
  }
}
export type ResolvedList = ReturnType<typeof createResolved>
