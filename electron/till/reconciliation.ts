import type { CloudPay, ListedOrder } from '../../cloudpay/client/client.ts'
import type { FaultCode } from '../../contract/faults.ts'
import type { Difference, Snapshot } from '../../contract/snapshot.ts'
import type { SaleRecord } from '../ledger/records.ts'
import { dayOf } from './day.ts'
import type { Person, SellingParts } from './parts.ts'
import { isOpen } from './sale-state.ts'

const EVERY = 10 * 60_000
const ROWS = 100
/** What happened in the last minutes may not stand in the list yet, ms. */
const FRESH = 2 * 60_000

type Ours = Pick<SaleRecord, 'orderNo' | 'amountFen' | 'state' | 'startedAt' | 'way' | 'reportedAt'>

/**
 * Compares this till's sales with the rows that Cloud Pay has of this till. Both sides may still be at work on what is
 * open or younger than 2 minutes: that is no difference. Ordered by number.
 */
export function differencesBetween(ours: readonly Ours[], theirs: readonly ListedOrder[], now: number): Difference[] {
  const rows = new Map(theirs.map((row) => [row.orderNo, row]))
  const found: Difference[] = []
  const say = (kind: Difference['kind'], orderNo: string, oursFen: number | null, theirsFen: number | null) =>
    void found.push({ orderNo, kind, oursFen, theirsFen })
  for (const sale of ours) {
    const { orderNo, amountFen } = sale
    if (orderNo === null) continue
    const row = rows.get(orderNo)
    rows.delete(orderNo)
    const paid = sale.state === 'paid' || sale.state === 'refunded'
    if (row?.amountFen !== undefined && row.amountFen !== null && row.amountFen !== amountFen)
      say('amount', orderNo, amountFen, row.amountFen)
    else if (isOpen(sale) || now - sale.startedAt < FRESH) continue
    else if (!row) {
      const told = sale.way !== 'record' || sale.reportedAt !== null
      if (paid && told) say('onlyHere', orderNo, amountFen, null)
    } else if (paid && row.verdict === 'notPaid') say('state', orderNo, amountFen, 0)
    else if (sale.state === 'failed' && row.verdict === 'paid') say('state', orderNo, 0, row.amountFen)
  }
  for (const row of rows.values())
    if (row.verdict === 'paid' || row.verdict === 'refunded') say('onlyThere', row.orderNo, null, row.amountFen)
  return found.sort((a, b) => (a.orderNo < b.orderNo ? -1 : 1))
}

export interface ReconciliationParts extends Pick<SellingParts, 'book' | 'clock' | 'log' | 'changed' | 'place'> {
  readonly cloud: Pick<CloudPay, 'queryOrderList'>
}

/**
 * Every 10 minutes this till's day is held against Cloud Pay's list (BEHAVIOUR 2.9). A difference in an amount stops
 * selling until a manager has looked, over restarts too; so does a paid order under a number of this till that this till
 * never gave out since it started: then another till has the same identity.
 */
export function createReconciliation(parts: ReconciliationParts) {
  const { book, clock, cloud, place } = parts
  const startedAt = clock.now()
  const ownNumbers = `${place.orderPrefix}${place.tillDigits}`
  let last: Snapshot['reconciliation'] = null
  let running: Promise<void> | null = null
  let stopped = false
  let callOff: (() => void) | null = null

  const bar = (): FaultCode | null => {
    const kept = book.fact('bar')
    return kept === 'sale.stoppedByDifference' || kept === 'sale.identityTaken' ? kept : null
  }

  /** All rows of the span, or null when Cloud Pay did not say. */
  async function listed(from: number, until: number): Promise<ListedOrder[] | null> {
    const rows: ListedOrder[] = []
    for (let page = 1; ; page++) {
      const result = await cloud.queryOrderList({
        from,
        until,
        thisDeviceOnly: true,
        by: 'creation',
        includeUnsuccessful: true,
        kind: 'payments',
        page,
        pageSize: ROWS,
      })
      if (result.outcome !== 'ok') return null
      rows.push(...result.answer.orders)
      if (result.answer.orders.length < ROWS) return rows
    }
  }

  const isForeign = (row: ListedOrder): boolean =>
    row.orderNo.startsWith(ownNumbers) && (row.createdAt ?? 0) > startedAt + FRESH && book.saleByOrderNo(row.orderNo) === null

  async function compare(): Promise<void> {
    const now = clock.now()
    const { from, until } = dayOf(now)
    const rows = await listed(from, Math.min(until, now + FRESH))
    if (stopped || rows === null) return
    // Around midnight a sale may stand in another day there than here: such a row is looked up by its number.
    const { rows: ofDay } = book.salesBetween(from, until, null, 0, Number.MAX_SAFE_INTEGER)
    const known = new Set(ofDay.map((sale) => sale.orderNo))
    const strays = rows.flatMap((row) => (known.has(row.orderNo) ? [] : (book.saleByOrderNo(row.orderNo) ?? [])))
    const differences = differencesBetween([...ofDay, ...strays], rows, now).filter(
      ({ kind, orderNo }) => kind !== 'onlyHere' || !nearMidnight(orderNo, ofDay, from, until),
    )
    last = { at: now, differences }
    if (rows.some(isForeign)) raise('sale.identityTaken', differences)
    else if (differences.some(({ kind }) => kind === 'amount')) raise('sale.stoppedByDifference', differences)
    if (differences.length > 0) parts.log.warn('reconciliation.differs', { differences })
  }

  function raise(code: FaultCode, differences: readonly Difference[]): void {
    const looked = book.fact('barLooked')
    const seen = JSON.stringify([code, differences])
    // What a manager has looked at does not stop the till a second time.
    if (looked === seen || bar() === code) return
    book.setFact('bar', code)
    book.setFact('barSeen', seen)
    book.write({ entry: { at: clock.now(), kind: 'till.barred', subject: place.deviceId, body: { code, differences } } })
  }

  function run(): Promise<void> {
    running ??= compare()
      .catch((error: unknown) => {
        parts.log.error('reconciliation.failed', { text: error instanceof Error ? error.message : String(error) })
      })
      .finally(() => {
        running = null
        parts.changed()
      })
    return running
  }

  function later(): void {
    callOff = clock.after(EVERY, () => {
      void run()
      later()
    })
  }

  return {
    start(): void {
      void run()
      later()
    },
    /** Compares now; ends when the comparison has. */
    run,
    bar,
    last: (): Snapshot['reconciliation'] => last,

    /** A manager has looked: selling goes on, and the same differences do not stop it again. */
    resume(person: Person): void {
      const code = bar()
      if (code === null) return
      book.setFact('barLooked', book.fact('barSeen'))
      book.setFact('bar', null)
      book.write({ entry: { at: clock.now(), kind: 'till.resumed', subject: person.staffId, body: { code } } })
      parts.changed()
    },

    stop(): void {
      stopped = true
      callOff?.()
    },
  }
}
export type Reconciliation = ReturnType<typeof createReconciliation>

const nearMidnight = (orderNo: string, sales: readonly Ours[], from: number, until: number): boolean => {
  const sale = sales.find((one) => one.orderNo === orderNo)
  return sale !== undefined && (sale.startedAt - from < FRESH || until - sale.startedAt < FRESH)
}
