import { z } from 'zod'
import { faultSchema } from './fault-schema.ts'
import {
  authoritySchema,
  holdTenderSchema,
  orderStateSchema,
  purposeSchema,
  refundStateSchema,
  releaseStateSchema,
  saleStateSchema,
  saleWaySchema,
  tenderSchema,
} from './state-schemas.ts'

/** Sales, deposits and what goes back, as the page sees them; part of the snapshot, and of lists. */

/** Epoch milliseconds by the till's clock, corrected by the server's time. */
const instant = z.number().int()

/**
 * The slip of a sale, as the spool knows it. `printed` means that the printer said so, `sent` that it took the bytes and
 * cannot say more (PRINTING 7).
 */
export const slipStateSchema = z.enum(['none', 'waiting', 'sending', 'sent', 'printed', 'failed'])
export type SlipState = z.infer<typeof slipStateSchema>

export const saleViewSchema = z.object({
  saleId: z.string(),
  /** Null until a code is scanned: only then is a number used. */
  orderNo: z.string().nullable(),
  amountFen: z.number().int(),
  remark: z.string(),
  purpose: purposeSchema,
  way: saleWaySchema,
  state: saleStateSchema,
  /** What the platform last said, where it said anything that could be trusted. */
  orderState: orderStateSchema.nullable(),
  tender: tenderSchema.nullable(),
  startedAt: instant,
  sentAt: instant.nullable(),
  settledAt: instant.nullable(),
  /** Until then the till asks every few seconds; later the background sweep goes on (RULINGS 17). */
  askedUntil: instant.nullable(),
  /** When Cloud Pay will be asked next; null when nobody needs to ask. */
  nextAskAt: instant.nullable(),
  platformTxnId: z.string().nullable(),
  membershipNumber: z.string().nullable(),
  paidFen: z.number().int().nullable(),
  discountFen: z.number().int().nullable(),
  /** What the customer scans, while a QR sale waits for it. */
  codeUrl: z.string().nullable(),
  /** Cash the customer handed over, for the change; null where there was none. */
  receivedFen: z.number().int().nullable(),
  /** Given back so far, counting refunds that are not known yet. */
  refundedFen: z.number().int(),
  /** When the last refund was taken on; null before there is one. */
  lastRefundAt: instant.nullable(),
  /** Of a capture: the hold it is taken from, and whether the rest of it goes back with it; else null. */
  holdNo: z.string().nullable(),
  releaseRest: z.boolean().nullable(),
  /** Of a capture: what goes back to the customer with it, fen. */
  returnedFen: z.number().int().nullable(),
  /**
   * Of a top-up: whose card it goes on, null until the payer's code found it, with its bonus, null while nobody told. Of a payment by card: the
   * card alone. `balanceFen`: what Cloud Pay told of the balance afterwards, null before it did. Else null.
   */
  card: z
    .object({
      cardNo: z.string().nullable(),
      name: z.string().nullable(),
      phone: z.string().nullable(),
      bonusFen: z.number().int().nullable(),
      balanceFen: z.number().int().nullable(),
    })
    .nullable(),
  /** The person at the till may take this payment back now. */
  mayReverse: z.boolean(),
  fault: faultSchema.nullable(),
  staffId: z.string(),
  staffName: z.string(),
  slip: slipStateSchema,
})
export type SaleView = z.infer<typeof saleViewSchema>

/** A refund as the page sees it. */
export const refundViewSchema = z.object({
  refundId: z.string(),
  refundNo: z.string(),
  orderNo: z.string(),
  tender: tenderSchema,
  /** The whole order. */
  orderFen: z.number().int(),
  amountFen: z.number().int(),
  reason: z.string(),
  state: refundStateSchema,
  startedAt: instant,
  acceptedAt: instant.nullable(),
  settledAt: instant.nullable(),
  nextAskAt: instant.nullable(),
  platformRefundId: z.string().nullable(),
  /** Where the money goes, in the platform's words. */
  receivedBy: z.string().nullable(),
  authority: authoritySchema,
  approverName: z.string().nullable(),
  fault: faultSchema.nullable(),
  staffId: z.string(),
  staffName: z.string(),
})
export type RefundView = z.infer<typeof refundViewSchema>

/**
 * A deposit that came to be, with where its money is: held = captured + released + released by itself + left, always
 * (PROTOCOL 5.5). All amounts in fen.
 */
export const holdViewSchema = z.object({
  holdNo: z.string(),
  platformHoldId: z.string().nullable(),
  tender: holdTenderSchema,
  heldFen: z.number().int(),
  capturedFen: z.number().int(),
  /** Given back by the shop, also what went back with a capture. */
  releasedFen: z.number().int(),
  /** Given back by the platform after 30 days. */
  autoReleasedFen: z.number().int(),
  /** Refunded of what was captured; part of `capturedFen` still. */
  refundedFen: z.number().int(),
  /** What a capture or a release can still take. */
  leftFen: z.number().int(),
  heldAt: instant,
  /** Day 30: then the platform gives back what is left. */
  endsAt: instant,
  /** Room or name. */
  remark: z.string(),
  staffId: z.string(),
  staffName: z.string(),
  /** Where it was taken when it is not of this till. */
  elsewhere: z.object({ shopName: z.string().nullable(), deviceName: z.string().nullable() }).nullable(),
  /** When Cloud Pay last told of it; null before it did. */
  toldAt: instant.nullable(),
  /** A capture or a release of it is in work: nobody knows what is left, and there is no other meanwhile. */
  underWay: z.boolean(),
})
export type HoldView = z.infer<typeof holdViewSchema>

/** A release as the page sees it. */
export const releaseViewSchema = z.object({
  releaseId: z.string(),
  releaseNo: z.string(),
  holdNo: z.string(),
  tender: holdTenderSchema,
  heldFen: z.number().int(),
  amountFen: z.number().int(),
  /** Of the hold: room or name. */
  remark: z.string(),
  state: releaseStateSchema,
  startedAt: instant,
  settledAt: instant.nullable(),
  nextAskAt: instant.nullable(),
  platformReleaseId: z.string().nullable(),
  authority: authoritySchema,
  approverName: z.string().nullable(),
  fault: faultSchema.nullable(),
  staffId: z.string(),
  staffName: z.string(),
})
export type ReleaseView = z.infer<typeof releaseViewSchema>

/** Where an order was taken that is not of this till, as Cloud Pay tells it. */
const elsewhereSchema = z.object({ shopName: z.string().nullable(), deviceName: z.string().nullable() })

/** A row of the list of orders: a sale, a hold or a capture, a refund, or a release. `elsewhere` is null for what this till took itself. */
export const orderRowSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sale'), sale: saleViewSchema, elsewhere: elsewhereSchema.nullable() }),
  z.object({ kind: z.literal('refund'), refund: refundViewSchema }),
  z.object({ kind: z.literal('release'), release: releaseViewSchema }),
])
export type OrderRow = z.infer<typeof orderRowSchema>
