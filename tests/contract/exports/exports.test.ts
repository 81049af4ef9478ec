import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../contract/clock.ts'
import type { ExportForm } from '../../../contract/figure-choices.ts'
import type { ExportWish } from '../../../contract/exports.ts'
import { figuresOf, type Figures } from '../../../contract/figures.ts'
import { fen, formatYuan } from '../../../contract/money.ts'
import { timeOf } from '../../../electron/exports/cells.ts'
import { createExporter, type Exporter } from '../../../electron/exports/exporter.ts'
import { serialOf } from '../../../electron/exports/sheet-xml.ts'
import type { Book } from '../../../electron/ledger/book.ts'
import { NO_FILTER } from '../../../contract/order-filter.ts'
import { exportProcess } from '../../support/export-process.ts'
import { aPaidSale, DAY_BEGINS, fillBook, MORNING } from '../../support/filled-book.ts'
import { readPdf } from '../../support/read-pdf.ts'
import { readXlsx, wordsOf } from '../../support/read-xlsx.ts'

const UNTIL = DAY_BEGINS + 86_400_000
const SALES = 24

let folder = ''
let book: Book
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guitai-exports-'))
  book = fillBook(join(folder, 'book.db'), SALES)
})
afterEach(() => {
  book.close()
  rmSync(folder, { recursive: true })
})

const files = () => readdirSync(join(folder, 'exports'))
const figures = (): Figures => figuresOf(book.figures.ofPeriod(DAY_BEGINS, UNTIL, null))
const yuan = (amount: number): string => formatYuan(fen(amount), { grouping: false })
const exporter = (spawn = () => exportProcess()): Exporter =>
  createExporter({ spawn, folder: join(folder, 'exports'), book: join(folder, 'book.db'), clock: systemClock })
const wish = (form: ExportForm, more: Partial<ExportWish> = {}): ExportWish => ({
  ...{ form, from: DAY_BEGINS, until: UNTIL, staffId: null, staff: null, shopName: '海风酒店 南山店', deviceName: 'A1 前台' },
  ...{ language: 'zh-CN', training: false, madeAt: MORNING + 36_000_000, told: null },
  ...more,
})
const NOBODY = (): void => undefined

async function written(form: ExportForm, more: Partial<ExportWish> = {}): Promise<string> {
  const outcome = await exporter().write(wish(form, more), `summary.${form}`, NOBODY).ended
  expect(outcome).toEqual({ ok: true, value: { path: join(folder, 'exports', `summary.${form}`) } })
  expect(files()).toEqual([`summary.${form}`])
  return join(folder, 'exports', `summary.${form}`)
}

