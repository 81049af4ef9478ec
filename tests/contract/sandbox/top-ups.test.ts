import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MemberRefusal } from '../../../cloudpay/protocol/enums.ts'
import { FANG, HAO, JING, PING, YANG, get, openMembersTill, stateOf, type Json, type MembersTill } from './raw-members.ts'

/** Putting money on a card (UNDOCUMENTED 1, RULINGS 12, BEHAVIOUR F16): a payment like any other, credited once, when it is paid. */

let till: MembersTill
beforeEach(async () => {
  till = await openMembersTill()
})
afterEach(() => till.sandbox.close())

const refused = (why: keyof typeof MemberRefusal) => ({ status: 104, internal: MemberRefusal[why] })
const allBalances = () => till.control.members().reduce((sum, one) => sum + one.balanceFee, 0)
const credited = (card: string) => till.memberOf(card).rows.filter((row) => row.kind === 'recharge').length

describe('What may be topped up', () => {
  const rules = async () => (await till.ask('member_recharge_rules', {})).body

  it('are listed amounts, each with its bonus', async () => {
    const told = await rules()
    expect(told).toEqual({
      nonce_str: told['nonce_str'],
      mode: 1,
      items: [
        { recharge_fee: 10_000, bonus_fee: 800 },
        { recharge_fee: 20_000, bonus_fee: 2000 },
        { recharge_fee: 50_000, bonus_fee: 6000 },
        { recharge_fee: 100_000, bonus_fee: 15_000 },
      ],
    })
    for (const fee of [1, 9999, 10_001]) expect((await till.topUp(JING, fee)).answer.head).toMatchObject(refused('notATier'))
    expect(till.balance(JING)).toBe(88_800)
  })

  it('or any amount up to the most of one top-up, never with a bonus', async () => {
    till.control.setTopUpRules({ mode: 'any', mostFee: 30_000 })
    expect(await rules()).toMatchObject({ mode: 2, items: [], max_fee: 30_000 })
    expect((await till.topUp(JING, 30_001)).answer.head).toMatchObject(refused('aboveMost'))
    for (const fee of [30_000, 10_000, 1]) {
      expect((await till.topUp(JING, fee)).answer.body).toMatchObject({ recharge_bonus_fee: 0 })
    }
    expect(till.balance(JING)).toBe(88_800 + 40_001)
  })

  it('as long as all balances together, the bonus included, keep below the ceiling', async () => {
    till.control.setTopUpRules({ ceilingFee: allBalances() + 10_799 })
    expect((await till.topUp(YANG, 10_000)).answer.head).toMatchObject(refused('aboveCeiling'))
    till.control.setTopUpRules({ ceilingFee: allBalances() + 10_800 })
    expect((await till.topUp(YANG, 10_000)).answer.head.status).toBe(0)
    expect((await till.topUp(YANG, 10_000)).answer.head).toMatchObject(refused('aboveCeiling'))
  })

  it('two payers who type their passwords at once do not pass the ceiling together', async () => {
    till.control.setTopUpRules({ ceilingFee: allBalances() + 10_800 })
    till.control.behave('wechat-hao', 'asksPassword')
    const first = await till.topUp(YANG, 10_000)
    expect((await till.topUp(JING, 10_000, 'alipay-min')).answer.head).toMatchObject(refused('aboveCeiling'))
    till.control.answer('wechat-hao', first.no, false)
    expect((await till.topUp(JING, 10_000, 'alipay-min')).answer.head.status).toBe(0)
  })
})

