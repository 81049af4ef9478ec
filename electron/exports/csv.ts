import { textOf, type Cell } from './cells.ts'

/** The byte order mark that spreadsheets read Chinese by. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** A field of RFC 4180; words that a spreadsheet would run as a formula are kept from being one. */
function csvField(cell: Cell): string {
  const text = textOf(cell)
  const safe = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line with its end. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvField).join(',')}\r\n`

/** A whole file. */
export const csvOf = (lines: readonly (readonly Cell[])[]): string => BYTE_ORDER_MARK + lines.map(csvLine).join('')
