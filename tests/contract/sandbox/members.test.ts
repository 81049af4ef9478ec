import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MemberRefusal } from '../../../cloudpay/protocol/enums.ts'
import { FANG, HAI, HAO, JING, PING, YANG, openMembersTill, stateOf, type MembersTill } from './raw-members.ts'

/** Members, their statements, and balances that are changed by hand (UNDOCUMENTED 1, BEHAVIOUR F15, F17). */

let till: MembersTill
beforeEach(async () => {
  till = await openMembersTill()
})
afterEach(() => till.sandbox.close())

describe('A member', () => {
  it('is found by the whole number, and told with a masked phone; the answer is marked as an extension', async () => {
    const { head, body, inner } = await till.query({ membership_number: JING })
    expect(head.status).toBe(0)
    expect(inner['x_extension']).toBe(true)
    expect(body['members']).toEqual([
      {
        out_card_id: 'card0000000000880001',
        membership_number: JING,
        name: '陈静',
        mobile_phone: '136****1206',
        balance_fee: 88_800,
        credits: 0,
        claimed: true,
        activated: true,
        valid_until: 0,
      },
    ])
    expect(till.memberOf(JING).phone).toBe('13600001206')
  })

  it('is told as imported, or as over', async () => {
    expect((await till.query({ membership_number: HAO })).body['members']).toMatchObject([{ claimed: false, activated: false }])
    expect((await till.query({ membership_number: PING })).body['members']).toMatchObject([{ valid_until: 1_609_430_399 }])
  })

  it('is found by the whole phone number, which two can share, and by a part of the name', async () => {
    expect(await till.found({ mobile_phone: '13800001402' })).toEqual([FANG, HAI])
    expect(await till.found({ name: '林' })).toEqual([FANG, HAI])
    expect(await till.found({ name: '静' })).toEqual([JING])
  })

  it.each([
    ['a number that nobody has', { membership_number: '880009999' }],
    ['a part of a number', { membership_number: '88000120' }],
    ['a part of a phone number', { mobile_phone: '1380000140' }],
    ['a masked phone number', { mobile_phone: '138****1402' }],
    ['a name that nobody has', { name: '林静' }],
  ])('is not found by %s: the list is empty', async (_what, way) => {
    const { head, body } = await till.query(way)
    expect(head.status).toBe(0)
    expect(body['members']).toEqual([])
  })

  it('is found by the code of the wallet that holds the card, which can still pay afterwards', async () => {
    const code = till.control.codeOf('wechat-fang')
    expect(await till.found({ author_code: code })).toEqual([FANG])
    expect(await till.found({ author_code: code })).toEqual([FANG])
    expect((await till.post('/cpay/micro_pay', till.payRequest(code, 100))).head.status).toBe(0)
    const used = await till.query({ author_code: code })
    expect(used.head).toMatchObject({ status: 104, internal: 0, description: '付款码已被使用，请刷新后再试。' })
  })

  it('is found by the live code of the card, which can still pay afterwards', async () => {
    const code = till.control.codeOf('member-jing')
    expect(await till.found({ author_code: code })).toEqual([JING])
    expect(stateOf(await till.post('/cpay/micro_pay', till.payRequest(code, 100, 3)))).toBe(2)
  })

  it('is not found by a wallet without a card: never claimed, or of Alipay', async () => {
    expect(await till.found({ author_code: till.control.codeOf('wechat-hao') })).toEqual([])
    till.control.setMember(HAO, { claimed: true })
    expect(await till.found({ author_code: till.control.codeOf('wechat-hao') })).toEqual([HAO])
    expect(await till.found({ author_code: till.control.codeOf('alipay-min') })).toEqual([])
  })

  it('is asked for in one way, with every field that must be there', async () => {
    for (const way of [{}, { name: '林', mobile_phone: '13800001402' }, { name: '' }, { nickname: '林' }]) {
      expect((await till.query(way)).head.status).toBe(101)
    }
    expect((await till.query({ author_code: '134500000000000001' })).head).toMatchObject({
      status: 104,
      description: '付款码无效，请刷新后再试。',
    })
  })
})

describe('A card', () => {
  it('pays, earns a point a whole yuan, and gives the points of what is refunded back', async () => {
    const order = await till.pay('member-jing', 1250)
    expect(till.memberOf(JING)).toMatchObject({ balanceFee: 87_550, points: 12 })
    const partly = async (fee: number) => {
      const answer = await till.refund(order, fee)
      till.clock.pass(3000)
      return answer.head.status
    }
    expect(await partly(150)).toBe(0)
    expect(till.memberOf(JING)).toMatchObject({ balanceFee: 87_700, points: 11 })
    expect(await partly(30)).toBe(0)
    expect(till.memberOf(JING)).toMatchObject({ balanceFee: 87_730, points: 10 })
    expect(await partly(1070)).toBe(0)
    expect(till.memberOf(JING)).toMatchObject({ balanceFee: 88_800, points: 0 })
  })

  it('that is over does not pay', async () => {
    const { answer, no } = await till.pay('member-ping', 100)
    expect(answer.head).toMatchObject({ status: 104, description: '会员卡已过期。' })
    expect(stateOf(await till.queryOrder(no, 3))).toBe(5)
    expect(till.balance(PING)).toBe(7300)
    till.control.setMember(PING, { validUntil: 0 })
    expect((await till.pay('member-ping', 100)).answer.head.status).toBe(0)
  })

  it('is over from the second that it is valid until', async () => {
    till.control.setMember(JING, { validUntil: Math.floor(till.control.now() / 1000) + 60 })
    till.clock.pass(59_999)
    expect((await till.pay('member-jing', 100)).answer.head.status).toBe(0)
    till.clock.pass(1)
    expect((await till.pay('member-jing', 100)).answer.head.status).toBe(104)
  })
})

