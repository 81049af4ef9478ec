import type { PrinterProfile } from '../profile.ts'
import { generic80 } from './generic-80.ts'

const ESC = 0x1b
const GS = 0x1d

/**
 * Star printers switched to ESC/POS (mC-Print3, TSP650II): 72 mm, 576 dots at 203 dpi (escpos-printer-db). Which of them
 * make QR codes in that mode was not found, so they are sent as pictures; the cut is the plain partial one after a feed.
 */
export const starEscpos80: PrinterProfile = {
  ...generic80,
  name: 'star-escpos-80',
  qr: null,
  commands: { ...generic80.commands, cut: [ESC, 0x64, 6, GS, 0x56, 1] },
}
