import type { PRINTER_PROFILES } from '../../../contract/device-choices.ts'
import type { PrinterProfile } from '../profile.ts'
import { epsonTmT82 } from './epson-tm-t82.ts'
import { epsonTmT88 } from './epson-tm-t88.ts'
import { generic58 } from './generic-58.ts'
import { generic76 } from './generic-76.ts'
import { generic80 } from './generic-80.ts'
import { gprinter58 } from './gprinter-58.ts'
import { gprinter80 } from './gprinter-80.ts'
import { starEscpos80 } from './star-escpos-80.ts'
import { sunmi58 } from './sunmi-58.ts'
import { sunmi80 } from './sunmi-80.ts'
import { xprinter58 } from './xprinter-58.ts'
import { xprinter80 } from './xprinter-80.ts'

export const PROFILES: Readonly<Record<(typeof PRINTER_PROFILES)[number], PrinterProfile>> = {
  'generic-58': generic58,
  'generic-76': generic76,
  'generic-80': generic80,
  'epson-tm-t82': epsonTmT82,
  'epson-tm-t88': epsonTmT88,
  'xprinter-58': xprinter58,
  'xprinter-80': xprinter80,
  'gprinter-58': gprinter58,
  'gprinter-80': gprinter80,
  'sunmi-58': sunmi58,
  'sunmi-80': sunmi80,
  'star-escpos-80': starEscpos80,
}
