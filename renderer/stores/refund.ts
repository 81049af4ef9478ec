import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Answer } from '../../contract/requests.ts'
import type { RefundView } from '../../contract/snapshot.ts'
import { fen, type Fen } from '../../contract/money.ts'
import { amountOf, EMPTY_ENTRY, pressKey, typedFor, type AmountKey, type Entry } from '../entry/amount-entry.ts'
import { useSecondPerson } from './second-person.ts'
import { useTill } from './till.ts'

/** What the platform's documents allow (BEHAVIOUR F12). */
export const REASON_LENGTH = 64

/** The refund that is being made, step by step, and then the one that is looked at until it is put away. */
export const useRefund = defineStore('refund', () => {
  const till = useTill()
  const prepared = shallowRef<Answer<'refund.prepare'> | null>(null)
  /** `phone` and `approver`: a second person gives their word, by phone or by number and password. */
  const step = ref<'amount' | 'phone' | 'approver' | 'confirm'>('amount')
  const entry = shallowRef<Entry>(EMPTY_ENTRY)
  const untouched = ref(true)
  /** More than what is left was typed. */
  const tooMuch = ref(false)
  const reason = ref('')
  const begun = shallowRef<RefundView | null>(null)

  /** The refund that was sent, as the till last told of it. */
  const sent = computed<RefundView | null>(() => {
    const id = begun.value?.refundId
    return till.snapshot?.refunds.find((one) => one.refundId === id) ?? begun.value
  })
  const isOpen = computed(() => prepared.value !== null || sent.value !== null)
  const left = computed(() => prepared.value?.leftFen ?? 0)
  const amount = computed<Fen | null>(() => {
    const read = amountOf(entry.value, left.value)
    return read.ok ? read.amount : null
  })

  const second = useSecondPerson(
    () => (prepared.value && amount.value !== null ? { number: prepared.value.orderNo, amountFen: amount.value } : null),
    ({ number, amountFen }) => till.askQuietly('refund.askApproval', { orderNo: number, amountFen }),
  )

  function askByPhone(): void {
    step.value = 'phone'
    void second.askByPhone()
  }

  function askByPassword(): void {
    second.askByPassword()
    step.value = 'approver'
  }

  /** Forgets what was typed. What was sent is followed by the main process all the same. */
  function leave(): void {
    second.forget()
    prepared.value = null
    begun.value = null
    step.value = 'amount'
    entry.value = EMPTY_ENTRY
    reason.value = ''
    tooMuch.value = false
  }

  /** Asks what can be given back, and offers all of it. */
  async function open(orderNo: string): Promise<void> {
    if (till.isWaitingFor('refund.prepare')) return
    const outcome = await till.ask('refund.prepare', { orderNo })
    if (!outcome.ok) return
    leave()
    prepared.value = outcome.value
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

  function goOn(): void {
    if (step.value === 'confirm') void confirm()
    else if (step.value === 'approver') {
      if (second.approverTyped.value) step.value = 'confirm'
    } else if (step.value === 'phone') {
      if (second.approval.value?.state === 'granted') step.value = 'confirm'
      else if (second.approval.value?.state !== 'waiting' && !till.isWaitingFor('refund.askApproval')) askByPhone()
      // What stands there is not what was wished for.
    } else if (tooMuch.value) till.report({ code: 'refund.tooMuch', params: { leftFen: left.value } })
    else if (amount.value === null) till.report({ code: 'refund.zero' })
    else if (prepared.value?.ownRight !== false) step.value = 'confirm'
    else if (prepared.value.byPhone) askByPhone()
    else askByPassword()
  }

  function goBack(): void {
    if (till.isWaitingFor('refund.start')) return
    if (step.value === 'amount') leave()
    else if (step.value === 'confirm' && prepared.value?.ownRight === false) step.value = second.by.value
    else {
      // Whoever goes back may change the amount, and the word was for this one.
      second.dropPhone()
      step.value = 'amount'
    }
  }

  /** Sends it, once, however often it is pressed. */
  async function confirm(): Promise<void> {
    const of = prepared.value
    if (!of || amount.value === null || till.isWaitingFor('refund.start')) return
    const authority = second.authorityFor(of.ownRight)
    const wish = { orderNo: of.orderNo, amountFen: amount.value, reason: reason.value.trim(), authority }
    const outcome = await till.ask('refund.start', wish)
    second.password.value = ''
    if (outcome.ok) {
      leave()
      begun.value = outcome.value
    } else step.value = of.ownRight ? 'amount' : second.by.value
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
    if (refund && till.snapshot?.refunds.some((one) => one.refundId === refund.refundId) && mayBePutAway(refund))
      await till.ask('refund.close', { refundId: refund.refundId })
  }

  return {
    prepared,
    step,
    entry,
    untouched,
    tooMuch,
    reason,
    approver: second.approver,
    password: second.password,
    approverTyped: second.approverTyped,
    approval: second.approval,
    phoneFault: second.phoneFault,
    askByPhone,
    askByPassword,
    sent,
    isOpen,
    left,
    amount,
    open,
    takeAll,
    press,
    goOn,
    goBack,
    leave,
    show,
    close,
  }
})

const mayBePutAway = ({ state }: RefundView): boolean => state !== 'sending' && state !== 'unknown' && state !== 'conflict'
