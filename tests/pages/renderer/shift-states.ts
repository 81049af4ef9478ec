import { figuresOf, type MovementSum } from '../../../contract/figures.ts'
import type { Answer } from '../../../contract/requests.ts'
import type { ListedShift, ShiftRecord } from '../../../contract/shift.ts'
import type { LaidOutLine, LaidOutSlip } from '../../../contract/slip.ts'
import { NOW, type StandInAnswers } from '../../support/page-bridge.ts'
import { BUSY } from './order-states.ts'
import type { PageState } from './page-state.ts'
import { MANAGER } from './setting-states.ts'

type Looked = Answer<'shift.look'>
export const STARTED = NOW - 24_240_000

const sum = (kind: MovementSum['kind'], tender: MovementSum['tender'], count: number, fen: number, off = 0): MovementSum => ({
  kind,
  tender,
  count,
  fen,
  settledFen: fen - off,
})
const FULL = figuresOf([
  sum('sale', 'wechat', 58, 959_450, 9640),
  sum('refund', 'wechat', 2, 30_000),
  sum('sale', 'alipay', 23, 415_800, 3000),
  sum('refund', 'alipay', 1, 6800),
  sum('sale', 'memberCard', 9, 126_000),
  sum('sale', 'cashRecord', 6, 53_800),
  sum('sale', 'bankCardRecord', 3, 239_400),
])
export const POINTS = Array.from({ length: 102 }, (_, at) => ({
  at: STARTED + 300_000 + Math.round((at * 23_700_000) / 101),
  fen: at % 34 === 20 ? -6800 : 1200 + ((at * 7919) % 40_000),
}))
const text = (content: string): LaidOutLine => ({ kind: 'text', text: content, bold: false, size: 1, money: false })
export const SLIP: LaidOutSlip = {
  columns: 32,
  lines: [text('海风酒店 南山店'), { kind: 'rule' }, text('            交班单'), text('实收                   17,450.10')],
}

export function aShift(facts: Partial<Looked> = {}): Looked {
  return {
    shift: { shiftNo: 7, staffId: '1206', staffName: '李婷', startedAt: STARTED },
    figures: FULL,
    points: POINTS,
    unresolved: [],
    before: null,
    print: { on: true, detail: false, items: ['amount', 'count', 'net'], lines: 102 },
    signsOut: true,
    floatFen: null,
    ...facts,
  }
}
export const UNRESOLVED: Looked['unresolved'] = [
  { id: 'p-2', kind: 'sale', number: '0100005201031700001840', amountFen: 32_800, startedAt: NOW - 200_000 },
  { id: 'r-9', kind: 'refund', number: '0100005201031700001844', amountFen: 1500, startedAt: NOW - 90_000 },
]
export const NEGATIVE = figuresOf([sum('sale', 'wechat', 1, 1000), sum('refund', 'wechat', 1, 128_000)])

export const shiftAnswers = (facts: Partial<Looked> = {}): StandInAnswers => ({
  'shift.look': { ok: true, value: aShift(facts) },
  'shift.preview': { ok: true, value: SLIP },
})
const BEFORE: Looked['before'] = {
  shiftNo: 6,
  staffId: null,
  staffName: null,
  startedAt: STARTED - 3_600_000,
  endedAt: STARTED,
  how: 'between',
  figures: figuresOf([sum('sale', 'wechat', 1, 4500)]),
  unresolved: [],
  cash: null,
}

