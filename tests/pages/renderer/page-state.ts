import type { Snapshot } from '../../../contract/snapshot.ts'
import type { StandInAnswers } from '../../support/page-bridge.ts'

/** A state the page can be in, with what leads there. */
export interface PageState {
  readonly name: string
  readonly facts: Partial<Snapshot>
  readonly answers?: StandInAnswers
  /** Keys pressed once the page is open. */
  readonly keys?: readonly string[]
  /** What stands on the page after the keys, in Chinese; without it nobody knows that they led where they should. */
  readonly shows?: string
}
