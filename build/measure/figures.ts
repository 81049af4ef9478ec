import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import Database from 'libsql'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { figuresOf } from '../../contract/figures.ts'
import { NO_FILTER } from '../../contract/order-filter.ts'
import { openBook, type Book } from '../../electron/ledger/book.ts'
import { kindsOf } from '../../electron/till/audit.ts'
import { createAuditLog } from '../../electron/till/audit-log.ts'
import { FROM, fillQuarter, SALE, STAFF, UNTIL } from './filled-quarter.ts'

/**
 * `npm run measure:figures [-- --orders N]`: how long the book takes with so many orders of a quarter of a year in it: totals of a
 * shift, a summary of 90 days, an order by its number, a page of the audit log, and one more written down. The floor of the last is what the same disk takes for
 * one row in a book of its own; that of the others is one row by its key.
 */

const { values } = parseArgs({ options: { orders: { type: 'string', default: '1000000' } } })
const orders = Number(values.orders)
if (!Number.isInteger(orders) || orders < 1000) {
  console.error('usage: npm run measure:figures [-- --orders N]   (N at least 1000)')
  process.exit(2)
}

const DAY = 86_400_000
const ACT_KINDS = kindsOf(null)
  .filter((kind) => !kind.startsWith('sale.'))
  .slice(0, 8)

/** A row of the journal for each order: eight in ten of sales, two of people. */
function fillJournal(path: string): void {
  const raw = new Database(path)
  raw.exec('PRAGMA synchronous = OFF; BEGIN')
  raw
    .prepare(
      `WITH RECURSIVE nth (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM nth WHERE n < ?),
            one AS (SELECT n, ? + n * ? / ? AS at, json_extract(?, '$[' || (n % 5) || ']') AS staff,
                           json_extract(?, '$[' || (n / 5 % 8) || ']') AS kind FROM nth)
       INSERT INTO journal (seq, at, kind, subject, body, hash)
       SELECT n, at, iif(n % 5, 'sale.paid', kind), iif(n % 5, 's' || n, staff),
              iif(n % 5, json_object('event', 'paid', 'orderNo', 'n' || n, 'amountFen', n), json_object('staffId', staff, 'staffName', 'name', 'amountFen', n)),
              printf('%064x', n) FROM one`,
    )
    .run(orders, FROM, 90 * DAY, orders, JSON.stringify(STAFF), JSON.stringify(ACT_KINDS))
  raw.exec('COMMIT')
  raw.close()
}

interface Times {
  readonly p50: number
  readonly p99: number
}
function timed(runs: number, work: (nth: number) => void): Times {
  const took = Array.from({ length: runs }, (_none, nth) => {
    const from = performance.now()
    work(nth)
    return performance.now() - from
  }).sort((one, other) => one - other)
  const at = (share: number): number => took[Math.min(runs - 1, Math.floor(runs * share))] ?? NaN
  return { p50: at(0.5), p99: at(0.99) }
}

function opened(path: string): Book {
  const book = openBook(path, UNTIL)
  if (!book.ok) throw new Error(book.fault.code)
  return book.value
}

const write = (book: Book, nth: number): void => {
  const sale = { ...SALE, saleId: `new${nth}`, orderNo: `9${String(nth).padStart(27, '0')}`, startedAt: UNTIL, settledAt: UNTIL }
  book.write({ entry: { at: UNTIL, kind: 'sale.paid', subject: sale.saleId, body: {} }, sale })
}

const folder = mkdtempSync(join(tmpdir(), 'guitai-figures-'))
try {
  const path = join(folder, 'book.db')
  console.log(`a book of ${orders} orders is filled`)
  fillQuarter(path, orders)
  fillJournal(path)
  const [book, small] = [opened(path), opened(join(folder, 'small.db'))]
  const numberOf = (nth: number): string => `0100005200013${String((nth * 7919) % orders).padStart(15, '0')}`
  const last = UNTIL - DAY
  const audit = createAuditLog({
    book,
    chain: () => ({ state: 'whole', at: 0, rows: 0, row: null }),
    staff: () => [],
    language: () => 'en',
    beginFile: (name) => (content) => `${name} ${content.length}`,
  })
  const looked = { from: FROM, until: UNTIL, staffId: null, group: null, limit: 50 } as const
  const first = audit.list({ ...looked, before: null })
  if (first.entries.length !== 50) throw new Error('the audit log is empty')
  /** Somewhere in the 90 days, as somebody who has turned many pages. */
  const deep = (nth: number) => ({ at: UNTIL - ((nth * 7919) % 90) * DAY, seq: Number.MAX_SAFE_INTEGER })
  const rows: [string, string, Times][] = [
    [
      'one order by its number (the floor of reading)',
      '≤ 20 ms p99',
      timed(500, (nth) => void book.saleByOrderNo(numberOf(nth))),
    ],
    ['totals of the open shift', '≤ 30 ms', timed(50, () => void figuresOf(book.figures.ofShift(book.shifts.open().shiftNo)))],
    ['summary of 90 days', '≤ 300 ms', timed(20, () => void figuresOf(book.figures.ofPeriod(FROM + 1, UNTIL - 1, null)))],
    ['… of one person', '≤ 300 ms', timed(20, () => void figuresOf(book.figures.ofPeriod(FROM + 1, UNTIL - 1, '1203')))],
    ['… by hours', '≤ 300 ms', timed(20, () => void book.figures.hours(FROM, UNTIL, null))],
    ['list of a day, first 50', '', timed(10, () => void book.lists.rows(last, UNTIL, NO_FILTER, 0, 50))],
    ['figures of a day’s list', '', timed(10, () => void book.lists.figures(last, UNTIL, NO_FILTER))],
    ['audit log: a page of 90 days', '≤ 20 ms p99', timed(300, (nth) => void audit.list({ ...looked, before: deep(nth) }))],
    [
      '… of one person',
      '≤ 20 ms p99',
      timed(300, (nth) => void audit.list({ ...looked, staffId: STAFF[nth % 5] ?? '', before: deep(nth) })),
    ],
    ['… of one thing', '≤ 20 ms p99', timed(300, (nth) => void audit.list({ ...looked, group: 'signIn', before: deep(nth) }))],
    ['one more order, forced to the disk', '≤ 5 ms p50', timed(300, (nth) => write(book, nth))],
    ['… in an empty book (the floor of writing)', '', timed(300, (nth) => write(small, nth))],
  ]
  const from = performance.now()
  await audit.export(looked)
  console.log(`audit log of 90 days as a file: ${Math.round(performance.now() - from)} ms, bit by bit`)
  const total = figuresOf(book.figures.ofPeriod(0, UNTIL, null)).count
  if (total !== orders) throw new Error(`${total} of ${orders} orders are in the figures`)
  for (const [what, target, { p50, p99 }] of rows)
    console.log(`${what.padEnd(48)} p50 ${p50.toFixed(2).padStart(8)} ms   p99 ${p99.toFixed(2).padStart(8)} ms   ${target}`)
  book.close()
  small.close()
} finally {
  rmSync(folder, { recursive: true })
}
