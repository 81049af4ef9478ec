import type { MovementSum } from '../../contract/figures.ts'
import type { Movement } from './movements.ts'
import type { Sqlite } from './open.ts'
import { compiledOnce } from './record-reader.ts'

const HOUR = 3_600_000

/** One movement in a row of time, for a strip or a list. `fen` is negative where it was taken back. */
export interface MovementPoint extends Pick<Movement, 'kind' | 'tender' | 'at' | 'subject' | 'staffId' | 'fen'> {
  readonly count: number
}

const SUMS = 'kind, tender, sum(count) AS count, sum(fen) AS fen, sum(settled_fen) AS settledFen'
/** Whole hours are read from their sums, the minutes before and after them from the movements. */
const OF_PERIOD = `
  SELECT kind, tender, count, fen, settled_fen, staff_id FROM movement_hour WHERE hour >= :firstHour AND hour < :lastHour
  UNION ALL
  SELECT kind, tender, count, fen, settled_fen, staff_id FROM movement WHERE at >= :from AND at < :headEnd
  UNION ALL
  SELECT kind, tender, count, fen, settled_fen, staff_id FROM movement WHERE at >= :tailStart AND at < :until`

/** The figures of the book. `post` is called inside the transaction of the step that moved the record. */
export function figuresTable(database: Sqlite) {
  const insert = database.prepare(
    `INSERT INTO movement (at, shift_no, subject, kind, tender, staff_id, count, fen, settled_fen)
     SELECT ?, shift_no, ?, ?, ?, ?, ?, ?, ? FROM shift WHERE ended_at IS NULL`,
  )
  const posted = database.prepare(
    `SELECT kind, tender, staff_id AS staffId, at, sum(count) AS count, sum(fen) AS fen, sum(settled_fen) AS settledFen
     FROM movement WHERE subject = ? GROUP BY kind, tender, staff_id, at`,
  )
  const ofShift = database.prepare(`SELECT ${SUMS} FROM movement WHERE shift_no = ? GROUP BY kind, tender`)
  const pointsOfShift = database.prepare(
    'SELECT subject, kind, tender, staff_id AS staffId, at, count, fen FROM movement WHERE shift_no = ? AND fen <> 0 ORDER BY at, seq',
  )
  const compiled = compiledOnce((sql) => database.prepare(sql))

  type Posted = Omit<Movement, 'subject'> & { readonly count: number }
  const post = (subject: string, { at, kind, tender, staffId, count, fen, settledFen }: Posted): void => {
    insert.run(at, subject, kind, tender, staffId, count, fen, settledFen)
  }
  const named = (from: number, until: number, staffId: string | null) => {
    const firstHour = Math.ceil(from / HOUR)
    const lastHour = Math.max(firstHour, Math.floor(until / HOUR))
    const headEnd = Math.min(firstHour * HOUR, until)
    return {
      firstHour,
      lastHour,
      from,
      headEnd,
      tailStart: Math.max(lastHour * HOUR, headEnd),
      until,
      ...(staffId === null ? {} : { staffId }),
    }
  }
  const by = (staffId: string | null): string => (staffId === null ? '' : 'WHERE staff_id = :staffId')

  return {
    /**
     * Brings what is posted of a record to what it comes to now: a first movement, or what makes up the difference. Nothing that was
     * posted is ever changed, so a closed shift keeps its figures and the difference falls into the open one.
     */
    post(subject: string, movements: readonly Movement[]): void {
      const before = (posted.all(subject) as Posted[]).filter(({ count, fen, settledFen }) => count || fen || settledFen)
      const rest = [...before]
      for (const now of movements) {
        const at = rest.findIndex(
          ({ kind, tender, staffId }) => kind === now.kind && tender === now.tender && staffId === now.staffId,
        )
        const [known] = at < 0 ? [] : rest.splice(at, 1)
        const difference = {
          count: 1 - (known?.count ?? 0),
          fen: now.fen - (known?.fen ?? 0),
          settledFen: now.settledFen - (known?.settledFen ?? 0),
        }
        // It stays in the hour it was first counted in, so that what was posted there adds up.
        if (Object.values(difference).some((one) => one !== 0)) post(subject, { ...now, ...difference, at: known?.at ?? now.at })
      }
      for (const one of rest) post(subject, { ...one, count: -one.count, fen: -one.fen, settledFen: -one.settledFen })
    },

    ofShift: (shiftNo: number): MovementSum[] => ofShift.all(shiftNo) as MovementSum[],
    /** The movements of a shift, in order; what changed the settlement alone is none. */
    pointsOfShift: (shiftNo: number): MovementPoint[] => pointsOfShift.all(shiftNo) as MovementPoint[],

    /** Movements that belong to [from, until), epoch ms, of one person or of all. */
    ofPeriod: (from: number, until: number, staffId: string | null): MovementSum[] =>
      compiled(`SELECT ${SUMS} FROM (${OF_PERIOD}) ${by(staffId)} GROUP BY kind, tender`).all(
        named(from, until, staffId),
      ) as MovementSum[],

    /** Taken and given back in each hour of [from, until) that has anything, fen. `hour` is counted from the epoch. */
    hours(from: number, until: number, staffId: string | null): { hour: number; count: number; fen: number }[] {
      const sql = `SELECT hour, sum(count) AS count, sum(fen) AS fen FROM movement_hour
        WHERE hour >= :firstHour AND hour < :lastHour AND kind IN ('sale', 'capture', 'topUp')
        ${staffId === null ? '' : 'AND staff_id = :staffId'} GROUP BY hour ORDER BY hour`
      const span = { firstHour: Math.floor(from / HOUR), lastHour: Math.ceil(until / HOUR) }
      return compiled(sql).all({ ...span, ...(staffId === null ? {} : { staffId }) }) as {
        hour: number
        count: number
        fen: number
      }[]
    },
  }
}
