import type { OrderFilter } from '../../contract/order-filter.ts'
import {
  ACCEPTED_REFUND_STATES,
  OPEN_SALE_STATES,
  type RefundState,
  type ReleaseState,
  type SaleState,
} from '../../contract/states.ts'
import type { Sqlite } from './open.ts'
import { compiledOnce, recordReader } from './record-reader.ts'
import {
  refundRecordSchema,
  releaseRecordSchema,
  saleRecordSchema,
  type RefundRecord,
  type ReleaseRecord,
  type SaleRecord,
} from './records.ts'

/** One line of a day: a sale, a hold or a capture that got a number, a refund, or a release. */
export type Movement =
  | { readonly kind: 'sale'; readonly sale: SaleRecord }
  | { readonly kind: 'refund'; readonly refund: RefundRecord }
  | { readonly kind: 'release'; readonly release: ReleaseRecord }

export interface DayFigures {
  readonly total: number
  readonly paidCount: number
  readonly paidFen: number
  readonly refundCount: number
  readonly refundFen: number
  readonly heldCount: number
  readonly heldFen: number
  readonly releasedCount: number
  readonly releasedFen: number
}
export const NO_FIGURES: DayFigures = {
  total: 0,
  paidCount: 0,
  paidFen: 0,
  refundCount: 0,
  refundFen: 0,
  heldCount: 0,
  heldFen: 0,
  releasedCount: 0,
  releasedFen: 0,
}

const quoted = (states: readonly string[]): string => states.map((state) => `'${state}'`).join()
const ACCEPTED = quoted(ACCEPTED_REFUND_STATES)

/** Which states a word of the filter stands for. A sale counts as refunded once accepted refunds reach its amount (RULINGS 10). */
const SALE_STATES: Record<NonNullable<OrderFilter['state']>, readonly SaleState[]> = {
  paid: ['paid', 'held'],
  refunded: ['refunded'],
  open: OPEN_SALE_STATES,
  failed: ['failed'],
}
const REFUND_STATES: Record<NonNullable<OrderFilter['state']>, readonly RefundState[]> = {
  paid: [],
  refunded: ['accepted', 'succeeded'],
  open: ['sending', 'unknown', 'conflict'],
  failed: ['failed', 'needsPerson'],
}
const RELEASE_STATES: Record<NonNullable<OrderFilter['state']>, readonly ReleaseState[]> = {
  paid: [],
  refunded: ['accepted', 'succeeded'],
  open: ['sending', 'unknown', 'conflict'],
  failed: ['failed'],
}

/** Of the kinds of movements; holds and captures stand among the sales. */
const KINDS: Record<NonNullable<OrderFilter['kind']>, string> = {
  sales: "AND kind = 'sale' AND coalesce(body ->> 'purpose', 'sale') = 'sale'",
  refunds: "AND kind = 'refund'",
  deposits: "AND (kind = 'release' OR kind = 'sale' AND (body ->> 'purpose' = 'hold' OR body ->> 'way' = 'capture'))",
}
const STATES = (state: NonNullable<OrderFilter['state']>): string =>
  `AND (kind = 'sale' AND state IN (${quoted(SALE_STATES[state])})
    OR kind = 'refund' AND state IN (${quoted(REFUND_STATES[state])})
    OR kind = 'release' AND state IN (${quoted(RELEASE_STATES[state])}))`

