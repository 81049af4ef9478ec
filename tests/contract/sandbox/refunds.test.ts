import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { get, openTill, stateOf, type Answer, type Json, type Till } from './raw-till.ts'

let till: Till
beforeEach(async () => {
  till = await openTill()
})
afterEach(() => till.sandbox.close())

const refund = (order: { no: string; fee: number; platform?: number }, fee: number, extra: Json = {}) =>
  till.post('/cpay/refund', till.refundRequest(order, fee, extra))
const refundNo = (answer: Answer) => get(answer.body, 'refund_order_content.out_refund_no') as string
function refundState(content: unknown): unknown {
  const name = Object.keys(content as Json).find((field) => field.endsWith('_refund_order_content_ext')) ?? ''
  return get(content, `${name}.state`) ?? get(content, `${name}.refund_status`)
}
async function rowOf(no: string) {
  const answer = await till.list({ order_type: 1, status: 1 })
  const entries = answer.body['order_details'] as { order: Json }[]
  return entries.find((entry) => entry.order['out_trade_no'] === no)?.order
}

describe('A refund', () => {
  it.each([
    ['wechat-fang', 1, 4, 4],
    ['alipay-min', 2, 4, 5],
    ['member-jing', 3, 1, 4],
  ])('of %s is accepted, then done; the order shows it as refunded', async (wallet, platform, inWork, refunded) => {
    const order = await till.pay(wallet, 100)
    const answer = await refund(order, 100)
    expect(answer.head.status).toBe(0)
    expect(answer.codeIsRight).toBe(true)
    expect(refundState(answer.body['refund_order_content'])).toBe(inWork)
    expect(stateOf(await till.query(order.no, platform))).toBe(refunded)
    till.clock.pass(3_000)
    const later = await till.queryRefund(order.no, refundNo(answer), platform)
    const rows = later.body['refund_order_content'] as Json[]
    expect(rows).toHaveLength(1)
    expect(refundState(rows[0])).toBe(2)
    expect(rows[0]).toMatchObject({ out_trade_no: order.no, total_fee: 100, refund_fee: 100, refund_fee_type: 'CNY' })
  })

  it('of a part leaves the order as paid in a query, and raises refunded_fee in the list only', async () => {
    const order = await till.pay('wechat-fang', 300)
    await refund(order, 100)
    const seen = await till.query(order.no)
    expect(stateOf(seen)).toBe(2)
    expect(get(seen.body, 'order_content.refunded_fee')).toBeUndefined()
    expect(await rowOf(order.no)).toMatchObject({ refunded_fee: 100, total_fee: 300, wxpay_current_trade_state: 2 })
    await refund(order, 200)
    expect(stateOf(await till.query(order.no))).toBe(4)
    expect(await rowOf(order.no)).toMatchObject({ refunded_fee: 300, wxpay_current_trade_state: 4 })
  })

  it('follows the acceptance list: 0.03 of 0.02 blocked, 0.01, 0.02 blocked, 0.01, then nothing more', async () => {
    const order = await till.pay('wechat-fang', 2)
    const request = { ...till.refundRequest(order, 3) }
    expect((await till.post('/cpay/refund', request)).head).toMatchObject({ status: 104, internal: 0 })
    expect((await refund(order, 1)).head.status).toBe(0)
    expect((await refund(order, 2)).head.status).toBe(104)
    expect((await refund(order, 1)).head.status).toBe(0)
    expect((await refund(order, 1)).head.status).toBe(104)
  })

  it('sent again under the same number is the same refund; with other content it is 407', async () => {
    const order = await till.pay('wechat-fang', 100)
    const request = till.refundRequest(order, 40)
    const first = await till.post('/cpay/refund', request)
    const again = await till.post('/cpay/refund', { ...request, nonce_str: till.nonce() })
    expect(again.body['refund_order_content']).toEqual(first.body['refund_order_content'])
    const other = { ...request, refund_content: { ...(request['refund_content'] as Json), refund_fee: 41 } }
    expect((await till.post('/cpay/refund', other)).head).toMatchObject({ status: 104, internal: 407 })
    expect(await rowOf(order.no)).toMatchObject({ refunded_fee: 40 })
  })

  it('is refused with 104 for an order that is unknown, unpaid, of another total or without money behind it', async () => {
    expect((await refund({ no: till.number(), fee: 2 }, 1)).head.status).toBe(104)
    till.control.behave('wechat-hao', 'neverAnswers')
    expect((await refund(await till.pay('wechat-hao', 5), 1)).head.status).toBe(104)
    const order = await till.pay('wechat-fang', 100)
    expect((await refund({ ...order, fee: 99 }, 1)).head.status).toBe(104)
    till.control.scriptRefunds('noFunds')
    const poor = await refund(order, 1)
    expect(poor.head).toMatchObject({ status: 104, description: expect.stringContaining('余额不足') as unknown })
    expect(poor.codeIsRight).toBe(true)
    expect((await refund(order, 1)).head.status).toBe(0)
    expect((await till.queryRefund(order.no, till.number())).head.status).toBe(104)
  })

  it('that fails gives its part back: the order is paid again', async () => {
    const order = await till.pay('wechat-fang', 100)
    till.control.scriptRefunds('failed', 'needsPerson')
    const failing = await refund(order, 100)
    expect(stateOf(await till.query(order.no))).toBe(4)
    till.clock.pass(3_000)
    expect(stateOf(await till.query(order.no))).toBe(2)
    expect((await rowOf(order.no))?.['refunded_fee']).toBe(0)
    const seen = await till.queryRefund(order.no, refundNo(failing))
    expect(refundState((seen.body['refund_order_content'] as Json[])[0])).toBe(3)
    const byHand = await refund(order, 100)
    till.clock.pass(3_000)
    const manual = await till.queryRefund(order.no, refundNo(byHand))
    expect(refundState((manual.body['refund_order_content'] as Json[])[0])).toBe(5)
  })

  it('gives a member card its money back when it is done', async () => {
    const balance = () => till.control.wallets().find((wallet) => wallet.id === 'member-jing')?.balanceFee
    const before = balance()
    const order = await till.pay('member-jing', 5000)
    await refund(order, 2000)
    expect(balance()).toBe((before ?? 0) - 5000)
    till.clock.pass(3_000)
    expect(balance()).toBe((before ?? 0) - 3000)
  })
})

