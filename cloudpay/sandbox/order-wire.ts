import { SourceType, TradeType } from '../protocol/enums.ts'
import { orderState, PLATFORM_OF, refundState, SUB_PLATFORM_OF, type OrderPhase, type Trade } from './order-states.ts'
import { isRefunded, shownPhase, type Order, type RefundRecord } from './orders.ts'
import type { DeviceRecord, Merchant, StaffMember } from './seed.ts'
import { partsBack, partsOf } from './settlement.ts'

/** Orders and refunds as the wire shows them: fields and units of PROTOCOL 12. */

export const CURRENCY = 'CNY'
export const ONE_TO_ONE = 100_000_000
export const sec = (ms: number) => Math.floor(ms / 1000)

/** The till spends from a hold, so a capture is of the till's kind. */
const TRADE_TYPES: Readonly<Record<Trade, number>> = {
  micro: TradeType.micro,
  scan: TradeType.scanCode,
  capture: TradeType.micro,
  oneCode: TradeType.oneCode,
}
export const tradeTypeOf = ({ trade }: Pick<Order, 'trade'>): number => TRADE_TYPES[trade]

/** Leaves out what has no value (PROTOCOL 2). */
export function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** Paid, and taken back by a reversal. */
const isReturned = (order: Order): boolean => order.phase === 'reversed' && order.paidAt !== undefined

export function mchKeyOf(order: Pick<Order, 'tender'>, merchant: Merchant): Record<string, unknown> {
  return {
    pay_platform: PLATFORM_OF[order.tender],
    sub_pay_platform: SUB_PLATFORM_OF[order.tender],
    out_mch_id: merchant.outMchId,
    out_sub_mch_id: merchant.outSubMchId,
    out_shop_id: merchant.outShopId,
  }
}

const STATE_WORDS: Readonly<Record<OrderPhase | 'refunded', string>> = {
  initial: '订单已创建',
  waiting: '等待用户支付',
  paid: '支付成功',
  stopped: '用户取消支付',
  failed: '支付失败，请更换付款方式',
  closed: '订单已关闭',
  reversed: '订单已撤销',
  refunded: '转入退款',
}

/** CouponInfo (PROTOCOL 12): CASH was paid for beforehand, NO_CASH was not. */
function couponsOf({ coupon }: Order): Record<string, unknown>[] | undefined {
  if (!coupon) return undefined
  const { id, fee, funder, prepaid } = coupon
  return [{ coupon_id: id, coupon_fee: fee, coupon_type: prepaid ? 'CASH' : 'NO_CASH', contribute_type: funder }]
}

/** A top-up, and a payment by a code on the wall, say so by where they come from (PROTOCOL 10). */
export const sourceOf = ({ topUp, qrCode }: Partial<Pick<Order, 'topUp' | 'qrCode'>>): number =>
  topUp ? SourceType.topUp : qrCode ? SourceType.oneCode : SourceType.none
/** The code on the wall, as lists name it; nothing of any other order. */
const codeOf = ({ qrCode }: Order): Record<string, unknown> => ({ qrcode_id: qrCode?.id, qrcode_name: qrCode?.name })
/** The card that an order was put on, or paid with. */
const cardOf = (order: Order) => order.topUp?.card ?? order.wallet?.card

function stateBlock(order: Order): Record<string, unknown> {
  const shown = shownPhase(order)
  const state = orderState(order.tender, order.trade, shown)
  if (order.tender === 'wechat') {
    return {
      wxpay_order_content_ext: present({
        current_trade_state: state,
        attach: order.attach,
        bank_type: order.paidAt !== undefined && order.trade === 'micro' ? 'CFT' : undefined,
        goods_tag: order.goodsTag,
        trade_state_desc: STATE_WORDS[shown],
      }),
    }
  }
  if (order.tender === 'memberCard') {
    const number = order.wallet?.card?.membershipNumber ?? ''
    return { card_order_content_ext: { current_trade_state: state, membership_number: number } }
  }
  const latest = order.refunds.at(-1)
  const returnedAt = isReturned(order) ? order.closedAt : isRefunded(order) ? latest?.createdAt : undefined
  return {
    alipay_order_content_ext: {
      current_trade_state: state,
      fund_bill_list: order.paidAt === undefined ? [] : [{ fund_channel: 'ALIPAYACCOUNT', amount: partsOf(order).cash }],
      discount_goods_detail: '[]',
      buyer_logon_id: order.wallet ? `${order.wallet.id.slice(0, 3)}***@example.com` : '',
      gmt_refund: returnedAt === undefined ? 0 : sec(returnedAt),
      gmt_close: order.closedAt === undefined ? 0 : sec(order.closedAt),
      refund_fee: returnedAt === undefined ? 0 : order.totalFee,
    },
  }
}

