import type { CloudPay } from '../../cloudpay/client/client.ts'
import { Status } from '../../cloudpay/protocol/enums.ts'
import type { Clock } from '../../contract/clock.ts'
import { ok, refuse, type Fault, type FaultCode, type Outcome } from '../../contract/faults.ts'
import { fen } from '../../contract/money.ts'
import type { ApprovalView } from '../../contract/snapshot.ts'
import type { Book } from '../ledger/book.ts'
import type { Log, Person } from './parts.ts'

/** How long after an answer the next question goes out, and how long a fetched grant covers its refund (RULINGS 14), ms. */
const POLL = 2_000
const GRANT = 120_000

export interface ApprovalParts {
  readonly book: Pick<Book, 'write'>
  readonly cloud: Pick<CloudPay, 'startApproval' | 'checkApproval' | 'offersExtensions'>
  readonly clock: Clock
  readonly log: Log
  /** Called after every change that the screen may show. */
  readonly changed: () => void
}

/** The second person who gave their word. */
interface Approver {
  readonly staffId: string
  readonly name: string
}

interface Asked {
  readonly orderNo: string
  readonly amountFen: number
  readonly operator: Pick<Person, 'staffId' | 'name'>
  readonly activator: string
  readonly qrText: string
  state: ApprovalView['state']
  approver: Approver | null
  fault: Fault | null
  /** Epoch ms, for the screen. */
  expiresAt: number
  /** On the scale of `elapsed`: the end of the QR, or of the grant. */
  end: number
  /**
   * When the first question since the last "waiting" left: the grant cannot have been fetched before, and if that answer was
   * lost, not later either. Its two minutes are counted from here.
   */
  fetching: number | null
  callOffPoll: () => void
  callOffEnd: () => void
}

/**
 * Asks a second person by phone for one refund, and holds what they said (BEHAVIOUR F12, RULINGS 14). One request at a time,
 * for one order and one amount; a grant is used once. What was not heard, or not understood, is asked again and grants nothing.
 */
