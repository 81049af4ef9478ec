import type { OrderAnswer } from '../../cloudpay/client/client.ts'
import type { CallResult } from '../../cloudpay/client/result.ts'
import { InternalStatus } from '../../cloudpay/protocol/enums.ts'
import type { FaultCode } from '../../contract/faults.ts'
import type { SaleRecord } from '../ledger/records.ts'
import type { Moment, Reading as ReadingOf } from './matter.ts'
import { readUnknown, refusal, withText, type FaultsOf, type ReadAnswer } from './readings.ts'
import type { SaleEvent } from './sale-events.ts'
import { ASK_LIMIT } from './schedule.ts'

type Reading = ReadingOf<SaleRecord, SaleEvent>

/** Reads a trusted answer about this sale, hold or capture. */
export type ReadSale<A> = ReadAnswer<A, SaleRecord, SaleEvent>

export const SALE_FAULTS: FaultsOf = {
  notSent: 'sale.notSent',
  noAnswer: 'sale.noAnswer',
  notTrusted: 'sale.answerNotTrusted',
  unsure: 'sale.serverUnsure',
  setUp: 'sale.setUpProblem',
  refused: 'sale.refused',
  newNumber: 'sale.newNumberNeeded',
  numberUsed: 'sale.numberUsed',
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
  const settled = {
    settledAt: answer.paidAt ?? now,
    paidFen: answer.paidFen,
    discountFen: discountOf(answer),
    settledFen: answer.settledFen,
  }
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

/** There is a QR to show (PROTOCOL 5.2, 5.5); nothing else is told with it. */
export const readQr: ReadSale<{ codeUrl: string }> = ({ codeUrl }) => ({ event: 'qrReady', facts: { codeUrl, fault: null } })

/** Reads the answer to taking a QR back. Whatever it says, the sale is asked about once more before anything is believed. */
export function readClose(result: CallResult<null>): Reading {
  if (result.outcome === 'unknown') return readUnknown(result, SALE_FAULTS)
  return { event: result.outcome === 'ok' ? 'closed' : 'closeRefused', facts: { codeUrl: null } }
}

/** A top-up is an order like any other; its own call tells the bonus as well, the question about it does not (UNDOCUMENTED 1). */
export function readTopUp(answer: OrderAnswer, sale: SaleRecord, moment: Moment): Reading {
  const reading = readOrder(answer, sale, moment)
  if (answer.bonusFen === null || sale.topUp === null) return reading
  return { ...reading, facts: { ...reading.facts, topUp: { ...sale.topUp, bonusFen: answer.bonusFen } } }
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
      : readUnknown(result, SALE_FAULTS)
  if (result.internalStatus === InternalStatus.numberUsed)
    return { event: 'numberUsed', facts: { fault: refusal('sale.numberUsed', result) } }
  return { event: 'reversalRefused', facts: { fault: refusal('reverse.refused', result) } }
}
