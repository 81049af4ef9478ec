import { z } from 'zod'
import { nothing, request } from './request-shape.ts'

/** What an act is about: the audit log is filtered by it. */
export const ACT_GROUPS = ['signIn', 'money', 'approval', 'settings', 'till', 'papers'] as const
export type ActGroup = (typeof ACT_GROUPS)[number]

/** Everything that stands in the audit log, each with what it is about. Every one has a sentence in both languages. */
export const ACTS = {
  'staff.signedIn': 'signIn',
  'staff.signedInOffline': 'signIn',
  'staff.signedInByPhone': 'signIn',
  'staff.unlocked': 'signIn',
  'staff.tookOver': 'signIn',
  'staff.wrongPassword': 'signIn',
  'staff.wrongWord': 'signIn',
  'staff.lockedOut': 'signIn',
  'staff.notSignedIn': 'signIn',
  'staff.locked': 'signIn',
  'staff.lockedItself': 'signIn',
  'staff.signedOut': 'signIn',
  'staff.signedOutByNext': 'signIn',

  'refund.started': 'money',
  'refund.accepted': 'money',
  'refund.succeeded': 'money',
  'refund.failed': 'money',
  'refund.unknown': 'money',
  'refund.needsPerson': 'money',
  'release.started': 'money',
  'release.accepted': 'money',
  'release.succeeded': 'money',
  'release.failed': 'money',
  'release.unknown': 'money',
  'capture.started': 'money',
  'capture.succeeded': 'money',
  'capture.failed': 'money',
  'capture.unknown': 'money',
  'reversal.started': 'money',
  'reversal.succeeded': 'money',
  'reversal.paid': 'money',
  'reversal.unknown': 'money',
  'sale.dismissed': 'money',
  'sale.qr': 'money',
  'sale.qrTakenBack': 'money',
  'sale.cash': 'money',
  'sale.bankCard': 'money',

  'approval.asked': 'approval',
  'approval.granted': 'approval',
  'approval.refused': 'approval',
  'approval.noRight': 'approval',
  'approval.expired': 'approval',

  'setting.changed': 'settings',
  'setting.hidden': 'settings',
  'setting.inFile': 'settings',
  'key.imported': 'settings',
  'key.forgotten': 'settings',
  'till.bound': 'settings',

  'till.started': 'till',
  'training.began': 'till',
  'training.ended': 'till',
  'till.barred': 'till',
  'till.resumed': 'till',
  'deposit.checking': 'till',
  'shift.handedOver': 'till',
  'shift.endedByNext': 'till',
  'journal.sealMissing': 'till',
  'journal.cutOff': 'till',
  'journal.acknowledged': 'till',

  'slip.reprinted': 'papers',
  'shift.printed': 'papers',
  'shift.copied': 'papers',
  'summary.printed': 'papers',
  'file.exported': 'papers',
  'diagnostics.exported': 'papers',
} as const satisfies Readonly<Record<string, ActGroup>>
export type Act = keyof typeof ACTS
const acts = Object.keys(ACTS) as [Act, ...Act[]]

/** What a sentence names. A name that ends in `Fen` is an amount. */
export type ActFacts = Readonly<Record<string, string | number>>

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

/** The most that is looked at together, days. */
export const AUDIT_DAYS = 90
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
