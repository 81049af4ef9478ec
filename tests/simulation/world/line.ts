import type { OrderAnswer, RefundAnswer, StaffAnswer } from '../../../cloudpay/client/client.ts'
import { DEFAULT_LIMITS } from '../../../cloudpay/client/limits.ts'
import { listedOrder, listedRefund } from '../../../cloudpay/client/listed-order.ts'
import { orderAnswer, refundAnswer } from '../../../cloudpay/client/order-answer.ts'
import type { CallResult, UnknownReason } from '../../../cloudpay/client/result.ts'
import type { SellingCloud } from '../../../electron/till/parts.ts'
import type { Bank, BankAnswer, BankOrder, BankRefund } from './bank.ts'
import type { Dice } from './dice.ts'
import type { Time } from './time.ts'
import { DAMAGED, NOT_THERE, REASONS, type Weather } from './weather.ts'
import { bodyOf, damaged, orderContent, orderRow, refundContent, refundRow, type Wire } from './wire.ts'

const refusedAs = ({ refused, internal }: { refused: number; internal: number }, signed = true) =>
  ({ outcome: 'refused', status: refused, internalStatus: internal, text: 'refused', logId: 1, signed }) as const
const silent = (reason: UnknownReason) => ({ outcome: 'unknown', reason, text: '', logId: null }) as const

/** What leaves: money that moves. */
export type Leaving =
  | { readonly kind: 'sale' | 'refund'; readonly number: string; readonly amountFen: number }
  | { readonly kind: 'reversal'; readonly number: string }

export interface LineParts {
  readonly time: Time
  readonly bank: Bank
  readonly wire: Wire
  readonly key: string
  /** What happens to an exchange, all in all: a line that is down, or chance. */
  readonly weather: (dice: Dice) => Weather
  readonly diceFor: (matter: string) => Dice
  readonly note: (text: string) => void
  readonly alive: () => boolean
  /** Looks at what is about to leave, with the till still standing still. */
  readonly leaving: (what: Leaving) => void
  /** A charge has arrived, so many ms after it left. */
  readonly arrived: (orderNo: string, travelled: number) => void
  /** The till is told that another order stands under this number (407). */
  readonly toldUsed: (number: string) => void
  /** Who signs in with this number and password, by the bank; null for nobody. */
  readonly staff: (staffId: string, password: string) => StaffAnswer | null
}

/** What a call is to the line. `T` is what the bank says, `A` what the client makes of it. */
interface Asked<T, A> {
  readonly name: string
  readonly about: string
  readonly limitMs: number
  /** As the bank has it; called when the request arrives, perhaps more than once. */
  readonly arrive: () => BankAnswer<T>
  /** What comes of an answer that is whole. Made when the bank answers, not when the answer comes. */
  readonly answer: (told: T) => A
  /** How the bank writes it under the call's name, and the client's own call that reads what came of it. */
  readonly write?: (told: T) => object
  readonly call?: () => Promise<CallResult<A>>
  /** Never minutes late: a till cannot know of what is taken back after it was told that it is paid, so that rule is trusted. */
  readonly neverVeryLate?: true
  /** Puts another order under this number. */
  readonly foreign?: (dice: Dice) => void
}

const { payMs, queryMs } = DEFAULT_LIMITS

