import type { ToldTotals } from '../../cloudpay/client/client.ts'
import { figuresOf, type Figures, type MovementKind, type MovementSum } from '../../contract/figures.ts'
import type { ToldFigures } from '../../contract/shift-requests.ts'
import type { Tender } from '../../contract/states.ts'

/** Cash and bank cards are written down here alone. */
const OURS_ALONE: readonly Tender[] = ['cashRecord', 'bankCardRecord']

/** A row of Cloud Pay's totals as sums of ours. It counts captures among the payments (PROTOCOL 5.6). */
function sumsOf(row: ToldTotals, tender: Tender): MovementSum[] {
  const sum = (
    kind: MovementKind,
    count: number | null | undefined,
    fen: number | null | undefined,
    settled: number | null | undefined = fen,
  ): MovementSum => ({ kind, tender, count: count ?? 0, fen: fen ?? 0, settledFen: settled ?? 0 })
  return [
    sum('sale', row.success_count, row.success_amount, row.pay_settle_amount),
    sum('refund', row.refund_create_count, row.refund_create_amount, row.refund_settle_amount),
    sum('hold', row.freeze_count, row.freeze_amount),
    sum('release', row.direct_unfreeze_count, row.direct_unfreeze_amount),
    sum('captureRest', 0, row.consumed_unfreeze_amount),
    sum('autoRelease', 0, row.auto_unfreeze_amount),
  ]
}

type Compared = ToldFigures['differences'][number]

/** What two books of one period say beside each other, by tender and then of deposits. */
export function compareFigures(ours: Figures, theirs: Figures): Compared[] {
  const found: Compared[] = []
  const compare = (what: string, tender: string | null, one = 0, other = 0): void => {
    found.push({ what, tender, ours: one, theirs: other })
  }
  const tenders = new Set([...ours.tenders, ...theirs.tenders].map(({ tender }) => tender))
  for (const tender of tenders) {
    if (OURS_ALONE.includes(tender)) continue
    const [one, other] = [ours, theirs].map(({ tenders: all }) => all.find((each) => each.tender === tender))
    for (const what of ['count', 'fen', 'settledFen', 'refundCount', 'refundFen', 'refundSettledFen'] as const)
      compare(what, tender, one?.[what], other?.[what])
  }
  for (const what of ['heldCount', 'heldFen', 'releasedCount', 'releasedFen', 'restFen', 'autoFen'] as const)
    compare(what, null, ours.deposits[what], theirs.deposits[what])
  return found
}

/** Where two books of one period say different things. */
export const differencesOf = (ours: Figures, theirs: Figures): Compared[] =>
  compareFigures(ours, theirs).filter((one) => one.ours !== one.theirs)

/** Cloud Pay's totals beside ours. A row of a tender that nobody knows is left out. */
export function toldFigures(rows: readonly ToldTotals[], ours: Figures): ToldFigures {
  const figures = figuresOf(rows.flatMap((row) => (row.tender === null ? [] : sumsOf(row, row.tender))))
  const added = (which: 'poundage' | 'income_amount'): number => rows.reduce((sum, row) => sum + (row[which] ?? 0), 0)
  return { figures, feeFen: added('poundage'), incomeFen: added('income_amount'), differences: differencesOf(ours, figures) }
}
