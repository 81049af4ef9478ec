import { z } from 'zod'
import {
  deciding,
  id,
  localId,
  nonce,
  optionalText,
  pageNumber,
  pageSize,
  seconds,
  subPayPlatform,
  told,
  toldBool,
  toldFen,
  toldInt,
  toldText,
  tradeType,
} from './fields.ts'
import { couponInfoSchema } from './order.ts'

/**
 * Lists and totals by conditions (PROTOCOL 5.6). Times are unix seconds, spans inclusive at both ends (RULINGS 8); amounts
 * are fen. `status` 0 keeps successful rows only, 1 all; `time_filter` 1 is creation, 2 last update.
 */

const conditions = {
  sub_pay_platforms: z.array(subPayPlatform).optional(),
  out_sub_mch_id: id,
  out_shop_id: id.optional(),
  staff_id: localId.optional(),
  device_id: localId.optional(),
  qrcode_id: optionalText(64),
  source_type: z.int32().min(0).max(7).optional(),
  start_time: seconds,
  end_time: seconds,
  trade_type: tradeType.optional(),
  pay_time_type: z.literal([1, 2]).optional(),
  refund_time_type: z.literal([1, 2]).optional(),
  time_filter: z.literal([1, 2]).optional(),
  status: z.literal([0, 1]).optional(),
  nonce_str: nonce,
}
type Conditions = { [K in 'out_shop_id' | 'staff_id' | 'device_id' | 'qrcode_id']?: string | undefined }
const shopNamed = (asked: Conditions) =>
  asked.out_shop_id !== undefined ||
  (asked.staff_id === undefined && asked.device_id === undefined && asked.qrcode_id === undefined)
const shopMessage = { path: ['out_shop_id'], error: 'required with staff_id, device_id or qrcode_id' }

const orderType = z.literal([1, 2, 3, 4, 5])

export const queryOrderListRequestSchema = z
  .strictObject({ ...conditions, order_type: orderType, page_num: pageNumber, page_size: pageSize })
  .refine(shopNamed, shopMessage)
export type QueryOrderListRequest = z.infer<typeof queryOrderListRequestSchema>

export const queryOrderListOverviewRequestSchema = z
  .strictObject({
    ...conditions,
    order_type: orderType.optional(),
    out_trade_no: id.optional(),
    out_refund_no: id.optional(),
  })
  .refine(shopNamed, shopMessage)
export type QueryOrderListOverviewRequest = z.infer<typeof queryOrderListOverviewRequestSchema>

/** Where a row was made. `out_shop_id` is missing in one table and there in its sample. */
const place = {
  out_mch_id: toldText,
  out_sub_mch_id: toldText,
  out_shop_id: toldText,
  shop_name: toldText,
  staff_id: toldText,
  staff_name: toldText,
  device_id: toldText,
  device_name: toldText,
  sub_pay_platform: toldInt,
  trade_type: toldInt,
}
const source = { qrcode_id: toldText, qrcode_name: toldText, source_type: toldInt, out_card_id: toldText }
const coupons = told(z.array(couponInfoSchema))

export const listOrderSchema = z.looseObject({
  ...place,
  ...source,
  out_trade_no: z.string().min(1),
  transaction_id: toldText,
  total_fee: toldFen,
  fee_type: toldText,
  cash_fee: toldFen,
  cash_fee_type: toldText,
  settlement_total_fee: toldFen,
  discount_fee: toldFen,
  recharge_bonus_fee: toldFen,
  is_card_recharge: toldBool,
  poundage: toldFen,
  coupon_infos: coupons,
  remaining_settlement_fee: toldFen,
  income_fee: toldFen,
  time_end: toldInt,
  create_time: toldInt,
  last_update_time: toldInt,
  body: toldText,
  detail: toldText,
  client_flow_id: toldText,
  remark: toldText,
  refunded_fee: toldFen,
  refund_create_time: toldInt,
  refund_time: toldInt,
  refunded_settlement_fee: toldFen,
  wxpay_current_trade_state: deciding(z.int()),
  attach: toldText,
  bank_type: toldText,
  goods_tag: toldText,
  scene_info: toldText,
  alipay_current_trade_state: deciding(z.int()),
  discountable_amount: told(z.number()),
  undiscountable_amount: told(z.number()),
  membership_number: toldText,
  uid: toldInt,
  credits: toldInt,
  record_current_trade_state: deciding(z.int()),
  out_freeze_no: toldText,
  freeze_fee: toldFen,
  is_deposit_mode: toldBool,
  is_confirm_unfreeze: toldBool,
  manual_unfreeze_fee: toldFen,
  freeze_id: toldText,
})
export type ListOrder = z.infer<typeof listOrderSchema>

