import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { depositsOf, holdStateOf, type Deposits } from './raw-deposits.ts'
import { get, openTill, stateOf, type Json, type Till } from './raw-till.ts'

let till: Till
let deposits: Deposits
beforeEach(async () => {
  till = await openTill()
  deposits = depositsOf(till)
})
afterEach(() => till.sandbox.close())

const views = () => till.control.holds()

describe('A hold with the code of the customer', () => {
  it.each([
    ['wechat-fang', 'wxpay'],
    ['alipay-min', 'alipay'],
  ])('comes to be at once by %s and can be looked up', async (wallet, ext) => {
    const { no, platform, answer } = await deposits.hold(wallet, 8800)
    expect(answer.head).toMatchObject({ status: 0, internal: 0, description: '操作成功。' })
    expect(answer.codeIsRight).toBe(true)
    expect(Object.keys(answer.inner)).toContain('micro_freeze')
    expect(answer.body).toMatchObject({
      freeze_order_content: {
        out_freeze_no: no,
        freeze_fee: 8800,
        fee_type: 'CNY',
        cash_fee: 8800,
        trade_type: 1,
        is_transforming: false,
        total_consume_fee: 0,
        [`${ext}_freeze_order_content_ext`]: { current_trade_state: 2 },
      },
      pay_mch_key: till.mch(platform),
    })
    const seen = await deposits.query({ no, platform })
    expect(seen.body['freeze_order_content']).toEqual(answer.body['freeze_order_content'])
    expect(seen.body['order_client']).toMatchObject({ device_id: 'A1', staff_id: '1206' })
    expect(get(seen.body, 'freeze_order_content.time_end')).toBe(Math.floor(till.clock.now() / 1000))
    expect(views()[0]).toMatchObject({ number: no, phase: 'held', leftFee: 8800, history: ['initial', 'held'] })
  })

  it.each([
    ['wechat-fang', 3, 4],
    ['alipay-min', 1, 3],
  ])('of %s waits for the password, then is held or given up as the customer says', async (wallet, waiting, stopped) => {
    till.control.behave(wallet, 'asksPassword')
    const yes = await deposits.hold(wallet)
    const no = await deposits.hold(wallet)
    expect(holdStateOf(yes.answer)).toBe(waiting)
    expect(get(yes.answer.body, 'freeze_order_content.is_transforming')).toBe(true)
    expect(till.control.wallets().find((one) => one.id === wallet)?.holdQuestions).toHaveLength(2)
    expect(till.control.answer(wallet, yes.no, true)).toBe(true)
    expect(till.control.answer(wallet, no.no, false)).toBe(true)
    expect(holdStateOf(await deposits.query(yes))).toBe(2)
    expect(holdStateOf(await deposits.query(no))).toBe(stopped)
    expect(await deposits.sums(no)).toMatchObject({ held: 10, captured: 0, released: 0, auto: 0 })
    expect(get((await deposits.query(no)).body, 'freeze_order_content.time_end')).toBeUndefined()
    expect(till.control.answer(wallet, yes.no, false)).toBe(false)
  })

  it('is answered by the customer himself after a while, refused, never answered or too much for the account', async () => {
    till.control.behave('wechat-fang', 'paysAfter', 7)
    const paying = await deposits.hold('wechat-fang')
    till.clock.pass(6_900)
    expect(holdStateOf(await deposits.query(paying))).toBe(3)
    till.clock.pass(200)
    expect(holdStateOf(await deposits.query(paying))).toBe(2)
    till.control.behave('wechat-fang', 'refusesAfter', 7)
    const refusing = await deposits.hold('wechat-fang')
    till.clock.pass(7_100)
    expect(holdStateOf(await deposits.query(refusing))).toBe(4)
    till.control.behave('wechat-hao', 'refuses')
    expect(holdStateOf((await deposits.hold('wechat-hao')).answer)).toBe(4)
    till.control.behave('wechat-hao', 'neverAnswers')
    const waiting = await deposits.hold('wechat-hao')
    till.clock.pass(3_600_000)
    expect(holdStateOf(await deposits.query(waiting))).toBe(3)
    till.control.behave('wechat-hao', 'lowBalance')
    const { request, answer, ...poor } = await deposits.hold('wechat-hao')
    expect(answer.head).toMatchObject({ status: 104, description: expect.stringContaining('余额不足') as unknown })
    expect(Object.keys(answer.body)).toEqual(['nonce_str'])
    expect(holdStateOf(await deposits.query(poor))).toBe(6)
    expect((await deposits.freeze({ ...request, nonce_str: till.nonce() })).head.status).toBe(104)
  })

  it('is no matter of a member card, nor of a code that is used up', async () => {
    const member = deposits.holdRequest(till.control.codeOf('member-jing'), 10, 3)
    expect((await deposits.freeze(member)).head).toMatchObject({
      status: 101,
      description: expect.stringContaining('pay_platform') as unknown,
    })
    const code = till.control.codeOf('wechat-fang')
    await deposits.freeze(deposits.holdRequest(code))
    expect((await deposits.freeze(deposits.holdRequest(code))).head.description).toContain('已被使用')
    expect((await till.post('/cpay/micro_pay', till.payRequest(code))).head.description).toContain('已被使用')
    expect((await deposits.freeze(deposits.holdRequest('774567890123456789'))).head.description).toContain('author_code')
  })

  it('sent again under the same number is the same hold; with other content it is 407', async () => {
    const { request, answer, no } = await deposits.hold('wechat-fang', 30)
    const again = await deposits.freeze({ ...request, nonce_str: till.nonce() })
    expect(again.body['freeze_order_content']).toEqual(answer.body['freeze_order_content'])
    const other = { ...request, freeze_content: { ...(request['freeze_content'] as Json), freeze_fee: 31 } }
    expect((await deposits.freeze(other)).head).toMatchObject({ status: 104, internal: 407 })
    const asOrder = till.payRequest(till.control.codeOf('wechat-fang'), 30, 1, no)
    expect((await till.post('/cpay/micro_pay', asOrder)).head).toMatchObject({ status: 104, internal: 407 })
    expect(views()).toHaveLength(1)
    expect(till.control.orders()).toEqual([])
  })

  it('is no order: neither a query, a refund nor a close finds it', async () => {
    const { no } = await deposits.hold('wechat-fang', 30)
    expect((await till.query(no)).head.status).toBe(104)
    expect((await till.close(no)).head.status).toBe(104)
    expect((await till.post('/cpay/refund', till.refundRequest({ no, fee: 30 }, 1))).head.status).toBe(104)
  })
})

