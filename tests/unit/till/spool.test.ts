import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../../../contract/clock.ts'
import { openBook, type Book } from '../../../electron/ledger/book.ts'
import { paymentSlip } from '../../../electron/slips/payment.ts'
import { createSpool } from '../../../electron/till/spool.ts'
import { saleOf } from '../../support/sale.ts'
import { slipSetting } from '../../support/slip-setting.ts'

const NOW = Date.UTC(2026, 10, 23, 9)

beforeEach(() => vi.useFakeTimers({ now: NOW }))
afterEach(() => vi.useRealTimers())

/** A spool on a real book whose disk refuses to take down how slips stand, as often as it is told to. */
function room() {
  const opened = openBook(':memory:', NOW)
  if (!opened.ok) throw new Error(opened.fault.code)
  const real = opened.value
  let refusals = 0
  const book: Book = {
    ...real,
    slips: {
      ...real.slips,
      mark(jobId, state, fault) {
        if (state !== 'sending' && refusals-- > 0) throw new Error('database or disk is full')
        real.slips.mark(jobId, state, fault)
      },
    },
  }
  const printed: string[] = []
  const spoolOf = () =>
    createSpool({
      book,
      counter: {
        async print(jobId) {
          printed.push(jobId)
          return { outcome: { result: 'printed' }, firstByteAt: 0 }
        },
        announce: () => Promise.reject(new Error('nothing is said here')),
      },
      clock: systemClock,
      log: { info() {}, warn() {}, error() {} },
      changed() {},
    })
  const orderNo = '0100005200011763802000000001'
  const sale = saleOf({ state: 'paid', orderNo, sentAt: NOW, settledAt: NOW })
  const document = paymentSlip(sale, slipSetting(), 'auto')
  const slip = { event: 'payment:1', orderNo, copy: false, madeAt: NOW, staleAt: NOW + 3_600_000, document }
  real.write({ entry: { at: NOW, kind: 'sale.paid', subject: 's1', body: {} }, sale, slips: [slip] })
  return {
    book,
    printed,
    spoolOf,
    state: () => real.slips.ofOrder(orderNo)[0]?.state,
    refuse: (times: number) => (refusals = times),
  }
}

test('how a slip ended is written down as soon as the disk takes it, and the slip is not printed again', async () => {
  const { printed, spoolOf, state, refuse } = room()
  refuse(2)
  spoolOf().kick()
  await vi.advanceTimersByTimeAsync(4000)
  expect(state()).toBe('sending')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(state()).toBe('printed')
  expect(printed).toHaveLength(1)
})

test('a till comes up with a full disk, and a slip that was under way is left to a person', async () => {
  const { book, printed, spoolOf, state, refuse } = room()
  const [job] = book.slips.ofOrder('0100005200011763802000000001')
  book.slips.mark(job?.jobId ?? '', 'sending', null)
  refuse(3)
  const spool = spoolOf()
  expect(() => spool.recover()).not.toThrow()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(state()).toBe('failed')
  expect(book.slips.ofOrder('0100005200011763802000000001')[0]?.fault).toBe('interrupted')
  expect(printed).toEqual([])
  expect(spool.waitingCount()).toBe(0)
})

test('a report that waits for its printer keeps no receipt waiting, nor the other way round', async () => {
  const opened = openBook(':memory:', NOW)
  if (!opened.ok) throw new Error(opened.fault.code)
  const book = opened.value
  const printed: string[] = []
  const away = new Set<string>(['shift'])
  const document = paymentSlip(saleOf({ state: 'paid', orderNo: '1', sentAt: NOW, settledAt: NOW }), slipSetting(), 'auto')
  const queue = (event: string, kind: 'payment' | 'shift', madeAt: number) => {
    const slip = { event, orderNo: event, copy: false, madeAt, staleAt: NOW + 3_600_000, document: { ...document, kind } }
    book.write({ entry: { at: NOW, kind: 'slip.made', subject: event, body: {} }, slips: [slip] })
  }
  const offline = { result: 'failed', fault: 'offline', bytesOut: 0, detail: '' } as const
  const spool = createSpool({
    book,
    counter: {
      async print(_, { kind }) {
        if (away.has(kind)) return { outcome: offline, firstByteAt: 0 }
        printed.push(kind)
        return { outcome: { result: 'printed' }, firstByteAt: 0 }
      },
      announce: () => Promise.reject(new Error('nothing is said here')),
    },
    clock: systemClock,
    log: { info() {}, warn() {}, error() {} },
    changed() {},
  })
  queue('shift:1', 'shift', NOW)
  queue('payment:1', 'payment', NOW + 1)
  queue('payment:2', 'payment', NOW + 2)
  spool.kick()
  await vi.advanceTimersByTimeAsync(0)
  expect(printed).toEqual(['payment', 'payment'])
  expect(book.slips.ofOrder('shift:1')[0]).toMatchObject({ state: 'waiting', fault: 'offline', attempts: 1 })
  away.clear()
  away.add('payment')
  queue('payment:3', 'payment', NOW + 3)
  await vi.advanceTimersByTimeAsync(1000)
  expect(printed).toEqual(['payment', 'payment', 'shift'])
  spool.stop()
})

test('a slip that is queued while the spool has just found nothing is printed at once', async () => {
  const { book, printed, spoolOf } = room()
  const [job] = book.slips.ofOrder('0100005200011763802000000001')
  book.slips.mark(job?.jobId ?? '', 'printed', null)
  const spool = spoolOf()
  spool.kick()
  book.slips.mark(job?.jobId ?? '', 'waiting', null)
  spool.kick()
  await vi.advanceTimersByTimeAsync(0)
  expect(printed).toEqual([job?.jobId])
})
