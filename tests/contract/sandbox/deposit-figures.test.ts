import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { depositsOf, type Deposits } from './raw-deposits.ts'
import { get, openTill, type Answer, type Json, type Till } from './raw-till.ts'

/** Where deposits stand in lists and totals, and that no fen of them is ever made or lost. */

interface Entry {
  order?: Json
  refund_order?: Json
  freeze_order?: Json
  unfreeze_order?: Json
}
const entries = (answer: Answer) => answer.body['order_details'] as Entry[]
const numberOf = (entry: Entry) =>
  entry.order?.['out_trade_no'] ??
  entry.refund_order?.['out_refund_no'] ??
  entry.freeze_order?.['out_freeze_no'] ??
  entry.unfreeze_order?.['out_unfreeze_no']
const numbers = (answer: Answer) => entries(answer).map(numberOf).sort()
const sumOf = (answer: Answer, field: string) =>
  (answer.body['overviews'] as Json[]).reduce((sum, row) => sum + Number(row[field]), 0)
const DAY = 86_400_000

describe('The list', () => {
  let till: Till
  let deposits: Deposits
  beforeEach(async () => {
    till = await openTill()
    deposits = depositsOf(till)
  })
  afterEach(() => till.sandbox.close())

  async function made() {
    const hold = await deposits.hold('wechat-fang', 100)
    till.control.behave('alipay-min', 'refuses')
    const refused = await deposits.hold('alipay-min', 100)
    till.control.scriptReleases('done', 'failed')
    const released = await deposits.release(deposits.releaseRequest(hold, 30))
    const failing = await deposits.release(deposits.releaseRequest(hold, 10))
    till.clock.pass(3_000)
    const captured = await deposits.consume(deposits.consumeRequest(hold, 50))
    const releaseNo = (answer: Answer) => get(answer.body, 'unfreeze_order_content.out_unfreeze_no') as string
    return {
      hold: hold.no,
      refused: refused.no,
      released: releaseNo(released),
      failing: releaseNo(failing),
      order: get(captured.body, 'order_content.out_trade_no') as string,
    }
  }

  it('has the four kinds apart and together, with or without what did not succeed', async () => {
    const its = await made()
    expect(numbers(await till.list({ order_type: 1 }))).toEqual([its.order])
    expect(numbers(await till.list({ order_type: 2 }))).toEqual([])
    expect(numbers(await till.list({ order_type: 4 }))).toEqual([its.hold])
    expect(numbers(await till.list({ order_type: 5 }))).toEqual([its.released])
    expect(numbers(await till.list({ order_type: 3 }))).toEqual([its.order, its.hold, its.released].sort())
    expect(numbers(await till.list({ order_type: 4, status: 1 }))).toEqual([its.hold, its.refused].sort())
    expect(numbers(await till.list({ order_type: 5, status: 1 }))).toEqual([its.released, its.failing].sort())
    expect(numbers(await till.list({ order_type: 3, status: 1 }))).toEqual(Object.values(its).sort())
  })

  it('tells of a hold, its release and its capture what the documents name', async () => {
    const its = await made()
    const all = entries(await till.list({ order_type: 3, status: 1 }))
    const row = (no: string) => all.find((entry) => numberOf(entry) === no)
    expect(row(its.hold)?.freeze_order).toMatchObject({
      sub_pay_platform: 100,
      shop_name: till.facts['shop_name'],
      staff_id: '1206',
      staff_name: '李婷',
      device_id: 'A1',
      freeze_fee: 100,
      total_consume_fee: 50,
      total_manual_unfreeze_fee: 50,
      total_auto_unfreeze_fee: 0,
      total_refund_fee: 0,
      wxpay_current_trade_state: 5,
    })
    expect(row(its.refused)?.freeze_order).toMatchObject({ sub_pay_platform: 200, alipay_current_trade_state: 3 })
    expect(row(its.released)?.unfreeze_order).toMatchObject({
      out_freeze_no: its.hold,
      unfreeze_fee: 30,
      wxpay_current_trade_state: 2,
    })
    expect(row(its.failing)?.unfreeze_order).toMatchObject({ unfreeze_fee: 10, wxpay_current_trade_state: 3 })
    expect(row(its.order)?.order).toMatchObject({
      total_fee: 50,
      is_deposit_mode: true,
      out_freeze_no: its.hold,
      freeze_fee: 100,
      is_confirm_unfreeze: true,
      manual_unfreeze_fee: 20,
      wxpay_current_trade_state: 14,
    })
  })

  it('is filtered by wallet, kind and person; a release belongs to who made it', async () => {
    const hold = await deposits.hold('alipay-min', 100)
    const byManager = { ...deposits.releaseRequest(hold, 10), order_client: { ...till.orderClient, staff_id: '0001' } }
    const release = get((await deposits.release(byManager)).body, 'unfreeze_order_content.out_unfreeze_no')
    expect(numbers(await till.list({ sub_pay_platforms: [100] }))).toEqual([])
    expect(numbers(await till.list({ sub_pay_platforms: [200] }))).toHaveLength(2)
    expect(numbers(await till.list({ staff_id: '0001' }))).toEqual([release])
    expect(numbers(await till.list({ staff_id: '1206' }))).toEqual([hold.no])
    expect(numbers(await till.list({ trade_type: 2 }))).toEqual([])
    const [row] = (await till.totals({ staff_id: '0001' })).body['overviews'] as Json[]
    expect(row).toMatchObject({ freeze_count: 0, direct_unfreeze_count: 1, direct_unfreeze_amount: 10, success_count: 0 })
  })

  it('finds a hold by when it came to be, or by when it was asked for', async () => {
    till.control.behave('wechat-fang', 'paysAfter', 30)
    const at = Math.floor(till.clock.now() / 1000)
    const hold = await deposits.hold('wechat-fang', 100)
    till.clock.pass(30_000)
    const between = (start_time: number, end_time: number, more: Json = {}) =>
      till.list({ order_type: 4, start_time, end_time, ...more })
    expect(numbers(await between(at + 30, at + 30))).toEqual([hold.no])
    expect(numbers(await between(at, at + 29))).toEqual([])
    expect(numbers(await between(at, at, { time_filter: 1 }))).toEqual([hold.no])
  })
})

