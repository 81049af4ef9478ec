import type { Announcement } from '../../../contract/devices.ts'
import { NO_FILTER } from '../../../contract/order-filter.ts'
import { ACCEPTED_REFUND_STATES } from '../../../contract/states.ts'
import type { SaleRecord } from '../../../electron/ledger/records.ts'
import { SLIP_WORDS } from '../../../electron/slips/words.ts'
import { dayOf } from '../../../electron/till/day.ts'
import type { Selling } from '../../../electron/till/selling.ts'
import { countsAsBack } from './bank.ts'
import type { BankOrder } from './bank-order.ts'
import type { TillLife } from './counter.ts'
import { brokenDepositsAtTheEnd, brokenHoldsNow, brokenMovesInSight, holdTruth, wrongHoldInSight } from './deposit-invariants.ts'
import type { Fates } from './fates.ts'
import { brokenCardsAtTheEnd, brokenCardsNow, brokenTopUpRefunds } from './member-invariants.ts'
import { brokenShifts } from './shift-invariants.ts'
import type { SlipRow } from './rows.ts'
import type { Violation, World } from './world.ts'
import { COPIES } from './counter.ts'

/** What is wrong with what is to be seen of a sale at this moment. */
function wrongInSight(sale: SaleRecord, world: World): Violation | null {
  const { bank, wellSince, lawful } = world
  if (sale.purpose === 'hold') return wrongHoldInSight(sale, world)
  if (sale.way === 'record' || (sale.state !== 'paid' && sale.state !== 'failed')) return null
  const order = sale.orderNo === null ? undefined : bank.orders.get(sale.orderNo)
  const there = order?.state === 'paid' && order.amountFen === sale.amountFen && sale.dismissed === null
  if (sale.state === 'paid') return there ? null : `${sale.saleId} is shown paid, and the bank has no such money`
  const atWork = order !== undefined && !order.foreign && (there || order.state === 'pendingCustomer')
  // Alipay has one word for a reversal and for a refund of the whole, which another till may have made.
  const isBack = atWork && bank.refundedFen(order.orderNo) >= order.amountFen
  if (atWork && !isBack && lawful.has(order.orderNo)) return `${sale.saleId} is shown failed, and the bank is at it`
  // What arrived against Cloud Pay's rules, after it was given up, is found by the reconciliation, every 10 minutes.
  const since = wellSince()
  const found = there && since !== null && bank.now() - Math.max(order.paidAt ?? 0, since) > 11 * 60_000
  return found ? `${sale.saleId} is shown failed, and the bank has the money` : null
}

/** The first thing that is wrong with what is to be seen, or null. Asked very often. */
export function brokenInSight({ sales }: Selling, world: World): Violation | null {
  const front = sales.front()
  let wrong = front && wrongInSight(front, world)
  for (const sale of sales.parked()) wrong ??= wrongInSight(sale, world)
  return wrong
}

/** What is wrong with a sentence that is about to be said. */
export function* brokenByWord({ id }: Announcement, { bank, rows, heard }: World): Generator<Violation> {
  if (heard.said.has(id)) yield `the sentence ${id} came twice`
  const [event, number = ''] = id.split(':')
  const taken = bank.orders.get(number)?.state === 'paid' || bank.holds.all.get(number)?.state === 'held'
  if (event === 'paid' && !taken && rows.sale(number)?.way !== 'record') yield `${id} was said, and the bank has no such money`
  if (event === 'released' && bank.holds.releases.get(number)?.state !== 'released')
    yield `${id} was said, and the bank has not released it`
  if (event === 'refunded' && !bank.refunds.has(number)) yield `${id} was said, and the bank has no such refund`
}

/** What must hold after each step, whatever is under way. */
export function* brokenNow({ selling }: TillLife, world: World): Generator<Violation> {
  const { bank } = world
  const wrong = brokenInSight(selling, world) ?? brokenMovesInSight(selling, world)
  if (wrong !== null) yield wrong
  for (const order of bank.orders.values()) {
    if (order.charges > 1) yield `${order.orderNo} was charged ${order.charges} times`
    if (bank.refundedFen(order.orderNo) > order.amountFen) yield `more than ${order.orderNo} was given back`
  }
  yield* brokenHoldsNow(world)
  yield* brokenCardsNow(world)
  yield* brokenTopUpRefunds(world)
  const bar = selling.reconciliation.bar()
  const strange = [...bank.orders.values(), ...bank.holds.all.values()].some(({ foreign }) => foreign)
  if (bar !== null && !strange) yield `selling was stopped (${bar}) with nothing wrong`
}

