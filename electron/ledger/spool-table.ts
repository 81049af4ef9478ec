import { randomUUID } from 'node:crypto'
import type { SlipDocument } from '../../contract/slip.ts'
import { slipJobSchema, type NewSlip, type SlipJob, type SlipJobState } from './records.ts'
import type { Sqlite } from './open.ts'
import { compiledOnce } from './record-reader.ts'

interface Row {
  job_id: string
  event: string
  order_no: string | null
  copy: number
  state: string
  fault: string | null
  made_at: number
  stale_at: number
  attempts: number
  document: string
}

function jobOf(row: Row): SlipJob {
  return slipJobSchema.parse({
    jobId: row.job_id,
    event: row.event,
    orderNo: row.order_no,
    copy: row.copy === 1,
    state: row.state,
    fault: row.fault,
    madeAt: row.made_at,
    staleAt: row.stale_at,
    attempts: row.attempts,
    document: JSON.parse(row.document) as unknown,
  })
}

/** The slips of the book. `add` is called inside the transaction of the event that the slip belongs to. */
export function spoolOf(database: Sqlite) {
  const insert = database.prepare(
    `INSERT INTO slip (job_id, event, order_no, copy, state, fault, made_at, stale_at, attempts, document)
     VALUES (?, ?, ?, ?, 'waiting', NULL, ?, ?, 0, ?) ON CONFLICT (event) DO NOTHING`,
  )
  const move = database.prepare('UPDATE slip SET state = ?, fault = ?, attempts = attempts + ? WHERE job_id = ?')
  const first = database.prepare(
    `SELECT * FROM slip WHERE state = 'waiting' AND document ->> 'kind' IN (SELECT value FROM json_each(?))
       AND (order_no IS NULL OR order_no NOT IN (SELECT value FROM json_each(?)))
     ORDER BY made_at, rowid LIMIT 1`,
  )
  const layOut = database.prepare("UPDATE slip SET document = ? WHERE event = ? AND state = 'waiting' AND attempts = 0")
  const count = database.prepare("SELECT count(*) AS waiting FROM slip WHERE state = 'waiting'")
  const select = compiledOnce((where) => database.prepare(`SELECT * FROM slip ${where} ORDER BY made_at, rowid`))
  const begun = database.prepare(
    `SELECT count(*) AS jobs, coalesce(sum(state IN ('waiting', 'sending')), 0) AS underWay, coalesce(max(made_at), 0) AS madeAt
     FROM slip WHERE event >= ? AND event < ?`,
  )
  const read = (where: string, ...values: string[]): SlipJob[] => (select(where).all(...values) as Row[]).map(jobOf)

  function add({ event, orderNo, copy, madeAt, staleAt, document }: NewSlip): boolean {
    return insert.run(randomUUID(), event, orderNo, copy ? 1 : 0, madeAt, staleAt, JSON.stringify(document)).changes === 1
  }

  return {
    /** All of them, or none where the first event has its slip already: how many there are may have been set anew since. */
    addAll(slips: readonly NewSlip[]): boolean {
      return slips.length > 0 && slips.every((slip) => add(slip))
    },
    /** What waits and was never begun gets a new document; whatever a printer may have seen stays. */
    layOutAnew(slips: readonly Pick<NewSlip, 'event' | 'document'>[]): void {
      for (const { event, document } of slips) layOut.run(JSON.stringify(document), event)
    },
    /** The slip of one of these kinds that waits for longest, or null. `except`: not those of these orders. */
    next(kinds: readonly SlipDocument['kind'][], except: readonly string[] = []): SlipJob | null {
      const row = first.get(JSON.stringify(kinds), JSON.stringify(except)) as Row | undefined
      return row ? jobOf(row) : null
    },
    waitingCount: () => (count.get() as { waiting: number }).waiting,
    interrupted: () => read("WHERE state = 'sending'"),
    ofOrder: (orderNo: string) => read('WHERE order_no = ?', orderNo),
    /** The slips whose events begin so: how many, how many are not done with, and when the last was made. */
    begun: (event: string) => begun.get(event, `${event}\uffff`) as { jobs: number; underWay: number; madeAt: number },
    mark(jobId: string, state: SlipJobState, fault: string | null): void {
      const begun = state === 'sending' ? 1 : 0
      move.run(state, fault, begun, jobId)
    },
  }
}
