import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { SlipDocument } from '../../contract/slip.ts'
import type { Book } from '../ledger/book.ts'
import type { SaleRecord } from '../ledger/records.ts'
import { captureSlip, holdSlip, releaseSlip } from '../slips/deposit.ts'
import { paymentSlip, topUpSlip } from '../slips/payment.ts'
import { refundSlip } from '../slips/refund.ts'
import type { SlipSetting } from '../slips/rows.ts'
import type { Person } from './parts.ts'
import { kindOf } from './sale-state.ts'

/** A second copy is only asked for on purpose after so many ms; before that it is the same press. */
const COPIES_APART = 2000

export interface ReprintParts {
  readonly book: Book
  readonly now: () => number
  readonly slipSetting: () => SlipSetting
  readonly printWindow: () => number
  readonly kickSpool: () => void
}

/** The slip of whatever moved money once more, always marked as a copy (BEHAVIOUR F11). */
export function createReprint({ book, now, slipSetting, printWindow, kickSpool }: ReprintParts) {
  const ofSale: Record<ReturnType<typeof kindOf>, (sale: SaleRecord) => SlipDocument> = {
    sale: (sale) => paymentSlip(sale, slipSetting(), 'copy'),
    hold: (sale) => holdSlip(sale, slipSetting(), 'copy'),
    capture: (sale) => captureSlip(sale, slipSetting(), 'copy'),
    topUp: (sale) => topUpSlip(sale, slipSetting(), 'copy'),
  }

  /** What this number is of, with its slip. Faults: `scan.orderNotFound`, `print.notPaid`, `print.notAccepted`, `print.notReleased`. */
  function copyOf(number: string): Outcome<{ subject: string; document: SlipDocument }> {
    const sale = book.saleByOrderNo(number)
    if (sale) {
      const taken = sale.state === 'paid' || sale.state === 'refunded' || sale.state === 'held'
      return taken ? ok({ subject: sale.saleId, document: ofSale[kindOf(sale)](sale) }) : refuse('print.notPaid')
    }
    const release = book.holds.releaseByNumber(number)
    if (release) {
      if (release.state !== 'succeeded') return refuse('print.notReleased')
      return ok({ subject: release.releaseId, document: releaseSlip(release, slipSetting(), 'copy') })
    }
    const refund = book.refunds.byNumber(number)
    if (!refund) return refuse('scan.orderNotFound', { params: { orderNo: number } })
    if (refund.state !== 'accepted' && refund.state !== 'succeeded') return refuse('print.notAccepted')
    return ok({ subject: refund.refundId, document: refundSlip(refund, slipSetting(), 'copy') })
  }

  return {
    /** How the copy will look. Faults as `print`. */
    slip(number: string): Outcome<SlipDocument> {
      const copy = copyOf(number)
      return copy.ok ? ok(copy.value.document) : copy
    },

    /**
     * The slip once more, as a new job. While a slip under this number waits, and for a moment after a copy, a further press
     * makes no other: fifty presses give one slip. Faults: as `slip`, and `book.notWritten`.
     */
    print(number: string, person: Person): Outcome<null> {
      const copy = copyOf(number)
      if (!copy.ok) return copy
      const { subject, document } = copy.value
      const jobs = book.slips.ofOrder(number)
      const madeAt = now()
      const underWay = jobs.some((job) => job.state === 'waiting' || job.state === 'sending')
      const justMade = jobs.some((job) => job.copy && Math.abs(madeAt - job.madeAt) < COPIES_APART)
      if (underWay || justMade) return ok(null)
      const nth = jobs.filter((job) => job.copy).length + 1
      const body = { orderNo: number, staffId: person.staffId, staffName: person.name, copy: nth }
      try {
        book.write({
          entry: { at: madeAt, kind: 'slip.reprint', subject, body },
          slips: [
            {
              event: `copy:${number}:${nth}`,
              orderNo: number,
              copy: true,
              madeAt,
              staleAt: madeAt + printWindow(),
              document,
            },
          ],
        })
      } catch (error) {
        return refuse('book.notWritten', { platformText: error instanceof Error ? error.message.slice(0, 200) : '' })
      }
      kickSpool()
      return ok(null)
    },
  }
}
