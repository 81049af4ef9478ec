import type { SlipDocument, SlipDraft } from '../../contract/slip.ts'
import type { SaleRecord } from '../ledger/records.ts'
import {
  barcode,
  foot,
  head,
  money,
  opensDrawer,
  originRow,
  pair,
  rule,
  slipOf,
  text,
  total,
  type SlipOrigin,
  type SlipSetting,
} from './rows.ts'
import { SLIP_WORDS, slipTime } from './words.ts'

/** The slip of a paid sale (BEHAVIOUR 5). Only a paid or later refunded sale has one; anything else throws, a deposit too. */
export function paymentSlip(sale: SaleRecord, setting: SlipSetting, origin: SlipOrigin): SlipDocument {
  if (sale.orderNo === null || (sale.state !== 'paid' && sale.state !== 'refunded'))
    throw new Error('only a paid sale has a slip')
  if (sale.purpose === 'hold' || sale.way === 'capture') throw new Error('a deposit has a slip of its own')
  const words = SLIP_WORDS[setting.language]
  const draft: SlipDraft = {
    kind: 'payment',
    language: setting.language,
    openDrawer: opensDrawer(origin, setting),
    rows: [
      ...head(setting),
      text(words.payment, { align: 'center', size: 2 }),
      originRow(origin, setting),
      pair(words.orderNo, sale.orderNo),
      ...(sale.platformTxnId ? [pair(words.platformNo, sale.platformTxnId)] : []),
      ...(sale.tender ? [pair(words.tender, words.tenders[sale.tender])] : []),
      ...(sale.membershipNumber ? [pair(words.memberCard, sale.membershipNumber)] : []),
      pair(words.time, slipTime(sale.settledAt ?? sale.startedAt)),
      pair(words.cashier, `${sale.staffName} ${sale.staffId}`),
      pair(words.till, setting.deviceName),
      rule,
      total(words.amount, sale.amountFen, setting),
      ...(sale.discountFen
        ? [money(words.discount, sale.discountFen), money(words.paid, sale.amountFen - sale.discountFen)]
        : []),
      ...(sale.receivedFen === null
        ? []
        : [money(words.received, sale.receivedFen), money(words.change, sale.receivedFen - sale.amountFen)]),
      ...(sale.remark ? [pair(words.remark, sale.remark)] : []),
      rule,
      ...barcode(sale.orderNo, setting),
      ...foot(setting),
    ],
  }
  return slipOf(draft, setting)
}

/** The slip that tells the installer that binding worked (BEHAVIOUR F01). */
export function boundSlip(facts: { serialNumber: string; at: number }, setting: SlipSetting): SlipDocument {
  const words = SLIP_WORDS[setting.language]
  const draft: SlipDraft = {
    kind: 'bound',
    language: setting.language,
    rows: [
      ...head(setting),
      text(words.bound, { align: 'center', size: 2 }),
      pair(words.till, setting.deviceName),
      pair(words.serialNumber, facts.serialNumber),
      pair(words.time, slipTime(facts.at)),
      rule,
      text(words.boundNote),
      ...foot(setting),
    ],
  }
  return slipOf(draft, setting)
}
