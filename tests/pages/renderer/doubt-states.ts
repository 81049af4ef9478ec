import type { Snapshot } from '../../../contract/snapshot.ts'
import { aRefund, aSale, NOW } from '../../support/page-bridge.ts'
import type { PageState } from './page-state.ts'

const HOUR = 3_600_000

/** One of each way to be without an end: of today and of an earlier day, of this person and of others. */
export const DOUBTS: Partial<Snapshot> = {
  unconfirmed: 3,
  sale: null,
  parked: [
    aSale({
      saleId: 'd-1',
      amountFen: 8650,
      state: 'pendingCustomer',
      remark: '前台商品',
      startedAt: NOW - 50_000,
      sentAt: NOW - 47_000,
      askedUntil: NOW + 73_000,
      nextAskAt: NOW + 2000,
    }),
    aSale({
      saleId: 'd-2',
      orderNo: '0100005201031700001840',
      amountFen: 32_800,
      state: 'unknown',
      tender: 'alipay',
      remark: '外卖 42 号',
      startedAt: NOW - 195_000,
      sentAt: NOW - 192_000,
      askedUntil: NOW - 72_000,
      nextAskAt: NOW + 6000,
      staffId: '1207',
      staffName: '王磊',
      fault: { code: 'sale.noAnswer', logId: 4_021_337_911 },
    }),
    aSale({
      saleId: 'd-3',
      orderNo: '0100005201031700001711',
      amountFen: 1_280_000,
      state: 'conflict',
      remark: '',
      startedAt: NOW - 51 * HOUR,
      sentAt: NOW - 51 * HOUR,
      askedUntil: NOW - 50 * HOUR,
      fault: { code: 'sale.amountDiffers', params: { amountFen: 12_800 }, platformText: '订单金额与原订单不一致', status: 104 },
    }),
  ],
  refunds: [
    aRefund({
      refundId: 'd-4',
      refundNo: '0100005201031700001850',
      amountFen: 2600,
      state: 'unknown',
      acceptedAt: null,
      startedAt: NOW - 95_000,
      nextAskAt: NOW + 11_000,
      fault: { code: 'refund.noAnswer' },
    }),
  ],
  refundsAway: [
    aRefund({
      refundId: 'd-5',
      refundNo: '0100005201031700001700',
      tender: 'alipay',
      amountFen: 36_800,
      startedAt: NOW - 5 * HOUR,
      acceptedAt: NOW - 5 * HOUR,
      nextAskAt: NOW + 340_000,
    }),
  ],
  resolved: [
    { kind: 'sale', number: '0100005201031700001839', amountFen: 4500, tender: 'wechat', state: 'paid', at: NOW - 64_000 },
    { kind: 'refund', number: '0100005201031700001838', amountFen: 1500, tender: 'alipay', state: 'succeeded', at: NOW - HOUR },
    { kind: 'sale', number: '0100005201031700001837', amountFen: 6800, tender: 'alipay', state: 'failed', at: NOW - 2 * HOUR },
  ],
}

/** What is to be confirmed: several, one that a person must look at, and none. */
export const DOUBT_STATES: readonly PageState[] = [
  { name: 'to-confirm', facts: DOUBTS, keys: ['Alt+d', 'ArrowDown', 'ArrowDown'], shows: '回到收银' },
  { name: 'to-confirm-conflict', facts: DOUBTS, keys: ['Alt+d'], shows: '答复的金额对不上' },
  {
    name: 'to-confirm-refund',
    facts: { refunds: DOUBTS.refunds ?? [], resolved: DOUBTS.resolved ?? [], unconfirmed: 1 },
    keys: ['Alt+d'],
    shows: '打开退款单',
  },
  { name: 'to-confirm-none', facts: { resolved: DOUBTS.resolved ?? [] }, keys: ['Alt+d'], shows: '不会重复收' },
  { name: 'to-confirm-never', facts: {}, keys: ['Alt+d'], shows: '不会重复收' },
]
