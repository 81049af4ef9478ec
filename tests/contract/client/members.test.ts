import { describe, expect, test } from 'vitest'
import { fen } from '../../../contract/money.ts'
import { memberRefusalOf, type CloudPay } from '../../../cloudpay/client/client.ts'
import { MemberRefusal } from '../../../cloudpay/protocol/enums.ts'
import { making } from './one-call.ts'
import { clientOf, contentIn, contentOf, IDENTITY, scripted, sealed } from './scripted-server.ts'

/** Members and top-ups on the wire: what is sent, and how what comes back is read (UNDOCUMENTED 1, RULINGS 12, 15). */

const ids = { out_sub_mch_id: 'sub01', out_shop_id: 'shop01', nonce_str: 'n0nce' }
const NO = `${IDENTITY.orderPrefix}01`
const CARD = '880001206'
const CODE = '134500000000000001'
const recharge = (pay: CloudPay) =>
  pay.recharge({ orderNo: NO, number: CARD, amountFen: fen(10_000), paymentCode: CODE, staffId: '8' })
const adjust = (pay: CloudPay) =>
  pay.adjustMember({ adjustNo: NO, number: CARD, amountFen: fen(-50), remark: '补差额', staffId: '1000' })

describe('looking a member up', () => {
  const told = {
    members: [
      {
        out_card_id: 'c1',
        membership_number: CARD,
        name: '陈静',
        mobile_phone: '136****1206',
        balance_fee: 88_800,
        credits: 12,
        claimed: true,
        activated: false,
        valid_until: 1_900_000_000,
      },
    ],
  }
  test.each([
    ['code', 'author_code'],
    ['number', 'membership_number'],
    ['phone', 'mobile_phone'],
    ['name', 'name'],
  ] as const)('by %s sends that and nothing else', async (by, field) => {
    const { sent } = await making('member_query', { members: [] }, (pay) => pay.queryMember({ by, text: '陈' }))
    expect(sent).toEqual({ ...ids, [field]: '陈' })
  })

  test('tells the card in our words; times are ms', async () => {
    const { result } = await making('member_query', told, (pay) => pay.queryMember({ by: 'name', text: '陈' }))
    expect(result).toMatchObject({
      outcome: 'ok',
      answer: [
        {
          number: CARD,
          cardId: 'c1',
          name: '陈静',
          phone: '136****1206',
          balanceFen: 88_800,
          points: 12,
          claimed: true,
          activated: false,
          validUntil: 1_900_000_000_000,
        },
      ],
    })
  })

  test('takes what is left out as not told, and nobody found as nobody', async () => {
    const bare = { members: [{ membership_number: CARD, balance_fee: 5, valid_until: 0, credits: 'many' }] }
    const { result } = await making('member_query', bare, (pay) => pay.queryMember({ by: 'phone', text: '1' }))
    expect('answer' in result && result.answer).toEqual([
      {
        number: CARD,
        cardId: null,
        name: null,
        phone: null,
        balanceFen: 5,
        points: null,
        claimed: null,
        activated: null,
        validUntil: null,
      },
    ])
    const nobody = await making('member_query', { members: [] }, (pay) => pay.queryMember({ by: 'number', text: '2' }))
    expect(nobody.result).toMatchObject({ outcome: 'ok', answer: [] })
  })

  test('by a number does not take somebody else', async () => {
    const { result } = await making('member_query', told, (pay) => pay.queryMember({ by: 'number', text: '880001311' }))
    expect(result).toMatchObject({ outcome: 'unknown', reason: 'notTrusted' })
  })

  test.each([
    ['no list', {}],
    ['no balance', { members: [{ membership_number: CARD }] }],
    ['half a fen', { members: [{ membership_number: CARD, balance_fee: 0.5 }] }],
    ['no number', { members: [{ balance_fee: 1 }] }],
  ])('that is answered with %s is not answered', async (_what, object) => {
    const { result } = await making('member_query', object, (pay) => pay.queryMember({ by: 'name', text: '陈' }))
    expect(result).toMatchObject({ outcome: 'unknown', reason: 'unreadable' })
  })
})

