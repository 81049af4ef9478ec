import { z } from 'zod'
import { id, localId, nonce, text, told, toldInt, toldText } from './fields.ts'

/** The two ids in a configuration link: 20 letters or digits; fields allow 32 (PROTOCOL 1, 5.10 A). */
const linkId = z.string().regex(/^[0-9A-Za-z]{1,32}$/)
/** MAKER_MODEL_serial, at most 64. */
export const serialNumberSchema = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/)

/** Query parameters of the one GET; the answer is plain JSON without an envelope. */
export const useDeviceSettingRequestSchema = z.strictObject({ osi: linkId, si: linkId, sn: serialNumberSchema })
export type UseDeviceSettingRequest = z.infer<typeof useDeviceSettingRequestSchema>

/** `authen_key` is a secret and opaque: never trimmed, never re-cased (PROTOCOL 3.6). */
export const useDeviceSettingAnswerSchema = z.looseObject({
  out_mch_id: id,
  out_sub_mch_id: id,
  cloud_cashier_id: text(31),
  authen_type: z.literal(1),
  authen_key: z.string().min(1).max(255),
  out_shop_id: id,
  shop_name: told(z.string().max(128)),
  device_id: localId,
  device_name: told(z.string().max(128)),
  staff_id: told(z.string().max(64)),
  staff_name: told(z.string().max(128)),
})
export type UseDeviceSettingAnswer = z.infer<typeof useDeviceSettingAnswerSchema>

/** The table has no nonce and an id of 20; other tables allow 64 and a nonce is taken (PROTOCOL 5.10, endpoints.yaml). */
export const unbindDeviceRequestSchema = z.strictObject({
  out_sub_mch_id: id,
  out_shop_id: id,
  device_id: localId,
  sn_code: text(64),
  nonce_str: nonce.optional(),
})
export type UnbindDeviceRequest = z.infer<typeof unbindDeviceRequestSchema>
/** No object is named for it: the head says all. */
export const unbindDeviceAnswerSchema = z.looseObject({ nonce_str: toldText })
export type UnbindDeviceAnswer = z.infer<typeof unbindDeviceAnswerSchema>

/** Empty body, plain answer; `timestamp` is the server's unix time in seconds. */
export const pingAnswerSchema = z.looseObject({
  timestamp: z.int().min(1),
  status: z.literal(0),
  description: toldText,
  log_id: toldInt,
})
export type PingAnswer = z.infer<typeof pingAnswerSchema>
