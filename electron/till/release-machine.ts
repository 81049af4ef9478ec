import type { ReleaseState } from '../../contract/states.ts'
import type { Effect, Step as StepOf, Table } from './matter.ts'

/**
 * What can happen to a release (PROTOCOL 5.5).
 * - `accepted`: Cloud Pay took it on and is at work on it · `succeeded`: the money went back
 * - `failedThere`: it ended without the money going back
 * - `refused`, `doubtfulRefusal`, `numberUsed`, `notSent`, `noAnswer`, `absent`, `confirmedAbsent`, `deadline`: as for a sale
 * - `differs`: the release under this number is of another amount
 */
export const RELEASE_EVENTS = [
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
export type ReleaseEvent = (typeof RELEASE_EVENTS)[number]

type Step = StepOf<ReleaseState>
const go = (to: ReleaseState, ...effects: Effect[]): Step => ({ to, effects })

const failed = go('failed', 'sayFailed')
const conflict = go('conflict', 'sayUnknown')
const succeeded = go('succeeded', 'slip', 'sayReleased')
const accepted = go('accepted', 'ask')

/**
 * The whole life of a release: state × event → state and effects. Nobody is told that a deposit is returned before it is; the
 * same number goes out again and never a new one; nothing leads from an unknown to `failed` but an answer that proves it.
 */
export const RELEASE_TABLE: Table<ReleaseState, ReleaseEvent> = {
  sending: {
    accepted,
    succeeded,
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
    accepted,
    succeeded,
    failedThere: failed,
    absent: accepted,
    doubtfulRefusal: accepted,
    noAnswer: accepted,
    differs: conflict,
  },
  unknown: {
    accepted,
    succeeded,
    failedThere: failed,
    absent: go('unknown', 'ask'),
    confirmedAbsent: failed,
    refused: failed,
    doubtfulRefusal: go('unknown', 'ask'),
    noAnswer: go('unknown', 'ask'),
    differs: conflict,
  },
  // A person looks; asking again by hand may still clear it.
  conflict: { accepted, succeeded },
  succeeded: {},
  failed: { accepted, succeeded },
}
