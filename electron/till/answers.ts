import type { CallResult } from '../../cloudpay/client/result.ts'
import type { OrderAnswer } from '../../cloudpay/client/client.ts'
import type { Fault, FaultCode } from '../../contract/faults.ts'
import type { SaleRecord } from '../ledger/records.ts'
import type { Moment, Reading as ReadingOf } from './matter.ts'
import type { SaleEvent } from './sale-machine.ts'
import { ABSENT_APART, ASK_LIMIT } from './schedule.ts'

type Reading = ReadingOf<SaleRecord, SaleEvent>

/** Reads a trusted answer about this sale, hold or capture. */
export type ReadAnswer<A> = (answer: A, sale: SaleRecord, moment: Moment) => Reading

/** The sentences of a kind: a payment that is not known is told otherwise than a capture. */
export interface FaultsOf {
  readonly notSent: FaultCode
  readonly noAnswer: FaultCode
  readonly notTrusted: FaultCode
  readonly unsure: FaultCode
  readonly setUp: FaultCode
  readonly refused: FaultCode
  readonly newNumber: FaultCode
  readonly notTaken: FaultCode
}
export const SALE_FAULTS: FaultsOf = {
  notSent: 'sale.notSent',
  noAnswer: 'sale.noAnswer',
  notTrusted: 'sale.answerNotTrusted',
  unsure: 'sale.serverUnsure',
  setUp: 'sale.setUpProblem',
  refused: 'sale.refused',
  newNumber: 'sale.newNumberNeeded',
  notTaken: 'sale.notTaken',
}

const NOT_PAID_FAULTS: Partial<Record<NonNullable<SaleRecord['orderState']>, FaultCode>> = {
  customerCancelled: 'sale.customerCancelled',
  closed: 'sale.closed',
  closedOrRefunded: 'sale.closed',
  reversed: 'sale.reversed',
  error: 'sale.platformError',
  void: 'sale.notTaken',
}

export function withText(code: FaultCode, text: string | null, more: Omit<Fault, 'code' | 'platformText'> = {}): Fault {
  return { code, ...(text ? { platformText: text.slice(0, 255) } : {}), ...more }
}

const closedFault = (sale: SaleRecord): FaultCode => (sale.way === 'qr' ? 'sale.qrNotPaid' : 'sale.closed')

function discountOf(answer: OrderAnswer): number | null {
  return answer.amountFen !== null && answer.paidFen !== null ? Math.max(0, answer.amountFen - answer.paidFen) : null
}

/** Taken back, whether it had been paid or not. */
const reversed = (facts: Partial<SaleRecord>, answer: OrderAnswer, now: number): Reading => ({
  event: 'notPaid',
  facts: { ...facts, settledAt: now, fault: withText('sale.reversed', answer.stateText) },
})

/** Reads a trusted answer about this order (PROTOCOL 5.1; `status` 0 says nothing, the state decides). */
export function readOrder(answer: OrderAnswer, sale: SaleRecord, { now, watched }: Moment): Reading {
  const facts: Partial<SaleRecord> = {
    orderState: answer.state,
    tender: answer.tender ?? sale.tender,
    platformTxnId: answer.platformTxnId ?? sale.platformTxnId,
    membershipNumber: answer.membershipNumber ?? sale.membershipNumber,
  }
  if (answer.amountFen !== null && answer.amountFen !== sale.amountFen) {
    return {
      event: 'differs',
      facts: { ...facts, fault: { code: 'sale.amountDiffers', params: { amountFen: answer.amountFen } } },
    }
  }
  if (sale.notOurs && (answer.verdict === 'paid' || answer.verdict === 'refunded'))
    return { event: 'differs', facts: { ...facts, fault: { code: 'sale.numberUsed' } } }
  const settled = { settledAt: answer.paidAt ?? now, paidFen: answer.paidFen, discountFen: discountOf(answer) }
  switch (answer.verdict) {
    case 'paid':
      // The reversal left a moment ago and may arrive later than this answer did: goods must not go out on it yet.
      if (sale.state === 'reversing' && watched < ASK_LIMIT) return { event: 'paidMeanwhile', facts: { ...facts, fault: null } }
      return { event: 'paid', facts: { ...facts, ...settled, fault: null } }
    case 'refunded':
      // Alipay has no word for a reversed order of its own: 5, and that the money went back (PROTOCOL 10).
      if (sale.state === 'reversing' && answer.state === 'closedOrRefunded') return reversed(facts, answer, now)
      return { event: 'refunded', facts: { ...facts, ...settled, fault: null } }
    case 'waiting':
      return { event: 'stillPaying', facts: { ...facts, fault: null } }
    case 'notPaid': {
      const notPaid = answer.state === 'closed' ? closedFault(sale) : NOT_PAID_FAULTS[answer.state]
      const fault = withText(notPaid ?? 'sale.platformError', answer.stateText)
      // Closed or void may still turn: final only once 2 minutes have passed (PROTOCOL 5.1). A QR is closed by us or by its
      // own expiry, and that is final.
      const mayTurn = answer.state === 'void' || (answer.state === 'closed' && sale.way !== 'qr')
      const early = watched < ASK_LIMIT
      return mayTurn && early ? { event: 'void', facts } : { event: 'notPaid', facts: { ...facts, settledAt: now, fault } }
    }
    case 'ambiguous':
      if (answer.state !== 'closedOrRefunded')
        return { event: 'noAnswer', facts: { ...facts, fault: { code: 'sale.serverUnsure' } } }
      if (sale.state === 'reversing') return reversed(facts, answer, now)
      // Alipay's 5 after a payment is a refund; without any sign of a payment it is a closed order (PROTOCOL 7, 10).
      return !sale.notOurs && (sale.state === 'paid' || answer.paidAt !== null)
        ? { event: 'refunded', facts: { ...facts, ...settled, fault: null } }
        : { event: 'notPaid', facts: { ...facts, settledAt: now, fault: withText(closedFault(sale), answer.stateText) } }
  }
}

