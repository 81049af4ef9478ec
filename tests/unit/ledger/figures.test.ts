import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { figuresOf, type MovementSum } from '../../../contract/figures.ts'
import type { ShiftRecord } from '../../../contract/shift.ts'
import { TENDERS } from '../../../contract/states.ts'
import { openBook, type Book, type Write } from '../../../electron/ledger/book.ts'
import {
  movementsOfHold,
  movementsOfRefund,
  movementsOfRelease,
  movementsOfSale,
  type Movement,
} from '../../../electron/ledger/movements.ts'
import type { HoldRecord, RefundRecord, ReleaseRecord, SaleRecord } from '../../../electron/ledger/records.ts'
import { MIGRATIONS } from '../../../electron/ledger/schema.ts'
import { saleOf } from '../../support/sale.ts'

const HOUR = 3_600_000
const NOON = Date.UTC(2026, 10, 22, 4)
let folder: string
const opened: Book[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guitai-figures-'))
})
afterEach(() => {
  for (const book of opened.splice(0)) book.close()
  rmSync(folder, { recursive: true, force: true })
})
function open(path: string): Book {
  const book = openBook(path, NOON)
  if (!book.ok) throw new Error(book.fault.code)
  opened.push(book.value)
  return book.value
}

const by = { staffId: '1206', staffName: '李婷' }
const refundOf = (facts: Partial<RefundRecord>): RefundRecord => ({
  refundId: 'r1',
  refundNo: 'R1',
  orderNo: 'S1',
  saleId: 's1',
  holdNo: null,
  tender: 'wechat',
  orderFen: 1000,
  amountFen: 300,
  settledFen: null,
  reason: '',
  state: 'sending',
  startedAt: NOON,
  sentAt: NOON,
  acceptedAt: null,
  settledAt: null,
  platformRefundId: null,
  receivedBy: null,
  fault: null,
  isAdmin: false,
  authority: 'own',
  approver: null,
  ...by,
  ...facts,
})
const releaseOf = (facts: Partial<ReleaseRecord>): ReleaseRecord => ({
  releaseId: 'l1',
  releaseNo: 'L1',
  holdNo: 'H1',
  tender: 'alipay',
  heldFen: 5000,
  amountFen: 700,
  remark: '',
  state: 'sending',
  startedAt: NOON,
  sentAt: NOON,
  settledAt: null,
  platformReleaseId: null,
  fault: null,
  isAdmin: false,
  authority: 'own',
  approver: null,
  ...by,
  ...facts,
})
const holdOf = (facts: Partial<HoldRecord>): HoldRecord => ({
  holdNo: 'H1',
  saleId: 'h1',
  tender: 'wechat',
  heldFen: 5000,
  remark: '',
  heldAt: NOON - 31 * 24 * HOUR,
  platformHoldId: null,
  told: null,
  ...by,
  ...facts,
})

const write = (book: Book, what: Omit<Write, 'entry'>, at = NOON): void =>
  void book.write({ entry: { at, kind: 'test', subject: 'test', body: {} }, ...what })
const ALWAYS = [0, NOON * 2, null] as const
const figures = (book: Book) => figuresOf(book.figures.ofPeriod(...ALWAYS))

/** Ends the open shift as a hand-over does. */
function turn(book: Book, staffId: string | null, at = NOON): ShiftRecord {
  const shift = book.shifts.open()
  const ended: ShiftRecord = {
    ...shift,
    endedAt: at,
    how: 'handedOver',
    figures: figuresOf(book.figures.ofShift(shift.shiftNo)),
    unresolved: [],
    cash: null,
  }
  write(book, { shift: { ended, next: { staffId, staffName: staffId, startedAt: at } } }, at)
  return ended
}

