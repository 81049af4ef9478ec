import { z } from 'zod'
import {
  currency,
  deciding,
  id,
  moved,
  nonce,
  oneOrMany,
  optionalText,
  told,
  toldBool,
  toldFen,
  toldInt,
  toldText,
} from './fields.ts'
import { authorizedMchKeySchema, orderClientSchema, payMchKeySchema, toldMchKey, toldOrderClients } from './merchant.ts'
import { alipayFundBillSchema, couponInfoSchema } from './order.ts'

const stateNumber = z.int()

export const wxpayRefundExtSchema = z.looseObject({
  state: stateNumber,
  cash_refund_fee: toldInt,
  settlement_refund_fee: toldInt,
  coupon_refund_fee: toldInt,
  coupon_refund_count: toldInt,
  refund_account: toldText,
  refund_channel: toldText,
  refund_recv_account: toldText,
})
/** The state's name differs here: `refund_status` (PROTOCOL 12). */
export const alipayRefundExtSchema = z.looseObject({
  refund_status: stateNumber,
  fund_change: toldText,
  gmt_refund_pay: told(z.union([z.string(), z.int()])),
  refund_detail_item_list: told(z.array(alipayFundBillSchema)),
})
export const plainRefundExtSchema = z.looseObject({ state: stateNumber })

/** RefundOrderContent: one refund as the server knows it; amounts are fen, times unix seconds (PROTOCOL 12). */
export const refundOrderContentSchema = z.looseObject({
  out_refund_no: z.string().min(1),
  refund_id: toldText,
  out_trade_no: z.string().min(1),
  trade_type: toldInt,
  nonce_str: toldText,
  create_time: toldInt,
  last_update_time: toldInt,
  is_transforming: toldBool,
  total_fee: toldFen,
  refund_fee: z.int(),
  refund_fee_type: toldText,
  refund_reason: toldText,
  coupon_infos: told(z.array(couponInfoSchema)),
  is_deposit_mode: toldBool,
  out_freeze_no: toldText,
  freeze_fee: toldFen,
  refund_success_time: toldInt,
  client_refund_flow_id: told(z.union([z.string(), z.int()])),
  settlement_refund_fee: toldFen,
  trade_state: toldInt,
  wxpay_refund_order_content_ext: deciding(wxpayRefundExtSchema),
  alipay_refund_order_content_ext: deciding(alipayRefundExtSchema),
  record_refund_order_content_ext: deciding(plainRefundExtSchema),
  card_refund_order_content_ext: deciding(plainRefundExtSchema),
})
export type RefundOrderContent = z.infer<typeof refundOrderContentSchema>

const refundContent = z
  .strictObject({
    out_trade_no: id,
    out_refund_no: id,
    total_fee: moved,
    refund_fee: moved,
    refund_fee_type: currency,
    refund_reason: optionalText(64),
    client_refund_flow_id: z.union([z.int(), z.string().max(64)]).optional(),
    out_freeze_no: id.optional(),
    wx_pay_refund_content_ext: z
      .strictObject({
        refund_account: z.literal(['REFUND_SOURCE_UNSETTLED_FUNDS', 'REFUND_SOURCE_RECHARGE_FUNDS']).optional(),
      })
      .optional(),
  })
  .refine((content) => content.refund_fee <= content.total_fee, {
    path: ['refund_fee'],
    error: 'a refund never passes the order',
  })

/** PROTOCOL 5.4. Two is the version in which the server checks the right (RULINGS 7). */
export const refundRequestSchema = z.strictObject({
  refund_content: refundContent,
  pay_mch_key: authorizedMchKeySchema,
  order_client: orderClientSchema,
  api_version: z.literal([1, 2]).optional(),
  nonce_str: nonce,
})
export type RefundRequest = z.infer<typeof refundRequestSchema>
export const refundAnswerSchema = z.looseObject({
  pay_mch_key: toldMchKey,
  refund_order_content: refundOrderContentSchema,
  nonce_str: toldText,
})
export type RefundAnswer = z.infer<typeof refundAnswerSchema>

export const queryRefundOrderRequestSchema = z.strictObject({
  pay_mch_key: payMchKeySchema,
  order_client: orderClientSchema,
  out_trade_no: id,
  out_refund_no: id,
  nonce_str: nonce,
})
export type QueryRefundOrderRequest = z.infer<typeof queryRefundOrderRequestSchema>
export const queryRefundOrderAnswerSchema = z.looseObject({
  pay_mch_key: toldMchKey,
  refund_order_content: oneOrMany(refundOrderContentSchema),
  order_client: toldOrderClients,
  nonce_str: toldText,
})
export type QueryRefundOrderAnswer = z.infer<typeof queryRefundOrderAnswerSchema>

/** Bookkeeping: our extension, likewise (UNDOCUMENTED 7). */
export const recordRefundRequestSchema = refundRequestSchema
export type RecordRefundRequest = RefundRequest
export const recordRefundAnswerSchema = refundAnswerSchema
export type RecordRefundAnswer = RefundAnswer
