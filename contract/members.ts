import { z } from 'zod'
import { ADJUST_REMARK_MOST, CARD_STATES, MEMBER_WAYS, MOVEMENTS_OF_CARD } from './member-choices.ts'
import { request } from './request-shape.ts'
import { saleViewSchema } from './views.ts'

/** Members and their cards: calls of ours, offered where the server has them (UNDOCUMENTED 1, BEHAVIOUR F15, F16). Amounts in fen. */

const fen = z.number().int()
const instant = z.number().int()
const cardNo = z.string().min(1).max(32)

/** A member with the card, as Cloud Pay told it last. What was not told is null. */
export const memberViewSchema = z.object({
  cardNo: z.string(),
  name: z.string().nullable(),
  /** Masked. */
  phone: z.string().nullable(),
  balanceFen: fen,
  points: z.number().int().nullable(),
  /** Null: without end, or not told. */
  validUntil: instant.nullable(),
  state: z.enum(CARD_STATES),
})
export type MemberView = z.infer<typeof memberViewSchema>

/** One change of a card. */
export const cardMovementSchema = z.object({
  /** Null: of a kind that is not known here. */
  kind: z.enum(MOVEMENTS_OF_CARD).nullable(),
  /** Of the order, the refund or the change by hand; null where none was told. */
  number: z.string().nullable(),
  at: instant.nullable(),
  /** Signed: what the balance changed by, with the bonus. */
  amountFen: fen.nullable(),
  /** Signed: how much of it is a bonus. */
  bonusFen: fen.nullable(),
  /** After it. */
  balanceFen: fen.nullable(),
  points: z.number().int().nullable(),
  remark: z.string().nullable(),
  staffName: z.string().nullable(),
})
export type CardMovement = z.infer<typeof cardMovementSchema>

/** What may be topped up: the listed amounts, each with its bonus, or any amount up to `mostFen` (null: not told), never with a bonus. */
export const topUpRulesSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('fixed'), tiers: z.array(z.object({ amountFen: fen, bonusFen: fen })) }),
  z.object({ mode: z.literal('any'), mostFen: fen.nullable() }),
])
export type TopUpRules = z.infer<typeof topUpRulesSchema>

/** Members; part of the one list of `requests.ts`. All of them: `member.notOffered`, `member.noAnswer`, `member.refused`. */
export const MEMBER_REQUESTS = {
  /**
   * By the whole telephone number, the whole card number, a part of the name, or a scanned code, the payer's or the card's own, which is
   * not used up. Nobody found is an empty list. Faults: `member.codeDead`.
   */
  'members.find': request(
    'useMembers',
    z.strictObject({ by: z.enum(MEMBER_WAYS), text: z.string().trim().min(1).max(256) }),
    z.array(memberViewSchema),
  ),
  /** Newest first. `total` null: not told. Faults: `member.cardUnknown`. */
  'members.statement': request(
    'useMembers',
    z.strictObject({
      cardNo,
      /** Null for all. */
      kind: z.enum(MOVEMENTS_OF_CARD).nullable(),
      page: z.number().int().min(1).max(10_000),
      pageSize: z.number().int().min(1).max(100),
    }),
    z.object({ total: z.number().int().nullable(), rows: z.array(cardMovementSchema) }),
  ),
  'members.rules': request('useMembers', z.strictObject({}), topUpRulesSchema),
  /**
   * Opens a top-up that waits for the payer's code, as a sale does: it is scanned, followed, parked and taken to an end by the requests of a
   * sale. `cardNo` null: of the payer's own card, which the code finds. Faults: `member.cardUnknown`, `member.notActivated`,
   * `member.expired`, `topUp.notATier`, `topUp.tooMuch`, and as `sale.start`.
   */
  'members.topUp': request(
    'useMembers',
    z.strictObject({ cardNo: cardNo.nullable(), amountFen: fen, anyway: z.boolean().optional() }),
    saleViewSchema,
  ),
  /**
   * Changes a balance by hand, with a remark; an admin's alone. Answers the member as it is then. Faults: `member.cardUnknown`,
   * `member.belowZero`, `member.aboveCeiling`, `member.notKnown` when nobody can say whether it was done: then the same is asked again
   * under the same number, `member.adjustOpen`, `member.adjustSettled` when another one came to be known by it and this one was not done.
   */
  'members.adjust': request(
    'adjustMember',
    z.strictObject({
      cardNo,
      /** Signed, not nought. */
      amountFen: fen,
      remark: z.string().trim().min(1).max(ADJUST_REMARK_MOST),
    }),
    memberViewSchema,
  ),
} as const
