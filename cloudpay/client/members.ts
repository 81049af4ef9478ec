import { fen, type Fen } from '../../contract/money.ts'
import { MemberRefusal, type MemberRefusalName } from '../protocol/enums.ts'
import type {
  Member as ToldMember,
  MEMBER_FLOW_KINDS,
  MemberFlowRow,
  MemberRechargeAnswer,
  MemberRechargeRulesAnswer,
} from '../protocol/messages/members.ts'
import type { Reading } from './caller.ts'
import { merchantOf } from './identity.ts'
import { amount, filled, instant, type OrderAnswer } from './order-answer.ts'
import { readOrder } from './orders.ts'
import { unknown, type CallResult } from './result.ts'
import type { Till } from './till.ts'

/** How a member is looked for: by the payer's code or the card's own (a secret, not used up), or by the whole number, the whole phone number, a part of the name. */
export interface QueryMember {
  by: 'code' | 'number' | 'phone' | 'name'
  text: string
}

/** A member and the card. Whatever the server left out is null. */
export interface MemberAnswer {
  number: string
  cardId: string | null
  name: string | null
  /** Masked by the server. */
  phone: string | null
  balanceFen: Fen
  points: number | null
  /** The card lies in the customer's wallet. */
  claimed: boolean | null
  activated: boolean | null
  /** Epoch ms; null: without end, or not told. */
  validUntil: number | null
}

/** What may be topped up: the listed amounts, each with its bonus, or any amount up to `mostFen`, without one (BEHAVIOUR F15). */
export type TopUpRules = { mode: 'fixed'; tiers: { amountFen: Fen; bonusFen: Fen }[] } | { mode: 'any'; mostFen: Fen | null }

/** Puts money on a card, paid for with the code that a payer shows. The number, with the prefix, is in the book before this is called. */
export interface Recharge {
  orderNo: string
  number: string
  amountFen: Fen
  /** Secret: whoever has it can take money until it is used. WeChat Pay's or Alipay's. */
  paymentCode: string
  staffId: string
}

/** The order, told as a sale's is. `bonusFen` null: the answer tells no bonus. */
export type RechargeAnswer = OrderAnswer

/** Puts cash that was taken on a card. The number, with the prefix, is in the book before this is called. */
export type RechargeCash = Omit<Recharge, 'paymentCode'>

export interface CashCredited {
  bonusFen: Fen
  /** Right after it. */
  balanceFen: Fen
  /** Epoch ms; null: not told. */
  at: number | null
}

export interface MemberFlow {
  number: string
  page: number
  pageSize: number
}

/** One change of a card, signed. */
export interface MemberMovement {
  /** Null: of a kind that is not known here. */
  kind: (typeof MEMBER_FLOW_KINDS)[number] | null
  orderNo: string | null
  refundNo: string | null
  adjustNo: string | null
  /** What the balance changed by, the bonus included. */
  amountFen: Fen | null
  bonusFen: Fen | null
  /** After it. */
  balanceFen: Fen | null
  points: number | null
  /** Epoch ms. */
  at: number | null
  remark: string | null
  staffId: string | null
  staffName: string | null
}

/** Changes a balance by hand; an administrator's alone. After an unknown result under the same number, never a new one. */
export interface AdjustMember {
  adjustNo: string
  number: string
  /** Signed, not nought. */
  amountFen: Fen
  remark: string
  staffId: string
}

export interface AdjustedMember {
  /** After it. */
  balanceFen: Fen
  amountFen: Fen
}

const NAMES = Object.keys(MemberRefusal) as MemberRefusalName[]

/** Why a call about a card, or the refund of a top-up, was refused, where it says so; null for every other refusal. */
export const memberRefusalOf = (result: CallResult<unknown>): MemberRefusalName | null =>
  result.outcome === 'refused' && result.signed
    ? (NAMES.find((name) => MemberRefusal[name] === result.internalStatus) ?? null)
    : null

const memberOf = (told: ToldMember): MemberAnswer => ({
  number: told.membership_number,
  cardId: filled(told.out_card_id),
  name: filled(told.name),
  phone: filled(told.mobile_phone),
  balanceFen: fen(told.balance_fee),
  points: told.credits ?? null,
  claimed: told.claimed ?? null,
  activated: told.activated ?? null,
  validUntil: instant(told.valid_until),
})

function readRules(told: MemberRechargeRulesAnswer): Reading<TopUpRules> {
  if (told.mode === 2) return { says: { mode: 'any', mostFen: amount(told.max_fee) } }
  const tiers = (told.items ?? []).map((one) => ({ amountFen: fen(one.recharge_fee), bonusFen: fen(one.bonus_fee) }))
  return { says: { mode: 'fixed', tiers } }
}

/** The bonus stands beside the order; one below nought is none that a document knows. */
function readRecharge(told: MemberRechargeAnswer, orderNo: string): Reading<RechargeAnswer> {
  const order = readOrder(told, orderNo)
  if (typeof order === 'string') return order
  const bonus = told.recharge_bonus_fee
  if (bonus !== null && bonus !== undefined && bonus < 0) return 'tooLittle'
  return { says: { ...order.says, isTopUp: true, bonusFen: amount(bonus) ?? order.says.bonusFen } }
}

