import { z } from 'zod'
import { deciding, id, nonce, pageNumber, pageSize, told, toldBool, toldInt, toldText } from './fields.ts'

/** Shops with their devices, people and QR codes (PROTOCOL 12). Many fields are known from samples only. */

export const deviceInfoSchema = z.looseObject({
  device_id: z.string().min(1),
  device_name: toldText,
  remark: toldText,
  device_shift_type: toldInt,
  device_type: toldInt,
  sn_code: toldText,
  bind_status: toldInt,
  out_device_id: toldText,
})
export type DeviceInfo = z.infer<typeof deviceInfoSchema>

export const staffInfoSchema = z.looseObject({
  staff_id: z.string().min(1),
  staff_name: toldText,
  remark: toldText,
  shop_manager: toldBool,
  receive_one_code_pay_notify: toldBool,
  /** May refund; from a sample only, so absent means not known. */
  refund_auth: toldBool,
  mobile_phone: toldText,
  out_staff_id: toldText,
})
export type StaffInfo = z.infer<typeof staffInfoSchema>

const qrCodeInfo = z.looseObject({ qrcode_id: toldText, qrcode_name: toldText, type: toldInt, staff_id: toldText })

export const shopInfoSchema = z.looseObject({
  shop_id: toldText,
  shop_name: toldText,
  branch_name: toldText,
  province: toldText,
  city: toldText,
  district: toldText,
  address: toldText,
  phone: toldText,
  out_shop_id: toldText,
  out_shop_id_url: toldText,
  device_infos: told(z.array(deviceInfoSchema)),
  staff_infos: told(z.array(staffInfoSchema)),
  fee_type: toldText,
  qrcode_infos: told(z.array(qrCodeInfo)),
  disable_membership_card: toldBool,
  create_time: toldInt,
  update_time: toldInt,
})
export type ShopInfo = z.infer<typeof shopInfoSchema>

export const queryShopInfoRequestSchema = z.strictObject({
  out_mch_id: id,
  out_sub_mch_id: id,
  nonce_str: nonce,
  page_num: pageNumber,
  page_size: pageSize,
  out_shop_id: id.optional(),
})
export type QueryShopInfoRequest = z.infer<typeof queryShopInfoRequestSchema>
export const queryShopInfoAnswerSchema = z.looseObject({
  nonce_str: toldText,
  shop_infos: deciding(z.array(shopInfoSchema)),
  total_count: toldInt,
})
export type QueryShopInfoAnswer = z.infer<typeof queryShopInfoAnswerSchema>
