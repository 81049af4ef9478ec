import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { get, openTill, stateOf, type Json, type Till } from './raw-till.ts'

let till: Till
beforeEach(async () => {
  till = await openTill()
})
afterEach(() => till.sandbox.close())

const request = (wallet = 'wechat-fang', fee = 2) => till.payRequest(till.control.codeOf(wallet), fee)
const numberIn = (asked: Json) => get(asked, 'pay_content.out_trade_no') as string
const raw = (asked: Json) => till.post('/cpay/micro_pay', asked)

describe('What a line can do to one payment', () => {
  it('status 3, but paid: unsigned, and the same request again tells the truth', async () => {
    till.control.behave('wechat-fang', 'unknownButPaid')
    const asked = request()
    const answer = await raw(asked)
    expect(answer.head.status).toBe(3)
    expect(answer.signed).toBe(false)
    expect(stateOf(await till.query(numberIn(asked)))).toBe(2)
    expect(stateOf(await raw({ ...asked, nonce_str: till.nonce() }))).toBe(2)
  })

  it('no answer, but paid', async () => {
    till.control.behave('wechat-fang', 'cutButPaid')
    const asked = request()
    await expect(raw(asked)).rejects.toThrow()
    expect(stateOf(await till.query(numberIn(asked)))).toBe(2)
  })

  it('no answer, and never arrived: the number stays unknown and the code good', async () => {
    till.control.behave('wechat-fang', 'cutNotPaid')
    const asked = request()
    await expect(raw(asked)).rejects.toThrow()
    await expect(raw({ ...asked, nonce_str: till.nonce() })).rejects.toThrow()
    expect((await till.query(numberIn(asked))).head.status).toBe(104)
    expect(till.control.orders()).toEqual([])
    till.control.behave('wechat-fang', { customer: 'pays', line: 'lost', times: 3 })
    await expect(raw(asked)).rejects.toThrow()
    expect(stateOf(await raw(asked))).toBe(2)
    expect(till.control.received().filter((call) => call.path === '/cpay/micro_pay' && call.status === undefined)).toHaveLength(3)
  })

  it('103, then paid: signed, in work at first', async () => {
    till.control.behave('wechat-fang', 'tryLaterThenPaid')
    const asked = request()
    const answer = await raw(asked)
    expect(answer.head.status).toBe(103)
    expect(answer.codeIsRight).toBe(true)
    expect(Object.keys(answer.body)).toEqual(['nonce_str'])
    expect(stateOf(await raw({ ...asked, nonce_str: till.nonce() }))).toBe(1)
    till.clock.pass(3_000)
    expect(stateOf(await raw({ ...asked, nonce_str: till.nonce() }))).toBe(2)
  })

  it('an answer that was changed on the way has the old code', async () => {
    till.control.behave('wechat-fang', 'tamperedAnswer')
    const asked = request('wechat-fang', 88)
    const answer = await raw(asked)
    expect(answer.signed).toBe(true)
    expect(answer.codeIsRight).toBe(false)
    expect(get(answer.body, 'order_content.total_fee')).toBe(89)
    expect(get((await till.query(numberIn(asked))).body, 'order_content.total_fee')).toBe(88)
  })

  it('an answer signed with another key, after paying', async () => {
    till.control.behave('wechat-fang', 'wrongSignature')
    const asked = request()
    const answer = await raw(asked)
    expect(answer.head.status).toBe(0)
    expect(answer.signed).toBe(true)
    expect(answer.codeIsRight).toBe(false)
    expect((await till.query(numberIn(asked))).codeIsRight).toBe(true)
  })

  it('an answer with the content of another, paid order while this one waits', async () => {
    till.control.behave('wechat-fang', 'otherOrder')
    const alone = request()
    const invented = await raw(alone)
    expect(invented.codeIsRight).toBe(true)
    expect(stateOf(invented)).toBe(2)
    expect(get(invented.body, 'order_content.out_trade_no')).not.toBe(numberIn(alone))
    const real = await till.pay('wechat-hao', 300)
    const asked = request()
    const answer = await raw(asked)
    expect(get(answer.body, 'order_content.out_trade_no')).toBe(real.no)
    expect(stateOf(await till.query(numberIn(asked)))).toBe(9)
    expect(stateOf(await till.query(numberIn(alone)))).toBe(9)
  })

  it('an answer held back until its seconds have passed', async () => {
    till.control.behave('wechat-fang', 'slowAnswer', 9)
    const asked = request()
    let arrived = false
    const answer = raw(asked).then((value) => {
      arrived = true
      return value
    })
    await vi.waitFor(() => expect(till.control.orders()).toHaveLength(1))
    till.clock.pass(8_900)
    expect(stateOf(await till.query(numberIn(asked)))).toBe(2)
    expect(arrived).toBe(false)
    till.clock.pass(200)
    expect(stateOf(await answer)).toBe(2)
  })

  it.each([
    ['serverError', 500, 'text/html'],
    ['oversized', 200, 'application/json'],
  ] as const)('%s: rubbish, but paid', async (name, status, type) => {
    till.control.behave('wechat-fang', name)
    const asked = request()
    const { createHmac } = await import('node:crypto')
    const text = JSON.stringify(asked)
    const code = createHmac('sha256', till.key).update(text).digest('hex').toUpperCase()
    const response = await fetch(`${till.origin}/cpay/micro_pay`, {
      method: 'POST',
      body: JSON.stringify({ request_content: text, authen_info: { a: { authen_type: 1, authen_code: code } } }),
    })
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toContain(type)
    const body = await response.text()
    if (name === 'oversized') expect(body.length).toBeGreaterThan(1024 * 1024)
    expect(stateOf(await till.query(numberIn(asked)))).toBe(2)
  })

  it('a phone without a network is never asked, and is once it is back', async () => {
    till.control.behave('wechat-fang', 'asksPassword')
    till.control.setOnline('wechat-fang', false)
    const { no } = await till.pay('wechat-fang')
    const questions = () => till.control.wallets().find((wallet) => wallet.id === 'wechat-fang')?.questions
    expect(questions()).toEqual([])
    expect(till.control.answer('wechat-fang', no, true)).toBe(false)
    till.control.setOnline('wechat-fang', true)
    expect(questions()).toMatchObject([{ number: no, totalFee: 2 }])
    expect(till.control.answer('wechat-fang', no, true)).toBe(true)
  })
})

