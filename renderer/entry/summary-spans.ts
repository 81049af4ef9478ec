import { dayAfter, dayBegins, dayOf } from '../../contract/days.ts'
import type { Period } from '../../contract/shift-requests.ts'

export const SPANS = ['shift', 'today', 'yesterday', 'chosen'] as const
export type Span = (typeof SPANS)[number]
/** Days written `2025-11-22`, both meant whole. */
export interface ChosenDays {
  readonly first: string
  readonly last: string
}

/** The time a span stands for, [from, until), epoch ms. A shift lasts until now (BEHAVIOUR F14). */
export function periodOf(span: Span, shiftFrom: number, now: number, days: ChosenDays): Pick<Period, 'from' | 'until'> {
  const today = dayOf(now)
  if (span === 'shift') return { from: shiftFrom, until: Math.max(shiftFrom, now) }
  if (span === 'today') return { from: dayBegins(today), until: dayBegins(dayAfter(today, 1)) }
  if (span === 'yesterday') return { from: dayBegins(dayAfter(today, -1)), until: dayBegins(today) }
  return { from: dayBegins(days.first), until: dayBegins(dayAfter(days.last, 1)) }
}
