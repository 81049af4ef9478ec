import { z } from 'zod'
import {
  currency,
  deciding,
  id,
  moved,
  nonce,
  oneOrMany,
  optionalText,
  seconds,
  text,
  told,
  toldBool,
  toldFen,
  toldInt,
  toldText,
} from './fields.ts'
import {
  freezeMchKeySchema,
  orderClientOfDeviceSchema,
  orderClientOfMachineSchema,
  orderClientSchema,
  payMchKeySchema,
  releaseMchKeySchema,
  toldMchKey,
  toldOrderClients,
} from './merchant.ts'
import { couponInfoSchema } from './order.ts'
import { microPayAnswerSchema } from './pay.ts'

/** Deposits: hold, look, spend, release (PROTOCOL 5.5). Amounts are fen, times unix seconds. */

const stateNumber = z.int()

export const freezeOrderContentSchema = z.looseObject({
  out_freeze_no: z.string().min(1),
  freeze_id: toldText,
  trade_type: toldInt,
  author_code: toldText,
  time_expire: toldInt,
  time_end: toldInt,
  create_time: toldInt,
  last_update_time: toldInt,
  is_transforming: toldBool,
  freeze_fee: z.int(),
  fee_type: toldText,
  cash_fee: toldFen,
  cash_fee_type: toldText,
  settlement_total_fee: toldFen,
  body: toldText,
  detail: toldText,
  remark: toldText,
  coupon_infos: told(z.array(couponInfoSchema)),
  total_consume_fee: toldFen,
  total_manual_unfreeze_fee: toldFen,
  total_auto_unfreeze_fee: toldFen,
  total_refund_fee: toldFen,
  wxpay_freeze_order_content_ext: deciding(
    z.looseObject({
      current_trade_state: stateNumber,
      attach: toldText,
      bank_type: toldText,
      trade_state_desc: toldText,
      limit_pay: toldText,
      goods_tag: toldText,
    }),
  ),
  alipay_freeze_order_content_ext: deciding(
    z.looseObject({
      current_trade_state: stateNumber,
      product_code: toldText,
      enable_pay_channels: toldText,
      settle_fee_type: toldText,
    }),
  ),
})
export type FreezeOrderContent = z.infer<typeof freezeOrderContentSchema>

export const unfreezeOrderContentSchema = z.looseObject({
  out_freeze_no: z.string().min(1),
  out_unfreeze_no: z.string().min(1),
  unfreeze_id: toldText,
  trade_type: toldInt,
  time_end: toldInt,
  nonce_str: told(z.union([z.string(), z.number()])),
  create_time: toldInt,
  last_update_time: toldInt,
  is_transforming: toldBool,
  unfreeze_fee: z.int(),
  fee_type: toldText,
  remark: toldText,
  freeze_id: toldText,
  trade_state: toldInt,
  wxpay_unfreeze_order_content_ext: deciding(z.looseObject({ current_trade_state: deciding(stateNumber) })),
  alipay_unfreeze_order_content_ext: deciding(
    z.looseObject({
      current_trade_state: stateNumber,
      credit_amount: told(z.number()),
      fund_amount: told(z.number()),
      pre_auth_type: toldText,
    }),
  ),
})
export type UnfreezeOrderContent = z.infer<typeof unfreezeOrderContentSchema>

const hold = {
  out_freeze_no: id,
  freeze_fee: moved,
  fee_type: currency,
  body: text(128),
  detail: optionalText(6000),
  remark: optionalText(127),
  wxpay_freeze_content_ext: z
    .strictObject({ attach: optionalText(127), goods_tag: optionalText(32), limit_pay: z.literal('no_credit').optional() })
    .optional(),
  alipay_freeze_content_ext: z.strictObject({ enable_pay_channels: optionalText(1024) }).optional(),
}
const oneExt = (content: { wxpay_freeze_content_ext?: unknown; alipay_freeze_content_ext?: unknown }) =>
  content.wxpay_freeze_content_ext === undefined || content.alipay_freeze_content_ext === undefined
const oneExtMessage = { error: 'only one of the two ext blocks' }

