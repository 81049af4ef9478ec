import type { Figures } from '../../contract/figures.ts'
import { fen, formatYuan } from '../../contract/money.ts'
import type { Language } from '../../contract/states.ts'
import type { SlipFont } from '../../drivers/printer/font.ts'
import { textOf, type Cell } from './cells.ts'
import type { FigureTables, Line, Table } from './figure-table.ts'
import { drawBars, drawRing, type Bars } from './pdf-charts.ts'
import { INK, PAGE, pdfSheet, WIDTH, type PdfSheet } from './pdf-sheet.ts'
import { EXPORT_WORDS } from './words.ts'

const ROW = 17
/** A table of no more rows stands on one page. */
const UNBROKEN = 12

/** As people read it: amounts with commas. */
const shown = (cell: Cell): string =>
  typeof cell === 'object' && cell !== null && 'fen' in cell ? formatYuan(fen(cell.fen)) : textOf(cell)

/** Shares of the width: the first column names, the others count. */
function columnsOf(count: number): { x: number; width: number }[] {
  const first = count > 6 ? 0.2 : 0.4
  const rest = (1 - first) / (count - 1)
  return Array.from({ length: count }, (_none, nth) => ({
    x: PAGE.left + WIDTH * (nth === 0 ? 0 : first + rest * (nth - 1)),
    width: WIDTH * (nth === 0 ? first : rest) - 6,
  }))
}

function drawTable(sheet: PdfSheet, table: Table): void {
  const columns = columnsOf(table.heads.length)
  const { page } = sheet
  const draw = ({ cells, differs = false, sum = false }: Line, head = false): void => {
    if (head) page.rect(PAGE.left, sheet.y(), WIDTH, ROW).fill(INK.ground)
    const colour = differs ? INK.warn : head ? INK.quiet : INK.text
    columns.forEach(({ x, width }, nth) => {
      const words = shown(cells[nth] ?? null)
      // What differs is marked by a sign too: a printer may have no colours.
      const marked = differs && nth === 0 ? `≠ ${words}` : words
      sheet.text(marked, x + 3, sheet.y() + 4, width, {
        ...{ size: 9, colour, align: nth === 0 ? 'left' : 'right', bold: sum || differs },
      })
    })
    const foot = sheet.y() + ROW
    page
      .moveTo(PAGE.left, foot)
      .lineTo(PAGE.right, foot)
      .lineWidth(sum ? 0.9 : 0.4)
      .stroke(INK.line)
    sheet.down(ROW)
  }
  // A short table is not broken, and a head does not stand at the foot of a page by itself.
  const rows = table.lines.length + 1
  sheet.need((rows <= UNBROKEN ? rows : 3) * ROW)
  draw({ cells: table.heads }, true)
  for (const line of table.lines) {
    if (sheet.need(ROW)) draw({ cells: table.heads }, true)
    draw(line)
  }
  sheet.down(16)
}

function drawHead(sheet: PdfSheet, { title, training, facts, net, netNote }: FigureTables): void {
  const shop = shown(facts[0]?.[1] ?? null)
  sheet.text(shop, PAGE.left, sheet.y(), WIDTH, { size: 12, colour: INK.quiet })
  sheet.text(title, PAGE.left, sheet.y() + 18, WIDTH, { size: 22, bold: true })
  sheet.down(54)
  if (training !== null) {
    sheet.text(training, PAGE.left, sheet.y(), WIDTH, { size: 13, colour: INK.warn, bold: true })
    sheet.down(22)
  }
  for (const [nth, [name, value]] of facts.slice(1).entries()) {
    const [x, y] = [PAGE.left + (nth % 2) * (WIDTH / 2), sheet.y() + Math.floor(nth / 2) * 16]
    sheet.text(name, x, y, 70, { size: 9, colour: INK.quiet })
    sheet.text(shown(value), x + 76, y, WIDTH / 2 - 84, { size: 9 })
  }
  sheet.down(Math.ceil((facts.length - 1) / 2) * 16 + 12)
  net.forEach((one, nth) => {
    const x = PAGE.left + nth * 170
    sheet.text(one.name, x, sheet.y(), 140, { size: 9, colour: INK.quiet })
    sheet.text(formatYuan(fen(one.fen)), x, sheet.y() + 13, 140, { size: nth === 0 ? 20 : 14, bold: nth === 0 })
    if (nth > 0) sheet.text(nth === 1 ? '=' : '−', x - 24, sheet.y() + 13, 14, { size: 14, colour: INK.quiet })
  })
  sheet.down(40)
  sheet.text(netNote, PAGE.left, sheet.y(), WIDTH, { size: 8, colour: INK.quiet })
  sheet.down(22)
}

export interface PdfContent {
  readonly tables: FigureTables
  readonly figures: Figures
  readonly bars: Bars
  readonly language: Language
}

/** How many parts a report is drawn in. */
export const PDF_PARTS = 6

/** The figures of a period on A4, with the charts of the screen. `drawn` is called after each of its parts. */
export async function toPdfReport(content: PdfContent, font: SlipFont, drawn: () => void): Promise<Buffer> {
  const { tables, figures, bars, language } = content
  const sheet = await pdfSheet(font, tables.title)
  const parts: (() => void)[] = [
    () => drawHead(sheet, tables),
    () => drawTable(sheet, tables.tenders),
    () => drawBars(sheet, bars, language),
    () => drawRing(sheet, figures, language),
    () => drawTable(sheet, tables.besides),
    () => {
      if (!tables.compared) return
      // Its verdict does not stand at the foot of a page without it.
      sheet.need(20 + 3 * ROW)
      sheet.text(tables.compared.verdict, PAGE.left, sheet.y(), WIDTH, { size: 11, bold: true })
      sheet.down(20)
      drawTable(sheet, tables.compared)
    },
  ]
  for (const draw of parts) {
    draw()
    drawn()
  }
  return sheet.end(EXPORT_WORDS[language].page)
}
