import { refundFacts, saleFacts } from '../../../cloudpay/client/order-facts.ts'
import type { ListedOrder, ListedRefund, OrderAnswer, RefundAnswer } from '../../../cloudpay/client/client.ts'
import type { CallResult, UnknownReason } from '../../../cloudpay/client/result.ts'
import { fen } from '../../../contract/money.ts'
import type { SellingCloud } from '../../../electron/till/parts.ts'
import type { Bank, BankAnswer, BankOrder, BankRefund } from './bank.ts'
import type { Dice } from './dice.ts'
import type { Time } from './time.ts'

/**
 * What happens to one exchange.
 * - `notSent`: no connection · `lostBefore`: never arrives · `lostAfter`: arrives, the answer does not
 * - `late`: arrives when the till has given up waiting, but within the minute that Cloud Pay's rules allow for · `veryLate`: minutes later, against those rules · `twice`: arrives twice · `slow`: takes almost the whole time limit
 * - `corrupted`, `truncated`, `other`: an answer comes that cannot be trusted, read, or that is about something else
 * - `unsureTaken`, `unsureNotTaken`: status 3 with and without effect · `tryLater`: 103 · `unsigned`: 101
 * - `taken`: another order stands under this number already (407)
 */
export const STORMS = [
  'notSent',
  'lostBefore',
  'lostAfter',
  'late',
  'veryLate',
  'twice',
  'slow',
  'corrupted',
  'truncated',
  'other',
  'unsureTaken',
  'unsureNotTaken',
  'tryLater',
  'unsigned',
  'taken',
] as const
export type Weather = 'fine' | (typeof STORMS)[number]

const REASONS: Partial<Record<Weather, UnknownReason>> = {
  notSent: 'notSent',
  lostBefore: 'lost',
  lostAfter: 'noAnswer',
  late: 'noAnswer',
  veryLate: 'noAnswer',
  corrupted: 'notTrusted',
  truncated: 'unreadable',
  other: 'notTrusted',
  unsureTaken: 'serverUnsure',
  unsureNotTaken: 'serverUnsure',
  tryLater: 'tryLater',
}
/** Storms in which the request does not reach the bank, or not while anybody waits. */
const NOT_THERE: readonly Weather[] = ['notSent', 'lostBefore', 'unsureNotTaken', 'tryLater', 'unsigned', 'late', 'veryLate']

const refusedAs = ({ refused, internal }: { refused: number; internal: number }, signed = true) =>
  ({ outcome: 'refused', status: refused, internalStatus: internal, text: 'refused', logId: 1, signed }) as const

export interface LineParts {
  readonly time: Time
  readonly bank: Bank
  readonly storms: readonly Weather[]
  /** The share of exchanges that are not fine. */
  readonly roughness: () => number
  readonly diceFor: (matter: string) => Dice
  readonly note: (text: string) => void
  readonly alive: () => boolean
  /** Looks at what is about to leave, with the till still standing still. */
  readonly leaving: (what: { kind: 'sale' | 'refund'; number: string; amountFen: number }) => void
}

