import { z } from 'zod'
import { FIGURE_ITEMS } from './figure-choices.ts'
import { exportFormSchema } from './exports.ts'
import { figuresSchema } from './figures.ts'
import { nothing, request } from './request-shape.ts'
import { listedShiftSchema, openShiftSchema, shiftRecordSchema, unresolvedSchema } from './shift.ts'
import { laidOutSlipSchema } from './slip.ts'

export const figureItemsSchema = z.array(z.enum(FIGURE_ITEMS)).max(FIGURE_ITEMS.length)

const fen = z.number().int()
const instant = z.number().int()
const count = z.number().int()

/** How many days a summary may be of (BEHAVIOUR F14). */
export const SUMMARY_DAYS = 90
const period = {
  /** [from, until), epoch ms. */
  from: instant,
  until: instant,
  /** Null for everybody; a clerk sees the own ones alone, whatever is asked. */
  staffId: z.string().max(64).nullable(),
}
const periodSchema = z.strictObject(period)
export type Period = z.infer<typeof periodSchema>

/** Taken in one hour. `at` is where it begins. */
const hourSchema = z.object({ at: instant, count, fen })
export type HourFigures = z.infer<typeof hourSchema>

const detail = z.boolean()
export const moneyPointSchema = z.object({ at: instant, fen })

/** What Cloud Pay tells of the same period, and where our book says otherwise. Cash and bank cards stand in our book alone. */
export const toldFiguresSchema = z.object({
  figures: figuresSchema,
  /** What Cloud Pay keeps, and what arrives. */
  feeFen: fen,
  incomeFen: fen,
  differences: z.array(
    z.object({ what: z.string(), tender: z.string().nullable(), ours: z.number().int(), theirs: z.number().int() }),
  ),
})
export type ToldFigures = z.infer<typeof toldFiguresSchema>

/** Shift and summary; part of the one list of `requests.ts`. */
export const SHIFT_REQUESTS = {
  /** What of the figures stands on a slip of this kind, until it is changed again. */
  'app.setPrintItems': request(
    'useTill',
    z.strictObject({ of: z.enum(['shift', 'summary']), items: figureItemsSchema }),
    z.null(),
  ),
  /** The form of the next file of figures, until it is changed again. */
  'app.setExportForm': request('summary', z.strictObject({ form: exportFormSchema }), z.null()),

  /** The shift that is open at this till, as it stands. */
  'shift.look': request(
    'handOver',
    nothing,
    z.object({
      shift: openShiftSchema,
      figures: figuresSchema,
      /** One for each payment and refund, in order; refunds are negative. */
      points: z.array(moneyPointSchema),
      unresolved: z.array(unresolvedSchema),
      /** What was heard of between the shift before and this one; null when nothing was. */
      before: shiftRecordSchema.nullable(),
      /** What is printed at a hand-over unless asked otherwise; `lines` are those of each movement. */
      print: z.object({ on: z.boolean(), detail, items: figureItemsSchema, lines: count }),
      /** Whoever hands over is signed out; else their next shift begins at once. */
      signsOut: z.boolean(),
      /** Cash that lay in the drawer at the start; null where cash is not counted. */
      floatFen: fen.nullable(),
    }),
  ),
  /** The shift slip as it would be printed now. */
  'shift.preview': request('handOver', z.strictObject({ detail }), laidOutSlipSchema),
  /** Prints the figures as they stand, and ends nothing (X). */
  'shift.print': request('handOver', z.strictObject({ detail }), z.null()),
  /**
   * Ends the own shift and signs out, or begins the next one (Z). `acknowledged`: what is not known yet, by its id. Faults:
   * `shift.unresolved`, `shift.countCash`, `book.notWritten`.
   */
  'shift.handOver': request(
    'handOver',
    z.strictObject({
      acknowledged: z.array(z.string().max(64)).max(1000),
      countedFen: fen.min(0).nullable(),
      print: z.boolean(),
      detail,
    }),
    shiftRecordSchema,
  ),
  /** Shifts of this till that ended in [from, until), newest first; a clerk sees the own ones. */
  'shift.records': request('shiftRecords', z.strictObject({ from: instant, until: instant }), z.array(listedShiftSchema)),
  /** The slip of a shift that is over once more, marked as a copy. Faults: `shift.notFound`. */
  'shift.reprint': request('shiftRecords', z.strictObject({ shiftNo: z.number().int() }), z.null()),
  'shift.recordPreview': request('shiftRecords', z.strictObject({ shiftNo: z.number().int() }), laidOutSlipSchema),

  /** Our book's figures of a period (X). Faults: `summary.tooLong`. */
  'summary.look': request(
    'summary',
    periodSchema,
    z.object({
      figures: figuresSchema,
      /** By hours, and the same hours so many whole days before: of a day, the day before. */
      hours: z.array(hourSchema),
      hoursBefore: z.array(hourSchema),
      /** Whose figures there are. */
      staff: z.array(z.object({ staffId: z.string(), name: z.string() })),
      items: figureItemsSchema,
      /** The form that a file of them was last asked for in. */
      form: exportFormSchema,
    }),
  ),
  /** Asks Cloud Pay for its figures of the period. Faults: `summary.tooLong`, `summary.noAnswer`. */
  'summary.compare': request('summary', periodSchema, toldFiguresSchema),
  'summary.preview': request('summary', periodSchema, laidOutSlipSchema),
  'summary.print': request('summary', periodSchema, z.null()),
  /**
   * Begins to write the figures as a file; how far it is, where it lies and why it failed stands in the snapshot (`exported`). Faults:
   * `summary.tooLong`, `export.busy`.
   */
  'summary.export': request('summary', z.strictObject({ ...period, form: exportFormSchema }), z.null()),
  /** Gives up the file that is being written, of which nothing is left, or puts away what became of it. */
  'summary.endExport': request('summary', nothing, z.null()),
} as const
