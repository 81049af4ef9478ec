import type { CloudPay } from '../../cloudpay/client/client.ts'
import type { Clock } from '../../contract/clock.ts'
import { ok, refuse, type Fault, type Outcome } from '../../contract/faults.ts'
import type { SignInCodeView } from '../../contract/snapshot.ts'
import type { Log, Person } from './parts.ts'
import { roleOf } from './staff.ts'

/** How long after an answer the next question goes out, ms. */
const POLL = 2_000

export interface PhoneSignInParts {
  readonly cloud: Pick<CloudPay, 'signInCode' | 'signInCodeScanned'>
  readonly clock: Clock
  readonly log: Log
  /** Somebody is known: they come to the till, and the QR is hidden. Faults: `request.forbidden`, `book.notWritten`. */
  readonly admit: (person: Person) => Outcome<null>
  /** Called after every change that the screen may show. */
  readonly changed: () => void
}

interface Shown {
  readonly token: string
  readonly qrText: string
  readonly expiresAt: number
  fault: Fault | null
  over: boolean
  callOffPoll: () => void
  callOffEnd: () => void
}

/**
 * Signing in by a QR on the screen that the person's phone scans (BEHAVIOUR F02, UNDOCUMENTED 2). One QR at a time; what was not heard is asked
 * again for as long as the QR lives, and lets nobody in.
 */
export function createPhoneSignIn({ cloud, clock, log, admit, changed }: PhoneSignInParts) {
  let shown: Shown | null = null
  /** Grows with each QR and each hiding, so that an answer that comes too late is known as such. */
  let turn = 0

  function hide(): void {
    turn += 1
    shown?.callOffPoll()
    shown?.callOffEnd()
    shown = null
  }

  function end(mine: Shown, fault: Fault): void {
    mine.callOffPoll()
    mine.callOffEnd()
    Object.assign(mine, { fault, over: true })
    log.info('signInCode.ended', { code: fault.code })
    changed()
  }

  /** Nobody has scanned it yet, or Cloud Pay has not answered: it is asked again. */
  function goOn(mine: Shown, heard: boolean): void {
    if (heard === (mine.fault !== null)) {
      mine.fault = heard ? null : { code: 'signIn.noAnswer' }
      changed()
    }
    poll(mine)
  }

  async function look(mine: Shown): Promise<void> {
    const result = await cloud.signInCodeScanned(mine.token)
    if (shown !== mine || mine.over) return
    if (result.outcome === 'refused' && result.signed) {
      end(mine, { code: 'signIn.codeOver', platformText: result.text })
      return
    }
    const answer = result.outcome === 'ok' ? result.answer : null
    if (answer === null || answer.state === 'waiting') goOn(mine, answer !== null)
    else if (answer.state === 'stranger') end(mine, { code: 'signIn.notOfThisShop' })
    else {
      const { staffId, name, mayRefund } = answer.person
      const admitted = admit({ staffId, name, mayRefund, role: roleOf(answer.person), since: clock.now() })
      if (!admitted.ok) end(mine, admitted.fault)
    }
  }

  function poll(mine: Shown): void {
    mine.callOffPoll = clock.after(POLL, () => void look(mine))
  }

  return {
    /** A fresh QR; the one before is over. Faults: `signIn.noAnswer`, `signIn.codeNotOffered` with Cloud Pay's own words. */
    async show(): Promise<Outcome<null>> {
      hide()
      const mine = turn
      const result = await cloud.signInCode()
      // Somebody has gone on to something else meanwhile.
      if (turn !== mine) return ok(null)
      if (result.outcome === 'unknown') return refuse('signIn.noAnswer')
      if (result.outcome === 'refused')
        return refuse('signIn.codeNotOffered', { platformText: result.text, status: result.status })
      const { token, qrText, ttl } = result.answer
      const fresh: Shown = {
        token,
        qrText,
        expiresAt: clock.now() + ttl,
        fault: null,
        over: false,
        callOffPoll: () => undefined,
        callOffEnd: () => undefined,
      }
      fresh.callOffEnd = clock.after(ttl, () => end(fresh, { code: 'signIn.codeOver' }))
      shown = fresh
      poll(fresh)
      changed()
      return ok(null)
    },

    /** Nobody is waited for any more; a late answer is not heard. */
    hide(): void {
      if (shown === null) turn += 1
      else {
        hide()
        changed()
      }
    },

    view(): SignInCodeView | null {
      if (shown === null) return null
      const { qrText, expiresAt, fault, over } = shown
      return { qrText, expiresAt, fault, over }
    },

    stop: hide,
  }
}
export type PhoneSignIn = ReturnType<typeof createPhoneSignIn>
