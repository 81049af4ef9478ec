import type { Paper } from '../../contract/printers.ts'
import type { LaidOutLine, LaidOutSlip, SlipDocument } from '../../contract/slip.ts'
import { CannotPrintAmount, hanziBytes, isAscii, normalise, SUBSTITUTE, widthOf } from './charset.ts'
import { code128Data, code128Modules } from './code128.ts'
import { layOut } from './layout.ts'
import type { PrinterProfile } from './profile.ts'
import { qrModuleDots } from './qr-size.ts'
import { raster, symbolDots } from './raster.ts'
import { code128Row, qrModules, qrText } from './symbols.ts'

const LF = 0x0a
const ESC = 0x1b
const FS = 0x1c
const GS = 0x1d

const BOLD = (on: boolean) => [ESC, 0x45, on ? 1 : 0]
const CENTRE = (on: boolean) => [ESC, 0x61, on ? 1 : 0]
const HANZI_ON = [FS, 0x26]
const HANZI_OFF = [FS, 0x2e]
const NO_HANZI = [0x3f, 0x3f]

type TextLine = Extract<LaidOutLine, { kind: 'text' }>

function largeHanzi(profile: PrinterProfile, on: boolean): number[] {
  switch (profile.hanzi.enlarge) {
    case 'FS!':
      return [FS, 0x21, on ? 0x0c : 0]
    case 'FSW':
      return [FS, 0x57, on ? 1 : 0]
    case 'GS!':
      return []
  }
}

/** Double width and height. `ESC !` sets emphasis as well. */
function large(profile: PrinterProfile, on: boolean, bold: boolean): number[] {
  if (profile.enlarge === 'ESC!') return [ESC, 0x21, (on ? 0x30 : 0) | (bold ? 0x08 : 0)]
  return [GS, 0x21, on ? 0x11 : 0]
}

function bytesOf(character: string, profile: PrinterProfile, money: boolean): Uint8Array | readonly number[] {
  const { mode, charset } = profile.hanzi
  const bytes = mode === 'none' ? null : hanziBytes(character, charset)
  if (bytes) return bytes
  if (money) throw new CannotPrintAmount(character.codePointAt(0) ?? 0)
  return (mode === 'none' ? null : hanziBytes(SUBSTITUTE, charset)) ?? NO_HANZI
}

/** Opens Chinese mode before each run of hanzi and closes it after (PRINTING 3). */
function textBytes(text: string, line: TextLine, profile: PrinterProfile): number[] {
  const out: number[] = []
  const switches = profile.hanzi.mode === 'FS&'
  const enlarged = line.size === 2 && profile.hanzi.mode !== 'none'
  let inHanzi = false
  const turn = (hanzi: boolean) => {
    if (hanzi === inHanzi) return
    inHanzi = hanzi
    if (hanzi && switches) out.push(...HANZI_ON)
    if (enlarged) out.push(...largeHanzi(profile, hanzi))
    if (!hanzi && switches) out.push(...HANZI_OFF)
  }
  for (const character of text) {
    turn(!isAscii(character))
    if (isAscii(character)) out.push(character.charCodeAt(0))
    else out.push(...bytesOf(character, profile, line.money))
  }
  turn(false)
  return out
}

function textLine(line: TextLine, profile: PrinterProfile): number[] {
  const text = normalise(line.text).replaceAll('\n', ' ')
  if (widthOf(text) * line.size > profile.columns) throw new RangeError('a line is wider than the paper')
  const out: number[] = []
  if (line.bold) out.push(...BOLD(true))
  if (line.size === 2) out.push(...large(profile, true, line.bold))
  out.push(...textBytes(text, line, profile), LF)
  if (line.size === 2) out.push(...large(profile, false, line.bold))
  if (line.bold) out.push(...BOLD(false))
  return out
}

/** The widest modules at which the barcode fits; layout leaves out what fits at none. */
export function barcodeModuleDots(value: string, profile: PrinterProfile): number {
  const sizes = [...(profile.barcode?.moduleDots ?? [2])].sort((one, other) => other - one)
  const fitting = sizes.find((dots) => code128Modules(value) * dots <= profile.dots)
  if (fitting === undefined) throw new RangeError('the barcode is wider than the paper')
  return fitting
}

const RASTER_BAR_DOTS = 80
const RASTER_QR_MODULE = 6