/** No trustworthy answer: unknown, never failed. */
function readUnknown(result: Extract<CallResult<unknown>, { outcome: 'unknown' }>, faults = SALE_FAULTS): Reading {
  const log = result.logId === null ? {} : { logId: result.logId }
  switch (result.reason) {
    case 'notTrusted':
    case 'unreadable':
      return { event: 'noAnswer', facts: { fault: { code: faults.notTrusted, ...log } } }
    case 'serverUnsure':
    case 'tryLater':
      return { event: 'noAnswer', facts: { fault: { code: faults.unsure, ...log } } }
    case 'notSent':
    case 'noAnswer':
    case 'lost':
      return { event: 'noAnswer', facts: { fault: { code: faults.noAnswer, ...log } } }
  }
}

/** What support needs to find a refusal again. */
export const ids = (result: Extract<CallResult<unknown>, { outcome: 'refused' }>): Omit<Fault, 'code' | 'platformText'> => ({
  status: result.status,
  internalStatus: result.internalStatus,
  ...(result.logId === null ? {} : { logId: result.logId }),
})

/**
 * Reads the answer to a charge, a hold or a capture. `first` tells that it was never sent before: a refusal of a repeated one
 * does not prove that the first one was not taken.
 */
export function readSent<A>(
  result: CallResult<A>,
  sale: SaleRecord,
  moment: Moment,
  first: boolean,
  read: ReadAnswer<A>,
  faults = SALE_FAULTS,
): Reading {
  const { now } = moment
  if (result.outcome === 'ok') return read(result.answer, sale, moment)
  if (result.outcome === 'unknown') {
    if (result.reason === 'notSent' && first)
      return { event: 'notSent', facts: { settledAt: now, fault: { code: faults.notSent } } }
    return readUnknown(result, faults)
  }
  const more = ids(result)
  if (result.internalStatus === 407)
    return { event: 'numberUsed', facts: { fault: withText('sale.numberUsed', result.text, more) } }
  // Of a repeated charge it says nothing about the first one, which may still be on its way.
  const doubt = first ? faults.setUp : faults.unsure
  if (!result.signed) return { event: 'doubtfulRefusal', facts: { fault: withText(doubt, result.text, more) } }
  const fault = withText(result.status === 102 ? faults.newNumber : faults.refused, result.text, more)
  return first ? { event: 'refused', facts: { settledAt: now, fault } } : { event: 'noAnswer', facts: { fault } }
}

/** There is a QR to show (PROTOCOL 5.2, 5.5); nothing else is told with it. */
export const readQr: ReadAnswer<{ codeUrl: string }> = ({ codeUrl }) => ({ event: 'qrReady', facts: { codeUrl, fault: null } })

/** Reads the answer to taking a QR back. Whatever it says, the sale is asked about once more before anything is believed. */
export function readClose(result: CallResult<null>): Reading {
  if (result.outcome === 'unknown') return readUnknown(result)
  return { event: result.outcome === 'ok' ? 'closed' : 'closeRefused', facts: { codeUrl: null } }
}

/**
 * Reads the answer to a reversal, which a person has sent once. What became of the money only the order tells; the call says
 * no more than whether it was taken on.
 */
export function readReversal(result: CallResult<null>): Reading {
  if (result.outcome === 'ok') return { event: 'reversalTaken', facts: { fault: null } }
  if (result.outcome === 'unknown')
    return result.reason === 'notSent'
      ? { event: 'reversalNotSent', facts: { fault: { code: 'reverse.notSent' } } }
      : readUnknown(result)
  if (result.internalStatus === 407)
    return { event: 'numberUsed', facts: { fault: withText('sale.numberUsed', result.text, ids(result)) } }
  return { event: 'reversalRefused', facts: { fault: withText('reverse.refused', result.text, ids(result)) } }
}

/** Reads the answer to a query about the sale, the hold or the capture. */
export function readAsked<A>(
  result: CallResult<A>,
  sale: SaleRecord,
  moment: Moment,
  read: ReadAnswer<A>,
  faults = SALE_FAULTS,
): Reading {
  const { now, watched, absentSince } = moment
  if (result.outcome === 'ok') return read(result.answer, sale, moment)
  if (result.outcome === 'unknown') return readUnknown(result, faults)
  const wasRefused = sale.fault?.code === faults.setUp
  if (!result.signed) {
    // Refused twice for the same wrong key: the fault is here, and nothing can have been taken.
    if (wasRefused && sale.fault?.internalStatus === 7 && result.internalStatus === 7)
      return { event: 'refused', facts: { settledAt: now } }
    return { event: 'doubtfulRefusal', facts: wasRefused ? {} : { fault: withText(faults.unsure, result.text, ids(result)) } }
  }
  if (result.status !== 104) return { event: 'noAnswer', facts: { fault: withText(faults.unsure, result.text, ids(result)) } }
  if (wasRefused) return { event: 'refused', facts: { settledAt: now } }
  if (watched < ASK_LIMIT || absentSince === null || watched - absentSince < ABSENT_APART) return { event: 'absent', facts: {} }
  return { event: 'confirmedAbsent', facts: { settledAt: now, fault: withText(faults.notTaken, result.text, ids(result)) } }
}
