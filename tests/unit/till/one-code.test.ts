import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OrderList, QueryOrderList } from '../../../cloudpay/client/client.ts'
import { listedOrder, listedRefund } from '../../../cloudpay/client/listed-order.ts'
import { oneCodeSchema, type OneCodeSetting } from '../../../contract/one-code.ts'
import { receiptSchema } from '../../../contract/receipt.ts'
import { openBook, type Book } from '../../../electron/ledger/book.ts'
import type { RefundRecord } from '../../../electron/ledger/records.ts'
import { createOneCode, type OneCode, type OneCodeParts } from '../../../electron/till/one-code.ts'
import { slipSetting } from '../../support/slip-setting.ts'

const NOW = Date.UTC(2026, 10, 28, 9)
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DOOR = { id: '7001', name: '门口' }
const TABLE = { id: '7002', name: '2 号桌' }

interface Row {
  readonly kind: 'payment' | 'refund'
  readonly number: string
  readonly code: string
  readonly at: number
  /** From when on the list shows it, and when a refund is through. */
  readonly shownAt: number
  readonly doneAt: number
}

const ownRefund = (refundNo: string): RefundRecord => ({
  ...{
    refundId: 'r1',
    refundNo,
    orderNo: `of${refundNo}`,
    saleId: null,
    holdNo: null,
    tender: 'wechat',
    orderFen: 1500,
    amountFen: 500,
  },
  ...{ settledFen: null, reason: '', state: 'accepted', startedAt: NOW, sentAt: NOW, acceptedAt: NOW, settledAt: null },
  ...{ platformRefundId: null, receivedBy: null, fault: null, staffId: '0001', staffName: '陈经理', isAdmin: false },
  ...{ authority: 'own', approver: null },
})

