import type { CloudPay } from '../../cloudpay/client/client.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { OrderFacts } from '../../contract/order-facts.ts'
import type { Book } from '../ledger/book.ts'
import type { RefundRecord, SaleRecord } from '../ledger/records.ts'
import { listedPayment, listedRefund, type NotTold } from './listed-around.ts'
import type { Person } from './parts.ts'

export interface FactsParts {
  readonly book: Pick<Book, 'saleByOrderNo' | 'refunds' | 'holds'>
  readonly cloud: Pick<CloudPay, 'queryOrder' | 'queryOrderList'>
  /** How far Cloud Pay's clock is ahead of the till's, ms. */
  readonly skew: number
}

type Told = Promise<OrderFacts | null | NotTold>
const factsOf = async <F extends OrderFacts>(row: Promise<{ facts: F } | null | NotTold>): Promise<F | null | NotTold> => {
  const told = await row
  return told === null || told === 'notTold' ? told : told.facts
}

/** What was paid is listed by its success, whose time Cloud Pay told; the rest by its beginning, of which only we know. */
function ofSale({ cloud, skew }: FactsParts, { orderNo, state, sentAt, settledAt }: SaleRecord): Told {
  const number = orderNo ?? ''
  const paid = (state === 'paid' || state === 'refunded') && settledAt !== null
  if (paid) return factsOf(listedPayment(cloud, { number, at: settledAt }))
  return sentAt === null ? Promise.resolve(null) : factsOf(listedPayment(cloud, { number, at: sentAt + skew, by: 'creation' }))
}

const ofRefund = ({ cloud, skew }: FactsParts, { refundNo, startedAt }: RefundRecord): Told =>
  factsOf(listedRefund(cloud, { number: refundNo, at: startedAt + skew }))

/** Of another till's order only Cloud Pay knows when it was paid. */
async function ofElsewhere({ cloud }: FactsParts, number: string, { staffId }: Person): Told {
  const result = await cloud.queryOrder({ orderNo: number, tender: null, tradeType: null, staffId })
  if (result.outcome === 'unknown') return 'notTold'
  const at = result.outcome === 'ok' ? result.answer.paidAt : null
  return at === null ? null : factsOf(listedPayment(cloud, { number, at }))
}

/**
 * What Cloud Pay's list tells of an order or a refund beyond the book (BEHAVIOUR F11). Null: it has no such row, as of what
 * never reached it, or of cash. Faults: `orders.noFacts` when it could not be asked.
 */
export async function orderFacts(parts: FactsParts, number: string, person: Person): Promise<Outcome<OrderFacts | null>> {
  const sale = parts.book.saleByOrderNo(number)
  // Cash and bank cards stand in our book alone; of a deposit its own page tells.
  if (sale?.way === 'record' || sale?.purpose === 'hold' || parts.book.holds.releaseByNumber(number)) return ok(null)
  const refund = sale ? null : parts.book.refunds.byNumber(number)
  const told = await (sale ? ofSale(parts, sale) : refund ? ofRefund(parts, refund) : ofElsewhere(parts, number, person))
  return told === 'notTold' ? refuse('orders.noFacts', { params: { orderNo: number } }) : ok(told)
}
