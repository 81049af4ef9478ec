import Database from 'libsql'
import { figuresOf } from '../../contract/figures.ts'
import { openBook } from '../../electron/ledger/book.ts'
import type { SaleRecord } from '../../electron/ledger/records.ts'

/** A book of 90 days for measurements. */

const DAY = 86_400_000
export const UNTIL = Date.UTC(2026, 10, 28)
export const FROM = UNTIL - 90 * DAY
export const STAFF = ['1201', '1202', '1203', '1204', '1205']
const SHIFTS = 270
/** One of them, paid and settled. */
export const SALE: SaleRecord = {
  ...{ saleId: '', orderNo: '', amountFen: 1, remark: '', purpose: 'sale', way: 'code', holdNo: null, heldFen: null },
  ...{ releaseRest: null, returnedFen: null, state: 'paid', orderState: 'paid', tender: 'wechat', startedAt: 0, sentAt: 0 },
  ...{ settledAt: 0, platformTxnId: '4200001234202611220000000001', membershipNumber: null, paidFen: 1, discountFen: 0 },
  ...{
    topUp: null,
    settledFen: 1,
    codeUrl: null,
    balanceFen: null,
    receivedFen: null,
    numberUsed: false,
    notOurs: false,
    reversal: null,
    dismissed: null,
  },
  ...{ fault: null, staffId: '1201', staffName: '李婷' },
}

/** Fills the tables as `orders` sales of the 90 days before `until` would have; far quicker than selling them. */
export function fillQuarter(path: string, orders: number, until = UNTIL): void {
  const from = until - 90 * DAY
  const made = openBook(path, until)
  if (!made.ok) throw new Error(made.fault.code)
  made.value.close()
  const raw = new Database(path)
  raw.exec('PRAGMA synchronous = OFF; BEGIN')
  raw
    .prepare(
      `WITH RECURSIVE nth (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM nth WHERE n < ? - 1),
            one AS (SELECT n, ? + n * ? / ? AS at, 1 + n * 7919 % 500000 AS fen, json_extract(?, '$[' || (n % 5) || ']') AS staff FROM nth)
       INSERT INTO sale (sale_id, order_no, amount_fen, state, started_at, body)
       SELECT 's' || n, printf('0100005200013%015d', n), fen, 'paid', at,
              json_set(?, '$.saleId', 's' || n, '$.orderNo', printf('0100005200013%015d', n), '$.amountFen', fen, '$.startedAt', at,
                       '$.settledAt', at, '$.staffId', staff) FROM one`,
    )
    .run(orders, from, 90 * DAY, orders, JSON.stringify(STAFF), JSON.stringify(SALE))
  const record = `json_object('shiftNo', shift_no, 'staffId', staff_id, 'staffName', staff_name, 'startedAt', started_at, 'endedAt', started_at,
    'how', 'handedOver', 'figures', json(?), 'unresolved', json('[]'), 'cash', NULL)`
  const figures = JSON.stringify(figuresOf([]))
  const close = raw.prepare(`UPDATE shift SET ended_at = started_at, body = ${record} WHERE ended_at IS NULL`)
  close.run(figures)
  const shift = raw.prepare('INSERT INTO shift (staff_id, staff_name, started_at, ended_at, body) VALUES (?, ?, ?, NULL, NULL)')
  const count = raw.prepare(
    `INSERT INTO movement (at, shift_no, subject, kind, tender, staff_id, count, fen, settled_fen)
     SELECT started_at, (SELECT shift_no FROM shift WHERE ended_at IS NULL), sale_id, 'sale', iif(rowid % 3, 'wechat', 'alipay'),
            body ->> 'staffId', 1, amount_fen, amount_fen FROM sale WHERE started_at >= ? AND started_at < ?`,
  )
  const long = (90 * DAY) / SHIFTS
  for (let nth = 0; nth < SHIFTS; nth++) {
    if (nth > 0) close.run(figures)
    shift.run('1201', '李婷', from + nth * long)
    count.run(from + nth * long, from + (nth + 1) * long)
  }
  raw.exec('COMMIT')
  raw.close()
}
