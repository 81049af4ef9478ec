import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { fen } from '../../contract/money.ts'
import type { Answer } from '../../contract/requests.ts'
import type { SaleView } from '../../contract/views.ts'
import { OPEN_SALE_STATES } from '../../contract/states.ts'
import { useOfferedAmount } from './offered-amount.ts'
import { useTill } from './till.ts'

/** The capture that is being made, and then the one that is looked at until it is put away. */
export const useCapture = defineStore('capture', () => {
  const till = useTill()
  const of = shallowRef<Answer<'deposits.find'> | null>(null)
  /** What is not captured stays held; else it goes back to the customer at once. */
  const keepRest = ref(false)
  const begun = shallowRef<SaleView | null>(null)

  /** The capture that was sent, as the till last told of it. */
  const sent = computed<SaleView | null>(() => {
    const id = begun.value?.saleId
    return till.snapshot?.captures.find((one) => one.saleId === id) ?? begun.value
  })
  const left = computed(() => of.value?.hold.leftFen ?? 0)
  const { settled, clear, ...offered } = useOfferedAmount(() => left.value)
  const { amount, takeAll } = offered
  /** What is not captured. */
  const rest = computed(() => fen(left.value - (amount.value ?? 0)))

  function leave(): void {
    of.value = null
    begun.value = null
    keepRest.value = false
    clear()
  }

  /** Offers all that is left. */
  function open(found: Answer<'deposits.find'>): void {
    leave()
    of.value = found
    takeAll()
  }

  function toggleKeepRest(): void {
    if (of.value?.mayKeepRest) keepRest.value = !keepRest.value
  }

  /** Sends it, once, however often it is pressed. */
  async function confirm(): Promise<void> {
    const found = of.value
    if (!found || till.isWaitingFor('capture.start')) return
    const amountFen = settled('capture')
    if (amountFen === null) return
    const wish = { holdNo: found.hold.holdNo, amountFen, releaseRest: !keepRest.value }
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
    const known = capture !== null && !OPEN_SALE_STATES.includes(capture.state)
    if (known && till.snapshot?.captures.some((one) => one.saleId === capture.saleId))
      await till.ask('capture.close', { saleId: capture.saleId })
  }

  return { of, keepRest, ...offered, sent, left, rest, open, toggleKeepRest, confirm, leave, show, close }
})
