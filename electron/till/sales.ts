import { ok, refuse, type FaultCode, type Outcome } from '../../contract/faults.ts'
import type { SaleRecord, TopUpCard } from '../ledger/records.ts'
import type { SlipSetting } from '../slips/rows.ts'
import { dismiss } from './dismissal.ts'
import { createFollower, newLive, type Live } from './follower.ts'
import { ageFrom } from './matter.ts'
import { takeNumber } from './numbers.ts'
import { otherWays } from './other-ways.ts'
import type { Person, SellingParts } from './parts.ts'
import type { Recorder } from './recorder.ts'
import { createReversals } from './reversals.ts'
import type { ResolvedList } from './resolved.ts'
import { saleCalls, saleWords } from './sale-calls.ts'
import type { WalletTender } from './sale-exchanges.ts'
import type { SaleEvent } from './sale-events.ts'
import { whyNotStarted, type SaleWish } from './sale-start.ts'
import { usedCodes } from './used-codes.ts'
import { againOf, isOpen, isUnconfirmed, newSale } from './sale-state.ts'

export interface SalesParts extends SellingParts {
  readonly recorder: Recorder
  readonly slipSetting: () => SlipSetting
  /** Why nothing may be sold just now; null when it may. */
  readonly barred: () => FaultCode | null
  readonly resolved: Pick<ResolvedList, 'sale'>
  /** A payment is near. */
  readonly warm: () => void
  /** A hold came to be. */
  readonly held: (sale: SaleRecord) => void
  /** A sale or a top-up was paid. */
  readonly paid: (sale: SaleRecord) => void
  /** Whether it will be told how much is on the card then; its slips wait for that, and not for long. */
  readonly awaitsBalance: (sale: SaleRecord) => boolean
}

/**
 * The payment engine: the sales that are not finished, which of them stands in front of the cashier, and what the cashier
 * may do with them. Each step is in the book before anything follows from it.
 */