describe('what may be topped up', () => {
  const rules = (object: Record<string, unknown>) => making('member_recharge_rules', object, (pay) => pay.rechargeRules())

  test('are amounts with bonuses, or any amount', async () => {
    const fixed = await rules({ mode: 1, items: [{ recharge_fee: 10_000, bonus_fee: 800 }], max_fee: 5 })
    expect(fixed.sent).toEqual(ids)
    expect('answer' in fixed.result && fixed.result.answer).toEqual({
      mode: 'fixed',
      tiers: [{ amountFen: 10_000, bonusFen: 800 }],
    })
    const any = await rules({ mode: 2, items: [], max_fee: 500_000 })
    expect('answer' in any.result && any.result.answer).toEqual({ mode: 'any', mostFen: 500_000 })
    expect((await rules({ mode: 2 })).result).toMatchObject({ answer: { mode: 'any', mostFen: null } })
  })

  test.each([
    ['a mode nobody knows', { mode: 3 }],
    ['a bonus below nought', { mode: 1, items: [{ recharge_fee: 100, bonus_fee: -1 }] }],
    ['an amount of nothing', { mode: 1, items: [{ recharge_fee: 0, bonus_fee: 1 }] }],
  ])('with %s are none', async (_what, object) => {
    expect((await rules(object)).result).toMatchObject({ outcome: 'unknown', reason: 'unreadable' })
  })
})

describe('a top-up', () => {
  const order = {
    out_trade_no: NO,
    total_fee: 10_000,
    source_type: 5,
    wxpay_order_content_ext: { current_trade_state: 2 },
  }

  test('is sent with the payer’s code and the till, and told as a sale is, with the bonus', async () => {
    const { result, sent } = await making('member_recharge', { order_content: order, recharge_bonus_fee: 800 }, recharge)
    expect(sent).toMatchObject({
      ...ids,
      out_trade_no: NO,
      membership_number: CARD,
      recharge_fee: 10_000,
      author_code: CODE,
      order_client: { device_id: IDENTITY.deviceId, sn_code: IDENTITY.serialNumber, staff_id: '8' },
    })
    expect(result).toMatchObject({
      outcome: 'ok',
      answer: { orderNo: NO, amountFen: 10_000, tender: 'wechat', verdict: 'paid', isTopUp: true, bonusFen: 800 },
    })
  })

  test.each([
    ['another order', { order_content: { ...order, out_trade_no: '1' }, recharge_bonus_fee: 800 }, 'notTrusted'],
    ['no state', { order_content: { out_trade_no: NO }, recharge_bonus_fee: 800 }, 'unreadable'],
    ['a bonus below nought', { order_content: order, recharge_bonus_fee: -1 }, 'unreadable'],
    ['half a fen of a bonus', { order_content: order, recharge_bonus_fee: 0.5 }, 'unreadable'],
  ])('that is answered with %s is not known', async (_what, object, reason) => {
    expect((await making('member_recharge', object, recharge)).result).toMatchObject({ outcome: 'unknown', reason })
  })

  test('tells no bonus where none is told', async () => {
    const { result } = await making('member_recharge', { order_content: order }, recharge)
    expect(result).toMatchObject({ outcome: 'ok', answer: { bonusFen: null, isTopUp: true } })
  })

  test('says no code in any text', async () => {
    const server = await scripted((_request, response) =>
      response.end(sealed(contentOf({ status: 104, description: `付款码${CODE}无效` }))),
    )
    const { pay, log } = clientOf([server.baseUrl])
    const result = await recharge(pay)
    expect(result).toMatchObject({ outcome: 'refused', text: '付款码…无效' })
    expect(JSON.stringify(log)).not.toContain(CODE)
    await server.close()
  })
})