const HOUR = 3_600_000
function aRecord(facts: Partial<ListedShift> = {}): ListedShift {
  return {
    ...{ shiftNo: 6, staffId: '1206', staffName: '李婷', startedAt: NOW - 7 * HOUR, endedAt: NOW - HOUR },
    ...{ how: 'handedOver', figures: FULL, unresolved: [], cash: null, told: 'taken' },
    ...facts,
  }
}
const cashCount = (differenceFen: number): ShiftRecord['cash'] => ({
  ...{ floatFen: 50_000, expectedFen: 103_800, differenceFen },
  countedFen: 103_800 + differenceFen,
})
/** Newest first: counted, gone over midnight, ended by somebody else, and the time between. */
export const PAST: readonly ListedShift[] = [
  aRecord({ cash: cashCount(-300), told: 'waiting' }),
  aRecord({
    ...{ shiftNo: 5, staffId: '1207', staffName: '王磊', how: 'signedInOver', figures: NEGATIVE, told: 'refused' },
    ...{ startedAt: NOW - 17 * HOUR, endedAt: NOW - 7 * HOUR },
  }),
  aRecord({
    ...{
      shiftNo: 4,
      staffId: null,
      staffName: null,
      told: null,
      how: 'between',
      figures: figuresOf([sum('sale', 'wechat', 1, 4500)]),
    },
    ...{ startedAt: NOW - 18 * HOUR, endedAt: NOW - 17 * HOUR },
  }),
  aRecord({
    ...{ shiftNo: 3, staffId: '1203', staffName: '欧阳尼格买提·阿卜杜热依木', cash: cashCount(0) },
    ...{ startedAt: NOW - 26 * HOUR, endedAt: NOW - 18 * HOUR },
  }),
]
export const COPY: LaidOutSlip = { columns: 32, lines: [...SLIP.lines, text('人工打印                    副本')] }
export const pastAnswers = (records: readonly ListedShift[] = PAST): StandInAnswers => ({
  ...shiftAnswers(),
  'shift.records': { ok: true, value: records },
  'shift.recordPreview': { ok: true, value: COPY },
})

export const SHIFT_STATES: readonly PageState[] = [
  {
    name: 'shift-empty',
    facts: {},
    answers: shiftAnswers({ figures: figuresOf([]), points: [] }),
    keys: ['F6'],
    shows: '这一班还没有收款',
  },
  { name: 'shift', facts: BUSY, answers: shiftAnswers({ unresolved: UNRESOLVED.slice(0, 1) }), keys: ['F6'], shows: '17,450' },
  {
    name: 'shift-most',
    facts: { ...BUSY, person: MANAGER },
    answers: shiftAnswers({ unresolved: UNRESOLVED, before: BEFORE }),
    keys: ['F6'],
    shows: '接班之前',
  },
  {
    name: 'shift-negative',
    facts: BUSY,
    answers: shiftAnswers({ figures: NEGATIVE, points: POINTS.slice(18, 22) }),
    keys: ['F6'],
    shows: '-¥1,270.00',
  },
  {
    name: 'shift-acknowledge',
    facts: BUSY,
    answers: shiftAnswers({ unresolved: UNRESOLVED }),
    keys: ['F6', 'Enter', '2'],
    shows: '还有 1 笔没有勾',
  },
  {
    name: 'shift-cash',
    facts: BUSY,
    answers: shiftAnswers({ floatFen: 50_000 }),
    keys: ['F6', 'Enter', '9', '8', '0'],
    shows: '¥980',
  },
  { name: 'shift-sure', facts: BUSY, answers: shiftAnswers(), keys: ['F6', 'Enter'], shows: '再按一次就交班' },
  {
    name: 'shift-fault',
    facts: BUSY,
    answers: { ...shiftAnswers(), 'shift.handOver': { ok: false, fault: { code: 'shift.unresolved', params: { count: 1 } } } },
    keys: ['F6', 'Enter', 'Enter'],
    shows: '不能交班',
  },
  {
    name: 'shift-items',
    facts: { ...BUSY, person: MANAGER },
    answers: shiftAnswers(),
    keys: ['F6', 'Alt+i'],
    shows: '交班单上打印这些',
  },
  {
    name: 'past-shifts',
    facts: { ...BUSY, person: MANAGER },
    answers: pastAnswers(),
    keys: ['F6', 'Alt+l', 'ArrowDown'],
    shows: '没交班，别人登录了',
  },
  {
    name: 'past-shifts-week',
    facts: { ...BUSY, person: MANAGER },
    answers: pastAnswers(
      [0, 1, 2, 3, 4, 5].flatMap((day) =>
        PAST.map((one) => ({
          ...one,
          ...{
            shiftNo: one.shiftNo - 4 * day,
            startedAt: one.startedAt - 24 * HOUR * day,
            endedAt: one.endedAt - 24 * HOUR * day,
          },
        })),
      ),
    ),
    keys: ['F6', 'Alt+l', 'Alt+w', 'ArrowDown'],
    shows: '11-16 – 11-22',
  },
  { name: 'past-shifts-none', facts: BUSY, answers: pastAnswers([]), keys: ['F6', 'Alt+l'], shows: '这一天没有交班记录' },
  {
    name: 'past-shifts-fault',
    facts: BUSY,
    answers: { ...pastAnswers(), 'shift.records': { ok: false, fault: { code: 'request.failed' } } },
    keys: ['F6', 'Alt+l'],
    shows: '今天',
  },
]
