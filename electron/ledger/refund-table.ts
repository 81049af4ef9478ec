import { ACCEPTED_REFUND_STATES, COUNTED_REFUND_STATES, OPEN_REFUND_STATES } from '../../contract/states.ts'
import { refundRecordSchema, type RefundRecord } from './records.ts'
import type { Sqlite } from './open.ts'
import { recordReader } from './record-reader.ts'

interface GivenBack {
  readonly countedFen: number
  readonly acceptedFen: number
  readonly lastAt: number | null
}

const listed = (states: readonly string[]): string => states.map((state) => `'${state}'`).join()
const OPEN = `WHERE state IN (${listed(OPEN_REFUND_STATES)}) ORDER BY started_at, rowid`
const SUMS = `SELECT coalesce(sum(CASE WHEN state IN (${listed(COUNTED_REFUND_STATES)}) THEN amount_fen END), 0) AS countedFen,
    coalesce(sum(CASE WHEN state IN (${listed(ACCEPTED_REFUND_STATES)}) THEN amount_fen END), 0) AS acceptedFen,
    max(CASE WHEN state IN (${listed(ACCEPTED_REFUND_STATES)}) THEN started_at END) AS lastAt
  FROM refund WHERE order_no = ?`

const SETTLED = `SELECT coalesce(sum(coalesce(body ->> 'settledFen', amount_fen)), 0) AS fen FROM refund
  WHERE order_no = ? AND state IN (${listed(COUNTED_REFUND_STATES)})`

/** The refunds of the book. `put` is called inside the transaction of the step that moved the refund. */
export function refundsOf(database: Sqlite) {
  const insert = database.prepare(
    `INSERT INTO refund (refund_id, refund_no, order_no, amount_fen, state, started_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (refund_id) DO UPDATE SET state = excluded.state, body = excluded.body`,
  )
  const sums = database.prepare(SUMS)
  const settled = database.prepare(SETTLED)
  const refunds = recordReader(database, 'refund', refundRecordSchema)

  return {
    put(refund: RefundRecord): void {
      const { refundId, refundNo, orderNo, amountFen, state, startedAt } = refund
      insert.run(refundId, refundNo, orderNo, amountFen, state, startedAt, JSON.stringify(refund))
    },
    byNumber: (refundNo: string): RefundRecord | null => refunds.first('WHERE refund_no = ?', refundNo),
    ofOrder: (orderNo: string): RefundRecord[] => refunds.all('WHERE order_no = ? ORDER BY started_at, rowid', orderNo),
    /** Refunds that are not known to have ended, oldest first. */
    open: (): RefundRecord[] => refunds.all(OPEN),
    /** What was taken back from the shop's settlement of an order here, also by refunds that are not known yet, fen. */
    settledBack: (orderNo: string): number => (settled.get(orderNo) as { fen: number }).fen,
    /** What was given back of an order here, in fen: with and without the refunds that are not known yet; and when last. */
    givenBack(orderNo: string): GivenBack {
      const row = sums.get(orderNo) as GivenBack | undefined
      return row ?? { countedFen: 0, acceptedFen: 0, lastAt: null }
    },
  }
}
