import { z } from 'zod'
import { amount, anyClient, clientOfDevice, clientOfTill, json, maybe, mchKey, payMchKey, text, unixSeconds } from './requests.ts'

/** What the deposit calls take, from the field tables of the documents (PROTOCOL 5.5). */

const hold = {
  out_freeze_no: text(32),
  freeze_fee: amount,
  fee_type: z.literal('CNY'),
  body: text(128),
  detail: json.optional(),
  remark: maybe(127),
  wxpay_freeze_content_ext: z
    .strictObject({ attach: maybe(127), goods_tag: maybe(32), limit_pay: z.literal('no_credit').optional() })
    .optional(),
  alipay_freeze_content_ext: z.strictObject({ enable_pay_channels: maybe(1024) }).optional(),
}
const oneBlock = (content: { wxpay_freeze_content_ext?: unknown; alipay_freeze_content_ext?: unknown }) =>
  content.wxpay_freeze_content_ext === undefined || content.alipay_freeze_content_ext === undefined
const oneKeyBlock = (key: { wxpay_pay_mch_key_ext?: unknown; alipay_pay_mch_key_ext?: unknown }) =>
  key.wxpay_pay_mch_key_ext === undefined || key.alipay_pay_mch_key_ext === undefined
const holdMchKey = z
  .strictObject({
    ...mchKey,
    wxpay_pay_mch_key_ext: z.strictObject({ app_id: maybe(32), sub_app_id: maybe(32) }).optional(),
    alipay_pay_mch_key_ext: z.strictObject({ user_id: maybe(32) }).optional(),
  })
  .refine(oneKeyBlock, { path: ['alipay_pay_mch_key_ext'] })

export const microFreeze = z.strictObject({
  freeze_content: z.strictObject({ ...hold, author_code: text(256) }).refine(oneBlock, { path: ['alipay_freeze_content_ext'] }),
  pay_mch_key: holdMchKey,
  order_client: clientOfTill,
  nonce_str: text(32),
})
export type MicroFreeze = z.infer<typeof microFreeze>

export const scancodeFreeze = z.strictObject({
  freeze_content: z
    .strictObject({ ...hold, time_expire: unixSeconds.optional() })
    .refine(oneBlock, { path: ['alipay_freeze_content_ext'] }),
  pay_mch_key: holdMchKey,
  order_client: clientOfDevice,
  nonce_str: text(32),
})
export type ScancodeFreeze = z.infer<typeof scancodeFreeze>

export const depositConsume = z.strictObject({
  pay_content: z.strictObject({
    out_trade_no: text(32),
    total_fee: amount,
    fee_type: z.literal('CNY'),
    body: text(128),
    detail: json.optional(),
    remark: maybe(127),
    wxpay_pay_content_ext: z
      .strictObject({
        attach: maybe(127),
        goods_tag: maybe(32),
        product_id: maybe(32),
        limit_pay: z.literal('no_credit').optional(),
      })
      .optional(),
    out_freeze_no: text(32),
    is_confirm_unfreeze: z.boolean(),
  }),
  pay_mch_key: payMchKey,
  order_client: clientOfDevice,
  nonce_str: text(32),
})
export type DepositConsume = z.infer<typeof depositConsume>

/** The approver stands here by number alone. */
export const unfreeze = z.strictObject({
  unfreeze_content: z.strictObject({
    out_freeze_no: text(32),
    out_unfreeze_no: text(32),
    unfreeze_fee: amount,
    remark: maybe(128),
  }),
  pay_mch_key: z
    .strictObject({ ...mchKey, is_sub_mch_admin: z.boolean(), authorization_staff_id: maybe(64) })
    .refine((key) => key.is_sub_mch_admin || Boolean(key.authorization_staff_id), { path: ['authorization_staff_id'] }),
  order_client: clientOfDevice,
  nonce_str: text(32),
})
export type Unfreeze = z.infer<typeof unfreeze>

export const queryFreezeOrder = z.strictObject({
  pay_mch_key: payMchKey,
  order_client: anyClient,
  out_freeze_no: text(32),
  nonce_str: text(32),
})
export type QueryFreezeOrder = z.infer<typeof queryFreezeOrder>

export const queryUnfreezeOrder = queryFreezeOrder.extend({ out_unfreeze_no: text(32).optional() })
export type QueryUnfreezeOrder = z.infer<typeof queryUnfreezeOrder>
