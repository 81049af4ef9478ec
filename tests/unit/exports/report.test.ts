import { beforeAll, describe, expect, it } from 'vitest'
import type { ExportWish } from '../../../contract/exports.ts'
import { barsOf } from '../../../contract/figure-chart.ts'
import { figuresOf, type MovementSum } from '../../../contract/figures.ts'
import type { HourFigures } from '../../../contract/shift-requests.ts'
import { slipFont, type SlipFont } from '../../../drivers/printer/font.ts'
import { figureTables, type FigureTables } from '../../../electron/exports/figure-table.ts'
import { PDF_PARTS, toPdfReport } from '../../../electron/exports/pdf.ts'
import { readPdf } from '../../support/read-pdf.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const FROM = new Date(2026, 10, 27).getTime()
const SUMS: MovementSum[] = [
  { kind: 'sale', tender: 'wechat', count: 61, fen: 984_650, settledFen: 976_650 },
  { kind: 'sale', tender: 'alipay', count: 22, fen: 431_800, settledFen: 427_160 },
  { kind: 'refund', tender: 'wechat', count: 2, fen: 36_800, settledFen: 36_800 },
]
const hours = (from: number): HourFigures[] => [9, 10, 11].map((hour) => ({ at: from + hour * HOUR, count: 2, fen: hour * 1000 }))

let font: SlipFont
beforeAll(async () => {
  font = await slipFont()
})

interface More extends Partial<ExportWish> {
  readonly days?: number
  readonly before?: HourFigures[]
  readonly change?: (tables: FigureTables) => FigureTables
}

async function report(sums: MovementSum[], more: More = {}) {
  const { days = 1, before = hours(FROM - DAY), change = (same) => same, ...rest } = more
  const wish: ExportWish = {
    ...{
      form: 'pdf',
      from: FROM,
      until: FROM + days * DAY,
      staffId: null,
      staff: null,
      shopName: '海风酒店',
      deviceName: 'A1 前台',
    },
    ...{ language: 'zh-CN', training: false, madeAt: FROM + DAY, told: null },
    ...rest,
  }
  const figures = figuresOf(sums)
  const taken = sums.length === 0 ? [] : hours(FROM)
  const bars = barsOf(wish, taken, before, FROM + days * DAY)
  let drawn = 0
  const tables = change(figureTables({ figures, hours: taken }, wish))
  const bytes = await toPdfReport({ tables, figures, bars, language: wish.language }, font, () => (drawn += 1))
  expect(drawn).toBe(PDF_PARTS)
  return readPdf(bytes)
}

describe('a report', () => {
  it('says the figures of the slip, with commas, and its page of how many', async () => {
    const { words, pages } = await report(SUMS)
    expect(pages).toBe(1)
    for (const word of ['海风酒店', '交易汇总', '14,038.10', '13,670.10', '9,846.50', '-368.00', '第 1 / 1 页'])
      expect(words.join(' ')).toContain(word)
  })

  it('draws what was taken before as bars of their own behind those of the time', async () => {
    const [behind, alone] = [await report(SUMS), await report(SUMS, { before: [] })]
    expect(behind.shapes - alone.shapes).toBe(3)
    expect(behind.words.join(' ')).toContain('上一段')
  })

  it('draws a ring of as many parts as there are ways of paying', async () => {
    const one = await report(SUMS.slice(0, 1))
    const two = await report(SUMS.slice(0, 2))
    // A way of paying has a part of the ring, a colour beside its name, and a row of the table with its line.
    expect(two.shapes - one.shapes).toBe(3)
    expect(two.words.join(' ')).toContain('30%')
    expect(one.words.join(' ')).toContain('100%')
  })

  it('says in words when nothing was taken', async () => {
    const { words } = await report([], { before: [] })
    expect(words.join(' ')).toContain('这段时间没有交易')
    expect(words.join(' ')).toContain('0.00')
  })

  it('goes on on another page with a comparison, and marks what differs by a sign', async () => {
    const ours = figuresOf(SUMS)
    const theirs = figuresOf([...SUMS, { kind: 'sale', tender: 'memberCard', count: 1, fen: 5, settledFen: 5 }])
    const { words, pages } = await report(SUMS, { told: { ours, theirs, feeFen: 100, incomeFen: 200 } })
    expect(pages).toBe(2)
    expect(words.join(' ')).toContain('和云支付有 3 处不同')
    expect(words.join(' ')).toContain('≠ 会员卡 金额')
    // Each page that has a part of it names its columns.
    for (const page of words) expect(page.includes('差额')).toBe(/微信支付 笔数|会员卡 退款结算|押金笔数|手续费/.test(page))
    expect(words[0]).toContain('第 1 / 2 页')
    expect(words[1]).toContain('第 2 / 2 页')
  })

  it('names the columns of a long table on each of its pages', async () => {
    const lines = Array.from({ length: 100 }, (_none, nth) => ({ cells: [`row ${nth}`, nth] }))
    const compared = { heads: ['what', 'how often'], lines, verdict: 'held against', differences: 0 }
    const { words, pages } = await report(SUMS, { change: (tables) => ({ ...tables, compared }) })
    expect(pages).toBeGreaterThan(2)
    const has = (page: string, word: string): boolean => page.includes(word)
    expect(words.map((page) => has(page, 'how often'))).toEqual(words.map((page) => has(page, 'row ')))
    expect(words.filter((page) => has(page, 'how often')).length).toBeGreaterThan(2)
    expect(words.findIndex((page) => has(page, 'held against'))).toBe(words.findIndex((page) => has(page, 'row 0 ')))
  })

  it('does not break a short table, wherever it comes to stand', async () => {
    const pagesOf = new Set<number>()
    for (let nth = 0; nth < 12; nth++) {
      const lines = Array.from({ length: nth }, (_none, at) => ({ cells: [`more ${at}`] }))
      const { words } = await report(SUMS, {
        change: (tables) => ({ ...tables, tenders: { ...tables.tenders, lines: [...tables.tenders.lines, ...lines] } }),
      })
      const [first, last] = ['优惠', '押金到期退还'].map((word) => words.findIndex((page) => page.includes(word)))
      expect(first).toBe(last)
      pagesOf.add(first ?? -1)
    }
    expect(pagesOf, 'it stood on the first page and on the second').toEqual(new Set([0, 1]))
  })

  it('of ninety days has bars by the day', async () => {
    const { words } = await report(SUMS, { days: 90 })
    expect(words.join(' ')).toContain('每天交易额')
    expect(words.join(' ')).toContain('11-27')
  })

  it('keeps words within their room, however long they are', async () => {
    const { beyond, words } = await report(SUMS, { shopName: '很长的店名'.repeat(30), staff: 'A very long name '.repeat(12) })
    expect(beyond(547.1)).toEqual([])
    expect(words[0]).toContain('…')
  })
})
