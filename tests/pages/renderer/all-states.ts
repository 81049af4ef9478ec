import type { Snapshot } from '../../../contract/snapshot.ts'
import { aSale, NOW } from '../../support/page-bridge.ts'
import { DOUBT_STATES } from './doubt-states.ts'
import { FACT_STATES } from './fact-states.ts'
import { BUSY, DIFFERS, ORDER_STATES } from './order-states.ts'
import type { PageState } from './page-state.ts'

export const LAMPS_AILING: Snapshot['lamps'] = {
  network: { level: 'bad', reason: 'noAnswer' },
  printer: { level: 'warn', reason: 'slipsWaiting' },
  scanner: { level: 'ok', reason: 'keyboardScanner' },
  voice: { level: 'warn', reason: 'noSoundDevice' },
}

const WAITING = aSale({ state: 'waitingForCode', orderNo: null, sentAt: null, tender: null })
const ALL_WAYS = { qr: true, cash: true, bankCard: true }
const CODE_URL = 'weixin://wxpay/bizpayurl?pr=p2MfQbEzz'
const MANAGER = { staffId: '0001', name: '陈经理', role: 'manager', since: NOW - 3_600_000, mayRefund: true } as const
const ADMIN = { ...MANAGER, staffId: '1000', name: '周航', role: 'admin' } as const
const HANGING = aSale({
  amountFen: 32_800,
  state: 'unknown',
  tender: 'alipay',
  orderState: 'pendingCustomer',
  sentAt: NOW - 192_000,
  askedUntil: NOW - 72_000,
  nextAskAt: NOW + 6000,
})

/** Every state the page can be in. */
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
  { name: 'person-key-absent', facts: { ...BUSY, person: ADMIN, signingKey: 'absent' }, keys: ['Alt+s'] },
  { name: 'person-key-held', facts: { ...BUSY, person: ADMIN, signingKey: 'held' }, keys: ['Alt+s', 'Alt+z'], slowly: true },
  { name: 'person-key-unreadable', facts: { ...BUSY, person: ADMIN, signingKey: 'unreadable' }, keys: ['Alt+s'] },
  { name: 'scan', facts: { ...BUSY, sale: WAITING } },
  {
    name: 'scan-typed',
    facts: { ...BUSY, sale: WAITING },
    keys: ['Alt+k', ...Array.from('134579281046253718001122')],
    slowly: true,
  },
  {
    name: 'scan-typed-wrong',
    facts: { ...BUSY, ways: ALL_WAYS, sale: WAITING },
    answers: { 'scan.read': { ok: false, fault: { code: 'scan.notACode' } } },
    keys: ['Alt+k', '1', '2', 'Enter'],
    slowly: true,
  },
  { name: 'scan-ways', facts: { ...BUSY, ways: ALL_WAYS, sale: WAITING }, keys: ['F8'] },
  { name: 'scan-cash', facts: { ...BUSY, ways: ALL_WAYS, sale: WAITING }, keys: ['F7', '2', '0', '0', '0'], slowly: true },
  { name: 'scan-cash-short', facts: { ...BUSY, ways: ALL_WAYS, sale: WAITING }, keys: ['F7', '2', '0', '0'], slowly: true },
  { name: 'qr', facts: { ...BUSY, sale: aSale({ way: 'qr', state: 'pendingCustomer', codeUrl: CODE_URL }) } },
  { name: 'qr-making', facts: { ...BUSY, sale: aSale({ way: 'qr', state: 'sending', tender: 'alipay' }) } },
  { name: 'qr-closing', facts: { ...BUSY, sale: aSale({ way: 'qr', state: 'closing', codeUrl: CODE_URL }) } },
  {
    name: 'result-paid-cash',
    facts: {
      ...BUSY,
      sale: aSale({
        way: 'record',
        tender: 'cashRecord',
        settledAt: NOW,
        paidFen: 128_000,
        receivedFen: 200_000,
        slip: 'printed',
      }),
    },
  },
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
    name: 'result-unknown-reverse',
    facts: { ...BUSY, person: MANAGER, sale: { ...HANGING, fault: { code: 'sale.answerNotTrusted' }, mayReverse: true } },
    keys: ['F9'],
  },
  { name: 'result-reversing', facts: { ...BUSY, person: MANAGER, sale: { ...HANGING, state: 'reversing' } } },
  {
    name: 'result-reversing-again',
    facts: { ...BUSY, person: MANAGER, sale: { ...HANGING, state: 'reversing', mayReverse: true } },
  },
  {
    name: 'result-reversed',
    facts: {
      ...BUSY,
      sale: aSale({
        amountFen: 26_800,
        state: 'failed',
        settledAt: NOW,
        fault: { code: 'sale.reversed', platformText: '订单已撤销' },
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
  {
    name: 'till-same-amount',
    facts: BUSY,
    answers: {
      'sale.start': {
        ok: false,
        fault: { code: 'sale.sameAmountUnknown', params: { amountFen: 32_800, orderNo: '0100005201031700001840' } },
      },
    },
    keys: ['3', '2', '8', 'Enter'],
    slowly: true,
  },
  { name: 'till-barred', facts: { ...BUSY, ...DIFFERS, barred: { code: 'sale.stoppedByDifference' } } },
  {
    name: 'till-barred-manager',
    facts: { ...BUSY, ...DIFFERS, person: MANAGER, barred: { code: 'sale.identityTaken' } },
    keys: ['F9'],
  },
  { name: 'result-refunded', facts: { ...BUSY, sale: aSale({ amountFen: 26_800, state: 'refunded', settledAt: NOW }) } },
  ...ORDER_STATES,
  ...DOUBT_STATES,
  ...FACT_STATES,
  { name: 'stopped', facts: { stage: 'stopped', stop: { code: 'book.damaged' }, person: null } },
  { name: 'starting', facts: { stage: 'starting', person: null } },
]