/** A till that follows two codes, with a list that lags, a line that breaks, a disk that refuses and a power switch. */
function room(setting: Partial<OneCodeSetting> = {}) {
  const opened = openBook(':memory:', NOW)
  if (!opened.ok) throw new Error(opened.fault.code)
  const real = opened.value
  const rows: Row[] = []
  const said: { id: string; text: string; staleAt: number }[] = []
  const asked: QueryOrderList[] = []
  let settings = { ...oneCodeSchema.parse({ enabled: true, codes: [DOOR, TABLE] }), ...setting }
  let lineBroken = false
  let refusals = 0
  let jump = 0
  let timeKnown = true
  let changes = 0
  let running: OneCode | null = null
  const trueNow = (): number => Date.now()

  function list(q: QueryOrderList): OrderList {
    const kind = q.kind === 'payments' ? 'payment' : 'refund'
    const all = rows
      .filter((row) => row.kind === kind && row.code === q.qrcodeId && row.shownAt <= trueNow())
      .filter(({ at }) => at >= Math.floor(q.from / SECOND) * SECOND && at < q.until)
      .sort((one, other) => other.at - one.at)
    const page = all.slice((q.page - 1) * q.pageSize, q.page * q.pageSize)
    const wire = (row: Row) => ({
      ...{ out_trade_no: row.kind === 'payment' ? row.number : `of${row.number}`, sub_pay_platform: 101, qrcode_id: row.code },
      ...{ create_time: row.at / SECOND, wxpay_current_trade_state: 2, total_fee: 1500, time_end: row.at / SECOND },
    })
    return {
      total: all.length,
      orders: kind === 'payment' ? page.map((row) => listedOrder(wire(row))) : [],
      refunds:
        kind === 'refund'
          ? page.map((row) =>
              listedRefund({
                ...{ ...wire(row), out_refund_no: row.number, refund_fee: 500 },
                wxpay_current_trade_state: undefined,
                wxpay_refund_state: row.doneAt <= trueNow() ? 2 : 4,
              }),
            )
          : [],
      holds: [],
      releases: [],
    }
  }

  const book: Book = {
    ...real,
    write(change) {
      if (refusals-- > 0) throw new Error('database or disk is full')
      return real.write(change)
    },
  }
  const parts: OneCodeParts = {
    book,
    clock: {
      now: () => trueNow() + jump,
      elapsed: () => performance.now(),
      after(ms, call) {
        const timer = setTimeout(call, ms)
        return () => clearTimeout(timer)
      },
    },
    serverNow: () => trueNow() + jump,
    timeKnown: () => timeKnown,
    cloud: {
      async queryOrderList(q) {
        asked.push(q)
        await new Promise((resolve) => setTimeout(resolve, 300))
        if (lineBroken) return { outcome: 'unknown', reason: 'noAnswer', text: '', logId: null }
        return { outcome: 'ok', answer: list(q), logId: 1 }
      },
    },
    settings: () => ({ language: 'zh-CN', oneCode: settings, receipt: receiptSchema.parse({}) }) as never,
    slipSetting: () => slipSetting(),
    announce: ({ event, text }, windowMs) => said.push({ id: event, text, staleAt: trueNow() + (windowMs ?? 0) }),
    kickSpool() {},
    log: { info() {}, warn() {}, error() {} },
    changed: () => void changes++,
  }
  let nth = 0
  const start = (): void => {
    running = createOneCode(parts)
    running.start()
  }
  const slipsOf = (number: string) =>
    real.slips.begun(`oneCode.paid:${number}`).jobs + real.slips.begun(`oneCode.refunded:${number}`).jobs
  return {
    book: real,
    rows,
    said,
    changes: () => changes,
    asked,
    start,
    slipsOf,
    rowsOf: (number: string) => real.journal().filter(({ subject }) => subject === number).length,
    view: () => running?.view() ?? null,
    crash: () => running?.stop(),
    breakLine: (is: boolean) => (lineBroken = is),
    refuse: (times: number) => (refusals = times),
    jumpBy: (ms: number) => (jump = ms),
    knowTime: (is: boolean) => (timeKnown = is),
    set: (more: Partial<OneCodeSetting>) => (settings = { ...settings, ...more }),
    happen(kind: Row['kind'], code: string, more: { at?: number; lag?: number; takes?: number } = {}): string {
      const at = Math.floor((more.at ?? trueNow()) / SECOND) * SECOND
      const number = `${kind}${String(++nth).padStart(4, '0')}`
      rows.push({ kind, number, code, at, shownAt: trueNow() + (more.lag ?? 0), doneAt: trueNow() + (more.takes ?? 0) })
      return number
    },
  }
}
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => vi.useFakeTimers({ now: NOW }))
afterEach(() => vi.useRealTimers())

