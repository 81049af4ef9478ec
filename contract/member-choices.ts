/** What can be chosen of members: lists without checks, so that the page has them too. */

/** How a member is found. `code`: whatever was scanned. */
export const MEMBER_WAYS = ['phone', 'cardNo', 'name', 'code'] as const
export type MemberWay = (typeof MEMBER_WAYS)[number]

/**
 * Whether a card can be used (BEHAVIOUR F15). `notActivated`: imported, or not activated on the telephone yet: it takes no money and pays
 * none. `expired`: its time is over.
 */
export const CARD_STATES = ['active', 'notActivated', 'expired'] as const
export type CardState = (typeof CARD_STATES)[number]

/**
 * What changes a card. `topUpRefund`: a top-up was taken back, with its bonus; `topUpRefundFailed`: and came back, since the payer did not get
 * the money.
 */
export const MOVEMENTS_OF_CARD = ['payment', 'refund', 'topUp', 'topUpRefund', 'topUpRefundFailed', 'adjustment'] as const
export type MovementOfCard = (typeof MOVEMENTS_OF_CARD)[number]

/** Why somebody changed a balance by hand, at most, characters. */
export const ADJUST_REMARK_MOST = 64
