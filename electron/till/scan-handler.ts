import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { ScanRoute } from '../../contract/requests.ts'
import type { Person } from './parts.ts'
import { readScan } from './scan.ts'
import type { Selling } from './selling.ts'

export interface ScanHandlerParts {
  readonly selling: () => Selling | null
  readonly person: () => Person | null
  readonly touched: () => void
  /** A configuration link of an unbound till. */
  readonly useLink: (text: string) => Promise<Outcome<null>>
  /** The page is to show this order. */
  readonly openOrder: (orderNo: string) => void
}

/** Answers what a scan means now, and does it (BEHAVIOUR 2.7). `typed` by hand it is a payment code or nothing: no number of digits opens an order then. */
export function scanHandler(parts: ScanHandlerParts) {
  async function pays(selling: Selling, code: string, tender: 'wechat' | 'alipay' | 'memberCard'): Promise<Outcome<ScanRoute>> {
    const front = selling.sales.front()?.saleId
    const card = await selling.members.cardFor(code)
    if (!card.ok) return card
    // While Cloud Pay was asked whose code it is, another sale may have come to the front: the code was not shown for that one.
    if (selling.sales.front()?.saleId !== front) return refuse('scan.tooLate')
    const taken = selling.sales.scanned(code, tender, card.value)
    return taken.ok ? ok({ kind: 'paymentCode' }) : taken
  }

  return async function scanned(text: string, typed: boolean): Promise<Outcome<ScanRoute>> {
    const selling = parts.selling()
    const scan = readScan(text, typed ? null : (selling?.place.orderPrefix ?? null))
    if (typed && scan.kind !== 'paymentCode') return refuse('scan.notACode')
    if (scan.kind === 'link') {
      if (selling) return refuse('scan.configurationLink')
      const bound = await parts.useLink(scan.text)
      return bound.ok ? ok({ kind: 'configurationLink' }) : bound
    }
    if (!selling) return refuse('bind.notALink')
    if (!parts.person()) return refuse('scan.notNow')
    parts.touched()
    if (scan.kind === 'rubbish') return refuse('scan.rubbish')
    if (scan.kind === 'orderNumber') {
      // The page asks for it, here or at Cloud Pay, and says what became of that.
      parts.openOrder(scan.orderNo)
      return ok({ kind: 'orderNumber', orderNo: scan.orderNo })
    }
    return pays(selling, scan.code, scan.tender)
  }
}
