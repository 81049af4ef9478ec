import { createHash } from 'node:crypto'
import { startSandbox, type LogLine, type Sandbox, type SandboxOptions } from '../../../cloudpay/sandbox/sandbox.ts'
import { hmac, hmacInfo, postContent, signatureInfo, type Json, type WireAnswer } from '../suite/wire.ts'
import { heldClock, type HeldClock } from '../../support/held-clock.ts'

/** A till reduced to the bare wire, with its hands on the sandbox's controls. */

export type { Json } from '../suite/wire.ts'
export type Answer = WireAnswer

export const SERIAL = 'GUITAI_X86_0001'

export function get(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, step) => (at as Json | undefined)?.[step], value)
}

export async function openTill(deviceId = 'A1', clock: Omit<HeldClock, 'passSettling'> = heldClock(), more: SandboxOptions = {}) {
  const logs: LogLine[] = []
  const sandbox: Sandbox = await startSandbox({ seed: 'contract', clock, log: (line) => logs.push(line), ...more })
  const { control, origin } = sandbox
  const setting: unknown = await (await fetch(`${sandbox.configurationLink(deviceId)}&sn=${SERIAL}`)).json()
  const facts = get(setting, 'use_device_setting') as Record<string, string>
  const key = facts['authen_key'] ?? ''
  const prefix = facts['cloud_cashier_id'] ?? ''
  let counter = 0
  const nonce = () => createHash('md5').update(`nonce${counter++}`).digest('hex')
  const number = () => `${prefix}${String(clock.now())}${String(counter++).padStart(6, '0')}`

  const mch = (platform = 1): Json => ({
    pay_platform: platform,
    sub_pay_platform: platform * 100,
    out_mch_id: facts['out_mch_id'],
    out_sub_mch_id: facts['out_sub_mch_id'],
    out_shop_id: facts['out_shop_id'],
  })
  const orderClient: Json = {
    device_id: deviceId,
    staff_id: '1206',
    terminal_type: 4,
    sub_terminal_type: 1,
    machine_no: '020000000001',
    sdk_version: '0.1.0',
    spbill_create_ip: '127.0.0.1',
    sn_code: SERIAL,
  }

  /** Posts exactly this text, with this code. */
  const postRaw = (path: string, content: string, info: unknown): Promise<Answer> =>
    postContent(origin + path, content, info as Json, key)
  const post = (path: string, content: Json) => {
    const text = JSON.stringify(content)
    return postRaw(path, text, hmacInfo(key, text))
  }

  const payRequest = (code: string, fee = 2, platform = 1, no = number()): Json => ({
    pay_content: { out_trade_no: no, author_code: code, total_fee: fee, fee_type: 'CNY', body: '海风酒店 - 南山店 - 前台' },
    pay_mch_key: mch(platform),
    order_client: orderClient,
    nonce_str: nonce(),
  })
  const scanRequest = (fee = 2, platform = 1, extra: Json = {}): Json => ({
    pay_content: { out_trade_no: number(), total_fee: fee, fee_type: 'CNY', body: '海风酒店', ...extra },
    pay_mch_key: mch(platform),
    order_client: orderClient,
    nonce_str: nonce(),
  })
  const refundRequest = (order: { no: string; fee: number; platform?: number }, fee: number, extra: Json = {}): Json => ({
    refund_content: {
      out_trade_no: order.no,
      out_refund_no: number(),
      total_fee: order.fee,
      refund_fee: fee,
      refund_fee_type: 'CNY',
      refund_reason: '多收',
    },
    pay_mch_key: { ...mch(order.platform), is_sub_mch_admin: false, authorization_staff_id: '1206', ...extra },
    order_client: orderClient,
    api_version: 2,
    nonce_str: nonce(),
  })
  const query = (no: string, platform = 1) =>
    post('/cpay/query_order', { pay_mch_key: mch(platform), order_client: orderClient, out_trade_no: no, nonce_str: nonce() })
  const queryRefund = (no: string, refundNo: string, platform = 1) =>
    post('/cpay/query_refund_order', {
      pay_mch_key: mch(platform),
      order_client: orderClient,
      out_trade_no: no,
      out_refund_no: refundNo,
      nonce_str: nonce(),
    })
  const close = (no: string, tradeType = 2, platform = 1) =>
    post('/cpay/close_order', {
      pay_mch_key: mch(platform),
      order_client: orderClient,
      out_trade_no: no,
      trade_type: tradeType,
      nonce_str: nonce(),
    })
  const reverseRequest = (no: string, platform = 1): Json => ({
    pay_mch_key: { ...mch(platform), sub_pay_platform: undefined },
    order_client: orderClient,
    out_trade_no: no,
    nonce_str: nonce(),
  })
  /** Signed with the merchant's private key, as it must be. */
  const reverse = (request: Json) => {
    const text = JSON.stringify(request)
    return postRaw('/cpay/reverse', text, signatureInfo(control.merchantPrivateKey(), text))
  }
  const span = () => ({ start_time: 1_700_000_000, end_time: Math.floor(clock.now() / 1000) + 86_400 })
  const list = (more: Json = {}) =>
    post('/cpay/query_order_list', {
      out_sub_mch_id: facts['out_sub_mch_id'],
      out_shop_id: facts['out_shop_id'],
      order_type: 3,
      ...span(),
      page_num: 1,
      page_size: 100,
      nonce_str: nonce(),
      ...more,
    })
  const totals = (more: Json = {}) =>
    post('/cpay/query_order_list_overview', {
      out_sub_mch_id: facts['out_sub_mch_id'],
      out_shop_id: facts['out_shop_id'],
      ...span(),
      nonce_str: nonce(),
      ...more,
    })
  const login = (staffId: string, password: string, no = nonce()) => {
    const hash = createHash('sha256').update(`${facts['out_shop_id']}:${staffId}:${password}`).digest('hex').toUpperCase()
    return post('/x-kiosk/v1/staff_login', {
      out_sub_mch_id: facts['out_sub_mch_id'],
      out_shop_id: facts['out_shop_id'],
      device_id: deviceId,
      staff_id: staffId,
      password_proof: hmac(hash, no),
      nonce_str: no,
    })
  }
  const device = (): Json => ({
    out_sub_mch_id: facts['out_sub_mch_id'],
    out_shop_id: facts['out_shop_id'],
    device_id: deviceId,
    nonce_str: nonce(),
  })
  /** Asks a second person by phone; by default Wang Lei asks, who may not refund alone. */
  const askApproval = (no: string, fee: number, more: Json = {}) =>
    post('/x-kiosk/v1/refund_approval_start', { ...device(), staff_id: '1207', out_trade_no: no, refund_fee: fee, ...more })
  const checkApproval = (activator: string, more: Json = {}) =>
    post('/x-kiosk/v1/refund_approval_check', { ...device(), activator, ...more })
  const passwordOf = (staffId: string) => control.staff().find((one) => one.staffId === staffId)?.trainingPassword ?? ''
  /** Pays with the wallet as it behaves now. */
  async function pay(walletId: string, fee = 2) {
    const platform = { w: 1, a: 2, m: 3 }[walletId[0] ?? 'w'] ?? 1
    const request = payRequest(control.codeOf(walletId), fee, platform)
    const no = get(request, 'pay_content.out_trade_no') as string
    const answer = await post('/cpay/micro_pay', request)
    return { no, fee, platform, request, answer }
  }

  return {
    sandbox,
    control,
    origin,
    clock,
    logs,
    facts,
    key,
    prefix,
    orderClient,
    mch,
    nonce,
    number,
    post,
    postRaw,
    payRequest,
    scanRequest,
    refundRequest,
    query,
    queryRefund,
    close,
    reverseRequest,
    reverse,
    list,
    totals,
    login,
    askApproval,
    checkApproval,
    passwordOf,
    pay,
  }
}
export type Till = Awaited<ReturnType<typeof openTill>>

/** The state of an order in an answer, whichever wallet it is of. */
export function stateOf(answer: Answer): unknown {
  const order = answer.body['order_content'] as Json | undefined
  const name = Object.keys(order ?? {}).find((field) => field.endsWith('_order_content_ext'))
  return get(order, `${name ?? ''}.current_trade_state`)
}
