import { isDeepStrictEqual } from 'node:util'
import { SubPayPlatform } from '../../cloudpay/protocol/enums.ts'
import type { ShiftRecord } from '../../contract/shift.ts'
import { TENDERS } from '../../contract/states.ts'
import { slipTime } from '../../electron/slips/words.ts'
import { moreThanOnce, type Violation } from './found.ts'
import { numberThere, type FoundShifts, type HandOverPress, type Taken } from './shift-book.ts'

/** What a slip of this shift names it by: from when to when. */
export const paperNumber = ({ startedAt, endedAt }: Pick<ShiftRecord, 'startedAt' | 'endedAt'>): string =>
  `${slipTime(startedAt)}/${slipTime(endedAt)}`.replace(/\s/g, '')

/** The event under which the original slip of a shift is queued. */
export const slipEvent = (shiftNo: number): string => `shift:${shiftNo}`

/** One row for each way of paying that moved anything, in one order, so that two can be compared. */
function summed(rows: readonly Taken[]): Taken[] {
  return TENDERS.map((tender) => {
    const of = rows.filter((row) => row.tender === tender)
    const sum = (name: 'count' | 'fen' | 'refundCount' | 'refundFen'): number => of.reduce((all, row) => all + row[name], 0)
    return { tender, count: sum('count'), fen: sum('fen'), refundCount: sum('refundCount'), refundFen: sum('refundFen') }
  }).filter(({ count, fen, refundCount, refundFen }) => [count, fen, refundCount, refundFen].some((one) => one !== 0))
}
const takenOf = (record: ShiftRecord): Taken[] => summed(record.figures.tenders)
const inWords = (rows: readonly Taken[]): string =>
  rows
    .map(({ tender, count, fen, refundCount, refundFen }) => `${tender} ${count}: ${fen}, back ${refundCount}: ${refundFen}`)
    .join('; ') || 'nothing'

function* brokenChain({ book, presses }: FoundShifts): Generator<Violation> {
  const [open] = book.open
  if (book.open.length !== 1 || !open) {
    yield `${book.open.length} shifts are open`
    return
  }
  const chain = [...book.ended, { ...open, endedAt: null, how: null }]
  for (const [nth, shift] of chain.entries()) {
    if (shift.shiftNo !== nth + 1) yield `the shift after ${nth} is ${shift.shiftNo}`
    const before = chain[nth - 1]
    if (!before) continue
    if (shift.startedAt !== before.endedAt) yield `shift ${shift.shiftNo} does not begin where shift ${before.shiftNo} ended`
    if (before.how !== 'handedOver') continue
    if (shift.staffId !== null) yield `shift ${before.shiftNo} was handed over, and shift ${shift.shiftNo} is ${shift.staffId}'s`
    const asked = presses.some(({ shiftNo, staffId }) => shiftNo === before.shiftNo && staffId === before.staffId)
    if (!asked) yield `shift ${before.shiftNo} is called handed over, and nobody asked for that`
  }
}

/** What was handed over is what was counted, and all that was counted is all that moved. */
function* brokenFigures({ book }: FoundShifts): Generator<Violation> {
  for (const record of book.ended) {
    const counted = summed(book.counted.get(record.shiftNo) ?? [])
    if (!isDeepStrictEqual(takenOf(record), counted))
      yield `shift ${record.shiftNo} ended with ${inWords(takenOf(record))}, and ${inWords(counted)} is counted in it`
  }
  const all = summed([...book.counted.values()].flat())
  const moved = summed(book.moved)
  if (!isDeepStrictEqual(all, moved)) yield `all shifts together come to ${inWords(all)}, and the book to ${inWords(moved)}`
}

