import type { Answer } from '../../../contract/requests.ts'
import type { HoldView, SaleView } from '../../../contract/views.ts'
import type { Snapshot } from '../../../contract/snapshot.ts'
import { aHold, aRelease, aSale, NOW, type StandInAnswers } from '../../support/page-bridge.ts'
import type { PageState } from './page-state.ts'

const DAY = 86_400_000
const onDay = (day: number, facts: Partial<HoldView>): HoldView =>
  aHold({ capturedFen: 0, heldAt: NOW - day * DAY - 3_600_000, ...facts, leftFen: facts.leftFen ?? facts.heldFen ?? 0 })

/** The board of the design: three that end within five days, one in its amber days, and newer ones. */
export const HOLDS: readonly HoldView[] = [
  onDay(28, { holdNo: '0100005201031600000301', tender: 'wechat', heldFen: 200_000, remark: '1506 房 刘女士' }),
  onDay(26, { holdNo: '0100005201031600000302', heldFen: 150_000, remark: '0912 房 赵先生' }),
  onDay(25, { holdNo: '0100005201031600000303', tender: 'wechat', heldFen: 500_000, remark: '2103 房 孙先生' }),
  onDay(21, { holdNo: '0100005201031600000304', heldFen: 60_000, remark: '', underWay: true }),
  aHold(),
  onDay(10, { holdNo: '0100005201031600000306', tender: 'wechat', heldFen: 100_000, remark: '0815 房 周女士' }),
  onDay(3, { holdNo: '0100005201031600000307', tender: 'wechat', heldFen: 80_000, remark: '1102 房 何先生' }),
  onDay(1, { holdNo: '0100005201031600000308', heldFen: 120_000, remark: '0706 房 Weber' }),
  onDay(0, { holdNo: '0100005201031600000309', tender: 'wechat', heldFen: 100_000, remark: '1208 房 陈先生' }),
]
export const WECHAT = HOLDS[0] ?? aHold()

export const aCapture = (facts: Partial<SaleView> = {}): SaleView =>
  aSale({
    saleId: 'c-1',
    orderNo: '0100005201031700001860',
    way: 'capture',
    tender: 'alipay',
    amountFen: 320_000,
    remark: '宴会厅 金色年华',
    startedAt: NOW - 5000,
    settledAt: NOW,
    holdNo: '0100005201031600000903',
    releaseRest: true,
    returnedFen: 160_000,
    paidFen: 320_000,
    slip: 'printed',
    ...facts,
  })

export const aFound = (facts: Partial<Answer<'deposits.find'>> = {}): Answer<'deposits.find'> => ({
  hold: aHold(),
  told: true,
  captures: [aCapture({ saleId: 'c-0', startedAt: NOW - 7 * DAY, settledAt: NOW - 7 * DAY, releaseRest: false, returnedFen: 0 })],
  releases: [],
  ownRight: true,
  byPhone: true,
  mayKeepRest: false,
  mayReleasePart: false,
  ...facts,
})

export const HOTEL: Partial<Snapshot> = {
  cashierMode: 'mixed',
  deposits: { count: 9, leftFen: 1_790_000, endingCount: 3, endingFen: 850_000 },
}
/** The same, with nothing to be reminded of at the till. */
const CALM: Partial<Snapshot> = { ...HOTEL, deposits: { count: 9, leftFen: 1_790_000, endingCount: 0, endingFen: 0 } }
export const MANAGER = { staffId: '0001', name: '陈经理', role: 'manager', since: NOW - 3_600_000, mayRefund: true } as const

const NO_ORDERS: Answer<'orders.list'> = {
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
}
export const board = (found: Partial<Answer<'deposits.find'>> = {}): StandInAnswers => ({
  'deposits.list': { ok: true, value: { rows: HOLDS, total: HOLDS.length, leftFen: 1_790_000 } },
  'deposits.find': { ok: true, value: aFound(found) },
  'orders.list': { ok: true, value: NO_ORDERS },
})
/** Whichever is chosen, the stand-in tells of the one deposit it was given. */
export const TO_HOLD = ['F3', 'ArrowDown']

