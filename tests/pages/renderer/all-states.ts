import type { LaidOutLine } from '../../../contract/slip.ts'
import type { OrderRow, Snapshot } from '../../../contract/snapshot.ts'
import { aSale, NOW, type StandInAnswers } from '../../support/page-bridge.ts'

/** Every state the page can be in, each with what leads there. */
export interface PageState {
  readonly name: string
  readonly facts: Partial<Snapshot>
  readonly answers?: StandInAnswers
  /** Keys pressed once the page is open. */
  readonly keys?: readonly string[]
  /** With a hand's pace, where more keys follow than a hand could press at once. */
  readonly slowly?: boolean
}

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
const BUSY: Partial<Snapshot> = { parked: PARKED, lastSale: LAST, unconfirmed: 1 }

const ROWS: OrderRow[] = [
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
const COLUMNS = 32
const columnsOf = (text: string): number => Array.from(text).reduce((sum, character) => sum + (character < '\u0080' ? 1 : 2), 0)
const line = (text: string, bold = false): LaidOutLine => ({ kind: 'text', text, size: 1, bold, money: false })
const centred = (text: string, bold = false): LaidOutLine => line(' '.repeat((COLUMNS - columnsOf(text)) / 2) + text, bold)
const pair = (label: string, value: string): LaidOutLine =>
  line(label + ' '.repeat(COLUMNS - columnsOf(label) - columnsOf(value)) + value)

const LIST: StandInAnswers = {
  'orders.list': { ok: true, value: { rows: ROWS, total: ROWS.length, paidCount: 3, paidFen: 57_100 } },
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

export const LAMPS_AILING: Snapshot['lamps'] = {
  network: { level: 'bad', reason: 'noAnswer' },
  printer: { level: 'warn', reason: 'slipsWaiting' },
  scanner: { level: 'ok', reason: 'keyboardScanner' },
  voice: { level: 'warn', reason: 'noSoundDevice' },
}

export const ALL_STATES: readonly PageState[] = [
  {
    name: 'bind',
    facts: { stage: 'unbound', place: null, person: null, staff: [] },
    answers: { 'bind.checkNetwork': { ok: true, value: { reachable: true, host: 'pay.qcloud.com', ms: 41.6 } } },
  },
  { name: 'signin', facts: { stage: 'signedOut', person: null }, keys: ['1', '2', '3', '4'] },
  {
    name: 'signin-locked',
    facts: { stage: 'signedOut', person: null },
    answers: { 'staff.signIn': { ok: false, fault: { code: 'signIn.locked', params: { seconds: 287 } } } },
    keys: ['1', '2', '3', '4', 'Enter'],
  },
  { name: 'signin-letters', facts: { stage: 'signedOut', person: null }, keys: ['Alt+k'] },
  { name: 'till', facts: BUSY, keys: ['1', '2', '8', '0'] },
  { name: 'till-empty', facts: {} },
  { name: 'till-refused', facts: BUSY, keys: ['1', '.', '2', '5', '5'] },
  { name: 'till-largest', facts: { ...BUSY, maxAmountFen: 2_147_483_647 }, keys: Array.from('21474836.47'), slowly: true },
  {
    name: 'till-training',
    facts: {
      ...BUSY,
      training: true,
      lamps: LAMPS_AILING,
      slipsWaiting: 2,
      notices: [{ id: 1, fault: { code: 'settings.restored' }, at: NOW }],
    },
    keys: ['8'],
  },
  { name: 'till-remark', facts: BUSY, keys: ['4', '5', 'F8'] },
  { name: 'lamps', facts: { ...BUSY, lamps: LAMPS_AILING }, keys: ['F12'] },
  { name: 'person', facts: BUSY, keys: ['Alt+s'] },
  { name: 'scan', facts: { ...BUSY, sale: aSale({ state: 'waitingForCode', orderNo: null, sentAt: null, tender: null }) } },
  { name: 'result-waiting', facts: { ...BUSY, sale: aSale({ state: 'pendingCustomer' }) } },
  {
    name: 'result-paid',
    facts: { ...BUSY, sale: aSale({ settledAt: NOW, paidFen: 127_000, discountFen: 1000, slip: 'printed' }) },
  },
  {
    name: 'result-unknown',
    facts: {
      ...BUSY,
      sale: aSale({
        amountFen: 32_800,
        state: 'unknown',
        tender: 'alipay',
        remark: '外卖 42 号',
        sentAt: NOW - 192_000,
        askedUntil: NOW - 72_000,
        nextAskAt: NOW + 6000,
        fault: { code: 'sale.noAnswer' },
      }),
    },
  },
  {
    name: 'result-failed',
    facts: {
      ...BUSY,
      sale: aSale({
        amountFen: 26_800,
        state: 'failed',
        settledAt: NOW,
        fault: { code: 'sale.refused', platformText: '余额不足', status: 104, internalStatus: 0, logId: 88213 },
      }),
    },
    keys: ['Escape'],
  },
  {
    name: 'result-conflict',
    facts: {
      ...BUSY,
      sale: aSale({
        amountFen: 26_800,
        state: 'conflict',
        nextAskAt: NOW + 4000,
        fault: { code: 'sale.numberUsed', status: 407 },
      }),
    },
  },
  { name: 'result-refunded', facts: { ...BUSY, sale: aSale({ amountFen: 26_800, state: 'refunded', settledAt: NOW }) } },
  { name: 'orders', facts: BUSY, answers: LIST, keys: ['F2', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter'] },
  {
    name: 'orders-empty',
    facts: {},
    answers: { 'orders.list': { ok: true, value: { rows: [], total: 0, paidCount: 0, paidFen: 0 } } },
    keys: ['F2'],
  },
  { name: 'stopped', facts: { stage: 'stopped', stop: { code: 'book.damaged' }, person: null } },
  { name: 'starting', facts: { stage: 'starting', person: null } },
]
