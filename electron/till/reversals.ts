import { ok, refuse, type FaultCode, type Outcome } from '../../contract/faults.ts'
import type { OrderState } from '../../contract/states.ts'
import type { SaleRecord } from '../ledger/records.ts'
import { readReversal } from './answers.ts'
import type { Follower, Live } from './follower.ts'
import { ageFrom } from './matter.ts'
import type { Person, Place, SellingParts } from './parts.ts'
import { withMarks } from './sale-calls.ts'
import type { SaleEvent } from './sale-machine.ts'
import { ASK_LIMIT } from './schedule.ts'

/** What Cloud Pay last said, while the customer or the platform is still at it (PROTOCOL 5.1). */
const IN_WORK: readonly (OrderState | null)[] = ['created', 'pendingCustomer']
const SETTLED: Partial<Record<SaleRecord['state'], FaultCode>> = {
  paid: 'reverse.paid',
  refunded: 'reverse.paid',
  failed: 'reverse.notPaid',
  cancelled: 'reverse.notPaid',
  // Another order stands under this number.
  conflict: 'reverse.numberUsed',
}

/**
 * Why this payment may not be taken back, or null when it may (PROTOCOL 5.1, 5): one of this till's own by the customer's
 * code, never answered with 407, not confirmed since 2 minutes, and still in work by the last word of Cloud Pay. `age`: ms
 * since it was sent, or since it was last taken back.
 */
export function whyNotReversed(
  sale: SaleRecord,
  age: number,
  place: Pick<Place, 'orderPrefix' | 'tillDigits'>,
): FaultCode | null {
  if (sale.numberUsed) return 'reverse.numberUsed'
  if (sale.way !== 'code' || (sale.tender !== 'wechat' && sale.tender !== 'alipay')) return 'reverse.onlyByCode'
  const settled = SETTLED[sale.state]
  if (settled) return settled
  if (!sale.orderNo?.startsWith(place.orderPrefix + place.tillDigits)) return 'reverse.otherTill'
  if ((sale.state !== 'unknown' && sale.state !== 'reversing') || age < ASK_LIMIT) return 'reverse.tooEarly'
  return IN_WORK.includes(sale.orderState) ? null : 'reverse.notInWork'
}

export interface ReversalsParts extends Pick<SellingParts, 'book' | 'clock' | 'cloud' | 'place'> {
  readonly follower: Follower<SaleRecord, SaleEvent>
  /** The sale, if it is one that is being followed. */
  readonly followed: (saleId: string) => Live<SaleRecord> | null
  /** Why no money may be moved just now; null when it may. */
  readonly barred: () => FaultCode | null
}

/**
 * Taking a payment back that hangs. Nothing of the till does it by itself: `start` is what a manager or an admin pressed,
 * and the one place from which a reversal leaves (invariant M4).
 */
export function createReversals(parts: ReversalsParts) {
  const { book, clock, cloud, place, follower } = parts
  const offered = (person: Person): boolean => person.role !== 'clerk' && cloud.reversal?.offered() === true

  function why(live: Live<SaleRecord>): FaultCode | null {
    return live.calling ? 'reverse.underWay' : whyNotReversed(live.record, live.age(), place)
  }

  return {
    /** Whether this person may take it back now. */
    mayStart(saleId: string, person: Person): boolean {
      const live = parts.followed(saleId)
      return (
        live !== null && offered(person) && parts.barred() === null && whyNotReversed(live.record, live.age(), place) === null
      )
    },

    /**
     * Asks once more, and only when the payment is then still in work takes it back: in the book with the person, then sent,
     * once. Afterwards the sale is followed like any other; `ok` does not say that it is reversed. Faults: `reverse.*`,
     * `request.forbidden`, `book.notWritten`, and why no money may be moved.
     */
    async start(saleId: string, person: Person): Promise<Outcome<null>> {
      if (person.role === 'clerk') return refuse('request.forbidden')
      const { reversal } = cloud
      if (!reversal || !offered(person)) return refuse('reverse.notOffered')
      const bar = parts.barred()
      if (bar) return refuse(bar)
      const live = parts.followed(saleId)
      if (live === null) {
        const sale = book.sale(saleId)
        return refuse(sale ? (whyNotReversed(sale, 0, place) ?? 'reverse.tooEarly') : 'reverse.otherTill')
      }
      const before = why(live)
      if (before) return refuse(before)
      const asked = await follower.lookAgain(live)
      if (asked === null) return refuse('reverse.underWay')
      const after = why(live)
      if (after) return refuse(after)
      // The till still knows what it knew before, and has to hear it now.
      if (asked.event !== 'stillPaying') return refuse(asked.event === 'noAnswer' ? 'reverse.noAnswer' : 'reverse.notInWork')
      return takeBack(live, person)
    },
  }

  async function takeBack(live: Live<SaleRecord>, person: Person): Promise<Outcome<null>> {
    const { reversal } = cloud
    const { orderNo, tender } = live.record
    if (!reversal || orderNo === null || tender === null) return refuse('reverse.notOffered')
    const { staffId, name } = person
    const by = { at: clock.now(), staffId, staffName: name }
    if (!follower.act(live, 'reversalAsked', { reversal: by, fault: null })) return refuse('book.notWritten')
    // From here on it is followed as if it had just been sent: often at first, and nothing is believed too early.
    const { age } = live
    live.age = ageFrom(clock, 0)
    live.watched = live.age
    live.sweeps = 0
    follower.watchDeadline(live)
    const reading = await follower.exchange(live, async () => {
      const result = await reversal.reverse({ orderNo, tender, staffId })
      return withMarks(result, readReversal(result))
    })
    const fault = reading?.facts.fault
    if (reading?.event === 'numberUsed') return refuse('reverse.numberUsed')
    if (!fault || (reading.event !== 'reversalRefused' && reading.event !== 'reversalNotSent')) return ok(null)
    // Nothing was taken back: the person need not wait to try again.
    live.age = age
    return { ok: false, fault }
  }
}
export type Reversals = ReturnType<typeof createReversals>
