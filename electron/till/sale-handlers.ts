import { ok } from '../../contract/faults.ts'
import type { RequestName } from '../../contract/requests.ts'
import type { SaleView } from '../../contract/views.ts'
import type { SaleRecord } from '../ledger/records.ts'
import type { BehindSignIn, TillHandlers } from './handlers.ts'

type SaleRequest = Extract<RequestName, `sale.${string}`>

/** What the cashier does with a sale, from its amount to its end. `shown`: the sale as the page sees it. */
export function saleHandlers(
  { inSelling, meanwhile }: BehindSignIn,
  shown: (sale: SaleRecord) => SaleView,
): Pick<TillHandlers, SaleRequest> {
  return {
    'sale.start': ({ amountFen, remark, purpose = 'sale', anyway = false }) =>
      inSelling(({ selling, person }) => {
        const started = selling.sales.start({ amountFen, remark, purpose, person, anyway })
        return started.ok ? ok(shown(started.value)) : started
      }),
    'sale.showQr': ({ saleId, tender }) => inSelling(({ selling }) => selling.sales.showQr(saleId, tender)),
    'sale.takeBackQr': ({ saleId }) => inSelling(({ selling }) => selling.sales.takeBackQr(saleId)),
    'sale.record': ({ saleId, tender, receivedFen }) =>
      inSelling(({ selling }) => selling.sales.record(saleId, tender, receivedFen)),
    'sale.cancel': ({ saleId }) => inSelling(({ selling }) => selling.sales.cancel(saleId)),
    'sale.park': ({ saleId }) => inSelling(({ selling }) => selling.sales.park(saleId)),
    'sale.open': ({ saleId }) => inSelling(({ selling }) => selling.sales.open(saleId)),
    'sale.close': ({ saleId }) => inSelling(({ selling }) => selling.sales.close(saleId)),
    'sale.retry': ({ saleId, anyway }) =>
      inSelling(({ selling, person }) => {
        const again = selling.sales.retry(saleId, person, anyway === true)
        return again.ok ? ok(shown(again.value)) : again
      }),
    'sale.askNow': ({ saleId }) => inSelling(({ selling }) => selling.sales.askNow(saleId)),
    'sale.dismiss': ({ saleId }) =>
      inSelling(({ selling, person }) => {
        const sale = selling.sales.dismiss(saleId, person)
        // It may be a capture: those are kept by themselves.
        return sale.ok || sale.fault.code !== 'sale.notFound' ? sale : selling.captures.dismiss(saleId, person)
      }),
    'sale.reverse': ({ saleId }) => meanwhile(({ selling, person }) => selling.sales.reversals.start(saleId, person)),
  }
}
