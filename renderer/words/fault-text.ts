import type { Fault } from '../../contract/faults.ts'
import { fen, formatYuan } from '../../contract/money.ts'
import { minutesAndSeconds } from '../entry/durations.ts'
import { useTill } from '../stores/till.ts'
import { useWords, type NamedValues } from './words.ts'

/** The sentences of a fault, with the values it carries made readable. */
export function useFaultText() {
  const { t, faultWhat, faultTodo } = useWords()
  const till = useTill()

  /** Times become what is left of them, amounts in fen become yuan; the rest is said as it came. */
  function valuesOf(fault: Fault): NamedValues {
    const named: NamedValues = { ...fault.params }
    const until = fault.params?.['until']
    if (typeof until === 'number') named['wait'] = minutesAndSeconds(Math.max(0, until - till.now))
    for (const name of ['max', 'amount', 'left']) {
      const value = fault.params?.[`${name}Fen`]
      if (typeof value === 'number') named[name] = formatYuan(fen(value))
    }
    return named
  }

  const whatOf = (fault: Fault): string => faultWhat(fault.code, valuesOf(fault))
  const todoOf = (fault: Fault): string => faultTodo(fault.code, valuesOf(fault))

  /** What support asks for: the network's codes and its log number; empty where there is none. */
  function codeOf(fault: Fault): string {
    const { status, internalStatus, logId } = fault
    return t('app.code', { status: status ?? '', internalStatus: internalStatus || '', logId: logId ?? '' })
  }

  return { whatOf, todoOf, codeOf, valuesOf }
}
