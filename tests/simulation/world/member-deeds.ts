import type { RefundFate } from './bank.ts'
import type { Customer } from './customer.ts'
import type { Dice } from './dice.ts'
import { RIGHTS, type Right } from './words.ts'

/** `card`: of the cards that the bank has. */
export type MemberAct =
  | {
      readonly do: 'topUp'
      /** The found member's; null: on the own card of whoever pays. */
      readonly card: number | null
      /** Who pays: 0 and 1 have a card, 2 has none. */
      readonly payer: number
      /** Of the amounts that may be topped up; -1 is none of them. */
      readonly tier: number
      /** What is shown or tried: the payer's code, one of Alipay, a card's face, and what no top-up can be paid with. */
      readonly way: 'code' | 'alipay' | 'face' | 'qr' | 'none'
      readonly customer: Customer
      /** Ms between the amount and the code. */
      readonly wait: number
      /** Ms after which another payer's code is scanned as well; null for never. */
      readonly scanAgain: number | null
      /** Ms after the code at which another sale comes to the front; null for never. */
      readonly otherSale: number | null
      /** The merchant gives other bonuses by the time that the code is shown. */
      readonly newRules: boolean
      /** A top-up that failed is tried again instead. */
      readonly retry: boolean
    }
  | { readonly do: 'payCard'; readonly card: number; readonly share: number; readonly customer: Customer }
  /** Of what moved something of a card. */
  | {
      readonly do: 'refundCard'
      readonly which: number
      readonly share: number
      readonly fate: RefundFate
      readonly right: Right
    }
  | {
      readonly do: 'adjust'
      readonly card: number
      readonly amountFen: number
      /** So many presses at once: only one may count. */
      readonly presses: number
      /** Ms after which the same is pressed again while it is not known; null: nobody does. */
      readonly again: number | null
    }
  /** The back office closes a card, or opens it again. */
  | { readonly do: 'cardChanges'; readonly card: number }
  | { readonly do: 'newRules' }
  | { readonly do: 'topUpElsewhere'; readonly card: number; readonly tier: number }
  | { readonly do: 'spendElsewhere'; readonly card: number; readonly share: number }
  /** So much is asked back of a top-up by another till. */
  | { readonly do: 'refundCardElsewhere'; readonly which: number }

const REFUNDS: readonly RefundFate[] = ['arrives', 'arrives', 'arrivesLater', 'failsLater', 'needsPerson', 'refused']
const WAYS = ['code', 'code', 'code', 'code', 'code', 'code', 'code', 'code', 'alipay', 'face', 'qr', 'none'] as const
const AMOUNTS = [500, 5000, -500, -5000, -10_000, -10_800, -30_000]

export function memberAct(chance: Dice, customer: Customer): MemberAct {
  const roll = chance.next()
  const card = chance.between(0, 2)
  if (roll < 0.42)
    return {
      do: 'topUp',
      card: chance.chance(0.5) ? null : card,
      payer: chance.pick([0, 0, 1, 1, 1, 2]),
      tier: chance.pick([0, 0, 0, 1, 1, 2, -1]),
      way: chance.pick(WAYS),
      customer,
      wait: chance.pick([0, 0, 40, 600]),
      scanAgain: chance.chance(0.25) ? chance.between(0, 120) : null,
      otherSale: chance.chance(0.2) ? chance.between(0, 120) : null,
      newRules: chance.chance(0.1),
      retry: chance.chance(0.4),
    }
  if (roll < 0.56) return { do: 'payCard', card, share: chance.pick([0.1, 0.4, 0.4, 1, 1, 1.2]), customer }
  if (roll < 0.76) {
    const share = chance.pick([0.5, 1, 1, 1, 1, 1.2])
    return { do: 'refundCard', which: chance.between(0, 5), share, fate: chance.pick(REFUNDS), right: chance.pick(RIGHTS) }
  }
  if (roll < 0.88) {
    const again = chance.pick([null, 100, 4000, 20_000, 61_000, 130_000])
    return { do: 'adjust', card, amountFen: chance.pick(AMOUNTS), presses: chance.between(1, 2), again }
  }
  if (roll < 0.91) return { do: 'cardChanges', card }
  if (roll < 0.93) return { do: 'newRules' }
  if (roll < 0.96) return { do: 'topUpElsewhere', card, tier: chance.between(0, 2) }
  if (roll < 0.985) return { do: 'spendElsewhere', card, share: chance.pick([0.3, 1]) }
  return { do: 'refundCardElsewhere', which: chance.between(0, 5) }
}