export function createSales(parts: SalesParts) {
  const { book, clock, recorder } = parts
  const live = new Map<string, Live<SaleRecord>>()
  const spent = usedCodes()
  let front: string | null = null
  const { calls, codes } = saleCalls(parts)
  const kind = saleWords(parts, parts.slipSetting, parts.awaitsBalance)
  const follower = createFollower<SaleRecord, SaleEvent>({
    ...parts,
    kind,
    calls,
    moved(entry, from) {
      const { record: sale } = entry
      const waitedFor = entry.recovered || front !== sale.saleId || isUnconfirmed({ state: from })
      if (!isOpen(sale) && sale.state !== from && waitedFor) parts.resolved.sale(sale)
      // What never left the till was not spent.
      const code = codes.get(sale.saleId)
      if (sale.fault?.code === 'sale.notSent' && code) spent.drop(code.text)
      // A sale that was paid in the background needs nobody any more; a failure waits there to be seen.
      if (front !== sale.saleId && !isOpen(sale) && sale.state !== 'failed') letGo(entry)
      if (sale.state === 'held' && from !== 'held') parts.held(sale)
      if (sale.state === 'paid' && from !== 'paid') parts.paid(sale)
      parts.changed()
    },
  })

  const reversals = createReversals({ ...parts, follower, followed: (saleId) => live.get(saleId) ?? null })

  function hold(sale: SaleRecord, recovered: boolean): Live<SaleRecord> {
    const entry = newLive(sale, clock, recovered)
    live.set(sale.saleId, entry)
    return entry
  }

  function letGo(entry: Live<SaleRecord>): void {
    follower.rest(entry)
    live.delete(entry.record.saleId)
    if (front === entry.record.saleId) front = null
  }

  const frontEntry = (): Live<SaleRecord> | null => (front === null ? null : (live.get(front) ?? null))

  /** Gives up a sale for which no code was scanned. Nothing was sent, so it only leaves a line in the journal. */
  function giveUp(entry: Live<SaleRecord>): void {
    recorder.take(kind, entry.record, 'cancelled', {})
    letGo(entry)
  }

  function start(wish: SaleWish): Outcome<SaleRecord> {
    const followed = [...live.values()].map(({ record }) => record)
    const why = whyNotStarted(wish, parts.settings(), parts.barred(), followed)
    if (why) return why
    const current = frontEntry()
    if (current && isOpen(current.record)) return refuse('sale.busy')
    if (current?.record.state === 'waitingForCode') giveUp(current)
    else if (current) letGo(current)
    const entry = hold(newSale({ ...wish, topUp: wish.topUp ?? null, saleId: parts.newId(), at: clock.now() }), false)
    front = entry.record.saleId
    parts.warm()
    parts.changed()
    return ok(entry.record)
  }

  function withEntry(saleId: string, act: (entry: Live<SaleRecord>) => Outcome<null>): Outcome<null> {
    const entry = live.get(saleId)
    const outcome = entry ? act(entry) : refuse('sale.notFound')
    parts.changed()
    return outcome
  }

  /** Takes a number and writes down that it is about to be used. Nothing may leave before this is true. */
  function written(entry: Live<SaleRecord>, event: SaleEvent, facts: Partial<SaleRecord>): boolean {
    const orderNo = takeNumber(parts)
    if (orderNo === null) return false
    entry.age = ageFrom(clock, 0)
    entry.watched = entry.age
    return follower.act(entry, event, { orderNo, sentAt: clock.now(), ...facts })
  }

  function send(entry: Live<SaleRecord>): Outcome<null> {
    follower.watchDeadline(entry)
    follower.send(entry)
    parts.changed()
    return ok(null)
  }

  /** The sale that waits in front for its way to be chosen. */
  function choosing(saleId: string, offered: boolean, act: (entry: Live<SaleRecord>) => Outcome<null>): Outcome<null> {
    return withEntry(saleId, (entry) => {
      if (entry.record.state !== 'waitingForCode' || front !== saleId) return refuse('sale.notWaiting')
      const bar = parts.barred()
      if (bar) return refuse(bar)
      return offered ? act(entry) : refuse('sale.wayNotOffered')
    })
  }

  return {
    /**
     * Opens a sale or a hold. Faults: `amount.zero`, `amount.tooLarge`, `deposit.modeForbids`, `deposit.onlyDeposits`,
     * `sale.sameAmountUnknown` unless it is wanted `anyway`, `sale.busy` while another is under way in front, and why nothing may
     * be sold just now.
     */
    start,

    /**
     * A payment code for the sale in front; `topUp`: the card that it found, of a top-up of the payer's own. The number and the intent are in
     * the book before this answers, and before any byte leaves. Faults: `scan.notNow`, `scan.busy`, `scan.codeAlreadyUsed`,
     * `deposit.tenderNotOffered`, `topUp.paidByCard`, `book.notWritten`.
     */
    scanned(code: string, tender: WalletTender, topUp: TopUpCard | null = null): Outcome<null> {
      const entry = frontEntry()
      if (!entry) return refuse('scan.notNow')
      if (entry.record.state !== 'waitingForCode') return refuse(isOpen(entry.record) ? 'scan.busy' : 'scan.notNow')
      if (spent.has(code)) return refuse('scan.codeAlreadyUsed')
      if (entry.record.purpose === 'hold' && tender === 'memberCard') return refuse('deposit.tenderNotOffered')
      if (entry.record.purpose === 'topUp' && tender === 'memberCard') return refuse('topUp.paidByCard')
      const bar = parts.barred()
      if (bar) return refuse(bar)
      const facts = { tender, topUp: topUp ?? entry.record.topUp }
      if (!written(entry, 'scanned', facts)) return refuse('book.notWritten')
      spent.add(code)
      codes.set(entry.record.saleId, { text: code, tender })
      return send(entry)
    },

    /** Other ways to take the money than the customer's code. */
    ...otherWays({ ...parts, choosing, written, send, withEntry, follower }),

    cancel: (saleId: string) =>
      withEntry(saleId, (entry) => {
        if (entry.record.state !== 'waitingForCode') return refuse('sale.notWaiting')
        giveUp(entry)
        return ok(null)
      }),

    park: (saleId: string) =>
      withEntry(saleId, (entry) => {
        if (!isOpen(entry.record)) return refuse('sale.notWaiting')
        if (front === saleId) front = null
        return ok(null)
      }),

    open: (saleId: string) =>
      withEntry(saleId, (entry) => {
        const current = frontEntry()
        if (current === entry) return ok(null)
        if (current?.record.state === 'waitingForCode') giveUp(current)
        else if (current && !isOpen(current.record)) letGo(current)
        front = saleId
        return ok(null)
      }),

    close: (saleId: string) =>
      withEntry(saleId, (entry) => {
        if (isOpen(entry.record) || entry.record.state === 'waitingForCode') return refuse('sale.notFinished')
        letGo(entry)
        return ok(null)
      }),

    /** The same amount under a new number. Faults: `sale.notFound`, `sale.notFinished`, and as `start`; then it stays where it is. */
    retry(saleId: string, person: Person, anyway: boolean): Outcome<SaleRecord> {
      const entry = live.get(saleId)
      if (!entry) return refuse('sale.notFound')
      if (entry.record.state !== 'failed') return refuse('sale.notFinished')
      const { amountFen, remark, purpose } = entry.record
      const topUp = againOf(entry.record.topUp)
      const outcome = start({ amountFen, remark, purpose, person, anyway, ...(topUp ? { topUp } : {}) })
      if (outcome.ok && live.has(saleId)) letGo(entry)
      return outcome
    },

    askNow: (saleId: string) =>
      withEntry(saleId, (entry) => {
        if (!isOpen(entry.record)) return refuse('sale.notFound')
        follower.ask(entry)
        return ok(null)
      }),

    /** A manager has looked at a conflict. Faults: `sale.notFound`, and as `dismiss`. */
    dismiss: (saleId: string, person: Person) => withEntry(saleId, (entry) => dismiss({ follower, clock }, entry, person)),

    /** Taking a hanging payment back, as a person's explicit act. */
    reversals,

    /** Cloud Pay's list says that a sale which failed here was paid: it is asked about, and the answer wins. */
    async lookAgain(orderNo: string): Promise<void> {
      const sale = book.saleByOrderNo(orderNo)
      if (sale?.state === 'failed' && sale.way !== 'capture')
        await follower.lookAgain(live.get(sale.saleId) ?? newLive(sale, clock, true))
    },

    /** How much was on the card after a payment that stands in the book as paid, fen: slips that still wait say so. */
    balanceTold(saleId: string, balanceFen: number): void {
      const sale = live.get(saleId)?.record ?? book.sale(saleId)
      if (sale) follower.act(live.get(saleId) ?? newLive(sale, clock, true), 'balanceTold', { balanceFen })
    },

    /** Reads the book and asks about every sale that was left open. Called before the first new sale. */
    recover(): void {
      for (const sale of book.openSales().filter(({ way }) => way !== 'capture')) {
        const entry = hold(sale, true)
        follower.watchDeadline(entry)
        follower.ask(entry)
      }
      parts.changed()
    },

    /** The person leaves: nothing stands in front any more, and what is open is followed on. */
    leave(): void {
      const entry = frontEntry()
      if (entry?.record.state === 'waitingForCode') giveUp(entry)
      else if (entry && !isOpen(entry.record)) letGo(entry)
      front = null
      parts.changed()
    },

    busy: (): boolean => ['waitingForCode', 'sending', 'pendingCustomer'].includes(frontEntry()?.record.state ?? 'none'),
    front: (): SaleRecord | null => frontEntry()?.record ?? null,
    parked: (): SaleRecord[] => [...live.values()].filter((entry) => entry.record.saleId !== front).map((entry) => entry.record),
    nextAskAt: (saleId: string): number | null => live.get(saleId)?.nextAskAt ?? null,
    stop(): void {
      follower.stop()
      for (const entry of live.values()) follower.rest(entry)
    },
  }
}
export type Sales = ReturnType<typeof createSales>
