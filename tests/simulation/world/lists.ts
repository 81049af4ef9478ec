import type { OrderList, QueryOrderList } from '../../../cloudpay/client/lookups.ts'
import { listedHold, listedRelease } from '../../../cloudpay/client/listed-hold.ts'
import { listedOrder, listedRefund } from '../../../cloudpay/client/listed-order.ts'
import type { Bank } from './bank.ts'
import { holdRow, releaseRow } from './hold-wire.ts'
import { orderRow, refundRow } from './wire.ts'

interface Row {
  readonly at: number
  readonly elsewhere: boolean
  readonly put: (list: OrderList) => void
}

function* rowsOf(bank: Bank, { by, kind }: QueryOrderList): Generator<Row> {
  const wants = (one: QueryOrderList['kind']): boolean => kind === 'all' || kind === one
  const dated = (createdAt: number, since: number | null): number => (by === 'creation' ? createdAt : (since ?? createdAt))
  if (wants('payments'))
    for (const order of bank.orders.values())
      yield {
        at: dated(order.createdAt, order.paidAt),
        elsewhere: order.elsewhere,
        put: ({ orders }) => orders.push(listedOrder(orderRow(order, bank.refundedFen(order.orderNo)))),
      }
  if (wants('refunds'))
    for (const refund of bank.refunds.values())
      yield {
        at: refund.createdAt,
        elsewhere: refund.elsewhere,
        put: ({ refunds }) => refunds.push(listedRefund(refundRow(refund))),
      }
  if (wants('holds'))
    for (const hold of bank.holds.all.values())
      yield {
        at: dated(hold.createdAt, hold.heldAt),
        elsewhere: hold.elsewhere,
        put: ({ holds }) => holds.push(listedHold(holdRow(hold, bank.refundedOf(hold)))),
      }
  if (wants('releases'))
    for (const release of bank.holds.releases.values())
      yield {
        at: release.createdAt,
        elsewhere: release.elsewhere,
        put: ({ releases }) => releases.push(listedRelease(releaseRow(release, bank.walletOf(release)))),
      }
}

/** One page of what the bank has, as the till's client reads it (PROTOCOL 5.6). */
export function listedRows(bank: Bank, q: QueryOrderList): OrderList {
  const list: OrderList = { total: 0, orders: [], refunds: [], holds: [], releases: [] }
  const [first, last] = [(q.page - 1) * q.pageSize, q.page * q.pageSize]
  let total = 0
  for (const { at, elsewhere, put } of rowsOf(bank, q)) {
    if (at < q.from || at >= q.until || (elsewhere && q.thisDeviceOnly)) continue
    if (total >= first && total < last) put(list)
    total += 1
  }
  return { ...list, total }
}
