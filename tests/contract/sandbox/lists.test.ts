import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { get, openTill, type Answer, type Json, type Till } from './raw-till.ts'

const rows = (answer: Answer) => answer.body['order_details'] as { order?: Json; refund_order?: Json }[]
const numbers = (answer: Answer) =>
  rows(answer)
    .map((entry) => entry.order?.['out_trade_no'] ?? entry.refund_order?.['out_refund_no'])
    .sort()
const sumOf = (answer: Answer, field: string) =>
  (answer.body['overviews'] as Json[]).reduce((sum, row) => sum + Number(row[field]), 0)

describe('The list of orders', () => {
  let till: Till
  beforeEach(async () => {
    till = await openTill()
  })
  afterEach(() => till.sandbox.close())

  it('hides what did not succeed, unless it is asked for all', async () => {
    const paid = await till.pay('wechat-fang', 100)
    till.control.behave('wechat-hao', 'refuses')
    const refused = await till.pay('wechat-hao', 100)
    const refund = await till.post('/cpay/refund', till.refundRequest(paid, 100))
    const refundNo = get(refund.body, 'refund_order_content.out_refund_no')
    expect(numbers(await till.list())).toEqual([paid.no])
    expect(numbers(await till.list({ status: 1 }))).toEqual([paid.no, refused.no, refundNo].sort())
    till.clock.pass(3_000)
    expect(numbers(await till.list())).toEqual([paid.no, refundNo].sort())
    expect(numbers(await till.list({ order_type: 1 }))).toEqual([paid.no])
    expect(numbers(await till.list({ order_type: 2 }))).toEqual([refundNo])
    expect((await till.list({ order_type: 4 })).body).toMatchObject({ total_count: 0, order_details: [] })
  })

  it('is filtered by wallet, kind, device and person; a refund belongs to who made it', async () => {
    const wechat = await till.pay('wechat-fang', 100)
    const alipay = await till.pay('alipay-min', 100)
    const byManager = { ...till.refundRequest(wechat, 10), order_client: { ...till.orderClient, staff_id: '0001' } }
    const refund = await till.post('/cpay/refund', byManager)
    const refundNo = get(refund.body, 'refund_order_content.out_refund_no')
    till.clock.pass(3_000)
    expect(numbers(await till.list({ sub_pay_platforms: [200] }))).toEqual([alipay.no])
    expect(numbers(await till.list({ sub_pay_platforms: [] }))).toHaveLength(3)
    expect(numbers(await till.list({ staff_id: '0001' }))).toEqual([refundNo])
    expect(numbers(await till.list({ staff_id: '1206' }))).toEqual([wechat.no, alipay.no].sort())
    expect(numbers(await till.list({ trade_type: 2 }))).toEqual([])
    expect(numbers(await till.list({ device_id: 'A2' }))).toEqual([])
    expect(numbers(await till.list({ source_type: 5 }))).toEqual([])
  })

  it('has spans with both ends in them, by success or by creation', async () => {
    till.control.behave('wechat-fang', 'asksPassword')
    const made = Math.floor(till.clock.now() / 1000)
    const order = await till.pay('wechat-fang')
    till.clock.pass(30_000)
    till.control.answer('wechat-fang', order.no, true)
    const bySuccess = (start_time: number, end_time: number) => till.list({ start_time, end_time })
    expect(numbers(await bySuccess(made + 30, made + 30))).toEqual([order.no])
    expect(numbers(await bySuccess(made, made + 29))).toEqual([])
    expect(numbers(await bySuccess(made + 31, made + 60))).toEqual([])
    for (const byCreation of [{ time_filter: 1 }, { pay_time_type: 1 }]) {
      expect(numbers(await till.list({ ...byCreation, start_time: made, end_time: made }))).toEqual([order.no])
      expect(numbers(await till.list({ ...byCreation, start_time: made + 1, end_time: made + 60 }))).toEqual([])
    }
  })

  it('comes in pages that together hold every row once', async () => {
    const paid: string[] = []
    for (let i = 0; i < 7; i++) paid.push((await till.pay('wechat-fang')).no)
    const seen: unknown[] = []
    for (const page of [1, 2, 3]) {
      const answer = await till.list({ page_num: page, page_size: 3 })
      expect(answer.body['total_count']).toBe(7)
      seen.push(...numbers(answer))
    }
    expect(seen.sort()).toEqual(paid.sort())
    expect(rows(await till.list({ page_num: 4, page_size: 3 }))).toEqual([])
  })

  it('shows member cards by their number and without a state', async () => {
    await till.pay('member-jing', 500)
    const row = rows(await till.list())[0]?.order ?? {}
    expect(row).toMatchObject({ sub_pay_platform: 300, membership_number: '880001206', uid: 880001, total_fee: 500 })
    expect(Object.keys(row).filter((field) => field.endsWith('trade_state'))).toEqual([])
  })
})

