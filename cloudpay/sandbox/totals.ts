import { ContributeType, OrderType } from '../protocol/enums.ts'
import type { HoldBook } from './holds.ts'
import { SUB_PLATFORM_OF } from './order-states.ts'
import { sourceOf, tradeTypeOf } from './order-wire.ts'
import { refundedFee, type Order, type OrderBook } from './orders.ts'
import { done, type Outcome } from './outcome.ts'
import type { QueryOrderListOverview } from './requests.ts'
import type { Merchant } from './seed.ts'
import { autoReleaseFits, holdFits, orderFits, refundFits, releaseFits, type Kind } from './selection.ts'
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
  holdCount: number
  holdFee: number
  releaseCount: number
  releaseFee: number
  releasedWithCapturesFee: number
  autoReleasedFee: number
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
  holdCount: 0,
  holdFee: 0,
  releaseCount: 0,
  releaseFee: 0,
  releasedWithCapturesFee: 0,
  autoReleasedFee: 0,
}

const FUNDERS = { [ContributeType.merchant]: 'sub_mch', [ContributeType.platform]: 'platform', [ContributeType.other]: 'others' }

/** They always come, although the table calls them optional. */
const NO_COUPONS = Object.fromEntries(
  ['sub_mch', 'platform', 'others'].flatMap((who) =>
    ['recharge', 'non_recharge'].flatMap((kind) => [
      [`${who}_${kind}_coupon_count`, 0],
      [`${who}_${kind}_coupon_amount`, 0],
    ]),
  ),
) as Record<string, number>

/**
 * `query_order_list_overview`: one row a combination of who, where and how (PROTOCOL 5.6). `success_amount` is before
 * refunds; a refund counts from the moment it is accepted, and no more once it has failed (RULINGS 10); so does a release. A
 * hold is no turnover: it has figures of its own. All amounts are fen.
 */
export function overview(asked: QueryOrderListOverview, book: OrderBook, holds: HoldBook, merchant: Merchant): Outcome {
  const rows = new Map<string, { head: Record<string, unknown>; sums: Sums }>()

  function rowOf(order: Kind, client: Order['client']): Sums {
    const head = {
      out_sub_mch_id: merchant.outSubMchId,
      out_shop_id: merchant.outShopId,
      staff_id: client.staff_id,
      device_id: client.device_id,
      qrcode_id: order.qrCode?.id,
      source_type: sourceOf(order),
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
  const withHolds = kind === OrderType.holds || kind === OrderType.all
  const withReleases = kind === OrderType.releases || kind === OrderType.all
  const numberFits = (wanted: string | undefined, number: string) => wanted === undefined || wanted === number
  for (const order of book.all()) {
    if (!numberFits(asked.out_trade_no, order.number)) continue
    if (asked.out_refund_no === undefined && order.phase === 'paid' && orderFits(order, asked)) {
      const released = order.capture?.releasedFee ?? 0
      if (withPayments) {
        const sums = rowOf(order, order.client)
        sums.payCount += 1
        sums.payFee += order.totalFee
        sums.orderRefundedFee += refundedFee(order)
        const { settled, poundage } = partsOf(order)
        sums.paySettled += settled
        sums.poundage += poundage
        addCoupon(order, sums)
      }
      if (withReleases && released > 0) rowOf(order, order.client).releasedWithCapturesFee += released
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

  // These two numbers are those of orders and refunds: a hold has neither.
  const numbered = asked.out_trade_no !== undefined || asked.out_refund_no !== undefined
  for (const hold of numbered ? [] : holds.all()) {
    if (withHolds && hold.phase === 'held' && holdFits(hold, asked)) {
      const sums = rowOf(hold, hold.client)
      sums.holdCount += 1
      sums.holdFee += hold.fee
    }
    if (!withReleases) continue
    if (autoReleaseFits(hold, asked)) rowOf(hold, hold.client).autoReleasedFee += hold.autoReleasedFee
    for (const release of hold.releases) {
      if (release.phase === 'failed' || !releaseFits(hold, release, asked)) continue
      const sums = rowOf(hold, release.client)
      sums.releaseCount += 1
      sums.releaseFee += release.fee
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
    ...NO_COUPONS,
    ...sums.coupons,
    freeze_count: sums.holdCount,
    freeze_amount: sums.holdFee,
    direct_unfreeze_count: sums.releaseCount,
    direct_unfreeze_amount: sums.releaseFee,
    consumed_unfreeze_amount: sums.releasedWithCapturesFee,
    auto_unfreeze_amount: sums.autoReleasedFee,
  }))
  return done({ total_count: overviews.length, overviews })
}
