import { useWords } from './words.ts'

/** How long something lasts, in whole minutes where it is that, else in seconds. Takes ms. */
export function useLasting(): (ms: number) => string {
  const { t } = useWords()
  return (ms) =>
    ms % 60_000 === 0 && ms > 0 ? t('settings.minutes', { count: ms / 60_000 }) : t('settings.seconds', { count: ms / 1000 })
}
