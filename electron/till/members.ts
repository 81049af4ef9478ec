import type { MemberAnswer, MemberMovement } from '../../cloudpay/client/client.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { CardState, MovementOfCard } from '../../contract/member-choices.ts'
import type { CardMovement, MemberView, TopUpRules } from '../../contract/members.ts'
import type { Question } from '../../contract/requests.ts'
import type { SaleRecord, TopUpCard } from '../ledger/records.ts'
import { memberFaultOf, whyNot } from './member-faults.ts'
import type { Person, SellingCloud, SellingParts } from './parts.ts'
import type { Sales } from './sales.ts'

export interface MembersParts extends Pick<SellingParts, 'clock'> {
  readonly cloud: Pick<SellingCloud, 'queryMember' | 'rechargeRules' | 'memberFlow' | 'offersExtensions'>
  readonly sales: Pick<Sales, 'start' | 'front'>
}

const WAY = { phone: 'phone', cardNo: 'number', name: 'name', code: 'code' } as const

const KIND: Readonly<Record<NonNullable<MemberMovement['kind']>, MovementOfCard>> = {
  payment: 'payment',
  refund: 'refund',
  recharge: 'topUp',
  recharge_refund: 'topUpRefund',
  recharge_refund_failed: 'topUpRefundFailed',
  adjustment: 'adjustment',
}

/** Rows of a statement that are looked through for one kind, a page of the server's at a time. */
const PAGE = 100
const PAGES = 50

function stateOf({ claimed, activated, validUntil }: MemberAnswer, now: number): CardState {
  if (claimed === false || activated === false) return 'notActivated'
  return validUntil !== null && validUntil <= now ? 'expired' : 'active'
}

function movementOf(told: MemberMovement): CardMovement {
  const { kind, orderNo, refundNo, adjustNo, at, amountFen, bonusFen, balanceFen, points, remark, staffName } = told
  return {
    kind: kind && KIND[kind],
    number: refundNo ?? orderNo ?? adjustNo,
    ...{ at, amountFen, bonusFen, balanceFen, points, remark, staffName },
  }
}

const UNUSABLE = { notActivated: 'member.notActivated', expired: 'member.expired' } as const

