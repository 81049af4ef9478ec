import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from '../../../contract/clock.ts'
import type { Announcement } from '../../../contract/devices.ts'
import { settingsSchema } from '../../../electron/kiosk/settings-schema.ts'
import { openBook } from '../../../electron/ledger/book.ts'
import type { SaleRecord } from '../../../electron/ledger/records.ts'
import { createRecorder } from '../../../electron/till/recorder.ts'
import { refundWords } from '../../../electron/till/refund-calls.ts'
import { saleWords } from '../../../electron/till/sale-calls.ts'
import { slipSettingOf } from '../../../electron/till/selling.ts'
import { createSpool } from '../../../electron/till/spool.ts'
import { saleOf } from '../../support/sale.ts'
import { refundRecordSchema } from '../../../electron/ledger/records.ts'

/** Slips that come out by themselves: as many as are set, each once, whatever dies meanwhile (decision 0007). */

const NOW = Date.UTC(2026, 10, 23, 9)
const ORDER_NO = '0100005200011763802000000001'
const REFUND_NO = '0100005200011763802000000002'
const HOLD_NO = '0100005200011763802000000003'

beforeEach(() => vi.useFakeTimers({ now: NOW }))
afterEach(() => vi.useRealTimers())

/** A book, and a till that pays into it by the real recorder; its process may die and begin again on the same book. */
function room(first: Parameters<typeof settingsSchema.parse>[0]) {
  const opened = openBook(':memory:', NOW)
  if (!opened.ok) throw new Error(opened.fault.code)
  const book = opened.value
  let settings = settingsSchema.parse(first)
  const printed: string[] = []
  const said: Announcement[] = []
  /** Jobs that never end: the process dies while they are printed. */
  const endless = new Set<number>()

  function life() {
    let alive = true
    const counter = {
      async print(jobId: string, document: { rows: readonly unknown[] }) {
        printed.push(jobId)
        expect(document.rows.length).toBeGreaterThan(5)
        if (endless.has(printed.length)) await new Promise(() => {})
        return { outcome: { result: 'printed' as const }, firstByteAt: 0 }
      },
      announce(announcement: Announcement) {
        said.push(announcement)
        return Promise.resolve({ outcome: { result: 'played' as const, detail: '' }, firstSampleAt: 0 })
      },
    }
    const log = { info() {}, warn() {}, error() {} }
    const own: typeof book = {
      ...book,
      write: (change) => (alive ? book.write(change) : { slipQueued: false, mayAnnounce: false }),
    }
    const parts = { book: own, counter, clock: systemClock, log, settings: () => settings, training: false, changed() {} }
    const spool = createSpool(parts)
    const recorder = createRecorder(parts, spool)
    const slipSetting = () => slipSettingOf({ shopName: '海风', deviceName: 'A1' }, parts)
    spool.recover()
    return {
      spool,
      pay: (sale: SaleRecord) =>
        recorder.take(saleWords(parts, slipSetting), sale, sale.purpose === 'hold' ? 'held' : 'paid', { settledAt: NOW }),
      fail: (sale: SaleRecord) => recorder.take(saleWords(parts, slipSetting), sale, 'notPaid', {}),
      giveBack: () => recorder.take(refundWords(parts, slipSetting), REFUND, 'accepted', { acceptedAt: NOW }),
      die() {
        alive = false
        spool.stop()
      },
    }
  }
  return {
    book,
    life,
    printed,
    said,
    endless,
    set: (next: Parameters<typeof settingsSchema.parse>[0]) => (settings = settingsSchema.parse(next)),
    jobs: (number = ORDER_NO) => book.slips.ofOrder(number),
  }
}

const SENT = saleOf({ state: 'sending', orderNo: ORDER_NO, sentAt: NOW })
const REFUND = refundRecordSchema.parse({
  ...{ refundId: 'r1', refundNo: REFUND_NO, orderNo: ORDER_NO, saleId: 's1', tender: 'wechat', orderFen: 2000, amountFen: 500 },
  ...{ reason: '', state: 'sending', startedAt: NOW, sentAt: NOW, acceptedAt: null, settledAt: null, platformRefundId: null },
  ...{ receivedBy: null, fault: null, staffId: '0001', staffName: '陈经理', isAdmin: false, authority: 'own', approver: null },
})
const partOf = (job: { document: { rows: readonly { kind: string }[] } }) => JSON.stringify(job.document.rows)