describe('payments by the codes of the shop', () => {
  it('are printed and announced within seconds, with the name of the code; others are not', async () => {
    const till = room()
    till.start()
    await pass(5 * SECOND)
    const number = till.happen('payment', DOOR.id)
    const other = till.happen('payment', '9999')
    await pass(15 * SECOND)
    expect(till.said.map(({ text }) => text)).toEqual(['一码支付，微信收款十五元'])
    expect([till.slipsOf(number), till.slipsOf(other)]).toEqual([1, 0])
    expect(JSON.stringify(till.book.slips.ofOrder(number)[0]?.document)).toContain('门口')
    expect(till.view()).toMatchObject({ codes: 2, lost: false, last: { number, amountFen: 1500, codeName: '门口' } })
  })

  it('of before somebody ticked the code are nobody’s business, also when it is ticked anew', async () => {
    const till = room()
    const before = till.happen('payment', DOOR.id, { at: NOW - 5 * SECOND })
    till.start()
    await pass(MINUTE)
    till.set({ codes: [TABLE] })
    await pass(MINUTE)
    const meanwhile = till.happen('payment', DOOR.id)
    await pass(MINUTE)
    till.set({ codes: [DOOR, TABLE] })
    await pass(MINUTE)
    const after = till.happen('payment', DOOR.id)
    await pass(MINUTE)
    expect([before, meanwhile, after].map(till.slipsOf)).toEqual([0, 0, 1])
  })

  it('of two hours without a line or without the till are all printed, and not announced any more', async () => {
    const till = room()
    till.start()
    await pass(MINUTE)
    till.breakLine(true)
    const numbers = Array.from({ length: 250 }, (_none, nth) =>
      till.happen('payment', DOOR.id, { at: NOW + MINUTE + nth * 20 * SECOND }),
    )
    await pass(2 * HOUR)
    expect(till.view()).toMatchObject({ lost: true })
    till.crash()
    till.start()
    till.breakLine(false)
    await pass(2 * MINUTE)
    expect(numbers.map(till.slipsOf).every((slips) => slips === 1)).toBe(true)
    expect(till.said).toEqual([])
  })

  it('from now on: what came while the till was off, or is older than the window, is not printed, and is in the journal', async () => {
    const till = room({ print: { payment: true, refund: false, begin: 'now', windowMs: 60_000 } })
    till.start()
    await pass(MINUTE)
    till.crash()
    const off = till.happen('payment', DOOR.id)
    await pass(MINUTE)
    till.start()
    await pass(MINUTE)
    const late = till.happen('payment', DOOR.id, { lag: 2 * MINUTE })
    const quick = till.happen('payment', DOOR.id)
    await pass(5 * MINUTE)
    expect([off, late, quick].map(till.slipsOf)).toEqual([0, 0, 1])
    expect([off, late, quick].map(till.rowsOf)).toEqual([0, 1, 1])
  })

  it('are neither printed nor said where that is switched off, and do not come later when it is switched on', async () => {
    const till = room({ voice: { enabled: false, windowMs: 60_000 } })
    till.set({ print: { payment: false, refund: false, begin: 'last', windowMs: 60_000 } })
    till.start()
    await pass(MINUTE)
    const number = till.happen('payment', DOOR.id)
    await pass(MINUTE)
    till.set(oneCodeSchema.parse({ enabled: true, codes: [DOOR] }))
    await pass(30 * MINUTE)
    expect([till.slipsOf(number), till.rowsOf(number), till.said.length]).toEqual([0, 1, 0])
  })

  it('refunds are told once the money is back, however long that takes, and only those since it was wished', async () => {
    const till = room()
    till.start()
    await pass(MINUTE)
    const before = till.happen('refund', DOOR.id)
    await pass(MINUTE)
    till.set({ print: { payment: true, refund: true, begin: 'last', windowMs: 60_000 } })
    await pass(MINUTE)
    const slow = till.happen('refund', DOOR.id, { takes: 26 * HOUR })
    const quick = till.happen('refund', TABLE.id)
    await pass(MINUTE)
    expect([before, slow, quick].map(till.slipsOf)).toEqual([0, 0, 1])
    await pass(25.5 * HOUR)
    // What is under way holds the list open behind it, whatever comes meanwhile.
    const next = till.happen('refund', DOOR.id)
    await pass(HOUR)
    expect([before, slow, quick, next].map(till.slipsOf)).toEqual([0, 1, 1, 1])
  })

  it('are shown when they come, and a line that is lost or back; between them nothing is shown anew', async () => {
    const till = room()
    till.start()
    await pass(MINUTE)
    expect(till.changes()).toBe(0)
    till.happen('payment', DOOR.id)
    await pass(10 * MINUTE)
    expect(till.changes()).toBe(1)
    till.breakLine(true)
    await pass(2 * MINUTE)
    expect([till.changes(), till.view()?.lost]).toEqual([2, true])
    till.breakLine(false)
    await pass(5 * MINUTE)
    expect([till.changes(), till.view()?.lost]).toEqual([3, false])
  })

  it('a refund that this till made itself is told by its own slip alone', async () => {
    const till = room({ print: { payment: true, refund: true, begin: 'last', windowMs: 60_000 } })
    till.start()
    await pass(MINUTE)
    const own = till.happen('refund', DOOR.id, { takes: MINUTE })
    till.book.write({ entry: { at: NOW, kind: 'refund.sending', subject: 'r1', body: {} }, refund: ownRefund(own) })
    const elsewhere = till.happen('refund', DOOR.id)
    await pass(5 * MINUTE)
    expect([own, elsewhere].map(till.slipsOf)).toEqual([0, 1])
    expect(till.said).toHaveLength(1)
    expect(till.rowsOf(own)).toBe(0)
  })

  it('Cloud Pay is asked less often when nothing comes, and less and less while it does not answer; without its clock never', async () => {
    const till = room({ codes: [DOOR] })
    till.knowTime(false)
    till.start()
    await pass(5 * MINUTE)
    expect(till.asked).toHaveLength(0)
    till.knowTime(true)
    const during = async (ms: number): Promise<number> => {
      const before = till.asked.length
      await pass(ms)
      return till.asked.length - before
    }
    await during(2 * MINUTE)
    const idle = await during(10 * MINUTE)
    till.happen('payment', DOOR.id)
    await during(MINUTE)
    const busy = await during(2 * MINUTE)
    till.breakLine(true)
    await during(2 * MINUTE)
    const lost = await during(10 * MINUTE)
    expect({ idle, busy, lost }).toEqual({ idle: 58, busy: 28, lost: 9 })
  })
})

