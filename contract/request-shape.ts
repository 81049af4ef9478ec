import { z } from 'zod'
import type { Permission } from './permissions.ts'

/** The pages there are: the till's own, the customer display's, and the one that looks through the camera. Which one asks is known by its window alone. */
export type PageName = 'till' | 'customer' | 'camera'

/**
 * `anyone`: before sign-in too. A permission: whoever is signed in and has it. Both for the till's page alone; `customer` is the
 * customer display's page and `camera` the camera's, which may ask for nothing else.
 */
export type Asker = 'anyone' | 'customer' | 'camera' | Permission

export interface RequestShape<Q extends z.ZodType = z.ZodType, A extends z.ZodType = z.ZodType> {
  readonly question: Q
  readonly answer: A
  readonly who: Asker
}

/** One question: who may ask it, its shape, and that of its answer. */
export function request<Q extends z.ZodType, A extends z.ZodType>(who: Asker, question: Q, answer: A): RequestShape<Q, A> {
  return { question, answer, who }
}

export const nothing = z.strictObject({})
/** An id of ours, of a sale, a refund or a release. */
export const saleId = z.string().regex(/^[0-9a-z-]{1,40}$/)
/** A number at Cloud Pay: of an order, a hold, a refund or a release. */
export const orderNo = z.string().regex(/^[0-9A-Za-z]{1,32}$/)
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** By whose right money goes back: the operator's own, a second person's password, or a second person's phone. */
export const authority = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('own') }),
  z.strictObject({
    kind: z.literal('password'),
    staffId: z.string().min(1).max(64),
    password: z.string().min(1).max(64),
  }),
  z.strictObject({ kind: z.literal('phone') }),
])
export type AuthorityWish = z.infer<typeof authority>
