import type { Clock } from '../../contract/clock.ts'
import { refuse, type Outcome } from '../../contract/faults.ts'
import type { Book } from '../ledger/book.ts'
import type { JournalEntry } from '../ledger/records.ts'
import type { Log, Person } from '../till/parts.ts'
import { changesBetween, withoutSecrets, type SettingChange } from './setting-changes.ts'
import { settingsSchema, type Settings } from './settings-schema.ts'
import type { SettingsBook } from './settings.ts'

export interface KioskJournalParts {
  /** Null when there is no book: then nobody is signed in either. */
  readonly book: Pick<Book, 'write' | 'fact' | 'setFact'> | null
  readonly settings: Pick<SettingsBook, 'current' | 'change'>
  /** Who is signed in just now. */
  readonly person: () => Person | null
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

/** The book refused to say what was about to be done, so it was not done. */
class NotNoted extends Error {}

/** How the settings stood when they were last written down, without secrets. */
const SEEN = 'settingsSeen'

/** What people do at the machine beside selling, in the journal: first there, then done. */
export function openKioskJournal({ book, settings, person, clock, log }: KioskJournalParts) {
  const entryOf = (kind: string, body: Readonly<Record<string, unknown>>): JournalEntry => {
    const by = person()
    return { at: clock.now(), kind, subject: '', body: { staffId: by?.staffId ?? '', staffName: by?.name ?? '', ...body } }
  }
  const changed = (change: SettingChange, inFile: boolean): JournalEntry =>
    entryOf('setting.changed', { ...change, hidden: change.to === undefined, ...(inFile ? { inFile } : {}) })

  /** All of them or none. False when the disk refuses it. */
  function written(entries: readonly JournalEntry[], facts: Record<string, string> = {}): boolean {
    const [entry, ...also] = entries
    if (!book || !entry) return true
    try {
      book.write({ entry, also, facts })
      return true
    } catch (error) {
      log.error('book.write', { text: error instanceof Error ? error.message : String(error) })
      return false
    }
  }
  const seen = (now: Settings): Record<string, string> => ({ [SEEN]: JSON.stringify(withoutSecrets(now)) })

  return {
    /** The settings as people change them: each change is in the journal before it holds. Throws when the book refuses it; see `refusing`. */
    settings: {
      current: settings.current,
      change(patch: Partial<Settings>) {
        const next = settingsSchema.parse({ ...settings.current(), ...patch })
        const changes = changesBetween(settings.current(), next).map((one) => changed(one, false))
        if (!written(changes, seen(next))) throw new NotNoted()
        return settings.change(patch)
      },
    } satisfies Pick<SettingsBook, 'current' | 'change'>,

    /** Answers for handlers whose change the book refused. */
    refusing<H extends Readonly<Record<string, (...asked: never[]) => unknown>>>(handlers: H): H {
      const guarded = Object.entries(handlers).map(([name, handler]) => [
        name,
        (...asked: never[]): unknown => {
          try {
            return handler(...asked)
          } catch (error) {
            if (error instanceof NotNoted) return refuse('book.notWritten') satisfies Outcome<never>
            throw error
          }
        },
      ])
      return Object.fromEntries(guarded) as H
    },

    /** Whether the settings file was changed by hand since they were last written down: what differs is in the journal then. */
    lookAtFile(): void {
      if (!book) return
      const now = settings.current()
      const kept = book.fact(SEEN)
      const changes = kept === null ? [] : changesBetween(JSON.parse(kept), withoutSecrets(now))
      const rows = changes.map((one) => changed(one, true))
      if (rows.length > 0) written(rows, seen(now))
      else if (kept === null) book.setFact(SEEN, JSON.stringify(withoutSecrets(now)))
    },

    /** The till was started; `mode`: training began or ended with that. */
    started(mode: string | null, version: string): void {
      written([entryOf('till.started', { version }), ...(mode === null ? [] : [entryOf(mode, {})])])
    },

    /** Something that was done, by whoever is signed in, or by nobody. False when the disk refused it. */
    note: (kind: string, body: Readonly<Record<string, unknown>> = {}): boolean => written([entryOf(kind, body)]),
  }
}
export type KioskJournal = ReturnType<typeof openKioskJournal>
