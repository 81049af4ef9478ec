import type { OrderFilter } from '../../contract/order-filter.ts'
import { ACCEPTED_REFUND_STATES, OPEN_SALE_STATES, type RefundState, type SaleState } from '../../contract/states.ts'
import type { Sqlite } from './open.ts'
import { compiledOnce, recordReader } from './record-reader.ts'
import { refundRecordSchema, saleRecordSchema, type RefundRecord, type SaleRecord } from './records.ts'

/** One line of a day: a sale that got a number, or a refund. */
export type Movement =
  { readonly kind: 'sale'; readonly sale: SaleRecord } | { readonly kind: 'refund'; readonly refund: RefundRecord }

export interface DayFigures {
  readonly total: number
  readonly paidCount: number
  readonly paidFen: number
  readonly refundCount: number
  readonly refundFen: number
}

const quoted = (states: readonly string[]): string => states.map((state) => `'${state}'`).join()
const ACCEPTED = quoted(ACCEPTED_REFUND_STATES)

/** Which states a word of the filter stands for. A sale counts as refunded once accepted refunds reach its amount (RULINGS 10). */
const SALE_STATES: Record<NonNullable<OrderFilter['state']>, readonly SaleState[]> = {
  paid: ['paid'],
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

const MOVEMENTS = `
  SELECT 'sale' AS kind, sale.rowid AS nth, sale.started_at AS at, sale.amount_fen AS fen, sale.body AS body,
         CASE WHEN sale.state = 'paid' AND coalesce(back.fen, 0) >= sale.amount_fen THEN 'refunded' ELSE sale.state END AS state,
         sale.state IN ('paid', 'refunded') AS paid, 0 AS given
  FROM sale LEFT JOIN (SELECT order_no, sum(amount_fen) AS fen FROM refund WHERE state IN (${ACCEPTED}) GROUP BY order_no) AS back
    ON back.order_no = sale.order_no
  WHERE sale.started_at >= :from AND sale.started_at < :until AND sale.state <> 'cancelled' AND sale.order_no IS NOT NULL
  UNION ALL
  SELECT 'refund', rowid, started_at, amount_fen, body, state, 0, state IN (${ACCEPTED})
  FROM refund WHERE started_at >= :from AND started_at < :until`

const SALES_OF = `WHERE started_at >= ? AND started_at < ? AND state <> 'cancelled' AND order_no IS NOT NULL
  ORDER BY started_at DESC, rowid DESC`

/** The lists of the book: what moved money, or tried to, between two moments. */
export function dayListOf(database: Sqlite) {
  const selection = ({ kind, tender, state, fromFen, toFen, staffId }: OrderFilter): string =>
    [
      `SELECT * FROM (${MOVEMENTS}) WHERE true`,
      kind === null ? '' : `AND kind = '${kind === 'sales' ? 'sale' : 'refund'}'`,
      state === null
        ? ''
        : `AND (kind = 'sale' AND state IN (${quoted(SALE_STATES[state])}) OR kind = 'refund' AND state IN (${quoted(REFUND_STATES[state])}))`,
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
      return found.map(({ kind, body }) =>
        kind === 'sale'
          ? { kind, sale: saleRecordSchema.parse(JSON.parse(body)) }
          : { kind, refund: refundRecordSchema.parse(JSON.parse(body)) },
      )
    },

    /** The sums of the same movements: what was paid here, and what was given back of it, in fen. */
    figures(from: number, until: number, filter: OrderFilter): DayFigures {
      const sql = `SELECT count(*) AS total, coalesce(sum(paid), 0) AS paidCount, coalesce(sum(paid * fen), 0) AS paidFen,
                          coalesce(sum(given), 0) AS refundCount, coalesce(sum(given * fen), 0) AS refundFen
                   FROM (${selection(filter)})`
      const figures = compiled(sql).get(named(from, until, filter)) as DayFigures | undefined
      return figures ?? { total: 0, paidCount: 0, paidFen: 0, refundCount: 0, refundFen: 0 }
    },

    /** Sales begun in [from, until), newest first: the same rows, without what only the list shows. */
    sales: (from: number, until: number): SaleRecord[] => sales.all(SALES_OF, from, until),
  }
}