/** Members and their cards (BEHAVIOUR F15 to F17): asked of Cloud Pay each time, and kept nowhere. Where it has no such calls none is tried. */
export function createMembers({ cloud, clock, sales }: MembersParts) {
  const offered = <T>(act: () => Promise<Outcome<T>>): Promise<Outcome<T>> =>
    cloud.offersExtensions ? act() : Promise.resolve(refuse('member.notOffered'))

  const viewOf = (told: MemberAnswer): MemberView => {
    const { number: cardNo, name, phone, balanceFen, points, validUntil } = told
    return { cardNo, name, phone, balanceFen, points, validUntil, state: stateOf(told, clock.now()) }
  }

  async function find({ by, text }: Question<'members.find'>): Promise<Outcome<MemberView[]>> {
    const result = await cloud.queryMember({ by: WAY[by], text })
    if (result.outcome === 'ok') return ok(result.answer.map(viewOf))
    // A code that nobody knows any more is shown anew; every other refusal is told as it is.
    const dead = by === 'code' && result.outcome === 'refused' && result.signed && memberFaultOf(result) === null
    return dead ? refuse('member.codeDead') : { ok: false, fault: whyNot(result) }
  }

  /** The card of this number, where it can be used. */
  async function usable(cardNo: string): Promise<Outcome<MemberView>> {
    const found = await find({ by: 'cardNo', text: cardNo })
    if (!found.ok) return found
    const [member] = found.value
    if (member === undefined) return refuse('member.cardUnknown', { params: { cardNo } })
    return member.state === 'active' ? ok(member) : refuse(UNUSABLE[member.state], { params: { cardNo } })
  }

  async function rules(): Promise<Outcome<TopUpRules>> {
    const result = await cloud.rechargeRules()
    if (result.outcome !== 'ok') return { ok: false, fault: whyNot(result) }
    return ok(result.answer)
  }

  /** The bonus of an amount, by the rules; a refusal where they do not have it. */
  function bonusBy(told: TopUpRules, amountFen: number): Outcome<number> {
    if (told.mode === 'fixed') {
      const tier = told.tiers.find((one) => one.amountFen === amountFen)
      return tier ? ok(tier.bonusFen) : refuse('topUp.notATier')
    }
    const { mostFen } = told
    return mostFen !== null && amountFen > mostFen ? refuse('topUp.tooMuch', { params: { mostFen } }) : ok(0)
  }

  const cardOf = ({ cardNo, name, phone }: MemberView, more: Pick<TopUpCard, 'byPayer' | 'bonusFen'>): TopUpCard => ({
    cardNo,
    name,
    phone,
    ...more,
  })

  return {
    offered: (): boolean => cloud.offersExtensions,

    /** Faults: `member.notOffered`, `member.noAnswer`, `member.refused`, `member.codeDead`. Nobody found is an empty list. */
    find: (question: Question<'members.find'>) => offered(() => find(question)),

    /** A page of a card's statement, newest first; of one kind, it is looked through from the beginning. Faults: as `find`, `member.cardUnknown`. */
    statement: ({ cardNo, kind, page, pageSize }: Question<'members.statement'>) =>
      offered(async () => {
        if (kind === null) {
          const result = await cloud.memberFlow({ number: cardNo, page, pageSize })
          if (result.outcome !== 'ok') return { ok: false, fault: whyNot(result) }
          return ok({ total: result.answer.total, rows: result.answer.rows.map(movementOf) })
        }
        const rows: CardMovement[] = []
        for (let at = 1, more = true; more && at <= PAGES; at += 1) {
          const result = await cloud.memberFlow({ number: cardNo, page: at, pageSize: PAGE })
          if (result.outcome !== 'ok') return { ok: false, fault: whyNot(result) }
          rows.push(...result.answer.rows.map(movementOf).filter((row) => row.kind === kind))
          more = result.answer.rows.length === PAGE
        }
        return ok({ total: rows.length, rows: rows.slice((page - 1) * pageSize, page * pageSize) })
      }),

    rules: () => offered(rules),

    /** Opens a top-up: the card is looked at and the amount held against the rules before anything is opened. */
    topUp: ({ cardNo, amountFen, anyway }: Question<'members.topUp'>, person: Person) =>
      offered(async (): Promise<Outcome<SaleRecord>> => {
        if (amountFen <= 0) return refuse('amount.zero')
        const [told, member] = await Promise.all([rules(), cardNo === null ? null : usable(cardNo)])
        if (member !== null && !member.ok) return member
        if (!told.ok) return told
        const bonus = bonusBy(told.value, amountFen)
        if (!bonus.ok) return bonus
        const bonusFen = bonus.value
        const topUp: TopUpCard = member
          ? cardOf(member.value, { byPayer: false, bonusFen })
          : { cardNo: null, name: null, phone: null, byPayer: true, bonusFen }
        return sales.start({ amountFen, remark: '', purpose: 'topUp', topUp, person, anyway: anyway === true })
      }),

    /**
     * What a scanned code means for the sale in front: of a top-up of the payer's own card, the card that the code finds; else null, and the
     * code pays. Faults: as `find`, and `topUp.noCard` where the payer has none: nothing is charged then.
     */
    async cardFor(code: string): Promise<Outcome<TopUpCard | null>> {
      const sale = sales.front()
      if (sale?.purpose !== 'topUp' || sale.state !== 'waitingForCode' || sale.topUp?.byPayer !== true) return ok(null)
      const found = await find({ by: 'code', text: code })
      if (!found.ok) return found
      const [member] = found.value
      if (member === undefined) return refuse('topUp.noCard')
      if (member.state !== 'active') return refuse(UNUSABLE[member.state], { params: { cardNo: member.cardNo } })
      return ok(cardOf(member, { byPayer: true, bonusFen: sale.topUp.bonusFen }))
    },
  }
}
export type Members = ReturnType<typeof createMembers>
