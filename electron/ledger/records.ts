import { z } from 'zod'
import { faultSchema } from '../../contract/fault-schema.ts'
import { slipDocumentSchema } from '../../contract/slip.ts'
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
} from '../../contract/state-schemas.ts'

/** Whose card a top-up goes on. `byPayer`: the payer's own, which the code finds; then `cardNo` is null until one was scanned. */
export const topUpCardSchema = z.object({
  cardNo: z.string().nullable(),
  byPayer: z.boolean(),
  name: z.string().nullable(),
  /** Masked. */
  phone: z.string().nullable(),
  /** By the rules when it began, and as told since; null while nobody told. */
  bonusFen: z.number().int().nullable(),
})
export type TopUpCard = z.infer<typeof topUpCardSchema>

const byWhomSchema = z.object({ at: z.number().int(), staffId: z.string(), staffName: z.string() })

/** A sale as the book keeps it. The payment code is not in it, and never is. */
export const saleRecordSchema = z.object({
  saleId: z.string(),
  orderNo: z.string().nullable(),
  amountFen: z.number().int().positive(),
  remark: z.string(),
  /** The first books knew no holds. */
  purpose: purposeSchema.default('sale'),
  /** Sales of the first books were all by code. */
  way: saleWaySchema.default('code'),
  /** Of a capture: the hold it is taken from, what was held, and whether the rest goes back with it. */
  holdNo: z.string().nullable().default(null),
  heldFen: z.number().int().nullable().default(null),
  releaseRest: z.boolean().nullable().default(null),
  /** Of a capture: what goes back with it, as expected when it began and as told since. */
  returnedFen: z.number().int().nullable().default(null),
  state: saleStateSchema,
  orderState: orderStateSchema.nullable(),
  tender: tenderSchema.nullable(),
  startedAt: z.number().int(),
  sentAt: z.number().int().nullable(),
  settledAt: z.number().int().nullable(),
  platformTxnId: z.string().nullable(),
  membershipNumber: z.string().nullable(),
  paidFen: z.number().int().nullable(),
  discountFen: z.number().int().nullable(),
  /** What Cloud Pay settles of it to the shop; older books did not keep it. */
  settledFen: z.number().int().nullable().default(null),
  /** Of a top-up; else null. */
  topUp: topUpCardSchema.nullable().default(null),
  /** What the customer scans, while a QR sale waits for it. */
  codeUrl: z.string().nullable().default(null),
  /** How much was on the card right after it, where that was told; nobody looked for older books. */
  balanceFen: z.number().int().nullable().default(null),
  /** Cash the customer handed over. */
  receivedFen: z.number().int().nullable().default(null),
  /** 407 was answered to this number: it is never reversed. Of sales of older books nobody knows, so they count as such. */
  numberUsed: z.boolean().default(true),
  /** 407 was the answer to the one request that ever left: what stands under the number at Cloud Pay is not this sale. */
  notOurs: z.boolean().default(false),
  /** Who last took the payment back, and when. */
  reversal: byWhomSchema.nullable().default(null),
  /** Who dismissed it as a conflict, and when. */
  dismissed: byWhomSchema.nullable().default(null),
  fault: faultSchema.nullable(),
  staffId: z.string(),
  staffName: z.string(),
})
export type SaleRecord = z.infer<typeof saleRecordSchema>

/** A refund as the book keeps it. It may be of an order that another till took: then `saleId` is null. */
export const refundRecordSchema = z.object({
  refundId: z.string(),
  refundNo: z.string(),
  orderNo: z.string(),
  saleId: z.string().nullable(),
  /** Of a capture: the hold it was taken from. */
  holdNo: z.string().nullable().default(null),
  tender: tenderSchema,
  /** The whole order. */
  orderFen: z.number().int().positive(),
  amountFen: z.number().int().positive(),
  /** What of it is taken back from the shop's settlement; older books did not keep it. */
  settledFen: z.number().int().nullable().default(null),
  reason: z.string(),
  state: refundStateSchema,
  startedAt: z.number().int(),
  sentAt: z.number().int().nullable(),
  acceptedAt: z.number().int().nullable(),
  settledAt: z.number().int().nullable(),
  platformRefundId: z.string().nullable(),
  receivedBy: z.string().nullable(),
  fault: faultSchema.nullable(),
  staffId: z.string(),
  staffName: z.string(),
  isAdmin: z.boolean(),
  authority: authoritySchema,
  approver: z.object({ staffId: z.string(), name: z.string() }).nullable(),
})
export type RefundRecord = z.infer<typeof refundRecordSchema>

