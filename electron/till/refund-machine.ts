import type { RefundState } from '../../contract/states.ts'
import { DOUBT, GIVING_BACK_EVENTS } from './giving-back.ts'
import type { Step, Table } from './matter.ts'

/**
 * What can happen to a refund (PROTOCOL 5.4); see `giving-back.ts`. `needsPerson`: the customer's card is dead, and the shop has
 * to pay by other means.
 */
export const REFUND_EVENTS = [...GIVING_BACK_EVENTS, 'needsPerson'] as const
export type RefundEvent = (typeof REFUND_EVENTS)[number]

const succeeded: Step<RefundState> = { to: 'succeeded', effects: ['slip', 'sayRefunded'] }
const accepted: Step<RefundState> = { to: 'accepted', effects: ['slip', 'sayRefunded', 'ask'] }
const needsPerson: Step<RefundState> = { to: 'needsPerson', effects: ['sayFailed'] }

/** The whole life of a refund: state × event → state and effects. It is said and printed once Cloud Pay has taken it on. */
export const REFUND_TABLE: Table<RefundState, RefundEvent> = {
  sending: { ...DOUBT.sending, accepted, succeeded, needsPerson },
  // What is left is to see it arrive.
  accepted: { ...DOUBT.accepted, succeeded: { to: 'succeeded', effects: [] }, needsPerson },
  unknown: { ...DOUBT.unknown, accepted, succeeded, needsPerson },
  // A person looks; asking again by hand may still clear it.
  conflict: { accepted, succeeded },
  succeeded: {},
  failed: { accepted, succeeded },
  needsPerson: {},
}
