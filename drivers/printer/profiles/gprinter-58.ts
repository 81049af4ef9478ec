import type { PrinterProfile } from '../profile.ts'
import { generic58 } from './generic-58.ts'

/** Gprinter (佳博) GP-58: no manual could be read, so it is a 58 mm printer like others, without what only some have. */
export const gprinter58: PrinterProfile = { ...generic58, name: 'gprinter-58' }
