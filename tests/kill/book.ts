import Database from 'libsql'
import { z } from 'zod'
import { bookOn } from '../../electron/ledger/book.ts'
import {
  holdRecordSchema,
  refundRecordSchema,
  releaseRecordSchema,
  saleRecordSchema,
  slipJobSchema,
  type HoldRecord,
  type RefundRecord,
  type ReleaseRecord,
  type SaleRecord,
} from '../../electron/ledger/records.ts'
import { holdSums, type HoldSums } from '../../electron/till/hold-sums.ts'
import type { MoneyCall } from './line.ts'

/** A slip of the book, without what stands on it. */
export const foundSlipSchema = slipJobSchema.pick({ event: true, orderNo: true, copy: true, state: true, fault: true })
export type FoundSlip = z.infer<typeof foundSlipSchema>

/** All of it went to the printer; a printer that is slow to answer has not said yet that it is on paper. */
export const isOut = ({ state }: Pick<FoundSlip, 'state'>): boolean => state === 'printed' || state === 'sent'

/** A deposit of the book, and where its money is by what the till shows. */
export interface FoundDeposit {
  readonly hold: HoldRecord
  readonly sums: HoldSums
}

/** All that the book says at one moment. */
export interface FoundBook {
  /** What SQLite finds wrong with the file, and the first row of the journal that does not hold; empty when all is well. */
  readonly damage: readonly string[]
  /** In the order they were started. */
  readonly sales: readonly SaleRecord[]
  readonly refunds: readonly RefundRecord[]
  readonly deposits: readonly FoundDeposit[]
  readonly releases: readonly ReleaseRecord[]
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
    const bodies = (table: string, by = 'started_at'): unknown[] =>
      (database.prepare(`SELECT body FROM ${table} ORDER BY ${by}, rowid`).all() as { body: string }[]).map(
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
      deposits: z
        .array(holdRecordSchema)
        .parse(bodies('hold', 'held_at'))
        .map((hold) => ({ hold, sums: holdSums(hold, book.holds.own(hold.holdNo)) })),
      releases: z.array(releaseRecordSchema).parse(bodies('release')),
      slips: (slips as SlipRow[]).map((row) => foundSlipSchema.parse({ ...row, orderNo: row.order_no, copy: row.copy === 1 })),
      atTheTill: stay?.kind === 'staff.signedIn' ? stay.subject : null,
    }
  } finally {
    database.close()
  }
}

/** How each kind of money call has to stand in the book by the time it is sent: number, amount, and the hold it is of. */
const WRITTEN: Readonly<Record<MoneyCall['kind'], string>> = {
  charge: "SELECT 1 FROM sale WHERE order_no = :number AND amount_fen = :amountFen AND body ->> 'purpose' = 'sale'",
  topUp: `SELECT 1 FROM sale WHERE order_no = :number AND amount_fen = :amountFen AND body ->> 'purpose' = 'topUp'
    AND body ->> '$.topUp.cardNo' = :of`,
  hold: "SELECT 1 FROM sale WHERE order_no = :number AND amount_fen = :amountFen AND body ->> 'purpose' = 'hold'",
  capture: "SELECT 1 FROM sale WHERE order_no = :number AND amount_fen = :amountFen AND body ->> 'holdNo' = :of",
  refund: 'SELECT 1 FROM refund WHERE refund_no = :number AND amount_fen = :amountFen AND order_no = :of',
  release: 'SELECT 1 FROM release WHERE release_no = :number AND amount_fen = :amountFen AND hold_no = :of',
}

/** Whether the number and what it stands for are in the book, on the disk, at this moment. */
export function bookHas(path: string, { kind, number, of, amountFen }: MoneyCall): boolean {
  const database = new Database(path, { readonly: true })
  try {
    const named = kind === 'charge' || kind === 'hold' ? { number, amountFen } : { number, amountFen, of }
    return database.prepare(WRITTEN[kind]).all(named).length === 1
  } finally {
    database.close()
  }
}
