import { ACCEPTED_REFUND_STATES, OPEN_RELEASE_STATES, type HoldTender } from '../../contract/states.ts'
import type { Sqlite } from './open.ts'
import { compiledOnce, recordReader } from './record-reader.ts'
import {
  holdRecordSchema,
  releaseRecordSchema,
  saleRecordSchema,
  type HoldRecord,
  type ReleaseRecord,
  type SaleRecord,
} from './records.ts'

const quoted = (states: readonly string[]): string => states.map((state) => `'${state}'`).join()
const OPEN_RELEASES = `WHERE state IN (${quoted(OPEN_RELEASE_STATES)}) ORDER BY started_at, rowid`

/** What this till itself did with a hold, in fen: only what is known to have happened. */
export interface OwnSums {
  readonly capturedFen: number
  /** Gave back, also with captures. */
  readonly releasedFen: number
  /** Of the captures. */
  readonly refundedFen: number
}

/** Which holds are wanted; null lets everything through. */
export interface HoldWish {
  readonly onlyOpen: boolean
  readonly heldFen: number | null
  /** Held in [from, until), epoch ms. */
  readonly from: number | null
  readonly until: number | null
  readonly ending: string | null
  readonly tender: HoldTender | null
  readonly remark: string | null
}

const SUMS = `
  SELECT coalesce(sum(amount_fen), 0) AS captured, coalesce(sum(body ->> 'returnedFen'), 0) AS returned,
         (SELECT coalesce(sum(amount_fen), 0) FROM release WHERE hold_no = :holdNo AND +state = 'succeeded') AS released,
         coalesce(sum((SELECT sum(amount_fen) FROM refund WHERE refund.order_no = sale.order_no
           AND refund.state IN (${quoted(ACCEPTED_REFUND_STATES)}))), 0) AS refunded
  FROM sale WHERE body ->> 'holdNo' IS NOT NULL AND body ->> 'holdNo' = :holdNo AND state IN ('paid', 'refunded')`

/** The deposits of the book, and what was captured and released of them. `put…` are called inside the step's transaction. */
export function holdsOf(database: Sqlite) {
  const insertHold = database.prepare(
    `INSERT INTO hold (hold_no, sale_id, held_fen, closed, held_at, body) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (hold_no) DO UPDATE SET closed = excluded.closed, body = excluded.body`,
  )
  const insertRelease = database.prepare(
    `INSERT INTO release (release_id, release_no, hold_no, amount_fen, state, started_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (release_id) DO UPDATE SET state = excluded.state, body = excluded.body`,
  )
  const sums = database.prepare(SUMS)
  const holds = recordReader(database, 'hold', holdRecordSchema)
  const releases = recordReader(database, 'release', releaseRecordSchema)
  const captures = recordReader(database, 'sale', saleRecordSchema)
  const compiled = compiledOnce((sql) => database.prepare(sql))

  return {
    putHold(hold: HoldRecord): void {
      const closed = hold.told?.closed === true ? 1 : 0
      insertHold.run(hold.holdNo, hold.saleId, hold.heldFen, closed, hold.heldAt, JSON.stringify(hold))
    },
    putRelease(release: ReleaseRecord): void {
      const { releaseId, releaseNo, holdNo, amountFen, state, startedAt } = release
      insertRelease.run(releaseId, releaseNo, holdNo, amountFen, state, startedAt, JSON.stringify(release))
    },

    byNumber: (holdNo: string): HoldRecord | null => holds.first('WHERE hold_no = ?', holdNo),
    /** By the number that the wallet's bill shows as its own. */
    byPlatformNumber: (number: string): HoldRecord | null => holds.first("WHERE body ->> 'platformHoldId' = ?", number),
    /** Holds of which nobody has said that nothing is left, oldest first. */
    open: (): HoldRecord[] => holds.all('WHERE closed = 0 ORDER BY held_at, rowid'),
    own(holdNo: string): OwnSums {
      const { captured, returned, released, refunded } = sums.get({ holdNo }) as Record<
        'captured' | 'returned' | 'released' | 'refunded',
        number
      >
      return { capturedFen: captured, releasedFen: returned + released, refundedFen: refunded }
    },
    /** Oldest first: the fewest days are left of those. */
    search({ onlyOpen, heldFen, from, until, ending, tender, remark }: HoldWish): HoldRecord[] {
      const given = Object.entries({ heldFen, from, until, ending, tender, remark }).filter(([, value]) => value !== null)
      const sql = [
        'SELECT body FROM hold WHERE true',
        onlyOpen ? 'AND closed = 0' : '',
        heldFen === null ? '' : 'AND held_fen = :heldFen',
        from === null ? '' : 'AND held_at >= :from',
        until === null ? '' : 'AND held_at < :until',
        ending === null ? '' : 'AND substr(hold_no, -length(:ending)) = :ending',
        tender === null ? '' : "AND body ->> 'tender' = :tender",
        remark === null ? '' : "AND instr(lower(body ->> 'remark'), lower(:remark)) > 0",
        'ORDER BY held_at, rowid',
      ].join(' ')
      const rows = compiled(sql).all(Object.fromEntries(given)) as { body: string }[]
      return rows.map(({ body }) => holdRecordSchema.parse(JSON.parse(body)))
    },

    /** Captures of a hold at this till, whatever became of them, oldest first. */
    captures: (holdNo: string): SaleRecord[] =>
      captures.all("WHERE body ->> 'holdNo' IS NOT NULL AND body ->> 'holdNo' = ? ORDER BY started_at, rowid", holdNo),
    releases: (holdNo: string): ReleaseRecord[] => releases.all('WHERE hold_no = ? ORDER BY started_at, rowid', holdNo),
    releaseByNumber: (releaseNo: string): ReleaseRecord | null => releases.first('WHERE release_no = ?', releaseNo),
    /** Releases that are not known to have ended, oldest first. */
    openReleases: (): ReleaseRecord[] => releases.all(OPEN_RELEASES),
  }
}
export type Holds = ReturnType<typeof holdsOf>
