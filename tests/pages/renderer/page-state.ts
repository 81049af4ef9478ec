import type { Snapshot } from '../../../contract/snapshot.ts'
import type { StandInAnswers } from '../../support/page-bridge.ts'

/** A state the page can be in, with what leads there. */
export interface PageState {
  readonly name: string
  readonly facts: Partial<Snapshot>
  readonly answers?: StandInAnswers
  /** Keys pressed once the page is open. */
  readonly keys?: readonly string[]
  /** With a hand's pace, where more keys follow than a hand could press at once. */
  readonly slowly?: boolean
}
