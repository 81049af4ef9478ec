import type { Tender } from '../../contract/states.ts'
import { PayPlatform, SubPayPlatform, TerminalType } from '../protocol/enums.ts'
import type { OrderClient, PayMchKey } from '../protocol/messages/merchant.ts'

/** Who this till is, as the configuration QR told it. `key` is a secret. */
export interface TillIdentity {
  mchId: string
  subMchId: string
  shopId: string
  deviceId: string
  /** The serial the device is bound by. */
  serialNumber: string
  /** Every order and refund number begins with it (PROTOCOL 4). */
  orderPrefix: string
  key: string
  /** Unique for each till, for example a MAC address. */
  machineNo: string
  /** The model's code, allotted by Cloud Pay. */
  subTerminalType: number
  terminalType?: number
}

/** At most 10 characters. */
export const SDK_VERSION = 'guitai-0.1'

type Whole = { [K in Exclude<keyof OrderClient, 'shop_id'>]-?: NonNullable<OrderClient[K]> }

/** The one place where a call says which till asks (RULINGS 5, 6): every field, always. */
export function orderClient(identity: TillIdentity, staffId: string, address: string): Whole {
  return {
    device_id: identity.deviceId,
    staff_id: staffId,
    terminal_type: (identity.terminalType ?? TerminalType.linux) as OrderClient['terminal_type'],
    sub_terminal_type: identity.subTerminalType,
    machine_no: identity.machineNo,
    sdk_version: SDK_VERSION,
    spbill_create_ip: address,
    sn_code: identity.serialNumber,
  }
}

const PLATFORMS = {
  wechat: PayPlatform.wechat,
  alipay: PayPlatform.alipay,
  memberCard: PayPlatform.memberCard,
  bankCardRecord: PayPlatform.record,
  cashRecord: PayPlatform.record,
} as const satisfies Record<Tender, number>

export function merchantOf(identity: TillIdentity) {
  return { out_mch_id: identity.mchId, out_sub_mch_id: identity.subMchId, out_shop_id: identity.shopId }
}

/** For whom the money is, on which platform. */
export function payMchKey(identity: TillIdentity, tender: Tender): PayMchKey {
  return { pay_platform: PLATFORMS[tender], ...merchantOf(identity) }
}

/** The same with the tender's own number, for the calls whose tables list it. */
export function payMchKeyWithTender(identity: TillIdentity, tender: Tender): PayMchKey {
  return { ...payMchKey(identity, tender), sub_pay_platform: SubPayPlatform[tender] }
}
