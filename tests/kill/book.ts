import Database from 'libsql'
import { z } from 'zod'
import { bookOn } from '../../electron/ledger/book.ts'
import {
  refundRecordSchema,
  saleRecordSchema,
  slipJobSchema,
  type RefundRecord,
  type SaleRecord,
} from '../../electron/ledger/records.ts'

/** A slip of the book, without what stands on it. */
export const foundSlipSchema = slipJobSchema.pick({ event: true, orderNo: true, copy: true, state: true, fault: true })
export type FoundSlip = z.infer<typeof foundSlipSchema>

/** All that the book says at one moment. */
export interface FoundBook {
  /** What SQLite finds wrong with the file, and the first row of the journal that does not hold; empty when all is well. */
  readonly damage: readonly string[]
  /** In the order they were started. */
  readonly sales: readonly SaleRecord[]
  readonly refunds: readonly RefundRecord[]
  readonly slips: readonly FoundSlip[]
  /** Staff number of whom the journal says is at the till; null when it says nobody. */
  readonly atTheTill: string | null
}

interface SlipRow {
  event: string
  order_no: string | null
  copy: number
  state: string
  fault: string | null
}

/**
 * Reads the book from outside, in one glance, whether a till runs or was killed: read-only, so that not one byte of the
 * book or its write-ahead log changes, and the next till finds what the last one left.
 */
export function readBook(path: string): FoundBook {
  const database = new Database(path, { readonly: true })
  try {
    database.exec('BEGIN')
    const bodies = (table: string): unknown[] =>
      (database.prepare(`SELECT body FROM ${table} ORDER BY started_at, rowid`).all() as { body: string }[]).map(
        (row) => JSON.parse(row.body) as unknown,
      )
    const slips = database.prepare('SELECT event, order_no, copy, state, fault FROM slip ORDER BY made_at, rowid').all()
    const findings = (database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[])
      .map((row) => row.integrity_check)
      .filter((finding) => finding !== 'ok')
    const book = bookOn(database, () => undefined)
    const broken = book.firstBrokenRow()
    const stay = book.journal().findLast((row) => row.kind === 'staff.signedIn' || row.kind === 'staff.signedOut')
    return {
      damage: broken === null ? findings : [...findings, `the journal does not hold at row ${broken}`],
      sales: z.array(saleRecordSchema).parse(bodies('sale')),
      refunds: z.array(refundRecordSchema).parse(bodies('refund')),
      slips: (slips as SlipRow[]).map((row) => foundSlipSchema.parse({ ...row, orderNo: row.order_no, copy: row.copy === 1 })),
      atTheTill: stay?.kind === 'staff.signedIn' ? stay.subject : null,
    }
  } finally {
    database.close()
  }
}

/** Whether the number and what it stands for are in the book, on the disk, at this moment. */
export function bookHas(path: string, call: { kind: 'charge' | 'refund'; number: string; amountFen: number }): boolean {
  const database = new Database(path, { readonly: true })
  try {
    const sql =
      call.kind === 'charge'
        ? 'SELECT 1 FROM sale WHERE order_no = ? AND amount_fen = ?'
        : 'SELECT 1 FROM refund WHERE refund_no = ? AND amount_fen = ?'
    return database.prepare(sql).all(call.number, call.amountFen).length === 1
  } finally {
    database.close()
  }
}
