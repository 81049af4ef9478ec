import type { Receipt } from '../../contract/receipt.ts'
import { slipDocumentSchema, type SlipDocument, type SlipDraft, type SlipRow } from '../../contract/slip.ts'
import type { Language } from '../../contract/states.ts'
import { SLIP_WORDS } from './words.ts'

/** What every slip of this till says beside its own facts. */
export interface SlipSetting extends Pick<Receipt, 'barcode' | 'amountSize' | 'rowGap' | 'openDrawer' | 'footer'> {
  readonly shopName: string
  readonly deviceName: string
  readonly language: Language
  readonly training: boolean
}

/** One of several slips that come out by themselves: one for the customer, one for the shop. None of them is a copy. */
export interface SlipPart {
  /** From 1. */
  readonly nth: number
  readonly of: number
}
/** How a slip came to be: by itself, or asked for. A reprint is always marked as a copy (BEHAVIOUR 5). */
export type SlipOrigin = 'auto' | 'copy' | SlipPart

export type Row = SlipDraft['rows'][number]

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
  if (origin === 'copy') return pair(words.manual, words.copy)
  return pair(words.auto, origin === 'auto' || origin.of === 1 ? '' : words.part(origin.nth, origin.of))
}

/** The sum that the slip is about, as large as it is set. */
export const total = (label: string, amountFen: number, { amountSize }: SlipSetting): Row => money(label, amountFen, amountSize)

/** The number as a barcode, where barcodes are printed. */
export const barcode = (value: string, setting: SlipSetting): Row[] => (setting.barcode ? [{ kind: 'barcode', value }] : [])

/** The drawer opens once a sale: with the first of its own slips, never with another or with a copy. */
export const opensDrawer = (origin: SlipOrigin, { openDrawer }: SlipSetting): boolean =>
  openDrawer && (origin === 'auto' || (origin !== 'copy' && origin.nth === 1))

/** Blank lines between rows; where there are some already no more are added. */
function spaced(rows: readonly Row[], lines: number): Row[] {
  if (lines === 0) return [...rows]
  return rows.flatMap((row, index) => {
    const before = rows[index - 1]
    const apart = before !== undefined && before.kind !== 'blank' && row.kind !== 'blank'
    return apart ? [{ kind: 'blank' as const, lines }, row] : [row]
  })
}

/** A whole slip of these rows. */
export const slipOf = (draft: SlipDraft, { rowGap }: SlipSetting): SlipDocument =>
  slipDocumentSchema.parse({ ...draft, rows: spaced(draft.rows, rowGap) })

/** Room to sign; short enough for the narrow paper beside its label in either language. */
export const signature = ({ language }: SlipSetting): Row[] => [
  { kind: 'blank', lines: 2 },
  pair(SLIP_WORDS[language].signature, '_'.repeat(20)),
]

export const foot = (setting: SlipSetting): Row[] =>
  setting.footer ? [{ kind: 'blank', lines: 1 }, text(setting.footer, { align: 'center' })] : []
