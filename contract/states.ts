/** Tenders, by GLOSSARY 3. The wire's sub_pay_platform stands beside each. */
export const TENDERS = ['wechat', 'alipay', 'memberCard', 'bankCardRecord', 'cashRecord'] as const
export type Tender = (typeof TENDERS)[number]

/**
 * One vocabulary for the states of orders and of holds on all platforms (BEHAVIOUR 2.5, F09). What a server says, not what the
 * till shows. Of a hold, `closed` says that all of it was captured or given back.
 */
export const ORDER_STATES = [
  'created',
  'pendingCustomer',
  'paid',
  'paidFinal',
  'refunded',
  'customerCancelled',
  'reversed',
  'closed',
  'closedOrRefunded',
  'error',
  'void',
  'depositReleased',
  'depositCaptured',
  'held',
  'closedOrNotHeld',
] as const
export type OrderState = (typeof ORDER_STATES)[number]

/**
 * How a sale is taken (BEHAVIOUR F04, F05). Chosen with the scan or the key that follows the amount.
 * - `code`: the till scans the customer's payment code
 * - `qr`: the customer scans a QR on the till
 * - `record`: cash or a bank card was taken beside the till; it is written down, nothing is charged
 * - `capture`: it is taken from a hold; the customer need not be there (BEHAVIOUR F07)
 */
export const SALE_WAYS = ['code', 'qr', 'record', 'capture'] as const
export type SaleWay = (typeof SALE_WAYS)[number]

/**
 * What the customer's money is for. A hold is taken like a sale until it is held: the same codes, the same doubts (BEHAVIOUR F06).
 * - `sale`: it is the shop's once it is paid
 * - `hold`: it secures a deposit, to be captured or released later
 * - `topUp`: it goes on a member's card (BEHAVIOUR F16)
 */
export const PURPOSES = ['sale', 'hold', 'topUp'] as const
export type Purpose = (typeof PURPOSES)[number]

/** Which of the two a till takes; set by a manager (BEHAVIOUR F03). */
export const CASHIER_MODES = ['cashier', 'deposit', 'mixed'] as const
export type CashierMode = (typeof CASHIER_MODES)[number]

/** The wallets that hold deposits (BEHAVIOUR F06). */
export const HOLD_TENDERS = ['wechat', 'alipay'] as const
export type HoldTender = (typeof HOLD_TENDERS)[number]

/** So long a hold lives after it succeeded; then the platform gives back what is left (PROTOCOL 5.5), ms. */
export const HOLD_LIFE = 30 * 86_400_000

/**
 * Where a sale stands at the counter.
 * - `waitingForCode`: the amount is set, no code scanned, nothing sent, no money can move
 * - `sending`: the order is in the book and may have left the till
 * - `pendingCustomer`: the platform waits for the customer's password, or for the customer to scan the QR
 * - `closing`: the QR is taken back; the customer may have paid in the last moment, so it is asked about once more
 * - `reversing`: a person takes the payment back; asked about until Cloud Pay says what became of it
 * - `unknown`: no trustworthy answer; asked about until it is known. Never the same as failed
 * - `paid`, `failed`, `refunded`: final
 * - `held`: final for the taking of a hold; what becomes of the deposit since, its hold tells
 * - `conflict`: this number belongs to an order with another amount (407); a person must look
 * - `cancelled`: given up by the cashier before a code was scanned
 */
export const SALE_STATES = [
  'waitingForCode',
  'sending',
  'pendingCustomer',
  'closing',
  'reversing',
  'unknown',
  'paid',
  'held',
  'failed',
  'refunded',
  'conflict',
  'cancelled',
] as const
export type SaleState = (typeof SALE_STATES)[number]

/** States in which money may be on its way: the sale is followed until it leaves them. */
export const OPEN_SALE_STATES: readonly SaleState[] = [
  'sending',
  'pendingCustomer',
  'closing',
  'reversing',
  'unknown',
  'conflict',
]

/**
 * Where a refund stands (PROTOCOL 5.4). Accepted is not arrived: the money may take hours.
 * - `sending`: in the book, may have left the till
 * - `accepted`: Cloud Pay took it on; followed until the money is there
 * - `unknown`: no trustworthy answer; asked about until it is known, under the same number
 * - `succeeded`, `failed`: final
 * - `needsPerson`: the customer's bank card is dead; the money is back with the merchant, who must pay by other means
 * - `conflict`: this number belongs to a refund with other content; a person must look
 */
export const REFUND_STATES = ['sending', 'accepted', 'unknown', 'succeeded', 'failed', 'needsPerson', 'conflict'] as const
export type RefundState = (typeof REFUND_STATES)[number]

/** Refunds that are followed until they leave these states. */
export const OPEN_REFUND_STATES: readonly RefundState[] = ['sending', 'accepted', 'unknown', 'conflict']
/** Refunds whose amount counts as given back: a refund that is not known may have happened. */
export const COUNTED_REFUND_STATES: readonly RefundState[] = [...OPEN_REFUND_STATES, 'succeeded', 'needsPerson']

/** Refunds that Cloud Pay took on, and that did not fail since. */
export const ACCEPTED_REFUND_STATES: readonly RefundState[] = ['accepted', 'succeeded', 'needsPerson']

/**
 * Where a release stands: money of a hold that goes back (PROTOCOL 5.5). States as of a refund; only `succeeded` says that the
 * money went back.
 */
export const RELEASE_STATES = ['sending', 'accepted', 'unknown', 'succeeded', 'failed', 'conflict'] as const
export type ReleaseState = (typeof RELEASE_STATES)[number]
/** Releases that are followed until they leave these states. */
export const OPEN_RELEASE_STATES: readonly ReleaseState[] = ['sending', 'accepted', 'unknown', 'conflict']

/** By whose right a refund or a release was made: the operator's own, a second person's password, or a second person's phone. */
export const AUTHORITIES = ['own', 'password', 'phone'] as const
export type Authority = (typeof AUTHORITIES)[number]

export const ROLES = ['admin', 'manager', 'clerk'] as const
export type Role = (typeof ROLES)[number]

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