describe('cash for a card', () => {
  const told = {
    ...{ out_trade_no: NO, membership_number: CARD, recharge_fee: 10_000 },
    ...{ recharge_bonus_fee: 800, balance_fee: 99_600, recharge_time: 1_800_000_000 },
  }
  const cash = (pay: CloudPay) => pay.rechargeCash({ orderNo: NO, number: CARD, amountFen: fen(10_000), staffId: '8' })

  test('is sent without any code, and told with the bonus and what is on the card; times are ms', async () => {
    const { result, sent } = await making('member_recharge_cash', told, cash)
    expect(sent).toMatchObject({
      ...{ ...ids, out_trade_no: NO, membership_number: CARD, recharge_fee: 10_000 },
      order_client: { device_id: IDENTITY.deviceId, sn_code: IDENTITY.serialNumber, staff_id: '8' },
    })
    expect(sent).not.toHaveProperty('author_code')
    expect(result).toMatchObject({ outcome: 'ok', answer: { bonusFen: 800, balanceFen: 99_600, at: 1_800_000_000_000 } })
  })

  test.each([
    ['another number', { out_trade_no: '1' }, 'notTrusted'],
    ['another card', { membership_number: '1' }, 'notTrusted'],
    ['another amount', { recharge_fee: 9999 }, 'notTrusted'],
    ['no balance', { balance_fee: undefined }, 'unreadable'],
    ['a bonus below nought', { recharge_bonus_fee: -1 }, 'unreadable'],
  ])('that is answered with %s is not known', async (_what, more, reason) => {
    const { result } = await making('member_recharge_cash', { ...told, ...more }, cash)
    expect(result).toMatchObject({ outcome: 'unknown', reason })
  })
})

describe('a change by hand', () => {
  test('is sent signed, with the remark and the person, and told with what is left', async () => {
    const { result, sent } = await making('member_adjust', { balance_fee: 88_750, adjust_fee: -50 }, adjust)
    expect(sent).toMatchObject({
      ...ids,
      out_adjust_no: NO,
      membership_number: CARD,
      adjust_fee: -50,
      remark: '补差额',
      order_client: { staff_id: '1000' },
    })
    expect(result).toMatchObject({ outcome: 'ok', answer: { balanceFen: 88_750, amountFen: -50 } })
  })

  test('that is answered with another sum is not known', async () => {
    const { result } = await making('member_adjust', { balance_fee: 88_850, adjust_fee: 50 }, adjust)
    expect(result).toMatchObject({ outcome: 'unknown', reason: 'notTrusted' })
  })

  test.each([
    ['nothing', { amountFen: fen(0) }],
    ['no remark', { remark: '' }],
    ['a remark too long', { remark: '长'.repeat(65) }],
  ])('with %s does not leave', async (_what, more) => {
    const server = await scripted((_request, response) => response.end())
    const { pay } = clientOf([server.baseUrl])
    const whole = { adjustNo: NO, number: CARD, amountFen: fen(-50), remark: '补', staffId: '1000', ...more }
    expect(await pay.adjustMember(whole)).toMatchObject({ outcome: 'unknown', reason: 'notSent' })
    expect(server.got).toEqual([])
    await server.close()
  })
})

describe('a refusal', () => {
  test('is told by its number, when it is signed', async () => {
    let status = 104
    let internal = 0
    const server = await scripted((_request, response) =>
      response.end(
        status === 101
          ? sealed(contentOf({ status, internal_status: internal }), null)
          : sealed(contentOf({ status, internal_status: internal })),
      ),
    )
    const { pay } = clientOf([server.baseUrl])
    for (const [name, number] of Object.entries(MemberRefusal)) {
      internal = number
      expect(memberRefusalOf(await recharge(pay))).toBe(name)
    }
    internal = 407
    expect(memberRefusalOf(await recharge(pay))).toBe(null)
    status = 101
    internal = MemberRefusal.unknownCard
    expect(memberRefusalOf(await recharge(pay)), 'anybody could have said so').toBe(null)
    expect(contentIn(server.got[0])).toMatchObject({ out_trade_no: NO })
    await server.close()
  })
})

test('Cloud Pay’s own hosts are never asked about members', async () => {
  const { pay, log } = clientOf(['https://pay.qcloud.com/cpay/'])
  const calls = [
    recharge(pay),
    adjust(pay),
    pay.rechargeRules(),
    pay.queryMember({ by: 'number', text: CARD }),
    pay.memberFlow({ number: CARD, page: 1, pageSize: 10 }),
  ]
  for (const result of await Promise.all(calls)) {
    expect(result).toMatchObject({ outcome: 'unknown', reason: 'notSent', text: 'this server offers no calls about members' })
  }
  expect(log).toEqual([])
  expect(pay.offersExtensions).toBe(false)
})
