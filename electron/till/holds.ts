import { may } from '../../contract/permissions.ts'
import { isDeepStrictEqual } from 'node:util'
import type { HoldAnswer } from '../../cloudpay/client/client.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import type { Answer, Question } from '../../contract/requests.ts'
import type { HoldView } from '../../contract/views.ts'
import { HOLD_LIFE, HOLD_TENDERS, type HoldTender } from '../../contract/states.ts'
import type { HoldRecord, ToldHold } from '../ledger/records.ts'
import { dayNamed } from './day.ts'
import { isDue } from './hold-due.ts'
import { createHoldFigures } from './hold-figures.ts'
import { holdSums } from './hold-sums.ts'
import { listedHoldAt } from './listed-around.ts'
import { releaseViewOf, viewOf } from './orders.ts'
import type { Person, SellingCloud, SellingParts } from './parts.ts'
import { mayAlone } from './rights.ts'
import { isOpen, isOpenRelease } from './sale-state.ts'

/** How often the till looks whether a deposit has to be asked about, ms. */
const SWEEP = 60_000

export interface HoldsParts extends Pick<SellingParts, 'book' | 'clock' | 'log' | 'changed' | 'serverNow' | 'place'> {
  readonly cloud: Pick<SellingCloud, 'queryFreezeOrder' | 'queryOrderList'>
  readonly approvalOffered: boolean
}

/** A deposit with what is left of it, as Cloud Pay told just now. */
export interface FreshHold {
  readonly holdNo: string
  readonly tender: HoldTender
  readonly remark: string
  readonly heldFen: number
  readonly leftFen: number
}

type Elsewhere = HoldView['elsewhere']
interface Known {
  readonly hold: HoldRecord
  readonly elsewhere: Elsewhere
}

const toldOf = (answer: HoldAnswer, at: number, mayTurn: boolean): ToldHold => {
  const { capturedFen, releasedFen, autoReleasedFen, refundedFen, leftFen } = answer
  return { capturedFen, releasedFen, autoReleasedFen, refundedFen, closed: leftFen === 0 && !mayTurn, mayTurn, at }
}

/**
 * The deposits that are held (BEHAVIOUR F09): found by number or search, asked about at Cloud Pay when somebody looks, once a
 * day, and around their end, so that what another till did with them, and what the platform gave back by itself, is in the book.
 */