/** `GUITAI_RUNS=2000` for a long look. */
const RUNS = Number(process.env['GUITAI_RUNS'] ?? 25)

const STEPS = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant('pay' as const),
        lag: fc.integer({ min: 0, max: 30 * MINUTE }),
        door: fc.boolean(),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('refund' as const), takes: fc.integer({ min: 0, max: HOUR }) }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 10, max: 10 * MINUTE }) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('offline' as const), ms: fc.integer({ min: SECOND, max: HOUR }) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('crash' as const), ms: fc.integer({ min: 0, max: 2 * HOUR }) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('disk' as const), times: fc.integer({ min: 1, max: 4 }) }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('jump' as const), ms: fc.integer({ min: -400 * 24 * HOUR, max: 400 * 24 * HOUR }) }),
    },
  ),
  { minLength: 1, maxLength: 25 },
)

it('whatever breaks meanwhile, each payment and refund is printed exactly once', { timeout: 60_000 + RUNS * 2000 }, async () => {
  await fc.assert(
    fc.asyncProperty(STEPS, async (steps) => {
      vi.setSystemTime(NOW)
      const till = room({ print: { payment: true, refund: true, begin: 'last', windowMs: 60_000 } })
      till.start()
      await pass(10 * SECOND)
      for (const step of steps) {
        if (step.do === 'pay') till.happen('payment', step.door ? DOOR.id : TABLE.id, { lag: step.lag })
        else if (step.do === 'refund') till.happen('refund', DOOR.id, { takes: step.takes })
        else if (step.do === 'wait') await pass(step.ms)
        else if (step.do === 'disk') till.refuse(step.times)
        else if (step.do === 'offline') {
          till.breakLine(true)
          await pass(step.ms)
          till.breakLine(false)
        } else if (step.do === 'crash') {
          till.crash()
          await pass(step.ms)
          till.start()
        } else {
          // The till's clock is set wrong, until Cloud Pay's is heard again.
          till.jumpBy(step.ms)
          await pass(MINUTE)
          till.jumpBy(0)
        }
      }
      till.refuse(0)
      await pass(90 * MINUTE)
      till.crash()
      await pass(MINUTE)
      expect(till.rows.map(({ number }) => [number, till.slipsOf(number), till.rowsOf(number)])).toEqual(
        till.rows.map(({ number }) => [number, 1, 1]),
      )
      const events = till.said.map(({ id }) => id)
      expect(new Set(events).size).toBe(events.length)
    }),
    { numRuns: RUNS },
  )
})
