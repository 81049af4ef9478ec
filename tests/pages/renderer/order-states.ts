import type { LaidOutLine } from '../../../contract/slip.ts'
import type { ApprovalView, Snapshot } from '../../../contract/snapshot.ts'
import type { OrderRow, RefundView } from '../../../contract/views.ts'
import { aRefund, aSale, NOW, type StandInAnswers } from '../../support/page-bridge.ts'
import type { PageState } from './page-state.ts'

const PARKED = [
  aSale({
    saleId: 'p-1',
    amountFen: 8650,
    state: 'pendingCustomer',
    remark: '前台商品',
    sentAt: NOW - 47_000,
    askedUntil: NOW + 73_000,
  }),
  aSale({
    saleId: 'p-2',
    orderNo: '0100005201031700001840',
    amountFen: 32_800,
    state: 'unknown',
    tender: 'alipay',
    remark: '外卖 42 号',
    sentAt: NOW - 192_000,
    askedUntil: NOW - 72_000,
    nextAskAt: NOW + 6000,
  }),
]
const LAST = aSale({
  saleId: 'l-1',
  amountFen: 4500,
  state: 'paid',
  remark: '',
  settledAt: NOW - 120_000,
  slip: 'printed',
  orderNo: '0100005201031700001841',
})
/** A till with two parked sales and one that was paid. */
export const BUSY: Partial<Snapshot> = { parked: PARKED, lastSale: LAST, unconfirmed: 1 }

const OF = '0100005201031700001842'
const SALES = [
  ...PARKED,
  aSale({
    saleId: 'o-1',
    amountFen: 4500,
    remark: '咖啡 2',
    startedAt: NOW - 110_000,
    settledAt: NOW - 100_000,
    slip: 'printed',
  }),
  aSale({
    saleId: 'o-2',
    amountFen: 38_600,
    remark: '0911 房 退房',
    startedAt: NOW - 1_271_000,
    settledAt: NOW - 1_270_000,
    slip: 'printed',
  }),
  aSale({
    saleId: 'o-3',
    amountFen: 14_000,
    tender: 'memberCard',
    remark: '午餐 3 人',
    startedAt: NOW - 4_804_000,
    settledAt: NOW - 4_800_000,
    slip: 'sent',
  }),
  aSale({
    saleId: 'o-4',
    amountFen: 6800,
    tender: 'alipay',
    remark: '',
    state: 'failed',
    startedAt: NOW - 5_000_000,
    settledAt: NOW - 4_999_000,
    fault: { code: 'sale.refused', platformText: '余额不足', status: 104 },
  }),
  aSale({
    saleId: 'o-5',
    amountFen: 36_800,
    tender: 'alipay',
    remark: '会议室 B 半天',
    state: 'refunded',
    startedAt: NOW - 5_830_000,
    settledAt: NOW - 5_800_000,
  }),
  aSale({
    saleId: 'o-6',
    amountFen: 1_280_000,
    remark: '',
    state: 'cancelled',
    orderNo: null,
    tender: null,
    sentAt: null,
    startedAt: NOW - 6_000_000,
    settledAt: NOW - 5_999_000,
  }),
]
const ROWS: OrderRow[] = SALES.map((sale) => ({ kind: 'sale', sale, elsewhere: null }))
const COLUMNS = 32
const columnsOf = (text: string): number => Array.from(text).reduce((sum, character) => sum + (character < '\u0080' ? 1 : 2), 0)
const line = (text: string, bold = false): LaidOutLine => ({ kind: 'text', text, size: 1, bold, money: false })
const centred = (text: string, bold = false): LaidOutLine => line(' '.repeat((COLUMNS - columnsOf(text)) / 2) + text, bold)
const pair = (label: string, value: string): LaidOutLine =>
  line(label + ' '.repeat(COLUMNS - columnsOf(label) - columnsOf(value)) + value)

export const LIST: StandInAnswers = {
  'orders.list': {
    ok: true,
    value: {
      rows: [...ROWS, { kind: 'refund', refund: aRefund({ refundId: 'r-9', startedAt: NOW - 6_500_000 }) }],
      total: ROWS.length + 1,
      paidCount: 3,
      paidFen: 57_100,
      refundCount: 1,
      refundFen: 1500,
      heldCount: 0,
      heldFen: 0,
      releasedCount: 0,
      releasedFen: 0,
    },
  },
  'slip.preview': {
    ok: true,
    value: {
      columns: 32,
      lines: [
        centred('海风酒店 南山店'),
        { kind: 'rule' },
        centred('收款', true),
        pair('单号', '0100005201031700001842'),
        pair('支付方式', '微信支付'),
        pair('时间', '2025-11-22 14:42:19'),
        pair('收银员', '李婷 1206'),
        { kind: 'rule' },
        { kind: 'text', text: `金额${' '.repeat(4)}￥45.00`, size: 2, bold: true, money: true },
        pair('优惠', '￥0.00'),
        { kind: 'barcode', value: '0100005201031700001842' },
        centred('谢谢惠顾，欢迎再来'),
      ],
    },
  },
}

