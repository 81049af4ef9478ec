import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { depositsOf, holdStateOf, releaseStateIn, type Deposits } from './raw-deposits.ts'
import { get, openTill, stateOf, type Answer, type Json, type Till } from './raw-till.ts'

let till: Till
let deposits: Deposits
beforeEach(async () => {
  till = await openTill()
  deposits = depositsOf(till)
})
afterEach(() => till.sandbox.close())

const DAY = 86_400_000
const orderNo = (answer: Answer) => get(answer.body, 'order_content.out_trade_no') as string
const refusedFor = (words: string) => ({ status: 104, internal: 0, description: expect.stringContaining(words) as unknown })

describe('A capture', () => {
  it('of WeChat Pay gives the rest back at once, in state 14, and there is no second', async () => {
    const hold = await deposits.hold('wechat-fang', 10)
    const answer = await deposits.consume(deposits.consumeRequest(hold, 1))
    expect(answer.head.status).toBe(0)
    expect(answer.body['order_content']).toMatchObject({
      total_fee: 1,
      cash_fee: 1,
      trade_type: 1,
      wxpay_order_content_ext: { current_trade_state: 14 },
      out_freeze_no: hold.no,
      freeze_fee: 10,
      is_deposit_mode: true,
      is_confirm_unfreeze: true,
      manual_unfreeze_fee: 9,
      freeze_id: get(hold.answer.body, 'freeze_order_content.freeze_id'),
      transaction_id: get(hold.answer.body, 'freeze_order_content.freeze_id'),
    })
    expect((await till.query(orderNo(answer))).body['order_content']).toEqual(answer.body['order_content'])
    expect(await deposits.sums(hold)).toEqual({ state: 5, held: 10, captured: 1, released: 9, auto: 0, refunded: 0 })
    expect((await deposits.consume(deposits.consumeRequest(hold, 1))).head).toMatchObject(refusedFor('超过剩余押金'))
    expect((await deposits.release(deposits.releaseRequest(hold, 1))).head).toMatchObject(refusedFor('超过剩余押金'))
  })

  it('of WeChat Pay that would keep the rest is a wrong call', async () => {
    const hold = await deposits.hold('wechat-fang', 10)
    const answer = await deposits.consume(deposits.consumeRequest(hold, 1, false))
    expect(answer.head).toMatchObject({
      status: 101,
      description: expect.stringContaining('is_confirm_unfreeze') as unknown,
    })
    expect(await deposits.sums(hold)).toMatchObject({ state: 2, captured: 0, released: 0 })
  })

  it('of Alipay may keep the rest, so that several are possible until nothing is left', async () => {
    const hold = await deposits.hold('alipay-min', 10)
    const first = await deposits.consume(deposits.consumeRequest(hold, 3, false))
    expect(stateOf(first)).toBe(2)
    expect(first.body['order_content']).toMatchObject({ is_confirm_unfreeze: false, manual_unfreeze_fee: 0 })
    expect(await deposits.sums(hold)).toMatchObject({ state: 2, captured: 3, released: 0 })
    expect((await deposits.consume(deposits.consumeRequest(hold, 8, false))).head).toMatchObject(refusedFor('超过剩余押金'))
    expect((await deposits.consume(deposits.consumeRequest(hold, 7, false))).head.status).toBe(0)
    expect(await deposits.sums(hold)).toMatchObject({ state: 3, captured: 10, released: 0 })
    const other = await deposits.hold('alipay-min', 10)
    await deposits.consume(deposits.consumeRequest(other, 4, true))
    expect(await deposits.sums(other)).toMatchObject({ state: 3, captured: 4, released: 6 })
  })

  it('sent again under the same number is the same order; with other content it is 407', async () => {
    const hold = await deposits.hold('alipay-min', 10)
    const request = deposits.consumeRequest(hold, 3, false)
    const first = await deposits.consume(request)
    const again = await deposits.consume({ ...request, nonce_str: till.nonce() })
    expect(again.body['order_content']).toEqual(first.body['order_content'])
    const other = { ...request, pay_content: { ...(request['pay_content'] as Json), total_fee: 4 } }
    expect((await deposits.consume(other)).head).toMatchObject({ status: 104, internal: 407 })
    expect((await deposits.consume(deposits.consumeRequest(hold, 3, false, { out_trade_no: hold.no }))).head.internal).toBe(407)
    expect(await deposits.sums(hold)).toMatchObject({ captured: 3 })
  })

  it('is refused for a hold that is unknown, not held, or of the other wallet', async () => {
    expect((await deposits.consume(deposits.consumeRequest({ no: '0100005299', platform: 2 }, 1))).head).toMatchObject(
      refusedFor('不存在'),
    )
    till.control.behave('wechat-fang', 'asksPassword')
    expect((await deposits.consume(deposits.consumeRequest(await deposits.hold('wechat-fang'), 1))).head).toMatchObject(
      refusedFor('未冻结成功'),
    )
    const hold = await deposits.hold('alipay-min', 10)
    expect((await deposits.consume(deposits.consumeRequest({ ...hold, platform: 1 }, 1))).head.status).toBe(101)
  })

  it('may be slow, unheard or lost, as it is scripted', async () => {
    const hold = await deposits.hold('wechat-fang', 10)
    till.control.scriptCaptures('lost', 'slow')
    const request = deposits.consumeRequest(hold, 4)
    await expect(deposits.consume(request)).rejects.toThrow()
    expect(await deposits.sums(hold)).toMatchObject({ captured: 0, released: 0 })
    expect(stateOf(await deposits.consume(request))).toBe(12)
    expect(await deposits.sums(hold)).toMatchObject({ state: 5, captured: 4, released: 6 })
    till.clock.pass(3_000)
    expect(stateOf(await till.query(get(request, 'pay_content.out_trade_no') as string))).toBe(14)
    const other = await deposits.hold('alipay-min', 10)
    till.control.scriptCaptures('unheard')
    const unheard = deposits.consumeRequest(other, 4)
    await expect(deposits.consume(unheard)).rejects.toThrow()
    expect(stateOf(await till.query(get(unheard, 'pay_content.out_trade_no') as string, 2))).toBe(2)
    expect(await deposits.sums(other)).toMatchObject({ captured: 4, released: 6 })
  })
})

