import type { SaleState } from '../../contract/states.ts'
import type { SaleRecord } from '../ledger/records.ts'
import type { Effect, Step as StepOf, Table } from './matter.ts'
import type { SaleEvent } from './sale-events.ts'

type Step = StepOf<SaleState>
type SaleTable = Table<SaleState, SaleEvent>

const go = (to: SaleState, ...effects: Effect[]): Step => ({ to, effects })

const paid = go('paid', 'slip', 'sayPaid')
const held = go('held', 'slip', 'sayPaid')
const failed = go('failed', 'sayFailed')
const conflict = go('conflict', 'sayUnknown')

/** The amount is set; what follows decides how the sale is taken. */
const CHOOSING = {
  scanned: go('sending', 'send'),
  qrChosen: go('sending', 'send'),
  // The money was taken beside the till, so it is paid once it is written down.
  recorded: paid,
  // Here the card has to be credited as well.
  cashTaken: go('sending', 'send'),
  cancelled: go('cancelled'),
}

/** States in which nothing is asked any more, however the sale was taken. */
const ENDED = {
  // A person looks; asking again by hand may still clear it, and a manager may dismiss it.
  conflict: { paid, held, refunded: go('refunded'), dismissed: go('failed') },
  paid: { refunded: go('refunded'), balanceTold: go('paid', 'slipsAnew') },
  held: {},
  // Asked about only when Cloud Pay's list says otherwise; then the truth wins.
  failed: { paid, held, refunded: go('refunded') },
  refunded: {},
  cancelled: {},
} as const

/** Not confirmed, by whichever way: asked about until it is known. */
const UNKNOWN = {
  paid,
  held,
  stillPaying: go('unknown', 'ask'),
  refunded: go('refunded'),
  notPaid: failed,
  void: go('unknown', 'ask'),
  absent: go('unknown', 'ask'),
  confirmedAbsent: failed,
  refused: failed,
  doubtfulRefusal: go('unknown', 'ask'),
  numberUsed: go('unknown', 'ask'),
  noAnswer: go('unknown', 'ask'),
  differs: conflict,
  deadline: go('unknown', 'ask', 'sayUnknown'),
}

/** On its way, and perhaps already there. */
const SENDING = {
  paid,
  refunded: go('refunded'),
  notPaid: failed,
  void: go('sending', 'ask'),
  absent: go('sending', 'sendAgain'),
  confirmedAbsent: failed,
  refused: failed,
  doubtfulRefusal: go('sending', 'ask'),
  numberUsed: go('unknown', 'askNow'),
  notSent: failed,
  noAnswer: go('sending', 'ask'),
  differs: conflict,
  deadline: go('unknown', 'sayUnknown', 'ask'),
}

/** A sale, or a hold, by the customer's code (PROTOCOL 5.1, 5.5). */
const BY_CODE: SaleTable = {
  waitingForCode: CHOOSING,
  sending: { ...SENDING, held, stillPaying: go('pendingCustomer', 'toneWaiting', 'ask') },
  pendingCustomer: {
    paid,
    held,
    stillPaying: go('pendingCustomer', 'ask'),
    refunded: go('refunded'),
    notPaid: failed,
    void: go('pendingCustomer', 'ask'),
    absent: go('pendingCustomer', 'ask'),
    confirmedAbsent: failed,
    doubtfulRefusal: go('pendingCustomer', 'ask'),
    numberUsed: go('pendingCustomer', 'ask'),
    noAnswer: go('pendingCustomer', 'ask'),
    differs: conflict,
    deadline: go('unknown', 'sayUnknown', 'ask'),
  },
  unknown: { ...UNKNOWN, reversalAsked: go('reversing') },
  // Whatever the call said: it is over when the order says so. Nothing here sends it again; only a person does.
  reversing: {
    reversalAsked: go('reversing'),
    reversalTaken: go('reversing', 'askNow'),
    reversalRefused: go('unknown', 'askNow'),
    reversalNotSent: go('unknown', 'ask'),
    paid,
    paidMeanwhile: go('reversing', 'ask'),
    stillPaying: go('reversing', 'ask'),
    refunded: go('refunded'),
    // The manager stands there and reads it: no voice says that a payment failed which may have been paid.
    notPaid: go('failed'),
    void: go('reversing', 'ask'),
    absent: go('reversing', 'ask'),
    confirmedAbsent: go('failed'),
    doubtfulRefusal: go('reversing', 'ask'),
    numberUsed: go('unknown', 'askNow'),
    noAnswer: go('reversing', 'ask'),
    differs: conflict,
  },
  closing: {},
  ...ENDED,
}

/**
 * A sale by a QR that the customer scans (PROTOCOL 5.2). The QR is taken back after 2 minutes or when the cashier gives it
 * up; then it is asked about once more, since the customer may have paid in the last moment.
 */
