import type { CashCredited } from '../../cloudpay/client/client.ts'
import type { CallResult } from '../../cloudpay/client/result.ts'
import type { SaleRecord } from '../ledger/records.ts'
import type { Moment, Reading } from './matter.ts'
import { memberFaultOf } from './member-faults.ts'
import { readSent, refusal, type Doubt, type FaultsOf, type ReadAnswer } from './readings.ts'

const FAULTS: FaultsOf = {
  notSent: 'topUp.cashNotSent',
  noAnswer: 'topUp.cashNotKnown',
  notTrusted: 'topUp.cashNotKnown',
  unsure: 'topUp.cashNotKnown',
  setUp: 'topUp.cashNotKnown',
  refused: 'topUp.cashRefused',
  newNumber: 'topUp.cashRefused',
  numberUsed: 'sale.numberUsed',
  notTaken: 'topUp.cashRefused',
}

/** The card has it, and the answer says what is on it now. */
const credited: ReadAnswer<CashCredited, SaleRecord, 'paid'> = ({ bonusFen, balanceFen, at }, { topUp, amountFen }, { now }) => ({
  event: 'paid',
  facts: {
    ...{ settledAt: at ?? now, paidFen: amountFen, settledFen: amountFen, balanceFen, fault: null },
    topUp: topUp && { ...topUp, bonusFen },
  },
})

/**
 * Reads the answer to crediting cash. A refusal for a reason of the card ends it however often it was asked for: what was refused once
 * under a number is refused for ever (`member_recharge_cash`), so nothing that is still on its way can credit it.
 */
export function readCashTopUp(
  result: CallResult<CashCredited>,
  sale: SaleRecord,
  moment: Moment,
  first: boolean,
): Reading<SaleRecord, 'paid' | Doubt> {
  const why = memberFaultOf(result)
  if (result.outcome === 'refused' && why !== null)
    return { event: 'refused', facts: { settledAt: moment.now, fault: refusal(why, result) } }
  const reading = readSent(result, sale, moment, first, credited, FAULTS)
  const { fault } = reading.facts
  // Whatever else a repeated request is refused for proves nothing of the first.
  return reading.event === 'noAnswer' && fault ? { ...reading, facts: { fault: { ...fault, code: FAULTS.noAnswer } } } : reading
}
