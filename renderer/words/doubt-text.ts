import type { Doubt } from '../entry/doubt.ts'
import { useFaultText } from './fault-text.ts'
import { useWords, type WordPath } from './words.ts'

/** What is said about something whose end is not known. */
export function useDoubtText() {
  const { t } = useWords()
  const faults = useFaultText()

  const wordOf = ({ kind, state }: Doubt): string =>
    t((kind === 'sale' ? `states.${state}` : `refund.states.${state}`) as WordPath)
  /** What the last answer said, in a sentence. */
  const saidOf = ({ fault, state }: Doubt): string => (fault ? faults.whatOf(fault) : t(`toConfirm.said.${state}` as WordPath))
  const codeOf = ({ fault }: Doubt): string => (fault ? faults.codeOf(fault) : '')

  return { wordOf, saidOf, codeOf }
}
