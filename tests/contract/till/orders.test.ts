import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fen } from '../../../contract/money.ts'
import { NO_FILTER, type OrderFilter } from '../../../contract/order-filter.ts'
import type { OrderRow } from '../../../contract/views.ts'
import { CLERK, MANAGER, openCounterRoom, type CounterRoom, wish } from './counter-room.ts'

/** The list of a day, its filters, its file, and orders of other tills (BEHAVIOUR F10, F11, F13). */

const WECHAT = 'wechat-fang'
const ALIPAY = 'alipay-min'
const OFTEN = { timeout: 15_000, interval: 20 }

let room: CounterRoom
beforeEach(async () => {
  room = await openCounterRoom('orders')
})
afterEach(() => room.close())

const bank = () => room.sandbox.control
const today = (): string => {
  const now = new Date()
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

async function sold(amountFen: number, wallet = WECHAT, person = MANAGER, ends = 'paid'): Promise<string> {
  const { sales } = room.selling()
  const started = sales.start(wish(amountFen, { remark: '茶, "好"', person, anyway: true }))
  if (!started.ok) throw new Error(started.fault.code)
  sales.scanned(bank().freshCode(wallet), wallet === ALIPAY ? 'alipay' : 'wechat')
  await vi.waitUntil(() => sales.front()?.state === ends, OFTEN)
  const orderNo = sales.front()?.orderNo ?? ''
  sales.close(started.value.saleId)
  return orderNo
}
async function givenBack(orderNo: string, amountFen: number): Promise<string> {
  const { refunds } = room.selling()
  const started = await refunds.start({ orderNo, amountFen, reason: '=1+1', authority: { kind: 'own' } }, MANAGER)
  if (!started.ok) throw new Error(started.fault.code)
  await vi.waitUntil(
    () => refunds.list().some((one) => one.refundNo === started.value.refundNo && one.acceptedAt !== null),
    OFTEN,
  )
  return started.value.refundNo
}
function numberOf(row: OrderRow): string {
  if (row.kind === 'sale') return row.sale.orderNo ?? ''
  return row.kind === 'refund' ? row.refund.refundNo : row.release.releaseNo
}
function listed(filter: Partial<OrderFilter> = {}, person = MANAGER): string[] {
  const question = { day: today(), filter: { ...NO_FILTER, ...filter }, offset: 0, limit: 100 }
  return room.orders().list(question, person).rows.map(numberOf)
}

test('filters by kind, tender, state, amount and person; the sums are of what is let through', async () => {
  const first = await sold(1000)
  const second = await sold(2000, ALIPAY, CLERK)
  bank().behave(WECHAT, 'lowBalance')
  const failed = await sold(3000, WECHAT, MANAGER, 'failed')
  const part = await givenBack(second, 500)
  const whole = await givenBack(first, 1000)

  expect(listed()).toEqual([whole, part, failed, second, first])
  expect(listed({ kind: 'sales' })).toEqual([failed, second, first])
  expect(listed({ kind: 'refunds' })).toEqual([whole, part])
  expect(listed({ tender: 'alipay' })).toEqual([part, second])
  expect(listed({ state: 'paid' }), 'in part given back is still paid').toEqual([second])
  expect(listed({ state: 'refunded' })).toEqual([whole, part, first])
  expect(listed({ state: 'failed' })).toEqual([failed])
  expect(listed({ state: 'open' })).toEqual([])
  expect(listed({ fromFen: 1000, toFen: 2000 })).toEqual([whole, second, first])
  expect(listed({ staffId: CLERK.staffId })).toEqual([second])
  const figures = room.orders().list({ day: today(), filter: NO_FILTER, offset: 0, limit: 1 }, MANAGER)
  expect(figures).toMatchObject({ total: 5, paidCount: 2, paidFen: 3000, refundCount: 2, refundFen: 1500 })
  expect(room.orders().list({ day: '2020-01-01', filter: NO_FILTER, offset: 0, limit: 9 }, MANAGER).total).toBe(0)
})

test('a clerk lists the clerk’s own, whoever is asked for', async () => {
  await sold(1000)
  const own = await sold(2000, ALIPAY, CLERK)
  expect(listed({}, CLERK)).toEqual([own])
  expect(listed({ staffId: MANAGER.staffId }, CLERK)).toEqual([])
})

test('the file holds what the filter lets through, and runs no formula', async () => {
  const orderNo = await sold(1250)
  const refundNo = await givenBack(orderNo, 250)
  const outcome = room.orders().export({ day: today(), filter: NO_FILTER }, MANAGER)
  expect(outcome).toEqual({ ok: true, value: { path: `/exports/orders-${today()}.csv` } })
  const csv = room.files.get(`orders-${today()}.csv`) ?? ''
  expect(csv.startsWith('\uFEFF时间,类型,单号')).toBe(true)
  const [, back, sale] = csv.trim().split('\r\n')
  expect(sale).toContain(`,sale,${orderNo},,wechat,paid,12.50,12.50,`)
  expect(sale).toContain('"茶, ""好"""')
  expect(back).toContain(`,refund,${refundNo},${orderNo},wechat,accepted,-2.50,`)
  expect(back).toContain(",'=1+1")
  room.orders().export({ day: today(), filter: { ...NO_FILTER, kind: 'sales' } }, MANAGER)
  expect(room.files.get(`orders-${today()}.csv`)).not.toContain(refundNo)
})

test('an order of another till is found at Cloud Pay, with who took it, and can be given back here', async () => {
  const orderNo = `${room.selling().place.orderPrefix}99991764000000000001`
  const taken = await room.copyOfTill().microPay({
    orderNo,
    amountFen: fen(900),
    paymentCode: bank().freshCode(WECHAT),
    tender: 'wechat',
    body: '柜台',
    remark: '',
    staffId: CLERK.staffId,
  })
  expect(taken.outcome).toBe('ok')
  const find = () => room.orders().find(orderNo, room.selling().cloud, CLERK)
  const found = await find()
  expect(found).toMatchObject({
    ok: true,
    value: { kind: 'sale', sale: { orderNo, amountFen: 900, state: 'paid', staffId: CLERK.staffId, refundedFen: 0 } },
  })
  expect(found.ok && found.value.kind === 'sale' && found.value.elsewhere?.deviceName).toBeTruthy()
  const refundNo = await givenBack(orderNo, 400)
  expect(await find()).toMatchObject({ value: { sale: { refundedFen: 400 } } })
  expect(await room.orders().find(refundNo, room.selling().cloud, CLERK)).toMatchObject({ value: { kind: 'refund' } })
})

test('an unknown number, and a line that is down, have a sentence each', async () => {
  const find = (orderNo: string) => room.orders().find(orderNo, room.selling().cloud, CLERK)
  expect(await find('0100005299999999999999999999')).toMatchObject({ ok: false, fault: { code: 'scan.orderNotFound' } })
  const own = await sold(100)
  bank().setFaults({ line: 'refused' })
  expect(await find('0100005299999999999999999999')).toMatchObject({ ok: false, fault: { code: 'scan.noAnswer' } })
  expect(await find(own), 'what this till took is found without a line').toMatchObject({ ok: true })
})
