import { z } from 'zod'
import { amount, clientOfTill, text } from './requests.ts'

/** What the calls about members take: our extensions (UNDOCUMENTED 1). Amounts are fen. */

const ids = { out_sub_mch_id: text(32), out_shop_id: text(32), nonce_str: text(32) }

export const memberQuery = z
  .strictObject({
    ...ids,
    author_code: text(256).optional(),
    membership_number: text(32).optional(),
    mobile_phone: text(32).optional(),
    name: text(64).optional(),
  })
  .refine(
    ({ author_code, membership_number, mobile_phone, name }) =>
      [author_code, membership_number, mobile_phone, name].filter((way) => way !== undefined).length === 1,
    { path: ['membership_number'] },
  )
export type MemberQuery = z.infer<typeof memberQuery>

export const memberRechargeRules = z.strictObject(ids)

export const memberRecharge = z.strictObject({
  ...ids,
  out_trade_no: text(32),
  membership_number: text(32),
  recharge_fee: amount,
  author_code: text(256),
  order_client: clientOfTill,
})
export type MemberRecharge = z.infer<typeof memberRecharge>

export const memberRechargeCash = z.strictObject({
  ...ids,
  out_trade_no: text(32),
  membership_number: text(32),
  recharge_fee: amount,
  order_client: clientOfTill,
})
export type MemberRechargeCash = z.infer<typeof memberRechargeCash>

export const memberFlow = z.strictObject({
  ...ids,
  membership_number: text(32),
  page_num: z.int32().min(1),
  page_size: z.int32().min(1).max(100),
})
export type MemberFlow = z.infer<typeof memberFlow>

export const memberAdjust = z.strictObject({
  ...ids,
  out_adjust_no: text(32),
  membership_number: text(32),
  adjust_fee: z.int32().refine((fee) => fee !== 0),
  remark: text(64),
  order_client: clientOfTill,
})
export type MemberAdjust = z.infer<typeof memberAdjust>
