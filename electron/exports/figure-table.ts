import { isDeepStrictEqual } from 'node:util'
import type { ExportWish } from '../../contract/exports.ts'
import type { Figures } from '../../contract/figures.ts'
import type { HourFigures } from '../../contract/shift-requests.ts'
import type { Tender } from '../../contract/states.ts'
import { FIGURE_WORDS } from '../slips/figure-words.ts'
import { SLIP_WORDS } from '../slips/words.ts'
import { compareFigures } from '../till/told-figures.ts'
import type { Cell } from './cells.ts'
import { EXPORT_WORDS } from './words.ts'

export interface Line {
  readonly cells: readonly Cell[]
  /** Our book and Cloud Pay's say different things here. */
  readonly differs?: boolean
  /** It names the columns beneath. */
  readonly head?: boolean
  /** It is the sum of the lines above. */
  readonly sum?: boolean
}
export interface Table {
  readonly heads: readonly string[]
  readonly lines: readonly Line[]
}

/** The figures of a period as tables of words, counts, fen and moments: what every form of the file is made of. */
export interface FigureTables {
  readonly title: string
  /** No money was taken. Null on a till that trades. */
  readonly training: string | null
  /** Shop, till, person, period, and when the file was made: each with its name. */
  readonly facts: readonly (readonly [name: string, value: Cell])[]
  /** Net = settled − settled back. */
  readonly net: readonly { readonly name: string; readonly fen: number }[]
  readonly netNote: string
  readonly tenders: Table
  /** Discounts and deposits: name, count where there is one, amount. */
  readonly besides: Table
  /** Null where Cloud Pay was not asked, or something was taken since. */
  readonly compared: (Table & { readonly verdict: string; readonly differences: number }) | null
  readonly hours: Table
}

export interface PeriodFigures {
  readonly figures: Figures
  readonly hours: readonly HourFigures[]
}

const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1)

/** Where the figures are held against Cloud Pay's: all that both know, with what makes up the difference. */
function comparedOf({ figures }: PeriodFigures, { told, language }: ExportWish): FigureTables['compared'] {
  if (!told || !isDeepStrictEqual(told.ours, figures)) return null
  const words = { ...SLIP_WORDS[language], ...FIGURE_WORDS[language], ...EXPORT_WORDS[language] }
  const lines = compareFigures(figures, told.theirs).map(({ what, tender, ours, theirs }): Line => {
    const value = (one: number): Cell => (what === 'count' || what.endsWith('Count') ? one : { fen: one })
    const name = [tender === null ? '' : words.tenders[tender as Tender], words.what[what as keyof typeof words.what]]
    return { cells: [capital(name.join(' ').trim()), value(ours), value(theirs), value(theirs - ours)], differs: ours !== theirs }
  })
  const differences = lines.filter((line) => line.differs).length
  return {
    heads: [words.item, words.ours, words.theirs, words.difference],
    lines: [
      ...lines,
      { cells: [words.fee, null, { fen: told.feeFen }, null] },
      { cells: [words.income, null, { fen: told.incomeFen }, null] },
    ],
    verdict: differences === 0 ? words.agrees : words.differs(differences),
    differences,
  }
}

/** Lays the figures out as tables, in the language of the till. What goes back is negative. */
export function figureTables(period: PeriodFigures, wish: ExportWish): FigureTables {
  const words = { ...SLIP_WORDS[wish.language], ...FIGURE_WORDS[wish.language], ...EXPORT_WORDS[wish.language] }
  const { figures, hours } = period
  const { deposits, topUps } = figures
  const line = (...cells: readonly Cell[]): Line => ({ cells })
  return {
    title: words.summary,
    training: wish.training ? words.training : null,
    facts: [
      [words.shop, wish.shopName],
      [words.till, wish.deviceName],
      [words.person, wish.staff ?? capital(words.everybody)],
      [words.from, { at: wish.from }],
      [words.until, { at: wish.until }],
      [words.madeAt, { at: wish.madeAt }],
    ],
    net: [
      { name: words.net, fen: figures.netFen },
      { name: words.settled, fen: figures.settledFen },
      { name: words.settledBack, fen: figures.refundSettledFen },
    ],
    netNote: words.netNote,
    tenders: {
      heads: [
        ...[words.tender, words.counts, words.sales, words.settled],
        ...[words.refundCounts, words.refunds, words.settledBack, words.net],
      ],
      lines: [...figures.tenders, { tender: null, ...figures }].map((one) => ({
        cells: [
          one.tender === null ? words.all : words.tenders[one.tender],
          one.count,
          { fen: one.fen },
          { fen: one.settledFen },
          one.refundCount,
          { fen: -one.refundFen },
          { fen: -one.refundSettledFen },
          { fen: one.netFen },
        ],
        sum: one.tender === null,
      })),
    },
    besides: {
      heads: [words.item, words.counts, words.amount],
      lines: [
        line(words.discount, null, { fen: figures.discountFen }),
        // A shop without members is not told of them.
        ...(topUps.count === 0 && topUps.fen === 0
          ? []
          : [line(words.topUps, topUps.count, { fen: topUps.fen }), line(words.bonuses, null, { fen: topUps.bonusFen })]),
        line(words.depositsHeld, deposits.heldCount, { fen: deposits.heldFen }),
        line(words.depositsCaptured, deposits.capturedCount, { fen: deposits.capturedFen }),
        line(words.depositsReleased, deposits.releasedCount, { fen: deposits.releasedFen }),
        line(words.kinds.captureRest, null, { fen: deposits.restFen }),
        line(words.depositsExpired, null, { fen: deposits.autoFen }),
      ],
    },
    compared: comparedOf(period, wish),
    hours: {
      heads: [words.time, words.counts, words.sales],
      lines: hours.map(({ at, count, fen }) => line({ at }, count, { fen })),
    },
  }
}

const NONE: Line = { cells: [] }
const under = ({ heads, lines }: Table): Line[] => [{ cells: heads, head: true }, ...lines]

/** Title, facts, and the tables but the hours, one line after the other, with empty lines between them. */
export function summaryLines({ title, training, facts, tenders, besides, compared }: FigureTables): Line[] {
  return [
    { cells: [title] },
    ...(training === null ? [] : [{ cells: [training] }]),
    ...facts.map((cells) => ({ cells })),
    ...[NONE, ...under(tenders), NONE, ...under(besides)],
    ...(compared === null ? [] : [NONE, { cells: [compared.verdict] }, ...under(compared)]),
  ]
}

/** All of the figures, hours too. */
export const figureLines = (tables: FigureTables): Line[] => [...summaryLines(tables), NONE, ...under(tables.hours)]
