import type { OrderState, Tender } from '../../contract/states.ts'
import { SubPayPlatform } from './enums.ts'
import type { ListOrder, ListRefundOrder } from './messages/lists.ts'
import type { OrderContent } from './messages/order.ts'
import type { RefundOrderContent } from './messages/refund.ts'

/** What a state means for the question "has this sale been paid?" (PROTOCOL 5.1). */
export type SaleVerdict = 'paid' | 'waiting' | 'notPaid' | 'refunded' | 'ambiguous'
/** How far a refund has got (PROTOCOL 5.4). `needsPerson`: the money is back with the merchant, to be given by hand. */
export type RefundState = 'created' | 'inWork' | 'refunded' | 'failed' | 'needsPerson' | 'void'
export type RefundVerdict = 'done' | 'waiting' | 'failed' | 'needsPerson' | 'ambiguous'
export type Platform = 'wechat' | 'alipay' | 'memberCard' | 'record'

/** One row a number: unified and micro orders of WeChat Pay have numbers of their own, so no number needs a second sense. */
type States<S> = Readonly<Record<number, S>>

/** BEHAVIOUR 2.5. Alipay's 5 is closed or refunded; only more facts can tell which. */
export const ORDER_STATE_TABLE: Readonly<Record<Platform, States<OrderState>>> = {
  wechat: {
    1: 'created',
    2: 'paid',
    3: 'paid',
    4: 'refunded',
    5: 'customerCancelled',
    6: 'pendingCustomer',
    7: 'closed',
    8: 'reversed',
    9: 'pendingCustomer',
    10: 'error',
    11: 'void',
    12: 'pendingCustomer',
    13: 'depositReleased',
    14: 'depositCaptured',
  },
  alipay: { 1: 'created', 2: 'paid', 4: 'pendingCustomer', 5: 'closedOrRefunded', 6: 'paidFinal', 7: 'void' },
  memberCard: { 1: 'created', 2: 'paid', 3: 'pendingCustomer', 4: 'refunded', 5: 'closed' },
  record: { 1: 'created', 2: 'paid', 3: 'refunded' },
}

export const REFUND_STATE_TABLE: Readonly<Record<Platform, States<RefundState>>> = {
  wechat: { 1: 'created', 2: 'refunded', 3: 'failed', 4: 'inWork', 5: 'needsPerson', 6: 'void' },
  alipay: { 1: 'created', 2: 'refunded', 3: 'failed', 4: 'inWork', 5: 'void' },
  memberCard: { 1: 'created', 2: 'refunded', 3: 'failed' },
  record: { 1: 'created', 2: 'refunded' },
}

const SALE_VERDICTS: Readonly<Record<OrderState, SaleVerdict>> = {
  created: 'waiting',
  pendingCustomer: 'waiting',
  paid: 'paid',
  paidFinal: 'paid',
  refunded: 'refunded',
  customerCancelled: 'notPaid',
  reversed: 'notPaid',
  closed: 'notPaid',
  /** Not paid for a sale that is being taken, refunded for one known as paid: the till knows which (PROTOCOL 7, 10). */
  closedOrRefunded: 'ambiguous',
  error: 'notPaid',
  /** A query right after the call may still see this and change its mind; the till asks again (PROTOCOL 5.1). */
  void: 'notPaid',
  /** States of a hold, out of place on a sale. */
  depositReleased: 'ambiguous',
  held: 'ambiguous',
  closedOrNotHeld: 'ambiguous',
  /** A consumption of a deposit is an order whose money is the merchant's. */
  depositCaptured: 'paid',
}

/** Answers whether a sale in this state is paid. Null stands for a number no document knows: never "not paid". */
export function saleVerdict(state: OrderState | null): SaleVerdict {
  return state === null ? 'ambiguous' : SALE_VERDICTS[state]
}

const REFUND_VERDICTS: Readonly<Record<RefundState, RefundVerdict>> = {
  created: 'waiting',
  inWork: 'waiting',
  refunded: 'done',
  failed: 'failed',
  needsPerson: 'needsPerson',
  /** Known here, unknown to the third party: nothing went back under this number. */
  void: 'failed',
}

export function refundVerdict(state: RefundState | null): RefundVerdict {
  return state === null ? 'ambiguous' : REFUND_VERDICTS[state]
}

/** Our state for a platform's number, or null for one that no document knows. */
export function orderState(platform: Platform, raw: number): OrderState | null {
  return ORDER_STATE_TABLE[platform][raw] ?? null
}

export function refundState(platform: Platform, raw: number): RefundState | null {
  return REFUND_STATE_TABLE[platform][raw] ?? null
}

export interface PlatformState {
  platform: Platform
  raw: number
}

/** One block of exactly one platform, or null: with none or several, nothing can be said (PROTOCOL 12). */
export function onlyOne(found: readonly (PlatformState | null)[]): PlatformState | null {
  const there = found.filter((one) => one !== null)
  return there.length === 1 ? (there[0] ?? null) : null
}

export const at = (platform: Platform, raw: number | null | undefined): PlatformState | null =>
  raw === null || raw === undefined ? null : { platform, raw }

export function stateOfOrder(content: OrderContent): PlatformState | null {
  return onlyOne([
    at('wechat', content.wxpay_order_content_ext?.current_trade_state),
    at('alipay', content.alipay_order_content_ext?.current_trade_state),
    at('memberCard', content.card_order_content_ext?.current_trade_state),
    at('record', content.record_order_content_ext?.current_trade_state),
  ])
}

export function stateOfRefund(content: RefundOrderContent): PlatformState | null {
  return onlyOne([
    at('wechat', content.wxpay_refund_order_content_ext?.state),
    at('alipay', content.alipay_refund_order_content_ext?.refund_status),
    at('memberCard', content.card_refund_order_content_ext?.state),
    at('record', content.record_refund_order_content_ext?.state),
  ])
}

/** A member card's row has no state field (RULINGS 9): null then means "not said", and the row's filter speaks. */
export function stateOfListOrder(row: ListOrder): PlatformState | null {
  return onlyOne([
    at('wechat', row.wxpay_current_trade_state),
    at('alipay', row.alipay_current_trade_state),
    at('record', row.record_current_trade_state),
  ])
}

export function stateOfListRefund(row: ListRefundOrder): PlatformState | null {
  return onlyOne([
    at('wechat', row.wxpay_refund_state),
    at('alipay', row.alipay_refund_state),
    at('record', row.record_refund_state),
  ])
}

const TENDERS: Readonly<Record<number, Tender>> = {
  [SubPayPlatform.wechat]: 'wechat',
  [SubPayPlatform.alipay]: 'alipay',
  [SubPayPlatform.memberCard]: 'memberCard',
  [SubPayPlatform.bankCardRecord]: 'bankCardRecord',
  [SubPayPlatform.cashRecord]: 'cashRecord',
}

export function tenderOf(subPayPlatform: number | null | undefined): Tender | null {
  return subPayPlatform === null || subPayPlatform === undefined ? null : (TENDERS[subPayPlatform] ?? null)
}
