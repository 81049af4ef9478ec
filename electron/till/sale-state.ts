import { OPEN_REFUND_STATES, OPEN_SALE_STATES } from '../../contract/states.ts'
import type { RefundRecord, SaleRecord } from '../ledger/records.ts'
import type { Person } from './parts.ts'

/** States in which Cloud Pay may still change its mind, or has not said anything yet. */
export const isOpen = (sale: Pick<SaleRecord, 'state'>): boolean => OPEN_SALE_STATES.includes(sale.state)
export const isOpenRefund = (refund: Pick<RefundRecord, 'state'>): boolean => OPEN_REFUND_STATES.includes(refund.state)

const UNCONFIRMED: readonly (SaleRecord['state'] | RefundRecord['state'])[] = ['unknown', 'conflict', 'closing', 'reversing']

/** What the cashier has to be told of until it is known. */
export const isUnconfirmed = (matter: Pick<SaleRecord, 'state'> | Pick<RefundRecord, 'state'>): boolean =>
  UNCONFIRMED.includes(matter.state)

/** A sale of which only the amount is known: nothing is sent and no number is used. */
export function newSale(of: { saleId: string; amountFen: number; remark: string; at: number; person: Person }): SaleRecord {
  return {
    saleId: of.saleId,
    orderNo: null,
    amountFen: of.amountFen,
    remark: of.remark,
    way: 'code',
    state: 'waitingForCode',
    orderState: null,
    tender: null,
    startedAt: of.at,
    sentAt: null,
    settledAt: null,
    platformTxnId: null,
    membershipNumber: null,
    paidFen: null,
    discountFen: null,
    codeUrl: null,
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
