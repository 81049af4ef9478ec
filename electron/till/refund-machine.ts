import type { RefundState } from '../../contract/states.ts'
import type { Effect, Step as StepOf, Table } from './matter.ts'

/**
 * What can happen to a refund (PROTOCOL 5.4).
 * - `accepted`: Cloud Pay took it on, the money is on its way · `succeeded`: it is there
 * - `failedThere`: it ended without the money going back · `needsPerson`: the customer's card is dead
 * - `refused`, `doubtfulRefusal`, `numberUsed`, `notSent`, `noAnswer`, `absent`, `confirmedAbsent`, `deadline`: as for a sale
 * - `differs`: the refund under this number has another amount
 */
export const REFUND_EVENTS = [
  'accepted',
  'succeeded',
  'failedThere',
  'needsPerson',
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
export type RefundEvent = (typeof REFUND_EVENTS)[number]

type Step = StepOf<RefundState>
const go = (to: RefundState, ...effects: Effect[]): Step => ({ to, effects })

const failed = go('failed', 'sayFailed')
const conflict = go('conflict', 'sayUnknown')
const succeeded = go('succeeded', 'slip', 'sayRefunded')

/**
 * The whole life of a refund: state × event → state and effects. The same number goes out again and never a new one; nothing
 * leads from an unknown to `failed` but an answer that proves it.
 */
export const REFUND_TABLE: Table<RefundState, RefundEvent> = {
  sending: {
    accepted: go('accepted', 'slip', 'sayRefunded', 'ask'),
    succeeded,
    failedThere: failed,
    needsPerson: go('needsPerson', 'sayFailed'),
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
  // It was accepted, and said and printed so; what is left is to see it arrive.
  accepted: {
    accepted: go('accepted', 'ask'),
    succeeded: go('succeeded'),
    failedThere: failed,
    needsPerson: go('needsPerson', 'sayFailed'),
    absent: go('accepted', 'ask'),
    doubtfulRefusal: go('accepted', 'ask'),
    noAnswer: go('accepted', 'ask'),
    differs: conflict,
  },
  unknown: {
    accepted: go('accepted', 'slip', 'sayRefunded', 'ask'),
    succeeded,
    failedThere: failed,
    needsPerson: go('needsPerson', 'sayFailed'),
    absent: go('unknown', 'ask'),
    confirmedAbsent: failed,
    refused: failed,
    doubtfulRefusal: go('unknown', 'ask'),
    noAnswer: go('unknown', 'ask'),
    differs: conflict,
  },
  // A person looks; asking again by hand may still clear it.
  conflict: { accepted: go('accepted', 'slip', 'sayRefunded', 'ask'), succeeded },
  succeeded: {},
  failed: { accepted: go('accepted', 'slip', 'sayRefunded', 'ask'), succeeded },
  needsPerson: {},
}
