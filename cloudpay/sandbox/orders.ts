import type { Wallet } from './bank.ts'
import type { Behaviour } from './behaviours.ts'
import { pointsOf, type MemberCard, type MemberCards } from './member-cards.ts'
import type { MovableClock } from './movable-clock.ts'
import { NEXT_PHASES, type OrderPhase, type RefundPhase, type Trade } from './order-states.ts'
import { digits, type RandomBytes } from './random.ts'
import type { OrderClient } from './requests.ts'
import { couponFor, partsBack, type Coupon, type Parts } from './settlement.ts'
import type { QrCode, WalletTender } from './seed.ts'

/** One refund of an order. Amounts are fen, times epoch ms of the sandbox clock. */
export interface RefundRecord {
  number: string
  /** What "the same content" is compared by (RULINGS 2). */
  content: string
  fee: number
  parts: Parts
  phase: RefundPhase
  reason: string
  flowId: string | number | undefined
  nonce: string
  client: OrderClient
  refundId: string
  createdAt: number
  updatedAt: number
  doneAt: number | undefined
}

/** What an order spends from. */
export interface Capture {
  holdNumber: string
  holdFee: number
  freezeId: string
  /** Asked to give the rest of the hold back. */
  releasesRest: boolean
  /** Fen that went back with it. */
  releasedFee: number
}

/** What an order puts on a card once it is paid. */
export interface TopUp {
  card: MemberCard
  /** Fen on top, a bonus of the merchant. */
  bonusFee: number
}

/** One order. Amounts are fen, times epoch ms of the sandbox clock. */
export interface Order {
  number: string
  content: string
  tender: WalletTender
  trade: Trade
  /** Of a hold's money; undefined: of a wallet's. */
  capture: Capture | undefined
  topUp: TopUp | undefined
  /** The code on the wall that it was paid by. */
  qrCode: QrCode | undefined
  totalFee: number
  body: string
  detail: string | undefined
  remark: string | undefined
  flowId: string | undefined
  attach: string | undefined
  goodsTag: string | undefined
  authorCode: string | undefined
  codeUrl: string | undefined
  nonce: string
  client: OrderClient
  createdAt: number
  updatedAt: number
  expiresAt: number
  paidAt: number | undefined
  closedAt: number | undefined
  phase: OrderPhase
  /** Every phase it has been in, first to last. */
  history: OrderPhase[]
  transactionId: string | undefined
  /** A refused payment is refused again, in the same words. */
  refusal: string | undefined
  wallet: Wallet | undefined
  coupon: Coupon | undefined
  behaviour: Behaviour | undefined
  /** How many answers the line has spoiled already. */
  spoiled: number
  /** An answer said that it is paid: then its outcome is no longer unknown (PROTOCOL 5.1, 5). */
  toldPaid: boolean
  /** Somebody may answer the question on the phone. */
  asking: boolean
  refunds: RefundRecord[]
  callOff: (() => void)[]
}

export type NewOrder = Pick<
  Order,
  | 'number'
  | 'content'
  | 'tender'
  | 'trade'
  | 'totalFee'
  | 'body'
  | 'detail'
  | 'remark'
  | 'flowId'
  | 'attach'
  | 'goodsTag'
  | 'authorCode'
  | 'codeUrl'
  | 'nonce'
  | 'client'
  | 'expiresAt'
> & { capture?: Capture; topUp?: TopUp; qrCode?: QrCode }

/** What has been accepted for refunding; a failed refund gives its part back (RULINGS 10). */
export const refundedFee = (order: Order): number => partsBack(order).fee
export function isRefunded(order: Order): boolean {
  return order.phase === 'paid' && refundedFee(order) >= order.totalFee
}
/** What a card got by this order, the bonus included: what goes back with its money. */
export const creditedFee = (order: Order): number => (order.topUp ? order.totalFee + order.topUp.bonusFee : 0)
export const shownPhase = (order: Order): OrderPhase | 'refunded' => (isRefunded(order) ? 'refunded' : order.phase)

export type OrderBook = ReturnType<typeof createOrderBook>

