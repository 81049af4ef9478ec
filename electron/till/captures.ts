import { may } from '../../contract/permissions.ts'
import { ok, refuse, type FaultCode, type Outcome } from '../../contract/faults.ts'
import type { Question } from '../../contract/requests.ts'
import type { SaleView } from '../../contract/views.ts'
import type { SaleRecord } from '../ledger/records.ts'
import type { SlipSetting } from '../slips/rows.ts'
import { dismiss } from './dismissal.ts'
import { createFollower, newLive, type Live } from './follower.ts'
import type { FreshHold, Holds } from './holds.ts'
import { viewOf } from './orders.ts'
import { takeNumber } from './numbers.ts'
import type { Person, SellingParts } from './parts.ts'
import type { Recorder } from './recorder.ts'
import type { ResolvedList } from './resolved.ts'
import { saleCalls, saleWords } from './sale-calls.ts'
import type { SaleEvent } from './sale-events.ts'
import { isOpen, isUnconfirmed, newSale } from './sale-state.ts'

export interface CapturesParts extends SellingParts {
  readonly recorder: Recorder
  readonly slipSetting: () => SlipSetting
  /** Why no money may be moved just now; null when it may. */
  readonly barred: () => FaultCode | null
  readonly resolved: Pick<ResolvedList, 'sale'>
  readonly holds: Pick<Holds, 'fresh' | 'moved' | 'underWay'>
}

type Wish = Question<'capture.start'>

/**
 * Captures: money of a hold that becomes the shop's (BEHAVIOUR F07, PROTOCOL 5.5), as an order of its own number. In the book
 * before it is sent, at most what Cloud Pay says is left, and followed to its end under one number.
 */
export function createCaptures(parts: CapturesParts) {
  const { book, clock, holds, recorder } = parts
  const live = new Map<string, Live<SaleRecord>>()
  /** Holds of which a capture is just being started. */
  const starting = new Set<string>()
  const kind = saleWords(parts, parts.slipSetting)
  const follower = createFollower<SaleRecord, SaleEvent>({
    ...parts,
    kind,
    calls: saleCalls(parts).calls,
    moved({ record, recovered }, from) {
      const ended = !isOpen(record) && record.state !== from
      if (ended && (recovered || isUnconfirmed({ state: from }))) parts.resolved.sale(record)
      if (ended && record.holdNo !== null) void holds.moved(record.holdNo)
      parts.changed()
    },
  })

  function follow(capture: SaleRecord, recovered: boolean): Live<SaleRecord> {
    const entry = newLive(capture, clock, recovered)
    live.set(capture.saleId, entry)
    return entry
  }

  const shown = ({ record, nextAskAt }: Live<SaleRecord>): SaleView => viewOf(book, record, nextAskAt)

  /** Why so much of this hold may not be captured so; null when it may. */
  function whyNot({ amountFen, releaseRest }: Wish, { tender, leftFen }: FreshHold, person: Person): Outcome<never> | null {
    if (amountFen > leftFen) return refuse('capture.tooMuch', { params: { amountFen, leftFen } })
    if (releaseRest || amountFen === leftFen) return null
    if (tender === 'wechat') return refuse('capture.restMustGoBack')
    return may('keepRest', person.role) ? null : refuse('capture.onlyManagerKeepsRest')
  }

  /** In the book, then on its way. Nothing may leave before it is written. */
  function begin({ amountFen, releaseRest }: Wish, hold: FreshHold, person: Person): Outcome<SaleView> {
    const { holdNo, tender, remark, heldFen, leftFen } = hold
    // Between the question and here another window may have asked for the same, or a difference may have shown.
    const bar = parts.barred()
    if (bar) return refuse(bar)
    if (holds.underWay(holdNo)) return refuse('deposit.underWay', { params: { holdNo } })
    const at = clock.now()
    const orderNo = takeNumber(parts)
    if (orderNo === null) return refuse('book.notWritten')
    // Where nothing is left nothing is kept.
    const rest = releaseRest || amountFen === leftFen
    const capture: SaleRecord = {
      ...newSale({ saleId: parts.newId(), amountFen, remark, purpose: 'sale', topUp: null, at, person }),
      way: 'capture',
      state: 'sending',
      orderNo,
      tender,
      sentAt: at,
      holdNo,
      heldFen,
      releaseRest: rest,
      returnedFen: rest ? leftFen - amountFen : 0,
    }
    if (!recorder.begin(kind, capture)) return refuse('book.notWritten')
    const entry = follow(capture, false)
    follower.watchDeadline(entry)
    follower.send(entry)
    parts.changed()
    return ok(shown(entry))
  }

  function withEntry(saleId: string, act: (entry: Live<SaleRecord>) => Outcome<null>): Outcome<null> {
    const entry = live.get(saleId)
    const outcome = entry ? act(entry) : refuse('capture.notFound')
    parts.changed()
    return outcome
  }

  return {
    /**
     * Captures so many fen of a hold. Faults: `capture.zero`, `capture.tooMuch`, `capture.restMustGoBack`,
     * `capture.onlyManagerKeepsRest`, `deposit.*`, `book.notWritten`, and why no money may be moved.
     */
    async start(wish: Wish, person: Person): Promise<Outcome<SaleView>> {
      const { holdNo, amountFen } = wish
      if (!Number.isSafeInteger(amountFen) || amountFen <= 0) return refuse('capture.zero')
      const bar = parts.barred()
      if (bar) return refuse(bar)
      if (starting.has(holdNo)) return refuse('deposit.underWay', { params: { holdNo } })
      starting.add(holdNo)
      try {
        const hold = await holds.fresh(holdNo, person)
        if (!hold.ok) return hold
        return whyNot(wish, hold.value, person) ?? begin(wish, hold.value, person)
      } finally {
        starting.delete(holdNo)
      }
    },

    askNow: (saleId: string) =>
      withEntry(saleId, (entry) => {
        if (!isOpen(entry.record)) return refuse('capture.notFound')
        follower.ask(entry)
        return ok(null)
      }),

    /** Puts a result away. What is not confirmed stays in sight. */
    close: (saleId: string) =>
      withEntry(saleId, ({ record }) => {
        if (isOpen(record)) return refuse('capture.notFinished')
        live.delete(saleId)
        return ok(null)
      }),

    /** As of a sale. Faults: `sale.notFound`, and as `dismiss`. */
    dismiss(saleId: string, person: Person): Outcome<null> {
      const entry = live.get(saleId)
      return entry ? dismiss({ follower, clock }, entry, person) : refuse('sale.notFound')
    },

    /** Cloud Pay's list says that a capture which failed here was taken: it is asked about, and the answer wins. */
    async lookAgain(orderNo: string): Promise<void> {
      const sale = book.saleByOrderNo(orderNo)
      if (sale?.state === 'failed' && sale.way === 'capture')
        await follower.lookAgain(live.get(sale.saleId) ?? newLive(sale, clock, true))
    },

    /** Reads the book and asks about every capture that was left open. */
    recover(): void {
      for (const sale of book.openSales().filter(({ way }) => way === 'capture')) {
        const entry = follow(sale, true)
        follower.watchDeadline(entry)
        follower.ask(entry)
      }
      parts.changed()
    },

    list: (): SaleView[] => [...live.values()].map(shown),
    unconfirmed: (): number => [...live.values()].filter(({ record }) => isUnconfirmed(record)).length,
    stop(): void {
      follower.stop()
      for (const entry of live.values()) follower.rest(entry)
    },
  }
}
export type Captures = ReturnType<typeof createCaptures>
