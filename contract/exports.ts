import { z } from 'zod'
import { EXPORT_FORMS } from './figure-choices.ts'
import { faultSchema } from './fault-schema.ts'
import { figuresSchema } from './figures.ts'
import { languageSchema } from './state-schemas.ts'

/** The figures of a period as a file: its forms, how far one is, and what the main process and the one that writes say to each other. */

export const exportFormSchema = z.enum(EXPORT_FORMS)

const count = z.number().int().min(0)
const progress = { done: count, of: count }

/** The file that is being written, or what became of the last one, until it is put away. `done` of `of` lines are written. */
export const exportViewSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('running'), form: exportFormSchema, ...progress }),
  z.object({ state: z.literal('written'), form: exportFormSchema, path: z.string() }),
  z.object({ state: z.literal('failed'), form: exportFormSchema, fault: faultSchema }),
])
export type ExportView = z.infer<typeof exportViewSchema>

/** What Cloud Pay told of the period, and our figures it was held against: printed only while ours are still the same. */
const toldBesideSchema = z.object({
  theirs: figuresSchema,
  ours: figuresSchema,
  feeFen: z.number().int(),
  incomeFen: z.number().int(),
})
export type ToldBeside = z.infer<typeof toldBesideSchema>

/** Which figures, whose, and by whom they are named (BEHAVIOUR F14). Times in epoch ms. */
export const exportWishSchema = z.object({
  form: exportFormSchema,
  from: z.number().int(),
  until: z.number().int(),
  /** Null for everybody. */
  staffId: z.string().nullable(),
  /** Name and number of that person. */
  staff: z.string().nullable(),
  shopName: z.string(),
  deviceName: z.string(),
  language: languageSchema,
  /** No money was taken, and the file says so. */
  training: z.boolean(),
  madeAt: z.number().int(),
  told: toldBesideSchema.nullable(),
})
export type ExportWish = z.infer<typeof exportWishSchema>

/** One file to write. The draft is made whole and forced to the disk; the main process gives it its name. */
export const exportJobSchema = exportWishSchema.extend({ book: z.string(), draft: z.string() })
export type ExportJob = z.infer<typeof exportJobSchema>

/** What the writing process says. `failed`: nothing of the draft is left. */
export const fromExportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('progress'), ...progress }),
  z.object({ type: z.literal('written') }),
  z.object({ type: z.literal('failed'), fault: faultSchema }),
])
export type FromExport = z.infer<typeof fromExportSchema>
