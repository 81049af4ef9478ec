import type { CloudPay } from '../../cloudpay/client/client.ts'
import type { FaultCode } from '../../contract/faults.ts'
import { DIFFERENCES_SHOWN, type Difference, type Snapshot } from '../../contract/snapshot.ts'
import type { SaleRecord } from '../ledger/records.ts'
import { dayOf } from './day.ts'
import {
  differencesBetween,
  ourRefund,
  ourRelease,
  ourSale,
  theirHold,
  theirRefund,
  theirRelease,
  theirSale,
  type Told,
} from './differences.ts'
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
  /** What failed here and did not there, taken or given back: it is asked about once more. */
  readonly lookAgain: { taken(number: string): Promise<void>; back(number: string): Promise<void> }
}

/** A sale, a hold or a capture in Cloud Pay's list. */
type TakenRow = Told & { readonly createdAt: number | null }
interface Listed {
  readonly taken: readonly TakenRow[]
  readonly back: readonly Told[]
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
  async function listed(from: number, until: number): Promise<Listed | null> {
    const taken: TakenRow[] = []
    const back: Told[] = []
    const q = { from, until, thisDeviceOnly: true, by: 'creation', includeUnsuccessful: true, kind: 'all' } as const
    for (let page = 1; ; page++) {
      const result = await cloud.queryOrderList({ ...q, page, pageSize: ROWS })
      if (result.outcome !== 'ok') return null
      const { orders, holds, refunds, releases } = result.answer
      taken.push(...orders.map((row) => ({ ...theirSale(row), createdAt: row.createdAt })))
      taken.push(...holds.map((row) => ({ ...theirHold(row), createdAt: row.createdAt })))
      back.push(...refunds.map(theirRefund), ...releases.map(theirRelease))
      if (orders.length + holds.length + refunds.length + releases.length < ROWS) return { taken, back }
    }
  }

  /** The day's sales as the book has them now, read at once. A sale of another day, by this till's clock, is read by itself. */
  function salesOf(from: number, until: number) {
    const today = book.lists.sales(from, until)
    const byNumber = new Map(today.map((sale) => [sale.orderNo, sale]))
    return { today, sale: (orderNo: string): SaleRecord | null => byNumber.get(orderNo) ?? book.saleByOrderNo(orderNo) }
  }

  /** A number of this till, given out since it started, that this till knows nothing of. */
  const isForeign = ({ number, createdAt }: TakenRow): boolean =>
    number.startsWith(ownNumbers) && (createdAt ?? 0) > startedAt + FRESH && book.saleByOrderNo(number) === null

  /** Our paid sales and holds of the day that should stand in the list by now, and do not. The edges of the day are left out. */
  function missingFrom(taken: readonly Told[], today: readonly SaleRecord[], from: number, until: number): Told[] {
    const there = new Set(taken.map(({ number }) => number))
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

  /** Told to be taken, and failed here still: nobody answered when it was asked about, or a person has to look. */
  function isUnsettled({ number, moved }: Told): boolean {
    const sale = moved === true ? book.saleByOrderNo(number) : null
    return sale?.state === 'failed' && !sale.notOurs && sale.dismissed === null
  }

  /** What this till has under the number of a refund or of a release. */
  const ourBack = (number: string): Told | null => {
    const refund = book.refunds.byNumber(number)
    if (refund) return ourRefund(refund)
    const release = book.holds.releaseByNumber(number)
    return release && ourRelease(release)
  }
  const isUnsettledBack = ({ number, moved }: Told): boolean => moved !== false && ourBack(number)?.moved === false

  async function compare(): Promise<void> {
    const now = parts.serverNow()
    const from = beginning(now)
    answered = false
    const rows = await listed(from, now + FRESH)
    if (ended() || rows === null) return
    answered = true
    const { taken, back } = rows
    const numbers = [...taken, ...back].map(({ number }) => number)
    book.passOrderNos(place.orderPrefix, place.tillDigits, numbers)
    let ours = salesOf(from, now)
    const failedHere = taken.filter(({ number, moved }) => moved === true && ours.sale(number)?.state === 'failed')
    for (const { number } of failedHere) await parts.lookAgain.taken(number)
    for (const { number } of back.filter(isUnsettledBack)) await parts.lookAgain.back(number)
    if (ended()) return
    if (failedHere.length > 0) ours = salesOf(from, now)
    const pairs = taken.map((theirs) => {
      const sale = ours.sale(theirs.number)
      return { theirs, ours: sale && ourSale(sale) }
    })
    const backPairs = back.map((theirs) => ({ theirs, ours: ourBack(theirs.number) }))
    const differences = differencesBetween([...pairs, ...backPairs], missingFrom(taken, ours.today, from, now))
    last = { at: clock.now(), count: differences.length, differences: differences.slice(0, DIFFERENCES_SHOWN) }
    if (taken.some((row) => row.moved === true && isForeign(row))) raise('sale.identityTaken', differences)
    else if (differences.some(({ kind }) => kind === 'amount')) raise('sale.stoppedByDifference', differences)
    if (differences.length > 0) parts.log.warn('reconciliation.differs', last)
    if (!taken.some(isUnsettled) && !back.some(isUnsettledBack)) book.setFact('comparedUntil', String(now))
  }

  function raise(code: FaultCode, differences: readonly Difference[]): void {
    const looked = book.fact('barLooked')
    const seen = JSON.stringify([code, differences])
    // What a manager has looked at does not stop the till a second time.
    if (looked === seen || bar() === code) return
    book.write({
      entry: { at: clock.now(), kind: 'till.barred', subject: place.deviceId, body: { code, differences } },
      facts: { bar: code, barSeen: seen },
    })
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
      const body = { code, staffId: person.staffId, staffName: person.name }
      book.write({
        entry: { at: clock.now(), kind: 'till.resumed', subject: person.staffId, body },
        facts: { barLooked: book.fact('barSeen'), bar: null },
      })
      parts.changed()
    },

    stop(): void {
      stopped = true
      callOff?.()
    },
  }
}
export type Reconciliation = ReturnType<typeof createReconciliation>
