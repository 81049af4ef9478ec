/**
 * What can happen to a sale. Answers of Cloud Pay are turned into these by `answers.ts`; the rows are PROTOCOL 5.1.
 * - `scanned`: a payment code was read
 * - `paid`, `stillPaying`, `refunded`, `notPaid`: a trusted answer about this order says so
 * - `held`: a trusted answer about this hold says that it came to be (PROTOCOL 5.5)
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
 *
 * Of a QR (PROTOCOL 5.2): `qrChosen`; `qrReady`: there is a QR to show; `takenBack`: the cashier gives it up; `closed`,
 * `closeRefused`: Cloud Pay's answer to taking it back, which either way is asked about once more.
 * Of cash and bank cards: `recorded`; of cash that goes on a member's card: `cashTaken`, and it is paid once the card is credited.
 *
 * `balanceTold`: how much was on the card after it was paid; nothing moves.
 * `dismissed`: a manager has looked at a conflict, and what stands under the number is not this sale's.
 *
 * Of a reversal (PROTOCOL 5.1, 5): `reversalAsked`: a person takes the payment back, the only way into `reversing`;
 * `reversalTaken`, `reversalRefused`, `reversalNotSent`: what the call said, which is never what became of the money;
 * `paidMeanwhile`: it is said to be paid, and the reversal may still be on its way.
 */
export const SALE_EVENTS = [
  'scanned',
  'cancelled',
  'paid',
  'held',
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
  'qrChosen',
  'qrReady',
  'takenBack',
  'closed',
  'closeRefused',
  'recorded',
  'cashTaken',
  'reversalAsked',
  'reversalTaken',
  'reversalRefused',
  'reversalNotSent',
  'paidMeanwhile',
  'dismissed',
  'balanceTold',
] as const
export type SaleEvent = (typeof SALE_EVENTS)[number]
