import type { Sqlite } from '../../../electron/ledger/open.ts'
import type { SaleWay } from '../../../contract/states.ts'
import type { RefundRecord, SaleRecord, SlipJob } from '../../../electron/ledger/records.ts'
import { prepared } from './disk.ts'

export interface SaleRow {
  readonly saleId: string
  readonly orderNo: string
  readonly amountFen: number
  readonly state: SaleRecord['state']
  readonly way: SaleWay
  /** A manager dismissed it as a conflict. */
  readonly dismissed: 0 | 1
}
export interface RefundRow {
  readonly refundId: string
  readonly refundNo: string
  readonly orderNo: string
  readonly amountFen: number
  readonly state: RefundRecord['state']
  readonly authority: RefundRecord['authority']
  readonly approver: string | null
  readonly reason: string
}
export interface SlipRow {
  readonly jobId: string
  readonly event: string
  readonly orderNo: string | null
  readonly copy: 0 | 1
  readonly state: SlipJob['state']
}

const SALE = `SELECT sale_id AS saleId, order_no AS orderNo, amount_fen AS amountFen, state, body ->> 'way' AS way,
    body ->> '$.dismissed.staffId' IS NOT NULL AS dismissed FROM sale`
const REFUND = `SELECT refund_id AS refundId, refund_no AS refundNo, order_no AS orderNo, amount_fen AS amountFen, state,
    body ->> 'authority' AS authority, body ->> '$.approver.staffId' AS approver, body ->> 'reason' AS reason
  FROM refund`
const SLIP = 'SELECT job_id AS jobId, event, order_no AS orderNo, copy, state FROM slip'
const OPEN = `SELECT 1 FROM sale WHERE state IN ('sending', 'pendingCustomer', 'closing', 'reversing', 'unknown')
  UNION ALL SELECT 1 FROM refund WHERE state IN ('sending', 'accepted', 'unknown')
  UNION ALL SELECT 1 FROM slip WHERE state IN ('waiting', 'sending') LIMIT 1`

/** What stands on the disk, read past the book's own eyes and past all faults. */
export function rowsOf(database: Sqlite) {
  const read = (sql: string): unknown[] => prepared(database, sql).all()
  const one = (sql: string, value: string): unknown => prepared(database, sql).get(value)
  return {
    /** Sales that got a number. */
    sales: () => read(`${SALE} WHERE order_no IS NOT NULL`) as SaleRow[],
    refunds: () => read(REFUND) as RefundRow[],
    slips: () => read(SLIP) as SlipRow[],
    sale: (orderNo: string) => one(`${SALE} WHERE order_no = ?`, orderNo) as SaleRow | undefined,
    refund: (refundNo: string) => one(`${REFUND} WHERE refund_no = ?`, refundNo) as RefundRow | undefined,
    /** Nothing is under way any more: no money and no slip. */
    allKnown: () => prepared(database, OPEN).get() === undefined,
  }
}
export type Rows = ReturnType<typeof rowsOf>
