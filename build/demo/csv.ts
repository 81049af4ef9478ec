import { openBook } from '../../electron/ledger/book.ts'

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

/** A field of RFC 4180; one that a spreadsheet would run as a formula is kept from being one. */
function field(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export interface BookRow {
  readonly orderNo: string | null
  readonly state: string
  readonly amountFen: number
}

/** The sales of a book that no till has open: as CSV text (with a byte order mark, for Excel) and as rows. */
export function salesAsCsv(path: string, now: number): { csv: string; rows: BookRow[]; journalHolds: boolean } {
  const book = openBook(path, now)
  if (!book.ok) throw new Error(`the book cannot be read: ${book.fault.code}`)
  const { rows } = book.value.salesBetween(0, Number.MAX_SAFE_INTEGER, null, 0, 100_000)
  const journalHolds = book.value.firstBrokenRow() === null
  book.value.close()
  const lines = rows.map((sale) =>
    COLUMNS.map((name) => field(name === 'startedAt' ? new Date(sale.startedAt).toISOString() : sale[name])).join(','),
  )
  return { csv: `\uFEFF${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`, rows, journalHolds }
}
