import { fen, formatYuan } from '../../contract/money.ts'

/** A change with its sign: `+¥200.00`, `−¥35.50`, and no sign where nothing changed. Fen. */
export function signedYuan(amountFen: number): string {
  const sign = amountFen > 0 ? '+' : amountFen < 0 ? '−' : ''
  return `${sign}¥${formatYuan(fen(Math.abs(amountFen)))}`
}

/** What is on a card, which may be less than nothing: `¥164.50`, `−¥12.00`. Fen. */
export const balanceYuan = (balanceFen: number): string => `${balanceFen < 0 ? '−' : ''}¥${formatYuan(fen(Math.abs(balanceFen)))}`

/** How many pages there are; null when nobody told how many rows. Never less than one. */
export const pagesOf = (total: number | null, pageSize: number): number | null =>
  total === null ? null : Math.max(1, Math.ceil(total / pageSize))

/** Whether an earlier page may be asked for: where the number of rows is not told, a full page may be followed by another. */
export function hasEarlier(page: number, total: number | null, shown: number, pageSize: number): boolean {
  const pages = pagesOf(total, pageSize)
  return pages === null ? shown === pageSize : page < pages
}
