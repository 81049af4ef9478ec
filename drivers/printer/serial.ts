import type { SerialLine } from '../../contract/serial-line.ts'
import type { PrinterLimits } from './printer.ts'
import type { PrinterProfile } from './profile.ts'
import { serialWay } from './serial-link.ts'
import { TalkingPrinter } from './talking-printer.ts'

/** A printer on a serial line, asked the same questions as one on the network. */
export class SerialPrinter extends TalkingPrinter {
  constructor(line: SerialLine, profile: PrinterProfile, limits?: PrinterLimits) {
    super(serialWay(line), profile, limits)
  }
}
