import { figuresOf, type MovementSum } from '../../../contract/figures.ts'
import { USUAL_ITEMS } from '../../../contract/figure-choices.ts'
import type { HourFigures } from '../../../contract/shift-requests.ts'
import { NOW } from '../../support/page-bridge.ts'
import type { PageState } from './page-state.ts'
import { MANAGER } from './setting-states.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const MIDNIGHT = new Date(2025, 10, 22).getTime()

const sums: MovementSum[] = [
  { kind: 'sale', tender: 'wechat', count: 61, fen: 984_650, settledFen: 976_650 },
  { kind: 'sale', tender: 'alipay', count: 22, fen: 431_800, settledFen: 427_160 },
  { kind: 'sale', tender: 'memberCard', count: 9, fen: 126_000, settledFen: 126_000 },
  { kind: 'sale', tender: 'bankCardRecord', count: 4, fen: 239_400, settledFen: 239_400 },
  { kind: 'capture', tender: 'cashRecord', count: 8, fen: 61_200, settledFen: 61_200 },
  { kind: 'refund', tender: 'wechat', count: 2, fen: 36_800, settledFen: 36_800 },
  { kind: 'hold', tender: 'wechat', count: 12, fen: 600_000, settledFen: 0 },
  { kind: 'release', tender: 'wechat', count: 9, fen: 450_000, settledFen: 0 },
]
const hoursFrom = (from: number, amounts: readonly number[]): HourFigures[] =>
  amounts.map((fen, nth) => ({ at: from + nth * HOUR, count: 5, fen }))
const TODAY = [48_700, 195_400, 275_200, 186_900, 231_400, 410_600, 321_500, 173_400]
const YESTERDAY = [
  52_200, 171_100, 242_200, 210_700, 256_200, 364_200, 289_100, 224_200, 158_000, 142_200, 198_100, 335_000, 296_200,
]
const staff = [
  { staffId: '1206', name: '李婷' },
  { staffId: '1207', name: '王磊' },
]

const look = (movements: MovementSum[], hours: HourFigures[], hoursBefore: HourFigures[]) =>
  ({
    ok: true,
    value: { figures: figuresOf(movements), hours, hoursBefore, staff, items: [...USUAL_ITEMS], form: 'xlsx' },
  }) as const
export const BUSY_LOOK = look(sums, hoursFrom(MIDNIGHT + 7 * HOUR, TODAY), hoursFrom(MIDNIGHT - DAY + 7 * HOUR, YESTERDAY))
const EMPTY_LOOK = look([], [], [])
const NEGATIVE_LOOK = look(
  [
    { kind: 'sale', tender: 'wechat', count: 1, fen: 10_000, settledFen: 10_000 },
    { kind: 'refund', tender: 'wechat', count: 2, fen: 36_800, settledFen: 36_850 },
  ],
  hoursFrom(MIDNIGHT + 9 * HOUR, [10_000]),
  [],
)
const told = (differences: object[]) =>
  ({ ok: true, value: { figures: figuresOf(sums), feeFen: 11_059, incomeFen: 1_819_351, differences } }) as const
export const AGREES = told([])
export const DIFFERS_BY_TWO = told([
  { what: 'count', tender: 'wechat', ours: 61, theirs: 62 },
  { what: 'fen', tender: 'wechat', ours: 984_650, theirs: 989_650 },
])

/** The figures of a time, in every state. */
export const SUMMARY_STATES: readonly PageState[] = [
  {
    name: 'summary-manager',
    facts: { person: MANAGER },
    answers: { 'summary.look': BUSY_LOOK },
    keys: ['F4'],
    shows: '17,936.10',
  },
  { name: 'summary-clerk', facts: {}, answers: { 'summary.look': BUSY_LOOK }, keys: ['F4'], shows: '只看本人' },
  { name: 'summary-empty', facts: {}, answers: { 'summary.look': EMPTY_LOOK }, keys: ['F4'], shows: '这段时间没有交易' },
  {
    name: 'summary-negative',
    facts: { person: MANAGER },
    answers: { 'summary.look': NEGATIVE_LOOK },
    keys: ['F4'],
    shows: '−¥268.50',
  },
  {
    name: 'summary-agrees',
    facts: { person: MANAGER },
    answers: { 'summary.look': BUSY_LOOK, 'summary.compare': AGREES },
    keys: ['F4', 'Alt+R'],
    shows: '和云支付一致',
  },
  {
    name: 'summary-differs',
    facts: { person: MANAGER },
    answers: { 'summary.look': BUSY_LOOK, 'summary.compare': DIFFERS_BY_TWO },
    keys: ['F4', 'Alt+R'],
    shows: '9,896.50',
  },
  {
    name: 'summary-no-answer',
    facts: { person: MANAGER },
    answers: { 'summary.look': BUSY_LOOK, 'summary.compare': { ok: false, fault: { code: 'summary.noAnswer' } } },
    keys: ['F4', 'Alt+R'],
    shows: '云支付',
  },
  {
    name: 'summary-dates',
    facts: { person: MANAGER },
    answers: { 'summary.look': BUSY_LOOK },
    keys: ['F4', 'Alt+L'],
    shows: '上一段',
  },
  {
    name: 'summary-too-long',
    facts: { person: MANAGER },
    answers: { 'summary.look': { ok: false, fault: { code: 'summary.tooLong', params: { days: 90 } } } },
    keys: ['F4'],
    shows: '90',
  },
  {
    name: 'summary-export',
    facts: { person: MANAGER },
    answers: { 'summary.look': BUSY_LOOK },
    keys: ['F4', 'Alt+X'],
    shows: '每一笔订单',
  },
  {
    name: 'summary-export-begins',
    facts: { person: MANAGER, exported: { state: 'running', form: 'pdf', done: 0, of: 0 } },
    answers: { 'summary.look': BUSY_LOOK },
    keys: ['F4'],
    shows: '正在准备',
  },
  {
    name: 'summary-export-running',
    facts: { person: MANAGER, exported: { state: 'running', form: 'xlsx', done: 41_800, of: 100_244 } },
    answers: { 'summary.look': BUSY_LOOK },
    keys: ['F4'],
    shows: '已写 41,800，共 100,244',
  },
  {
    name: 'summary-export-written',
    facts: {
      person: MANAGER,
      exported: {
        state: 'written',
        form: 'xlsx',
        path: '/home/till/.local/share/guitai/exports/summary-2025-08-25_2025-11-22.xlsx',
      },
    },
    answers: { 'summary.look': BUSY_LOOK },
    keys: ['F4'],
    shows: 'summary-2025-08-25_2025-11-22.xlsx',
  },
  {
    name: 'summary-export-failed',
    facts: {
      person: MANAGER,
      exported: {
        state: 'failed',
        form: 'xlsx',
        fault: { code: 'export.diskFull', platformText: 'ENOSPC: no space left on device, write' },
      },
    },
    answers: { 'summary.look': BUSY_LOOK },
    keys: ['F4'],
    shows: '磁盘满了',
  },
]
export const SHIFT_FROM = NOW - 24_240_000
