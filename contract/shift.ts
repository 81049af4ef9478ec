import { z } from 'zod'
import { figuresSchema } from './figures.ts'

const fen = z.number().int()
const instant = z.number().int()

/** Something that was not known yet when the shift ended: it is counted in the shift in which it becomes known. */
export const unresolvedSchema = z.object({
  /** Of ours: a sale, a refund or a release; what the person acknowledges it by. */
  id: z.string(),
  kind: z.enum(['sale', 'hold', 'capture', 'topUp', 'refund', 'release']),
  number: z.string().nullable(),
  amountFen: fen,
  startedAt: instant,
})
export type Unresolved = z.infer<typeof unresolvedSchema>

/** Cash in the drawer, counted before what should be there was shown (blind). Amounts in fen. */
export const cashCountSchema = z.object({
  floatFen: fen,
  expectedFen: fen,
  countedFen: fen,
  /** Counted less expected. */
  differenceFen: fen,
})
export type CashCount = z.infer<typeof cashCountSchema>

/**
 * How it ended (BEHAVIOUR F18).
 * - `handedOver`: by its person
 * - `signedInOver`: the next person signed in, and it had not been handed over
 * - `between`: it was nobody's, and somebody came
 */
export const SHIFT_ENDS = ['handedOver', 'signedInOver', 'between'] as const

/** A shift that is over; it never changes. */
export const shiftRecordSchema = z.object({
  shiftNo: z.number().int(),
  /** Null between two shifts. */
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
  startedAt: instant,
  endedAt: instant,
  how: z.enum(SHIFT_ENDS),
  figures: figuresSchema,
  unresolved: z.array(unresolvedSchema),
  cash: cashCountSchema.nullable(),
})
export type ShiftRecord = z.infer<typeof shiftRecordSchema>

/** What Cloud Pay said of a shift that is over; `waiting` until it has answered. */
export const TOLD_OF_SHIFT = ['waiting', 'taken', 'refused'] as const
export type ToldOfShift = (typeof TOLD_OF_SHIFT)[number]

/** A shift that is over, as a list shows it. `told` is null where Cloud Pay is not told of it. */
export const listedShiftSchema = shiftRecordSchema.extend({ told: z.enum(TOLD_OF_SHIFT).nullable() })
export type ListedShift = z.infer<typeof listedShiftSchema>

/** The shift that is open. Without a person it is the time between two shifts. */
export const openShiftSchema = z.object({
  shiftNo: z.number().int(),
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
  startedAt: instant,
})
export type OpenShift = z.infer<typeof openShiftSchema>