const MOVEMENTS = `
  SELECT 'sale' AS kind, sale.rowid AS nth, sale.started_at AS at, sale.amount_fen AS fen, sale.body AS body,
         CASE WHEN sale.state = 'paid' AND coalesce(back.fen, 0) >= sale.amount_fen THEN 'refunded' ELSE sale.state END AS state,
         sale.state IN ('paid', 'refunded') AS paid, 0 AS given, sale.state = 'held' AS held, 0 AS released
  FROM sale LEFT JOIN (SELECT order_no, sum(amount_fen) AS fen FROM refund WHERE state IN (${ACCEPTED}) GROUP BY order_no) AS back
    ON back.order_no = sale.order_no
  WHERE sale.started_at >= :from AND sale.started_at < :until AND sale.state <> 'cancelled' AND sale.order_no IS NOT NULL
  UNION ALL
  SELECT 'refund', rowid, started_at, amount_fen, body, state, 0, state IN (${ACCEPTED}), 0, 0
  FROM refund WHERE started_at >= :from AND started_at < :until
  UNION ALL
  SELECT 'release', rowid, started_at, amount_fen, body, state, 0, 0, 0, state = 'succeeded'
  FROM release WHERE started_at >= :from AND started_at < :until`

const SALES_OF = `WHERE started_at >= ? AND started_at < ? AND state <> 'cancelled' AND order_no IS NOT NULL
  ORDER BY started_at DESC, rowid DESC`

/** The lists of the book: what moved money, or tried to, between two moments. */
export function dayListOf(database: Sqlite) {
  const selection = ({ kind, tender, state, fromFen, toFen, staffId }: OrderFilter): string =>
    [
      `SELECT * FROM (${MOVEMENTS}) WHERE true`,
      kind === null ? '' : KINDS[kind],
      state === null ? '' : STATES(state),
      tender === null ? '' : "AND body ->> 'tender' = :tender",
      fromFen === null ? '' : 'AND fen >= :fromFen',
      toFen === null ? '' : 'AND fen <= :toFen',
      staffId === null ? '' : "AND body ->> 'staffId' = :staffId",
    ].join(' ')
  const named = (from: number, until: number, filter: OrderFilter): Record<string, string | number> => {
    const { tender, fromFen, toFen, staffId } = filter
    const given = Object.entries({ tender, fromFen, toFen, staffId }).filter(([, value]) => value !== null)
    return { from, until, ...(Object.fromEntries(given) as Record<string, string | number>) }
  }

  const compiled = compiledOnce((sql) => database.prepare(sql))
  const sales = recordReader(database, 'sale', saleRecordSchema)

  return {
    /** Movements begun in [from, until), newest first. */
    rows(from: number, until: number, filter: OrderFilter, offset: number, limit: number): Movement[] {
      const sql = `${selection(filter)} ORDER BY at DESC, kind, nth DESC LIMIT :limit OFFSET :offset`
      const found = compiled(sql).all({ ...named(from, until, filter), limit, offset }) as {
        kind: Movement['kind']
        body: string
      }[]
      return found.map(({ kind, body }) => {
        const record: unknown = JSON.parse(body)
        if (kind === 'sale') return { kind, sale: saleRecordSchema.parse(record) }
        if (kind === 'refund') return { kind, refund: refundRecordSchema.parse(record) }
        return { kind, release: releaseRecordSchema.parse(record) }
      })
    },

    /** The sums of the same movements, in fen: paid here, captures among them; given back; held; released by `unfreeze`. */
    figures(from: number, until: number, filter: OrderFilter): DayFigures {
      const sql = `SELECT count(*) AS total, coalesce(sum(paid), 0) AS paidCount, coalesce(sum(paid * fen), 0) AS paidFen,
                          coalesce(sum(given), 0) AS refundCount, coalesce(sum(given * fen), 0) AS refundFen,
                          coalesce(sum(held), 0) AS heldCount, coalesce(sum(held * fen), 0) AS heldFen,
                          coalesce(sum(released), 0) AS releasedCount, coalesce(sum(released * fen), 0) AS releasedFen
                   FROM (${selection(filter)})`
      const figures = compiled(sql).get(named(from, until, filter)) as DayFigures | undefined
      return figures ?? NO_FIGURES
    },

    /** Sales begun in [from, until), newest first: the same rows, without what only the list shows. */
    sales: (from: number, until: number): SaleRecord[] => sales.all(SALES_OF, from, until),
  }
}
