import { z } from 'zod'
import { languageSchema } from './state-schemas.ts'

/**
 * A slip as a document: what stands on it, not how it is printed. `electron/slips` writes it, `drivers/printer` lays it
 * out, encodes it and draws the preview from the same laid-out lines (PRINTING 9).
 */
export const slipRowSchema = z.discriminatedUnion('kind', [
  /** Free text; wraps at the paper's width. `size` 2 is double width and height. */
  z.object({
    kind: z.literal('text'),
    text: z.string(),
    align: z.enum(['left', 'center', 'right']).default('left'),
    size: z.union([z.literal(1), z.literal(2)]).default(1),
    bold: z.boolean().default(false),
  }),
  /** A label at the left and a value at the right; the value goes to a line of its own when both do not fit. */
  z.object({ kind: z.literal('pair'), label: z.string(), value: z.string() }),
  /** A sum: right-aligned, never wrapped, never cut. `size` steps down to 1 when 2 does not fit. */
  z.object({
    kind: z.literal('money'),
    label: z.string(),
    amountFen: z.number().int(),
    size: z.union([z.literal(1), z.literal(2)]).default(1),
  }),
  /** CODE128; the text stands beneath it. Digits only in our numbers. */
  z.object({ kind: z.literal('barcode'), value: z.string().regex(/^[\x20-\x7e]{1,32}$/) }),
  z.object({ kind: z.literal('qr'), value: z.string().min(1).max(300) }),
  z.object({ kind: z.literal('rule') }),
  z.object({ kind: z.literal('blank'), lines: z.number().int().min(1).max(10).default(1) }),
])
export type SlipRow = z.infer<typeof slipRowSchema>

export const SLIP_KINDS = ['payment', 'refund', 'hold', 'capture', 'release', 'shift', 'summary', 'bound', 'test'] as const
export const slipDocumentSchema = z.object({
  kind: z.enum(SLIP_KINDS),
  language: languageSchema,
  rows: z.array(slipRowSchema),
  openDrawer: z.boolean().default(false),
})
export type SlipDocument = z.infer<typeof slipDocumentSchema>
/** What a writer of slips may leave out. */
export type SlipDraft = z.input<typeof slipDocumentSchema>

/**
 * One line as it will stand on the paper. `text` is already padded and never wider than `columns` at its size, counted
 * in half-width columns. The page draws the preview from these lines; the encoder makes bytes from the same.
 */
export const laidOutLineSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    text: z.string(),
    size: z.union([z.literal(1), z.literal(2)]),
    bold: z.boolean(),
    /** A sum stands here: a character that cannot be printed refuses the job instead of becoming 〓 (PRINTING 1). */
    money: z.boolean(),
  }),
  z.object({ kind: z.literal('barcode'), value: z.string() }),
  z.object({ kind: z.literal('qr'), value: z.string() }),
  z.object({ kind: z.literal('rule') }),
])
export type LaidOutLine = z.infer<typeof laidOutLineSchema>

export const laidOutSlipSchema = z.object({
  columns: z.number().int().positive(),
  lines: z.array(laidOutLineSchema),
})
export type LaidOutSlip = z.infer<typeof laidOutSlipSchema>
