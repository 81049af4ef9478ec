import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { ACT_GROUPS, type ActGroup } from '../../contract/acts.ts'
import type { AuditEntry, AuditWish, Chain } from '../../contract/audit.ts'
import type { Fault } from '../../contract/faults.ts'
import type { Answer } from '../../contract/requests.ts'
import { nextOf } from '../entry/next-of.ts'
import { AUDIT_SPANS, stepSpan, timeOfSpan, type AuditSpan } from '../entry/past-days.ts'
import { useWords } from '../words/words.ts'
import { useTill } from './till.ts'

type Answered = Answer<'audit.list'>
type Cursor = { at: number; seq: number } | null

/** Rows on one page of the list. */
const PAGE = 50

/** The audit log: who did what when, by days, by person, by what it is about; page by page, newest first. */
export const useAudit = defineStore('audit', () => {
  const till = useTill()
  const { t } = useWords()

  /** The last day that is looked at. */
  const day = ref(till.today)
  const span = ref<AuditSpan>('day')
  const staffId = ref<string | null>(null)
  const group = ref<ActGroup | null>(null)
  /** Newest first; null until they were read. */
  const entries = shallowRef<readonly AuditEntry[] | null>(null)
  const people = shallowRef<Answered['people']>([])
  const chain = shallowRef<Chain | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const chosen = shallowRef<AuditEntry | null>(null)
  /** The chosen one is looked at by itself. */
  const opened = ref(false)
  /** Where each page begins, from the newest to the one that is shown. */
  const begins = shallowRef<readonly Cursor[]>([null])
  const more = ref(false)
  const latest = computed(() => day.value === till.today)
  const page = computed(() => begins.value.length)
  /** The latest wish: answers to an older one are not looked at. */
  let wish = 0

  const asked = (): AuditWish => ({ ...timeOfSpan(day.value, span.value), staffId: staffId.value, group: group.value })

  /** Reads the page anew; its first row, or its last, is the chosen one. */
  async function load(choose: 'first' | 'last' = 'first'): Promise<void> {
    wish += 1
    const mine = wish
    const outcome = await till.askQuietly('audit.list', { ...asked(), before: begins.value.at(-1) ?? null, limit: PAGE })
    if (mine !== wish) return
    fault.value = outcome.ok ? null : outcome.fault
    if (!outcome.ok) {
      entries.value = null
      return
    }
    entries.value = outcome.value.entries
    people.value = outcome.value.people
    chain.value = outcome.value.chain
    more.value = outcome.value.more
    chosen.value = outcome.value.entries.at(choose === 'first' ? 0 : -1) ?? null
    if (chosen.value === null) opened.value = false
  }

  /** Another wish: from its newest page on. */
  async function anew(): Promise<void> {
    begins.value = [null]
    entries.value = null
    chosen.value = null
    fault.value = null
    await load()
  }

  /** Begins with everything of today. */
  async function begin(): Promise<void> {
    day.value = till.today
    span.value = 'day'
    staffId.value = null
    group.value = null
    opened.value = false
    await anew()
  }

  async function go(by: 1 | -1): Promise<void> {
    const next = stepSpan(day.value, span.value, by, till.today)
    if (next === day.value) return
    day.value = next
    await anew()
  }
  async function nextSpan(): Promise<void> {
    span.value = nextOf(AUDIT_SPANS, span.value, 1)
    await anew()
  }
  async function nextPerson(): Promise<void> {
    const all = [null, ...people.value.map((one) => one.staffId)]
    staffId.value = nextOf(all, staffId.value, 1)
    await anew()
  }
  async function nextGroup(): Promise<void> {
    group.value = nextOf([null, ...ACT_GROUPS], group.value, 1)
    await anew()
  }

  async function older(): Promise<void> {
    const last = entries.value?.at(-1)
    if (!more.value || !last || till.isWaitingFor('audit.list')) return
    begins.value = [...begins.value, { at: last.at, seq: last.seq }]
    await load()
  }
  async function newer(choose: 'first' | 'last' = 'first'): Promise<void> {
    if (begins.value.length < 2 || till.isWaitingFor('audit.list')) return
    begins.value = begins.value.slice(0, -1)
    await load(choose)
  }

  /** The next one down or up, over the end of a page too. */
  function walk(by: 1 | -1): void {
    const all = entries.value ?? []
    const next = all[all.findIndex(({ seq }) => seq === chosen.value?.seq) + by]
    if (next) chosen.value = next
    else if (by > 0) void older()
    else void newer('last')
  }

  function choose(entry: AuditEntry): void {
    chosen.value = entry
  }
  function open(): void {
    opened.value = chosen.value !== null
  }
  function close(): void {
    opened.value = false
  }

  /** Writes all that the filter lets through as a file. */
  async function exportCsv(): Promise<void> {
    if (till.isWaitingFor('audit.export')) return
    const outcome = await till.ask('audit.export', asked())
    if (!outcome.ok) return
    till.say(t('orders.exported', { path: outcome.value.path }))
    await load()
  }

  /** The book is a restored one, and an admin knows it. */
  async function acknowledge(): Promise<void> {
    if (till.isWaitingFor('audit.acknowledge')) return
    const outcome = await till.ask('audit.acknowledge', {})
    if (outcome.ok) await load()
  }

  /** The next person must not see this, not even for a moment. */
  function leave(): void {
    wish += 1
    entries.value = null
    chosen.value = null
    opened.value = false
    fault.value = null
  }

  return {
    ...{ day, span, staffId, group, entries, people, chain, fault, chosen, opened, more, latest, page },
    ...{
      begin,
      load,
      go,
      nextSpan,
      nextPerson,
      nextGroup,
      older,
      newer,
      walk,
      choose,
      open,
      close,
      exportCsv,
      acknowledge,
      leave,
    },
  }
})