describe('slips that come by themselves', () => {
  test('as many as are set, numbered, none of them marked as a copy, and the drawer opens with the first alone', async () => {
    const till = room({ receipt: { copies: { payment: 3 }, openDrawer: true } })
    till.life().pay(SENT)
    await vi.advanceTimersByTimeAsync(10)
    const jobs = till.jobs()
    expect(jobs.map(({ event }) => event)).toEqual([`payment:${ORDER_NO}`, `payment:${ORDER_NO}#2`, `payment:${ORDER_NO}#3`])
    expect(jobs.map(({ state, copy }) => [state, copy])).toEqual([1, 2, 3].map(() => ['printed', false]))
    expect(jobs.map(({ document }) => document.openDrawer)).toEqual([true, false, false])
    for (const [index, job] of jobs.entries()) {
      expect(partOf(job)).toContain(`第 ${index + 1}/3 联`)
      expect(partOf(job)).not.toContain('副本')
    }
    expect(till.printed).toEqual(jobs.map(({ jobId }) => jobId))
  })

  test('one alone says nothing of parts', () => {
    const till = room({})
    till.life().pay(SENT)
    expect(till.jobs()).toHaveLength(1)
    expect(partOf(till.jobs()[0] as never)).not.toMatch(/联|Part/)
  })

  test('a till that dies in the middle of the second: that one is left to a person, the third comes, none comes twice', async () => {
    const till = room({ receipt: { copies: { payment: 3 } } })
    till.endless.add(2)
    const first = till.life()
    first.pay(SENT)
    await vi.advanceTimersByTimeAsync(10)
    expect(till.jobs().map(({ state }) => state)).toEqual(['printed', 'sending', 'waiting'])
    first.die()
    till.life()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(till.jobs().map(({ state, fault }) => [state, fault])).toEqual([
      ['printed', null],
      ['failed', 'interrupted'],
      ['printed', null],
    ])
    expect(till.printed).toHaveLength(3)
    expect(new Set(till.printed).size).toBe(3)
  })

  test('a till that dies before the first: all of them come after, because they were written with the payment', async () => {
    const till = room({ receipt: { copies: { payment: 2 } } })
    const first = till.life()
    first.spool.stop()
    first.pay(SENT)
    expect(till.jobs().map(({ state }) => state)).toEqual(['waiting', 'waiting'])
    first.die()
    till.life()
    await vi.advanceTimersByTimeAsync(10)
    expect(till.jobs().map(({ state }) => state)).toEqual(['printed', 'printed'])
  })

  test('an event that has its slips gets no more of them, also when more are set since', () => {
    const till = room({})
    const first = till.life()
    first.pay(SENT)
    till.set({ receipt: { copies: { payment: 3 } } })
    first.pay(SENT)
    expect(till.jobs()).toHaveLength(1)
  })

  test.each([
    ['payment', { payment: false }, 0, 1],
    ['refund', { refund: false }, 1, 0],
  ] as const)('the switch of the %s turns off its slips alone', (_name, auto, payments, refunds) => {
    const till = room({ receipt: { auto } })
    const life = till.life()
    life.pay(SENT)
    life.giveBack()
    expect([till.jobs().length, till.jobs(REFUND_NO).length]).toEqual([payments, refunds])
  })

  test('a deposit that is held, and what is captured of it, follow the payment’s settings', () => {
    const till = room({ receipt: { copies: { payment: 2, refund: 3 } } })
    const life = till.life()
    const hold = saleOf({ purpose: 'hold', state: 'sending', orderNo: HOLD_NO, sentAt: NOW, saleId: 's2' })
    expect(life.pay(hold)?.record.state).toBe('held')
    life.giveBack()
    expect(till.jobs(HOLD_NO).map(({ document }) => document.kind)).toEqual(['hold', 'hold'])
    expect(till.jobs(REFUND_NO)).toHaveLength(3)
  })

  test('a slip is not printed without being asked once its time is over', async () => {
    const till = room({ receipt: { windowMs: 10_000, copies: { payment: 2 } } })
    const first = till.life()
    first.spool.stop()
    first.pay(SENT)
    first.die()
    await vi.advanceTimersByTimeAsync(10_001)
    till.life()
    await vi.advanceTimersByTimeAsync(10)
    expect(till.jobs().map(({ state, fault }) => [state, fault])).toEqual([1, 2].map(() => ['failed', 'stale']))
    expect(till.printed).toEqual([])
  })
})

describe('sentences', () => {
  test('are of their kind, with the type where it is said, and stale after the time that is set', () => {
    const till = room({ voice: { sayType: true, windowMs: 20_000 } })
    const life = till.life()
    life.pay(SENT)
    life.fail(saleOf({ saleId: 's3', state: 'sending', orderNo: HOLD_NO, sentAt: NOW }))
    life.giveBack()
    expect(till.said.map(({ kind }) => kind)).toEqual(['payment', 'warning', 'refund'])
    expect(till.said[0]?.text).toBe('刷卡支付，微信收款二十元')
    expect(till.said.map(({ staleAt }) => staleAt)).toEqual([1, 2, 3].map(() => NOW + 20_000))
  })

  test('of payments are switched off alone; what failed and what goes back is said all the same', () => {
    const till = room({ voice: { code: false } })
    const life = till.life()
    life.pay(SENT)
    life.fail(saleOf({ saleId: 's3', state: 'sending', orderNo: HOLD_NO, sentAt: NOW }))
    life.giveBack()
    expect(till.said.map(({ kind }) => kind)).toEqual(['warning', 'refund'])
  })

  test('of a deposit are not a payment’s', () => {
    const till = room({ voice: { sayType: true } })
    till.life().pay(saleOf({ purpose: 'hold', state: 'sending', orderNo: HOLD_NO, sentAt: NOW }))
    expect(till.said).toMatchObject([{ kind: 'refund', text: '微信收取押金二十元' }])
  })
})
