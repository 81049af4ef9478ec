import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fen } from '../../../contract/money.ts'
import { orderFacts } from '../../../electron/till/order-facts.ts'
import { CLERK, MANAGER, openCounterRoom, type CounterRoom, wish } from './counter-room.ts'

/** What only Cloud Pay's list tells of an order, asked when somebody looks at it (BEHAVIOUR F11). */

const WECHAT = 'wechat-fang'
const OFTEN = { timeout: 15_000, interval: 20 }

let room: CounterRoom
beforeEach(async () => {
  room = await openCounterRoom('facts')
})
afterEach(() => room.close())

const bank = () => room.sandbox.control
const facts = (number: string, skew = 0) => orderFacts({ book: room.book(), cloud: room.selling().cloud, skew }, number, MANAGER)

async function sold(amountFen: number, ends = 'paid'): Promise<string> {
  const { sales } = room.selling()
  const started = sales.start(wish(amountFen, { remark: '1208 房', person: CLERK, anyway: true }))
  if (!started.ok) throw new Error(started.fault.code)
  sales.scanned(bank().freshCode(WECHAT), 'wechat')
  await vi.waitUntil(() => sales.front()?.state === ends, OFTEN)
  const orderNo = sales.front()?.orderNo ?? ''
  sales.close(started.value.saleId)
  return orderNo
}

test('of a sale: who made it, what is settled, who paid for the coupon, the fee and what arrives', async () => {
  bank().behave(WECHAT, 'paysWithShopCoupon')
  const orderNo = await sold(2000)
  expect(room.book().saleByOrderNo(orderNo)).toMatchObject({ paidFen: 1800, discountFen: 200 })
  expect(await facts(orderNo)).toMatchObject({
    ok: true,
    value: {
      kind: 'sale',
      tradeType: 'customerCode',
      source: null,
      paidFen: 1800,
      discountFen: 200,
      settledFen: 1800,
      netFen: 1800,
      feeFen: 11,
      incomeFen: 1789,
      coupons: [{ amountFen: 200, funder: 'merchant', prepaid: false }],
      refundedFen: 0,
      staffId: CLERK.staffId,
      staffName: CLERK.name,
      deviceName: 'A1 前台',
      remark: '1208 房',
      updatedAt: expect.any(Number),
    },
  })
})

test('of a refund, by its number: what goes back of the settlement, the reason as the server keeps it, when the order was paid', async () => {
  const orderNo = await sold(2000)
  const { refunds } = room.selling()
  const started = await refunds.start({ orderNo, amountFen: 500, reason: '多收', authority: { kind: 'own' } }, MANAGER)
  if (!started.ok) throw new Error(started.fault.code)
  const { refundNo } = started.value
  await vi.waitUntil(() => refunds.list()[0]?.state === 'succeeded', OFTEN)
  const told = await facts(refundNo)
  expect(told).toMatchObject({ ok: true, value: { kind: 'refund', settledBackFen: 500, feeFen: -3, incomeFen: -497 } })
  if (!told.ok || told.value?.kind !== 'refund') throw new Error('no facts of a refund')
  expect(told.value.reason).toBe(`多收\n操作者：${MANAGER.name}\n授权者：${MANAGER.name}`)
  expect(told.value.orderPaidAt).toBe(bank().orders()[0]?.paidAt && Math.floor((bank().orders()[0]?.paidAt ?? 0) / 1000) * 1000)
  expect(await facts(orderNo)).toMatchObject({ value: { refundedFen: 500, netFen: 1500, refundArrivedAt: expect.any(Number) } })
})

test('of what failed too; of cash nobody is asked', async () => {
  bank().behave(WECHAT, 'lowBalance')
  expect(await facts(await sold(2000, 'failed'))).toMatchObject({
    ok: true,
    value: { kind: 'sale', settledFen: 0, paidAt: null },
  })
  const { sales } = room.selling()
  const started = sales.start(wish(300, { person: CLERK, anyway: true }))
  if (!started.ok) throw new Error(started.fault.code)
  sales.record(started.value.saleId, 'cashRecord', null)
  const before = bank().received().length
  expect(await facts(sales.front()?.orderNo ?? '')).toEqual({ ok: true, value: null })
  expect(bank().received()).toHaveLength(before)
})

test('of another till’s order, and none of a number that nobody knows', async () => {
  const { orderPrefix } = room.selling().place
  const orderNo = `${orderPrefix}99991764000000000001`
  const content = { orderNo, amountFen: fen(900), body: '柜台', remark: '', staffId: CLERK.staffId }
  await room.copyOfTill().microPay({ ...content, paymentCode: bank().freshCode(WECHAT), tender: 'wechat' })
  expect(await facts(orderNo)).toMatchObject({ ok: true, value: { settledFen: 900, feeFen: 5 } })
  expect(await facts(`${orderPrefix}99991764000000000002`)).toEqual({ ok: true, value: null })
})

test('a line that is down is a fault, not an absence', async () => {
  const orderNo = await sold(2000)
  bank().setFaults({ line: 'refused' })
  expect(await facts(orderNo)).toMatchObject({ ok: false, fault: { code: 'orders.noFacts' } })
})

test('a till whose clock is wrong still finds its refund, by the clock of Cloud Pay', async () => {
  const orderNo = await sold(2000)
  const { refunds } = room.selling()
  bank().jump(3_600_000)
  const started = await refunds.start({ orderNo, amountFen: 500, reason: '', authority: { kind: 'own' } }, MANAGER)
  if (!started.ok) throw new Error(started.fault.code)
  expect(await facts(started.value.refundNo)).toEqual({ ok: true, value: null })
  expect(await facts(started.value.refundNo, 3_600_000)).toMatchObject({ ok: true, value: { kind: 'refund' } })
})