export const microFreezeRequestSchema = z.strictObject({
  freeze_content: z.strictObject({ ...hold, author_code: text(256) }).refine(oneExt, oneExtMessage),
  pay_mch_key: freezeMchKeySchema,
  order_client: orderClientOfMachineSchema,
  nonce_str: nonce,
})
export type MicroFreezeRequest = z.infer<typeof microFreezeRequestSchema>
export const microFreezeAnswerSchema = z.looseObject({
  freeze_order_content: freezeOrderContentSchema,
  pay_mch_key: toldMchKey,
  nonce_str: toldText,
})
export type MicroFreezeAnswer = z.infer<typeof microFreezeAnswerSchema>

/** Alipay only: the server refuses other platforms. */
export const scancodeFreezeRequestSchema = z.strictObject({
  freeze_content: z.strictObject({ ...hold, time_expire: seconds.optional() }).refine(oneExt, oneExtMessage),
  pay_mch_key: freezeMchKeySchema,
  order_client: orderClientOfDeviceSchema,
  nonce_str: nonce,
})
export type ScancodeFreezeRequest = z.infer<typeof scancodeFreezeRequestSchema>
export const scancodeFreezeAnswerSchema = z.looseObject({ code_url: z.string().min(1), nonce_str: toldText })
export type ScancodeFreezeAnswer = z.infer<typeof scancodeFreezeAnswerSchema>

export const depositConsumeRequestSchema = z.strictObject({
  pay_content: z.strictObject({
    out_trade_no: id,
    total_fee: moved,
    fee_type: currency,
    body: text(128),
    detail: optionalText(6000),
    remark: optionalText(127),
    wxpay_pay_content_ext: z
      .strictObject({
        attach: optionalText(127),
        goods_tag: optionalText(32),
        product_id: optionalText(32),
        limit_pay: z.literal('no_credit').optional(),
      })
      .optional(),
    out_freeze_no: id,
    is_confirm_unfreeze: z.boolean(),
  }),
  pay_mch_key: payMchKeySchema,
  order_client: orderClientOfDeviceSchema,
  nonce_str: nonce,
})
export type DepositConsumeRequest = z.infer<typeof depositConsumeRequestSchema>
export const depositConsumeAnswerSchema = microPayAnswerSchema
export type DepositConsumeAnswer = z.infer<typeof depositConsumeAnswerSchema>

export const unfreezeRequestSchema = z.strictObject({
  unfreeze_content: z.strictObject({
    out_freeze_no: id,
    out_unfreeze_no: id,
    unfreeze_fee: moved,
    /** The table allows 128, the answer 127. */
    remark: optionalText(127),
  }),
  pay_mch_key: releaseMchKeySchema,
  order_client: orderClientOfDeviceSchema,
  nonce_str: nonce,
})
export type UnfreezeRequest = z.infer<typeof unfreezeRequestSchema>
export const unfreezeAnswerSchema = z.looseObject({
  pay_mch_key: toldMchKey,
  unfreeze_order_content: unfreezeOrderContentSchema,
  nonce_str: toldText,
})
export type UnfreezeAnswer = z.infer<typeof unfreezeAnswerSchema>

export const queryFreezeOrderRequestSchema = z.strictObject({
  pay_mch_key: payMchKeySchema,
  order_client: orderClientSchema,
  out_freeze_no: id,
  nonce_str: nonce,
})
export type QueryFreezeOrderRequest = z.infer<typeof queryFreezeOrderRequestSchema>
export const queryFreezeOrderAnswerSchema = z.looseObject({
  freeze_order_content: freezeOrderContentSchema,
  pay_mch_key: toldMchKey,
  order_client: toldOrderClients,
  nonce_str: toldText,
})
export type QueryFreezeOrderAnswer = z.infer<typeof queryFreezeOrderAnswerSchema>

/** Without a release number, all releases of the hold. */
export const queryUnfreezeOrderRequestSchema = queryFreezeOrderRequestSchema.extend({ out_unfreeze_no: id.optional() })
export type QueryUnfreezeOrderRequest = z.infer<typeof queryUnfreezeOrderRequestSchema>
export const queryUnfreezeOrderAnswerSchema = z.looseObject({
  pay_mch_key: toldMchKey,
  unfreeze_order_content: deciding(oneOrMany(unfreezeOrderContentSchema)),
  order_client: toldOrderClients,
  nonce_str: toldText,
})
export type QueryUnfreezeOrderAnswer = z.infer<typeof queryUnfreezeOrderAnswerSchema>