const isReturned = ({ state, paidAt }: BankOrder): boolean => state === 'reversed' && paidAt !== null

const SALE_ENDS: Readonly<Record<string, readonly SaleRecord['state'][]>> = {
  paid: ['paid'],
  givenBack: ['paid', 'refunded'],
  /** Paid, and taken back by a reversal. Alipay has one word for this and for a refund. */
  returned: ['failed', 'refunded'],
  notPaid: ['failed'],
  absent: ['failed'],
  record: ['paid'],
}

/** What must hold once the network is well and everything has had its time. */
export function* brokenAtTheEnd(till: TillLife, world: World, fates: Fates): Generator<Violation> {
  const { bank, rows, notOurs } = world
  const { book, selling } = till
  const [sales, refunds, slips] = [rows.sales(), rows.refunds(), rows.slips()]
  const saleOf = new Map(sales.map((sale) => [sale.orderNo, sale]))
  const isConflict = (orderNo: string): boolean => {
    const sale = saleOf.get(orderNo)
    return sale?.state === 'conflict' || sale?.dismissed === 1
  }

  let tookFen = 0
  for (const { saleId, orderNo, amountFen, state, way, dismissed, purpose } of sales) {
    const isHold = purpose === 'hold'
    const hold = isHold ? bank.holds.all.get(orderNo) : undefined
    const order = bank.orders.get(orderNo)
    const there = hold ?? order
    if (state === 'paid' || state === 'refunded') tookFen += amountFen
    const back = order !== undefined && bank.refundedFen(orderNo) >= order.amountFen
    const ofHold = isHold ? holdTruth(hold, world) : null
    const truth = ofHold
      ? ofHold.truth
      : way === 'record'
        ? 'record'
        : !order
          ? 'absent'
          : isReturned(order)
            ? 'returned'
            : order.state !== 'paid'
              ? 'notPaid'
              : back
                ? 'givenBack'
                : 'paid'
    const strange: readonly SaleRecord['state'][] = dismissed === 1 ? ['failed'] : ['conflict']
    const taken = there?.state === 'paid' || there?.state === 'held'
    const differs = there !== undefined && (there.amountFen !== amountFen || (notOurs(orderNo) && taken))
    // A till that died when it was told so may take another's payment of this amount for its own.
    const unsure: readonly SaleRecord['state'][] = there?.foreign === true ? strange : []
    const allowed = differs ? strange : [...unsure, ...(ofHold?.ends ?? SALE_ENDS[truth] ?? [])]
    if (!allowed.includes(state)) yield `${saleId} ends as ${state}, and the bank says ${truth}`
    const originals = slips.filter((slip) => slip.orderNo === orderNo && slip.copy === 0).length
    const wanted = state === 'paid' || state === 'held' ? COPIES.payment : 0
    if (state !== 'refunded' && originals !== wanted) yield `${saleId} ends as ${state} with ${originals} slips`
  }
  let bankFen = 0
  for (const order of bank.orders.values()) {
    const { orderNo, amountFen, state, foreign, elsewhere } = order
    if (elsewhere) continue
    const taken = state === 'paid' || (isReturned(order) && saleOf.get(orderNo)?.state === 'refunded')
    if (taken && !(foreign && isConflict(orderNo))) bankFen += amountFen
    if (!saleOf.has(orderNo)) yield `the bank has ${orderNo}, and the book does not`
  }
  const recordedFen = sales
    .filter(({ way, state }) => way === 'record' && state === 'paid')
    .reduce((sum, one) => sum + one.amountFen, 0)
  if (tookFen !== bankFen + recordedFen) yield `the book took ${tookFen} fen, the bank ${bankFen}, and ${recordedFen} in cash`

  const back = [...bank.refunds.values()].filter((refund) => !refund.elsewhere)
  for (const { refundId, refundNo, amountFen, state } of refunds) {
    const there = bank.refunds.get(refundNo)
    const truth = there ? (there.state === 'refunded' ? 'succeeded' : there.state) : 'failed'
    if (state !== truth) yield `${refundId} ends as ${state}, and the bank says ${truth}`
    if (there && there.amountFen !== amountFen) yield `${refundId} is of another amount at the bank`
  }
  const numbers = new Set(refunds.map((refund) => refund.refundNo))
  for (const { refundNo } of back) if (!numbers.has(refundNo)) yield `the bank has refund ${refundNo}, and the book does not`

  const figures = book.lists.figures(0, Number.MAX_SAFE_INTEGER, NO_FILTER)
  const counted = back.filter(countsAsBack)
  const countedFen = counted.reduce((sum, one) => sum + one.amountFen, 0)
  if (figures.paidFen !== bankFen + recordedFen)
    yield `the totals say ${figures.paidFen} fen were taken, the bank ${bankFen}, and ${recordedFen} in cash`
  if (figures.refundFen !== countedFen || figures.refundCount !== counted.length)
    yield `the totals say ${figures.refundFen} fen in ${figures.refundCount} refunds, the bank ${countedFen} in ${counted.length}`

  const sum = (all: readonly { readonly amountFen: number }[]): number => all.reduce((fen, one) => fen + one.amountFen, 0)
  yield* brokenShifts(till, fates, {
    tookFen,
    refundedFen: sum(refunds.filter(({ state }) => ACCEPTED_REFUND_STATES.includes(state))),
    heldFen: sum(sales.filter(({ state }) => state === 'held')),
    releasedFen: sum(rows.releases().filter(({ state }) => state === 'accepted' || state === 'succeeded')),
  })
  yield* brokenDepositsAtTheEnd(till, world, sales)
  yield* brokenCardsAtTheEnd(till, world, fates, sales)
  yield* brokenSlips(slips, world)
  const lives = (orderNo: string | null): boolean => bank.holds.all.get(orderNo ?? '')?.state === 'pendingCustomer'
  const open = [...selling.sales.parked(), ...selling.captures.list()].filter(
    ({ state, orderNo }) => !['failed', 'conflict', 'paid', 'refunded'].includes(state) && !lives(orderNo),
  )
  for (const sale of open) yield `${sale.saleId} is not known to the end: ${sale.state}`
  const row = book.firstBrokenRow()
  if (row !== null) yield `the journal is broken at row ${row}`
  yield* brokenBar(till, world, isConflict)
}

