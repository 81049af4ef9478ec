import { onlyOwn } from '../../contract/permissions.ts'
import type { ExportForm } from '../../contract/figure-choices.ts'
import type { ExportWish } from '../../contract/exports.ts'
import { wholeDays } from '../../contract/figure-chart.ts'
import { figuresOf, type Figures } from '../../contract/figures.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { Answer } from '../../contract/requests.ts'
import { SUMMARY_DAYS, type Period, type ToldFigures } from '../../contract/shift-requests.ts'
import type { SlipDocument } from '../../contract/slip.ts'
import type { StaffView } from '../../contract/snapshot.ts'
import { summarySlip, type Fees } from '../slips/figures.ts'
import type { SlipSetting } from '../slips/rows.ts'
import { slipDay } from '../slips/words.ts'
import { printOnce, type OneSlipParts } from './one-slip.ts'
import type { Person, SellingCloud, SellingParts } from './parts.ts'
import { toldFigures } from './told-figures.ts'

const HOUR = 3_600_000
/** A day more than the days: of a clock change one day has 25 hours. */
const LONGEST = (SUMMARY_DAYS + 1) * 24 * HOUR
export interface SummaryParts extends OneSlipParts, Pick<SellingParts, 'settings'> {
  readonly cloud: Pick<SellingCloud, 'queryOrderListOverview'>
  readonly slipSetting: () => SlipSetting
  readonly staff: () => readonly StaffView[]
}

/** The figures of a person and a period (BEHAVIOUR F14): our book's, and Cloud Pay's beside them. Changes nothing. */
export function createSummary(parts: SummaryParts) {
  const { book } = parts
  /** What Cloud Pay told last, of which period, and what ours were then: printed and exported with it. */
  let told: { key: string; fees: Fees; theirs: Figures; ours: Figures } | null = null

  /** A clerk sees the own figures alone, whatever is asked. Faults: `summary.tooLong`. */
  function allowed(period: Period, person: Person): Outcome<Period> {
    const { from, until } = period
    if (until < from || until - from > LONGEST) return refuse('summary.tooLong', { params: { days: SUMMARY_DAYS } })
    return ok({ from, until, staffId: onlyOwn('summary', person.role) ? person.staffId : period.staffId })
  }
  const figures = ({ from, until, staffId }: Period): Figures => figuresOf(book.figures.ofPeriod(from, until, staffId))
  const keyOf = ({ from, until, staffId }: Period): string => `${from} ${until} ${staffId ?? ''}`
  const nameOf = (staffId: string | null): string | null =>
    staffId === null ? null : `${parts.staff().find((one) => one.staffId === staffId)?.name ?? ''} ${staffId}`.trim()

  function slip(wish: Period, person: Person): Outcome<SlipDocument> {
    const period = allowed(wish, person)
    if (!period.ok) return period
    const { from, until, staffId } = period.value
    const { items } = parts.settings().summary
    const fees = told?.key === keyOf(period.value) ? told.fees : null
    return ok(
      summarySlip({ figures: figures(period.value), items, fees, from, until, staff: nameOf(staffId) }, parts.slipSetting()),
    )
  }

  return {
    look(wish: Period, person: Person): Outcome<Answer<'summary.look'>> {
      const period = allowed(wish, person)
      if (!period.ok) return period
      const { from, until, staffId } = period.value
      const hours = (start: number, end: number) =>
        book.figures.hours(start, end, staffId).map(({ hour, count, fen }) => ({ at: hour * HOUR, count, fen }))
      const earlier = wholeDays({ from, until })
      const own = { staffId: person.staffId, name: person.name }
      return ok({
        figures: figures(period.value),
        hours: hours(from, until),
        hoursBefore: hours(from - earlier, until - earlier),
        staff: onlyOwn('summary', person.role) ? [own] : parts.staff().map(({ staffId: id, name }) => ({ staffId: id, name })),
        items: [...parts.settings().summary.items],
        form: parts.settings().summary.form,
      })
    },

    /** Cloud Pay's figures of the same, and where they differ. Faults: `summary.tooLong`, `summary.noAnswer`. */
    async compare(wish: Period, person: Person): Promise<Outcome<ToldFigures>> {
      const period = allowed(wish, person)
      if (!period.ok) return period
      const { from, until, staffId } = period.value
      const result = await parts.cloud.queryOrderListOverview({
        ...{ from, until, thisDeviceOnly: true, by: 'success' },
        ...(staffId === null ? {} : { staffId }),
      })
      if (result.outcome !== 'ok') return refuse('summary.noAnswer')
      const ours = figures(period.value)
      const answer = toldFigures(result.answer, ours)
      const fees = { feeFen: answer.feeFen, incomeFen: answer.incomeFen }
      told = { key: keyOf(period.value), fees, theirs: answer.figures, ours }
      return ok(answer)
    },

    slip,

    print(wish: Period, person: Person): Outcome<null> {
      const document = slip(wish, person)
      if (!document.ok) return document
      const entry = { kind: 'summary.printed', subject: person.staffId, body: { ...wish } }
      // A period that ends now has another end at each press, and is the same wish.
      return printOnce(parts, `summary:${wish.from} ${wish.staffId ?? ''}`, entry, { document: document.value, copy: false })
    },

    /** What stands in a file of them, and how it is called. Faults: `summary.tooLong`. */
    file(wish: Period, form: ExportForm, person: Person): Outcome<{ wish: ExportWish; name: string }> {
      const period = allowed(wish, person)
      if (!period.ok) return period
      const { from, until, staffId } = period.value
      const { shopName, deviceName, language, training } = parts.slipSetting()
      const beside = told?.key === keyOf(period.value) ? told : null
      const days = [...new Set([slipDay(from), slipDay(Math.max(from, until - 1))])].join('_')
      const whose = staffId === null ? '' : `-${staffId.replaceAll(/[^0-9A-Za-z]/g, '_')}`
      return ok({
        // Practice never takes the place of what was earned.
        name: `${training ? 'training-' : ''}summary-${days}${whose}.${form}`,
        wish: {
          ...{ form, from, until, staffId, staff: nameOf(staffId), shopName, deviceName, language, training },
          madeAt: parts.clock.now(),
          told: beside && { theirs: beside.theirs, ours: beside.ours, ...beside.fees },
        },
      })
    },
  }
}
export type Summary = ReturnType<typeof createSummary>
