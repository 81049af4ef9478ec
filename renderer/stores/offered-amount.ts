import { computed, ref, shallowRef } from 'vue'
import { fen, type Fen } from '../../contract/money.ts'
import { amountOf, EMPTY_ENTRY, pressKey, typedFor, type AmountKey, type Entry } from '../entry/amount-entry.ts'
import { useTill } from './till.ts'

/** An amount of what is left: all of it is offered, and figures take its place. `left` is in fen. */
export function useOfferedAmount(left: () => number) {
  const till = useTill()
  const entry = shallowRef<Entry>(EMPTY_ENTRY)
  const untouched = ref(true)
  /** More than what is left was typed: what stands there is not what was wished for, and nobody may go on with it. */
  const tooMuch = ref(false)
  const amount = computed<Fen | null>(() => {
    const read = amountOf(entry.value, left())
    return read.ok ? read.amount : null
  })

  function offer(text: string): void {
    entry.value = { text, refused: null }
    untouched.value = true
    tooMuch.value = false
  }

  /** The first figure takes the place of what was offered. */
  function press(key: AmountKey): void {
    till.forgetFault()
    const typed = pressKey(untouched.value && key !== 'backspace' ? EMPTY_ENTRY : entry.value, key, left())
    tooMuch.value = typed.refused === 'tooLarge'
    if (tooMuch.value) return
    untouched.value = false
    entry.value = typed
  }

  /** The amount to go on with; else it is said why not, and null. */
  function settled(what: 'refund' | 'release' | 'capture'): Fen | null {
    if (tooMuch.value) till.report({ code: `${what}.tooMuch`, params: { leftFen: left() } })
    else if (amount.value === null) till.report({ code: `${what}.zero` })
    return tooMuch.value ? null : amount.value
  }

  return {
    entry,
    untouched,
    tooMuch,
    amount,
    takeAll: (): void => offer(typedFor(fen(left()))),
    clear: (): void => offer(''),
    press,
    settled,
  }
}