describe('A coupon', () => {
  let till: Till
  beforeEach(async () => {
    till = await openTill()
  })
  afterEach(() => till.sandbox.close())

  const row = async (behaviour: 'paysAtOnce' | 'paysWithCoupon' | 'paysWithShopCoupon') => {
    till.control.behave('wechat-fang', behaviour)
    const { no, answer } = await till.pay('wechat-fang', 2000)
    const found = rows(await till.list()).find(({ order }) => order?.['out_trade_no'] === no)?.order ?? {}
    return { told: get(answer.body, 'order_content') as Json, found, no }
  }

  it('of the platform is settled to the shop, one of the shop is not; the fee is six in a thousand of what is settled', async () => {
    const plain = await row('paysAtOnce')
    expect(plain.found).toMatchObject({ cash_fee: 2000, settlement_total_fee: 2000, poundage: 12, income_fee: 1988 })
    expect(plain.found).not.toHaveProperty('coupon_infos')
    const platform = await row('paysWithCoupon')
    expect(platform.told).toMatchObject({ total_fee: 2000, cash_fee: 1800, settlement_total_fee: 2000 })
    expect(platform.found).toMatchObject({ cash_fee: 1800, discount_fee: 0, poundage: 12, income_fee: 1988 })
    expect(platform.found['coupon_infos']).toMatchObject([{ coupon_fee: 200, coupon_type: 'CASH', contribute_type: 2 }])
    const shop = await row('paysWithShopCoupon')
    expect(shop.found).toMatchObject({ cash_fee: 1800, settlement_total_fee: 1800, discount_fee: 200 })
    expect(shop.found, '10.8 fen are 11').toMatchObject({ poundage: 11, income_fee: 1789 })
    expect(shop.found['coupon_infos']).toMatchObject([{ coupon_fee: 200, coupon_type: 'NO_CASH', contribute_type: 1 }])
    const [totals] = (await till.totals()).body['overviews'] as [Json]
    expect(totals).toMatchObject({
      platform_recharge_coupon_amount: 200,
      sub_mch_non_recharge_coupon_count: 1,
      discount_amount: 200,
    })
  })

  it('goes back with the money, in parts that lose no fen', async () => {
    const { no } = await row('paysWithShopCoupon')
    for (const part of [333, 667, 1000]) await till.post('/cpay/refund', till.refundRequest({ no, fee: 2000 }, part))
    till.clock.pass(3_000)
    const back = rows(await till.list()).flatMap(({ refund_order }) => (refund_order ? [refund_order] : []))
    const sum = (field: string) => back.reduce((total, one) => total + Number(one[field]), 0)
    expect(back.map((one) => one['settlement_refund_fee'])).toContain(299)
    expect([sum('refund_fee'), sum('settlement_refund_fee'), sum('cash_refund_fee'), sum('poundage')]).toEqual([
      2000, 1800, 1800, -11,
    ])
  })

  it('is nothing on a sum of less than ten fen, and nothing on a member card', async () => {
    till.control.behave('wechat-fang', 'paysWithCoupon')
    till.control.behave('member-jing', 'paysWithCoupon')
    await till.pay('wechat-fang', 9)
    await till.pay('member-jing', 500)
    for (const { order } of rows(await till.list())) {
      expect(order).not.toHaveProperty('coupon_infos')
      expect(order?.['cash_fee']).toBe(order?.['total_fee'])
    }
  })
})

