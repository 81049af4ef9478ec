import { describe, expect, test } from 'vitest'
import { ACT_GROUPS, ACTS, type Act, type ActFacts } from '../../../contract/acts.ts'
import { auditEntrySchema } from '../../../contract/audit.ts'
import type { ActRow } from '../../../electron/ledger/act-table.ts'
import { auditEntryOf, kindsOf } from '../../../electron/till/audit.ts'

const NO = '0100005201'
const row = (kind: string, body: unknown, subject = '1207'): ActRow => ({
  ...{ seq: 7, at: 1000, kind, subject, hash: 'h', before: 'b', who: '1207' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
const known = (staffId: string): string => (staffId === '1207' ? '王磊' : '')

const MONEY = { amountFen: 2000, orderNo: NO }
const SPENT = { amountFen: 2000, holdNo: NO }
const BY = { approver: '0001', approverName: '陈经理' }
const FAILED = { fault: { code: 'refund.refused' } }
const SALE = { ...MONEY, tender: 'wechat', way: 'qr', fault: null }
const CAPTURE = { ...SPENT, tender: 'alipay', way: 'capture', fault: null }

/** Each act once, as the till writes it. */
const ROWS: readonly (readonly [act: Act, kind: string, body: unknown, facts: ActFacts])[] = [
  ['staff.signedIn', 'staff.signedIn', { role: 'clerk', over: '' }, { role: 'clerk' }],
  ['staff.signedIn', 'staff.signedIn', { role: 'clerk' }, { role: 'clerk' }],
  ['staff.signedInOffline', 'staff.signedIn', { role: 'clerk', over: '', offline: true }, { role: 'clerk' }],
  ['staff.signedInByPhone', 'staff.signedIn', { role: 'clerk', over: '', byPhone: true }, { role: 'clerk' }],
  ['staff.unlocked', 'staff.signedIn', { role: 'clerk', over: '1207' }, { role: 'clerk', over: '1207' }],
  ['staff.tookOver', 'staff.signedIn', { role: 'clerk', over: '1206' }, { role: 'clerk', over: '1206' }],
  ['staff.wrongPassword', 'staff.wrongPassword', { counted: 2, locks: false }, { counted: 2 }],
  [
    'staff.wrongWord',
    'staff.wrongPassword',
    { counted: 1, locks: false, operatorId: '1206' },
    { counted: 1, operatorId: '1206' },
  ],
  ['staff.lockedOut', 'staff.wrongPassword', { counted: 5, locks: true }, { counted: 5 }],
  ['staff.notSignedIn', 'staff.notSignedIn', { code: 'signIn.noAnswer' }, { code: 'signIn.noAnswer' }],
  ['staff.locked', 'staff.locked', { byItself: false }, {}],
  ['staff.lockedItself', 'staff.locked', { byItself: true }, {}],
  ['staff.signedOut', 'staff.signedOut', { next: '' }, {}],
  ['staff.signedOutByNext', 'staff.signedOut', { next: '1206' }, { next: '1206' }],
  [
    'refund.started',
    'refund.sending',
    { event: 'began', ...MONEY, authority: 'phone', ...BY },
    { ...MONEY, authority: 'phone', ...BY },
  ],
  ['refund.accepted', 'refund.accepted', { event: 'accepted', ...MONEY }, MONEY],
  ['refund.succeeded', 'refund.succeeded', { event: 'succeeded', ...MONEY }, MONEY],
  ['refund.failed', 'refund.failed', { event: 'refused', ...MONEY, ...FAILED }, { ...MONEY, code: 'refund.refused' }],
  ['refund.unknown', 'refund.unknown', { event: 'noAnswer', ...MONEY }, MONEY],
  ['refund.unknown', 'refund.conflict', { event: 'differs', ...MONEY }, MONEY],
  ['refund.needsPerson', 'refund.needsPerson', { event: 'needsPerson', ...MONEY }, MONEY],
  [
    'release.started',
    'release.sending',
    { event: 'began', ...SPENT, authority: 'own', approver: null },
    { ...SPENT, authority: 'own' },
  ],
  ['release.accepted', 'release.accepted', { event: 'accepted', ...SPENT }, SPENT],
  ['release.succeeded', 'release.succeeded', { event: 'succeeded', ...SPENT }, SPENT],
  ['release.failed', 'release.failed', { event: 'refused', ...SPENT }, SPENT],
  ['release.unknown', 'release.unknown', { event: 'noAnswer', ...SPENT }, SPENT],
  ['capture.started', 'sale.sending', { event: 'began', ...CAPTURE }, { ...SPENT, tender: 'alipay' }],
  ['capture.succeeded', 'sale.paid', { event: 'paid', ...CAPTURE }, { ...SPENT, tender: 'alipay' }],
  ['capture.failed', 'sale.failed', { event: 'refused', ...CAPTURE }, { ...SPENT, tender: 'alipay' }],
  ['capture.unknown', 'sale.unknown', { event: 'noAnswer', ...CAPTURE }, { ...SPENT, tender: 'alipay' }],
  ['reversal.started', 'sale.reversing', { event: 'reversalAsked', ...SALE, way: 'code' }, { ...MONEY, tender: 'wechat' }],
  ['reversal.succeeded', 'sale.failed', { event: 'notPaid', ...SALE, way: 'code' }, { ...MONEY, tender: 'wechat' }],
  ['reversal.paid', 'sale.paid', { event: 'paid', ...SALE, way: 'code' }, { ...MONEY, tender: 'wechat' }],
  ['reversal.unknown', 'sale.unknown', { event: 'deadline', ...SALE, way: 'code' }, { ...MONEY, tender: 'wechat' }],
  ['sale.dismissed', 'sale.failed', { event: 'dismissed', ...SALE }, { ...MONEY, tender: 'wechat' }],
  ['sale.qr', 'sale.sending', { event: 'qrChosen', ...SALE }, { ...MONEY, tender: 'wechat' }],
  ['sale.qrTakenBack', 'sale.closing', { event: 'takenBack', ...SALE }, { ...MONEY, tender: 'wechat' }],
  ['topUp.cash', 'sale.sending', { event: 'cashTaken', ...SALE, tender: 'cashRecord' }, { ...MONEY, tender: 'cashRecord' }],
  ['sale.cash', 'sale.paid', { event: 'recorded', ...SALE, tender: 'cashRecord' }, { ...MONEY, tender: 'cashRecord' }],
  [
    'sale.bankCard',
    'sale.paid',
    { event: 'recorded', ...SALE, tender: 'bankCardRecord' },
    { ...MONEY, tender: 'bankCardRecord' },
  ],
  ['approval.asked', 'approval.asked', MONEY, MONEY],
  ['approval.granted', 'approval.granted', { ...MONEY, ...BY }, { ...MONEY, ...BY }],
  ['approval.refused', 'approval.refused', MONEY, MONEY],
  ['approval.noRight', 'approval.refused', { ...MONEY, ...BY, noRight: true }, { ...MONEY, ...BY }],
  ['approval.expired', 'approval.expired', MONEY, MONEY],
  [
    'setting.changed',
    'setting.changed',
    { setting: 'theme', from: 'light', to: 'dark' },
    { setting: 'theme', from: 'light', to: 'dark' },
  ],
  [
    'setting.hidden',
    'setting.changed',
    { setting: 'network.proxy.password', hidden: true },
    { setting: 'network.proxy.password' },
  ],
  [
    'setting.inFile',
    'setting.changed',
    { setting: 'ways.cash', from: 'false', to: 'true', inFile: true },
    { setting: 'ways.cash', from: 'false', to: 'true' },
  ],
  ['key.imported', 'signingKey.import', { fingerprint: 'AB12' }, { fingerprint: 'AB12' }],
  ['key.forgotten', 'signingKey.forget', {}, {}],
  ['till.bound', 'till.bound', { shopId: 's1', serialNumber: 'GT1' }, { shopId: 's1', serialNumber: 'GT1' }],
  ...(
    [
      ['member.adjustStarted', 'member.adjust.began', {}],
      ['member.adjusted', 'member.adjust.done', { balanceFen: 900 }],
      ['member.adjustRefused', 'member.adjust.refused', { code: 'member.belowZero' }],
      ['member.adjustNotSent', 'member.adjust.notSent', {}],
    ] as const
  ).map(
    ([act, kind, more]) =>
      [
        act,
        kind,
        { amountFen: -500, cardNo: '880001402', remark: 'x', ...more },
        { amountFen: -500, cardNo: '880001402', remark: 'x', ...more },
      ] as const,
  ),
  ['till.started', 'till.started', { version: '1.0' }, { version: '1.0' }],
  ['training.began', 'training.began', {}, {}],
  ['training.ended', 'training.ended', {}, {}],
  ['till.barred', 'till.barred', { code: 'sale.identityTaken', differences: [] }, { code: 'sale.identityTaken' }],
  ['till.resumed', 'till.resumed', { code: 'sale.identityTaken' }, { code: 'sale.identityTaken' }],
  ['deposit.checking', 'deposit.checking', { holdNo: NO }, {}],
  [
    ...(['shift.handedOver', 'shift.handedOver'] as const),
    { shiftNo: 3, figures: { netFen: 900 }, cash: { differenceFen: -300 } },
    { shiftNo: 3, netFen: 900, differenceFen: -300 },
  ],
  ['shift.endedByNext', 'shift.signedInOver', { shiftNo: 3, figures: { netFen: 900 }, cash: null }, { shiftNo: 3, netFen: 900 }],
  ['journal.sealMissing', 'journal.sealMissing', {}, {}],
  ['journal.cutOff', 'journal.cutOff', { row: 9 }, { row: 9 }],
  ['journal.acknowledged', 'journal.acknowledged', { row: 9 }, { row: 9 }],
  ['slip.reprinted', 'slip.reprint', { orderNo: NO, copy: 2 }, { orderNo: NO, copy: 2 }],
  ['shift.printed', 'shift.printed', {}, { shiftNo: '1207' }],
  ['shift.copied', 'shift.copied', {}, { shiftNo: '1207' }],
  ['summary.printed', 'summary.printed', { from: 1, until: 2, staffId: null }, {}],
  ['file.exported', 'file.exported', { file: 'orders-2026-11-28.csv' }, { file: 'orders-2026-11-28.csv' }],
  ['diagnostics.exported', 'diagnostics.exported', {}, {}],
]

test.each(ROWS)('%s is read from %s %j', (act, kind, body, facts) => {
  const entry = auditEntryOf(row(kind, body), known)
  expect(entry).toEqual({ seq: 7, hash: 'h', at: 1000, staffId: '1207', staffName: '王磊', act, facts })
  expect(auditEntrySchema.safeParse(entry).success).toBe(true)
  expect(kindsOf(ACTS[act]), 'it is found under what it is about').toContain(kind)
})

test('every act has its row above, and every kind stands under one thing that it is about', () => {
  expect([...new Set(ROWS.map(([act]) => act))].sort()).toEqual(Object.keys(ACTS).sort())
  const kinds = ACT_GROUPS.flatMap(kindsOf)
  expect(new Set(kinds).size).toBe(kinds.length)
  expect([...kindsOf(null)].sort()).toEqual(kinds.sort())
})

describe('a row that was tampered with', () => {
  test.each(['no JSON', '[]', 'null', '{"amountFen":{"a":1},"orderNo":["x"],"fault":"x"}'])('%s breaks nothing', (body) => {
    expect(auditEntryOf(row('refund.succeeded', body), known)).toMatchObject({ act: 'refund.succeeded', facts: {} })
  })
  test('a kind that nobody knows is no act', () => {
    expect(auditEntryOf(row('refund.madeUp', {}), known)).toBeNull()
    expect(auditEntryOf(row('constructor', {}), known)).toBeNull()
  })
  test('a text of any length is cut', () => {
    const entry = auditEntryOf(row('file.exported', { file: 'x'.repeat(10_000) }), known)
    expect(String(entry?.facts['file'])).toHaveLength(120)
  })
})

test('the name in the row counts, whatever the person is called today', () => {
  expect(auditEntryOf(row('till.resumed', { staffName: '王小磊', code: 'x' }), known)?.staffName).toBe('王小磊')
})
