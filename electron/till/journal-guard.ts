import { z } from 'zod'
import type { Chain } from '../../contract/audit.ts'
import type { Clock } from '../../contract/clock.ts'
import { ok, refuse, type Fault, type Outcome } from '../../contract/faults.ts'
import type { Book } from '../ledger/book.ts'
import { checkJournal } from './journal-check.ts'
import type { Log, Person } from './parts.ts'

/** How long after a write the end of the journal is sealed, ms: a seal is a file of its own, forced to the disk. */
const SEALED_AFTER = 15_000

/** Where the journal ended, kept outside the book: a book that does not hold this row was cut off, or is another one. */
export const journalSealSchema = z.object({
  seq: z.number().int().min(0),
  hash: z.string(),
  /** Epoch ms. */
  at: z.number().int(),
})
export type JournalSeal = z.infer<typeof journalSealSchema>

export interface JournalGuardParts {
  readonly book: Book
  readonly seal: { read(): Outcome<JournalSeal | null>; write(seal: JournalSeal): void }
  readonly clock: Clock
  readonly log: Log
  readonly notify: (fault: Fault) => void
  readonly changed: () => void
}

const SEALED = 'journalSealed'
const TOLD = 'cutOffTold'

/**
 * Watches over the journal: reads it whole after a start, and holds its end against the seal. The seal may lag behind the book, which is
 * forced to the disk first; so no power cut makes it say that something is missing.
 */
export function createJournalGuard({ book, seal, clock, log, notify, changed }: JournalGuardParts) {
  let chain: Chain = { state: 'checking', at: clock.now(), rows: 0, row: null }
  /** What the book does not hold, until an admin knows why. */
  let missing: JournalSeal | null = null
  let sealed: JournalSeal | null = null
  /** False while there is a seal that cannot be opened just now: it may open again, and is left as it is. */
  let maySeal = true
  let noSeal = false
  const ends: (() => void)[] = []
  let callOff: (() => void) | null = null

  const why = (error: unknown): string => (error instanceof Error ? error.message : String(error))

  function sealNow(): void {
    callOff?.()
    callOff = null
    const head = book.journalHead()
    if (!maySeal || missing || head.seq === 0 || head.seq === sealed?.seq) return
    try {
      // The book knows that there is a seal before there is one.
      if (sealed === null) book.setFact(SEALED, '1')
      const next = { ...head, at: clock.now() }
      seal.write(next)
      sealed = next
    } catch (error) {
      log.error('journal.notSealed', { why: why(error) })
    }
  }

  function note(kind: string, body: Record<string, unknown>, facts: Record<string, string | null> = {}): boolean {
    try {
      book.write({ entry: { at: clock.now(), kind: `journal.${kind}`, subject: '', body: { staffId: '', ...body } }, facts })
      return true
    } catch (error) {
      log.error('book.write', { text: why(error) })
      return false
    }
  }

  function holdAgainstSeal(): void {
    const read = seal.read()
    if (!read.ok) {
      maySeal = false
      noSeal = true
      return
    }
    sealed = read.value
    if (sealed === null) {
      noSeal = book.fact(SEALED) !== null
      if (noSeal) note('sealMissing', {})
      return
    }
    if (book.journalHash(sealed.seq) === sealed.hash) return
    missing = sealed
    log.error('journal.cutOff', { row: sealed.seq, head: book.journalHead().seq })
    notify({ code: 'book.cutOff', params: { row: sealed.seq } })
    const key = `${sealed.seq} ${sealed.hash}`
    if (book.fact(TOLD) !== key) note('cutOff', { row: sealed.seq }, { [TOLD]: key })
  }

  function readToEnd(): void {
    ends.push(
      checkJournal({
        book,
        clock,
        log,
        notify,
        looked(rows, broken, end) {
          chain = { ...chain, rows, row: broken, state: broken !== null ? 'broken' : end ? 'whole' : 'checking' }
          if (end || broken !== null) changed()
        },
      }),
    )
  }

  return {
    start(): void {
      holdAgainstSeal()
      readToEnd()
      ends.push(book.onWritten(() => (callOff ??= clock.after(SEALED_AFTER, sealNow))))
      callOff ??= clock.after(SEALED_AFTER, sealNow)
    },

    /** How far the journal holds together. */
    chain(): Chain {
      if (chain.state === 'broken') return chain
      if (missing) return { ...chain, state: 'cutOff', row: missing.seq }
      return noSeal && chain.state === 'whole' ? { ...chain, state: 'noSeal' } : chain
    },

    /** An admin knows that the book is a restored one: what it holds now is sealed. Faults: `book.notCutOff`, `book.notWritten`. */
    acknowledge({ staffId, name: staffName }: Person): Outcome<null> {
      if (!missing) return refuse('book.notCutOff')
      if (!note('acknowledged', { staffId, staffName, row: missing.seq }, { [TOLD]: null })) return refuse('book.notWritten')
      missing = null
      sealNow()
      changed()
      return ok(null)
    },

    stop(): void {
      for (const end of ends) end()
      sealNow()
    },
  }
}
export type JournalGuard = ReturnType<typeof createJournalGuard>
