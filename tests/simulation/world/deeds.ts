import type { Purpose } from '../../../contract/states.ts'
import type { RefundFate } from './bank.ts'
import type { Customer } from './customer.ts'
import { depositAct, startsDeposit, type DepositAct } from './deposit-deeds.ts'
import { DISK_FAULTS, type DiskFault } from './disk.ts'
import { dice, type Dice } from './dice.ts'
import { memberAct, type MemberAct } from './member-deeds.ts'
import { STORMS, type Weather } from './weather.ts'
import type { Sell } from './sell.ts'
import { RIGHTS, type Right } from './words.ts'

type Act =
  | Sell
  | DepositAct
  | MemberAct
  | { readonly do: 'pass'; readonly ms: number }
  /** Dies after so many things more have happened, and is down for so many ms. */
  | { readonly do: 'kill'; readonly steps: number; readonly down: number }
  | { readonly do: 'clock'; readonly ms: number }
  | { readonly do: 'askNow' }
  /** After so many ms somebody takes a payment back that hangs; pressed twice, as hands do. */
  | { readonly do: 'reverse'; readonly which: number; readonly wait: number; readonly by: 'manager' | 'clerk' }
  | { readonly do: 'takeBack' }
  /** A parked sale comes to the front. */
  | { readonly do: 'open'; readonly which: number }
  /** The cashier goes, and comes back. */
  | { readonly do: 'leave' }
  /** The cashier hands the shift over, and acknowledges what is not known. */
  | { readonly do: 'handOver' }
  /** A manager has looked at what stopped the till. */
  | { readonly do: 'look' }
  /** A manager dismisses a conflict. */
  | { readonly do: 'dismiss' }
  /** Somebody has the day compared. */
  | { readonly do: 'compare' }
  | { readonly do: 'reprint'; readonly which: number }
  /** The printer is not there for so many ms. */
  | { readonly do: 'printer'; readonly ms: number }
  /** Every exchange that begins within so many ms goes this way. */
  | { readonly do: 'line'; readonly weather: Weather; readonly ms: number }
  | { readonly do: 'disk'; readonly fault: DiskFault; readonly at: number; readonly times: number }
  | { readonly do: 'refund'; readonly which: number; readonly share: number; readonly fate: RefundFate; readonly right: Right }
  | { readonly do: 'refundElsewhere'; readonly which: number; readonly share: number }

/** What happens at the counter, one after the other. Each deed has a number, which its own chance hangs on, and ms that pass after it. */
export type Deed = { readonly n: number; readonly gap: number } & Act

export const SUBJECTS = ['sale', 'refund', 'deposit', 'member'] as const
export type Subject = (typeof SUBJECTS)[number]

export interface Schedule {
  readonly seed: number
  /** Hours after midnight at which it begins. */
  readonly hour: number
  /** The share of exchanges that do not go well. */
  readonly roughness: number
  readonly printerTrouble: number
  readonly deeds: readonly Deed[]
  /** How the deposits come to their 30 days when all else is known: not at all, with the till switched off, or with it on. */
  readonly ending: 'none' | 'off' | 'on'
}

/** How much of a schedule is about deposits, or about members' cards. */
type Amount = 'none' | 'some' | 'mostly'
interface Amounts {
  readonly deposits: Amount
  readonly members: Amount
}
const SHARES: Readonly<Record<Amount, number>> = { none: 0, some: 0.3, mostly: 0.6 }

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const REFUNDS: readonly RefundFate[] = ['arrives', 'arrivesLater', 'arrivesLater', 'failsLater', 'needsPerson', 'refused']
const AMOUNTS = [1, 990, 2000, 2000, 128_000, 5_000_000]
const WAYS = ['code', 'code', 'code', 'code', 'code', 'code', 'qr', 'qr', 'qr', 'cash', 'bankCard', 'none'] as const
/** Half of the deeds follow at once; the others when answers, passwords or slips are on their way, or have come. */
const GAPS = [1, 1, 1, 1, 40, 200, 200, 1000, 4000, 20_000]
/** Long enough, mostly, for a willing customer to have paid. */
const CARD_GAPS = [1, 200, 2000, 4000, 8000, 8000, 20_000]
const PAID_GAPS = [1, 200, 600, 2000, 4000, 6000]

function customer(chance: Dice, willing: boolean): Customer {
  if (willing && chance.chance(0.85)) return { does: 'pays', after: chance.pick([0, 0, 0, 4 * SECOND]) }
  const roll = chance.next()
  if (roll < 0.3) return { does: 'pays', after: 0 }
  if (roll < 0.45) return { does: 'pays', after: chance.between(3 * SECOND, 100 * SECOND) }
  // The QR is taken back, and the till gives up waiting, after 2 minutes.
  if (roll < 0.52) return { does: 'pays', after: chance.between(115 * SECOND, 125 * SECOND) }
  if (roll < 0.62) return { does: 'pays', after: chance.between(2 * MINUTE, 7 * MINUTE) }
  if (roll < 0.7) return { does: 'refuses', after: 0 }
  if (roll < 0.8) return { does: 'refuses', after: chance.between(3 * SECOND, 130 * SECOND) }
  return roll < 0.87 ? { does: 'never', after: 0 } : { does: 'tooPoor', after: chance.between(1, 3 * SECOND) }
}