describe('What the back office can do to all calls', () => {
  it('close every connection before anything is done, and after', async () => {
    till.control.setFaults({ line: 'refused' })
    const asked = request()
    await expect(raw(asked)).rejects.toThrow()
    expect(till.control.orders()).toEqual([])
    till.control.setFaults({ line: 'cut' })
    await expect(raw(asked)).rejects.toThrow()
    till.control.clearFaults()
    expect(stateOf(await till.query(numberIn(asked)))).toBe(2)
  })

  it.each([
    [3, false],
    [103, true],
  ] as const)('answer the next two calls with %i, without carrying them out', async (status, signed) => {
    till.control.setFaults({ statusNext: { status, calls: 2 } })
    const asked = request()
    for (let i = 0; i < 2; i++) {
      const answer = await raw(asked)
      expect(answer.head.status).toBe(status)
      expect(answer.signed).toBe(signed)
      expect(answer.codeIsRight).toBe(signed)
    }
    expect(till.control.orders()).toEqual([])
    expect((await raw(asked)).head.status).toBe(0)
  })

  it('sign with a wrong key', async () => {
    till.control.setFaults({ badHmac: true })
    const answer = await till.list()
    expect(answer.signed).toBe(true)
    expect(answer.codeIsRight).toBe(false)
    till.control.clearFaults()
    expect((await till.list()).codeIsRight).toBe(true)
  })

  it('be slow with every answer', async () => {
    till.control.setFaults({ slowMs: 4_000 })
    let arrived = false
    const answer = till.list().then((value) => {
      arrived = true
      return value
    })
    await vi.waitFor(() => expect(till.control.received().at(-1)?.path).toBe('/cpay/query_order_list'))
    till.clock.pass(3_900)
    till.control.clearFaults()
    await till.query(till.number())
    expect(arrived).toBe(false)
    till.clock.pass(200)
    expect((await answer).head.status).toBe(0)
  })

  it('move the clock, with everything that happens on the way, each at its own time', async () => {
    till.control.behave('wechat-fang', 'paysAfter', 10)
    const { no } = await till.pay('wechat-fang')
    const at = Math.floor(till.clock.now() / 1000)
    till.control.jump(60_000)
    expect(get((await till.query(no)).body, 'order_content.time_end')).toBe(at + 10)
    expect(() => till.control.jump(-1)).toThrow('forward')
  })
})
