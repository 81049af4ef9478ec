import type { Fault } from '../../contract/faults.ts'
import type { RefundView, ReleaseView, SaleView } from '../../contract/views.ts'
import type { Snapshot } from '../../contract/snapshot.ts'
import {
  OPEN_REFUND_STATES,
  OPEN_RELEASE_STATES,
  OPEN_SALE_STATES,
  type RefundState,
  type ReleaseState,
  type SaleState,
  type Tender,
} from '../../contract/states.ts'
import { refundFaceOf } from './refund-face.ts'
import { faceOf, kindOfSale, type Face, type SaleKind } from './sale-face.ts'

interface Facts {
  readonly id: string
  readonly number: string
  readonly amountFen: number
  readonly tender: Tender | null
  readonly face: Pick<Face, 'shape' | 'tone'>
  /** The cashier was told that it is not confirmed; else it is still under way. */
  readonly unsure: boolean
  /** When it was sent, epoch ms: its age counts from there. */
  readonly since: number
  readonly askedUntil: number | null
  readonly nextAskAt: number | null
  /** What the last answer said; null where there was none, or none worth saying. */
  readonly fault: Fault | null
  /** The remark of a sale or of a deposit, the reason of a refund. */
  readonly remark: string
  readonly staffId: string
  readonly staffName: string
}
/** A movement of money whose end is not known yet, as the list of them shows it. */
export type Doubt = Facts &
  (
    | { readonly kind: SaleKind; readonly state: SaleState }
    | { readonly kind: 'refund'; readonly state: RefundState }
    | { readonly kind: 'release'; readonly state: ReleaseState }
  )

/** Money that goes back is written with its sign. */
export const signedFen = ({ kind, amountFen }: { kind: Doubt['kind']; amountFen: number }): number =>
  kind === 'refund' || kind === 'release' ? -amountFen : amountFen

const UNSURE: readonly (SaleState | RefundState)[] = ['unknown', 'conflict', 'closing', 'reversing']

function doubtOfSale(sale: SaleView): Doubt {
  const { saleId, orderNo, startedAt, sentAt, state } = sale
  const since = sentAt ?? startedAt
  return {
    ...sale,
    kind: kindOfSale(sale),
    id: saleId,
    number: orderNo ?? '',
    face: faceOf(state),
    unsure: UNSURE.includes(state),
    since,
  }
}

/** What a refund and a release have in common: it was taken on, and a question without an answer changes nothing in that. */
const goingBack = ({ startedAt, state, fault }: RefundView | ReleaseView) => ({
  face: refundFaceOf(state),
  unsure: UNSURE.includes(state),
  since: startedAt,
  askedUntil: null,
  fault: state === 'accepted' ? null : fault,
})

function doubtOfRefund(refund: RefundView): Doubt {
  const { refundId, refundNo, reason } = refund
  return { ...refund, ...goingBack(refund), kind: 'refund', id: refundId, number: refundNo, remark: reason }
}

function doubtOfRelease(release: ReleaseView): Doubt {
  const { releaseId, releaseNo } = release
  return { ...release, ...goingBack(release), kind: 'release', id: releaseId, number: releaseNo }
}

/** Everything whose end is not known, oldest first. */
export function doubtsAmong(
  snapshot: Pick<Snapshot, 'sale' | 'parked' | 'captures' | 'refunds' | 'refundsAway' | 'releases'>,
): Doubt[] {
  const { sale, parked, captures, refunds, refundsAway, releases } = snapshot
  return [
    ...[...(sale ? [sale] : []), ...parked, ...captures].filter(({ state }) => OPEN_SALE_STATES.includes(state)).map(doubtOfSale),
    ...[...refunds, ...refundsAway].filter(({ state }) => OPEN_REFUND_STATES.includes(state)).map(doubtOfRefund),
    ...releases.filter(({ state }) => OPEN_RELEASE_STATES.includes(state)).map(doubtOfRelease),
  ].sort((a, b) => a.since - b.since)
}
