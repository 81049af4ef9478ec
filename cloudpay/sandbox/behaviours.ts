import type { CouponKind } from './settlement.ts'

/** What the customer does, and what happens to the answer on its way: together the script of one payment (PROTOCOL 9). */
export type CustomerAct = 'pays' | 'asksPassword' | 'refuses' | 'lowBalance' | 'neverAnswers'

export type LineAct =
  | 'fine'
  /** Status 3: the server says that it does not know. */
  | 'status3'
  /** Status 103: try later. */
  | 'status103'
  /** 407: said to be used already, though the order stands (PROTOCOL 3.5). */
  | 'status407'
  /** The connection is cut after the work was done. */
  | 'cut'
  /** The request never arrives: nothing is done, the connection is cut. */
  | 'lost'
  /** The content was changed on the way, the code is the old one. */
  | 'tampered'
  /** The code was made with another key. */
  | 'wrongKey'
  /** A rightly signed answer that speaks of another order. */
  | 'otherOrder'
  | 'serverError'
  | 'oversized'

export interface Behaviour {
  customer: CustomerAct
  /** For `asksPassword`: the customer answers by himself after so many ms. */
  autoAfterMs?: number
  autoOutcome?: 'pays' | 'refuses'
  /** For `pays`: the order stays "initial" for so many ms first. */
  settleAfterMs?: number
  /** For whoever pays: a coupon takes a tenth off, paid for by the platform or by the shop. */
  coupon?: CouponKind
  line?: LineAct
  /** How many answers for one number the line spoils: by default 1, and all of them for `lost`. */
  times?: number
  /** The answer is held back for so many ms. */
  slowMs?: number
}

/** The choices of the wallet page, by name. `seconds` fills in the one free number that some of them have. */
export const BEHAVIOURS = {
  paysAtOnce: () => ({ customer: 'pays' }),
  paysWithCoupon: () => ({ customer: 'pays', coupon: 'platform' }),
  paysWithShopCoupon: () => ({ customer: 'pays', coupon: 'shop' }),
  asksPassword: () => ({ customer: 'asksPassword' }),
  paysAfter: (seconds) => ({ customer: 'asksPassword', autoAfterMs: seconds * 1000, autoOutcome: 'pays' }),
  refusesAfter: (seconds) => ({ customer: 'asksPassword', autoAfterMs: seconds * 1000, autoOutcome: 'refuses' }),
  refuses: () => ({ customer: 'refuses' }),
  lowBalance: () => ({ customer: 'lowBalance' }),
  neverAnswers: () => ({ customer: 'neverAnswers' }),
  slowAnswer: (seconds) => ({ customer: 'pays', slowMs: seconds * 1000 }),
  cutButPaid: () => ({ customer: 'pays', line: 'cut' }),
  cutNotPaid: () => ({ customer: 'pays', line: 'lost' }),
  unknownButPaid: () => ({ customer: 'pays', line: 'status3' }),
  tryLaterThenPaid: () => ({ customer: 'pays', line: 'status103', settleAfterMs: 2000 }),
  numberUsedAnswer: () => ({ customer: 'pays', line: 'status407' }),
  tamperedAnswer: () => ({ customer: 'pays', line: 'tampered' }),
  wrongSignature: () => ({ customer: 'pays', line: 'wrongKey' }),
  otherOrder: () => ({ customer: 'neverAnswers', line: 'otherOrder' }),
  serverError: () => ({ customer: 'pays', line: 'serverError' }),
  oversized: () => ({ customer: 'pays', line: 'oversized' }),
} satisfies Record<string, (seconds: number) => Behaviour>

export type BehaviourName = keyof typeof BEHAVIOURS

export function isBehaviourName(name: unknown): name is BehaviourName {
  return typeof name === 'string' && Object.hasOwn(BEHAVIOURS, name)
}

/** The behaviour of that name; `seconds` is taken only by those that wait (1 to 600). */
export function behaviourNamed(name: BehaviourName, seconds = 5): Behaviour {
  const make: (seconds: number) => Behaviour = BEHAVIOURS[name]
  return make(seconds)
}
