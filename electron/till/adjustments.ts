import { z } from 'zod'
import { fen } from '../../contract/money.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { MemberView } from '../../contract/members.ts'
import type { Question } from '../../contract/requests.ts'
import { whyNot } from './member-faults.ts'
import type { Members } from './members.ts'
import { takeNumber } from './numbers.ts'
import type { Person, SellingCloud, SellingParts } from './parts.ts'
import { ASK_LIMIT } from './schedule.ts'

/** The one that is under way, as the book keeps it: it is sent again under its number until it is known what became of it. */
const OPEN = 'members.adjustment'
const openSchema = z.object({
  number: z.string(),
  cardNo: z.string(),
  amountFen: z.number().int(),
  remark: z.string(),
  staffId: z.string(),
})
type Open = z.infer<typeof openSchema>

export interface AdjustmentsParts extends Pick<SellingParts, 'book' | 'clock' | 'place' | 'serverNow' | 'log'> {
  readonly cloud: Pick<SellingCloud, 'adjustMember' | 'offersExtensions'>
  readonly members: Pick<Members, 'find'>
}

/**
 * Changing a balance by hand (BEHAVIOUR F15): an admin's alone, with a remark, done once per number. In the book before it is sent; while
 * nobody knows whether it was done there is no other.
 */
export function createAdjustments(parts: AdjustmentsParts) {
  const { book, clock, cloud, members, log } = parts
  let busy = false
  /** When something left last of which nobody knows where it is, ms of the clock that nobody can set; after a restart that is now. */
  let unsureAt = clock.elapsed()

  function open(): Open | null {
    const kept = book.fact(OPEN)
    return kept === null ? null : openSchema.parse(JSON.parse(kept))
  }

  function write(
    event: 'began' | 'done' | 'refused' | 'notSent',
    one: Open,
    person: Person,
    more: Record<string, unknown> = {},
  ): void {
    const { number, cardNo, amountFen, remark } = one
    book.write({
      entry: {
        at: clock.now(),
        kind: `member.adjust.${event}`,
        subject: number,
        body: { cardNo, amountFen, remark, number, staffId: person.staffId, staffName: person.name, ...more },
      },
      facts: { [OPEN]: event === 'began' ? JSON.stringify(one) : null },
    })
  }

  /** Sends it, once more if need be: the same under the same number is done once. */
  async function send(one: Open, person: Person, first: boolean): Promise<Outcome<MemberView>> {
    const { number: adjustNo, cardNo: number, amountFen, remark, staffId } = one
    const result = await cloud.adjustMember({ adjustNo, number, amountFen: fen(amountFen), remark, staffId })
    if (result.outcome === 'unknown') {
      if (result.reason !== 'notSent') unsureAt = clock.elapsed()
      if (!(first && result.reason === 'notSent')) return refuse('member.notKnown', { params: { cardNo: number, amountFen } })
      write('notSent', one, person)
      return refuse('member.noAnswer')
    }
    if (result.outcome === 'refused') {
      // Only what Cloud Pay itself says ends it.
      if (!result.signed) return refuse('member.notKnown', { params: { cardNo: number, amountFen } })
      // An earlier call may still arrive, and find more on the card: this one being refused proves nothing until none can (PROTOCOL 5.1).
      if (!first && clock.elapsed() - unsureAt < ASK_LIMIT)
        return refuse('member.notKnown', { params: { cardNo: number, amountFen } })
      const fault = whyNot(result)
      write('refused', one, person, { code: fault.code })
      return { ok: false, fault }
    }
    const { balanceFen } = result.answer
    write('done', one, person, { balanceFen })
    const found = await members.find({ by: 'cardNo', text: number })
    const [member] = found.ok ? found.value : []
    // What it is now was told with the answer; the rest of the card it had before.
    return ok(member ?? { cardNo: number, name: null, phone: null, balanceFen, points: null, validUntil: null, state: 'active' })
  }

  async function adjust(wish: Question<'members.adjust'>, person: Person): Promise<Outcome<MemberView>> {
    const before = open()
    const { cardNo, amountFen, remark } = wish
    if (before !== null) {
      const same = before.cardNo === cardNo && before.amountFen === amountFen && before.remark === remark
      const outcome = await send(before, person, false)
      if (same) return outcome
      // Whoever was told that nobody knows has to hear of the end: else the same is pressed again, and done twice.
      const params = { cardNo: before.cardNo, amountFen: before.amountFen }
      return refuse(open() === null ? 'member.adjustSettled' : 'member.adjustOpen', { params })
    }
    const number = takeNumber(parts)
    if (number === null) return refuse('book.notWritten')
    const one = { number, cardNo, amountFen, remark, staffId: person.staffId }
    write('began', one, person)
    return send(one, person, true)
  }

  return {
    /**
     * Faults: `member.notOffered`, `member.adjustOpen` while another one is not known, `member.adjustSettled` when this press has made another
     * one known (nothing of the wish is done then), `member.notKnown`, `member.belowZero`,
     * `member.cardUnknown`, `member.aboveCeiling`, `member.refused`, `member.noAnswer`, `book.notWritten`, `scan.busy`.
     */
    async adjust(wish: Question<'members.adjust'>, person: Person): Promise<Outcome<MemberView>> {
      if (!cloud.offersExtensions) return refuse('member.notOffered')
      if (wish.amountFen === 0) return refuse('amount.zero')
      if (busy) return refuse('scan.busy')
      busy = true
      try {
        return await adjust(wish, person)
      } catch (error) {
        // The disk refuses it: what was begun stays open in the book, and nothing is begun that it did not take.
        log.error('member.adjustNotKept', { why: error instanceof Error ? error.message : String(error) })
        return refuse('book.notWritten')
      } finally {
        busy = false
      }
    },
  }
}
export type Adjustments = ReturnType<typeof createAdjustments>
