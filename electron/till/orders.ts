import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { Answer, Question } from '../../contract/requests.ts'
import type { SaleView, SlipState } from '../../contract/snapshot.ts'
import type { SlipDocument } from '../../contract/slip.ts'
import type { Book } from '../ledger/book.ts'
import type { SaleRecord } from '../ledger/records.ts'
import { paymentSlip } from '../slips/payment.ts'
import type { SlipSetting } from '../slips/rows.ts'
import { dayNamed } from './day.ts'
import type { Person } from './parts.ts'
import { isOpen } from './sale-state.ts'
import { ASK_LIMIT } from './schedule.ts'

/** A second copy is only asked for on purpose after so many ms; before that it is the same press. */
const COPIES_APART = 2000

const hasSlip = (sale: SaleRecord): boolean => sale.orderNo !== null && (sale.state === 'paid' || sale.state === 'refunded')

/** The slip of the payment itself: copies do not change what the first one was. */
function slipState(book: Book, sale: SaleRecord): SlipState {
  const job = sale.orderNo === null ? undefined : book.slips.ofOrder(sale.orderNo).find((one) => !one.copy)
  return job?.state ?? 'none'
}

/** A sale as the page sees it. */
export function viewOf(book: Book, sale: SaleRecord, nextAskAt: number | null): SaleView {
  const { countedFen, acceptedFen } = book.refunds.givenBack(sale.orderNo ?? '')
  return {
    ...sale,
    refundedFen: countedFen,
    // An order is refunded once accepted refunds reach its total; one that fails later takes that back (RULINGS 10).
    state: sale.state === 'paid' && acceptedFen >= sale.amountFen ? 'refunded' : sale.state,
    askedUntil: isOpen(sale) && sale.sentAt !== null ? sale.sentAt + ASK_LIMIT : null,
    nextAskAt,
    slip: slipState(book, sale),
  }
}

/** Today's list, one order, and its slip again (BEHAVIOUR F10, F11). */
export function createOrders(parts: {
  book: Book
  now: () => number
  slipSetting: () => SlipSetting
  printWindow: () => number
  kickSpool: () => void
}) {
  const { book } = parts

  /** A clerk sees the clerk's own sales in the list; managers see everybody's (BEHAVIOUR 1.2 note 1). */
  const scope = (person: Person): string | null => (person.role === 'clerk' ? person.staffId : null)

  function find(orderNo: string): Outcome<SaleRecord> {
    const sale = book.saleByOrderNo(orderNo)
    return sale ? ok(sale) : refuse('scan.orderNotFound', { params: { orderNo } })
  }

  return {
    list(question: Question<'orders.list'>, person: Person): Answer<'orders.list'> {
      const { from, until } = dayNamed(question.day)
      const { rows, ...figures } = book.salesBetween(from, until, scope(person), question.offset, question.limit)
      return { ...figures, rows: rows.map((sale) => viewOf(book, sale, null)) }
    },

    /** By its number anybody may find it: the customer stands there with the slip (BEHAVIOUR F13). */
    find(orderNo: string): Outcome<SaleView> {
      const found = find(orderNo)
      return found.ok ? ok(viewOf(book, found.value, null)) : found
    },

    slip(orderNo: string): Outcome<SlipDocument> {
      const found = find(orderNo)
      if (!found.ok) return found
      return hasSlip(found.value) ? ok(paymentSlip(found.value, parts.slipSetting(), 'copy')) : refuse('print.notPaid')
    },

    /**
     * The slip once more, as a new job marked as a copy. While a slip of this order waits, and for a moment after a copy, a
     * further press makes no other: fifty presses give one slip.
     */
    reprint(orderNo: string, person: Person): Outcome<null> {
      const found = find(orderNo)
      if (!found.ok) return found
      if (!hasSlip(found.value)) return refuse('print.notPaid')
      const jobs = book.slips.ofOrder(orderNo)
      const madeAt = parts.now()
      const underWay = jobs.some((job) => job.state === 'waiting' || job.state === 'sending')
      const justMade = jobs.some((job) => job.copy && Math.abs(madeAt - job.madeAt) < COPIES_APART)
      if (underWay || justMade) return ok(null)
      const copies = jobs.filter((job) => job.copy).length
      book.write({
        entry: {
          at: madeAt,
          kind: 'slip.reprint',
          subject: found.value.saleId,
          body: { orderNo, staffId: person.staffId, copy: copies + 1 },
        },
        slip: {
          event: `copy:${orderNo}:${copies + 1}`,
          orderNo,
          copy: true,
          madeAt,
          staleAt: madeAt + parts.printWindow(),
          document: paymentSlip(found.value, parts.slipSetting(), 'copy'),
        },
      })
      parts.kickSpool()
      return ok(null)
    },
  }
}
