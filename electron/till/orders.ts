import { onlyOwn } from '../../contract/permissions.ts'
import type { CloudPay, ListedOrder, OrderAnswer } from '../../cloudpay/client/client.ts'
import type { SaleVerdict } from '../../cloudpay/protocol/order-state.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { OrderFilter } from '../../contract/order-filter.ts'
import type { Answer, Question } from '../../contract/requests.ts'
import type { HoldView, OrderRow, RefundView, ReleaseView, SaleView, SlipState } from '../../contract/views.ts'
import type { Language, SaleState } from '../../contract/states.ts'
import { csvOf } from '../exports/csv.ts'
import { ORDER_HEADS, orderLine } from '../exports/order-table.ts'
import type { Book } from '../ledger/book.ts'
import { NO_FIGURES, type Movement } from '../ledger/day-list.ts'
import type { RefundRecord, ReleaseRecord, SaleRecord } from '../ledger/records.ts'
import { dayNamed } from './day.ts'
import { listedPayment } from './listed-around.ts'
import type { Person } from './parts.ts'
import { isOpen, stateShown } from './sale-state.ts'
import { ASK_LIMIT } from './schedule.ts'

type ElsewhereCloud = Pick<CloudPay, 'queryOrder' | 'queryOrderList'>

/** The slip of the payment itself: copies do not change what the first one was. */
function slipState(book: Book, sale: SaleRecord): SlipState {
  const job = sale.orderNo === null ? undefined : book.slips.ofOrder(sale.orderNo).find((one) => !one.copy)
  return job?.state ?? 'none'
}

/** The card that was paid with, or that a top-up goes on. */
function cardOf({ topUp, tender, membershipNumber, balanceFen }: SaleRecord): SaleView['card'] {
  if (topUp) return { cardNo: topUp.cardNo, name: topUp.name, phone: topUp.phone, bonusFen: topUp.bonusFen, balanceFen }
  if (tender !== 'memberCard' || membershipNumber === null) return null
  return { cardNo: membershipNumber, name: null, phone: null, bonusFen: null, balanceFen }
}

/** A sale as the page sees it. `mayReverse`: the person at the till may take it back now. */
export function viewOf(book: Book, sale: SaleRecord, nextAskAt: number | null, mayReverse = false): SaleView {
  const { countedFen, acceptedFen, lastAt } = book.refunds.givenBack(sale.orderNo ?? '')
  return {
    ...sale,
    refundedFen: countedFen,
    lastRefundAt: lastAt,
    state: stateShown(sale, acceptedFen),
    askedUntil: isOpen(sale) && sale.sentAt !== null ? sale.sentAt + ASK_LIMIT : null,
    nextAskAt,
    mayReverse,
    card: cardOf(sale),
    slip: slipState(book, sale),
  }
}

/** A refund as the page sees it. */
export const refundViewOf = (record: RefundRecord, nextAskAt: number | null): RefundView => ({
  ...record,
  nextAskAt,
  approverName: record.approver?.name ?? null,
})

/** A release as the page sees it. */
export const releaseViewOf = (record: ReleaseRecord, nextAskAt: number | null): ReleaseView => ({
  ...record,
  nextAskAt,
  approverName: record.approver?.name ?? null,
})

/** Where a verdict of Cloud Pay puts an order of another till. */
const STATE_OF: Record<SaleVerdict, SaleState> = {
  paid: 'paid',
  refunded: 'refunded',
  waiting: 'pendingCustomer',
  notPaid: 'failed',
  ambiguous: 'unknown',
}

/** What this till does not have of another till's order. */
const ELSEWHERE = {
  way: 'code',
  purpose: 'sale',
  holdNo: null,
  releaseRest: null,
  returnedFen: null,
  askedUntil: null,
  nextAskAt: null,
  membershipNumber: null,
  paidFen: null,
  discountFen: null,
  codeUrl: null,
  receivedFen: null,
  refundedFen: 0,
  lastRefundAt: null,
  mayReverse: false,
  card: null,
  fault: null,
  slip: 'none',
} as const

/** An order that another till took, as far as Cloud Pay tells of it (BEHAVIOUR F13). */
function viewOfElsewhere(answer: OrderAnswer, listed: ListedOrder | null): OrderRow {
  const at = listed?.createdAt ?? answer.paidAt ?? 0
  const sale: SaleView = {
    ...ELSEWHERE,
    saleId: `there-${answer.orderNo}`.toLowerCase(),
    orderNo: answer.orderNo,
    amountFen: answer.amountFen ?? listed?.amountFen ?? 0,
    remark: answer.remark ?? listed?.remark ?? '',
    way: answer.state === 'depositCaptured' ? 'capture' : 'code',
    holdNo: listed?.facts.holdNo ?? null,
    returnedFen: listed?.facts.returnedFen ?? null,
    state: STATE_OF[answer.verdict],
    orderState: answer.state,
    tender: answer.tender,
    startedAt: at,
    sentAt: at,
    settledAt: answer.paidAt,
    platformTxnId: answer.platformTxnId,
    membershipNumber: answer.membershipNumber,
    paidFen: answer.paidFen,
    refundedFen: listed?.refundedFen ?? 0,
    staffId: listed?.staffId ?? '',
    staffName: listed?.staffName ?? '',
  }
  return { kind: 'sale', sale, elsewhere: { shopName: listed?.shopName ?? null, deviceName: listed?.deviceName ?? null } }
}

