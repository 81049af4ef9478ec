import { afterEach, beforeEach, expect, test } from 'vitest'
import { NO_FILTER } from '../../../contract/order-filter.ts'
import { openBook, type Book } from '../../../electron/ledger/book.ts'
import type { HoldRecord, RefundRecord, ReleaseRecord, SaleRecord } from '../../../electron/ledger/records.ts'
import { saleOf } from '../../support/sale.ts'

/** What the book keeps of deposits: the holds, and what was captured and released of them. */

const NOW = Date.UTC(2026, 10, 22, 9)
let book: Book
beforeEach(() => {
  const opened = openBook(':memory:', NOW)
  if (!opened.ok) throw new Error(opened.fault.code)
  book = opened.value
})
afterEach(() => book.close())

const entry = { at: NOW, kind: 'test', subject: 's1', body: {} }
const hold = (facts: Partial<HoldRecord> = {}): HoldRecord => ({
  holdNo: 'H1',
  saleId: 's1',
  tender: 'wechat',
  heldFen: 1000,
  remark: '',
  heldAt: NOW,
  platformHoldId: null,
  staffId: '1206',
  staffName: '李婷',
  told: null,
  ...facts,
})
const release = (facts: Partial<ReleaseRecord> = {}): ReleaseRecord => ({
  releaseId: 'r1',
  releaseNo: 'R1',
  holdNo: 'H1',
  tender: 'wechat',
  heldFen: 1000,
  amountFen: 200,
  remark: '',
  state: 'succeeded',
  startedAt: NOW + 5,
  sentAt: NOW + 5,
  settledAt: NOW + 6,
  platformReleaseId: null,
  fault: null,
  staffId: '0001',
  staffName: '陈经理',
  isAdmin: false,
  authority: 'own',
  approver: null,
  ...facts,
})
const capture = (n: number, facts: Partial<SaleRecord> = {}): SaleRecord =>
  saleOf({
    saleId: `c${n}`,
    orderNo: `C${n}`,
    way: 'capture',
    state: 'paid',
    amountFen: 100,
    holdNo: 'H1',
    returnedFen: 0,
    startedAt: NOW + n,
    ...facts,
  })
const refund = (facts: Partial<RefundRecord> = {}): RefundRecord => ({
  refundId: 'f1',
  refundNo: 'F1',
  orderNo: 'C1',
  saleId: 'c1',
  holdNo: 'H1',
  tender: 'wechat',
  orderFen: 100,
  amountFen: 30,
  settledFen: null,
  reason: '',
  state: 'accepted',
  startedAt: NOW + 7,
  sentAt: NOW + 7,
  acceptedAt: NOW + 7,
  settledAt: null,
  platformRefundId: null,
  receivedBy: null,
  fault: null,
  staffId: '0001',
  staffName: '陈经理',
  isAdmin: false,
  authority: 'own',
  approver: null,
  ...facts,
})

test('what this till did with a hold is summed from what is known to have happened, and of this hold alone', () => {
  book.write({ entry, hold: hold() })
  expect(book.holds.own('H1')).toEqual({ capturedFen: 0, releasedFen: 0, refundedFen: 0 })
  book.write({ entry, sale: capture(1, { returnedFen: 50 }) })
  book.write({ entry, sale: capture(2, { state: 'unknown' }) })
  book.write({ entry, sale: capture(3, { state: 'failed', amountFen: 900 }) })
  book.write({ entry, sale: capture(4, { holdNo: 'H2' }) })
  book.write({ entry, refund: refund() })
  book.write({ entry, refund: refund({ refundId: 'f2', refundNo: 'F2', state: 'failed' }) })
  book.write({ entry, release: release() })
  book.write({ entry, release: release({ releaseId: 'r2', releaseNo: 'R2', state: 'accepted' }) })
  book.write({ entry, release: release({ releaseId: 'r3', releaseNo: 'R3', holdNo: 'H2' }) })
  expect(book.holds.own('H1')).toEqual({ capturedFen: 100, releasedFen: 250, refundedFen: 30 })
  expect(book.holds.captures('H1').map(({ orderNo }) => orderNo)).toEqual(['C1', 'C2', 'C3'])
  expect(book.holds.releases('H1').map(({ releaseNo }) => releaseNo)).toEqual(['R1', 'R2'])
  expect(book.holds.openReleases().map(({ releaseNo }) => releaseNo)).toEqual(['R2'])
})

