import { hoursAndMinutes, minutesAndSeconds } from '../entry/durations.ts'
import { useTill } from '../stores/till.ts'
import { useWords } from './words.ts'

const DAY = 24 * 60 * 60_000

/** How long ago something began, as a running clock; days are named. Takes epoch ms. */
export function useAge(): (since: number) => string {
  const { t } = useWords()
  const till = useTill()
  return (since) => {
    const age = Math.max(0, till.now - since)
    if (age < DAY) return minutesAndSeconds(age)
    return t('toConfirm.days', { days: Math.floor(age / DAY), rest: hoursAndMinutes(age % DAY) })
  }
}
