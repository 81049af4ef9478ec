import { z } from 'zod'
import { exportViewSchema } from './exports.ts'
import { faultSchema } from './fault-schema.ts'
import { lampSchema } from './devices.ts'
import { oneCodeViewSchema } from './one-code.ts'
import {
  cashierModeSchema,
  languageSchema,
  refundStateSchema,
  releaseStateSchema,
  roleSchema,
  saleStateSchema,
  tenderSchema,
} from './state-schemas.ts'
import { refundViewSchema, releaseViewSchema, saleViewSchema } from './views.ts'

/** Epoch milliseconds by the till's clock, corrected by the server's time. */
const instant = z.number().int()

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
  /** Null where no code of the shop is followed, and before sign-in. */
  oneCode: oneCodeViewSchema.nullable(),
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
