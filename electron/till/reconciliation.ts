import type { CloudPay, ListedOrder, ListedRefund } from '../../cloudpay/client/client.ts'
import type { FaultCode } from '../../contract/faults.ts'
import type { Difference, Snapshot } from '../../contract/snapshot.ts'
import type { SaleRecord } from '../ledger/records.ts'
import { dayOf } from './day.ts'
import { differencesBetween, ourRefund, ourSale, theirRefund, theirSale, type Told } from './differences.ts'
import type { Person, SellingParts } from './parts.ts'

const EVERY = 10 * 60_000
/** Without an answer the day is not compared, and is again soon, ms. */
const UNANSWERED = 60_000
const ROWS = 100
/** What happened in the last minutes may not stand in the list yet, ms. */
const FRESH = 2 * 60_000
/** What is still under way when it is compared may be settled so long after it, ms. */
const SETTLING = 15 * 60_000
/** Of a till that was off for longer, no more is compared, ms. */
const LOOKED_BACK = 7 * 86_400_000

export interface ReconciliationParts extends Pick<SellingParts, 'book' | 'clock' | 'serverNow' | 'log' | 'changed' | 'place'> {
  readonly cloud: Pick<CloudPay, 'queryOrderList'>
  /** A sale, or a refund, that failed here and did not there: it is asked about once more. */
  readonly lookAgain: { sale(orderNo: string): Promise<void>; refund(refundNo: string): Promise<void> }
}

/**
 * Every 10 minutes this till's day is held against Cloud Pay's list (BEHAVIOUR 2.9), and a minute after it could not be. A
 * difference in an amount stops selling until a manager has looked, over restarts too; so does a paid order under a number of this till that this till
 * never gave out since it started: then another till has the same identity.
 */
export function createReconciliation(parts: ReconciliationParts) {
  const { book, clock, cloud, place } = parts
  const startedAt = parts.serverNow()
  const ownNumbers = `${place.orderPrefix}${place.tillDigits}`
  let last: Snapshot['reconciliation'] = null
  let running: Promise<void> | null = null
  let stopped = false
  const ended = (): boolean => stopped
  let callOff: (() => void) | null = null
  /** Cloud Pay's list was there when the day was compared last. */
  let answered = false

  const bar = (): FaultCode | null => {
    const kept = book.fact('bar')
    return kept === 'sale.stoppedByDifference' || kept === 'sale.identityTaken' ? kept : null
  }

  /** All rows of the span, or null when Cloud Pay did not say. */
  async function listed(from: number, until: number): Promise<{ orders: ListedOrder[]; refunds: ListedRefund[] } | null> {
    const orders: ListedOrder[] = []
    const refunds: ListedRefund[] = []
    const q = { from, until, thisDeviceOnly: true, by: 'creation', includeUnsuccessful: true, kind: 'all' } as const
    for (let page = 1; ; page++) {
      const result = await cloud.queryOrderList({ ...q, page, pageSize: ROWS })
      if (result.outcome !== 'ok') return null
      const { answer } = result
      orders.push(...answer.orders)
      refunds.push(...answer.refunds)
      if (answer.orders.length + answer.refunds.length + answer.holds.length + answer.releases.length < ROWS)
        return { orders, refunds }
    }
  }

  /** The day's sales as the book has them now, read at once. A sale of another day, by this till's clock, is read by itself. */
  function salesOf(from: number, until: number) {
    const today = book.lists.sales(from, until)
    const byNumber = new Map(today.map((sale) => [sale.orderNo, sale]))
    return { today, sale: (orderNo: string): SaleRecord | null => byNumber.get(orderNo) ?? book.saleByOrderNo(orderNo) }
  }

  /** A number of this till, given out since it started, that this till knows nothing of. */
  const isForeign = (row: ListedOrder): boolean =>
    row.orderNo.startsWith(ownNumbers) && (row.createdAt ?? 0) > startedAt + FRESH && book.saleByOrderNo(row.orderNo) === null

  /** Our paid sales of the day that should stand in the list by now, and do not. The edges of the day are left out. */
  function missingFrom(orders: readonly ListedOrder[], today: readonly SaleRecord[], from: number, until: number): Told[] {
    const there = new Set(orders.map((row) => row.orderNo))
    return today
      .filter(({ settledAt, way, orderNo }) => {
        // Cash and bank cards stand in our book alone.
        const told = way !== 'record'
        const within = settledAt !== null && settledAt >= from + FRESH && settledAt < until - FRESH
        return told && within && orderNo !== null && !there.has(orderNo)
      })
      .map(ourSale)
      .filter(({ moved }) => moved === true)
  }

  /** The day, and before it what was not compared yet: the till may have been off over midnight. */
  function beginning(now: number): number {
    const { from } = dayOf(now)
    const until = Number(book.fact('comparedUntil') ?? from)
    return Math.max(now - LOOKED_BACK, Math.min(from, until - SETTLING))
  }

  /** Told to be paid, and failed here still: nobody answered when it was asked about, or a person has to look. */
  function isUnsettled({ orderNo, verdict }: ListedOrder): boolean {
    const sale = verdict === 'paid' || verdict === 'refunded' ? book.saleByOrderNo(orderNo) : null
    return sale?.state === 'failed' && !sale.notOurs && sale.dismissed === null
  }

  const isUnsettledRefund = ({ refundNo, verdict }: ListedRefund): boolean =>
    verdict !== 'failed' && book.refunds.byNumber(refundNo)?.state === 'failed'

  async function compare(): Promise<void> {
    const now = parts.serverNow()
    const from = beginning(now)
    answered = false
    const rows = await listed(from, now + FRESH)
    if (ended() || rows === null) return
    answered = true
    const { orders, refunds } = rows
    book.passOrderNos(place.orderPrefix, place.tillDigits, [...orders.map((o) => o.orderNo), ...refunds.map((r) => r.refundNo)])
    let ours = salesOf(from, now)
    const failedHere = orders.filter(
      ({ orderNo, verdict }) => (verdict === 'paid' || verdict === 'refunded') && ours.sale(orderNo)?.state === 'failed',
    )
    for (const { orderNo } of failedHere) await parts.lookAgain.sale(orderNo)
    for (const { refundNo } of refunds.filter(isUnsettledRefund)) await parts.lookAgain.refund(refundNo)
    if (ended()) return
    if (failedHere.length > 0) ours = salesOf(from, now)
    const sold = orders.map((row) => {
      const sale = ours.sale(row.orderNo)
      return { theirs: theirSale(row), ours: sale && ourSale(sale) }
    })
    const back = refunds.map((row) => {
      const refund = book.refunds.byNumber(row.refundNo)
      return { theirs: theirRefund(row), ours: refund && ourRefund(refund) }
    })
    const differences = differencesBetween([...sold, ...back], missingFrom(orders, ours.today, from, now))
    last = { at: clock.now(), differences }
    if (orders.some(isForeign)) raise('sale.identityTaken', differences)
    else if (differences.some(({ kind }) => kind === 'amount')) raise('sale.stoppedByDifference', differences)
    if (differences.length > 0) parts.log.warn('reconciliation.differs', { differences })
    if (!orders.some(isUnsettled) && !refunds.some(isUnsettledRefund)) book.setFact('comparedUntil', String(now))
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

  async function runAndAgain(): Promise<void> {
    await run()
    if (!stopped) callOff = clock.after(answered ? EVERY : UNANSWERED, () => void runAndAgain())
  }

  return {
    start(): void {
      void runAndAgain()
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