/** What Cloud Pay told of a hold's money, in fen, and when. */
export const toldHoldSchema = z.object({
  capturedFen: z.number().int(),
  releasedFen: z.number().int(),
  autoReleasedFen: z.number().int(),
  refundedFen: z.number().int(),
  /** Nothing is held any more, and nothing comes back to it. */
  closed: z.boolean(),
  /** A capture or a release of this till was in work: it is in the sums, and may still come to nothing. */
  mayTurn: z.boolean().optional(),
  at: z.number().int(),
})
export type ToldHold = z.infer<typeof toldHoldSchema>

/** A deposit that came to be at this till. What this till captured and released of it stands with the captures and releases. */
export const holdRecordSchema = z.object({
  holdNo: z.string(),
  saleId: z.string(),
  tender: holdTenderSchema,
  heldFen: z.number().int().positive(),
  remark: z.string(),
  heldAt: z.number().int(),
  platformHoldId: z.string().nullable(),
  staffId: z.string(),
  staffName: z.string(),
  /** Null until Cloud Pay was asked about it since it was held. */
  told: toldHoldSchema.nullable(),
})
export type HoldRecord = z.infer<typeof holdRecordSchema>

/** A release as the book keeps it. The hold may be of another till. */
export const releaseRecordSchema = z.object({
  releaseId: z.string(),
  releaseNo: z.string(),
  holdNo: z.string(),
  tender: holdTenderSchema,
  /** The whole hold. */
  heldFen: z.number().int().positive(),
  amountFen: z.number().int().positive(),
  /** Of the hold: room or name. */
  remark: z.string(),
  state: releaseStateSchema,
  startedAt: z.number().int(),
  sentAt: z.number().int().nullable(),
  settledAt: z.number().int().nullable(),
  platformReleaseId: z.string().nullable(),
  fault: faultSchema.nullable(),
  staffId: z.string(),
  staffName: z.string(),
  isAdmin: z.boolean(),
  authority: authoritySchema,
  approver: z.object({ staffId: z.string(), name: z.string() }).nullable(),
})
export type ReleaseRecord = z.infer<typeof releaseRecordSchema>

/**
 * `waiting` → `sending` → `printed` | `sent` | `failed`. A slip found in `sending` after a restart may be half on paper:
 * it becomes `failed` and a person decides (PRINTING 7).
 */
export const SLIP_JOB_STATES = ['waiting', 'sending', 'printed', 'sent', 'failed'] as const
export type SlipJobState = (typeof SLIP_JOB_STATES)[number]

export const slipJobSchema = z.object({
  jobId: z.string(),
  event: z.string(),
  orderNo: z.string().nullable(),
  copy: z.boolean(),
  state: z.enum(SLIP_JOB_STATES),
  fault: z.string().nullable(),
  madeAt: z.number().int(),
  /** After this it is not printed without being asked: the customer has left. */
  staleAt: z.number().int(),
  attempts: z.number().int(),
  document: slipDocumentSchema,
})
export type SlipJob = z.infer<typeof slipJobSchema>
export type NewSlip = Pick<SlipJob, 'event' | 'orderNo' | 'copy' | 'madeAt' | 'staleAt' | 'document'>

export interface JournalEntry {
  readonly at: number
  /** What happened, for example `sale.sending`. */
  readonly kind: string
  /** Whom it happened to: a sale id, a staff id, the till. */
  readonly subject: string
  readonly body: Readonly<Record<string, unknown>>
}
export type JournalRow = JournalEntry & { readonly seq: number; readonly hash: string }
