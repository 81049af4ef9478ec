import { describe, expect, it } from 'vitest'
import type { TopUpRules } from '../../../contract/members.ts'
import { SALE_STATES } from '../../../contract/states.ts'
import { EMPTY_ENTRY, pressKey, type AmountKey } from '../../../renderer/entry/amount-entry.ts'
import { memberWish } from '../../../renderer/entry/member-find.ts'
import { kindOfSale, stateWord, wordOfKind } from '../../../renderer/entry/sale-face.ts'
import { balanceYuan, hasEarlier, pagesOf, signedYuan } from '../../../renderer/entry/statement-rows.ts'
import { mostOf, topUpFault, topUpWish } from '../../../renderer/entry/top-up-entry.ts'

const typed = (text: string, ceiling: number) =>
  Array.from(text).reduce((entry, key) => pressKey(entry, key as AmountKey, ceiling), EMPTY_ENTRY)

describe('what is typed to find a member by', () => {
  it('is a telephone with 11 figures that begin with 1, in full width and with blanks or lines too', () => {
    for (const text of ['13800002210', ' 138 0000 2210 ', '138-0000-2210', '１３８００００２２１０'])
      expect(memberWish(text)).toEqual({ by: 'phone', text: '13800002210' })
  })

  it('is a card number with any other figures', () => {
    for (const text of ['23800002210', '1380000221', '138000022100', '88012000']) expect(memberWish(text)?.by).toBe('cardNo')
    expect(memberWish('8801 2000 0012 3456')?.text).toBe('8801200000123456')
  })

  it('is a name with anything else, blanks within it kept, and nothing when nothing was typed', () => {
    expect(memberWish('陈晓雨')).toEqual({ by: 'name', text: '陈晓雨' })
    expect(memberWish(' Ada Lovelace ')).toEqual({ by: 'name', text: 'Ada Lovelace' })
    expect(memberWish('1206房')?.by).toBe('name')
    expect(memberWish('   ')).toBeNull()
  })
})

describe('what is topped up', () => {
  const ANY = { mode: 'any', mostFen: 50_000 } as const

  it('is a listed amount with its bonus, and nothing that is not listed', () => {
    const rules: TopUpRules = { mode: 'fixed', tiers: [{ amountFen: 10_000, bonusFen: 500 }] }
    expect(topUpWish(rules, 0, EMPTY_ENTRY, 50_000)).toEqual({ amountFen: 10_000, bonusFen: 500 })
    expect(topUpWish(rules, null, EMPTY_ENTRY, 50_000)).toEqual({ fault: 'topUp.notATier' })
    expect(topUpWish(rules, 1, typed('100', 50_000), 50_000)).toEqual({ fault: 'topUp.notATier' })
  })

  it('is any amount up to the most, to the fen, never with a bonus', () => {
    expect(topUpWish(ANY, null, typed('500', 50_000), 50_000)).toEqual({ amountFen: 50_000, bonusFen: 0 })
    expect(topUpWish(ANY, 0, typed('0.01', 50_000), 50_000)).toEqual({ amountFen: 1, bonusFen: 0 })
  })

  it('is refused with a fault of its own when it is above the most, also after the figure was left out', () => {
    expect(topUpWish(ANY, null, { text: '500.01', refused: null }, 50_000)).toEqual({ fault: 'topUp.tooMuch' })
    expect(topUpWish(ANY, null, typed('5001', 50_000), 50_000)).toEqual({ fault: 'topUp.tooMuch' })
    expect(topUpWish(ANY, null, EMPTY_ENTRY, 50_000)).toEqual({ fault: 'amount.empty' })
    expect(topUpWish(ANY, null, typed('0', 50_000), 50_000)).toEqual({ fault: 'amount.zero' })
    expect(topUpFault('tooManyDecimals')).toBe('amount.tooManyDecimals')
  })

  it('is never more than one sale takes, whatever the rules say or leave out', () => {
    expect(mostOf({ mode: 'any', mostFen: null }, 5_000_000)).toBe(5_000_000)
    expect(mostOf({ mode: 'any', mostFen: 9_000_000 }, 5_000_000)).toBe(5_000_000)
    expect(mostOf({ mode: 'any', mostFen: 20_000 }, 5_000_000)).toBe(20_000)
  })
})

describe('a statement', () => {
  it('tells a change by its sign, and a balance that is less than nothing as such', () => {
    expect([20_000, -3550, 0].map(signedYuan)).toEqual(['+¥200.00', '−¥35.50', '¥0.00'])
    expect([16_450, -1200].map(balanceYuan)).toEqual(['¥164.50', '−¥12.00'])
  })

  it('has as many pages as its rows fill, at least one, and no number of them when that was not told', () => {
    expect([0, 1, 20, 21, 52].map((total) => pagesOf(total, 20))).toEqual([1, 1, 1, 2, 3])
    expect(pagesOf(null, 20)).toBeNull()
  })

  it('goes on as long as there are pages; where nobody told how many, as long as a page is full', () => {
    expect([1, 2, 3].map((page) => hasEarlier(page, 52, 20, 20))).toEqual([true, true, false])
    expect([hasEarlier(7, null, 20, 20), hasEarlier(7, null, 19, 20)]).toEqual([true, false])
  })
})

describe('a top-up among the sales', () => {
  const topUp = { purpose: 'topUp', way: 'code', fault: null } as const

  it('is called by words of its own where it is not the same as for a sale', () => {
    expect(kindOfSale(topUp)).toBe('topUp')
    for (const state of ['sending', 'paid', 'unknown', 'failed', 'refunded'] as const)
      expect(stateWord({ ...topUp, state })).toBe(`topUp.states.${state}`)
    expect(wordOfKind('topUp', 'pendingCustomer')).toBe('states.pendingCustomer')
  })

  it('leaves sales, holds and captures as they were', () => {
    for (const state of SALE_STATES) expect(wordOfKind('sale', state)).toBe(`states.${state}`)
    expect(kindOfSale({ purpose: 'sale', way: 'capture' })).toBe('capture')
    expect(kindOfSale({ purpose: 'hold', way: 'code' })).toBe('hold')
    expect(wordOfKind('capture', 'paid')).toBe('capture.states.paid')
    expect(wordOfKind('hold', 'held')).toBe('states.held')
  })
})