describe('a workbook', () => {
  it('holds the figures to the fen, the hours, and every order, refund and release as the list has them', async () => {
    const [summary, hours, orders] = await readXlsx(await written('xlsx'))
    if (!summary || !hours || !orders) throw new Error('a sheet is missing')
    expect([summary.name, hours.name, orders.name]).toEqual(['交易汇总', '按小时', '订单'])

    const ours = figures()
    const all = wordsOf(summary).find(([name]) => name === '合计')
    expect(all).toEqual([
      ...['合计', String(ours.count), yuan(ours.fen), yuan(ours.settledFen), String(ours.refundCount)],
      ...[yuan(-ours.refundFen), yuan(-ours.refundSettledFen), yuan(ours.netFen)],
    ])
    expect(ours.discountFen).toBe(30)
    expect(wordsOf(summary)).toContainEqual(['优惠', '', '0.30'])
    expect(wordsOf(summary)).toContainEqual(['退押金', '1', '200.00'])

    const fenOf = (text = ''): number => Number(text.replace('.', ''))
    const hourRows = wordsOf(hours).slice(1)
    expect(hourRows.reduce((sum, row) => sum + fenOf(row[2]), 0)).toBe(ours.fen)

    const list = book.lists.rows(DAY_BEGINS, UNTIL, NO_FILTER, 0, 1000)
    const numbers = list.map((row) =>
      row.kind === 'sale' ? row.sale.orderNo : row.kind === 'refund' ? row.refund.refundNo : row.release.releaseNo,
    )
    const lines = wordsOf(orders).slice(1)
    expect(lines.map((line) => line[2])).toEqual(numbers)
    const paid = lines.filter((line) => line[1] === 'sale' && (line[5] === 'paid' || line[5] === 'refunded'))
    expect(paid.reduce((sum, line) => sum + fenOf(line[6]), 0)).toBe(ours.fen)
    expect(lines.find((line) => line[2] === aPaidSale(1).orderNo)?.[5], 'all of it was given back').toBe('refunded')
    expect(lines.find((line) => line[1] === 'refund')?.[6]).toBe('-1.37')
  })

  it('has amounts as numbers, moments as moments, and nothing that a person typed as a formula', async () => {
    const sheets = await readXlsx(await written('xlsx'))
    const cells = sheets.flatMap(({ rows }) => rows.flatMap((row) => row.filter((cell) => cell !== undefined)))
    expect(cells.filter((cell) => cell.isFormula)).toEqual([])
    const orders = sheets[2]
    if (!orders) throw new Error('no orders')
    expect(orders.frozenRows).toBe(1)
    expect(Math.min(...orders.widths)).toBeGreaterThanOrEqual(10)
    const injected = orders.rows.find((row) => row[2]?.text === aPaidSale(2).orderNo)
    expect(injected?.[14]).toEqual({
      ...{ text: '=HYPERLINK("http://evil.test","点我")', isText: true },
      isFormula: false,
      format: '@',
    })
    expect(injected?.[6]).toEqual({ text: '1.74', isText: false, isFormula: false, format: '0.00' })
    expect(injected?.[0]).toEqual({
      ...{ text: String(serialOf(aPaidSale(2).startedAt)), isText: false, isFormula: false, format: 'yyyy\\-mm\\-dd hh:mm:ss' },
    })
    expect(injected?.[2], 'a long number keeps all its figures').toMatchObject({ isText: true })
    expect(wordsOf(orders).flat()).toContain('1208 房 <陈> & "王"')
  })

  it('is of one person where one is asked for, and says so', async () => {
    const [summary, , orders] = await readXlsx(await written('xlsx', { staffId: '1207', staff: '王磊 1207' }))
    if (!summary || !orders) throw new Error('a sheet is missing')
    expect(wordsOf(summary)).toContainEqual(['人员', '王磊 1207'])
    expect(
      new Set(
        wordsOf(orders)
          .slice(1)
          .map((line) => line[11]),
      ),
    ).toEqual(new Set(['1207']))
    expect(wordsOf(summary).find(([name]) => name === '合计')?.[1]).toBe('8')
  })

  it('marks where Cloud Pay says otherwise, and leaves it out when something was taken since', async () => {
    const ours = figures()
    const theirs = { ...ours, tenders: ours.tenders.map((one, nth) => (nth === 0 ? { ...one, fen: one.fen + 100 } : one)) }
    const told = { ours, theirs, feeFen: 1234, incomeFen: 5678 }
    const [summary] = await readXlsx(await written('xlsx', { told }))
    if (!summary) throw new Error('a sheet is missing')
    const wechat = ours.tenders[0]?.fen ?? 0
    expect(wordsOf(summary)).toContainEqual(['微信支付 金额', yuan(wechat), yuan(wechat + 100), '1.00'])
    expect(wordsOf(summary)).toContainEqual(['和云支付有 1 处不同'])
    expect(wordsOf(summary)).toContainEqual(['手续费', '', '12.34'])
    book.write({
      entry: { at: MORNING, kind: 'test', subject: 'new', body: {} },
      sale: aPaidSale(90, { startedAt: MORNING, settledAt: MORNING }),
    })
    const [later] = await readXlsx(await written('xlsx', { told }))
    expect(
      wordsOf(later ?? summary)
        .flat()
        .join(' '),
    ).not.toContain('云支付')
  })
})

describe('a table and a report', () => {
  it('hold the same figures', async () => {
    const ours = figures()
    const csv = readFileSync(await written('csv'), 'utf8')
    expect(csv).toContain(`合计,${ours.count},${yuan(ours.fen)},${yuan(ours.settledFen)},1,-1.37,-1.37,${yuan(ours.netFen)}\r\n`)
    expect(csv.startsWith('\uFEFF交易汇总\r\n')).toBe(true)
    rmSync(join(folder, 'exports'), { recursive: true })
    const pdf = readPdf(readFileSync(await written('pdf')))
    for (const word of [
      '交易汇总',
      '海风酒店 南山店',
      'A1 前台',
      '全部人员',
      timeOf(DAY_BEGINS),
      yuan(ours.netFen),
      '微信支付',
      '每小时交易额',
    ])
      expect(pdf.words.join(' ')).toContain(word)
    expect(pdf.words.at(-1)).toContain(`第 ${pdf.pages} / ${pdf.pages} 页`)
    expect(
      pdf.fonts.every((font) => /^[A-Z]{6}\+/.test(font)),
      'a part of the font alone',
    ).toBe(true)
    expect(pdf.embedded).toBe(pdf.fonts.length)
  })

  it('say in English and in training what they are', async () => {
    const pdf = readPdf(readFileSync(await written('pdf', { language: 'en', training: true })))
    for (const word of [
      'Summary',
      'TRAINING - no money was taken',
      'Everybody',
      'Taken by the hour',
      'By way of paying',
      'WeChat Pay',
    ])
      expect(pdf.words.join(' ')).toContain(word)
    expect(pdf.words.join(' ')).not.toContain('?')
  })
})

