import type { RefundFacts, SaleFacts } from '../../../contract/order-facts.ts'
import type { OrderRow } from '../../../contract/views.ts'
import { aRefund, aSale, NOW, type StandInAnswers } from '../../support/page-bridge.ts'
import { BUSY, LIST } from './order-states.ts'
import type { PageState } from './page-state.ts'

const HOUR = 3_600_000
/** As long as a number may be. */
const LONGEST = '01000052999917640000000000011234'

/** A row that tells everything there is to tell. */
export const SALE_FACTS: SaleFacts = {
  kind: 'sale',
  externalRef: 'POS-2025-11-22-000771',
  tradeType: 'staticQr',
  source: 'fixedQr',
  paidFen: 1800,
  discountFen: 150,
  settledFen: 1850,
  netFen: 1350,
  incomeFen: 1839,
  feeFen: 11,
  coupons: [
    { amountFen: 150, funder: 'merchant', prepaid: false },
    { amountFen: 50, funder: 'platform', prepaid: true },
  ],
  refundedFen: 500,
  lastRefundAt: NOW - HOUR,
  refundArrivedAt: NOW - HOUR + 4000,
  createdAt: NOW - 2 * HOUR,
  paidAt: NOW - 2 * HOUR + 5000,
  updatedAt: NOW - HOUR + 4000,
  shopName: '海风酒店 南山店',
  deviceName: 'A1 前台',
  staffId: '1206',
  staffName: '李婷',
  qrName: '大堂立牌 早餐券',
  membershipNumber: '880001206',
  isTopUp: true,
  bonusFen: 500,
  points: 120,
  remark: '1208 房 陈先生',
  description: '海风酒店 - 南山店 - 前台',
  goods: [
    { name: '拿铁 大杯 燕麦奶', quantity: 2, priceFen: 900 },
    { name: '可颂', quantity: 1, priceFen: 200 },
  ],
  holdNo: '0100005201031700001801',
  heldFen: 100_000,
  returnedFen: 98_000,
}
export const REFUND_FACTS: RefundFacts = {
  kind: 'refund',
  externalRef: 'POS-R-77',
  settledBackFen: 450,
  incomeFen: -447,
  feeFen: -3,
  coupons: [{ amountFen: 50, funder: 'merchant', prepaid: false }],
  reason: '顾客不要了\n操作者：李婷\n授权者：陈经理',
  createdAt: NOW - HOUR,
  orderPaidAt: NOW - 2 * HOUR,
  updatedAt: NOW - HOUR + 4000,
  shopName: '海风酒店 南山店',
  deviceName: 'A1 前台',
  staffId: '1206',
  staffName: '李婷',
  qrName: null,
  points: 30,
  holdNo: null,
  heldFen: null,
}

const found = (row: OrderRow, facts: StandInAnswers['orders.facts']): StandInAnswers => ({
  ...LIST,
  'orders.find': { ok: true, value: row },
  ...(facts ? { 'orders.facts': facts } : {}),
})
const SALE: OrderRow = {
  kind: 'sale',
  sale: aSale({
    orderNo: LONGEST,
    amountFen: 2000,
    startedAt: NOW - 2 * HOUR,
    settledAt: NOW - 2 * HOUR + 5000,
    platformTxnId: '4200001234567890123456789012',
    refundedFen: 500,
    paidFen: 1800,
    discountFen: 200,
    slip: 'printed',
  }),
  elsewhere: null,
}
export const REFUND: OrderRow = {
  kind: 'refund',
  refund: aRefund({
    refundNo: LONGEST,
    amountFen: 500,
    orderFen: 2000,
    state: 'succeeded',
    startedAt: NOW - HOUR,
    acceptedAt: NOW - HOUR + 1000,
    settledAt: NOW - HOUR + 4000,
    nextAskAt: null,
    platformRefundId: '50000012345678901234567890123',
    receivedBy: '招商银行信用卡 0403',
    approverName: '陈经理',
  }),
}
const FIND = ['F2', 'Alt+f', '9', '9', '9', 'Enter']
const state = (name: string, shows: string, answers: StandInAnswers, keys: readonly string[] = []): PageState => ({
  name,
  facts: BUSY,
  answers,
  keys: [...FIND, ...keys],
  shows,
})

/** One order with everything that Cloud Pay tells, or with what the book has when it does not; and a refund. */
export const FACT_STATES: readonly PageState[] = [
  state('order-all-told', '看小票', found(SALE, { ok: true, value: SALE_FACTS }), ['Alt+i']),
  state('order-not-told', '没能问到云支付', found(SALE, { ok: false, fault: { code: 'orders.noFacts' } }), ['Alt+i']),
  state('order-asking', '正在问云支付', found(SALE, 'never'), ['Alt+i']),
  state('refund-detail', '全部信息', found(REFUND, { ok: true, value: REFUND_FACTS })),
  state('refund-all-told', '看小票', found(REFUND, { ok: true, value: REFUND_FACTS }), ['Alt+i']),
  state(
    'refund-not-confirmed',
    '退款未确认',
    found({ ...REFUND, refund: aRefund({ state: 'unknown', acceptedAt: null, fault: { code: 'refund.noAnswer' } }) }, undefined),
  ),
]
