import { textOf, type Cell } from './cells.ts'

/** How a row looks: `differs` is for what our book and Cloud Pay tell differently. */
export const ROW_LOOKS = ['plain', 'title', 'head', 'sum', 'differs'] as const
export type RowLook = (typeof ROW_LOOKS)[number]

/** The number formats there are, in the order of the styles: words, counts, yuan, moments. */
const WORDS = 0
const COUNT = 1
const YUAN = 2
const MOMENT = 3
const FORMATS = 4
/** Excel's own ids: text (what a person typed stays text, also after it was edited), whole numbers, two decimals; and one of ours. */
const FORMAT_IDS = [49, 1, 2, 164]
/** Each look with its letter and its ground, as the lists in `stylesXml` number them. */
const LOOKS: Record<RowLook, { font: number; fill: number }> = {
  plain: { font: 0, fill: 0 },
  title: { font: 2, fill: 0 },
  head: { font: 1, fill: 2 },
  sum: { font: 1, fill: 0 },
  differs: { font: 1, fill: 3 },
}

const SECONDS_A_DAY = 86_400
/** Days from the first of a workbook's calendar to 1970. */
const EPOCH_DAY = 25_569

/** A moment as a workbook counts it: days of the till's own calendar and clock, to the second. Takes epoch ms. */
export function serialOf(at: number): number {
  const time = new Date(at)
  const [year, month, date] = [time.getFullYear(), time.getMonth(), time.getDate()]
  const wall = Date.UTC(year, month, date, time.getHours(), time.getMinutes(), time.getSeconds())
  return (wall / 1000 + EPOCH_DAY * SECONDS_A_DAY) / SECONDS_A_DAY
}

/** Words as XML: what XML cannot hold is written the way workbooks do, `_x0007_`, and what looks like that is kept apart from it. */
export function xmlText(text: string): string {
  return (
    text
      // Half of a character is none.
      .replace(/\p{Cs}/gu, '\uFFFD')
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, (one) =>
        one === '\t' || one === '\n' ? one : `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
      )
      .replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[one] ?? '&quot;')
  )
}

/** `A`, `B` … `Z`, `AA`: the name of a column, from 0. */
export function columnName(nth: number): string {
  const letter = String.fromCharCode(65 + (nth % 26))
  return nth < 26 ? letter : columnName(Math.floor(nth / 26) - 1) + letter
}

function cellXml(cell: Cell, place: string, look: number): string {
  // The first style is that of cells that nobody wrote into.
  const style = (format: number): string => `s="${1 + look * FORMATS + format}"`
  if (cell === null || cell === '') return ''
  if (typeof cell === 'string')
    return `<c r="${place}" ${style(WORDS)} t="inlineStr"><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`
  if (typeof cell === 'number') return `<c r="${place}" ${style(COUNT)}><v>${cell}</v></c>`
  if ('fen' in cell) return `<c r="${place}" ${style(YUAN)}><v>${textOf(cell)}</v></c>`
  return `<c r="${place}" ${style(MOMENT)}><v>${serialOf(cell.at)}</v></c>`
}

/** One row; `nth` from 1. No cell of it can be a formula: there is no way to write one. */
export function rowXml(cells: readonly Cell[], nth: number, look: RowLook): string {
  const style = ROW_LOOKS.indexOf(look)
  return `<row r="${nth}">${cells.map((cell, at) => cellXml(cell, `${columnName(at)}${nth}`, style)).join('')}</row>`
}

/** What stands before the rows: how many of them stay in view, and how wide the columns are, in characters. */
export function sheetHeadXml({ frozen, widths }: { readonly frozen: number; readonly widths: readonly number[] }): string {
  const pane =
    frozen === 0 ? '' : `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`
}
export const SHEET_FOOT_XML = '</sheetData></worksheet>'

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

function stylesXml(): string {
  const fonts = ['<sz val="11"/>', '<b/><sz val="11"/>', '<b/><sz val="16"/>'].map(
    (font) => `<font>${font}<name val="Arial"/></font>`,
  )
  const solid = (colour: string): string => `<patternFill patternType="solid"><fgColor rgb="${colour}"/></patternFill>`
  const fills = [
    '<patternFill patternType="none"/>',
    '<patternFill patternType="gray125"/>',
    solid('FFE7ECEA'),
    solid('FFFFD9D0'),
  ]
  const styles = ROW_LOOKS.flatMap((look) =>
    FORMAT_IDS.map((id) => {
      const { font, fill } = LOOKS[look]
      const applied = 'applyNumberFormat="1" applyFont="1" applyFill="1"'
      return `<xf numFmtId="${id}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" ${applied}/>`
    }),
  )
  return [
    `${XML}<styleSheet xmlns="${MAIN}">`,
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm:ss"/></numFmts>',
    `<fonts count="${fonts.length}">${fonts.join('')}</fonts>`,
    `<fills count="${fills.length}">${fills.map((fill) => `<fill>${fill}</fill>`).join('')}</fills>`,
    '<borders count="1"><border/></borders>',
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${styles.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${styles.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    '</styleSheet>',
  ].join('')
}

/** The parts of a workbook beside its sheets, each with its place in the package. */
export function workbookParts(names: readonly string[]): readonly (readonly [path: string, xml: string])[] {
  const part = (path: string, type: string): string => `<Override PartName="/xl/${path}.xml" ContentType="${TYPE}.${type}+xml"/>`
  const tie = (id: number, type: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
  const ties = (...all: readonly string[]): string =>
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`
  const sheets = names.map((name, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
  return [
    [
      '[Content_Types].xml',
      [
        `${XML}<Types xmlns="${PACKAGE}/content-types">`,
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
        part('workbook', 'sheet.main'),
        part('styles', 'styles'),
        ...names.map((_, at) => part(`worksheets/sheet${at + 1}`, 'worksheet')),
        '</Types>',
      ].join(''),
    ],
    ['_rels/.rels', ties(tie(1, 'officeDocument', 'xl/workbook.xml'))],
    ['xl/workbook.xml', `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`],
    [
      'xl/_rels/workbook.xml.rels',
      ties(
        ...names.map((_, at) => tie(at + 1, 'worksheet', `worksheets/sheet${at + 1}.xml`)),
        tie(names.length + 1, 'styles', 'styles.xml'),
      ),
    ],
    ['xl/styles.xml', stylesXml()],
  ]
}