function barcode(value: string, profile: PrinterProfile): number[] {
  const module = barcodeModuleDots(value, profile)
  if (!profile.barcode) {
    const bars = raster(symbolDots(code128Row(value), module, RASTER_BAR_DOTS, profile.dots), profile)
    const text = ' '.repeat(Math.floor((profile.columns - value.length) / 2)) + value
    return [...bars, ...Buffer.from(text, 'latin1'), LF]
  }
  const data = code128Data(value)
  const height = [GS, 0x68, profile.barcode.heightDots]
  const textBeneath = [GS, 0x66, 0, GS, 0x48, 2]
  return [...CENTRE(true), ...height, GS, 0x77, module, ...textBeneath, GS, 0x6b, 73, data.length, ...data, ...CENTRE(false)]
}

const QR = (fn: number, ...parameters: number[]) => {
  const length = parameters.length + 2
  return [GS, 0x28, 0x6b, length & 0xff, length >> 8, 49, fn, ...parameters]
}
const QR_MODEL = QR(65, 50, 0)
const QR_LEVEL_M = QR(69, 49)
const QR_PRINT = QR(81, 48)

/** Dots of one module of this QR code on this printer; the preview draws it as large. */
export function qrDots(value: string, profile: PrinterProfile): number {
  return qrModuleDots(Buffer.byteLength(value, 'utf8'), profile.dots, profile.qr?.largestModule ?? RASTER_QR_MODULE)
}

function qr(value: string, profile: PrinterProfile): number[] {
  const text = qrText(value)
  const module = qrDots(text, profile)
  if (!profile.qr) return raster(symbolDots(qrModules(text), module, module, profile.dots), profile)
  const data = Buffer.from(text, 'utf8')
  return [...CENTRE(true), ...QR_MODEL, ...QR(67, module), ...QR_LEVEL_M, ...QR(80, 48, ...data), ...QR_PRINT, ...CENTRE(false)]
}

function lineBytes(line: LaidOutLine, columns: number, profile: PrinterProfile): number[] {
  switch (line.kind) {
    case 'text':
      return textLine(line, profile)
    case 'barcode':
      return barcode(line.value, profile)
    case 'qr':
      return qr(line.value, profile)
    case 'rule':
      return [...new Array<number>(columns).fill(0x2d), LF]
  }
}

/** What a job is made with beside its slip. */
export interface JobOptions {
  readonly openDrawer?: boolean
  /** Whether a printer with a cutter cuts; it does when nothing is said. */
  readonly cut?: boolean
}

/**
 * A job around what is printed: from a known state (`ESC @`) back into one (PRINTING 6), the paper moved to where it is
 * torn or cut, the drawer where the slip asks for it.
 */
export function jobAround(
  printed: readonly number[],
  profile: PrinterProfile,
  { openDrawer, cut = true }: JobOptions,
): Uint8Array {
  const { commands } = profile
  const end = cut && commands.cut ? commands.cut : commands.feed
  const drawer = openDrawer ? (commands.drawer ?? []) : []
  return Uint8Array.from([commands.start, printed, end, drawer, commands.finish].flat())
}

/**
 * The bytes of one job in text. Throws CannotPrintAmount when a row of money holds a character the printer does not have,
 * RangeError when the slip was laid out for wider paper.
 */
export function encode(slip: LaidOutSlip, profile: PrinterProfile, options: JobOptions = {}): Uint8Array {
  if (slip.columns > profile.columns) throw new RangeError('the slip was laid out for wider paper')
  const out: number[] = []
  for (const line of slip.lines) for (const byte of lineBytes(line, slip.columns, profile)) out.push(byte)
  return jobAround(out, profile, options)
}

const BLANK: LaidOutLine = { kind: 'text', text: '', size: 1, bold: false, money: false }
const blanks = (count: number) => Array.from({ length: count }, () => BLANK)

/** The lines of a document on this printer, between the blank ones that the paper settings ask for. */
export function layOutFor(document: SlipDocument, profile: PrinterProfile, paper: Partial<Paper> = {}): LaidOutSlip {
  const codes = profile.image !== null || (profile.qr !== null && profile.barcode !== null)
  const { columns, lines } = layOut(document, profile.columns, profile.hanzi.charset, codes)
  return { columns, lines: [...blanks(paper.headLines ?? 0), ...lines, ...blanks(paper.tailLines ?? 0)] }
}

/** Layout and bytes of a document in one step, as text. */
export function encodeSlip(
  document: SlipDocument,
  profile: PrinterProfile,
  paper: Partial<Paper> = {},
): { slip: LaidOutSlip; bytes: Uint8Array } {
  const slip = layOutFor(document, profile, paper)
  return { slip, bytes: encode(slip, profile, { openDrawer: document.openDrawer, cut: paper.cut ?? true }) }
}

/** The bytes that open the drawer without a slip, or null where the printer has none. */
export function drawerKick({ commands }: PrinterProfile): Uint8Array | null {
  return commands.drawer && Uint8Array.from([...commands.drawer, ...commands.finish])
}
