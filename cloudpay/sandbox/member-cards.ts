import type { MEMBER_FLOW_KINDS } from '../protocol/messages/members.ts'
import type { MovableClock } from './movable-clock.ts'
import { memberRefusal, type Outcome } from './outcome.ts'
import type { MemberSeed } from './seed.ts'

/** One change of a card. Fees are fen and signed; `fee` holds the bonus too. */
export interface CardMove {
  kind: (typeof MEMBER_FLOW_KINDS)[number]
  fee: number
  bonusFee?: number
  points?: number
  tradeNo?: string
  refundNo?: string
  adjustNo?: string
  staffId: string | undefined
  remark?: string | undefined
}
export interface CardRow extends CardMove {
  readonly balanceFee: number
  /** Epoch ms. */
  readonly at: number
}

/** A member and the card. Only the book of cards changes the balance, the points and the rows. */
export interface MemberCard extends Omit<MemberSeed, 'balanceFee' | 'validUntil' | 'claimed' | 'activated'> {
  /** Unix seconds; 0: without end. */
  validUntil: number
  /** It lies in the customer's wallet. */
  claimed: boolean
  activated: boolean
  readonly balanceFee: number
  readonly points: number
  /** Oldest first. */
  readonly rows: readonly CardRow[]
}

/** What is earned by paying so many fen with a card: a point for each whole yuan. */
export const pointsOf = (fee: number): number => Math.floor(fee / 100)

export type MemberCards = ReturnType<typeof createMemberCards>

/** All cards, and the one place where what is on them changes. */
export function createMemberCards(seeds: readonly MemberSeed[], clock: MovableClock, changed: () => void) {
  const cards = seeds.map((seed) => ({ ...seed, points: 0, rows: [] as CardRow[] }))
  const find = (number: string) => cards.find((card) => card.membershipNumber === number)
  const isOver = (card: MemberCard): boolean => card.validUntil !== 0 && clock.now() >= card.validUntil * 1000

  return {
    all: (): readonly MemberCard[] => cards,
    get: (number: string): MemberCard | undefined => find(number),
    isOver,

    /** Why nothing may be put on this card, or paid with it; undefined when it may. */
    fault(card: MemberCard | undefined): Outcome | undefined {
      if (!card) return memberRefusal('unknownCard')
      if (!card.activated) return memberRefusal('notActivated')
      return isOver(card) ? memberRefusal('expired') : undefined
    },

    /**
     * Writes a change down and carries it out. Whoever asks for it makes sure that it may be: a balance or points below nought, a part of a
     * fen, or a top-up that was credited before, is a fault of this program.
     */
    post(card: MemberCard, move: CardMove): void {
      const own = find(card.membershipNumber)
      if (!own) throw new Error('no such card')
      const balanceFee = own.balanceFee + move.fee
      const points = own.points + (move.points ?? 0)
      if (![balanceFee, points].every((sum) => Number.isSafeInteger(sum) && sum >= 0)) throw new Error('a card holds no such sum')
      const again = own.rows.some((row) => row.kind === 'recharge' && row.tradeNo === move.tradeNo)
      if (move.kind === 'recharge' && again) throw new Error('this top-up was credited before')
      own.balanceFee = balanceFee
      own.points = points
      own.rows.push({ ...move, balanceFee, at: clock.now() })
      changed()
    },

    /** The back office changes what a card is, never what is on it. False: there is no such card. */
    set: (number: string, part: Partial<Pick<MemberCard, 'claimed' | 'activated' | 'validUntil'>>): boolean => {
      const card = find(number)
      if (!card) return false
      Object.assign(card, part)
      changed()
      return true
    },
  }
}
