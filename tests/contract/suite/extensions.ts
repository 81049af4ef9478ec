import { EXTENSION_PATH } from '../../../cloudpay/protocol/enums.ts'
import { NotChecked } from './judgement.ts'
import type { Probe } from './probe.ts'

/** The path of an extension of ours; `NotChecked` where a server does not have it, which it need not. */
export async function offered(probe: Probe, name: string, what: string): Promise<string> {
  const { pay } = await probe.till()
  if (!pay.offersExtensions) throw new NotChecked(`not offered: Cloud Pay's own hosts have no ${what}`)
  const call = `/${EXTENSION_PATH}${name}`
  const bare = await fetch(new URL(call, probe.given.baseUrl), { method: 'POST', body: '{}' })
  if (bare.status === 404 || bare.status === 405)
    throw new NotChecked(`not offered: ${call} is answered with HTTP ${bare.status}`)
  return call
}
