import { fen, formatYuan } from '../../contract/money.ts'
import type { Language } from '../../contract/states.ts'
import type { Movement } from '../ledger/day-list.ts'
import { kindOf } from './sale-state.ts'

/** The heads of the columns (BEHAVIOUR F11), in the till's language. Amounts are yuan; of what goes back they are negative. */
const HEADS: Record<Language, readonly string[]> = {
  'zh-CN': [
    '时间',
    '类型',
    '单号',
    '原单号',
    '支付方式',
    '状态',
    '金额',
    '顾客实付',
    '优惠',
    '平台单号',
    '会员卡号',
    '工号',
    '姓名',
    '批准人',
    '备注',
  ],
  en: [
    'Time',
    'Kind',
    'Number',
    'Order number',
    'Tender',
    'State',
    'Amount',
    'Customer paid',
    'Discount',
    'Platform number',
    'Member card',
    'Staff number',
    'Staff',
    'Approved by',
    'Remark',
  ],
}

/** A field of RFC 4180; one that a spreadsheet would run as a formula is kept from being one. */
export function csvField(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) && !/^-?\d+\.\d\d$/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Lines of CSV, with the byte order mark that spreadsheets read Chinese by. */
export const csvOf = (lines: readonly (readonly (string | number | null)[])[]): string =>
  `\uFEFF${lines.map((line) => line.map(csvField).join(',')).join('\r\n')}\r\n`

export const yuan = (amount: number | null): string | null =>
  amount === null ? null : formatYuan(fen(amount), { grouping: false })

/** Local time to the second, as people sort by: `2026-11-25 09:05:07`. */
export function timeOf(at: number): string {
  const time = new Date(at)
  const two = (part: number): string => String(part).padStart(2, '0')
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-')
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`
}

/** What the list shows, as CSV (BEHAVIOUR F10). `stateOf` names a sale's state as the list does. */
export function ordersAsCsv(
  rows: readonly Movement[],
  language: Language,
  stateOf: (row: Movement & { kind: 'sale' }) => string,
): string {
  return csvOf([
    HEADS[language],
    ...rows.map((row) => {
      if (row.kind === 'sale') {
        const { sale } = row
        return [
          timeOf(sale.startedAt),
          kindOf(sale),
          sale.orderNo,
          sale.holdNo,
          sale.tender,
          stateOf(row),
          yuan(sale.amountFen),
          yuan(sale.paidFen),
          yuan(sale.discountFen),
          sale.platformTxnId,
          sale.membershipNumber,
          sale.staffId,
          sale.staffName,
          null,
          sale.remark,
        ]
      }
      const back =
        row.kind === 'refund'
          ? { ...row.refund, number: row.refund.refundNo, of: row.refund.orderNo, there: row.refund.platformRefundId }
          : { ...row.release, number: row.release.releaseNo, of: row.release.holdNo, there: row.release.platformReleaseId }
      return [
        timeOf(back.startedAt),
        row.kind,
        back.number,
        back.of,
        back.tender,
        back.state,
        yuan(-back.amountFen),
        null,
        null,
        back.there,
        null,
        back.staffId,
        back.staffName,
        back.approver?.name ?? null,
        'reason' in back ? back.reason : back.remark,
      ]
    }),
  ])
}
