import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { get, openTill, stateOf, type Json, type Till } from './raw-till.ts'

let till: Till
beforeEach(async () => {
  till = await openTill()
})
afterEach(() => till.sandbox.close())

describe('A payment with the code of the customer', () => {
  it.each([
    ['wechat-fang', 2],
    ['alipay-min', 2],
    ['member-jing', 2],
  ])('is paid at once by %s and can be looked up', async (wallet, paid) => {
    const { no, answer, platform } = await till.pay(wallet, 8800)
    expect(answer.head).toMatchObject({ status: 0, internal: 0, description: '操作成功。' })
    expect(answer.codeIsRight).toBe(true)
    expect(stateOf(answer)).toBe(paid)
    expect(answer.body).toMatchObject({
      order_content: { out_trade_no: no, total_fee: 8800, fee_type: 'CNY', trade_type: 1, is_transforming: false },
      pay_mch_key: till.mch(platform),
    })
    const seen = await till.query(no, platform)
    expect(stateOf(seen)).toBe(paid)
    expect(seen.body['order_content']).toEqual(answer.body['order_content'])
    expect(get(seen.body, 'order_content.refunded_fee')).toBeUndefined()
    expect(seen.body['order_client']).toMatchObject({ device_id: 'A1', staff_id: '1206' })
  })

  it.each([
    ['wechat-fang', 9, 2, 5],
    ['alipay-min', 4, 2, 5],
    ['member-jing', 3, 2, 5],
  ])('of %s waits for the password, then is paid or given up as the customer says', async (wallet, waiting, paid, stopped) => {
    till.control.behave(wallet, 'asksPassword')
    const yes = await till.pay(wallet)
    const no = await till.pay(wallet)
    expect(stateOf(yes.answer)).toBe(waiting)
    expect(yes.answer.head.status).toBe(0)
    expect(till.control.answer(wallet, yes.no, true)).toBe(true)
    expect(till.control.answer(wallet, no.no, false)).toBe(true)
    expect(stateOf(await till.query(yes.no, yes.platform))).toBe(paid)
    expect(stateOf(await till.query(no.no, no.platform))).toBe(stopped)
    expect(till.control.answer(wallet, yes.no, false)).toBe(false)
    expect(till.control.orders().find((order) => order.number === yes.no)?.history).toEqual(['initial', 'waiting', 'paid'])
  })

  it('is answered by the customer himself after the seconds that were set', async () => {
    till.control.behave('wechat-fang', 'paysAfter', 7)
    till.control.behave('alipay-min', 'refusesAfter', 7)
    const paying = await till.pay('wechat-fang')
    const refusing = await till.pay('alipay-min')
    till.clock.pass(6_900)
    expect(stateOf(await till.query(paying.no))).toBe(9)
    till.clock.pass(200)
    expect(stateOf(await till.query(paying.no))).toBe(2)
    expect(stateOf(await till.query(refusing.no, 2))).toBe(5)
  })

  it('that the customer refuses is stopped, and one that nobody answers waits for ever', async () => {
    till.control.behave('wechat-fang', 'refuses')
    till.control.behave('wechat-hao', 'neverAnswers')
    expect(stateOf((await till.pay('wechat-fang')).answer)).toBe(5)
    const waiting = await till.pay('wechat-hao')
    till.clock.pass(3_600_000)
    expect(stateOf(await till.query(waiting.no))).toBe(9)
    expect(till.control.answer('wechat-hao', waiting.no, true)).toBe(false)
  })

  it('with too little on the account is refused in words, and the order has failed', async () => {
    till.control.behave('wechat-fang', 'lowBalance')
    const { no, answer, request } = await till.pay('wechat-fang')
    expect(answer.head).toMatchObject({ status: 104, internal: 0 })
    expect(answer.head.description).toContain('余额不足')
    expect(Object.keys(answer.body)).toEqual(['nonce_str'])
    expect(answer.codeIsRight).toBe(true)
    expect(stateOf(await till.query(no))).toBe(10)
    expect((await till.post('/cpay/micro_pay', { ...request, nonce_str: till.nonce() })).head.status).toBe(104)
  })

  it('by member card moves the balance, and fails when the card does not hold enough', async () => {
    const balance = () => till.control.wallets().find((wallet) => wallet.id === 'member-yang')?.balanceFee
    expect(balance()).toBe(600)
    expect((await till.pay('member-yang', 601)).answer.head.status).toBe(104)
    expect((await till.pay('member-yang', 450)).answer.head.status).toBe(0)
    expect(balance()).toBe(150)
  })

  it('uses a code up, even when the payment fails', async () => {
    const code = till.control.codeOf('wechat-fang')
    till.control.behave('wechat-fang', 'refuses')
    await till.post('/cpay/micro_pay', till.payRequest(code))
    till.control.behave('wechat-fang', 'paysAtOnce')
    const again = await till.post('/cpay/micro_pay', till.payRequest(code))
    expect(again.head.status).toBe(104)
    expect(again.head.description).toContain('已被使用')
    expect(till.control.codeOf('wechat-fang')).not.toBe(code)
  })

  it('with a code that has been off the screen for long is refused', async () => {
    const code = till.control.codeOf('wechat-fang')
    till.clock.pass(59_000)
    expect(till.control.codeOf('wechat-fang')).toBe(code)
    till.clock.pass(2_000)
    expect(till.control.codeOf('wechat-fang')).not.toBe(code)
    till.clock.pass(60_000)
    const answer = await till.post('/cpay/micro_pay', till.payRequest(code))
    expect(answer.head.status).toBe(104)
    expect(answer.head.description).toContain('过期')
  })

  it('shows codes of the right length and beginning', () => {
    for (const wallet of till.control.wallets()) {
      const head = { wechat: /^1[0-5]\d{16}$/, alipay: /^(2[5-9]|30)\d{16}$/, memberCard: /^99\d{16}$/ }[wallet.tender]
      for (let i = 0; i < 20; i++) expect(till.control.freshCode(wallet.id)).toMatch(head)
    }
  })
})

