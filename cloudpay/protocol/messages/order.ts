import { z } from 'zod'
import { deciding, told, toldBool, toldFen, toldInt, toldText } from './fields.ts'

/** CouponInfo (PROTOCOL 12). `coupon_fee` is fen. */
export const couponInfoSchema = z.looseObject({
  coupon_id: toldText,
  coupon_fee: toldInt,
  coupon_type: toldText,
  contribute_type: toldInt,
})
export type CouponInfo = z.infer<typeof couponInfoSchema>

/** Alipay's samples carry amounts with decimals and name no unit: numbers as told, never money of ours. */
const alipayVoucher = z.looseObject({
  id: toldText,
  name: toldText,
  type: toldText,
  amount: told(z.number()),
  memo: toldText,
})
export const alipayFundBillSchema = z.looseObject({
  fund_channel: toldText,
  amount: told(z.number()),
  real_amount: told(z.number()),
})

/** The state decides, so it must be an integer; which integers mean what is a matter of `order-state.ts`. */
const stateNumber = z.int()

export const wxpayOrderExtSchema = z.looseObject({
  current_trade_state: stateNumber,
  attach: toldText,
  bank_type: toldText,
  goods_tag: toldText,
  coupon_fee: toldInt,
  coupon_count: toldInt,
  product_id: toldText,
  prepare_id: toldText,
  trade_state_desc: toldText,
  limit_pay: toldText,
})
export const alipayOrderExtSchema = z.looseObject({
  current_trade_state: stateNumber,
  voucher_detail_list: told(z.array(alipayVoucher)),
  fund_bill_list: told(z.array(alipayFundBillSchema)),
  discount_goods_detail: toldText,
  buyer_logon_id: toldText,
  seller_id: toldText,
  gmt_refund: toldInt,
  gmt_close: toldInt,
  refund_fee: told(z.number()),
})
export const recordOrderExtSchema = z.looseObject({ current_trade_state: stateNumber })
export const cardOrderExtSchema = z.looseObject({ current_trade_state: stateNumber, membership_number: toldText })

/**
 * OrderContent: one order as the server knows it. Amounts are fen, times unix seconds. Exactly one of the four ext blocks
 * holds the state; `refunded_fee` never comes with `query_order` (PROTOCOL 5.3). The two fields of a top-up stand in lists, a server may tell
 * them here too.
 */
export const orderContentSchema = z.looseObject({
  out_trade_no: z.string().min(1),
  transaction_id: toldText,
  trade_type: toldInt,
  author_code: toldText,
  code_url: toldText,
  time_expire: toldInt,
  time_end: toldInt,
  nonce_str: toldText,
  create_time: toldInt,
  last_update_time: toldInt,
  is_transforming: toldBool,
  total_fee: toldFen,
  fee_type: toldText,
  cash_fee: toldFen,
  cash_fee_type: toldText,
  settlement_total_fee: toldFen,
  refunded_fee: toldFen,
  body: toldText,
  detail: toldText,
  remark: toldText,
  coupon_infos: told(z.array(couponInfoSchema)),
  out_freeze_no: toldText,
  freeze_fee: toldFen,
  is_confirm_unfreeze: toldBool,
  manual_unfreeze_fee: toldFen,
  freeze_id: toldText,
  source_type: toldInt,
  exchange_rate: toldInt,
  client_flow_id: toldText,
  trade_state: toldInt,
  is_deposit_mode: toldBool,
  is_card_recharge: toldBool,
  recharge_bonus_fee: toldInt,
  wxpay_order_content_ext: deciding(wxpayOrderExtSchema),
  alipay_order_content_ext: deciding(alipayOrderExtSchema),
  record_order_content_ext: deciding(recordOrderExtSchema),
  card_order_content_ext: deciding(cardOrderExtSchema),
})
export type OrderContent = z.infer<typeof orderContentSchema>

/** Detail: the receipt's goods, sent as JSON text in `detail`. Prices are fen (PROTOCOL 12). */
export const goodsDetailSchema = z.strictObject({
  goods_id: z.string().min(1).max(32),
  goods_name: z.string().min(1).max(256),
  quantity: z.int32().min(1),
  price: z.int32().min(0),
})
export const detailSchema = z.strictObject({
  cost_price: z.int32().min(0).optional(),
  receipt_id: z.string().max(32).optional(),
  goods_detail: z.array(goodsDetailSchema).optional(),
})
export type Detail = z.infer<typeof detailSchema>
