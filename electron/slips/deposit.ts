import type { SlipDocument, SlipDraft } from '../../contract/slip.ts'
import { HOLD_LIFE } from '../../contract/states.ts'
import type { ReleaseRecord, SaleRecord } from '../ledger/records.ts'
import {
  barcode,
  foot,
  head,
  money,
  originRow,
  pair,
  rule,
  signature,
  slipOf,
  text,
  total,
  type SlipOrigin,
  type SlipSetting,
} from './rows.ts'
import { SLIP_WORDS, slipDay, slipTime } from './words.ts'

/** The slip that brings the deposit back (BEHAVIOUR 5, F06). Only a sale that came to be held has one; anything else throws. */
export function holdSlip(sale: SaleRecord, setting: SlipSetting, origin: SlipOrigin): SlipDocument {
  if (sale.purpose !== 'hold' || sale.state !== 'held') throw new Error('only a held deposit has a slip')
  if (sale.orderNo === null || sale.settledAt === null) throw new Error('a held deposit has a number and a time')
  const words = SLIP_WORDS[setting.language]
  const draft: SlipDraft = {
    kind: 'hold',
    language: setting.language,
    rows: [
      ...head(setting),
      text(words.hold, { align: 'center', size: 2 }),
      originRow(origin, setting),
      pair(words.holdNo, sale.orderNo),
      ...(sale.platformTxnId ? [pair(words.platformNo, sale.platformTxnId)] : []),
      ...(sale.tender ? [pair(words.tender, words.tenders[sale.tender])] : []),
      pair(words.time, slipTime(sale.settledAt)),
      pair(words.cashier, `${sale.staffName} ${sale.staffId}`),
      pair(words.till, setting.deviceName),
      rule,
      total(words.holdAmount, sale.amountFen, setting),
      ...(sale.remark ? [pair(words.remark, sale.remark)] : []),
      rule,
      text(words.keepSlip, { bold: true }),
      text(words.holdEnds),
      pair(words.returnedBy, slipDay(sale.settledAt + HOLD_LIFE)),
      ...(sale.tender === 'wechat' ? [text(words.wechatHoldNote)] : []),
      // Whatever is set: the deposit comes back by it.
      { kind: 'barcode', value: sale.orderNo },
      ...signature(setting),
      ...foot(setting),
    ],
  }
  return slipOf(draft, setting)
}

/** The slip of what was taken from a deposit (BEHAVIOUR F07): used, held and returned. Only a paid or later refunded capture has one. */
export function captureSlip(sale: SaleRecord, setting: SlipSetting, origin: SlipOrigin): SlipDocument {
  if (sale.way !== 'capture' || (sale.state !== 'paid' && sale.state !== 'refunded'))
    throw new Error('only a paid capture has a slip')
  if (sale.orderNo === null || sale.holdNo === null) throw new Error('a capture has a number and a hold')
  const words = SLIP_WORDS[setting.language]
  const draft: SlipDraft = {
    kind: 'capture',
    language: setting.language,
    rows: [
      ...head(setting),
      text(words.capture, { align: 'center', size: 2 }),
      originRow(origin, setting),
      pair(words.orderNo, sale.orderNo),
      pair(words.holdNo, sale.holdNo),
      ...(sale.platformTxnId ? [pair(words.platformNo, sale.platformTxnId)] : []),
      ...(sale.tender ? [pair(words.tender, words.tenders[sale.tender])] : []),
      pair(words.time, slipTime(sale.settledAt ?? sale.startedAt)),
      pair(words.cashier, `${sale.staffName} ${sale.staffId}`),
      pair(words.till, setting.deviceName),
      rule,
      total(words.captureAmount, sale.amountFen, setting),
      ...(sale.heldFen === null ? [] : [money(words.held, sale.heldFen)]),
      ...(sale.returnedFen === null ? [] : [money(words.returned, sale.returnedFen)]),
      ...(sale.remark ? [pair(words.remark, sale.remark)] : []),
      rule,
      ...(sale.returnedFen ? [text(words.returnNote)] : []),
      // The order's number, not the hold's: what was used is an order of its own, and can be refunded.
      ...barcode(sale.orderNo, setting),
      ...signature(setting),
      ...foot(setting),
    ],
  }
  return slipOf(draft, setting)
}

/** The slip of a deposit that went back (BEHAVIOUR F08). Any other state throws: a release that was only taken on moved nothing yet. */
export function releaseSlip(release: ReleaseRecord, setting: SlipSetting, origin: SlipOrigin): SlipDocument {
  if (release.state !== 'succeeded') throw new Error('only a release that succeeded has a slip')
  const words = SLIP_WORDS[setting.language]
  const draft: SlipDraft = {
    kind: 'release',
    language: setting.language,
    rows: [
      ...head(setting),
      text(words.release, { align: 'center', size: 2 }),
      originRow(origin, setting),
      pair(words.releaseNo, release.releaseNo),
      pair(words.holdNo, release.holdNo),
      ...(release.platformReleaseId ? [pair(words.platformNo, release.platformReleaseId)] : []),
      pair(words.tender, words.tenders[release.tender]),
      pair(words.time, slipTime(release.settledAt ?? release.startedAt)),
      pair(words.cashier, `${release.staffName} ${release.staffId}`),
      ...(release.approver ? [pair(words.approver, `${release.approver.name} ${release.approver.staffId}`)] : []),
      pair(words.till, setting.deviceName),
      rule,
      total(words.releaseAmount, release.amountFen, setting),
      money(words.held, release.heldFen),
      ...(release.remark ? [pair(words.remark, release.remark)] : []),
      rule,
      text(words.returnNote),
      // The hold's number, not the release's: whoever scans the slip wants to see the deposit.
      ...barcode(release.holdNo, setting),
      ...signature(setting),
      ...foot(setting),
    ],
  }
  return slipOf(draft, setting)
}
