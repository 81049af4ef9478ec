import { beforeEach, expect, test } from 'vitest'
import type { ToldShift } from '../../../cloudpay/client/client.ts'
import type { CallResult } from '../../../cloudpay/client/result.ts'
import { figuresOf } from '../../../contract/figures.ts'
import { openBook, type Book } from '../../../electron/ledger/book.ts'
import { heldClock, type HeldClock } from '../../support/held-clock.ts'
import { createShiftReport, type ShiftReport } from '../../../electron/till/shift-report.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const NOON = Date.UTC(2026, 10, 28, 4)
const TAKEN: CallResult<null> = { outcome: 'ok', answer: null, logId: 1 }
const SILENT: CallResult<null> = { outcome: 'unknown', reason: 'lost', text: '', logId: null }
const REFUSED: CallResult<null> = { outcome: 'refused', status: 104, internalStatus: 0, text: '不收', signed: true, logId: 1 }

let book: Book
let told: ToldShift[]
let answers: CallResult<null>[]
let clock: HeldClock
let offersExtensions: boolean
let deviceId: string

/** Lets all promises settle that wait for nothing but each other. */
const settle = () => new Promise((resolve) => setImmediate(resolve))
const pass = (ms: number): Promise<void> => clock.passSettling(ms)

const start = (): ShiftReport =>
  createShiftReport({
    book,
    clock,
    cloud: {
      get offersExtensions() {
        return offersExtensions
      },
      shiftHandover: (shift) => {
        told.push(shift)
        return Promise.resolve(answers.shift() ?? TAKEN)
      },
    },
    place: {
      get deviceId() {
        return deviceId
      },
    },
    log: { info() {}, warn() {}, error() {} },
  })

/** Ends the open shift; the next one is this person's. */
function ended(next: string | null): number {
  const open = book.shifts.open()
  const figures = figuresOf([
    { kind: 'sale', tender: 'wechat', count: 1, fen: 100 * open.shiftNo, settledFen: 100 * open.shiftNo },
  ])
  const how = open.staffId === null ? ('between' as const) : ('handedOver' as const)
  const record = { ...open, endedAt: open.startedAt + MINUTE, how, figures, unresolved: [], cash: null }
  const entry = { at: record.endedAt, kind: `shift.${how}`, subject: String(open.shiftNo), body: {} }
  book.write({ entry, shift: { ended: record, next: { staffId: next, staffName: next, startedAt: record.endedAt } } })
  return open.shiftNo
}

beforeEach(() => {
  const opened = openBook(':memory:', NOON)
  if (!opened.ok) throw new Error(opened.fault.code)
  book = opened.value
  told = []
  answers = []
  clock = heldClock(NOON)
  offersExtensions = true
  deviceId = 'A1'
})

test('tells of the shifts of people, oldest first, with their figures, and of none twice', async () => {
  const report = start()
  report.kick()
  ended('1206')
  const first = ended('1207')
  const second = ended(null)
  report.kick()
  await settle()
  report.kick()
  await settle()
  expect(told.map(({ staffId }) => staffId)).toEqual(['1206', '1207'])
  expect(told[0]).toMatchObject({ from: MINUTE, until: 2 * MINUTE, totals: [{ tender: 'wechat', fen: 100 * first }] })
  expect(new Set(told.map(({ shiftNo }) => shiftNo)).size).toBe(2)
  expect(report.of({ shiftNo: second, staffId: '1207' })).toBe('taken')
  expect(report.of({ shiftNo: first - 1, staffId: null }), 'the time between is nobody’s').toBeNull()
})

test('asks again after growing gaps, for as long as it takes, and says meanwhile that it waits', async () => {
  const report = start()
  report.kick()
  ended('1206')
  const shiftNo = ended(null)
  answers = Array.from({ length: 7 }, () => SILENT)
  report.kick()
  await settle()
  const gaps = [10 * SECOND, 30 * SECOND, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 15 * MINUTE, 15 * MINUTE]
  for (const [nth, gap] of gaps.entries()) {
    await pass(gap - 1)
    expect(told).toHaveLength(nth + 1)
    expect(report.of({ shiftNo, staffId: '1206' })).toBe('waiting')
    await pass(1)
    expect(told).toHaveLength(nth + 2)
  }
  expect(new Set(told.map((shift) => JSON.stringify(shift))).size, 'the same number and content').toBe(1)
  expect(report.of({ shiftNo, staffId: '1206' })).toBe('taken')
  await pass(60 * MINUTE)
  expect(told).toHaveLength(8)
})

test('what is not taken is marked so, and keeps no other shift waiting', async () => {
  const report = start()
  report.kick()
  ended('1206')
  const first = ended('1207')
  const second = ended(null)
  answers = [REFUSED]
  report.kick()
  await settle()
  expect(told).toHaveLength(2)
  expect(report.of({ shiftNo: first, staffId: '1206' })).toBe('refused')
  expect(report.of({ shiftNo: second, staffId: '1207' })).toBe('taken')
})

test('a refusal that nobody signed is no word of Cloud Pay', async () => {
  const report = start()
  report.kick()
  ended('1206')
  const shiftNo = ended(null)
  answers = [{ ...REFUSED, signed: false }]
  report.kick()
  await settle()
  expect(report.of({ shiftNo, staffId: '1206' })).toBe('waiting')
  await pass(10 * SECOND)
  expect(report.of({ shiftNo, staffId: '1206' })).toBe('taken')
})

test('shifts before the till was bound to its device are not told, nor any where there is no such call', async () => {
  ended('1206')
  ended('1207')
  const report = start()
  report.kick()
  await settle()
  expect(told).toEqual([])
  const shiftNo = ended(null)
  report.kick()
  await settle()
  expect(told).toHaveLength(1)

  deviceId = 'A2'
  ended('1208')
  const elsewhere = start()
  elsewhere.kick()
  await settle()
  expect(told, 'the shift of nobody has begun on the other device').toHaveLength(1)
  expect(elsewhere.of({ shiftNo, staffId: '1207' })).toBe('taken')

  offersExtensions = false
  const last = ended(null)
  elsewhere.kick()
  await settle()
  expect(told).toHaveLength(1)
  expect(elsewhere.of({ shiftNo: last, staffId: '1208' })).toBeNull()
})

test('once it has stopped nothing is told', async () => {
  const report = start()
  report.kick()
  ended('1206')
  ended(null)
  answers = [SILENT]
  report.kick()
  await settle()
  report.stop()
  await pass(60 * MINUTE)
  report.kick()
  await settle()
  expect(told).toHaveLength(1)
})
