import { HOLD_LIFE } from '../../contract/states.ts'
import type { HoldRecord } from '../ledger/records.ts'

/** How long after the last word of a deposit it is asked about again, ms. */
const DAILY = 86_400_000
/** Once the 30 days are over, the platform gives the rest back at a moment of its own, ms. */
const ENDED_AGAIN = 30 * 60_000

/** Whether an open deposit has to be asked about. `askedAt`: when Cloud Pay last told of it since the till started. */
export function isDue({ heldAt, told }: Pick<HoldRecord, 'heldAt' | 'told'>, askedAt: number | null, now: number): boolean {
  // What was in work then was asked about when it ended; but nobody may have answered, or the till was killed.
  if (told?.mayTurn === true) return true
  const since = now - (askedAt ?? told?.at ?? heldAt)
  return since < 0 || since >= (now >= heldAt + HOLD_LIFE ? ENDED_AGAIN : DAILY)
}
