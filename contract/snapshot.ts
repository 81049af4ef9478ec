import { z } from 'zod'
import { exportViewSchema } from './exports.ts'
import { faultSchema } from './fault-schema.ts'
import { lampSchema } from './devices.ts'
import {
  authoritySchema,
  cashierModeSchema,
  holdTenderSchema,
  languageSchema,
  orderStateSchema,
  purposeSchema,
  refundStateSchema,
  releaseStateSchema,
  roleSchema,
  saleStateSchema,
  saleWaySchema,
  tenderSchema,
} from './state-schemas.ts'

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
   * Of a top-up: whose card it goes on, null until the payer's code found it, with its gift, null while nobody told. Of a payment by card: the
   * card alone. `balanceFen`: what Cloud Pay told of the balance afterwards, null before it did. Else null.
   */
  card: z
    .object({
      cardNo: z.string().nullable(),
      name: z.string().nullable(),
      phone: z.string().nullable(),
      giftFen: z.number().int().nullable(),
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

const ended = {
  /** Of the sale, the hold, the capture, the refund or the release. */
  number: z.string(),
  amountFen: z.number().int(),
  tender: tenderSchema.nullable(),
  at: instant,
}
/** Something the cashier was told to wait for, and how it ended. */
export const resolvedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['sale', 'hold', 'capture', 'topUp']), state: saleStateSchema, ...ended }),
  z.object({ kind: z.literal('refund'), state: refundStateSchema, ...ended }),
  z.object({ kind: z.literal('release'), state: releaseStateSchema, ...ended }),
])
export type Resolved = z.infer<typeof resolvedSchema>

/**
 * A second person is being asked for a refund, or for a release: by a QR for the phone. Bound to one order, or one hold, and one
 * amount (RULINGS 14).
 */
export const approvalViewSchema = z.object({
  /** Of the order, or of the hold. */
  orderNo: z.string(),
  amountFen: z.number().int(),
  state: z.enum(['waiting', 'granted', 'refused', 'expired']),
  qrText: z.string(),
  /** The end of the QR; once granted, the end of the grant. */
  expiresAt: instant,
  approverName: z.string().nullable(),
  /** Why it ended without a grant, or that Cloud Pay does not answer just now. */
  fault: faultSchema.nullable(),
})
export type ApprovalView = z.infer<typeof approvalViewSchema>

/** A QR on the sign-in screen that a phone scans. */
export const signInCodeViewSchema = z.object({
  qrText: z.string(),
  expiresAt: instant,
  /** Nobody can sign in by it any more; `fault` says why. */
  over: z.boolean(),
  /** While it is not over: Cloud Pay did not answer last. */
  fault: faultSchema.nullable(),
})
export type SignInCodeView = z.infer<typeof signInCodeViewSchema>

/** Where our book and Cloud Pay tell different things about one movement of money of today (BEHAVIOUR 2.9). */
export const differenceSchema = z.object({
  /** Of the sale, the hold, the refund or the release. */
  orderNo: z.string(),
  kind: z.enum(['amount', 'state', 'onlyHere', 'onlyThere']),
  oursFen: z.number().int().nullable(),
  theirsFen: z.number().int().nullable(),
})
export type Difference = z.infer<typeof differenceSchema>
/** So many are shown; a snapshot goes to the page at each change and is not to grow with them. */
export const DIFFERENCES_SHOWN = 100

export const staffViewSchema = z.object({ staffId: z.string(), name: z.string(), role: roleSchema })
export type StaffView = z.infer<typeof staffViewSchema>

