import type { CaptureAnswer, HoldAnswer } from '../../cloudpay/client/client.ts'
import type { FaultCode } from '../../contract/faults.ts'
import type { SaleRecord } from '../ledger/records.ts'
import { readOrder, SALE_FAULTS, type ReadSale } from './answers.ts'
import { withText, type FaultsOf } from './readings.ts'
import { ASK_LIMIT } from './schedule.ts'

export const HOLD_FAULTS: FaultsOf = { ...SALE_FAULTS, refused: 'deposit.refused', notTaken: 'deposit.notHeld' }

export const CAPTURE_FAULTS: FaultsOf = {
  notSent: 'capture.notSent',
  noAnswer: 'capture.noAnswer',
  notTrusted: 'capture.noAnswer',
  unsure: 'capture.noAnswer',
  setUp: 'capture.setUpProblem',
  refused: 'capture.refused',
  newNumber: 'capture.refused',
  numberUsed: 'sale.numberUsed',
  notTaken: 'capture.notTaken',
}

function whyNotHeld(answer: HoldAnswer, sale: SaleRecord): FaultCode {
  if (answer.state === 'customerCancelled') return 'sale.customerCancelled'
  return sale.way === 'qr' ? 'deposit.qrNotHeld' : 'deposit.notHeld'
}

/** Reads a trusted answer about a hold (PROTOCOL 5.5): the state decides, as with a sale. */
export const readHold: ReadSale<HoldAnswer> = (answer, sale, { now, watched }) => {
  const facts: Partial<SaleRecord> = {
    orderState: answer.state,
    tender: answer.tender,
    platformTxnId: answer.platformHoldId ?? sale.platformTxnId,
  }
  if (answer.heldFen !== sale.amountFen) {
    const fault = { code: 'sale.amountDiffers' as const, params: { amountFen: answer.heldFen } }
    return { event: 'differs', facts: { ...facts, fault } }
  }
  switch (answer.verdict) {
    // A hold of which nothing is left any more was held all the same: somebody was quicker than this answer.
    case 'held':
    case 'closed':
      if (sale.notOurs) return { event: 'differs', facts: { ...facts, fault: { code: 'sale.numberUsed' } } }
      return { event: 'held', facts: { ...facts, settledAt: answer.heldAt ?? now, fault: null } }
    case 'waiting':
      return { event: 'stillPaying', facts: { ...facts, fault: null } }
    case 'notHeld': {
      // Void, and Alipay's one word for all that is over, may still turn; a QR that has expired does not.
      const mayTurn = answer.state === 'void' || (answer.state === 'closedOrNotHeld' && sale.way !== 'qr')
      if (mayTurn && watched < ASK_LIMIT) return { event: 'void', facts }
      const fault = withText(whyNotHeld(answer, sale), answer.stateText)
      return { event: 'notPaid', facts: { ...facts, settledAt: now, fault } }
    }
    case 'ambiguous':
      return { event: 'noAnswer', facts: { ...facts, fault: { code: 'sale.serverUnsure' } } }
  }
}

/** Reads a trusted answer about a capture: an order, and what went back to the customer with it (PROTOCOL 5.5). */
export const readCapture: ReadSale<CaptureAnswer> = (answer, sale, moment) => {
  const told = readOrder(answer, sale, moment)
  const facts: Partial<SaleRecord> = { ...told.facts, returnedFen: answer.releasedFen ?? sale.returnedFen }
  // Once 407 has said that another order stands under this number, only one that names the hold is this capture.
  const another = answer.holdNo === null ? sale.numberUsed : answer.holdNo !== sale.holdNo
  if (another) return { event: 'differs', facts: { ...facts, fault: { code: 'sale.numberUsed' } } }
  if (told.event === 'notPaid') return { ...told, facts: { ...facts, fault: withText('capture.notTaken', answer.stateText) } }
  return { ...told, facts }
}