const BY_QR: SaleTable = {
  waitingForCode: CHOOSING,
  sending: {
    qrReady: go('pendingCustomer', 'ask'),
    paid,
    // The order is there, but the answer that held its QR was lost: the same request gives it again.
    stillPaying: go('sending', 'sendAgain'),
    refunded: go('refunded'),
    notPaid: go('failed'),
    void: go('sending', 'ask'),
    absent: go('sending', 'sendAgain'),
    confirmedAbsent: go('failed'),
    refused: go('failed'),
    doubtfulRefusal: go('sending', 'ask'),
    numberUsed: go('unknown', 'askNow'),
    notSent: go('failed'),
    noAnswer: go('sending', 'ask'),
    differs: conflict,
    takenBack: go('closing', 'close'),
    deadline: go('closing', 'close'),
  },
  pendingCustomer: {
    paid,
    stillPaying: go('pendingCustomer', 'ask'),
    refunded: go('refunded'),
    notPaid: go('failed'),
    void: go('pendingCustomer', 'ask'),
    absent: go('pendingCustomer', 'ask'),
    numberUsed: go('pendingCustomer', 'ask'),
    doubtfulRefusal: go('pendingCustomer', 'ask'),
    noAnswer: go('pendingCustomer', 'ask'),
    differs: conflict,
    takenBack: go('closing', 'close'),
    deadline: go('closing', 'close'),
  },
  closing: {
    closed: go('closing', 'askNow'),
    closeRefused: go('closing', 'askNow'),
    paid,
    stillPaying: go('closing', 'close'),
    refunded: go('refunded'),
    notPaid: go('failed'),
    void: go('closing', 'ask'),
    absent: go('closing', 'ask'),
    confirmedAbsent: go('failed'),
    refused: go('failed'),
    numberUsed: go('closing', 'ask'),
    doubtfulRefusal: go('closing', 'ask'),
    noAnswer: go('closing', 'ask'),
    differs: conflict,
  },
  unknown: UNKNOWN,
  reversing: {},
  ...ENDED,
}

/**
 * A hold by a QR; Alipay alone has it, and no call closes it (PROTOCOL 5.5). Given up, it is followed until its own expiry has
 * come: until then the customer can still scan it.
 */
const LEFT_TO_EXPIRE = { held, takenBack: go('closing', 'ask'), deadline: go('closing', 'ask') }
const HOLD_BY_QR: SaleTable = {
  ...BY_QR,
  sending: { ...BY_QR.sending, ...LEFT_TO_EXPIRE },
  pendingCustomer: { ...BY_QR.pendingCustomer, ...LEFT_TO_EXPIRE },
  closing: { ...BY_QR.closing, held, qrReady: go('closing', 'ask'), stillPaying: go('closing', 'ask') },
}

/**
 * A capture of a hold (PROTOCOL 5.5). Nobody stands there who could pay: it is taken or it is not, and the same number goes
 * out again until that is known.
 */
const BY_CAPTURE: SaleTable = {
  waitingForCode: {},
  sending: { ...SENDING, stillPaying: go('sending', 'ask') },
  pendingCustomer: {},
  closing: {},
  reversing: {},
  unknown: UNKNOWN,
  ...ENDED,
}

/** Cash and bank cards: nothing is sent that money hangs on. */
const BY_RECORD: SaleTable = {
  waitingForCode: CHOOSING,
  sending: {},
  pendingCustomer: {},
  closing: {},
  reversing: {},
  unknown: {},
  ...ENDED,
}

/** What ends the question whether a card was credited. */
const CREDITING = { paid, refused: failed, numberUsed: conflict }

/**
 * Cash that goes on a member's card: it lies in the drawer, and the same number asks for it to be credited until that is known, over
 * restarts too. Nothing but a word about the card ends it.
 */
const CASH_TOP_UP: SaleTable = {
  ...BY_RECORD,
  sending: {
    ...CREDITING,
    notSent: failed,
    doubtfulRefusal: go('sending', 'ask'),
    noAnswer: go('sending', 'ask'),
    deadline: go('unknown', 'sayUnknown', 'ask'),
  },
  unknown: {
    ...CREDITING,
    doubtfulRefusal: go('unknown', 'ask'),
    noAnswer: go('unknown', 'ask'),
    deadline: go('unknown', 'ask', 'sayUnknown'),
  },
}

/**
 * The whole life of a sale, a hold or a capture: way × state × event → state and effects. A cell that is not here does not move
 * it. Nothing leads from an unknown to `failed` but an answer that proves it; no effect reverses anything.
 */
export const SALE_TABLES = {
  code: BY_CODE,
  qr: BY_QR,
  holdQr: HOLD_BY_QR,
  record: BY_RECORD,
  cashTopUp: CASH_TOP_UP,
  capture: BY_CAPTURE,
}

/** Where the event leads, or null when it does not move a sale in this state. */
export function step({ purpose, way, state }: Pick<SaleRecord, 'purpose' | 'way' | 'state'>, event: SaleEvent): Step | null {
  const ofHold = purpose === 'hold' && way === 'qr'
  const ofCash = purpose === 'topUp' && way === 'record'
  return SALE_TABLES[ofHold ? 'holdQr' : ofCash ? 'cashTopUp' : way][state][event] ?? null
}
