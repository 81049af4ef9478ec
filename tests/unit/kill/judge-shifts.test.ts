import { describe, expect, it } from 'vitest'
import { figuresOf } from '../../../contract/figures.ts'
import type { ShiftRecord } from '../../../contract/shift.ts'
import {
  brokenHandOver,
  brokenShifts,
  brokenShiftsWhenSettled,
  paperNumber,
  tornShifts,
  untold,
} from '../../kill/judge-shifts.ts'
import type { Paper } from '../../kill/paper.ts'
import { numberThere, wrongToTell, type FoundShifts, type ShiftBook, type Taken } from '../../kill/shift-book.ts'

const at = Date.UTC(2026, 10, 28, 9)
const cash: Taken = { tender: 'cashRecord', count: 2, fen: 3000, refundCount: 0, refundFen: 0 }
const wechat: Taken = { tender: 'wechat', count: 0, fen: 0, refundCount: 1, refundFen: 500 }
const figures = figuresOf([
  { kind: 'sale', tender: 'cashRecord', count: 2, fen: 3000, settledFen: 3000 },
  { kind: 'refund', tender: 'wechat', count: 1, fen: 500, settledFen: 500 },
])
const nobody: ShiftRecord = {
  ...{ shiftNo: 1, staffId: null, staffName: null, startedAt: at - 60_000, endedAt: at, how: 'between' },
  ...{ figures: figuresOf([]), unresolved: [], cash: null },
}
const over: ShiftRecord = {
  ...{ shiftNo: 2, staffId: '0001', staffName: '陈经理', startedAt: at, endedAt: at + 90_500, how: 'handedOver' },
  ...{ figures, unresolved: [], cash: null },
}
const next = { shiftNo: 3, staffId: null, staffName: null, startedAt: over.endedAt }

/** Shift 2 was handed over with its slip, Cloud Pay knows it, and nobody has come since. */
const book: ShiftBook = {
  open: [next],
  ended: [nobody, over],
  taken: new Map([[2, true]]),
  counted: new Map([[2, [cash, wechat]]]),
  moved: [cash, wechat],
  slips: [{ event: 'shift:2', orderNo: null, copy: false, state: 'printed', fault: null }],
}
const told: FoundShifts['there'][number] = {
  ...{ device_id: 'A1', staff_id: '0001', shift_no: numberThere(over), start_time: at / 1000, end_time: at / 1000 + 90 },
  totals: [
    { sub_pay_platform: 402, pay_count: 2, pay_fee: 3000, refund_count: 0, refund_fee: 0, net_fee: 3000 },
    { sub_pay_platform: 100, pay_count: 0, pay_fee: 0, refund_count: 1, refund_fee: 500, net_fee: -500 },
  ],
}
const paper: Paper = { kind: 'shift', number: paperNumber(over), copy: false, faults: [] }
const press = { shiftNo: 2, staffId: '0001', print: true }
const well: FoundShifts = { book, there: [told], paper: [paper], presses: [press] }
const withBook = (part: Partial<ShiftBook>): FoundShifts => ({ ...well, book: { ...book, ...part } })
const withOver = (part: Partial<ShiftRecord>): FoundShifts => withBook({ ended: [nobody, { ...over, ...part }] })

