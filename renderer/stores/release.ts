import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Answer } from '../../contract/requests.ts'
import type { ReleaseView } from '../../contract/views.ts'
import { OPEN_RELEASE_STATES } from '../../contract/states.ts'
import { useOfferedAmount } from './offered-amount.ts'
import { useSecondPerson } from './second-person.ts'
import { useTill } from './till.ts'

/** The release that is being made, step by step, and then the one that is looked at until it is put away. */
export const useRelease = defineStore('release', () => {
  const till = useTill()
  const of = shallowRef<Answer<'deposits.find'> | null>(null)
  const begun = shallowRef<ReleaseView | null>(null)

  /** The release that was sent, as the till last told of it. */
  const sent = computed<ReleaseView | null>(() => {
    const id = begun.value?.releaseId
    return till.snapshot?.releases.find((one) => one.releaseId === id) ?? begun.value
  })
  const { settled, clear, ...offered } = useOfferedAmount(() => of.value?.hold.leftFen ?? 0)
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
    wish: () => (of.value && amount.value !== null ? { number: of.value.hold.holdNo, amountFen: amount.value } : null),
    rights: () => of.value,
    ask: 'release.askApproval',
  })
  const { step } = second

  /** Forgets what was typed. What was sent is followed by the main process all the same. */
  function leave(): void {
    forget('confirm')
    of.value = null
    begun.value = null
    clear()
  }

  /** Offers all that is left; this is the first of the two presses. */
  function open(found: Answer<'deposits.find'>): void {
    leave()
    of.value = found
    takeAll()
    if (found.mayReleasePart) step.value = 'amount'
    else askForRight()
  }

  /** One step on; the release itself is sent by `confirm` alone. */
  function goOn(): void {
    if (step.value !== 'amount') goOnToRight()
    else if (settled('release') !== null) askForRight()
  }

  function goBack(): void {
    if (till.isWaitingFor('release.start')) return
    if (step.value === 'confirm' && of.value?.ownRight === false) askAgain()
    else if (step.value !== 'amount' && of.value?.mayReleasePart) backToAmount()
    else leave()
  }

  /** Sends it, once, however often it is pressed. */
  async function confirm(): Promise<void> {
    const found = of.value
    if (!found || step.value !== 'confirm' || amount.value === null || till.isWaitingFor('release.start')) return
    const wish = { holdNo: found.hold.holdNo, amountFen: amount.value, authority: authority() }
    const outcome = await till.ask('release.start', wish)
    second.password.value = ''
    if (outcome.ok) {
      leave()
      begun.value = outcome.value
    } else if (!found.ownRight) askAgain()
  }

  /** Looks at a release that was sent before. */
  function show(release: ReleaseView): void {
    leave()
    begun.value = release
  }

  /** Puts the result away; what is not over stays in sight. */
  async function close(): Promise<void> {
    const release = sent.value
    leave()
    const over = release !== null && !OPEN_RELEASE_STATES.includes(release.state)
    if (over && till.snapshot?.releases.some((one) => one.releaseId === release.releaseId))
      await till.ask('release.close', { releaseId: release.releaseId })
  }

  return { of, ...offered, ...second, sent, open, goOn, goBack, confirm, leave, show, close }
})
