import type { CloudPay } from '../../cloudpay/client/client.ts'
import { TradeType } from '../../cloudpay/protocol/enums.ts'
import { ok, refuse, type FaultCode, type Outcome } from '../../contract/faults.ts'
import type { Answer, Question } from '../../contract/requests.ts'
import type { RefundView } from '../../contract/views.ts'
import type { RefundRecord } from '../ledger/records.ts'
import type { SlipSetting } from '../slips/rows.ts'
import { createFollower, newLive, type Live } from './follower.ts'
import { listedPayment } from './listed-around.ts'
import { refundViewOf } from './orders.ts'
import { takeNumber } from './numbers.ts'
import type { Person, SellingParts } from './parts.ts'
import type { Recorder } from './recorder.ts'
import { refundCalls, refundWords } from './refund-calls.ts'
import type { RefundEvent } from './refund-machine.ts'
import type { ResolvedList } from './resolved.ts'
import { mayAlone, type Right, type Rights } from './rights.ts'
import { isOpenRefund, isUnconfirmed } from './sale-state.ts'

export interface RefundsParts extends Omit<SellingParts, 'cloud'> {
  readonly cloud: Pick<CloudPay, 'refund' | 'queryRefundOrder' | 'queryOrder' | 'queryOrderList'>
  readonly recorder: Recorder
  readonly slipSetting: () => SlipSetting
  /** Why no money may be moved just now; null when it may. */
  readonly barred: () => FaultCode | null
  readonly resolved: Pick<ResolvedList, 'refund'>
  readonly rights: Rights
}

/** What can be given back, and of a capture the hold it was taken from: the refund has to name it (PROTOCOL 5.5). */
type Prepared = Answer<'refund.prepare'> & {
  readonly holdNo: string | null
  /** What of the order is settled to the shop, whole and what is left of it, fen. */
  readonly settledFen: number
  readonly settledLeftFen: number
}

/** What a refund takes back from the shop's settlement: its share by amount; the last one takes what is left, so that no fen is lost. */
export function settledBack(
  { orderFen, leftFen, settledFen, settledLeftFen }: Pick<Prepared, 'orderFen' | 'leftFen' | 'settledFen' | 'settledLeftFen'>,
  amountFen: number,
): number {
  return amountFen === leftFen ? settledLeftFen : Math.floor((settledFen * amountFen) / orderFen)
}

type Wish = Question<'refund.start'>
const viewOf = ({ record, nextAskAt }: Live<RefundRecord>): RefundView => refundViewOf(record, nextAskAt)

/**
 * Giving money back (BEHAVIOUR F12, PROTOCOL 5.4): only what is left of a paid order, under somebody's right, in the book
 * before it is sent, and followed to its end under one number.
 */
