import type { BehaviourName, CaptureFate, ReleaseFate } from '../../cloudpay/sandbox/sandbox.ts'
import type { HoldTender } from '../../contract/states.ts'
import type { Dice } from '../simulation/world/dice.ts'
import { answerOf, type CustomerAnswer } from './customer.ts'

/** A deposit is taken with the customer's code. */
export interface HoldPlan {
  readonly subject: 'hold'
  readonly wallet: HoldTender
  readonly behaviour: BehaviourName
  readonly answer: CustomerAnswer
}

/** What is done to a deposit that is held. */
interface Spending {
  readonly wallet: HoldTender
  /** Which of the deposits that have something left, [0, 1). */
  readonly hold: number
  /** How much of what is left, [0, 1); null takes all of it. */
  readonly part: number | null
  /** Somebody opens the deposit as soon as it has been asked for. */
  readonly looked: boolean
}
export interface CapturePlan extends Spending {
  readonly subject: 'capture'
  /** The rest stays held; Alipay alone knows that. */
  readonly keepsRest: boolean
  readonly fate: CaptureFate
}
export interface ReleasePlan extends Spending {
  readonly subject: 'release'
  readonly fate: ReleaseFate
  /** A clerk gives it back, with a manager's password. */
  readonly approved: boolean
}
export type DepositPlan = HoldPlan | CapturePlan | ReleasePlan

/** By weight. */
const BEHAVIOUR_DRAW: readonly BehaviourName[] = [
  ...Array<BehaviourName>(5).fill('paysAtOnce'),
  ...Array<BehaviourName>(5).fill('asksPassword'),
  ...Array<BehaviourName>(2).fill('slowAnswer'),
  ...Array<BehaviourName>(2).fill('cutButPaid'),
  'unknownButPaid',
  'cutNotPaid',
  'lowBalance',
  'refuses',
  'paysAfter',
  'refusesAfter',
  'wrongSignature',
]

export const holdPlan = (drawn: Dice): HoldPlan => ({
  subject: 'hold',
  wallet: drawn.pick(['wechat', 'alipay']),
  behaviour: drawn.pick(BEHAVIOUR_DRAW),
  answer: answerOf(drawn),
})

const spending = (drawn: Dice): Pick<Spending, 'hold' | 'looked'> => ({ hold: drawn.next(), looked: drawn.chance(0.4) })

export function capturePlan(drawn: Dice): CapturePlan {
  const wallet = drawn.pick<HoldTender>(['wechat', 'alipay'])
  const part = drawn.chance(0.3) ? null : drawn.next()
  const keepsRest = wallet === 'alipay' && part !== null && drawn.chance(0.6)
  const fate = drawn.pick<CaptureFate>(['done', 'done', 'done', 'slow', 'unheard', 'lost'])
  return { subject: 'capture', wallet, part, keepsRest, fate, ...spending(drawn) }
}

/** WeChat Pay gives the whole back, and nothing less. */
export function releasePlan(drawn: Dice): ReleasePlan {
  const wallet = drawn.pick<HoldTender>(['wechat', 'alipay'])
  const part = wallet === 'alipay' && drawn.chance(0.6) ? drawn.next() : null
  const fate = drawn.pick<ReleaseFate>(['done', 'done', 'done', 'slow', 'slow', 'failed', 'failed', 'unheard', 'lost'])
  return { subject: 'release', wallet, part, fate, approved: drawn.chance(0.3), ...spending(drawn) }
}

export function depositInWords(plan: DepositPlan): string {
  if (plan.subject === 'hold') return `a deposit by ${plan.wallet}, ${plan.behaviour}`
  const much = plan.part === null ? 'the whole' : 'a part'
  const looked = plan.looked ? ', looked at' : ''
  if (plan.subject === 'release')
    return `a release of ${much} by ${plan.wallet}, ${plan.fate}${plan.approved ? ', approved' : ''}${looked}`
  const rest = plan.keepsRest ? ', the rest kept' : ''
  return `a capture of ${much} by ${plan.wallet}${rest}, ${plan.fate}${looked}`
}