describe('an export', () => {
  it('says how far it is, to the last line', async () => {
    const heard: [number, number][] = []
    await exporter().write(wish('xlsx'), 'summary.xlsx', (done, of) => heard.push([done, of])).ended
    const of = 1 + book.figures.hours(DAY_BEGINS, UNTIL, null).length + SALES + 4
    expect(heard.at(-1)).toEqual([of, of])
    expect(heard.every(([done], nth) => done > (heard[nth - 1]?.[0] ?? 0))).toBe(true)
  })

  it('leaves nothing when it is given up, and the file that was there stays', async () => {
    mkdirSync(join(folder, 'exports'))
    writeFileSync(join(folder, 'exports', 'summary.xlsx'), 'of yesterday')
    const writing = exporter().write(wish('xlsx'), 'summary.xlsx', NOBODY)
    writing.cancel()
    expect(await writing.ended).toEqual({ ok: true, value: null })
    expect(files()).toEqual(['summary.xlsx'])
    expect(readFileSync(join(folder, 'exports', 'summary.xlsx'), 'utf8')).toBe('of yesterday')
  })

  it('is a fault when its process dies in the middle, and leaves nothing', async () => {
    const writing = exporter(() => {
      const child = exportProcess()
      const { send } = child
      return {
        ...child,
        send(message) {
          send(message)
          void vi.waitFor(() => expect(existsSync(message.draft)).toBe(true), { timeout: 20_000, interval: 1 }).then(child.kill)
        },
        // Its end is not heard of before it was killed.
        onMessage: (listener) =>
          child.onMessage((message) => {
            if ((message as { type: string }).type === 'ready') listener(message)
          }),
      }
    }).write(wish('xlsx'), 'summary.xlsx', NOBODY)
    expect(await writing.ended).toMatchObject({ ok: false, fault: { code: 'export.ended' } })
    expect(files()).toEqual([])
  })

  it('of a till that was stopped in the middle is swept away at the next start', () => {
    mkdirSync(join(folder, 'exports'))
    for (const name of ['.summary-2026-11-27.xlsx.draft', 'summary-2026-11-26.csv'])
      writeFileSync(join(folder, 'exports', name), 'half')
    exporter()
    expect(files()).toEqual(['summary-2026-11-26.csv'])
  })

  it('onto a full disk is a fault of its own, and leaves nothing', async () => {
    // The system refuses to let a file grow beyond 4 kB, as a full disk would.
    const small = join(folder, 'small-node')
    writeFileSync(small, `#!/bin/sh\nexport TSX_DISABLE_CACHE=1\nulimit -f 4\nexec "${process.execPath}" "$@"\n`)
    chmodSync(small, 0o700)
    const outcome = await exporter(() => exportProcess({ execPath: small })).write(wish('xlsx'), 'summary.xlsx', NOBODY).ended
    expect(outcome).toMatchObject({ ok: false, fault: { code: 'export.diskFull' } })
    expect(files()).toEqual([])
  })

  it('into a place that cannot be written, or from a book that is not there, is a fault', async () => {
    const refused = { fault: { code: 'orders.notWritten' } }
    writeFileSync(join(folder, 'exports'), 'not a folder')
    expect(await exporter().write(wish('csv'), 'summary.csv', NOBODY).ended).toMatchObject(refused)
    rmSync(join(folder, 'exports'))
    // It becomes one while the file is written.
    const late = exporter(() => {
      const child = exportProcess()
      return {
        ...child,
        send(message) {
          rmSync(join(folder, 'exports'), { recursive: true })
          writeFileSync(join(folder, 'exports'), 'not a folder')
          child.send(message)
        },
      }
    })
    expect(await late.write(wish('csv'), 'summary.csv', NOBODY).ended).toMatchObject(refused)
    rmSync(join(folder, 'exports'))
    const elsewhere = createExporter({
      ...{ spawn: () => exportProcess(), folder: join(folder, 'exports'), clock: systemClock },
      book: join(folder, 'nowhere', 'book.db'),
    })
    expect(await elsewhere.write(wish('csv'), 'summary.csv', NOBODY).ended).toMatchObject(refused)
    expect(files()).toEqual([])
  })
})
