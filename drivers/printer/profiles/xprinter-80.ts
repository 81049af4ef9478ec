import type { PrinterProfile } from '../profile.ts'
import { generic80 } from './generic-80.ts'

const ESC = 0x1b

/**
 * XP-80 and its kind: 576 dots, a cutter, drawers at pin 2 and pin 5 (the maker's XP-80XX manual), of which pin 2 is the usual
 * one. `ESC B` sounds its buzzer: n times, t times 100 ms.
 */
export const xprinter80: PrinterProfile = {
  ...generic80,
  name: 'xprinter-80',
  commands: { ...generic80.commands, beep: [ESC, 0x42, 2, 2] },
}
