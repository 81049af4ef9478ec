import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NO_FILTER } from '../../../contract/order-filter.ts'
import { openBook, type Book } from '../../../electron/ledger/book.ts'
import { paymentSlip } from '../../../electron/slips/payment.ts'
import { saleOf } from '../../support/sale.ts'
import { slipSetting } from '../../support/slip-setting.ts'

const NOW = Date.UTC(2026, 10, 22, 9)
let folder: string
let path: string
const opened: Book[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guitai-book-'))
  path = join(folder, 'book.db')
})
afterEach(() => {
  for (const book of opened.splice(0)) book.close()
  rmSync(folder, { recursive: true, force: true })
})

function open(where = path): Book {
  const book = openBook(where, NOW)
  if (!book.ok) throw new Error(book.fault.code)
  opened.push(book.value)
  return book.value
}

const entry = (kind = 'sale.sending', subject = 's1') => ({ at: NOW, kind, subject, body: { note: '收银' } })
const paid = saleOf({ state: 'paid', orderNo: '0100005200011763802000000001', sentAt: NOW, settledAt: NOW })
const slip = (event: string) => ({
  event,
  orderNo: paid.orderNo,
  copy: false,
  madeAt: NOW,
  staleAt: NOW + 1000,
  document: paymentSlip(paid, slipSetting(), 'auto'),
})

describe('the book', () => {
  test('keeps a sale, its slip and its sentence over a restart', () => {
    const first = open()
    expect(first.write({ entry: entry(), sale: paid, slips: [slip('payment:1')], sentence: 'paid:1' })).toEqual({
      slipQueued: true,
      mayAnnounce: true,
    })
    first.close()
    opened.length = 0
    const second = open()
    expect(second.sale('s1')).toEqual(paid)
    expect(second.saleByOrderNo(paid.orderNo ?? '')).toEqual(paid)
    expect(second.slips.waitingCount()).toBe(1)
    expect(second.write({ entry: entry(), slips: [slip('payment:1')], sentence: 'paid:1' })).toEqual({
      slipQueued: false,
      mayAnnounce: false,
    })
    expect(second.slips.waitingCount(), 'one event, one slip').toBe(1)
  })

  test('writes all of a change or none of it', () => {
    const book = open()
    book.write({ entry: entry(), sale: paid })
    const clash = saleOf({ saleId: 's2', orderNo: paid.orderNo, state: 'sending' })
    expect(() => book.write({ entry: entry('sale.sending', 's2'), sale: clash, sentence: 'x' })).toThrow()
    expect(book.journal()).toHaveLength(1)
    expect(book.sale('s2')).toBeNull()
    book.write({ entry: entry('sale.paid'), sentence: 'x' })
    expect(book.firstBrokenRow(), 'the chain goes on where it was').toBeNull()
  })

  test('every commit is forced to the disk before it returns', () => {
    const trace = join(folder, 'trace')
    const program = `
      import { openBook } from './electron/ledger/book.ts'
      const book = openBook(${JSON.stringify(path)}, 1)
      if (!book.ok) process.exit(1)
      process.chdir('/')
      for (let n = 0; n < 7; n++) book.value.write({ entry: { at: n, kind: 'note', subject: 's', body: {} } })
      process.chdir('/tmp')
      process.exit(0)`
    const asked = [
      '-f',
      '-e',
      'trace=fsync,fdatasync,chdir',
      '-o',
      trace,
      process.execPath,
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      program,
    ]
    execFileSync('strace', asked)
    const calls = readFileSync(trace, 'utf8')
    const writing = calls.slice(calls.indexOf('chdir("/")'), calls.indexOf('chdir("/tmp")'))
    expect(writing.match(/f(data)?sync\(/g)?.length ?? 0).toBeGreaterThanOrEqual(7)
  })

  test('refuses a second till on the same book, and says so', () => {
    open()
    expect(openBook(path, NOW)).toEqual({ ok: false, fault: { code: 'book.locked' } })
    const other = `import { openBook } from './electron/ledger/book.ts'; const b = openBook(${JSON.stringify(path)}, 1); console.log(b.ok ? 'opened' : b.fault.code)`
    expect(execFileSync('npx', ['tsx', '-e', other], { encoding: 'utf8' }).trim()).toBe('book.locked')
  })

  test('a damaged book is left as it is, and named', () => {
    writeFileSync(path, 'no book at all '.repeat(500))
    const before = readFileSync(path)
    const result = openBook(path, NOW)
    expect(result.ok ? 'opened' : result.fault.code).toBe('book.damaged')
    expect(readFileSync(path)).toEqual(before)
  })

  test('a book whose pages were overwritten is damaged', () => {
    const book = open()
    for (let index = 0; index < 200; index++) book.write({ entry: entry('note', String(index)) })
    book.close()
    opened.length = 0
    const raw = new Database(path)
    raw.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    raw.close()
    const bytes = readFileSync(path)
    bytes.fill(0x5a, 4096, bytes.length - 4096)
    writeFileSync(path, bytes)
    const result = openBook(path, NOW)
    expect(result.ok ? 'opened' : result.fault.code).toBe('book.damaged')
  })

  test('a book of a newer version is not touched', () => {
    open().close()
    opened.length = 0
    const raw = new Database(path)
    raw.exec('PRAGMA user_version = 99')
    raw.close()
    expect(openBook(path, NOW)).toEqual({ ok: false, fault: { code: 'book.fromNewerVersion' } })
  })

  test('a book that cannot be made is named', () => {
    writeFileSync(join(folder, 'file'), '')
    const result = openBook(join(folder, 'file', 'book.db'), NOW)
    expect(result.ok ? 'opened' : result.fault.code).toBe('book.notWritten')
  })

  test('journal rows cannot be changed or removed, and a forced change shows', () => {
    const book = open()
    for (const kind of ['a', 'b', 'c']) book.write({ entry: entry(kind) })
    expect(book.firstBrokenRow()).toBeNull()
    const raw = new Database(path)
    expect(() => raw.exec("UPDATE journal SET body = '{}' WHERE seq = 2")).toThrow(/keeps its words/)
    expect(() => raw.exec('DELETE FROM journal WHERE seq = 2')).toThrow(/keeps its rows/)
    raw.exec("DROP TRIGGER journal_keeps_words; UPDATE journal SET body = '{}' WHERE seq = 2")
    raw.close()
    expect(book.firstBrokenRow()).toBe(2)
  })
})

describe('order numbers', () => {
  test('are digits after the prefix, at most 32, and never the same, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: NOW - 10 ** 9, max: NOW + 10 ** 9 }), { minLength: 1, maxLength: 60 }), (times) => {
        const book = openBook(':memory:', NOW)
        if (!book.ok) throw new Error(book.fault.code)
        const numbers = times.map((time) => book.value.takeOrderNo('01000052', '0042', time))
        expect(new Set(numbers).size).toBe(numbers.length)
        for (const number of numbers) expect(number).toMatch(/^010000520042\d{14}$/)
        book.value.close()
      }),
      { numRuns: 50 },
    )
  })

  test('go on after a restart with the clock set back', () => {
    const first = open()
    const before = [first.takeOrderNo('01000052', '0042', NOW), first.takeOrderNo('01000052', '0042', NOW)]
    first.close()
    opened.length = 0
    expect(before).not.toContain(open().takeOrderNo('01000052', '0042', NOW - 86_400_000))
  })

  test('wrap over a hundred thousand without meeting themselves', () => {
    const book = open()
    const second = NOW / 1000 - Date.UTC(2020, 0, 1) / 1000
    book.setFact('orderNo', `${second} 99998`)
    const numbers = [1, 2, 3].map(() => book.takeOrderNo('01000052', '0042', NOW))
    expect(new Set(numbers).size).toBe(3)
    expect(numbers[1]?.slice(12, 21)).toBe(String(second + 1))
  })

  test('come after all that Cloud Pay knows, in a book that was lost or put back, even with the clock set back', () => {
    const lost = open()
    const used = [NOW, NOW + 5000].map((at) => lost.takeOrderNo('01000052', '0042', at))
    lost.close()
    opened.length = 0
    rmSync(path)
    const anew = open()
    anew.passOrderNos('01000052', '0042', [...used, '01000052004299999', 'elsewhere', '010000520099' + '9'.repeat(14)])
    const next = [NOW - 86_400_000, NOW, NOW + 5000].map((at) => anew.takeOrderNo('01000052', '0042', at))
    for (const number of next) for (const before of used) expect(number > before).toBe(true)
    expect(next[0]?.slice(12, 21)).toBe(String((NOW + 5000) / 1000 - Date.UTC(2020, 0, 1) / 1000 + 1))
    const known = anew.fact('orderNo')
    anew.passOrderNos('01000052', '0042', next)
    expect(anew.fact('orderNo')).toBe(known)
  })

  test('are refused when the prefix leaves no room', () => {
    expect(() => open().takeOrderNo('012345678901234', '0042', NOW)).toThrow(/no room/)
  })
})