export function createApproval({ book, cloud, clock, log, changed }: ApprovalParts) {
  let asked: Asked | null = null
  /** Grows with each request and each drop, so that an answer that comes too late is known as such. */
  let turn = 0

  function forget(): void {
    turn += 1
    asked?.callOffPoll()
    asked?.callOffEnd()
    asked = null
  }

  function drop(): Outcome<null> {
    forget()
    changed()
    return ok(null)
  }

  /** One row of the journal about what was asked, with whoever gave a word. False when the disk refused it. */
  function noted(
    what: Pick<Asked, 'orderNo' | 'amountFen' | 'operator'>,
    kind: string,
    approver: Approver | null = null,
  ): boolean {
    const { orderNo, amountFen, operator } = what
    const by = { staffId: operator.staffId, staffName: operator.name }
    const body = { ...by, orderNo, amountFen, ...(approver ? { approver: approver.staffId, approverName: approver.name } : {}) }
    try {
      book.write({ entry: { at: clock.now(), kind: `approval.${kind}`, subject: orderNo, body } })
      return true
    } catch (error) {
      log.error('book.write', { text: error instanceof Error ? error.message : String(error) })
      return false
    }
  }

  function end(mine: Asked, state: 'refused' | 'expired', code: FaultCode): void {
    mine.callOffPoll()
    mine.callOffEnd()
    Object.assign(mine, { state, approver: null, fault: { code } })
    noted(mine, state)
    log.info('approval.ended', { orderNo: mine.orderNo, state, code })
    changed()
  }

  /** The state ends by itself after so many ms. */
  function lastFor(mine: Asked, ms: number): void {
    mine.callOffEnd()
    mine.end = clock.elapsed() + ms
    mine.expiresAt = clock.now() + Math.floor(ms)
    mine.callOffEnd = clock.after(ms, () => end(mine, 'expired', 'refund.approvalExpired'))
  }

  function grant(mine: Asked, approver: Approver): void {
    const left = GRANT - (clock.elapsed() - (mine.fetching ?? 0))
    // Cloud Pay must not let them, and neither does the till.
    if (approver.staffId === mine.operator.staffId) end(mine, 'refused', 'refund.approverIsOperator')
    else if (left <= 0) end(mine, 'expired', 'refund.approvalExpired')
    else if (noted(mine, 'granted', approver)) {
      Object.assign(mine, { state: 'granted', approver, fault: null })
      lastFor(mine, left)
      log.info('approval.granted', { orderNo: mine.orderNo, amountFen: mine.amountFen, approver: approver.staffId })
      changed()
    } else end(mine, 'expired', 'book.notWritten')
  }

  /** Nobody has answered yet, or Cloud Pay has not: it is asked again. */
  function goOn(mine: Asked, heard: boolean): void {
    if (heard) mine.fetching = null
    if (heard === (mine.fault !== null)) {
      mine.fault = heard ? null : { code: 'refund.approvalNoAnswer' }
      changed()
    }
    poll(mine)
  }

  async function look(mine: Asked): Promise<void> {
    const { activator, orderNo, amountFen } = mine
    mine.fetching ??= clock.elapsed()
    const result = await cloud.checkApproval({ activator, orderNo, amountFen: fen(amountFen) })
    if (asked !== mine || mine.state !== 'waiting') return
    const answer = result.outcome === 'ok' ? result.answer : null
    // A server that does not know the request any more will never grant it.
    const gone = result.outcome === 'refused' && result.signed && result.status === Status.refusedSeeText
    if (answer?.state === 'granted') grant(mine, answer.approver)
    else if (answer?.state === 'refused') end(mine, 'refused', 'refund.approvalRefused')
    else if (answer?.state === 'expired' || gone) end(mine, 'expired', 'refund.approvalExpired')
    else goOn(mine, answer !== null)
  }

  function poll(mine: Asked): void {
    mine.callOffPoll = clock.after(POLL, () => void look(mine))
  }

  /** The approver of exactly this refund, asked for by this person. */
  function ready(orderNo: string, amountFen: number, { staffId }: Person): Outcome<Approver> {
    if (!cloud.offersExtensions) return refuse('refund.approvalNotOffered')
    if (asked?.orderNo !== orderNo || asked.amountFen !== amountFen || asked.operator.staffId !== staffId)
      return refuse('refund.notApproved')
    const { state, approver, fault } = asked
    if (state === 'waiting') return refuse('refund.notApproved')
    if (state !== 'granted' || approver === null) return refuse(fault?.code ?? 'refund.notApproved')
    if (clock.elapsed() >= asked.end) return refuse('refund.approvalExpired')
    return ok(approver)
  }

  return {
    offered: cloud.offersExtensions,

    /**
     * Begins to ask; what was asked before is over. Faults: `refund.zero`, `refund.approvalNotOffered`,
     * `refund.approvalNoAnswer`, `book.notWritten`, and `refund.notApproved` with Cloud Pay's own words when it does not agree.
     */
    async ask(orderNo: string, amountFen: number, operator: Person): Promise<Outcome<null>> {
      if (!Number.isSafeInteger(amountFen) || amountFen <= 0) return refuse('refund.zero')
      if (!cloud.offersExtensions) return refuse('refund.approvalNotOffered')
      drop()
      const mine = turn
      if (!noted({ orderNo, amountFen, operator }, 'asked')) return refuse('book.notWritten')
      const result = await cloud.startApproval({ orderNo, amountFen: fen(amountFen), staffId: operator.staffId })
      // Somebody has gone on to something else meanwhile.
      if (turn !== mine) return refuse('refund.notApproved')
      if (result.outcome === 'unknown') return refuse('refund.approvalNoAnswer')
      if (result.outcome === 'refused') return refuse('refund.notApproved', { platformText: result.text, status: result.status })
      const { activator, qrText, ttl } = result.answer
      asked = {
        orderNo,
        amountFen,
        operator,
        activator,
        qrText,
        state: 'waiting',
        approver: null,
        fault: null,
        expiresAt: 0,
        end: 0,
        fetching: null,
        callOffPoll: () => undefined,
        callOffEnd: () => undefined,
      }
      lastFor(asked, ttl)
      poll(asked)
      log.info('approval.asked', { orderNo, amountFen })
      changed()
      return ok(null)
    },

    /** Faults: `refund.notApproved`, `refund.approval…`, `refund.approverIsOperator`. */
    ready,

    /** Uses the grant up. Faults: as `ready`. */
    take(orderNo: string, amountFen: number, person: Person): Outcome<Approver> {
      const found = ready(orderNo, amountFen, person)
      if (found.ok) drop()
      return found
    },

    /** Nobody is asked any more; a late answer is not heard. */
    drop,

    view(): ApprovalView | null {
      if (asked === null) return null
      const { orderNo, amountFen, state, qrText, expiresAt, approver, fault } = asked
      return { orderNo, amountFen, state, qrText, expiresAt, approverName: approver?.name ?? null, fault }
    },

    stop: forget,
  }
}
export type Approval = ReturnType<typeof createApproval>
