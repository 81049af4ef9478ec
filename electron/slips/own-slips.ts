import type { Receipt, ReceiptOf } from '../../contract/receipt.ts'
import type { SlipDocument } from '../../contract/slip.ts'
import type { SlipPart } from './rows.ts'

/** A slip that comes out by itself, before it is known when. */
export interface OwnSlip {
  readonly event: string
  readonly orderNo: string | null
  readonly document: SlipDocument
}

/**
 * The slips that come out by themselves at an event: none where that is switched off, else as many as are set. Each is a job of
 * its own under an event of its own, so that a crash in the middle of one leaves the others whole (decision 0007).
 */
export function ownSlips(
  { auto, copies }: Pick<Receipt, 'auto' | 'copies'>,
  as: ReceiptOf,
  { event, orderNo }: Pick<OwnSlip, 'event' | 'orderNo'>,
  write: (part: SlipPart) => SlipDocument,
): OwnSlip[] {
  if (!auto[as]) return []
  return Array.from({ length: copies[as] }, (_, index) => ({
    event: index === 0 ? event : `${event}#${index + 1}`,
    orderNo,
    document: write({ nth: index + 1, of: copies[as] }),
  }))
}
