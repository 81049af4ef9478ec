import type { Language } from '../../contract/states.ts'
import type { Movement } from '../ledger/day-list.ts'
import { kindOf } from '../till/sale-state.ts'
import { amount, type Cell } from './cells.ts'

/** The heads of the columns (BEHAVIOUR F11), in the till's language. Amounts are yuan; of what goes back they are negative. */
export const ORDER_HEADS: Record<Language, readonly string[]> = {
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

/** A movement as a line of the table. `state`: how the list calls where it stands. */
export function orderLine(row: Movement, state: string): Cell[] {
  if (row.kind === 'sale') {
    const { sale } = row
    return [
      { at: sale.startedAt },
      kindOf(sale),
      sale.orderNo,
      sale.holdNo,
      sale.tender,
      state,
      { fen: sale.amountFen },
      amount(sale.paidFen),
      amount(sale.discountFen),
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
    { at: back.startedAt },
    row.kind,
    back.number,
    back.of,
    back.tender,
    state,
    { fen: -back.amountFen },
    null,
    null,
    back.there,
    null,
    back.staffId,
    back.staffName,
    back.approver?.name ?? null,
    'reason' in back ? back.reason : back.remark,
  ]
}