describe('A refund of what was captured', () => {
  const refund = (order: { no: string; fee: number; platform: number }, fee: number, holdNo?: string) => {
    const request = till.refundRequest(order, fee)
    const content = request['refund_content'] as Json
    return till.post('/cpay/refund', { ...request, refund_content: { ...content, out_freeze_no: holdNo } })
  }

  it.each([
    ['wechat-fang', 4],
    ['alipay-min', 5],
  ])('of %s names the hold and raises its total; the capture keeps its part of the hold', async (wallet, refunded) => {
    const hold = await deposits.hold(wallet, 100)
    const capture = await deposits.consume(deposits.consumeRequest(hold, 60))
    const order = { no: orderNo(capture), fee: 60, platform: hold.platform }
    for (const wrong of [undefined, till.number()]) {
      expect((await refund(order, 10, wrong)).head).toMatchObject({
        status: 101,
        description: expect.stringContaining('out_freeze_no') as unknown,
      })
    }
    const answer = await refund(order, 10, hold.no)
    expect(answer.body['refund_order_content']).toMatchObject({ is_deposit_mode: true, out_freeze_no: hold.no, freeze_fee: 100 })
    expect(await deposits.sums(hold)).toMatchObject({ held: 100, captured: 60, released: 40, refunded: 10 })
    expect((await refund(order, 51, hold.no)).head.status).toBe(104)
    expect((await refund(order, 50, hold.no)).head.status).toBe(0)
    expect(await deposits.sums(hold)).toMatchObject({ captured: 60, released: 40, refunded: 60 })
    expect(stateOf(await till.query(order.no, hold.platform))).toBe(refunded)
  })

  it('that fails is taken out of the total again; one of an ordinary payment names no hold', async () => {
    const hold = await deposits.hold('wechat-fang', 100)
    const order = { no: orderNo(await deposits.consume(deposits.consumeRequest(hold, 60))), fee: 60, platform: 1 }
    till.control.scriptRefunds('failed')
    await refund(order, 60, hold.no)
    expect(await deposits.sums(hold)).toMatchObject({ refunded: 60 })
    till.clock.pass(3_000)
    expect(await deposits.sums(hold)).toMatchObject({ refunded: 0 })
    const plain = await till.pay('wechat-fang', 60)
    expect((await refund(plain, 10, hold.no)).head.status).toBe(101)
    expect((await refund(plain, 10)).head.status).toBe(0)
  })
})

