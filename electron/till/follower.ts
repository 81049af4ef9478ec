import type { Clock } from '../../contract/clock.ts'
import {
  ageFrom,
  type CommonEvent,
  type MatterCalls,
  type MatterRecord,
  type MatterWords,
  type Moment,
  type Reading,
} from './matter.ts'
import type { Log } from './parts.ts'
import type { Recorder } from './recorder.ts'
import { ASK_LIMIT, pause } from './schedule.ts'

/** A matter that the till is busy with: in front of the cashier, parked, or followed in the background. */
export interface Live<R> {
  record: R
  sends: number
  sweeps: number
  /** The exchange that is under way; it never rejects. */
  calling: Promise<unknown> | null
  nextAskAt: number | null
  /** It comes from the book and was sent, or not, by a process that is no more. It is asked about, and never sent again. */
  readonly recovered: boolean
  /** Ms since it was sent, as far as the book and the time of day can say: for the schedule and for the screen. */
  age: () => number
  /** See `Moment`. */
  watched: () => number
  absentSince: number | null
  callOffAsk: (() => void) | null
  callOffDeadline: (() => void) | null
}

/** Begins to follow a matter, new or `recovered` from the book. */
export function newLive<R extends MatterRecord>(record: R, clock: Clock, recovered: boolean): Live<R> {
  return {
    record,
    sends: recovered ? 1 : 0,
    sweeps: 0,
    calling: null,
    nextAskAt: null,
    recovered,
    age: record.sentAt === null ? () => 0 : ageFrom(clock, Math.max(0, clock.now() - record.sentAt)),
    watched: ageFrom(clock, 0),
    absentSince: null,
    callOffAsk: null,
    callOffDeadline: null,
  }
}

type Exchange = 'send' | 'ask' | 'close'
type Call<R, E extends string> = (record: R, moment: () => Moment) => Promise<Reading<R, E>>

export interface FollowerParts<R extends MatterRecord, E extends string> {
  readonly clock: Clock
  readonly log: Log
  readonly changed: () => void
  readonly kind: MatterWords<R, E | CommonEvent>
  readonly calls: MatterCalls<R, E | CommonEvent>
  readonly recorder: Recorder
  /** Told after each step and where it began, so that the owner can let finished matters go. */
  readonly moved: (live: Live<R>, from: R['state']) => void
}

/**
 * Sends a matter and asks about it until it is known, by the schedule of RULINGS 17, over any number of lost answers and
 * restarts. One exchange at a time for each matter.
 */
