import { OPEN_REFUND_STATES, OPEN_SALE_STATES } from '../../contract/states.ts'
import type { FoundSlip } from './book.ts'
import type { Found } from './judge.ts'
import type { Plan } from './plan.ts'

/** What is new in the book since the act began, so that a kill is told by what it interrupted. */
export interface Before {
  readonly sales: number
  readonly refunds: number
}
export const countIn = ({ book }: Pick<Found, 'book'>): Before => ({ sales: book.sales.length, refunds: book.refunds.length })

function ofSlip(slip: FoundSlip | undefined): string {
  if (!slip || slip.state === 'waiting') return 'its slip waiting'
  if (slip.state === 'sending') return 'its slip on the way to the printer'
  return `its slip ${slip.state}`
}

/** Where the till stood when it was killed, by the book it left behind and by what Cloud Pay had heard. */
export function landing(plan: Plan, before: Before, { book, orders }: Found): string {
  const slipOf = (event: string): string => ofSlip(book.slips.find((slip) => slip.event === event))
  if (plan.subject === 'sale') {
    const sale = book.sales[before.sales]
    if (!sale) return 'sale: no code read, no number used'
    if (sale.state === 'paid') return `sale: paid, ${slipOf(`payment:${sale.orderNo ?? ''}`)}`
    if (sale.state !== 'sending') return `sale: ${sale.state}`
    const heard = orders.some((order) => order.number === sale.orderNo)
    return heard ? 'sale: sending, at Cloud Pay, not known here' : 'sale: sending, not at Cloud Pay'
  }
  if (plan.subject === 'refund') {
    const refund = book.refunds[before.refunds]
    if (!refund) return 'refund: nothing in the book'
    if (refund.state === 'accepted' || refund.state === 'succeeded')
      return `refund: ${refund.state}, ${slipOf(`refund:${refund.refundNo}`)}`
    if (refund.state !== 'sending') return `refund: ${refund.state}`
    const heard = orders.some((order) => order.refunds.some((one) => one.number === refund.refundNo))
    return heard ? 'refund: sending, at Cloud Pay, not known here' : 'refund: sending, not at Cloud Pay'
  }
  if (plan.subject === 'signOut')
    return book.atTheTill === null ? 'sign-out: gone by the book' : 'sign-out: still there by the book'
  const open =
    book.sales.some((sale) => OPEN_SALE_STATES.includes(sale.state)) ||
    book.refunds.some((refund) => OPEN_REFUND_STATES.includes(refund.state))
  return open ? 'start: with matters left open' : 'start: with nothing left open'
}
