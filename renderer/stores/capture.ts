import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { fen, type Fen } from '../../contract/money.ts'
import type { Answer } from '../../contract/requests.ts'
import type { SaleView } from '../../contract/snapshot.ts'
import { OPEN_SALE_STATES } from '../../contract/states.ts'
import { amountOf, EMPTY_ENTRY, pressKey, typedFor, type AmountKey, type Entry } from '../entry/amount-entry.ts'
import { useTill } from './till.ts'

/** The capture that is being made, and then the one that is looked at until it is put away. */
export const useCapture = defineStore('capture', () => {
  const till = useTill()
  const of = shallowRef<Answer<'deposits.find'> | null>(null)
  const entry = shallowRef<Entry>(EMPTY_ENTRY)
  const untouched = ref(true)
  /** More than what is left was typed. */
  const tooMuch = ref(false)
  /** What is not captured stays held; else it goes back to the customer at once. */
  const keepRest = ref(false)
  const begun = shallowRef<SaleView | null>(null)

  /** The capture that was sent, as the till last told of it. */
  const sent = computed<SaleView | null>(() => {
    const id = begun.value?.saleId
    return till.snapshot?.captures.find((one) => one.saleId === id) ?? begun.value
  })
  const left = computed(() => of.value?.hold.leftFen ?? 0)
  const amount = computed<Fen | null>(() => {
    const read = amountOf(entry.value, left.value)
    return read.ok ? read.amount : null
  })
  /** What is not captured. */
  const rest = computed(() => fen(left.value - (amount.value ?? 0)))

  function leave(): void {
    of.value = null
    begun.value = null
    entry.value = EMPTY_ENTRY
    tooMuch.value = false
    keepRest.value = false
  }

  /** Offers all that is left. */
  function open(found: Answer<'deposits.find'>): void {
    leave()
    of.value = found
    takeAll()
  }

  function takeAll(): void {
    entry.value = { text: typedFor(fen(left.value)), refused: null }
    untouched.value = true
    tooMuch.value = false
  }

  /** The first figure takes the place of what was offered. */
  function press(key: AmountKey): void {
    till.forgetFault()
    const typed = pressKey(untouched.value && key !== 'backspace' ? EMPTY_ENTRY : entry.value, key, left.value)
    tooMuch.value = typed.refused === 'tooLarge'
    if (tooMuch.value) return
    untouched.value = false
    entry.value = typed
  }

  function toggleKeepRest(): void {
    if (of.value?.mayKeepRest) keepRest.value = !keepRest.value
  }

  /** Sends it, once, however often it is pressed. */
  async function confirm(): Promise<void> {
    const found = of.value
    if (!found || till.isWaitingFor('capture.start')) return
    // What stands there is not what was wished for.
    if (tooMuch.value) {
      till.report({ code: 'capture.tooMuch', params: { leftFen: left.value } })
      return
    }
    if (amount.value === null) {
      till.report({ code: 'capture.zero' })
      return
    }
    const wish = { holdNo: found.hold.holdNo, amountFen: amount.value, releaseRest: !keepRest.value }
    const outcome = await till.ask('capture.start', wish)
    if (!outcome.ok) return
    leave()
    begun.value = outcome.value
  }

  /** Looks at a capture that was sent before. */
  function show(capture: SaleView): void {
    leave()
    begun.value = capture
  }

  /** Puts the result away; what is not confirmed stays in sight. */
  async function close(): Promise<void> {
    const capture = sent.value
    leave()
    if (capture && till.snapshot?.captures.some((one) => one.saleId === capture.saleId) && mayBePutAway(capture))
      await till.ask('capture.close', { saleId: capture.saleId })
  }

  return {
    of,
    entry,
    tooMuch,
    keepRest,
    sent,
    left,
    amount,
    rest,
    open,
    takeAll,
    press,
    toggleKeepRest,
    confirm,
    leave,
    show,
    close,
  }
})

const mayBePutAway = ({ state }: SaleView): boolean => !OPEN_SALE_STATES.includes(state)
