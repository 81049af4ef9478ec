import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { fen, formatYuan, MAX_FEN } from '../../contract/money.ts'
import type { Answer } from '../../contract/requests.ts'
import type { FigureItem } from '../../contract/figure-choices.ts'
import type { ShiftRecord } from '../../contract/shift.ts'
import type { LaidOutSlip } from '../../contract/slip.ts'
import { amountOf, EMPTY_ENTRY, pressKey, type AmountKey } from '../entry/amount-entry.ts'
import { useWords } from '../words/words.ts'
import { useTill } from './till.ts'

/** What a hand-over asks for, in this order; a step that has nothing to ask is left out. */
type Step = 'look' | 'acknowledge' | 'cash' | 'confirm'

/** The open shift of this till, and its hand-over (BEHAVIOUR F18). */
export const useShift = defineStore('shift', () => {
  const till = useTill()
  const { t } = useWords()

  const looked = shallowRef<Answer<'shift.look'> | null>(null)
  const preview = shallowRef<LaidOutSlip | null>(null)
  const print = ref(true)
  const detail = ref(false)
  const step = ref<Step>('look')
  const ticked = shallowRef<ReadonlySet<string>>(new Set())
  const entry = shallowRef(EMPTY_ENTRY)

  /** What was counted, fen; an empty drawer counts too. Null while nothing is typed. */
  const countedFen = computed(() => {
    const read = amountOf(entry.value, MAX_FEN)
    if (read.ok) return read.amount
    return read.fault === 'zero' ? fen(0) : null
  })
  const leftToTick = computed(() => looked.value?.unresolved.filter(({ id }) => !ticked.value.has(id)).length ?? 0)

  /** Reads how the shift stands. What was there stays until then; what was switched by hand too. */
  async function load(): Promise<void> {
    const outcome = await till.askQuietly('shift.look', {})
    if (!outcome.ok) {
      // Whoever handed over is signed out by now, and asks for nothing any more.
      if (till.snapshot?.stage === 'selling') till.report(outcome.fault)
      return
    }
    const before = looked.value
    looked.value = outcome.value
    if (before?.shift.shiftNo !== outcome.value.shift.shiftNo) {
      print.value = outcome.value.print.on
      detail.value = outcome.value.print.detail
    }
    await showSlip()
  }

  async function showSlip(): Promise<void> {
    const wanted = detail.value
    const outcome = await till.askQuietly('shift.preview', { detail: wanted })
    if (outcome.ok && wanted === detail.value) preview.value = outcome.value
  }

  function setDetail(on: boolean): void {
    detail.value = on
    void showSlip()
  }

  const items = computed<readonly FigureItem[]>(() => looked.value?.print.items ?? [])
  /** Switches a figure of the slip on or off, for every shift from here on. After a refusal it is read how it stands. */
  async function setItem(item: FigureItem, on: boolean): Promise<void> {
    const shift = looked.value
    if (!shift) return
    const next = on ? [...items.value, item] : items.value.filter((one) => one !== item)
    looked.value = { ...shift, print: { ...shift.print, items: next } }
    const outcome = await till.ask('app.setPrintItems', { of: 'shift', items: next })
    if (outcome.ok) await showSlip()
    else await load()
  }

  async function printNow(): Promise<void> {
    if (till.isWaitingFor('shift.print')) return
    await till.ask('shift.print', { detail: detail.value })
  }

  function steps(): Step[] {
    const shift = looked.value
    return [
      'look',
      ...(shift && shift.unresolved.length > 0 ? ['acknowledge' as const] : []),
      ...(shift && shift.floatFen !== null ? ['cash' as const] : []),
      'confirm',
    ]
  }

  /** Whether the step has what it asks for. */
  const ready = computed(() => {
    if (looked.value === null) return false
    if (step.value === 'acknowledge') return leftToTick.value === 0
    return step.value !== 'cash' || countedFen.value !== null
  })

  function goOn(): void {
    if (!ready.value) return
    if (step.value === 'confirm') void handOver()
    else step.value = steps()[steps().indexOf(step.value) + 1] ?? 'confirm'
  }
  function goBack(): void {
    if (till.isWaitingFor('shift.handOver')) return
    step.value = steps()[steps().indexOf(step.value) - 1] ?? 'look'
  }

  function tick(id: string): void {
    const next = new Set(ticked.value)
    if (!next.delete(id)) next.add(id)
    ticked.value = next
  }

  function press(key: AmountKey): void {
    entry.value = pressKey(entry.value, key, MAX_FEN)
  }

  function cashWords(cash: ShiftRecord['cash']): string {
    if (cash === null) return ''
    const sum = formatYuan(fen(Math.abs(cash.differenceFen)))
    if (cash.differenceFen === 0) return t('shift.cashExact')
    return t(cash.differenceFen > 0 ? 'shift.cashOver' : 'shift.cashShort', { sum })
  }

  /** Ends the shift. After a refusal it is looked at anew: what was not known then must be seen now. */
  async function handOver(): Promise<void> {
    const shift = looked.value
    if (!shift || till.isWaitingFor('shift.handOver')) return
    const known = new Set(shift.unresolved.map(({ id }) => id))
    const outcome = await till.ask('shift.handOver', {
      acknowledged: [...ticked.value].filter((id) => known.has(id)),
      countedFen: shift.floatFen === null ? null : countedFen.value,
      print: print.value,
      detail: detail.value,
    })
    begin()
    if (outcome.ok) {
      const { staffName, figures, cash } = outcome.value
      const sum = `¥${formatYuan(fen(figures.netFen))}`
      const { count, refundCount: refunds } = figures
      till.say(t('shift.done', { name: staffName ?? '', sum, count, refunds, cash: cashWords(cash) }))
    }
    if (till.snapshot?.stage === 'selling') await load()
  }

  function begin(): void {
    step.value = 'look'
    ticked.value = new Set()
    entry.value = EMPTY_ENTRY
  }

  /** The next person must not see this shift, not even for a moment. */
  function leave(): void {
    begin()
    looked.value = null
    preview.value = null
  }

  return {
    looked,
    preview,
    print,
    detail,
    step,
    ticked,
    entry,
    countedFen,
    leftToTick,
    ready,
    items,
    load,
    setDetail,
    setItem,
    printNow,
    goOn,
    goBack,
    tick,
    press,
    leave,
  }
})
