import { computed, ref, shallowRef } from 'vue'
import type { Fault, Outcome } from '../../contract/faults.ts'
import type { AuthorityWish } from '../../contract/request-shape.ts'
import type { ApprovalView } from '../../contract/snapshot.ts'
import { useTill } from './till.ts'

/** What a word is asked for: one order or one hold, and one amount (RULINGS 14). */
interface Wish {
  readonly number: string
  readonly amountFen: number
}

/** A second person gives their word for money that goes back: by phone, or by number and password. */
export function useSecondPerson(wish: () => Wish | null, askPhone: (wish: Wish) => Promise<Outcome<null>>) {
  const till = useTill()
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

  /** Shows a QR for a second person's phone. */
  async function askByPhone(): Promise<void> {
    const of = wish()
    if (!of) return
    by.value = 'phone'
    phoneFault.value = null
    phoneAsked = true
    const turn = ++phoneTurn
    const outcome = await askPhone(of)
    if (!outcome.ok && turn === phoneTurn) phoneFault.value = outcome.fault
  }

  function askByPassword(): void {
    dropPhone()
    by.value = 'approver'
  }

  function forget(): void {
    dropPhone()
    approver.value = ''
    password.value = ''
  }

  function authorityFor(ownRight: boolean): AuthorityWish {
    if (ownRight) return { kind: 'own' }
    if (by.value === 'phone') return { kind: 'phone' }
    return { kind: 'password', staffId: approver.value.trim(), password: password.value }
  }

  return {
    by,
    approver,
    password,
    phoneFault,
    approverTyped,
    approval,
    dropPhone,
    askByPhone,
    askByPassword,
    forget,
    authorityFor,
  }
}
