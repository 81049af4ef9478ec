import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Answer } from '../../contract/requests.ts'
import type { RefundView } from '../../contract/views.ts'
import type { AmountKey } from '../entry/amount-entry.ts'
import { useOfferedAmount } from './offered-amount.ts'
import { useSecondPerson } from './second-person.ts'
import { useTill } from './till.ts'

/** What the platform's documents allow (BEHAVIOUR F12). */
export const REASON_LENGTH = 64

/** The refund that is being made, step by step, and then the one that is looked at until it is put away. */
export const useRefund = defineStore('refund', () => {
  const till = useTill()
  const prepared = shallowRef<Answer<'refund.prepare'> | null>(null)
  const reason = ref('')
  const begun = shallowRef<RefundView | null>(null)
  /** Of a top-up, which goes back whole and with what the shop gave: its bonus, fen; else null. */
  const topUpBonusFen = ref<number | null>(null)

  /** The refund that was sent, as the till last told of it. */
  const sent = computed<RefundView | null>(() => {
    const id = begun.value?.refundId
    return till.snapshot?.refunds.find((one) => one.refundId === id) ?? begun.value
  })
  const isOpen = computed(() => prepared.value !== null || sent.value !== null)
  const left = computed(() => prepared.value?.leftFen ?? 0)
  const { settled, clear, ...offered } = useOfferedAmount(() => left.value)
  const { amount, takeAll } = offered
  const {
    authority,
    forget,
    askForRight,
    goOn: goOnToRight,
    askAgain,
    backToAmount,
    ...second
  } = useSecondPerson({
    wish: () => (prepared.value && amount.value !== null ? { number: prepared.value.orderNo, amountFen: amount.value } : null),
    rights: () => prepared.value,
    ask: 'refund.askApproval',
  })
  const { step } = second

  /** Forgets what was typed. What was sent is followed by the main process all the same. */
  function leave(): void {
    forget('amount')
    prepared.value = null
    begun.value = null
    topUpBonusFen.value = null
    reason.value = ''
    clear()
  }

  /** Asks what can be given back, and offers all of it; of a `topUp` nothing else. */
  async function open(orderNo: string, topUp: { bonusFen: number } | null = null): Promise<void> {
    if (till.isWaitingFor('refund.prepare')) return
    const outcome = await till.ask('refund.prepare', { orderNo })
    if (!outcome.ok) return
    leave()
    prepared.value = outcome.value
    topUpBonusFen.value = topUp?.bonusFen ?? null
    takeAll()
  }

  /** A figure of another amount; a top-up has none. */
  function press(key: AmountKey): void {
    if (topUpBonusFen.value === null) offered.press(key)
    else till.report({ code: 'topUp.wholeOnly' })
  }

  function goOn(): void {
    if (step.value === 'confirm') void confirm()
    else if (step.value !== 'amount') goOnToRight()
    else if (settled('refund') !== null) askForRight()
  }

  function goBack(): void {
    if (till.isWaitingFor('refund.start')) return
    if (step.value === 'amount') leave()
    else if (step.value === 'confirm' && prepared.value?.ownRight === false) askAgain()
    else backToAmount()
  }

  /** Sends it, once, however often it is pressed. */
  async function confirm(): Promise<void> {
    const of = prepared.value
    if (!of || amount.value === null || till.isWaitingFor('refund.start')) return
    const wish = { orderNo: of.orderNo, amountFen: amount.value, reason: reason.value.trim(), authority: authority() }
    const outcome = await till.ask('refund.start', wish)
    second.password.value = ''
    if (outcome.ok) {
      leave()
      begun.value = outcome.value
    } else if (of.ownRight) step.value = 'amount'
    else askAgain()
  }

  /** Looks at a refund that was sent before. */
  function show(refund: RefundView): void {
    leave()
    begun.value = refund
  }

  /** Puts the result away; what is not confirmed stays in sight. */
  async function close(): Promise<void> {
    const refund = sent.value
    leave()
    const known = refund !== null && !['sending', 'unknown', 'conflict'].includes(refund.state)
    if (known && till.snapshot?.refunds.some((one) => one.refundId === refund.refundId))
      await till.ask('refund.close', { refundId: refund.refundId })
  }

  return {
    prepared,
    reason,
    topUpBonusFen,
    ...offered,
    ...second,
    sent,
    isOpen,
    left,
    open,
    press,
    goOn,
    goBack,
    leave,
    show,
    close,
  }
})
