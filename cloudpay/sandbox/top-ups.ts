import type { MemberCards } from './member-cards.ts'
import type { MemberRecharge, MemberRechargeCash } from './member-requests.ts'
import type { MovableClock } from './movable-clock.ts'
import { tenderOfCode } from './order-states.ts'
import { sec } from './order-wire.ts'
import { creditedFee, type Order, type OrderBook } from './orders.ts'
import { done, memberRefusal, numberUsed, sameContentKey, wrongCall, type Outcome } from './outcome.ts'
import type { Payments } from './payments.ts'
import type { StaffMember } from './seed.ts'

/** How cards may be topped up, as the merchant has it (BEHAVIOUR F15, F16). Amounts are fen. */
export interface TopUpRules {
  /** The listed amounts only, each with its bonus; or any amount, without one. */
  mode: 'fixed' | 'any'
  tiers: readonly { fee: number; bonusFee: number }[]
  /** The most of one top-up; where any amount may be put on. */
  mostFee: number
  /** The most of all balances of the merchant together. */
  ceilingFee: number
}

const AT_FIRST: TopUpRules = {
  mode: 'fixed',
  tiers: [
    { fee: 10_000, bonusFee: 800 },
    { fee: 20_000, bonusFee: 2000 },
    { fee: 50_000, bonusFee: 6000 },
    { fee: 100_000, bonusFee: 15_000 },
  ],
  mostFee: 500_000,
  ceilingFee: 100_000_000,
}

interface Parts {
  cards: MemberCards
  book: OrderBook
  payments: Payments
  clock: MovableClock
  staff: readonly StaffMember[]
  changed: () => void
}

export type TopUps = ReturnType<typeof createTopUps>

/** Putting money on members' cards (UNDOCUMENTED 1, RULINGS 12): the payment is one like any other, by the payer's code. */
export function createTopUps({ cards, book, payments, clock, staff, changed }: Parts) {
  let rules = AT_FIRST
  /** What was answered about cash, by its number: for ever, so that nothing on its way can turn it. */
  const inCash = new Map<string, Outcome>()

  const isOpen = ({ phase }: Order): boolean => phase === 'initial' || phase === 'waiting'
  /** All balances, and what is on its way to a card: two payers who type their passwords at once must not pass the ceiling together. */
  const promisedFee = (): number =>
    cards.all().reduce((sum, card) => sum + card.balanceFee, 0) +
    book.all().reduce((sum, order) => sum + (isOpen(order) ? creditedFee(order) : 0), 0)
  const passesCeiling = (fee: number): boolean => promisedFee() + fee > rules.ceilingFee

  /** The bonus for this much, or why it cannot be topped up. */
  function bonusFor(fee: number): number | Outcome {
    const tier = rules.tiers.find((one) => one.fee === fee)
    if (rules.mode === 'fixed' && !tier) return memberRefusal('notATier')
    if (rules.mode === 'any' && fee > rules.mostFee) return memberRefusal('aboveMost')
    const bonusFee = rules.mode === 'fixed' ? (tier?.bonusFee ?? 0) : 0
    return passesCeiling(fee + bonusFee) ? memberRefusal('aboveCeiling') : bonusFee
  }

  function recharge(request: MemberRecharge): Outcome {
    const { out_trade_no: number, recharge_fee: totalFee, author_code: authorCode, order_client: client } = request
    const content = sameContentKey('member_recharge', request)
    const known = payments.again(number, content)
    if (known) return known

    if (!staff.some(({ staffId }) => staffId === client.staff_id)) return wrongCall('参数order_client.staff_id不存在。')
    const tender = tenderOfCode(authorCode)
    if (!tender) return wrongCall('参数author_code不是付款码。')
    if (tender === 'memberCard') return memberRefusal('paidByCard')
    const card = cards.get(request.membership_number)
    const fault = cards.fault(card)
    if (!card || fault) return fault ?? memberRefusal('unknownCard')
    const bonusFee = bonusFor(totalFee)
    if (typeof bonusFee !== 'number') return bonusFee
    return payments.charge({
      number,
      content,
      tender,
      topUp: { card, bonusFee },
      totalFee,
      body: '会员卡充值',
      detail: undefined,
      remark: undefined,
      flowId: undefined,
      attach: undefined,
      goodsTag: undefined,
      authorCode,
      nonce: request.nonce_str,
      client,
    })
  }

  /** Cash was taken beside the till: the card is credited at once, or never under this number. */
  function rechargeCash(request: MemberRechargeCash): Outcome {
    const { out_trade_no: number, recharge_fee: fee, order_client: client } = request
    const content = sameContentKey('member_recharge_cash', request)
    const known = book.contentOf(number)
    if (known !== undefined) return known === content ? (inCash.get(number) ?? numberUsed()) : numberUsed()
    if (!staff.some(({ staffId }) => staffId === client.staff_id)) return wrongCall('参数order_client.staff_id不存在。')
    const answer = credit(request.membership_number, { fee, tradeNo: number, staffId: client.staff_id })
    book.takeNumber(number, content)
    inCash.set(number, answer)
    return answer
  }

  function credit(cardNo: string, { fee, ...by }: { fee: number; tradeNo: string; staffId: string | undefined }): Outcome {
    const card = cards.get(cardNo)
    const fault = cards.fault(card)
    if (!card || fault) return fault ?? memberRefusal('unknownCard')
    const bonusFee = bonusFor(fee)
    if (typeof bonusFee !== 'number') return bonusFee
    cards.post(card, { kind: 'recharge', fee: fee + bonusFee, bonusFee, remark: '现金', ...by })
    return done({
      out_trade_no: by.tradeNo,
      membership_number: cardNo,
      recharge_fee: fee,
      recharge_bonus_fee: bonusFee,
      balance_fee: card.balanceFee,
      recharge_time: sec(clock.now()),
    })
  }

  return {
    recharge,
    rechargeCash,
    passesCeiling,
    /** `member_recharge_rules`. */
    told: (): Outcome =>
      rules.mode === 'fixed'
        ? done({ mode: 1, items: rules.tiers.map(({ fee, bonusFee }) => ({ recharge_fee: fee, bonus_fee: bonusFee })) })
        : done({ mode: 2, items: [], max_fee: rules.mostFee }),
    rules: (): Readonly<TopUpRules> => rules,
    setRules: (part: Partial<TopUpRules>): void => {
      rules = { ...rules, ...part }
      changed()
    },
  }
}
