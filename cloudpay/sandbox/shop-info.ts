import { DeviceShiftType } from '../protocol/enums.ts'
import type { Binding } from './binding.ts'
import { done, type Outcome } from './outcome.ts'
import type { QuerySubMchShopInfo } from './requests.ts'
import type { Seed } from './seed.ts'

/** `query_sub_mch_shop_info` (PROTOCOL 12, ShopInfo): the one shop, with its devices, people and QR codes. */
export function shopInfo(asked: QuerySubMchShopInfo, { merchant, devices, staff, qrCodes }: Seed, binding: Binding): Outcome {
  const shop = {
    shop_id: '0755-01',
    shop_name: merchant.shopName,
    branch_name: merchant.branchName,
    province: '广东省',
    city: '深圳市',
    district: '南山区',
    address: '海风路1号',
    phone: '0755-00000000',
    out_shop_id: merchant.outShopId,
    fee_type: 'CNY',
    disable_membership_card: false,
    device_infos: devices.map((device) => ({
      device_id: device.deviceId,
      device_name: device.name,
      remark: '',
      device_shift_type: DeviceShiftType.smartPos,
      sn_code: binding.serialOf(device.deviceId) ?? '',
      bind_status: binding.serialOf(device.deviceId) === undefined ? 0 : 1,
    })),
    staff_infos: staff.map((person) => ({
      staff_id: person.staffId,
      staff_name: person.name,
      remark: '',
      shop_manager: person.role === 'manager',
      refund_auth: person.refundAuth,
      receive_one_code_pay_notify: false,
    })),
    qrcode_infos: qrCodes.map(({ id, name, type }) => ({ qrcode_id: id, qrcode_name: name, type })),
  }
  return done({ shop_infos: asked.page_num === 1 ? [shop] : [], total_count: 1 })
}
