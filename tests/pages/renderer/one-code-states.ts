import type { Snapshot } from '../../../contract/snapshot.ts'
import { oneCodeSchema, type OneCodeView, type ShopCode } from '../../../contract/one-code.ts'
import { NOW } from '../../support/page-bridge.ts'
import { BUSY } from './order-states.ts'
import type { PageState } from './page-state.ts'
import { answers, COUNTER, DOOR, FOLLOWED, MANAGER, ONE_CODE, TO_ONE_CODE } from './setting-states.ts'

const KEYS = ['F7', ...TO_ONE_CODE] as const
const LONG: OneCodeView = {
  codes: 2,
  lost: false,
  last: {
    ...{ kind: 'refund', orderNo: '0100005201031700002001', tender: 'memberCard', amountFen: 2_147_483_647, at: NOW - 590_000 },
    codeName: '一楼大堂吧东侧收银台旁边的立式台卡（春节活动专用，扫码满一百减二十）',
  },
}
const MANY: readonly ShopCode[] = [
  ...[COUNTER, DOOR],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((nth) => ({ id: `qr-3000${nth}`, name: `大堂吧 ${nth} 号桌` })),
]
const NOTICES: Partial<Snapshot> = {
  training: true,
  notices: [{ id: 1, fault: { code: 'settings.restored' }, at: NOW }],
}

/** Payments by the QR codes on the wall: how they are set up, and what the till says of them. */
export const ONE_CODE_STATES: readonly PageState[] = [
  { name: 'settings-one-code', facts: { person: MANAGER, oneCode: FOLLOWED }, answers: answers(), keys: KEYS, shows: '请去掉勾' },
  {
    name: 'settings-one-code-now',
    facts: { person: MANAGER, oneCode: { ...LONG, lost: true } },
    answers: answers(
      {
        oneCode: oneCodeSchema.parse({
          ...{ enabled: true, codes: MANY },
          print: { refund: true, begin: 'now', windowMs: 45_000 },
          voice: { enabled: false, windowMs: 3_600_000 },
        }),
      },
      { 'oneCode.codes': { ok: true, value: { codes: MANY } } },
    ),
    keys: KEYS,
    shows: '45 秒',
  },
  {
    name: 'settings-one-code-clerk',
    facts: { oneCode: { ...FOLLOWED, last: null } },
    answers: answers(),
    keys: KEYS,
    shows: '只能看',
  },
  {
    name: 'settings-one-code-asking',
    facts: { person: MANAGER, oneCode: FOLLOWED },
    answers: answers({}, { 'oneCode.codes': 'never' }),
    keys: KEYS,
    shows: '正在问云支付',
  },
  {
    name: 'settings-one-code-no-answer',
    facts: { person: MANAGER, oneCode: { ...FOLLOWED, lost: true } },
    answers: answers({}, { 'oneCode.codes': { ok: false, fault: { code: 'oneCode.noAnswer' } } }),
    keys: KEYS,
    shows: '云支付没有答复门店有哪些收款码',
  },
  {
    name: 'settings-one-code-none',
    facts: { person: MANAGER },
    answers: answers({ oneCode: oneCodeSchema.parse({}) }, { 'oneCode.codes': { ok: true, value: { codes: [] } } }),
    keys: KEYS,
    shows: '还没有收款码',
  },
  {
    name: 'settings-one-code-unticked',
    facts: { person: MANAGER },
    answers: answers({ oneCode: { ...ONE_CODE, codes: [] } }),
    keys: KEYS,
    shows: '还没有勾收款码',
  },
  { name: 'till-one-code', facts: { ...BUSY, oneCode: FOLLOWED }, keys: ['1', '2', '8', '0'], shows: '一码支付¥86.50' },
  { name: 'till-one-code-first', facts: { oneCode: FOLLOWED } },
  {
    name: 'till-one-code-long',
    facts: { ...BUSY, ...NOTICES, oneCode: LONG },
    keys: Array.from('21474836.47'),
    shows: '一码退款',
  },
  {
    name: 'till-one-code-lost',
    facts: { ...BUSY, ...NOTICES, oneCode: { ...FOLLOWED, lost: true } },
    keys: ['8'],
    shows: '要晚些才报',
  },
]
