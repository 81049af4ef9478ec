import type { UnknownReason } from '../../../cloudpay/client/result.ts'
import type { Damage } from './wire.ts'

/**
 * What happens to one exchange.
 * - `notSent`: no connection · `lostBefore`: never arrives · `lostAfter`: arrives, the answer does not · `reset`: arrives, and
 *   the connection breaks
 * - `late`: arrives when the till has given up waiting, but within the minute that Cloud Pay's rules allow for · `veryLate`:
 *   minutes later, against those rules · `twice`: arrives twice at once · `again`: arrives, and once more up to minutes later
 * - `slow`, `slowBack`: request, or answer, take almost the whole time limit · `old`: what was told first about this number comes again
 * - `corrupted`, `truncated`, `other`: bytes come that are damaged, cut off, or about something else; the till's own client reads them
 * - `unsureTaken`, `unsureNotTaken`: status 3 with and without effect · `tryLater`: 103 · `unsigned`: 101
 * - `turnedAway`: a charge is refused for a reason that passes, and leaves nothing behind
 * - `taken`: another order stands under this number already (407)
 */
export const STORMS = [
  'notSent',
  'lostBefore',
  'lostAfter',
  'reset',
  'late',
  'veryLate',
  'twice',
  'again',
  'slow',
  'slowBack',
  'old',
  'corrupted',
  'truncated',
  'other',
  'unsureTaken',
  'unsureNotTaken',
  'tryLater',
  'unsigned',
  'turnedAway',
  'taken',
] as const
export type Weather = 'fine' | (typeof STORMS)[number]

/** What the till's client makes of a storm in which no answer comes. */
export const REASONS: Partial<Record<Weather, UnknownReason>> = {
  notSent: 'notSent',
  lostBefore: 'lost',
  lostAfter: 'noAnswer',
  reset: 'lost',
  late: 'noAnswer',
  veryLate: 'noAnswer',
  unsureTaken: 'serverUnsure',
  unsureNotTaken: 'serverUnsure',
  tryLater: 'tryLater',
}
/** Storms in which the request does not reach the bank, or not while anybody waits. */
export const NOT_THERE: readonly Weather[] = [
  'notSent',
  'lostBefore',
  'unsureNotTaken',
  'tryLater',
  'unsigned',
  'turnedAway',
  'late',
  'veryLate',
]
/** Storms in which the bytes of the answer come damaged. */
export const DAMAGED: Partial<Record<Weather, Damage>> = { corrupted: 'corrupted', truncated: 'truncated', other: 'other' }
