import type { MemberView, OrderView } from '../../cloudpay/sandbox/sandbox.ts'
import type { SaleRecord } from '../../electron/ledger/records.ts'
import type { FoundBook } from './book.ts'
import { moreThanOnce, type Violation } from './found.ts'

type Card = Pick<MemberView, 'number' | 'balanceFee'> & {
  readonly rows: readonly Pick<MemberView['rows'][number], 'kind' | 'fee' | 'bonusFee' | 'tradeNo'>[]
}

/** What has to tell one story of what was put on members' cards. */
export interface FoundTopUps {
  readonly sales: FoundBook['sales']
  readonly refunds: FoundBook['refunds']
  readonly orders: readonly Pick<OrderView, 'number' | 'totalFee' | 'phase' | 'topUp'>[]
  readonly cards: readonly Card[]
  /** What was on each card before the run, fen. */
  readonly opening: ReadonlyMap<string, number>
}

const isTaken = ({ state }: SaleRecord): boolean => state === 'paid' || state === 'refunded'
const toppedUp = ({ sales }: FoundTopUps): SaleRecord[] => sales.filter(({ purpose }) => purpose === 'topUp')
const BACK: readonly string[] = ['accepted', 'succeeded', 'needsPerson']

interface Credit {
  readonly cardNo: string
  readonly fee: number
  readonly bonusFee: number
}
const creditsOf = ({ cards }: FoundTopUps, orderNo: string): Credit[] =>
  cards.flatMap(({ number: cardNo, rows }) =>
    rows
      .filter((row) => row.kind === 'recharge' && row.tradeNo === orderNo)
      .map(({ fee, bonusFee = 0 }) => ({ cardNo, fee, bonusFee })),
  )

/** What holds of top-ups at every moment: credited once, on the card and with the bonus of the book, and only when it was paid. */
export function* brokenTopUps(found: FoundTopUps): Generator<Violation> {
  const { orders, cards } = found
  const sales = new Map(found.sales.map((sale) => [sale.orderNo, sale]))
  yield* moreThanOnce(
    'the credit of',
    cards.flatMap(({ rows }) => rows.filter(({ kind }) => kind === 'recharge').map(({ tradeNo }) => tradeNo ?? null)),
  )
  for (const { number, totalFee, topUp } of orders) {
    const sale = sales.get(number)
    if (!sale) continue
    if ((topUp !== undefined) !== (sale.purpose === 'topUp'))
      yield `order ${number} is a ${sale.purpose} in the book, and not at Cloud Pay`
    for (const { cardNo, fee, bonusFee } of creditsOf(found, number)) {
      const told = sale.topUp?.bonusFen ?? 0
      if (sale.topUp?.cardNo !== cardNo)
        yield `order ${number} was credited to ${cardNo}, and is of ${sale.topUp?.cardNo ?? 'no card'} in the book`
      if (fee !== totalFee + bonusFee || bonusFee !== told)
        yield `order ${number} was credited ${fee} fen, ${bonusFee} of it a bonus, and the book says ${told}`
    }
  }
  for (const { orderNo } of toppedUp(found).filter(isTaken))
    if (creditsOf(found, orderNo ?? '').length === 0) yield `the book calls the top-up ${orderNo} paid, and no card was credited`
}

/** What holds beside `brokenTopUps` once a till has had the time to look: a credit is known, and each balance is what the book makes of it. */
export function* brokenTopUpsWhenSettled(found: FoundTopUps): Generator<Violation> {
  const { cards, opening, refunds } = found
  const all = toppedUp(found)
  for (const { orderNo, state } of all)
    if (creditsOf(found, orderNo ?? '').length > 0 && state !== 'paid' && state !== 'refunded')
      yield `the top-up ${orderNo} was credited, and the book says ${state}`
  for (const { number, balanceFee } of cards) {
    const own = all.filter((sale) => isTaken(sale) && sale.topUp?.cardNo === number)
    const fenOf = (sale: SaleRecord): number => sale.amountFen + (sale.topUp?.bonusFen ?? 0)
    const inFen = own.reduce((sum, sale) => sum + fenOf(sale), 0)
    const outFen = own
      .filter(({ orderNo }) => refunds.some((refund) => refund.orderNo === orderNo && BACK.includes(refund.state)))
      .reduce((sum, sale) => sum + fenOf(sale), 0)
    const should = (opening.get(number) ?? 0) + inFen - outFen
    if (balanceFee !== should) yield `card ${number} has ${balanceFee} fen, and by the book it has ${should}`
  }
}
