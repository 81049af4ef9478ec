import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MemberRefusal } from '../../../cloudpay/protocol/enums.ts'
import { JING, YANG, openMembersTill, stateOf, type MembersTill } from './raw-members.ts'

/** Taking a top-up back, by refund or reversal (UNDOCUMENTED 1, RULINGS 12): whole, with its bonus, and only what the card still holds. */

let till: MembersTill
beforeEach(async () => {
  till = await openMembersTill()
})
afterEach(() => till.sandbox.close())

const refused = (why: keyof typeof MemberRefusal) => ({ status: 104, internal: MemberRefusal[why] })
const credited = (card: string) => till.memberOf(card).rows.filter((row) => row.kind === 'recharge').length

describe('The refund of a top-up', () => {
  it('is of the whole, and takes the bonus back with it', async () => {
    const order = await till.topUp(JING, 20_000)
    expect((await till.refund(order, 10_000)).head).toMatchObject({
      ...refused('wholeOnly'),
      description: '会员卡充值只能全额退款。',
    })
    expect((await till.refund(order, 20_000)).head.status).toBe(0)
    expect(till.balance(JING)).toBe(88_800)
    expect(till.memberOf(JING).rows[0]).toMatchObject({ kind: 'recharge_refund', fee: -22_000, bonusFee: -2000 })
    till.clock.pass(3000)
    expect(stateOf(await till.queryOrder(order.no))).toBe(4)
    expect((await till.refund(order, 20_000)).head.status).toBe(104)
    expect(till.balance(JING)).toBe(88_800)
  })

  it('is refused while the card does not hold the amount and the bonus, to the fen', async () => {
    const order = await till.topUp(YANG, 10_000)
    const sale = await till.pay('member-yang', 601)
    const poor = await till.refund(order, 10_000)
    expect(poor.head).toMatchObject(refused('topUpSpent'))
    expect(poor.head.description).toBe('会员卡余额不足以扣回本次充值和赠送金额，不能退款。')
    expect(till.balance(YANG)).toBe(10_799)
    await till.refund(sale, 1)
    expect((await till.refund(order, 10_000)).head, 'not yet there').toMatchObject(refused('topUpSpent'))
    till.clock.pass(3000)
    expect((await till.refund(order, 10_000)).head.status).toBe(0)
    expect(till.balance(YANG)).toBe(0)
  })

  it('that fails gives both back, and can be tried again', async () => {
    const order = await till.topUp(JING, 10_000)
    till.control.scriptRefunds('failed')
    await till.refund(order, 10_000)
    expect(till.balance(JING)).toBe(88_800)
    till.clock.pass(3000)
    expect(till.balance(JING)).toBe(88_800 + 10_800)
    expect((await till.rows(JING))[0]).toMatchObject({ kind: 'recharge_refund_failed', amount_fee: 10_800, bonus_fee: 800 })
    expect((await till.refund(order, 10_000)).head.status).toBe(0)
    till.clock.pass(3000)
    expect(till.balance(JING)).toBe(88_800)
    expect(credited(JING)).toBe(1)
  })

  it('whose money has to be given by hand leaves the card as it is', async () => {
    const order = await till.topUp(JING, 10_000)
    till.control.scriptRefunds('needsPerson')
    await till.refund(order, 10_000)
    till.clock.pass(3000)
    expect(till.balance(JING)).toBe(88_800)
  })

  it('is the same under the same number, and takes nothing twice', async () => {
    const order = await till.topUp(JING, 10_000)
    const request = till.refundRequest(order, 10_000)
    for (let times = 0; times < 3; times++) expect((await till.post('/cpay/refund', request)).head.status).toBe(0)
    till.clock.pass(3000)
    expect((await till.post('/cpay/refund', request)).head.status).toBe(0)
    expect(till.balance(JING)).toBe(88_800)
  })

  it('that is refused for another reason takes nothing from the card', async () => {
    const order = await till.topUp(JING, 10_000)
    till.control.scriptRefunds('noFunds')
    expect((await till.refund(order, 10_000)).head.status).toBe(104)
    const nobody = { authorization_staff_id: '1207' }
    expect((await till.post('/cpay/refund', till.refundRequest(order, 10_000, nobody))).head.status).toBe(104)
    till.clock.pass(3000)
    expect(till.balance(JING)).toBe(88_800 + 10_800)
  })
})

describe('A top-up that is reversed', () => {
  it('before it was paid credits nothing, whatever the payer does afterwards', async () => {
    till.control.behave('wechat-hao', 'asksPassword')
    const { no } = await till.topUp(JING, 10_000)
    expect((await till.close(no, 1)).head.status, 'a code order is not closed').toBe(104)
    expect((await till.reverse(till.reverseRequest(no))).head.status).toBe(0)
    expect(till.control.answer('wechat-hao', no, true)).toBe(false)
    till.clock.pass(600_000)
    expect(stateOf(await till.queryOrder(no))).toBe(8)
    expect(await till.rows(JING)).toEqual([])
  })

  it('after it was paid takes both back, once, and only when the card holds them', async () => {
    const order = await till.topUp(YANG, 10_000)
    const sale = await till.pay('member-yang', 700)
    expect((await till.reverse(till.reverseRequest(order.no))).head).toMatchObject(refused('topUpSpent'))
    await till.refund(sale, 700)
    till.clock.pass(3000)
    for (let times = 0; times < 2; times++) {
      expect((await till.reverse(till.reverseRequest(order.no))).head.status).toBe(0)
      expect(till.balance(YANG)).toBe(600)
    }
    expect((await till.refund(order, 10_000)).head.status).toBe(104)
    expect(till.balance(YANG)).toBe(600)
  })
})
