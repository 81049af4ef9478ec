import type { SlipDraft, SlipRow } from '../../contract/slip.ts'
import type { Language } from '../../contract/states.ts'
import { SLIP_WORDS } from './words.ts'

/** What every slip of this till says beside its own facts. */
export interface SlipSetting {
  readonly shopName: string
  readonly deviceName: string
  readonly language: Language
  readonly footer: string
  /** The cash drawer opens with a slip that prints by itself; a copy never opens it. */
  readonly openDrawer?: boolean
  readonly training: boolean
}

/** How a slip came to be: by itself, or asked for. A reprint is always marked as a copy (BEHAVIOUR 5). */
export type SlipOrigin = 'auto' | 'copy'

type Row = SlipDraft['rows'][number]

/** The rows that all slips are laid of. */
export const text = (value: string, more: Partial<Extract<SlipRow, { kind: 'text' }>> = {}): Row => ({
  kind: 'text',
  text: value,
  ...more,
})
export const pair = (label: string, value: string): Row => ({ kind: 'pair', label, value })
export const money = (label: string, amountFen: number, size: 1 | 2 = 1): Row => ({ kind: 'money', label, amountFen, size })
export const rule: Row = { kind: 'rule' }

/** The shop's name, and in training that no money moved. */
export const head = (setting: SlipSetting): Row[] => [
  text(setting.shopName, { align: 'center', bold: true }),
  ...(setting.training ? [text(SLIP_WORDS[setting.language].training, { align: 'center', bold: true })] : []),
  rule,
]

export function originRow(origin: SlipOrigin, { language }: SlipSetting): Row {
  const words = SLIP_WORDS[language]
  return origin === 'auto' ? pair(words.auto, '') : pair(words.manual, words.copy)
}

/** Room to sign; short enough for the narrow paper beside its label in either language. */
export const signature = ({ language }: SlipSetting): Row[] => [
  { kind: 'blank', lines: 2 },
  pair(SLIP_WORDS[language].signature, '_'.repeat(20)),
]

export const foot = (setting: SlipSetting): Row[] =>
  setting.footer ? [{ kind: 'blank', lines: 1 }, text(setting.footer, { align: 'center' })] : []
