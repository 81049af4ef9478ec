import { figuresOf } from '../../../contract/figures.ts'
import type { BankOrder } from './bank-order.ts'
import { countsAsBack } from './bank.ts'
import type { TillLife } from './counter.ts'
import type { Fates } from './fates.ts'
import type { SaleRow } from './rows.ts'
import type { Violation, World } from './world.ts'

const sum = <T>(all: readonly T[], fen: (one: T) => number): number => all.reduce((total, one) => total + fen(one), 0)
const isTaken = ({ state }: SaleRow): boolean => state === 'paid' || state === 'refunded'

/** What must hold of members' cards after each step, whatever is under way. */
export function* brokenCardsNow({ bank }: World): Generator<Violation> {
  for (const { cardNo, balanceFen } of bank.cards.all) if (balanceFen < 0) yield `card ${cardNo} has ${balanceFen} fen`
  for (const { orderNo, topUp } of bank.orders.values())
    if (topUp && bank.cards.creditsOf(orderNo) > 1) yield `${orderNo} was credited ${bank.cards.creditsOf(orderNo)} times`
}

/** What must hold of members' cards once the network is well and everything has had its time. */
export function* brokenCardsAtTheEnd(
  till: TillLife,
  world: World,
  fates: Fates,
  sales: readonly SaleRow[],
): Generator<Violation> {
  yield* brokenTopUps(sales, world, fates)
  yield* brokenAdjustments(till, world, fates)
  yield* brokenBalances(sales, world)
  yield* brokenTopUpFigures(till, sales, world, fates)
}

/** Each top-up is in the book as it is at the bank: paid or not, on the same card, with the same bonus. */
function* brokenTopUps(sales: readonly SaleRow[], { bank, knowsBonus }: World, fates: Fates): Generator<Violation> {
  for (const sale of sales) {
    const { saleId, orderNo, purpose, topUpCard, bonusFen, tender, way } = sale
    const order = bank.orders.get(orderNo)
    if (purpose === 'topUp' && way !== 'code') yield `${saleId} tops a card up, and was not paid by code`
    if (purpose === 'topUp' && tender === 'memberCard') yield `${saleId} tops a card up from a card`
    if (!order || order.foreign) continue
    if ((purpose === 'topUp') !== (order.topUp !== null)) yield `${saleId} is a ${purpose}, and another thing at the bank`
    if (order.topUp === null) {
      if ((tender === 'memberCard') !== (order.cardNo !== null)) yield `${saleId} was paid otherwise than it is in the book`
      continue
    }
    if (topUpCard !== order.topUp.cardNo)
      yield `${saleId} is on card ${topUpCard ?? 'none'}, at the bank on ${order.topUp.cardNo}`
    const credited = bank.cards.creditsOf(orderNo) === 1
    if (isTaken(sale) !== credited) yield `${saleId} ends as ${sale.state}, and the bank has ${credited ? '' : 'not '}credited it`
    // Only the answer to the top-up itself tells a bonus that was changed meanwhile (UNDOCUMENTED 1).
    const sure = !fates.rulesChanged || knowsBonus(orderNo)
    if (credited && sure && bonusFen !== order.topUp.bonusFen)
      yield `${saleId} has a bonus of ${bonusFen ?? 'none'}, and the bank gave ${order.topUp.bonusFen}`
  }
}

/** Each change by hand is done once or not at all, as the book says, and no more of them than were wanted. */
function* brokenAdjustments({ book }: TillLife, { bank, rows }: World, fates: Fates): Generator<Violation> {
  const open = book.fact('members.adjustment')
  if (open !== null) yield `a change by hand is not known to the end: ${open}`
  const journal = rows.adjustments()
  const began = new Map(journal.flatMap((row) => (row.event === 'began' ? [[row.number, row] as const] : [])))
  for (const { number, event } of journal.filter((row) => row.event !== 'began')) {
    const there = bank.cards.adjustments.get(number)
    const own = began.get(number)
    if ((event === 'done') !== (there !== undefined))
      yield `the change ${number} is ${event} here, and ${there ? '' : 'not '}done at the bank`
    if (there && (there.cardNo !== own?.cardNo || there.amountFen !== own.amountFen))
      yield `the change ${number} is another at the bank`
  }
  for (const { adjustNo } of bank.cards.adjustments.values())
    if (!began.has(adjustNo)) yield `the bank has the change ${adjustNo}, and the book does not`
  for (const [remark, wanted] of fates.adjustments) {
    const done = [...bank.cards.adjustments.values()].filter((one) => one.remark === remark).length
    if (done > wanted) yield `a balance was changed ${done} times, and it was wanted ${wanted} times`
  }
}

