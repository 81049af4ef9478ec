import type { SlipDocument, SlipDraft } from '../../contract/slip.ts'
import type { RefundRecord } from '../ledger/records.ts'
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

/** The slip of a refund that Cloud Pay accepted (BEHAVIOUR 5, F12). Any other state throws: nothing was promised then. */
export function refundSlip(refund: RefundRecord, setting: SlipSetting, origin: SlipOrigin): SlipDocument {
  if (refund.state !== 'accepted' && refund.state !== 'succeeded') throw new Error('only an accepted refund has a slip')
  const words = SLIP_WORDS[setting.language]
  const draft: SlipDraft = {
    kind: 'refund',
    language: setting.language,
    openDrawer: opensDrawer(origin, setting),
    rows: [
      ...head(setting),
      text(words.refund, { align: 'center', size: 2 }),
      originRow(origin, setting),
      pair(words.refundNo, refund.refundNo),
      pair(words.orderNo, refund.orderNo),
      ...(refund.platformRefundId ? [pair(words.platformNo, refund.platformRefundId)] : []),
      pair(words.tender, words.tenders[refund.tender]),
      pair(words.time, slipTime(refund.acceptedAt ?? refund.startedAt)),
      pair(words.cashier, `${refund.staffName} ${refund.staffId}`),
      ...(refund.approver ? [pair(words.approver, `${refund.approver.name} ${refund.approver.staffId}`)] : []),
      pair(words.till, setting.deviceName),
      rule,
      total(words.refundAmount, refund.amountFen, setting),
      money(words.orderAmount, refund.orderFen),
      ...(refund.reason ? [pair(words.reason, refund.reason)] : []),
      rule,
      text(words.refundNote),
      // The order's number, not the refund's: whoever scans the slip wants to see the order.
      ...barcode(refund.orderNo, setting),
      ...foot(setting),
    ],
  }
  return slipOf(draft, setting)
}
