import type { StaffLoginAnswer } from '../protocol/messages/staff.ts'
import { unknown, type CallResult } from './result.ts'
import { passwordProof } from './staff-proof.ts'
import type { Till } from './till.ts'

export interface StaffLogin {
  staffId: string
  /** Secret; never leaves this process. */
  password: string
}

/** Who signed in. A right that was not given is false (RULINGS 13). `loginAt` is epoch ms. */
export interface StaffAnswer {
  staffId: string
  name: string
  shopManager: boolean
  admin: boolean
  mayRefund: boolean
  loginAt: number | null
}

function readStaff(told: StaffLoginAnswer): StaffAnswer {
  return {
    staffId: told.staff_id,
    name: told.staff_name || told.staff_id,
    shopManager: told.shop_manager ?? false,
    admin: told.sub_mch_admin ?? false,
    mayRefund: told.refund_auth ?? false,
    loginAt: told.login_time ? told.login_time * 1000 : null,
  }
}

export function peopleCalls({ identity, caller, limits, nonce, offersExtensions }: Till) {
  return {
    /** Our extension: not even tried on Cloud Pay's own hosts, which have no such call (UNDOCUMENTED, rule for extensions). */
    async staffLogin(q: StaffLogin): Promise<CallResult<StaffAnswer>> {
      if (!offersExtensions) return unknown('notSent', 'this server offers no sign-in with a password')
      const nonceStr = nonce()
      const proof = passwordProof(identity.shopId, q.staffId, q.password, nonceStr)
      return caller.call({
        name: 'staff_login',
        content: {
          out_sub_mch_id: identity.subMchId,
          out_shop_id: identity.shopId,
          device_id: identity.deviceId,
          staff_id: q.staffId,
          password_proof: proof,
          nonce_str: nonceStr,
        },
        limitMs: limits.queryMs,
        secrets: [q.password, proof],
        read: (told) => (told.staff_id === q.staffId ? { says: readStaff(told) } : 'somethingElse'),
      })
    },

    /** Frees this device from its serial number; 104 with 3215: it was free already (PROTOCOL 5.10 A). */
    unbindDevice(): Promise<CallResult<null>> {
      return caller.call({
        name: 'unbind_device_sn_code',
        content: {
          out_sub_mch_id: identity.subMchId,
          out_shop_id: identity.shopId,
          device_id: identity.deviceId,
          sn_code: identity.serialNumber,
          nonce_str: nonce(),
        },
        limitMs: limits.queryMs,
        read: () => ({ says: null }),
      })
    },
  }
}
