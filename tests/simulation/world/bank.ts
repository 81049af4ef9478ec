import { createBankHolds, type BankHold, type BankRelease, type HoldParts, type Wallet } from './bank-holds.ts'
import { createBankCards } from './bank-cards.ts'
import type { BankOrder } from './bank-order.ts'
import type { Customer } from './customer.ts'
import { createNumbers, refused, type BankAnswer } from './numbers.ts'
import type { Time } from './time.ts'

/** What the platform does with a refund. */
export type RefundFate = 'arrives' | 'arrivesLater' | 'failsLater' | 'needsPerson' | 'refused'

export interface BankRefund {
  readonly refundNo: string
  readonly orderNo: string
  readonly amountFen: number
  /** To a member's card. */
  readonly toCard: boolean
  readonly content: string
  readonly createdAt: number
  /** Asked for by another till. */
  readonly elsewhere: boolean
  state: 'inWork' | 'refunded' | 'failed' | 'needsPerson'
}

/** What counts as given back: work under way may still arrive. */
export const countsAsBack = (refund: BankRefund): boolean => refund.state !== 'failed'

/** Nobody waits for ever: the platform gives an order up, ms. */
const GIVEN_UP = 15 * 60_000

export interface BankParts extends Omit<HoldParts, 'orders' | 'moved'> {
  readonly time: Time
  readonly customer: (orderNo: string) => Customer
  readonly refundFate: (refundNo: string) => RefundFate
  /** Told when more is asked back than is left. */
  readonly tooMuchAsked: (orderNo: string) => void
  /** Told when a capture is given back without the number of its hold, or another order with one. */
  readonly wrongHold: (orderNo: string) => void
  /** Told when a part of a top-up is asked back. */
  readonly partOfTopUp: (orderNo: string) => void
}

/**
 * Cloud Pay and the wallets behind it, by PROTOCOL 5.1, 5.2, 5.4, 5 and 9: one number is one order, the same content gives the
 * same answer, other content 407; a payment code is good for one order; a reversal voids what is not paid, and gives back what is. Written from the protocol; it shares nothing with the till.
 */