describe('A release', () => {
  it.each([
    ['wechat-fang', 5],
    ['alipay-min', 3],
  ])('of %s gives back a part or all of what is left, and never more', async (wallet, gone) => {
    const hold = await deposits.hold(wallet, 10)
    const answer = await deposits.release(deposits.releaseRequest(hold, 4))
    expect(answer.head.status).toBe(0)
    expect(Object.keys(answer.inner)).toContain('unfreeze')
    const content = answer.body['unfreeze_order_content'] as Json
    expect(content).toMatchObject({ out_freeze_no: hold.no, unfreeze_fee: 4, is_transforming: false, remark: '退押金' })
    expect(releaseStateIn(content)).toBe(2)
    expect(await deposits.sums(hold)).toMatchObject({ state: 2, released: 4 })
    expect((await deposits.release(deposits.releaseRequest(hold, 7))).head).toMatchObject(refusedFor('超过剩余押金'))
    expect((await deposits.release(deposits.releaseRequest(hold, 6))).head.status).toBe(0)
    expect(await deposits.sums(hold)).toEqual({ state: gone, held: 10, captured: 0, released: 10, auto: 0, refunded: 0 })
    expect((await deposits.release(deposits.releaseRequest(hold, 1))).head).toMatchObject(refusedFor('超过剩余押金'))
    const all = (await deposits.releases(hold)).body
    expect((all['unfreeze_order_content'] as Json[]).map((one) => one['unfreeze_fee'])).toEqual([4, 6])
    expect(all['order_client']).toHaveLength(2)
    const one = await deposits.releases(hold, content['out_unfreeze_no'] as string)
    expect(one.body['unfreeze_order_content']).toEqual([content])
    expect((await deposits.releases(hold, till.number())).head).toMatchObject(refusedFor('不存在'))
  })

  it('sent again under the same number is the same release; with other content it is 407', async () => {
    const hold = await deposits.hold('wechat-fang', 10)
    const request = deposits.releaseRequest(hold, 4)
    const first = await deposits.release(request)
    const again = await deposits.release({ ...request, nonce_str: till.nonce() })
    expect(again.body['unfreeze_order_content']).toEqual(first.body['unfreeze_order_content'])
    const other = { ...request, unfreeze_content: { ...(request['unfreeze_content'] as Json), unfreeze_fee: 5 } }
    expect((await deposits.release(other)).head).toMatchObject({ status: 104, internal: 407 })
    expect(await deposits.sums(hold)).toMatchObject({ released: 4 })
  })

  it('is nobody’s but a real administrator’s or of somebody who may refund', async () => {
    const hold = await deposits.hold('wechat-fang', 10)
    for (const key of [{ authorization_staff_id: '1207' }, { authorization_staff_id: '4711' }, { is_sub_mch_admin: true }]) {
      expect((await deposits.release(deposits.releaseRequest(hold, 1, key))).head).toMatchObject(refusedFor('权限'))
    }
    expect((await deposits.release(deposits.releaseRequest(hold, 1, { authorization_staff_id: '0001' }))).head.status).toBe(0)
    const admin = { is_sub_mch_admin: true, authorization_staff_id: undefined }
    const byAdmin = { ...deposits.releaseRequest(hold, 1, admin), order_client: { ...till.orderClient, staff_id: '1000' } }
    expect((await deposits.release(byAdmin)).head.status).toBe(0)
    expect(await deposits.sums(hold)).toMatchObject({ released: 2 })
  })

  it('is refused for a hold that is unknown, not held, or of the other wallet', async () => {
    const nobodys = { no: '0100005299', platform: 1 }
    expect((await deposits.release(deposits.releaseRequest(nobodys, 1))).head).toMatchObject(refusedFor('不存在'))
    expect((await deposits.releases(nobodys)).head).toMatchObject(refusedFor('不存在'))
    expect((await deposits.query(nobodys)).head).toMatchObject(refusedFor('不存在'))
    till.control.behave('wechat-fang', 'asksPassword')
    const waiting = await deposits.hold('wechat-fang')
    expect((await deposits.release(deposits.releaseRequest(waiting, 1))).head).toMatchObject(refusedFor('未冻结成功'))
    const hold = { ...(await deposits.hold('alipay-min', 10)), platform: 1 }
    expect((await deposits.release(deposits.releaseRequest(hold, 1))).head.status).toBe(101)
    expect((await deposits.query(hold)).head.status).toBe(101)
    expect((await deposits.releases(hold)).head.status).toBe(101)
  })

  it('may be slow, fail, go unheard or be lost, as it is scripted', async () => {
    const hold = await deposits.hold('wechat-fang', 10)
    till.control.scriptReleases('slow', 'failed', 'lost', 'unheard')
    const stateNow = async (request: Json) => {
      const no = get(request, 'unfreeze_content.out_unfreeze_no') as string
      return releaseStateIn(((await deposits.releases(hold, no)).body['unfreeze_order_content'] as Json[])[0])
    }
    const slow = deposits.releaseRequest(hold, 1)
    expect(get((await deposits.release(slow)).body, 'unfreeze_order_content.is_transforming')).toBe(true)
    const failing = deposits.releaseRequest(hold, 9)
    await deposits.release(failing)
    expect(await stateNow(slow)).toBe(1)
    expect(await deposits.sums(hold)).toMatchObject({ state: 5, released: 10 })
    till.clock.pass(3_000)
    expect([await stateNow(slow), await stateNow(failing)]).toEqual([2, 3])
    expect(await deposits.sums(hold)).toMatchObject({ state: 2, released: 1 })
    const lost = deposits.releaseRequest(hold, 2)
    await expect(deposits.release(lost)).rejects.toThrow()
    expect(await deposits.sums(hold)).toMatchObject({ released: 1 })
    await expect(deposits.release(lost)).rejects.toThrow()
    expect(await deposits.sums(hold)).toMatchObject({ released: 3 })
  })
})

