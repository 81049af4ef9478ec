import type { Tender } from '../../contract/states.ts'
import { OrderType, SubPayPlatform } from '../protocol/enums.ts'
import type { RequestOf } from '../protocol/messages/endpoints.ts'
import type { QueryOrderListAnswer } from '../protocol/messages/lists.ts'
import type { OverviewStat } from '../protocol/messages/overview.ts'
import type { ShopInfo } from '../protocol/messages/shop.ts'
import { tenderOf } from '../protocol/order-state.ts'
import { merchantOf } from './identity.ts'
import { listedHold, listedRelease, type ListedHold, type ListedRelease } from './listed-hold.ts'
import { listedOrder, listedRefund, type ListedOrder, type ListedRefund } from './listed-order.ts'
import type { CallResult } from './result.ts'
import type { Till } from './till.ts'

/** Which orders are meant. `from` (inclusive) and `until` (exclusive) are epoch ms (RULINGS 8). */
export interface Conditions {
  from: number
  until: number
  /** Leave out for all. */
  tenders?: readonly Tender[]
  /** Only what this device made. */
  thisDeviceOnly: boolean
  staffId?: string
  tradeType?: number
  qrcodeId?: string
  /** By creation, or by success of payments and start of refunds. Success when left out. */
  by?: 'creation' | 'success'
  /** Failed and open rows too. */
  includeUnsuccessful?: boolean
}

export interface QueryOrderList extends Conditions {
  kind: keyof typeof OrderType
  /** From 1. */
  page: number
  /** At most 100 (RULINGS 9). */
  pageSize: number
}

export interface OrderList {
  /** All matching rows, on all pages; null when the server did not say. */
  total: number | null
  orders: ListedOrder[]
  refunds: ListedRefund[]
  holds: ListedHold[]
  releases: ListedRelease[]
}

/** A row of totals as Cloud Pay tells it, and the tender it is of; null for one that no document knows. */
export type ToldTotals = OverviewStat & { readonly tender: Tender | null }

type ListRequest = RequestOf<'query_order_list'>

function sorted(told: QueryOrderListAnswer): OrderList {
  const rows = told.order_details ?? []
  return {
    total: told.total_count ?? null,
    orders: rows.flatMap((row) => (row.order ? [listedOrder(row.order)] : [])),
    refunds: rows.flatMap((row) => (row.refund_order ? [listedRefund(row.refund_order)] : [])),
    holds: rows.flatMap((row) => (row.freeze_order ? [listedHold(row.freeze_order)] : [])),
    releases: rows.flatMap((row) => (row.unfreeze_order ? [listedRelease(row.unfreeze_order)] : [])),
  }
}

export function lookupCalls({ identity, caller, limits, nonce }: Till) {
  const conditions = (q: Conditions): Omit<ListRequest, 'order_type' | 'page_num' | 'page_size'> => ({
    ...(q.tenders === undefined ? {} : { sub_pay_platforms: q.tenders.map((tender) => SubPayPlatform[tender]) }),
    out_sub_mch_id: identity.subMchId,
    out_shop_id: identity.shopId,
    ...(q.thisDeviceOnly ? { device_id: identity.deviceId } : {}),
    ...(q.staffId === undefined ? {} : { staff_id: q.staffId }),
    ...(q.qrcodeId === undefined ? {} : { qrcode_id: q.qrcodeId }),
    ...(q.tradeType === undefined ? {} : { trade_type: q.tradeType as NonNullable<ListRequest['trade_type']> }),
    start_time: Math.floor(q.from / 1000),
    end_time: Math.ceil(q.until / 1000) - 1,
    pay_time_type: 2,
    refund_time_type: 2,
    time_filter: q.by === 'creation' ? 1 : 2,
    status: q.includeUnsuccessful ? 1 : 0,
    nonce_str: nonce(),
  })

  return {
    /** Newest first is not promised: sort the rows. */
    queryOrderList(q: QueryOrderList): Promise<CallResult<OrderList>> {
      return caller.call({
        name: 'query_order_list',
        content: { ...conditions(q), order_type: OrderType[q.kind], page_num: q.page, page_size: q.pageSize },
        limitMs: limits.queryMs,
        largest: limits.listBytes,
        read: (told) => ({ says: sorted(told) }),
      })
    },

    /** One row of totals for each combination of tender and trade type (PROTOCOL 5.6). */
    queryOrderListOverview(q: Conditions): Promise<CallResult<ToldTotals[]>> {
      return caller.call({
        name: 'query_order_list_overview',
        content: { ...conditions(q), order_type: OrderType.all },
        limitMs: limits.queryMs,
        largest: limits.listBytes,
        read: (told) => ({ says: (told.overviews ?? []).map((row) => ({ ...row, tender: tenderOf(row.sub_pay_platform) })) }),
      })
    },

    /** All shops of the merchant, with devices and staff; pages from 1. */
    queryShopInfo(q: { page: number; pageSize: number }): Promise<CallResult<{ shops: ShopInfo[]; total: number | null }>> {
      const { out_mch_id, out_sub_mch_id } = merchantOf(identity)
      return caller.call({
        name: 'query_sub_mch_shop_info',
        content: { out_mch_id, out_sub_mch_id, nonce_str: nonce(), page_num: q.page, page_size: q.pageSize },
        limitMs: limits.queryMs,
        largest: limits.listBytes,
        read: (told) => ({ says: { shops: told.shop_infos ?? [], total: told.total_count ?? null } }),
      })
    },
  }
}
