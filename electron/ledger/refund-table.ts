import { ACCEPTED_REFUND_STATES, COUNTED_REFUND_STATES, OPEN_REFUND_STATES } from '../../contract/states.ts'
import { refundRecordSchema, type RefundRecord } from './records.ts'
import type { Sqlite } from './open.ts'

interface GivenBack {
  readonly countedFen: number
  readonly acceptedFen: number
  readonly lastAt: number | null
}

/** The refunds of the book. `put` is called inside the transaction of the step that moved the refund. */
export function refundsOf(database: Sqlite) {
  const insert = database.prepare(
    `INSERT INTO refund (refund_id, refund_no, order_no, amount_fen, state, started_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (refund_id) DO UPDATE SET state = excluded.state, body = excluded.body`,
  )
  const listed = (states: readonly string[]): string => states.map((state) => `'${state}'`).join()
  const sums = database.prepare(
    `SELECT coalesce(sum(CASE WHEN state IN (${listed(COUNTED_REFUND_STATES)}) THEN amount_fen END), 0) AS countedFen,
            coalesce(sum(CASE WHEN state IN (${listed(ACCEPTED_REFUND_STATES)}) THEN amount_fen END), 0) AS acceptedFen,
            max(CASE WHEN state IN (${listed(ACCEPTED_REFUND_STATES)}) THEN started_at END) AS lastAt
     FROM refund WHERE order_no = ?`,
  )
  const read = (where: string, ...values: string[]): RefundRecord[] =>
    (database.prepare(`SELECT body FROM refund ${where}`).all(...values) as { body: string }[]).map((row) =>
      refundRecordSchema.parse(JSON.parse(row.body)),
    )

  return {
    put(refund: RefundRecord): void {
      const { refundId, refundNo, orderNo, amountFen, state, startedAt } = refund
      insert.run(refundId, refundNo, orderNo, amountFen, state, startedAt, JSON.stringify(refund))
    },
    byNumber: (refundNo: string): RefundRecord | null => read('WHERE refund_no = ?', refundNo)[0] ?? null,
    ofOrder: (orderNo: string): RefundRecord[] => read('WHERE order_no = ? ORDER BY started_at, rowid', orderNo),
    /** Refunds that are not known to have ended, oldest first. */
    open: (): RefundRecord[] => read(`WHERE state IN (${listed(OPEN_REFUND_STATES)}) ORDER BY started_at, rowid`),
    /** What was given back of an order here, in fen: with and without the refunds that are not known yet; and when last. */
    givenBack(orderNo: string): GivenBack {
      const [row] = sums.all(orderNo) as GivenBack[]
      return row ?? { countedFen: 0, acceptedFen: 0, lastAt: null }
    },
  }
}