/** What an order that spends from a hold says of it; nothing for any other. */
function depositOf({ capture }: Order): Record<string, unknown> {
  if (!capture) return {}
  return { is_deposit_mode: true, out_freeze_no: capture.holdNumber, freeze_fee: capture.holdFee }
}
function releasedWith({ capture }: Order): Record<string, unknown> {
  if (!capture) return {}
  const { releasesRest, releasedFee, freezeId } = capture
  return { is_confirm_unfreeze: releasesRest, manual_unfreeze_fee: releasedFee, freeze_id: freezeId }
}

/** OrderContent. `refunded_fee` is not in it: single queries cannot show a part refund (PROTOCOL 5.3). */
export function orderContent(order: Order): Record<string, unknown> {
  const paid = order.paidAt !== undefined
  const { cash, settled } = partsOf(order)
  return present({
    out_trade_no: order.number,
    transaction_id: order.transactionId,
    trade_type: tradeTypeOf(order),
    author_code: order.authorCode,
    code_url: order.codeUrl,
    time_expire: sec(order.expiresAt),
    time_end: order.paidAt === undefined ? undefined : sec(order.paidAt),
    nonce_str: order.nonce,
    create_time: sec(order.createdAt),
    last_update_time: sec(order.updatedAt),
    is_transforming: order.phase === 'initial' || order.phase === 'waiting',
    total_fee: order.totalFee,
    fee_type: CURRENCY,
    cash_fee: paid ? cash : undefined,
    cash_fee_type: paid ? CURRENCY : undefined,
    settlement_total_fee: paid ? settled : undefined,
    coupon_infos: couponsOf(order),
    body: order.body,
    detail: order.detail,
    remark: order.remark,
    client_flow_id: order.flowId,
    exchange_rate: ONE_TO_ONE,
    source_type: sourceOf(order),
    ...depositOf(order),
    ...releasedWith(order),
    ...stateBlock(order),
  })
}

export function refundContent(order: Order, refund: RefundRecord): Record<string, unknown> {
  const state = refundState(order.tender, refund.phase)
  const block = {
    wechat: {
      wxpay_refund_order_content_ext: {
        state,
        cash_refund_fee: refund.parts.cash,
        refund_channel: 'ORIGINAL',
        refund_recv_account: '支付用户的零钱',
      },
    },
    alipay: {
      alipay_refund_order_content_ext: {
        refund_status: state,
        fund_change: 'Y',
        gmt_refund_pay: String(sec(refund.doneAt ?? refund.createdAt)),
        refund_detail_item_list: [{ fund_channel: 'ALIPAYACCOUNT', amount: refund.parts.cash }],
      },
    },
    memberCard: { card_refund_order_content_ext: { state } },
  }[order.tender]
  return present({
    out_refund_no: refund.number,
    refund_id: refund.refundId,
    out_trade_no: order.number,
    trade_type: tradeTypeOf(order),
    nonce_str: refund.nonce,
    create_time: sec(refund.createdAt),
    last_update_time: sec(refund.updatedAt),
    is_transforming: refund.phase === 'inWork',
    total_fee: order.totalFee,
    refund_fee: refund.fee,
    refund_fee_type: CURRENCY,
    refund_reason: refund.reason,
    refund_success_time: refund.doneAt === undefined ? 0 : sec(refund.doneAt),
    client_refund_flow_id: refund.flowId,
    settlement_refund_fee: refund.parts.settled,
    exchange_rate: ONE_TO_ONE,
    ...depositOf(order),
    ...block,
  })
}

export interface Place {
  merchant: Merchant
  staff: readonly StaffMember[]
  devices: readonly DeviceRecord[]
}

