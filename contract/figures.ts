import { z } from 'zod'
import { tenderSchema } from './state-schemas.ts'
import { TENDERS, type Tender } from './states.ts'

/**
 * What counts in the figures of a shift or of a period (BEHAVIOUR F14, F18). A hold is no turnover; a capture is.
 * - `sale`, `capture`, `topUp`: paid · `refund`: taken on by Cloud Pay · `hold`: held
 * - `bonus`: what the shop put on a card beside a top-up; no money came in for it
 * - `release`: given back by staff · `captureRest`: gone back with a capture · `autoRelease`: given back by the platform after 30 days
 */
export const MOVEMENT_KINDS = [
  'sale',
  'capture',
  'refund',
  'hold',
  'release',
  'captureRest',
  'autoRelease',
  'topUp',
  'bonus',
] as const
export type MovementKind = (typeof MOVEMENT_KINDS)[number]

const count = z.number().int()
const fen = z.number().int()

const moneySchema = z.object({
  /** Paid orders, captures among them: how many, their amounts, and what of it is settled to the shop, fen. */
  count,
  fen,
  settledFen: fen,
  refundCount: count,
  refundFen: fen,
  refundSettledFen: fen,
  /** Net received: settled less settled back. The one definition (BEHAVIOUR F14, 10.6). */
  netFen: fen,
})
export type MoneyFigures = z.infer<typeof moneySchema>

/** Amounts in fen. A correction can make a count or an amount negative. */
export const figuresSchema = moneySchema.extend({
  /** What the shop gave away: amounts less what is settled of them. */
  discountFen: fen,
  /** In the order of `TENDERS`, only those with anything. */
  tenders: z.array(moneySchema.extend({ tender: tenderSchema })),
  deposits: z.object({
    heldCount: count,
    heldFen: fen,
    capturedCount: count,
    capturedFen: fen,
    releasedCount: count,
    releasedFen: fen,
    restFen: fen,
    autoFen: fen,
  }),
  /** Top-ups, counted in what was paid as well, and what the shop gave with them. Older records have none. */
  topUps: z.object({ count, fen, bonusFen: fen }).default({ count: 0, fen: 0, bonusFen: 0 }),
})
export type Figures = z.infer<typeof figuresSchema>

/** The sum of all movements of one kind and tender. */
export interface MovementSum {
  readonly kind: MovementKind
  readonly tender: Tender
  readonly count: number
  readonly fen: number
  readonly settledFen: number
}

const TAKEN: readonly MovementKind[] = ['sale', 'capture', 'topUp']

/** Adds sums up to figures. Any order; kinds and tenders may come several times. */
export function figuresOf(sums: readonly MovementSum[]): Figures {
  const sumOf = (which: (one: MovementSum) => boolean) =>
    sums
      .filter(which)
      .reduce(
        (all, one) => ({ count: all.count + one.count, fen: all.fen + one.fen, settledFen: all.settledFen + one.settledFen }),
        { count: 0, fen: 0, settledFen: 0 },
      )
  const ofKind = (kind: MovementKind) => sumOf((one) => one.kind === kind)
  const moneyOf = (which: (one: MovementSum) => boolean): MoneyFigures => {
    const taken = sumOf((one) => TAKEN.includes(one.kind) && which(one))
    const back = sumOf((one) => one.kind === 'refund' && which(one))
    return {
      ...taken,
      refundCount: back.count,
      refundFen: back.fen,
      refundSettledFen: back.settledFen,
      netFen: taken.settledFen - back.settledFen,
    }
  }
  const all = moneyOf(() => true)
  const [held, captured, released] = [ofKind('hold'), ofKind('capture'), ofKind('release')]
  return {
    ...all,
    discountFen: all.fen - all.settledFen,
    tenders: TENDERS.map((tender) => ({ tender, ...moneyOf((one) => one.tender === tender) })).filter((one) =>
      [one.count, one.fen, one.refundCount, one.refundFen].some((figure) => figure !== 0),
    ),
    deposits: {
      heldCount: held.count,
      heldFen: held.fen,
      capturedCount: captured.count,
      capturedFen: captured.fen,
      releasedCount: released.count,
      releasedFen: released.fen,
      restFen: ofKind('captureRest').fen,
      autoFen: ofKind('autoRelease').fen,
    },
    topUps: { count: ofKind('topUp').count, fen: ofKind('topUp').fen, bonusFen: ofKind('bonus').fen },
  }
}