/** All orders and their numbers, and the one place where an order changes its phase. */
export function createOrderBook(cards: MemberCards, clock: MovableClock, random: RandomBytes, changed: () => void) {
  const orders = new Map<string, Order>()
  /** The numbers of orders, refunds, holds and releases share one space: a number is one thing (PROTOCOL 4). */
  const contents = new Map<string, string>()

  function move(order: Order, phase: OrderPhase): boolean {
    if (!NEXT_PHASES[order.phase].includes(phase)) return false
    order.phase = phase
    order.history.push(phase)
    order.updatedAt = clock.now()
    if (phase === 'waiting') return true
    for (const callOff of order.callOff) callOff()
    order.callOff = []
    order.asking = false
    return true
  }

  const book = {
    all: () => [...orders.values()],
    get: (number: string) => orders.get(number),
    /** The content a number was first used with, if it was. */
    contentOf: (number: string) => contents.get(number),
    takeNumber(number: string, content: string): void {
      contents.set(number, content)
    },
    open(init: NewOrder): Order {
      const now = clock.now()
      const order: Order = {
        ...init,
        capture: init.capture,
        topUp: init.topUp,
        qrCode: init.qrCode,
        createdAt: now,
        updatedAt: now,
        paidAt: undefined,
        closedAt: undefined,
        phase: 'initial',
        history: ['initial'],
        transactionId: undefined,
        refusal: undefined,
        wallet: undefined,
        coupon: undefined,
        behaviour: undefined,
        spoiled: 0,
        toldPaid: false,
        asking: false,
        refunds: [],
        callOff: [],
      }
      orders.set(order.number, order)
      contents.set(order.number, order.content)
      changed()
      return order
    },
    /** The phone asks its owner; `ask` false: it never gets to. */
    wait(order: Order, ask: boolean): void {
      if (order.phase === 'initial') move(order, 'waiting')
      order.asking = ask && order.phase === 'waiting'
      changed()
    },
    /**
     * Takes the money, and puts a top-up on its card. False when the order is no longer open, or when a member's card may not pay or does not
     * hold enough.
     */
    pay(order: Order, wallet: Wallet | undefined): boolean {
      if (!NEXT_PHASES[order.phase].includes('paid')) return false
      const { number: tradeNo, totalFee, topUp } = order
      const said = { tradeNo, staffId: order.client.staff_id, remark: order.remark }
      if (wallet?.card) {
        const fault =
          cards.fault(wallet.card)?.description ?? (wallet.card.balanceFee < totalFee ? '会员卡余额不足。' : undefined)
        if (fault !== undefined) {
          book.fail(order, fault)
          return false
        }
        cards.post(wallet.card, { kind: 'payment', fee: -totalFee, points: pointsOf(totalFee), ...said })
      }
      move(order, 'paid')
      if (topUp) cards.post(topUp.card, { kind: 'recharge', fee: creditedFee(order), bonusFee: topUp.bonusFee, ...said })
      order.wallet = wallet
      // A member card has no coupons.
      if (order.tender !== 'memberCard')
        order.coupon = couponFor((order.behaviour ?? wallet?.behaviour)?.coupon, order.totalFee, random)
      order.paidAt = clock.now()
      order.transactionId = (order.tender === 'alipay' ? '2026' : '42000') + digits(random, 23)
      changed()
      return true
    },
    stop(order: Order): boolean {
      const moved = move(order, 'stopped')
      changed()
      return moved
    },
    fail(order: Order, text: string): boolean {
      const moved = move(order, 'failed')
      if (moved) order.refusal = text
      changed()
      return moved
    },
    close(order: Order): boolean {
      const moved = move(order, 'closed')
      if (moved) order.closedAt = clock.now()
      changed()
      return moved
    },
    /**
     * Takes the payment back: nobody pays it any more, and what was paid returns, with what it put on a card. Whoever asks makes sure that the
     * card still holds that.
     */
    reverse(order: Order, staffId?: string): boolean {
      if (order.phase === 'paid') book.takeBack(order, { staffId })
      const moved = move(order, 'reversed')
      if (moved) order.closedAt = clock.now()
      changed()
      return moved
    },
    /** What a top-up put on its card leaves it again. Throws when the card no longer holds it. */
    takeBack(order: Order, by: { staffId: string | undefined; refundNo?: string }): void {
      if (!order.topUp) return
      const { card, bonusFee } = order.topUp
      const fees = { fee: -creditedFee(order), bonusFee: -bonusFee }
      cards.post(card, { kind: 'recharge_refund', ...fees, tradeNo: order.number, ...by })
    },
    /** Does something later, unless the order reaches its end before. */
    later(order: Order, ms: number, act: () => void): void {
      order.callOff.push(clock.after(ms, act))
    },
  }
  return book
}
