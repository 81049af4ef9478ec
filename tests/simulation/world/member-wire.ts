import type { Member } from '../../../cloudpay/protocol/messages/members.ts'
import type { BankAdjustment, BankCard, Tier } from './bank-cards.ts'

/** A member and the card as the extension writes them (UNDOCUMENTED 1). */
export const memberContent = ({ cardNo, name, balanceFen, active }: BankCard): Member => ({
  membership_number: cardNo,
  out_card_id: `card${cardNo}`,
  name,
  mobile_phone: '138****0000',
  balance_fee: balanceFen,
  credits: 0,
  claimed: active,
  activated: active,
  valid_until: 0,
})

export const rulesContent = (tiers: readonly Tier[]) => ({
  mode: 1 as const,
  items: tiers.map(({ amountFen, bonusFen }) => ({ recharge_fee: amountFen, bonus_fee: bonusFen })),
})

export const adjustmentContent = ({ amountFen, balanceFen }: BankAdjustment) => ({
  balance_fee: balanceFen,
  adjust_fee: amountFen,
})
