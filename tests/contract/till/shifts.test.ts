import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { BehaviourName } from '../../../cloudpay/sandbox/sandbox.ts'
import { fen } from '../../../contract/money.ts'
import type { HoldTender } from '../../../contract/states.ts'
import type { ShiftRecord } from '../../../contract/shift.ts'
import { dayOf } from '../../../electron/till/day.ts'
import { slipDay } from '../../../electron/slips/words.ts'
import { CLERK, MANAGER, openCounterRoom, wish, type CounterRoom } from './counter-room.ts'
import { depositing, OFTEN, OWN, sold as soldIn } from './depositing.ts'

/** Shifts and summaries (BEHAVIOUR F14, F18): the real engine and book, a real line, the sandbox. */

let room: CounterRoom
beforeEach(async () => {
  room = await openCounterRoom('shifts', { speed: 5 })
})
afterEach(() => room.close())

const { bank, held, captured, released } = depositing(() => room)
const shifts = () => room.selling().shifts
const WALLET = { wechat: 'wechat-fang', alipay: 'alipay-min' } as const

const sold = (amountFen: number, behaviour: BehaviourName = 'paysAtOnce', tender: HoldTender = 'wechat'): Promise<string> =>
  soldIn(room, amountFen, { behaviour, tender })

function cash(amountFen: number): void {
  const { sales } = room.selling()
  const started = sales.start(wish(amountFen, { anyway: true }))
  if (!started.ok) throw new Error(started.fault.code)
  const { saleId } = started.value
  expect(sales.record(saleId, 'cashRecord', amountFen)).toMatchObject({ ok: true })
  sales.close(saleId)
}

async function givenBack(orderNo: string, amountFen: number): Promise<void> {
  const { refunds } = room.selling()
  const started = await refunds.start({ orderNo, amountFen, reason: '', authority: OWN }, MANAGER)
  if (!started.ok) throw new Error(started.fault.code)
  const { refundId } = started.value
  await vi.waitUntil(() => refunds.list().find((one) => one.refundId === refundId)?.acceptedAt !== null, OFTEN)
}

const over = (more: Partial<Parameters<ReturnType<typeof shifts>['handOver']>[0]> = {}, leave = () => {}) =>
  shifts().handOver({ acknowledged: [], countedFen: null, print: true, detail: false, ...more }, MANAGER, leave)
const ended = (more: Parameters<typeof over>[0] = {}): ShiftRecord => {
  const record = over(more)
  if (!record.ok) throw new Error(record.fault.code)
  return record.value
}
const ALL = { from: 0, until: 9e15 }

