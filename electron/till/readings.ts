import type { CallResult } from '../../cloudpay/client/result.ts'
import { InternalStatus } from '../../cloudpay/protocol/enums.ts'
import type { Fault, FaultCode } from '../../contract/faults.ts'
import type { MatterRecord, Moment, Reading } from './matter.ts'
import { ABSENT_APART, ASK_LIMIT } from './schedule.ts'

/**
 * What an answer, or its absence, proves of any movement of money, row by row of PROTOCOL 5.1. What a trusted answer says is
 * read by the kind's own reader; what is no such answer is the same for all, and is read here and nowhere else.
 */

/** Events that come of anything but a trusted answer; their meanings stand in `sale-events.ts`. */
export type Doubt = 'notSent' | 'noAnswer' | 'numberUsed' | 'doubtfulRefusal' | 'refused' | 'absent' | 'confirmedAbsent'

interface Settling extends MatterRecord {
  readonly settledAt: number | null
}

/** Reads a trusted answer about this matter. */
export type ReadAnswer<A, R, E extends string> = (answer: A, record: R, moment: Moment) => Reading<R, E>

/** The sentences of a kind: a payment that is not known is told otherwise than a refund. */
export interface FaultsOf {
  readonly notSent: FaultCode
  readonly noAnswer: FaultCode
  readonly notTrusted: FaultCode
  readonly unsure: FaultCode
  readonly setUp: FaultCode
  readonly refused: FaultCode
  readonly newNumber: FaultCode
  readonly numberUsed: FaultCode
  readonly notTaken: FaultCode
}

/** A server that asks to be asked later is left alone for so long, ms (PROTOCOL 3.5). */
const LATER = 3000
/** Refused for a wrong authentication code: the fault is on this side. */
const WRONG_CODE = 7

export function withText(code: FaultCode, text: string | null, more: Omit<Fault, 'code' | 'platformText'> = {}): Fault {
  return { code, ...(text ? { platformText: text.slice(0, 255) } : {}), ...more }
}

type Refused = Extract<CallResult<unknown>, { outcome: 'refused' }>

/** A refusal in a sentence of ours, with the platform's words and what support needs to find it again. */
export const refusal = (code: FaultCode, { text, status, internalStatus, logId }: Omit<Refused, 'outcome' | 'signed'>): Fault =>
  withText(code, text, { status, internalStatus, ...(logId === null ? {} : { logId }) })

function says<R extends Settling, E extends string>(event: E, facts: { fault?: Fault; settledAt?: number } = {}): Reading<R, E> {
  return { event, facts: facts as Partial<R> }
}

/** No trustworthy answer: unknown, never failed. */
export function readUnknown<R extends Settling>(
  { reason, logId }: Extract<CallResult<unknown>, { outcome: 'unknown' }>,
  faults: FaultsOf,
): Reading<R, 'noAnswer'> {
  const untrusted = reason === 'notTrusted' || reason === 'unreadable'
  const unsure = reason === 'serverUnsure' || reason === 'tryLater'
  const code = untrusted ? faults.notTrusted : unsure ? faults.unsure : faults.noAnswer
  const reading = says<R, 'noAnswer'>('noAnswer', { fault: { code, ...(logId === null ? {} : { logId }) } })
  return reason === 'tryLater' ? { ...reading, wait: LATER } : reading
}

/**
 * Reads the answer to what was sent. `first` tells that it was never sent before: a refusal of a repeated request does not prove
 * that the first one was not taken.
 */
export function readSent<A, R extends Settling, E extends string>(
  result: CallResult<A>,
  record: R,
  moment: Moment,
  first: boolean,
  read: ReadAnswer<A, R, E>,
  faults: FaultsOf,
): Reading<R, E | Doubt> {
  const settledAt = moment.now
  if (result.outcome === 'ok') return read(result.answer, record, moment)
  if (result.outcome === 'unknown') {
    const never = result.reason === 'notSent' && first
    return never ? says('notSent', { settledAt, fault: { code: faults.notSent } }) : readUnknown(result, faults)
  }
  if (result.internalStatus === InternalStatus.numberUsed)
    return says('numberUsed', { fault: refusal(faults.numberUsed, result) })
  if (!result.signed) return says('doubtfulRefusal', { fault: refusal(first ? faults.setUp : faults.unsure, result) })
  const fault = refusal(result.status === 102 ? faults.newNumber : faults.refused, result)
  return first ? says('refused', { settledAt, fault }) : says('noAnswer', { fault })
}

/** Reads the answer to a question about it. */
export function readAsked<A, R extends Settling, E extends string>(
  result: CallResult<A>,
  record: R,
  moment: Moment,
  read: ReadAnswer<A, R, E>,
  faults: FaultsOf,
): Reading<R, E | Doubt> {
  const { now: settledAt, watched, absentSince } = moment
  if (result.outcome === 'ok') return read(result.answer, record, moment)
  if (result.outcome === 'unknown') return readUnknown(result, faults)
  const wasRefused = record.fault?.code === faults.setUp
  if (!result.signed) {
    // Refused twice for the same wrong key: the fault is here, and nothing can have been taken.
    const wrongKey = record.fault?.internalStatus === WRONG_CODE && result.internalStatus === WRONG_CODE
    if (wasRefused && wrongKey) return says('refused', { settledAt })
    return says('doubtfulRefusal', wasRefused ? {} : { fault: refusal(faults.unsure, result) })
  }
  if (result.status !== 104) return says('noAnswer', { fault: refusal(faults.unsure, result) })
  if (wasRefused) return says('refused', { settledAt })
  if (watched < ASK_LIMIT || absentSince === null || watched - absentSince < ABSENT_APART) return says('absent')
  return says('confirmedAbsent', { settledAt, fault: refusal(faults.notTaken, result) })
}
