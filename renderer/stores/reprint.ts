import { useWords } from '../words/words.ts'
import { useTill } from './till.ts'

/** A slip once more: one at a time, so that a key pressed twice does not print twice. */
export function useReprint() {
  const till = useTill()
  const { t } = useWords()

  async function reprint(orderNo: string): Promise<void> {
    if (till.isWaitingFor('slip.reprint')) return
    const outcome = await till.ask('slip.reprint', { orderNo })
    if (outcome.ok) till.say(t('slip.copyAsked'))
  }

  return { reprint }
}
