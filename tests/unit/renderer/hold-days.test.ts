import { describe, expect, it } from 'vitest'
import { dayOfHold, daysLeft, placeOnAxis, readDay, urgencyOf } from '../../../renderer/entry/hold-days.ts'

const DAY = 86_400_000
const HOLD = { heldAt: 0, endsAt: 30 * DAY, leftFen: 100 }

describe('the thirty days of a deposit', () => {
  it('count whole days since it was taken, and those left rounded up', () => {
    for (const [now, day, left] of [
      [0, 0, 30],
      [DAY - 1, 0, 30],
      [DAY, 1, 29],
      [19.5 * DAY, 19, 11],
      [29.9 * DAY, 29, 1],
      [30 * DAY, 30, 0],
      [40 * DAY, 30, 0],
      [-DAY, 0, 31],
    ] as const) {
      expect(dayOfHold(HOLD, now), `day at ${now}`).toBe(day)
      expect(daysLeft(HOLD, now), `left at ${now}`).toBe(left)
    }
  })

  it('are amber from day 20 and red from day 25, and calm once nothing is left', () => {
    for (const [day, tone] of [
      [19, 'calm'],
      [20, 'amber'],
      [24.99, 'amber'],
      [25, 'red'],
      [31, 'red'],
    ] as const)
      expect(urgencyOf(HOLD, day * DAY), `day ${day}`).toBe(tone)
    expect(urgencyOf({ ...HOLD, leftFen: 0 }, 29 * DAY)).toBe('calm')
  })

  it('never leave their axis', () => {
    expect(placeOnAxis(HOLD, -5)).toBe(0)
    expect(placeOnAxis(HOLD, 12.5 * DAY)).toBe(12.5)
    expect(placeOnAxis(HOLD, 99 * DAY)).toBe(30)
  })
})

describe('a day as a guest remembers it', () => {
  it('is read with or without its year, the latest one up to today', () => {
    expect(readDay('2025-11-03', '2025-11-22')).toBe('2025-11-03')
    expect(readDay(' 11.3 ', '2025-11-22')).toBe('2025-11-03')
    expect(readDay('12/24', '2025-11-22')).toBe('2024-12-24')
  })

  it('is none when there is no such day', () => {
    for (const text of ['', '3', '13-01', '02-30', '2025-11', 'x-y']) expect(readDay(text, '2025-11-22'), text).toBeNull()
  })
})
