import { AuthenType, InternalStatus } from '../protocol/enums.ts'
import type { MovableClock } from './movable-clock.ts'
import { done, refusal, wrongCall, type Outcome } from './outcome.ts'
import { lettersAndDigits, type RandomBytes } from './random.ts'
import type { UnbindDevice } from './requests.ts'
import type { Seed } from './seed.ts'

/** A configuration QR lives five minutes (PROTOCOL 5.10 A). */
export const LINK_LIFE_MS = 300_000

interface Link {
  setting: string
  deviceId: string
  /** On the clock's elapsed scale, ms. */
  until: number
}

export type Binding = ReturnType<typeof createBinding>

/** Which serial stands behind which device record, and the links that put it there (PROTOCOL 5.10 A, RULINGS 11). */
export function createBinding({ merchant, devices, staff }: Seed, clock: MovableClock, random: RandomBytes, changed: () => void) {
  const serials = new Map<string, string>()
  const links = new Map<string, Link>()
  const latest = new Map<string, Link>()

  /** Makes a link and answers what the QR adds to `…/use_device_setting`. */
  function freshLink(deviceId: string): string {
    if (!devices.some((device) => device.deviceId === deviceId)) throw new Error('no such device')
    const link = { setting: lettersAndDigits(random, 20), deviceId, until: clock.elapsed() + LINK_LIFE_MS }
    links.set(link.setting, link)
    latest.set(deviceId, link)
    changed()
    return queryOf(link)
  }
  const queryOf = (link: Link) => `?osi=${merchant.outShopId}&si=${link.setting}`

  function useSetting(asked: { osi: string; si: string; sn: string }): Outcome {
    const link = links.get(asked.si)
    if (asked.osi !== merchant.outShopId) return wrongCall('参数osi不正确。')
    if (!link || clock.elapsed() > link.until) return refusal('设备配置二维码无效或已过期，请重新生成。')
    const bound = serials.get(link.deviceId)
    if (bound !== undefined && bound !== asked.sn) {
      return refusal('该设备已绑定其他机具，请先解绑。', InternalStatus.boundElsewhere)
    }
    const device = devices.find((candidate) => candidate.deviceId === link.deviceId)
    const person = staff.find((candidate) => candidate.staffId === device?.staffId)
    if (!device || !person) return refusal('设备不存在。')
    for (const [other, serial] of serials) if (serial === asked.sn && other !== device.deviceId) serials.delete(other)
    serials.set(device.deviceId, asked.sn)
    latest.delete(device.deviceId)
    changed()
    return done({
      out_mch_id: merchant.outMchId,
      out_sub_mch_id: merchant.outSubMchId,
      cloud_cashier_id: merchant.prefix,
      authen_type: AuthenType.hmacSha256,
      authen_key: merchant.key,
      out_shop_id: merchant.outShopId,
      shop_name: merchant.shopName,
      device_id: device.deviceId,
      device_name: device.name,
      staff_id: person.staffId,
      staff_name: person.name,
    })
  }

  function unbind(asked: UnbindDevice): Outcome {
    const bound = serials.get(asked.device_id)
    if (bound === undefined) return refusal('该设备已解绑。', InternalStatus.alreadyReleased)
    if (bound !== asked.sn_code) return refusal('该设备已绑定其他机具。', InternalStatus.boundElsewhere)
    release(asked.device_id)
    return done()
  }

  function release(deviceId: string): boolean {
    const was = serials.delete(deviceId)
    changed()
    return was
  }

  return {
    freshLink,
    useSetting,
    unbind,
    /** The back office frees a device without asking it. */
    release,
    serialOf: (deviceId: string) => serials.get(deviceId),
    anyBound: () => serials.size > 0,
    hasSerial: (serial: string) => [...serials.values()].includes(serial),
    /** The newest link of a device that is alive and has not done its work yet. */
    shownLink(deviceId: string): { query: string; remainingMs: number } | undefined {
      const link = latest.get(deviceId)
      const remainingMs = link ? link.until - clock.elapsed() : 0
      return link && remainingMs > 0 ? { query: queryOf(link), remainingMs } : undefined
    },
  }
}