describe('a shift', () => {
  test('begins when its person signs in, and goes on over signing out and a restart', async () => {
    const since = shifts().came(MANAGER)
    expect(shifts().came(MANAGER)).toBe(since)
    await room.restart()
    expect(shifts().came(MANAGER)).toBe(since)
    expect(shifts().look().shift).toMatchObject({ staffId: MANAGER.staffId, startedAt: since })
  })

  test('ends with the next person who signs in, where it was not handed over', async () => {
    shifts().came(MANAGER)
    await sold(500)
    shifts().came(CLERK)
    expect(shifts().records(ALL, MANAGER)[0]).toMatchObject({
      staffId: MANAGER.staffId,
      how: 'signedInOver',
      figures: { fen: 500 },
    })
    expect(shifts().look()).toMatchObject({ shift: { staffId: CLERK.staffId }, figures: { fen: 0 } })
  })

  test('is handed over once, with one slip, however often it is pressed, and never changes', async () => {
    shifts().came(MANAGER)
    const orderNo = await sold(1000)
    await givenBack(orderNo, 300)
    let left = 0
    const first = over({}, () => left++)
    expect(first).toMatchObject({ ok: true, value: { how: 'handedOver', figures: { fen: 1000, refundFen: 300, netFen: 700 } } })
    // The page is slower than a finger: the next presses come when nobody has a shift any more.
    for (let press = 0; press < 50; press++) shifts().reprint(first.ok ? first.value.shiftNo : 0, MANAGER)
    await vi.waitUntil(() => room.printed.filter((kind) => kind === 'shift').length === 2, OFTEN)
    expect(left).toBe(1)
    expect(shifts().look().shift.staffId).toBeNull()
    await room.restart()
    await vi.waitUntil(() => shifts().records(ALL, MANAGER)[0]?.told === 'taken', OFTEN)
    expect(shifts().records(ALL, MANAGER)).toEqual([{ ...(first.ok && first.value), told: 'taken' }])
    expect(room.book().firstBrokenRow()).toBeNull()
  })

  test('is not handed over while something is not known, unless it is acknowledged by name; it is counted when it is known', async () => {
    shifts().came(MANAGER)
    const { sales } = room.selling()
    bank().behave(WALLET.wechat, 'asksPassword')
    const started = sales.start(wish(4200))
    if (!started.ok) throw new Error(started.fault.code)
    sales.scanned(bank().freshCode(WALLET.wechat), 'wechat')
    await vi.waitUntil(() => sales.front()?.state === 'pendingCustomer', OFTEN)
    const number = sales.front()?.orderNo ?? ''
    expect(over()).toMatchObject({ ok: false, fault: { code: 'shift.unresolved', params: { count: 1 } } })
    expect(over({ acknowledged: ['another'] })).toMatchObject({ fault: { code: 'shift.unresolved' } })
    const record = ended({ acknowledged: [started.value.saleId] })
    expect(record).toMatchObject({ figures: { count: 0 }, unresolved: [{ id: started.value.saleId, number, amountFen: 4200 }] })
    expect(bank().answer(WALLET.wechat, number, true)).toBe(true)
    await vi.waitUntil(() => room.book().saleByOrderNo(number)?.state === 'paid', OFTEN)
    // Nobody was on duty: it stands between the shifts, and the next person is told.
    shifts().came(CLERK)
    expect(shifts().look()).toMatchObject({ figures: { count: 0 }, before: { staffId: null, figures: { count: 1, fen: 4200 } } })
    expect(room.book().shifts.record(record.shiftNo)).toEqual(record)
  })

  test('shows a clerk the own shifts alone', async () => {
    shifts().came(MANAGER)
    await sold(500)
    const { shiftNo } = ended()
    expect(shifts().records(ALL, CLERK)).toEqual([])
    expect(shifts().recordSlip(shiftNo, CLERK)).toMatchObject({ fault: { code: 'shift.notFound' } })
    expect(shifts().recordSlip(shiftNo, MANAGER)).toMatchObject({ ok: true })
  })

  test('is told to Cloud Pay with its totals once it is over; without a network it is closed all the same, and told later', async () => {
    shifts().came(MANAGER)
    const orderNo = await sold(1001)
    await givenBack(orderNo, 301)
    cash(500)
    bank().setFaults({ line: 'refused' })
    const record = ended()
    expect(shifts().look().shift.staffId, 'it is over at once').toBeNull()
    expect(shifts().records(ALL, MANAGER)).toEqual([{ ...record, told: 'waiting' }])
    await room.restart()
    expect(bank().shifts()).toEqual([])

    bank().setFaults({ line: 'fine' })
    await vi.waitUntil(() => bank().shifts().length > 0, OFTEN)
    const { startedAt, endedAt } = record
    expect(bank().shifts()).toEqual([
      expect.objectContaining({
        device_id: 'A1',
        staff_id: MANAGER.staffId,
        start_time: Math.floor(startedAt / 1000),
        end_time: Math.max(Math.floor(startedAt / 1000), Math.ceil(endedAt / 1000) - 1),
        totals: [
          { sub_pay_platform: 100, pay_count: 1, pay_fee: 1001, refund_count: 1, refund_fee: 301, net_fee: 700 },
          { sub_pay_platform: 402, pay_count: 1, pay_fee: 500, refund_count: 0, refund_fee: 0, net_fee: 500 },
        ],
      }),
    ])
    await vi.waitUntil(() => shifts().records(ALL, MANAGER)[0]?.told === 'taken', OFTEN)
  })

  test('counts the cash where that is set: float and takings against what was counted', () => {
    room.shift({ cash: true, floatFen: 20_000 })
    shifts().came(MANAGER)
    cash(1500)
    expect(over()).toMatchObject({ fault: { code: 'shift.countCash' } })
    expect(ended({ countedFen: 21_000 }).cash).toEqual({
      floatFen: 20_000,
      expectedFen: 21_500,
      countedFen: 21_000,
      differenceFen: -500,
    })
  })

  test('of the same person begins anew at once, where nobody is signed out', async () => {
    room.shift({ signOut: false })
    shifts().came(MANAGER)
    const record = ended()
    expect(shifts().look()).toMatchObject({
      shift: { staffId: MANAGER.staffId, startedAt: record.endedAt },
      signsOut: false,
    })
  })
})

