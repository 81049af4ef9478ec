import { openBook } from '../../electron/ledger/book.ts'
import { csvOf } from '../../electron/till/orders-csv.ts'

const COLUMNS = [
  'startedAt',
  'orderNo',
  'state',
  'tender',
  'amountFen',
  'paidFen',
  'discountFen',
  'platformTxnId',
  'staffId',
  'remark',
] as const

export interface BookRow {
  readonly orderNo: string | null
  readonly state: string
  readonly amountFen: number
}

/** The sales of a book that no till has open: as CSV text (with a byte order mark, for Excel) and as rows. */
export function salesAsCsv(path: string, now: number): { csv: string; rows: BookRow[]; journalHolds: boolean } {
  const book = openBook(path, now)
  if (!book.ok) throw new Error(`the book cannot be read: ${book.fault.code}`)
  const rows = book.value.lists.sales(0, Number.MAX_SAFE_INTEGER)
  const journalHolds = book.value.firstBrokenRow() === null
  book.value.close()
  const lines = rows.map((sale) =>
    COLUMNS.map((name) => (name === 'startedAt' ? new Date(sale.startedAt).toISOString() : sale[name])),
  )
  return { csv: csvOf([COLUMNS, ...lines]), rows, journalHolds }
}
