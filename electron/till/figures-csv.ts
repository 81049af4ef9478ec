import type { Figures } from '../../contract/figures.ts'
import type { Language } from '../../contract/states.ts'
import { FIGURE_WORDS } from '../slips/figure-words.ts'
import { SLIP_WORDS } from '../slips/words.ts'
import { csvOf, timeOf, yuan } from './orders-csv.ts'

const HOUR = 3_600_000

export interface TabledFigures {
  readonly figures: Figures
  /** Counted from the epoch. */
  readonly hours: readonly { readonly hour: number; readonly count: number; readonly fen: number }[]
  readonly from: number
  readonly until: number
  /** Null for everybody. */
  readonly staff: string | null
}

/** The figures of a period as CSV: the whole, by tender, deposits, and by hours. Amounts are yuan; what goes back is negative. */
export function figuresAsCsv({ figures, hours, from, until, staff }: TabledFigures, language: Language): string {
  const words = { ...SLIP_WORDS[language], ...FIGURE_WORDS[language] }
  const { deposits } = figures
  const none: (string | number | null)[] = []
  return csvOf([
    [words.summary, staff ?? words.everybody, timeOf(from), timeOf(until)],
    none,
    [words.tender, words.counts, words.sales, words.settled, words.refundCounts, words.refunds, words.settledBack, words.net],
    ...[...figures.tenders, { tender: null, ...figures }].map((one) => [
      one.tender === null ? words.all : words.tenders[one.tender],
      one.count,
      yuan(one.fen),
      yuan(one.settledFen),
      one.refundCount,
      yuan(-one.refundFen),
      yuan(-one.refundSettledFen),
      yuan(one.netFen),
    ]),
    none,
    [words.discount, null, yuan(figures.discountFen)],
    [words.depositsHeld, deposits.heldCount, yuan(deposits.heldFen)],
    [words.depositsCaptured, deposits.capturedCount, yuan(deposits.capturedFen)],
    [words.depositsReleased, deposits.releasedCount, yuan(deposits.releasedFen)],
    [words.kinds.captureRest, null, yuan(deposits.restFen)],
    [words.depositsExpired, null, yuan(deposits.autoFen)],
    none,
    [words.time, words.counts, words.sales],
    ...hours.map(({ hour, count, fen }) => [timeOf(hour * HOUR), count, yuan(fen)]),
  ])
}