describe('The money of deposits', () => {
  let till: Till
  let deposits: Deposits
  beforeAll(async () => {
    till = await openTill()
    deposits = depositsOf(till)
  })
  afterAll(() => till.sandbox.close())

  const fee = fc.integer({ min: 1, max: 120 })
  const which = fc.nat(7)
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('hold'), wallet: fc.constantFrom('wechat-fang', 'alipay-min'), fee }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('capture'), which, fee, rest: fc.boolean() }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('release'), which, fee, fate: fc.constantFrom('done', 'slow', 'failed') }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('refund'), which, fee, fails: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.integer({ min: 0, max: 31 * DAY }) }) },
  )

  /** What we think of one hold, told apart from what the sandbox says. */
  interface Thought {
    no: string
    platform: number
    held: number
    captured: number
    withCaptures: number
    released: number
    auto: number
    heldAt: number
    failing: { fee: number; due: number }[]
    orders: { no: string; fee: number; refunds: { fee: number; due: number; fails: boolean }[] }[]
  }
  const leftOf = (hold: Thought) => hold.held - hold.captured - hold.withCaptures - hold.released - hold.auto
  const refundedOf = (order: Thought['orders'][number]) => order.refunds.reduce((sum, refund) => sum + refund.fee, 0)

  function passes(holds: Thought[]): void {
    const now = till.clock.now()
    for (const hold of holds) {
      for (const release of hold.failing.filter((one) => one.due <= now)) hold.released -= release.fee
      hold.failing = hold.failing.filter((one) => one.due > now)
      for (const order of hold.orders) order.refunds = order.refunds.filter((one) => !one.fails || one.due > now)
      if (now - hold.heldAt < 30 * DAY) continue
      hold.auto += leftOf(hold)
    }
  }

  async function holdsTrue(hold: Thought): Promise<void> {
    const { held, captured, released, auto, refunded } = await deposits.sums(hold)
    const left = till.control.holds().find((view) => view.number === hold.no)?.leftFee
    expect(Number(captured) + Number(released) + Number(auto) + Number(left)).toBe(held)
    expect({ held, captured, released, auto, left, refunded }).toEqual({
      held: hold.held,
      captured: hold.captured,
      released: hold.withCaptures + hold.released,
      auto: hold.auto,
      left: leftOf(hold),
      refunded: hold.orders.reduce((sum, order) => sum + refundedOf(order), 0),
    })
  }

  it('is held, captured, released, given back by itself or left, to the fen, whatever happens; lists and totals agree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        // What an earlier run left goes back before this one begins.
        till.clock.pass(31 * DAY)
        const start_time = Math.floor(till.clock.now() / 1000) + 1
        till.clock.pass(2_000)
        const thoughts: Thought[] = []
        for (const act of steps) {
          if (act.kind === 'wait') {
            till.clock.pass(act.ms)
            passes(thoughts)
          } else if (act.kind === 'hold') {
            const { no, platform, answer } = await deposits.hold(act.wallet, act.fee)
            expect(answer.head.status).toBe(0)
            const blank = { captured: 0, withCaptures: 0, released: 0, auto: 0, failing: [], orders: [] }
            thoughts.push({ no, platform, held: act.fee, heldAt: till.clock.now(), ...blank })
          }
          const hold = 'which' in act ? thoughts[act.which % Math.max(1, thoughts.length)] : undefined
          if (hold && act.kind === 'capture') {
            const rest = hold.platform === 1 || act.rest
            const fits = act.fee <= leftOf(hold)
            const answer = await deposits.consume(deposits.consumeRequest(hold, act.fee, rest))
            expect(answer.head.status).toBe(fits ? 0 : 104)
            if (fits) {
              hold.captured += act.fee
              if (rest) hold.withCaptures += leftOf(hold)
              hold.orders.push({ no: get(answer.body, 'order_content.out_trade_no') as string, fee: act.fee, refunds: [] })
            }
          } else if (hold && act.kind === 'release') {
            const fits = act.fee <= leftOf(hold)
            till.control.scriptReleases(...(fits ? [act.fate] : []))
            const answer = await deposits.release(deposits.releaseRequest(hold, act.fee))
            expect(answer.head.status).toBe(fits ? 0 : 104)
            if (fits) hold.released += act.fee
            if (fits && act.fate === 'failed') hold.failing.push({ fee: act.fee, due: till.clock.now() + 3000 })
          } else if (hold && act.kind === 'refund' && hold.orders[0]) {
            const [order] = hold.orders
            const request = till.refundRequest({ no: order.no, fee: order.fee, platform: hold.platform }, act.fee)
            const content = { ...(request['refund_content'] as Json), out_freeze_no: hold.no }
            const fits = act.fee <= order.fee - refundedOf(order)
            till.control.scriptRefunds(...(fits && act.fails ? ['failed' as const] : []))
            const answer = await till.post('/cpay/refund', { ...request, refund_content: content })
            expect(answer.head.status).toBe(fits ? 0 : 104)
            if (fits) order.refunds.push({ fee: act.fee, due: till.clock.now() + 3000, fails: act.fails })
          }
          for (const one of thoughts) await holdsTrue(one)
        }
        till.clock.pass(10_000)
        passes(thoughts)
        for (const one of thoughts) await holdsTrue(one)

        const span = { start_time, end_time: Math.floor(till.clock.now() / 1000) }
        const all = entries(await till.list(span))
        const rows = all.flatMap((entry) => (entry.freeze_order ? [entry.freeze_order] : []))
        const back = all.flatMap((entry) => (entry.unfreeze_order ? [entry.unfreeze_order] : []))
        const sum = (list: readonly Json[], field: string) => list.reduce((total, row) => total + Number(row[field]), 0)
        const think = (value: (hold: Thought) => number) => thoughts.reduce((total, hold) => total + value(hold), 0)
        expect(rows.map((row) => row['out_freeze_no']).sort()).toEqual(thoughts.map((hold) => hold.no).sort())
        expect(sum(rows, 'total_consume_fee')).toBe(think((hold) => hold.captured))
        expect(sum(rows, 'total_auto_unfreeze_fee')).toBe(think((hold) => hold.auto))
        expect(sum(rows, 'total_manual_unfreeze_fee')).toBe(think((hold) => hold.withCaptures + hold.released))
        expect(sum(back, 'unfreeze_fee')).toBe(think((hold) => hold.released))
        const totals = await till.totals(span)
        expect(sumOf(totals, 'freeze_count')).toBe(thoughts.length)
        expect(sumOf(totals, 'freeze_amount')).toBe(think((hold) => hold.held))
        expect(sumOf(totals, 'direct_unfreeze_count')).toBe(back.length)
        expect(sumOf(totals, 'direct_unfreeze_amount')).toBe(think((hold) => hold.released))
        expect(sumOf(totals, 'consumed_unfreeze_amount')).toBe(think((hold) => hold.withCaptures))
        expect(sumOf(totals, 'auto_unfreeze_amount')).toBe(think((hold) => hold.auto))
        expect(sumOf(totals, 'success_amount')).toBe(think((hold) => hold.captured))
        const payments = await till.totals({ ...span, order_type: 1 })
        for (const field of ['freeze_amount', 'direct_unfreeze_amount', 'consumed_unfreeze_amount', 'auto_unfreeze_amount']) {
          expect(sumOf(payments, field)).toBe(0)
        }
        expect(sumOf(await till.totals({ ...span, order_type: 4 }), 'auto_unfreeze_amount')).toBe(0)
        expect(sumOf(await till.totals({ ...span, order_type: 5 }), 'freeze_amount')).toBe(0)
      }),
      { numRuns: 25 },
    )
  })
})
