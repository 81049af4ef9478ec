import type { BankOrder } from './bank-order.ts'
import { refused, type BankAnswer, type Numbers } from './numbers.ts'

/** A member's card at the bank. Amounts are fen; the balance holds the bonuses too. */
export interface BankCard {
  readonly cardNo: string
  readonly name: string
  /** Whose wallet it lies in; null for a card that nobody has claimed. */
  readonly payer: number | null
  readonly openingFen: number
  balanceFen: number
  /** Nothing may be put on a card that is not active, or paid with it. */
  active: boolean
  /** What other tills and the back office moved of it, signed. */
  elsewhereFen: number
}

interface EndedRefund {
  readonly state: string
  readonly amountFen: number
  readonly elsewhere: boolean
}

export interface BankAdjustment {
  readonly adjustNo: string
  readonly cardNo: string
  readonly amountFen: number
  readonly remark: string
  /** After it. */
  readonly balanceFen: number
}

export interface Tier {
  readonly amountFen: number
  readonly bonusFen: number
}
/** What may be topped up, and what the shop gives with it; the merchant changes from one list to the next. */
export const TIERS: readonly (readonly Tier[])[] = [
  [
    { amountFen: 10_000, bonusFen: 800 },
    { amountFen: 20_000, bonusFen: 2000 },
    { amountFen: 2000, bonusFen: 0 },
  ],
  [
    { amountFen: 10_000, bonusFen: 0 },
    { amountFen: 20_000, bonusFen: 3000 },
    { amountFen: 2000, bonusFen: 100 },
  ],
]

const OPENING: readonly Omit<BankCard, 'openingFen' | 'active' | 'elsewhereFen'>[] = [
  { cardNo: '800001', name: '王芳', payer: 0, balanceFen: 0 },
  { cardNo: '800002', name: '李婷', payer: 1, balanceFen: 5000 },
  { cardNo: '800003', name: '陈洁', payer: null, balanceFen: 30_000 },
]

/** The codes of payers who may have cards, and the faces of cards: the third digit tells whose. The till knows nothing of that. */
export const payerCode = (payer: number, nth: string): string => `14${payer}${nth.padStart(15, '0')}`
export const faceCode = (card: number, nth: string): string => `99${card}${nth.padStart(15, '0')}`
const digitOf = (code: string, head: string): number | null => (code.startsWith(head) ? Number(code[2]) : null)

export interface CardParts {
  readonly numbers: Numbers
  /** Money moved. */
  readonly moved: () => void
}

/** Members' cards at the bank (UNDOCUMENTED 1, RULINGS 12): the one place where a balance changes. Written from the rules, not from the till. */
export function createBankCards({ numbers, moved }: CardParts) {
  const cards = OPENING.map((one): BankCard => ({ ...one, openingFen: one.balanceFen, active: true, elsewhereFen: 0 }))
  const adjustments = new Map<string, BankAdjustment>()
  /** How often each top-up was credited. */
  const credits = new Map<string, number>()
  let rules = 0

  const get = (cardNo: string | null): BankCard | undefined => cards.find((card) => card.cardNo === cardNo)
  function post(cardNo: string, fen: number, elsewhere: boolean): void {
    const card = get(cardNo)
    if (!card) throw new Error('no such card')
    card.balanceFen += fen
    if (elsewhere) card.elsewhereFen += fen
    moved()
  }
  const creditedFen = ({ amountFen, topUp }: BankOrder): number => (topUp ? amountFen + topUp.bonusFen : 0)

  return {
    all: cards as readonly BankCard[],
    adjustments: adjustments as ReadonlyMap<string, BankAdjustment>,
    get,
    creditsOf: (orderNo: string): number => credits.get(orderNo) ?? 0,
    creditedFen,
    tiers: (): readonly Tier[] => TIERS[rules] ?? [],
    nextRules(): void {
      rules = (rules + 1) % TIERS.length
    },

    /** The cards of whoever shows this code: the payer's own, or the one whose face it is. */
    ofCode(code: string): readonly BankCard[] {
      const [payer, face] = [digitOf(code, '14'), digitOf(code, '99')]
      return cards.filter((card, index) => (face === null ? payer !== null && card.payer === payer : index === face))
    },
    faceOf: (code: string): string | null => cards[digitOf(code, '99') ?? -1]?.cardNo ?? null,

    /** What comes with so much for this card; null when it may not be put on. */
    bonusOf(cardNo: string, amountFen: number): number | null {
      const tier = (TIERS[rules] ?? []).find((one) => one.amountFen === amountFen)
      return tier && get(cardNo)?.active === true ? tier.bonusFen : null
    },

    /** The card pays the order, if it can. */
    pays({ cardNo, amountFen }: BankOrder): boolean {
      const card = get(cardNo)
      if (!card?.active || card.balanceFen < amountFen) return false
      post(card.cardNo, -amountFen, false)
      return true
    },

    /** A top-up was paid. */
    credit(order: BankOrder): void {
      if (!order.topUp) return
      credits.set(order.orderNo, (credits.get(order.orderNo) ?? 0) + 1)
      post(order.topUp.cardNo, creditedFen(order), order.elsewhere)
    },

    /** Whether what a top-up has put on its card can be taken from it again; true for every other order. */
    holdsTopUp: (order: BankOrder): boolean => !order.topUp || (get(order.topUp.cardNo)?.balanceFen ?? 0) >= creditedFen(order),
    /** A refund was taken on: the card gives back what a top-up had put on it. */
    takeBack(order: BankOrder, elsewhere: boolean): void {
      if (order.topUp) post(order.topUp.cardNo, -creditedFen(order), elsewhere)
    },
    /** What a card had paid returns to it; what could not go back to the payer of a top-up stands on the card again. */
    refundEnded(order: BankOrder, { state, amountFen, elsewhere }: EndedRefund): void {
      if (order.cardNo !== null && state === 'refunded') post(order.cardNo, amountFen, elsewhere)
      if (order.topUp && state === 'failed') post(order.topUp.cardNo, creditedFen(order), elsewhere)
    },

    /** A balance changed by hand: done once a number, never below nought. */
    adjust(q: Omit<BankAdjustment, 'balanceFen'>): BankAnswer<BankAdjustment> {
      const { adjustNo, cardNo, amountFen, remark } = q
      const content = `adjustment ${cardNo} ${amountFen} ${remark}`
      const before = numbers.known(adjustNo, content, adjustments)
      if (before) return before
      const card = get(cardNo)
      if (!card) return refused(104, 9301)
      if (card.balanceFen + amountFen < 0) return refused(104, 9311)
      numbers.take(adjustNo, content)
      post(cardNo, amountFen, false)
      const is = { ...q, balanceFen: card.balanceFen }
      adjustments.set(adjustNo, is)
      return { is }
    },

    /** Another till takes from the card, as far as it holds that much. */
    spendElsewhere(cardNo: string, amountFen: number): void {
      if ((get(cardNo)?.balanceFen ?? 0) >= amountFen) post(cardNo, -amountFen, true)
    },
  }
}
export type BankCards = ReturnType<typeof createBankCards>
