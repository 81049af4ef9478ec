import type { Movement } from './day-list.ts'
import type { Sqlite } from './open.ts'
import { refundRecordSchema, releaseRecordSchema, saleRecordSchema } from './records.ts'

type Kind = Movement['kind']
interface Found {
  readonly kind: Kind
  readonly at: number
  readonly nth: number
  readonly body: string
}

/** In the order in which the list has them within one moment. */
const KINDS: readonly Kind[] = ['refund', 'release', 'sale']
/** What got no number, or was given up before, moved nothing. */
const ONLY: Record<Kind, string> = { sale: "AND state <> 'cancelled' AND order_no IS NOT NULL", refund: '', release: '' }

const recordOf = ({ kind, body }: Found): Movement => {
  const record: unknown = JSON.parse(body)
  if (kind === 'sale') return { kind, sale: saleRecordSchema.parse(record) }
  if (kind === 'refund') return { kind, refund: refundRecordSchema.parse(record) }
  return { kind, release: releaseRecordSchema.parse(record) }
}

/** The movements of a long time in pieces, where the list of a day would hold them all in memory. */
export function movementStream(database: Sqlite) {
  const by = (staffId: string | null): string => (staffId === null ? '' : "AND body ->> 'staffId' = :staffId")
  const given = (staffId: string | null) => (staffId === null ? {} : { staffId })

  /** One kind, newest first. Each piece goes on where the one before ended, so that none is skipped for by counting. */
  function* ofKind(kind: Kind, from: number, until: number, staffId: string | null, size: number): Generator<Found> {
    const piece = database.prepare(
      `SELECT rowid AS nth, started_at AS at, body FROM ${kind}
       WHERE started_at >= :from AND (started_at, rowid) < (:at, :nth) ${ONLY[kind]} ${by(staffId)}
       ORDER BY started_at DESC, rowid DESC LIMIT :size`,
    )
    let last = { at: until, nth: 0 }
    for (;;) {
      const found = piece.all({ from, ...last, size, ...given(staffId) }) as Omit<Found, 'kind'>[]
      for (const one of found) yield { ...one, kind }
      const end = found.at(-1)
      if (!end || found.length < size) return
      last = { at: end.at, nth: end.nth }
    }
  }

  return {
    /** How many movements were begun in [from, until), of one person or of all. */
    count(from: number, until: number, staffId: string | null): number {
      const counts = KINDS.map(
        (kind) =>
          database
            .prepare(
              `SELECT count(*) AS n FROM ${kind} WHERE started_at >= :from AND started_at < :until ${ONLY[kind]} ${by(staffId)}`,
            )
            .get({ from, until, ...given(staffId) }) as { n: number },
      )
      return counts.reduce((sum, { n }) => sum + n, 0)
    },

    /** The same movements, newest first as in the list, read `size` at a time. */
    *movements(from: number, until: number, staffId: string | null, size = 500): Generator<Movement> {
      const heads = KINDS.map((kind) => ofKind(kind, from, until, staffId, size)).map((rows) => ({ rows, next: rows.next() }))
      for (;;) {
        const newest = heads.reduce<(typeof heads)[number] | null>((best, one) => {
          if (one.next.done) return best
          return best === null || best.next.done || one.next.value.at > best.next.value.at ? one : best
        }, null)
        if (!newest || newest.next.done) return
        yield recordOf(newest.next.value)
        newest.next = newest.rows.next()
      }
    },
  }
}
