import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fen } from '../../../contract/money.ts'
import type { Person } from '../../../electron/till/parts.ts'
import { CLERK, MANAGER, openCounterRoom, type CounterRoom, wish } from './counter-room.ts'

/** Our day held against Cloud Pay's (BEHAVIOUR 2.9): the real engine and book, a real line, the sandbox. */

const WECHAT = 'wechat-fang'
const OFTEN = { timeout: 15_000, interval: 20 }

let room: CounterRoom
beforeEach(async () => {
  room = await openCounterRoom('reconciliation')
})
afterEach(() => room.close())

const bank = () => room.sandbox.control
const comparison = () => room.selling().reconciliation
const codeOf = (outcome: { ok: boolean; fault?: { code: string } }) => (outcome.ok ? 'taken' : outcome.fault?.code)

async function sold(amountFen: number, ends = 'paid'): Promise<string> {
  const { sales } = room.selling()
  const started = sales.start(wish(amountFen))
  if (!started.ok) throw new Error(started.fault.code)
  sales.scanned(bank().freshCode(WECHAT), 'wechat')
  await vi.waitUntil(() => sales.front()?.state === ends, OFTEN)
  const orderNo = sales.front()?.orderNo ?? ''
  sales.close(started.value.saleId)
  return orderNo
}

/** Cloud Pay's list tells another amount of this order. */
function listLies(orderNo: string, amountFen: number): void {
  room.between((cloud) => ({
    async queryOrderList(asked) {
      const result = await cloud.queryOrderList(asked)
      if (result.outcome !== 'ok') return result
      const orders = result.answer.orders.map((row) => (row.orderNo === orderNo ? { ...row, amountFen: fen(amountFen) } : row))
      return { ...result, answer: { ...result.answer, orders } }
    },
  }))
}

test('a day of sales, refusals and refunds agrees with Cloud Pay’s', async () => {
  const orderNo = await sold(1200)
  await sold(3300)
  bank().behave(WECHAT, 'lowBalance')
  await sold(4400, 'failed')
  await room.selling().refunds.start({ orderNo, amountFen: 200, reason: '', authority: { kind: 'own' } }, MANAGER)
  await comparison().run()
  expect(comparison().last()?.differences).toEqual([])
  expect(comparison().bar()).toBeNull()
})

test('payments by the QR codes on the walls, and what went back of them, are no business of this till', async () => {
  const orderNo = await sold(1200)
  const { number } = bank().payOneCode({ codeId: bank().qrCodes()[0]?.id ?? '', amountFen: 5000 })
  bank().giveBack(number, 2000)
  // Whatever was made since the till started and bears its own numbers would be another till with its identity.
  bank().jump(10 * 60_000)
  const late = bank().payOneCode({ codeId: bank().qrCodes()[1]?.id ?? '', amountFen: 700, platform: 'alipay' }).number
  await comparison().run()
  expect(comparison().last()?.differences).toEqual([])
  expect(comparison().bar()).toBeNull()
  const all = await room.copyOfTill().queryOrderList({
    ...{ kind: 'payments', from: bank().now() - 3_600_000, until: bank().now() + 60_000, page: 1, pageSize: 100 },
    thisDeviceOnly: false,
  })
  const listed = all.outcome === 'ok' ? all.answer.orders.map((row) => row.orderNo) : []
  expect(listed.sort(), 'though they stand in the shop’s list').toEqual([orderNo, number, late].sort())
  expect(codeOf(room.selling().sales.start(wish(100)))).toBe('taken')
})

test('another amount at Cloud Pay stops selling and giving back, over a restart, until a manager has looked', async () => {
  const orderNo = await sold(1200)
  const other = await sold(700)
  listLies(orderNo, 12_000)
  await room.restart()
  await vi.waitUntil(() => comparison().bar() !== null, OFTEN)
  expect(comparison().last()?.differences).toEqual([{ orderNo, kind: 'amount', oursFen: 1200, theirsFen: 12_000 }])
  const { sales, refunds } = room.selling()
  expect(codeOf(sales.start(wish(100)))).toBe('sale.stoppedByDifference')
  expect(codeOf(await refunds.prepare(other, MANAGER))).toBe('sale.stoppedByDifference')
  await room.restart()
  expect(comparison().bar()).toBe('sale.stoppedByDifference')
  expect(codeOf(room.selling().sales.start(wish(100)))).toBe('sale.stoppedByDifference')

  await comparison().run()
  comparison().resume(MANAGER)
  expect(codeOf(room.selling().sales.start(wish(100)))).toBe('taken')
  await comparison().run()
  expect(comparison().bar(), 'what was looked at does not stop a second time').toBeNull()
  listLies(other, 70_000)
  await room.restart()
  await vi.waitUntil(() => comparison().bar() !== null, OFTEN)
})