describe('what counts', () => {
  const paid = saleOf({ saleId: 's1', orderNo: 'S1', state: 'paid', amountFen: 1000, settledFen: 900, settledAt: NOON })

  test('a payment counts once, however often it is written, and until it is settled nowhere', () => {
    const book = open(':memory:')
    write(book, { sale: { ...paid, state: 'unknown' } })
    expect(figures(book)).toMatchObject({ count: 0, fen: 0 })
    write(book, { sale: paid })
    write(book, { sale: { ...paid, remark: 'x' } })
    expect(figures(book)).toMatchObject({ count: 1, fen: 1000, settledFen: 900, discountFen: 100, netFen: 900 })
  })

  test('a payment that is refunded counts on, and the refund for itself; one that failed counts no more', () => {
    const book = open(':memory:')
    write(book, { sale: paid })
    const refund = refundOf({ state: 'accepted', acceptedAt: NOON, settledFen: 270 })
    write(book, { refund })
    write(book, { sale: { ...paid, state: 'refunded' } })
    expect(figures(book)).toMatchObject({ fen: 1000, refundCount: 1, refundFen: 300, refundSettledFen: 270, netFen: 630 })
    write(book, { refund: { ...refund, state: 'failed' } })
    expect(figures(book)).toMatchObject({ fen: 1000, refundCount: 0, refundFen: 0, netFen: 900 })
  })

  test('a refund of a sale of another shift makes a total negative', () => {
    const book = open(':memory:')
    write(book, { sale: paid })
    turn(book, '1207')
    write(book, { refund: refundOf({ state: 'succeeded', acceptedAt: NOON, amountFen: 300 }) })
    const { shiftNo } = book.shifts.open()
    expect(figuresOf(book.figures.ofShift(shiftNo)).netFen).toBe(-300)
  })

  test('deposits stand beside the turnover, and a capture in it', () => {
    const book = open(':memory:')
    write(book, {
      sale: saleOf({ saleId: 'h1', orderNo: 'H1', purpose: 'hold', state: 'held', amountFen: 5000, settledAt: NOON }),
    })
    expect(figures(book)).toMatchObject({ count: 0, netFen: 0, deposits: { heldCount: 1, heldFen: 5000 } })
    const capture = { way: 'capture', state: 'paid', holdNo: 'H1', returnedFen: 4000, settledAt: NOON } as const
    write(book, { sale: saleOf({ ...capture, saleId: 'c1', orderNo: 'C1', amountFen: 1000 }) })
    write(book, { release: releaseOf({ state: 'accepted' }) })
    write(book, {
      hold: holdOf({ told: { capturedFen: 0, releasedFen: 0, autoReleasedFen: 60, refundedFen: 0, closed: true, at: NOON } }),
    })
    expect(figures(book)).toMatchObject({
      count: 1,
      netFen: 1000,
      deposits: { capturedCount: 1, capturedFen: 1000, restFen: 4000, releasedCount: 1, releasedFen: 700, autoFen: 60 },
    })
    write(book, { release: releaseOf({ state: 'failed' }) })
    expect(figures(book).deposits).toMatchObject({ releasedCount: 0, releasedFen: 0 })
  })

  test('what turns out otherwise later falls into the open shift, and the closed one stays', () => {
    const book = open(':memory:')
    const refund = refundOf({ state: 'accepted', acceptedAt: NOON })
    write(book, { refund })
    const ended = turn(book, '1207')
    write(book, { refund: { ...refund, state: 'failed' } })
    expect(book.shifts.record(ended.shiftNo)).toEqual(ended)
    expect(figuresOf(book.figures.ofShift(ended.shiftNo))).toEqual(ended.figures)
    expect(figuresOf(book.figures.ofShift(ended.shiftNo + 1)).refundFen).toBe(-300)
    // The day it was counted in is put right, as Cloud Pay puts its own right.
    expect(figures(book).refundFen).toBe(0)
  })
})

