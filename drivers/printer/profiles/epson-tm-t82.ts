import type { PrinterProfile } from '../profile.ts'
import { generic80 } from './generic-80.ts'

const ESC = 0x1b
const GS = 0x1d

/**
 * TM-T82 and its followers as sold in China: 203 dpi, 576 dots, 48 columns of font A, as escpos-printer-db has for Epson's
 * Chinese models of that generation. Epson's reference calls `GS v 0` obsolete and gives `GS ( L` instead. The vertical
 * motion unit is half a dot (1/406 inch), so lines are set by `ESC 2`, 1/6 inch. The ROM is GB18030; that it prints four-byte
 * characters was not found in writing, so they are left out.
 */
export const epsonTmT82: PrinterProfile = {
  ...generic80,
  name: 'epson-tm-t82',
  lineDots: 34,
  commands: {
    ...generic80.commands,
    start: [ESC, 0x40, ESC, 0x52, 0, ESC, 0x32],
    // Function B feeds to the cutter by itself; the cutter of these models cuts partially only.
    cut: [GS, 0x56, 66, 0],
  },
  image: { command: 'GS ( L', bandRows: 48 },
  feedUnits: 2,
}
