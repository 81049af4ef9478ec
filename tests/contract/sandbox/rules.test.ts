import { createHmac, sign, constants } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openTill, type Json, type Till } from './raw-till.ts'

let till: Till
beforeAll(async () => {
  till = await openTill()
})
afterAll(() => till.sandbox.close())

const hmac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('hex').toUpperCase()

function without(request: Json, path: string): Json {
  return changed(request, path, undefined)
}
function changed(request: Json, path: string, value: unknown): Json {
  const [first = '', ...rest] = path.split('.')
  const inner = rest.length ? changed((request[first] ?? {}) as Json, rest.join('.'), value) : value
  return { ...request, [first]: inner }
}

describe('The code of a call', () => {
  const content = () => JSON.stringify(till.payRequest(till.control.codeOf('wechat-fang')))

  it.each([
    ['made with another key', (text: string) => ({ a: { authen_type: 1, authen_code: hmac('x'.repeat(32), text) } })],
    ['in lower case', (text: string) => ({ a: { authen_type: 1, authen_code: hmac(till.key, text).toLowerCase() } })],
    ['over another text', (text: string) => ({ a: { authen_type: 1, authen_code: hmac(till.key, text + ' ') } })],
    ['of another type', (text: string) => ({ a: { authen_type: 2, authen_code: hmac(till.key, text) } })],
    ['that is missing', () => ({})],
  ])('%s is refused with 101 and 7, without a code, and nothing happens', async (_how, info) => {
    const text = content()
    const before = till.control.orders().length
    const answer = await till.postRaw('/cpay/micro_pay', text, info(text))
    expect(answer.head).toMatchObject({ status: 101, internal: 7, description: '参数authen_code错误.' })
    expect(answer.signed).toBe(false)
    expect(till.control.orders()).toHaveLength(before)
  })

  it('is looked at before anything else: rubbish with a wrong code is a wrong code', async () => {
    const answer = await till.postRaw('/cpay/micro_pay', 'rubbish', { a: { authen_type: 1, authen_code: 'A'.repeat(64) } })
    expect(answer.head.internal).toBe(7)
    const signed = await till.postRaw('/cpay/micro_pay', 'rubbish', {
      a: { authen_type: 1, authen_code: hmac(till.key, 'rubbish') },
    })
    expect(signed.head).toMatchObject({ status: 101, internal: 0 })
  })

  it('is over the text as it was sent, with its blanks and line feed', async () => {
    const text = JSON.stringify(till.payRequest(till.control.codeOf('wechat-fang')), null, 2) + '\n'
    const answer = await till.postRaw('/cpay/micro_pay', text, { a: { authen_type: 1, authen_code: hmac(till.key, text) } })
    expect(answer.head.status).toBe(0)
  })

  it('of an unknown sub-merchant has the same refusal', async () => {
    const request = till.payRequest(till.control.codeOf('wechat-fang'))
    const answer = await till.post('/cpay/micro_pay', changed(request, 'pay_mch_key.out_sub_mch_id', 'sz02000000000000nobody'))
    expect(answer.head).toMatchObject({ status: 101, internal: 7 })
  })

  it('may be a signature for refunds, and only there', async () => {
    const signature = (text: string) => ({
      s: {
        sign_type: 1,
        sign: sign('sha256', Buffer.from(text), {
          key: till.control.merchantPrivateKey(),
          padding: constants.RSA_PKCS1_PSS_PADDING,
          saltLength: constants.RSA_PSS_SALTLEN_MAX_SIGN,
        }).toString('base64'),
      },
    })
    const paid = await till.pay('wechat-fang', 100)
    const text = JSON.stringify(till.refundRequest(paid, 40))
    const answer = await till.postRaw('/cpay/refund', text, signature(text))
    expect(answer.head.status).toBe(0)
    expect(answer.codeIsRight).toBe(true)
    expect((await till.postRaw('/cpay/refund', text + ' ', signature(text))).head.internal).toBe(7)
    const pay = content()
    expect((await till.postRaw('/cpay/micro_pay', pay, signature(pay))).head.internal).toBe(7)
  })
})

