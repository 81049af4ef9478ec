import type { HoldView } from '../../contract/views.ts'
import type { HoldRecord, ToldHold } from '../ledger/records.ts'
import type { OwnSums } from '../ledger/hold-table.ts'

export type HoldSums = Pick<HoldView, 'capturedFen' | 'releasedFen' | 'autoReleasedFen' | 'refundedFen' | 'leftFen'>

const NOTHING: ToldHold = { capturedFen: 0, releasedFen: 0, autoReleasedFen: 0, refundedFen: 0, closed: false, at: 0 }

/**
 * Where a hold's money is, in fen (PROTOCOL 5.5): what Cloud Pay told last, and what this till is known to have done since then.
 * Each sum only grows, so the larger of the two is the newer one.
 */
export function holdSums({ heldFen, told }: Pick<HoldRecord, 'heldFen' | 'told'>, own: OwnSums): HoldSums {
  const { closed, autoReleasedFen, ...there } = told ?? NOTHING
  const capturedFen = Math.max(there.capturedFen, own.capturedFen)
  const releasedFen = Math.max(there.releasedFen, own.releasedFen)
  const left = heldFen - capturedFen - releasedFen - autoReleasedFen
  return {
    capturedFen,
    releasedFen,
    autoReleasedFen,
    refundedFen: Math.max(there.refundedFen, own.refundedFen),
    leftFen: closed ? 0 : Math.max(0, left),
  }
}
