import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { figuresOf } from '../../../contract/figures.ts'
import { NO_FILTER } from '../../../contract/order-filter.ts'
import type { Book } from '../../../electron/ledger/book.ts'
import { readBook } from '../../../electron/ledger/reading.ts'
import { aPaidSale, DAY_BEGINS, fillBook, MORNING } from '../../support/filled-book.ts'

const UNTIL = DAY_BEGINS + 86_400_000

let folder = ''
let path = ''
let book: Book
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guitai-reading-'))
  path = join(folder, 'book.db')
  book = fillBook(path, 12)
})
afterEach(() => {
  book.close()
  rmSync(folder, { recursive: true })
})
const sell = (nth: number, at: number): void => {
  const sale = aPaidSale(nth, { startedAt: at, settledAt: at })
  book.write({ entry: { at, kind: 'test', subject: sale.saleId, body: {} }, sale })
}

describe('a reading of the book', () => {
  it('has the movements of the list in its order, in pieces of any size, also of one moment', () => {
    for (let nth = 50; nth < 57; nth++) sell(nth, MORNING + 60_000)
    const list = book.lists.rows(DAY_BEGINS, UNTIL, NO_FILTER, 0, 1000)
    expect(list).toHaveLength(12 + 7 + 4)
    const reading = readBook(path)
    for (const size of [1, 2, 3, 7, 500]) expect([...reading.stream.movements(DAY_BEGINS, UNTIL, null, size)]).toEqual(list)
    expect(reading.stream.count(DAY_BEGINS, UNTIL, null)).toBe(list.length)
    const mine = book.lists.rows(DAY_BEGINS, UNTIL, { ...NO_FILTER, staffId: '1207' }, 0, 1000)
    expect([...reading.stream.movements(DAY_BEGINS, UNTIL, '1207', 2)]).toEqual(mine)
    expect(reading.stream.count(DAY_BEGINS, UNTIL, '1207')).toBe(mine.length)
    reading.close()
  })

  it('ends before the moment it is asked for, and begins with it', () => {
    const reading = readBook(path)
    const at = aPaidSale(3).startedAt
    const orders = [...reading.stream.movements(at, at + 1, null)].map((row) => row.kind === 'sale' && row.sale.saleId)
    expect(orders).toEqual(['s3'])
    expect([...reading.stream.movements(at + 1, aPaidSale(4).startedAt, null)]).toEqual([])
    reading.close()
  })

  it('is of the moment it was opened at: what is sold meanwhile is neither in its figures nor among its orders', () => {
    const reading = readBook(path)
    const orders = reading.stream.movements(DAY_BEGINS, UNTIL, null, 2)
    orders.next()
    sell(70, MORNING)
    sell(71, MORNING + 1)
    expect(figuresOf(reading.figures.ofPeriod(DAY_BEGINS, UNTIL, null)).count).toBe(12)
    expect([...orders]).toHaveLength(12 + 4 - 1)
    reading.close()
    expect(figuresOf(book.figures.ofPeriod(DAY_BEGINS, UNTIL, null)).count, 'the till sold on').toBe(14)
  })

  it('can write nothing into the book', () => {
    const reading = readBook(path)
    const { post } = reading.figures as Book['figures'] & { post: (subject: string, movements: readonly object[]) => void }
    const movement = { at: MORNING, kind: 'sale', tender: 'wechat', staffId: '1206', fen: 1, settledFen: 1 }
    expect(() => post('new', [movement])).toThrow(/readonly|query_only|read-only/i)
    reading.close()
    expect(figuresOf(book.figures.ofPeriod(DAY_BEGINS, UNTIL, null)).count).toBe(12)
  })

  it('is not made of a book of another version, which it leaves as it is', () => {
    const raw = new Database(path)
    raw.exec('PRAGMA user_version = 99')
    raw.close()
    expect(() => readBook(path)).toThrow('version 99')
  })
})
