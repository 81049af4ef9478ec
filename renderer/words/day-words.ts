import { useWords } from './words.ts'

type Language = ReturnType<typeof useWords>['language']['value']
const made = new Map<Language, Intl.DateTimeFormat>()

/** Made once a language: to make one takes longer than a list takes to be drawn. */
export function dayFormat(language: Language): Intl.DateTimeFormat {
  const format = made.get(language) ?? new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', weekday: 'short' })
  made.set(language, format)
  return format
}

/** A day written `2025-11-22` as people say it, with its day of the week. */
export function useDayWords(): (day: string) => string {
  const { language } = useWords()
  return (day) => {
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
    return dayFormat(language.value).format(new Date(year, month - 1, date, 12))
  }
}