describe('A number', () => {
  const change = (request: Json, path: [string, string], value: unknown): Json => ({
    ...request,
    [path[0]]: { ...(request[path[0]] as Json), [path[1]]: value },
    nonce_str: till.nonce(),
  })

  it('with the same content is the same order, whoever sends it again', async () => {
    const { request, answer } = await till.pay('wechat-fang')
    const again = await till.post('/cpay/micro_pay', {
      ...change(request, ['order_client', 'sdk_version'], '9.9'),
      nonce_str: till.nonce(),
    })
    expect(again.head.status).toBe(0)
    expect(again.body['order_content']).toEqual(answer.body['order_content'])
    expect(till.control.orders()).toHaveLength(1)
  })

  it.each([
    ['amount', ['pay_content', 'total_fee'], 3],
    ['text', ['pay_content', 'body'], '别的'],
    ['remark', ['pay_content', 'remark'], '1208 房'],
    ['code', ['pay_content', 'author_code'], '134567890123456789'],
  ] as const)('used again with another %s is answered with 104 and 407', async (_what, path, value) => {
    const { request, no } = await till.pay('wechat-fang')
    const answer = await till.post('/cpay/micro_pay', change(request, [...path], value))
    expect(answer.head).toMatchObject({ status: 104, internal: 407 })
    expect(answer.codeIsRight).toBe(true)
    expect(Object.keys(answer.body)).toEqual(['nonce_str'])
    expect(get((await till.query(no)).body, 'order_content.total_fee')).toBe(2)
  })

  it('of a code payment cannot become a QR order or a refund', async () => {
    const { no, request } = await till.pay('wechat-fang')
    const asQr = await till.post('/cpay/scan_code_pay', till.scanRequest(2, 1, { out_trade_no: no }))
    expect(asQr.head).toMatchObject({ status: 104, internal: 407 })
    const refund = till.refundRequest({ no, fee: 2 }, 1)
    const asRefund = await till.post('/cpay/refund', change(refund, ['refund_content', 'out_refund_no'], no))
    expect(asRefund.head).toMatchObject({ status: 104, internal: 407 })
    expect(request).toBeDefined()
  })

  it('that was never seen is refused by a query with 104', async () => {
    const answer = await till.query(till.number())
    expect(answer.head.status).toBe(104)
    expect(answer.codeIsRight).toBe(true)
  })
})

