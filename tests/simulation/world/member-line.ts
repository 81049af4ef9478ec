import { orderAnswer } from '../../../cloudpay/client/order-answer.ts'
import { DEFAULT_LIMITS } from '../../../cloudpay/client/limits.ts'
import type { MemberAnswer, RechargeAnswer } from '../../../cloudpay/client/members.ts'
import { fen } from '../../../contract/money.ts'
import type { SellingCloud } from '../../../electron/till/parts.ts'
import type { BankCard } from './bank-cards.ts'
import type { BankOrder } from './bank-order.ts'
import type { DepositLineParts } from './deposit-line.ts'
import { must } from './line-parts.ts'
import { adjustmentContent, memberContent, rulesContent } from './member-wire.ts'
import { orderContent } from './wire.ts'

const { payMs, queryMs } = DEFAULT_LIMITS
type Calls = 'queryMember' | 'rechargeRules' | 'recharge' | 'adjustMember'

const readMember = (card: BankCard): MemberAnswer => {
  const { membership_number: number, name, mobile_phone: phone, balance_fee, claimed, activated } = memberContent(card)
  return {
    number,
    cardId: `card${number}`,
    name: name ?? null,
    phone: phone ?? null,
    balanceFen: fen(balance_fee),
    points: 0,
    claimed: claimed ?? null,
    activated: activated ?? null,
    validUntil: null,
  }
}

/** Members and their cards over the line (UNDOCUMENTED 1): the same weather as for everything else. */
export function memberLine(parts: DepositLineParts): Pick<SellingCloud, Calls> {
  const { bank, exchange, wire, travels } = parts
  const { cards } = bank
  const bonusOf = ({ topUp }: BankOrder): number => topUp?.bonusFen ?? 0
  const writtenOrder = (order: BankOrder) => orderContent(order, parts.isGone(order))

  return {
    queryMember: (q) =>
      exchange({
        name: 'member_query',
        about: `${q.by} ${q.text}`,
        limitMs: queryMs,
        arrive: () => ({ is: q.by === 'code' ? cards.ofCode(q.text) : cards.all.filter(({ cardNo }) => cardNo === q.text) }),
        answer: (found) => found.map(readMember),
        write: (found) => ({ members: found.map(memberContent) }),
        call: () => wire.calls.queryMember(q),
        // An answer to who showed another code cannot be told from this one's: it names no code (UNDOCUMENTED 1).
        another: () => {
          const other = q.by === 'number' ? cards.all.find(({ cardNo }) => cardNo !== q.text) : undefined
          return other ? { members: [memberContent(other)] } : null
        },
      }),
    rechargeRules: () =>
      exchange({
        name: 'member_recharge_rules',
        about: 'rules',
        limitMs: queryMs,
        arrive: () => ({ is: cards.tiers() }),
        answer: (tiers) => ({
          mode: 'fixed' as const,
          tiers: tiers.map(({ amountFen, bonusFen }) => ({ amountFen: fen(amountFen), bonusFen: fen(bonusFen) })),
        }),
        write: rulesContent,
        call: () => wire.calls.rechargeRules(),
      }),
    async recharge(q) {
      const { orderNo, number: cardNo, amountFen, paymentCode: code } = q
      parts.leaving({ kind: 'topUp', number: orderNo, amountFen, cardNo, code })
      const wallet = code.startsWith('28') ? 'alipay' : 'wechat'
      const result = await exchange<BankOrder, RechargeAnswer>({
        name: 'member_recharge',
        about: orderNo,
        limitMs: payMs,
        arrive: travels(orderNo, () => bank.recharge({ orderNo, cardNo, amountFen, code, wallet })),
        answer: (order) => ({
          ...must(orderAnswer(writtenOrder(order), null)),
          isTopUp: true,
          bonusFen: fen(bonusOf(order)),
        }),
        write: (order) => ({ order_content: writtenOrder(order), recharge_bonus_fee: bonusOf(order) }),
        call: () => wire.calls.recharge(q),
        foreign: parts.foreignOrder(orderNo, amountFen, wallet),
      })
      if (result.outcome === 'ok') parts.bonusTold(orderNo)
      return result
    },
    adjustMember(q) {
      const { adjustNo, number: cardNo, amountFen, remark } = q
      parts.leaving({ kind: 'adjustment', number: adjustNo, amountFen, cardNo, remark })
      return exchange({
        name: 'member_adjust',
        about: adjustNo,
        limitMs: payMs,
        // A call that was refused and comes once more by itself would be a new one to the bank.
        once: true,
        neverVeryLate: true,
        arrive: () => cards.adjust({ adjustNo, cardNo, amountFen, remark }),
        answer: ({ balanceFen }) => ({ balanceFen: fen(balanceFen), amountFen }),
        write: adjustmentContent,
        call: () => wire.calls.adjustMember(q),
        another: () => {
          const other = [...cards.adjustments.values()].find((one) => one.adjustNo !== adjustNo && one.amountFen !== amountFen)
          return other ? adjustmentContent(other) : null
        },
      })
    },
  }
}
