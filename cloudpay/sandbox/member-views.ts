import type { CardRow, MemberCard, MemberCards } from './member-cards.ts'

/** A member as the pages and the tests are shown them. Fees are fen, times epoch ms. */
export interface MemberView {
  number: string
  name: string
  phone: string
  balanceFee: number
  points: number
  claimed: boolean
  activated: boolean
  /** Null: without end. */
  validUntil: number | null
  over: boolean
  /** Newest first. */
  rows: readonly CardRow[]
}

export const memberView = (card: MemberCard, cards: MemberCards): MemberView => ({
  number: card.membershipNumber,
  name: card.name,
  phone: card.phone,
  balanceFee: card.balanceFee,
  points: card.points,
  claimed: card.claimed,
  activated: card.activated,
  validUntil: card.validUntil === 0 ? null : card.validUntil * 1000,
  over: cards.isOver(card),
  rows: [...card.rows].reverse(),
})