describe('A change by hand', () => {
  it('is an administrator’s alone', async () => {
    for (const staffId of ['1206', '0001', '9999']) {
      expect((await till.adjust(JING, 100, {}, staffId)).head).toMatchObject({
        status: 104,
        internal: MemberRefusal.notAdmin,
        description: '只有商户管理员可以修改会员卡余额。',
      })
    }
    expect(till.balance(JING)).toBe(88_800)
    const { head, body } = await till.adjust(JING, -800)
    expect(head.status).toBe(0)
    expect(body).toMatchObject({ balance_fee: 88_000, adjust_fee: -800 })
    expect(till.balance(JING)).toBe(88_000)
  })

  it('is done once under its number: the same again answers the same, other content is 407', async () => {
    const no = { out_adjust_no: till.number() }
    expect((await till.adjust(JING, 500, no)).body).toMatchObject({ balance_fee: 89_300 })
    await till.pay('member-jing', 300)
    expect((await till.adjust(JING, 500, no)).body).toMatchObject({ balance_fee: 89_300, adjust_fee: 500 })
    expect((await till.adjust(JING, 501, no)).head).toMatchObject({ status: 104, internal: 407 })
    expect((await till.adjust(JING, 500, { ...no, remark: '别的' })).head).toMatchObject({ status: 104, internal: 407 })
    expect(till.balance(JING)).toBe(89_000)
    const order = await till.pay('wechat-fang', 100)
    expect((await till.adjust(JING, 500, { out_adjust_no: order.no })).head.internal).toBe(407)
    const asOrder = till.payRequest(till.control.codeOf('wechat-fang'), 100, 1, no.out_adjust_no)
    expect((await till.post('/cpay/micro_pay', asOrder)).head.internal).toBe(407)
  })

  it('never takes a balance below nought, nor over the ceiling; what was refused can be asked again', async () => {
    const no = { out_adjust_no: till.number() }
    const below = await till.adjust(YANG, -601, no)
    expect(below.head).toMatchObject({ status: 104, internal: MemberRefusal.belowZero })
    expect(till.balance(YANG)).toBe(600)
    expect((await till.adjust(YANG, -600, no)).body).toMatchObject({ balance_fee: 0 })
    const all = till.control.members().reduce((sum, one) => sum + one.balanceFee, 0)
    till.control.setTopUpRules({ ceilingFee: all + 10 })
    expect((await till.adjust(YANG, 11)).head).toMatchObject({ status: 104, internal: MemberRefusal.aboveCeiling })
    expect((await till.adjust(YANG, 10)).body).toMatchObject({ balance_fee: 10 })
  })

  it.each([
    ['nought', { adjust_fee: 0 }],
    ['no remark', { remark: '' }],
    ['a remark that is too long', { remark: '长'.repeat(65) }],
    ['a number without the prefix', { out_adjust_no: '9900000000000001' }],
    ['half a fen', { adjust_fee: 0.5 }],
    ['a field too many', { balance_fee: 1 }],
  ])('with %s is a wrong call', async (_what, more) => {
    expect((await till.adjust(JING, 100, more)).head.status).toBe(101)
    expect(till.balance(JING)).toBe(88_800)
  })

  it('of a card that nobody has is refused', async () => {
    expect((await till.adjust('880009999', 100)).head).toMatchObject({ status: 104, internal: MemberRefusal.unknownCard })
  })
})

describe('A statement', () => {
  it('tells everything that changed the balance, newest first, each with what was left', async () => {
    const paid = await till.pay('member-jing', 1000)
    till.clock.pass(1000)
    const top = await till.topUp(JING, 10_000)
    till.clock.pass(1000)
    await till.refund(paid, 400)
    till.clock.pass(3000)
    await till.adjust(JING, -50)
    till.clock.pass(1000)
    await till.refund(top, 10_000)
    const at = Math.floor(till.control.now() / 1000)
    expect(await till.rows(JING)).toMatchObject([
      {
        kind: 'recharge_refund',
        out_trade_no: top.no,
        amount_fee: -10_800,
        bonus_fee: -800,
        balance_fee: 88_150,
        create_time: at,
      },
      { kind: 'adjustment', amount_fee: -50, balance_fee: 98_950, remark: '补差额', staff_id: '1000', staff_name: '周航' },
      { kind: 'refund', out_trade_no: paid.no, amount_fee: 400, credits: -4, balance_fee: 99_000 },
      { kind: 'recharge', out_trade_no: top.no, amount_fee: 10_800, bonus_fee: 800, balance_fee: 98_600, staff_id: '1206' },
      { kind: 'payment', out_trade_no: paid.no, amount_fee: -1000, bonus_fee: 0, credits: 10, balance_fee: 87_800 },
    ])
  })

  it('comes in pages', async () => {
    for (const fee of [100, 200, 300]) await till.pay('member-jing', fee)
    const page = async (number: number) => {
      const { body } = await till.flow(JING, number, 2)
      return [body['total_count'], (body['rows'] as { amount_fee: number }[]).map((row) => row.amount_fee)]
    }
    expect(await page(1)).toEqual([3, [-300, -200]])
    expect(await page(2)).toEqual([3, [-100]])
    expect(await page(3)).toEqual([3, []])
    expect((await till.flow(JING, 1, 101)).head.status).toBe(101)
    expect((await till.flow('880009999')).head).toMatchObject({ status: 104, internal: MemberRefusal.unknownCard })
  })
})
