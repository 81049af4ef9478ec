import type { PrinterProfile } from '../profile.ts'

const DLE = 0x10
const ESC = 0x1b
const GS = 0x1d

/** 58 mm paper with a tear bar: most small printers, no cutter. */
export const generic58: PrinterProfile = {
  name: 'generic-58',
  paperDots: 464,
  dots: 384,
  columns: 32,
  columnDots: 12,
  lineDots: 30,
  dotsPerMm: 8,
  enlarge: 'GS!',
  hanzi: { mode: 'FS&', charset: 'gbk', cell: 24, enlarge: 'FS!' },
  barcode: { moduleDots: [2, 3], heightDots: 80 },
  qr: { largestModule: 6 },
  commands: {
    start: [ESC, 0x40, ESC, 0x52, 0, ESC, 0x33, 30],
    finish: [ESC, 0x40],
    feed: [ESC, 0x64, 4],
    cut: null,
    drawer: [ESC, 0x70, 0, 50, 100],
    beep: null,
  },
  status: {
    printer: [DLE, 0x04, 1],
    offline: [DLE, 0x04, 2],
    paper: [DLE, 0x04, 4],
    done: [GS, 0x72, 1],
  },
  image: { command: 'GS v 0', bandRows: 48 },
  feedUnits: 1,
  bytesPerSecond: 960,
}