/** Everything the page shows that is not a list: pushed whole at every change, so a reloaded page is at once truthful. */
export const snapshotSchema = z.object({
  revision: z.number().int(),
  now: instant,
  version: z.string(),
  /** True when the page runs on the substitute Electron, which is never released. */
  fallbackRuntime: z.boolean(),
  training: z.boolean(),
  language: languageSchema,
  theme: z.enum(['light', 'dark']),
  serialNumber: z.string(),
  /** `stopped`: the till cannot sell; `stop` says why and what to do. */
  stage: z.enum(['starting', 'unbound', 'signedOut', 'selling', 'stopped']),
  stop: faultSchema.nullable(),
  place: z.object({ shopName: z.string(), deviceId: z.string(), deviceName: z.string() }).nullable(),
  staff: z.array(staffViewSchema),
  person: staffViewSchema.extend({ since: instant, mayRefund: z.boolean() }).nullable(),
  /** Whose till is locked: their shift goes on, and whoever signs in next goes on or takes over. Then `stage` is `signedOut`. */
  lockedFor: staffViewSchema.nullable(),
  /** People may sign in by phone, and the QR for it while it stands on the screen. */
  signInByPhone: z.boolean(),
  signInCode: signInCodeViewSchema.nullable(),
  cashierMode: cashierModeSchema,
  /** Ask the largest amount one sale may have, in fen. */
  maxAmountFen: z.number().int(),
  lamps: z.object({ network: lampSchema, printer: lampSchema, scanner: lampSchema, voice: lampSchema }),
  /** The mute key is down: nothing is said (BEHAVIOUR 6). */
  muted: z.boolean(),
  sale: saleViewSchema.nullable(),
  parked: z.array(saleViewSchema),
  /** Refunds that are followed, and those made at this till that were not put away yet; newest last. */
  refunds: z.array(refundViewSchema),
  /** Refunds that were put away as accepted and whose money is not known to have arrived; oldest first. */
  refundsAway: z.array(refundViewSchema),
  /** Captures and releases that are followed, and those made at this till that were not put away yet; newest last. */
  captures: z.array(saleViewSchema),
  releases: z.array(releaseViewSchema),
  /** The open deposits of this till in figures: all of them, and those that end within five days. Fen. */
  deposits: z.object({
    count: z.number().int(),
    leftFen: z.number().int(),
    endingCount: z.number().int(),
    endingFen: z.number().int(),
  }),
  /**
   * What the last look at the deposit right said (BEHAVIOUR F06); null before the first. `works` is null when Cloud Pay did not
   * answer.
   */
  depositCheck: z.object({ at: instant, works: z.boolean().nullable(), fault: faultSchema.nullable() }).nullable(),
  /** Whether this server has calls about members; where it has none, nothing of them is tried (UNDOCUMENTED 1). */
  members: z.enum(['offered', 'notOffered']),
  /** What was waited for and has ended lately, newest first (BEHAVIOUR F04). */
  resolved: z.array(resolvedSchema),
  approval: approvalViewSchema.nullable(),
  /** Why nothing may be sold until a manager has looked (BEHAVIOUR 2.9); null when it may. */
  barred: faultSchema.nullable(),
  /** The file of figures that this person asked for: being written, written, or failed; null when there is none, or it was put away. */
  exported: exportViewSchema.nullable(),
  /** The last comparison with Cloud Pay: how many differences there are, and the first of them. Null before the first comparison. */
  reconciliation: z
    .object({ at: instant, count: z.number().int(), differences: z.array(differenceSchema).max(DIFFERENCES_SHOWN) })
    .nullable(),
  /** Other ways to take money that are switched on (BEHAVIOUR F05). */
  ways: z.object({ qr: z.boolean(), cash: z.boolean(), bankCard: z.boolean() }),
  /** Of the merchant's private key, for an admin while reversing is switched on; else null. */
  signingKey: z.enum(['absent', 'held', 'unreadable']).nullable(),
  lastSale: saleViewSchema.nullable(),
  /** Sales, holds, captures, refunds and releases that are not confirmed. */
  unconfirmed: z.number().int(),
  slipsWaiting: z.number().int(),
  /** Neither printer nor scanner is set up, and this person may do it and has not put the offer away. */
  offersSetUp: z.boolean(),
  /** Sentences that stay until they are put away, newest last, for example a restored settings file. */
  notices: z.array(z.object({ id: z.number().int(), fault: faultSchema, at: instant })),
})
export type Snapshot = z.infer<typeof snapshotSchema>

/** Where an order was taken that is not of this till, as Cloud Pay tells it. */
const elsewhereSchema = z.object({ shopName: z.string().nullable(), deviceName: z.string().nullable() })

/** A row of the list of orders: a sale, a hold or a capture, a refund, or a release. `elsewhere` is null for what this till took itself. */
export const orderRowSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sale'), sale: saleViewSchema, elsewhere: elsewhereSchema.nullable() }),
  z.object({ kind: z.literal('refund'), refund: refundViewSchema }),
  z.object({ kind: z.literal('release'), release: releaseViewSchema }),
])
export type OrderRow = z.infer<typeof orderRowSchema>