/** A deposit of another till, among the orders: by its number the page finds all of it. */
export function rowOfHold(hold: HoldView): OrderRow {
  const { holdNo, tender, heldFen, heldAt, remark, staffId, staffName, platformHoldId, elsewhere } = hold
  const at = heldAt
  const sale: SaleView = {
    ...ELSEWHERE,
    saleId: `there-${holdNo}`.toLowerCase(),
    orderNo: holdNo,
    amountFen: heldFen,
    remark,
    purpose: 'hold',
    state: 'held',
    orderState: 'held',
    tender,
    startedAt: at,
    sentAt: at,
    settledAt: at,
    platformTxnId: platformHoldId,
    staffId,
    staffName,
  }
  return { kind: 'sale', sale, elsewhere }
}

/** A day's list, and one order of it or of another till (BEHAVIOUR F10, F13). */
export function createOrders(parts: {
  book: Book
  language: () => Language
  /** Keeps a file where people find it; answers its path. Throws what the disk says. */
  keepFile: (name: string, content: string) => string
}) {
  const { book } = parts

  /** A clerk sees the clerk's own sales in the list; managers see everybody's (BEHAVIOUR 1.2 note 1). */
  const scope = (person: Person): string | null => (onlyOwn('listOrders', person.role) ? person.staffId : null)

  const ownRow = (sale: SaleRecord): OrderRow => ({ kind: 'sale', sale: viewOf(book, sale, null), elsewhere: null })
  const refundRow = (refund: RefundRecord): OrderRow => ({ kind: 'refund', refund: refundViewOf(refund, null) })
  const releaseRow = (release: ReleaseRecord): OrderRow => ({ kind: 'release', release: releaseViewOf(release, null) })
  function rowOf(movement: Movement): OrderRow {
    if (movement.kind === 'sale') return ownRow(movement.sale)
    return movement.kind === 'refund' ? refundRow(movement.refund) : releaseRow(movement.release)
  }

  function stateOf(movement: Movement): string {
    if (movement.kind === 'refund') return movement.refund.state
    if (movement.kind === 'release') return movement.release.state
    return stateShown(movement.sale, book.refunds.givenBack(movement.sale.orderNo ?? '').acceptedFen)
  }

  /** Whose movements this person may list: a wish for somebody else's is a wish for nothing. */
  function allowed(filter: OrderFilter, person: Person): OrderFilter | null {
    const own = scope(person)
    if (own === null) return filter
    return filter.staffId === null || filter.staffId === own ? { ...filter, staffId: own } : null
  }

  /** Asks Cloud Pay for an order that this till did not take. */
  async function elsewhere(orderNo: string, cloud: ElsewhereCloud, person: Person): Promise<Outcome<OrderRow>> {
    const result = await cloud.queryOrder({ orderNo, tender: null, tradeType: null, staffId: person.staffId })
    if (result.outcome === 'unknown') return refuse('scan.noAnswer', { params: { orderNo } })
    if (result.outcome === 'refused') return refuse('scan.orderNotFound', { params: { orderNo }, platformText: result.text })
    const { paidAt } = result.answer
    if (paidAt === null) return ok(viewOfElsewhere(result.answer, null))
    // Who took it, and what was given back of it, only the list tells. Without it the order itself is still true.
    const listed = await listedPayment(cloud, { number: orderNo, at: paidAt })
    return ok(viewOfElsewhere(result.answer, listed === 'notTold' ? null : listed))
  }

  return {
    list({ day, filter, offset, limit }: Question<'orders.list'>, person: Person): Answer<'orders.list'> {
      const { from, until } = dayNamed(day)
      const mine = allowed(filter, person)
      if (!mine) return { ...NO_FIGURES, rows: [] }
      const rows = book.lists.rows(from, until, mine, offset, limit)
      return {
        ...book.lists.figures(from, until, mine),
        rows: rows.map(rowOf),
      }
    },

    /** What the list shows, as a file. Faults: `orders.notWritten`. */
    export({ day, filter }: Question<'orders.export'>, person: Person): Outcome<{ path: string }> {
      const { from, until } = dayNamed(day)
      const mine = allowed(filter, person)
      const rows = mine ? book.lists.rows(from, until, mine, 0, Number.MAX_SAFE_INTEGER) : []
      const csv = csvOf([ORDER_HEADS[parts.language()], ...rows.map((row) => orderLine(row, stateOf(row)))])
      try {
        return ok({ path: parts.keepFile(`orders-${day}.csv`, csv) })
      } catch (error) {
        return refuse('orders.notWritten', { platformText: error instanceof Error ? error.message.slice(0, 200) : '' })
      }
    },

    /**
     * By its number anybody may find it: the customer stands there with the slip (BEHAVIOUR F13). The number of a refund or a
     * release finds that. Faults: `scan.orderNotFound`, `scan.noAnswer`.
     */
    async find(orderNo: string, cloud: ElsewhereCloud, person: Person): Promise<Outcome<OrderRow>> {
      const sale = book.saleByOrderNo(orderNo)
      if (sale) return ok(ownRow(sale))
      const refund = book.refunds.byNumber(orderNo)
      if (refund) return ok(refundRow(refund))
      const release = book.holds.releaseByNumber(orderNo)
      return release ? ok(releaseRow(release)) : elsewhere(orderNo, cloud, person)
    },
  }
}