describe('What a line can do to one hold', () => {
  it('status 3, 103 and 407, though the money is held', async () => {
    for (const [behaviour, status, internal] of [
      ['unknownButPaid', 3, 0],
      ['numberUsedAnswer', 104, 407],
    ] as const) {
      till.control.behave('wechat-fang', behaviour)
      const { answer, request, ...hold } = await deposits.hold('wechat-fang')
      expect(answer.head).toMatchObject({ status, internal })
      expect(holdStateOf(await deposits.query(hold))).toBe(2)
      expect(holdStateOf(await deposits.freeze({ ...request, nonce_str: till.nonce() }))).toBe(2)
    }
    till.control.behave('wechat-fang', 'tryLaterThenPaid')
    const { answer, request } = await deposits.hold('wechat-fang')
    expect(answer.head.status).toBe(103)
    expect(holdStateOf(await deposits.freeze({ ...request, nonce_str: till.nonce() }))).toBe(1)
    till.clock.pass(3_000)
    expect(holdStateOf(await deposits.freeze({ ...request, nonce_str: till.nonce() }))).toBe(2)
  })

  it('no answer, with the money held or with nothing done', async () => {
    till.control.behave('wechat-fang', 'cutButPaid')
    const held = deposits.holdRequest(till.control.codeOf('wechat-fang'))
    await expect(deposits.freeze(held)).rejects.toThrow()
    const no = get(held, 'freeze_content.out_freeze_no') as string
    expect(holdStateOf(await deposits.query({ no, platform: 1 }))).toBe(2)
    till.control.behave('wechat-fang', { customer: 'pays', line: 'lost', times: 2 })
    const lost = deposits.holdRequest(till.control.codeOf('wechat-fang'))
    await expect(deposits.freeze(lost)).rejects.toThrow()
    await expect(deposits.freeze(lost)).rejects.toThrow()
    expect(views()).toHaveLength(1)
    expect(holdStateOf(await deposits.freeze(lost))).toBe(2)
  })

  it('an answer that was changed, signed with another key, or about another hold', async () => {
    till.control.behave('wechat-fang', 'tamperedAnswer')
    expect((await deposits.hold('wechat-fang')).answer).toMatchObject({ signed: true, codeIsRight: false })
    till.control.behave('wechat-fang', 'wrongSignature')
    expect((await deposits.hold('wechat-fang')).answer).toMatchObject({ signed: true, codeIsRight: false })
    till.control.behave('alipay-min', 'otherOrder')
    const { answer, ...waiting } = await deposits.hold('alipay-min', 55)
    expect(answer.codeIsRight).toBe(true)
    expect(get(answer.body, 'freeze_order_content.out_freeze_no')).not.toBe(waiting.no)
    expect(holdStateOf(answer)).toBe(2)
    expect(holdStateOf(await deposits.query(waiting))).toBe(1)
    till.control.behave('wechat-fang', 'slowAnswer', 2)
    const slow = deposits.hold('wechat-fang')
    let told = false
    void slow.then(() => (told = true))
    await expect.poll(() => views().filter((hold) => hold.phase === 'held').length).toBe(3)
    expect(told).toBe(false)
    till.clock.pass(2_000)
    expect(holdStateOf((await slow).answer)).toBe(2)
  })
})

