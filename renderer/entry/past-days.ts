import { AUDIT_DAYS } from '../../contract/acts.ts'
import type { Question } from '../../contract/requests.ts'
import { dayAfter, dayBegins, dayOf } from '../../contract/days.ts'
import { timeOfDay } from './durations.ts'
import { monthAndDay } from './hold-days.ts'

/** How much of the past is looked at together. */
export type PastSpan = 'day' | 'week'
/** The audit log reaches further back. */
export const AUDIT_SPANS = ['day', 'week', 'month', 'quarter'] as const
export type AuditSpan = (typeof AUDIT_SPANS)[number]
const DAYS = { day: 1, week: 7, month: 30, quarter: AUDIT_DAYS } as const satisfies Record<PastSpan | AuditSpan, number>

/** The first of the days that end with `last`, written `2025-11-22`. */
export const firstOfSpan = (last: string, span: AuditSpan): string => dayAfter(last, 1 - DAYS[span])

/** Those days as a time, [from, until), epoch ms. A shift stands on the day it ended (BEHAVIOUR F18). */
export function timeOfSpan(last: string, span: AuditSpan): Question<'shift.records'> {
  return { from: dayBegins(firstOfSpan(last, span)), until: dayBegins(dayAfter(last, 1)) }
}

/** The last day of the span before or after; there is nothing after today. */
export function stepSpan(last: string, span: AuditSpan, by: 1 | -1, today: string): string {
  const next = dayAfter(last, by * DAYS[span])
  return next > today ? today : next
}

/** `07:59–14:42`, with its day where several are looked at, and with both where it went over midnight. Takes epoch ms. */
export function fromAndUntil(startedAt: number, endedAt: number, span: PastSpan): string {
  const dated = (at: number): string => `${monthAndDay(at)} ${timeOfDay(at)}`
  if (dayOf(startedAt) !== dayOf(endedAt)) return `${dated(startedAt)} – ${dated(endedAt)}`
  return `${span === 'week' ? dated(startedAt) : timeOfDay(startedAt)}–${timeOfDay(endedAt)}`
}
