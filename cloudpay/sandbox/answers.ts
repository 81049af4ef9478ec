import { DESCRIPTION_OK, Status } from '../protocol/enums.ts'
import { sealAnswer } from '../protocol/envelope.ts'
import type { LineAct } from './behaviours.ts'
import type { Call } from './calls.ts'
import type { Outcome } from './outcome.ts'
import { capitalsAndDigits, lettersAndDigits, type RandomBytes } from './random.ts'

/** Bytes of the answer that is too large to be one. */
const OVERSIZED = 4 * 1024 * 1024
const UNSIGNED: readonly number[] = [Status.unknown, Status.refused]

export interface Sealed {
  httpStatus: number
  type: 'application/json' | 'text/html; charset=utf-8'
  body: string
}

/** What of an outcome is said on the wire: the four head fields and the object named after the call (PROTOCOL 3.1). */
export function answerText(call: Call, outcome: Outcome, logNumber: number, random: RandomBytes): string {
  const signed = !UNSIGNED.includes(outcome.status)
  const named = signed && call.answerKey !== null
  return JSON.stringify({
    status: outcome.status,
    description: outcome.status === Status.ok ? DESCRIPTION_OK : outcome.description,
    log_id: logNumber,
    [call.capitalInternal ? 'Internal_status' : 'internal_status']: outcome.internal,
    ...(call.extension ? { x_extension: true } : {}),
    ...(named ? { [call.answerKey ?? '']: { ...outcome.content, nonce_str: lettersAndDigits(random, 32) } } : {}),
  })
}

/** Changes one thing in the text and keeps its code. */
function tamperedWith(body: string): string {
  const changed = body.replace(/(total_fee\\":)(\d+)/, (_all, name: string, fee: string) => name + String(Number(fee) + 1))
  return changed === body ? body.replace('{\\"status\\":', '{ \\"status\\":') : changed
}

/** Puts an answer into its envelope, or does to it what the line does. */
export function sealed(text: string, outcome: Outcome, key: string, badHmac: boolean, random: RandomBytes): Sealed {
  const json = (body: string): Sealed => ({ httpStatus: 200, type: 'application/json', body })
  const act: LineAct = outcome.line
  if (act === 'serverError') {
    return { httpStatus: 500, type: 'text/html; charset=utf-8', body: '<html><body><h1>502 Bad Gateway</h1></body></html>' }
  }
  if (act === 'oversized') return json(`{"response_content":"${'x'.repeat(OVERSIZED)}"}`)
  if (UNSIGNED.includes(outcome.status)) return json(sealAnswer(text, null))
  const usedKey = badHmac || act === 'wrongKey' ? capitalsAndDigits(random, 32) : key
  const body = sealAnswer(text, usedKey)
  return json(act === 'tampered' ? tamperedWith(body) : body)
}