describe('A hold by QR', () => {
  const numberIn = (request: Json) => get(request, 'freeze_content.out_freeze_no') as string

  it('is for Alipay alone, waits as state 1, and is held when the customer scans it', async () => {
    expect((await deposits.qr(deposits.qrRequest(10, 1))).head).toMatchObject({
      status: 101,
      description: expect.stringContaining('pay_platform') as unknown,
    })
    const request = deposits.qrRequest(2500)
    const made = await deposits.qr(request)
    expect(made.head.status).toBe(0)
    expect(Object.keys(made.inner)).toContain('scan_code_freeze')
    const url = String(made.body['code_url'])
    expect(URL.canParse(url)).toBe(true)
    const hold = { no: numberIn(request), platform: 2 }
    expect(holdStateOf(await deposits.query(hold))).toBe(1)
    expect((await deposits.qr({ ...request, nonce_str: till.nonce() })).body['code_url']).toBe(url)
    expect(till.control.wallets().find((one) => one.id === 'alipay-min')?.openHoldQrs).toHaveLength(1)
    expect(till.control.wallets().find((one) => one.id === 'wechat-fang')?.openHoldQrs).toEqual([])
    expect(() => till.control.scanQr('wechat-fang', url)).toThrow('another wallet')
    till.control.scanQr('alipay-min', url)
    expect(holdStateOf(await deposits.query(hold))).toBe(2)
    expect(await deposits.sums(hold)).toMatchObject({ held: 2500 })
    expect(get((await deposits.query(hold)).body, 'freeze_order_content.trade_type')).toBe(2)
    expect(() => till.control.scanQr('alipay-min', url)).toThrow('no longer open')
  })

  it('asks for the password when it is scanned; who walks away may come back until it expires', async () => {
    till.control.behave('alipay-min', 'asksPassword')
    const request = deposits.qrRequest(2500)
    const url = String((await deposits.qr(request)).body['code_url'])
    const hold = { no: numberIn(request), platform: 2 }
    till.control.scanQr('alipay-min', url)
    expect(holdStateOf(await deposits.query(hold))).toBe(1)
    expect(till.control.answer('alipay-min', hold.no, false)).toBe(true)
    till.clock.pass(60_000)
    till.control.scanQr('alipay-min', url)
    expect(till.control.answer('alipay-min', hold.no, true)).toBe(true)
    expect(holdStateOf(await deposits.query(hold))).toBe(2)
    till.clock.pass(60_000)
    expect(holdStateOf(await deposits.query(hold))).toBe(2)
  })

  it('that nobody scans is over after two minutes, or when its expiry says', async () => {
    const request = deposits.qrRequest(2500)
    const url = String((await deposits.qr(request)).body['code_url'])
    till.clock.pass(119_000)
    expect(views()[0]?.phase).toBe('waiting')
    till.clock.pass(1_000)
    expect(holdStateOf(await deposits.query({ no: numberIn(request), platform: 2 }))).toBe(3)
    expect(() => till.control.scanQr('alipay-min', url)).toThrow('no longer open')
    const now = Math.floor(till.clock.now() / 1000)
    const soon = deposits.qrRequest(10, 2, { time_expire: now + 30 })
    await deposits.qr(soon)
    till.clock.pass(30_000)
    expect(holdStateOf(await deposits.query({ no: numberIn(soon), platform: 2 }))).toBe(3)
    expect((await deposits.qr(deposits.qrRequest(10, 2, { time_expire: now }))).head.description).toContain('time_expire')
  })
})