describe('the judge of shifts that were killed', () => {
  it('finds nothing wrong where book, Cloud Pay and paper tell one story', () => {
    expect([...brokenShifts(well), ...brokenShiftsWhenSettled(well), ...brokenHandOver(well, press)]).toEqual([])
  })

  it.each<[string, FoundShifts, RegExp]>([
    ['two shifts that are open', withBook({ open: [next, { ...next, shiftNo: 4 }] }), /2 shifts are open/],
    ['no shift that is open', withBook({ open: [] }), /0 shifts are open/],
    ['a number that is left out', withBook({ open: [{ ...next, shiftNo: 4 }] }), /shift after 2 is 4/],
    [
      'a gap between two shifts',
      withBook({ open: [{ ...next, startedAt: next.startedAt + 1 }] }),
      /does not begin where shift 2 ended/,
    ],
    ['a person who is still there', withBook({ open: [{ ...next, staffId: '0001' }] }), /handed over, and shift 3 is 0001's/],
    ['a hand-over nobody asked for', { ...well, presses: [{ ...press, shiftNo: 1 }] }, /nobody asked for that/],
    [
      'figures that changed behind it',
      withBook({ counted: new Map([[2, [cash]]]) }),
      /shift 2 ended with .*wechat.*, and cashRecord 2: 3000/,
    ],
    [
      'money that is in no shift',
      withBook({ moved: [{ ...cash, fen: 4000 }, wechat] }),
      /all shifts together .*, and the book to .*cashRecord 2: 4000/,
    ],
    ['a shift that is told twice', { ...well, there: [told, told] }, /at Cloud Pay the shift .* more than once/],
    [
      'a shift that is told before it is over',
      withBook({ ended: [nobody], open: [{ ...over, shiftNo: 2 }] }),
      /does not call it over/,
    ],
    ['a shift told as another person’s', { ...well, there: [{ ...told, staff_id: '1206' }] }, /as 1206's/],
    ['a shift told with another end', { ...well, there: [{ ...told, end_time: told.end_time + 1 }] }, /Cloud Pay has the shift/],
    ['a shift told with other figures', withOver({ figures: figuresOf([]) }), /the book as 0001's with nothing/],
    ['a shift that was not taken', withBook({ taken: new Map([[2, false]]) }), /did not take shift 2/],
    ['a word that Cloud Pay never gave', { ...well, there: [] }, /never heard of it/],
    ['a slip that is not in the book', withBook({ slips: [] }), /handed over with its slip, and none/],
    ['a slip nobody wanted', { ...well, presses: [{ ...press, print: false }] }, /slip shift:2 is in the book, and nobody/],
    ['a slip that did not come out', { ...well, paper: [] }, /shift:2 is called printed, and no paper/],
    ['a slip of no shift', { ...well, paper: [paper, { ...paper, number: 'x' }] }, /slip of a shift of x came out/],
    ['a second slip that is not marked', { ...well, paper: [paper, paper] }, /first slip of the shift of .* more than once/],
  ])('sees %s', (_name, found, sentence) => {
    expect(brokenShifts(found).join('\n')).toMatch(sentence)
  })

  it('lets a shift be as open as it was, or over once, and nothing else', () => {
    const goesOn = withBook({ ended: [nobody], open: [{ ...over, shiftNo: 2 }] })
    expect(brokenHandOver(goesOn, press)).toEqual([])
    expect(brokenHandOver(withBook({ ended: [nobody], open: [{ ...over, staffId: null }] }), press)).toHaveLength(1)
    expect(brokenHandOver(withOver({ how: 'signedInOver' }), press)).toHaveLength(1)
  })

  it('wants every shift of a person told in the end, and nobody’s never', () => {
    const silent = { ...withBook({ taken: new Map() }), there: [] }
    expect(untold(silent.book)).toEqual([2])
    expect(brokenShiftsWhenSettled(silent)).toHaveLength(2)
  })

  it('finds the shift whose slip was torn, until a copy is out', () => {
    const torn = { ...withBook({ slips: book.slips.map((slip) => ({ ...slip, state: 'failed' as const })) }), paper: [] }
    expect(tornShifts(torn).map(({ shiftNo }) => shiftNo)).toEqual([2])
    expect(tornShifts({ ...torn, paper: [{ ...paper, copy: true }] })).toEqual([])
  })

  it('lets a shift leave for Cloud Pay once it is over in the book, until Cloud Pay’s word is there', () => {
    const call = { number: numberThere(over), staffId: '0001', content: '' }
    const silent = { ...book, taken: new Map<number, boolean>() }
    expect(wrongToTell(silent, call)).toBeNull()
    expect(wrongToTell(book, call)).toMatch(/told again/)
    expect(wrongToTell({ ...silent, ended: [nobody] }, call)).toMatch(/before it was over/)
    expect(wrongToTell(silent, { ...call, staffId: '1206' })).toMatch(/before it was over/)
  })
})
