import { dayOf } from '../../contract/days.ts'
import { fen, formatYuan } from '../../contract/money.ts'
import type { Coupon, OrderFacts, RefundFacts, SaleFacts } from '../../contract/order-facts.ts'
import type { HoldView, OrderRow, RefundView, ReleaseView, SaleView } from '../../contract/views.ts'
import { inFours, timeWithSeconds } from '../entry/durations.ts'
import { useTill } from '../stores/till.ts'
import { useWords, type WordPath } from './words.ts'

/** One line of a detail: its name and what is known. */
export interface FactLine {
  readonly name: string
  readonly value: string
  /** `no`: a long number · `free`: a person's own words. */
  readonly look?: 'no' | 'free'
}
type Known = readonly [path: WordPath, value: string | null, look?: FactLine['look']]

const yuan = (amount: number): string => `${amount < 0 ? '-' : ''}¥${formatYuan(fen(Math.abs(amount)))}`
const told = (amount: number | null | undefined): string | null => (amount === null || amount === undefined ? null : yuan(amount))
/** A sum that is only worth a line when there is one. */
const some = (amount: number | null | undefined): string | null => (amount ? yuan(amount) : null)
const moment = (at: number | null | undefined): string | null => (at ? `${dayOf(at)} ${timeWithSeconds(at)}` : null)
const number = (text: string | null | undefined): string | null => (text ? inFours(text) : null)

/**
 * What is known of an order or a refund, line by line (BEHAVIOUR F11): first from the till's own book, then from what Cloud
 * Pay's list told of it. What is not known is left out: an empty line says nothing.
 */
