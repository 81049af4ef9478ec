import { tenderOfPlatform } from './order-states.ts'
import { creditedFee, refundedFee, type Order, type OrderBook } from './orders.ts'
import { done, memberRefusal, refusal, serverDoesNotKnow, wrongCall, type Outcome } from './outcome.ts'
import type { Reverse } from './requests.ts'

/** What becomes of the next reversal. `unheard`: carried out, and the answer is lost; `lost`: not even the call arrives. */
export type ReversalFate = 'done' | 'unheard' | 'lost'

export type Reversals = ReturnType<typeof createReversals>

/**
 * Taking a payment back as a whole (PROTOCOL 5.1, 5; the call is gone from the newest documents): an unpaid order is void,
 * a paid one's money returns. The state of the order tells what became of it, never the answer to the call.
 */
export function createReversals({ book }: { book: OrderBook }) {
  let nextFates: ReversalFate[] = []

  /** The terminal is its record and its machine: the call asks for both (for safety, the documents say). */
  const sameTerminal = (order: Order, { order_client: client }: Reverse): boolean =>
    order.client.device_id === client.device_id && order.client.machine_no === client.machine_no

  function refused(order: Order, request: Reverse): Outcome | undefined {
    const tender = tenderOfPlatform(request.pay_mch_key.pay_platform)
    if (tender !== order.tender) return wrongCall('参数pay_mch_key.pay_platform与订单不符。')
    if (tender === 'memberCard') return wrongCall('参数pay_mch_key.pay_platform不支持撤销。')
    if (order.trade !== 'micro') return refusal('只能撤销付款码订单。')
    if (!sameTerminal(order, request)) return refusal('只能由发起支付的终端撤销。')
    if (order.phase === 'reversed') return undefined
    if (refundedFee(order) > 0) return refusal('订单已有退款，不能撤销。')
    const { topUp } = order
    if (topUp && order.phase === 'paid' && topUp.card.balanceFee < creditedFee(order)) return memberRefusal('topUpSpent')
    // Alipay's may be taken back only while nobody knows how they ended.
    if (tender === 'alipay' && order.toldPaid) return refusal('支付结果已知，不能撤销，请退款。')
    return order.phase === 'paid' || order.phase === 'initial' || order.phase === 'waiting'
      ? undefined
      : refusal('订单未支付，无需撤销。')
  }

  function reverse(request: Reverse): Outcome {
    const order = book.get(request.out_trade_no)
    if (!order) return refusal('订单不存在。')
    const fault = refused(order, request)
    if (fault) return fault
    const fate = nextFates.shift() ?? 'done'
    if (fate === 'lost') return { ...serverDoesNotKnow(), line: 'lost' }
    book.reverse(order, request.order_client.staff_id)
    return { ...done(), line: fate === 'unheard' ? 'cut' : 'fine' }
  }

  return {
    reverse,
    /** Scripts what becomes of the next reversals, one each. */
    scriptNext: (...fates: ReversalFate[]) => {
      nextFates = fates
    },
  }
}
