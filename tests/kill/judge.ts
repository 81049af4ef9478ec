import type { OrderView } from '../../cloudpay/sandbox/sandbox.ts'
import { OPEN_REFUND_STATES, OPEN_RELEASE_STATES, OPEN_SALE_STATES } from '../../contract/states.ts'
import type { SaleRecord } from '../../electron/ledger/records.ts'
import { moreThanOnce, type Found, type Violation } from './found.ts'
import { brokenDeposits, brokenDepositsWhenSettled, depositNumbers, isDoubted } from './judge-deposits.ts'

/** What Cloud Pay says happened to the money of an order. */
const wasPaid = (order: OrderView): boolean => order.phase === 'paid' || order.phase === 'refunded'
/** The book says that the customer paid through Cloud Pay. */
const saysPaid = (sale: SaleRecord): boolean => sale.way !== 'record' && (sale.state === 'paid' || sale.state === 'refunded')

type ThereRefund = OrderView['refunds'][number] & { readonly orderNo: string }
/** As Cloud Pay tells it: only WeChat Pay has a word for a refund that a person has to finish (PROTOCOL 10). */
const refundsThere = (orders: readonly OrderView[]): ThereRefund[] =>
  orders.flatMap(({ number, tender, refunds }) =>
    refunds.map((refund) => {
      const failed = refund.phase === 'needsPerson' && tender !== 'wechat'
      return { ...refund, phase: failed ? 'failed' : refund.phase, orderNo: number }
    }),
  )

function* brokenSales({ book, orders }: Found): Generator<Violation> {
  const sales = new Map(book.sales.map((sale) => [sale.orderNo, sale]))
  for (const order of orders) {
    const sale = sales.get(order.number)
    if (!sale) yield `Cloud Pay has the order ${order.number}, and the book does not`
    else if (sale.amountFen !== order.totalFee)
      yield `order ${order.number} is of ${order.totalFee} fen at Cloud Pay and of ${sale.amountFen} in the book`
    else if (wasPaid(order) && (sale.state === 'failed' || sale.state === 'cancelled'))
      yield `order ${order.number} was charged, and the book calls it ${sale.state}`
  }
  const there = new Map(orders.map((order) => [order.number, order]))
  for (const sale of book.sales.filter(saysPaid)) {
    const order = there.get(sale.orderNo ?? '')
    if (!order || !wasPaid(order)) yield `the book calls ${sale.orderNo} ${sale.state}, and Cloud Pay has no such money`
  }
  // Every sale of a run has an amount of its own, so two orders of one amount are one sale that was sent under two numbers.
  // How often a capture is there, is counted with the deposits.
  yield* moreThanOnce(
    'a charge of so many fen:',
    orders.filter((order) => wasPaid(order) && order.trade !== 'capture').map((order) => String(order.totalFee)),
  )
  yield* moreThanOnce('the number', [
    ...book.sales.map((sale) => sale.orderNo),
    ...book.refunds.map((refund) => refund.refundNo),
    ...book.releases.map((release) => release.releaseNo),
  ])
}

const REFUND_ENDS = { done: 'succeeded', failed: 'failed', needsPerson: 'needsPerson' } as const

function* brokenRefunds({ book, orders }: Found): Generator<Violation> {
  const known = new Map(book.refunds.map((refund) => [refund.refundNo, refund]))
  const there = refundsThere(orders)
  yield* moreThanOnce(
    'the refund',
    there.map((refund) => refund.number),
  )
  for (const order of orders) {
    const fen = order.refunds.filter((refund) => refund.phase !== 'failed').reduce((sum, { fee }) => sum + fee, 0)
    if (fen > order.totalFee) yield `${fen} fen were given back of order ${order.number}, which was ${order.totalFee}`
  }
  for (const refund of there) {
    const ours = known.get(refund.number)
    if (!ours) yield `Cloud Pay has the refund ${refund.number} of order ${refund.orderNo}, and the book does not`
    else if (ours.amountFen !== refund.fee || ours.orderNo !== refund.orderNo)
      yield `refund ${refund.number} is ${refund.fee} fen of ${refund.orderNo} at Cloud Pay, ${ours.amountFen} of ${ours.orderNo} in the book`
    else if (ours.state === 'failed' && refund.phase !== 'failed')
      yield `refund ${refund.number} is ${refund.phase} at Cloud Pay, and the book calls it failed`
  }
  const phases = new Map(there.map((refund) => [refund.number, refund.phase]))
  for (const { refundNo, state } of book.refunds) {
    const phase = phases.get(refundNo)
    if (state === 'accepted' && phase === undefined)
      yield `the book calls refund ${refundNo} accepted, and Cloud Pay never took it`
    const ended = state === 'succeeded' || state === 'needsPerson'
    if (ended && (phase === undefined || phase === 'inWork' || REFUND_ENDS[phase] !== state))
      yield `the book calls refund ${refundNo} ${state}, and Cloud Pay says ${phase ?? 'nothing of it'}`
  }
}

