import type { SaleRecord } from '../../../electron/ledger/records.ts'
import type { Bank } from './bank.ts'
import type { Heard, TillLife } from './counter.ts'

/** A promise of the till that was broken, in one sentence. */
export type Violation = string

interface World {
  readonly till: TillLife
  readonly bank: Bank
  readonly heard: Heard
}

const paidThere = (bank: Bank, orderNo: string | null, amountFen: number): boolean => {
  const order = orderNo === null ? undefined : bank.orders.get(orderNo)
  return order?.state === 'paid' && order.amountFen === amountFen
}

function* onceEach(what: string, ids: readonly string[]): Generator<Violation> {
  const seen = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) yield `${what} ${id} came twice`
    seen.add(id)
  }
}

/** What must hold at every moment, whatever is under way. */
export function* brokenNow({ till, bank, heard }: World): Generator<Violation> {
  const front = till.selling.sales.front()
  for (const sale of [...(front ? [front] : []), ...till.selling.sales.parked()]) {
    if (sale.way !== 'record' && sale.state === 'paid' && !paidThere(bank, sale.orderNo, sale.amountFen))
      yield `${sale.saleId} is shown paid, and the bank has no such money`
    // What came long after the till was told that it never came is found by the reconciliation, every 10 minutes.
    const found = bank.now() - (bank.orders.get(sale.orderNo ?? '')?.paidAt ?? 0) > 11 * 60_000
    if (found && sale.state === 'failed' && paidThere(bank, sale.orderNo, sale.amountFen))
      yield `${sale.saleId} is shown failed, and the bank has the money`
  }
  for (const { id } of heard.said) {
    const [event, number = ''] = id.split(':')
    if (event === 'paid' && bank.orders.get(number)?.state !== 'paid') yield `${id} was said, and the bank has no such money`
    if (event === 'refunded' && !bank.refunds.has(number)) yield `${id} was said, and the bank has no such refund`
  }
  for (const order of bank.orders.values()) {
    if (order.charges > 1) yield `${order.orderNo} was charged ${order.charges} times`
    if (bank.refundedFen(order.orderNo) > order.amountFen) yield `more than ${order.orderNo} was given back`
  }
  const bar = till.selling.reconciliation.bar()
  const strange = [...bank.orders.values()].some((order) => order.foreign)
  if (bar !== null && !strange) yield `selling was stopped (${bar}) with nothing wrong`
}

const SALE_ENDS: Readonly<Record<string, readonly SaleRecord['state'][]>> = {
  paid: ['paid'],
  givenBack: ['paid', 'refunded'],
  notPaid: ['failed'],
  absent: ['failed'],
}

/** What must hold once the network is well and everything has had its time. */
export function* brokenAtTheEnd({ till, bank, heard }: World): Generator<Violation> {
  const { book, selling } = till
  const sales = book.lists.sales(0, Number.MAX_SAFE_INTEGER)
  let bookFen = 0
  for (const sale of sales) {
    const orderNo = sale.orderNo ?? ''
    const order = bank.orders.get(orderNo)
    if (sale.state === 'paid' || sale.state === 'refunded') bookFen += sale.amountFen
    const back = order !== undefined && bank.refundedFen(orderNo) >= order.amountFen
    const truth = !order ? 'absent' : order.state !== 'paid' ? 'notPaid' : back ? 'givenBack' : 'paid'
    const differs = order !== undefined && order.amountFen !== sale.amountFen
    const allowed = differs ? ['conflict'] : (SALE_ENDS[truth] ?? [])
    if (!allowed.includes(sale.state)) yield `${sale.saleId} ends as ${sale.state}, and the bank says ${truth}`
    const slips = book.slips.ofOrder(orderNo).length
    const wanted = sale.state === 'paid' ? 1 : 0
    if (sale.state !== 'refunded' && slips !== wanted) yield `${sale.saleId} ends as ${sale.state} with ${slips} slips`
  }
  let bankFen = 0
  for (const order of bank.orders.values()) {
    if (order.state === 'paid' && !(order.foreign && book.saleByOrderNo(order.orderNo)?.state === 'conflict'))
      bankFen += order.amountFen
    if (book.saleByOrderNo(order.orderNo) === null) yield `the bank has ${order.orderNo}, and the book does not`
  }
  if (bookFen !== bankFen) yield `the book took ${bookFen} fen, the bank ${bankFen}`

  const refunds = sales.flatMap((sale) => book.refunds.ofOrder(sale.orderNo ?? ''))
  for (const refund of refunds) {
    const there = bank.refunds.get(refund.refundNo)
    const truth = there ? (there.state === 'refunded' ? 'succeeded' : there.state) : 'failed'
    if (refund.state !== truth) yield `${refund.refundId} ends as ${refund.state}, and the bank says ${truth}`
    if (there && there.amountFen !== refund.amountFen) yield `${refund.refundId} is of another amount at the bank`
  }
  const numbers = new Set(refunds.map((refund) => refund.refundNo))
  for (const refundNo of bank.refunds.keys())
    if (!numbers.has(refundNo) && !refundNo.startsWith('elsewhere'))
      yield `the bank has refund ${refundNo}, and the book does not`

  yield* onceEach(
    'the sentence',
    heard.said.map(({ id }) => id),
  )
  yield* onceEach(
    'the slip',
    heard.printed.map(({ jobId }) => jobId),
  )
  const open = selling.sales.parked().filter((sale) => sale.state !== 'failed' && sale.state !== 'conflict')
  for (const sale of open) yield `${sale.saleId} is not known to the end: ${sale.state}`
  const broken = book.firstBrokenRow()
  if (broken !== null) yield `the journal is broken at row ${broken}`
}
