import type { Resolved } from '../../contract/snapshot.ts'
import type { Doubt } from '../entry/doubt.ts'
import { wordOfKind } from '../entry/sale-face.ts'
import { useFaultText } from './fault-text.ts'
import { useWords, type WordPath } from './words.ts'

/** What each kind of movement is called. */
export const KIND_WORDS = {
  sale: 'orders.kind',
  hold: 'hold.key',
  capture: 'capture.title',
  topUp: 'topUp.kind',
  refund: 'refund.title',
  release: 'release.title',
} as const satisfies Record<Doubt['kind'], WordPath>

/** What is said about something whose end is not known. */
export function useDoubtText() {
  const { t } = useWords()
  const faults = useFaultText()

  /** The word for the state of a movement, of whichever kind. */
  function wordOf(one: Pick<Doubt, 'kind' | 'state'>): string {
    if (one.kind === 'refund' || one.kind === 'release') return t(`${one.kind}.states.${one.state}` as WordPath)
    return t(wordOfKind(one.kind, one.state as Parameters<typeof wordOfKind>[1]))
  }
  /** How it ended: of a deposit that went well, the word says which of the three it was. */
  function endWordOf(one: Resolved): string {
    if (one.kind === 'hold' && one.state === 'held') return t('hold.row')
    if (one.kind === 'capture' && one.state === 'paid') return t('capture.row')
    return one.kind === 'release' && one.state === 'succeeded' ? t('release.row') : wordOf(one)
  }
  /** What the last answer said, in a sentence. */
  const saidOf = ({ fault, state }: Doubt): string => (fault ? faults.whatOf(fault) : t(`toConfirm.said.${state}` as WordPath))
  const codeOf = ({ fault }: Doubt): string => (fault ? faults.codeOf(fault) : '')
  /** What to do about it. */
  function todoOf(one: Doubt): string {
    if (one.fault) return faults.todoOf(one.fault)
    if (one.kind === 'refund' || one.kind === 'release')
      return t(one.state === 'accepted' ? `${one.kind}.advice.accepted` : `${one.kind}.advice.unknown`)
    if (one.kind === 'capture') return t(one.unsure ? 'capture.advice.unknown' : 'capture.advice.sending')
    if (one.unsure) return t('faults.sale.noAnswer.todo')
    return t(one.kind === 'sale' ? 'result.sendingWhy' : `${one.kind}.sendingWhy`)
  }

  return { wordOf, endWordOf, saidOf, codeOf, todoOf }
}
