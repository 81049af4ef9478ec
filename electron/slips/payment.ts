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
  type Row,
  type SlipOrigin,
  type SlipSetting,
} from './rows.ts'
import { SLIP_WORDS, slipTime } from './words.ts'

/** What tells the slip of one kind of payment from that of another. */
interface PaidKind {
  readonly title: string
  readonly amount: string
  /** Whose card it was, or went on. */
  readonly card: readonly Row[]
  /** Beneath the sum. */
  readonly beneath: readonly Row[]
}

/** What is on the card afterwards, where that was told by the time the slip is laid out. */
const balanceRow = ({ balanceFen }: SaleRecord, { language }: SlipSetting): Row[] =>
  balanceFen === null ? [] : [money(SLIP_WORDS[language].cardBalance, balanceFen)]

/** What was handed over in cash, and what went back. */
function cashRows({ receivedFen, amountFen }: SaleRecord, { language }: SlipSetting): Row[] {
  const words = SLIP_WORDS[language]
  return receivedFen === null ? [] : [money(words.received, receivedFen), money(words.change, receivedFen - amountFen)]
}

function paidSlip(sale: SaleRecord, setting: SlipSetting, origin: SlipOrigin, kind: PaidKind): SlipDocument {
  if (sale.orderNo === null || (sale.state !== 'paid' && sale.state !== 'refunded'))
    throw new Error('only what was paid has a slip')
  const words = SLIP_WORDS[setting.language]
  const draft: SlipDraft = {
    kind: 'payment',
    language: setting.language,
    openDrawer: opensDrawer(origin, setting),
    rows: [
      ...head(setting),
      text(kind.title, { align: 'center', size: 2 }),
      originRow(origin, setting),
      pair(words.orderNo, sale.orderNo),
      ...(sale.platformTxnId ? [pair(words.platformNo, sale.platformTxnId)] : []),
      ...(sale.tender ? [pair(words.tender, words.tenders[sale.tender])] : []),
      ...kind.card,
      pair(words.time, slipTime(sale.settledAt ?? sale.startedAt)),
      pair(words.cashier, `${sale.staffName} ${sale.staffId}`),
      pair(words.till, setting.deviceName),
      rule,
      total(kind.amount, sale.amountFen, setting),
      ...(sale.discountFen
        ? [money(words.discount, sale.discountFen), money(words.paid, sale.amountFen - sale.discountFen)]
        : []),
      ...kind.beneath,
      ...(sale.remark ? [pair(words.remark, sale.remark)] : []),
      rule,
      ...barcode(sale.orderNo, setting),
      ...foot(setting),
    ],
  }
  return slipOf(draft, setting)
}

/** The slip of a paid sale (BEHAVIOUR 5). Only a paid or later refunded sale has one; anything else throws, a deposit or a top-up too. */
export function paymentSlip(sale: SaleRecord, setting: SlipSetting, origin: SlipOrigin): SlipDocument {
  if (sale.purpose !== 'sale' || sale.way === 'capture') throw new Error('a deposit and a top-up have slips of their own')
  const words = SLIP_WORDS[setting.language]
  const { membershipNumber } = sale
  return paidSlip(sale, setting, origin, {
    title: words.payment,
    amount: words.amount,
    card: membershipNumber ? [pair(words.memberCard, membershipNumber)] : [],
    beneath: [...cashRows(sale, setting), ...balanceRow(sale, setting)],
  })
}

/** The slip of a paid top-up: it is told from a sale's by its head and by the card it went on (BEHAVIOUR 5, F16). Anything else throws. */
export function topUpSlip(sale: SaleRecord, setting: SlipSetting, origin: SlipOrigin): SlipDocument {
  const { topUp, amountFen } = sale
  const cardNo = topUp?.cardNo ?? null
  if (topUp === null || cardNo === null) throw new Error('a top-up goes on a card')
  const words = SLIP_WORDS[setting.language]
  const bonus = topUp.bonusFen ?? 0
  return paidSlip(sale, setting, origin, {
    title: words.topUp,
    amount: words.topUpAmount,
    card: [pair(words.memberCard, cardNo), ...(topUp.name === null ? [] : [pair(words.member, topUp.name)])],
    beneath: [
      ...cashRows(sale, setting),
      ...(bonus > 0 ? [money(words.bonus, bonus), money(words.credited, amountFen + bonus)] : []),
      ...balanceRow(sale, setting),
    ],
  })
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
