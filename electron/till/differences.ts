import type { ListedHold, ListedOrder, ListedRefund, ListedRelease } from '../../cloudpay/client/client.ts'
import type { Difference } from '../../contract/snapshot.ts'
import { ACCEPTED_REFUND_STATES } from '../../contract/states.ts'
import type { RefundRecord, ReleaseRecord, SaleRecord } from '../ledger/records.ts'

/** One movement of money as one side tells it. `moved`: null while that side does not know yet. */
export interface Told {
  readonly number: string
  readonly amountFen: number | null
  readonly moved: boolean | null
}

export const ourSale = ({ orderNo, amountFen, state }: Pick<SaleRecord, 'orderNo' | 'amountFen' | 'state'>): Told => ({
  number: orderNo ?? '',
  amountFen,
  // In a conflict what stands there is not this sale's.
  moved:
    state === 'paid' || state === 'refunded' || state === 'held'
      ? true
      : state === 'failed' || state === 'conflict'
        ? false
        : null,
})
export const ourRefund = ({ refundNo, amountFen, state }: Pick<RefundRecord, 'refundNo' | 'amountFen' | 'state'>): Told => ({
  number: refundNo,
  amountFen,
  moved: ACCEPTED_REFUND_STATES.includes(state) ? true : state === 'failed' ? false : null,
})
export const ourRelease = ({ releaseNo, amountFen, state }: Pick<ReleaseRecord, 'releaseNo' | 'amountFen' | 'state'>): Told => ({
  number: releaseNo,
  amountFen,
  moved: state === 'succeeded' ? true : state === 'failed' ? false : null,
})
export const theirHold = ({ holdNo, amounts, verdict }: Pick<ListedHold, 'holdNo' | 'amounts' | 'verdict'>): Told => ({
  number: holdNo,
  amountFen: amounts?.heldFen ?? null,
  moved: verdict === 'held' || verdict === 'closed' ? true : verdict === 'notHeld' ? false : null,
})
export const theirRelease = ({
  releaseNo,
  amountFen,
  verdict,
}: Pick<ListedRelease, 'releaseNo' | 'amountFen' | 'verdict'>): Told => ({
  number: releaseNo,
  amountFen,
  moved: verdict === 'done' ? true : verdict === 'failed' ? false : null,
})
export const theirSale = ({
  orderNo,
  amountFen,
  verdict,
  state,
  paidAt,
}: Pick<ListedOrder, 'orderNo' | 'amountFen' | 'verdict' | 'state' | 'paidAt'>): Told => {
  // A row of a member card tells no state (RULINGS 9); that it was paid its time of payment tells.
  const paid = verdict === 'paid' || verdict === 'refunded' || (state === null && paidAt !== null)
  return { number: orderNo, amountFen, moved: paid ? true : verdict === 'notPaid' ? false : null }
}
export const theirRefund = ({
  refundNo,
  amountFen,
  verdict,
}: Pick<ListedRefund, 'refundNo' | 'amountFen' | 'verdict'>): Told => ({
  number: refundNo,
  amountFen,
  moved: verdict === 'ambiguous' ? null : verdict !== 'failed',
})

/**
 * Where two books tell different things (BEHAVIOUR 2.9), ordered by number. `missing` are ours that should stand in their
 * list and do not. What one side does not know yet is no difference.
 */
export function differencesBetween(
  pairs: readonly { theirs: Told; ours: Told | null }[],
  missing: readonly Told[],
): Difference[] {
  const found: Difference[] = []
  for (const { theirs, ours } of pairs) {
    const { number: orderNo, amountFen: theirsFen } = theirs
    const stated = (told: Told): number | null => (told.moved === true ? told.amountFen : 0)
    if (!ours) {
      if (theirs.moved === true) found.push({ orderNo, kind: 'onlyThere', oursFen: null, theirsFen })
    } else if (theirsFen !== null && theirsFen !== ours.amountFen)
      found.push({ orderNo, kind: 'amount', oursFen: ours.amountFen, theirsFen })
    else if (ours.moved !== null && theirs.moved !== null && ours.moved !== theirs.moved)
      found.push({ orderNo, kind: 'state', oursFen: stated(ours), theirsFen: stated(theirs) })
  }
  for (const { number: orderNo, amountFen } of missing)
    found.push({ orderNo, kind: 'onlyHere', oursFen: amountFen, theirsFen: null })
  return found.sort((a, b) => (a.orderNo < b.orderNo ? -1 : 1))
}