export function placeOf(client: Order['client'], { merchant, staff, devices }: Place): Record<string, unknown> {
  return {
    out_mch_id: merchant.outMchId,
    out_sub_mch_id: merchant.outSubMchId,
    out_shop_id: merchant.outShopId,
    shop_name: merchant.shopName,
    staff_id: client.staff_id,
    staff_name: staff.find((person) => person.staffId === client.staff_id)?.name,
    device_id: client.device_id,
    device_name: devices.find((device) => device.deviceId === client.device_id)?.name,
  }
}

/** A row of `query_order_list`. Rows of member cards have no state (RULINGS 9). */
export function orderRow(order: Order, place: Place): Record<string, unknown> {
  const state = orderState(order.tender, order.trade, shownPhase(order))
  const returned = isReturned(order)
  const back = returned ? { ...partsOf(order), fee: order.totalFee } : partsBack(order)
  const paid = order.paidAt !== undefined
  const { cash, settled, poundage } = paid ? partsOf(order) : { cash: 0, settled: 0, poundage: 0 }
  const card = cardOf(order)
  const doneAt = order.refunds.map((refund) => refund.doneAt ?? 0)
  return present({
    ...placeOf(order.client, place),
    ...codeOf(order),
    source_type: sourceOf(order),
    out_card_id: card?.outCardId,
    membership_number: card?.membershipNumber,
    uid: card?.uid,
    is_card_recharge: order.topUp ? true : undefined,
    recharge_bonus_fee: order.topUp?.bonusFee,
    sub_pay_platform: SUB_PLATFORM_OF[order.tender],
    trade_type: tradeTypeOf(order),
    out_trade_no: order.number,
    transaction_id: order.transactionId,
    total_fee: order.totalFee,
    fee_type: CURRENCY,
    cash_fee: cash,
    cash_fee_type: CURRENCY,
    settlement_total_fee: settled,
    discount_fee: paid ? order.totalFee - settled : 0,
    poundage,
    coupon_infos: couponsOf(order),
    remaining_settlement_fee: settled - back.settled,
    income_fee: returned ? 0 : settled - poundage,
    time_end: order.paidAt === undefined ? undefined : sec(order.paidAt),
    create_time: sec(order.createdAt),
    last_update_time: sec(order.updatedAt),
    body: order.body,
    detail: order.detail,
    client_flow_id: order.flowId,
    remark: order.remark,
    refunded_fee: back.fee,
    refund_create_time: order.refunds.length ? sec(Math.max(...order.refunds.map((refund) => refund.createdAt))) : undefined,
    refund_time: Math.max(0, ...doneAt) > 0 ? sec(Math.max(...doneAt)) : undefined,
    refunded_settlement_fee: back.settled,
    attach: order.attach,
    goods_tag: order.goodsTag,
    ...depositOf(order),
    ...releasedWith(order),
    wxpay_current_trade_state: order.tender === 'wechat' ? state : undefined,
    alipay_current_trade_state: order.tender === 'alipay' ? state : undefined,
  })
}

export function refundRow(order: Order, refund: RefundRecord, place: Place): Record<string, unknown> {
  const state = refundState(order.tender, refund.phase)
  return present({
    ...placeOf(refund.client, place),
    ...codeOf(order),
    source_type: sourceOf(order),
    out_card_id: cardOf(order)?.outCardId,
    sub_pay_platform: SUB_PLATFORM_OF[order.tender],
    trade_type: tradeTypeOf(order),
    out_trade_no: order.number,
    total_fee: order.totalFee,
    out_refund_no: refund.number,
    refund_id: refund.refundId,
    refund_fee: refund.fee,
    settlement_refund_fee: refund.parts.settled,
    refund_fee_type: CURRENCY,
    // The fee comes back with the money, so that a day's rows add up to its totals.
    poundage: -refund.parts.poundage,
    income_fee: refund.parts.poundage - refund.parts.settled,
    create_time: sec(refund.createdAt),
    last_update_time: sec(refund.updatedAt),
    refund_start_processing_time: sec(refund.createdAt),
    pay_last_update_time: order.paidAt === undefined ? undefined : sec(order.paidAt),
    refund_reason: refund.reason,
    client_refund_flow_id: refund.flowId === undefined ? undefined : String(refund.flowId),
    cash_refund_fee: refund.parts.cash,
    cash_refund_fee_type: CURRENCY,
    ...depositOf(order),
    wxpay_refund_state: order.tender === 'wechat' ? state : undefined,
    alipay_refund_state: order.tender === 'alipay' ? state : undefined,
  })
}
