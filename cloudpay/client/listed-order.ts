import { fen, type Fen } from '../../contract/money.ts'
import type { RefundFacts, SaleFacts } from '../../contract/order-facts.ts'
import type { OrderState, Tender } from '../../contract/states.ts'
import type { ListOrder, ListRefundOrder } from '../protocol/messages/lists.ts'
import {
  orderState,
  refundState,
  refundVerdict,
  saleVerdict,
  stateOfListOrder,
  stateOfListRefund,
  tenderOf,
  type RefundVerdict,
  type SaleVerdict,
} from '../protocol/order-state.ts'
import { refundFacts, saleFacts } from './order-facts.ts'

/** A row of the list of orders, in our words. Whatever the server left out is null. */
export interface ListedOrder {
  orderNo: string
  platformTxnId: string | null
  tender: Tender | null
  state: OrderState | null
  /** A row without a state, as of a member card, is `ambiguous` (RULINGS 9). */
  verdict: SaleVerdict
  amountFen: Fen | null
  /** Given back so far, refunds in work included. */
  refundedFen: Fen
  /** Epoch ms. */
  createdAt: number | null
  paidAt: number | null
  shopName: string | null
  deviceId: string | null
  deviceName: string | null
  staffId: string | null
  staffName: string | null
  remark: string | null
  /** Everything else that the row tells. */
  facts: SaleFacts
}

const instant = (value: number | null | undefined): number | null => (value ? value * 1000 : null)

/** Alipay's 5 is closed or given back; that all of it went back is told by the sum (PROTOCOL 5.6, 7, 10). */
const isAllBack = ({ total_fee, refunded_fee }: ListOrder, state: OrderState | null): boolean =>
  state === 'closedOrRefunded' && (total_fee ?? 0) > 0 && (refunded_fee ?? 0) >= (total_fee ?? 0)

/** Reads one row of `query_order_list` (PROTOCOL 5.6). */
export function listedOrder(row: ListOrder): ListedOrder {
  const told = stateOfListOrder(row)
  const state = told === null ? null : orderState(told.platform, told.raw)
  return {
    orderNo: row.out_trade_no,
    platformTxnId: row.transaction_id || null,
    tender: tenderOf(row.sub_pay_platform) ?? (told === null || told.platform === 'record' ? null : told.platform),
    state,
    verdict: isAllBack(row, state) ? 'refunded' : saleVerdict(state),
    amountFen: row.total_fee === null || row.total_fee === undefined ? null : fen(row.total_fee),
    refundedFen: fen(row.refunded_fee ?? 0),
    createdAt: instant(row.create_time),
    paidAt: instant(row.time_end),
    shopName: row.shop_name || null,
    deviceId: row.device_id || null,
    deviceName: row.device_name || null,
    staffId: row.staff_id || null,
    staffName: row.staff_name || null,
    remark: row.remark || null,
    facts: saleFacts(row),
  }
}

/** A refund in the list, in our words. */
export interface ListedRefund {
  refundNo: string
  orderNo: string
  tender: Tender | null
  amountFen: Fen
  /** A row without a state is `ambiguous`. */
  verdict: RefundVerdict
  /** Epoch ms. */
  createdAt: number | null
  staffId: string | null
  facts: RefundFacts
}

/** Reads one row of refunds of `query_order_list` (PROTOCOL 5.6). */
export function listedRefund(row: ListRefundOrder): ListedRefund {
  const told = stateOfListRefund(row)
  return {
    refundNo: row.out_refund_no,
    orderNo: row.out_trade_no,
    tender: tenderOf(row.sub_pay_platform),
    amountFen: fen(row.refund_fee),
    verdict: refundVerdict(told === null ? null : refundState(told.platform, told.raw)),
    createdAt: instant(row.create_time),
    staffId: row.staff_id || null,
    facts: refundFacts(row),
  }
}
