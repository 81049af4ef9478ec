import type { Clock } from '../../contract/clock.ts'
import type { Fault } from '../../contract/faults.ts'
import type { Book } from '../ledger/book.ts'
import { START, type Checked } from '../ledger/journal.ts'
import type { Log } from './parts.ts'

/** Few enough that nobody at the counter notices, ms and rows. */
const PAUSE = 50
const ROWS = 500

export interface JournalCheckParts {
  readonly book: Pick<Book, 'checkJournal'>
  readonly clock: Clock
  readonly log: Log
  readonly notify: (fault: Fault) => void
  /** Told after each bit: how many rows hold together, the first that does not, and whether it was the end. */
  readonly looked: (rows: number, broken: number | null, end: boolean) => void
}

/**
 * Reads the whole journal once after a start, bit by bit beside the selling, and says so when a row was changed, taken out or put in by
 * anybody but the till. Answers a function that ends it.
 */
export function checkJournal({ book, clock, log, notify, looked }: JournalCheckParts): () => void {
  let callOff = (): void => {}
  const look = (from: Checked): void => {
    const next = book.checkJournal(from, ROWS)
    looked(next.seq, next.broken, next.broken === null && next.seq === from.seq)
    if (next.broken !== null) {
      log.error('journal.broken', { row: next.broken })
      notify({ code: 'book.changedByOthers', params: { row: next.broken } })
    } else if (next.seq === from.seq) log.info('journal.sound', { rows: next.seq })
    else callOff = clock.after(PAUSE, () => look(next))
  }
  callOff = clock.after(PAUSE, () => look(START))
  return () => callOff()
}
