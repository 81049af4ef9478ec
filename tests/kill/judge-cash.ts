import type { OrderView } from '../../cloudpay/sandbox/sandbox.ts'
import type { FoundBook } from './book.ts'
import { moreThanOnce, type Violation } from './found.ts'
import type { Paper } from './paper.ts'

/** Somebody took so many fen in cash, once. Each sum of a run is used once. */
export interface CashPress {
  readonly amountFen: number
  /** The till said that it is written down. */
  readonly said: boolean
}

/** What has to tell one story of the cash. */
export interface FoundCash {
  readonly sales: FoundBook['sales']
  readonly orders: readonly OrderView[]
  readonly paper: readonly Paper[]
  readonly presses: readonly CashPress[]
}

const recorded = ({ sales }: Pick<FoundCash, 'sales'>): FoundBook['sales'] => sales.filter(({ way }) => way === 'record')

/** What holds of cash at every moment: it is in the book once, as it was taken, and nowhere else. */
export function brokenCash(found: FoundCash): Violation[] {
  const { orders, presses } = found
  const sales = recorded(found)
  const inBook = new Set(sales.map(({ amountFen }) => amountFen))
  const pressed = new Set(presses.map(({ amountFen }) => amountFen))
  return [
    ...moreThanOnce(
      'a sale in cash of so many fen:',
      sales.map(({ amountFen }) => String(amountFen)),
    ),
    ...sales
      .filter(({ amountFen, state, tender }) => !pressed.has(amountFen) || state !== 'paid' || tender !== 'cashRecord')
      .map(
        ({ amountFen, state, tender }) =>
          `the book has ${amountFen} fen by ${tender ?? 'nothing'} as ${state}, and nobody took that`,
      ),
    ...presses
      .filter(({ amountFen, said }) => said && !inBook.has(amountFen))
      .map(({ amountFen }) => `${amountFen} fen were taken in cash by the till's word, and the book has no such sale`),
    ...orders
      .filter(({ totalFee }) => pressed.has(totalFee))
      .map(({ number, totalFee }) => `Cloud Pay has ${totalFee} fen of cash as order ${number}`),
  ]
}

/** What holds beside `brokenCash` once a till has had the time to print, and a person has asked again for torn slips. */
export function brokenCashWhenSettled(found: FoundCash): Violation[] {
  const outOf = new Set(found.paper.map(({ number }) => number))
  return recorded(found)
    .filter(({ orderNo }) => orderNo === null || !outOf.has(orderNo))
    .map(({ amountFen }) => `${amountFen} fen were taken in cash, and no slip came out`)
}
