/** The local day around an instant, as [from, until) in epoch ms; days of a clock change are 23 or 25 hours long. */
export function dayOf(at: number): { from: number; until: number } {
  const time = new Date(at)
  const [year, month, date] = [time.getFullYear(), time.getMonth(), time.getDate()]
  return { from: new Date(year, month, date).getTime(), until: new Date(year, month, date + 1).getTime() }
}

/** The local day that is written so: `2026-11-22`. */
export function dayNamed(day: string): { from: number; until: number } {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return dayOf(new Date(year, month - 1, date).getTime())
}
