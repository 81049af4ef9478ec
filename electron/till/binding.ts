import type { CallResult } from '../../cloudpay/client/result.ts'
import type { DeviceSetting } from '../../cloudpay/client/client.ts'
import { readConfigurationLink, type ConfigurationLink } from '../../cloudpay/client/configuration-link.ts'
import { AuthenType, BASE_PATH, HOSTS } from '../../cloudpay/protocol/enums.ts'
import type { Clock } from '../../contract/clock.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { Log } from './parts.ts'

/** What binds this till to one device record (PROTOCOL 5.10 A). `key` is a secret. */
export interface Binding {
  readonly mchId: string
  readonly subMchId: string
  readonly shopId: string
  readonly shopName: string
  readonly deviceId: string
  readonly deviceName: string
  readonly orderPrefix: string
  readonly authenType: number
  readonly key: string
  readonly serialNumber: string
  /** Origin and path the till was bound at. */
  readonly cloudBase: string
  readonly boundAt: number
}

/** Keeps the binding; see `electron/kiosk/vault.ts`. */
export interface BindingVault {
  read(): Outcome<Binding | null>
  write(binding: Binding): void
}

export interface BindingParts {
  readonly vault: BindingVault
  readonly clock: Clock
  readonly log: Log
  readonly serialNumber: string
  /** Origins beside the four known hosts: a sandbox's. */
  readonly allowedOrigins: readonly string[]
  readonly fetchSetting: (link: ConfigurationLink, serialNumber: string) => Promise<CallResult<DeviceSetting>>
}

const LINK_FAULTS = { notALink: 'bind.notALink', foreignHost: 'bind.foreignHost', malformed: 'bind.malformed' } as const

/**
 * All base URLs a till bound at this one may use: the four hosts of Cloud Pay stand for each other (PROTOCOL 2), and so do
 * the addresses of one sandbox, given as `origins`.
 */
export function baseUrlsOf(cloudBase: string, origins: readonly string[]): string[] {
  const alike = [HOSTS.map((host) => `https://${host}`), origins].map((group) => group.map((origin) => origin + BASE_PATH))
  const group = alike.find((one) => one.includes(cloudBase)) ?? []
  return [cloudBase, ...group.filter((one) => one !== cloudBase)]
}

/** Four digits made of the device's id and serial, so that neighbouring tills never make the same number (PROTOCOL 4). */
export function tillDigits(binding: Pick<Binding, 'deviceId' | 'serialNumber'>): string {
  let sum = 7
  for (const character of `${binding.deviceId} ${binding.serialNumber}`) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return String(sum).padStart(4, '0')
}

/**
 * Binds by a configuration link: reads it, fetches the settings, keeps them in the vault. Nothing is asked of anybody
 * before the link is known to be good (UNDOCUMENTED 4). Faults: `bind.*`, each with what to do.
 */
export async function bindByLink(text: string, parts: BindingParts): Promise<Outcome<Binding>> {
  const reading = readConfigurationLink(text, parts.allowedOrigins)
  if (!reading.ok) return refuse(LINK_FAULTS[reading.fault])
  const result = await parts.fetchSetting(reading.link, parts.serialNumber)
  if (result.outcome === 'unknown') {
    return refuse(result.reason === 'unreadable' || result.reason === 'notTrusted' ? 'bind.unreadableAnswer' : 'bind.noAnswer')
  }
  if (result.outcome === 'refused') {
    const more = {
      platformText: result.text,
      status: result.status,
      internalStatus: result.internalStatus,
      ...(result.logId === null ? {} : { logId: result.logId }),
    }
    if (result.internalStatus === 3214) return refuse('bind.boundElsewhere', more)
    // No number is published for an expired link: it comes as 104 with a text (RULINGS 11).
    return refuse(result.status === 104 ? 'bind.expired' : 'bind.refused', more)
  }
  const { mchId, subMchId, shopId, shopName, deviceId, deviceName, orderPrefix, key } = result.answer
  const binding: Binding = {
    mchId,
    subMchId,
    shopId,
    shopName,
    deviceId,
    deviceName,
    orderPrefix,
    key,
    authenType: AuthenType.hmacSha256,
    serialNumber: parts.serialNumber,
    cloudBase: reading.link.baseUrl,
    boundAt: parts.clock.now(),
  }
  try {
    parts.vault.write(binding)
  } catch (error) {
    // Only the name: the text of such an error may quote what was to be kept.
    parts.log.error('vault.write', { why: error instanceof Error ? error.name : 'unknown' })
    return refuse('bind.notSaved')
  }
  return ok(binding)
}