describe('A top-up', () => {
  it.each([
    ['wechat-hao', 1],
    ['alipay-min', 2],
  ])('paid by %s credits the amount and the bonus; a query knows it as any other order', async (wallet, platform) => {
    const { no, answer } = await till.topUp(JING, 20_000, wallet)
    expect(answer.inner['x_extension']).toBe(true)
    expect(answer.codeIsRight).toBe(true)
    expect(answer.body).toMatchObject({ recharge_bonus_fee: 2000, pay_mch_key: { pay_platform: platform } })
    expect(stateOf(answer)).toBe(2)
    const seen = await till.queryOrder(no, platform)
    expect(seen.body['order_content']).toEqual(answer.body['order_content'])
    expect(seen.body['order_content']).toMatchObject({ total_fee: 20_000, source_type: 5 })
    expect(get(seen.body, 'order_content.recharge_bonus_fee'), 'no field of ours in a documented call').toBeUndefined()
    expect(till.balance(JING)).toBe(88_800 + 22_000)
    expect(till.memberOf(JING).points, 'points come from spending').toBe(0)
  })

  it('stands in the list as a top-up of this card, and is found by where it comes from', async () => {
    const { no } = await till.topUp(FANG, 10_000)
    const plain = await till.pay('wechat-fang', 300)
    expect(await till.orderRow(no)).toMatchObject({
      is_card_recharge: true,
      source_type: 5,
      recharge_bonus_fee: 800,
      membership_number: FANG,
      out_card_id: 'card0000000000880003',
      sub_pay_platform: 100,
      total_fee: 10_000,
      wxpay_current_trade_state: 2,
    })
    const row = await till.orderRow(plain.no)
    expect(row).toMatchObject({ source_type: 0 })
    expect(row).not.toHaveProperty('is_card_recharge')
    const numbers = async (source: number) => {
      const { body } = await till.list({ order_type: 1, source_type: source })
      return (body['order_details'] as { order: Json }[]).map((entry) => entry.order['out_trade_no'])
    }
    expect(await numbers(5)).toEqual([no])
    expect(await numbers(0)).toEqual([plain.no])
  })

  it('counts in the totals as a payment of its wallet, in a row of its own', async () => {
    const { no, fee, platform } = await till.topUp(FANG, 10_000)
    await till.pay('wechat-fang', 300)
    const totals = async (more: Json = {}) => (await till.totals(more)).body['overviews'] as Json[]
    expect(await totals()).toMatchObject([
      { source_type: 5, sub_pay_platform: 100, success_count: 1, success_amount: 10_000, refund_create_amount: 0 },
      { source_type: 0, sub_pay_platform: 100, success_count: 1, success_amount: 300 },
    ])
    expect((await till.refund({ no, fee, platform }, fee)).head.status).toBe(0)
    expect(await totals({ source_type: 5 })).toMatchObject([
      { source_type: 5, success_amount: 10_000, refund_create_count: 1, refund_create_amount: 10_000 },
    ])
  })

  it('that waits for the password credits nothing until the customer agrees', async () => {
    till.control.behave('wechat-hao', 'asksPassword')
    const { no, answer } = await till.topUp(JING, 10_000)
    expect(stateOf(answer)).toBe(9)
    expect(till.balance(JING)).toBe(88_800)
    till.clock.pass(20_000)
    expect(till.control.answer('wechat-hao', no, true)).toBe(true)
    expect(till.control.answer('wechat-hao', no, true)).toBe(false)
    expect(stateOf(await till.queryOrder(no))).toBe(2)
    expect(till.balance(JING)).toBe(88_800 + 10_800)
    expect(credited(JING)).toBe(1)
  })

  it('is credited by what was promised when it began, also when the tiers have changed or the card is over meanwhile', async () => {
    till.control.behave('wechat-hao', 'paysAfter', 10)
    await till.topUp(JING, 10_000)
    till.control.setTopUpRules({ mode: 'any' })
    till.control.setMember(JING, { validUntil: 1 })
    till.clock.pass(10_000)
    expect(till.balance(JING)).toBe(88_800 + 10_800)
  })

  it.each([
    ['refuses', 5, 0],
    ['lowBalance', 10, 104],
  ] as const)('whose payer %s credits nothing, now or later', async (behaviour, state, status) => {
    till.control.behave('wechat-hao', behaviour)
    const { no, request, answer } = await till.topUp(JING, 10_000)
    expect(answer.head.status).toBe(status)
    expect(stateOf(await till.queryOrder(no))).toBe(state)
    till.control.behave('wechat-hao', 'paysAtOnce')
    await till.ask('member_recharge', request)
    till.clock.pass(600_000)
    expect(till.balance(JING)).toBe(88_800)
    expect(await till.rows(JING)).toEqual([])
  })

  it.each(['cutButPaid', 'unknownButPaid', 'tamperedAnswer', 'serverError', 'numberUsedAnswer'] as const)(
    'whose answer meets %s is credited once, and the same request again tells the truth',
    async (behaviour) => {
      till.control.behave('wechat-hao', behaviour)
      const request = till.rechargeRequest(JING, 10_000, till.control.codeOf('wechat-hao'))
      await till.ask('member_recharge', request).catch(() => undefined)
      expect(till.balance(JING)).toBe(88_800 + 10_800)
      for (let times = 0; times < 3; times++) {
        const again = await till.ask('member_recharge', request)
        expect(stateOf(again)).toBe(2)
        expect(again.body['recharge_bonus_fee']).toBe(800)
      }
      expect(till.balance(JING)).toBe(88_800 + 10_800)
      expect(credited(JING)).toBe(1)
    },
  )

  it('that never arrived has left nothing behind, and is carried out when it is sent again', async () => {
    till.control.behave('wechat-hao', { customer: 'pays', line: 'lost', times: 1 })
    const request = till.rechargeRequest(JING, 10_000, till.control.codeOf('wechat-hao'))
    await expect(till.ask('member_recharge', request)).rejects.toThrow()
    expect((await till.queryOrder(String(request['out_trade_no']))).head.status).toBe(104)
    expect(till.balance(JING)).toBe(88_800)
    expect(stateOf(await till.ask('member_recharge', request))).toBe(2)
    expect(till.balance(JING)).toBe(88_800 + 10_800)
  })

  it('is one content under one number: anything else is 407, and nothing moves', async () => {
    const { request } = await till.topUp(JING, 10_000)
    const others = [{ recharge_fee: 20_000 }, { membership_number: YANG }, { author_code: till.control.codeOf('wechat-fang') }]
    for (const other of others) {
      expect((await till.ask('member_recharge', { ...request, ...other })).head).toMatchObject({ status: 104, internal: 407 })
    }
    const asSale = till.payRequest(till.control.codeOf('wechat-fang'), 10_000, 1, String(request['out_trade_no']))
    expect((await till.post('/cpay/micro_pay', asSale)).head.internal).toBe(407)
    expect(till.balance(JING)).toBe(88_800 + 10_800)
    expect(till.balance(YANG)).toBe(600)
  })

  it('is refused for a card that is unknown, not activated or over, before anything is charged; the code can still pay', async () => {
    const code = till.control.codeOf('wechat-fang')
    const ask = (card: string) => till.ask('member_recharge', till.rechargeRequest(card, 10_000, code))
    const unknown = await ask('880009999')
    expect(unknown.head).toMatchObject({ ...refused('unknownCard'), description: '会员卡不存在。' })
    expect(unknown.codeIsRight).toBe(true)
    expect((await ask(HAO)).head).toMatchObject(refused('notActivated'))
    expect((await ask(PING)).head).toMatchObject(refused('expired'))
    expect(till.control.orders()).toEqual([])
    expect(stateOf(await ask(FANG))).toBe(2)
  })

  it('is never paid for by a card', async () => {
    const code = till.control.codeOf('member-jing')
    for (const card of [JING, YANG]) {
      expect((await till.ask('member_recharge', till.rechargeRequest(card, 10_000, code))).head).toMatchObject(
        refused('paidByCard'),
      )
    }
    expect(till.balance(JING)).toBe(88_800)
    expect(till.balance(YANG)).toBe(600)
  })

  it('with a code that is dead is an order that failed', async () => {
    const request = till.rechargeRequest(JING, 10_000, '134500000000000001')
    expect((await till.ask('member_recharge', request)).head).toMatchObject({
      status: 104,
      description: '付款码无效，请刷新后再试。',
    })
    expect(stateOf(await till.queryOrder(String(request['out_trade_no'])))).toBe(10)
    expect(till.balance(JING)).toBe(88_800)
  })

  it.each([
    ['nothing', { recharge_fee: 0 }],
    ['less than nothing', { recharge_fee: -10_000 }],
    ['half a fen', { recharge_fee: 10_000.5 }],
    ['a code that is none', { author_code: '77' }],
    ['a number without the prefix', { out_trade_no: '9900000000000001' }],
    ['somebody who does not work here', { order_client: { staff_id: '9999' } }],
    ['a till without its serial', { order_client: { sn_code: undefined } }],
    ['a field too many', { recharge_bonus_fee: 1 }],
  ])('of %s is a wrong call', async (_what, more) => {
    const client = 'order_client' in more ? { order_client: { ...till.orderClient, ...more.order_client } } : {}
    const request = till.rechargeRequest(JING, 10_000, till.control.codeOf('wechat-hao'), { ...more, ...client })
    expect((await till.ask('member_recharge', request)).head.status).toBe(101)
    expect(till.balance(JING)).toBe(88_800)
    expect(till.control.orders()).toEqual([])
  })
})
