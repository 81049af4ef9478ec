import { z } from 'zod'
import { id, localId, nonce, pageNumber, pageSize, seconds, subPayPlatform, text, toldInt, toldText } from './fields.ts'

/** The record of a handed-over shift: our extension (UNDOCUMENTED 3, RULINGS 8, 15). Amounts are fen, times unix seconds. */

/** A correction can make it negative. */
const count = z.int32()
const sum = z.int()
export const shiftTotalSchema = z.strictObject({
  sub_pay_platform: subPayPlatform,
  pay_count: count,
  pay_fee: sum,
  refund_count: count,
  refund_fee: sum,
  net_fee: sum,
})
export type ShiftTotal = z.infer<typeof shiftTotalSchema>

const ids = { out_sub_mch_id: id, out_shop_id: id, device_id: localId }

export const shiftHandoverRequestSchema = z
  .strictObject({
    ...ids,
    staff_id: localId,
    shift_no: text(32),
    start_time: seconds,
    end_time: seconds,
    totals: z.array(shiftTotalSchema),
    nonce_str: nonce,
  })
  .refine((shift) => shift.end_time >= shift.start_time, { path: ['end_time'], error: 'a shift ends after it begins' })
export type ShiftHandoverRequest = z.infer<typeof shiftHandoverRequestSchema>
export const shiftHandoverAnswerSchema = z.looseObject({ nonce_str: toldText })
export type ShiftHandoverAnswer = z.infer<typeof shiftHandoverAnswerSchema>

export const shiftListRequestSchema = z.strictObject({
  ...ids,
  device_id: localId.optional(),
  staff_id: localId.optional(),
  start_time: seconds,
  end_time: seconds,
  page_num: pageNumber,
  page_size: pageSize,
  nonce_str: nonce,
})
export type ShiftListRequest = z.infer<typeof shiftListRequestSchema>
export const shiftRowSchema = z.looseObject({
  shift_no: z.string().min(1),
  device_id: toldText,
  staff_id: toldText,
  start_time: z.int(),
  end_time: z.int(),
  totals: z.array(z.looseObject(shiftTotalSchema.shape)),
})
export type ShiftRow = z.infer<typeof shiftRowSchema>
export const shiftListAnswerSchema = z.looseObject({
  nonce_str: toldText,
  total_count: toldInt,
  shifts: z.array(shiftRowSchema),
})
export type ShiftListAnswer = z.infer<typeof shiftListAnswerSchema>
