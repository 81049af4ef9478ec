import type { MovementKind } from '../../contract/figures.ts'
import { ACCEPTED_REFUND_STATES, HOLD_LIFE, type Tender } from '../../contract/states.ts'
import type { HoldRecord, RefundRecord, ReleaseRecord, SaleRecord } from './records.ts'

/** What one record comes to in the figures. `at` says to which day it belongs, epoch ms. */
export interface Movement {
  /** Of the record: one subject has at most one movement of a kind. */
  readonly subject: string
  readonly kind: MovementKind
  readonly tender: Tender
  readonly at: number
  readonly staffId: string
  readonly fen: number
  /** What of it is settled to the shop, or taken back from it. */
  readonly settledFen: number
}

/**
 * A payment counts when it succeeded, also one that was refunded since: the refund counts for itself. Until Cloud Pay told what
 * is settled of it, all of it is.
 */
export function movementsOfSale(sale: SaleRecord): Movement[] {
  const { saleId, state, tender, staffId, amountFen, returnedFen } = sale
  if (tender === null) return []
  const movement = {
    subject: saleId,
    tender,
    at: sale.settledAt ?? sale.startedAt,
    staffId,
    fen: amountFen,
    settledFen: amountFen,
  }
  if (state === 'held') return [{ ...movement, kind: 'hold' }]
  if (sale.purpose === 'hold' || (state !== 'paid' && state !== 'refunded')) return []
  const settledFen = sale.settledFen ?? amountFen
  if (sale.purpose === 'topUp') {
    const bonus = sale.topUp?.bonusFen ?? 0
    return [
      { ...movement, kind: 'topUp', settledFen },
      ...(bonus > 0 ? [{ ...movement, kind: 'bonus' as const, fen: bonus, settledFen: bonus }] : []),
    ]
  }
  if (sale.way !== 'capture') return [{ ...movement, kind: 'sale', settledFen }]
  const rest = returnedFen ?? 0
  return [
    { ...movement, kind: 'capture', settledFen },
    ...(rest > 0 ? [{ ...movement, kind: 'captureRest' as const, fen: rest, settledFen: rest }] : []),
  ]
}

/** A refund counts once Cloud Pay took it on, and no more once it failed (PROTOCOL 5.4, RULINGS 10). */
export function movementsOfRefund(refund: RefundRecord): Movement[] {
  if (!ACCEPTED_REFUND_STATES.includes(refund.state)) return []
  const { refundId, tender, staffId, amountFen, settledFen, acceptedAt, startedAt } = refund
  const at = acceptedAt ?? startedAt
  return [{ subject: refundId, kind: 'refund', tender, at, staffId, fen: amountFen, settledFen: settledFen ?? amountFen }]
}

export function movementsOfRelease(release: ReleaseRecord): Movement[] {
  if (release.state !== 'accepted' && release.state !== 'succeeded') return []
  const { releaseId, tender, staffId, amountFen, sentAt, startedAt } = release
  return [
    { subject: releaseId, kind: 'release', tender, at: sentAt ?? startedAt, staffId, fen: amountFen, settledFen: amountFen },
  ]
}

/** Of a hold only what the platform gave back by itself: all else stands with its sale, its captures and its releases. */
export function movementsOfHold({ holdNo, told, tender, staffId, heldAt }: HoldRecord): Movement[] {
  if (told === null || told.autoReleasedFen === 0) return []
  const back = told.autoReleasedFen
  return [{ subject: holdNo, kind: 'autoRelease', tender, at: heldAt + HOLD_LIFE, staffId, fen: back, settledFen: back }]
}
