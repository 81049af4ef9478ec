import { ok, refuse, type FaultCode, type Outcome } from '../../contract/faults.ts'
import type { Question } from '../../contract/requests.ts'
import type { ReleaseView } from '../../contract/views.ts'
import type { ReleaseRecord } from '../ledger/records.ts'
import type { SlipSetting } from '../slips/rows.ts'
import { createFollower, newLive, type Live } from './follower.ts'
import type { FreshHold, Holds } from './holds.ts'
import { releaseViewOf } from './orders.ts'
import { takeNumber } from './numbers.ts'
import type { Person, SellingCloud, SellingParts } from './parts.ts'
import type { Recorder } from './recorder.ts'
import { releaseCalls, releaseWords } from './release-calls.ts'
import type { ReleaseEvent } from './release-machine.ts'
import type { ResolvedList } from './resolved.ts'
import type { Right, Rights } from './rights.ts'
import { isOpenRelease, isUnconfirmed } from './sale-state.ts'

export interface ReleasesParts extends Omit<SellingParts, 'cloud'> {
  readonly cloud: Pick<SellingCloud, 'unfreeze' | 'queryUnfreezeOrder'>
  readonly recorder: Recorder
  readonly slipSetting: () => SlipSetting
  /** Why no money may be moved just now; null when it may. */
  readonly barred: () => FaultCode | null
  readonly resolved: Pick<ResolvedList, 'release'>
  readonly holds: Pick<Holds, 'fresh' | 'moved' | 'underWay'>
  readonly rights: Rights
}

type Wish = Question<'release.start'>

const viewOf = ({ record, nextAskAt }: Live<ReleaseRecord>): ReleaseView => releaseViewOf(record, nextAskAt)

/**
 * Giving a hold back (BEHAVIOUR F08, PROTOCOL 5.5): under somebody's right, at most what Cloud Pay says is left, in the book
 * before it is sent, and followed to its end under one number.
 */
export function createReleases(parts: ReleasesParts) {
  const { book, clock, holds, recorder } = parts
  const live = new Map<string, Live<ReleaseRecord>>()
  /** Holds of which a release is just being started. */
  const starting = new Set<string>()
  const kind = releaseWords(parts, parts.slipSetting)
  const follower = createFollower<ReleaseRecord, ReleaseEvent>({
    ...parts,
    kind,
    calls: releaseCalls(parts.cloud),
    moved({ record, recovered }, from) {
      const ended = !isOpenRelease(record) && record.state !== from
      if (ended && (recovered || from !== 'sending')) parts.resolved.release(record)
      if (ended) void holds.moved(record.holdNo)
      parts.changed()
    },
  })

  function follow(release: ReleaseRecord, recovered: boolean): Live<ReleaseRecord> {
    const entry = newLive(release, clock, recovered)
    live.set(release.releaseId, entry)
    return entry
  }

  /** In the book, then on its way. Nothing may leave before it is written. */
  function begin({ amountFen }: Wish, hold: FreshHold, proven: Right, person: Person): Outcome<ReleaseView> {
    const { holdNo, tender, remark, heldFen } = hold
    // Between the question and here another window may have asked for the same, or a difference may have shown.
    const bar = parts.barred()
    if (bar) return refuse(bar)
    if (holds.underWay(holdNo)) return refuse('deposit.underWay', { params: { holdNo } })
    const right = parts.rights.used(proven, { number: holdNo, amountFen }, person)
    if (!right.ok) return right
    const now = clock.now()
    const releaseNo = takeNumber(parts)
    if (releaseNo === null) return refuse('book.notWritten')
    const release: ReleaseRecord = {
      releaseId: parts.newId(),
      releaseNo,
      holdNo,
      tender,
      heldFen,
      amountFen,
      remark,
      state: 'sending',
      startedAt: now,
      sentAt: now,
      settledAt: null,
      platformReleaseId: null,
      fault: null,
      staffId: person.staffId,
      staffName: person.name,
      ...right.value,
    }
    if (!recorder.begin(kind, release)) return refuse('book.notWritten')
    const entry = follow(release, false)
    follower.watchDeadline(entry)
    follower.send(entry)
    parts.changed()
    return ok(viewOf(entry))
  }

  return {
    /**
     * Gives so many fen of a hold back: all that is left, or of Alipay a part of it. Faults: `release.zero`, `release.tooMuch`,
     * `release.onlyWhole`, `release.needsApproval`, `refund.approv…`, `refund.notApproved`, `signIn.*` of the approver,
     * `deposit.*`, `book.notWritten`, and why no money may be moved.
     */
    async start(wish: Wish, person: Person): Promise<Outcome<ReleaseView>> {
      const { holdNo, amountFen, authority } = wish
      if (!Number.isSafeInteger(amountFen) || amountFen <= 0) return refuse('release.zero')
      const bar = parts.barred()
      if (bar) return refuse(bar)
      if (starting.has(holdNo)) return refuse('deposit.underWay', { params: { holdNo } })
      starting.add(holdNo)
      try {
        const right = await parts.rights.proven(authority, { number: holdNo, amountFen }, person, 'release.needsApproval')
        if (!right.ok) return right
        const hold = await holds.fresh(holdNo, person)
        if (!hold.ok) return hold
        const { leftFen, tender } = hold.value
        if (amountFen > leftFen) return refuse('release.tooMuch', { params: { amountFen, leftFen } })
        if (amountFen < leftFen && tender === 'wechat') return refuse('release.onlyWhole', { params: { leftFen } })
        return begin(wish, hold.value, right.value, person)
      } finally {
        starting.delete(holdNo)
      }
    },

    askNow(releaseId: string): Outcome<null> {
      const entry = live.get(releaseId)
      if (!entry || !isOpenRelease(entry.record)) return refuse('release.notFound')
      follower.ask(entry)
      return ok(null)
    },

    /** Puts a result away. What is not known stays in sight. */
    close(releaseId: string): Outcome<null> {
      const entry = live.get(releaseId)
      if (!entry) return refuse('release.notFound')
      if (isOpenRelease(entry.record)) return refuse('release.notFinished')
      live.delete(releaseId)
      parts.changed()
      return ok(null)
    },

    /** Cloud Pay's list knows a release that failed here: it is asked about, and the answer wins. */
    async lookAgain(releaseNo: string): Promise<void> {
      const release = book.holds.releaseByNumber(releaseNo)
      if (release?.state === 'failed') await follower.lookAgain(live.get(release.releaseId) ?? follow(release, true))
    },

    /** Reads the book and asks about every release that was left open. */
    recover(): void {
      for (const release of book.holds.openReleases()) {
        const entry = follow(release, true)
        follower.watchDeadline(entry)
        follower.ask(entry)
      }
      parts.changed()
    },

    list: (): ReleaseView[] => [...live.values()].map(viewOf),
    unconfirmed: (): number => [...live.values()].filter(({ record }) => isUnconfirmed(record)).length,
    stop(): void {
      follower.stop()
      for (const entry of live.values()) follower.rest(entry)
    },
  }
}
export type Releases = ReturnType<typeof createReleases>
