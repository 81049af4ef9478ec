import { describe, expect, it } from 'vitest'
import { brokenCash, brokenCashWhenSettled, type FoundCash } from '../../kill/judge-cash.ts'
import type { Paper } from '../../kill/paper.ts'
import { saleOf } from '../../support/sale.ts'
import { order } from './deposit-story.ts'

const sale = saleOf({ orderNo: '1', amountFen: 2000, way: 'record', tender: 'cashRecord', state: 'paid' })
const paper: Paper = { kind: 'payment', number: '1', copy: false, faults: [] }
const well: FoundCash = { sales: [sale], orders: [], paper: [paper], presses: [{ amountFen: 2000, said: true }] }

describe('the judge of cash that was killed', () => {
  it('finds nothing wrong where book and paper tell one story, nor where the till had said nothing yet', () => {
    expect([...brokenCash(well), ...brokenCashWhenSettled(well)]).toEqual([])
    expect(brokenCash({ ...well, sales: [], presses: [{ amountFen: 2000, said: false }] })).toEqual([])
  })

  it.each<[string, FoundCash, RegExp]>([
    ['cash that is in the book twice', { ...well, sales: [sale, { ...sale, saleId: 's2' }] }, /2000 is there more than once/],
    ['cash that nobody took', { ...well, presses: [] }, /nobody took that/],
    ['cash that is not paid', { ...well, sales: [{ ...sale, state: 'sending' }] }, /as sending/],
    ['cash that the till forgot', { ...well, sales: [] }, /by the till's word, and the book has no such sale/],
    ['cash at Cloud Pay', { ...well, orders: [{ ...order, totalFee: 2000 }] }, /Cloud Pay has 2000 fen of cash/],
  ])('sees %s', (_name, found, sentence) => {
    expect(brokenCash(found).join('\n')).toMatch(sentence)
  })

  it('wants a slip of it in the end', () => {
    expect(brokenCashWhenSettled({ ...well, paper: [] })).toHaveLength(1)
    expect(brokenCashWhenSettled({ ...well, paper: [{ ...paper, copy: true }] })).toEqual([])
  })
})
