import type { Approvals } from './approvals.ts'
import { pointsOf, type MemberCards } from './member-cards.ts'
import type { MovableClock } from './movable-clock.ts'
import { tenderOfPlatform } from './order-states.ts'
import { mchKeyOf, refundContent } from './order-wire.ts'
import { creditedFee, refundedFee, type Order, type OrderBook, type RefundRecord } from './orders.ts'
import {
  done,
  memberRefusal,
  numberUsed,
  refusal,
  sameContentKey,
  serverDoesNotKnow,
  wrongCall,
  type Outcome,
} from './outcome.ts'
import { digits, type RandomBytes } from './random.ts'
import type { QueryRefundOrder, Refund } from './requests.ts'
import { lacksRefundRight, wordOf } from './rights.ts'
import type { Merchant, StaffMember } from './seed.ts'
import { partsOfRefund } from './settlement.ts'

/** How long a refund stays in work: short, so that a till sees both states (PROTOCOL 5.4). */
export const REFUND_TAKES_MS = 3000

/**
 * What becomes of the next refund. `noFunds`: the merchant's balance is too low, refused with 104. `unheard`: done, and the
 * answer is lost; `lost`: not even the call arrives.
 */
export type RefundFate = 'done' | 'failed' | 'needsPerson' | 'noFunds' | 'unheard' | 'lost'

interface Parts {
  merchant: Merchant
  staff: readonly StaffMember[]
  book: OrderBook
  cards: MemberCards
  approvals: Approvals
  clock: MovableClock
  random: RandomBytes
  changed: () => void
}

/** Who wants what back, under which number. */
type AskedBack = Pick<RefundRecord, 'number' | 'content' | 'fee' | 'reason' | 'flowId' | 'nonce' | 'client'>

export type Refunds = ReturnType<typeof createRefunds>