describe('the figures', () => {
  const today = () => ({
    from: room.sandbox.control.now() - 3_600_000,
    until: room.sandbox.control.now() + 3_600_000,
    staffId: null,
  })

  test('are those of Cloud Pay, to the fen, with coupons, part refunds, deposits and cash', async () => {
    shifts().came(MANAGER)
    const plain = await sold(1001)
    const coupon = await sold(3333, 'paysWithShopCoupon')
    const prepaid = await sold(2222, 'paysWithCoupon', 'alipay')
    await givenBack(plain, 1001)
    // A third and the rest: no fen is lost between the two.
    await givenBack(coupon, 1111)
    await givenBack(coupon, 2222)
    await givenBack(prepaid, 7)
    cash(800)
    const hold = await held(10_000)
    await captured(hold, 2500)
    const other = await held(6000, 'alipay')
    await released(other, 1000)
    const { summary } = room.selling()
    const compared = await summary.compare(today(), MANAGER)
    if (!compared.ok) throw new Error(compared.fault.code)
    expect(compared.value.differences).toEqual([])
    const look = summary.look(today(), MANAGER)
    if (!look.ok) throw new Error(look.fault.code)
    const { figures } = look.value
    expect(figures).toMatchObject({ count: 5, fen: 1001 + 3333 + 2222 + 800 + 2500, refundCount: 4, refundFen: 1001 + 3333 + 7 })
    expect(figures.deposits).toMatchObject({
      heldCount: 2,
      heldFen: 16_000,
      capturedFen: 2500,
      restFen: 7500,
      releasedCount: 1,
      releasedFen: 1000,
    })
    expect(compared.value.figures.netFen + 800).toBe(figures.netFen)
    expect(compared.value.feeFen).toBeGreaterThan(0)
    // The shift says the same as the day, since nothing else happened.
    expect(shifts().look().figures).toEqual(figures)
    // Each movement has its line on the slip; the strip on the screen has payments and refunds alone.
    const slip = shifts()
      .slip(true)
      .rows.filter((row) => row.kind === 'money' && /^\d\d:\d\d /.test(row.label))
    expect(slip).toHaveLength(shifts().look().print.lines)
    expect(shifts().look().points).toHaveLength(figures.count + figures.refundCount)
  })

  test('differ where Cloud Pay knows of more than this till does, and that is said', async () => {
    await sold(500)
    const { orderPrefix, tillDigits } = room.selling().place
    const foreign = await room.copyOfTill().microPay({
      orderNo: `${orderPrefix}${tillDigits}1764000000000001`,
      amountFen: fen(700),
      paymentCode: bank().freshCode(WALLET.wechat),
      ...{ tender: 'wechat', body: '柜台', remark: '', staffId: MANAGER.staffId },
    })
    expect(foreign.outcome).toBe('ok')
    const compared = await room.selling().summary.compare(today(), MANAGER)
    expect(compared).toMatchObject({
      ok: true,
      value: { differences: expect.arrayContaining([{ what: 'fen', tender: 'wechat', ours: 500, theirs: 1200 }]) as unknown },
    })
  })

  test('are a clerk’s own, whatever is asked, and of at most 90 days', async () => {
    await sold(500)
    const { summary } = room.selling()
    expect(summary.look(today(), MANAGER)).toMatchObject({ value: { figures: { fen: 500 } } })
    expect(summary.look({ ...today(), staffId: MANAGER.staffId }, CLERK)).toMatchObject({ value: { figures: { fen: 0 } } })
    const tooLong = { from: 0, until: 92 * 86_400_000, staffId: null }
    expect(summary.look(tooLong, MANAGER)).toMatchObject({ fault: { code: 'summary.tooLong', params: { days: 90 } } })
  })

  test('without an answer are the book’s alone', async () => {
    await sold(500)
    room.between(() => ({
      queryOrderListOverview: () => Promise.resolve({ outcome: 'unknown', reason: 'lost', text: '', logId: null }),
    }))
    await room.restart()
    expect(await room.selling().summary.compare(today(), MANAGER)).toMatchObject({ fault: { code: 'summary.noAnswer' } })
    expect(room.selling().summary.look(today(), MANAGER)).toMatchObject({ value: { figures: { fen: 500 } } })
  })

  test('are by the hour, beside the same hours of the day before', async () => {
    await sold(500)
    const look = room.selling().summary.look(today(), MANAGER)
    const sum = (hours: readonly { fen: number }[]) => hours.reduce((fen, one) => fen + one.fen, 0)
    if (!look.ok) throw new Error(look.fault.code)
    expect([sum(look.value.hours), sum(look.value.hoursBefore)]).toEqual([500, 0])
    const tomorrow = { from: today().from + 86_400_000, until: today().until + 86_400_000, staffId: null }
    const next = room.selling().summary.look(tomorrow, MANAGER)
    if (!next.ok) throw new Error(next.fault.code)
    expect([sum(next.value.hours), sum(next.value.hoursBefore)]).toEqual([0, 500])
  })

  test('are kept as a file that is called after its days, its person and practice', async () => {
    await sold(1234)
    const { summary } = room.selling()
    const period = { ...dayOf(room.sandbox.control.now()), staffId: null }
    await room.selling().staff.refresh()
    const compared = await summary.compare(period, MANAGER)
    const file = summary.file(period, 'xlsx', MANAGER)
    if (!file.ok || !compared.ok) throw new Error('refused')
    const day = slipDay(period.from)
    expect(file.value.name).toBe(`summary-${day}.xlsx`)
    expect(file.value.wish).toMatchObject({ form: 'xlsx', ...period, staff: null, training: false, language: 'zh-CN' })
    expect(file.value.wish.told).toMatchObject({ theirs: compared.value.figures, ours: { fen: 1234 } })
    const yesterday = { ...period, from: period.from - 86_400_000 }
    const other = summary.file(yesterday, 'csv', MANAGER)
    expect(other).toMatchObject({ value: { name: `summary-${slipDay(yesterday.from)}_${day}.csv`, wish: { told: null } } })
    // A clerk's file is the clerk's own, whatever is asked.
    const own = summary.file({ ...period, staffId: MANAGER.staffId }, 'pdf', CLERK)
    expect(own).toMatchObject({
      value: { name: `summary-${day}-${CLERK.staffId}.pdf`, wish: { staffId: CLERK.staffId, staff: '王磊 1207', told: null } },
    })
    const tooLong = { ...period, until: period.from + 92 * 86_400_000 }
    expect(summary.file(tooLong, 'csv', MANAGER)).toMatchObject({ fault: { code: 'summary.tooLong' } })
  })
})
