import type { Language } from '../../contract/states.ts'
import type { Cell } from './cells.ts'
import { summaryLines, type FigureTables, type Line } from './figure-table.ts'
import { ORDER_HEADS } from './order-table.ts'
import type { RowLook } from './sheet-xml.ts'
import { createWorkbook, ROWS_MOST } from './workbook.ts'
import { EXPORT_WORDS } from './words.ts'

const SUMMARY_WIDTHS = [26, 20, 14, 14, 12, 14, 14, 14]
const HOURS_WIDTHS = [20, 10, 14]
const ORDERS_WIDTHS = [20, 10, 30, 30, 16, 14, 12, 12, 12, 32, 20, 10, 14, 14, 30]

const lookOf = (line: Line): RowLook => (line.differs ? 'differs' : line.sum ? 'sum' : line.head ? 'head' : 'plain')

/**
 * The figures of a period as a workbook: summary, hours, and every order. The orders are taken one by one, so there may be any number of
 * them; what does not fit on one sheet goes on on the next. Gives way after each of them by `yield`.
 */
export function* writeXlsx(
  tables: FigureTables,
  orders: Iterable<readonly Cell[]>,
  language: Language,
  write: (bytes: Uint8Array) => void,
  rowsMost = ROWS_MOST,
): Generator<void> {
  const words = EXPORT_WORDS[language]
  const workbook = createWorkbook(write)

  workbook.sheet({ name: words.summary, frozen: 1, widths: SUMMARY_WIDTHS })
  const [title, ...lines] = summaryLines(tables)
  workbook.row(title?.cells ?? [], 'title')
  for (const line of [...lines, { cells: [] }, { cells: [words.ordersNote] }]) workbook.row(line.cells, lookOf(line))
  yield

  workbook.sheet({ name: words.hours, frozen: 1, widths: HOURS_WIDTHS })
  workbook.row(tables.hours.heads, 'head')
  for (const line of tables.hours.lines) {
    workbook.row(line.cells)
    yield
  }

  let sheets = 0
  const begin = (): number => {
    sheets += 1
    workbook.sheet({ name: sheets === 1 ? words.orders : `${words.orders} ${sheets}`, frozen: 1, widths: ORDERS_WIDTHS })
    workbook.row(ORDER_HEADS[language], 'head')
    return 1
  }
  let rows = begin()
  for (const order of orders) {
    if (rows === rowsMost) rows = begin()
    workbook.row(order)
    rows += 1
    yield
  }
  workbook.end()
}
