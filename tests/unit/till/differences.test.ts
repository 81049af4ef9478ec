import { expect, test } from 'vitest'
import { fen } from '../../../contract/money.ts'
import { differencesBetween, ourSale, theirSale } from '../../../electron/till/differences.ts'

test.each([
  ['a card’s row with a time of payment was paid', { verdict: 'ambiguous', state: null, paidAt: 1 }, true],
  ['a card’s row without one tells nothing', { verdict: 'ambiguous', state: null, paidAt: null }, null],
  ['an ambiguous state stays one, whenever it was paid', { verdict: 'ambiguous', state: 'closedOrRefunded', paidAt: 1 }, null],
  ['what a state tells counts', { verdict: 'notPaid', state: 'closed', paidAt: null }, false],
] as const)('in the list, %s', (_title, told, moved) => {
  expect(theirSale({ orderNo: '1', amountFen: fen(500), ...told }).moved).toBe(moved)
})

test('a card payment that failed here and was paid there is a difference', () => {
  const theirs = theirSale({ orderNo: '1', amountFen: fen(500), verdict: 'ambiguous', state: null, paidAt: 1 })
  const ours = ourSale({ orderNo: '1', amountFen: 500, state: 'failed' })
  expect(differencesBetween([{ theirs, ours }], [])).toEqual([{ orderNo: '1', kind: 'state', oursFen: 0, theirsFen: 500 }])
})
