import type { ReleaseState } from '../../contract/states.ts'
import type { Effect, Step as StepOf } from './matter.ts'

/**
 * What refunds and releases have in common: money that goes back under a number of its own.
 * - `accepted`: Cloud Pay took it on and is at work on it · `succeeded`: the money is back
 * - `failedThere`: it ended without the money going back
 * - `refused`, `doubtfulRefusal`, `numberUsed`, `notSent`, `noAnswer`, `absent`, `confirmedAbsent`, `deadline`: as for a sale
 * - `differs`: what stands under this number is of another amount
 */
export const GIVING_BACK_EVENTS = [
  'accepted',
  'succeeded',
  'failedThere',
  'absent',
  'confirmedAbsent',
  'refused',
  'doubtfulRefusal',
  'numberUsed',
  'notSent',
  'noAnswer',
  'differs',
  'deadline',
] as const

type Step = StepOf<ReleaseState>
const go = (to: ReleaseState, ...effects: Effect[]): Step => ({ to, effects })

const failed = go('failed', 'sayFailed')
const conflict = go('conflict', 'sayUnknown')

/**
 * The rows of doubt. The same number goes out again and never a new one; nothing leads from an unknown to `failed` but an answer
 * that proves it. What each kind says and prints once it is taken on, or back, stands in its own table.
 */
export const DOUBT = {
  sending: {
    failedThere: failed,
    absent: go('sending', 'sendAgain'),
    confirmedAbsent: failed,
    refused: failed,
    doubtfulRefusal: go('sending', 'ask'),
    numberUsed: go('unknown', 'sayUnknown', 'askNow'),
    notSent: failed,
    noAnswer: go('sending', 'ask'),
    differs: conflict,
    deadline: go('unknown', 'sayUnknown', 'ask'),
  },
  accepted: {
    accepted: go('accepted', 'ask'),
    failedThere: failed,
    absent: go('accepted', 'ask'),
    doubtfulRefusal: go('accepted', 'ask'),
    noAnswer: go('accepted', 'ask'),
    differs: conflict,
  },
  unknown: {
    failedThere: failed,
    absent: go('unknown', 'ask'),
    confirmedAbsent: failed,
    refused: failed,
    doubtfulRefusal: go('unknown', 'ask'),
    noAnswer: go('unknown', 'ask'),
    differs: conflict,
  },
}