/** The line between one till and the bank, with all that can happen on it. When the till dies, nothing comes back. */
export function createLine(parts: LineParts): SellingCloud {
  const { time, bank, note, wire } = parts
  /** What was told first about each number, by call. */
  const firstTold = new Map<string, unknown>()

  const later = (ms: number): Promise<void> =>
    new Promise((done) => {
      time.after(ms, () => {
        // A dead till waits for nothing.
        if (parts.alive()) done()
      })
    })

  /** A whole answer about another order or refund. */
  function aboutAnother(name: string, about: string): Buffer | null {
    const order = [...bank.orders.values()].find(({ orderNo }) => orderNo !== about)
    const refund = [...bank.refunds.values()].find(({ refundNo }) => refundNo !== about)
    const is = name.includes('refund')
      ? refund && { refund_order_content: refundContent(refund) }
      : order && { order_content: orderContent(order, false) }
    return is ? bodyOf(name, { is }, parts.key) : null
  }

  async function exchange<T, A>(asked: Asked<T, A>): Promise<CallResult<A>> {
    const { name, about, limitMs, arrive } = asked
    const dice = parts.diceFor(`${name} ${about}`)
    let weather = parts.weather(dice)
    if (weather === 'taken' && !asked.foreign) weather = 'lostAfter'
    if (weather === 'turnedAway' && !asked.foreign) weather = 'lostBefore'
    if (asked.neverVeryLate && (weather === 'veryLate' || (weather !== 'fine' && dice.chance(0.5)))) weather = 'late'
    const damage = DAMAGED[weather]
    note(`line ${name} ${about} ${weather}`)
    if (weather === 'notSent') {
      await later(40)
      return silent('notSent')
    }
    if (weather === 'taken') asked.foreign?.(dice)
    if (weather === 'late') time.away(dice.between(limitMs + 5000, 60_000), () => void arrive())
    if (weather === 'veryLate') time.away(dice.between(60_000, 400_000), () => void arrive())
    const almost = (): number => dice.between(limitMs / 2, limitMs - 600)
    const there = weather === 'slow' ? almost() : dice.between(5, 120)
    const back = weather === 'slowBack' ? almost() : dice.between(5, 80)

    let told: BankAnswer<T> | null = null
    let answer: A | null = null
    let body: Buffer | null = null
    if (!NOT_THERE.includes(weather)) {
      // The request travels on its own: it arrives even when the till dies meanwhile.
      time.away(there, () => {
        told = arrive()
        if (weather === 'twice') told = arrive()
        if (damage && asked.write) {
          const written = 'is' in told ? { is: asked.write(told.is) } : told
          body = damaged(bodyOf(name, written, parts.key), damage, () => aboutAnother(name, about), dice)
        } else if ('is' in told) answer = asked.answer(told.is)
      })
    }
    if (weather === 'again') time.away(there + dice.between(1, 90_000), () => void arrive())
    const reason = REASONS[weather]
    await later(reason === 'noAnswer' ? limitMs : there + back)
    if (weather === 'turnedAway') return refusedAs({ refused: 104, internal: 0 })
    if (weather === 'unsigned') return refusedAs({ refused: 101, internal: 3 }, false)
    if (body !== null && asked.call) {
      wire.carry(body)
      const read = await asked.call()
      note(`came ${read.outcome}${read.outcome === 'unknown' ? ` ${read.reason}` : ''}`)
      return read
    }
    if (damage) return silent('notTrusted')
    if (reason || !told) return silent(reason ?? 'lost')
    const arrived = told as BankAnswer<T>
    if ('refused' in arrived) {
      if (arrived.internal === 407) parts.toldUsed(about)
      return refusedAs(arrived)
    }
    const key = `${name} ${about}`
    if (!firstTold.has(key)) firstTold.set(key, answer)
    return { outcome: 'ok', answer: (weather === 'old' ? firstTold.get(key) : answer) as A, logId: 1 }
  }

  function must<T>(read: T | null): T {
    if (read === null) throw new Error('the bank of this world writes what the client cannot read')
    return read
  }
  const isGone = (order: BankOrder): boolean => order.state === 'paid' && bank.refundedFen(order.orderNo) >= order.amountFen
  const readOrder = (order: BankOrder): OrderAnswer => must(orderAnswer(orderContent(order, isGone(order)), null))
  const readRefund = (refund: BankRefund): RefundAnswer => must(refundAnswer(refundContent(refund)))
  const writeOrder = (order: BankOrder) => ({ order_content: orderContent(order, isGone(order)) })
  const writeRefund = (refund: BankRefund) => ({ refund_order_content: refundContent(refund) })

  const never = (): Promise<never> => new Promise(() => undefined)
  const foreignOrder = (orderNo: string, amountFen: number) => (dice: Dice) =>
    bank.putForeign(
      orderNo,
      dice.chance(0.5) ? amountFen : amountFen + 1,
      dice.pick(['paid', 'paid', 'inWork', 'cancelled'] as const),
    )

  const calls: SellingCloud = {
    offersExtensions: true,
    host: () => 'https://pay.qcloud.com/cpay/',
    useHost() {},
    warm: () => Promise.resolve(true),
    close: () => Promise.resolve(),
    startApproval: never,
    checkApproval: never,
    queryShopInfo: never,
    staffLogin: ({ staffId, password }) =>
      exchange({
        name: 'staff_login',
        about: staffId,
        limitMs: queryMs,
        arrive: (): BankAnswer<StaffAnswer> => {
          const person = parts.staff(staffId, password)
          return person ? { is: person } : { refused: 104, internal: 0 }
        },
        answer: (person) => person,
      }),
    microPay(q) {
      const { orderNo, amountFen, paymentCode: code, tender } = q
      parts.leaving({ kind: 'sale', number: orderNo, amountFen })
      const wallet = tender === 'alipay' ? 'alipay' : 'wechat'
      const left = time.elapsed()
      return exchange({
        name: 'micro_pay',
        about: orderNo,
        limitMs: payMs,
        arrive() {
          const told = bank.microPay({ orderNo, amountFen, code, wallet })
          parts.arrived(orderNo, time.elapsed() - left)
          return told
        },
        answer: readOrder,
        write: writeOrder,
        call: () => wire.calls.microPay(q),
        foreign: foreignOrder(orderNo, amountFen),
      })
    },
    scanCodePay(q) {
      const { orderNo, amountFen, tender: wallet } = q
      parts.leaving({ kind: 'sale', number: orderNo, amountFen })
      const codeUrl = `weixin://${orderNo}`
      const left = time.elapsed()
      return exchange({
        name: 'scan_code_pay',
        about: orderNo,
        limitMs: payMs,
        arrive() {
          const told = bank.makeQr({ orderNo, amountFen, wallet })
          parts.arrived(orderNo, time.elapsed() - left)
          return told
        },
        answer: () => ({ orderNo, codeUrl }),
        write: () => ({ code_url: codeUrl }),
        call: () => wire.calls.scanCodePay(q),
        foreign: foreignOrder(orderNo, amountFen),
      })
    },
    closeOrder: (q) =>
      exchange({
        name: 'close_order',
        about: q.orderNo,
        limitMs: payMs,
        arrive: () => bank.close(q.orderNo),
        answer: () => null,
        write: () => ({}),
        call: () => wire.calls.closeOrder(q),
      }),
    reversal: {
      offered: () => true,
      reverse({ orderNo }) {
        parts.leaving({ kind: 'reversal', number: orderNo })
        return exchange({
          name: 'reverse',
          about: orderNo,
          limitMs: payMs,
          neverVeryLate: true,
          arrive: () => bank.reverse(orderNo),
          answer: () => null,
        })
      },
    },
    queryOrder: (q) =>
      exchange({
        name: 'query_order',
        about: q.orderNo,
        limitMs: queryMs,
        arrive: () => bank.order(q.orderNo),
        answer: readOrder,
        write: writeOrder,
        call: () => wire.calls.queryOrder(q),
      }),
    refund(q) {
      const { orderNo, refundNo, orderFen, amountFen } = q
      parts.leaving({ kind: 'refund', number: refundNo, amountFen })
      return exchange({
        name: 'refund',
        about: refundNo,
        limitMs: payMs,
        arrive: () => bank.refund({ orderNo, refundNo, orderFen, amountFen }),
        answer: readRefund,
        write: writeRefund,
        call: () => wire.calls.refund(q),
      })
    },
    queryRefundOrder: (q) =>
      exchange({
        name: 'query_refund_order',
        about: q.refundNo,
        limitMs: queryMs,
        arrive: () => bank.refundOrder(q.refundNo),
        answer: readRefund,
        write: writeRefund,
        call: () => wire.calls.queryRefundOrder(q),
      }),
    queryOrderList: ({ from, until, by, page, pageSize, kind }) =>
      exchange({
        name: 'query_order_list',
        about: `${kind} ${page}`,
        limitMs: queryMs,
        arrive: () => ({ is: bank }),
        answer() {
          const within = (at: number): boolean => at >= from && at < until
          const orders = [...bank.orders.values()]
            .filter((order) => within(by === 'creation' ? order.createdAt : (order.paidAt ?? order.createdAt)))
            .map((order) => listedOrder(orderRow(order, bank.refundedFen(order.orderNo))))
          const refunds = kind === 'all' ? [...bank.refunds.values()].filter((refund) => within(refund.createdAt)) : []
          const [first, last] = [(page - 1) * pageSize, page * pageSize]
          const listedRefunds = refunds.slice(Math.max(0, first - orders.length), Math.max(0, last - orders.length))
          return {
            total: orders.length + refunds.length,
            orders: orders.slice(first, last),
            refunds: listedRefunds.map((refund) => listedRefund(refundRow(refund))),
            holds: [],
            releases: [],
          }
        },
      }),
  }
  return calls
}
