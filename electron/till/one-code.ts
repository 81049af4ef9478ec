import { z } from 'zod'
import type { CloudPay } from '../../cloudpay/client/client.ts'
import { TradeType } from '../../cloudpay/protocol/enums.ts'
import { fen } from '../../contract/money.ts'
import type { ShopCode } from '../../contract/one-code.ts'
import type { SlipSetting } from '../slips/rows.ts'
import { oneCodeSlip } from '../slips/one-code.ts'
import { heardPayment, heardRefund, type Heard, type OneCodeRecord } from './one-code-record.ts'
import { REPORT_LIFE } from './one-slip.ts'
import type { SellingParts } from './parts.ts'
import type { Recorder } from './recorder.ts'
import { sentences } from './sentences.ts'

/** Cloud Pay is asked so often while payments come, when none has come for a while, and after no answer, longest, ms. */
const BUSY = 4_000
const IDLE = 10_000
const LOST_MOST = 60_000
/** Without a payment for so long nobody is waiting at the wall, ms. */
const QUIET_AFTER = 5 * 60_000
/** How far behind the newest payment rows are looked for: a list may lag behind, ms. */
const OVERLAP = 10 * 60_000
/** Now and then it is looked back further, for what a wallet told Cloud Pay late, ms. */
const FAR_BACK = 86_400_000
const FAR_BACK_EVERY = 15 * 60_000
/** What is under way is waited for so long, ms. */
const WAITED = 3 * 86_400_000
/** A server's clock may be a little ahead, ms. */
const AHEAD = 60_000
const ROWS = 100
const SECOND = 1000
/** `trade_type` of a fixed QR (GLOSSARY). */
const ONE_CODE = TradeType.oneCode

/** How far the payments or the refunds of a code were followed, as the book keeps it, epoch ms by Cloud Pay's clock. */
const followedSchema = z.object({
  /** Nothing older is any business of this till. */
  since: z.number(),
  /** What came before was heard of, and is not under way. */
  reached: z.number(),
})
type Followed = z.infer<typeof followedSchema>
/** One thing that is followed: the payments of a code, or its refunds. */
interface Thread {
  readonly code: ShopCode
  readonly kind: OneCodeRecord['kind']
}

export interface OneCodeParts extends Pick<SellingParts, 'book' | 'clock' | 'serverNow' | 'log' | 'changed' | 'settings'> {
  readonly cloud: Pick<CloudPay, 'queryOrderList'>
  /** Whether Cloud Pay's clock is known: by a clock that is wrong years of payments would be new. */
  readonly timeKnown: () => boolean
  readonly slipSetting: () => SlipSetting
  readonly announce: Recorder['announce']
  readonly kickSpool: () => void
}

/**
 * Follows the QR codes of the shop that are ticked (BEHAVIOUR F19, UNDOCUMENTED 5): each payment, and each refund where that is wished, goes into
 * the journal once, with its slip and its sentence in the same transaction. What stands there is never told again, whatever the list says,
 * over restarts too; what does not is told however late it is heard of.
 */
