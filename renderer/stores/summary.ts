import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { barsOf } from '../../contract/figure-chart.ts'
import type { ExportForm, FigureItem } from '../../contract/figure-choices.ts'
import type { Fault } from '../../contract/faults.ts'
import type { Answer } from '../../contract/requests.ts'
import type { Period, ToldFigures } from '../../contract/shift-requests.ts'
import { onlyOwn } from '../../contract/permissions.ts'
import { periodOf, SPANS, type ChosenDays, type Span } from '../entry/summary-spans.ts'
import { useWords } from '../words/words.ts'
import { useTill } from './till.ts'

const DAY = 86_400_000

/** The figures of a time and of a person, as our book has them, and Cloud Pay's beside them (BEHAVIOUR F14). */
export const useSummary = defineStore('summary', () => {
  const till = useTill()
  const { t } = useWords()

  const span = ref<Span>('today')
  const days = ref<ChosenDays>({ first: till.today, last: till.today })
  const staffId = ref<string | null>(null)
  const period = shallowRef<Period | null>(null)
  const found = shallowRef<Answer<'summary.look'> | null>(null)
  const told = shallowRef<ToldFigures | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const items = ref<readonly FigureItem[]>([])
  /** The form of the next file, and whether it is being chosen. */
  const form = ref<ExportForm>('csv')
  const exporting = ref(false)

  const own = computed(() => {
    const person = till.snapshot?.person
    return !person || onlyOwn('summary', person.role)
  })
  const chart = computed(() =>
    found.value && shown.value
      ? barsOf(shown.value, found.value.hours, found.value.hoursBefore, till.now)
      : { by: 'hours' as const, bars: [] },
  )
  /** What the bars are of: of a shift the whole day from its start, so that what came before is the same time yesterday. */
  const shown = computed<Period | null>(() => {
    const of = period.value
    return of && { ...of, until: span.value === 'shift' ? Math.max(of.until, of.from + DAY) : of.until }
  })
  let turn = 0

  async function load(): Promise<void> {
    const mine = ++turn
    const now = till.now
    let since = now
    if (span.value === 'shift') {
      const look = await till.askQuietly('shift.look', {})
      if (mine !== turn) return
      if (!look.ok) {
        refused(look.fault)
        return
      }
      since = look.value.shift.startedAt
    }
    const next = { ...periodOf(span.value, since, now, days.value), staffId: staffId.value }
    period.value = next
    const outcome = await till.askQuietly('summary.look', shown.value ?? next)
    if (mine !== turn) return
    if (!outcome.ok) {
      refused(outcome.fault)
      return
    }
    fault.value = null
    told.value = null
    found.value = outcome.value
    items.value = outcome.value.items
    form.value = outcome.value.form
  }
  /** What stood there was of another time: it does not stay beside a refusal. */
  function refused(why: Fault): void {
    fault.value = why
    found.value = null
    told.value = null
  }

  async function choose(next: Span): Promise<void> {
    span.value = next
    await load()
  }
  const step = (by: 1 | -1): Promise<void> =>
    choose(SPANS[(SPANS.indexOf(span.value) + by + SPANS.length) % SPANS.length] ?? 'today')

  async function chooseDays(next: ChosenDays): Promise<void> {
    days.value = next
    await choose('chosen')
  }

  /** Everybody, then one after the other. */
  async function nextPerson(): Promise<void> {
    if (own.value || !found.value) return
    const ids = [null, ...found.value.staff.map((one) => one.staffId)]
    staffId.value = ids[(ids.indexOf(staffId.value) + 1) % ids.length] ?? null
    await load()
  }

  async function setItem(item: FigureItem, on: boolean): Promise<void> {
    const before = items.value
    const next = on ? [...before, item] : before.filter((one) => one !== item)
    items.value = next
    const outcome = await till.ask('app.setPrintItems', { of: 'summary', items: [...next] })
    if (!outcome.ok) items.value = before
  }

  async function compare(): Promise<void> {
    const of = period.value
    if (!of || !found.value || till.isWaitingFor('summary.compare')) return
    const outcome = await till.askQuietly('summary.compare', of)
    if (period.value !== of) return
    fault.value = outcome.ok ? null : outcome.fault
    told.value = outcome.ok ? outcome.value : null
  }

  async function print(): Promise<void> {
    if (!period.value || !found.value || till.isWaitingFor('summary.print')) return
    const outcome = await till.ask('summary.print', period.value)
    if (outcome.ok) till.say(t('summary.printed'))
  }

  /** Begins a file in this form, which is the usual one from now on; how far it is stands in the snapshot. */
  async function exportAs(next: ExportForm): Promise<void> {
    if (!period.value || !found.value || till.isWaitingFor('summary.export')) return
    const before = form.value
    form.value = next
    if (next !== before) void till.ask('app.setExportForm', { form: next })
    await till.ask('summary.export', { ...period.value, form: next })
  }

  /** Gives up the file that is being written, or puts away what became of it. */
  async function endExport(): Promise<void> {
    if (!till.isWaitingFor('summary.endExport')) await till.ask('summary.endExport', {})
  }

  /** Whoever comes next begins with today and everybody. */
  async function begin(): Promise<void> {
    span.value = 'today'
    staffId.value = null
    days.value = { first: till.today, last: till.today }
    found.value = null
    exporting.value = (till.snapshot?.exported ?? null) !== null
    await load()
  }

  return {
    ...{ span, days, staffId, found, told, fault, items, form, exporting, own, chart },
    ...{ begin, load, choose, step, chooseDays, nextPerson, setItem, compare, print, exportAs, endExport },
  }
})