test('a hold is open until somebody has said that nothing is left; those held first come first', () => {
  const told = { capturedFen: 0, releasedFen: 1000, autoReleasedFen: 0, refundedFen: 0, closed: true, at: NOW }
  book.write({ entry, hold: hold({ holdNo: 'H2', heldAt: NOW + 2 }) })
  book.write({ entry, hold: hold({ holdNo: 'H1' }) })
  book.write({ entry, hold: hold({ holdNo: 'H3', heldAt: NOW + 1 }) })
  book.write({ entry, hold: hold({ holdNo: 'H3', heldAt: NOW + 1, told }) })
  expect(book.holds.open().map(({ holdNo }) => holdNo)).toEqual(['H1', 'H2'])
  expect(book.holds.byNumber('H3')?.told).toEqual(told)
})

test('is found by its own number and by the wallet’s', () => {
  book.write({ entry, hold: hold({ platformHoldId: '4200001' }) })
  expect(book.holds.byPlatformNumber('4200001')?.holdNo).toBe('H1')
  expect(book.holds.byPlatformNumber('42')).toBeNull()
})

test('the list of a day tells holds, captures and releases apart, and counts each for what it is', () => {
  book.write({
    entry,
    sale: saleOf({ saleId: 's1', orderNo: 'H1', purpose: 'hold', state: 'held', amountFen: 1000, startedAt: NOW }),
  })
  book.write({ entry, sale: capture(1) })
  book.write({ entry, sale: saleOf({ saleId: 's2', orderNo: 'S2', state: 'paid', amountFen: 7, startedAt: NOW + 3 }) })
  book.write({ entry, release: release() })
  const listed = (kind: 'sales' | 'refunds' | 'deposits' | null, state: 'paid' | 'refunded' | null = null) =>
    book.lists
      .rows(NOW, NOW + 1000, { ...NO_FILTER, kind, state }, 0, 10)
      .map((row) =>
        row.kind === 'sale' ? row.sale.orderNo : row.kind === 'release' ? row.release.releaseNo : row.refund.refundNo,
      )
  expect(listed(null)).toEqual(['R1', 'S2', 'C1', 'H1'])
  expect(listed('sales')).toEqual(['S2', 'C1'])
  expect(listed('refunds')).toEqual([])
  expect(listed('deposits')).toEqual(['R1', 'C1', 'H1'])
  expect(listed('deposits', 'paid')).toEqual(['C1', 'H1'])
  expect(listed(null, 'refunded')).toEqual(['R1'])
  expect(book.lists.figures(NOW, NOW + 1000, NO_FILTER)).toMatchObject({
    total: 4,
    paidCount: 2,
    paidFen: 107,
    refundCount: 0,
    refundFen: 0,
    heldCount: 1,
    heldFen: 1000,
    releasedCount: 1,
    releasedFen: 200,
  })
})

test('what a customer paid last is no capture; of two in one moment it is the later', () => {
  expect(book.lastPaid()).toBeNull()
  book.write({ entry, sale: saleOf({ saleId: 's1', orderNo: 'S1', state: 'paid', startedAt: NOW }) })
  book.write({ entry, sale: saleOf({ saleId: 's2', orderNo: 'S2', state: 'paid', startedAt: NOW }) })
  book.write({ entry, sale: capture(1) })
  book.write({ entry, sale: saleOf({ saleId: 's3', orderNo: 'S3', state: 'failed', startedAt: NOW + 9 }) })
  expect(book.lastPaid()?.saleId).toBe('s2')
})