describe('The right to refund', () => {
  it('is checked in version 2 and not in version 1', async () => {
    const order = await till.pay('wechat-fang', 100)
    const byWang = { authorization_staff_id: '1207' }
    expect((await refund(order, 1, byWang)).head).toMatchObject({
      status: 104,
      description: expect.stringContaining('权限') as unknown,
    })
    expect((await refund(order, 1, { authorization_staff_id: '4711' })).head.status).toBe(104)
    const versionOne = { ...till.refundRequest(order, 1, byWang), api_version: 1 }
    expect((await till.post('/cpay/refund', versionOne)).head.status).toBe(0)
    expect((await refund(order, 1, { authorization_staff_id: '0001' })).head.status).toBe(0)
  })

  it('of an administrator must be true', async () => {
    const order = await till.pay('wechat-fang', 100)
    const asAdmin = { is_sub_mch_admin: true, authorization_staff_id: undefined }
    expect((await refund(order, 1, asAdmin)).head.status).toBe(104)
    const byAdmin = { ...till.refundRequest(order, 1, asAdmin), order_client: { ...till.orderClient, staff_id: '1000' } }
    expect((await till.post('/cpay/refund', byAdmin)).head.status).toBe(0)
  })

  it('leaves the names of operator and approver in the reason', async () => {
    const order = await till.pay('wechat-fang', 100)
    const answer = await refund(order, 1, { authorization_staff_id: '0001', authorization_name: '陈经理' })
    expect(get(answer.body, 'refund_order_content.refund_reason')).toBe('多收\n操作者：李婷\n授权者：陈经理')
  })
})
