import { memberRefusalOf } from '../../cloudpay/client/client.ts'
import type { CallResult } from '../../cloudpay/client/result.ts'
import type { MemberRefusalName } from '../../cloudpay/protocol/enums.ts'
import type { Fault, FaultCode } from '../../contract/faults.ts'
import { refusal } from './readings.ts'

/** Why a card was refused, in sentences of ours. */
const REFUSED: Readonly<Record<MemberRefusalName, FaultCode>> = {
  unknownCard: 'member.cardUnknown',
  notActivated: 'member.notActivated',
  expired: 'member.expired',
  notATier: 'topUp.notATier',
  aboveMost: 'topUp.tooMuch',
  aboveCeiling: 'member.aboveCeiling',
  paidByCard: 'topUp.paidByCard',
  topUpSpent: 'topUp.spent',
  wholeOnly: 'topUp.wholeOnly',
  notAdmin: 'request.forbidden',
  belowZero: 'member.belowZero',
}

/** The code of a refusal that names its reason; null for every other answer. */
export function memberFaultOf(result: CallResult<unknown>): FaultCode | null {
  const name = memberRefusalOf(result)
  return name === null ? null : REFUSED[name]
}

/** A call about members that was not answered with what was asked for. */
export function whyNot(result: Exclude<CallResult<unknown>, { outcome: 'ok' }>): Fault {
  if (result.outcome === 'unknown') return { code: 'member.noAnswer', ...(result.logId === null ? {} : { logId: result.logId }) }
  return refusal(memberFaultOf(result) ?? 'member.refused', result)
}

/** What was refused for a reason of the card is told by that reason. */
export function withReason<R extends { facts: { fault?: Fault | null } }>(result: CallResult<unknown>, reading: R): R {
  const code = memberFaultOf(result)
  const { fault } = reading.facts
  return code === null || !fault ? reading : { ...reading, facts: { ...reading.facts, fault: { ...fault, code } } }
}
