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

/** The slip of a paid top-up: it is told from a sale's by its head and by the card it went on (BEHAVIOUR 5, F16). Anything else throws. */
export function topUpSlip(sale: SaleRecord, setting: SlipSetting, origin: SlipOrigin): SlipDocument {
  const { orderNo, topUp, tender } = sale
  if (orderNo === null || topUp === null || (sale.state !== 'paid' && sale.state !== 'refunded'))
    throw new Error('only a paid top-up has a slip')
  const words = SLIP_WORDS[setting.language]
  const gift = topUp.giftFen ?? 0
  const draft: SlipDraft = {
    kind: 'payment',
    language: setting.language,
    openDrawer: opensDrawer(origin, setting),
    rows: [
      ...head(setting),
      text(words.topUp, { align: 'center', size: 2 }),
      originRow(origin, setting),
      pair(words.orderNo, orderNo),
      ...(sale.platformTxnId ? [pair(words.platformNo, sale.platformTxnId)] : []),
      ...(tender ? [pair(words.tender, words.tenders[tender])] : []),
      pair(words.memberCard, topUp.cardNo ?? sale.membershipNumber ?? ''),
      ...(topUp.name === null ? [] : [pair(words.member, topUp.name)]),
      pair(words.time, slipTime(sale.settledAt ?? sale.startedAt)),
      pair(words.cashier, `${sale.staffName} ${sale.staffId}`),
      pair(words.till, setting.deviceName),
      rule,
      total(words.topUpAmount, sale.amountFen, setting),
      ...(sale.discountFen
        ? [money(words.discount, sale.discountFen), money(words.paid, sale.amountFen - sale.discountFen)]
        : []),
      ...(gift > 0 ? [money(words.gift, gift), money(words.credited, sale.amountFen + gift)] : []),
      ...(sale.remark ? [pair(words.remark, sale.remark)] : []),
      rule,
      ...barcode(orderNo, setting),
      ...foot(setting),
    ],
  }
  return slipOf(draft, setting)
}
