import { OrderType } from '../protocol/enums.ts'
import { orderRow, refundRow, type Place } from './order-wire.ts'
import type { OrderBook } from './orders.ts'
import { done, type Outcome } from './outcome.ts'
import type { QueryOrderList } from './requests.ts'
import { orderFits, orderTime, refundFits, refundTime } from './selection.ts'

/**
 * `query_order_list` (PROTOCOL 5.6, RULINGS 9). Status 0 keeps paid orders, also those refunded since, and refunds that are
 * done; 1 keeps all. Holds and releases do not exist here, so their kinds are empty.
 */
export function listOrders(asked: QueryOrderList, book: OrderBook, place: Place): Outcome {
  const onlySuccessful = (asked.status ?? 0) === 0
  const kind = asked.order_type
  const withPayments = kind === OrderType.payments || kind === OrderType.all
  const withRefunds = kind === OrderType.refunds || kind === OrderType.all
  const rows: { at: number; number: string; entry: Record<string, unknown> }[] = []
  for (const order of book.all()) {
    if (withPayments && orderFits(order, asked) && !(onlySuccessful && order.phase !== 'paid')) {
      rows.push({ at: orderTime(order, asked), number: order.number, entry: { order: orderRow(order, place) } })
    }
    if (!withRefunds) continue
    for (const refund of order.refunds) {
      if (!refundFits(order, refund, asked) || (onlySuccessful && refund.phase !== 'done')) continue
      rows.push({ at: refundTime(refund), number: refund.number, entry: { refund_order: refundRow(order, refund, place) } })
    }
  }
  rows.sort((a, b) => b.at - a.at || (a.number < b.number ? 1 : -1))
  const from = (asked.page_num - 1) * asked.page_size
  return done({
    total_count: rows.length,
    order_details: rows.slice(from, from + asked.page_size).map((row) => row.entry),
  })
}
