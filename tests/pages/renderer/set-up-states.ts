import { NOW } from '../../support/page-bridge.ts'
import type { PageState } from './page-state.ts'
import { ADMIN, answers, MANAGER, NONE, TWO } from './setting-states.ts'

const EMPTY = { printers: NONE }
const FIRST = { person: MANAGER, offersSetUp: true } as const

/** The first set-up, step by step. */
export const SET_UP_STATES: readonly PageState[] = [
  { name: 'set-up-offer', facts: FIRST, answers: answers(EMPTY), keys: ['4'], shows: '还没有设置打印机和扫码枪' },
  { name: 'set-up-printer', facts: FIRST, answers: answers(EMPTY), keys: ['Alt+w'], shows: 'Kitchen_80' },
  { name: 'set-up-printer-there', facts: FIRST, answers: answers({ printers: TWO }), keys: ['Alt+w'], shows: '已经有打印机了' },
  { name: 'set-up-printer-another', facts: FIRST, answers: answers(), keys: ['Alt+w', 'Alt+p'], shows: '不换了' },
  {
    name: 'set-up-printer-paper',
    facts: FIRST,
    answers: answers({}, { 'devices.testPrint': { ok: true, value: { result: 'printed' } } }),
    keys: ['Alt+w', 'Alt+p', '2', 'F10', '3'],
    shows: '请看电源、纸、盖子和线',
  },
  {
    name: 'set-up-printer-failed',
    facts: FIRST,
    answers: answers(
      {},
      { 'devices.testPrint': { ok: true, value: { result: 'failed', fault: 'paperOut', bytesOut: 0, detail: 'no paper' } } },
    ),
    keys: ['Alt+w', 'Alt+p', '2', 'F10'],
    shows: '没有打出来',
  },
  {
    name: 'set-up-scanner',
    facts: { ...FIRST, person: ADMIN, now: NOW },
    answers: answers(EMPTY),
    keys: ['Alt+w', 'Enter'],
    shows: '请用扫码枪扫任何条码',
  },
  {
    name: 'set-up-sound',
    facts: FIRST,
    answers: answers(EMPTY, { 'devices.testVoice': { ok: true, value: null } }),
    keys: ['Alt+w', 'Enter', 'Enter', 'F10'],
    shows: '已经播出',
  },
]
