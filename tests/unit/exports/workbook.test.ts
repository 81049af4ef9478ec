import fc from 'fast-check'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExportWish } from '../../../contract/exports.ts'
import { figuresOf } from '../../../contract/figures.ts'
import type { Cell } from '../../../electron/exports/cells.ts'
import { csvLine } from '../../../electron/exports/csv.ts'
import { figureTables } from '../../../electron/exports/figure-table.ts'
import { columnName, serialOf } from '../../../electron/exports/sheet-xml.ts'
import { createWorkbook } from '../../../electron/exports/workbook.ts'
import { writeXlsx } from '../../../electron/exports/xlsx.ts'
import { readXlsx, wordsOf, type ReadSheet } from '../../support/read-xlsx.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guitai-workbook-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** What a spreadsheet reads of what `write` wrote. */
async function readBack(write: (bytes: (part: Uint8Array) => void) => void): Promise<ReadSheet[]> {
  const parts: Uint8Array[] = []
  write((part) => parts.push(part))
  const path = join(folder, 'book.xlsx')
  writeFileSync(path, Buffer.concat(parts))
  return readXlsx(path)
}
const oneSheet = (rows: readonly (readonly Cell[])[]): Promise<ReadSheet[]> =>
  readBack((write) => {
    const workbook = createWorkbook(write)
    workbook.sheet({ name: 'one', frozen: 1, widths: [10] })
    for (const row of rows) workbook.row(row)
    workbook.end()
  })

describe('a workbook', () => {
  it('keeps every amount to the fen', async () => {
    const amounts = fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 }), { minLength: 1, maxLength: 50 })
    await fc.assert(
      fc.asyncProperty(amounts, async (fens) => {
        const [sheet] = await oneSheet(fens.map((fen) => [{ fen }]))
        const read = (sheet?.rows ?? []).map(([cell]) => Math.round(Number(cell?.text) * 100))
        expect(read).toEqual(fens.map((fen) => fen))
        expect(sheet?.rows.every(([cell]) => cell?.format === '0.00' && /^-?\d+\.\d\d$/.test(cell.text))).toBe(true)
      }),
      { numRuns: 20 },
    )
  })

  it('keeps what people typed as it is, as text, whatever it looks like', async () => {
    const typed = ['=1+1', '+86 755', '-5', '@cmd', '\t=x', '<b>&"', 'a\u0007b', '_x0041_', '\uD83D\uDE00', ' 两端 ', '0100']
    const [sheet] = await oneSheet([typed])
    expect(wordsOf(sheet ?? { name: '', rows: [], frozenRows: 0, widths: [] })).toEqual([typed])
    expect(sheet?.rows[0]?.every((cell) => cell?.isText === true && !cell.isFormula && cell.format === '@')).toBe(true)
    const [broken] = await oneSheet([['half \uD83D of it']])
    expect(broken?.rows[0]?.[0]?.text).toBe('half \uFFFD of it')
  })

  it('counts moments in days of the till’s own clock', () => {
    expect(serialOf(new Date(2000, 0, 1).getTime())).toBe(36_526)
    expect(serialOf(new Date(2026, 10, 28, 12, 0, 0, 999).getTime())).toBe(46_354.5)
    expect(Math.round((serialOf(new Date(2026, 10, 28, 23, 59, 59).getTime()) % 1) * 86_400)).toBe(86_399)
  })

  it('names columns beyond the 26th', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
  })

  it('goes on on another sheet when one is full, each with its head', async () => {
    const tables = figureTables({ figures: figuresOf([]), hours: [] }, WISH)
    const orders: Cell[][] = Array.from({ length: 7 }, (_none, nth) => [`order ${nth}`])
    const sheets = await readBack((write) => {
      for (const _step of writeXlsx(tables, orders, 'en', write, 4)) void _step
    })
    expect(sheets.map((sheet) => sheet.name)).toEqual(['Summary', 'Hours', 'Orders', 'Orders 2', 'Orders 3'])
    expect(sheets.slice(2).map((sheet) => wordsOf(sheet).map(([first]) => first))).toEqual([
      ['Time', 'order 0', 'order 1', 'order 2'],
      ['Time', 'order 3', 'order 4', 'order 5'],
      ['Time', 'order 6'],
    ])
    expect(sheets.slice(2).every((sheet) => sheet.frozenRows === 1)).toBe(true)
  })

  it('takes orders one by one: what is written leaves before the next is asked for', () => {
    const taken: number[] = []
    let bytes = 0
    const lines = writeXlsx(
      figureTables({ figures: figuresOf([]), hours: [] }, WISH),
      (function* () {
        for (let nth = 0; nth < 20_000; nth++) {
          taken.push(bytes)
          yield [`remark ${nth} ${Math.sin(nth)}`]
        }
      })(),
      'en',
      (part) => (bytes += part.length),
    )
    for (const _line of lines) void _line
    expect(taken.at(-1)).toBeGreaterThan(bytes / 2)
  })
})

describe('a line of CSV', () => {
  it('runs nothing that a person typed, and leaves amounts as numbers', () => {
    expect(csvLine(['=1+1', '@x', '-5 不要了', { fen: -137 }, 3, null])).toBe("'=1+1,'@x,'-5 不要了,-1.37,3,\r\n")
    expect(csvLine(['a "b", c', 'two\nlines'])).toBe('"a ""b"", c","two\nlines"\r\n')
  })
})

const WISH: ExportWish = {
  ...{ form: 'xlsx', from: 0, until: 1, staffId: null, staff: null, shopName: 'Shop', deviceName: 'A1', language: 'en' },
  ...{ training: false, madeAt: 0, told: null },
}