test('a code that was scanned for an open sale is not sent once selling is stopped', async () => {
  const orderNo = await sold(1200)
  listLies(orderNo, 1)
  await room.restart()
  // The comparison of the start is still on its way while the sale is opened.
  const { sales } = room.selling()
  expect(codeOf(sales.start(wish(500)))).toBe('taken')
  await vi.waitUntil(() => comparison().bar() !== null, OFTEN)
  const before = bank().orders().length
  expect(codeOf(sales.scanned(bank().freshCode(WECHAT), 'wechat'))).toBe('sale.stoppedByDifference')
  expect(bank().orders()).toHaveLength(before)
})

test('a refund that was being prepared is not sent once selling is stopped', async () => {
  const orderNo = await sold(1200)
  let lies = false
  room.between((cloud) => ({
    async queryOrder(asked) {
      const result = await cloud.queryOrder(asked)
      lies = true
      await comparison().run()
      return result
    },
    async queryOrderList(asked) {
      const result = await cloud.queryOrderList(asked)
      if (result.outcome !== 'ok' || !lies) return result
      const orders = result.answer.orders.map((row) => ({ ...row, amountFen: fen(1) }))
      return { ...result, answer: { ...result.answer, orders } }
    },
  }))
  await room.restart()
  const { refunds } = room.selling()
  const outcome = await refunds.start({ orderNo, amountFen: 200, reason: '', authority: { kind: 'own' } }, MANAGER)
  expect(codeOf(outcome)).toBe('sale.stoppedByDifference')
  expect(room.book().refunds.ofOrder(orderNo)).toEqual([])
})

test('another machine that sells under this till’s numbers is noticed, and this one stops', async () => {
  await sold(1200)
  await comparison().run()
  expect(comparison().bar()).toBeNull()
  bank().jump(5 * 60_000)
  const { orderPrefix, tillDigits } = room.selling().place
  const sale = await room.copyOfTill().microPay({
    orderNo: `${orderPrefix}${tillDigits}1764000000000001`,
    amountFen: fen(900),
    paymentCode: bank().freshCode(WECHAT),
    tender: 'wechat',
    body: '柜台',
    remark: '',
    staffId: MANAGER.staffId,
  })
  expect(sale.outcome).toBe('ok')
  await comparison().run()
  expect(comparison().bar()).toBe('sale.identityTaken')
  expect(codeOf(room.selling().sales.start(wish(100)))).toBe('sale.identityTaken')
})

test('a till that was installed anew gives no number out twice, though its book is lost and its clock set back', async () => {
  const before = [await sold(1200), await sold(3300)]
  await room.reinstall()
  await comparison().run()
  const setBack = vi.spyOn(room.sandbox.control, 'now').mockReturnValue(room.sandbox.control.now() - 3_600_000)
  const after = await sold(700)
  setBack.mockRestore()
  for (const number of before) expect(after > number).toBe(true)
  expect(room.book().saleByOrderNo(after)).toMatchObject({ amountFen: 700, state: 'paid' })
})

test('what failed here and was paid there is asked about again, and the answer wins: paid, with its slip', async () => {
  let lied = false
  room.between((cloud) => ({
    async microPay(asked) {
      const result = await cloud.microPay(asked)
      lied = true
      return {
        outcome: 'refused',
        status: 104,
        internalStatus: 0,
        text: '余额不足',
        logId: null,
        signed: true,
        was: result,
      } as never
    },
  }))
  await room.restart()
  const orderNo = await sold(2500, 'failed')
  expect(lied).toBe(true)
  expect(bank().orders()[0]).toMatchObject({ number: orderNo, phase: 'paid' })
  await comparison().run()
  expect(room.book().saleByOrderNo(orderNo)?.state).toBe('paid')
  await vi.waitUntil(() => room.printed.includes('payment'), OFTEN)
  await comparison().run()
  expect(comparison().last()?.differences).toEqual([])
})

test('when Cloud Pay does not answer, nothing is said to differ and nothing stops', async () => {
  await sold(1200)
  await comparison().run()
  const before = comparison().last()
  bank().setFaults({ line: 'refused' })
  await comparison().run()
  expect(comparison().last()).toEqual(before)
  expect(comparison().bar()).toBeNull()
})

test('a payment that stands under a number of ours and is not ours is listed, and stops nothing', async () => {
  bank().behave(WECHAT, 'numberUsedAnswer')
  const orderNo = await sold(900, 'conflict')
  expect(room.printed).toEqual([])
  await comparison().run()
  expect(comparison().last()?.differences).toEqual([{ orderNo, kind: 'state', oursFen: 0, theirsFen: 900 }])
  expect(comparison().bar()).toBeNull()
})

