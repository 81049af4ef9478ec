import type { Approvals } from './approvals.ts'
import type { QueryUnfreezeOrder, Unfreeze } from './deposit-requests.ts'
import { unfreezeContent } from './hold-wire.ts'
import { sumsOf, type Hold, type HoldBook, type ReleaseRecord } from './holds.ts'
import type { MovableClock } from './movable-clock.ts'
import { tenderOfPlatform } from './order-states.ts'
import { mchKeyOf } from './order-wire.ts'
import type { OrderBook } from './orders.ts'
import { done, numberUsed, refusal, sameContentKey, serverDoesNotKnow, wrongCall, type Outcome } from './outcome.ts'
import { digits, type RandomBytes } from './random.ts'
import { lacksRefundRight, wordOf } from './rights.ts'
import type { Merchant, StaffMember } from './seed.ts'

/** How long a release that is slow, or that fails, stays in work. */
export const RELEASE_TAKES_MS = 3000

/**
 * What becomes of the next release. `slow`: in work first, then done; `failed`: in work first, then given back to the hold.
 * `unheard`: done, and the answer is lost; `lost`: not even the call arrives.
 */
export type ReleaseFate = 'done' | 'slow' | 'failed' | 'unheard' | 'lost'

interface Parts {
  merchant: Merchant
  staff: readonly StaffMember[]
  book: OrderBook
  holds: HoldBook
  approvals: Approvals
  clock: MovableClock
  random: RandomBytes
}

export type Releases = ReturnType<typeof createReleases>

/** Giving a hold back, whole or in parts (PROTOCOL 5.5). There is no version of this call: the right is always checked. */
export function createReleases({ merchant, staff, book, holds, approvals, clock, random }: Parts) {
  let nextFates: ReleaseFate[] = []

  const answer = (hold: Hold, release: ReleaseRecord): Outcome =>
    done({ unfreeze_order_content: unfreezeContent(hold, release), pay_mch_key: mchKeyOf(hold, merchant) })

  function unfreeze(request: Unfreeze): Outcome {
    const asked = request.unfreeze_content
    const content = sameContentKey('unfreeze', request)
    const hold = holds.get(asked.out_freeze_no)
    const known = book.contentOf(asked.out_unfreeze_no)
    if (known !== undefined) {
      const same = known === content ? hold?.releases.find((earlier) => earlier.number === asked.out_unfreeze_no) : undefined
      return hold && same ? answer(hold, same) : numberUsed()
    }
    if (!hold) return refusal('冻结单不存在。')
    if (tenderOfPlatform(request.pay_mch_key.pay_platform) !== hold.tender) {
      return wrongCall('参数pay_mch_key.pay_platform与冻结单不符。')
    }
    if (lacksRefundRight(staff, request)) return refusal('没有退款权限，请由有权限的店员授权。')
    const word = wordOf(request, asked.out_freeze_no, asked.unfreeze_fee)
    if (!approvals.hasWord(word)) return refusal('授权无效：未批准、已过期或已使用。')
    if (hold.phase !== 'held') return refusal('押金未冻结成功，不能解冻。')
    if (asked.unfreeze_fee > sumsOf(hold).leftFee) return refusal('解冻金额超过剩余押金。')
    const fate = nextFates.shift() ?? 'done'
    if (fate === 'lost') return { ...serverDoesNotKnow(), line: 'lost' }

    const now = clock.now()
    const release: ReleaseRecord = {
      number: asked.out_unfreeze_no,
      content,
      fee: asked.unfreeze_fee,
      phase: 'inWork',
      remark: asked.remark,
      nonce: request.nonce_str,
      client: request.order_client,
      releaseId: '50000' + digits(random, 23),
      createdAt: now,
      updatedAt: now,
      doneAt: undefined,
    }
    holds.release(hold, release)
    approvals.use(word)
    if (fate === 'slow' || fate === 'failed') {
      clock.after(RELEASE_TAKES_MS, () => holds.endRelease(hold, release, fate === 'failed' ? 'failed' : 'done'))
    } else holds.endRelease(hold, release, 'done')
    return { ...answer(hold, release), line: fate === 'unheard' ? 'cut' : 'fine' }
  }

  function queryUnfreeze(request: QueryUnfreezeOrder): Outcome {
    const hold = holds.get(request.out_freeze_no)
    if (!hold) return refusal('冻结单不存在。')
    if (tenderOfPlatform(request.pay_mch_key.pay_platform) !== hold.tender) {
      return wrongCall('参数pay_mch_key.pay_platform与冻结单不符。')
    }
    const named = request.out_unfreeze_no
    const wanted = hold.releases.filter((release) => named === undefined || release.number === named)
    if (named !== undefined && wanted.length === 0) return refusal('解冻单不存在。')
    return done({
      unfreeze_order_content: wanted.map((release) => unfreezeContent(hold, release)),
      pay_mch_key: mchKeyOf(hold, merchant),
      order_client: wanted.map((release) => release.client),
    })
  }

  return {
    unfreeze,
    queryUnfreeze,
    /** Scripts what becomes of the next releases, one each. */
    scriptNext: (...fates: ReleaseFate[]) => {
      nextFates = fates
    },
  }
}
