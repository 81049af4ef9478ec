import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { systemClock } from '../../../contract/clock.ts'
import { paced } from '../../../electron/kiosk/pace.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('A picture follows a change after it settled, at most every two seconds, and always after the last change', async () => {
  const taken: number[] = []
  const start = Date.now()
  const pace = paced(systemClock, 2_000, 400, () => {
    taken.push(Date.now() - start)
    return Promise.resolve()
  })
  for (let turn = 0; turn < 50; turn++) {
    pace.changed()
    await vi.advanceTimersByTimeAsync(100)
  }
  await vi.advanceTimersByTimeAsync(60_000)
  expect(taken).toEqual([400, 2_400, 4_400, 6_400])
})

it('A change while a picture is taken is not forgotten, and a fault does not end the pictures', async () => {
  let taken = 0
  let finish: () => void = () => undefined
  const pace = paced(systemClock, 1_000, 0, () => {
    taken++
    if (taken === 1) return Promise.reject(new Error('no picture'))
    return new Promise<void>((resolve) => {
      finish = resolve
    })
  })
  pace.changed()
  await vi.advanceTimersByTimeAsync(0)
  pace.changed()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(taken).toBe(2)
  pace.changed()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(taken).toBe(2)
  finish()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(taken).toBe(3)
  finish()
  pace.stop()
  pace.changed()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(taken).toBe(3)
})
