import type { Sqlite } from '../../../electron/ledger/open.ts'
import type { Purpose, SaleWay, Tender } from '../../../contract/states.ts'
import type { RefundRecord, ReleaseRecord, SaleRecord, SlipJob } from '../../../electron/ledger/records.ts'
import { prepared } from './disk.ts'

export interface SaleRow {
  readonly saleId: string
  readonly orderNo: string
  readonly amountFen: number
  readonly state: SaleRecord['state']
  readonly way: SaleWay
  readonly purpose: Purpose
  /** Of a capture. */
  readonly holdNo: string | null
  readonly releaseRest: 0 | 1 | null
  readonly returnedFen: number | null
  readonly staffId: string
  readonly tender: Tender | null
  /** Of a top-up: the card that it goes on, and what comes with it. */
  readonly topUpCard: string | null
  readonly bonusFen: number | null
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
export interface ReleaseRow {
  readonly releaseId: string
  readonly releaseNo: string
  readonly holdNo: string
  readonly amountFen: number
  readonly state: ReleaseRecord['state']
  readonly authority: ReleaseRecord['authority']
  readonly approver: string | null
  readonly staffId: string
}
export interface HoldRow {
  readonly holdNo: string
  readonly heldFen: number
  /** By the last that Cloud Pay told; null before it did. */
  readonly autoReleasedFen: number | null
}
/** What the journal says of a change of a balance by hand. */
export interface AdjustmentRow {
  readonly number: string
  readonly event: 'began' | 'done' | 'refused' | 'notSent'
  readonly cardNo: string
  readonly amountFen: number
  readonly remark: string
  readonly staffId: string
}
export interface SlipRow {
  readonly jobId: string
  readonly event: string
  readonly orderNo: string | null
  readonly copy: 0 | 1
  readonly state: SlipJob['state']
}

const SALE = `SELECT sale_id AS saleId, order_no AS orderNo, amount_fen AS amountFen, state, body ->> 'way' AS way,
    body ->> 'purpose' AS purpose, body ->> 'holdNo' AS holdNo, body ->> 'releaseRest' AS releaseRest,
    body ->> 'returnedFen' AS returnedFen, body ->> 'staffId' AS staffId, body ->> 'tender' AS tender,
    body ->> '$.topUp.cardNo' AS topUpCard, body ->> '$.topUp.bonusFen' AS bonusFen,
    body ->> '$.dismissed.staffId' IS NOT NULL AS dismissed FROM sale`
const REFUND = `SELECT refund_id AS refundId, refund_no AS refundNo, order_no AS orderNo, amount_fen AS amountFen, state,
    body ->> 'authority' AS authority, body ->> '$.approver.staffId' AS approver, body ->> 'reason' AS reason
  FROM refund`
const RELEASE = `SELECT release_id AS releaseId, release_no AS releaseNo, hold_no AS holdNo, amount_fen AS amountFen, state,
    body ->> 'authority' AS authority, body ->> '$.approver.staffId' AS approver, body ->> 'staffId' AS staffId
  FROM release`
const HOLD = `SELECT hold_no AS holdNo, held_fen AS heldFen, body ->> '$.told.autoReleasedFen' AS autoReleasedFen FROM hold`
const PROBE = `SELECT 1 FROM journal WHERE kind = 'deposit.checking' AND body ->> 'holdNo' = ?`
const ADJUSTMENT = `SELECT subject AS number, substr(kind, 15) AS event, body ->> 'cardNo' AS cardNo,
    body ->> 'amountFen' AS amountFen, body ->> 'remark' AS remark, body ->> 'staffId' AS staffId
  FROM journal WHERE kind GLOB 'member.adjust.*' ORDER BY seq`
const SLIP = 'SELECT job_id AS jobId, event, order_no AS orderNo, copy, state FROM slip'
const OPEN = `SELECT 1 FROM sale WHERE state IN ('sending', 'pendingCustomer', 'closing', 'reversing', 'unknown')
  UNION ALL SELECT 1 FROM refund WHERE state IN ('sending', 'accepted', 'unknown')
  UNION ALL SELECT 1 FROM release WHERE state IN ('sending', 'accepted', 'unknown')
  UNION ALL SELECT 1 FROM slip WHERE state IN ('waiting', 'sending') LIMIT 1`

/** What stands on the disk, read past the book's own eyes and past all faults. */
export function rowsOf(database: Sqlite) {
  const read = (sql: string): unknown[] => prepared(database, sql).all()
  const one = (sql: string, value: string): unknown => prepared(database, sql).get(value)
  return {
    /** Sales that got a number. */
    sales: () => read(`${SALE} WHERE order_no IS NOT NULL`) as SaleRow[],
    refunds: () => read(REFUND) as RefundRow[],
    releases: () => read(RELEASE) as ReleaseRow[],
    holds: () => read(HOLD) as HoldRow[],
    adjustments: () => read(ADJUSTMENT) as AdjustmentRow[],
    slips: () => read(SLIP) as SlipRow[],
    sale: (orderNo: string) => one(`${SALE} WHERE order_no = ?`, orderNo) as SaleRow | undefined,
    refund: (refundNo: string) => one(`${REFUND} WHERE refund_no = ?`, refundNo) as RefundRow | undefined,
    release: (releaseNo: string) => one(`${RELEASE} WHERE release_no = ?`, releaseNo) as ReleaseRow | undefined,
    releasesOf: (holdNo: string) => prepared(database, `${RELEASE} WHERE hold_no = ?`).all(holdNo) as ReleaseRow[],
    capturesOf: (holdNo: string) =>
      prepared(database, `${SALE} WHERE body ->> 'holdNo' IS NOT NULL AND body ->> 'holdNo' = ?`).all(holdNo) as SaleRow[],
    /** The look whether deposits can be taken has written this number down. */
    isProbe: (number: string) => one(PROBE, number) !== undefined,
    /** Nothing is under way any more: no money and no slip. */
    allKnown: () => prepared(database, OPEN).get() === undefined,
  }
}
export type Rows = ReturnType<typeof rowsOf>
