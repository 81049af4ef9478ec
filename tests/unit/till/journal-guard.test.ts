import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Clock } from '../../../contract/clock.ts'
import { ok, refuse, type Fault, type Outcome } from '../../../contract/faults.ts'
import { openBook, type Book } from '../../../electron/ledger/book.ts'
import { createJournalGuard, type JournalSeal } from '../../../electron/till/journal-guard.ts'
import type { Person } from '../../../electron/till/parts.ts'

const ADMIN: Person = { staffId: '1000', name: '陈管理', role: 'admin', mayRefund: true, since: 0 }

let folder = ''
let path = ''
let kept: Outcome<JournalSeal | null> = ok(null)
let written = 0
let due: { ms: number; call: () => void }[] = []
let told: Fault[] = []
let book: Book
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guitai-guard-'))
  path = join(folder, 'book.db')
  kept = ok(null)
  written = 0
})
afterEach(() => {
  book.close()
  rmSync(folder, { recursive: true })
})

function started() {
  due = []
  told = []
  const opened = openBook(path, 0)
  if (!opened.ok) throw new Error(opened.fault.code)
  book = opened.value
  const clock: Clock = {
    now: () => 5,
    elapsed: () => 0,
    after(ms, call) {
      const one = { ms, call }
      due.push(one)
      return () => (due = due.filter((other) => other !== one))
    },
  }
  const guard = createJournalGuard({
    book,
    seal: {
      read: () => kept,
      write(seal) {
        written++
        kept = ok(seal)
      },
    },
    clock,
    log: { info() {}, warn() {}, error() {} },
    notify: (fault) => told.push(fault),
    changed() {},
  })
  guard.start()
  return guard
}
/** Lets what waits for at most so many ms happen, in its order. */
function pass(ms: number): void {
  for (let next = due.findIndex((one) => one.ms <= ms); next >= 0; next = due.findIndex((one) => one.ms <= ms)) {
    due.splice(next, 1)[0]?.call()
  }
}
const write = (rows: number): void => {
  for (let nth = 0; nth < rows; nth++) book.write({ entry: { at: nth, kind: 'staff.signedIn', subject: String(nth), body: {} } })
}
const sealOf = (): JournalSeal | null => (kept.ok ? kept.value : null)
const kinds = (): string[] => book.journal().map(({ kind }) => kind)
/** A till that wrote so many rows, sealed them and ended. */
function used(rows: number): void {
  const guard = started()
  write(rows)
  guard.stop()
  book.close()
}
const tamper = (sql: string): void => {
  const raw = new Database(path)
  raw.exec('DROP TRIGGER IF EXISTS journal_keeps_rows; DROP TRIGGER IF EXISTS journal_keeps_words')
  raw.exec(sql)
  raw.close()
}

test('the end is sealed a while after it was written, once for many rows, and when the till ends', () => {
  const guard = started()
  write(20)
  pass(14_999)
  expect(written).toBe(0)
  pass(15_000)
  expect([written, sealOf()?.seq]).toEqual([1, 20])
  pass(15_000)
  expect(written, 'nothing new').toBe(1)
  write(1)
  guard.stop()
  expect([written, sealOf()]).toEqual([2, { ...book.journalHead(), at: 5 }])
})

test('a sound book is whole; a seal that lags behind, as after a power cut, says nothing', () => {
  used(30)
  const early = kept
  const guard = started()
  write(5)
  guard.stop()
  book.close()
  kept = early
  const after = started()
  expect(after.chain().state).toBe('checking')
  pass(1000)
  expect(after.chain()).toEqual({ state: 'whole', at: 5, rows: 35, row: null })
  expect(told).toEqual([])
})

test('a book whose last rows were cut off is told, also when others stand in their place, and is not sealed over', () => {
  used(30)
  tamper('DELETE FROM journal WHERE seq > 20')
  let guard = started()
  pass(1000)
  expect(told).toEqual([{ code: 'book.cutOff', params: { row: 30 } }])
  expect(guard.chain()).toMatchObject({ state: 'cutOff', row: 30 })
  expect(kinds().at(-1)).toBe('journal.cutOff')
  write(40)
  guard.stop()
  book.close()
  guard = started()
  expect(told).toEqual([{ code: 'book.cutOff', params: { row: 30 } }])
  expect([sealOf()?.seq, kinds().filter((kind) => kind === 'journal.cutOff').length], 'once in the journal').toEqual([30, 1])
})

test('a restored book is acknowledged by an admin, which is in the journal and sealed; then nothing is missing', () => {
  used(30)
  tamper('DELETE FROM journal WHERE seq > 20')
  const guard = started()
  pass(1000)
  expect(guard.acknowledge(ADMIN)).toEqual(ok(null))
  expect(book.journal().at(-1)).toMatchObject({ kind: 'journal.acknowledged', body: { staffId: '1000', row: 30 } })
  expect([guard.chain().state, sealOf()?.seq]).toEqual(['whole', 22])
  expect(guard.acknowledge(ADMIN), 'there is nothing more').toEqual(refuse('book.notCutOff'))
  guard.stop()
  book.close()
  const after = started()
  pass(1000)
  expect([told, after.chain().state]).toEqual([[], 'whole'])
})

test('a changed row in the middle is broken, whatever the seal says', () => {
  used(30)
  tamper('UPDATE journal SET at = 99 WHERE seq = 12')
  const guard = started()
  pass(1000)
  expect(guard.chain()).toMatchObject({ state: 'broken', row: 12 })
})

test('a seal that is gone is in the journal, once; a book that never had one says nothing', () => {
  const first = started()
  write(30)
  expect(kinds()).not.toContain('journal.sealMissing')
  first.stop()
  book.close()
  kept = ok(null)
  const guard = started()
  pass(1000)
  expect(guard.chain().state).toBe('noSeal')
  expect(kinds().filter((kind) => kind === 'journal.sealMissing')).toHaveLength(1)
  guard.stop()
  book.close()
  const after = started()
  pass(1000)
  expect([after.chain().state, kinds().filter((kind) => kind === 'journal.sealMissing').length]).toEqual(['whole', 1])
})

test('a seal that cannot be opened now is left as it is', () => {
  used(3)
  kept = refuse('vault.unreadable')
  const guard = started()
  write(3)
  pass(20_000)
  guard.stop()
  expect([guard.chain().state, written, kept.ok]).toEqual(['noSeal', 1, false])
})
