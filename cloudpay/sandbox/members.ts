import type { Bank } from './bank.ts'
import type { CardRow, MemberCard, MemberCards } from './member-cards.ts'
import type { MemberAdjust, MemberFlow, MemberQuery } from './member-requests.ts'
import { present, sec } from './order-wire.ts'
import type { OrderBook } from './orders.ts'
import { done, memberRefusal, numberUsed, refusal, sameContentKey, type Outcome } from './outcome.ts'
import { CODE_WORDS } from './payments.ts'
import type { StaffMember } from './seed.ts'
import type { TopUps } from './top-ups.ts'

const MOST_FOUND = 20

const maskedPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`

const memberOf = (card: MemberCard): Record<string, unknown> => ({
  out_card_id: card.outCardId,
  membership_number: card.membershipNumber,
  name: card.name,
  mobile_phone: maskedPhone(card.phone),
  balance_fee: card.balanceFee,
  credits: card.points,
  claimed: card.claimed,
  activated: card.activated,
  valid_until: card.validUntil,
})

interface Parts {
  bank: Bank
  cards: MemberCards
  book: OrderBook
  topUps: Pick<TopUps, 'passesCeiling'>
  staff: readonly StaffMember[]
}

export type Members = ReturnType<typeof createMembers>

/** Looking members up, their statements, and changing a balance by hand (UNDOCUMENTED 1, BEHAVIOUR F15). */
export function createMembers({ bank, cards, book, topUps, staff }: Parts) {
  const adjusted = new Map<string, Record<string, unknown>>()

  /** The payer's own card, or the card whose face it is. Alipay holds no cards; a code that is looked up is not used up. */
  function byCode(code: string): readonly MemberCard[] | Outcome {
    const found = bank.check(code)
    if (!found.known) return refusal(CODE_WORDS[found.why])
    const { wallet } = found
    return cards.all().filter((card) => (wallet.card ? card === wallet.card : card.claimed && card.ownerWalletId === wallet.id))
  }

  function found(asked: MemberQuery): readonly MemberCard[] | Outcome {
    const { author_code: code, membership_number: number, mobile_phone: phone, name } = asked
    if (code !== undefined) return byCode(code)
    return cards.all().filter((card) => {
      if (number !== undefined) return card.membershipNumber === number
      return phone === undefined ? name !== undefined && card.name.includes(name) : card.phone === phone
    })
  }

  function query(asked: MemberQuery): Outcome {
    const cardsFound = found(asked)
    return 'status' in cardsFound ? cardsFound : done({ members: cardsFound.slice(0, MOST_FOUND).map(memberOf) })
  }

  const rowOf = (row: CardRow): Record<string, unknown> =>
    present({
      kind: row.kind,
      out_trade_no: row.tradeNo,
      out_refund_no: row.refundNo,
      out_adjust_no: row.adjustNo,
      amount_fee: row.fee,
      bonus_fee: row.bonusFee ?? 0,
      balance_fee: row.balanceFee,
      credits: row.points ?? 0,
      create_time: sec(row.at),
      remark: row.remark,
      staff_id: row.staffId,
      staff_name: staff.find((person) => person.staffId === row.staffId)?.name,
    })

  function flow({ membership_number: number, page_num: page, page_size: size }: MemberFlow): Outcome {
    const card = cards.get(number)
    if (!card) return memberRefusal('unknownCard')
    const rows = card.rows.map(rowOf).reverse()
    return done({ total_count: rows.length, rows: rows.slice((page - 1) * size, page * size) })
  }

  function adjust(request: MemberAdjust): Outcome {
    const { out_adjust_no: number, adjust_fee: fee, remark } = request
    const { staff_id: staffId } = request.order_client
    if (staff.find((person) => person.staffId === staffId)?.role !== 'admin') return memberRefusal('notAdmin')
    const content = sameContentKey('member_adjust', request)
    const known = book.contentOf(number)
    const before = adjusted.get(number)
    if (known !== undefined) return known === content && before ? done(before) : numberUsed()
    const card = cards.get(request.membership_number)
    if (!card) return memberRefusal('unknownCard')
    if (card.balanceFee + fee < 0) return memberRefusal('belowZero')
    if (fee > 0 && topUps.passesCeiling(fee)) return memberRefusal('aboveCeiling')
    book.takeNumber(number, content)
    cards.post(card, { kind: 'adjustment', fee, adjustNo: number, staffId, remark })
    const answer = { balance_fee: card.balanceFee, adjust_fee: fee }
    adjusted.set(number, answer)
    return done(answer)
  }

  return { query, flow, adjust }
}
