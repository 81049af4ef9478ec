import type { Answer } from '../../contract/requests.ts'

type Point = Answer<'shift.look'>['points'][number]

/** How the strip is drawn, in the units of its picture. */
export const STRIP = { width: 1000, height: 60, ground: 46 } as const
const TALLEST = 40
const SHORTEST = 6
const BACK_TALLEST = 12
const BACK_SHORTEST = 4

export interface Strip {
  /** Paths of upright strokes: taken above the line, given back below it. */
  readonly taken: string
  readonly back: string
  readonly takenCount: number
  readonly backCount: number
  readonly firstAt: number
  readonly lastAt: number
  /** The hour of the clock with the most payments; the earlier of two. Null without a payment. */
  readonly busiest: { readonly hour: number; readonly count: number } | null
}

const one = (value: number): string => String(Math.round(value * 10) / 10)

/** The payments and refunds of a shift over its time [from, until], epoch ms. Null while there are none. */
export function stripOf(points: readonly Point[], from: number, until: number): Strip | null {
  const [first] = points
  const last = points.at(-1)
  if (!first || !last) return null
  const largest = Math.max(1, ...points.map((point) => Math.abs(point.fen)))
  // A clock that was set back must not draw beside the strip.
  const across = (at: number): number => 3 + (STRIP.width - 6) * Math.min(1, Math.max(0, (at - from) / Math.max(1, until - from)))
  const stroke = ({ at, fen }: Point): string => {
    const share = Math.abs(fen) / largest
    return fen < 0
      ? `M${one(across(at))} ${STRIP.ground + 2}v${one(BACK_SHORTEST + (BACK_TALLEST - BACK_SHORTEST) * share)}`
      : `M${one(across(at))} ${STRIP.ground - 2}v-${one(SHORTEST + (TALLEST - SHORTEST) * share)}`
  }
  const taken = points.filter((point) => point.fen >= 0)
  const back = points.filter((point) => point.fen < 0)
  const byHour = new Map<number, { hour: number; count: number }>()
  for (const { at } of taken) {
    const date = new Date(at)
    const key = date.setMinutes(0, 0, 0)
    byHour.set(key, { hour: date.getHours(), count: (byHour.get(key)?.count ?? 0) + 1 })
  }
  const busiest = [...byHour.values()].reduce<Strip['busiest']>(
    (most, hour) => (most && most.count >= hour.count ? most : hour),
    null,
  )
  return {
    taken: taken.map(stroke).join(''),
    back: back.map(stroke).join(''),
    takenCount: taken.length,
    backCount: back.length,
    firstAt: first.at,
    lastAt: last.at,
    busiest,
  }
}