describe('The totals', () => {
  let till: Till
  beforeAll(async () => {
    till = await openTill()
  })
  afterAll(() => till.sandbox.close())

  it('always carry the figures of coupons and holds', async () => {
    await till.pay('wechat-fang')
    const [row] = (await till.totals()).body['overviews'] as [Json]
    for (const field of ['sub_mch_recharge_coupon_amount', 'others_non_recharge_coupon_count', 'auto_unfreeze_amount']) {
      expect(row[field]).toBe(0)
    }
    expect(row['fee_type']).toBe('CNY')
  })

  const wallet = fc.constantFrom('wechat-fang', 'wechat-hao', 'alipay-min', 'member-jing')
  const customer = fc.constantFrom(
    'paysAtOnce',
    'paysWithCoupon',
    'paysWithShopCoupon',
    'refuses',
    'lowBalance',
    'neverAnswers',
    'paysAfter' as const,
  )
  const step = fc.oneof(
    fc.record({ kind: fc.constant('pay' as const), wallet, customer, fee: fc.integer({ min: 1, max: 900 }) }),
    fc.record({
      kind: fc.constant('refund' as const),
      which: fc.nat(20),
      fee: fc.integer({ min: 1, max: 900 }),
      fate: fc.constantFrom('done' as const, 'failed' as const),
    }),
    fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 8000 }) }),
  )

  it('are the sum of the orders to the fen, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const start_time = Math.floor(till.clock.now() / 1000) + 1
        till.clock.pass(2_000)
        const orders: Awaited<ReturnType<Till['pay']>>[] = []
        for (const act of steps) {
          if (act.kind === 'wait') till.clock.pass(act.ms)
          else if (act.kind === 'pay') {
            till.control.behave(act.wallet, act.customer, 5)
            orders.push(await till.pay(act.wallet, act.fee))
          } else if (orders.length > 0) {
            const order = orders[act.which % orders.length]
            till.control.scriptRefunds(act.fate)
            if (order) await till.post('/cpay/refund', till.refundRequest(order, act.fee))
          }
        }
        till.clock.pass(10_000)
        const span = { start_time, end_time: Math.floor(till.clock.now() / 1000) }
        const totals = await till.totals(span)
        const all = rows(await till.list(span))
        const paid = all.flatMap((entry) => (entry.order ? [entry.order] : []))
        const back = all.flatMap((entry) => (entry.refund_order ? [entry.refund_order] : []))
        const sum = (list: Json[], field: string) => list.reduce((total, row) => total + Number(row[field]), 0)

        expect(sumOf(totals, 'success_count')).toBe(paid.length)
        expect(sumOf(totals, 'success_amount')).toBe(sum(paid, 'total_fee'))
        expect(sumOf(totals, 'refund_create_count')).toBe(back.length)
        expect(sumOf(totals, 'refund_create_amount')).toBe(sum(back, 'refund_fee'))
        expect(sumOf(totals, 'settle_amount')).toBe(sum(paid, 'settlement_total_fee') - sum(back, 'settlement_refund_fee'))
        expect(sumOf(totals, 'poundage')).toBe(sum(paid, 'poundage') + sum(back, 'poundage'))
        expect(sumOf(totals, 'income_amount')).toBe(sum(paid, 'income_fee') + sum(back, 'income_fee'))
        expect(sumOf(totals, 'discount_amount')).toBe(
          sum(paid, 'discount_fee') - (sum(back, 'refund_fee') - sum(back, 'settlement_refund_fee')),
        )
        expect(sumOf(totals, 'order_refunded_amount')).toBe(sum(paid, 'refunded_fee'))
        for (const row of paid) {
          const mine = back.filter((refund) => refund['out_trade_no'] === row['out_trade_no'])
          expect(row['refunded_fee']).toBe(sum(mine, 'refund_fee'))
          expect(row['remaining_settlement_fee']).toBe(Number(row['settlement_total_fee']) - sum(mine, 'settlement_refund_fee'))
          if (row['refunded_fee'] === row['total_fee']) expect(row['remaining_settlement_fee']).toBe(0)
          expect(Number(row['refunded_fee'])).toBeLessThanOrEqual(Number(row['total_fee']))
        }
        for (const platform of [100, 200, 300]) {
          const part = await till.totals({ ...span, sub_pay_platforms: [platform] })
          const mine = paid.filter((row) => row['sub_pay_platform'] === platform)
          expect(sumOf(part, 'success_amount')).toBe(sum(mine, 'total_fee'))
        }
      }),
      { numRuns: 25 },
    )
  })
})