/** The line between one till and the bank, with all that can happen on it. When the till dies, nothing comes back. */
export function createLine(parts: LineParts): SellingCloud {
  const { time, bank, note } = parts

  const later = (ms: number): Promise<void> =>
    new Promise((done) => {
      time.after(ms, () => {
        // A dead till waits for nothing.
        if (parts.alive()) done()
      })
    })

  async function exchange<T, A>(
    name: string,
    matter: string,
    arrive: () => BankAnswer<T>,
    answer: (told: T) => A,
    foreign?: (dice: Dice) => void,
  ): Promise<CallResult<A>> {
    const dice = parts.diceFor(`${name} ${matter}`)
    let weather: Weather = dice.chance(parts.roughness()) ? dice.pick(parts.storms) : 'fine'
    if (weather === 'taken' && !foreign) weather = 'lostAfter'
    note(`line ${name} ${matter} ${weather}`)
    const silent = (reason: UnknownReason): CallResult<A> => ({ outcome: 'unknown', reason, text: '', logId: null })
    if (weather === 'notSent') {
      await later(40)
      return silent('notSent')
    }
    if (weather === 'taken') foreign?.(dice)
    if (weather === 'late') time.after(dice.between(20_000, 60_000), () => void arrive())
    const way = weather === 'slow' ? dice.between(8000, 14_500) : dice.between(5, 120)
    if (weather === 'veryLate') time.after(dice.between(60_000, 400_000), () => void arrive())
    let told: BankAnswer<T> | null = null
    if (!NOT_THERE.includes(weather)) {
      // The request travels on its own: it arrives even when the till dies meanwhile.
      time.after(way, () => {
        told = arrive()
        if (weather === 'twice') told = arrive()
      })
    }
    const reason = REASONS[weather]
    await later(reason === 'noAnswer' ? 15_000 : way + dice.between(5, 80))
    if (weather === 'unsigned') return refusedAs({ refused: 101, internal: 3 }, false)
    if (reason || !told) return silent(reason ?? 'lost')
    const arrived = told as BankAnswer<T>
    if ('refused' in arrived) return refusedAs(arrived)
    return { outcome: 'ok', answer: answer(arrived.is), logId: 1 }
  }

  function orderAnswer(order: BankOrder): OrderAnswer {
    const paid = order.state === 'paid'
    const gone = paid && bank.refundedFen(order.orderNo) >= order.amountFen
    const wallet = order.wallet === 'wechat'
    const state = gone ? (wallet ? 'refunded' : 'closedOrRefunded') : order.state === 'error' && !wallet ? 'closed' : order.state
    return {
      orderNo: order.orderNo,
      amountFen: fen(order.amountFen),
      tender: order.wallet,
      state,
      verdict: gone ? 'refunded' : paid ? 'paid' : order.state === 'pendingCustomer' ? 'waiting' : 'notPaid',
      rawState: 0,
      platformTxnId: paid ? `42${order.orderNo}` : null,
      paidFen: paid ? fen(order.amountFen) : null,
      settledFen: null,
      createdAt: null,
      paidAt: order.paidAt,
      transforming: false,
      membershipNumber: null,
      codeUrl: null,
      stateText: null,
      remark: null,
    }
  }

  const REFUND_VERDICT = { inWork: 'waiting', refunded: 'done', failed: 'failed', needsPerson: 'needsPerson' } as const
  const refundAnswer = (refund: BankRefund): RefundAnswer => ({
    orderNo: refund.orderNo,
    refundNo: refund.refundNo,
    amountFen: fen(refund.amountFen),
    orderFen: null,
    state: refund.state,
    verdict: REFUND_VERDICT[refund.state],
    rawState: 0,
    platformRefundId: null,
    reason: null,
    receivedBy: null,
    transforming: false,
  })

  const NOBODY = { shopName: null, deviceId: 'd1', deviceName: null, staffId: null, staffName: null, remark: null }
  function listedOrder(order: BankOrder): ListedOrder {
    const { orderNo, amountFen, state, verdict, tender, platformTxnId, paidAt } = orderAnswer(order)
    const refundedFen = fen(bank.refundedFen(orderNo))
    const told = { orderNo, amountFen, state, verdict, tender, platformTxnId, paidAt }
    return { ...told, refundedFen, createdAt: order.createdAt, facts: saleFacts({ out_trade_no: orderNo }), ...NOBODY }
  }
  const listedRefund = (refund: BankRefund): ListedRefund => ({
    refundNo: refund.refundNo,
    orderNo: refund.orderNo,
    amountFen: fen(refund.amountFen),
    verdict: REFUND_VERDICT[refund.state],
    createdAt: refund.createdAt,
    staffId: null,
    facts: refundFacts({ out_trade_no: refund.orderNo, out_refund_no: refund.refundNo, refund_fee: refund.amountFen }),
  })

  const never = (): Promise<never> => new Promise(() => undefined)
  const foreignOrder = (orderNo: string, amountFen: number) => (dice: Dice) =>
    bank.putForeign(orderNo, dice.chance(0.5) ? amountFen : amountFen + 1, dice.chance(0.7))

  return {
    offersExtensions: true,
    host: () => 'https://pay.qcloud.com/cpay/',
    useHost() {},
    warm: () => Promise.resolve(true),
    close: () => Promise.resolve(),
    staffLogin: never,
    startApproval: never,
    checkApproval: never,
    queryShopInfo: never,
    microPay({ orderNo, amountFen, paymentCode, tender }) {
      parts.leaving({ kind: 'sale', number: orderNo, amountFen })
      const wallet = tender === 'alipay' ? 'alipay' : 'wechat'
      const arrive = () => bank.microPay({ orderNo, amountFen, code: paymentCode, wallet })
      return exchange('micro_pay', orderNo, arrive, orderAnswer, foreignOrder(orderNo, amountFen))
    },
    scanCodePay({ orderNo, amountFen, tender }) {
      parts.leaving({ kind: 'sale', number: orderNo, amountFen })
      const arrive = () => bank.makeQr({ orderNo, amountFen, wallet: tender })
      return exchange(
        'scan_code_pay',
        orderNo,
        arrive,
        () => ({ orderNo, codeUrl: `weixin://${orderNo}` }),
        foreignOrder(orderNo, amountFen),
      )
    },
    closeOrder: ({ orderNo }) =>
      exchange(
        'close_order',
        orderNo,
        () => bank.close(orderNo),
        () => null,
      ),
    queryOrder: ({ orderNo }) => exchange('query_order', orderNo, () => bank.order(orderNo), orderAnswer),
    refund({ orderNo, refundNo, orderFen, amountFen }) {
      parts.leaving({ kind: 'refund', number: refundNo, amountFen })
      return exchange('refund', refundNo, () => bank.refund({ orderNo, refundNo, orderFen, amountFen }), refundAnswer)
    },
    queryRefundOrder: ({ refundNo }) => exchange('query_refund_order', refundNo, () => bank.refundOrder(refundNo), refundAnswer),
    queryOrderList: ({ from, until, by, page, pageSize, kind }) =>
      exchange(
        'query_order_list',
        `${kind} ${page}`,
        () => ({ is: bank }),
        () => {
          const within = (at: number): boolean => at >= from && at < until
          const orders = [...bank.orders.values()]
            .filter((order) => within(by === 'creation' ? order.createdAt : (order.paidAt ?? order.createdAt)))
            .map(listedOrder)
          const refunds = kind === 'all' ? [...bank.refunds.values()].filter((refund) => within(refund.createdAt)) : []
          const [first, last] = [(page - 1) * pageSize, page * pageSize]
          return {
            total: orders.length + refunds.length,
            orders: orders.slice(first, last),
            refunds: refunds.slice(Math.max(0, first - orders.length), Math.max(0, last - orders.length)).map(listedRefund),
            holds: [],
            releases: [],
          }
        },
      ),
  }
}
