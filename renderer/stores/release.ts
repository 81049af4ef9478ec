import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { fen, type Fen } from '../../contract/money.ts'
import type { Answer } from '../../contract/requests.ts'
import type { ReleaseView } from '../../contract/snapshot.ts'
import { amountOf, EMPTY_ENTRY, pressKey, typedFor, type AmountKey, type Entry } from '../entry/amount-entry.ts'
import { useSecondPerson } from './second-person.ts'
import { useTill } from './till.ts'

/** The release that is being made, step by step, and then the one that is looked at until it is put away. */
export const useRelease = defineStore('release', () => {
  const till = useTill()
  const of = shallowRef<Answer<'deposits.find'> | null>(null)
  const step = ref<'amount' | 'phone' | 'approver' | 'confirm'>('confirm')
  const entry = shallowRef<Entry>(EMPTY_ENTRY)
  const untouched = ref(true)
  const tooMuch = ref(false)
  const begun = shallowRef<ReleaseView | null>(null)

  /** The release that was sent, as the till last told of it. */
  const sent = computed<ReleaseView | null>(() => {
    const id = begun.value?.releaseId
    return till.snapshot?.releases.find((one) => one.releaseId === id) ?? begun.value
  })
  const left = computed(() => of.value?.hold.leftFen ?? 0)
  const amount = computed<Fen | null>(() => {
    const read = amountOf(entry.value, left.value)
    return read.ok ? read.amount : null
  })

  const second = useSecondPerson(
    () => (of.value && amount.value !== null ? { number: of.value.hold.holdNo, amountFen: amount.value } : null),
    ({ number, amountFen }) => till.askQuietly('release.askApproval', { holdNo: number, amountFen }),
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
    of.value = null
    begun.value = null
    step.value = 'confirm'
    entry.value = EMPTY_ENTRY
    tooMuch.value = false
  }

  /** By whose right: the operator's own, and else somebody is asked. */
  function askForRight(): void {
    if (of.value?.ownRight) step.value = 'confirm'
    else if (of.value?.byPhone) askByPhone()
    else askByPassword()
  }

  /** Offers all that is left; this is the first of the two presses. */
  function open(found: Answer<'deposits.find'>): void {
    leave()
    of.value = found
    takeAll()
    if (found.mayReleasePart) step.value = 'amount'
    else askForRight()
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

  /** One step on; the release itself is sent by `confirm` alone. */
  function goOn(): void {
    if (step.value === 'amount') {
      // What stands there is not what was wished for.
      if (tooMuch.value) till.report({ code: 'release.tooMuch', params: { leftFen: left.value } })
      else if (amount.value === null) till.report({ code: 'release.zero' })
      else askForRight()
    } else if (step.value === 'approver') {
      if (second.approverTyped.value) step.value = 'confirm'
    } else if (step.value === 'phone') {
      if (second.approval.value?.state === 'granted') step.value = 'confirm'
      else if (second.approval.value?.state !== 'waiting' && !till.isWaitingFor('release.askApproval')) askByPhone()
    }
  }

  function goBack(): void {
    if (till.isWaitingFor('release.start')) return
    if (step.value === 'confirm' && of.value?.ownRight === false) step.value = second.by.value
    else if (step.value !== 'amount' && of.value?.mayReleasePart) {
      // Whoever goes back may change the amount, and the word was for this one.
      second.dropPhone()
      step.value = 'amount'
    } else leave()
  }

  /** Sends it, once, however often it is pressed. */
  async function confirm(): Promise<void> {
    const found = of.value
    if (!found || step.value !== 'confirm' || amount.value === null || till.isWaitingFor('release.start')) return
    const authority = second.authorityFor(found.ownRight)
    const outcome = await till.ask('release.start', { holdNo: found.hold.holdNo, amountFen: amount.value, authority })
    second.password.value = ''
    if (outcome.ok) {
      leave()
      begun.value = outcome.value
    } else if (!found.ownRight) step.value = second.by.value
  }

  /** Looks at a release that was sent before. */
  function show(release: ReleaseView): void {
    leave()
    begun.value = release
  }

  /** Puts the result away; what is not confirmed stays in sight. */
  async function close(): Promise<void> {
    const release = sent.value
    leave()
    if (release && till.snapshot?.releases.some((one) => one.releaseId === release.releaseId) && mayBePutAway(release))
      await till.ask('release.close', { releaseId: release.releaseId })
  }

  return {
    of,
    step,
    entry,
    tooMuch,
    approver: second.approver,
    password: second.password,
    approverTyped: second.approverTyped,
    approval: second.approval,
    phoneFault: second.phoneFault,
    askByPhone,
    askByPassword,
    sent,
    amount,
    open,
    takeAll,
    press,
    goOn,
    goBack,
    confirm,
    leave,
    show,
    close,
  }
})

const mayBePutAway = ({ state }: ReleaseView): boolean => state !== 'sending' && state !== 'unknown' && state !== 'conflict'
