import type { PrinterProfile } from '../profile.ts'
import { generic80 } from './generic-80.ts'

/** Gprinter (佳博) GP-80: no manual could be read, so it is an 80 mm printer like others; no buzzer is asked for. */
export const gprinter80: PrinterProfile = { ...generic80, name: 'gprinter-80' }
