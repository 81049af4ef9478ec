import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Fault } from '../../contract/faults.ts'
import type { ListedShift } from '../../contract/shift.ts'
import type { LaidOutSlip } from '../../contract/slip.ts'
import { stepSpan, timeOfSpan, type PastSpan } from '../entry/past-days.ts'
import { useWords } from '../words/words.ts'
import { useTill } from './till.ts'

/** The shifts of this till that are over, a day or a week of them, and the slip of one (BEHAVIOUR F18). */
export const usePastShifts = defineStore('pastShifts', () => {
  const till = useTill()
  const { t } = useWords()

  /** The last day that is looked at. */
  const day = ref(till.today)
  const span = ref<PastSpan>('day')
  /** Newest first; null until they were read. */
  const records = shallowRef<readonly ListedShift[] | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const chosen = shallowRef<ListedShift | null>(null)
  const preview = shallowRef<LaidOutSlip | null>(null)
  const latest = computed(() => day.value === till.today)
  /** The latest wish: answers to an older one are not looked at. */
  let wish = 0

  function clear(): void {
    wish += 1
    records.value = null
    fault.value = null
    chosen.value = null
    preview.value = null
  }

  /** Reads the days anew; the newest shift is open beside them. */
  async function load(): Promise<void> {
    clear()
    const mine = wish
    const outcome = await till.askQuietly('shift.records', timeOfSpan(day.value, span.value))
    if (mine !== wish) return
    if (!outcome.ok) {
      fault.value = outcome.fault
      return
    }
    records.value = outcome.value
    const newest = outcome.value[0]
    if (newest) await choose(newest)
  }

  /** Begins with today. */
  async function begin(): Promise<void> {
    day.value = till.today
    span.value = 'day'
    await load()
  }

  async function go(by: 1 | -1): Promise<void> {
    const next = stepSpan(day.value, span.value, by, till.today)
    if (next === day.value) return
    day.value = next
    await load()
  }

  async function toggleWeek(): Promise<void> {
    span.value = span.value === 'week' ? 'day' : 'week'
    await load()
  }

  /** Opens one; its slip is kept only while it is the open one. */
  async function choose(record: ListedShift): Promise<void> {
    if (chosen.value?.shiftNo === record.shiftNo) return
    chosen.value = record
    preview.value = null
    const outcome = await till.askQuietly('shift.recordPreview', { shiftNo: record.shiftNo })
    if (chosen.value !== record) return
    if (outcome.ok) preview.value = outcome.value
    else till.report(outcome.fault)
  }

  /** The next one down or up; at either end it stays. */
  function walk(by: 1 | -1): void {
    const all = records.value ?? []
    const next = all[all.findIndex(({ shiftNo }) => shiftNo === chosen.value?.shiftNo) + by]
    if (next) void choose(next)
  }

  /** Prints the slip of the open one once more, as a copy. */
  async function print(): Promise<void> {
    const record = chosen.value
    if (!record || till.isWaitingFor('shift.reprint')) return
    const outcome = await till.ask('shift.reprint', { shiftNo: record.shiftNo })
    if (outcome.ok) till.say(t('slip.copyAsked'))
  }

  return { day, span, records, fault, chosen, preview, latest, begin, go, toggleWeek, choose, walk, print, leave: clear }
})
