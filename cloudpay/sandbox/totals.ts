import { ContributeType, OrderType, SourceType } from '../protocol/enums.ts'
import { SUB_PLATFORM_OF } from './order-states.ts'
import { tradeTypeOf } from './order-wire.ts'
import { refundedFee, type Order, type OrderBook } from './orders.ts'
import { done, type Outcome } from './outcome.ts'
import type { QueryOrderListOverview } from './requests.ts'
import type { Merchant } from './seed.ts'
import { orderFits, refundFits } from './selection.ts'
import { partsOf } from './settlement.ts'

interface Sums {
  payCount: number
  payFee: number
  refundCount: number
  refundFee: number
  orderRefundedFee: number
  paySettled: number
  refundSettled: number
  poundage: number
  coupons: Record<string, number>
}
const NOTHING: Omit<Sums, 'coupons'> = {
  payCount: 0,
  payFee: 0,
  refundCount: 0,
  refundFee: 0,
  orderRefundedFee: 0,
  paySettled: 0,
  refundSettled: 0,
  poundage: 0,
}

const FUNDERS = { [ContributeType.merchant]: 'sub_mch', [ContributeType.platform]: 'platform', [ContributeType.other]: 'others' }

/** They always come, although the table calls them optional. There are no holds in this shop. */
const ALWAYS_ZERO = Object.fromEntries(
  [
    ...['sub_mch', 'platform', 'others'].flatMap((who) =>
      ['recharge', 'non_recharge'].flatMap((kind) => [`${who}_${kind}_coupon_count`, `${who}_${kind}_coupon_amount`]),
    ),
    'freeze_count',
    'freeze_amount',
    'direct_unfreeze_count',
    'direct_unfreeze_amount',
    'consumed_unfreeze_amount',
    'auto_unfreeze_amount',
  ].map((name) => [name, 0]),
)

/**
 * `query_order_list_overview`: one row a combination of who, where and how (PROTOCOL 5.6). `success_amount` is before
 * refunds; a refund counts from the moment it is accepted, and no more once it has failed (RULINGS 10). All amounts are fen.
 */
export function overview(asked: QueryOrderListOverview, book: OrderBook, merchant: Merchant): Outcome {
  const rows = new Map<string, { head: Record<string, unknown>; sums: Sums }>()

  function rowOf(order: Order, client: Order['client']): Sums {
    const head = {
      out_sub_mch_id: merchant.outSubMchId,
      out_shop_id: merchant.outShopId,
      staff_id: client.staff_id,
      device_id: client.device_id,
      source_type: SourceType.none,
      sub_pay_platform: SUB_PLATFORM_OF[order.tender],
      trade_type: tradeTypeOf(order),
      fee_type: 'CNY',
    }
    const key = JSON.stringify(head)
    const row = rows.get(key) ?? { head, sums: { ...NOTHING, coupons: {} } }
    rows.set(key, row)
    return row.sums
  }

  function addCoupon({ coupon }: Order, { coupons }: Sums): void {
    if (!coupon) return
    const name = `${FUNDERS[coupon.funder]}_${coupon.prepaid ? 'recharge' : 'non_recharge'}_coupon`
    coupons[`${name}_count`] = (coupons[`${name}_count`] ?? 0) + 1
    coupons[`${name}_amount`] = (coupons[`${name}_amount`] ?? 0) + coupon.fee
  }

  const kind = asked.order_type ?? OrderType.all
  const withPayments = kind === OrderType.payments || kind === OrderType.all
  const withRefunds = kind === OrderType.refunds || kind === OrderType.all
  const numberFits = (wanted: string | undefined, number: string) => wanted === undefined || wanted === number
  for (const order of book.all()) {
    if (!numberFits(asked.out_trade_no, order.number)) continue
    if (withPayments && asked.out_refund_no === undefined && order.phase === 'paid' && orderFits(order, asked)) {
      const sums = rowOf(order, order.client)
      sums.payCount += 1
      sums.payFee += order.totalFee
      sums.orderRefundedFee += refundedFee(order)
      const { settled, poundage } = partsOf(order)
      sums.paySettled += settled
      sums.poundage += poundage
      addCoupon(order, sums)
    }
    if (!withRefunds) continue
    for (const refund of order.refunds) {
      if (refund.phase === 'failed' || !numberFits(asked.out_refund_no, refund.number)) continue
      if (!refundFits(order, refund, asked)) continue
      const sums = rowOf(order, refund.client)
      sums.refundCount += 1
      sums.refundFee += refund.fee
      sums.refundSettled += refund.parts.settled
      sums.poundage -= refund.parts.poundage
    }
  }

  const overviews = [...rows.values()].map(({ head, sums }) => ({
    ...head,
    success_count: sums.payCount,
    success_amount: sums.payFee,
    pay_settle_amount: sums.paySettled,
    refund_settle_amount: sums.refundSettled,
    settle_amount: sums.paySettled - sums.refundSettled,
    discount_amount: sums.payFee - sums.refundFee - (sums.paySettled - sums.refundSettled),
    refund_create_count: sums.refundCount,
    refund_create_amount: sums.refundFee,
    poundage: sums.poundage,
    income_amount: sums.paySettled - sums.refundSettled - sums.poundage,
    order_refunded_amount: sums.orderRefundedFee,
    ...ALWAYS_ZERO,
    ...sums.coupons,
  }))
  return done({ total_count: overviews.length, overviews })
}