function* brokenTold({ book, there }: FoundShifts): Generator<Violation> {
  yield* moreThanOnce(
    'at Cloud Pay the shift',
    there.map((shift) => shift.shift_no),
  )
  const ended = new Map(book.ended.map((record) => [numberThere(record), record]))
  for (const told of there) {
    const record = ended.get(told.shift_no)
    if (!record) {
      yield `Cloud Pay has the shift ${told.shift_no}, and the book does not call it over`
      continue
    }
    const totals = summed(
      told.totals.map((one) => ({
        tender: TENDERS.find((tender) => SubPayPlatform[tender] === one.sub_pay_platform) ?? 'wechat',
        count: one.pay_count,
        fen: one.pay_fee,
        refundCount: one.refund_count,
        refundFen: one.refund_fee,
      })),
    )
    const start = Math.floor(record.startedAt / 1000)
    const end = Math.max(start, Math.ceil(record.endedAt / 1000) - 1)
    const same = told.staff_id === record.staffId && told.start_time === start && told.end_time === end
    if (!same || !isDeepStrictEqual(totals, takenOf(record)))
      yield `Cloud Pay has the shift ${told.shift_no} as ${told.staff_id}'s with ${inWords(totals)}, the book as ${record.staffId}'s with ${inWords(takenOf(record))}`
  }
  for (const record of book.ended) {
    const taken = book.taken.get(record.shiftNo)
    if (taken === false) yield `Cloud Pay did not take shift ${record.shiftNo}`
    if (taken !== undefined && !there.some((told) => told.shift_no === numberThere(record)))
      yield `the book has Cloud Pay's word on shift ${record.shiftNo}, and Cloud Pay never heard of it`
  }
}

const wantsSlip = (record: ShiftRecord, presses: readonly HandOverPress[]): boolean =>
  record.how === 'handedOver' && presses.some(({ shiftNo, print }) => shiftNo === record.shiftNo && print)

/** One first print of a shift at the most, and none of a shift that goes on. */
function* brokenSlips({ book, paper, presses }: FoundShifts): Generator<Violation> {
  const wanted = book.ended.filter((record) => wantsSlip(record, presses))
  for (const record of wanted)
    if (!book.slips.some(({ event }) => event === slipEvent(record.shiftNo)))
      yield `shift ${record.shiftNo} was handed over with its slip, and none is in the book`
  for (const { event, state } of book.slips) {
    const record = wanted.find(({ shiftNo }) => slipEvent(shiftNo) === event)
    if (!record) yield `the slip ${event} is in the book, and nobody handed that shift over with a slip`
    else if (state === 'printed' && !paper.some((one) => !one.copy && one.number === paperNumber(record)))
      yield `the slip ${event} is called printed, and no paper says so`
  }
  const known = new Set(wanted.map(paperNumber))
  for (const { number } of paper)
    if (!known.has(number)) yield `a slip of a shift of ${number} came out, and there is no such shift`
  yield* moreThanOnce(
    'the first slip of the shift of',
    paper.filter(({ copy }) => !copy).map(({ number }) => number),
  )
}

/** What holds of shifts at every moment, also in the book that a killed till left behind. */
export function brokenShifts(found: FoundShifts): Violation[] {
  return [...brokenChain(found), ...brokenFigures(found), ...brokenTold(found), ...brokenSlips(found)]
}

/** A till that was killed while it handed this shift over has done it once, or has not: the shift is over, or as open as it was. */
export function brokenHandOver({ book }: FoundShifts, { shiftNo, staffId }: HandOverPress): Violation[] {
  const [open] = book.open
  const goesOn = open?.shiftNo === shiftNo && open.staffId === staffId
  const over = book.ended.at(-1)
  const once = over?.shiftNo === shiftNo && over.how === 'handedOver' && over.staffId === staffId
  return goesOn || once
    ? []
    : [`shift ${shiftNo} of ${staffId} was to be handed over, and is neither open nor the last that ended`]
}

/** Numbers of the shifts of which Cloud Pay has not said that it knows them. */
export const untold = ({ ended, taken }: FoundShifts['book']): number[] =>
  ended.filter(({ staffId, shiftNo }) => staffId !== null && !taken.has(shiftNo)).map(({ shiftNo }) => shiftNo)

/** Shifts whose first slip may be half on paper, and that have no whole one, not even a copy. */
export function tornShifts({ book, paper }: FoundShifts): ShiftRecord[] {
  const failed = new Set(book.slips.filter(({ state }) => state === 'failed').map(({ event }) => event))
  return book.ended.filter(
    (record) => failed.has(slipEvent(record.shiftNo)) && !paper.some(({ number }) => number === paperNumber(record)),
  )
}

/** What holds beside `brokenShifts` once a till has had the time to tell. */
export function brokenShiftsWhenSettled({ book, there }: FoundShifts): Violation[] {
  const numbers = new Set(there.map((told) => told.shift_no))
  return [
    ...untold(book).map((shiftNo) => `Cloud Pay has not said that it knows shift ${shiftNo}`),
    ...book.ended
      .filter((record) => record.staffId !== null && !numbers.has(numberThere(record)))
      .map(({ shiftNo }) => `Cloud Pay was never told of shift ${shiftNo}`),
  ]
}
