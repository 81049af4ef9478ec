import type { Figures } from '../../contract/figures.ts'
import type { ShiftRecord } from '../../contract/shift.ts'
import type { FigureItem } from '../../contract/figure-choices.ts'
import { slipDocumentSchema, type SlipDocument, type SlipDraft } from '../../contract/slip.ts'
import type { MovementPoint } from '../ledger/figure-table.ts'
import { foot, head, money, pair, rule, text, type SlipSetting, type Row } from './rows.ts'
import { FIGURE_WORDS } from './figure-words.ts'
import { SLIP_WORDS, slipTime } from './words.ts'

/** What Cloud Pay keeps of the takings and what arrives, fen; only where it told. */
export interface Fees {
  readonly feeFen: number
  readonly incomeFen: number
}

/** What is printed of figures, and of what. */
export interface Figured {
  readonly figures: Figures
  readonly items: readonly FigureItem[]
  /** Null where Cloud Pay was not asked. */
  readonly fees: Fees | null
}

/** The figures that are switched on, in the order of the screen; net last, since all above leads to it (BEHAVIOUR F14). */
function figureRows({ figures, items, fees }: Figured, setting: SlipSetting): Row[] {
  const words = { ...SLIP_WORDS[setting.language], ...FIGURE_WORDS[setting.language] }
  const on = (item: FigureItem): boolean => items.includes(item)
  const { deposits, topUps } = figures
  const counted = (label: string, count: number): string => (on('count') ? `${label} ${words.times(count)}` : label)
  return [
    ...(on('tenders') && figures.tenders.length > 0
      ? [...figures.tenders.map((one) => money(counted(words.tenders[one.tender], one.count), one.netFen)), rule]
      : []),
    ...(on('amount')
      ? [money(counted(words.sales, figures.count), figures.fen)]
      : on('count')
        ? [pair(words.sales, words.times(figures.count))]
        : []),
    // Part of the sales above; a shop without members is not told of them.
    ...(on('amount') && (topUps.count !== 0 || topUps.fen !== 0)
      ? [
          money(counted(words.topUps, topUps.count), topUps.fen),
          ...(topUps.bonusFen === 0 ? [] : [money(words.bonuses, topUps.bonusFen)]),
        ]
      : []),
    ...(on('discount') ? [money(words.discount, -figures.discountFen)] : []),
    ...(on('refund') ? [money(counted(words.refunds, figures.refundCount), -figures.refundFen)] : []),
    ...(on('deposits')
      ? [
          money(counted(words.depositsHeld, deposits.heldCount), deposits.heldFen),
          money(counted(words.depositsCaptured, deposits.capturedCount), deposits.capturedFen),
          money(counted(words.depositsReleased, deposits.releasedCount), deposits.releasedFen + deposits.restFen),
          ...(deposits.autoFen === 0 ? [] : [money(words.depositsExpired, deposits.autoFen)]),
        ]
      : []),
    ...(on('net') ? [rule, money(words.net, figures.netFen, 2), text(words.netNote)] : []),
    ...(on('fees') && fees !== null ? [money(words.fee, -fees.feeFen), money(words.income, fees.incomeFen)] : []),
  ]
}

function detailRows(points: readonly MovementPoint[], setting: SlipSetting): Row[] {
  const words = { ...SLIP_WORDS[setting.language], ...FIGURE_WORDS[setting.language] }
  return [
    rule,
    text(words.detail, { bold: true }),
    ...points.map(({ at, kind, tender, fen }) => {
      const clock = new Date(at).toTimeString().slice(0, 5)
      return money(`${clock} ${words.kinds[kind]} ${words.tenders[tender]}`, kind === 'refund' ? -fen : fen)
    }),
  ]
}

/** A shift as it is printed: closed, or as it stands. */
export interface ShiftFacts extends Figured {
  readonly shift: Pick<ShiftRecord, 'staffId' | 'staffName' | 'startedAt' | 'unresolved' | 'cash'>
  readonly until: number
  /** `interim`: it goes on (X). `copy`: of a shift that is over. */
  readonly origin: 'auto' | 'interim' | 'copy'
  /** What was heard of between the shift before and this one. */
  readonly before: Figures | null
  /** Every movement, where they are wanted. */
  readonly points: readonly MovementPoint[] | null
}

/** The slip of a shift (BEHAVIOUR 5, F18): who, from when to when, the figures, what is not known yet, the cash, and room for two to sign. */
export function shiftSlip(facts: ShiftFacts, setting: SlipSetting): SlipDocument {
  const words = { ...SLIP_WORDS[setting.language], ...FIGURE_WORDS[setting.language] }
  const { shift, origin, before, points } = facts
  const unresolvedFen = shift.unresolved.reduce((sum, { amountFen }) => sum + amountFen, 0)
  const draft: SlipDraft = {
    kind: 'shift',
    language: setting.language,
    rows: [
      ...head(setting),
      text(origin === 'interim' ? words.shiftInterim : words.shift, { align: 'center', size: 2 }),
      ...(origin === 'copy' ? [pair(words.manual, words.copy)] : []),
      pair(words.cashier, shift.staffId === null ? words.nobody : `${shift.staffName ?? ''} ${shift.staffId}`),
      pair(words.till, setting.deviceName),
      pair(words.from, slipTime(shift.startedAt)),
      pair(words.until, slipTime(facts.until)),
      rule,
      ...figureRows(facts, setting),
      ...(before === null ? [] : [money(words.between(before.count), before.netFen)]),
      ...(shift.unresolved.length === 0 ? [] : [money(words.unresolved(shift.unresolved.length), unresolvedFen)]),
      ...(shift.cash === null
        ? []
        : [
            rule,
            money(words.float, shift.cash.floatFen),
            money(words.expected, shift.cash.expectedFen),
            money(words.countedCash, shift.cash.countedFen),
            money(words.difference, shift.cash.differenceFen),
          ]),
      ...(points === null ? [] : detailRows(points, setting)),
      { kind: 'blank', lines: 2 },
      pair(words.handsOver, '_'.repeat(16)),
      { kind: 'blank', lines: 1 },
      pair(words.takesOver, '_'.repeat(16)),
      ...foot(setting),
    ],
  }
  return slipDocumentSchema.parse(draft)
}

/** The slip of a period (BEHAVIOUR F14). `staff` null: everybody's. */
export function summarySlip(
  facts: Figured & { readonly from: number; readonly until: number; readonly staff: string | null },
  setting: SlipSetting,
): SlipDocument {
  const words = { ...SLIP_WORDS[setting.language], ...FIGURE_WORDS[setting.language] }
  const draft: SlipDraft = {
    kind: 'summary',
    language: setting.language,
    rows: [
      ...head(setting),
      text(words.summary, { align: 'center', size: 2 }),
      pair(words.cashier, facts.staff ?? words.everybody),
      pair(words.till, setting.deviceName),
      pair(words.from, slipTime(facts.from)),
      pair(words.until, slipTime(facts.until)),
      rule,
      ...figureRows(facts, setting),
      ...foot(setting),
    ],
  }
  return slipDocumentSchema.parse(draft)
}
