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
