import { describe, expect, it } from 'vitest'
import { barsOf, ringOf, wholeDays } from '../../../contract/figure-chart.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const MIDNIGHT = new Date(2026, 10, 27).getTime()
const at = (hour: number, fen: number, day = 0) => ({ at: MIDNIGHT + day * DAY + hour * HOUR, count: 1, fen })

describe('the bars of figures', () => {
  it('of a day are its hours from the first with anything to the last, the day before behind them', () => {
    const today = { from: MIDNIGHT, until: MIDNIGHT + DAY }
    const { by, bars } = barsOf(today, [at(9, 100), at(18, 300)], [at(8, 50, -1), at(9, 70, -1)], MIDNIGHT + 18.5 * HOUR)
    expect(by).toBe('hours')
    expect(bars.map((bar) => new Date(bar.at).getHours())).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18])
    expect(bars.slice(0, 2).map(({ fen, beforeFen }) => [fen, beforeFen])).toEqual([
      [0, 50],
      [100, 70],
    ])
    expect(bars.filter((bar) => bar.now).map((bar) => new Date(bar.at).getHours())).toEqual([18])
  })

  it('of more than two days are its days, and what came before is as many days before', () => {
    const week = { from: MIDNIGHT, until: MIDNIGHT + 7 * DAY }
    const { by, bars } = barsOf(week, [at(9, 100), at(20, 1), at(9, 5, 6)], [at(9, 70, -7)], 0)
    expect(by).toBe('days')
    expect(bars.map((bar) => [bar.fen, bar.beforeFen])).toEqual([[101, 70], ...Array.from({ length: 5 }, () => [0, 0]), [5, 0]])
  })

  it('count what stands in any order, and nothing that lies outside of the time', () => {
    const week = { from: MIDNIGHT, until: MIDNIGHT + 7 * DAY }
    const hours = [at(9, 7, 6), at(0, 1), at(23, 2), at(0, 4, 3), at(-1, 1000), at(0, 1000, 7)]
    expect(barsOf(week, hours, [], MIDNIGHT + 3 * DAY).bars.map(({ fen, now }) => [fen, now])).toEqual([
      [3, false],
      [0, false],
      [0, false],
      [4, true],
      [0, false],
      [0, false],
      [7, false],
    ])
  })

  it('of a time without anything are a row of eight', () => {
    expect(barsOf({ from: MIDNIGHT, until: MIDNIGHT + DAY }, [], [], 0).bars).toHaveLength(8)
  })

  it('are held against whole days: of an hour the same hour of the day before', () => {
    expect(wholeDays({ from: MIDNIGHT, until: MIDNIGHT + HOUR })).toBe(DAY)
    expect(wholeDays({ from: MIDNIGHT, until: MIDNIGHT + DAY })).toBe(DAY)
    expect(wholeDays({ from: MIDNIGHT, until: MIDNIGHT + DAY + 1 })).toBe(2 * DAY)
    expect(wholeDays({ from: MIDNIGHT, until: MIDNIGHT })).toBe(DAY)
  })
})

describe('the ring of figures', () => {
  it('is shared out by amounts, one after the other; what is negative has no part', () => {
    expect(ringOf([30, -5, 10])).toEqual([
      { start: 0, share: 0.75 },
      { start: 0.75, share: 0 },
      { start: 0.75, share: 0.25 },
    ])
    expect(ringOf([0, 0])).toEqual([
      { start: 0, share: 0 },
      { start: 0, share: 0 },
    ])
  })
})
