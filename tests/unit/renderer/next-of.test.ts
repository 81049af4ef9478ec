import { expect, it } from 'vitest'
import { nextOf } from '../../../renderer/entry/next-of.ts'

it('the one before or after, round and round; after one that is not there comes the first', () => {
  const all = ['a', 'b', 'c'] as const
  expect([nextOf(all, 'a', 1), nextOf(all, 'c', 1), nextOf(all, 'a', -1)]).toEqual(['b', 'a', 'c'])
  expect(nextOf<string>(all, 'gone', 1)).toBe('a')
  expect(nextOf([], 'x', 1)).toBe('x')
})
