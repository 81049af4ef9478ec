import type { HoldView } from '../../contract/views.ts'

const DAY = 86_400_000
/** So many days a hold lives (PROTOCOL 5.5). */
export const LIFE_DAYS = 30

type Times = Pick<HoldView, 'heldAt' | 'endsAt'>

/** On which day of its thirty a hold is, 0 to 30. Whole days since it was taken. */
export function dayOfHold({ heldAt }: Times, now: number): number {
  return Math.min(LIFE_DAYS, Math.max(0, Math.floor((now - heldAt) / DAY)))
}

/** Where on the axis of thirty days a moment stands, 0 to 30, with its fraction. */
export function placeOnAxis({ heldAt }: Times, at: number): number {
  return Math.min(LIFE_DAYS, Math.max(0, (at - heldAt) / DAY))
}

/** Days until the platform gives back what is left, rounded up. */
export function daysLeft({ endsAt }: Times, now: number): number {
  return Math.max(0, Math.ceil((endsAt - now) / DAY))
}

/** How near the end is: from day 20 it is time to think of it, in the last five days to act (BEHAVIOUR F09). */
export function urgencyOf(hold: Pick<HoldView, 'heldAt' | 'endsAt' | 'leftFen'>, now: number): 'red' | 'amber' | 'calm' {
  if (hold.leftFen === 0) return 'calm'
  const left = daysLeft(hold, now)
  return left <= 5 ? 'red' : left <= 10 ? 'amber' : 'calm'
}

/** `11-03` in the till's own time zone. Takes epoch ms. */
export function monthAndDay(at: number): string {
  const date = new Date(at)
  const two = (value: number): string => value.toString().padStart(2, '0')
  return `${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Reads `2025-11-03`, `11-03` or `11.3` as a day; without a year the latest such day up to `today`. Null when it is none. */
export function readDay(text: string, today: string): string | null {
  const parts = /^(?:(\d{4})[-/.])?(\d{1,2})[-/.](\d{1,2})$/.exec(text.trim())
  if (!parts) return null
  const rest = `${(parts[2] ?? '').padStart(2, '0')}-${(parts[3] ?? '').padStart(2, '0')}`
  const thisYear = Number(today.slice(0, 4))
  const year = parts[1] ?? String(`${thisYear}-${rest}` > today ? thisYear - 1 : thisYear)
  const day = `${year}-${rest}`
  const real = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(day) ? day : null
}
