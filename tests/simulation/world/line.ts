import type { OrderAnswer, RefundAnswer, StaffAnswer } from '../../../cloudpay/client/client.ts'
import { DEFAULT_LIMITS } from '../../../cloudpay/client/limits.ts'
import { orderAnswer, refundAnswer } from '../../../cloudpay/client/order-answer.ts'
import type { CallResult, UnknownReason } from '../../../cloudpay/client/result.ts'
import type { SellingCloud } from '../../../electron/till/parts.ts'
import type { BankRefund } from './bank.ts'
import type { BankOrder } from './bank-order.ts'
import { depositLine } from './deposit-line.ts'
import { memberLine } from './member-line.ts'
import { must, type Asked, type LineParts } from './line-parts.ts'
import type { Dice } from './dice.ts'
import { holdContent, releaseContent } from './hold-wire.ts'
import { listedRows } from './lists.ts'
import type { BankAnswer } from './numbers.ts'
import { DAMAGED, NOT_THERE, REASONS } from './weather.ts'
import { bodyOf, damaged, orderContent, refundContent } from './wire.ts'

const refusedAs = ({ refused, internal }: { refused: number; internal: number }, signed = true) =>
  ({ outcome: 'refused', status: refused, internalStatus: internal, text: 'refused', logId: 1, signed }) as const
const silent = (reason: UnknownReason) => ({ outcome: 'unknown', reason, text: '', logId: null }) as const

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
  function aboutAnother(name: string, about: string, told?: () => object | null): Buffer | null {
    const other = <T>(all: ReadonlyMap<string, T>): T | undefined => [...all].find(([number]) => number !== about)?.[1]
    const another = (): object | undefined => {
      const refund = other(bank.refunds)
      if (name.includes('refund')) return refund && { refund_order_content: refundContent(refund) }
      const [hold, release] = [other(bank.holds.all), other(bank.holds.releases)]
      if (name.includes('unfreeze')) return release && { unfreeze_order_content: releaseContent(release, 'alipay') }
      if (name.includes('freeze')) return hold && { freeze_order_content: holdContent(hold, 0) }
      const order = other(bank.orders)
      return order && { order_content: orderContent(order, false) }
    }
    const is = told ? told() : another()
    return is ? bodyOf(name, { is }, parts.key) : null
  }

  async function exchange<T, A>(asked: Asked<T, A>): Promise<CallResult<A>> {
    const { name, about, limitMs, arrive } = asked
    const dice = parts.diceFor(`${name} ${about}`)
    let weather = parts.weather(dice)
    if (weather === 'taken' && !asked.foreign) weather = 'lostAfter'
    if (weather === 'turnedAway' && !asked.foreign) weather = 'lostBefore'
    if (asked.neverVeryLate && (weather === 'veryLate' || (weather !== 'fine' && dice.chance(0.5)))) weather = 'late'
    if (asked.once && weather === 'again') weather = 'twice'
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
          body = damaged(bodyOf(name, written, parts.key), damage, () => aboutAnother(name, about, asked.another), dice)
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

  function travels<T>(number: string, arrive: () => BankAnswer<T>): () => BankAnswer<T> {
    const left = time.elapsed()
    return () => {
      const told = arrive()
      parts.arrived(number, time.elapsed() - left)
      return told
    }
  }
  const isGone = (order: BankOrder): boolean => order.state === 'paid' && bank.refundedFen(order.orderNo) >= order.amountFen
  const readOrder = (order: BankOrder): OrderAnswer => must(orderAnswer(orderContent(order, isGone(order)), null))
  const readRefund = (refund: BankRefund): RefundAnswer => must(refundAnswer(refundContent(refund)))
  const writeOrder = (order: BankOrder) => ({ order_content: orderContent(order, isGone(order)) })
  const writeRefund = (refund: BankRefund) => ({ refund_order_content: refundContent(refund) })

  const never = (): Promise<never> => new Promise(() => undefined)
  const foreignOrder = (orderNo: string, amountFen: number, wallet?: BankOrder['wallet']) => (dice: Dice) =>
    bank.putForeign(
      orderNo,
      dice.chance(0.5) ? amountFen : amountFen + 1,
      dice.pick(['paid', 'paid', 'inWork', 'cancelled'] as const),
      wallet,
    )

  const calls: SellingCloud = {
    offersExtensions: true,
    host: () => 'https://pay.qcloud.com/cpay/',
    useHost() {},
    warm: () => Promise.resolve(true),
    close: () => Promise.resolve(),
    memberFlow: never,
    rechargeCash: never,
    startApproval: never,
    checkApproval: never,
    queryShopInfo: never,
    signInCode: never,
    signInCodeScanned: never,
    queryOrderListOverview: never,
    shiftHandover: (shift) =>
      exchange({
        name: 'shift_handover',
        about: shift.shiftNo,
        limitMs: queryMs,
        arrive: (): BankAnswer<true> => {
          parts.shiftTold(shift)
          return { is: true }
        },
        answer: () => null,
      }),
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
      parts.leaving({ kind: 'sale', number: orderNo, amountFen, code })
      const wallet = tender
      return exchange({
        name: 'micro_pay',
        about: orderNo,
        limitMs: payMs,
        arrive: travels(orderNo, () => bank.microPay({ orderNo, amountFen, code, wallet })),
        answer: readOrder,
        write: writeOrder,
        call: () => wire.calls.microPay(q),
        foreign: foreignOrder(orderNo, amountFen),
      })
    },
    scanCodePay(q) {
      const { orderNo, amountFen, tender: wallet } = q
      parts.leaving({ kind: 'sale', number: orderNo, amountFen, expiresAt: q.expiresAt })
      const codeUrl = `weixin://${orderNo}`
      return exchange({
        name: 'scan_code_pay',
        about: orderNo,
        limitMs: payMs,
        arrive: travels(orderNo, () => bank.makeQr({ orderNo, amountFen, wallet })),
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
      const { orderNo, refundNo, orderFen, amountFen, freezeNo: holdNo = null } = q
      parts.leaving({ kind: 'refund', number: refundNo, amountFen })
      return exchange({
        name: 'refund',
        about: refundNo,
        limitMs: payMs,
        arrive: () => bank.refund({ orderNo, refundNo, orderFen, amountFen, holdNo }),
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
    queryOrderList: (q) =>
      exchange({
        name: 'query_order_list',
        about: `${q.kind} ${q.page}`,
        limitMs: queryMs,
        arrive: () => ({ is: bank }),
        answer: (there) => listedRows(there, q),
      }),
    ...depositLine({ ...parts, exchange, travels, isGone, foreignOrder }),
    ...memberLine({ ...parts, exchange, travels, isGone, foreignOrder }),
  }
  return calls
}
