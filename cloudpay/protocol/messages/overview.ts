import { z } from 'zod'
import { deciding, toldFen, toldInt, toldText } from './fields.ts'

/**
 * One row of totals (PROTOCOL 12, OverviewStat). Amounts are fen; counts and fees can be negative. The tables call part of
 * the figures optional and their remarks say they always come: all are optional here.
 */
export const overviewStatSchema = z.looseObject({
  out_sub_mch_id: toldText,
  out_shop_id: toldText,
  staff_id: toldText,
  device_id: toldText,
  qrcode_id: toldText,
  source_type: toldInt,
  sub_pay_platform: toldInt,
  trade_type: toldInt,
  fee_type: toldText,
  success_count: toldFen,
  success_amount: toldFen,
  settle_amount: toldFen,
  discount_amount: toldFen,
  pay_settle_amount: toldFen,
  refund_settle_amount: toldFen,
  refund_create_count: toldFen,
  refund_create_amount: toldFen,
  poundage: toldFen,
  income_amount: toldFen,
  order_refunded_amount: toldFen,
  sub_mch_recharge_coupon_count: toldFen,
  sub_mch_recharge_coupon_amount: toldFen,
  platform_recharge_coupon_count: toldFen,
  platform_recharge_coupon_amount: toldFen,
  others_recharge_coupon_count: toldFen,
  others_recharge_coupon_amount: toldFen,
  sub_mch_non_recharge_coupon_count: toldFen,
  sub_mch_non_recharge_coupon_amount: toldFen,
  platform_non_recharge_coupon_count: toldFen,
  platform_non_recharge_coupon_amount: toldFen,
  others_non_recharge_coupon_count: toldFen,
  others_non_recharge_coupon_amount: toldFen,
  freeze_count: toldFen,
  freeze_amount: toldFen,
  direct_unfreeze_count: toldFen,
  direct_unfreeze_amount: toldFen,
  consumed_unfreeze_amount: toldFen,
  auto_unfreeze_amount: toldFen,
})
export type OverviewStat = z.infer<typeof overviewStatSchema>

export const queryOrderListOverviewAnswerSchema = z.looseObject({
  nonce_str: toldText,
  total_count: toldInt,
  overviews: deciding(z.array(overviewStatSchema)),
})
export type QueryOrderListOverviewAnswer = z.infer<typeof queryOrderListOverviewAnswerSchema>
