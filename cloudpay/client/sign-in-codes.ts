import { ManagerType } from '../protocol/enums.ts'
import type { ClientTryGetInitializersAnswer } from '../protocol/messages/sign-in.ts'
import type { StaffAnswer } from './people.ts'
import type { CallResult } from './result.ts'
import type { Till } from './till.ts'

/** `token` is what the till asks by, and a secret; `qrText` is for the person's phone; `ttl` is how long it lives, in ms. */
export interface SignInCode {
  token: string
  qrText: string
  ttl: number
}

/** Who scanned it: nobody yet, somebody who works in this shop, or somebody who does not. */
export type ScannedBy = { state: 'waiting' } | { state: 'stranger' } | { state: 'signedIn'; person: Omit<StaffAnswer, 'loginAt'> }

/**
 * Rights are those that are told for this merchant and this shop, and none that are not (UNDOCUMENTED 2): `manager_entities` say where somebody is
 * what; without them `manager_types` do.
 */
function readScanned(told: ClientTryGetInitializersAnswer, place: { merchant: string; shop: string }): ScannedBy {
  if (!told.initialization_granted) return { state: 'waiting' }
  const shop = (told.shop_infos ?? []).find((one) => one.out_shop_id === place.shop)
  const entities = told.manager_entities ?? []
  const is = (type: number, where: string): boolean =>
    entities.length > 0
      ? entities.some((one) => one.manager_type === type && one.out_id === where)
      : (told.manager_types ?? []).includes(type)
  const admin = is(ManagerType.subMchAdmin, place.merchant)
  const shopManager = shop !== undefined && is(ManagerType.shopManager, place.shop)
  const staffId = told.staff_id ?? ''
  const member = shop?.staffs?.find((one) => one.staff_id === staffId)
  // A sale is somebody's: without a staff number nobody can be at the till.
  if (staffId === '' || !(member || admin || shopManager)) return { state: 'stranger' }
  const name = member?.staff_name || told.identity || staffId
  return { state: 'signedIn', person: { staffId, name, admin, shopManager, mayRefund: member?.refund_auth ?? false } }
}

/** Signing in by a QR that the phone scans; what the calls do is not public, so that they are for where they are switched on. */
export function signInCodeCalls({ identity, caller, limits }: Till) {
  return {
    signInCode(): Promise<CallResult<SignInCode>> {
      return caller.call({
        name: 'client_initialize',
        content: { out_sub_mch_id: identity.subMchId, out_shop_id: identity.shopId, authorize_terminal_type: 1 },
        limitMs: limits.queryMs,
        read: (told) => ({ says: { token: told.token, qrText: told.qr_code_url, ttl: told.ttl * 1000 } }),
      })
    },

    signInCodeScanned(token: string): Promise<CallResult<ScannedBy>> {
      return caller.call({
        name: 'client_try_get_initializers',
        content: { out_sub_mch_id: identity.subMchId, token },
        limitMs: limits.queryMs,
        secrets: [token],
        read: (told) => ({ says: readScanned(told, { merchant: identity.subMchId, shop: identity.shopId }) }),
      })
    },
  }
}