const WAITING = aSale({ purpose: 'hold', state: 'waitingForCode', orderNo: null, sentAt: null, tender: null })
const HELD = aSale({ purpose: 'hold', state: 'held', orderState: 'held', settledAt: NOW, slip: 'printed' })
const UNKNOWN = aSale({
  purpose: 'hold',
  state: 'unknown',
  amountFen: 128_000,
  tender: 'alipay',
  sentAt: NOW - 192_000,
  askedUntil: NOW - 72_000,
  nextAskAt: NOW + 6000,
  fault: { code: 'sale.noAnswer' },
})
const REFUSED = aSale({
  purpose: 'hold',
  state: 'failed',
  settledAt: NOW,
  fault: { code: 'deposit.refused', platformText: '系统内部错误', status: 104, internalStatus: 0, logId: 88213 },
})
const PARKED = [{ ...UNKNOWN, saleId: 'ph-1' }, aSale({ saleId: 'ph-2', purpose: 'hold', state: 'pendingCustomer' })]
const STAYS: Partial<Snapshot> = { ...HOTEL, person: { ...MANAGER, since: NOW } }

const captured = (name: string, shows: string, capture: Partial<SaleView>, keys: readonly string[] = []): PageState => ({
  name: `capture-${name}`,
  facts: HOTEL,
  answers: { ...board(), 'capture.start': { ok: true, value: aCapture(capture) } },
  keys: [...TO_HOLD, 'Enter', 'Alt+u', 'Alt+u', ...keys],
  shows,
})
const released = (name: string, shows: string, release: Parameters<typeof aRelease>[0]): PageState => ({
  name: `release-${name}`,
  facts: HOTEL,
  answers: { ...board(), 'release.start': { ok: true, value: aRelease(release) } },
  keys: [...TO_HOLD, 'Alt+t', 'Alt+t'],
  shows,
})
const HELD_ROW = aSale({ saleId: 'h-1', purpose: 'hold', state: 'held', orderNo: '0100005201031600000903', settledAt: NOW })
const ORDERS: StandInAnswers = {
  ...board(),
  'orders.list': {
    ok: true,
    value: {
      ...NO_ORDERS,
      rows: [
        { kind: 'sale', sale: HELD_ROW, elsewhere: null },
        { kind: 'sale', sale: aCapture(), elsewhere: null },
        { kind: 'release', release: aRelease() },
      ],
      total: 3,
      paidCount: 2,
      paidFen: 1_320_000,
      refundCount: 2,
      refundFen: 12_500,
      heldCount: 9,
      heldFen: 1_790_000,
      releasedCount: 3,
      releasedFen: 480_000,
    },
  },
}

