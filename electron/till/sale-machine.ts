import type { SaleState } from '../../contract/states.ts'

/**
 * What can happen to a sale. Answers of Cloud Pay are turned into these by `answers.ts`; the rows are PROTOCOL 5.1.
 * - `scanned`: a payment code was read
 * - `paid`, `stillPaying`, `refunded`, `notPaid`: a trusted answer about this order says so
 * - `void`: closed or unknown to the platform, which a query right after the call may still see; not final before 2 minutes
 * - `absent`: Cloud Pay does not know the number; proves nothing while the charge may be on its way (RULINGS 1)
 * - `confirmedAbsent`: the same after 2 minutes, twice, 10 s apart
 * - `refused`: this request was refused and signed as such, or can only have been refused
 * - `doubtfulRefusal`: refused without a signature (101): ask once before believing it
 * - `numberUsed`: 407, an earlier order stands under this number
 * - `notSent`: it is certain that no byte of the charge left the till
 * - `noAnswer`: anything else; unknown, never failed
 * - `differs`: the order under this number has another amount
 * - `deadline`: 2 minutes have passed
 */
export const SALE_EVENTS = [
  'scanned',
  'cancelled',
  'paid',
  'stillPaying',
  'refunded',
  'notPaid',
  'void',
  'absent',
  'confirmedAbsent',
  'refused',
  'doubtfulRefusal',
  'numberUsed',
  'notSent',
  'noAnswer',
  'differs',
  'deadline',
] as const
export type SaleEvent = (typeof SALE_EVENTS)[number]

/**
 * What follows from a step, once it is in the book.
 * - `charge`: send the charge · `chargeAgain`: the same number and content once more, while the code may still be good
 * - `ask`: query at the next turn of the schedule · `askNow`: at once
 * - `slip`, `say…`: one slip, one sentence, once an event
 */
export type SaleEffect =
  'charge' | 'chargeAgain' | 'ask' | 'askNow' | 'slip' | 'sayPaid' | 'sayFailed' | 'sayUnknown' | 'toneWaiting'

export interface Step {
  readonly to: SaleState
  readonly effects: readonly SaleEffect[]
}

const go = (to: SaleState, ...effects: SaleEffect[]): Step => ({ to, effects })

const paid = go('paid', 'slip', 'sayPaid')
const failed = go('failed', 'sayFailed')
const conflict = go('conflict', 'sayUnknown')

/**
 * The whole life of a sale: state × event → state and effects. A cell that is not here does not move the sale. Nothing
 * leads from an unknown to `failed` but an answer that proves it; nothing here reverses anything.
 */
export const SALE_TABLE: Readonly<Record<SaleState, Readonly<Partial<Record<SaleEvent, Step>>>>> = {
  waitingForCode: {
    scanned: go('sending', 'charge'),
    cancelled: go('cancelled'),
  },
  sending: {
    paid,
    stillPaying: go('pendingCustomer', 'toneWaiting', 'ask'),
    refunded: go('refunded'),
    notPaid: failed,
    void: go('sending', 'ask'),
    absent: go('sending', 'chargeAgain'),
    confirmedAbsent: failed,
    refused: failed,
    doubtfulRefusal: go('sending', 'ask'),
    numberUsed: go('unknown', 'askNow'),
    notSent: failed,
    noAnswer: go('sending', 'ask'),
    differs: conflict,
    deadline: go('unknown', 'sayUnknown', 'ask'),
  },
  pendingCustomer: {
    paid,
    stillPaying: go('pendingCustomer', 'ask'),
    refunded: go('refunded'),
    notPaid: failed,
    void: go('pendingCustomer', 'ask'),
    absent: go('pendingCustomer', 'ask'),
    confirmedAbsent: failed,
    doubtfulRefusal: go('pendingCustomer', 'ask'),
    noAnswer: go('pendingCustomer', 'ask'),
    differs: conflict,
    deadline: go('unknown', 'sayUnknown', 'ask'),
  },
  unknown: {
    paid,
    stillPaying: go('unknown', 'ask'),
    refunded: go('refunded'),
    notPaid: failed,
    void: go('unknown', 'ask'),
    absent: go('unknown', 'ask'),
    confirmedAbsent: failed,
    refused: failed,
    doubtfulRefusal: go('unknown', 'ask'),
    noAnswer: go('unknown', 'ask'),
    differs: conflict,
    deadline: go('unknown', 'sayUnknown', 'ask'),
  },
  // A person looks; asking again by hand may still clear it.
  conflict: { paid, refunded: go('refunded') },
  paid: { refunded: go('refunded') },
  // Never reached by asking, since nobody asks about a failed sale; but if the truth turns up, it wins.
  failed: { paid },
  refunded: {},
  cancelled: {},
}

/** Where the event leads, or null when it does not move a sale in this state. */
export function step(state: SaleState, event: SaleEvent): Step | null {
  return SALE_TABLE[state][event] ?? null
}
