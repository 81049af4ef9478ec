import { z } from 'zod'
import { MAX_FEN } from '../../../contract/money.ts'
import { deciding, id, moved, nonce, pageNumber, pageSize, text, told, toldBool, toldFen, toldInt, toldText } from './fields.ts'
import { orderClientOfDeviceSchema, toldMchKey } from './merchant.ts'
import { orderContentSchema } from './order.ts'

/**
 * Members and their cards: our extensions, since nothing about them is public but how a card pays (UNDOCUMENTED 1, PROTOCOL 5.11). Names are
 * those of documented fields where there is one (PROTOCOL 12). Amounts are fen, times unix seconds.
 */

const WAYS = ['author_code', 'membership_number', 'mobile_phone', 'name'] as const

/**
 * By a code (the payer's own, which finds the card in that wallet, or the card's own, beginning with 99), by the whole number, the whole
 * telephone number, or a part of the name (BEHAVIOUR F15). Looking up uses no code up.
 */
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

/**
 * `mobile_phone` comes masked. `claimed`: the card lies in the customer's wallet; an imported one does not until then (BEHAVIOUR F15).
 * `valid_until` 0 is without end.
 */
export const memberSchema = z.looseObject({
  out_card_id: toldText,
  membership_number: z.string().min(1),
  name: toldText,
  mobile_phone: toldText,
  balance_fee: z.int(),
  credits: toldInt,
  claimed: toldBool,
  activated: toldBool,
  valid_until: toldInt,
})
export type Member = z.infer<typeof memberSchema>
export const memberQueryAnswerSchema = z.looseObject({ nonce_str: toldText, members: z.array(memberSchema) })
export type MemberQueryAnswer = z.infer<typeof memberQueryAnswerSchema>

export const memberRechargeRulesRequestSchema = z.strictObject({ out_sub_mch_id: id, out_shop_id: id, nonce_str: nonce })
export type MemberRechargeRulesRequest = z.infer<typeof memberRechargeRulesRequestSchema>
/**
 * `mode` 1: the listed amounts only, each with its bonus; 2: any amount up to `max_fee`, never with a bonus (BEHAVIOUR F15, F16). The ceiling of
 * the merchant over all balances is not told: who passes it is refused.
 */
export const memberRechargeRulesAnswerSchema = z.looseObject({
  nonce_str: toldText,
  mode: z.literal([1, 2]),
  items: deciding(z.array(z.looseObject({ recharge_fee: z.int().min(1), bonus_fee: z.int().min(0) }))),
  max_fee: deciding(z.int().min(0)),
})
export type MemberRechargeRulesAnswer = z.infer<typeof memberRechargeRulesAnswerSchema>

/** Takes the payment itself, by the payer's code; credited once per `out_trade_no`, when it is paid (RULINGS 12). */
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

/**
 * Cash that lies in the drawer goes on a card: no money moves at the platform, and no order comes to be (UNDOCUMENTED 1, BEHAVIOUR F16). Done
 * once per `out_trade_no`; the same again answers the same, a refusal about the card too, so that whoever heard nothing may ask again for
 * as long as it takes.
 */
export const memberRechargeCashRequestSchema = z.strictObject({
  out_sub_mch_id: id,
  out_shop_id: id,
  out_trade_no: id,
  membership_number: text(32),
  recharge_fee: moved,
  order_client: orderClientOfDeviceSchema,
  nonce_str: nonce,
})
export type MemberRechargeCashRequest = z.infer<typeof memberRechargeCashRequestSchema>
/** `balance_fee`: right after it, however often it is asked. */
export const memberRechargeCashAnswerSchema = z.looseObject({
  nonce_str: toldText,
  out_trade_no: z.string(),
  membership_number: z.string(),
  recharge_fee: z.int(),
  recharge_bonus_fee: z.int().min(0),
  balance_fee: z.int(),
  recharge_time: toldInt,
})
export type MemberRechargeCashAnswer = z.infer<typeof memberRechargeCashAnswerSchema>

export const memberFlowRequestSchema = z.strictObject({
  out_sub_mch_id: id,
  out_shop_id: id,
  membership_number: text(32),
  page_num: pageNumber,
  page_size: pageSize,
  nonce_str: nonce,
})
export type MemberFlowRequest = z.infer<typeof memberFlowRequestSchema>
/**
 * `refund` is of a card payment, `recharge_refund` of a top-up (a reversal of one, too), `recharge_refund_failed` gives that back to the card
 * when the money did not go back to the payer.
 */
export const MEMBER_FLOW_KINDS = [
  'payment',
  'refund',
  'recharge',
  'recharge_refund',
  'recharge_refund_failed',
  'adjustment',
] as const
export const memberFlowRowSchema = z.looseObject({
  kind: told(z.enum(MEMBER_FLOW_KINDS)),
  out_trade_no: toldText,
  out_refund_no: toldText,
  out_adjust_no: toldText,
  /** Signed: what the balance changed by, a bonus included. */
  amount_fee: toldFen,
  /** Signed: how much of that is a bonus. */
  bonus_fee: toldFen,
  /** After it. */
  balance_fee: toldFen,
  /** Signed: what the points changed by. */
  credits: toldInt,
  create_time: toldInt,
  remark: toldText,
  staff_id: toldText,
  staff_name: toldText,
})
export type MemberFlowRow = z.infer<typeof memberFlowRowSchema>
/** Newest first. */
export const memberFlowAnswerSchema = z.looseObject({
  nonce_str: toldText,
  total_count: toldInt,
  rows: z.array(memberFlowRowSchema),
})
export type MemberFlowAnswer = z.infer<typeof memberFlowAnswerSchema>

/** A change of the balance by hand: an administrator's, with a remark (UNDOCUMENTED 1, BEHAVIOUR F15). Done once per `out_adjust_no`. */
export const memberAdjustRequestSchema = z.strictObject({
  out_sub_mch_id: id,
  out_shop_id: id,
  out_adjust_no: id,
  membership_number: text(32),
  adjust_fee: z
    .int()
    .min(-MAX_FEN)
    .max(MAX_FEN)
    .refine((fee) => fee !== 0, { error: 'a change is not nought' }),
  remark: text(64),
  order_client: orderClientOfDeviceSchema,
  nonce_str: nonce,
})
export type MemberAdjustRequest = z.infer<typeof memberAdjustRequestSchema>
export const memberAdjustAnswerSchema = z.looseObject({
  nonce_str: toldText,
  /** After it. */
  balance_fee: z.int(),
  adjust_fee: z.int(),
})
export type MemberAdjustAnswer = z.infer<typeof memberAdjustAnswerSchema>
