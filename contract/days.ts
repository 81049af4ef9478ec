/** Calendar days as people write them, `2025-11-22`, in the till's own time zone. */

const two = (value: number): string => value.toString().padStart(2, '0')

/** The calendar day `2025-11-22` in the till's own time zone, `offset` days away. Takes epoch ms. */
export function dayOf(at: number, offset = 0): string {
  const date = new Date(at)
  date.setDate(date.getDate() + offset)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The day `days` after a day written `2025-11-22`. */
export function dayAfter(day: string, days: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return dayOf(new Date(year, month - 1, date, 12).getTime(), days)
}

/** When a day written `2025-11-22` begins in the till's own time zone, epoch ms. */
export function dayBegins(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date).getTime()
}