/** Giving money back (PROTOCOL 5.4, RULINGS 7, 10). */
export function createRefunds({ merchant, staff, book, cards, approvals, clock, random, changed }: Parts) {
  let nextFates: RefundFate[] = []
  const person = (id: string | undefined) => staff.find((candidate) => candidate.staffId === id)

  /** Version 2 checks the right, version 1 nothing. */
  const lacksRight = (request: Refund): boolean => request.api_version === 2 && lacksRefundRight(staff, request)

  function reasonOf(request: Refund): string {
    const operator = person(request.order_client.staff_id)?.name
    const approver = request.pay_mch_key.authorization_name
    return [
      request.refund_content.refund_reason ?? '',
      ...(operator ? [`操作者：${operator}`] : []),
      ...(approver ? [`授权者：${approver}`] : []),
    ].join('\n')
  }

  /** What a card paid comes back to it, and the points go. */
  function backToCard(order: Order, refund: RefundRecord): void {
    const card = order.wallet?.card
    if (!card) return
    const backBefore = order.refunds.reduce((sum, one) => sum + (one !== refund && one.phase === 'done' ? one.fee : 0), 0)
    const kept = order.totalFee - backBefore
    const points = pointsOf(kept - refund.fee) - pointsOf(kept)
    cards.post(card, { kind: 'refund', fee: refund.fee, points, ...namesOf(order, refund) })
  }
  /** The money of a top-up did not go back to the payer: the card gets it again. */
  function toppedUpAgain(order: Order, refund: RefundRecord): void {
    if (!order.topUp) return
    const { card, bonusFee } = order.topUp
    const fees = { fee: creditedFee(order), bonusFee }
    cards.post(card, { kind: 'recharge_refund_failed', ...fees, ...namesOf(order, refund) })
  }
  const namesOf = (order: Order, refund: RefundRecord) => ({
    tradeNo: order.number,
    refundNo: refund.number,
    staffId: refund.client.staff_id,
  })

  function settle(order: Order, refund: RefundRecord, fate: RefundFate): void {
    refund.phase = fate === 'failed' ? 'failed' : fate === 'needsPerson' ? 'needsPerson' : 'done'
    refund.updatedAt = clock.now()
    order.updatedAt = refund.updatedAt
    if (refund.phase === 'done') {
      refund.doneAt = refund.updatedAt
      backToCard(order, refund)
    } else if (refund.phase === 'failed') toppedUpAgain(order, refund)
    changed()
  }

  const answer = (order: Order, record: RefundRecord): Outcome =>
    done({ refund_order_content: refundContent(order, record), pay_mch_key: mchKeyOf(order, merchant) })

  function accept(order: Order, fate: RefundFate, asked: AskedBack): RefundRecord {
    const now = clock.now()
    const record: RefundRecord = {
      ...asked,
      parts: partsOfRefund(order, asked.fee),
      phase: 'inWork',
      refundId: '50000' + digits(random, 23),
      createdAt: now,
      updatedAt: now,
      doneAt: undefined,
    }
    order.refunds.push(record)
    book.takeBack(order, { staffId: record.client.staff_id, refundNo: record.number })
    order.updatedAt = now
    book.takeNumber(record.number, record.content)
    clock.after(REFUND_TAKES_MS, () => settle(order, record, fate))
    changed()
    return record
  }

  /** The merchant gives so many fen back by the back office, or all that is left. Throws when that cannot be. */
  function giveBack(order: Order, feeFen: number | undefined, asked: Omit<AskedBack, 'fee'>): RefundRecord {
    const left = order.phase === 'paid' ? order.totalFee - refundedFee(order) : 0
    const fee = feeFen ?? left
    if (!Number.isInteger(fee) || fee < 1 || fee > left) throw new Error('more than is left')
    const fate = nextFates.shift() ?? 'done'
    if (fate === 'noFunds') throw new Error('the merchant has too little money')
    return accept(order, fate, { ...asked, fee })
  }

  function refund(request: Refund): Outcome {
    const asked = request.refund_content
    const content = sameContentKey('refund', request)
    const order = book.get(asked.out_trade_no)
    const known = book.contentOf(asked.out_refund_no)
    if (known !== undefined) {
      const same = order?.refunds.find((earlier) => earlier.number === asked.out_refund_no && earlier.content === content)
      return order && same ? answer(order, same) : numberUsed()
    }
    if (!order) return refusal('原订单不存在。')
    if (tenderOfPlatform(request.pay_mch_key.pay_platform) !== order.tender) {
      return wrongCall('参数pay_mch_key.pay_platform与订单不符。')
    }
    if ((asked.out_freeze_no || undefined) !== order.capture?.holdNumber) {
      return wrongCall('参数refund_content.out_freeze_no与订单不符。')
    }
    if (lacksRight(request)) return refusal('没有退款权限，请由有权限的店员授权。')
    const word = wordOf(request, asked.out_trade_no, asked.refund_fee)
    if (request.api_version === 2 && !approvals.hasWord(word)) return refusal('授权无效：未批准、已过期或已使用。')
    if (order.phase !== 'paid') return refusal('订单未支付，不能退款。')
    if (asked.total_fee !== order.totalFee) return refusal('订单金额与原订单不符。')
    if (asked.refund_fee > order.totalFee - refundedFee(order)) return refusal('退款金额超过可退金额。')
    if (order.topUp) {
      if (asked.refund_fee !== order.totalFee) return memberRefusal('wholeOnly')
      if (order.topUp.card.balanceFee < creditedFee(order)) return memberRefusal('topUpSpent')
    }
    const fate = nextFates.shift() ?? 'done'
    if (fate === 'noFunds') return refusal('商户可用余额不足，退款未受理。')
    if (fate === 'lost') return { ...serverDoesNotKnow(), line: 'lost' }

    const record = accept(order, fate, {
      number: asked.out_refund_no,
      content,
      fee: asked.refund_fee,
      reason: reasonOf(request),
      flowId: asked.client_refund_flow_id,
      nonce: request.nonce_str,
      client: request.order_client,
    })
    approvals.use(word)
    return { ...answer(order, record), line: fate === 'unheard' ? 'cut' : 'fine' }
  }

  function queryRefund(request: QueryRefundOrder): Outcome {
    const order = book.get(request.out_trade_no)
    const record = order?.refunds.find((candidate) => candidate.number === request.out_refund_no)
    if (!order || !record) return refusal('退款单不存在。')
    if (tenderOfPlatform(request.pay_mch_key.pay_platform) !== order.tender) {
      return wrongCall('参数pay_mch_key.pay_platform与订单不符。')
    }
    return done({
      refund_order_content: [refundContent(order, record)],
      pay_mch_key: mchKeyOf(order, merchant),
      order_client: [record.client],
    })
  }

  return {
    refund,
    giveBack,
    queryRefund,
    /** Scripts what becomes of the next refunds, one each. */
    scriptNext: (...fates: RefundFate[]) => {
      nextFates = fates
    },
  }
}
