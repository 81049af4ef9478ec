import type { Lamp } from '../../contract/devices.ts'
import { useWords } from './words.ts'

/** The sentences of a lamp: what it shows, and what to do about it. */
export function useLampText() {
  const { t } = useWords()
  /** Which printer stands in for one that cannot, and why that one cannot. */
  const named = ({ standIn }: Lamp): Record<string, string> =>
    standIn === undefined
      ? {}
      : {
          printer: standIn.name || t('printing.nth', { count: standIn.place }),
          because: t(`lamps.${standIn.because}.what`),
        }
  return (lamp: Lamp, part: 'short' | 'what' | 'todo'): string => t(`lamps.${lamp.reason}.${part}`, named(lamp))
}
