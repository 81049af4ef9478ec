import { expect, it } from 'vitest'
import { HOLD_LIFE } from '../../../contract/states.ts'
import { isDue } from '../../../electron/till/hold-due.ts'

const HOUR = 3_600_000
const told = { capturedFen: 0, releasedFen: 0, autoReleasedFen: 0, refundedFen: 0, closed: false, at: 10 * HOUR }

it('asks about a deposit once a day, counted from the last word of it', () => {
  expect(isDue({ heldAt: 0, told: null }, null, 23 * HOUR)).toBe(false)
  expect(isDue({ heldAt: 0, told: null }, null, 24 * HOUR)).toBe(true)
  expect(isDue({ heldAt: 0, told }, null, 33 * HOUR)).toBe(false)
  expect(isDue({ heldAt: 0, told }, null, 34 * HOUR)).toBe(true)
  expect(isDue({ heldAt: 0, told }, 20 * HOUR, 34 * HOUR)).toBe(false)
})

it('asks every half an hour once its 30 days are over, and when the clock was set back', () => {
  expect(isDue({ heldAt: 0, told: null }, HOLD_LIFE, HOLD_LIFE + HOUR / 2)).toBe(true)
  expect(isDue({ heldAt: 0, told: null }, HOLD_LIFE, HOLD_LIFE + HOUR / 3)).toBe(false)
  expect(isDue({ heldAt: 0, told }, null, 9 * HOUR)).toBe(true)
})

it('asks as soon as it can where the last word was of something still in work', () => {
  expect(isDue({ heldAt: 0, told: { ...told, mayTurn: true } }, 10 * HOUR, 10 * HOUR)).toBe(true)
  expect(isDue({ heldAt: 0, told: { ...told, mayTurn: false } }, 10 * HOUR, 10 * HOUR)).toBe(false)
})
