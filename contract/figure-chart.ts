import { dayAfter, dayBegins, dayOf } from './days.ts'
import type { HourFigures, Period } from './shift-requests.ts'

/** Figures as bars and as a ring: the same on the screen and on paper. */

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** A row of fewer bars looks like a mistake. */
const FEWEST = 8

/** What came before a period is told for as many whole days before it, so that the same hours stand beside each other. Ms. */
export const wholeDays = ({ from, until }: Pick<Period, 'from' | 'until'>): number =>
  Math.max(1, Math.ceil((until - from) / DAY)) * DAY

export interface Bar {
  /** Where it begins, epoch ms. */
  readonly at: number
  readonly fen: number
  /** The same of as long a time before. */
  readonly beforeFen: number
  /** It is not over yet. */
  readonly now: boolean
}

/** Bars by hours, or by days when the time is longer than two days. Hours without anything at either end are left out. */
export function barsOf(
  { from, until }: Pick<Period, 'from' | 'until'>,
  hours: readonly HourFigures[],
  before: readonly HourFigures[],
  now: number,
): { by: 'hours' | 'days'; bars: readonly Bar[] } {
  const length = until - from
  const by = length > 2 * DAY + HOUR ? 'days' : 'hours'
  const beginOf = (at: number): number => (by === 'days' ? dayBegins(dayOf(at)) : Math.floor(at / HOUR) * HOUR)
  const nextOf = (at: number): number => (by === 'days' ? dayBegins(dayAfter(dayOf(at), 1)) : at + HOUR)
  const begins: number[] = []
  for (let at = beginOf(from); at < until; at = nextOf(at)) begins.push(at)
  const end = nextOf(begins.at(-1) ?? from)
  const begin = (nth: number): number => begins[nth] ?? end
  // An hour mostly belongs to the bar of the one before it, or to the next: a walk, not a search.
  const summed = (rows: readonly HourFigures[], later: number): readonly number[] => {
    const sums = begins.map(() => 0)
    let nth = 0
    for (const { at, fen } of rows) {
      const when = at + later
      if (when < begin(0) || when >= end) continue
      while (when < begin(nth)) nth -= 1
      while (when >= begin(nth + 1)) nth += 1
      sums[nth] = (sums[nth] ?? 0) + fen
    }
    return sums
  }
  const [taken, takenBefore] = [summed(hours, 0), summed(before, length)]
  const all = begins.map((at, nth): Bar => {
    const isNow = at <= now && now < begin(nth + 1)
    return { at, fen: taken[nth] ?? 0, beforeFen: takenBefore[nth] ?? 0, now: isNow }
  })
  if (by === 'days') return { by, bars: all }
  const some = ({ fen, beforeFen, now: isNow }: Bar): boolean => fen !== 0 || beforeFen !== 0 || isNow
  const last = Math.max(FEWEST - 1, all.findLastIndex(some))
  const first = Math.max(0, Math.min(all.findIndex(some), last - FEWEST + 1))
  return { by, bars: all.slice(first, last + 1) }
}

export interface Part {
  /** Where it begins and how long it is, as a part of the whole ring, 0 to 1. */
  readonly start: number
  readonly share: number
}

/** Amounts as parts of a ring; what a correction made negative has none. */
export function ringOf(amounts: readonly number[]): readonly Part[] {
  const whole = amounts.reduce((sum, one) => sum + Math.max(0, one), 0)
  let start = 0
  return amounts.map((one) => {
    const part = { start, share: whole === 0 ? 0 : Math.max(0, one) / whole }
    start += part.share
    return part
  })
}