export const listRefundOrderSchema = z.looseObject({
  ...place,
  ...source,
  out_trade_no: z.string().min(1),
  total_fee: toldFen,
  out_refund_no: z.string().min(1),
  refund_id: toldText,
  refund_fee: z.int(),
  settlement_refund_fee: toldFen,
  refund_fee_type: toldText,
  poundage: toldFen,
  coupon_infos: coupons,
  income_fee: toldFen,
  create_time: toldInt,
  last_update_time: toldInt,
  refund_start_processing_time: toldInt,
  pay_last_update_time: toldInt,
  refund_reason: toldText,
  client_refund_flow_id: told(z.union([z.string(), z.int()])),
  wxpay_refund_state: deciding(z.int()),
  cash_refund_fee: toldFen,
  cash_refund_fee_type: toldText,
  alipay_refund_state: deciding(z.int()),
  credits: toldInt,
  record_refund_state: deciding(z.int()),
  is_deposit_mode: toldBool,
  out_freeze_no: toldText,
  freeze_fee: toldFen,
})
export type ListRefundOrder = z.infer<typeof listRefundOrderSchema>

export const listFreezeOrderSchema = z.looseObject({
  ...place,
  out_freeze_no: z.string().min(1),
  freeze_id: toldText,
  freeze_fee: z.int(),
  fee_type: toldText,
  cash_fee: toldFen,
  cash_fee_type: toldText,
  settlement_total_fee: toldFen,
  discount_fee: toldFen,
  total_consume_fee: toldFen,
  total_manual_unfreeze_fee: toldFen,
  total_auto_unfreeze_fee: toldFen,
  total_refund_fee: toldFen,
  coupon_infos: coupons,
  create_time: toldInt,
  last_update_time: toldInt,
  time_end: toldInt,
  body: toldText,
  detail: toldText,
  exchange_rate: toldInt,
  remark: toldText,
  wxpay_current_trade_state: deciding(z.int()),
  alipay_current_trade_state: deciding(z.int()),
})
export type ListFreezeOrder = z.infer<typeof listFreezeOrderSchema>

export const listUnfreezeOrderSchema = z.looseObject({
  ...place,
  out_freeze_no: toldText,
  out_unfreeze_no: z.string().min(1),
  unfreeze_id: toldText,
  freeze_id: toldText,
  unfreeze_fee: toldFen,
  fee_type: toldText,
  time_end: toldInt,
  create_time: toldInt,
  last_update_time: toldInt,
  remark: toldText,
  wxpay_current_trade_state: deciding(z.int()),
  alipay_current_trade_state: deciding(z.int()),
})
export type ListUnfreezeOrder = z.infer<typeof listUnfreezeOrderSchema>

/** Each entry holds exactly one of the four. */
export const listEntrySchema = z.looseObject({
  order: deciding(listOrderSchema),
  refund_order: deciding(listRefundOrderSchema),
  freeze_order: deciding(listFreezeOrderSchema),
  unfreeze_order: deciding(listUnfreezeOrderSchema),
})
export type ListEntry = z.infer<typeof listEntrySchema>

export const queryOrderListAnswerSchema = z.looseObject({
  nonce_str: toldText,
  total_count: deciding(z.int().min(0)),
  order_details: deciding(z.array(listEntrySchema)),
})
export type QueryOrderListAnswer = z.infer<typeof queryOrderListAnswerSchema>
