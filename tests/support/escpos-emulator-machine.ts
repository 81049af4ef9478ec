import type { Correction } from './escpos-emulator-barcodes.ts'
import { Paper, type Bitmap } from './escpos-emulator-paper.ts'
import type { Charset } from './escpos-emulator-text.ts'

/** The printer that is emulated, and everything it remembers between two commands. */

export interface EmulatorOptions {
  columns: number
  dots: number
  /** What the Chinese ROM holds. Default `gbk`: a four-byte character is then a fault. */
  charset?: Charset
  /** `FS&`: off until asked for (default). `always-on`: FS & and FS . change nothing. `none`: no Chinese ROM. */
  hanzi?: 'FS&' | 'always-on' | 'none'
  /** False for the many clones on which `GS !` leaves hanzi at normal size. Default true, as Epson documents. */
  gsEnlargesHanzi?: boolean
  /** True allows `ESC B n t`, the buzzer of clones, which Epson's reference does not have. */
  beeper?: boolean
  /** Width of a hanzi in dots. Default: two columns of font A. Needle printers have 16 dots, which `FS S` fills up. */
  hanziDots?: number
  /** Commands, by their names here, that the reference of this model does not list: `GS !` on a TM-U220. */
  lacks?: readonly string[]
  /** The most bytes of dots that one command may carry. Default 4096, the usual receive buffer. */
  pictureBytes?: number
}

export interface StatusAsk {
  offset: number
  command: string
  n: number
}

interface Magnification {
  width: number
  height: number
}

interface Style {
  chinese: boolean
  ascii: Magnification
  hanzi: Magnification
  smallFont: boolean
  bold: boolean
  /** Extra dots to the right of a character: ESC SP, FS S. */
  spacing: number
  hanziSpacing: number
  codePage: number
  internationalSet: number
  tabs: number[]
}

interface Symbols {
  moduleWidth: number
  barcodeHeight: number
  hri: 'none' | 'above' | 'below' | 'both'
  qrModule: number
  qrCorrection: Correction
  qrStored: Uint8Array | null
  graphicsStored: Bitmap | null
}

export interface Machine {
  readonly options: Required<EmulatorOptions>
  readonly errors: { offset: number; message: string }[]
  readonly asks: StatusAsk[]
  paper: Paper
  style: Style
  symbols: Symbols
  cuts: number
  drawerKicks: number
  beeps: number
}

export type Effect = (machine: Machine, args: Uint8Array, offset: number) => void

const normal = (): Magnification => ({ width: 1, height: 1 })

function freshStyle(chinese: boolean): Style {
  return {
    chinese,
    ascii: normal(),
    hanzi: normal(),
    smallFont: false,
    bold: false,
    spacing: 0,
    hanziSpacing: 0,
    codePage: 0,
    internationalSet: 0,
    tabs: Array.from({ length: 32 }, (_, index) => (index + 1) * 8),
  }
}

function freshSymbols(): Symbols {
  return {
    moduleWidth: 3,
    barcodeHeight: 162,
    hri: 'none',
    qrModule: 3,
    qrCorrection: 'L',
    qrStored: null,
    graphicsStored: null,
  }
}

export function newMachine(given: EmulatorOptions): Machine {
  const options: Required<EmulatorOptions> = {
    charset: 'gbk',
    hanzi: 'FS&',
    gsEnlargesHanzi: true,
    beeper: false,
    hanziDots: 2 * Math.floor(given.dots / given.columns),
    lacks: [],
    pictureBytes: 4096,
    ...given,
  }
  const errors: { offset: number; message: string }[] = []
  return {
    options,
    errors,
    asks: [],
    paper: new Paper(options, (offset, message) => errors.push({ offset, message })),
    style: freshStyle(options.hanzi === 'always-on'),
    symbols: freshSymbols(),
    cuts: 0,
    drawerKicks: 0,
    beeps: 0,
  }
}

export function fault(machine: Machine, offset: number, message: string): void {
  machine.errors.push({ offset, message })
}

/** `ESC @`: all settings as after power-on; what stands in the print buffer is lost, which is a fault of the job. */
export function initialise(machine: Machine, offset: number): void {
  const { paper } = machine
  if (!paper.isEmpty) fault(machine, offset, `ESC @ throws away ${JSON.stringify(paper.pendingText)}, not yet printed`)
  paper.discard()
  paper.align = 'left'
  paper.leftMargin = 0
  paper.areaWidth = machine.options.dots
  machine.style = freshStyle(machine.options.hanzi === 'always-on')
  machine.symbols = freshSymbols()
}
