import { expect, it } from 'vitest'
import { inTurns } from '../../../renderer/entry/in-turns.ts'

/** Work of so many steps, each of which takes 3 ms of the processor. */
function* steps(count: number, done: number[]): Generator<void> {
  for (let nth = 0; nth < count; nth += 1) {
    const until = performance.now() + 3
    while (performance.now() < until);
    done.push(nth)
    yield
  }
}

it('long work lets everybody else have a turn every few steps, and is done to the end', async () => {
  const done: number[] = []
  const seen: number[] = []
  let over = false
  const look = (): void => {
    seen.push(done.length)
    if (!over) setImmediate(look)
  }
  setImmediate(look)
  expect(await inTurns(steps(30, done), () => true)).toBe(true)
  over = true
  expect(done).toHaveLength(30)
  const longest = Math.max(...seen.slice(1).map((at, nth) => at - (seen[nth] ?? 0)))
  expect(longest).toBeLessThanOrEqual(4)
})

it('short work is done at once', () => {
  const done: number[] = []
  void inTurns(steps(1, done), () => true)
  expect(done).toEqual([0])
})

it('work that nobody wants any more is given up at its next turn', async () => {
  const done: number[] = []
  expect(await inTurns(steps(30, done), () => done.length < 5)).toBe(false)
  expect(done.length).toBeGreaterThanOrEqual(5)
  expect(done.length).toBeLessThan(30)
  expect(await inTurns(steps(1, []), () => false)).toBe(false)
})
