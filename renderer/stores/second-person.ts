import { computed, ref, shallowRef } from 'vue'
import type { Fault, Outcome } from '../../contract/faults.ts'
import type { AuthorityWish } from '../../contract/request-shape.ts'
import type { ApprovalView } from '../../contract/snapshot.ts'
import { useTill } from './till.ts'

/** What a word is asked for: one order or one hold, and one amount (RULINGS 14). */
export interface Wish {
  readonly number: string
  readonly amountFen: number
}
/** `phone` and `approver`: a second person gives their word, by phone or by number and password. */
export type GivingBackStep = 'amount' | 'phone' | 'approver' | 'confirm'

interface Parts {
  readonly wish: () => Wish | null
  /** Whose right it is, as main told; null while nothing is being given back. */
  readonly rights: () => { readonly ownRight: boolean; readonly byPhone: boolean } | null
  readonly ask: 'refund.askApproval' | 'release.askApproval'
}

/** Giving money back takes somebody's right: the operator's own, or a second person's word. The steps that lead to it. */
export function useSecondPerson({ wish, rights, ask }: Parts) {
  const till = useTill()
  const step = ref<GivingBackStep>('amount')
  const by = ref<'phone' | 'approver'>('approver')
  const approver = ref('')
  const password = ref('')
  /** Why no phone could be asked. */
  const phoneFault = shallowRef<Fault | null>(null)
  const approverTyped = computed(() => approver.value.trim() !== '' && password.value !== '')

  /** What the phone says of exactly this wish. */
  const approval = computed<ApprovalView | null>(() => {
    const told = till.snapshot?.approval ?? null
    const of = wish()
    return told !== null && told.orderNo === of?.number && told.amountFen === of.amountFen ? told : null
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

  const asked = ({ number, amountFen }: Wish): Promise<Outcome<null>> =>
    ask === 'refund.askApproval'
      ? till.askQuietly(ask, { orderNo: number, amountFen })
      : till.askQuietly(ask, { holdNo: number, amountFen })

  /** Shows a QR for a second person's phone. */
  async function askPhone(): Promise<void> {
    const of = wish()
    if (!of) return
    by.value = 'phone'
    phoneFault.value = null
    phoneAsked = true
    const turn = ++phoneTurn
    const outcome = await asked(of)
    if (!outcome.ok && turn === phoneTurn) phoneFault.value = outcome.fault
  }

  function askByPhone(): void {
    step.value = 'phone'
    void askPhone()
  }
  function askByPassword(): void {
    dropPhone()
    by.value = 'approver'
    step.value = 'approver'
  }

  /** The amount is settled: on to the confirmation, or to whoever has the right. */
  function askForRight(): void {
    const right = rights()
    if (right?.ownRight !== false) step.value = 'confirm'
    else if (right.byPhone) askByPhone()
    else askByPassword()
  }

  /** One step on from the second person. */
  function goOn(): void {
    if (step.value === 'approver') {
      if (approverTyped.value) step.value = 'confirm'
    } else if (step.value === 'phone') {
      if (approval.value?.state === 'granted') step.value = 'confirm'
      else if (approval.value?.state !== 'waiting' && !till.isWaitingFor(ask)) askByPhone()
    }
  }

  /** Back to whoever gave their word. */
  function askAgain(): void {
    step.value = by.value
  }

  /** Whoever goes back may change the amount, and the word was for this one. */
  function backToAmount(): void {
    dropPhone()
    step.value = 'amount'
  }

  function forget(first: GivingBackStep): void {
    dropPhone()
    approver.value = ''
    password.value = ''
    step.value = first
  }

  function authority(): AuthorityWish {
    if (rights()?.ownRight) return { kind: 'own' }
    if (by.value === 'phone') return { kind: 'phone' }
    return { kind: 'password', staffId: approver.value.trim(), password: password.value }
  }

  return {
    step,
    approver,
    password,
    phoneFault,
    approverTyped,
    approval,
    askByPhone,
    askByPassword,
    askForRight,
    goOn,
    askAgain,
    backToAmount,
    forget,
    authority,
  }
}
