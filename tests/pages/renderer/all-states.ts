import { AUDIT_STATES } from './audit-states.ts'
import type { Snapshot } from '../../../contract/snapshot.ts'
import { aSale, NOW } from '../../support/page-bridge.ts'
import { DEPOSIT_STATES } from './deposit-states.ts'
import { DOUBT_STATES } from './doubt-states.ts'
import { FACT_STATES } from './fact-states.ts'
import { MEMBER_STATES } from './member-states.ts'
import { ONE_CODE_STATES } from './one-code-states.ts'
import { BUSY, DIFFERS, ORDER_STATES } from './order-states.ts'
import type { PageState } from './page-state.ts'
import { SHIFT_STATES } from './shift-states.ts'
import { SET_UP_STATES } from './set-up-states.ts'
import { ADMIN, MANAGER, SETTING_STATES } from './setting-states.ts'
import { SUMMARY_STATES } from './summary-states.ts'

const FINE = { level: 'ok', reason: 'fine' } as const
export const LAMPS_MUTED: Snapshot['lamps'] = {
  ...{ network: FINE, printer: FINE, scanner: { level: 'ok', reason: 'keyboardScanner' } },
  voice: { level: 'warn', reason: 'muted' },
}

export const LAMPS_AILING: Snapshot['lamps'] = {
  network: { level: 'bad', reason: 'noAnswer' },
  printer: { level: 'warn', reason: 'slipsWaiting' },
  scanner: { level: 'ok', reason: 'keyboardScanner' },
  voice: { level: 'warn', reason: 'noSoundDevice' },
}

const WAITING = aSale({ state: 'waitingForCode', orderNo: null, sentAt: null, tender: null })
const ALL_WAYS = { qr: true, cash: true, bankCard: true }
const CODE_URL = 'weixin://wxpay/bizpayurl?pr=p2MfQbEzz'
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
const BY_PHONE = { stage: 'signedOut', person: null, signInByPhone: true } as const
const SIGN_IN_CODE = {
  qrText: 'https://pay.qcloud.com/cpay/sign-in?t=8f4kq2m7x0c1v9ab',
  expiresAt: NOW + 115_000,
  over: false,
  fault: null,
}