describe('A call with a wrong field is refused with 101 and the name of the field', () => {
  const pay = () => till.payRequest(till.control.codeOf('wechat-fang'))
  const cases: [string, (request: Json) => Json, string][] = [
    ['a missing amount', (r) => without(r, 'pay_content.total_fee'), 'pay_content.total_fee'],
    ['no currency', (r) => without(r, 'pay_content.fee_type'), 'pay_content.fee_type'],
    ['a foreign currency', (r) => changed(r, 'pay_content.fee_type', 'USD'), 'pay_content.fee_type'],
    ['an amount of nothing', (r) => changed(r, 'pay_content.total_fee', 0), 'pay_content.total_fee'],
    ['half a fen', (r) => changed(r, 'pay_content.total_fee', 1.5), 'pay_content.total_fee'],
    ['an amount in words', (r) => changed(r, 'pay_content.total_fee', '2'), 'pay_content.total_fee'],
    ['more than 32 bits of fen', (r) => changed(r, 'pay_content.total_fee', 2 ** 31), 'pay_content.total_fee'],
    ['a body of 129 characters', (r) => changed(r, 'pay_content.body', '字'.repeat(129)), 'pay_content.body'],
    ['an empty body', (r) => changed(r, 'pay_content.body', ''), 'pay_content.body'],
    ['a remark of 128 characters', (r) => changed(r, 'pay_content.remark', 'x'.repeat(128)), 'pay_content.remark'],
    ['a number of 33 characters', (r) => changed(r, 'pay_content.out_trade_no', till.prefix + '1'.repeat(25)), 'out_trade_no'],
    ['a number without the prefix', (r) => changed(r, 'pay_content.out_trade_no', '990000520001'), 'pay_content.out_trade_no'],
    ['the bare prefix as number', (r) => changed(r, 'pay_content.out_trade_no', till.prefix), 'pay_content.out_trade_no'],
    ['a code of no wallet', (r) => changed(r, 'pay_content.author_code', '774567890123456789'), 'pay_content.author_code'],
    ['a wallet that is not that of the code', (r) => changed(r, 'pay_mch_key.pay_platform', 2), 'pay_platform'],
    ['an unknown platform', (r) => changed(r, 'pay_mch_key.pay_platform', 9), 'pay_mch_key.pay_platform'],
    ['a sub-platform of another', (r) => changed(r, 'pay_mch_key.sub_pay_platform', 200), 'pay_mch_key.sub_pay_platform'],
    ['another provider', (r) => changed(r, 'pay_mch_key.out_mch_id', 'other'), 'pay_mch_key.out_mch_id'],
    ['another shop', (r) => changed(r, 'pay_mch_key.out_shop_id', 'other'), 'pay_mch_key.out_shop_id'],
    ['an unknown device', (r) => changed(r, 'order_client.device_id', 'B7'), 'order_client.device_id'],
    ['an unknown person', (r) => changed(r, 'order_client.staff_id', '9999'), 'order_client.staff_id'],
    ['no terminal type', (r) => without(r, 'order_client.terminal_type'), 'order_client.terminal_type'],
    ['no machine number', (r) => without(r, 'order_client.machine_no'), 'order_client.machine_no'],
    ['a long version', (r) => changed(r, 'order_client.sdk_version', '1.0.0-beta.1'), 'order_client.sdk_version'],
    ['an address that is none', (r) => changed(r, 'order_client.spbill_create_ip', '300.1.1.1'), 'order_client.spbill_create_ip'],
    ['no serial on a bound device', (r) => without(r, 'order_client.sn_code'), 'order_client.sn_code'],
    ['the serial of another', (r) => changed(r, 'order_client.sn_code', 'GUITAI_X86_0002'), 'order_client.sn_code'],
    ['no nonce', (r) => without(r, 'nonce_str'), 'nonce_str'],
    ['a nonce of 33 characters', (r) => changed(r, 'nonce_str', 'n'.repeat(33)), 'nonce_str'],
    ['a field that does not exist', (r) => changed(r, 'pay_content.time_expire', 1), 'pay_content.time_expire'],
    ['a field of our own at the top', (r) => changed(r, 'x_kiosk', 1), 'x_kiosk'],
  ]

  it.each(cases)('%s', async (_what, spoil, field) => {
    const before = till.control.orders().length
    const answer = await till.post('/cpay/micro_pay', spoil(pay()))
    expect(answer.head).toMatchObject({ status: 101, internal: 0 })
    expect(answer.head.description).toContain(field)
    expect(answer.signed).toBe(false)
    expect(Object.keys(answer.inner)).toEqual(['status', 'description', 'log_id', 'internal_status'])
    expect(till.control.orders()).toHaveLength(before)
  })

  it('also in the calls that ask and give back', async () => {
    const { out_sub_mch_id } = till.facts
    const needsShop = { out_shop_id: undefined, staff_id: '1206' }
    expect((await till.list(needsShop)).head.description).toContain('out_shop_id')
    expect((await till.list({ page_size: 101 })).head.description).toContain('page_size')
    expect((await till.list({ order_type: 6 })).head.description).toContain('order_type')
    expect((await till.totals({ start_time: '0' })).head.description).toContain('start_time')
    const order = { no: till.number(), fee: 2 }
    const refund = till.refundRequest(order, 1)
    for (const field of ['refund_content.out_refund_no', 'pay_mch_key.is_sub_mch_admin', 'order_client.sn_code']) {
      expect((await till.post('/cpay/refund', without(refund, field))).head).toMatchObject({
        status: 101,
        description: expect.stringContaining(field) as unknown,
      })
    }
    const noApprover = without(refund, 'pay_mch_key.authorization_staff_id')
    expect((await till.post('/cpay/refund', noApprover)).head.description).toContain('authorization_staff_id')
    const noPages = { out_mch_id: till.facts['out_mch_id'], out_sub_mch_id, nonce_str: till.nonce() }
    expect((await till.post('/cpay/query_sub_mch_shop_info', noPages)).head.description).toContain('page_num')
  })
})

