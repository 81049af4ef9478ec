import { onlyOwn } from '../../contract/permissions.ts'
import { figuresOf } from '../../contract/figures.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { Answer, Question } from '../../contract/requests.ts'
import type { CashCount, ListedShift, OpenShift, ShiftRecord, Unresolved } from '../../contract/shift.ts'
import type { SlipDocument } from '../../contract/slip.ts'
import type { Write } from '../ledger/book.ts'
import { shiftSlip } from '../slips/figures.ts'
import type { SlipSetting } from '../slips/rows.ts'
import { printOnce, REPORT_LIFE, type OneSlipParts } from './one-slip.ts'
import type { Person, SellingParts } from './parts.ts'
import type { Recorder } from './recorder.ts'
import { kindOf } from './sale-state.ts'
import { sentences } from './sentences.ts'
import type { ShiftReport } from './shift-report.ts'

export interface ShiftsParts extends OneSlipParts, Pick<SellingParts, 'changed' | 'settings'> {
  readonly slipSetting: () => SlipSetting
  readonly announce: Recorder['announce']
  readonly report: Pick<ShiftReport, 'kick' | 'of'>
}

const notWritten = (error: unknown) =>
  refuse('book.notWritten', { platformText: error instanceof Error ? error.message.slice(0, 200) : '' })

/**
 * The shifts of this till (BEHAVIOUR F18). They follow each other without a gap: one begins when its person signs in, goes on over
 * restarts, locks and signing out, and ends when it is handed over or when the next person signs in; then it never changes. What
 * is heard of while nobody has a shift is counted between them.
 */
