import { ok, type Outcome } from '../../contract/faults.ts'
import type { SlipDocument } from '../../contract/slip.ts'
import { OPEN_SALE_STATES } from '../../contract/states.ts'
import { actsOf } from './act-table.ts'
import { dayListOf } from './day-list.ts'
import type { OpenShift, ShiftRecord } from '../../contract/shift.ts'
import { figuresTable } from './figure-table.ts'
import { holdsOf } from './hold-table.ts'
import { journalOf, type Checked } from './journal.ts'
import { movementsOfHold, movementsOfRefund, movementsOfRelease, movementsOfSale } from './movements.ts'
import { openDatabase, type Sqlite } from './open.ts'
import { recordReader } from './record-reader.ts'
import {
  saleRecordSchema,
  type HoldRecord,
  type JournalEntry,
  type JournalRow,
  type NewSlip,
  type RefundRecord,
  type ReleaseRecord,
  type SaleRecord,
  type SlipJob,
  type SlipJobState,
} from './records.ts'
import { refundsOf } from './refund-table.ts'
import { shiftsOf } from './shift-table.ts'
import { spoolOf } from './spool-table.ts'

/** What is written together: it is all in the book, or none of it. */
export interface Write {
  readonly entry: JournalEntry
  /** Rows that follow it. */
  readonly also?: readonly JournalEntry[]
  /** Facts that are set, or dropped where they are null. */
  readonly facts?: Readonly<Record<string, string | null>>
  readonly sale?: SaleRecord
  readonly refund?: RefundRecord
  readonly hold?: HoldRecord
  readonly release?: ReleaseRecord
  /** Ends the open shift and begins the next one. */
  readonly shift?: { readonly ended: ShiftRecord; readonly next: Omit<OpenShift, 'shiftNo'> }
  /** The slips of one event. None is queued again when the first of them has been. */
  readonly slips?: readonly NewSlip[]
  /** Slips that are queued and were not begun yet are laid out anew. None is queued by this. */
  readonly slipsAnew?: readonly Pick<NewSlip, 'event' | 'document'>[]
  /** Claims the event's one sentence. */
  readonly sentence?: string
}
export interface Written {
  readonly slipQueued: boolean
  /** True when this write claimed the sentence: only then may it be spoken. */
  readonly mayAnnounce: boolean
}

/**
 * The till's own book: the journal of what happened and the tables that follow from it, in one SQLite file. Everything
 * about money is here before it is anywhere else. Throws when the disk refuses a write; nothing is half written then.
 */
export interface Book {
  write(change: Write): Written
  /** A number that was never used and never will be again: digits after the prefix, at most 32 (PROTOCOL 4, BEHAVIOUR 2.2). */
  takeOrderNo(prefix: string, till: string, now: number): string
  /**
   * Numbers that Cloud Pay has of this till: the next one comes after all of them. A book that was lost or put back from
   * a copy knows less than Cloud Pay does, and the clock may have been set back as well.
   */
  passOrderNos(prefix: string, till: string, used: readonly string[]): void
  sale(saleId: string): SaleRecord | null
  saleByOrderNo(orderNo: string): SaleRecord | null
  /** Sales that may have moved money and are not known yet, oldest first. */
  openSales(): SaleRecord[]
  /** What a customer paid last; a capture is not paid at the counter. */
  lastPaid(): SaleRecord | null
  readonly lists: ReturnType<typeof dayListOf>
  readonly refunds: Omit<ReturnType<typeof refundsOf>, 'put'>
  readonly holds: Omit<ReturnType<typeof holdsOf>, 'putHold' | 'putRelease'>
  readonly acts: ReturnType<typeof actsOf>
  readonly figures: Omit<ReturnType<typeof figuresTable>, 'post'>
  readonly shifts: Omit<ReturnType<typeof shiftsOf>, 'turn'>
  slips: {
    next(kinds: readonly SlipDocument['kind'][], except?: readonly string[]): SlipJob | null
    waitingCount(): number
    ofOrder(orderNo: string): SlipJob[]
    begun(event: string): { jobs: number; underWay: number; madeAt: number }
    mark(jobId: string, state: SlipJobState, fault: string | null): void
    /** Slips that were under way when the till stopped. */
    interrupted(): SlipJob[]
  }
  fact(name: string): string | null
  setFact(name: string, value: string | null): void
  /** The names of all facts that begin so. */
  factsBegun(start: string): string[]
  journal(after?: number): JournalRow[]
  /** Whether the journal has a row of this kind about this. */
  hasHappened(kind: string, subject: string): boolean
  /** The last row of the journal, and its hash. */
  journalHead(): Checked
  /** The hash of one row; null when there is none. */
  journalHash(seq: number): string | null
  /** Called after each write. Answers a function that ends it. */
  onWritten(listener: () => void): () => void
  /** The first journal row that was tampered with, or null. */
  firstBrokenRow(): number | null
  /** The same by and by: some rows more at each call. */
  checkJournal(from: Checked, limit: number): Checked & { readonly broken: number | null }
  close(): void
}

