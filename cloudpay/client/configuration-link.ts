import { BASE_PATH, HOSTS } from '../protocol/enums.ts'

/** What a configuration QR says: which server, which shop, which setting (PROTOCOL 5.10 A). The setting id is a secret. */
export interface ConfigurationLink {
  /** Ends in `/cpay/`. */
  baseUrl: string
  shopId: string
  settingId: string
}

export type LinkReading = { ok: true; link: ConfigurationLink } | { ok: false; fault: 'notALink' | 'foreignHost' | 'malformed' }

const LONGEST = 300
/** Ids are 20 letters or digits; fields allow 32 (PROTOCOL 1). */
const ID = /^[0-9A-Za-z]{1,32}$/

/**
 * Reads the text of a configuration QR, before anything is asked of anybody (UNDOCUMENTED 4). Only the four known hosts
 * over https, and exactly the origins handed in (a sandbox's), are taken. The link is built anew from its two ids and must
 * then equal the text: so nothing that a parser forgives (a port, credentials, dots, escapes, a fragment) gets through.
 */
export function readConfigurationLink(text: string, allowedOrigins: readonly string[]): LinkReading {
  const scanned = text.trim()
  if (!/^https?:\/\//i.test(scanned) || !URL.canParse(scanned)) return { ok: false, fault: 'notALink' }
  const url = new URL(scanned)
  const known = [...HOSTS.map((host) => `https://${host}`), ...allowedOrigins]
  if (!known.includes(url.origin)) return { ok: false, fault: 'foreignHost' }

  const shopId = url.searchParams.get('osi') ?? ''
  const settingId = url.searchParams.get('si') ?? ''
  const baseUrl = `${url.origin}${BASE_PATH}`
  const forms = [`osi=${shopId}&si=${settingId}`, `si=${settingId}&osi=${shopId}`]
  const exact = forms.some((query) => scanned === `${baseUrl}use_device_setting?${query}`)
  if (scanned.length > LONGEST || !ID.test(shopId) || !ID.test(settingId) || !exact) return { ok: false, fault: 'malformed' }
  return { ok: true, link: { baseUrl, shopId, settingId } }
}
