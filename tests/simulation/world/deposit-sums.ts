import type { HoldView } from '../../../contract/views.ts'

/** What is wrong with what is shown of a deposit that the bank has just told of: its sums have to add up. */
export function wrongView(view: HoldView): string | null {
  const { holdNo, heldFen, capturedFen, releasedFen, autoReleasedFen, leftFen } = view
  const sum = capturedFen + releasedFen + autoReleasedFen + leftFen
  return sum === heldFen ? null : `${holdNo} is shown with ${heldFen} held, and ${sum} captured, released and left`
}
