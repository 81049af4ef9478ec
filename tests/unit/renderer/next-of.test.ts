import { expect, it } from 'vitest'
import { nextOf, nextUp } from '../../../renderer/entry/next-of.ts'

it('the one before or after, round and round; after one that is not there comes the first', () => {
  const all = ['a', 'b', 'c'] as const
  expect([nextOf(all, 'a', 1), nextOf(all, 'c', 1), nextOf(all, 'a', -1)]).toEqual(['b', 'a', 'c'])
  expect(nextOf<string>(all, 'gone', 1)).toBe('a')
  expect(nextOf([], 'x', 1)).toBe('x')
})

it('amounts go up and down one by one, from between two of them too, and stay at either end', () => {
  const amounts = [10, 30, 60]
  expect([nextUp(amounts, 30, 1), nextUp(amounts, 30, -1), nextUp(amounts, 45, 1), nextUp(amounts, 45, -1)]).toEqual([
    60, 10, 60, 30,
  ])
  expect([nextUp(amounts, 60, 1), nextUp(amounts, 10, -1), nextUp(amounts, 5, -1)]).toEqual([60, 10, 5])
})
