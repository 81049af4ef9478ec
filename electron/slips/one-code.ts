import type { SlipDocument, SlipDraft } from '../../contract/slip.ts'
import type { OneCodeRecord } from '../till/one-code-record.ts'
import { barcode, foot, head, money, originRow, pair, rule, slipOf, text, total, type SlipSetting } from './rows.ts'
import { SLIP_WORDS, slipTime } from './words.ts'

/**
 * The slip of a payment by a QR code on the wall, or of its refund (BEHAVIOUR 5, F19): with the code's name, the transaction amount and the
 * settlement amount. Nobody took it at this till, so it names no cashier and opens no drawer.
 */
export function oneCodeSlip(record: OneCodeRecord, setting: SlipSetting): SlipDocument {
  const words = SLIP_WORDS[setting.language]
  const back = record.kind === 'refund'
  const { tender, platformTxnId, paidFen, discountFen, settledFen, remark } = record
  const draft: SlipDraft = {
    kind: record.kind,
    language: setting.language,
    rows: [
      ...head(setting),
      text(back ? words.oneCodeRefund : words.oneCode, { align: 'center', size: 2 }),
      originRow('auto', setting),
      ...(back ? [pair(words.refundNo, record.number)] : []),
      pair(words.orderNo, record.orderNo),
      ...(platformTxnId ? [pair(words.platformNo, platformTxnId)] : []),
      ...(tender ? [pair(words.tender, words.tenders[tender])] : []),
      pair(words.codeName, record.codeName),
      pair(words.time, slipTime(record.at)),
      pair(words.till, setting.deviceName),
      rule,
      total(back ? words.refundAmount : words.transactionAmount, record.amountFen, setting),
      ...(discountFen ? [money(words.discount, discountFen), money(words.paid, paidFen ?? record.amountFen - discountFen)] : []),
      ...(settledFen === null ? [] : [money(back ? words.settledBack : words.settled, settledFen)]),
      ...(remark ? [pair(back ? words.reason : words.remark, remark)] : []),
      rule,
      ...barcode(record.orderNo, setting),
      ...foot(setting),
    ],
  }
  return slipOf(draft, setting)
}
