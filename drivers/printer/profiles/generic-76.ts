import type { PrinterProfile } from '../profile.ts'

const DLE = 0x10
const ESC = 0x1b
const FS = 0x1c
const GS = 0x1d

/**
 * 76 mm paper under nine needles, of the kind that follows the TM-U220: 400 half-dots on 63.4 mm (escpos-printer-db). Font A
 * (9x9) takes 12 of them, so 33 columns; with the DIP switch on 42/35 it takes fewer, and 33 still fit. Font B (7x9) would
 * give 40 or 42 columns and is not used: hanzi are 16 dots, which `FS S 4 4` makes as wide as two columns of font A.
 *
 * No code is made by these printers and none is sent as a picture: needles blur it, and no source says that one was read. The
 * value is printed instead. Text is enlarged by `ESC !`, because `GS !` is not among the commands of the TM-U220. No cutter:
 * types A and D have none, and nothing tells which type it is.
 */
export const generic76: PrinterProfile = {
  name: 'generic-76',
  paperDots: 480,
  dots: 400,
  columns: 33,
  columnDots: 12,
  lineDots: 24,
  dotsPerMm: 6.3,
  enlarge: 'ESC!',
  hanzi: { mode: 'FS&', charset: 'gb2312', cell: 16, enlarge: 'FSW' },
  barcode: null,
  qr: null,
  commands: {
    start: [ESC, 0x40, ESC, 0x52, 0, ESC, 0x4d, 0, ESC, 0x32, FS, 0x53, 4, 4],
    finish: [ESC, 0x40],
    feed: [ESC, 0x64, 8],
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
  image: null,
  feedUnits: 1,
  // 4.7 lines of 33 columns a second at best (TM-U220), fewer with hanzi, which take two strokes.
  bytesPerSecond: 100,
}
