import { afterEach, beforeEach, expect, it } from 'vitest'
import { MemberRefusal } from '../../../cloudpay/protocol/enums.ts'
import { HAO, JING, PING, YANG, openMembersTill, type MembersTill } from './raw-members.ts'

/** Cash that was taken beside the till goes on a card (UNDOCUMENTED 1, BEHAVIOUR F16): no order, credited once for each number. */

let till: MembersTill
beforeEach(async () => {
  till = await openMembersTill()
})
afterEach(() => till.sandbox.close())

const refused = (why: keyof typeof MemberRefusal) => ({ status: 104, internal: MemberRefusal[why] })
const allBalances = () => till.control.members().reduce((sum, one) => sum + one.balanceFee, 0)

it('with its bonus, at once, and no order comes to be', async () => {
  const no = till.number()
  const { head, body } = await till.cash(JING, 20_000, { out_trade_no: no })
  expect(head.status).toBe(0)
  expect(body).toMatchObject({ recharge_fee: 20_000, recharge_bonus_fee: 2000, balance_fee: 110_800 })
  expect(till.balance(JING)).toBe(110_800)
  expect(till.control.orders()).toEqual([])
  expect((await till.list({ order_type: 1, status: 1 })).body['total_count'] ?? 0).toBe(0)
  const [row] = await till.rows(JING)
  expect(row).toMatchObject({ kind: 'recharge', out_trade_no: no, amount_fee: 22_000, bonus_fee: 2000, balance_fee: 110_800 })
})

it('once under its number: the same again answers as it was answered, other content is 407, and a number is one thing only', async () => {
  const no = { out_trade_no: till.number() }
  const first = await till.cash(JING, 20_000, no)
  await till.pay('member-jing', 300)
  const { body } = await till.cash(JING, 20_000, no)
  expect({ ...body, nonce_str: '' }).toEqual({ ...first.body, nonce_str: '' })
  expect((await till.cash(JING, 10_000, no)).head).toMatchObject({ status: 104, internal: 407 })
  expect((await till.cash(YANG, 20_000, no)).head).toMatchObject({ status: 104, internal: 407 })
  expect(till.balance(JING)).toBe(110_500)
  expect(till.balance(YANG)).toBe(600)
  const order = await till.pay('wechat-fang', 100)
  expect((await till.cash(JING, 20_000, { out_trade_no: order.no })).head.internal).toBe(407)
  const asCode = till.rechargeRequest(JING, 20_000, till.control.codeOf('wechat-hao'), no)
  expect((await till.ask('member_recharge', asCode)).head.internal).toBe(407)
})

it('what was refused of a card is refused under that number for ever: whoever gave the cash back is not credited later', async () => {
  const no = { out_trade_no: till.number() }
  till.control.setTopUpRules({ ceilingFee: allBalances() + 10_799 })
  expect((await till.cash(YANG, 10_000, no)).head).toMatchObject(refused('aboveCeiling'))
  till.control.setTopUpRules({ ceilingFee: 100_000_000 })
  expect((await till.cash(YANG, 10_000, no)).head).toMatchObject(refused('aboveCeiling'))
  expect(till.balance(YANG)).toBe(600)
  expect((await till.cash(YANG, 10_000)).head.status).toBe(0)
})

it('keeps to the rules of every top-up', async () => {
  for (const fee of [1, 9999]) expect((await till.cash(JING, fee)).head).toMatchObject(refused('notATier'))
  expect((await till.cash('880009999', 10_000)).head).toMatchObject(refused('unknownCard'))
  expect((await till.cash(HAO, 10_000)).head).toMatchObject(refused('notActivated'))
  expect((await till.cash(PING, 10_000)).head).toMatchObject(refused('expired'))
  till.control.setTopUpRules({ mode: 'any', mostFee: 30_000 })
  expect((await till.cash(JING, 30_001)).head).toMatchObject(refused('aboveMost'))
  expect((await till.cash(JING, 12_345)).body).toMatchObject({ recharge_bonus_fee: 0, balance_fee: 101_145 })
})

it.each([
  ['nought', { recharge_fee: 0 }],
  ['less than nought', { recharge_fee: -1 }],
  ['half a fen', { recharge_fee: 0.5 }],
  ['letters', { recharge_fee: '10000' }],
  ['a number without the prefix', { out_trade_no: '9900000000000001' }],
  ['a payment code', { author_code: '134500000000000001' }],
  ['somebody who does not work here', { order_client: { staff_id: '9999' } }],
])('with %s is a wrong call', async (_what, more) => {
  expect((await till.cash(JING, 10_000, more)).head.status).toBe(101)
  expect(till.balance(JING)).toBe(88_800)
})
