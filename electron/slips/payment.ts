import { slipDocumentSchema, type SlipDocument, type SlipRow } from '../../contract/slip.ts'
import type { Language } from '../../contract/states.ts'
import type { SaleRecord } from '../ledger/records.ts'
import { SLIP_WORDS, slipTime } from './words.ts'

export interface SlipSetting {
  readonly shopName: string
  readonly deviceName: string
  readonly language: Language
  readonly footer: string
  readonly training: boolean
}

/** How a slip came to be: by itself after the payment, or asked for. A reprint is always marked as a copy (BEHAVIOUR 5). */
export type SlipOrigin = 'auto' | 'copy'

type Draft = Parameters<typeof slipDocumentSchema.parse>[0]

const text = (value: string, more: Partial<Extract<SlipRow, { kind: 'text' }>> = {}) => ({
  kind: 'text' as const,
  text: value,
  ...more,
})
const rule = { kind: 'rule' as const }
const blank = (lines = 1) => ({ kind: 'blank' as const, lines })

function head(setting: SlipSetting): object[] {
  const words = SLIP_WORDS[setting.language]
  return [
    text(setting.shopName, { align: 'center', bold: true }),
    ...(setting.training ? [text(words.training, { align: 'center', bold: true })] : []),
    rule,
  ]
}

const foot = (setting: SlipSetting): object[] => (setting.footer ? [blank(), text(setting.footer, { align: 'center' })] : [])

/** The slip of a paid sale (BEHAVIOUR 5). Only a paid or later refunded sale has one; anything else throws. */
export function paymentSlip(sale: SaleRecord, setting: SlipSetting, origin: SlipOrigin): SlipDocument {
  if (sale.orderNo === null || (sale.state !== 'paid' && sale.state !== 'refunded'))
    throw new Error('only a paid sale has a slip')
  const words = SLIP_WORDS[setting.language]
  const pair = (label: string, value: string) => ({ kind: 'pair' as const, label, value })
  const money = (label: string, amountFen: number, size: 1 | 2 = 1) => ({ kind: 'money' as const, label, amountFen, size })
  const draft: Draft = {
    kind: 'payment',
    language: setting.language,
    rows: [
      ...head(setting),
      text(words.payment, { align: 'center', size: 2 }),
      pair(origin === 'auto' ? words.auto : words.manual, origin === 'auto' ? '' : words.copy),
      pair(words.orderNo, sale.orderNo),
      ...(sale.platformTxnId ? [pair(words.platformNo, sale.platformTxnId)] : []),
      ...(sale.tender ? [pair(words.tender, words.tenders[sale.tender])] : []),
      ...(sale.membershipNumber ? [pair(words.memberCard, sale.membershipNumber)] : []),
      pair(words.time, slipTime(sale.settledAt ?? sale.startedAt)),
      pair(words.cashier, `${sale.staffName} ${sale.staffId}`),
      pair(words.till, setting.deviceName),
      rule,
      money(words.amount, sale.amountFen, 2),
      ...(sale.discountFen
        ? [money(words.discount, sale.discountFen), money(words.paid, sale.amountFen - sale.discountFen)]
        : []),
      ...(sale.remark ? [pair(words.remark, sale.remark)] : []),
      rule,
      { kind: 'barcode', value: sale.orderNo },
      ...foot(setting),
    ],
  }
  return slipDocumentSchema.parse(draft)
}

/** The slip that tells the installer that binding worked (BEHAVIOUR F01). */
export function boundSlip(facts: { serialNumber: string; at: number }, setting: SlipSetting): SlipDocument {
  const words = SLIP_WORDS[setting.language]
  const draft: Draft = {
    kind: 'bound',
    language: setting.language,
    rows: [
      ...head(setting),
      text(words.bound, { align: 'center', size: 2 }),
      { kind: 'pair', label: words.till, value: setting.deviceName },
      { kind: 'pair', label: words.serialNumber, value: facts.serialNumber },
      { kind: 'pair', label: words.time, value: slipTime(facts.at) },
      rule,
      text(words.boundNote),
      ...foot(setting),
    ],
  }
  return slipDocumentSchema.parse(draft)
}
