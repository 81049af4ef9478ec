import { OPEN_REFUND_STATES, OPEN_RELEASE_STATES, OPEN_SALE_STATES } from '../../contract/states.ts'
import type { RefundRecord, ReleaseRecord, SaleRecord, TopUpCard } from '../ledger/records.ts'
import type { Person } from './parts.ts'

/** States in which Cloud Pay may still change its mind, or has not said anything yet. */
export const isOpen = (sale: Pick<SaleRecord, 'state'>): boolean => OPEN_SALE_STATES.includes(sale.state)
export const isOpenRefund = (refund: Pick<RefundRecord, 'state'>): boolean => OPEN_REFUND_STATES.includes(refund.state)

export const isOpenRelease = (release: Pick<ReleaseRecord, 'state'>): boolean => OPEN_RELEASE_STATES.includes(release.state)

const UNCONFIRMED: readonly (SaleRecord['state'] | RefundRecord['state'])[] = ['unknown', 'conflict', 'closing', 'reversing']

/** What the cashier has to be told of until it is known. */
export const isUnconfirmed = (
  matter: Pick<SaleRecord, 'state'> | Pick<RefundRecord, 'state'> | Pick<ReleaseRecord, 'state'>,
): boolean => UNCONFIRMED.includes(matter.state)

/** What it is to people: its words, its slip, its sentences. */
export const kindOf = ({ purpose, way }: Pick<SaleRecord, 'purpose' | 'way'>): 'sale' | 'hold' | 'capture' | 'topUp' =>
  way === 'capture' ? 'capture' : purpose

/** An order is refunded once accepted refunds reach its total, fen; one that fails later takes that back (RULINGS 10). */
export const stateShown = (sale: Pick<SaleRecord, 'state' | 'amountFen'>, acceptedFen: number): SaleRecord['state'] =>
  sale.state === 'paid' && acceptedFen >= sale.amountFen ? 'refunded' : sale.state

/** Of a top-up that is begun anew: whose card it goes on the next code says where the payer's own is meant. */
export const againOf = (topUp: TopUpCard | null): TopUpCard | null =>
  topUp?.byPayer ? { ...topUp, cardNo: null, name: null, phone: null } : topUp

interface NewSale {
  readonly saleId: string
  readonly amountFen: number
  readonly remark: string
  readonly purpose: SaleRecord['purpose']
  readonly topUp: TopUpCard | null
  readonly at: number
  readonly person: Person
}

/** A sale, or a hold, of which only the amount is known: nothing is sent and no number is used. */
export function newSale(of: NewSale): SaleRecord {
  return {
    saleId: of.saleId,
    orderNo: null,
    amountFen: of.amountFen,
    remark: of.remark,
    purpose: of.purpose,
    topUp: of.topUp,
    way: 'code',
    holdNo: null,
    heldFen: null,
    releaseRest: null,
    returnedFen: null,
    state: 'waitingForCode',
    orderState: null,
    tender: null,
    startedAt: of.at,
    sentAt: null,
    settledAt: null,
    platformTxnId: null,
    membershipNumber: null,
    paidFen: null,
    settledFen: null,
    discountFen: null,
    codeUrl: null,
    balanceFen: null,
    receivedFen: null,
    numberUsed: false,
    notOurs: false,
    reversal: null,
    dismissed: null,
    fault: null,
    staffId: of.person.staffId,
    staffName: of.person.name,
  }
}
