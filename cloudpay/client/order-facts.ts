import type { COUPON_FUNDERS, SOURCES, TRADE_TYPES, Coupon, RefundFacts, SaleFacts } from '../../contract/order-facts.ts'
import { ContributeType, SourceType, TradeType } from '../protocol/enums.ts'
import type { ListOrder, ListRefundOrder } from '../protocol/messages/lists.ts'
import { detailSchema } from '../protocol/messages/order.ts'

/** The facts of a row of `query_order_list` (PROTOCOL 5.6, 12), in our words. */

/** Nought stands for "none" in samples, and so does an empty text. */
const filled = (value: string | null | undefined): string | null => value || null
const instant = (value: number | null | undefined): number | null => (value ? value * 1000 : null)
const told = <T>(value: T | null | undefined): T | null => value ?? null

/** The wire's numbers beside our words; the order of the lists says nothing. */
const TRADE_TYPE: Readonly<Record<number, (typeof TRADE_TYPES)[number]>> = {
  [TradeType.micro]: 'customerCode',
  [TradeType.scanCode]: 'orderQr',
  [TradeType.officialAccount]: 'officialAccount',
  [TradeType.app]: 'app',
  [TradeType.soundWave]: 'soundWave',
  [TradeType.mobileWeb]: 'mobileWeb',
  [TradeType.oneCode]: 'staticQr',
  [TradeType.miniProgram]: 'miniProgram',
}
const SOURCE: Readonly<Record<number, (typeof SOURCES)[number]>> = {
  [SourceType.oneCode]: 'oneCode',
  [SourceType.staffQr]: 'staffQr',
  [SourceType.blankQr]: 'blankQr',
  [SourceType.fixedQr]: 'fixedQr',
  [SourceType.topUp]: 'topUp',
  [SourceType.temporaryQr]: 'temporaryQr',
  [SourceType.oneCodeMember]: 'oneCodeMember',
}
const FUNDER: Readonly<Record<number, (typeof COUPON_FUNDERS)[number]>> = {
  [ContributeType.merchant]: 'merchant',
  [ContributeType.platform]: 'platform',
  [ContributeType.other]: 'other',
}
const PREPAID: Readonly<Record<string, boolean>> = { CASH: true, NO_CASH: false }

const named = <T>(words: Readonly<Record<number, T>>, value: number | null | undefined): T | null => words[value ?? -1] ?? null

/** Coupons without a sum say nothing. */
function couponsOf(row: Pick<ListOrder, 'coupon_infos'>): Coupon[] {
  return (row.coupon_infos ?? []).flatMap(({ coupon_fee, coupon_type, contribute_type }) =>
    coupon_fee
      ? [{ amountFen: coupon_fee, funder: named(FUNDER, contribute_type), prepaid: PREPAID[coupon_type ?? ''] ?? null }]
      : [],
  )
}

/** The goods of the receipt, which come as JSON text; a text that is none names none. */
function goodsOf({ detail }: Pick<ListOrder, 'detail'>): SaleFacts['goods'] {
  let content: unknown
  try {
    content = JSON.parse(detail || 'null')
  } catch {
    return []
  }
  const read = detailSchema.safeParse(content)
  return (read.data?.goods_detail ?? []).map(({ goods_name, quantity, price }) => ({
    name: goods_name,
    quantity,
    priceFen: price,
  }))
}

function factsOfBoth(row: ListOrder | ListRefundOrder) {
  return {
    feeFen: told(row.poundage),
    incomeFen: told(row.income_fee),
    coupons: couponsOf(row),
    updatedAt: instant(row.last_update_time),
    shopName: filled(row.shop_name),
    deviceName: filled(row.device_name),
    staffId: filled(row.staff_id),
    staffName: filled(row.staff_name),
    qrName: filled(row.qrcode_name),
    points: told(row.credits),
    holdNo: filled(row.out_freeze_no),
    heldFen: told(row.freeze_fee),
  }
}

export function saleFacts(row: ListOrder): SaleFacts {
  return {
    kind: 'sale',
    ...factsOfBoth(row),
    externalRef: filled(row.client_flow_id),
    tradeType: named(TRADE_TYPE, row.trade_type),
    source: named(SOURCE, row.source_type),
    paidFen: told(row.cash_fee),
    discountFen: told(row.discount_fee),
    settledFen: told(row.settlement_total_fee),
    netFen: told(row.remaining_settlement_fee),
    refundedFen: told(row.refunded_fee),
    lastRefundAt: instant(row.refund_create_time),
    refundArrivedAt: instant(row.refund_time),
    createdAt: instant(row.create_time),
    paidAt: instant(row.time_end),
    membershipNumber: filled(row.membership_number),
    isTopUp: told(row.is_card_recharge),
    bonusFen: told(row.recharge_bonus_fee),
    remark: filled(row.remark),
    description: filled(row.body),
    goods: goodsOf(row),
    returnedFen: told(row.manual_unfreeze_fee),
  }
}

export function refundFacts(row: ListRefundOrder): RefundFacts {
  const reference = row.client_refund_flow_id
  return {
    kind: 'refund',
    ...factsOfBoth(row),
    externalRef: filled(typeof reference === 'number' ? String(reference) : reference),
    settledBackFen: told(row.settlement_refund_fee),
    reason: filled(row.refund_reason),
    createdAt: instant(row.create_time),
    orderPaidAt: instant(row.pay_last_update_time),
  }
}