/** Paper and book tell the same of each slip, and the paper says what the bank has. */
function* brokenSlips(slips: readonly SlipRow[], { bank, rows, heard }: World): Generator<Violation> {
  const jobs = new Map(slips.map((slip) => [slip.jobId, slip]))
  for (const { jobId, event, state } of slips) {
    const whole = heard.printed.get(jobId)?.whole === true
    if (state === 'printed' && !whole) yield `the slip of ${event} counts as printed, and is not on paper`
    if (state !== 'printed' && state !== 'failed') yield `the slip of ${event} ends as ${state}`
  }
  for (const { jobId, document } of heard.printed.values()) {
    const job = jobs.get(jobId)
    if (!job) {
      yield `a slip is on paper, and the book does not know it`
      continue
    }
    const number = job.orderNo ?? ''
    const sum = document.rows.find((row) => row.kind === 'money')?.amountFen
    const told =
      bank.refunds.get(number) ??
      bank.holds.all.get(number) ??
      bank.holds.releases.get(number) ??
      bank.orders.get(number) ??
      rows.sale(number)
    if (told?.amountFen !== sum) yield `the slip of ${job.event} says ${sum ?? 'no sum'}, and it was ${told?.amountFen ?? 'none'}`
    const marked = document.rows.some((row) => row.kind === 'pair' && row.value === SLIP_WORDS['zh-CN'].copy)
    if (marked !== (job.copy === 1)) yield `the slip of ${job.event} is ${marked ? '' : 'not '}marked as a copy`
  }
}

/** An amount that differs has stopped selling, until a manager looked. What is of another day is not compared any more. */
function* brokenBar(
  { book, selling }: TillLife,
  { bank, rows }: World,
  isConflict: (orderNo: string) => boolean,
): Generator<Violation> {
  const { from } = dayOf(bank.now() - 15 * 60_000)
  const taken = [...bank.orders, ...bank.holds.all]
  const differs = taken.some(
    ([number, { amountFen, createdAt }]) => isConflict(number) && createdAt >= from && rows.sale(number)?.amountFen !== amountFen,
  )
  const looked = book.fact('barLooked') !== null
  if (differs && dayOf(bank.now()).from === from && selling.reconciliation.bar() === null && !looked)
    yield `an amount differs from the bank's, and selling was not stopped`
}
