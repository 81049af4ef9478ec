import { fen, type Fen } from '../../contract/money.ts'
import type { OrderState, Tender } from '../../contract/states.ts'
import { SourceType } from '../protocol/enums.ts'
import type { ToldPayMchKey } from '../protocol/messages/merchant.ts'
import type { OrderContent } from '../protocol/messages/order.ts'
import type { RefundOrderContent } from '../protocol/messages/refund.ts'
import {
  orderState,
  refundState,
  refundVerdict,
  saleVerdict,
  stateOfOrder,
  stateOfRefund,
  tenderOf,
  type Platform,
  type RefundState,
  type RefundVerdict,
  type SaleVerdict,
} from '../protocol/order-state.ts'

/** One order as a trusted answer told it. Comparing the amount with what was asked is the till's part. */
export interface OrderAnswer {
  orderNo: string
  amountFen: Fen | null
  tender: Tender | null
  state: OrderState
  verdict: SaleVerdict
  /** The platform's own number for the state. */
  rawState: number
  platformTxnId: string | null
  /** What the customer paid, after the platform's discounts. */
  paidFen: Fen | null
  settledFen: Fen | null
  /** Epoch ms. */
  paidAt: number | null
  /** The server is still at work on it: ask again. */
  transforming: boolean
  membershipNumber: string | null
  /** It put money on a member's card; null when nothing is said of it. */
  isTopUp: boolean | null
  /** The bonus that came with it; null when it is not told here: the list tells it, and the answer to the top-up. */
  bonusFen: Fen | null
  codeUrl: string | null
  stateText: string | null
  remark: string | null
}

export interface RefundAnswer {
  orderNo: string
  refundNo: string
  amountFen: Fen
  orderFen: Fen | null
  state: RefundState
  verdict: RefundVerdict
  rawState: number
  platformRefundId: string | null
  /** With the lines of operator and approver that the server adds (PROTOCOL 5.4). */
  reason: string | null
  /** Where the money goes, in the platform's words. */
  receivedBy: string | null
  transforming: boolean
}

export const amount = (value: number | null | undefined): Fen | null =>
  value === null || value === undefined ? null : fen(value)
/** Zero stands for "not yet" in samples. */
export const instant = (value: number | null | undefined): number | null => (value ? value * 1000 : null)
export const filled = (value: string | null | undefined): string | null => value || null

function tenderFor(platform: Platform, key: ToldPayMchKey | null | undefined): Tender | null {
  return platform === 'record' ? tenderOf(key?.sub_pay_platform) : platform
}

/** Alipay's 5 is closed or refunded: only a trace of a refund settles it here (PROTOCOL 7, 10). */
function verdictOf(state: OrderState, content: OrderContent): SaleVerdict {
  const verdict = saleVerdict(state)
  if (state !== 'closedOrRefunded') return verdict
  const ext = content.alipay_order_content_ext
  const traces = [content.refunded_fee, ext?.refund_fee, ext?.gmt_refund]
  return traces.some((trace) => (trace ?? 0) > 0) ? 'refunded' : verdict
}

/** Said outright, or by where the order comes from (PROTOCOL 10). */
const topUpOf = ({ is_card_recharge: said, source_type: source }: OrderContent): boolean | null =>
  said ?? (source === null || source === undefined ? null : source === SourceType.topUp)

/** Null when the answer holds no state, several, or one that no document knows: then it is no answer. */
export function orderAnswer(content: OrderContent, key: ToldPayMchKey | null | undefined): OrderAnswer | null {
  const told = stateOfOrder(content)
  const state = told === null ? null : orderState(told.platform, told.raw)
  if (told === null || state === null) return null
  return {
    orderNo: content.out_trade_no,
    amountFen: amount(content.total_fee),
    tender: tenderFor(told.platform, key),
    state,
    verdict: verdictOf(state, content),
    rawState: told.raw,
    platformTxnId: filled(content.transaction_id),
    paidFen: amount(content.cash_fee),
    settledFen: amount(content.settlement_total_fee),
    paidAt: instant(content.time_end),
    transforming: content.is_transforming ?? false,
    membershipNumber: filled(content.card_order_content_ext?.membership_number),
    isTopUp: topUpOf(content),
    bonusFen: amount(content.recharge_bonus_fee),
    codeUrl: filled(content.code_url),
    stateText: filled(content.wxpay_order_content_ext?.trade_state_desc),
    remark: filled(content.remark),
  }
}

export function refundAnswer(content: RefundOrderContent): RefundAnswer | null {
  const told = stateOfRefund(content)
  const state = told === null ? null : refundState(told.platform, told.raw)
  if (told === null || state === null) return null
  return {
    orderNo: content.out_trade_no,
    refundNo: content.out_refund_no,
    amountFen: fen(content.refund_fee),
    orderFen: amount(content.total_fee),
    state,
    verdict: refundVerdict(state),
    rawState: told.raw,
    platformRefundId: filled(content.refund_id),
    reason: filled(content.refund_reason),
    receivedBy: filled(content.wxpay_refund_order_content_ext?.refund_recv_account),
    transforming: content.is_transforming ?? false,
  }
}
