import type { PrinterProfile } from './profile.ts'
import type { PrinterLimits } from './printer.ts'
import { TalkingPrinter } from './talking-printer.ts'
import { tcpWay, type NetworkAddress } from './tcp-link.ts'

/** A raw TCP printer, usually port 9100. */
export class NetworkPrinter extends TalkingPrinter {
  constructor(address: NetworkAddress, profile: PrinterProfile, limits?: PrinterLimits) {
    super(tcpWay(address), profile, limits)
  }
}
