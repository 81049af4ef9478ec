import { z } from 'zod'
import { id, text, told, toldBool, toldText } from './fields.ts'

/** Signing in by a QR: public by their fields alone (UNDOCUMENTED 2). What decides who somebody is must be right, the rest may be missing. */

export const clientInitializeRequestSchema = z.strictObject({
  out_sub_mch_id: id,
  out_shop_id: id,
  /** 1 PC, 2 Android. */
  authorize_terminal_type: z.literal([1, 2]),
})
export const clientInitializeAnswerSchema = z.looseObject({
  nonce_str: toldText,
  activator: toldText,
  token: text(512),
  /** Drawn as a QR for the person's phone; longer ones no camera reads well. */
  qr_code_url: text(512),
  /** Seconds for which the QR is alive. */
  ttl: z.int().min(1).max(3600),
})

export const clientTryGetInitializersRequestSchema = z.strictObject({ out_sub_mch_id: id, token: text(512) })
export const clientTryGetInitializersAnswerSchema = z.looseObject({
  nonce_str: toldText,
  initialization_granted: z.boolean(),
  staff_id: toldText,
  identity: toldText,
  manager_types: told(z.array(z.int())),
  manager_entities: told(z.array(z.looseObject({ manager_type: z.int(), out_id: toldText, staff_id: toldText }))),
  shop_infos: told(
    z.array(
      z.looseObject({
        out_shop_id: toldText,
        staffs: told(z.array(z.looseObject({ staff_id: z.string().min(1), staff_name: toldText, refund_auth: toldBool }))),
      }),
    ),
  ),
})
export type ClientTryGetInitializersAnswer = z.infer<typeof clientTryGetInitializersAnswerSchema>
