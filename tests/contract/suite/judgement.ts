import type { CallResult } from '../../../cloudpay/client/result.ts'

/** A promise that nobody could look at is neither kept nor broken. */
export class NotChecked extends Error {}

export function hold(holds: unknown, sentence: string): asserts holds {
  if (!holds) throw new Error(sentence)
}

/** The end of a call in a few words: never its content, which may hold a key. */
export function told(result: CallResult<unknown>): string {
  if (result.outcome === 'ok') return 'accepted'
  if (result.outcome === 'unknown') return `no answer to rely on (${result.reason}: ${result.text})`
  return `refused with ${result.status}/${result.internalStatus}: ${result.text}`
}

/** What a call that had to work answered. */
export function answered<T>(result: CallResult<T>, what: string): T {
  hold(result.outcome === 'ok', `${what} was ${told(result)}`)
  return result.answer
}

/** A refusal that had to come, signed, with these numbers (PROTOCOL 3.5). */
export function refusedWith(result: CallResult<unknown>, status: number, internalStatus: number | null, what: string): void {
  const as = internalStatus === null ? `${status}` : `${status}/${internalStatus}`
  const right =
    result.outcome === 'refused' &&
    result.status === status &&
    (internalStatus === null || result.internalStatus === internalStatus)
  hold(right, `${what} has to be refused with ${as}, and was ${told(result)}`)
}
