import type { CloudPay, MicroPay, OrderAnswer } from '../../cloudpay/client/client.ts'
import type { CallResult, UnknownReason } from '../../cloudpay/client/result.ts'
import type { Clock } from '../../contract/clock.ts'
import type { Fen } from '../../contract/money.ts'

/** What the customer's wallet will do with a charge, once it arrives. */
export type Fate = 'pays' | 'paysLater' | 'refuses' | 'refusesLater' | 'never' | 'tooPoor'
/** What the network does with one exchange. */
export type Weather =
  'fine' | 'notSent' | 'lostBefore' | 'lostAfter' | 'slow' | 'serverUnsureTaken' | 'serverUnsureNotTaken' | 'tryLater' | 'forged'

export interface ModelOrder {
  readonly orderNo: string
  readonly amountFen: Fen
  readonly code: string
  state: 'pendingCustomer' | 'paid' | 'customerCancelled' | 'error'
}

const UNSURE: Record<Exclude<Weather, 'fine' | 'slow'>, UnknownReason> = {
  notSent: 'notSent',
  lostBefore: 'lost',
  lostAfter: 'lost',
  serverUnsureTaken: 'serverUnsure',
  serverUnsureNotTaken: 'serverUnsure',
  tryLater: 'tryLater',
  forged: 'notTrusted',
}

/**
 * Cloud Pay as a model for simulations: idempotent by number, 407 for other content, states that move by the clock. It
 * is written from PROTOCOL 5.1 and 9, and shares nothing with the till.
 */
export function modelCloud(parts: {
  clock: Clock
  weather: () => Weather
  fate: (orderNo: string) => Fate
  /** Looks at every charge as it leaves. */
  leaving: (charge: MicroPay) => void
}) {
  const orders = new Map<string, ModelOrder>()
  const wait = (ms: number): Promise<void> => new Promise((done) => parts.clock.after(ms, done))

  function answer(order: ModelOrder): CallResult<OrderAnswer> {
    const paid = order.state === 'paid'
    return {
      outcome: 'ok',
      logId: 1,
      answer: {
        orderNo: order.orderNo,
        amountFen: order.amountFen,
        tender: 'wechat',
        state: order.state,
        verdict: paid ? 'paid' : order.state === 'pendingCustomer' ? 'waiting' : 'notPaid',
        rawState: 0,
        platformTxnId: paid ? `42${order.orderNo}` : null,
        paidFen: paid ? order.amountFen : null,
        settledFen: paid ? order.amountFen : null,
        paidAt: paid ? parts.clock.now() : null,
        transforming: false,
        membershipNumber: null,
        codeUrl: null,
        stateText: null,
        remark: null,
      },
    }
  }

  const refused = (status: number, internalStatus: number): CallResult<OrderAnswer> => ({
    outcome: 'refused',
    status,
    internalStatus,
    text: 'refused',
    logId: 1,
    signed: true,
  })

  function arrive(charge: MicroPay): CallResult<OrderAnswer> {
    const known = orders.get(charge.orderNo)
    if (known) {
      const same = known.amountFen === charge.amountFen && known.code === charge.paymentCode
      return same ? answer(known) : refused(104, 407)
    }
    const fate = parts.fate(charge.orderNo)
    if (fate === 'tooPoor') {
      orders.set(charge.orderNo, { ...charge, code: charge.paymentCode, state: 'error' })
      return refused(104, 0)
    }
    const state = fate === 'pays' ? 'paid' : fate === 'refuses' ? 'customerCancelled' : 'pendingCustomer'
    const order: ModelOrder = { orderNo: charge.orderNo, amountFen: charge.amountFen, code: charge.paymentCode, state }
    orders.set(charge.orderNo, order)
    if (fate === 'paysLater' || fate === 'refusesLater') {
      parts.clock.after(7000, () => {
        order.state = fate === 'paysLater' ? 'paid' : 'customerCancelled'
      })
    }
    return answer(order)
  }

  async function exchange(arrives: () => CallResult<OrderAnswer>): Promise<CallResult<OrderAnswer>> {
    const weather = parts.weather()
    const unsure = (reason: UnknownReason): CallResult<OrderAnswer> => ({ outcome: 'unknown', reason, text: '', logId: null })
    await wait(weather === 'slow' ? 28_000 : 120)
    if (weather === 'fine' || weather === 'slow') return arrives()
    if (weather === 'lostAfter' || weather === 'serverUnsureTaken' || weather === 'forged') arrives()
    await wait(30)
    return unsure(UNSURE[weather])
  }

  const notOffered = (): never => {
    throw new Error('this model takes payment codes only')
  }
  const cloud: Pick<CloudPay, 'microPay' | 'queryOrder' | 'scanCodePay' | 'closeOrder'> = {
    scanCodePay: notOffered,
    closeOrder: notOffered,
    microPay(charge) {
      parts.leaving(charge)
      return exchange(() => arrive(charge))
    },
    queryOrder: ({ orderNo }) =>
      exchange(() => {
        const order = orders.get(orderNo)
        return order ? answer(order) : refused(104, 0)
      }),
  }
  return { cloud, orders }
}
