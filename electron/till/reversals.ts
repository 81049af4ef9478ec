import { may } from '../../contract/permissions.ts'
import { ok, refuse, type FaultCode, type Outcome } from '../../contract/faults.ts'
import type { OrderState } from '../../contract/states.ts'
import type { SaleRecord } from '../ledger/records.ts'
import { readReversal } from './answers.ts'
import type { Follower, Live } from './follower.ts'
import { ageFrom } from './matter.ts'
import type { Person, Place, Reversal, SellingParts } from './parts.ts'
import { withMark } from './sale-calls.ts'
import type { SaleEvent } from './sale-events.ts'
import { ASK_LIMIT } from './schedule.ts'

/** What Cloud Pay last said, while the customer or the platform is still at it (PROTOCOL 5.1). */
const IN_WORK: readonly (OrderState | null)[] = ['created', 'pendingCustomer']
const SETTLED: Partial<Record<SaleRecord['state'], FaultCode>> = {
  paid: 'reverse.paid',
  refunded: 'reverse.paid',
  held: 'reverse.onlyByCode',
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
  if (sale.way !== 'code' || sale.purpose !== 'sale' || (sale.tender !== 'wechat' && sale.tender !== 'alipay'))
    return 'reverse.onlyByCode'
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
  /** Sales that somebody is just taking back: two presses are one. */
  const starting = new Set<string>()
  const offered = (person: Person): boolean => may('settleDoubt', person.role) && cloud.reversal?.offered() === true
  /** `told`: what was just heard of it, which the disk may have refused to keep. */
  const why = (live: Live<SaleRecord>, told: Partial<SaleRecord> = {}): FaultCode | null =>
    parts.barred() ?? whyNotReversed({ ...live.record, ...told }, live.age(), place)

  /** Into the book with the person, and only then on its way. */
  async function takeBack(live: Live<SaleRecord>, person: Person, reversal: Reversal): Promise<Outcome<null>> {
    const { orderNo, tender } = live.record
    if (orderNo === null || tender === null) throw new Error('a sale without a number is never taken back')
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
      return withMark(result, readReversal(result))
    })
    if (reading?.event === 'numberUsed') return refuse('reverse.numberUsed')
    if (reading?.event !== 'reversalRefused' && reading?.event !== 'reversalNotSent') return ok(null)
    // Nothing was taken back: the person need not wait to try again.
    live.age = age
    return { ok: false, fault: reading.facts.fault ?? { code: 'reverse.refused' } }
  }

  async function askAndTakeBack(live: Live<SaleRecord>, person: Person, reversal: Reversal): Promise<Outcome<null>> {
    const asked = await follower.lookAgain(live)
    const after = why(live, asked?.facts)
    if (after) return refuse(after)
    // The till still knows what it knew before, and has to hear it now.
    if (asked?.event === 'stillPaying' && !live.calling) return takeBack(live, person, reversal)
    return refuse(asked === null || asked.event === 'noAnswer' ? 'reverse.noAnswer' : 'reverse.notInWork')
  }

  /** Of a sale that nobody follows any more, and of one that this till never had. */
  function whyNotHere(saleId: string): FaultCode {
    const sale = book.sale(saleId)
    return sale ? (whyNotReversed(sale, 0, place) ?? 'reverse.tooEarly') : 'reverse.otherTill'
  }

  return {
    /** Whether this person may take it back now. */
    mayStart(saleId: string, person: Person): boolean {
      const live = parts.followed(saleId)
      return live !== null && offered(person) && why(live) === null
    },

    /**
     * Asks once more, and only when the payment is then still in work takes it back: in the book with the person, then sent,
     * once. Afterwards the sale is followed like any other; `ok` does not say that it is reversed. Faults: `reverse.*`,
     * `request.forbidden`, `book.notWritten`, and why no money may be moved.
     */
    async start(saleId: string, person: Person): Promise<Outcome<null>> {
      if (!may('settleDoubt', person.role)) return refuse('request.forbidden')
      if (!cloud.reversal || !offered(person)) return refuse('reverse.notOffered')
      const live = parts.followed(saleId)
      const before = live === null ? whyNotHere(saleId) : why(live)
      if (live === null || before) return refuse(before ?? 'reverse.otherTill')
      if (starting.has(saleId)) return refuse('reverse.underWay')
      starting.add(saleId)
      return askAndTakeBack(live, person, cloud.reversal).finally(() => starting.delete(saleId))
    },
  }
}
export type Reversals = ReturnType<typeof createReversals>
