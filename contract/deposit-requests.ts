import { z } from 'zod'
import { authority, day, nothing, orderNo, request, saleId } from './request-shape.ts'
import { holdViewSchema, releaseViewSchema, saleViewSchema } from './views.ts'
import { holdTenderSchema } from './state-schemas.ts'

/** Which deposits are looked for; null lets everything through. A lost slip is found by amount, day and last figures (BEHAVIOUR F09). */
const holdSearchSchema = z.strictObject({
  /** `open`: something is left. */
  state: z.enum(['open', 'all']),
  /** What was held, in fen. */
  heldFen: z.number().int().nullable(),
  /** The day it was taken. */
  day: day.nullable(),
  /** The number ends so. */
  ending: z
    .string()
    .regex(/^\d{1,32}$/)
    .nullable(),
  tender: holdTenderSchema.nullable(),
  /** Part of the remark: room or name. */
  remark: z.string().max(127).nullable(),
})
export type HoldSearch = z.infer<typeof holdSearchSchema>

/** What the page may ask of deposits; part of the one list of `requests.ts`. */
export const DEPOSIT_REQUESTS = {
  /** Deposits of this till, those with the fewest days left first (BEHAVIOUR F09). The figures are of all that is found. */
  'deposits.list': request(
    'holdDeposit',
    z.strictObject({ search: holdSearchSchema, offset: z.number().int().min(0), limit: z.number().int().min(1).max(200) }),
    z.object({ rows: z.array(holdViewSchema), total: z.number().int(), leftFen: z.number().int() }),
  ),
  /**
   * One deposit by its number, or by that of a capture or a release of it, of this till or of another of this merchant. Cloud Pay
   * is asked; `told` is false when it did not answer, and then the book speaks.
   */
  'deposits.find': request(
    'holdDeposit',
    z.strictObject({ number: orderNo }),
    z.object({
      hold: holdViewSchema,
      told: z.boolean(),
      /** Of this till, oldest first. */
      captures: z.array(saleViewSchema),
      releases: z.array(releaseViewSchema),
      /** The operator may release alone; else a second person has to approve. */
      ownRight: z.boolean(),
      /** A second person can approve by phone. */
      byPhone: z.boolean(),
      /** The operator may keep the rest of this hold at a capture. */
      mayKeepRest: z.boolean(),
      /** A part of it may be released. */
      mayReleasePart: z.boolean(),
    }),
  ),
  /** Asks Cloud Pay whether this merchant can take deposits, without a customer. The snapshot's `depositCheck` keeps the answer. */
  'deposits.check': request('chooseCashierMode', nothing, z.null()),

  /** Takes so many fen of a hold. `releaseRest`: what is left goes back to the customer at once; WeChat Pay knows nothing else. */
  'capture.start': request(
    'captureDeposit',
    z.strictObject({ holdNo: orderNo, amountFen: z.number().int(), releaseRest: z.boolean() }),
    saleViewSchema,
  ),
  'capture.askNow': request('captureDeposit', z.strictObject({ saleId }), z.null()),
  /** Puts a capture's result away. What is not confirmed stays in sight. */
  'capture.close': request('captureDeposit', z.strictObject({ saleId }), z.null()),

  /** Asks a second person for this release, as `refund.askApproval` does for a refund. */
  'release.askApproval': request('releaseDeposit', z.strictObject({ holdNo: orderNo, amountFen: z.number().int() }), z.null()),
  /** Gives so many fen of a hold back. */
  'release.start': request(
    'releaseDeposit',
    z.strictObject({ holdNo: orderNo, amountFen: z.number().int(), authority }),
    releaseViewSchema,
  ),
  'release.askNow': request('releaseDeposit', z.strictObject({ releaseId: saleId }), z.null()),
  'release.close': request('releaseDeposit', z.strictObject({ releaseId: saleId }), z.null()),
}