export function createFollower<R extends MatterRecord, E extends string>(parts: FollowerParts<R, E>) {
  type Event = E | CommonEvent
  const { clock, log, kind, calls, recorder } = parts
  let stopped = false
  const ended = (): boolean => stopped

  /** Conflicts wait for a person; every other open matter is asked about until it is known. */
  const needsAsking = (live: Live<R>): boolean => kind.isOpen(live.record) && live.record.state !== 'conflict'
  const momentOf = (live: Live<R>) => (): Moment => ({
    now: clock.now(),
    watched: live.watched(),
    absentSince: live.absentSince,
  })

  /** One step. Null when the disk refused it: nothing moved, and nothing may follow. */
  function take(live: Live<R>, reading: Reading<R, Event>) {
    const from = live.record.state
    const recorded = recorder.take(kind, live.record, reading.event, reading.facts)
    if (recorded) live.record = recorded.record
    parts.moved(live, from)
    if (!kind.isOpen(live.record)) rest(live)
    return recorded
  }

  function rest(live: Live<R>): void {
    live.callOffAsk?.()
    live.callOffDeadline?.()
    live.nextAskAt = null
    calls.rest(live.record)
  }

  function later(live: Live<R>, exchange: Exchange, atLeast = 0): void {
    live.callOffAsk?.()
    live.nextAskAt = null
    if (ended() || !needsAsking(live)) return
    const sinceSent = live.age()
    const wait = Math.max(pause(sinceSent, live.sweeps), atLeast)
    if (sinceSent >= ASK_LIMIT) live.sweeps += 1
    live.nextAskAt = clock.now() + wait
    live.callOffAsk = clock.after(wait, () => void exchangeAbout(live, exchange))
    parts.changed()
  }

  function follow(live: Live<R>, reading: Reading<R, Event>): void {
    const before = live.record.state
    const effects = take(live, reading)?.effects ?? []
    if (ended() || !needsAsking(live)) return
    const entered = live.record.state !== before
    const mayAgain = !live.recovered && calls.maySendAgain(live.record, live.watched())
    if (effects.includes('sendAgain') && mayAgain) void exchangeAbout(live, 'send')
    else if (effects.includes('askNow')) void exchangeAbout(live, 'ask')
    // Once more for a state that did not move would be a loop without a pause.
    else if (effects.includes('close') && entered) void exchangeAbout(live, 'close')
    else if (effects.includes('close')) later(live, 'close', reading.wait)
    else later(live, 'ask', reading.wait)
  }

  async function read(live: Live<R>, call: Call<R, Event>): Promise<Reading<R, Event>> {
    try {
      return await call(live.record, momentOf(live))
    } catch (error) {
      log.error('call.broken', { text: error instanceof Error ? error.message : String(error) })
      return calls.broken
    }
  }

  /** One exchange, read and taken. Null when another is under way, or the till is ending. */
  async function exchange(live: Live<R>, call: Call<R, Event>): Promise<Reading<R, Event> | null> {
    if (ended() || live.calling || live.record.sentAt === null) return null
    live.callOffAsk?.()
    live.nextAskAt = null
    const calling = read(live, call)
    live.calling = calling
    parts.changed()
    const reading = await calling
    live.calling = null
    if (ended()) return null
    if (reading.event !== 'absent') live.absentSince = null
    else if (live.watched() >= ASK_LIMIT) live.absentSince ??= live.watched()
    follow(live, reading)
    return reading
  }

  async function exchangeAbout(live: Live<R>, which: Exchange): Promise<void> {
    if (live.calling || !kind.isOpen(live.record)) return
    if (which === 'send') live.sends += 1
    const first = live.sends === 1
    await exchange(live, (record, moment) =>
      which === 'send' ? calls.send(record, moment, first) : calls[which](record, moment),
    )
  }

  return {
    send: (live: Live<R>) => void exchangeAbout(live, 'send'),
    ask: (live: Live<R>) => void exchangeAbout(live, 'ask'),
    rest,

    /** Asks once more, whatever the matter's state: somebody wants to know. What is under way is waited for first. */
    async lookAgain(live: Live<R>): Promise<Reading<R, Event> | null> {
      while (live.calling) await live.calling
      return exchange(live, (record, moment) => calls.ask(record, moment))
    },

    /** An exchange of a kind that no effect leads to: what a person did has sent it. */
    exchange,

    /** What a person did. False when the disk refused it. */
    act(live: Live<R>, event: Event, facts: Partial<R> = {}): boolean {
      const before = live.record.state
      const recorded = take(live, { event, facts })
      if (!recorded) return false
      if (!recorded.effects.includes('close') || live.record.state === before) return true
      // While an answer is awaited the close waits too: one exchange at a time.
      if (live.calling) later(live, 'close')
      else void exchangeAbout(live, 'close')
      return true
    },

    /** After 2 minutes the cashier is told that it is not confirmed, whatever the till is waiting for. */
    watchDeadline(live: Live<R>): void {
      live.callOffDeadline = clock.after(Math.max(0, ASK_LIMIT - live.age()), () => {
        const before = live.record.state
        const effects = take(live, { event: 'deadline', facts: {} })?.effects ?? []
        if (live.calling || live.record.state === before) return
        if (effects.includes('close')) void exchangeAbout(live, 'close')
        else later(live, 'ask')
      })
    },

    stop(): void {
      stopped = true
    },
  }
}
export type Follower<R extends MatterRecord, E extends string> = ReturnType<typeof createFollower<R, E>>
