import { ENDPOINTS } from '../protocol/messages/endpoints.ts'
import { readContent, utf8 } from './answer.ts'
import type { ConfigurationLink } from './configuration-link.ts'
import { exchange, type Asked } from './exchange.ts'
import { DEFAULT_LIMITS, type Limits } from './limits.ts'
import { checkedBaseUrl, openNetwork, type Way } from './network.ts'
import { unknown, type CallResult } from './result.ts'

/** What the server hands to a device that shows a good configuration link. `key` is a secret. */
export interface DeviceSetting {
  mchId: string
  subMchId: string
  orderPrefix: string
  key: string
  shopId: string
  shopName: string
  deviceId: string
  deviceName: string
  staffId: string | null
  staffName: string | null
}

/** `serverTime` is epoch ms, to the second; `ms` is how long the answer took. */
export interface Pinged {
  baseUrl: string
  ms: number
  serverTime: number
}

/** Asks all hosts at once with real `ping` calls and answers the first that speaks, or null (PROTOCOL 2). */
export async function pingHosts(
  baseUrls: readonly string[],
  limits: Partial<Limits> = {},
  way: Way = {},
): Promise<Pinged | null> {
  const all = { ...DEFAULT_LIMITS, ...limits }
  const dispatcher = await openNetwork(all, way).dispatcher()
  const ping = async (baseUrl: string): Promise<Pinged> => {
    const url = new URL(ENDPOINTS.ping.path, checkedBaseUrl(baseUrl))
    const since = performance.now()
    const asked: Asked = { method: 'POST', url, body: '', limitMs: all.queryMs, largest: all.answerBytes }
    const end = await exchange(dispatcher, asked)
    const ms = performance.now() - since
    const told = end.kind === 'answered' && end.httpStatus === 200 ? asJson(utf8(end.body)) : null
    const answer = ENDPOINTS.ping.answer.safeParse(told)
    if (!answer.success) throw new Error('no answer to ping')
    return { baseUrl, ms, serverTime: answer.data.timestamp * 1000 }
  }
  try {
    return await Promise.any(baseUrls.map(ping)).catch(() => null)
  } finally {
    void dispatcher.destroy()
  }
}

function asJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * Fetches the settings with a configuration link and binds the serial number (PROTOCOL 5.10 A): a plain GET, answered in
 * clear JSON, so that its only protection is TLS. May be repeated. 104 with 3214: bound to another serial.
 */
export async function fetchDeviceSetting(
  link: ConfigurationLink,
  serialNumber: string,
  limits: Partial<Limits> = {},
  way: Way = {},
): Promise<CallResult<DeviceSetting>> {
  const endpoint = ENDPOINTS.use_device_setting
  const query = endpoint.request.safeParse({ osi: link.shopId, si: link.settingId, sn: serialNumber })
  if (!query.success) return unknown('notSent', 'the link or the serial number breaks the rules of the network')
  const url = new URL(endpoint.path, checkedBaseUrl(link.baseUrl))
  url.search = new URLSearchParams(query.data).toString()

  const all = { ...DEFAULT_LIMITS, ...limits }
  const dispatcher = await openNetwork(all, way).dispatcher()
  const asked: Asked = { method: 'GET', url, limitMs: all.queryMs, largest: all.answerBytes }
  const end = await exchange(dispatcher, asked)
  void dispatcher.destroy()
  if (end.kind === 'failed') return unknown(end.reason, end.text)
  const text = utf8(end.body)
  if (end.httpStatus !== 200 || text === null) return unknown('unreadable', `HTTP status ${end.httpStatus}`)

  const expected = { answerKeys: endpoint.answerKeys, shape: endpoint.answer }
  const read = readContent(text, 'transport', expected, [link.settingId])
  if (read.outcome !== 'ok') return read
  const told = read.answer
  const answer: DeviceSetting = {
    mchId: told.out_mch_id,
    subMchId: told.out_sub_mch_id,
    orderPrefix: told.cloud_cashier_id,
    key: told.authen_key,
    shopId: told.out_shop_id,
    shopName: told.shop_name ?? '',
    deviceId: told.device_id,
    deviceName: told.device_name ?? told.device_id,
    staffId: told.staff_id || null,
    staffName: told.staff_name || null,
  }
  return { outcome: 'ok', answer, logId: read.logId }
}