export function createRefunds(parts: RefundsParts) {
  const { book, clock, cloud, recorder } = parts
  const live = new Map<string, Live<RefundRecord>>()
  /** Refunds whose result was put away; they are followed all the same. */
  const away = new Set<string>()
  /** Orders for which a refund is just being started. */
  const starting = new Set<string>()
  const kind = refundWords(parts, parts.slipSetting)
  const follower = createFollower<RefundRecord, RefundEvent>({
    ...parts,
    kind,
    calls: refundCalls(cloud),
    moved({ record, recovered }, from) {
      const waitedFor = recovered || from !== 'sending'
      if (!isOpenRefund(record) && record.state !== from && waitedFor) parts.resolved.refund(record)
      // What turns out badly comes back to be seen.
      if (!isOpenRefund(record) && record.state !== 'succeeded') away.delete(record.refundId)
      else if (!isOpenRefund(record) && away.has(record.refundId)) live.delete(record.refundId)
      parts.changed()
    },
  })

  function hold(refund: RefundRecord, recovered: boolean): Live<RefundRecord> {
    const entry = newLive(refund, clock, recovered)
    live.set(refund.refundId, entry)
    return entry
  }

  /** While one refund of an order is not confirmed, there is no other: nobody knows what is left. */
  const underWay = (orderNo: string): boolean =>
    book.refunds.ofOrder(orderNo).some((one) => one.state === 'sending' || isUnconfirmed(one))

  async function prepare(orderNo: string, person: Person): Promise<Outcome<Prepared>> {
    const bar = parts.barred()
    if (bar) return refuse(bar)
    const sale = book.saleByOrderNo(orderNo)
    // What was only written down here is given back over the counter; the card is put right by hand.
    if (sale?.way === 'record') return refuse(sale.purpose === 'topUp' ? 'topUp.cashBack' : 'refund.recorded')
    if (underWay(orderNo)) return refuse('refund.underWay', { params: { orderNo } })
    if (sale && sale.state !== 'paid' && sale.state !== 'refunded') return refuse('refund.notRefundable')
    const { staffId } = person
    // Of another till's order nobody here knows how it was made.
    const tradeType = sale === null || sale.way === 'capture' ? null : sale.way === 'qr' ? TradeType.scanCode : TradeType.micro
    const result = await cloud.queryOrder({ orderNo, tender: sale?.tender ?? null, tradeType, staffId })
    if (result.outcome === 'unknown') return refuse('refund.noAnswer')
    if (result.outcome === 'refused')
      return refuse('refund.orderNotFound', { params: { orderNo }, status: result.status, platformText: result.text })
    const { amountFen, tender, verdict, state, paidAt } = result.answer
    // An Alipay order that is finished cannot be refunded any more (PROTOCOL 5.4).
    if (verdict !== 'paid' || state === 'paidFinal') return refuse('refund.notRefundable')
    const at = paidAt ?? sale?.settledAt ?? null
    if (amountFen === null || tender === null || at === null) return refuse('refund.noAnswer')
    // Only the list says what was given back, by any till.
    const listed = await listedPayment(cloud, { number: orderNo, at })
    if (listed === 'notTold') return refuse('refund.noAnswer')
    const refundedFen = Math.max(listed?.refundedFen ?? 0, book.refunds.givenBack(orderNo).countedFen)
    const leftFen = amountFen - refundedFen
    if (leftFen <= 0) return refuse('refund.notRefundable')
    const { byPhone } = parts.rights
    const holdNo = sale?.holdNo ?? listed?.facts.holdNo ?? null
    const settledFen = result.answer.settledFen ?? amountFen
    const settledLeftFen = listed?.facts.netFen ?? settledFen - book.refunds.settledBack(orderNo)
    const settlement = { settledFen, settledLeftFen }
    return ok({
      orderNo,
      tender,
      holdNo,
      orderFen: amountFen,
      refundedFen,
      leftFen,
      isTopUp: sale?.purpose === 'topUp' || listed?.facts.isTopUp === true,
      ownRight: mayAlone(person),
      byPhone,
      ...settlement,
    })
  }

  /** In the book, then on its way. Nothing may leave before it is written. */
  function begin(wish: Wish, prepared: Prepared, proven: Right, person: Person): Outcome<RefundView> {
    const { orderNo, tender, orderFen, holdNo } = prepared
    // Between the question and here another window may have asked for the same, or a difference may have shown.
    const bar = parts.barred()
    if (bar) return refuse(bar)
    if (underWay(orderNo)) return refuse('refund.underWay', { params: { orderNo } })
    const right = parts.rights.used(proven, { number: orderNo, amountFen: wish.amountFen }, person)
    if (!right.ok) return right
    const now = clock.now()
    const refundNo = takeNumber(parts)
    if (refundNo === null) return refuse('book.notWritten')
    const refund: RefundRecord = {
      refundId: parts.newId(),
      refundNo,
      orderNo,
      saleId: book.saleByOrderNo(orderNo)?.saleId ?? null,
      tender,
      holdNo,
      orderFen,
      amountFen: wish.amountFen,
      settledFen: settledBack(prepared, wish.amountFen),
      reason: wish.reason,
      state: 'sending',
      startedAt: now,
      sentAt: now,
      acceptedAt: null,
      settledAt: null,
      platformRefundId: null,
      receivedBy: null,
      fault: null,
      staffId: person.staffId,
      staffName: person.name,
      ...right.value,
    }
    if (!recorder.begin(kind, refund)) return refuse('book.notWritten')
    const entry = hold(refund, false)
    follower.watchDeadline(entry)
    follower.send(entry)
    parts.changed()
    return ok(viewOf(entry))
  }

  return {
    /**
     * What can be given back of an order of this merchant, whichever till took it. Faults: `refund.underWay`,
     * `refund.notRefundable`, `refund.recorded`, `topUp.cashBack`, `refund.orderNotFound`, `refund.noAnswer`, and why no money may be moved just now.
     */
    prepare,

    /**
     * Gives back so many fen. Faults: as `prepare`, and `refund.zero`, `refund.tooMuch`, `refund.needsApproval`,
     * `refund.notApproved`, `refund.approval…`, `refund.approver…`, `signIn.*` of the approver, `book.notWritten`.
     */
    async start(wish: Wish, person: Person): Promise<Outcome<RefundView>> {
      const { orderNo, amountFen } = wish
      if (!Number.isSafeInteger(amountFen) || amountFen <= 0) return refuse('refund.zero')
      if (starting.has(orderNo)) return refuse('refund.underWay', { params: { orderNo } })
      starting.add(orderNo)
      try {
        const what = { number: orderNo, amountFen }
        const right = await parts.rights.proven(wish.authority, what, person, 'refund.needsApproval')
        if (!right.ok) return right
        const prepared = await prepare(orderNo, person)
        if (!prepared.ok) return prepared
        const { leftFen } = prepared.value
        if (amountFen > leftFen) return refuse('refund.tooMuch', { params: { amountFen, leftFen } })
        if (prepared.value.isTopUp && amountFen !== prepared.value.orderFen) return refuse('topUp.wholeOnly')
        return begin(wish, prepared.value, right.value, person)
      } finally {
        starting.delete(orderNo)
      }
    },

    askNow(refundId: string): Outcome<null> {
      const entry = live.get(refundId)
      if (!entry || !isOpenRefund(entry.record)) return refuse('refund.notFound')
      follower.ask(entry)
      return ok(null)
    },

    /** Puts a result away. What is not confirmed stays in sight. */
    close(refundId: string): Outcome<null> {
      const entry = live.get(refundId)
      if (!entry) return refuse('refund.notFound')
      if (entry.record.state === 'sending' || isUnconfirmed(entry.record)) return refuse('refund.notFinished')
      if (isOpenRefund(entry.record)) away.add(refundId)
      else live.delete(refundId)
      parts.changed()
      return ok(null)
    },

    /** Cloud Pay's list knows a refund that failed here: it is asked about, and the answer wins. */
    async lookAgain(refundNo: string): Promise<void> {
      const refund = book.refunds.byNumber(refundNo)
      if (refund?.state === 'failed') await follower.lookAgain(live.get(refund.refundId) ?? hold(refund, true))
    },

    /** Reads the book and asks about every refund that was left open. */
    recover(): void {
      for (const refund of book.refunds.open()) {
        const entry = hold(refund, true)
        if (refund.state === 'accepted') away.add(refund.refundId)
        follower.watchDeadline(entry)
        follower.ask(entry)
      }
      parts.changed()
    },

    list: (): RefundView[] => [...live.values()].filter(({ record }) => !away.has(record.refundId)).map(viewOf),
    /** Put away as accepted, and followed still. */
    putAway: (): RefundView[] => [...live.values()].filter(({ record }) => away.has(record.refundId)).map(viewOf),
    unconfirmed: (): number => [...live.values()].filter(({ record }) => isUnconfirmed(record)).length,

    stop(): void {
      follower.stop()
      for (const entry of live.values()) follower.rest(entry)
    },
  }
}
export type Refunds = ReturnType<typeof createRefunds>
