import { ok, type Outcome } from '../../../contract/faults.ts'
import type { Person } from '../../../electron/till/parts.ts'
import { scanHandler } from '../../../electron/till/scan-handler.ts'
import { faceCode, payerCode } from './bank-cards.ts'
import type { Bank } from './bank.ts'
import type { BankOrder } from './bank-order.ts'
import { CASHIER, type TillLife } from './counter.ts'
import type { Deed } from './deeds.ts'
import type { Fates } from './fates.ts'
import type { MemberAct } from './member-deeds.ts'
import type { Time } from './time.ts'

type MemberDeed = Extract<Deed, { do: MemberAct['do'] }>
type TopUp = Extract<MemberDeed, { do: 'topUp' }>

export const ADMIN: Person = { staffId: '1000', name: 'Ma Chao', role: 'admin', mayRefund: false, since: 0 }
const ENDED: readonly string[] = ['failed', 'paid', 'held', 'refunded']
const OTHER_FEN = 3300

interface Stage {
  readonly time: Time
  readonly bank: Bank
  readonly fates: Fates
  readonly broken: (by: string) => void
  readonly refund: (
    deed: { readonly n: number; readonly share: number } & Pick<Extract<MemberDeed, { do: 'refundCard' }>, 'fate' | 'right'>,
    order: BankOrder,
    till: TillLife,
  ) => void
}

