import type { KeyObject } from 'node:crypto'
import type { z } from 'zod'
import { DESCRIPTION_WRONG_CODE, EXTENSION_PATH, InternalStatus } from '../protocol/enums.ts'
import { hmacMatches, pssMatches, requestEnvelopeSchema } from '../protocol/envelope.ts'
import type { Binding } from './binding.ts'
import type { Call } from './calls.ts'
import { wrongCall, type Outcome } from './outcome.ts'
import type { Seed } from './seed.ts'

/** What every enveloped call passes before it is carried out: code, shape, place, serial, prefix; in this order. */

export type Admitted = { ok: true; request: Record<string, unknown>; run: () => Outcome } | { ok: false; outcome: Outcome }

interface Parts {
  seed: Seed
  binding: Binding
  /** Made on first use: a key pair takes a while. */
  merchantPublicKey: () => KeyObject
}

const wrongCode = () => wrongCall(DESCRIPTION_WRONG_CODE, InternalStatus.wrongCode)
const no = (outcome: Outcome): Admitted => ({ ok: false, outcome })

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Names the field that is wrong, and how (PROTOCOL 9). */
function wordsFor(issues: readonly z.core.$ZodIssue[], content: unknown): string {
  const issue = issues[0]
  if (!issue) return '参数request_content不正确。'
  const path = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') return `参数${[path, issue.keys[0]].filter(Boolean).join('.')}不支持。`
  const value = issue.path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined),
    content,
  )
  const field = path || 'request_content'
  if (value === undefined) return `参数${field}缺失。`
  if (issue.code === 'too_big' && issue.origin === 'string') return `参数${field}过长。`
  if (issue.code === 'too_small' && issue.origin === 'string') return `参数${field}为空。`
  if (issue.code === 'too_big' || issue.code === 'too_small') return `参数${field}超出范围。`
  if (issue.code === 'invalid_type') return `参数${field}类型错误。`
  return `参数${field}不正确。`
}

export function createGate({ seed, binding, merchantPublicKey }: Parts) {
  const { merchant, devices, staff } = seed

  function codeIsRight(call: Call, content: string, info: z.infer<typeof requestEnvelopeSchema>['authen_info']): boolean {
    if (info.a && call.signature !== 'only') return hmacMatches(merchant.key, content, info.a.authen_code)
    return Boolean(info.s && call.signature !== 'never' && pssMatches(merchantPublicKey(), content, info.s.sign))
  }

  /** Ids must be those of this merchant and its shop (PROTOCOL 2). */
  function placeFault(call: Call, request: Record<string, unknown>): Outcome | undefined {
    const key = request['pay_mch_key'] as Record<string, unknown> | undefined
    const client = request['order_client'] as Record<string, unknown> | undefined
    const at = key ? 'pay_mch_key.' : ''
    const ids = key ?? request
    if (ids['out_sub_mch_id'] !== merchant.outSubMchId) return wrongCode()
    const differs = (name: string, right: string) => ids[name] !== undefined && ids[name] !== right
    if (differs('out_mch_id', merchant.outMchId)) return wrongCall(`参数${at}out_mch_id不正确。`)
    if (differs('out_shop_id', merchant.outShopId)) return wrongCall(`参数${at}out_shop_id不正确。`)
    const platform = key?.['pay_platform']
    const sub = key?.['sub_pay_platform']
    if (typeof platform === 'number' && typeof sub === 'number' && Math.floor(sub / 100) !== platform) {
      return wrongCall('参数pay_mch_key.sub_pay_platform与pay_platform不符。')
    }
    const who = client ?? request
    const whoAt = client ? 'order_client.' : ''
    if (who['device_id'] !== undefined && !devices.some((device) => device.deviceId === who['device_id'])) {
      return wrongCall(`参数${whoAt}device_id不存在。`)
    }
    const signingIn = call.path.startsWith(`/${EXTENSION_PATH}`)
    const person = who['staff_id']
    if (!signingIn && person !== undefined && !staff.some((member) => member.staffId === person)) {
      return wrongCall(`参数${whoAt}staff_id不存在。`)
    }
    return client ? serialFault(call, client) : undefined
  }

  /** A bound device shows its serial; one that is not bound has none (PROTOCOL 4, RULINGS 5). */
  function serialFault(call: Call, client: Record<string, unknown>): Outcome | undefined {
    const device = client['device_id']
    const given = client['sn_code']
    const bound = typeof device === 'string' ? binding.serialOf(device) : undefined
    const needed = typeof device === 'string' ? bound !== undefined : binding.anyBound()
    if (given === undefined || given === '') {
      return needed && call.wantsSerial ? wrongCall('参数order_client.sn_code缺失。') : undefined
    }
    const right = typeof device === 'string' ? given === bound : typeof given === 'string' && binding.hasSerial(given)
    return right ? undefined : wrongCall('参数order_client.sn_code与绑定的机具不符。')
  }

  return function admit(call: Call, body: string): Admitted {
    const outer = parsed(body)
    if (typeof outer !== 'object' || outer === null) return no(wrongCall('请求不是JSON。'))
    if (!('request_content' in outer)) return no(wrongCall('参数request_content缺失。'))
    if (typeof outer.request_content !== 'string') return no(wrongCall('参数request_content类型错误。'))
    const envelope = requestEnvelopeSchema.safeParse(outer)
    if (!envelope.success) return no(wrongCode())
    const { request_content: text, authen_info: info } = envelope.data
    if (!codeIsRight(call, text, info)) return no(wrongCode())

    const content = parsed(text)
    if (typeof content !== 'object' || content === null) return no(wrongCall('参数request_content不是JSON。'))
    const read = call.read(content)
    if (!read.ok) return no(wrongCall(wordsFor(read.issues, content)))
    const fault = placeFault(call, read.request)
    if (fault) return no(fault)
    const made = call.newNumber?.(read.request)
    if (made && (!made.number.startsWith(merchant.prefix) || made.number.length === merchant.prefix.length)) {
      return no(wrongCall(`参数${made.field}缺少订单前缀。`))
    }
    return read
  }
}
