import { OrderType } from '../protocol/enums.ts'
import { freezeRow, unfreezeRow } from './hold-wire.ts'
import type { HoldBook } from './holds.ts'
import { orderRow, refundRow, type Place } from './order-wire.ts'
import type { OrderBook } from './orders.ts'
import { done, type Outcome } from './outcome.ts'
import type { QueryOrderList } from './requests.ts'
import { holdFits, holdTime, orderFits, orderTime, refundFits, refundTime, releaseFits } from './selection.ts'

/**
 * `query_order_list` (PROTOCOL 5.6, RULINGS 9). Status 0 keeps paid orders, also those refunded since, holds that came to be,
 * also those whose money is gone, and refunds and releases that are done; 1 keeps all.
 */
export function listOrders(asked: QueryOrderList, book: OrderBook, holds: HoldBook, place: Place): Outcome {
  const onlySuccessful = (asked.status ?? 0) === 0
  const kind = asked.order_type
  const withPayments = kind === OrderType.payments || kind === OrderType.all
  const withRefunds = kind === OrderType.refunds || kind === OrderType.all
  const withHolds = kind === OrderType.holds || kind === OrderType.all
  const withReleases = kind === OrderType.releases || kind === OrderType.all
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
  for (const hold of holds.all()) {
    if (withHolds && holdFits(hold, asked) && !(onlySuccessful && hold.phase !== 'held')) {
      rows.push({ at: holdTime(hold, asked), number: hold.number, entry: { freeze_order: freezeRow(hold, place) } })
    }
    if (!withReleases) continue
    for (const release of hold.releases) {
      if (!releaseFits(hold, release, asked) || (onlySuccessful && release.phase !== 'done')) continue
      const entry = { unfreeze_order: unfreezeRow(hold, release, place) }
      rows.push({ at: release.createdAt, number: release.number, entry })
    }
  }
  rows.sort((a, b) => b.at - a.at || (a.number < b.number ? 1 : -1))
  const from = (asked.page_num - 1) * asked.page_size
  return done({
    total_count: rows.length,
    order_details: rows.slice(from, from + asked.page_size).map((row) => row.entry),
  })
}