function sale(chance: Dice, willing: boolean, purpose: Purpose = 'sale'): Sell {
  return {
    do: 'sell',
    purpose,
    amountFen: chance.pick(AMOUNTS),
    way: chance.pick(WAYS),
    customer: customer(chance, willing),
    scanAgain: chance.chance(0.2) ? chance.between(0, 50) : null,
    sameCode: chance.chance(0.5),
    oldCode: chance.chance(0.08),
    wallet: chance.pick(['wechat', 'alipay'] as const),
    retry: chance.chance(0.3),
  }
}

function act(chance: Dice, only: Subject | null, willing: boolean, { deposits, members }: Amounts): Act {
  if (deposits !== 'none' && chance.chance(SHARES[deposits])) {
    if (chance.chance(0.3)) return startsDeposit(sale(chance, willing, 'hold'), chance)
    return depositAct(chance)
  }
  if (members !== 'none' && chance.chance(SHARES[members])) return memberAct(chance, customer(chance, willing))
  const roll = chance.next()
  if (roll < 0.34) return sale(chance, willing)
  if (roll < 0.38) {
    const wait = chance.pick([0, 118, 121, 140, 300, 700]) * SECOND
    return { do: 'reverse', which: chance.between(0, 3), wait, by: chance.chance(0.9) ? 'manager' : 'clerk' }
  }
  if (roll < 0.4) return { do: 'compare' }
  if (roll < 0.41) return { do: 'dismiss' }
  if (roll < 0.44) return { do: 'pass', ms: chance.pick([3, 20, 130, 400, 700]) * SECOND }
  if (roll < 0.62 && only !== 'sale') {
    if (chance.chance(0.1)) return { do: 'refundElsewhere', which: chance.between(0, 5), share: chance.pick([0.3, 1]) }
    const share = chance.pick([0, 0.3, 0.5, 0.5, 1, 1, 1, 1.2])
    return { do: 'refund', which: chance.between(0, 5), share, fate: chance.pick(REFUNDS), right: chance.pick(RIGHTS) }
  }
  if (roll < 0.71)
    return {
      do: 'kill',
      steps: chance.pick([0, 0, chance.between(1, 6), chance.between(1, 30)]),
      down: chance.pick([0, 0, 0, SECOND, MINUTE, 15 * MINUTE, 9 * HOUR]),
    }
  if (roll < 0.77) {
    const times = chance.pick([1, 1, 2, 6])
    return { do: 'disk', fault: chance.pick(DISK_FAULTS), at: chance.between(0, 9), times }
  }
  if (roll < 0.81)
    return { do: 'clock', ms: chance.pick([-30 * DAY, -3 * DAY, -DAY, -SECOND, 5 * SECOND, DAY, 5 * DAY, 30 * DAY]) }
  if (roll < 0.85) return { do: 'askNow' }
  if (roll < 0.88) return { do: 'takeBack' }
  if (roll < 0.895) return { do: 'open', which: chance.between(0, 3) }
  if (roll < 0.9) return { do: 'leave' }
  if (roll < 0.91) return { do: 'handOver' }
  if (roll < 0.93) return { do: 'look' }
  if (roll < 0.95) return { do: 'reprint', which: chance.between(0, 5) }
  if (roll < 0.97) return { do: 'printer', ms: chance.pick([300, 10 * SECOND, 3 * MINUTE]) }
  return { do: 'line', weather: chance.pick(STORMS), ms: chance.pick([SECOND, 30 * SECOND, 4 * MINUTE]) }
}

/** The schedule that a seed stands for. */
export function scheduleOf(seed: number, only: Subject | null): Schedule {
  const chance = dice(seed)
  const length = chance.between(2, 10)
  // Only what was paid can be given back.
  const willing = only === 'refund' || (only !== 'sale' && chance.chance(only === null ? 0.5 : 0.75))
  const some = only === null && chance.of('deposits').chance(0.3)
  const deposits = only === 'deposit' ? 'mostly' : some ? 'some' : 'none'
  const cards = only === null && chance.of('members').chance(0.25)
  const members = only === 'member' ? 'mostly' : cards ? 'some' : 'none'
  const first = (): Act => {
    if (deposits !== 'none') return startsDeposit(sale(chance, willing, 'hold'), chance)
    return only === 'member' ? memberAct(chance, customer(chance, willing)) : sale(chance, willing)
  }
  const deedOf = (n: number): Deed => {
    const what = n === 0 ? first() : act(chance, only, willing, { deposits, members })
    const ofCard = what.do === 'topUp' || what.do === 'payCard'
    const gap = chance.pick(ofCard ? CARD_GAPS : willing && what.do === 'sell' ? PAID_GAPS : GAPS)
    return { n, gap, ...what }
  }
  return {
    seed,
    hour: chance.between(0, 23),
    roughness: chance.pick([0, 0.1, 0.3, 0.3, 0.6, 0.85]),
    printerTrouble: chance.pick([0, 0, 0.3, 0.7]),
    deeds: Array.from({ length }, (_none, n) => deedOf(n)),
    ending: deposits === 'none' ? 'none' : chance.of('ending').pick(['none', 'none', 'none', 'off', 'on'] as const),
  }
}