const movementOf = (row: MemberFlowRow): MemberMovement => ({
  kind: row.kind ?? null,
  orderNo: filled(row.out_trade_no),
  refundNo: filled(row.out_refund_no),
  adjustNo: filled(row.out_adjust_no),
  amountFen: amount(row.amount_fee),
  bonusFen: amount(row.bonus_fee),
  balanceFen: amount(row.balance_fee),
  points: row.credits ?? null,
  at: instant(row.create_time),
  remark: filled(row.remark),
  staffId: filled(row.staff_id),
  staffName: filled(row.staff_name),
})

const WAY = { code: 'author_code', number: 'membership_number', phone: 'mobile_phone', name: 'name' } as const
const NOT_OFFERED = unknown('notSent', 'this server offers no calls about members')

/** Members and their cards: our extensions, not even tried on Cloud Pay's own hosts (UNDOCUMENTED 1, RULINGS 12, 15). */
export function memberCalls({ identity, caller, limits, orderClient, nonce, offersExtensions }: Till) {
  const { out_sub_mch_id, out_shop_id } = merchantOf(identity)
  const ids = () => ({ out_sub_mch_id, out_shop_id, nonce_str: nonce() })

  return {
    /** None when nobody is found. A code that is looked up can still pay. */
    async queryMember(q: QueryMember): Promise<CallResult<MemberAnswer[]>> {
      if (!offersExtensions) return NOT_OFFERED
      return caller.call({
        name: 'member_query',
        content: { ...ids(), [WAY[q.by]]: q.text },
        limitMs: limits.queryMs,
        secrets: q.by === 'code' ? [q.text] : [],
        read: ({ members }) =>
          q.by === 'number' && members.some((one) => one.membership_number !== q.text)
            ? 'somethingElse'
            : { says: members.map(memberOf) },
      })
    },

    async rechargeRules(): Promise<CallResult<TopUpRules>> {
      if (!offersExtensions) return NOT_OFFERED
      return caller.call({ name: 'member_recharge_rules', content: ids(), limitMs: limits.queryMs, read: readRules })
    },

    /**
     * Like a sale's charge: `ok` says how far the payment got, and the card is credited when it is paid, once. After an unknown result ask
     * about the order, or send the same again; never under a new number.
     */
    async recharge(q: Recharge): Promise<CallResult<RechargeAnswer>> {
      if (!offersExtensions) return NOT_OFFERED
      return caller.call({
        name: 'member_recharge',
        content: {
          ...ids(),
          out_trade_no: q.orderNo,
          membership_number: q.number,
          recharge_fee: q.amountFen,
          author_code: q.paymentCode,
          order_client: orderClient(q.staffId),
        },
        limitMs: limits.payMs,
        secrets: [q.paymentCode],
        read: (told) => readRecharge(told, q.orderNo),
      })
    },

    /**
     * `ok` says that the card has it, once. After an unknown result send the same again, for as long as it takes, never under a new number: a
     * refusal about the card is final, whenever it comes.
     */
    async rechargeCash(q: RechargeCash): Promise<CallResult<CashCredited>> {
      if (!offersExtensions) return NOT_OFFERED
      return caller.call({
        name: 'member_recharge_cash',
        content: {
          ...ids(),
          out_trade_no: q.orderNo,
          membership_number: q.number,
          recharge_fee: q.amountFen,
          order_client: orderClient(q.staffId),
        },
        limitMs: limits.payMs,
        read: (told) => {
          const same = told.out_trade_no === q.orderNo && told.membership_number === q.number
          if (!same || told.recharge_fee !== q.amountFen) return 'somethingElse'
          const { recharge_bonus_fee: bonus, balance_fee: balance, recharge_time: time } = told
          return { says: { bonusFen: fen(bonus), balanceFen: fen(balance), at: instant(time) } }
        },
      })
    },

    /** Newest first, as the server has it. `total` null: not told. */
    async memberFlow(q: MemberFlow): Promise<CallResult<{ total: number | null; rows: MemberMovement[] }>> {
      if (!offersExtensions) return NOT_OFFERED
      return caller.call({
        name: 'member_flow',
        content: { ...ids(), membership_number: q.number, page_num: q.page, page_size: q.pageSize },
        limitMs: limits.queryMs,
        read: (told) => ({ says: { total: told.total_count ?? null, rows: told.rows.map(movementOf) } }),
      })
    },

    async adjustMember(q: AdjustMember): Promise<CallResult<AdjustedMember>> {
      if (!offersExtensions) return NOT_OFFERED
      return caller.call({
        name: 'member_adjust',
        content: {
          ...ids(),
          out_adjust_no: q.adjustNo,
          membership_number: q.number,
          adjust_fee: q.amountFen,
          remark: q.remark,
          order_client: orderClient(q.staffId),
        },
        limitMs: limits.payMs,
        read: (told) =>
          told.adjust_fee === q.amountFen
            ? { says: { balanceFen: fen(told.balance_fee), amountFen: q.amountFen } }
            : 'somethingElse',
      })
    },
  }
}
