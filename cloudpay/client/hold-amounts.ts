import { fen, type Fen } from '../../contract/money.ts'
import { holdVerdict, type HoldState, type HoldVerdict } from '../protocol/hold-state.ts'

/** What became of a hold's money. What the server left out is zero: it leaves out what has no value (PROTOCOL 2). */
export interface HoldAmounts {
  /** What the hold was asked for, whether or not it came to be. */
  heldFen: Fen
  capturedFen: Fen
  /** Given back by the shop, also what went back with a capture. */
  releasedFen: Fen
  /** Given back by the third party, 30 days after the hold. */
  autoReleasedFen: Fen
  /** Refunded of what was captured; it is part of `capturedFen` still. */
  refundedFen: Fen
  /** What a capture or a release can still take; zero unless the hold stands. */
  leftFen: Fen
}

/** The fields by which a hold and a row of one tell it alike; fen and unix seconds. */
interface ToldHold {
  freeze_fee: number
  total_consume_fee?: number | null | undefined
  total_manual_unfreeze_fee?: number | null | undefined
  total_auto_unfreeze_fee?: number | null | undefined
  total_refund_fee?: number | null | undefined
  time_end?: number | null | undefined
}

const spent = (told: ToldHold) => [told.total_consume_fee, told.total_manual_unfreeze_fee, told.total_auto_unfreeze_fee]

/**
 * Alipay's 3 is a hold whose money is gone or one that never was. A success or a sum that moved tells the first; sums that
 * are said to be zero, without a success, the second. In either case nothing is held.
 */
export function holdVerdictOf(state: HoldState | null, told: ToldHold): HoldVerdict {
  const verdict = holdVerdict(state)
  if (state !== 'closedOrNotHeld') return verdict
  const sums = spent(told)
  if (told.time_end || sums.some(Boolean)) return 'closed'
  return sums.every((sum) => sum === 0) ? 'notHeld' : verdict
}

/** Null when the sums contradict each other: more gone than was held, or more refunded than captured (PROTOCOL 5.5). */
export function holdAmounts(told: ToldHold, verdict: HoldVerdict): HoldAmounts | null {
  const [captured = 0, released = 0, autoReleased = 0] = spent(told).map((sum) => sum ?? 0)
  const refunded = told.total_refund_fee ?? 0
  const left = told.freeze_fee - captured - released - autoReleased
  if ([captured, released, autoReleased, refunded, left].some((sum) => sum < 0) || refunded > captured) return null
  return {
    heldFen: fen(told.freeze_fee),
    capturedFen: fen(captured),
    releasedFen: fen(released),
    autoReleasedFen: fen(autoReleased),
    refundedFen: fen(refunded),
    leftFen: fen(verdict === 'held' ? left : 0),
  }
}
