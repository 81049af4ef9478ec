import { openBook } from '../../electron/ledger/book.ts'
import { holdSums } from '../../electron/till/hold-sums.ts'
import { csvOf } from '../../electron/exports/csv.ts'

const COLUMNS = [
  'startedAt',
  'orderNo',
  'purpose',
  'way',
  'state',
  'tender',
  'amountFen',
  'paidFen',
  'discountFen',
  'platformTxnId',
  'staffId',
  'remark',
] as const
const ALL_HOLDS = { onlyOpen: false, heldFen: null, from: null, until: null, ending: null, tender: null, remark: null }

export interface BookRow {
  readonly orderNo: string | null
  readonly purpose: 'sale' | 'hold' | 'topUp'
  readonly state: string
  readonly amountFen: number
}

/** Where the money of a deposit is, in fen. */
export interface BookDeposit {
  readonly holdNo: string
  readonly heldFen: number
  readonly capturedFen: number
  readonly releasedFen: number
  readonly leftFen: number
}

interface Read {
  readonly csv: string
  readonly rows: readonly BookRow[]
  readonly deposits: readonly BookDeposit[]
  readonly journalHolds: boolean
}

/** The sales of a book that no till has open: as CSV text (with a byte order mark, for Excel) and as rows; and its deposits. */
export function salesAsCsv(path: string, now: number): Read {
  const book = openBook(path, now)
  if (!book.ok) throw new Error(`the book cannot be read: ${book.fault.code}`)
  const { lists, holds } = book.value
  const rows = lists.sales(0, Number.MAX_SAFE_INTEGER)
  const deposits = holds.search(ALL_HOLDS).map((one) => {
    const { capturedFen, releasedFen, leftFen } = holdSums(one, holds.own(one.holdNo))
    return { holdNo: one.holdNo, heldFen: one.heldFen, capturedFen, releasedFen, leftFen }
  })
  const journalHolds = book.value.firstBrokenRow() === null
  book.value.close()
  const lines = rows.map((sale) =>
    COLUMNS.map((name) => (name === 'startedAt' ? new Date(sale.startedAt).toISOString() : sale[name])),
  )
  return { csv: csvOf([COLUMNS, ...lines]), rows, deposits, journalHolds }
}
