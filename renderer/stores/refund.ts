import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Answer, Question } from '../../contract/requests.ts'
import type { Fault } from '../../contract/faults.ts'
import type { ApprovalView, RefundView } from '../../contract/snapshot.ts'
import { fen, type Fen } from '../../contract/money.ts'
import { amountOf, EMPTY_ENTRY, pressKey, typedFor, type AmountKey, type Entry } from '../entry/amount-entry.ts'
import { useTill } from './till.ts'

/** What the platform's documents allow (BEHAVIOUR F12). */
export const REASON_LENGTH = 64

/** The refund that is being made, step by step, and then the one that is looked at until it is put away. */
export const useRefund = defineStore('refund', () => {
  const till = useTill()
  const prepared = shallowRef<Answer<'refund.prepare'> | null>(null)
  /** `phone` and `approver`: a second person gives their word, by phone or by number and password. */
  const step = ref<'amount' | 'phone' | 'approver' | 'confirm'>('amount')
  const by = ref<'phone' | 'approver'>('approver')
  const entry = shallowRef<Entry>(EMPTY_ENTRY)
  const untouched = ref(true)
  /** More than what is left was typed. */
  const tooMuch = ref(false)
  const reason = ref('')
  const approver = ref('')
  const password = ref('')
  /** Why no phone could be asked. */
  const phoneFault = shallowRef<Fault | null>(null)
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

  /** What the phone says of exactly this refund. */
  const approval = computed<ApprovalView | null>(() => {
    const told = till.snapshot?.approval ?? null
    if (told === null) return null
    return told.orderNo === prepared.value?.orderNo && told.amountFen === amount.value ? told : null
  })

  /** Grows with each time a phone is asked; what an earlier time came to is nobody's business any more. */
  let phoneTurn = 0
  let phoneAsked = false

  function dropPhone(): void {
    phoneTurn += 1
    phoneFault.value = null
    if (phoneAsked) void till.askQuietly('refund.dropApproval', {})
    phoneAsked = false
  }

  /** Shows a QR for a second person's phone. */
  async function askByPhone(): Promise<void> {
    const of = prepared.value
    if (!of || amount.value === null) return
    step.value = by.value = 'phone'
    phoneFault.value = null
    phoneAsked = true
    const turn = ++phoneTurn
    const outcome = await till.askQuietly('refund.askApproval', { orderNo: of.orderNo, amountFen: amount.value })
    if (!outcome.ok && turn === phoneTurn) phoneFault.value = outcome.fault
  }

  function askByPassword(): void {
    dropPhone()
    step.value = by.value = 'approver'
  }

  /** Forgets what was typed. What was sent is followed by the main process all the same. */
  function leave(): void {
    dropPhone()
    prepared.value = null
    begun.value = null
    step.value = 'amount'
    entry.value = EMPTY_ENTRY
    reason.value = ''
    approver.value = ''
    password.value = ''
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

  const approverTyped = computed(() => approver.value.trim() !== '' && password.value !== '')

  function goOn(): void {
    if (step.value === 'confirm') void confirm()
    else if (step.value === 'approver') {
      if (approverTyped.value) step.value = 'confirm'
    } else if (step.value === 'phone') {
      if (approval.value?.state === 'granted') step.value = 'confirm'
      else if (approval.value?.state !== 'waiting' && !till.isWaitingFor('refund.askApproval')) void askByPhone()
    } else if (amount.value === null) till.report({ code: 'refund.zero' })
    else if (prepared.value?.ownRight !== false) step.value = 'confirm'
    else if (prepared.value.byPhone) void askByPhone()
    else askByPassword()
  }

  function goBack(): void {
    if (till.isWaitingFor('refund.start')) return
    if (step.value === 'amount') leave()
    else if (step.value === 'confirm' && prepared.value?.ownRight === false) step.value = by.value
    else {
      // Whoever goes back may change the amount, and the word was for this one.
      dropPhone()
      step.value = 'amount'
    }
  }

  function authorityFor({ ownRight }: Answer<'refund.prepare'>): Question<'refund.start'>['authority'] {
    if (ownRight) return { kind: 'own' }
    if (by.value === 'phone') return { kind: 'phone' }
    return { kind: 'password', staffId: approver.value.trim(), password: password.value }
  }

  /** Sends it, once, however often it is pressed. */
  async function confirm(): Promise<void> {
    const of = prepared.value
    if (!of || amount.value === null || till.isWaitingFor('refund.start')) return
    const wish = { orderNo: of.orderNo, amountFen: amount.value, reason: reason.value.trim(), authority: authorityFor(of) }
    const outcome = await till.ask('refund.start', wish)
    password.value = ''
    if (outcome.ok) {
      leave()
      begun.value = outcome.value
    } else step.value = of.ownRight ? 'amount' : by.value
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
    approver,
    password,
    approverTyped,
    approval,
    phoneFault,
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
