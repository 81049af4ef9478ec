import { isDeepStrictEqual } from 'node:util'
import { figuresOf } from '../../../contract/figures.ts'
import type { TillLife } from './counter.ts'
import type { Fates } from './fates.ts'
import type { Violation } from './world.ts'

/** What this till took, gave back, held and released by the records of its book, fen. */
export interface BookTotals {
  readonly tookFen: number
  readonly refundedFen: number
  readonly heldFen: number
  readonly releasedFen: number
}

/** A shift that was handed over never changes and comes to be known to Cloud Pay as it is, and all shifts together are everything that moved. */
export function* brokenShifts({ book }: TillLife, { handedOver, toldShifts }: Fates, totals: BookTotals): Generator<Violation> {
  for (const record of handedOver)
    if (!isDeepStrictEqual(book.shifts.record(record.shiftNo), record))
      yield `shift ${record.shiftNo} is not as it was handed over`
  for (const { shiftNo, staffId, figures, startedAt } of handedOver) {
    const taken = book.shifts.taken(shiftNo)
    if (taken === null) yield `Cloud Pay was not told of shift ${shiftNo}`
    const told = toldShifts.get(`${Math.floor(startedAt / 1000)}-${shiftNo}`)
    const asItIs = told?.staffId === staffId && isDeepStrictEqual(told.totals, figures.tenders)
    if (taken === true && !asItIs) yield `Cloud Pay was told of shift ${shiftNo} otherwise than it is`
  }
  const open = book.shifts.open().shiftNo
  const shifts = Array.from({ length: open }, (_none, index) => index + 1)
  const summed = figuresOf(shifts.flatMap((shiftNo) => book.figures.ofShift(shiftNo)))
  const period = figuresOf(book.figures.ofPeriod(0, Number.MAX_SAFE_INTEGER, null))
  if (!isDeepStrictEqual(summed, period)) yield 'the shifts do not add up to the whole'
  const said = {
    tookFen: period.fen,
    refundedFen: period.refundFen,
    heldFen: period.deposits.heldFen,
    releasedFen: period.deposits.releasedFen,
  }
  if (!isDeepStrictEqual(said, totals)) yield `the figures say ${JSON.stringify(said)}, the records ${JSON.stringify(totals)}`
}
