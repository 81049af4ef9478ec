import type { PrinterProfile } from '../profile.ts'
import { generic58 } from './generic-58.ts'

/**
 * XP-58 and its kind: the maker's 58 mm programming manual has GS v 0, GS k, the QR functions of GS ( k, GS r, GS a and
 * ESC p, and no GS ( L. DLE EOT is not in that list; one that does not answer it is `sent` to. No buzzer is documented.
 */
export const xprinter58: PrinterProfile = { ...generic58, name: 'xprinter-58' }
