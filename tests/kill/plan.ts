import type { BehaviourName, RefundFate } from '../../cloudpay/sandbox/sandbox.ts'
import { seedOf, dice, type Dice } from '../simulation/world/dice.ts'
import { answerOf, type CustomerAnswer } from './customer.ts'
import { capturePlan, depositInWords, holdPlan, releasePlan, type DepositPlan } from './deposit-plan.ts'

/** What the till is in the middle of when it is killed. `start`: coming up after the kill before. */
export const SUBJECTS = [
  'sale',
  'refund',
  'hold',
  'capture',
  'release',
  'qr',
  'cash',
  'topUp',
  'handOver',
  'signOut',
  'start',
] as const
export type Subject = (typeof SUBJECTS)[number]

/**
 * What the kill waits for, before its delay.
 * - `sum`: the key that opens the sale, or the hold, or the question for the top-up · `act`: the scan, the QR, the question for the refund, the capture, the
 *   release or the hand-over, the cash, the sign-out, the start
 * - `request`: the call that moves money, or that tells of the shift, has left the till; it is lost on its way
 * - `unanswered`: Cloud Pay has done it; the answer is held back
 * - `answer`: the answer has come through · `paper`: the slip's bytes have reached the printer
 */
export type Anchor = 'sum' | 'act' | 'request' | 'unanswered' | 'answer' | 'paper'

export interface Moment {
  readonly anchor: Anchor
  /** [0, 1): how far into the time that usually follows the anchor. */
  readonly share: number
}

export interface SalePlan {
  readonly subject: 'sale'
  readonly wallet: 'wechat' | 'alipay'
  readonly behaviour: BehaviourName
  readonly answer: CustomerAnswer
}
export interface RefundPlan {
  readonly subject: 'refund'
  /** Which of the orders that have something left, and how much of it, both [0, 1). */
  readonly order: number
  readonly part: number
  readonly fate: RefundFate
  /** Cloud Pay did it, and the line broke before the answer was through. */
  readonly answerLost: boolean
  /** Of somebody who may not do it alone: a manager gives their word on the phone, in the middle of it. */
  readonly byPhone: boolean
}
/** The customer scans a QR on the till: at once, or, when the till is down by then, while it is down. */
export interface QrPlan {
  readonly subject: 'qr'
  readonly purpose: 'sale' | 'hold'
  readonly wallet: 'wechat' | 'alipay'
}
/** The customer pays in cash: nothing leaves the till. */
export interface CashPlan {
  readonly subject: 'cash'
}
/** Money for a member's card, of a found member or of whoever pays. */
export interface TopUpPlan {
  readonly subject: 'topUp'
  /** On the payer's own card: it is found by the code. */
  readonly own: boolean
  readonly wallet: 'wechat' | 'alipay'
  readonly behaviour: BehaviourName
  readonly answer: CustomerAnswer
}
export interface HandOverPlan {
  readonly subject: 'handOver'
  /** Whose shift it is. */
  readonly by: 'clerk' | 'manager'
  /** With its slip. */
  readonly print: boolean
  /** Cash sales just before, so that the shift has figures of its own. */
  readonly cashSales: number
  /** A customer is still typing the password; the person acknowledges that. */
  readonly openSale: boolean
  readonly answer: CustomerAnswer
}
export interface SignOutPlan {
  readonly subject: 'signOut'
  /** A customer is still typing the password when the cashier leaves. */
  readonly openSale: boolean
  readonly answer: CustomerAnswer
}
export interface StartPlan {
  readonly subject: 'start'
}

type SubjectPlan = SalePlan | RefundPlan | DepositPlan | QrPlan | CashPlan | TopUpPlan | HandOverPlan | SignOutPlan | StartPlan
export type Plan = { readonly index: number; readonly moment: Moment } & SubjectPlan

/** By weight. */
const SUBJECT_DRAW: readonly Subject[] = [
  ...Array<Subject>(7).fill('sale'),
  ...Array<Subject>(4).fill('refund'),
  ...Array<Subject>(4).fill('hold'),
  ...Array<Subject>(4).fill('capture'),
  ...Array<Subject>(4).fill('release'),
  ...Array<Subject>(3).fill('qr'),
  ...Array<Subject>(2).fill('cash'),
  ...Array<Subject>(3).fill('topUp'),
  ...Array<Subject>(3).fill('handOver'),
  ...Array<Subject>(2).fill('signOut'),
  ...Array<Subject>(2).fill('start'),
]

const BEHAVIOUR_DRAW: readonly BehaviourName[] = [
  ...Array<BehaviourName>(4).fill('paysAtOnce'),
  ...Array<BehaviourName>(3).fill('asksPassword'),
  ...Array<BehaviourName>(2).fill('slowAnswer'),
  ...Array<BehaviourName>(2).fill('cutButPaid'),
  ...Array<BehaviourName>(2).fill('unknownButPaid'),
  'cutNotPaid',
  'lowBalance',
  'refuses',
  'paysAfter',
  'refusesAfter',
  'tryLaterThenPaid',
  'serverError',
  'wrongSignature',
  'tamperedAnswer',
]

