import type { PrinterProfile } from '../profile.ts'
import { generic80 } from './generic-80.ts'
import { sunmi58 } from './sunmi-58.ts'

const ESC = 0x1b
const GS = 0x1d

/** Sunmi's inner printer, 80 mm (T1, T2): as the 58 mm one, with the cut of Sunmi's own sample, `GS V 1`, which does not feed. */
export const sunmi80: PrinterProfile = {
  ...generic80,
  name: 'sunmi-80',
  hanzi: sunmi58.hanzi,
  commands: { ...generic80.commands, start: sunmi58.commands.start, cut: [ESC, 0x64, 6, GS, 0x56, 1], drawer: null },
  status: null,
}
