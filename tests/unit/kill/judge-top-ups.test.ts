import { describe, expect, it } from 'vitest'
import { brokenTopUps, brokenTopUpsWhenSettled, type FoundTopUps } from '../../kill/judge-top-ups.ts'
import { saleOf } from '../../support/sale.ts'

const topUp = { cardNo: 'c1', name: null, phone: null, byPayer: false, bonusFen: 800 }
const sale = saleOf({ orderNo: '1', amountFen: 10_000, purpose: 'topUp', topUp, state: 'paid' })
const order = { number: '1', totalFee: 10_000, phase: 'paid', topUp: { number: 'c1', bonusFee: 800 } } as const
const row = { kind: 'recharge', fee: 10_800, bonusFee: 800, tradeNo: '1' } as const
const card = { number: 'c1', balanceFee: 10_900, rows: [row] }
const well: FoundTopUps = {
  sales: [sale],
  refunds: [],
  orders: [order],
  cards: [card, { number: 'c2', balanceFee: 5, rows: [] }],
  opening: new Map([
    ['c1', 100],
    ['c2', 5],
  ]),
}
const withCard = (...rows: (typeof row)[]): FoundTopUps => ({ ...well, cards: [{ ...card, rows }] })

describe('the judge of top-ups that were killed', () => {
  it('finds nothing wrong where book and card tell one story', () => {
    expect([...brokenTopUps(well), ...brokenTopUpsWhenSettled(well)]).toEqual([])
  })

  it('lets a top-up be credited before the till has heard of it, and wants it known in the end', () => {
    const unheard = { ...well, sales: [{ ...sale, state: 'sending' as const }] }
    expect([...brokenTopUps(unheard)]).toEqual([])
    expect([...brokenTopUpsWhenSettled(unheard)].join('\n')).toMatch(/was credited, and the book says sending/)
  })

  it.each<[string, FoundTopUps, RegExp]>([
    ['a credit that is there twice', withCard(row, row), /the credit of 1 is there more than once/],
    ['a payment without its credit', withCard(), /no card was credited/],
    ['a credit without its bonus', withCard({ ...row, fee: 10_000 as never }), /was credited 10000 fen/],
    ['another bonus in the book', { ...well, sales: [{ ...sale, topUp: { ...topUp, bonusFen: 0 } }] }, /and the book says 0/],
    ['another card', { ...well, sales: [{ ...sale, topUp: { ...topUp, cardNo: 'c2' } }] }, /credited to c1, and is of c2/],
    ['a sale that is a top-up there', { ...well, sales: [{ ...sale, purpose: 'sale' }] }, /is a sale in the book/],
  ])('sees %s', (_name, found, sentence) => {
    expect([...brokenTopUps(found)].join('\n')).toMatch(sentence)
  })

  it('holds each balance to the book, refunds and their bonus taken off', () => {
    expect([...brokenTopUpsWhenSettled({ ...well, cards: [{ ...card, balanceFee: 21_700 }] })].join('\n')).toMatch(
      /card c1 has 21700 fen, and by the book it has 10900/,
    )
    const refunds = [{ orderNo: '1', state: 'succeeded' }] as unknown as FoundTopUps['refunds']
    expect([...brokenTopUpsWhenSettled({ ...well, refunds, cards: [{ ...card, balanceFee: 100 }] })]).toEqual([])
  })
})
