import type { Fault } from '../../contract/faults.ts'
import type { RefundView, SaleView } from '../../contract/snapshot.ts'
import { OPEN_REFUND_STATES, OPEN_SALE_STATES, type RefundState, type SaleState, type Tender } from '../../contract/states.ts'
import { refundFaceOf } from './refund-face.ts'
import { faceOf, type Face } from './sale-face.ts'

/** A sale or a refund whose end is not known yet, as the list of them shows it. */
export interface Doubt {
  readonly kind: 'sale' | 'refund'
  readonly id: string
  readonly number: string
  readonly amountFen: number
  readonly tender: Tender | null
  readonly state: SaleState | RefundState
  readonly face: Pick<Face, 'shape' | 'tone'>
  /** The cashier was told that it is not confirmed; else it is still under way. */
  readonly unsure: boolean
  /** When it was sent, epoch ms: its age counts from there. */
  readonly since: number
  readonly askedUntil: number | null
  readonly nextAskAt: number | null
  /** What the last answer said; null where there was none, or none worth saying. */
  readonly fault: Fault | null
  /** The remark of a sale, the reason of a refund. */
  readonly remark: string
  readonly staffId: string
  readonly staffName: string
}

const UNSURE: readonly (SaleState | RefundState)[] = ['unknown', 'conflict', 'closing', 'reversing']

function doubtOfSale(sale: SaleView): Doubt {
  const { saleId, orderNo, startedAt, sentAt, state } = sale
  const since = sentAt ?? startedAt
  return { ...sale, kind: 'sale', id: saleId, number: orderNo ?? '', face: faceOf(state), unsure: UNSURE.includes(state), since }
}

function doubtOfRefund(refund: RefundView): Doubt {
  const { refundId, refundNo, startedAt, state, reason } = refund
  return {
    ...refund,
    kind: 'refund',
    id: refundId,
    number: refundNo,
    face: refundFaceOf(state),
    unsure: UNSURE.includes(state),
    since: startedAt,
    askedUntil: null,
    // It was taken on: a question without an answer changes nothing in that.
    fault: state === 'accepted' ? null : refund.fault,
    remark: reason,
  }
}

/** Everything whose end is not known, oldest first. */
export function doubtsAmong(sales: readonly SaleView[], refunds: readonly RefundView[]): Doubt[] {
  return [
    ...sales.filter(({ state }) => OPEN_SALE_STATES.includes(state)).map(doubtOfSale),
    ...refunds.filter(({ state }) => OPEN_REFUND_STATES.includes(state)).map(doubtOfRefund),
  ].sort((a, b) => a.since - b.since)
}
