import Database from 'libsql'
import { z } from 'zod'
import type { ShiftView } from '../../cloudpay/sandbox/shifts.ts'
import { openShiftSchema, shiftRecordSchema, type OpenShift, type ShiftRecord } from '../../contract/shift.ts'
import { TENDERS, type Tender } from '../../contract/states.ts'
import { foundSlipSchema, type FoundSlip } from './book.ts'
import type { ToldCall } from './line.ts'
import type { Paper } from './paper.ts'

/** Somebody asked, once or more often, for this shift to be handed over. */
export interface HandOverPress {
  readonly shiftNo: number
  readonly staffId: string
  readonly print: boolean
}

/** What was taken and given back by one way of paying. Amounts in fen. */
export interface Taken {
  readonly tender: Tender
  readonly count: number
  readonly fen: number
  readonly refundCount: number
  readonly refundFen: number
}

/** All that the book says of shifts at one moment. */
export interface ShiftBook {
  readonly open: readonly OpenShift[]
  /** By their numbers. */
  readonly ended: readonly ShiftRecord[]
  /** By the number of a shift: whether Cloud Pay took it. Without an entry it has not answered. */
  readonly taken: ReadonlyMap<number, boolean>
  /** What was counted in each shift, by its number. */
  readonly counted: ReadonlyMap<number, readonly Taken[]>
  /** What all sales, top-ups, captures and refunds of the book come to, whatever was counted. */
  readonly moved: readonly Taken[]
  /** The slips of shifts that were handed over, originals alone. */
  readonly slips: readonly FoundSlip[]
}

/** What has to tell one story of the shifts. */
export interface FoundShifts {
  readonly book: ShiftBook
  /** As Cloud Pay was told of them. */
  readonly there: readonly ShiftView[]
  readonly paper: readonly Paper[]
  readonly presses: readonly HandOverPress[]
}

const takenSchema = z.object({
  shiftNo: z.number().int(),
  tender: z.enum(TENDERS),
  count: z.number().int(),
  fen: z.number().int(),
  refundCount: z.number().int(),
  refundFen: z.number().int(),
})

const COUNTED = `
  SELECT shift_no AS shiftNo, tender,
    sum(CASE WHEN kind IN ('sale', 'capture', 'topUp') THEN count ELSE 0 END) AS count,
    sum(CASE WHEN kind IN ('sale', 'capture', 'topUp') THEN fen ELSE 0 END) AS fen,
    sum(CASE WHEN kind = 'refund' THEN count ELSE 0 END) AS refundCount,
    sum(CASE WHEN kind = 'refund' THEN fen ELSE 0 END) AS refundFen
  FROM movement GROUP BY shift_no, tender`

/** From the records themselves: what was paid, and what Cloud Pay took back on. */
const MOVED = `
  SELECT 0 AS shiftNo, tender, sum(paid) AS count, sum(paid * fen) AS fen, sum(1 - paid) AS refundCount, sum((1 - paid) * fen) AS refundFen
  FROM (
    SELECT 1 AS paid, body ->> 'tender' AS tender, amount_fen AS fen FROM sale
      WHERE state IN ('paid', 'refunded') AND coalesce(body ->> 'purpose', 'sale') IN ('sale', 'topUp')
    UNION ALL
    SELECT 0, body ->> 'tender', amount_fen FROM refund WHERE state IN ('accepted', 'succeeded', 'needsPerson')
  ) GROUP BY tender`

interface SlipRow {
  event: string
  copy: number
  state: string
  fault: string | null
}

/** Reads what the book says of shifts from outside, in one glance, as `readBook` of `book.ts` does. */
export function readShifts(path: string): ShiftBook {
  const database = new Database(path, { readonly: true })
  try {
    database.exec('BEGIN')
    const all = (sql: string): unknown[] => database.prepare(sql).all()
    const open = all(
      'SELECT shift_no AS shiftNo, staff_id AS staffId, staff_name AS staffName, started_at AS startedAt FROM shift WHERE ended_at IS NULL',
    )
    const ended = all('SELECT body FROM shift WHERE ended_at IS NOT NULL ORDER BY shift_no') as { body: string }[]
    const told = all('SELECT shift_no AS shiftNo, taken FROM shift_told') as { shiftNo: number; taken: number }[]
    const counted = new Map<number, Taken[]>()
    for (const { shiftNo, ...taken } of z.array(takenSchema).parse(all(COUNTED)))
      counted.set(shiftNo, [...(counted.get(shiftNo) ?? []), taken])
    const slips = all(
      `SELECT event, copy, state, fault FROM slip WHERE event LIKE 'shift:%' ORDER BY made_at, rowid`,
    ) as SlipRow[]
    return {
      open: z.array(openShiftSchema).parse(open),
      ended: ended.map(({ body }) => shiftRecordSchema.parse(JSON.parse(body))),
      taken: new Map(told.map(({ shiftNo, taken }) => [shiftNo, taken === 1])),
      counted,
      moved: z.array(takenSchema.omit({ shiftNo: true })).parse(all(MOVED)),
      slips: slips.map((row) => foundSlipSchema.parse({ ...row, orderNo: null, copy: row.copy === 1 })),
    }
  } finally {
    database.close()
  }
}

/** The number that Cloud Pay knows a shift of this till by. */
export const numberThere = ({ startedAt, shiftNo }: Pick<ShiftRecord, 'startedAt' | 'shiftNo'>): string =>
  `${Math.floor(startedAt / 1000)}-${shiftNo}`

/** What is wrong with a shift that Cloud Pay is told of at this moment; null when nothing is. */
export function wrongToTell({ ended, taken }: Pick<ShiftBook, 'ended' | 'taken'>, { number, staffId }: ToldCall): string | null {
  const shift = ended.find((one) => numberThere(one) === number)
  if (shift?.staffId !== staffId) return `the shift ${number} of ${staffId} left the till before it was over in the book`
  return taken.has(shift.shiftNo) ? `the shift ${number} was told again, and the book had Cloud Pay's word` : null
}
