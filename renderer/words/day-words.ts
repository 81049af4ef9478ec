import { useWords } from './words.ts'

/** A day written `2025-11-22` as people say it, with its day of the week. */
export function useDayWords(): (day: string) => string {
  const { language } = useWords()
  return (day) => {
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
    return new Intl.DateTimeFormat(language.value, { month: 'short', day: 'numeric', weekday: 'short' }).format(
      new Date(year, month - 1, date, 12),
    )
  }
}
