import type { MemberView } from '../../../contract/members.ts'
import { figuresOf } from '../../../contract/figures.ts'
import type { SaleView } from '../../../contract/views.ts'
import type { Snapshot } from '../../../contract/snapshot.ts'
import { aMember, aSale, NOW, type StandInAnswers } from '../../support/page-bridge.ts'
import { BUSY } from './order-states.ts'
import type { PageState } from './page-state.ts'
import { ADMIN, answers, MANAGER } from './setting-states.ts'
import { aShift, shiftAnswers } from './shift-states.ts'
import { BUSY_LOOK } from './summary-states.ts'
import { SEVERAL, TIERS, MANY, ANY, ofMembers, refused, TO_MEMBER, CARD, aTopUp, WAITING } from './some-members.ts'

const DAY = 86_400_000

const PAID = aTopUp({ settledAt: NOW, paidFen: 20_000, slip: 'printed', card: { ...CARD, balanceFen: 58_450 } })
const UNKNOWN = aTopUp({
  saleId: 'tu-2',
  orderNo: '0100005201031700001871',
  state: 'unknown',
  sentAt: NOW - 192_000,
  askedUntil: NOW - 72_000,
  nextAskAt: NOW + 6000,
  fault: { code: 'sale.noAnswer' },
})

const CASH_ON = { ways: { qr: true, cash: true, bankCard: true } }
const IN_CASH = { way: 'record', tender: 'cashRecord', receivedFen: 30_000 } as const

const state = (
  name: string,
  shows: string,
  keys: readonly string[],
  answers: StandInAnswers = ofMembers([aMember()]),
  facts: Partial<Snapshot> = {},
): PageState => ({ name: `member-${name}`, facts: { ...BUSY, ...facts }, answers, keys, shows })
const ofSale = (name: string, sale: SaleView, facts: Partial<Snapshot> = {}): PageState => ({
  name: `member-${name}`,
  facts: { ...BUSY, ...facts, sale },
})
const card = (facts: Partial<MemberView>): StandInAnswers => ofMembers([aMember(facts)])
const ADJUST = [...TO_MEMBER, 'Alt+u']
const FILLED = [...ADJUST, '-', '5', 'F8', ...Array.from('mistake'), 'Enter']
const SENT = [...FILLED, 'Alt+u', 'Alt+u']

const ORDERS: StandInAnswers = {
  'orders.list': {
    ok: true,
    value: {
      rows: [
        PAID,
        UNKNOWN,
        aSale({ saleId: 'm-1', tender: 'memberCard', settledAt: NOW, slip: 'printed', card: { ...CARD, balanceFen: 36_450 } }),
      ].map((sale) => ({ kind: 'sale', sale, elsewhere: null })),
      total: 3,
      paidCount: 2,
      paidFen: 148_000,
      refundCount: 0,
      refundFen: 0,
      heldCount: 0,
      heldFen: 0,
      releasedCount: 0,
      releasedFen: 0,
    },
  },
  'refund.prepare': {
    ok: true,
    value: {
      orderNo: PAID.orderNo,
      tender: 'wechat',
      orderFen: 20_000,
      refundedFen: 0,
      leftFen: 20_000,
      ownRight: true,
      byPhone: false,
    },
  },
}
const TOPPED_UP = figuresOf([
  { kind: 'sale', tender: 'wechat', count: 58, fen: 959_450, settledFen: 949_810 },
  { kind: 'topUp', tender: 'wechat', count: 3, fen: 60_000, settledFen: 60_000 },
  { kind: 'bonus', tender: 'wechat', count: 2, fen: 6000, settledFen: 0 },
])