export function useFactLines() {
  const { t } = useWords()
  const till = useTill()

  const lines = (known: readonly Known[]): FactLine[] =>
    known.flatMap(([path, value, look]) => (value ? [{ name: t(path), value, ...(look ? { look } : {}) }] : []))

  const couponLine = ({ amountFen, funder, prepaid }: Coupon): Known => {
    const kind = prepaid === null ? [] : [t(prepaid ? 'orders.prepaid' : 'orders.notPrepaid')]
    const from = funder === null ? [] : [t(`orders.funders.${funder}`)]
    return ['orders.coupon', [yuan(amountFen), ...from, ...kind].join(' ')]
  }
  const ofBoth = (facts: OrderFacts | null): { money: Known[]; member: Known[]; hold: Known[] } => ({
    money: [
      ['orders.income', told(facts?.incomeFen)],
      ['orders.fee', told(facts?.feeFen)],
      ...(facts?.coupons ?? []).map(couponLine),
    ],
    member: [['orders.points', facts?.points ? String(facts.points) : null]],
    hold: [
      ['orders.holdNumber', number(facts?.holdNo), 'no'],
      ['orders.held', some(facts?.heldFen)],
    ],
  })
  const person = (name: string, id: string): string | null => `${name} ${id}`.trim() || null

  /** Whose card a top-up went on, or which card paid; the balance only when Cloud Pay told it. */
  function ofCard({ card, purpose, state }: SaleView): Known[] {
    if (card === null) return []
    const topUp = purpose === 'topUp'
    return [
      ['topUp.member', [card.name, card.phone].filter(Boolean).join(' ') || null],
      ['orders.memberCard', number(card.cardNo), 'no'],
      ['topUp.bonus', topUp ? some(card.bonusFen) : null],
      [topUp ? 'topUp.newBalance' : 'topUp.balanceAfter', state === 'paid' ? told(card.balanceFen) : null],
    ]
  }

  /** The few that people ask for. */
  function ofSale(sale: SaleView, isOurs: boolean): FactLine[] {
    return lines([
      ['orders.remark', sale.remark, 'free'],
      ...ofCard(sale),
      ['orders.cashier', person(sale.staffName, sale.staffId)],
      ['orders.number', sale.orderNo ? inFours(sale.orderNo) : t('orders.noNumber'), 'no'],
      ['orders.platformNumber', number(sale.platformTxnId), 'no'],
      ['orders.discount', some(sale.discountFen)],
      ['orders.change', sale.receivedFen === null ? null : yuan(sale.receivedFen - sale.amountFen)],
      ['orders.refunded', some(sale.refundedFen)],
      ['deposits.number', number(sale.holdNo), 'no'],
      ['orders.returned', some(sale.returnedFen)],
      ['orders.slip', (sale.state === 'paid' || sale.state === 'held') && isOurs ? t(`slip.${sale.slip}`) : null],
    ])
  }

  /** All others. */
  function moreOfSale(sale: SaleView, elsewhere: Extract<OrderRow, { kind: 'sale' }>['elsewhere'], facts: SaleFacts | null) {
    const own = till.snapshot?.place
    const place = elsewhere ?? { shopName: own?.shopName ?? null, deviceName: own?.deviceName ?? null }
    const { money, member, hold } = ofBoth(facts)
    const way = elsewhere ? null : t(`orders.ways.${sale.way}`)
    return lines([
      ['orders.externalRef', facts?.externalRef ?? null, 'free'],
      ['orders.tradeType', facts?.tradeType ? t(`orders.tradeTypes.${facts.tradeType}`) : null],
      ['orders.way', facts?.tradeType ? null : way],
      ['orders.source', facts?.source ? t(`orders.sources.${facts.source}`) : null],
      ['orders.paid', told(facts?.paidFen ?? sale.paidFen)],
      ['orders.shopDiscount', some(facts?.discountFen)],
      ['orders.settledFen', told(facts?.settledFen)],
      ['orders.net', told(facts?.netFen)],
      ...money,
      ['orders.lastRefund', moment(facts?.lastRefundAt ?? sale.lastRefundAt)],
      ['orders.refundArrived', moment(facts?.refundArrivedAt)],
      ['orders.created', moment(facts?.createdAt ?? sale.startedAt)],
      ['orders.settled', moment(facts?.paidAt ?? sale.settledAt)],
      ['orders.updated', moment(facts?.updatedAt)],
      ['orders.store', facts?.shopName ?? place.shopName, 'free'],
      ['orders.device', facts?.deviceName ?? place.deviceName, 'free'],
      ['orders.qrName', facts?.qrName ?? null, 'free'],
      // The card's own line says it already.
      ['orders.memberCard', sale.card?.cardNo ? null : number(facts?.membershipNumber ?? sale.membershipNumber), 'no'],
      ['orders.topUp', facts?.isTopUp ? t('orders.yes') : null],
      ['orders.bonus', some(facts?.bonusFen)],
      ...member,
      ['orders.description', facts?.description ?? null, 'free'],
      [
        'orders.goods',
        facts?.goods.map((one) => `${one.name} ×${one.quantity} ${yuan(one.priceFen)}`).join('\n') ?? null,
        'free',
      ],
      ...hold,
      ['orders.returned', some(facts?.returnedFen)],
    ])
  }

  function ofRefund(refund: RefundView, facts: RefundFacts | null): FactLine[] {
    return lines([
      // The server's own text ends with the lines of operator and approver.
      ['refund.reason', facts?.reason ?? refund.reason, 'free'],
      ['orders.cashier', person(refund.staffName, refund.staffId)],
      ['refund.approver', refund.approverName],
      ['refund.receivedBy', refund.receivedBy, 'free'],
      ['refund.number', inFours(refund.refundNo), 'no'],
      ['orders.number', inFours(refund.orderNo), 'no'],
    ])
  }

  function moreOfRefund(refund: RefundView, facts: RefundFacts | null): FactLine[] {
    const { money, member, hold } = ofBoth(facts)
    return lines([
      ['refund.orderSum', yuan(refund.orderFen)],
      ['refund.settledBack', told(facts?.settledBackFen)],
      ...money,
      ['orders.platformNumber', number(refund.platformRefundId), 'no'],
      ['orders.externalRef', facts?.externalRef ?? null, 'free'],
      ['refund.orderPaid', moment(facts?.orderPaidAt)],
      ['refund.begun', moment(facts?.createdAt ?? refund.startedAt)],
      ['refund.accepted', moment(refund.acceptedAt)],
      ['refund.arrived', refund.state === 'succeeded' ? moment(refund.settledAt) : null],
      ['orders.updated', moment(facts?.updatedAt)],
      ['orders.store', facts?.shopName ?? null, 'free'],
      ['orders.device', facts?.deviceName ?? null, 'free'],
      ...member,
      ...hold,
    ])
  }

  function ofRelease(release: ReleaseView): FactLine[] {
    return lines([
      ['orders.remark', release.remark, 'free'],
      ['orders.held', yuan(release.heldFen)],
      ['orders.cashier', person(release.staffName, release.staffId)],
      ['refund.approver', release.approverName],
      ['release.number', inFours(release.releaseNo), 'no'],
      ['deposits.number', inFours(release.holdNo), 'no'],
      ['deposits.platformNumber', number(release.platformReleaseId), 'no'],
      ['refund.begun', moment(release.startedAt)],
      ['refund.arrived', release.state === 'succeeded' ? moment(release.settledAt) : null],
    ])
  }

  /** The few that people ask for. */
  function ofHold(hold: HoldView): FactLine[] {
    return lines([
      ['hold.held', `${yuan(hold.heldFen)} ${hold.staffName} ${hold.staffId}`.trim()],
      ['deposits.number', inFours(hold.holdNo), 'no'],
    ])
  }

  /** All others, and that they add up. */
  function moreOfHold(hold: HoldView): FactLine[] {
    const { heldFen, capturedFen, releasedFen, autoReleasedFen, refundedFen, leftFen } = hold
    const [held, captured, released, auto, left] = [heldFen, capturedFen, releasedFen, autoReleasedFen, leftFen].map(yuan)
    const sums = { held: held ?? '', captured: captured ?? '', released: released ?? '', auto: auto ?? '', left: left ?? '' }
    return lines([
      ['deposits.platformNumber', number(hold.platformHoldId), 'no'],
      ['deposits.heldAt', moment(hold.heldAt)],
      ['hold.ends', moment(hold.endsAt)],
      ['deposits.parts.captured', sums.captured],
      ['deposits.parts.released', sums.released],
      ['deposits.parts.auto', sums.auto],
      ['deposits.refunded', yuan(refundedFen)],
      ['deposits.parts.left', sums.left],
      ['deposits.equation', t('deposits.equationIs', sums), 'free'],
      ['orders.store', hold.elsewhere?.shopName ?? null, 'free'],
      ['orders.device', hold.elsewhere?.deviceName ?? null, 'free'],
    ])
  }

  return { ofSale, moreOfSale, ofRefund, moreOfRefund, ofRelease, ofHold, moreOfHold }
}
