import type { AuditEntry, Chain } from '../../../contract/audit.ts'
import type { Answer } from '../../../contract/requests.ts'
import { NOW, type StandInAnswers } from '../../support/page-bridge.ts'
import { BUSY } from './order-states.ts'
import type { PageState } from './page-state.ts'
import { ADMIN, answers, MANAGER } from './setting-states.ts'

const MINUTE = 60_000
const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
const ORDER = '0100005201031700001842'

const acts: readonly Pick<AuditEntry, 'act' | 'facts'>[] = [
  { act: 'setting.changed', facts: { setting: 'receipt.copies.payment', from: '1', to: '2' } },
  { act: 'refund.started', facts: { amountFen: 128_000, orderNo: ORDER, approver: '0001', approverName: '陈经理' } },
  { act: 'refund.failed', facts: { amountFen: 128_000, orderNo: ORDER, code: 'refund.noAnswer' } },
  { act: 'staff.wrongPassword', facts: { counted: 2 } },
  { act: 'staff.tookOver', facts: { role: 'clerk', over: '1207' } },
  { act: 'till.barred', facts: { code: 'sale.stoppedByDifference' } },
  { act: 'shift.handedOver', facts: { shiftNo: 7, netFen: -127_000, differenceFen: -300 } },
  { act: 'sale.qr', facts: { amountFen: 4500, orderNo: ORDER, tender: 'alipay' } },
]
const people = [
  { staffId: '0001', name: '陈经理' },
  { staffId: '1203', name: '欧阳尼格买提·阿卜杜热依木' },
  { staffId: '1207', name: '王磊' },
]
const by = (nth: number): { staffId: string; staffName: string } => {
  const { staffId, name } = people[nth % people.length] ?? { staffId: '', name: '' }
  return acts[nth % acts.length]?.act === 'till.barred' ? { staffId: '', staffName: '' } : { staffId, staffName: name }
}
/** So many, newest first, the newest being row `newest` of the journal. */
export const entriesOf = (count: number, newest = 812): AuditEntry[] =>
  Array.from({ length: count }, (_, nth) => ({
    ...{ seq: newest - nth * 3, hash: HASH, at: NOW - (812 - newest + nth) * MINUTE, ...by(nth) },
    ...(acts[nth % acts.length] ?? { act: 'staff.locked', facts: {} }),
  }))
export const WHOLE: Chain = { state: 'whole', at: NOW - 90 * MINUTE, rows: 812, row: null }

export const listed = (facts: Partial<Answer<'audit.list'>> = {}): StandInAnswers => ({
  ...answers(),
  'audit.list': { ok: true, value: { entries: entriesOf(8), more: false, people, chain: WHOLE, ...facts } },
})
const state = (name: string, shows: string, more: Omit<Partial<PageState>, 'name'> = {}): PageState => ({
  ...{ name, facts: { ...BUSY, person: MANAGER }, answers: listed(), keys: ['F7', 'Alt+u'], shows },
  ...more,
})

export const AUDIT_STATES: readonly PageState[] = [
  state('audit', '没有人登录'),
  state('audit-long', '更早的', { answers: listed({ entries: entriesOf(50), more: true }) }),
  state('audit-quarter', '90 天', { keys: ['F7', 'Alt+u', 'Alt+w', 'Alt+w', 'Alt+w', 'Alt+y', 'Alt+y', 'Alt+t', 'Alt+t'] }),
  state('audit-detail', '账本行号', { keys: ['F7', 'Alt+u', 'ArrowDown', 'Enter'] }),
  state('audit-none', '这段时间没有记录', { answers: listed({ entries: [] }) }),
  state('audit-loading', '正在找', { answers: { ...answers(), 'audit.list': 'never' } }),
  state('audit-fault', '柜台里面出了错', {
    answers: { ...answers(), 'audit.list': { ok: false, fault: { code: 'request.failed' } } },
  }),
  state('audit-checking', '正在核对', { answers: listed({ chain: { ...WHOLE, state: 'checking', rows: 500 } }) }),
  state('audit-broken', '第 377 行不对', { answers: listed({ chain: { ...WHOLE, state: 'broken', row: 377 } }) }),
  state('audit-no-seal', '封签不见了', { answers: listed({ chain: { ...WHOLE, state: 'noSeal' } }) }),
  state('audit-cut-off', '末尾缺行', {
    facts: { ...BUSY, person: ADMIN },
    answers: listed({ chain: { ...WHOLE, state: 'cutOff', row: 901 } }),
  }),
]
