import { ok, refuse, type Fault, type Outcome } from '../../contract/faults.ts'
import type { SaleRecord } from '../ledger/records.ts'
import { ageFrom, createFollower, newLive, type Live, type WalletTender } from './follower.ts'
import type { Person, SellingParts } from './parts.ts'
import { createRecorder, isOpen } from './recorder.ts'

/** How many scanned codes are remembered, so that a spent one is refused with a sentence. In memory only. */
const CODES_REMEMBERED = 200

/**
 * The payment engine: the sales that are not finished, which of them stands in front of the cashier, and what the cashier
 * may do with them. Each step is in the book before anything follows from it.
 */
export function createSales(parts: SellingParts, kickSpool: () => void) {
  const { book, clock, log } = parts
  const live = new Map<string, Live>()
  const usedCodes = new Set<string>()
  let front: string | null = null
  const recorder = createRecorder(parts, kickSpool)
  const follower = createFollower(parts, recorder, (entry) => {
    const { sale } = entry
    // What never left the till was not spent.
    if (sale.fault?.code === 'sale.notSent' && entry.code) usedCodes.delete(entry.code.text)
    // A sale that was paid in the background needs nobody any more; a failure waits there to be seen.
    if (front !== sale.saleId && !isOpen(sale) && sale.state !== 'failed') letGo(entry)
    parts.changed()
  })

  function hold(sale: SaleRecord): Live {
    const entry = newLive(sale, clock)
    live.set(sale.saleId, entry)
    return entry
  }

  function letGo(entry: Live): void {
    follower.rest(entry)
    live.delete(entry.sale.saleId)
    if (front === entry.sale.saleId) front = null
  }

  const frontEntry = (): Live | null => (front === null ? null : (live.get(front) ?? null))

  /** Gives up a sale for which no code was scanned. Nothing was sent, so it only leaves a line in the journal. */
  function giveUp(entry: Live): void {
    recorder.take(entry.sale, 'cancelled', {})
    letGo(entry)
  }

  function start(amountFen: number, remark: string, person: Person): Outcome<SaleRecord> {
    const { maxAmountFen } = parts.settings()
    if (!Number.isSafeInteger(amountFen) || amountFen <= 0) return refuse('amount.zero')
    if (amountFen > maxAmountFen) return refuse('amount.tooLarge', { params: { maxFen: maxAmountFen } })
    const current = frontEntry()
    if (current && isOpen(current.sale)) return refuse('sale.busy')
    if (current?.sale.state === 'waitingForCode') giveUp(current)
    else if (current) letGo(current)
    const entry = hold({
      saleId: parts.newId(),
      orderNo: null,
      amountFen,
      remark,
      state: 'waitingForCode',
      orderState: null,
      tender: null,
      startedAt: clock.now(),
      sentAt: null,
      settledAt: null,
      platformTxnId: null,
      membershipNumber: null,
      paidFen: null,
      discountFen: null,
      fault: null,
      staffId: person.staffId,
      staffName: person.name,
    })
    front = entry.sale.saleId
    parts.changed()
    return ok(entry.sale)
  }

  function remember(code: string): void {
    usedCodes.add(code)
    const [oldest] = usedCodes
    if (usedCodes.size > CODES_REMEMBERED && oldest !== undefined) usedCodes.delete(oldest)
  }

  function withEntry(saleId: string, act: (entry: Live) => Outcome<null>): Outcome<null> {
    const entry = live.get(saleId)
    const outcome = entry ? act(entry) : refuse('sale.notFound')
    parts.changed()
    return outcome
  }

  return {
    /** Opens a sale of so many fen. Faults: `amount.zero`, `amount.tooLarge`, `sale.busy` while another is under way in front. */
    start,

    /**
     * A payment code for the sale in front. The number and the intent are in the book before this answers, and before any
     * byte leaves. Faults: `scan.notNow`, `scan.busy`, `scan.codeAlreadyUsed`, `book.notWritten`.
     */
    scanned(code: string, tender: WalletTender): Outcome<null> {
      const entry = frontEntry()
      if (!entry) return refuse('scan.notNow')
      if (entry.sale.state !== 'waitingForCode') return refuse(isOpen(entry.sale) ? 'scan.busy' : 'scan.notNow')
      if (usedCodes.has(code)) return refuse('scan.codeAlreadyUsed')
      const now = clock.now()
      try {
        const orderNo = book.takeOrderNo(parts.place.orderPrefix, parts.place.tillDigits, now)
        const recorded = recorder.take(entry.sale, 'scanned', { orderNo, tender, sentAt: now })
        if (!recorded.written) return refuse('book.notWritten')
        entry.sale = recorded.sale
      } catch (error) {
        log.error('book.number', { text: error instanceof Error ? error.message : String(error) })
        return refuse('book.notWritten')
      }
      remember(code)
      entry.code = { text: code, tender }
      entry.age = ageFrom(clock, 0)
      follower.watchDeadline(entry)
      follower.charge(entry)
      parts.changed()
      return ok(null)
    },

    cancel: (saleId: string) =>
      withEntry(saleId, (entry) => {
        if (entry.sale.state !== 'waitingForCode') return refuse('sale.notWaiting')
        giveUp(entry)
        return ok(null)
      }),

    park: (saleId: string) =>
      withEntry(saleId, (entry) => {
        if (!isOpen(entry.sale)) return refuse('sale.notWaiting')
        if (front === saleId) front = null
        return ok(null)
      }),

    open: (saleId: string) =>
      withEntry(saleId, (entry) => {
        const current = frontEntry()
        if (current === entry) return ok(null)
        if (current?.sale.state === 'waitingForCode') giveUp(current)
        else if (current && !isOpen(current.sale)) letGo(current)
        front = saleId
        return ok(null)
      }),

    close: (saleId: string) =>
      withEntry(saleId, (entry) => {
        if (isOpen(entry.sale) || entry.sale.state === 'waitingForCode') return refuse('sale.notFinished')
        letGo(entry)
        return ok(null)
      }),

    /** The same amount under a new number. Faults: `sale.notFound`, `sale.notFinished`. */
    retry(saleId: string, person: Person): Outcome<SaleRecord> {
      const entry = live.get(saleId)
      if (!entry) return refuse('sale.notFound')
      if (entry.sale.state !== 'failed') return refuse('sale.notFinished')
      const { amountFen, remark } = entry.sale
      letGo(entry)
      return start(amountFen, remark, person)
    },

    askNow: (saleId: string) =>
      withEntry(saleId, (entry) => {
        if (!isOpen(entry.sale)) return refuse('sale.notFound')
        follower.ask(entry)
        return ok(null)
      }),

    /** Reads the book and asks about every sale that was left open. Called before the first new sale. */
    recover(): void {
      for (const sale of book.openSales()) {
        const entry = hold(sale)
        follower.watchDeadline(entry)
        follower.ask(entry)
      }
      parts.changed()
    },

    /** The person leaves: nothing stands in front any more, and what is open is followed on. */
    leave(): void {
      const entry = frontEntry()
      if (entry?.sale.state === 'waitingForCode') giveUp(entry)
      else if (entry && !isOpen(entry.sale)) letGo(entry)
      front = null
      parts.changed()
    },

    front: (): SaleRecord | null => frontEntry()?.sale ?? null,
    parked: (): SaleRecord[] => [...live.values()].filter((entry) => entry.sale.saleId !== front).map((entry) => entry.sale),
    nextAskAt: (saleId: string): number | null => live.get(saleId)?.nextAskAt ?? null,
    trouble: (): Fault | null => recorder.trouble(),
    slipSetting: () => recorder.slipSetting(),
    stop(): void {
      follower.stop()
      for (const entry of live.values()) follower.rest(entry)
    },
  }
}
export type Sales = ReturnType<typeof createSales>
