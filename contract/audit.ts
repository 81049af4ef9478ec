import { z } from 'zod'
import { ACT_GROUPS, ACTS, AUDIT_DAYS, type Act } from './acts.ts'
import { nothing, request } from './request-shape.ts'

const acts = Object.keys(ACTS) as [Act, ...Act[]]

export const auditEntrySchema = z.object({
  /** The row of the journal, and its hash. */
  seq: z.number().int(),
  hash: z.string(),
  /** Epoch ms. */
  at: z.number().int(),
  /** Empty where nobody was signed in. */
  staffId: z.string(),
  staffName: z.string(),
  act: z.enum(acts),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

/**
 * Whether the journal holds together. `checking`: not read to its end yet · `whole` · `broken`: `row` is the first that was changed, put
 * in, or follows one that was taken out · `cutOff`: it ends before `row`, or is another one there: a part was taken off, or the book is a
 * restored backup · `noSeal`: nothing outside the book says where it ended.
 */
export const chainSchema = z.object({
  state: z.enum(['checking', 'whole', 'broken', 'cutOff', 'noSeal']),
  /** When the look over it began, epoch ms. */
  at: z.number().int(),
  /** How many rows were looked at. */
  rows: z.number().int(),
  row: z.number().int().nullable(),
})
export type Chain = z.infer<typeof chainSchema>

/** Summer time may make them an hour longer. */
const LONGEST = AUDIT_DAYS * 86_400_000 + 3_600_000

const wish = {
  /** [from, until), epoch ms. */
  from: z.number().int(),
  until: z.number().int(),
  /** Null for everybody. */
  staffId: z.string().max(64).nullable(),
  /** Null for everything. */
  group: z.enum(ACT_GROUPS).nullable(),
}
const shortEnough = ({ from, until }: { from: number; until: number }): boolean => until - from <= LONGEST
export const auditWishSchema = z.strictObject(wish).refine(shortEnough)
export type AuditWish = z.infer<typeof auditWishSchema>

/** The audit log; part of the one list of `requests.ts`. */
export const AUDIT_REQUESTS = {
  /** Newest first. `before`: where the page before ended; null for the first one. */
  'audit.list': request(
    'lookAtAudit',
    z
      .strictObject({
        ...wish,
        before: z.strictObject({ at: z.number().int(), seq: z.number().int() }).nullable(),
        limit: z.number().int().min(1).max(200),
      })
      .refine(shortEnough),
    z.object({
      entries: z.array(auditEntrySchema),
      /** There are older ones. */
      more: z.boolean(),
      /** Who works here, and who ever signed in. */
      people: z.array(z.object({ staffId: z.string(), name: z.string() })),
      chain: chainSchema,
    }),
  ),
  /** Writes all that the filter lets through as CSV; answers the file. Faults: `orders.notWritten`, `book.notWritten`. */
  'audit.export': request('lookAtAudit', auditWishSchema, z.object({ path: z.string() })),
  /** An admin knows why the book ends before its seal. Faults: `book.notCutOff`, `book.notWritten`. */
  'audit.acknowledge': request('acknowledgeBook', nothing, z.null()),
} as const
