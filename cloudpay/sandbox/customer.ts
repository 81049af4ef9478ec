import type { Behaviour, LineAct } from './behaviours.ts'

/** What can become of an order or a hold by its customer's hand. */
interface Acts {
  pay: () => unknown
  stop: () => unknown
  fail: (text: string) => unknown
  /** The phone asks its owner; false: it never gets to. */
  wait: (ask: boolean) => unknown
  /** Does something later, unless it has ended before. */
  later: (ms: number, act: () => unknown) => void
}

const LOW_BALANCE = '余额不足，请更换付款方式。'

/** The customer whose code was scanned does as scripted. */
export function playCustomer(behaviour: Behaviour, acts: Acts): void {
  const { customer, autoAfterMs, autoOutcome, settleAfterMs } = behaviour
  if (customer === 'refuses') acts.stop()
  else if (customer === 'lowBalance') acts.fail(LOW_BALANCE)
  else if (customer === 'neverAnswers') acts.wait(false)
  else if (customer === 'pays') {
    if (settleAfterMs === undefined) acts.pay()
    else acts.later(settleAfterMs, acts.pay)
  } else {
    acts.wait(true)
    if (autoAfterMs !== undefined) acts.later(autoAfterMs, autoOutcome === 'refuses' ? acts.stop : acts.pay)
  }
}

/**
 * The customer holds the phone before the QR on the till: asked for the password, he may also walk away, and the QR then
 * stays open until it expires.
 */
export function playScan(behaviour: Behaviour, acts: Pick<Acts, 'pay' | 'wait' | 'later'>): void {
  const { customer, autoAfterMs, autoOutcome } = behaviour
  if (customer === 'pays') acts.pay()
  else if (customer === 'asksPassword') {
    acts.wait(true)
    if (autoAfterMs !== undefined && autoOutcome !== 'refuses') acts.later(autoAfterMs, acts.pay)
  }
}

/** The line spoils the first so many answers for a number; later ones come through. */
export function nextLine(matter: { behaviour: Behaviour | undefined; spoiled: number }): LineAct {
  const { line = 'fine', times = 1 } = matter.behaviour ?? {}
  if (line === 'fine' || line === 'lost' || matter.spoiled >= times) return 'fine'
  matter.spoiled += 1
  return line
}