/** What hands do with members and their cards. What is scanned goes through the till's own reading of it. */
export function createMemberHands({ time, bank, fates, broken, refund }: Stage) {
  const { cards } = bank
  let codes = 0

  const nth = <T>(all: readonly T[], which: number): T | undefined => all[which % Math.max(1, all.length)]
  const ofCards = (): BankOrder[] =>
    [...bank.orders.values()].filter(({ state, topUp, cardNo }) => state === 'paid' && (topUp ?? cardNo) !== null)

  /** Whatever a dying till trips over is of no interest. */
  function watched<T>(till: TillLife, what: string, work: Promise<Outcome<T>>): Promise<Outcome<T | null>> {
    return work.catch((error: unknown) => {
      if (till.alive()) broken(`${what} broke the till: ${error instanceof Error ? error.message : String(error)}`)
      return ok(null)
    })
  }
  function scan(till: TillLife, text: string): void {
    const scanned = scanHandler({
      selling: () => till.selling,
      person: () => CASHIER,
      touched() {},
      useLink: () => Promise.resolve(ok(null)),
      openOrder() {},
    })
    fates.scannedFor.set(text, till.selling.sales.front()?.saleId ?? '')
    void watched(till, 'a scan', scanned(text, false))
  }
  const nextCode = (n: number): string => `${n}${String(codes++).padStart(4, '0')}`
  const codeOf = ({ n, way, payer }: Pick<TopUp, 'n' | 'way' | 'payer'>): string =>
    way === 'face'
      ? faceCode(payer, nextCode(n))
      : way === 'alipay'
        ? `28${nextCode(n).padStart(16, '0')}`
        : payerCode(payer, nextCode(n))

  /** The front is cleared as a cashier does it before something new. */
  function clear({ selling: { sales } }: TillLife): void {
    const front = sales.front()
    if (front && ENDED.includes(front.state)) sales.close(front.saleId)
    else if (front) sales.park(front.saleId)
  }

  async function begun(deed: TopUp, till: TillLife): Promise<Outcome<{ saleId: string } | null>> {
    const { sales, members } = till.selling
    const front = sales.front()
    if (deed.retry && front?.purpose === 'topUp' && front.state === 'failed') return sales.retry(front.saleId, CASHIER, true)
    clear(till)
    const cardNo = deed.card === null ? null : (cards.all[deed.card]?.cardNo ?? null)
    const amountFen = cards.tiers()[deed.tier]?.amountFen ?? 12_345
    return watched(till, 'a top-up', members.topUp({ cardNo, amountFen, anyway: true }, CASHIER))
  }

  function changeRules(): void {
    fates.rulesChanged = true
    cards.nextRules()
  }

  async function topUp(deed: TopUp, till: TillLife): Promise<void> {
    const { sales } = till.selling
    const owner = `d${deed.n}`
    fates.customers.set(owner, deed.customer)
    const before = sales.front()
    const started = await begun(deed, till)
    if (!started.ok || started.value === null || !till.alive()) return
    const { saleId } = started.value
    const again = before?.state === 'failed' ? fates.topUps.get(before.saleId) : undefined
    const chosen = deed.card === null ? null : (cards.all[deed.card]?.cardNo ?? null)
    const isAgain = deed.retry && before?.purpose === 'topUp' && before.state === 'failed'
    fates.topUps.set(saleId, { owner, cardNo: isAgain ? (again?.cardNo ?? null) : chosen })
    const then = (ms: number, act: () => void): void =>
      void time.after(ms, () => {
        if (till.alive()) act()
      })
    then(deed.wait, () => {
      if (deed.newRules) changeRules()
      if (deed.way === 'qr') sales.showQr(saleId, 'wechat')
      else if (deed.way !== 'none') scan(till, codeOf(deed))
    })
    const { scanAgain, otherSale } = deed
    if (scanAgain !== null)
      then(deed.wait + scanAgain, () => {
        scan(till, codeOf({ ...deed, way: 'code', payer: 1 - Math.min(1, deed.payer) }))
      })
    if (otherSale !== null)
      then(deed.wait + otherSale, () => {
        sales.start({ amountFen: OTHER_FEN, remark: '', purpose: 'sale', person: CASHIER, anyway: true })
      })
  }

  const openRemark = ({ book }: TillLife): string | null => {
    const kept = book.fact('members.adjustment')
    return kept === null ? null : (JSON.parse(kept) as { remark: string }).remark
  }

  async function adjust(deed: Extract<MemberDeed, { do: 'adjust' }>, till: TillLife, presses: number): Promise<void> {
    const cardNo = cards.all[deed.card]?.cardNo ?? ''
    const { amountFen, again } = deed
    const remark = `d${deed.n}`
    const before = openRemark(till)
    const all = Array.from({ length: presses }, () => {
      fates.adjustments.set(remark, (fates.adjustments.get(remark) ?? 0) + 1)
      return watched(till, 'a change by hand', till.selling.adjustments.adjust({ cardNo, amountFen, remark }, ADMIN))
    })
    const outcomes = await Promise.all(all)
    const codes = outcomes.flatMap((one) => (one.ok ? [] : [one.fault.code]))
    // What was pressed while another was at work, or made another one known, has done nothing itself.
    const nothing = codes.filter((code) => code === 'scan.busy' || code === 'member.adjustSettled').length
    fates.adjustments.set(remark, (fates.adjustments.get(remark) ?? 0) - nothing)
    if (before !== null && codes.includes('member.adjustSettled')) fates.settled.add(before)
    const open = codes.includes('member.notKnown')
    if (!open || again === null || !till.alive()) return
    // It is the same that is wanted, not one more; whoever was told what became of it does not press again.
    time.after(again, () => {
      if (till.alive() && !fates.settled.has(remark))
        void till.selling.adjustments.adjust({ cardNo, amountFen, remark }, ADMIN).catch(() => undefined)
    })
  }

  return {
    perform(deed: MemberDeed, till: TillLife): void {
      switch (deed.do) {
        case 'topUp':
          void topUp(deed, till)
          return
        case 'payCard': {
          const card = cards.all[deed.card]
          if (!card) return
          fates.customers.set(`d${deed.n}`, deed.customer)
          clear(till)
          const amountFen = Math.max(1, Math.round((card.balanceFen || 1000) * deed.share))
          const started = till.selling.sales.start({ amountFen, remark: '', purpose: 'sale', person: CASHIER, anyway: true })
          if (started.ok) scan(till, faceCode(deed.card, nextCode(deed.n)))
          return
        }
        case 'refundCard': {
          const order = nth(ofCards(), deed.which)
          if (order) refund(deed, order, till)
          return
        }
        case 'adjust':
          void adjust(deed, till, deed.presses)
          return
        case 'cardChanges': {
          const card = cards.all[deed.card]
          if (card) card.active = !card.active
          return
        }
        case 'newRules':
          changeRules()
          return
        case 'topUpElsewhere':
          bank.topUpElsewhere(`elsewhere${deed.n}`, cards.all[deed.card]?.cardNo ?? '', cards.tiers()[deed.tier]?.amountFen ?? 0)
          return
        case 'spendElsewhere': {
          const card = cards.all[deed.card]
          if (card) cards.spendElsewhere(card.cardNo, Math.round(card.balanceFen * deed.share))
          return
        }
        case 'refundCardElsewhere': {
          const order = nth(ofCards(), deed.which)
          if (!order || bank.refundedFen(order.orderNo) > 0) return
          const { orderNo, amountFen } = order
          bank.refund({ orderNo, refundNo: `elsewhere${deed.n}`, orderFen: amountFen, amountFen, holdNo: null }, true)
        }
      }
    },
  }
}
