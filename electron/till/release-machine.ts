import type { ReleaseState } from '../../contract/states.ts'
import { DOUBT, GIVING_BACK_EVENTS } from './giving-back.ts'
import type { Step, Table } from './matter.ts'

/** What can happen to a release (PROTOCOL 5.5); see `giving-back.ts`. */
export const RELEASE_EVENTS = GIVING_BACK_EVENTS
export type ReleaseEvent = (typeof RELEASE_EVENTS)[number]

const succeeded: Step<ReleaseState> = { to: 'succeeded', effects: ['slip', 'sayReleased'] }
const accepted: Step<ReleaseState> = { to: 'accepted', effects: ['ask'] }

/** The whole life of a release: state × event → state and effects. Nobody is told that a deposit is returned before it is. */
export const RELEASE_TABLE: Table<ReleaseState, ReleaseEvent> = {
  sending: { ...DOUBT.sending, accepted, succeeded },
  accepted: { ...DOUBT.accepted, succeeded },
  unknown: { ...DOUBT.unknown, accepted, succeeded },
  // A person looks; asking again by hand may still clear it.
  conflict: { accepted, succeeded },
  succeeded: {},
  failed: { accepted, succeeded },
}
