import { refuse, type Fault } from '../../contract/faults.ts'
import { REQUESTS, type RequestName } from '../../contract/requests.ts'
import type { TillHandlers } from './handlers.ts'
import type { Till } from './till.ts'
import { NO_DEPOSITS, type TillState } from './till-state.ts'

/**
 * A till that cannot sell, because there is no book to write into: every question is answered with the reason, and the
 * screen shows what to do. Nothing is tried without a book.
 */
export function stoppedTill(fault: Fault): Till {
  const state: TillState = {
    stage: 'stopped',
    stop: fault,
    place: null,
    staff: [],
    person: null,
    lockedFor: null,
    signInByPhone: false,
    signInCode: null,
    sale: null,
    members: 'notOffered',
    oneCode: null,
    parked: [],
    refunds: [],
    refundsAway: [],
    captures: [],
    releases: [],
    deposits: NO_DEPOSITS,
    depositCheck: null,
    resolved: [],
    approval: null,
    barred: null,
    reconciliation: null,
    lastSale: null,
    unconfirmed: 0,
    exported: null,
    slipsWaiting: 0,
    network: { level: 'warn', reason: 'off' },
    trouble: null,
  }
  const names = (Object.keys(REQUESTS) as RequestName[]).filter((name) => !name.startsWith('app.'))
  return {
    handlers: Object.fromEntries(names.map((name) => [name, () => refuse(fault.code, fault)])) as unknown as TillHandlers,
    person: () => null,
    busy: () => false,
    start: () => undefined,
    state: () => state,
    printerChanged: () => undefined,
    stop: () => Promise.resolve(),
  }
}
