import { fen, formatYuan } from '../../contract/money.ts'
import type { LaidOutLine, LaidOutSlip, SlipDocument, SlipRow } from '../../contract/slip.ts'
import { normalise, substitute, widthOf } from './charset.ts'
import { code128Modules } from './code128.ts'
import type { HanziCharset } from './profile.ts'
import { wrap } from './wrap.ts'

/** The narrowest paper on which any sum still fits on one line. */
export const MIN_COLUMNS = 24

const COLUMN_DOTS = 12
const NARROWEST_MODULE = 2

type Size = 1 | 2
type Align = 'left' | 'center' | 'right'
type TextLine = Extract<LaidOutLine, { kind: 'text' }>

interface Paper {
  readonly columns: number
  readonly charset: HanziCharset
  /** Whether the printer can make barcodes and QR codes, by itself or as pictures. */
  readonly codes: boolean
}

function line(text: string, more: Partial<Omit<TextLine, 'kind' | 'text'>> = {}): TextLine {
  return { kind: 'text', text, size: 1, bold: false, money: false, ...more }
}

function aligned(text: string, columns: number, align: Align): string {
  const room = Math.max(0, columns - widthOf(text))
  if (align === 'left') return text
  return ' '.repeat(align === 'right' ? room : Math.floor(room / 2)) + text
}

function spread(label: string, value: string, columns: number): string | null {
  const room = columns - widthOf(label) - widthOf(value)
  if (label !== '' && room < 1) return null
  return room < 0 ? null : label + ' '.repeat(room) + value
}

function oneLine(text: string): string {
  return normalise(text).replaceAll('\n', ' ')
}

function textLines(row: Extract<SlipRow, { kind: 'text' }>, paper: Paper): LaidOutLine[] {
  const columns = Math.floor(paper.columns / row.size)
  return wrap(substitute(normalise(row.text), paper.charset), columns).map((text) =>
    line(aligned(text, columns, row.align), { size: row.size, bold: row.bold }),
  )
}

function pairLines(row: Extract<SlipRow, { kind: 'pair' }>, paper: Paper): LaidOutLine[] {
  const label = substitute(oneLine(row.label), paper.charset)
  const value = substitute(oneLine(row.value), paper.charset)
  const together = spread(label, value, paper.columns)
  if (together !== null) return [line(together.trimEnd())]
  const values = wrap(value, paper.columns).map((text) => line(aligned(text, paper.columns, 'right')))
  return label === '' ? values : [...wrap(label, paper.columns).map((text) => line(text)), ...values]
}

/** `￥1,280.00`, or `-￥5.00`. */
function sum(amountFen: number): string {
  const text = formatYuan(fen(Math.abs(amountFen)))
  return `${amountFen < 0 ? '-' : ''}￥${text}`
}

/** Large beside its label, else large below it, else at normal size: a sum is neither broken nor shortened (PRINTING 4). */
function moneyLines(row: Extract<SlipRow, { kind: 'money' }>, paper: Paper): LaidOutLine[] {
  const label = oneLine(row.label)
  const value = sum(row.amountFen)
  const sizes: readonly Size[] = row.size === 2 ? [2, 1] : [1]
  for (const size of sizes) {
    const columns = Math.floor(paper.columns / size)
    const together = spread(label, value, columns)
    const money = { size, bold: row.size === 2, money: true }
    if (together !== null) return [line(together, money)]
    if (widthOf(value) > columns) continue
    const labels = wrap(label, paper.columns).map((text) => line(text, { money: true }))
    return [...labels, line(aligned(value, columns, 'right'), money)]
  }
  throw new RangeError('the paper is too narrow for this sum')
}

/** What a code says, to be read by people. */
function valueLines(value: string, paper: Paper): LaidOutLine[] {
  const text = substitute(oneLine(value), paper.charset)
  return wrap(text, paper.columns).map((part) => line(aligned(part, paper.columns, 'center')))
}

/** A barcode that would run over the paper is left out by printers without a word, so it becomes a QR code instead. */
function barcodeLines(value: string, paper: Paper): LaidOutLine[] {
  if (!paper.codes) return valueLines(value, paper)
  if (code128Modules(value) * NARROWEST_MODULE <= paper.columns * COLUMN_DOTS) return [{ kind: 'barcode', value }]
  return [{ kind: 'qr', value }, ...valueLines(value, paper)]
}

function rowLines(row: SlipRow, paper: Paper): LaidOutLine[] {
  switch (row.kind) {
    case 'text':
      return textLines(row, paper)
    case 'pair':
      return pairLines(row, paper)
    case 'money':
      return moneyLines(row, paper)
    case 'barcode':
      return barcodeLines(row.value, paper)
    case 'qr':
      return paper.codes ? [{ kind: 'qr', value: row.value }] : valueLines(row.value, paper)
    case 'rule':
      return [{ kind: 'rule' }]
    case 'blank':
      return Array.from({ length: row.lines }, () => line(''))
  }
}

/**
 * Lays a slip out in half-width columns of font A. Each line is at most `columns` wide at its size (PRINTING 4). Rows of
 * money keep characters the table does not have, so that the encoder can refuse them; elsewhere they are 〓 already
 * (PRINTING 1). Without `codes` the values of barcodes and QR codes stand as text. Throws RangeError for paper of fewer than
 * `MIN_COLUMNS`.
 */
export function layOut(document: SlipDocument, columns: number, charset: HanziCharset = 'gbk', codes = true): LaidOutSlip {
  if (!Number.isInteger(columns) || columns < MIN_COLUMNS) throw new RangeError(`paper needs at least ${MIN_COLUMNS} columns`)
  const paper = { columns, charset, codes }
  return { columns, lines: document.rows.flatMap((row) => rowLines(row, paper)) }
}
