import { z } from 'zod'
import { nothing, request } from './request-shape.ts'
import { tenderSchema } from './state-schemas.ts'

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

/** What the screen says of the codes that are followed. */
export const oneCodeViewSchema = z.object({
  /** How many codes. */
  codes: z.number().int(),
  /** Cloud Pay does not say, or the disk does not take it: what is paid now is told later. */
  lost: z.boolean(),
  /** What was told of last since the till was started. Amount in fen, time epoch ms. */
  last: z
    .object({
      kind: z.enum(['payment', 'refund']),
      orderNo: z.string(),
      tender: tenderSchema.nullable(),
      codeName: z.string(),
      amountFen: z.number().int(),
      at: z.number(),
    })
    .nullable(),
})
export type OneCodeView = z.infer<typeof oneCodeViewSchema>

/** Part of the one list of `requests.ts`. */
export const ONE_CODE_REQUESTS = {
  /** The fixed QR codes of this shop, as Cloud Pay knows them. Faults: `oneCode.noAnswer`. */
  'oneCode.codes': request('lookAtSettings', nothing, z.object({ codes: z.array(shopCodeSchema) })),
  'devices.setOneCode': request('changeDailySettings', oneCodeChangeSchema, z.null()),
} as const
