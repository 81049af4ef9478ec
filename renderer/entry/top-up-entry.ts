import type { FaultCode } from '../../contract/faults.ts'
import type { TopUpRules } from '../../contract/members.ts'
import type { AmountFault } from '../../contract/money.ts'
import { amountOf, type Entry } from './amount-entry.ts'

/** The most one top-up of any amount may be, fen: what the rules say, and never more than one sale takes. */
export const mostOf = (rules: Extract<TopUpRules, { mode: 'any' }>, maxAmountFen: number): number =>
  rules.mostFen === null ? maxAmountFen : Math.min(rules.mostFen, maxAmountFen)

/** Why an amount that was typed is not topped up: above the most it is the top-up that is too large, not a sale. */
export const topUpFault = (fault: AmountFault): FaultCode => (fault === 'tooLarge' ? 'topUp.tooMuch' : `amount.${fault}`)

/** What is topped up, fen, or why nothing is: one of the listed amounts, or what was typed. `most` in fen. */
export function topUpWish(
  rules: TopUpRules,
  picked: number | null,
  typed: Entry,
  most: number,
): { amountFen: number; bonusFen: number } | { fault: FaultCode } {
  if (rules.mode === 'fixed') {
    const tier = picked === null ? undefined : rules.tiers[picked]
    return tier ?? { fault: 'topUp.notATier' }
  }
  // A figure that did not fit was left out: what stands there now is not what was meant.
  if (typed.refused === 'tooLarge') return { fault: 'topUp.tooMuch' }
  const read = amountOf(typed, most)
  return read.ok ? { amountFen: read.amount, bonusFen: 0 } : { fault: topUpFault(read.fault) }
}