export function createOneCode(parts: OneCodeParts) {
  const { book, clock, cloud, serverNow } = parts
  let stopped = false
  const ended = (): boolean => stopped
  const isLost = (): boolean => failures > 0
  let callOff: (() => void) | null = null
  let failures = 0
  /** By `elapsed`: when the last payment was heard of, and when it was last looked back far. */
  let heardAt = -Infinity
  let farBackAt = -Infinity
  /** Cloud Pay's time when this run first asked; null before. */
  let opened: number | null = null
  let last: OneCodeRecord | null = null

  const nameOf = ({ code, kind }: Thread): string => `oneCode.${kind}.${code.id}`
  function wanted(): readonly Thread[] {
    const { enabled, codes, print } = parts.settings().oneCode
    const kinds = print.refund ? (['payment', 'refund'] as const) : (['payment'] as const)
    return enabled ? codes.flatMap((code) => kinds.map((kind) => ({ code, kind }))) : []
  }
  const isWanted = (thread: Thread): boolean => !ended() && wanted().some((one) => nameOf(one) === nameOf(thread))

  /** How far it was followed. What was not is followed from now on; so is everything where only what is new is wished. */
  function followed(thread: Thread, now: number): Followed {
    opened ??= now
    const kept = book.fact(nameOf(thread))
    const known = kept === null ? null : followedSchema.parse(JSON.parse(kept))
    const since =
      known === null ? now : parts.settings().oneCode.print.begin === 'now' ? Math.max(opened, known.since) : known.since
    if (since === known?.since) return known
    const begun = { since, reached: Math.max(since, known?.reached ?? 0) }
    book.setFact(nameOf(thread), JSON.stringify(begun))
    return begun
  }

  /** What nobody follows any more is forgotten: when it is ticked again it begins anew. */
  function forgetOthers(): void {
    const names = new Set(wanted().map(nameOf))
    for (const name of book.factsBegun('oneCode.')) if (!names.has(name)) book.setFact(name, null)
  }

  /** All rows of a code, page by page, in our words; null when Cloud Pay did not say. */
  async function listed({ code, kind }: Thread, from: number, until: number): Promise<readonly Heard[] | null> {
    const rows = new Map<string, Heard>()
    const narrowed =
      kind === 'payment'
        ? ({ kind: 'payments', tradeType: ONE_CODE } as const)
        : ({ kind: 'refunds', includeUnsuccessful: true } as const)
    for (let page = 1; ; page += 1) {
      const q = {
        ...narrowed,
        from,
        until,
        qrcodeId: code.id,
        thisDeviceOnly: false,
        by: 'success',
        page,
        pageSize: ROWS,
      } as const
      const result = await cloud.queryOrderList(q)
      if (result.outcome !== 'ok' || ended()) return null
      const { orders, refunds } = result.answer
      const before = rows.size
      for (const row of orders) rows.set(row.orderNo, heardPayment(row, code))
      for (const row of refunds) rows.set(row.refundNo, heardRefund(row, code))
      // The end, or a server that tells the same page again.
      if (orders.length + refunds.length < ROWS || rows.size === before) return [...rows.values()]
    }
  }

  /** Into the book, and only then to the spool and the voice. */
  function tell(record: OneCodeRecord, code: ShopCode): void {
    const kind = record.kind === 'payment' ? 'oneCode.paid' : 'oneCode.refunded'
    if (book.hasHappened(kind, record.number)) return
    // What was given back at this till has a slip and a sentence of its own.
    if (record.kind === 'refund' && book.refunds.byNumber(record.number) !== null) return
    const { print, voice } = parts.settings().oneCode
    const now = clock.now()
    const age = serverNow() - record.at
    const prints = print[record.kind] && (print.begin === 'last' || age <= print.windowMs)
    const staleAt = now + (print.begin === 'last' ? REPORT_LIFE : print.windowMs)
    const event = `${kind}:${record.number}`
    const slip = { event, orderNo: record.orderNo, copy: false, madeAt: now, staleAt }
    const { mayAnnounce, slipQueued } = book.write({
      entry: { at: now, kind, subject: record.number, body: { ...record, codeId: code.id, printed: prints } },
      slips: prints ? [{ ...slip, document: oneCodeSlip(record, parts.slipSetting()) }] : [],
      ...(voice.enabled && age <= voice.windowMs ? { sentence: event } : {}),
    })
    last = record
    heardAt = clock.elapsed()
    if (slipQueued) parts.kickSpool()
    if (mayAnnounce) say(record, event, voice.windowMs - Math.max(0, age))
  }

  function say({ kind, tender, amountFen }: OneCodeRecord, event: string, windowMs: number): void {
    const { language } = parts.settings()
    const text = sentences[kind === 'payment' ? 'oneCode' : 'oneCodeRefunded'](language, tender, fen(amountFen))
    parts.announce({ event, kind, text, tone: kind === 'payment' ? 'paid' : 'none', urgency: 3 }, windowMs)
  }

  /** Asks once, and tells of what is news, the oldest first; false when Cloud Pay did not say. */
  async function follow(thread: Thread, far: boolean): Promise<boolean> {
    const now = serverNow()
    // Rows tell whole seconds: what is paid in the very second in which it begins counts.
    const { since, reached } = followed(thread, Math.floor(now / SECOND) * SECOND)
    const rows = await listed(thread, Math.max(since, reached - (far ? FAR_BACK : OVERLAP)), now + AHEAD)
    if (rows === null) return false
    if (!isWanted(thread)) return true
    const own = rows.filter((one) => one !== null).filter(({ at }) => at >= since)
    const told = own.filter((one) => one.kind !== 'underWay').sort((one, other) => one.at - other.at)
    const open = own.filter(({ kind }) => kind === 'underWay')
    for (const record of told) tell(record, thread.code)
    const newest = Math.max(reached, ...told.map(({ at }) => Math.min(at, now)))
    const next = Math.max(since, Math.min(newest, Math.max(newest - WAITED, Math.min(...open.map(({ at }) => at)))))
    if (next !== reached) book.setFact(nameOf(thread), JSON.stringify({ since, reached: next }))
    return true
  }

  async function look(): Promise<boolean> {
    forgetOthers()
    const far = clock.elapsed() - farBackAt >= FAR_BACK_EVERY
    for (const thread of wanted()) if (isWanted(thread) && !(await follow(thread, far))) return false
    if (far) farBackAt = clock.elapsed()
    return true
  }

  /** How long until it is asked again, ms. */
  function pause(): number {
    if (failures > 0) return Math.min(LOST_MOST, BUSY * 2 ** failures)
    return clock.elapsed() - heardAt < QUIET_AFTER ? BUSY : IDLE
  }

  async function lookAndAgain(): Promise<void> {
    callOff?.()
    const before = { lost: isLost(), last }
    try {
      const able = wanted().length === 0 || (parts.timeKnown() && (await look()))
      failures = able ? 0 : failures + 1
    } catch (error) {
      // The disk refuses it: nothing was told, and it is heard of again.
      failures += 1
      parts.log.error('oneCode.failed', { why: error instanceof Error ? error.message : String(error) })
    }
    if (ended()) return
    if (isLost() !== before.lost || last !== before.last) parts.changed()
    callOff = clock.after(pause(), () => void lookAndAgain())
  }

  return {
    start: (): void => void lookAndAgain(),
    /** What the screen says of it; null where no code is followed. */
    view() {
      const codes = new Set(wanted().map(({ code }) => code.id)).size
      return codes === 0 ? null : { codes, lost: isLost(), last }
    },
    stop(): void {
      stopped = true
      callOff?.()
    },
  }
}
export type OneCode = ReturnType<typeof createOneCode>
