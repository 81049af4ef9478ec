import { USUAL_ITEMS } from '../../contract/figure-choices.ts'
import type { ShiftSettings } from '../../electron/till/parts.ts'

/** Hand-over as a till does it that nobody has set up. */
export const SHIFT_SETTINGS: ShiftSettings = {
  print: false,
  printDetail: false,
  items: USUAL_ITEMS,
  cash: false,
  floatFen: 0,
  signOut: true,
}
