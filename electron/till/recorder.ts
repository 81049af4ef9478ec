import type { Fault } from '../../contract/faults.ts'
import type { VoiceKind } from '../../contract/device-choices.ts'
import type { Book } from '../ledger/book.ts'
import type { Effect, MatterRecord, MatterWords, Spoken } from './matter.ts'
import type { SellingParts } from './parts.ts'
import { sentences } from './sentences.ts'
import type { Spool } from './spool.ts'

/** A step that is in the book, or that did not move anything. */
export interface Recorded<R> {
  readonly record: R
  readonly effects: readonly Effect[]
}

/** Whether any of the facts differs from what is known. An answer that says the same again is not written down. */
function isNews<R extends object>(known: R, facts: Partial<R>): boolean {
  for (const name in facts) {
    const [before, now] = [known[name], facts[name]]
    if (before === now) continue
    const objects = typeof before === 'object' && typeof now === 'object'
    if (!objects || JSON.stringify(before) !== JSON.stringify(now)) return true
  }
  return false
}

type Sentence = Pick<Spoken<never>, 'tone' | 'urgency'> & {
  readonly event: string
  readonly kind: VoiceKind
  readonly text: string
}

/** The one sentence of a step, if it has one. */
function sentenceOf<R extends MatterRecord, E extends string>(
  kind: MatterWords<R, E>,
  record: R,
  effects: readonly Effect[],
): Sentence | null {
  const said = effects.map((effect) => kind.spoken[effect]).find((one) => one !== undefined)
  if (!said) return null
  const { name, tone, urgency } = said
  return { event: `${name}:${kind.number(record)}`, kind: said.kind(record), text: said.text(record), tone, urgency }
}

/**
 * Moves a matter one step: by its table, into the book with its slip and its sentence in one transaction, and only then to
 * the spool and the voice (ARCHITECTURE, how a payment walks, 5).
 */
export function createRecorder(
  parts: Pick<SellingParts, 'counter' | 'clock' | 'log' | 'settings' | 'training'> & { readonly book: Pick<Book, 'write'> },
  spool: Pick<Spool, 'kick' | 'holdBack'>,
) {
  const { book, counter, clock, log } = parts
  let trouble: Fault | null = null

  /** `windowMs`: what has a window of its own, and is said also where payments taken here are not (`voice.code`). */
  function announce({ event, kind, text, tone, urgency }: Sentence, windowMs: number | null = null): void {
    const { language, voice } = parts.settings()
    if (!voice.enabled || (kind === 'payment' && !voice.code && windowMs === null)) return
    const said = text && parts.training ? sentences.inTraining(language, text) : text
    const staleAt = clock.now() + (windowMs ?? voice.windowMs)
    counter.announce({ id: event, kind, tone, text: said, language, urgency, staleAt }).then(
      ({ outcome, firstSampleAt }) =>
        log.info('announce.done', { id: event, result: outcome.result, detail: outcome.detail, firstSampleAt }),
      (error: unknown) => log.warn('announce.failed', { id: event, text: String(error) }),
    )
  }

  function notWritten(error: unknown): void {
    log.error('book.write', { text: error instanceof Error ? error.message : String(error) })
    trouble = { code: 'book.notWritten' }
  }

  return {
    /** A matter that begins as it stands, before anything is sent; false when the disk refused it. */
    begin<R extends MatterRecord, E extends string>(kind: MatterWords<R, E>, record: R): boolean {
      const entry = {
        at: clock.now(),
        kind: `${kind.name}.${record.state}`,
        subject: kind.id(record),
        body: { event: 'began', ...kind.told(record), ...kind.by(record, 'began') },
      }
      try {
        book.write({ entry, ...kind.put(record) })
        trouble = null
        return true
      } catch (error) {
        notWritten(error)
        return false
      }
    },

    /** One step of one matter; null when the disk refused it: nothing moved and nothing may follow. */
    take<R extends MatterRecord, E extends string>(
      kind: MatterWords<R, E>,
      before: R,
      event: E,
      facts: Partial<R>,
    ): Recorded<R> | null {
      const next = kind.step(before, event)
      if (!next) return { record: before, effects: [] }
      const { effects } = next
      const record: R = { ...before, ...facts, state: next.to }
      const moved = record.state !== before.state
      if (!moved && !isNews(before, facts)) return { record: before, effects }
      const now = clock.now()
      const staleAt = now + parts.settings().receipt.windowMs
      const own = effects.includes('slip') ? kind.slips(record) : []
      const slipsAnew = effects.includes('slipsAnew') ? kind.slips(record) : []
      const slips = own.map((slip) => ({ ...slip, copy: false, madeAt: now, staleAt }))
      const sentence = sentenceOf(kind, record, effects)
      try {
        const { mayAnnounce } = book.write({
          entry: {
            at: now,
            kind: `${kind.name}.${record.state}`,
            subject: kind.id(record),
            body: { event, ...kind.told(record), ...kind.by(record, event) },
          },
          ...kind.put(record),
          slips,
          slipsAnew,
          ...(sentence ? { sentence: sentence.event } : {}),
        })
        trouble = null
        if (moved) log.info(`${kind.name}.moved`, { id: kind.id(record), from: before.state, to: record.state, event })
        if (slips.length > 0) {
          const wait = kind.slipsWait?.(record) ?? 0
          if (wait > 0) spool.holdBack(kind.number(record), wait)
          else spool.kick()
        }
        if (sentence && mayAnnounce) announce(sentence)
        return { record, effects }
      } catch (error) {
        notWritten(error)
        return null
      }
    },

    /** Says a sentence that is in the book already. */
    announce,

    /** Set while the book refuses to be written. */
    trouble: (): Fault | null => trouble,
  }
}
export type Recorder = ReturnType<typeof createRecorder>