export function createHolds(parts: HoldsParts) {
  const { book, clock, cloud } = parts
  /** When Cloud Pay last told of a hold, by its clock, in memory: the book keeps only what changed. */
  const askedAt = new Map<string, number>()
  const asking = new Map<string, Promise<HoldAnswer | 'absent' | 'notTold'>>()
  const { moved, figures } = createHoldFigures(parts)
  let stopped = false
  const ended = (): boolean => stopped
  let callOff: (() => void) | null = null

  const logged = (error: unknown): void =>
    parts.log.error('holds.look', { text: error instanceof Error ? error.message : String(error) })
  /**
   * While one capture or release of a hold is in work, there is no other: nobody knows what is left, and what was taken on may
   * still come to nothing.
   */
  const underWay = (holdNo: string): boolean =>
    book.holds.captures(holdNo).some(isOpen) || book.holds.releases(holdNo).some(isOpenRelease)

  function viewOfHold({ hold, elsewhere }: Known): HoldView {
    const { holdNo, platformHoldId, tender, heldFen, remark, staffId, staffName, told } = hold
    // Cloud Pay's times by the till's own clock, which is what the page counts days from.
    const ahead = Math.round((parts.serverNow() - clock.now()) / 1000) * 1000
    const heldAt = hold.heldAt - ahead
    const toldAt = askedAt.get(holdNo) ?? told?.at ?? null
    return {
      ...{ holdNo, platformHoldId, tender, heldFen, heldAt, remark, staffId, staffName },
      ...holdSums(hold, book.holds.own(holdNo)),
      endsAt: heldAt + HOLD_LIFE,
      elsewhere,
      toldAt: toldAt === null ? null : toldAt - ahead,
      underWay: underWay(holdNo),
    }
  }

  /** What Cloud Pay tells of a hold of this book, kept when it is news. False when it contradicts what was held. */
  function keep(hold: HoldRecord, answer: HoldAnswer): boolean {
    const { heldFen, verdict } = answer
    if (heldFen !== hold.heldFen || (verdict !== 'held' && verdict !== 'closed')) {
      parts.log.warn('hold.contradicted', { holdNo: hold.holdNo, heldFen, verdict })
      return false
    }
    const now = parts.serverNow()
    const told = toldOf(answer, now, underWay(hold.holdNo))
    const before = hold.told
    if (before === null || !isDeepStrictEqual({ ...before, at: 0 }, { ...told, at: 0 })) {
      const kind = told.autoReleasedFen > (before?.autoReleasedFen ?? 0) ? 'hold.autoReleased' : 'hold.told'
      const { holdNo, saleId: subject } = hold
      const { capturedFen, releasedFen, autoReleasedFen, refundedFen, closed } = told
      const body = { holdNo, capturedFen, releasedFen, autoReleasedFen, refundedFen, closed }
      try {
        book.write({ entry: { at: clock.now(), kind, subject, body }, hold: { ...hold, told } })
      } catch (error) {
        // As if nobody had told: what is shown, and what may be moved, goes by the book.
        logged(error)
        return false
      }
    }
    askedAt.set(hold.holdNo, now)
    moved()
    parts.changed()
    return true
  }

  async function ask(holdNo: string, tender: HoldTender, staffId: string): Promise<HoldAnswer | 'absent' | 'notTold'> {
    const result = await cloud.queryFreezeOrder({ holdNo, tender, staffId })
    if (result.outcome === 'ok') return result.answer
    return result.outcome === 'refused' && result.signed ? 'absent' : 'notTold'
  }

  /** Asks about a hold of this book and keeps the answer; one question at a time for each. */
  async function look(hold: HoldRecord): Promise<boolean> {
    const { holdNo, tender, staffId } = hold
    const running = asking.get(holdNo) ?? ask(holdNo, tender, staffId).finally(() => asking.delete(holdNo))
    asking.set(holdNo, running)
    const answer = await running
    if (ended() || typeof answer === 'string') return false
    const now = book.holds.byNumber(holdNo)
    return now !== null && keep(now, answer)
  }

  /** A hold of another till of this merchant, as Cloud Pay tells it: nobody here knows which wallet it is of. */
  async function elsewhere(holdNo: string, { staffId }: Person): Promise<Outcome<Known>> {
    const answers = []
    for (const tender of HOLD_TENDERS) {
      const answer = await ask(holdNo, tender, staffId)
      if (typeof answer !== 'string') {
        const came = answer.verdict === 'held' || answer.verdict === 'closed'
        return came ? ok(await knownElsewhere(answer)) : refuse('deposit.notHeld', { params: { holdNo } })
      }
      answers.push(answer)
    }
    return refuse(answers.includes('notTold') ? 'deposit.noAnswer' : 'deposit.notFound', { params: { holdNo } })
  }

  async function knownElsewhere(answer: HoldAnswer): Promise<Known> {
    const { holdNo, tender, heldFen, platformHoldId } = answer
    const heldAt = answer.heldAt ?? answer.createdAt ?? 0
    const listed = await listedHoldAt(cloud, { number: holdNo, at: heldAt })
    const row = listed === 'notTold' ? null : listed
    const now = parts.serverNow()
    askedAt.set(holdNo, now)
    const hold = {
      holdNo,
      saleId: '',
      tender,
      heldFen,
      remark: answer.remark ?? row?.remark ?? '',
      heldAt,
      platformHoldId,
      staffId: row?.staffId ?? '',
      staffName: row?.staffName ?? '',
      told: toldOf(answer, now, false),
    }
    return { hold, elsewhere: { shopName: row?.shopName ?? null, deviceName: row?.deviceName ?? null } }
  }

  /** The hold that this number belongs to: of a hold, of a capture or a release of it, or the wallet's own on its bill. */
  const holdNoOf = (number: string): string =>
    book.saleByOrderNo(number)?.holdNo ??
    book.holds.releaseByNumber(number)?.holdNo ??
    book.holds.byPlatformNumber(number)?.holdNo ??
    number

  /**
   * A deposit, asked about just now where Cloud Pay answers. Faults: `deposit.notFound`, `deposit.noAnswer`; `deposit.notHeld`,
   * `deposit.underWay` of one that did not come to be, or not yet.
   */
  async function found(number: string, person: Person): Promise<Outcome<Known & { told: boolean }>> {
    const holdNo = holdNoOf(number)
    const own = book.holds.byNumber(holdNo)
    const taking = own ? null : book.saleByOrderNo(holdNo)
    if (taking?.purpose === 'hold') return refuse(isOpen(taking) ? 'deposit.underWay' : 'deposit.notHeld', { params: { holdNo } })
    if (own) {
      const told = await look(own)
      return ok({ hold: book.holds.byNumber(holdNo) ?? own, elsewhere: null, told })
    }
    const there = await elsewhere(holdNo, person)
    return there.ok ? ok({ ...there.value, told: true }) : there
  }

  function lookedFor({ state, day, ...rest }: Question<'deposits.list'>['search']): HoldView[] {
    const { from, until } = day === null ? { from: null, until: null } : dayNamed(day)
    const holds = book.holds.search({ ...rest, onlyOpen: state === 'open', from, until })
    const views = holds.map((hold) => viewOfHold({ hold, elsewhere: null }))
    return state === 'open' ? views.filter(({ leftFen }) => leftFen > 0) : views
  }

  async function sweep(): Promise<void> {
    const now = parts.serverNow()
    for (const hold of book.holds.open().filter((one) => isDue(one, askedAt.get(one.holdNo) ?? null, now))) {
      if (ended()) return
      await look(hold)
    }
    if (!ended()) callOff = clock.after(SWEEP, begin)
  }
  const begin = (): void => {
    sweep().catch((error: unknown) => {
      logged(error)
      if (!ended()) callOff = clock.after(SWEEP, begin)
    })
  }

  return {
    underWay,

    /** Deposits of this till, those with the fewest days left first. */
    list({ search, offset, limit }: Question<'deposits.list'>): Answer<'deposits.list'> {
      const views = lookedFor(search)
      const leftFen = views.reduce((sum, view) => sum + view.leftFen, 0)
      return { rows: views.slice(offset, offset + limit), total: views.length, leftFen }
    },

    /** One deposit with all that this till did to it. Faults: `deposit.notFound`, `deposit.noAnswer`, `deposit.notHeld`, `deposit.underWay`. */
    async find(number: string, person: Person): Promise<Outcome<Answer<'deposits.find'>>> {
      const known = await found(number, person)
      if (!known.ok) return known
      const { told, ...one } = known.value
      const { holdNo, tender } = one.hold
      return ok({
        hold: viewOfHold(one),
        told,
        captures: book.holds.captures(holdNo).map((capture) => viewOf(book, capture, null)),
        releases: book.holds.releases(holdNo).map((release) => releaseViewOf(release, null)),
        ownRight: mayAlone(person),
        byPhone: parts.approvalOffered,
        mayKeepRest: tender === 'alipay' && may('keepRest', person.role),
        mayReleasePart: tender === 'alipay',
      })
    },

    /**
     * What is left of a deposit, by Cloud Pay's word of just now: nothing moves on what the book remembers. Faults:
     * `deposit.notFound`, `deposit.noAnswer`, `deposit.notHeld`, `deposit.nothingLeft`, `deposit.underWay`.
     */
    async fresh(holdNo: string, person: Person): Promise<Outcome<FreshHold>> {
      const known = await found(holdNo, person)
      if (!known.ok) return known
      const { hold, elsewhere, told } = known.value
      if (!told) return refuse('deposit.noAnswer', { params: { holdNo } })
      if (underWay(holdNo)) return refuse('deposit.underWay', { params: { holdNo } })
      const { leftFen } = viewOfHold({ hold, elsewhere })
      const { tender, remark, heldFen } = hold
      return leftFen > 0 ? ok({ holdNo, tender, remark, heldFen, leftFen }) : refuse('deposit.nothingLeft')
    },

    /** Something happened to it: Cloud Pay is asked. Of another till's there is nothing to keep. */
    async moved(holdNo: string): Promise<void> {
      moved()
      try {
        // An answer that is on its way may be from before it.
        await asking.get(holdNo)
        const hold = book.holds.byNumber(holdNo)
        if (hold && !ended()) await look(hold)
      } catch (error) {
        logged(error)
      }
    },

    /** A new hold is in the book. */
    began: moved,
    figures,

    start: begin,
    stop(): void {
      stopped = true
      callOff?.()
    },
  }
}
export type Holds = ReturnType<typeof createHolds>
