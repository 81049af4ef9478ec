import type { PrinterProfile } from '../profile.ts'
import { epsonTmT82 } from './epson-tm-t82.ts'

/**
 * TM-T88V, VI and VII: 180 dpi, 512 dots, 42 columns of font A (escpos-printer-db), vertical motion unit half a dot
 * (1/360 inch). The TM-T88IV and older make no QR codes and are not meant.
 */
export const epsonTmT88: PrinterProfile = {
  ...epsonTmT82,
  name: 'epson-tm-t88',
  paperDots: 567,
  dots: 512,
  columns: 42,
  lineDots: 30,
  dotsPerMm: 7.087,
}