/** Of each card: what was on it, with what the book has of top-ups, payments, refunds and changes, and what others moved. */
function* brokenBalances(sales: readonly SaleRow[], { bank, rows }: World): Generator<Violation> {
  const { cards } = bank
  const ours = (orderNo: string): BankOrder | undefined => {
    const order = bank.orders.get(orderNo)
    return order?.foreign === true ? undefined : order
  }
  const done = rows.adjustments().filter(({ event }) => event === 'done')
  const refunds = rows.refunds()
  for (const { cardNo, openingFen, elsewhereFen, balanceFen } of cards.all) {
    const moved = sales.filter((sale) => isTaken(sale) && ours(sale.orderNo) !== undefined)
    const toppedUp = moved.filter(({ purpose, topUpCard }) => purpose === 'topUp' && topUpCard === cardNo)
    const spent = moved.filter(({ orderNo, tender }) => tender === 'memberCard' && ours(orderNo)?.cardNo === cardNo)
    const takenBack = refunds.filter(
      ({ orderNo, state }) => ours(orderNo)?.topUp?.cardNo === cardNo && ['accepted', 'succeeded', 'needsPerson'].includes(state),
    )
    const returned = refunds.filter(({ orderNo, state }) => ours(orderNo)?.cardNo === cardNo && state === 'succeeded')
    const should =
      openingFen +
      elsewhereFen +
      sum(toppedUp, ({ orderNo, amountFen }) => amountFen + (ours(orderNo)?.topUp?.bonusFen ?? 0)) -
      sum(spent, ({ amountFen }) => amountFen) -
      sum(takenBack, ({ orderNo, amountFen }) => amountFen + (ours(orderNo)?.topUp?.bonusFen ?? 0)) +
      sum(returned, ({ amountFen }) => amountFen) +
      sum(
        done.filter((one) => one.cardNo === cardNo),
        ({ amountFen }) => amountFen,
      )
    if (balanceFen !== should) yield `card ${cardNo} has ${balanceFen} fen, and by the book it has ${should}`
  }
}

/** The figures of all shifts together tell of the top-ups that the bank has, with their bonus. */
function* brokenTopUpFigures({ book }: TillLife, sales: readonly SaleRow[], { bank }: World, fates: Fates): Generator<Violation> {
  const shifts = Array.from({ length: book.shifts.open().shiftNo }, (_none, index) => index + 1)
  const { topUps } = figuresOf(shifts.flatMap((shiftNo) => book.figures.ofShift(shiftNo)))
  const period = figuresOf(book.figures.ofPeriod(0, Number.MAX_SAFE_INTEGER, null)).topUps
  const inBook = sales.filter((sale) => sale.purpose === 'topUp' && isTaken(sale))
  const bookBonus = sum(inBook, ({ bonusFen }) => bonusFen ?? 0)
  const there = [...bank.orders.values()].filter(
    ({ topUp, elsewhere, orderNo }) => topUp && !elsewhere && bank.cards.creditsOf(orderNo) > 0,
  )
  // A till that died when it was told that a number is another's may take that payment for its own.
  const strange = inBook.filter(({ orderNo }) => bank.orders.get(orderNo)?.foreign === true)
  const count = there.length + strange.length
  const fen = sum(there, ({ amountFen }) => amountFen) + sum(strange, ({ amountFen }) => amountFen)
  const bonus = fates.rulesChanged
    ? bookBonus
    : sum(there, ({ topUp }) => topUp?.bonusFen ?? 0) + sum(strange, ({ bonusFen }) => bonusFen ?? 0)
  for (const told of [topUps, period])
    if (told.count !== count || told.fen !== fen || told.bonusFen !== bonus)
      yield `the figures say ${told.fen} fen in ${told.count} top-ups with ${told.bonusFen} of bonus, the bank ${fen} in ${count} with ${bonus}`
}

/** Refunds of a top-up are whole, and at most one of them counts. */
export function* brokenTopUpRefunds({ bank }: World): Generator<Violation> {
  for (const { orderNo, amountFen, topUp } of bank.orders.values()) {
    if (!topUp) continue
    const back = [...bank.refunds.values()].filter((one) => one.orderNo === orderNo && countsAsBack(one))
    if (back.length > 1 || back.some((one) => one.amountFen !== amountFen)) yield `the top-up ${orderNo} went back in parts`
  }
}