test('a conflict is dismissed by a manager alone, and comes back neither over a comparison nor over a restart', async () => {
  bank().behave(WECHAT, 'numberUsedAnswer')
  const orderNo = await sold(900, 'conflict')
  const { saleId } = room.book().saleByOrderNo(orderNo) ?? { saleId: '' }
  const dismiss = (person: Person) => codeOf(room.selling().sales.dismiss(saleId, person))
  expect([dismiss(CLERK), dismiss(MANAGER), dismiss(MANAGER)]).toEqual(['request.forbidden', 'taken', 'sale.notConflict'])
  await comparison().run()
  await room.restart()
  await comparison().run()
  expect(room.book().saleByOrderNo(orderNo)).toMatchObject({
    state: 'failed',
    fault: { code: 'sale.numberUsed' },
    dismissed: { staffId: MANAGER.staffId },
  })
  expect(room.selling().sales.parked()).toEqual([])
  const entry = room
    .book()
    .journal()
    .find(({ kind, body }) => kind === 'sale.failed' && (body as { event: string }).event === 'dismissed')
  expect(entry?.body).toMatchObject({ dismissed: { staffId: MANAGER.staffId } })
})

test('when Cloud Pay gives no list, the day is compared again a minute later', async () => {
  await room.close()
  room = await openCounterRoom('reconciliation', { speed: 60 })
  let asked = 0
  room.between((cloud) => ({
    queryOrderList(question) {
      asked += 1
      const lost = { outcome: 'unknown', reason: 'lost', text: '', logId: null } as const
      return asked === 1 ? Promise.resolve(lost) : cloud.queryOrderList(question)
    },
  }))
  await room.restart()
  // A minute is a second here; the next turn of the ten minutes would come after ten.
  await vi.waitUntil(() => comparison().last() !== null, { timeout: 7000, interval: 20 })
  expect(asked).toBe(2)
})

test('a till that was off over midnight compares from where it left off, and at most a week', async () => {
  const asked: number[] = []
  room.between((cloud) => ({
    queryOrderList(question) {
      asked.push(question.from)
      return cloud.queryOrderList(question)
    },
  }))
  await room.restart()
  await vi.waitUntil(() => comparison().last() !== null, OFTEN)
  const now = Date.now()
  const DAY = 86_400_000
  for (const daysAgo of [2, 30]) {
    room.book().setFact('comparedUntil', String(now - daysAgo * DAY))
    await comparison().run()
  }
  await comparison().run()
  const back = asked.slice(-3).map((from) => (now - from) / DAY)
  expect(back[0]).toBeCloseTo(2, 1)
  expect(back[1]).toBeCloseTo(7, 1)
  expect(back[2], 'and from then on the day').toBeLessThan(1.02)
})

test('what failed here and is paid there, and could not be asked about, keeps its day open until it could', async () => {
  bank().behave(WECHAT, 'lowBalance')
  const orderNo = await sold(4400, 'failed')
  let answers = false
  room.between((cloud) => ({
    async queryOrderList(asked) {
      const result = await cloud.queryOrderList(asked)
      if (result.outcome !== 'ok') return result
      const orders = result.answer.orders.map((row) => (row.orderNo === orderNo ? { ...row, verdict: 'paid' as const } : row))
      return { ...result, answer: { ...result.answer, orders } }
    },
    async queryOrder(asked) {
      const result = await cloud.queryOrder(asked)
      if (!answers) return { outcome: 'unknown', reason: 'lost', text: '', logId: null }
      return result.outcome === 'ok' ? { ...result, answer: { ...result.answer, state: 'paid', verdict: 'paid' } } : result
    },
  }))
  const before = room.book().fact('comparedUntil')
  await room.restart()
  await vi.waitUntil(() => comparison().last() !== null, OFTEN)
  expect([room.book().fact('comparedUntil'), room.book().saleByOrderNo(orderNo)?.state]).toEqual([before, 'failed'])
  answers = true
  await comparison().run()
  expect(room.book().saleByOrderNo(orderNo)?.state).toBe('paid')
  expect(Number(room.book().fact('comparedUntil'))).toBeGreaterThan(Number(before))
})

test('of many differences all are counted, and the first hundred are told', async () => {
  const orderNo = await sold(1200)
  room.between((cloud) => ({
    async queryOrderList(asked) {
      const result = await cloud.queryOrderList(asked)
      if (result.outcome !== 'ok') return result
      const [row] = result.answer.orders
      if (row === undefined) return result
      const more = Array.from({ length: 150 }, (_, nth) => ({
        ...row,
        orderNo: `${orderNo.slice(0, -4)}9${String(nth).padStart(3, '0')}`,
      }))
      return { ...result, answer: { ...result.answer, orders: [row, ...more], total: 151 } }
    },
  }))
  await room.restart()
  await vi.waitUntil(() => (comparison().last()?.count ?? 0) > 0, OFTEN)
  expect(comparison().last()?.count).toBe(150)
  expect(comparison().last()?.differences).toHaveLength(100)
})
