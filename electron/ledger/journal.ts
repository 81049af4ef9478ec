import { hash as digest } from 'node:crypto'
import type { JournalEntry, JournalRow } from './records.ts'
import type { Sqlite } from './open.ts'

const FIRST = '0'.repeat(64)

function hashOf(before: string, seq: number, entry: { at: number; kind: string; subject: string; body: string }): string {
  return digest('sha256', JSON.stringify([before, seq, entry.at, entry.kind, entry.subject, entry.body]), 'hex')
}

/** How far the journal was looked at: the last row, and its hash. */
export interface Checked {
  readonly seq: number
  readonly hash: string
}
export const START: Checked = { seq: 0, hash: FIRST }

export const JOURNAL_COLUMNS = 'seq, at, kind, subject, body, hash'
/** A row as it stands in the file; its hash is over these words. */
export interface StoredRow {
  readonly seq: number
  readonly at: number
  readonly kind: string
  readonly subject: string
  readonly body: string
  readonly hash: string
}

/** The append-only part of the book: each row carries the hash of the row before it, so a changed row shows. */
export function journalOf(database: Sqlite) {
  const insert = database.prepare('INSERT INTO journal (seq, at, kind, subject, body, hash) VALUES (?, ?, ?, ?, ?, ?)')
  const select = `SELECT ${JOURNAL_COLUMNS} FROM journal WHERE seq`
  const all = database.prepare(`${select} > ? ORDER BY seq`)
  const some = database.prepare(`${select} > ? ORDER BY seq LIMIT ?`)
  const one = database.prepare('SELECT hash FROM journal WHERE seq = ?')
  const about = database.prepare('SELECT 1 FROM journal WHERE subject = ? AND kind = ? LIMIT 1')
  const last = database.prepare('SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1').get() as
    Pick<StoredRow, 'seq' | 'hash'> | undefined
  let seq = last?.seq ?? 0
  let hash = last?.hash ?? FIRST

  return {
    /** Appends one row; the caller is inside a transaction and calls `undo` when that transaction fails. */
    append(entry: JournalEntry): { undo: () => void } {
      const before = { seq, hash }
      const row = { at: entry.at, kind: entry.kind, subject: entry.subject, body: JSON.stringify(entry.body) }
      const next = hashOf(hash, seq + 1, row)
      insert.run(seq + 1, row.at, row.kind, row.subject, row.body, next)
      seq += 1
      hash = next
      return {
        undo() {
          seq = before.seq
          hash = before.hash
        },
      }
    },
    /** The last row, and its hash; `START` of an empty journal. */
    head: (): Checked => ({ seq, hash }),
    /** The hash of this row, that of `START` for 0; null when there is no such row. */
    hashAt(at: number): string | null {
      return at === 0 ? FIRST : ((one.get(at) as Pick<StoredRow, 'hash'> | undefined)?.hash ?? null)
    },
    has: (kind: string, subject: string): boolean => about.get(subject, kind) !== undefined,
    rows(after = 0): JournalRow[] {
      const rows = all.all(after) as StoredRow[]
      return rows.map((row) => ({ ...row, body: JSON.parse(row.body) as Record<string, unknown> }))
    },
    /**
     * Looks at the next rows after `from`, the whole journal from `START`. Answers how far it holds together; `broken` is the first row
     * that was changed, taken out or put in, else null. The end is reached when `seq` stays.
     */
    check(from: Checked, limit: number): Checked & { readonly broken: number | null } {
      let { seq: at, hash: before } = from
      for (const row of some.all(at, limit) as StoredRow[]) {
        if (row.seq !== at + 1 || row.hash !== hashOf(before, row.seq, row)) return { seq: at, hash: before, broken: row.seq }
        at = row.seq
        before = row.hash
      }
      return { seq: at, hash: before, broken: null }
    },
    /** The first row whose hash is not right, or null when the whole journal holds together. */
    firstBroken(): number | null {
      for (let at: Checked = START; ;) {
        const next = this.check(at, 10_000)
        if (next.broken !== null || next.seq === at.seq) return next.broken
        at = next
      }
    },
  }
}
