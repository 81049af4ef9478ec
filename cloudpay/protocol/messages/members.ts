import { z } from 'zod'
import { deciding, id, moved, nonce, pageNumber, pageSize, text, told, toldBool, toldFen, toldInt, toldText } from './fields.ts'
import { orderClientOfDeviceSchema, toldMchKey } from './merchant.ts'
import { orderContentSchema } from './order.ts'

/** Members and their cards: our extensions (UNDOCUMENTED 1). Amounts are fen. */

const WAYS = ['author_code', 'membership_number', 'mobile_phone', 'name'] as const

export const memberQueryRequestSchema = z
  .strictObject({
    out_sub_mch_id: id,
    out_shop_id: id,
    author_code: text(256).optional(),
    membership_number: text(32).optional(),
    mobile_phone: text(32).optional(),
    name: text(64).optional(),
    nonce_str: nonce,
  })
  .refine((asked) => WAYS.filter((way) => asked[way] !== undefined).length === 1, {
    error: 'exactly one way to find a member',
  })
export type MemberQueryRequest = z.infer<typeof memberQueryRequestSchema>

/** `mobile_phone` comes masked. */
export const memberSchema = z.looseObject({
  out_card_id: toldText,
  membership_number: z.string().min(1),
  name: toldText,
  mobile_phone: toldText,
  balance_fee: z.int(),
  credits: toldInt,
  activated: toldBool,
})
export type Member = z.infer<typeof memberSchema>
export const memberQueryAnswerSchema = z.looseObject({ nonce_str: toldText, members: z.array(memberSchema) })
export type MemberQueryAnswer = z.infer<typeof memberQueryAnswerSchema>

export const memberRechargeRulesRequestSchema = z.strictObject({ out_sub_mch_id: id, out_shop_id: id, nonce_str: nonce })
export type MemberRechargeRulesRequest = z.infer<typeof memberRechargeRulesRequestSchema>
/** `mode` 1: the listed amounts only, each with its gift; 2: any amount up to `max_fee`, without a gift. */
export const memberRechargeRulesAnswerSchema = z.looseObject({
  nonce_str: toldText,
  mode: z.literal([1, 2]),
  items: deciding(z.array(z.looseObject({ recharge_fee: z.int().min(1), bonus_fee: z.int().min(0) }))),
  max_fee: deciding(z.int().min(0)),
})
export type MemberRechargeRulesAnswer = z.infer<typeof memberRechargeRulesAnswerSchema>

/** Takes the payment itself; credited once per `out_trade_no` (RULINGS 12). */
export const memberRechargeRequestSchema = z.strictObject({
  out_sub_mch_id: id,
  out_shop_id: id,
  out_trade_no: id,
  membership_number: text(32),
  recharge_fee: moved,
  author_code: text(256),
  order_client: orderClientOfDeviceSchema,
  nonce_str: nonce,
})
export type MemberRechargeRequest = z.infer<typeof memberRechargeRequestSchema>
export const memberRechargeAnswerSchema = z.looseObject({
  nonce_str: toldText,
  order_content: orderContentSchema,
  pay_mch_key: toldMchKey,
  recharge_bonus_fee: toldFen,
})
export type MemberRechargeAnswer = z.infer<typeof memberRechargeAnswerSchema>

export const memberFlowRequestSchema = z.strictObject({
  out_sub_mch_id: id,
  out_shop_id: id,
  membership_number: text(32),
  page_num: pageNumber,
  page_size: pageSize,
  nonce_str: nonce,
})
export type MemberFlowRequest = z.infer<typeof memberFlowRequestSchema>
export const MEMBER_FLOW_KINDS = ['payment', 'recharge', 'refund', 'adjustment'] as const
export const memberFlowRowSchema = z.looseObject({
  kind: told(z.enum(MEMBER_FLOW_KINDS)),
  out_trade_no: toldText,
  out_refund_no: toldText,
  /** Signed: what the balance changed by. */
  amount_fee: toldFen,
  bonus_fee: toldFen,
  balance_fee: toldFen,
  create_time: toldInt,
  remark: toldText,
})
export type MemberFlowRow = z.infer<typeof memberFlowRowSchema>
export const memberFlowAnswerSchema = z.looseObject({
  nonce_str: toldText,
  total_count: toldInt,
  rows: z.array(memberFlowRowSchema),
})
export type MemberFlowAnswer = z.infer<typeof memberFlowAnswerSchema>