export function createShifts(parts: ShiftsParts) {
  const { book, clock } = parts
  const figuresOfShift = (shiftNo: number) => figuresOf(book.figures.ofShift(shiftNo))

  /** What may have moved money and is not known yet, oldest first. */
  function unresolved(): Unresolved[] {
    const sales = book.openSales().map((sale) => ({ id: sale.saleId, kind: kindOf(sale), number: sale.orderNo, ...sale }))
    const open = ({ state }: { state: string }): boolean => state !== 'accepted'
    const refunds = book.refunds.open().filter(open)
    const releases = book.holds.openReleases().filter(open)
    return [
      ...sales,
      ...refunds.map((one) => ({ ...one, id: one.refundId, kind: 'refund' as const, number: one.refundNo })),
      ...releases.map((one) => ({ ...one, id: one.releaseId, kind: 'release' as const, number: one.releaseNo })),
    ]
      .map(({ id, kind, number, amountFen, startedAt }) => ({ id, kind, number, amountFen, startedAt }))
      .sort((one, other) => one.startedAt - other.startedAt)
  }

  /** The time between, directly before this shift, where anything was heard of in it. */
  function before(shiftNo: number): ShiftRecord | null {
    const last = book.shifts.record(shiftNo - 1)
    return last?.how === 'between' && book.figures.pointsOfShift(last.shiftNo).length > 0 ? last : null
  }

  function recordOf(shift: OpenShift, how: ShiftRecord['how'], cash: CashCount | null): ShiftRecord {
    // A clock that was set back must not end a shift before it began.
    const endedAt = Math.max(clock.now(), shift.startedAt)
    return { ...shift, endedAt, how, figures: figuresOfShift(shift.shiftNo), unresolved: unresolved(), cash }
  }

  function slipOf(
    shift: OpenShift | ShiftRecord,
    { detail, origin }: { detail: boolean; origin: 'auto' | 'interim' | 'copy' },
  ): SlipDocument {
    const ended = 'endedAt' in shift ? shift : null
    return shiftSlip(
      {
        shift: ended ?? { ...shift, unresolved: unresolved(), cash: null },
        figures: ended?.figures ?? figuresOfShift(shift.shiftNo),
        until: ended?.endedAt ?? clock.now(),
        items: parts.settings().shift.items,
        fees: null,
        before: before(shift.shiftNo)?.figures ?? null,
        points: detail ? book.figures.pointsOfShift(shift.shiftNo) : null,
        origin,
      },
      parts.slipSetting(),
    )
  }

  const print = (kind: string, shiftNo: number, document: SlipDocument, copy: boolean, person: Person): Outcome<null> =>
    printOnce(
      parts,
      `shift.${kind}:${shiftNo}`,
      { kind: `shift.${kind}`, subject: String(shiftNo), body: { staffId: person.staffId, staffName: person.name } },
      { document, copy },
    )

  function turn(ended: ShiftRecord, next: Omit<OpenShift, 'shiftNo'>, more: Pick<Write, 'slips' | 'sentence'> = {}): void {
    const { shiftNo, how } = ended
    book.write({
      entry: { at: ended.endedAt, kind: `shift.${how}`, subject: String(shiftNo), body: { ...ended } },
      shift: { ended, next },
      ...more,
    })
    parts.report.kick()
  }

  function cashOf(shiftNo: number, countedFen: number | null): Outcome<CashCount | null> {
    const { cash: counts, floatFen } = parts.settings().shift
    if (!counts) return ok(null)
    if (countedFen === null) return refuse('shift.countCash')
    const cash = figuresOfShift(shiftNo).tenders.find(({ tender }) => tender === 'cashRecord')
    const expectedFen = floatFen + (cash?.netFen ?? 0)
    return ok({ floatFen, expectedFen, countedFen, differenceFen: countedFen - expectedFen })
  }

  const mine = (person: Person) => (record: ShiftRecord) =>
    !onlyOwn('shiftRecords', person.role) || record.staffId === person.staffId
  const found = (shiftNo: number, person: Person): ShiftRecord | null => {
    const record = book.shifts.record(shiftNo)
    return record !== null && mine(person)(record) ? record : null
  }

  return {
    /**
     * Somebody has signed in: the own shift goes on, or a new one begins. Answers since when. Throws when the disk refuses it.
     */
    came({ staffId, name }: Pick<Person, 'staffId' | 'name'>): number {
      const open = book.shifts.open()
      if (open.staffId === staffId) return open.startedAt
      const ended = recordOf(open, open.staffId === null ? 'between' : 'signedInOver', null)
      turn(ended, { staffId, staffName: name, startedAt: ended.endedAt })
      return ended.endedAt
    },

    look(): Answer<'shift.look'> {
      const shift = book.shifts.open()
      const { print, printDetail, items, cash, floatFen, signOut: signsOut } = parts.settings().shift
      const moved = book.figures.pointsOfShift(shift.shiftNo)
      return {
        shift,
        figures: figuresOfShift(shift.shiftNo),
        points: moved
          .filter(({ kind }) => kind === 'sale' || kind === 'capture' || kind === 'refund')
          .map(({ at, kind, fen }) => ({ at, fen: kind === 'refund' ? -fen : fen })),
        unresolved: unresolved(),
        before: before(shift.shiftNo),
        print: { on: print, detail: printDetail, items: [...items], lines: moved.length },
        signsOut,
        floatFen: cash ? floatFen : null,
      }
    },

    /** The slip of the open shift as it stands. */
    slip: (detail: boolean): SlipDocument => slipOf(book.shifts.open(), { detail, origin: 'interim' }),
    printNow(detail: boolean, person: Person): Outcome<null> {
      const shift = book.shifts.open()
      return print('printed', shift.shiftNo, slipOf(shift, { detail, origin: 'interim' }), false, person)
    },

    /**
     * Ends the open shift. `leave` signs its person out, once it is in the book. Faults: `shift.unresolved` when something is not known
     * and was not acknowledged by its id, `shift.countCash`, `book.notWritten`.
     */
    handOver(wish: Question<'shift.handOver'>, person: Person, leave: () => void): Outcome<ShiftRecord> {
      const shift = book.shifts.open()
      const unknown = unresolved().filter(({ id }) => !wish.acknowledged.includes(id))
      if (unknown.length > 0) return refuse('shift.unresolved', { params: { count: unknown.length } })
      const cash = cashOf(shift.shiftNo, wish.countedFen)
      if (!cash.ok) return cash
      const ended = recordOf(shift, 'handedOver', cash.value)
      const { signOut } = parts.settings().shift
      const next = signOut ? { staffId: null, staffName: null } : { staffId: person.staffId, staffName: person.name }
      const event = `shift:${shift.shiftNo}`
      try {
        const { endedAt: madeAt } = ended
        const document = slipOf(ended, { detail: wish.detail, origin: 'auto' })
        const slip = { event, orderNo: null, copy: false, madeAt, staleAt: madeAt + REPORT_LIFE, document }
        turn(ended, { ...next, startedAt: madeAt }, { slips: wish.print ? [slip] : [], sentence: event })
      } catch (error) {
        return notWritten(error)
      }
      parts.announce({ event, kind: 'payment', text: sentences.shiftClosed(parts.settings().language), tone: 'none', urgency: 3 })
      parts.kickSpool()
      if (signOut) leave()
      parts.changed()
      return ok(ended)
    },

    /** Those that ended in [from, until), newest first; times between in which nothing was heard of are left out. */
    records: ({ from, until }: Question<'shift.records'>, person: Person): ListedShift[] =>
      book.shifts
        .ended(from, until)
        .filter(mine(person))
        .filter(({ how, shiftNo }) => how !== 'between' || book.figures.pointsOfShift(shiftNo).length > 0)
        .map((record) => ({ ...record, told: parts.report.of(record) })),

    recordSlip(shiftNo: number, person: Person): Outcome<SlipDocument> {
      const record = found(shiftNo, person)
      return record ? ok(slipOf(record, { detail: false, origin: 'copy' })) : refuse('shift.notFound')
    },
    reprint(shiftNo: number, person: Person): Outcome<null> {
      const record = found(shiftNo, person)
      if (!record) return refuse('shift.notFound')
      return print('copied', shiftNo, slipOf(record, { detail: false, origin: 'copy' }), true, person)
    },
  }
}
export type Shifts = ReturnType<typeof createShifts>