function* brokenPaper({ book, paper }: Found): Generator<Violation> {
  yield* moreThanOnce(
    'the original slip of',
    paper.filter((one) => !one.copy && one.number !== '').map((one) => one.number),
  )
  for (const { event, orderNo, copy, state } of book.slips) {
    const out = paper.find((one) => one.number === orderNo && one.copy === copy)
    if (state === 'printed' && orderNo !== null && !out) yield `the slip ${event} is called printed, and no paper says so`
    if (state === 'printed' && out && out.faults.length > 0) yield `the slip ${event} came out broken: ${out.faults.join(', ')}`
  }
  const interrupted = book.slips.filter((slip) => slip.state === 'sending' || slip.state === 'failed').length
  const scraps = paper.filter((one) => one.kind === 'scrap').length
  if (scraps > interrupted) yield `${scraps} half slips came out, and the book knows of ${interrupted} that were interrupted`
}

/** What holds at every moment, also in the book that a killed till left behind. */
export function brokenAlways(found: Found): Violation[] {
  return [...found.book.damage, ...brokenSales(found), ...brokenRefunds(found), ...brokenDeposits(found), ...brokenPaper(found)]
}

/** Matters that have not ended, by what Cloud Pay can say of them. */
export interface Unsettled {
  /** Cloud Pay knows how they stand: so the till has to find out. */
  readonly known: readonly string[]
  /** Cloud Pay never heard of them, or its word may still turn. Believed after two minutes of one till's life, and not before. */
  readonly doubted: readonly string[]
}

export function unsettledOf({ book, orders, holds }: Pick<Found, 'book' | 'orders' | 'holds'>): Unsettled {
  const numbers = [
    ...book.sales.filter((sale) => OPEN_SALE_STATES.includes(sale.state)).map((sale) => sale.orderNo ?? sale.saleId),
    ...book.refunds.filter((refund) => OPEN_REFUND_STATES.includes(refund.state)).map((refund) => refund.refundNo),
    ...book.releases.filter((release) => OPEN_RELEASE_STATES.includes(release.state)).map((release) => release.releaseNo),
  ]
  const doubted = new Set(holds.filter(isDoubted).map((hold) => hold.number))
  const there = new Set([
    ...orders.map((order) => order.number),
    ...refundsThere(orders).map((refund) => refund.number),
    ...depositNumbers(holds).filter((number) => !doubted.has(number)),
  ])
  return { known: numbers.filter((number) => there.has(number)), doubted: numbers.filter((number) => !there.has(number)) }
}

/** What holds beside `brokenAlways` once a till has had the time to look, and a person has asked again for torn slips. */
export function brokenWhenSettled(found: Found): Violation[] {
  const { book, orders, paper } = found
  const broken: Violation[] = [...brokenDepositsWhenSettled(found)]
  const outOf = new Set(paper.map((one) => one.number))
  const sales = new Map(book.sales.map((sale) => [sale.orderNo, sale]))
  for (const order of orders) {
    const sale = sales.get(order.number)
    if (!sale) continue
    const ends = wasPaid(order) ? saysPaid(sale) : sale.state === 'failed'
    if (!ends) broken.push(`order ${order.number} is ${order.phase} at Cloud Pay, and the book says ${sale.state}`)
    if (wasPaid(order) && !outOf.has(order.number)) broken.push(`order ${order.number} was paid, and no slip came out`)
  }
  for (const { number, phase } of refundsThere(orders)) {
    const ours = book.refunds.find((refund) => refund.refundNo === number)
    if (ours && phase !== 'inWork' && ours.state !== REFUND_ENDS[phase])
      broken.push(`refund ${number} is ${phase} at Cloud Pay, and the book says ${ours.state}`)
    if (phase === 'done' && !outOf.has(number)) broken.push(`refund ${number} was done, and no slip came out`)
  }
  for (const { event, state } of book.slips)
    if (state === 'waiting' || state === 'sending') broken.push(`the slip ${event} is still ${state}`)
  return broken
}
