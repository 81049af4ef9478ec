import { z } from 'zod'
import type { CloudPay } from '../../cloudpay/client/client.ts'
import type { Clock } from '../../contract/clock.ts'
import type { ShiftRecord, ToldOfShift } from '../../contract/shift.ts'
import type { Book } from '../ledger/book.ts'
import type { Log, Place } from './parts.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
/** How long after a question without an answer it is asked again, ms; the last one for ever. */
const AGAIN = [10 * SECOND, 30 * SECOND, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE] as const

const FROM = 'shifts told from'
const fromSchema = z.object({ deviceId: z.string(), shiftNo: z.number().int() })

export interface ShiftReportParts {
  readonly book: Pick<Book, 'shifts' | 'fact' | 'setFact'>
  readonly clock: Clock
  readonly cloud: Pick<CloudPay, 'shiftHandover' | 'offersExtensions'>
  readonly place: Pick<Place, 'deviceId'>
  readonly log: Log
}

/** One number for one shift, also after the till was set up anew and counts from 1 again. */
const numberOf = ({ startedAt, shiftNo }: ShiftRecord): string => `${Math.floor(startedAt / 1000)}-${shiftNo}`

/**
 * Tells Cloud Pay of each shift that a person has ended, oldest first, once it is in the book (BEHAVIOUR F18, UNDOCUMENTED 3). The hand-over
 * never waits for it: without a network the shift is closed here, and is told when somebody answers. What Cloud Pay does not take
 * stays as it is in the book, is marked so, and keeps nobody else waiting.
 */
export function createShiftReport({ book, clock, cloud, place, log }: ShiftReportParts) {
  let busy = false
  let stopped = false
  let tries = 0
  let callOff = (): void => undefined

  /** Shifts before the till was bound to this device are not this device's. */
  function from(): number {
    const kept = book.fact(FROM)
    const known = kept === null ? null : fromSchema.parse(JSON.parse(kept))
    if (known?.deviceId === place.deviceId) return known.shiftNo
    const { shiftNo } = book.shifts.open()
    book.setFact(FROM, JSON.stringify({ deviceId: place.deviceId, shiftNo }))
    return shiftNo
  }

  async function tell(record: ShiftRecord): Promise<boolean> {
    const { staffId, startedAt, endedAt, figures, shiftNo } = record
    const result = await cloud.shiftHandover({
      shiftNo: numberOf(record),
      staffId: staffId ?? '',
      from: startedAt,
      until: endedAt,
      totals: figures.tenders,
    })
    const said = result.outcome === 'ok' ? true : result.outcome === 'refused' && result.signed ? false : null
    if (said === null || stopped) return false
    book.shifts.setTold(shiftNo, clock.now(), said)
    if (result.outcome === 'refused') log.error('shift.notTaken', { shiftNo, status: result.status, text: result.text })
    else log.info('shift.told', { shiftNo })
    return true
  }

  async function tellAll(): Promise<void> {
    busy = true
    try {
      for (let next = book.shifts.untold(from()); next !== null && !stopped; next = book.shifts.untold(from())) {
        if (await tell(next)) tries = 0
        else {
          later()
          return
        }
      }
    } catch (error) {
      // The disk refuses it: told once more, it is the same shift.
      log.error('shift.toldNotKept', { why: error instanceof Error ? error.message : 'unknown' })
      later()
    } finally {
      busy = false
    }
  }

  function later(): void {
    callOff()
    if (stopped) return
    callOff = clock.after(AGAIN[Math.min(tries, AGAIN.length - 1)] ?? 15 * MINUTE, () => void tellAll())
    tries += 1
  }

  return {
    /** A shift is over, or the till has begun: what was not told yet is told now. */
    kick(): void {
      if (!cloud.offersExtensions || stopped || busy) return
      callOff()
      tries = 0
      void tellAll()
    },

    /** What became of it; null where Cloud Pay is not told of it. */
    of({ shiftNo, staffId }: Pick<ShiftRecord, 'shiftNo' | 'staffId'>): ToldOfShift | null {
      const taken = book.shifts.taken(shiftNo)
      if (taken !== null) return taken ? 'taken' : 'refused'
      return cloud.offersExtensions && staffId !== null && shiftNo >= from() ? 'waiting' : null
    },

    stop(): void {
      stopped = true
      callOff()
    },
  }
}
export type ShiftReport = ReturnType<typeof createShiftReport>
