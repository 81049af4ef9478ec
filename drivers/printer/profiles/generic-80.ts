import type { PrinterProfile } from '../profile.ts'

const DLE = 0x10
const ESC = 0x1b
const GS = 0x1d

/** 80 mm paper with a cutter, of the kind that follows the TM-T88 on 203 dpi. */
export const generic80: PrinterProfile = {
  name: 'generic-80',
  paperDots: 640,
  dots: 576,
  columns: 48,
  columnDots: 12,
  lineDots: 30,
  dotsPerMm: 8,
  enlarge: 'GS!',
  hanzi: { mode: 'FS&', charset: 'gbk', cell: 24, enlarge: 'FS!' },
  barcode: { moduleDots: [2, 3], heightDots: 80 },
  qr: { largestModule: 8 },
  commands: {
    start: [ESC, 0x40, ESC, 0x52, 0, ESC, 0x33, 30],
    finish: [ESC, 0x40],
    feed: [ESC, 0x64, 6],
    cut: [ESC, 0x64, 2, GS, 0x56, 66, 0],
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
