import type { Snapshot } from '../../contract/snapshot.ts'
import { HOLD_LIFE } from '../../contract/states.ts'
import { holdSums } from './hold-sums.ts'
import type { SellingParts } from './parts.ts'

/** So close to its end a deposit is shown as ending, ms (BEHAVIOUR F09). */
const ENDING = 5 * 86_400_000
/** Days pass although nothing moves: the figures are counted anew after so long, ms. */
const LAST = 60_000

/** The open deposits in figures. They stand in every snapshot, so they are counted when one has moved, and each minute. */
export function createHoldFigures({ book, clock, serverNow }: Pick<SellingParts, 'book' | 'clock' | 'serverNow'>) {
  let counted: { readonly at: number; readonly figures: Snapshot['deposits'] } | null = null

  function count(): Snapshot['deposits'] {
    const now = serverNow()
    const open = book.holds
      .open()
      .map((hold) => ({ ending: hold.heldAt + HOLD_LIFE - now <= ENDING, ...holdSums(hold, book.holds.own(hold.holdNo)) }))
      .filter(({ leftFen }) => leftFen > 0)
    const ending = open.filter((one) => one.ending)
    const sum = (those: typeof open): number => those.reduce((total, { leftFen }) => total + leftFen, 0)
    return { count: open.length, leftFen: sum(open), endingCount: ending.length, endingFen: sum(ending) }
  }

  return {
    moved: (): void => {
      counted = null
    },
    figures: (): Snapshot['deposits'] => {
      const now = clock.elapsed()
      if (counted === null || now - counted.at >= LAST) counted = { at: now, figures: count() }
      return counted.figures
    },
  }
}