export function createBank(parts: BankParts) {
  const { time } = parts
  const { now } = time
  const orders = new Map<string, BankOrder>()
  const refunds = new Map<string, BankRefund>()
  /** The same request is refused again, whatever has happened since. */
  const refusedRefunds = new Set<string>()
  const refusedTopUps = new Set<string>()
  const spentCodes = new Map<string, string>()
  const numbers = createNumbers(parts.numberReused)
  let lastMoved = 0
  const moved = (): void => {
    lastMoved = time.elapsed()
  }

  const cards = createBankCards({ numbers, moved })

  function take(order: BankOrder): void {
    if (order.state !== 'pendingCustomer') return
    if (order.cardNo !== null && !cards.pays(order)) return stop(order, 'error')
    order.state = 'paid'
    order.charges += 1
    order.paidAt = now()
    cards.credit(order)
    moved()
  }

  function stop(order: BankOrder, state: 'customerCancelled' | 'error'): void {
    if (order.state === 'pendingCustomer') order.state = state
  }

  function customerActs(order: BankOrder, { does, after }: Customer): void {
    if (does === 'pays') time.away(after, () => take(order))
    if (does === 'refuses') time.away(after, () => stop(order, 'customerCancelled'))
    if (does === 'tooPoor') time.away(after, () => stop(order, 'error'))
    time.away(GIVEN_UP, () => stop(order, 'error'))
  }

  const known = (orderNo: string, content: string) => numbers.known(orderNo, content, orders)

  function put(of: Pick<BankOrder, 'orderNo' | 'amountFen' | 'content' | 'wallet'> & Partial<BankOrder>): BankOrder {
    const order: BankOrder = {
      createdAt: now(),
      foreign: false,
      elsewhere: false,
      capture: null,
      cardNo: null,
      topUp: null,
      state: 'pendingCustomer',
      charges: 0,
      paidAt: null,
      ...of,
    }
    orders.set(order.orderNo, order)
    numbers.take(order.orderNo, order.content, order.foreign)
    return order
  }

  /** What becomes of a charge by code, at once or later. Small sums are taken without asking for the password. */
  function charge(order: BankOrder): BankAnswer<BankOrder> {
    const customer = parts.customer(order.orderNo)
    if (customer.does === 'tooPoor') order.state = 'error'
    else if (customer.after === 0 && customer.does === 'pays') take(order)
    else if (customer.after === 0 && customer.does === 'refuses') stop(order, 'customerCancelled')
    else customerActs(order, customer)
    return order.state === 'error' ? refused(104) : { is: order }
  }

  /** One payment code is good for one number. */
  function spend(code: string, number: string): boolean {
    if ((spentCodes.get(code) ?? number) !== number) return false
    spentCodes.set(code, number)
    return true
  }

  function refundedFen(orderNo: string): number {
    let sum = 0
    for (const one of refunds.values()) if (one.orderNo === orderNo && countsAsBack(one)) sum += one.amountFen
    return sum
  }

  const holds = createBankHolds({
    ...parts,
    numbers,
    spend,
    moved,
    givenUp: GIVEN_UP,
    orders: { put, take, get: (no) => orders.get(no) },
  })

  return {
    orders,
    refunds,
    refundedFen,
    holds,
    cards,
    /** Of what was captured of a hold. */
    refundedOf: (hold: BankHold): number => hold.captures.reduce((sum, { orderNo }) => sum + refundedFen(orderNo), 0),
    walletOf: ({ holdNo }: BankRelease): Wallet => holds.all.get(holdNo)?.wallet ?? 'wechat',
    /** Something of another till's stands under this number. */
    takeNumber(number: string): void {
      if (!numbers.isTaken(number)) numbers.take(number, 'foreign', true)
    },
    now,
    /** When money was taken, or taken back, last; ms of the world. */
    lastMoved: () => lastMoved,

    /** Somebody else's order stands under this number already, paid or not. */
    putForeign(
      orderNo: string,
      amountFen: number,
      stands: 'paid' | 'inWork' | 'cancelled',
      wallet: BankOrder['wallet'] = 'wechat',
    ): void {
      if (numbers.isTaken(orderNo)) return
      const order = put({ orderNo, amountFen, content: 'foreign', wallet, foreign: true })
      if (stands === 'paid') take(order)
      if (stands === 'cancelled') stop(order, 'customerCancelled')
      time.away(GIVEN_UP, () => stop(order, 'error'))
    },

    microPay(q: { orderNo: string; amountFen: number; code: string; wallet: BankOrder['wallet'] }): BankAnswer<BankOrder> {
      const content = `code ${q.amountFen} ${q.code}`
      const before = known(q.orderNo, content)
      if (before) return before
      if (!spend(q.code, q.orderNo)) return refused(104)
      const { orderNo, amountFen, wallet } = q
      const cardNo = wallet === 'memberCard' ? cards.faceOf(q.code) : null
      return charge(put({ orderNo, amountFen, content, wallet, cardNo }))
    },

    /** Money for a card, by the code of whoever pays (RULINGS 12); refused for good when the card or the amount is none. */
    recharge(q: { orderNo: string; amountFen: number; code: string; cardNo: string; wallet: Wallet }): BankAnswer<BankOrder> {
      const { orderNo, amountFen, cardNo, wallet } = q
      const content = `topUp ${cardNo} ${amountFen} ${q.code}`
      const before = known(orderNo, content)
      if (before) return before
      const bonusFen = cards.bonusOf(cardNo, amountFen)
      if (refusedTopUps.has(orderNo) || bonusFen === null) {
        refusedTopUps.add(orderNo)
        return refused(104, 9304)
      }
      if (!spend(q.code, orderNo)) return refused(104)
      return charge(put({ orderNo, amountFen, content, wallet, topUp: { cardNo, bonusFen } }))
    },

    /** Another till of the merchant tops a card up. */
    topUpElsewhere(orderNo: string, cardNo: string, amountFen: number): void {
      const bonusFen = cards.bonusOf(cardNo, amountFen)
      if (bonusFen === null) return
      take(put({ orderNo, amountFen, content: 'elsewhere', wallet: 'wechat', elsewhere: true, topUp: { cardNo, bonusFen } }))
    },

    /** An order and a QR; the customer scans it later, if ever. */
    makeQr(q: { orderNo: string; amountFen: number; wallet: BankOrder['wallet'] }): BankAnswer<BankOrder> {
      const content = `qr ${q.amountFen} ${q.wallet}`
      const before = known(q.orderNo, content)
      if (before) return before
      const order = put({ ...q, content })
      const { does, after } = parts.customer(q.orderNo)
      customerActs(order, { does, after: after + 2500 })
      return { is: order }
    },

    close(orderNo: string): BankAnswer<null> {
      const order = orders.get(orderNo)
      if (!order || order.state === 'paid') return refused(104)
      if (order.state === 'pendingCustomer') order.state = 'closed'
      return { is: null }
    },

    reverse(orderNo: string): BankAnswer<null> {
      const order = orders.get(orderNo)
      // The terminal must be the one that paid (PROTOCOL 5.1, 5).
      if (!order || order.foreign || order.topUp || order.cardNo !== null) return refused(104)
      if (order.state === 'reversed') return { is: null }
      if ((order.state !== 'pendingCustomer' && order.state !== 'paid') || refundedFen(orderNo) > 0) return refused(104)
      order.state = 'reversed'
      moved()
      return { is: null }
    },

    order(orderNo: string): BankAnswer<BankOrder> {
      const order = orders.get(orderNo)
      return order ? { is: order } : refused(104)
    },

    refund(
      q: { orderNo: string; refundNo: string; orderFen: number; amountFen: number; holdNo: string | null },
      elsewhere = false,
    ): BankAnswer<BankRefund> {
      const content = `${q.orderNo} ${q.orderFen} ${q.amountFen} ${q.holdNo}`
      const before = numbers.known(q.refundNo, content, refunds)
      if (before) return before
      if (refusedRefunds.has(q.refundNo)) return refused(104)
      const order = orders.get(q.orderNo)
      if (order && (order.capture?.holdNo ?? null) !== q.holdNo) {
        parts.wrongHold(q.orderNo)
        return refused(104)
      }
      if (order?.state !== 'paid' || order.amountFen !== q.orderFen) return refused(104)
      if (refundedFen(q.orderNo) + q.amountFen > order.amountFen) {
        parts.tooMuchAsked(q.orderNo)
        return refused(104)
      }
      if (order.topUp && q.amountFen !== order.amountFen) {
        parts.partOfTopUp(q.orderNo)
        return refused(104, 9309)
      }
      const fate = parts.refundFate(q.refundNo)
      // What stands on the card no more cannot be taken back from it.
      if (fate === 'refused' || !cards.holdsTopUp(order)) {
        refusedRefunds.add(q.refundNo)
        return refused(104)
      }
      const { refundNo, orderNo, amountFen } = q
      const refund: BankRefund = {
        refundNo,
        orderNo,
        amountFen,
        toCard: order.cardNo !== null,
        content,
        createdAt: now(),
        elsewhere,
        state: 'inWork',
      }
      refunds.set(refundNo, refund)
      numbers.take(refundNo, content)
      cards.takeBack(order, elsewhere)
      const end = (state: BankRefund['state']): void => {
        // A card has no word for money that somebody has to give by hand.
        refund.state = state === 'needsPerson' && order.cardNo !== null ? 'failed' : state
        cards.refundEnded(order, refund)
      }
      if (fate === 'arrives') end('refunded')
      else if (fate === 'arrivesLater') time.away(45_000, () => end('refunded'))
      else time.away(1_800_000, () => end(fate === 'failsLater' ? 'failed' : 'needsPerson'))
      return { is: refund }
    },

    refundOrder(refundNo: string): BankAnswer<BankRefund> {
      const refund = refunds.get(refundNo)
      return refund ? { is: refund } : refused(104)
    },
  }
}
export type Bank = ReturnType<typeof createBank>
