import { describe, expect, it } from 'vitest'
import { firstOfSpan, fromAndUntil, stepSpan, timeOfSpan } from '../../../renderer/entry/past-days.ts'

const at = (month: number, day: number, hour = 0, minute = 0): number => new Date(2025, month - 1, day, hour, minute).getTime()

describe('the days whose shifts are looked at', () => {
  it('are one day, or the seven that end with it, whole', () => {
    expect(timeOfSpan('2025-11-22', 'day')).toEqual({ from: at(11, 22), until: at(11, 23) })
    expect(timeOfSpan('2025-11-03', 'week')).toEqual({ from: at(10, 28), until: at(11, 4) })
    expect(firstOfSpan('2025-11-03', 'week')).toBe('2025-10-28')
    expect(timeOfSpan('2025-11-22', 'month')).toEqual({ from: at(10, 24), until: at(11, 23) })
    expect(timeOfSpan('2025-11-22', 'quarter')).toEqual({ from: at(8, 25), until: at(11, 23) })
  })

  it('follow each other without a gap or a day twice, and end with today', () => {
    for (const span of ['day', 'week'] as const) {
      const before = stepSpan('2025-11-22', span, -1, '2025-11-22')
      expect(timeOfSpan(before, span).until, span).toBe(timeOfSpan('2025-11-22', span).from)
      expect(stepSpan(before, span, 1, '2025-11-22'), span).toBe('2025-11-22')
      expect(stepSpan('2025-11-22', span, 1, '2025-11-22'), span).toBe('2025-11-22')
    }
    expect(stepSpan('2025-11-19', 'week', 1, '2025-11-22'), 'a part of a week is left').toBe('2025-11-22')
  })
})

describe('from when until when a shift went', () => {
  it('is told without its day where there is one day, and with both where it went over midnight', () => {
    const [began, ended] = [at(11, 22, 7, 59), at(11, 22, 14, 42)]
    expect(fromAndUntil(began, ended, 'day')).toBe('07:59–14:42')
    expect(fromAndUntil(began, ended, 'week')).toBe('11-22 07:59–14:42')
    for (const span of ['day', 'week'] as const)
      expect(fromAndUntil(at(11, 21, 22), at(11, 22, 6, 10), span), span).toBe('11-21 22:00 – 11-22 06:10')
  })
})
