import { z } from 'zod'
import { holdTenderSchema, languageSchema, purposeSchema, tenderSchema } from './state-schemas.ts'

/** Fen. */
const sum = z.number().int()

/**
 * What the customer has to see of the till, and nothing of what only the shop needs: no order number, no remark (it may name a
 * guest), no name of the staff, no member. Of a card that is topped up the payer sees what is on it, and not whose it is.
 * - `idle`: nothing is sold; with the file names of the shop's own pictures, in the order they are shown
 * - `showCode`: the till is ready for the customer's payment code
 * - `qr`: the customer scans this QR, with the wallet of this tender
 * - `waiting`: something is on its way; `onPhone` when the customer has to confirm on the phone
 * - `confirming`: nobody knows yet; never the same as failed
 * - `paid`: `paidFen` is what left the customer's wallet, less than the amount after a discount; `changeFen` for cash
 * - `toppedUp`: a top-up is paid: `creditedFen` went on the card, with the bonus; `balanceFen` is on it now, null while nobody told
 * - `held`: a deposit is held; the customer gets the slip that brings it back
 * - `failed`: no money was taken
 *
 * `purpose` tells a payment from a deposit: nobody should take the one for the other.
 */
export const customerSceneSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('idle'), pictures: z.array(z.string()) }),
  z.object({ what: z.literal('showCode'), purpose: purposeSchema, amountFen: sum }),
  z.object({
    what: z.literal('qr'),
    purpose: purposeSchema,
    amountFen: sum,
    tender: z.enum(['wechat', 'alipay']),
    codeUrl: z.string(),
  }),
  z.object({ what: z.literal('waiting'), purpose: purposeSchema, amountFen: sum, onPhone: z.boolean() }),
  z.object({ what: z.literal('confirming'), purpose: purposeSchema, amountFen: sum }),
  z.object({
    what: z.literal('paid'),
    amountFen: sum,
    paidFen: sum,
    tender: tenderSchema.nullable(),
    changeFen: sum.nullable(),
  }),
  z.object({
    what: z.literal('toppedUp'),
    amountFen: sum,
    creditedFen: sum,
    balanceFen: sum.nullable(),
    tender: tenderSchema.nullable(),
    changeFen: sum.nullable(),
  }),
  z.object({ what: z.literal('held'), amountFen: sum, tender: holdTenderSchema }),
  z.object({ what: z.literal('failed'), purpose: purposeSchema, amountFen: sum }),
])
export type CustomerScene = z.infer<typeof customerSceneSchema>

/** All that the customer display knows: told whole at every change, so that a page loaded anew shows the truth at once. */
export const customerViewSchema = z.object({
  language: languageSchema,
  theme: z.enum(['light', 'dark']),
  /** No real money: the customer is told so too. */
  training: z.boolean(),
  /** Empty while the till is not bound. */
  shopName: z.string(),
  scene: customerSceneSchema,
})
export type CustomerView = z.infer<typeof customerViewSchema>
