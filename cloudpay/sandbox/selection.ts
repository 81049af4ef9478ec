import { SUB_PLATFORM_OF } from './order-states.ts'
import { sourceOf, tradeTypeOf } from './order-wire.ts'
import type { Hold, ReleaseRecord } from './holds.ts'
import type { Order, RefundRecord } from './orders.ts'
import type { QueryOrderListOverview } from './requests.ts'

/** The conditions that lists and totals share (PROTOCOL 5.6). */
export type Conditions = Omit<QueryOrderListOverview, 'order_type' | 'out_trade_no' | 'out_refund_no' | 'nonce_str'>

/** Spans are inclusive at both ends, in whole seconds (RULINGS 8). */
function inSpan(ms: number, asked: Conditions): boolean {
  const second = Math.floor(ms / 1000)
  return second >= asked.start_time && second <= asked.end_time
}

/** The time an order is filtered by: creation, or success, or the last change where there was no success. Epoch ms. */
export function orderTime(order: Order, asked: Conditions): number {
  const byCreation = asked.time_filter === 1 || asked.pay_time_type === 1
  return byCreation ? order.createdAt : (order.paidAt ?? order.updatedAt)
}

/** The same for a hold. Epoch ms. */
export function holdTime(hold: Hold, asked: Conditions): number {
  const byCreation = asked.time_filter === 1 || asked.pay_time_type === 1
  return byCreation ? hold.createdAt : (hold.heldAt ?? hold.updatedAt)
}

/** A refund begins its processing when it is accepted, so both kinds of refund time are the same moment here. Epoch ms. */
export const refundTime = (refund: RefundRecord): number => refund.createdAt

function placeFits(client: Order['client'], asked: Conditions): boolean {
  return (
    (asked.staff_id === undefined || client.staff_id === asked.staff_id) &&
    (asked.device_id === undefined || client.device_id === asked.device_id)
  )
}

/** What a row is sorted by: holds have neither a top-up nor a code on the wall. */
export type Kind = Pick<Order, 'tender' | 'trade'> & Partial<Pick<Order, 'topUp' | 'qrCode'>>
function kindFits(order: Kind, asked: Conditions): boolean {
  const platforms = asked.sub_pay_platforms ?? []
  return (
    (platforms.length === 0 || platforms.some((platform) => platform === SUB_PLATFORM_OF[order.tender])) &&
    (asked.trade_type === undefined || asked.trade_type === tradeTypeOf(order)) &&
    (asked.source_type === undefined || asked.source_type === sourceOf(order)) &&
    (asked.qrcode_id === undefined || asked.qrcode_id === order.qrCode?.id)
  )
}

export function orderFits(order: Order, asked: Conditions): boolean {
  return kindFits(order, asked) && placeFits(order.client, asked) && inSpan(orderTime(order, asked), asked)
}

/** A refund counts for who made it, not for who took the payment (RULINGS 7). */
export function refundFits(order: Order, refund: RefundRecord, asked: Conditions): boolean {
  return kindFits(order, asked) && placeFits(refund.client, asked) && inSpan(refundTime(refund), asked)
}

export function holdFits(hold: Hold, asked: Conditions): boolean {
  return kindFits(hold, asked) && placeFits(hold.client, asked) && inSpan(holdTime(hold, asked), asked)
}

/** A release counts for who made it, like a refund. */
export function releaseFits(hold: Hold, release: ReleaseRecord, asked: Conditions): boolean {
  return kindFits(hold, asked) && placeFits(release.client, asked) && inSpan(release.createdAt, asked)
}

/** What went back by itself counts for who took the hold. */
export function autoReleaseFits(hold: Hold, asked: Conditions): boolean {
  const at = hold.autoReleasedAt
  return at !== undefined && kindFits(hold, asked) && placeFits(hold.client, asked) && inSpan(at, asked)
}
