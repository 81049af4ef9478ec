import { OPEN_REFUND_STATES, OPEN_RELEASE_STATES, OPEN_SALE_STATES } from '../../contract/states.ts'
import type { SaleRecord } from '../../electron/ledger/records.ts'
import { kindOf } from '../../electron/till/sale-state.ts'
import type { FoundSlip } from './book.ts'
import type { Found } from './found.ts'
import { depositNumbers } from './judge-deposits.ts'
import { slipEvent } from './judge-shifts.ts'
import type { Plan } from './plan.ts'
import { numberThere, type FoundShifts } from './shift-book.ts'

/** What is new in the book since the act began, so that a kill is told by what it interrupted. */
export interface Before {
  readonly sales: number
  readonly refunds: number
  readonly releases: number
  /** Shifts that had ended. */
  readonly shifts: number
}
type Landed = Found & { readonly shifts: FoundShifts }
export const countIn = ({ book, shifts }: Pick<Landed, 'book' | 'shifts'>): Before => ({
  sales: book.sales.length,
  refunds: book.refunds.length,
  releases: book.releases.length,
  shifts: shifts.book.ended.length,
})

function ofHandOver(before: Before, { book, there }: FoundShifts): string {
  const over = book.ended[before.shifts]
  if (!over) return 'hand-over: the shift goes on'
  const slip = book.slips.find(({ event }) => event === slipEvent(over.shiftNo))
  const known = there.some((told) => told.shift_no === numberThere(over))
  const told = book.taken.has(over.shiftNo) ? 'told' : known ? 'at Cloud Pay, not known here' : 'not at Cloud Pay'
  return `hand-over: over, ${told}, ${slip ? ofSlip(slip) : 'without a slip'}`
}

function ofSlip(slip: FoundSlip | undefined): string {
  if (!slip || slip.state === 'waiting') return 'its slip waiting'
  if (slip.state === 'sending') return 'its slip on the way to the printer'
  return `its slip ${slip.state}`
}

/** A matter of the book that was just begun: where it stands, and of what it is. */
interface Begun {
  readonly state: string
  readonly number: string | null
  readonly slip: string
}

/** What is new in the book of the kind that the plan is about. */
function begunOf(plan: Plan, before: Before, { book }: Pick<Found, 'book'>): Begun | null {
  if (plan.subject === 'refund') {
    const refund = book.refunds[before.refunds]
    return refund ? { state: refund.state, number: refund.refundNo, slip: `refund:${refund.refundNo}` } : null
  }
  if (plan.subject === 'release') {
    const release = book.releases[before.releases]
    return release ? { state: release.state, number: release.releaseNo, slip: `release:${release.releaseNo}` } : null
  }
  // A deposit may have been taken first, for something to be captured of.
  const subjectOf = (one: SaleRecord): string => (one.way === 'record' ? 'cash' : one.way === 'qr' ? 'qr' : kindOf(one))
  const sale = book.sales.slice(before.sales).findLast((one) => subjectOf(one) === plan.subject)
  return sale ? { state: sale.state, number: sale.orderNo, slip: `payment:${sale.orderNo ?? ''}` } : null
}

/** States in which there is a slip: a refund's comes once it is accepted, a release's once the money went back. */
const hasSlip = (state: string, subject: Plan['subject']): boolean =>
  ['paid', 'held', 'succeeded'].includes(state) || (state === 'accepted' && subject === 'refund')

/** Where the till stood when it was killed, by the book it left behind and by what Cloud Pay had heard. */
export function landing(plan: Plan, before: Before, found: Landed): string {
  const { book, orders, holds } = found
  if (plan.subject === 'signOut')
    return book.atTheTill === null ? 'sign-out: gone by the book' : 'sign-out: still there by the book'
  if (plan.subject === 'handOver') return ofHandOver(before, found.shifts)
  if (plan.subject === 'start') {
    const open =
      book.sales.some((sale) => OPEN_SALE_STATES.includes(sale.state)) ||
      book.refunds.some((refund) => OPEN_REFUND_STATES.includes(refund.state)) ||
      book.releases.some((release) => OPEN_RELEASE_STATES.includes(release.state))
    return open ? 'start: with matters left open' : 'start: with nothing left open'
  }
  const begun = begunOf(plan, before, found)
  if (!begun) return `${plan.subject}: nothing in the book, no number used`
  const { state, number, slip } = begun
  if (hasSlip(state, plan.subject)) return `${plan.subject}: ${state}, ${ofSlip(book.slips.find((one) => one.event === slip))}`
  if (state !== 'sending') return `${plan.subject}: ${state}`
  const there = [
    ...orders.flatMap((order) => [order.number, ...order.refunds.map((refund) => refund.number)]),
    ...depositNumbers(holds),
  ]
  const heard = there.some((one) => one === number)
  return heard ? `${plan.subject}: sending, at Cloud Pay, not known here` : `${plan.subject}: sending, not at Cloud Pay`
}
