import { openShiftSchema, shiftRecordSchema, type OpenShift, type ShiftRecord } from '../../contract/shift.ts'
import type { Sqlite } from './open.ts'

/** The shifts of the book. `turn` is called inside the transaction of the step that ends one. */
export function shiftsOf(database: Sqlite) {
  const open = database.prepare(
    'SELECT shift_no AS shiftNo, staff_id AS staffId, staff_name AS staffName, started_at AS startedAt FROM shift WHERE ended_at IS NULL',
  )
  const close = database.prepare('UPDATE shift SET ended_at = ?, body = ? WHERE shift_no = ? AND ended_at IS NULL')
  const begin = database.prepare('INSERT INTO shift (staff_id, staff_name, started_at) VALUES (?, ?, ?)')
  const one = database.prepare('SELECT body FROM shift WHERE shift_no = ? AND ended_at IS NOT NULL')
  const listed = database.prepare('SELECT body FROM shift WHERE ended_at >= ? AND ended_at < ? ORDER BY shift_no DESC')
  const insertTold = database.prepare('INSERT INTO shift_told (shift_no, at, taken) VALUES (?, ?, ?)')
  const untold = database.prepare(
    `SELECT body FROM shift WHERE ended_at IS NOT NULL AND staff_id IS NOT NULL AND shift_no >= ?
     AND shift_no NOT IN (SELECT shift_no FROM shift_told) ORDER BY shift_no LIMIT 1`,
  )
  const toldOf = database.prepare('SELECT taken FROM shift_told WHERE shift_no = ?')
  const read = (row: unknown): ShiftRecord => shiftRecordSchema.parse(JSON.parse((row as { body: string }).body))

  return {
    /** Ends the open shift with its record and begins the next one. Throws when another one is open. */
    turn(record: ShiftRecord, next: Omit<OpenShift, 'shiftNo'>): void {
      if (close.run(record.endedAt, JSON.stringify(record), record.shiftNo).changes !== 1)
        throw new Error('that shift is not open')
      begin.run(next.staffId, next.staffName, next.startedAt)
    },
    open: (): OpenShift => openShiftSchema.parse(open.get()),
    /** A closed one, or null. */
    record(shiftNo: number): ShiftRecord | null {
      const row: unknown = one.get(shiftNo)
      return row === undefined ? null : read(row)
    },
    /** The oldest shift of a person, from this number on, of which Cloud Pay has not said that it knows it; or null. */
    untold(from: number): ShiftRecord | null {
      const row: unknown = untold.get(from)
      return row === undefined ? null : read(row)
    },
    /** What Cloud Pay said of a shift: true when it took it. Once; throws for a second word. */
    setTold: (shiftNo: number, at: number, taken: boolean): void => void insertTold.run(shiftNo, at, taken ? 1 : 0),
    /** Null while Cloud Pay has not answered. */
    taken(shiftNo: number): boolean | null {
      const row = toldOf.get(shiftNo) as { taken: number } | undefined
      return row === undefined ? null : row.taken === 1
    },
    /** Those that ended in [from, until), the newest first. */
    ended: (from: number, until: number): ShiftRecord[] => listed.all(from, until).map(read),
  }
}