const LEFT = { orderNo: OF, tender: 'wechat', orderFen: 4500, refundedFen: 0, leftFen: 4500, ownRight: true, byPhone: false }
const prepared = (facts: Partial<typeof LEFT> = {}): StandInAnswers => ({
  ...LIST,
  'refund.prepare': { ok: true, value: { ...LEFT, ...facts } },
})
/** The third row is a paid sale; F9 opens its refund. */
const TO_REFUND = ['F2', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter', 'F9']
const sent = (name: string, shows: string, refund: Partial<RefundView>): PageState => ({
  name: `refund-${name}`,
  facts: BUSY,
  answers: { ...prepared(), 'refund.start': { ok: true, value: aRefund(refund) } },
  keys: [...TO_REFUND, 'Enter', 'Enter'],
  shows,
})

export const anApproval = (facts: Partial<ApprovalView> = {}): ApprovalView => ({
  orderNo: OF,
  amountFen: 1500,
  state: 'waiting',
  qrText: 'https://pay.example/approval?t=p2MfQbEzzp2MfQbE',
  expiresAt: NOW + 112_000,
  approverName: null,
  fault: null,
  ...facts,
})
/** Somebody without the right refunds the third row, which is 45 yuan. */
export const BY_PHONE = prepared({ ownRight: false, byPhone: true })
const ASKS = [...TO_REFUND, '1', '5', 'Enter']
/** A second person is asked by phone for 15 of them. */
const phone = (name: string, shows: string, approval: Partial<ApprovalView> | null): PageState => ({
  keys: ASKS,
  shows,
  answers: BY_PHONE,
  name: `refund-phone-${name}`,
  facts: { ...BUSY, approval: approval && anApproval(approval) },
})

/** Seven things in which our day and Cloud Pay's differ. */
export const DIFFERS: Pick<Snapshot, 'reconciliation'> = {
  reconciliation: {
    at: NOW - 240_000,
    count: 7,
    differences: [
      { orderNo: '0100005201031700001821', kind: 'amount', oursFen: 128_000, theirsFen: 12_800 },
      { orderNo: '0100005201031700001822', kind: 'state', oursFen: 4500, theirsFen: null },
      { orderNo: '0100005201031700001823', kind: 'onlyHere', oursFen: 4500, theirsFen: null },
      ...['24', '25', '26', '27'].map(
        (end) => ({ orderNo: `01000052010317000018${end}`, kind: 'onlyThere', oursFen: null, theirsFen: 9900 }) as const,
      ),
    ],
  },
}

/** The list of orders, what stands beside it, and a refund from its amount to its end. */
export const ORDER_STATES: readonly PageState[] = [
  { name: 'orders', facts: BUSY, answers: LIST, keys: ['F2', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter'], shows: '全部信息' },
  {
    name: 'orders-reverse',
    facts: { ...BUSY, parked: PARKED.map((sale) => ({ ...sale, mayReverse: true })) },
    answers: LIST,
    keys: ['F2', 'ArrowDown', 'ArrowDown', 'Enter', 'F9'],
    shows: '再按一次就撤销',
  },
  {
    name: 'orders-empty',
    facts: {},
    answers: {
      'orders.list': {
        ok: true,
        value: {
          rows: [],
          total: 0,
          paidCount: 0,
          paidFen: 0,
          refundCount: 0,
          refundFen: 0,
          heldCount: 0,
          heldFen: 0,
          releasedCount: 0,
          releasedFen: 0,
        },
      },
    },
    keys: ['F2'],
    shows: '选一笔看详情',
  },
  {
    name: 'orders-refunds-open',
    facts: {
      ...BUSY,
      refunds: [aRefund({ refundId: 'r-2', state: 'unknown', amountFen: 2600, fault: { code: 'refund.noAnswer' } }), aRefund()],
    },
    answers: LIST,
    keys: ['F2'],
    shows: '选一笔看详情',
  },
  { name: 'orders-filter', facts: BUSY, answers: LIST, keys: ['F2', 'Alt+l'], shows: '金额和工号' },
  {
    name: 'orders-all-fields',
    facts: BUSY,
    answers: LIST,
    keys: ['F2', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter', 'Alt+i'],
    shows: '看小票',
  },
  {
    name: 'orders-elsewhere',
    facts: BUSY,
    answers: {
      ...LIST,
      'orders.find': {
        ok: true,
        value: {
          kind: 'sale',
          sale: aSale({
            saleId: 'there-1',
            amountFen: 9900,
            refundedFen: 1000,
            staffName: '王磊',
            staffId: '1207',
            slip: 'none',
          }),
          elsewhere: { shopName: '海风酒店 大堂店', deviceName: 'B2 大堂' },
        },
      },
    },
    keys: ['F2', 'Alt+f', '9', '9', '9', 'Enter'],
    shows: '别的收银机收的',
  },
  { name: 'orders-compared', facts: { ...BUSY, ...DIFFERS }, answers: LIST, keys: ['F2', 'Alt+r'], shows: '上次核对' },
  {
    name: 'orders-agree',
    facts: { ...BUSY, reconciliation: { at: NOW - 60_000, count: 0, differences: [] } },
    answers: LIST,
    keys: ['F2', 'Alt+r'],
    shows: '云支付一致',
  },
  {
    name: 'refund-amount',
    facts: BUSY,
    answers: prepared({ refundedFen: 1200, leftFen: 3300 }),
    keys: TO_REFUND,
    shows: '已退 ¥12.00',
  },
  {
    name: 'refund-too-much',
    facts: BUSY,
    answers: prepared(),
    keys: [...TO_REFUND, '4', '5', '.', '0', '1'],
    shows: '最多还能退',
  },
  { name: 'refund-reason', facts: BUSY, answers: prepared(), keys: [...TO_REFUND, 'F8'], shows: '退款原因' },
  {
    name: 'refund-approver',
    facts: BUSY,
    answers: prepared({ ownRight: false }),
    keys: [...TO_REFUND, 'Alt+1', 'Enter'],
    shows: '请有退款权限的人来批准',
  },
  { ...phone('asking', '正在出批准码', null), answers: { ...BY_PHONE, 'refund.askApproval': 'never' } },
  phone('waiting', '请有权限的人扫码批准', {}),
  phone('no-answer', '没有答复批准', { fault: { code: 'refund.approvalNoAnswer' } }),
  phone('granted', '已批准', { state: 'granted', approverName: '陈经理' }),
  phone('refused', '没有批准这笔退款', { state: 'refused', fault: { code: 'refund.approvalRefused' } }),
  phone('expired', '批准已经过期', { state: 'expired', fault: { code: 'refund.approvalExpired' } }),
  {
    ...phone('not-agreed', '还没有批准', null),
    answers: {
      ...BY_PHONE,
      'refund.askApproval': {
        ok: false,
        fault: { code: 'refund.notApproved', platformText: '订单未支付，不能退款。', status: 104 },
      },
    },
  },
  {
    ...phone('or-password', '请有退款权限的人来批准', {}),
    keys: [...ASKS, 'F8'],
  },
  {
    ...phone('confirm', '确认要退吗', { state: 'granted', approverName: '陈经理' }),
    keys: [...TO_REFUND, 'Alt+1', '1', '5', 'Enter', 'Enter'],
  },
  {
    name: 'refund-confirm',
    facts: BUSY,
    answers: prepared(),
    keys: [...TO_REFUND, 'Alt+1', '1', '5', 'Enter'],
    shows: '确认要退吗',
  },
  sent('sending', '正在退款', { state: 'sending', acceptedAt: null, nextAskAt: null }),
  sent('accepted', '退款已受理', {}),
  sent('unknown', '退款未确认', { state: 'unknown', acceptedAt: null, fault: { code: 'refund.noAnswer' } }),
  sent('arrived', '退款已到账', {
    state: 'succeeded',
    settledAt: NOW,
    receivedBy: '支付用户零钱',
    approverName: '陈经理',
    authority: 'password',
  }),
  sent('failed', '退款失败', {
    state: 'failed',
    settledAt: NOW,
    fault: { code: 'refund.refused', platformText: '余额不足', status: 1102 },
  }),
  sent('needs-person', '要人工处理', { state: 'needsPerson', settledAt: NOW, fault: { code: 'refund.needsPerson' } }),
]