describe('a closed shift', () => {
  test('cannot be changed, removed, or given another movement', () => {
    const path = join(folder, 'book.db')
    const book = open(path)
    const { shiftNo } = turn(book, '1207')
    const turnAgain = { ...(book.shifts.record(shiftNo) as ShiftRecord) }
    expect(() => write(book, { shift: { ended: turnAgain, next: { staffId: null, staffName: null, startedAt: NOON } } })).toThrow(
      /not open/,
    )
    opened.splice(0).forEach((one) => one.close())
    const raw = new Database(path)
    expect(() => raw.exec('UPDATE shift SET ended_at = 5 WHERE shift_no = 1')).toThrow(/stays as it is/)
    expect(() => raw.exec('DELETE FROM shift')).toThrow(/kept/)
    expect(() =>
      raw.exec(
        "INSERT INTO movement (at, shift_no, subject, kind, tender, staff_id, count, fen, settled_fen) VALUES (1, 1, 's', 'sale', 'wechat', 'x', 1, 1, 1)",
      ),
    ).toThrow(/closed/)
    raw.close()
  })
})

/** One step of a generated day. `at` jumps as a clock does that people set. */
const stepArb = fc.record({
  what: fc.constantFrom('sale', 'refund', 'release', 'hold', 'turn'),
  id: fc.integer({ min: 1, max: 12 }),
  state: fc.nat({ max: 3 }),
  fen: fc.integer({ min: 1, max: 1_000_000 }),
  off: fc.integer({ min: 0, max: 10 }),
  tender: fc.nat({ max: TENDERS.length - 1 }),
  staff: fc.constantFrom('1206', '1207'),
  at: fc.integer({ min: NOON - 30 * HOUR, max: NOON + 30 * HOUR }),
})
type Step = typeof stepArb extends fc.Arbitrary<infer T> ? T : never

/** What the step writes. Facts that never change for one number stay what they were first. */
function writtenBy({ what, id, state, fen, off, tender, staff, at }: Step, known: Map<string, Write>): Omit<Write, 'entry'> {
  const paidBy = TENDERS[tender] ?? 'wechat'
  const wallet = tender % 2 === 0 ? 'wechat' : 'alipay'
  const key = `${what}${id}`
  const before = known.get(key)
  const fresh = { staffId: staff, staffName: staff, startedAt: at, amountFen: fen, settledFen: fen - Math.min(off, fen - 1) }
  const made: Record<string, () => Omit<Write, 'entry'>> = {
    sale: () => ({
      sale: {
        ...saleOf({
          ...fresh,
          saleId: key,
          orderNo: key,
          tender: paidBy,
          settledAt: at,
          ...(id > 9 ? { way: 'capture' as const, holdNo: 'H', returnedFen: off } : {}),
        }),
        ...before?.sale,
        state: (['sending', 'unknown', 'paid', 'refunded'] as const)[state] ?? 'paid',
      },
    }),
    refund: () => ({
      refund: {
        ...refundOf({ ...fresh, refundId: key, refundNo: key, tender: paidBy, acceptedAt: at }),
        ...before?.refund,
        state: (['unknown', 'accepted', 'failed', 'succeeded'] as const)[state] ?? 'accepted',
      },
    }),
    release: () => ({
      release: {
        ...releaseOf({ ...fresh, releaseId: key, releaseNo: key, tender: wallet, sentAt: at }),
        ...before?.release,
        state: (['sending', 'accepted', 'failed', 'succeeded'] as const)[state] ?? 'accepted',
      },
    }),
    hold: () => ({
      hold: {
        ...holdOf({ staffId: staff, holdNo: key, tender: wallet, heldAt: at - 720 * HOUR }),
        ...before?.hold,
        told: { capturedFen: 0, releasedFen: 0, autoReleasedFen: state === 0 ? 0 : fen, refundedFen: 0, closed: true, at },
      },
    }),
  }
  const write = made[what]?.() ?? {}
  known.set(key, write as Write)
  return write
}

/** The figures counted anew from the records as they stand. */
function recounted(records: Iterable<Omit<Write, 'entry'>>, which: (one: Movement) => boolean): MovementSum[] {
  return [...records]
    .flatMap(({ sale, refund, release, hold }) => [
      ...(sale ? movementsOfSale(sale as SaleRecord) : []),
      ...(refund ? movementsOfRefund(refund) : []),
      ...(release ? movementsOfRelease(release) : []),
      ...(hold ? movementsOfHold(hold) : []),
    ])
    .filter(which)
    .map((one) => ({ ...one, count: 1 }))
}

