import { z } from 'zod'

/** QR codes of the shop that pay by themselves, and what the till makes of such payments (`onecode.*`, BEHAVIOUR F19 and 8). */

/** A QR code of this shop: what Cloud Pay calls it, and its name on the wall. */
export const shopCodeSchema = z.object({ id: z.string().min(1).max(64), name: z.string().max(128) })
export type ShopCode = z.infer<typeof shopCodeSchema>

/** More codes than any shop has on its walls. */
export const CODES_MOST = 50

const windowMs = z.number().int().min(10_000).max(3_600_000)
/** `last`: whatever came since the last one, also while the till was off. `now`: only what comes while it is on, within the window. */
const begin = z.enum(['last', 'now'])
const codes = z.array(shopCodeSchema).max(CODES_MOST)

export const oneCodeSchema = z.object({
  enabled: z.boolean().default(false),
  codes: codes.default([]),
  print: z
    .object({
      payment: z.boolean().default(true),
      refund: z.boolean().default(false),
      begin: begin.default('last'),
      /** A payment older than this is not printed where only new ones are, ms. */
      windowMs: windowMs.default(60_000),
    })
    .prefault({}),
  /** `windowMs`: a payment older than this is not announced any more. */
  voice: z.object({ enabled: z.boolean().default(true), windowMs: windowMs.default(60_000) }).prefault({}),
})
export type OneCodeSetting = z.infer<typeof oneCodeSchema>

/** What is to be changed of it. */
export const oneCodeChangeSchema = z.strictObject({
  enabled: z.boolean().exactOptional(),
  codes: codes.exactOptional(),
  print: z
    .strictObject({
      payment: z.boolean().exactOptional(),
      refund: z.boolean().exactOptional(),
      begin: begin.exactOptional(),
      windowMs: windowMs.exactOptional(),
    })
    .exactOptional(),
  voice: z.strictObject({ enabled: z.boolean().exactOptional(), windowMs: windowMs.exactOptional() }).exactOptional(),
})
export type OneCodeChange = z.infer<typeof oneCodeChangeSchema>
