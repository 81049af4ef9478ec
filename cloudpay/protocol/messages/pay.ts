import { z } from 'zod'
import { currency, id, moved, nonce, optionalText, seconds, text, toldText, tradeType } from './fields.ts'
import {
  orderClientOfDeviceSchema,
  orderClientOfMachineSchema,
  orderClientSchema,
  payMchKeySchema,
  queryMchKeySchema,
  toldMchKey,
  toldOrderClients,
} from './merchant.ts'
import { orderContentSchema } from './order.ts'

const limitPay = z.literal('no_credit').optional()
const wxpayMicroExt = z.strictObject({ attach: optionalText(127), goods_tag: optionalText(32), limit_pay: limitPay })
const wxpayScanExt = wxpayMicroExt.extend({ product_id: optionalText(32) })
const alipayExt = z.strictObject({
  discountable_amount: z.int().min(0).optional(),
  undiscountable_amount: z.int().min(0).optional(),
  product_code: optionalText(128),
  royalty_info: optionalText(256),
  extend_params: optionalText(256),
  disable_pay_channels: optionalText(128),
  timeout_express: optionalText(32),
})

const oneExt = (content: { wxpay_pay_content_ext?: unknown; alipay_pay_content_ext?: unknown }) =>
  content.wxpay_pay_content_ext === undefined || content.alipay_pay_content_ext === undefined
const oneExtMessage = { error: 'only one of the two ext blocks' }

/** What every way of paying says about the order; `total_fee` is fen (PROTOCOL 12, endpoints.yaml). */
const order = {
  out_trade_no: id,
  total_fee: moved,
  fee_type: currency,
  client_flow_id: optionalText(64),
  body: text(128),
  detail: optionalText(6000),
  remark: optionalText(127),
}

/** PROTOCOL 5.1. */
export const microPayRequestSchema = z.strictObject({
  pay_content: z
    .strictObject({
      ...order,
      author_code: text(256),
      wxpay_pay_content_ext: wxpayMicroExt.optional(),
      alipay_pay_content_ext: alipayExt.optional(),
    })
    .refine(oneExt, oneExtMessage),
  pay_mch_key: payMchKeySchema,
  order_client: orderClientOfMachineSchema,
  nonce_str: nonce,
})
export type MicroPayRequest = z.infer<typeof microPayRequestSchema>

export const microPayAnswerSchema = z.looseObject({
  order_content: orderContentSchema,
  pay_mch_key: toldMchKey,
  nonce_str: toldText,
})
export type MicroPayAnswer = z.infer<typeof microPayAnswerSchema>

/** PROTOCOL 5.2. */
export const scanCodePayRequestSchema = z.strictObject({
  pay_content: z
    .strictObject({
      ...order,
      time_expire: seconds.optional(),
      wxpay_pay_content_ext: wxpayScanExt.optional(),
      alipay_pay_content_ext: alipayExt.optional(),
    })
    .refine(oneExt, oneExtMessage),
  pay_mch_key: payMchKeySchema,
  order_client: orderClientOfDeviceSchema,
  nonce_str: nonce,
})
export type ScanCodePayRequest = z.infer<typeof scanCodePayRequestSchema>

/** Names no order: that the QR text belongs to the asked order rests on the code and the exchange alone. */
export const scanCodePayAnswerSchema = z.looseObject({ code_url: z.string().min(1), nonce_str: toldText })
export type ScanCodePayAnswer = z.infer<typeof scanCodePayAnswerSchema>

/** PROTOCOL 5.7. */
export const closeOrderRequestSchema = z.strictObject({
  pay_mch_key: payMchKeySchema,
  order_client: orderClientSchema,
  out_trade_no: id,
  trade_type: tradeType,
  nonce_str: nonce,
})
export type CloseOrderRequest = z.infer<typeof closeOrderRequestSchema>
export const closeOrderAnswerSchema = z.looseObject({ nonce_str: toldText })
export type CloseOrderAnswer = z.infer<typeof closeOrderAnswerSchema>

/** Removed from the newest documents; kept, off by default (PROTOCOL 5.1, 5; 8). */
export const reverseRequestSchema = z.strictObject({
  pay_mch_key: payMchKeySchema,
  order_client: orderClientOfMachineSchema.required({ staff_id: true }),
  out_trade_no: id,
  nonce_str: nonce,
})
export type ReverseRequest = z.infer<typeof reverseRequestSchema>
export const reverseAnswerSchema = z.looseObject({ nonce_str: toldText })
export type ReverseAnswer = z.infer<typeof reverseAnswerSchema>

/** PROTOCOL 5.3. */
export const queryOrderRequestSchema = z.strictObject({
  pay_mch_key: queryMchKeySchema,
  order_client: orderClientSchema,
  out_trade_no: id,
  trade_type: tradeType.optional(),
  nonce_str: nonce,
})
export type QueryOrderRequest = z.infer<typeof queryOrderRequestSchema>
export const queryOrderAnswerSchema = z.looseObject({
  order_content: orderContentSchema,
  pay_mch_key: toldMchKey,
  order_client: toldOrderClients,
  nonce_str: toldText,
})
export type QueryOrderAnswer = z.infer<typeof queryOrderAnswerSchema>

/** Bookkeeping of cash and bank cards: our extension (UNDOCUMENTED 7). No payment code: no third party is asked. */
export const recordPayRequestSchema = z.strictObject({
  pay_content: z.strictObject(order),
  pay_mch_key: payMchKeySchema.extend({ pay_platform: z.literal(4), sub_pay_platform: z.literal([401, 402]) }),
  order_client: orderClientOfDeviceSchema,
  nonce_str: nonce,
})
export type RecordPayRequest = z.infer<typeof recordPayRequestSchema>
export const recordPayAnswerSchema = microPayAnswerSchema
export type RecordPayAnswer = z.infer<typeof recordPayAnswerSchema>
