import type { PRINTER_PROFILES } from '../../../contract/printers.ts'
import type { PrinterProfile } from '../profile.ts'
import { generic58 } from './generic-58.ts'
import { generic80 } from './generic-80.ts'

export const PROFILES: Readonly<Record<(typeof PRINTER_PROFILES)[number], PrinterProfile>> = {
  'generic-58': generic58,
  'generic-80': generic80,
}