/** Behaviours whose end comes later than the answer to a payment at once, ms. */
const LASTS: Readonly<Partial<Record<BehaviourName, number>>> = {
  asksPassword: 1500,
  slowAnswer: 1000,
  cutButPaid: 2200,
  cutNotPaid: 3000,
  unknownButPaid: 2200,
  paysAfter: 2200,
  refusesAfter: 2200,
  tryLaterThenPaid: 3200,
  serverError: 2200,
  wrongSignature: 2200,
  tamperedAnswer: 2200,
}
/** How much longer than a payment at once a sale of this kind takes, ms. */
export const lasts = (behaviour: BehaviourName): number => LASTS[behaviour] ?? 0

const SALE_ANCHORS: readonly Anchor[] = ['sum', 'act', 'act', 'act', 'request', 'unanswered', 'answer', 'answer', 'paper']
/** Of whatever a person asks for on the screen. */
const ASKED_ANCHORS: readonly Anchor[] = ['act', 'act', 'request', 'unanswered', 'answer', 'answer', 'paper']

function handOverPlan(drawn: Dice): HandOverPlan {
  const by = drawn.pick<HandOverPlan['by']>(['clerk', 'manager'])
  const [print, openSale] = [drawn.chance(0.75), drawn.chance(0.25)]
  return { subject: 'handOver', by, print, cashSales: drawn.pick([0, 1, 2]), openSale, answer: answerOf(drawn) }
}

function subjectPlan(subject: Subject, drawn: Dice): SubjectPlan {
  switch (subject) {
    case 'sale':
      return { subject, wallet: drawn.pick(['wechat', 'alipay']), behaviour: drawn.pick(BEHAVIOUR_DRAW), answer: answerOf(drawn) }
    case 'refund': {
      const fate = drawn.pick<RefundFate>(['done', 'done', 'done', 'failed', 'needsPerson', 'noFunds'])
      return {
        subject,
        order: drawn.next(),
        part: drawn.next(),
        fate,
        answerLost: drawn.chance(0.25),
        byPhone: drawn.chance(0.35),
      }
    }
    case 'hold':
      return holdPlan(drawn)
    case 'capture':
      return capturePlan(drawn)
    case 'release':
      return releasePlan(drawn)
    case 'qr': {
      const purpose = drawn.pick<QrPlan['purpose']>(['sale', 'hold'])
      // A deposit by QR is Alipay's alone.
      return { subject, purpose, wallet: purpose === 'hold' ? 'alipay' : drawn.pick(['wechat', 'alipay']) }
    }
    case 'cash':
      return { subject }
    case 'topUp': {
      const own = drawn.chance(0.5)
      // Alipay holds no cards.
      const wallet = own ? 'wechat' : drawn.pick(['wechat', 'alipay'] as const)
      return { subject, own, wallet, behaviour: drawn.pick(BEHAVIOUR_DRAW), answer: answerOf(drawn) }
    }
    case 'handOver':
      return handOverPlan(drawn)
    case 'signOut':
      return { subject, openSale: drawn.chance(0.5), answer: answerOf(drawn) }
    case 'start':
      return { subject }
  }
}

const ANCHORS: Readonly<Record<Subject, readonly Anchor[]>> = {
  sale: SALE_ANCHORS,
  hold: SALE_ANCHORS,
  refund: ASKED_ANCHORS,
  capture: ASKED_ANCHORS,
  release: ASKED_ANCHORS,
  qr: ['act', 'act', 'request', 'unanswered', 'answer', 'paper'],
  cash: ['act', 'act', 'paper'],
  topUp: SALE_ANCHORS,
  handOver: ['act', 'act', 'act', 'request', 'unanswered', 'answer', 'paper'],
  signOut: ['act'],
  start: ['act'],
}

/**
 * The kill of this number under this seed: always the same plan, whatever the machine makes of its moments. With `only` it is of
 * that subject.
 */
export function planOf(seed: number, index: number, only: Subject | null = null): Plan {
  const drawn = dice(seedOf(seed, index))
  // The first kill needs a till that is up, and the moment of the others is counted from something a person does.
  const subject = only ?? (index === 0 ? 'sale' : drawn.of('subject').pick(SUBJECT_DRAW))
  const moment = { anchor: drawn.of('anchor').pick(ANCHORS[subject]), share: drawn.of('moment').next() }
  return { index, moment, ...subjectPlan(subject, drawn.of('plan')) }
}

/** The plan in words, for the line that tells of a kill. */
export function inWords(plan: Plan): string {
  switch (plan.subject) {
    case 'sale':
      return `a sale by ${plan.wallet}, ${plan.behaviour}`
    case 'refund':
      return `a refund that ends as ${plan.fate}${plan.answerLost ? ', answer lost' : ''}${plan.byPhone ? ', approved by phone' : ''}`
    case 'qr':
      return `a ${plan.purpose === 'hold' ? 'deposit' : 'sale'} by QR, ${plan.wallet}`
    case 'cash':
      return 'a sale in cash'
    case 'topUp':
      return `a top-up of ${plan.own ? "the payer's own" : 'a found'} card by ${plan.wallet}, ${plan.behaviour}`
    case 'handOver':
      return `a hand-over by a ${plan.by}${plan.print ? ' with its slip' : ''}${plan.openSale ? ', a sale under way' : ''}`
    case 'signOut':
      return plan.openSale ? 'a sign-out with a sale under way' : 'a sign-out'
    case 'start':
      return 'a start'
    default:
      return depositInWords(plan)
  }
}
