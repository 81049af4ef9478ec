import { z } from 'zod'

/**
 * The four fields every answer begins with. The list calls print `Internal_status` with a capital (PROTOCOL 2): it is
 * read as `internal_status`. `log_id` is an unsigned 32-bit number that passes 2^31.
 */
const rawHead = z.looseObject({
  status: z.int(),
  description: z.string().nullish().catch(undefined),
  log_id: z.int().min(0).nullish().catch(undefined),
  internal_status: z.int().nullish().catch(undefined),
  Internal_status: z.int().nullish().catch(undefined),
  /** Marks the answers of our own extensions (RULINGS 15). */
  x_extension: z.boolean().nullish().catch(undefined),
})

export const answerHeadSchema = rawHead.transform((raw) => ({
  status: raw.status,
  description: raw.description ?? '',
  logId: raw.log_id ?? null,
  internalStatus: raw.internal_status ?? raw.Internal_status ?? 0,
}))
export type AnswerHead = z.output<typeof answerHeadSchema>

/** The head as a server writes it. */
export interface WireHead {
  status: number
  description: string
  log_id: number
  internal_status: number
  x_extension?: true
}
