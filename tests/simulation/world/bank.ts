import type { Time } from './time.ts'

/** What the customer's wallet does with a charge, or with a QR, once it is there. */
export type CustomerFate = 'pays' | 'paysLater' | 'paysVeryLate' | 'refuses' | 'refusesLater' | 'never' | 'tooPoor'
/** What the platform does with a refund. */
export type RefundFate = 'arrives' | 'arrivesLater' | 'failsLater' | 'needsPerson' | 'refused'

export interface BankOrder {
  readonly orderNo: string
  readonly amountFen: number
  readonly content: string
  readonly wallet: 'wechat' | 'alipay'
  readonly createdAt: number
  /** Not made by the till under test: an older order that had this number. */
  readonly foreign: boolean
  state: 'pendingCustomer' | 'paid' | 'customerCancelled' | 'error' | 'closed'
  /** How often money was taken. */
  charges: number
  paidAt: number | null
}

export interface BankRefund {
  readonly refundNo: string
  readonly orderNo: string
  readonly amountFen: number
  readonly content: string
  readonly createdAt: number
  state: 'inWork' | 'refunded' | 'failed' | 'needsPerson'
}

export type BankAnswer<T> = { is: T } | { refused: number; internal: number }
const refused = (status: number, internal = 0): { refused: number; internal: number } => ({ refused: status, internal })

/** What counts as given back: work under way may still arrive. */
const counts = (refund: BankRefund): boolean => refund.state !== 'failed'

/**
 * Cloud Pay and the wallets behind it, by PROTOCOL 5.1, 5.2, 5.4 and 9: one number is one order, the same content gives the
 * same answer, other content 407. Written from the protocol; it shares nothing with the till.
 */
export function createBank(parts: {
  time: Time
  start: number
  customer: (orderNo: string) => CustomerFate
  refundFate: (refundNo: string) => RefundFate
  /** Told when more is asked back than is left. */
  tooMuchAsked: (orderNo: string) => void
  /** Told when the same number comes with other content. */
  numberReused: (number: string) => void
}) {
  const { time } = parts
  const orders = new Map<string, BankOrder>()
  const refunds = new Map<string, BankRefund>()
  const now = (): number => parts.start + time.elapsed()

  function take(order: BankOrder): void {
    if (order.state !== 'pendingCustomer') return
    order.state = 'paid'
    order.charges += 1
    order.paidAt = now()
  }

  function stop(order: BankOrder, state: 'customerCancelled' | 'error'): void {
    if (order.state === 'pendingCustomer') order.state = state
  }

  /** The customer acts on a pending order. Nobody waits for ever: after 15 minutes the platform gives it up. */
  function customerActs(order: BankOrder, fate: CustomerFate): void {
    if (fate === 'paysLater') time.after(7000, () => take(order))
    if (fate === 'paysVeryLate') time.after(200_000, () => take(order))
    if (fate === 'refusesLater') time.after(9000, () => stop(order, 'customerCancelled'))
    if (fate === 'pays') time.after(2500, () => take(order))
    if (fate === 'refuses' || fate === 'tooPoor') time.after(3000, () => stop(order, 'error'))
    time.after(15 * 60_000, () => stop(order, 'error'))
  }

  function known(orderNo: string, content: string): BankAnswer<BankOrder> | null {
    const order = orders.get(orderNo)
    if (!order) return null
    if (order.content === content) return { is: order }
    if (!order.foreign) parts.numberReused(orderNo)
    return refused(104, 407)
  }

  function put(orderNo: string, amountFen: number, content: string, wallet: BankOrder['wallet'], foreign = false): BankOrder {
    const order: BankOrder = {
      orderNo,
      amountFen,
      content,
      wallet,
      createdAt: now(),
      foreign,
      state: 'pendingCustomer',
      charges: 0,
      paidAt: null,
    }
    orders.set(orderNo, order)
    return order
  }

  const refundedFen = (orderNo: string): number =>
    [...refunds.values()].filter((one) => one.orderNo === orderNo && counts(one)).reduce((sum, one) => sum + one.amountFen, 0)

  return {
    orders,
    refunds,
    refundedFen,
    now,

    /** Somebody else's order stands under this number already, paid or not. */
    putForeign(orderNo: string, amountFen: number, paid: boolean): void {
      if (orders.has(orderNo)) return
      const order = put(orderNo, amountFen, 'foreign', 'wechat', true)
      if (paid) take(order)
      else stop(order, 'customerCancelled')
    },

    microPay(q: { orderNo: string; amountFen: number; code: string; wallet: BankOrder['wallet'] }): BankAnswer<BankOrder> {
      const content = `code ${q.amountFen} ${q.code}`
      const before = known(q.orderNo, content)
      if (before) return before
      const order = put(q.orderNo, q.amountFen, content, q.wallet)
      const fate = parts.customer(q.orderNo)
      if (fate === 'tooPoor') {
        order.state = 'error'
        return refused(104)
      }
      if (fate === 'pays') take(order)
      else if (fate === 'refuses') stop(order, 'customerCancelled')
      else customerActs(order, fate)
      return { is: order }
    },

    /** An order and a QR; the customer scans it later, if ever. */
    makeQr(q: { orderNo: string; amountFen: number; wallet: BankOrder['wallet'] }): BankAnswer<BankOrder> {
      const content = `qr ${q.amountFen} ${q.wallet}`
      const before = known(q.orderNo, content)
      if (before) return before
      const order = put(q.orderNo, q.amountFen, content, q.wallet)
      customerActs(order, parts.customer(q.orderNo))
      return { is: order }
    },

    close(orderNo: string): BankAnswer<null> {
      const order = orders.get(orderNo)
      if (!order || order.state === 'paid') return refused(104)
      if (order.state === 'pendingCustomer') order.state = 'closed'
      return { is: null }
    },

    order: (orderNo: string): BankAnswer<BankOrder> => {
      const order = orders.get(orderNo)
      return order ? { is: order } : refused(104)
    },

    refund(q: { orderNo: string; refundNo: string; orderFen: number; amountFen: number }): BankAnswer<BankRefund> {
      const content = `${q.orderNo} ${q.orderFen} ${q.amountFen}`
      const before = refunds.get(q.refundNo)
      if (before) {
        if (before.content === content) return { is: before }
        parts.numberReused(q.refundNo)
        return refused(104, 407)
      }
      const order = orders.get(q.orderNo)
      if (order?.state !== 'paid' || order.amountFen !== q.orderFen) return refused(104)
      if (refundedFen(q.orderNo) + q.amountFen > order.amountFen) {
        parts.tooMuchAsked(q.orderNo)
        return refused(104)
      }
      const fate = parts.refundFate(q.refundNo)
      if (fate === 'refused') return refused(104)
      const refund: BankRefund = {
        refundNo: q.refundNo,
        orderNo: q.orderNo,
        amountFen: q.amountFen,
        content,
        createdAt: now(),
        state: 'inWork',
      }
      refunds.set(q.refundNo, refund)
      if (fate === 'arrives') refund.state = 'refunded'
      else
        time.after(fate === 'arrivesLater' ? 45_000 : 1_800_000, () => {
          refund.state = fate === 'arrivesLater' ? 'refunded' : fate === 'failsLater' ? 'failed' : 'needsPerson'
        })
      return { is: refund }
    },

    refundOrder: (refundNo: string): BankAnswer<BankRefund> => {
      const refund = refunds.get(refundNo)
      return refund ? { is: refund } : refused(104)
    },
  }
}
export type Bank = ReturnType<typeof createBank>