describe('over generated days', () => {
  test('the figures are those of the records, of every period and person, and shifts add up to them', () => {
    fc.assert(
      fc.property(
        fc.array(stepArb, { minLength: 1, maxLength: 60 }),
        fc.tuple(fc.integer({ min: NOON - 31 * HOUR, max: NOON + 31 * HOUR }), fc.integer({ min: 0, max: 62 * HOUR })),
        (steps, [from, length]) => {
          const book = open(':memory:')
          const known = new Map<string, Write>()
          const ended: ShiftRecord[] = []
          for (const step of steps) {
            if (step.what === 'turn') ended.push(turn(book, step.staff, step.at))
            else write(book, writtenBy(step, known), step.at)
          }
          const until = from + length
          for (const staffId of [null, '1206', '1207']) {
            const fits = ({ at, staffId: who }: Movement): boolean =>
              at >= from && at < until && (staffId === null || who === staffId)
            expect(figuresOf(book.figures.ofPeriod(from, until, staffId))).toEqual(figuresOf(recounted(known.values(), fits)))
          }
          for (const record of ended) expect(book.shifts.record(record.shiftNo)).toEqual(record)
          const shifts = [...ended.map(({ shiftNo }) => shiftNo), book.shifts.open().shiftNo]
          expect(figuresOf(shifts.flatMap((shiftNo) => book.figures.ofShift(shiftNo)))).toEqual(
            figuresOf(recounted(known.values(), () => true)),
          )
          book.close()
          opened.length = 0
        },
      ),
      { numRuns: 150 },
    )
  })

  test('an older book is brought up to the same figures', () => {
    fc.assert(
      fc.property(fc.array(stepArb, { minLength: 1, maxLength: 30 }), (steps) => {
        const path = join(mkdtempSync(join(folder, 'old-')), 'book.db')
        const known = new Map<string, Write>()
        for (const step of steps) if (step.what !== 'turn') writtenBy({ ...step, off: 0 }, known)
        const raw = new Database(path)
        for (const step of MIGRATIONS.slice(0, 3)) raw.exec(step)
        raw.exec('PRAGMA user_version = 3')
        const put = (table: string, columns: string, ...values: unknown[]): void => {
          raw.prepare(`INSERT INTO ${table} (${columns}, body) VALUES (${values.map(() => '?').join()})`).run(...values)
        }
        for (const { sale, refund, release, hold } of known.values()) {
          if (sale)
            put(
              'sale',
              'sale_id, order_no, amount_fen, state, started_at',
              sale.saleId,
              sale.orderNo,
              sale.amountFen,
              sale.state,
              sale.startedAt,
              JSON.stringify(sale),
            )
          if (refund)
            put(
              'refund',
              'refund_id, refund_no, order_no, amount_fen, state, started_at',
              refund.refundId,
              refund.refundNo,
              refund.orderNo,
              refund.amountFen,
              refund.state,
              refund.startedAt,
              JSON.stringify(refund),
            )
          if (release)
            put(
              'release',
              'release_id, release_no, hold_no, amount_fen, state, started_at',
              release.releaseId,
              release.releaseNo,
              release.holdNo,
              release.amountFen,
              release.state,
              release.startedAt,
              JSON.stringify(release),
            )
          if (hold)
            put(
              'hold',
              'hold_no, sale_id, held_fen, closed, held_at',
              hold.holdNo,
              hold.saleId,
              hold.heldFen,
              1,
              hold.heldAt,
              JSON.stringify(hold),
            )
        }
        raw.close()
        const book = open(path)
        expect(figures(book)).toEqual(figuresOf(recounted(known.values(), () => true)))
        expect(figuresOf(book.figures.ofShift(1))).toEqual(figures(book))
        opened.splice(0).forEach((one) => one.close())
      }),
      { numRuns: 25 },
    )
  })
})
