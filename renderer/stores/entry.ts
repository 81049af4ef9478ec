import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AmountFault } from '../../contract/money.ts'
import { fen, formatYuan } from '../../contract/money.ts'
import type { Question } from '../../contract/requests.ts'
import type { Purpose } from '../../contract/states.ts'
import {
  amountOf,
  EMPTY_ENTRY,
  pasteAmount,
  pressKey,
  shownAmount,
  shownText,
  typedFor,
  type AmountKey,
  type Entry,
} from '../entry/amount-entry.ts'
import { useTill } from './till.ts'
import { useTwin } from './twin.ts'

/** What the hand has typed for the next sale: amount and remark. */
export const useEntry = defineStore('entry', () => {
  const till = useTill()
  const twin = useTwin()
  const entry = shallowRef<Entry>(EMPTY_ENTRY)
  const remark = ref('')
  const refused = ref<AmountFault | null>(null)
  /** Counts refusals, so that each one can be seen, also the same twice. */
  const refusals = ref(0)

  const ceiling = computed(() => till.snapshot?.maxAmountFen ?? 0)
  const amount = computed(() => shownAmount(entry.value))
  const shown = computed(() => shownText(entry.value.text))

  function refuse(fault: AmountFault): void {
    refused.value = fault
    refusals.value += 1
  }

  function take(next: Entry): void {
    till.forgetFault()
    entry.value = next
    if (next.refused) refuse(next.refused)
    else refused.value = null
  }

  const press = (key: AmountKey): void => take(pressKey(entry.value, key, ceiling.value))
  const paste = (text: string): void => take(pasteAmount(entry.value, text, ceiling.value))

  function clear(): void {
    entry.value = EMPTY_ENTRY
    refused.value = null
    remark.value = ''
    twin.drop()
  }

  /** What the great key does: where only deposits are taken, it holds one (BEHAVIOUR F03). */
  const mainPurpose = computed<Purpose>(() => (till.snapshot?.cashierMode === 'deposit' ? 'hold' : 'sale'))

  /** Opens a sale, or a hold. Pressing twice opens one: the second press finds the first still on its way. */
  async function start(purpose: Purpose = mainPurpose.value): Promise<void> {
    // A figure that did not fit was left out: what stands there now is not what was meant.
    if (refused.value === 'tooLarge') {
      refuse('tooLarge')
      return
    }
    const read = amountOf(entry.value, ceiling.value)
    if (!read.ok) {
      refuse(read.fault)
      return
    }
    const wish = { amountFen: read.amount, remark: remark.value.trim() }
    await open('sale.start', purpose === 'hold' ? { ...wish, purpose } : wish, clear)
  }

  /** The same amount again, for a sale that failed. */
  const retry = (saleId: string): Promise<void> => open('sale.retry', { saleId })

  async function open<N extends 'sale.start' | 'sale.retry'>(name: N, question: Question<N>, opened?: () => void): Promise<void> {
    const inTheWay = name === 'sale.start' && till.sale !== null
    if (inTheWay || till.isWaitingFor(name)) return
    const revision = till.snapshot?.revision ?? 0
    const outcome = await till.askQuietly(name, question)
    if (outcome.ok) {
      till.forgetFault()
      opened?.()
      till.showSale(outcome.value, revision)
    } else if (!twin.asks(outcome.fault, () => open(name, { ...question, anyway: true }, opened))) till.report(outcome.fault)
  }

  /**
   * Gives the sale up before a code was scanned, and answers whether it was; its amount is back in the field, to be changed. That of a top-up
   * is not: it would be charged as a sale.
   */
  async function giveUp(): Promise<boolean> {
    const sale = till.sale
    if (!sale || till.isWaitingFor('sale.cancel')) return false
    const outcome = await till.ask('sale.cancel', { saleId: sale.saleId })
    if (!outcome.ok || sale.purpose === 'topUp') return outcome.ok
    entry.value = { text: typedFor(fen(sale.amountFen)), refused: null }
    remark.value = sale.remark
    refused.value = null
    return true
  }

  /** The values the sentence of a refused amount names. */
  const refusalValues = computed(() => ({ max: formatYuan(fen(ceiling.value)) }))

  return {
    entry,
    remark,
    refused,
    refusals,
    refusalValues,
    amount,
    shown,
    mainPurpose,
    press,
    paste,
    clear,
    start,
    retry,
    giveUp,
  }
})
