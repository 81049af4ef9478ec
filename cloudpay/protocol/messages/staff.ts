import { z } from 'zod'
import { id, localId, moved, nonce, text, toldBool, toldInt, toldText } from './fields.ts'

/** Sign-in and approval of refunds: our extensions (RULINGS 13, 14). Cloud Pay publishes no such calls. */

/** The till's handle of one request for approval; the phone never sees it. */
const activator = text(128)
const upperHex64 = z.string().regex(/^[0-9A-F]{64}$/)

export const staffLoginRequestSchema = z.strictObject({
  out_sub_mch_id: id,
  out_shop_id: id,
  device_id: localId,
  staff_id: localId,
  password_proof: upperHex64,
  nonce_str: nonce,
})
export type StaffLoginRequest = z.infer<typeof staffLoginRequestSchema>

/** A missing `sub_mch_admin` is false, and so is every right that is not given. */
export const staffLoginAnswerSchema = z.looseObject({
  nonce_str: toldText,
  staff_id: z.string().min(1),
  staff_name: toldText,
  shop_manager: toldBool,
  sub_mch_admin: toldBool,
  refund_auth: toldBool,
  login_time: toldInt,
})
export type StaffLoginAnswer = z.infer<typeof staffLoginAnswerSchema>

/** `out_trade_no` is the order's number, or the hold's for a release; `refund_fee` is fen. */
export const refundApprovalStartRequestSchema = z.strictObject({
  out_sub_mch_id: id,
  out_shop_id: id,
  device_id: localId,
  staff_id: localId,
  out_trade_no: id,
  refund_fee: moved,
  nonce_str: nonce,
})
export type RefundApprovalStartRequest = z.infer<typeof refundApprovalStartRequestSchema>
export const refundApprovalStartAnswerSchema = z.looseObject({
  nonce_str: toldText,
  activator,
  /** Drawn as a QR for the approver's phone; longer ones no camera reads well. */
  qr_code_url: text(512),
  /** Seconds for which the QR is alive. */
  ttl: z.int().min(1).max(3600),
})
export type RefundApprovalStartAnswer = z.infer<typeof refundApprovalStartAnswerSchema>

export const refundApprovalCheckRequestSchema = z.strictObject({
  out_sub_mch_id: id,
  out_shop_id: id,
  device_id: localId,
  activator,
  nonce_str: nonce,
})
export type RefundApprovalCheckRequest = z.infer<typeof refundApprovalCheckRequestSchema>
/**
 * `granted` is true in the state `granted` alone, and only a grant names who gave it. `expired`: nobody answered in time, or
 * the grant is over or used. What was asked comes back, so that an answer to another question is known as such.
 */
export const refundApprovalCheckAnswerSchema = z.looseObject({
  nonce_str: toldText,
  activator,
  out_trade_no: z.string().min(1),
  refund_fee: z.int(),
  state: z.enum(['waiting', 'granted', 'refused', 'expired']),
  granted: z.boolean(),
  authorization_staff_id: toldText,
  authorization_name: toldText,
})
export type RefundApprovalCheckAnswer = z.infer<typeof refundApprovalCheckAnswerSchema>