/** Deposits from the key that holds one to the board, what is taken from one, and what goes back. */
export const DEPOSIT_STATES: readonly PageState[] = [
  { name: 'till-mixed', facts: CALM, keys: ['1', '2', '8', '0'], shows: '收押金' },
  { name: 'till-deposit', facts: { ...CALM, cashierMode: 'deposit' }, keys: ['1', '2', '8', '0'], shows: '收押金' },
  { name: 'till-reminder', facts: { ...STAYS, parked: PARKED, unconfirmed: 1 }, keys: ['8'], shows: '笔押金 5 天内自动退还' },
  {
    name: 'till-deposit-largest',
    facts: { ...CALM, maxAmountFen: 2_147_483_647 },
    keys: [...Array.from('21474836.47')],
    shows: '¥21,474,836.47',
  },
  { name: 'till-manager', facts: { ...CALM, person: MANAGER }, keys: ['8'], shows: '¥8.00' },
  { name: 'mode-choice', facts: { person: MANAGER }, keys: ['Alt+m'], shows: '只收押金' },
  { name: 'hold-scan', facts: { ...CALM, ways: { qr: true, cash: true, bankCard: true }, sale: WAITING } },
  { name: 'hold-typed', facts: { ...CALM, sale: WAITING }, keys: ['Alt+k', '1', '3'], shows: '已输入 2 位' },
  {
    name: 'hold-qr',
    facts: {
      ...CALM,
      sale: aSale({ purpose: 'hold', way: 'qr', state: 'pendingCustomer', tender: 'alipay', codeUrl: 'https://qr.alipay.com/x' }),
    },
  },
  { name: 'hold-waiting', facts: { ...CALM, sale: aSale({ purpose: 'hold', state: 'pendingCustomer' }) } },
  { name: 'hold-held', facts: { ...CALM, sale: HELD } },
  { name: 'hold-unknown', facts: { ...CALM, sale: UNKNOWN } },
  { name: 'hold-refused', facts: { ...CALM, sale: REFUSED } },
  { name: 'hold-checklist', facts: { ...CALM, sale: REFUSED }, keys: ['Alt+k'], shows: '不是小微商户' },
  { name: 'hold-parked', facts: { ...CALM, parked: PARKED, unconfirmed: 1 }, keys: ['8'], shows: '押金未确认' },
  { name: 'deposits', facts: HOTEL, answers: board(), keys: TO_HOLD, shows: '押金消费' },
  { name: 'deposits-all-fields', facts: HOTEL, answers: board(), keys: [...TO_HOLD, 'Alt+i'], shows: '对得上' },
  {
    name: 'deposits-not-told',
    facts: HOTEL,
    answers: board({ told: false, hold: WECHAT, captures: [] }),
    keys: TO_HOLD,
    shows: '云支付没有答复',
  },
  {
    name: 'deposits-under-way',
    facts: {
      ...HOTEL,
      captures: [aCapture({ state: 'unknown', settledAt: null, fault: { code: 'capture.noAnswer' } })],
      releases: [aRelease({ state: 'failed', fault: { code: 'release.failed' } })],
    },
    answers: board({ hold: aHold({ underWay: true }), captures: [aCapture({ state: 'unknown', settledAt: null })] }),
    keys: TO_HOLD,
    shows: '不能再动这笔押金',
  },
  {
    name: 'deposits-elsewhere',
    facts: HOTEL,
    answers: board({ hold: aHold({ elsewhere: { shopName: '海风酒店 大堂店', deviceName: 'B2 大堂' } }) }),
    keys: [...TO_HOLD, 'Alt+i'],
    shows: 'B2 大堂',
  },
  {
    name: 'deposits-settled',
    facts: HOTEL,
    answers: board({
      hold: aHold({
        heldFen: 800_000,
        capturedFen: 320_000,
        releasedFen: 280_000,
        autoReleasedFen: 200_000,
        leftFen: 0,
        refundedFen: 20_000,
      }),
      releases: [aRelease({ amountFen: 280_000, startedAt: NOW - 2 * DAY, settledAt: NOW - 2 * DAY })],
    }),
    keys: TO_HOLD,
    shows: '已结清',
  },
  {
    name: 'deposits-none',
    facts: { ...HOTEL, deposits: { count: 0, leftFen: 0, endingCount: 0, endingFen: 0 } },
    answers: { 'deposits.list': { ok: true, value: { rows: [], total: 0, leftFen: 0 } } },
    keys: ['F3'],
    shows: '没有在押的押金',
  },
  { name: 'deposits-find', facts: HOTEL, answers: board(), keys: ['F3', 'Alt+f'], shows: '小票丢了也能找' },
  {
    name: 'deposits-find-wrong',
    facts: HOTEL,
    answers: board(),
    keys: ['F3', 'Alt+f', 'Tab', 'x', 'Enter'],
    shows: '金额看不懂',
  },
  {
    name: 'deposits-none-found',
    facts: HOTEL,
    answers: { 'deposits.list': { ok: true, value: { rows: [], total: 0, leftFen: 0 } } },
    keys: ['F3', 'Alt+f', 'Tab', '9', 'Enter'],
    shows: '没有找到',
  },
  {
    name: 'capture-wechat',
    facts: HOTEL,
    answers: board({ hold: WECHAT, captures: [] }),
    keys: [...TO_HOLD, 'Enter', '1', '2', '8', '0'],
    shows: '消费 ¥1,280.00，退还 ¥720.00',
  },
  {
    name: 'capture-keep-rest',
    facts: { ...HOTEL, person: MANAGER },
    answers: board({ mayKeepRest: true }),
    keys: [...TO_HOLD, 'Enter', '1', '6', '0', '0', 'Alt+h'],
    shows: '消费 ¥1,600.00，继续押 ¥3,200.00',
  },
  {
    name: 'capture-too-much',
    facts: HOTEL,
    answers: board(),
    keys: [...TO_HOLD, 'Enter', '4', '8', '0', '0', '.', '0', '1'],
    shows: '最多还能消费',
  },
  {
    name: 'capture-again',
    facts: HOTEL,
    answers: board(),
    keys: [...TO_HOLD, 'Enter', '3', '2', '0', '0', 'Alt+u'],
    shows: '再按一次，消费 ¥3,200.00',
  },
  captured('sent', '正在消费', { state: 'sending', settledAt: null, returnedFen: null, paidFen: null }),
  captured('paid', '消费 ¥3,200.00，退还 ¥1,600.00', {}),
  captured('unknown', '消费未确认', {
    state: 'unknown',
    settledAt: null,
    nextAskAt: NOW + 9000,
    fault: { code: 'capture.noAnswer' },
  }),
  captured('refused', '看检查单', {
    state: 'failed',
    fault: { code: 'capture.refused', platformText: '系统内部错误', status: 104 },
  }),
  captured('checklist', '不是小微商户', { state: 'failed', fault: { code: 'capture.refused' } }, ['Alt+k']),
  { name: 'release-confirm', facts: HOTEL, answers: board(), keys: [...TO_HOLD, 'Alt+t'], shows: '肆仟捌佰元整' },
  {
    name: 'release-part',
    facts: HOTEL,
    answers: board({ mayReleasePart: true }),
    keys: [...TO_HOLD, 'Alt+t', '5', '0', '0'],
    shows: '¥500.00',
  },
  {
    name: 'release-too-much',
    facts: HOTEL,
    answers: board({ mayReleasePart: true }),
    keys: [...TO_HOLD, 'Alt+t', '4', '8', '0', '1'],
    shows: '最多还能退',
  },
  {
    name: 'release-phone',
    facts: {
      ...HOTEL,
      approval: {
        orderNo: '0100005201031600000903',
        amountFen: 480_000,
        state: 'waiting',
        qrText: 'https://pay.example/approval?t=p2MfQbEzzp2MfQbE',
        expiresAt: NOW + 112_000,
        approverName: null,
        fault: null,
      },
    },
    answers: board({ ownRight: false }),
    keys: [...TO_HOLD, 'Alt+t'],
    shows: '请有权限的人扫码批准',
  },
  {
    name: 'release-approver',
    facts: HOTEL,
    answers: board({ ownRight: false, byPhone: false }),
    keys: [...TO_HOLD, 'Alt+t'],
    shows: '请有退款权限的人来批准',
  },
  released('accepted', '退押金已受理', { state: 'accepted', settledAt: null }),
  released('done', '押金已退还', { approverName: '陈经理' }),
  released('unknown', '退押金未确认', {
    state: 'unknown',
    settledAt: null,
    nextAskAt: NOW + 9000,
    fault: { code: 'release.noAnswer' },
  }),
  released('failed', '退押金失败', {
    state: 'failed',
    fault: { code: 'release.refused', platformText: '余额不足', status: 104 },
  }),
  { name: 'orders-deposits', facts: CALM, answers: ORDERS, keys: ['F2', 'ArrowDown', 'Enter'], shows: '打开押金' },
  { name: 'orders-capture', facts: CALM, answers: ORDERS, keys: ['F2', 'ArrowDown', 'ArrowDown', 'Enter'], shows: '打开押金' },
  {
    name: 'orders-release',
    facts: CALM,
    answers: ORDERS,
    keys: ['F2', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter'],
    shows: '打开押金',
  },
  {
    name: 'to-confirm-deposits',
    facts: {
      ...CALM,
      unconfirmed: 3,
      parked: [{ ...UNKNOWN, saleId: 'ph-1' }],
      captures: [aCapture({ state: 'unknown', settledAt: null, fault: { code: 'capture.noAnswer' } })],
      releases: [aRelease({ state: 'unknown', settledAt: null, fault: { code: 'release.noAnswer' } })],
      resolved: [
        { kind: 'hold', state: 'held', number: '0100005201031700001839', amountFen: 100_000, tender: 'wechat', at: NOW },
        { kind: 'capture', state: 'paid', number: '0100005201031700001838', amountFen: 1500, tender: 'alipay', at: NOW },
        { kind: 'release', state: 'succeeded', number: '0100005201031700001837', amountFen: 1500, tender: 'alipay', at: NOW },
      ],
    },
    answers: board(),
    keys: ['Alt+d', 'ArrowDown'],
    shows: '打开押金',
  },
]