const MAX_NUMBER = 32
const SEQUENCE_DIGITS = 5
/** Seconds are counted from 2020, so that nine digits last until 2051 and the whole fits a barcode on narrow paper. */
const FIRST_SECOND = Date.UTC(2020, 0, 1) / 1000
const SECOND_DIGITS = 9

const OPEN = `WHERE state IN (${OPEN_SALE_STATES.map(() => '?').join()}) ORDER BY started_at, rowid`

/** The `+` keeps SQLite from sorting every sale that was ever paid: it goes back from the newest, and is asked at each change. */
const PAID = "+state = 'paid' AND body ->> 'way' IS NOT 'capture'"
const LAST_PAID = `WHERE ${PAID} AND started_at = (SELECT started_at FROM sale WHERE ${PAID} ORDER BY started_at DESC LIMIT 1)
  ORDER BY rowid DESC LIMIT 1`

/** Opens the book at a path (`:memory:` for none). Faults as `openDatabase`. */
export function openBook(path: string, now: number): Outcome<Book> {
  const opened = openDatabase(path, now)
  return opened.ok ? ok(bookOn(opened.value.database, opened.value.close)) : opened
}

/** The book on a database that has its tables already. */
export function bookOn(database: Sqlite, close: () => void): Book {
  const journal = journalOf(database)
  const spool = spoolOf(database)
  const refunds = refundsOf(database)
  const holds = holdsOf(database)
  const figures = figuresTable(database)
  const shifts = shiftsOf(database)

  const putSale = database.prepare(
    `INSERT INTO sale (sale_id, order_no, amount_fen, state, started_at, body) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (sale_id) DO UPDATE SET order_no = excluded.order_no, state = excluded.state, body = excluded.body`,
  )
  const putSentence = database.prepare('INSERT OR IGNORE INTO sentence (event, at) VALUES (?, ?)')
  const putFact = database.prepare(
    'INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )

  const getFact = database.prepare('SELECT value FROM fact WHERE name = ?')
  const namesBegun = database.prepare('SELECT name FROM fact WHERE name >= ? AND name < ?')
  const dropFact = database.prepare('DELETE FROM fact WHERE name = ?')
  const sales = recordReader(database, 'sale', saleRecordSchema)

  const listeners = new Set<() => void>()

  function inTransaction<T>(work: (onUndo: (undo: () => void) => void) => T): T {
    const undoing: (() => void)[] = []
    database.exec('BEGIN IMMEDIATE')
    try {
      const value = work((undo) => undoing.push(undo))
      database.exec('COMMIT')
      return value
    } catch (error) {
      for (const undo of undoing.reverse()) undo()
      if (database.inTransaction) database.exec('ROLLBACK')
      throw error
    }
  }

  const setFact = (name: string, value: string | null): void => {
    if (value === null) dropFact.run(name)
    else putFact.run(name, value)
  }
  const readFact = (name: string): string | null => (getFact.get(name) as { value: string } | undefined)?.value ?? null

  /** Second and sequence of the number given out last. */
  function lastNumber(): { second: number; sequence: number } {
    const [second = 0, sequence = 0] = (readFact('orderNo') ?? '').split(' ').map(Number)
    return { second, sequence }
  }

  /** Keeps the figures in step with the records. */
  function count({ sale, refund, hold, release }: Write): void {
    if (sale) figures.post(sale.saleId, movementsOfSale(sale))
    if (refund) figures.post(refund.refundId, movementsOfRefund(refund))
    if (hold) figures.post(hold.holdNo, movementsOfHold(hold))
    if (release) figures.post(release.releaseId, movementsOfRelease(release))
  }

  return {
    write(change) {
      const written = inTransaction((onUndo) => {
        for (const entry of [change.entry, ...(change.also ?? [])]) {
          const appended = journal.append(entry)
          onUndo(() => appended.undo())
        }
        for (const [name, value] of Object.entries(change.facts ?? {})) setFact(name, value)
        const { sale } = change
        if (sale) putSale.run(sale.saleId, sale.orderNo, sale.amountFen, sale.state, sale.startedAt, JSON.stringify(sale))
        if (change.refund) refunds.put(change.refund)
        if (change.hold) holds.putHold(change.hold)
        if (change.release) holds.putRelease(change.release)
        count(change)
        if (change.shift) shifts.turn(change.shift.ended, change.shift.next)
        const slipQueued = spool.addAll(change.slips ?? [])
        spool.layOutAnew(change.slipsAnew ?? [])
        const mayAnnounce = change.sentence ? putSentence.run(change.sentence, change.entry.at).changes === 1 : false
        return { slipQueued, mayAnnounce }
      })
      for (const listener of listeners) listener()
      return written
    },

    takeOrderNo: (prefix, till, at) =>
      inTransaction(() => {
        const last = lastNumber()
        // The second never goes back, even when the clock does; the sequence never stands still.
        const second = Math.max(Math.floor(at / 1000) - FIRST_SECOND, last.second, 0)
        const sequence = (last.sequence + 1) % 10 ** SEQUENCE_DIGITS
        const wrapped = sequence <= last.sequence && second === last.second ? second + 1 : second
        putFact.run('orderNo', `${wrapped} ${sequence}`)
        const orderNo = `${prefix}${till}${String(wrapped).padStart(SECOND_DIGITS, '0')}${String(sequence).padStart(SEQUENCE_DIGITS, '0')}`
        if (orderNo.length > MAX_NUMBER) throw new Error('the order prefix leaves no room for a number')
        return orderNo
      }),

    passOrderNos(prefix, till, used) {
      const own = `${prefix}${till}`
      const digits = SECOND_DIGITS + SEQUENCE_DIGITS
      const seconds = used
        .filter((one) => one.startsWith(own) && one.length === own.length + digits && /^\d+$/.test(one.slice(own.length)))
        .map((one) => Number(one.slice(own.length, own.length + SECOND_DIGITS)))
      const { second, sequence } = lastNumber()
      const latest = Math.max(-1, ...seconds)
      // The second after it, since nobody here knows how far the sequence had come in that one.
      if (latest > second) putFact.run('orderNo', `${latest + 1} ${sequence}`)
    },

    sale: (saleId) => sales.first('WHERE sale_id = ?', saleId),
    saleByOrderNo: (orderNo) => sales.first('WHERE order_no = ?', orderNo),
    openSales: () => sales.all(OPEN, ...OPEN_SALE_STATES),
    lastPaid: () => sales.first(LAST_PAID),

    lists: dayListOf(database),
    refunds,
    holds,
    acts: actsOf(database),
    figures,
    shifts,
    slips: spool,
    fact: readFact,
    setFact,
    factsBegun: (start) => (namesBegun.all(start, `${start}\uffff`) as { name: string }[]).map(({ name }) => name),
    journal: (after) => journal.rows(after),
    hasHappened: (kind, subject) => journal.has(kind, subject),
    journalHead: () => journal.head(),
    journalHash: (seq) => journal.hashAt(seq),
    onWritten(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    firstBrokenRow: () => journal.firstBroken(),
    checkJournal: (from, limit) => journal.check(from, limit),
    close,
  }
}