describe('A QR on the till', () => {
  it.each([
    ['wechat-fang', 1, 6, 3],
    ['alipay-min', 2, 4, 2],
  ])('for %s waits, is scanned, confirmed and paid', async (wallet, platform, waiting, paid) => {
    const request = till.scanRequest(1500, platform)
    const no = get(request, 'pay_content.out_trade_no') as string
    const answer = await till.post('/cpay/scan_code_pay', request)
    expect(answer.head.status).toBe(0)
    const url = answer.body['code_url'] as string
    expect(url.length).toBeLessThanOrEqual(64)
    expect((await till.post('/cpay/scan_code_pay', { ...request, nonce_str: till.nonce() })).body['code_url']).toBe(url)
    expect(stateOf(await till.query(no, platform))).toBe(waiting)
    till.control.behave(wallet, 'asksPassword')
    till.control.scanQr(wallet, url)
    expect(till.control.answer(wallet, no, false)).toBe(true)
    expect(stateOf(await till.query(no, platform))).toBe(waiting)
    till.control.scanQr(wallet, url)
    expect(till.control.answer(wallet, no, true)).toBe(true)
    expect(stateOf(await till.query(no, platform))).toBe(paid)
    expect((await till.close(no, 2, platform)).head.status).toBe(104)
  })

  it.each([
    [1, 7],
    [2, 5],
  ])('dies after two minutes, or when its own time is over (platform %i)', async (platform, closed) => {
    const usual = till.scanRequest(2, platform)
    const short = till.scanRequest(2, platform, { time_expire: Math.floor(till.clock.now() / 1000) + 30 })
    await till.post('/cpay/scan_code_pay', usual)
    const { code_url: url } = (await till.post('/cpay/scan_code_pay', short)).body
    till.clock.pass(31_000)
    expect(stateOf(await till.query(get(short, 'pay_content.out_trade_no') as string, platform))).toBe(closed)
    expect(() => till.control.scanQr(platform === 1 ? 'wechat-fang' : 'alipay-min', String(url))).toThrow('no longer open')
    expect(stateOf(await till.query(get(usual, 'pay_content.out_trade_no') as string, platform))).not.toBe(closed)
    till.clock.pass(90_000)
    expect(stateOf(await till.query(get(usual, 'pay_content.out_trade_no') as string, platform))).toBe(closed)
  })

  it('is closed by the till, twice without harm; a code payment cannot be closed', async () => {
    const request = till.scanRequest()
    const no = get(request, 'pay_content.out_trade_no') as string
    await till.post('/cpay/scan_code_pay', request)
    expect((await till.close(no)).head.status).toBe(0)
    expect((await till.close(no)).head.status).toBe(0)
    expect(stateOf(await till.query(no))).toBe(7)
    till.control.behave('wechat-fang', 'asksPassword')
    const { no: micro } = await till.pay('wechat-fang')
    expect((await till.close(micro, 1)).head.status).toBe(104)
    expect((await till.close(till.number())).head.status).toBe(104)
  })

  it('belongs to one kind of wallet', async () => {
    const { body } = await till.post('/cpay/scan_code_pay', till.scanRequest(2, 1))
    expect(() => till.control.scanQr('alipay-min', String(body['code_url']))).toThrow('another wallet')
    expect((await till.post('/cpay/scan_code_pay', till.scanRequest(2, 3))).head.status).toBe(101)
  })
})
