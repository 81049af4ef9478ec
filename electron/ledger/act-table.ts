import { compiledOnce } from './record-reader.ts'
import { JOURNAL_COLUMNS, START, type StoredRow } from './journal.ts'
import type { Sqlite } from './open.ts'

/** A row, with the hash of the row before it: with that its own hash can be made again by anybody. */
export interface ActRow extends StoredRow {
  /** Staff number; empty for what nobody signed in did. */
  readonly who: string
  readonly before: string
}

/** Where a page ends: the next one begins with what is older. */
export interface ActCursor {
  readonly at: number
  readonly seq: number
}

export interface ActWish {
  /** Kinds of journal rows. */
  readonly kinds: readonly string[]
  /** [from, until), epoch ms. */
  readonly from: number
  readonly until: number
  /** Null for everybody; an empty text for what nobody signed in did. */
  readonly staffId: string | null
}

const newestFirst = (one: ActCursor, other: ActCursor): number => other.at - one.at || other.seq - one.seq

/**
 * What people did, out of the journal. Each kind is read by its own stretch of an index and only as far as a page needs, so that a
 * page costs the same however long the journal is.
 */
export function actsOf(database: Sqlite) {
  const places = compiledOnce((of) =>
    database.prepare(
      `SELECT at, seq FROM journal WHERE kind = ? AND who ${of === '' ? 'IS NOT NULL' : '= ?'} AND at >= ? AND at <= ?
       AND (at < ? OR seq < ?) ORDER BY at DESC, seq DESC LIMIT ?`,
    ),
  )
  const row = database.prepare(
    `SELECT ${JOURNAL_COLUMNS}, who, (SELECT hash FROM journal AS earlier WHERE earlier.seq = journal.seq - 1) AS before
     FROM journal WHERE seq = ?`,
  )
  const next = database.prepare('SELECT who FROM journal WHERE kind = ? AND who > ? ORDER BY who LIMIT 1')
  const lastOf = database.prepare(
    `SELECT body ->> 'staffName' AS name FROM journal WHERE kind = ? AND who = ? ORDER BY at DESC LIMIT 1`,
  )

  function placesOf(kind: string, { from, until, staffId }: ActWish, before: ActCursor, limit: number): ActCursor[] {
    const last = Math.min(before.at, until - 1)
    const found = places(staffId === null ? '' : 'of').all(
      ...[kind, ...(staffId === null ? [] : [staffId]), from, last, before.at, before.seq, limit],
    )
    return found as ActCursor[]
  }

  return {
    /** The newest `limit` of them that are older than `before`, newest first; where `before` is null, from the newest one on. */
    page(wish: ActWish, before: ActCursor | null, limit: number): ActRow[] {
      const end = before ?? { at: Number.MAX_SAFE_INTEGER, seq: Number.MAX_SAFE_INTEGER }
      return wish.kinds
        .flatMap((kind) => placesOf(kind, wish, end, limit))
        .sort(newestFirst)
        .slice(0, limit)
        .map(({ seq }) => {
          const read = row.get(seq) as Omit<ActRow, 'before'> & { readonly before: string | null }
          return { ...read, before: read.before ?? START.hash }
        })
    },

    /** At most so many who did something of this kind, with the name that was last written down beside it. */
    people(kind: string, most: number): { staffId: string; name: string }[] {
      const found: { staffId: string; name: string }[] = []
      for (let after = ''; found.length < most;) {
        const row = next.get(kind, after) as { who: string } | undefined
        if (!row) break
        const { name } = lastOf.get(kind, row.who) as { name: string | null }
        found.push({ staffId: row.who, name: name ?? '' })
        after = row.who
      }
      return found
    },
  }
}
