import { fen, formatYuan } from '../../contract/money.ts'

/** What stands in one field of a table, in whatever form it is written: words, a count, an amount in fen, or a moment in epoch ms. */
export type Cell = string | number | null | { readonly fen: number } | { readonly at: number }

/** An amount, or nothing. */
export const amount = (value: number | null): Cell => (value === null ? null : { fen: value })

/** Local time to the second, as people sort by: `2026-11-25 09:05:07`. */
export function timeOf(at: number): string {
  const time = new Date(at)
  const two = (part: number): string => String(part).padStart(2, '0')
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-')
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`
}

/** A field as text: amounts are yuan without commas, for example `-1234.50`. */
export function textOf(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'object') return String(cell)
  return 'fen' in cell ? formatYuan(fen(cell.fen), { grouping: false }) : timeOf(cell.at)
}
