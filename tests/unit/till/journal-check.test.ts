import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Clock } from '../../../contract/clock.ts'
import type { Fault } from '../../../contract/faults.ts'
import { openBook } from '../../../electron/ledger/book.ts'
import { checkJournal } from '../../../electron/till/journal-check.ts'

const ROWS = 1234
let path = ''
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guitai-journal-'))
  path = join(folder, 'book.db')
  const book = opened()
  for (let nth = 0; nth < ROWS; nth++) book.write({ entry: { at: nth, kind: 'staff.signedIn', subject: String(nth), body: {} } })
  book.close()
})
afterEach(() => rmSync(folder, { recursive: true }))

function opened() {
  const book = openBook(path, 0)
  if (!book.ok) throw new Error(book.fault.code)
  return book.value
}

/** Looks the whole book over; answers what was told, and in how many pieces. */
function looked(): { told: Fault[]; pieces: number; last: unknown } {
  const book = opened()
  const told: Fault[] = []
  let last: unknown = null
  const due: (() => void)[] = []
  const clock: Clock = { now: () => 0, elapsed: () => 0, after: (_ms, call) => (due.push(call), () => {}) }
  const log = { info() {}, warn() {}, error() {} }
  checkJournal({ book, clock, log, notify: (fault) => told.push(fault), looked: (...how) => (last = how) })
  let pieces = 0
  for (let next = due.shift(); next; next = due.shift()) {
    next()
    pieces++
  }
  book.close()
  return { told, pieces, last }
}

const tamper = (sql: string): void => {
  const raw = new Database(path)
  raw.exec('DROP TRIGGER journal_keeps_rows; DROP TRIGGER journal_keeps_words')
  raw.exec(sql)
  raw.close()
}

test('a sound journal is read to its end, in pieces', () => {
  const { told, pieces, last } = looked()
  expect(told).toEqual([])
  expect(last).toEqual([ROWS, null, true])
  expect(pieces).toBeGreaterThan(2)
})

test.each([
  ['a changed word', 'UPDATE journal SET body = \'{"role":"admin"}\' WHERE seq = 777', 777],
  ['a changed time', 'UPDATE journal SET at = 5 WHERE seq = 1', 1],
  ['a row that was taken out', 'DELETE FROM journal WHERE seq = 600', 601],
  ['a row that was put in', `INSERT INTO journal VALUES (${ROWS + 1}, 1, 'staff.signedIn', 'x', '{}', 'made up')`, ROWS + 1],
])('%s is told', (_what, sql, row) => {
  tamper(sql)
  const { told, last } = looked()
  expect(told).toEqual([{ code: 'book.changedByOthers', params: { row } }])
  expect(last).toEqual([expect.any(Number), row, false])
})
