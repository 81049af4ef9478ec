import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../../../contract/clock.ts'
import { openBook } from '../../../electron/ledger/book.ts'
import { createRecorder } from '../../../electron/till/recorder.ts'
import { saleWords } from '../../../electron/till/sale-calls.ts'
import type { SaleEvent } from '../../../electron/till/sale-events.ts'
import { slipSettingOf } from '../../../electron/till/selling.ts'
import { createSpool } from '../../../electron/till/spool.ts'
import { settingsSchema } from '../../../electron/kiosk/settings-schema.ts'
import type { SaleRecord } from '../../../electron/ledger/records.ts'
import { saleOf } from '../../support/sale.ts'

/** Slips of a payment by card, which wait a moment for what is on the card then: real book, recorder and spool. */

const NOW = Date.UTC(2026, 10, 23, 9)
const BY_CARD = saleOf({ state: 'sending', orderNo: '1', sentAt: NOW, tender: 'memberCard', membershipNumber: '880001206' })
const BY_CODE = saleOf({ saleId: 's2', state: 'sending', orderNo: '2', sentAt: NOW })

beforeEach(() => vi.useFakeTimers({ now: NOW }))
afterEach(() => vi.useRealTimers())

function room() {
  const opened = openBook(':memory:', NOW)
  if (!opened.ok) throw new Error(opened.fault.code)
  const book = opened.value
  const settings = settingsSchema.parse({ receipt: { copies: { payment: 2 } } })
  /** What was printed, by its order number and whether it says a balance. */
  const printed: string[] = []
  function life() {
    const counter = {
      async print(jobId: string, document: { rows: readonly unknown[] }) {
        const orderNo = ['1', '2'].find((one) => book.slips.ofOrder(one).some((job) => job.jobId === jobId)) ?? ''
        printed.push(`${orderNo}${JSON.stringify(document.rows).includes('卡内余额') ? ' balance' : ''}`)
        return { outcome: { result: 'printed' as const }, firstByteAt: 0 }
      },
      announce: () => Promise.resolve({ outcome: { result: 'played' as const, detail: '' }, firstSampleAt: 0 }),
    }
    const log = { info() {}, warn() {}, error() {} }
    const parts = { book, counter, clock: systemClock, log, settings: () => settings, training: false, changed() {} }
    const spool = createSpool(parts)
    const recorder = createRecorder(parts, spool)
    const words = saleWords(
      parts,
      () => slipSettingOf({ shopName: '海风', deviceName: 'A1' }, parts),
      ({ tender }) => tender === 'memberCard',
    )
    spool.recover()
    const take = (sale: SaleRecord, event: SaleEvent, facts: Partial<SaleRecord>) => {
      const taken = recorder.take(words, sale, event, facts)
      if (!taken) throw new Error('not written')
      return taken.record
    }
    return { spool, pay: (sale: SaleRecord) => take(sale, 'paid', { settledAt: NOW }), take }
  }
  return { book, printed, life }
}

test('they are laid out with it when it is told in time, each of them printed once', async () => {
  const { printed, life } = room()
  const { pay, take, spool } = life()
  const paid = pay(BY_CARD)
  pay(BY_CODE)
  await vi.advanceTimersByTimeAsync(300)
  expect(printed, 'another customer waits for nobody').toEqual(['2', '2'])
  take(paid, 'balanceTold', { balanceFen: 88_000 })
  spool.release('1')
  await vi.advanceTimersByTimeAsync(10)
  expect(printed.slice(2)).toEqual(['1 balance', '1 balance'])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(printed).toHaveLength(4)
})

test('they go without it after a second, and stay as they were printed', async () => {
  const { book, printed, life } = room()
  const { pay, take } = life()
  const paid = pay(BY_CARD)
  await vi.advanceTimersByTimeAsync(999)
  expect(printed).toEqual([])
  await vi.advanceTimersByTimeAsync(2)
  expect(printed).toEqual(['1', '1'])
  take(paid, 'balanceTold', { balanceFen: 88_000 })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(printed).toHaveLength(2)
  for (const { document } of book.slips.ofOrder('1')) expect(JSON.stringify(document)).not.toContain('卡内余额')
  expect(book.saleByOrderNo('1')?.balanceFen).toBe(88_000)
})

test('a till that dies while they wait prints them when it is back', async () => {
  const { printed, life } = room()
  const dying = life()
  dying.pay(BY_CARD)
  dying.spool.stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(printed).toEqual([])
  life()
  await vi.advanceTimersByTimeAsync(10)
  expect(printed).toEqual(['1', '1'])
})

test('a slip that was tried already stays as it is: some of it may be known to a printer', async () => {
  const { book, life } = room()
  const { pay, take, spool } = life()
  const paid = pay(BY_CARD)
  spool.stop()
  const [first, second] = book.slips.ofOrder('1')
  book.slips.mark(first?.jobId ?? '', 'sending', null)
  book.slips.mark(first?.jobId ?? '', 'waiting', 'offline')
  take(paid, 'balanceTold', { balanceFen: 88_000 })
  const said = book.slips.ofOrder('1').map(({ jobId, document }) => [jobId, JSON.stringify(document).includes('卡内余额')])
  expect(said).toEqual([
    [first?.jobId, false],
    [second?.jobId, true],
  ])
})