describe('A shop without deposits', () => {
  const internalFault = { status: 104, internal: 0, description: expect.stringContaining('系统内部异常') as unknown }

  it('takes none and spends none, for want of the right or on the Maidan channel; it gives back all the same', async () => {
    const hold = await deposits.hold('alipay-min', 100)
    for (const lack of [{ granted: false }, { channel: 'maidan' as const }]) {
      till.control.setDeposits(lack)
      expect((await deposits.hold('wechat-fang')).answer.head).toMatchObject(internalFault)
      expect((await deposits.qr(deposits.qrRequest())).head).toMatchObject(internalFault)
      expect((await deposits.consume(deposits.consumeRequest(hold, 10))).head).toMatchObject(internalFault)
      expect((await deposits.release(deposits.releaseRequest(hold, 10))).head.status).toBe(0)
      expect(stateOf((await till.pay('wechat-fang')).answer)).toBe(2)
      till.control.setDeposits({ granted: true, channel: 'direct' })
      till.clock.pass(180_000)
    }
    expect(views().map((one) => one.number)).toEqual([hold.no])
    expect((await deposits.consume(deposits.consumeRequest(hold, 80))).head.status).toBe(0)
  })

  it('has them again three minutes after it went back to the direct channel', async () => {
    till.control.setDeposits({ channel: 'maidan' })
    till.control.setDeposits({ channel: 'direct' })
    till.clock.pass(179_000)
    expect((await deposits.hold('wechat-fang')).answer.head).toMatchObject(internalFault)
    expect(till.control.office().deposits).toEqual({ granted: true, channel: 'direct', settlesInMs: 1000 })
    till.clock.pass(1_000)
    expect(holdStateOf((await deposits.hold('wechat-fang')).answer)).toBe(2)
  })
})

describe('The bill on the customer’s phone', () => {
  it('is held to the scanner of the till by its number, and by nobody else’s hand', async () => {
    const shown: string[] = []
    const withScanner = await openTill('A1', undefined, { onShown: (text) => shown.push(text) })
    const { no } = await depositsOf(withScanner).hold('wechat-fang')
    const show = async (body: Json) => {
      const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      return (await fetch(`${withScanner.origin}/sandbox/api/wallet/show`, request)).status
    }
    expect(await show({ wallet: 'wechat-fang', hold: no })).toBe(200)
    expect(await show({ wallet: 'wechat-hao', hold: no })).toBe(409)
    expect(await show({ wallet: 'wechat-fang', hold: withScanner.number() })).toBe(409)
    expect(await show({ wallet: 'wechat-hao' })).toBe(200)
    expect(shown).toEqual([no, withScanner.control.codeOf('wechat-hao')])
    await withScanner.sandbox.close()
  })
})