test('the list of a day counts and sums what was paid, newest first, by person when asked', () => {
  const book = open()
  const add = (n: number, facts: Parameters<typeof saleOf>[0]) =>
    book.write({ entry: entry(), sale: saleOf({ saleId: `s${n}`, orderNo: `n${n}`, startedAt: NOW + n, ...facts }) })
  add(1, { state: 'paid', amountFen: 100 })
  add(2, { state: 'failed', amountFen: 900 })
  add(3, { state: 'paid', amountFen: 50, staffId: '1207' })
  book.write({ entry: entry(), sale: saleOf({ saleId: 's4', state: 'cancelled', startedAt: NOW + 4 }) })
  const end = NOW + 1000
  expect(book.lists.figures(NOW, end, NO_FILTER)).toMatchObject({ total: 3, paidCount: 2, paidFen: 150 })
  const rows = book.lists.rows(NOW, end, NO_FILTER, 0, 2)
  expect(rows.map((row) => row.kind === 'sale' && row.sale.saleId)).toEqual(['s3', 's2'])
  const hers = { ...NO_FILTER, staffId: '1206' }
  expect(book.lists.figures(NOW, end, hers)).toMatchObject({ total: 2, paidCount: 1, paidFen: 100 })
  expect(book.lastPaid()?.saleId).toBe('s3')
})

test('the sales of a day are the sales of its list; what was given back elsewhere was taken here all the same', () => {
  const book = open()
  const states = ['paid', 'refunded', 'failed', 'unknown', 'cancelled'] as const
  for (const [n, state] of states.entries())
    book.write({ entry: entry(), sale: saleOf({ saleId: `s${n}`, orderNo: `n${n}`, startedAt: NOW + n, amountFen: 10, state }) })
  book.write({ entry: entry(), sale: saleOf({ saleId: 's9', orderNo: null, startedAt: NOW + 9 }) })
  const rows = book.lists.rows(NOW, NOW + 100, NO_FILTER, 0, 100)
  expect(book.lists.sales(NOW, NOW + 100)).toEqual(rows.flatMap((row) => (row.kind === 'sale' ? [row.sale] : [])))
  expect(book.lists.sales(NOW, NOW + 1).map((sale) => sale.saleId)).toEqual(['s0'])
  expect(book.lists.figures(NOW, NOW + 100, NO_FILTER)).toMatchObject({ paidCount: 2, paidFen: 20 })
})
