/** When Cloud Pay is asked about an open sale (RULINGS 17). All times in ms. */

export const ASK_LIMIT = 120_000
/** A charge is only repeated while the customer's code may still be good: codes live for about a minute. */
export const CHARGE_AGAIN_LIMIT = 55_000
/** After the limit, two answers at least so far apart are needed to believe that a number is not known (RULINGS 1). */
export const ABSENT_APART = 10_000

const SECOND = 1000
const MINUTE = 60 * SECOND
const SWEEP = [15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE] as const

/**
 * How long to wait after an answer before asking again: 2 s, from 20 s on 3 s, from 60 s on 5 s; after 2 minutes the
 * background sweep with its growing gaps, then every 10 minutes for ever. Asked as many times in the sweep already.
 */
export function pause(sinceSent: number, sweeps: number): number {
  if (sinceSent >= ASK_LIMIT) return SWEEP[Math.min(sweeps, SWEEP.length - 1)] ?? 10 * MINUTE
  const gap = sinceSent < 20 * SECOND ? 2 * SECOND : sinceSent < MINUTE ? 3 * SECOND : 5 * SECOND
  return Math.min(gap, ASK_LIMIT - sinceSent)
}