export const ALL_STATES: readonly PageState[] = [
  {
    name: 'bind',
    facts: { stage: 'unbound', place: null, person: null, staff: [] },
    answers: { 'bind.checkNetwork': { ok: true, value: { reachable: true, host: 'pay.qcloud.com', ms: 41.6 } } },
  },
  { name: 'signin', facts: { stage: 'signedOut', person: null }, keys: ['1', '2', '3', '4'], shows: '已输入 4 位' },
  {
    name: 'signin-locked',
    facts: { stage: 'signedOut', person: null },
    answers: { 'staff.signIn': { ok: false, fault: { code: 'signIn.locked', params: { seconds: 287 } } } },
    keys: ['1', '2', '3', '4', 'Enter'],
    shows: '这个工号先锁住了',
  },
  {
    name: 'signin-locked-for',
    facts: { stage: 'signedOut', person: null, lockedFor: { staffId: '1207', name: '王磊', role: 'clerk' } },
    keys: ['1', '2'],
    shows: '王磊 还在当班',
  },
  { name: 'signin-other', facts: { stage: 'signedOut', person: null }, keys: ['F6'], shows: '下一步' },
  {
    name: 'signin-busy',
    facts: { stage: 'signedOut', person: null },
    answers: { 'staff.signIn': 'never' },
    keys: ['1', '2', '3', '4', 'Enter'],
    shows: '正在登录',
  },
  {
    name: 'signin-phone',
    facts: { ...BY_PHONE, signInCode: SIGN_IN_CODE },
    keys: ['F5'],
    shows: '用微信扫一扫登录',
  },
  {
    name: 'signin-phone-no-answer',
    facts: { ...BY_PHONE, signInCode: { ...SIGN_IN_CODE, fault: { code: 'signIn.noAnswer' } } },
    keys: ['F5'],
    shows: '会自己再问',
  },
  {
    name: 'signin-phone-over',
    facts: {
      ...BY_PHONE,
      lockedFor: { staffId: '1207', name: '王磊', role: 'clerk' },
      signInCode: { ...SIGN_IN_CODE, over: true, fault: { code: 'signIn.notOfThisShop' } },
    },
    keys: ['F5'],
    shows: '换一张二维码',
  },
  {
    name: 'signin-phone-asking',
    facts: BY_PHONE,
    answers: { 'staff.showCode': 'never' },
    keys: ['F5'],
    shows: '正在要二维码',
  },
  { name: 'signin-letters', facts: { stage: 'signedOut', person: null }, keys: ['Alt+k'], shows: '#12' },
  { name: 'till', facts: BUSY, keys: ['1', '2', '8', '0'], shows: '¥1,280.00' },
  { name: 'till-empty', facts: {} },
  { name: 'till-refused', facts: BUSY, keys: ['1', '.', '2', '5', '5'], shows: '¥1.25' },
  {
    name: 'till-largest',
    facts: { ...BUSY, maxAmountFen: 2_147_483_647 },
    keys: Array.from('21474836.47'),
    shows: '¥21,474,836.47',
  },
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
    shows: '¥8.00',
  },
  { name: 'till-remark', facts: BUSY, keys: ['4', '5', 'F8'], shows: '完成' },
  { name: 'lamps', facts: { ...BUSY, lamps: LAMPS_AILING }, keys: ['F12'], shows: '连不上云支付' },
  { name: 'till-muted', facts: { ...BUSY, muted: true, lamps: LAMPS_MUTED }, keys: ['F12'], shows: '恢复语音' },
  { name: 'person', facts: BUSY, keys: ['Alt+s'], shows: '退出登录' },
  { name: 'person-key-absent', facts: { ...BUSY, person: ADMIN, signingKey: 'absent' }, keys: ['Alt+s'], shows: '还没有导入' },
  {
    name: 'person-key-held',
    facts: { ...BUSY, person: ADMIN, signingKey: 'held' },
    keys: ['Alt+s', 'Alt+z'],
    shows: '再按一次删除',
  },
  {
    name: 'person-key-unreadable',
    facts: { ...BUSY, person: ADMIN, signingKey: 'unreadable' },
    keys: ['Alt+s'],
    shows: '读不出来',
  },
  { name: 'scan', facts: { ...BUSY, sale: WAITING } },
  {
    name: 'scan-typed',
    facts: { ...BUSY, sale: WAITING },
    keys: ['Alt+k', ...Array.from('134579281046253718001122')],
    shows: '已输入 24 位',
  },
  {
    name: 'scan-typed-wrong',
    facts: { ...BUSY, ways: ALL_WAYS, sale: WAITING },
    answers: { 'scan.read': { ok: false, fault: { code: 'scan.notACode' } } },
    keys: ['Alt+k', '1', '2', 'Enter'],
    shows: '这不是付款码',
  },
  { name: 'scan-ways', facts: { ...BUSY, ways: ALL_WAYS, sale: WAITING }, keys: ['F8'], shows: '再按一次，记为已刷卡' },
  { name: 'scan-cash', facts: { ...BUSY, ways: ALL_WAYS, sale: WAITING }, keys: ['F7', '2', '0', '0', '0'], shows: '¥720.00' },
  { name: 'scan-cash-short', facts: { ...BUSY, ways: ALL_WAYS, sale: WAITING }, keys: ['F7', '2', '0', '0'], shows: '还差' },
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
    shows: '再按一次就撤销',
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
    shows: '再按一次关闭',
  },
  {
    name: 'result-conflict',
    facts: {
      ...BUSY,
      sale: aSale({
        amountFen: 26_800,
        state: 'conflict',
        nextAskAt: null,
        fault: { code: 'sale.numberUsed', status: 407 },
      }),
    },
  },
  {
    name: 'result-conflict-manager',
    facts: {
      ...BUSY,
      person: MANAGER,
      sale: aSale({ amountFen: 26_800, state: 'conflict', nextAskAt: null, fault: { code: 'sale.numberUsed', status: 407 } }),
    },
    keys: ['F9'],
    shows: '再按一次就了结',
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
    shows: '有一笔 ¥328.00 还没确认',
  },
  { name: 'till-barred', facts: { ...BUSY, ...DIFFERS, barred: { code: 'sale.stoppedByDifference' } } },
  {
    name: 'till-barred-manager',
    facts: { ...BUSY, ...DIFFERS, person: MANAGER, barred: { code: 'sale.identityTaken' } },
    keys: ['F9'],
    shows: '已经停止收款',
  },
  { name: 'result-refunded', facts: { ...BUSY, sale: aSale({ amountFen: 26_800, state: 'refunded', settledAt: NOW }) } },
  ...ORDER_STATES,
  ...DEPOSIT_STATES,
  ...MEMBER_STATES,
  ...SETTING_STATES,
  ...ONE_CODE_STATES,
  ...SUMMARY_STATES,
  ...SET_UP_STATES,
  ...DOUBT_STATES,
  ...SHIFT_STATES,
  ...AUDIT_STATES,
  ...FACT_STATES,
  { name: 'stopped', facts: { stage: 'stopped', stop: { code: 'book.damaged' }, person: null } },
  { name: 'starting', facts: { stage: 'starting', person: null } },
]