describe('Answers', () => {
  it('carry a fresh nonce, a log number of 32 bits and the text of success', async () => {
    const first = (await till.pay('wechat-fang')).answer
    const second = (await till.pay('wechat-fang')).answer
    expect(first.body['nonce_str']).toMatch(/^[0-9a-z]{32}$/)
    expect(first.body['nonce_str']).not.toBe(second.body['nonce_str'])
    expect(first.head.log_id).toBeGreaterThan(0)
    expect(first.head.log_id).toBeLessThan(2 ** 32)
    expect(first.head.log_id).not.toBe(second.head.log_id)
  })

  it('of the list calls spell Internal_status with a capital', async () => {
    for (const answer of [await till.list(), await till.totals()]) {
      expect(answer.inner).toHaveProperty('Internal_status', 0)
      expect(answer.inner).not.toHaveProperty('internal_status')
    }
  })

  it('do not mind a repeated nonce, but the log does', async () => {
    const nonce = till.nonce()
    const before = till.logs.filter((line) => line.event === 'nonceRepeated').length
    await till.list({ nonce_str: nonce })
    expect((await till.list({ nonce_str: nonce })).head.status).toBe(0)
    expect(till.logs.filter((line) => line.event === 'nonceRepeated')).toHaveLength(before + 1)
  })

  it('and logs never hold a key, a payment code or a password', async () => {
    const code = till.control.codeOf('wechat-fang')
    await till.pay('wechat-fang')
    await till.login('1206', till.control.staff()[0]?.trainingPassword ?? '')
    const log = JSON.stringify(till.logs)
    expect(log.length).toBeGreaterThan(100)
    for (const secret of [code, till.key, ...till.control.staff().map((person) => person.trainingPassword)]) {
      expect(log).not.toContain(secret)
    }
  })

  it('to what is no call are plain HTTP refusals', async () => {
    expect((await fetch(`${till.origin}/cpay/download_bill`, { method: 'POST' })).status).toBe(404)
    expect((await fetch(`${till.origin}/cpay/micro_pay`)).status).toBe(405)
    const huge = await fetch(`${till.origin}/cpay/micro_pay`, { method: 'POST', body: 'x'.repeat(300_000) })
    expect(huge.status).toBe(413)
    const noJson: unknown = await (await fetch(`${till.origin}/cpay/micro_pay`, { method: 'POST', body: '<xml/>' })).json()
    expect(JSON.parse((noJson as { response_content: string }).response_content)).toMatchObject({ status: 101 })
  })
})

describe('A ping', () => {
  it('tells the time of the server, in seconds', async () => {
    const answer: unknown = await (await fetch(`${till.origin}/cpay/ping`, { method: 'POST', body: '' })).json()
    expect(answer).toMatchObject({ timestamp: Math.floor(till.clock.now() / 1000), status: 0, description: 'ok' })
  })

  it('shows a clock that is wrong, and one that was moved', async () => {
    const told = async () =>
      ((await (await fetch(`${till.origin}/cpay/ping`, { method: 'POST' })).json()) as { timestamp: number }).timestamp
    const right = await told()
    till.control.setSkew(-90_000)
    expect(await told()).toBe(right - 90)
    till.control.setSkew(0)
    till.control.jump(3_600_000)
    expect(await told()).toBe(right + 3600)
  })

  it('has its counterpart in GET / for keeping a line open', async () => {
    expect((await fetch(till.origin)).status).toBe(200)
  })

  it('comes through a line that was kept warm with CR LF', async () => {
    const socket = connect(Number(new URL(till.origin).port), '127.0.0.1')
    const ping = 'POST /cpay/ping HTTP/1.1\r\nhost: till\r\nconnection: keep-alive\r\ncontent-length: 0\r\n\r\n'
    let told = ''
    socket.on('data', (chunk: Buffer) => {
      told += chunk.toString()
    })
    socket.write(ping)
    await vi.waitFor(() => expect(told.match(/timestamp/g)).toHaveLength(1))
    socket.write('\r\n')
    socket.write('\r\n')
    socket.write(ping)
    await vi.waitFor(() => expect(told.match(/timestamp/g)).toHaveLength(2))
    socket.destroy()
  })
})
