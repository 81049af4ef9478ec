import type { Clock } from '../../contract/clock.ts'
import type { Fault } from '../../contract/faults.ts'
import type { VoiceKind } from '../../contract/device-choices.ts'
import type { Write } from '../ledger/book.ts'
import type { OwnSlip } from '../slips/own-slips.ts'

/**
 * A movement of money under a number of its own: a sale, a refund. Each kind has a state table and calls of its own; how it
 * is followed until it is known, and how each step reaches the book, is the same for all (`follower.ts`, `recorder.ts`).
 */

/**
 * What follows from a step, once it is in the book.
 * - `send`: send it · `sendAgain`: the same number and content once more, while that is still wanted
 * - `close`: take an unpaid order back
 * - `ask`: query at the next turn of the schedule · `askNow`: at once
 * - `slip`, `say…`, `tone…`: one slip, one sentence, once an event
 * - `slipsAnew`: its slips of which nothing was sent to a printer yet are laid out as it is known now
 */
export type Effect =
  | 'send'
  | 'sendAgain'
  | 'close'
  | 'ask'
  | 'askNow'
  | 'slip'
  | 'slipsAnew'
  | 'sayPaid'
  | 'sayRefunded'
  | 'sayReleased'
  | 'sayFailed'
  | 'sayUnknown'
  | 'toneWaiting'

export interface Step<S extends string> {
  readonly to: S
  readonly effects: readonly Effect[]
}
/** State × event → state and effects. A cell that is not there does not move anything. */
export type Table<S extends string, E extends string> = Readonly<Record<S, Readonly<Partial<Record<E, Step<S>>>>>>

/** Events that the follower makes, or looks for, by itself. */
export type CommonEvent = 'absent' | 'deadline'

/** What an answer, or its absence, means, and what the book learns from it. */
export interface Reading<R, E extends string> {
  readonly event: E
  readonly facts: Partial<R>
  /** Ask again no earlier than so many ms from now. */
  readonly wait?: number
}

/** When an answer came. All but `now` by a clock that nobody can set. */
export interface Moment {
  /** Epoch ms, for what is written down. */
  readonly now: number
  /**
   * Ms for which this process has watched the matter since it was sent. After a restart it begins anew: the time of day may
   * have been set meanwhile, and absence is only believed after 2 minutes that really passed.
   */
  readonly watched: number
  /** `watched` when Cloud Pay first said, after the 2 minutes, that it does not know the number; null when it did not. */
  readonly absentSince: number | null
}

export interface MatterRecord {
  readonly state: string
  readonly sentAt: number | null
  readonly fault: Fault | null
}

/** What is said of an effect. `name` and the matter's number are the event that is said once, ever; `kind` says how loud. */
export interface Spoken<R> {
  readonly name: string
  readonly tone: 'paid' | 'waiting' | 'unknown' | 'failed' | 'none'
  readonly urgency: number
  readonly kind: (record: R) => VoiceKind
  /** Empty where there is a tone alone. */
  readonly text: (record: R) => string
}

/** The kind of all that did not come about, or is not known. */
export const aWarning = (): VoiceKind => 'warning'

/** A person, as the journal names them. */
export interface ByPerson {
  readonly staffId: string
  readonly staffName: string
}

/** What the book and the counter need to know about a kind of matter. */
export interface MatterWords<R extends MatterRecord, E extends string> {
  readonly name: 'sale' | 'refund' | 'release'
  id(record: R): string
  /** Of the order, the hold, the refund or the release. */
  number(record: R): string
  step(record: R, event: E): Step<R['state']> | null
  isOpen(record: R): boolean
  /** The tables that the step is written to. */
  put(record: R): Pick<Write, 'sale' | 'hold' | 'refund' | 'release'>
  /** What the journal says of the step, beside the event. */
  told(record: R): Readonly<Record<string, unknown>>
  /** Whose act the step is, or what became of whose act; null where no person had a hand in it. */
  by(record: R, event: E | 'began'): ByPerson | null
  /** The slips that come out by themselves, as the settings have it. */
  slips(record: R): readonly OwnSlip[]
  /** How long, ms, those wait for something that is to stand on them and is asked about already. Left out: not at all. */
  slipsWait?(record: R): number
  readonly spoken: Partial<Record<Effect, Spoken<R>>>
}

/** One exchange with Cloud Pay about a matter, read. */
export interface MatterCalls<R extends MatterRecord, E extends string> {
  /** `first`: it was never sent before. `moment` is looked at when the answer is there. */
  send(record: R, moment: () => Moment, first: boolean): Promise<Reading<R, E>>
  ask(record: R, moment: () => Moment): Promise<Reading<R, E>>
  close(record: R, moment: () => Moment): Promise<Reading<R, E>>
  /** Whether the same number and content may go out once more, `watched` ms after it first did. */
  maySendAgain(record: R, watched: number): boolean
  /** What to make of a call that broke inside the program: like a lost connection, it proves nothing. */
  readonly broken: Reading<R, E>
  /** Nothing more will be sent: what was only kept for that is let go. */
  rest(record: R): void
}

/** Counts ms on from so many, by the clock that nobody can set. */
export function ageFrom(clock: Clock, already: number): () => number {
  const from = clock.elapsed()
  return () => already + clock.elapsed() - from
}
