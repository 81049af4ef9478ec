import type { CallResult } from '../../cloudpay/client/result.ts'
import type { OrderAnswer } from '../../cloudpay/client/client.ts'
import { TradeType } from '../../cloudpay/protocol/enums.ts'
import type { Clock } from '../../contract/clock.ts'
import { fen } from '../../contract/money.ts'
import type { SaleRecord } from '../ledger/records.ts'
import { readCharge, readQuery, type Moment, type Reading } from './answers.ts'
import type { SellingParts } from './parts.ts'
import { isOpen, type Recorder } from './recorder.ts'
import type { Scan } from './scan.ts'
import { ASK_LIMIT, CHARGE_AGAIN_LIMIT, pause } from './schedule.ts'

export type WalletTender = Extract<Scan, { kind: 'paymentCode' }>['tender']

/** A sale that the till is busy with: in front of the cashier, parked, or followed in the background. */
export interface Live {
  sale: SaleRecord
  /** The customer's code: in memory only, and only while it may have to be charged again. */
  code: { text: string; tender: WalletTender } | null
  charges: number
  sweeps: number
  calling: boolean
  nextAskAt: number | null
  /** Ms since the charge was sent: counted on from what the book said, whatever happens to the clock. */
  age: () => number
  /** See `Moment`. */
  absentAge: number | null
  callOffAsk: (() => void) | null
  callOffDeadline: (() => void) | null
}

export function newLive(sale: SaleRecord, clock: Clock): Live {
  return {
    sale,
    code: null,
    charges: 0,
    sweeps: 0,
    calling: false,
    nextAskAt: null,
    age: sale.sentAt === null ? () => 0 : ageFrom(clock, Math.max(0, clock.now() - sale.sentAt)),
    absentAge: null,
    callOffAsk: null,
    callOffDeadline: null,
  }
}

/** Counts ms on from so many, by the clock that nobody can set. */
export function ageFrom(clock: Clock, already: number): () => number {
  const from = clock.elapsed()
  return () => already + clock.elapsed() - from
}

/** Conflicts wait for a person; every other open sale is asked about until it is known. */
const needsAsking = (sale: SaleRecord): boolean => isOpen(sale) && sale.state !== 'conflict'

/** What to make of a call that broke inside the program: like a lost connection, it proves nothing. */
const broken: CallResult<OrderAnswer> = { outcome: 'unknown', reason: 'lost', text: '', logId: null }

/**
 * Sends the charge of a sale and asks about it until it is known, by the schedule of RULINGS 17, over any number of lost
 * answers. `moved` is told after each step, so that the owner can let finished sales go.
 */
export function createFollower(parts: SellingParts, recorder: Recorder, moved: (entry: Live) => void) {
  const { cloud, clock, log } = parts
  let stopped = false
  const ended = (): boolean => stopped

  function take(entry: Live, reading: Reading) {
    const recorded = recorder.take(entry.sale, reading.event, reading.facts)
    if (recorded.written) entry.sale = recorded.sale
    moved(entry)
    if (!isOpen(entry.sale)) rest(entry)
    return recorded
  }

  /** Nothing more is to be asked about this sale. */
  function rest(entry: Live): void {
    entry.callOffAsk?.()
    entry.callOffDeadline?.()
    entry.nextAskAt = null
    entry.code = null
  }

  function askLater(entry: Live, atLeast = 0): void {
    entry.callOffAsk?.()
    entry.nextAskAt = null
    if (ended() || !needsAsking(entry.sale)) return
    const sinceSent = entry.age()
    const wait = Math.max(pause(sinceSent, entry.sweeps), atLeast)
    if (sinceSent >= ASK_LIMIT) entry.sweeps += 1
    entry.nextAskAt = clock.now() + wait
    entry.callOffAsk = clock.after(wait, () => void ask(entry))
    parts.changed()
  }

  function follow(entry: Live, reading: Reading, atLeast: number): void {
    const recorded = take(entry, reading)
    if (ended() || !needsAsking(entry.sale)) return
    const effects = recorded.written ? (recorded.next?.effects ?? []) : []
    if (effects.includes('chargeAgain') && mayChargeAgain(entry)) void charge(entry)
    else if (effects.includes('askNow')) void ask(entry)
    else askLater(entry, atLeast)
  }

  function mayChargeAgain(entry: Live): boolean {
    return entry.code !== null && entry.age() < CHARGE_AGAIN_LIMIT
  }

  const moment = (entry: Live): Moment => ({ now: clock.now(), age: entry.age(), absentAge: entry.absentAge })

  const pauseFor = (result: CallResult<OrderAnswer>): number =>
    result.outcome === 'unknown' && result.reason === 'tryLater' ? 3000 : 0

  async function guarded(call: Promise<CallResult<OrderAnswer>>): Promise<CallResult<OrderAnswer>> {
    try {
      return await call
    } catch (error) {
      log.error('call.broken', { text: error instanceof Error ? error.message : String(error) })
      return broken
    }
  }

  async function charge(entry: Live): Promise<void> {
    const { sale, code } = entry
    if (!code || sale.orderNo === null || entry.calling || ended()) return
    entry.calling = true
    entry.charges += 1
    const first = entry.charges === 1
    const { orderNo, amountFen, remark, staffId } = sale
    const content = {
      orderNo,
      amountFen: fen(amountFen),
      paymentCode: code.text,
      tender: code.tender,
      body: parts.place.shopName,
      remark,
      staffId,
    }
    const result = await guarded(cloud.microPay(content))
    entry.calling = false
    if (!ended()) follow(entry, readCharge(result, entry.sale, moment(entry), first), pauseFor(result))
  }

  async function ask(entry: Live): Promise<void> {
    const { sale } = entry
    if (ended() || entry.calling || sale.orderNo === null || !isOpen(sale)) return
    entry.callOffAsk?.()
    entry.calling = true
    entry.nextAskAt = null
    parts.changed()
    const question = { orderNo: sale.orderNo, tender: sale.tender, tradeType: TradeType.micro, staffId: sale.staffId }
    const result = await guarded(cloud.queryOrder(question))
    entry.calling = false
    if (ended()) return
    const reading = readQuery(result, entry.sale, moment(entry))
    if (reading.event !== 'absent') entry.absentAge = null
    else if (entry.age() >= ASK_LIMIT) entry.absentAge ??= entry.age()
    follow(entry, reading, pauseFor(result))
  }

  return {
    charge: (entry: Live) => void charge(entry),
    ask: (entry: Live) => void ask(entry),
    rest,
    /** After 2 minutes the cashier is told that it is not confirmed, whatever the till is waiting for. */
    watchDeadline(entry: Live): void {
      if (entry.sale.state === 'unknown') return
      entry.callOffDeadline = clock.after(Math.max(0, ASK_LIMIT - entry.age()), () => {
        take(entry, { event: 'deadline', facts: {} })
        if (!entry.calling) askLater(entry)
      })
    },
    stop(): void {
      stopped = true
    },
  }
}