/** Members from the field that finds them to the balance afterwards. */
export const MEMBER_STATES: readonly PageState[] = [
  state('start', '找一位会员', ['F5']),
  state('looking', '正在找', TO_MEMBER, ofMembers([], TIERS, { 'members.find': 'never' })),
  state('found', '364.50', TO_MEMBER),
  state('found-admin', '修改余额', TO_MEMBER, ofMembers([aMember()]), { person: ADMIN }),
  state('several', '找到 3 位', TO_MEMBER, ofMembers(SEVERAL)),
  state('several-chosen', '陈晓雨（女儿）', [...TO_MEMBER, 'ArrowDown', 'ArrowDown'], ofMembers(SEVERAL)),
  state('none', '没有找到这位会员', TO_MEMBER, ofMembers([])),
  state('no-answer', '云支付没有答复会员的事', TO_MEMBER, ofMembers([], TIERS, { 'members.find': refused('member.noAnswer') })),
  state(
    'refused',
    '不支持',
    TO_MEMBER,
    ofMembers([], TIERS, {
      'members.find': refused('member.refused', { platformText: '商户不支持会员', status: 104, logId: 88213 }),
    }),
  ),
  state('not-activated', '还没激活', TO_MEMBER, card({ state: 'notActivated', balanceFen: 0, points: null, validUntil: null })),
  state('expired', '已过期', TO_MEMBER, card({ state: 'expired', validUntil: NOW - 30 * DAY })),
  state(
    'largest',
    '21,474,836.47',
    TO_MEMBER,
    card({
      name: '欧阳克里斯蒂娜·亚历山德罗夫娜',
      balanceFen: 2_147_483_647,
      points: 1_234_567,
      cardNo: '88012000001234567890123456789012',
    }),
    { person: ADMIN },
  ),
  state('statement', '第 1 页，共 3 页', [...TO_MEMBER, 'F8']),
  state('statement-kind', '没有告知', [...TO_MEMBER, 'F8', '6', 'ArrowRight']),
  state(
    'statement-loading',
    '正在问云支付',
    [...TO_MEMBER, 'F8'],
    ofMembers([aMember()], TIERS, { 'members.statement': 'never' }),
  ),
  state(
    'statement-none',
    '没有这一种',
    [...TO_MEMBER, 'F8', '2'],
    ofMembers([aMember()], TIERS, { 'members.statement': { ok: true, value: { total: 0, rows: [] } } }),
  ),
  state(
    'statement-no-answer',
    '云支付没有答复会员的事',
    [...TO_MEMBER, 'F8'],
    ofMembers([aMember()], TIERS, { 'members.statement': refused('member.noAnswer') }),
  ),
  state('tiers', '充值 ¥500.00', [...TO_MEMBER, 'Enter', '3']),
  state('tiers-none-chosen', '只能充列出来的金额', [...TO_MEMBER, 'Enter', 'Enter']),
  state('tiers-many', '¥14,000.00', [...TO_MEMBER, 'Enter', '5'], ofMembers([aMember()], MANY)),
  state('tiers-none', '没有可以充的金额', [...TO_MEMBER, 'Enter'], ofMembers([aMember()], { mode: 'fixed', tiers: [] })),
  state('any', '贰佰', [...TO_MEMBER, 'Enter', '2', '0', '0'], ofMembers([aMember()], ANY)),
  state('any-too-much', '一次最多充 ¥2,000.00', [...TO_MEMBER, 'Enter', '2', '0', '0', '1'], ofMembers([aMember()], ANY)),
  state('payer', '充到付款人自己的会员卡', ['F5', 'F9', '2']),
  state('payer-any', '充到付款人自己的会员卡', ['F5', 'F9', '8', '8'], ofMembers([], ANY)),
  state('rules-asking', '正在问能充多少', ['F5', 'F9'], ofMembers([], TIERS, { 'members.rules': 'never' })),
  state('rules-no-answer', '再问一次', ['F5', 'F9'], ofMembers([], TIERS, { 'members.rules': refused('member.noAnswer') })),
  ofSale('scan', WAITING),
  ofSale(
    'scan-payer',
    { ...WAITING, card: { cardNo: null, name: null, phone: null, bonusFen: 2000, balanceFen: null } },
    {
      ways: { qr: true, cash: true, bankCard: true },
    },
  ),
  ofSale('scan-cash', WAITING, CASH_ON),
  {
    name: 'member-cash',
    facts: { ...BUSY, ...CASH_ON, sale: WAITING },
    keys: ['F7', '3', '0', '0'],
    shows: '找零',
  },
  ofSale('cash-sending', aTopUp({ ...IN_CASH, state: 'sending', sentAt: NOW - 1000, askedUntil: NOW + 119_000 })),
  ofSale('cash-paid', aTopUp({ ...IN_CASH, settledAt: NOW, paidFen: 20_000, card: { ...CARD, balanceFen: 58_450 } })),
  ofSale('cash-unknown', { ...UNKNOWN, ...IN_CASH, fault: { code: 'topUp.cashNotKnown' } }),
  ofSale('cash-not-sent', aTopUp({ ...IN_CASH, state: 'failed', settledAt: NOW, fault: { code: 'topUp.cashNotSent' } })),
  ofSale(
    'cash-refused',
    aTopUp({
      ...{ ...IN_CASH, state: 'failed', settledAt: NOW },
      fault: { code: 'member.aboveCeiling', platformText: '充值后超过商户总余额上限，请减少充值金额。', status: 104, logId: 7 },
    }),
  ),
  {
    name: 'member-scan-refused',
    facts: { ...BUSY, sale: WAITING },
    answers: { 'scan.read': refused('topUp.paidByCard') },
    keys: ['Alt+k', '9', '9', 'Enter'],
    shows: '会员卡不能用来充值',
  },
  ofSale('topup-waiting', aTopUp({ state: 'pendingCustomer' })),
  ofSale('topup-paid', PAID),
  ofSale('topup-paid-not-told', { ...PAID, card: CARD }),
  ofSale('topup-unknown', UNKNOWN),
  ofSale('topup-failed', aTopUp({ state: 'failed', settledAt: NOW, fault: { code: 'topUp.noCard' } })),
  ofSale(
    'topup-refused',
    aTopUp({
      state: 'failed',
      settledAt: NOW,
      fault: {
        code: 'member.aboveCeiling',
        params: { maxFen: 50_000 },
        platformText: '充值后超过商户总余额上限',
        status: 104,
        logId: 7,
      },
    }),
  ),
  ofSale('topup-conflict', aTopUp({ state: 'conflict', nextAskAt: null, fault: { code: 'sale.numberUsed', status: 407 } })),
  ofSale('topup-refunded', aTopUp({ state: 'refunded', settledAt: NOW })),
  ofSale(
    'card-paid',
    aSale({
      tender: 'memberCard',
      settledAt: NOW,
      paidFen: 128_000,
      slip: 'printed',
      card: { ...CARD, bonusFen: null, balanceFen: 36_450 },
    }),
  ),
  { name: 'member-topup-parked', facts: { parked: [UNKNOWN], lastSale: PAID, unconfirmed: 1 } },
  {
    name: 'member-to-confirm',
    facts: {
      parked: [UNKNOWN],
      unconfirmed: 1,
      resolved: [
        { kind: 'topUp', state: 'paid', number: '0100005201031700001870', amountFen: 20_000, tender: 'wechat', at: NOW - 9000 },
      ],
    },
    keys: ['Alt+d'],
    shows: '充值未确认',
  },
  { name: 'member-orders', facts: BUSY, answers: ORDERS, keys: ['F2', 'ArrowDown', 'Alt+i'], shows: '充后余额' },
  {
    name: 'member-refund',
    facts: { ...BUSY, person: MANAGER },
    answers: ORDERS,
    keys: ['F2', 'ArrowDown', 'F9'],
    shows: '充值只能全部退',
  },
  {
    name: 'member-refund-sure',
    facts: { ...BUSY, person: MANAGER },
    answers: ORDERS,
    keys: ['F2', 'ArrowDown', 'F9', 'Enter'],
    shows: '赠送的钱也一起',
  },
  state('adjust', '现在余额', ADJUST, ofMembers([aMember()]), { person: ADMIN }),
  state('adjust-no-remark', '请写为什么改', [...ADJUST, '5', 'Alt+u', 'Escape'], ofMembers([aMember()]), { person: ADMIN }),
  state('adjust-writing', '请写为什么改', [...ADJUST, '5', 'Alt+u'], ofMembers([aMember()]), { person: ADMIN }),
  state('adjust-zero', '至少', [...ADJUST, '0', 'Alt+u'], ofMembers([aMember()]), { person: ADMIN }),
  state('adjust-armed', '再按一次，减 ¥5.00', [...FILLED, 'Alt+u'], ofMembers([aMember()]), { person: ADMIN }),
  state(
    'adjust-done',
    '余额已修改',
    SENT,
    ofMembers([aMember()], TIERS, { 'members.adjust': { ok: true, value: aMember({ balanceFen: 35_950 }) } }),
    { person: ADMIN },
  ),
  state(
    'adjust-unknown',
    '同一个单号再问一次',
    SENT,
    ofMembers([aMember()], TIERS, { 'members.adjust': refused('member.notKnown') }),
    {
      person: ADMIN,
    },
  ),
  state(
    'adjust-refused',
    '扣多了，余额不够',
    SENT,
    ofMembers([aMember()], TIERS, { 'members.adjust': refused('member.belowZero') }),
    { person: ADMIN },
  ),
  {
    name: 'member-not-offered',
    facts: { ...BUSY, members: 'notOffered', person: MANAGER },
    answers: answers(),
    keys: ['F7', 'ArrowUp'],
    shows: '没有会员功能',
  },
  {
    name: 'member-shift',
    facts: BUSY,
    answers: shiftAnswers(aShift({ figures: TOPPED_UP })),
    keys: ['F6'],
    shows: '其中充值 3 笔',
  },
  {
    name: 'member-summary',
    facts: { person: MANAGER },
    answers: {
      'summary.look': {
        ok: true,
        value: { ...BUSY_LOOK.value, figures: { ...BUSY_LOOK.value.figures, topUps: TOPPED_UP.topUps } },
      },
    },
    keys: ['F4'],
    shows: '另送 ¥60.00',
  },
]
