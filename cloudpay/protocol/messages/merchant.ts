import { z } from 'zod'
import { id, localId, oneOrMany, optionalText, payPlatform, subPayPlatform, text, told, toldInt, toldText } from './fields.ts'

/** PayMchKey: for whom the money is (PROTOCOL 12). */
const merchant = {
  pay_platform: payPlatform,
  sub_pay_platform: subPayPlatform.optional(),
  out_mch_id: id,
  out_sub_mch_id: id,
  out_shop_id: id,
}
const wxpayKeyExt = z.strictObject({
  app_id: optionalText(32),
  sub_app_id: optionalText(32),
  open_id: optionalText(255),
  sub_open_id: optionalText(128),
})
const alipayKeyExt = z.strictObject({ user_id: optionalText(32) })

const onlyOneExt = (key: { wxpay_pay_mch_key_ext?: unknown; alipay_pay_mch_key_ext?: unknown }) =>
  key.wxpay_pay_mch_key_ext === undefined || key.alipay_pay_mch_key_ext === undefined

export const payMchKeySchema = z.strictObject(merchant)
export type PayMchKey = z.infer<typeof payMchKeySchema>

/** Queries may leave the platform out (PROTOCOL 5.3). */
export const queryMchKeySchema = z.strictObject({ ...merchant, pay_platform: payPlatform.optional() })

/** Holds may name the payer's app; the two blocks exclude each other (PROTOCOL 7, 19). */
export const freezeMchKeySchema = z
  .strictObject({
    ...merchant,
    wxpay_pay_mch_key_ext: wxpayKeyExt.optional(),
    alipay_pay_mch_key_ext: alipayKeyExt.optional(),
  })
  .refine(onlyOneExt, { error: 'only one of the two ext blocks' })

/** Refunds and releases say who may do it (PROTOCOL 5.4, RULINGS 7). */
const authorized = { ...merchant, is_sub_mch_admin: z.boolean(), authorization_staff_id: optionalText(64) }
const somebodyMay = (key: { is_sub_mch_admin: boolean; authorization_staff_id?: string | undefined }) =>
  key.is_sub_mch_admin || Boolean(key.authorization_staff_id)
const nobodyMay = { path: ['authorization_staff_id'], error: 'required when the operator is no administrator' }

export const authorizedMchKeySchema = z
  .strictObject({ ...authorized, authorization_name: optionalText(32) })
  .refine(somebodyMay, nobodyMay)
export type AuthorizedMchKey = z.infer<typeof authorizedMchKeySchema>
/** A release names its approver by number alone: its table has no name. */
export const releaseMchKeySchema = z.strictObject(authorized).refine(somebodyMay, nobodyMay)

/**
 * OrderClient: which till asks. The tables require little; our client always sends all of it (RULINGS 5, 6). A missing
 * `sn_code` is for the server to refuse, since only it knows what is bound.
 */
export const orderClientSchema = z.strictObject({
  shop_id: optionalText(64),
  device_id: localId.optional(),
  staff_id: optionalText(64),
  terminal_type: z.literal([1, 2, 3, 4, 100]),
  sub_terminal_type: z.int32().min(0).optional(),
  machine_no: text(32).optional(),
  sdk_version: text(10),
  spbill_create_ip: z.ipv4(),
  sn_code: text(64).optional(),
})
export type OrderClient = z.infer<typeof orderClientSchema>
export const orderClientOfDeviceSchema = orderClientSchema.required({ device_id: true })
export const orderClientOfMachineSchema = orderClientSchema.required({ device_id: true, machine_no: true })

export const toldPayMchKeySchema = z.looseObject({
  pay_platform: toldInt,
  sub_pay_platform: toldInt,
  out_mch_id: toldText,
  out_sub_mch_id: toldText,
  out_shop_id: toldText,
})
export type ToldPayMchKey = z.infer<typeof toldPayMchKeySchema>

const toldOrderClientObject = z.looseObject({
  shop_id: toldText,
  device_id: toldText,
  staff_id: toldText,
  terminal_type: toldInt,
  sub_terminal_type: toldInt,
  machine_no: toldText,
  sdk_version: toldText,
  spbill_create_ip: toldText,
  sn_code: toldText,
})
export type ToldOrderClient = z.infer<typeof toldOrderClientObject>

/** Typed as one object, shown as a list in samples: read as a list (PROTOCOL 8). */
export const toldOrderClients = told(oneOrMany(toldOrderClientObject))
export const toldMchKey = told(toldPayMchKeySchema)
