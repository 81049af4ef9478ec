import type { CloudPay, ListedHold, ListedOrder, ListedRefund, OrderList } from '../../cloudpay/client/client.ts'

/** How far around its own second a row is looked for, ms: clocks of servers differ. */
const AROUND = 60_000
const ROWS = 100

/** Cloud Pay did not say whether there is such a row. */
export type NotTold = 'notTold'
type Lists = Pick<CloudPay, 'queryOrderList'>

interface Where {
  readonly number: string
  /** Epoch ms by Cloud Pay's clock: of success or, `by` creation, of the beginning. */
  readonly at: number
  readonly by?: 'creation' | 'success'
}

/** All that was made around that time, page by page, until the row is there. Null: the list does not hold it. */
async function found<R>(
  cloud: Lists,
  { at, by = 'success' }: Where,
  kind: 'payments' | 'refunds' | 'holds',
  pick: (list: Pick<OrderList, 'orders' | 'refunds' | 'holds'>) => { row: R | undefined; count: number },
): Promise<R | null | NotTold> {
  const q = { from: at - AROUND, until: at + AROUND, thisDeviceOnly: false, includeUnsuccessful: true, by, kind, pageSize: ROWS }
  for (let page = 1; ; page++) {
    const result = await cloud.queryOrderList({ ...q, page })
    if (result.outcome !== 'ok') return 'notTold'
    const { row, count } = pick(result.answer)
    if (row) return row
    if (count < ROWS) return null
  }
}

/** The row of one payment in Cloud Pay's list, whichever till made it. */
export const listedPayment = (cloud: Lists, where: Where): Promise<ListedOrder | null | NotTold> =>
  found(cloud, where, 'payments', ({ orders }) => ({
    row: orders.find(({ orderNo }) => orderNo === where.number),
    count: orders.length,
  }))

/** The row of one refund. Refunds are listed by when they began. */
export const listedRefund = (cloud: Lists, where: Where): Promise<ListedRefund | null | NotTold> =>
  found(cloud, where, 'refunds', ({ refunds }) => ({
    row: refunds.find(({ refundNo }) => refundNo === where.number),
    count: refunds.length,
  }))

/** The row of one hold, whichever till made it. */
export const listedHoldAt = (cloud: Lists, where: Where): Promise<ListedHold | null | NotTold> =>
  found(cloud, where, 'holds', ({ holds }) => ({
    row: holds.find(({ holdNo }) => holdNo === where.number),
    count: holds.length,
  }))