describe('Thirty days after a hold', () => {
  it.each([
    ['wechat-fang', 5],
    ['alipay-min', 3],
  ])('what is left of %s goes back by itself, and is booked as that', async (wallet, gone) => {
    const hold = await deposits.hold(wallet, 10)
    await deposits.release(deposits.releaseRequest(hold, 3))
    till.control.jump(30 * DAY - 1000)
    expect(await deposits.sums(hold)).toMatchObject({ state: 2, released: 3, auto: 0 })
    expect(till.control.holds()[0]).toMatchObject({ remainingMs: 1000, leftFee: 7 })
    till.control.jump(1000)
    expect(await deposits.sums(hold)).toEqual({ state: gone, held: 10, captured: 0, released: 3, auto: 7, refunded: 0 })
    expect((await deposits.consume(deposits.consumeRequest(hold, 1))).head).toMatchObject(refusedFor('超过剩余押金'))
    expect((await deposits.release(deposits.releaseRequest(hold, 1))).head).toMatchObject(refusedFor('超过剩余押金'))
  })

  it('count from when it came to be, not from when it was asked for; nothing comes of what is gone already', async () => {
    till.control.behave('wechat-fang', 'paysAfter', 60)
    const late = await deposits.hold('wechat-fang', 10)
    till.clock.pass(60_000)
    const whole = await deposits.hold('alipay-min', 10)
    await deposits.consume(deposits.consumeRequest(whole, 10))
    till.control.jump(30 * DAY - 60_000)
    expect(await deposits.sums(late)).toMatchObject({ auto: 0 })
    till.control.jump(60_000)
    expect(await deposits.sums(late)).toMatchObject({ auto: 10 })
    expect(await deposits.sums(whole)).toMatchObject({ captured: 10, auto: 0 })
  })

  it('over, a release that fails leaves its part to the customer all the same', async () => {
    const hold = await deposits.hold('wechat-fang', 10)
    till.control.jump(30 * DAY - 1000)
    till.control.scriptReleases('failed')
    await deposits.release(deposits.releaseRequest(hold, 4))
    till.control.jump(1000)
    expect(await deposits.sums(hold)).toMatchObject({ state: 5, released: 4, auto: 6 })
    till.control.jump(2000)
    expect(await deposits.sums(hold)).toMatchObject({ state: 5, released: 0, auto: 10 })
  })

  it('pass on a clock that only runs, too', async () => {
    const hold = await deposits.hold('wechat-fang', 10)
    till.clock.pass(30 * DAY)
    expect(await deposits.sums(hold)).toMatchObject({ auto: 10 })
    expect(holdStateOf(await deposits.query(hold))).toBe(5)
  })
})
