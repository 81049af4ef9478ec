import type { Fault } from '../../../contract/faults.ts'
import type { CardMovement, MemberView, TopUpRules } from '../../../contract/members.ts'
import type { SaleView } from '../../../contract/views.ts'
import { aMember, aSale, NOW, type StandInAnswers } from '../../support/page-bridge.ts'

const DAY = 86_400_000

/** Two members with one telephone, and one whose card is not activated. */
export const SEVERAL: readonly MemberView[] = [
  aMember(),
  aMember({ cardNo: '8801200000123457', name: '陈晓雨（女儿）', balanceFen: 2000, points: null }),
  aMember({ cardNo: '8801200000200031', name: null, state: 'notActivated', balanceFen: 0 }),
]

const aMovement = (facts: Partial<CardMovement> = {}): CardMovement => ({
  kind: 'payment',
  number: '0100005201031700001842',
  at: NOW - DAY,
  amountFen: -3550,
  bonusFen: 0,
  balanceFen: 36_450,
  points: null,
  remark: null,
  staffName: '李婷',
  ...facts,
})
const FIRST: readonly CardMovement[] = [
  aMovement(),
  aMovement({ kind: 'topUp', at: NOW - 2 * DAY, amountFen: 22_000, bonusFen: 2000, balanceFen: 40_000, remark: '店庆' }),
  aMovement({
    kind: 'adjustment',
    at: NOW - 5 * DAY,
    amountFen: -500,
    balanceFen: 18_000,
    remark: '上次多充了五块，顾客在场，当面改回来',
    staffName: '陈经理',
  }),
  aMovement({ kind: 'topUpRefundFailed', at: NOW - 6 * DAY, amountFen: 11_000, bonusFen: 1000, balanceFen: 18_500 }),
  aMovement({ kind: 'topUpRefund', at: NOW - 7 * DAY, amountFen: -11_000, bonusFen: -1000, balanceFen: 7500 }),
  aMovement({ kind: 'refund', at: NOW - 8 * DAY, amountFen: 3550, balanceFen: 18_500 }),
  aMovement({ kind: null, at: null, amountFen: null, bonusFen: null, balanceFen: null, number: null, staffName: null }),
]
/** A page of twenty, the first of three. */
export const ROWS: readonly CardMovement[] = [
  ...FIRST,
  ...Array.from({ length: 13 }, (_, nth) => aMovement({ at: NOW - (9 + nth) * DAY, balanceFen: 14_950 + nth * 3550 })),
]
export const STATEMENT = { ok: true, value: { total: 52, rows: ROWS } } as const

export const TIERS: TopUpRules = {
  mode: 'fixed',
  tiers: [
    { amountFen: 10_000, bonusFen: 0 },
    { amountFen: 20_000, bonusFen: 2000 },
    { amountFen: 50_000, bonusFen: 8000 },
    { amountFen: 100_000, bonusFen: 20_000 },
    { amountFen: 200_000, bonusFen: 50_000 },
  ],
}
export const MANY: TopUpRules = {
  mode: 'fixed',
  tiers: Array.from({ length: 14 }, (_, nth) => ({ amountFen: 1_000_000 + nth * 100_000, bonusFen: 123_456 })),
}
export const ANY: TopUpRules = { mode: 'any', mostFen: 200_000 }

export const ofMembers = (
  found: readonly MemberView[],
  rules: TopUpRules = TIERS,
  more: StandInAnswers = {},
): StandInAnswers => ({
  'members.find': { ok: true, value: found },
  'members.rules': { ok: true, value: rules },
  'members.statement': STATEMENT,
  ...more,
})
export const refused = (code: Fault['code'], more: Omit<Fault, 'code'> = {}) => ({ ok: false, fault: { code, ...more } }) as const

/** Finds by a telephone, as a hand types it. */
export const TO_MEMBER = ['F5', ...Array.from('13800002210'), 'Enter']
export const CARD: NonNullable<SaleView['card']> = {
  cardNo: '8801200000123456',
  name: '陈晓雨',
  phone: '138****2210',
  bonusFen: 2000,
  balanceFen: null,
}
export const aTopUp = (facts: Partial<SaleView> = {}): SaleView =>
  aSale({ purpose: 'topUp', amountFen: 20_000, remark: '', card: CARD, ...facts })
export const WAITING = aTopUp({ state: 'waitingForCode', orderNo: null, sentAt: null, tender: null })
