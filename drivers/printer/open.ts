import type { PrinterConfig } from '../../contract/printers.ts'
import { CupsPrinter } from './cups.ts'
import { FilePrinter } from './file.ts'
import { NetworkPrinter } from './network.ts'
import { noPrinter, type Printer } from './printer.ts'
import type { PrinterProfile } from './profile.ts'
import { SerialPrinter } from './serial.ts'
import { VirtualPrinter } from './virtual.ts'

/** The printer that the settings name. Nothing is opened before it is asked something; drawing waits for `quiet`. */
export function openPrinter(config: PrinterConfig, profile: PrinterProfile, quiet: () => Promise<void>): Printer {
  switch (config.kind) {
    case 'none':
      return noPrinter
    case 'network':
      return new NetworkPrinter(config, profile)
    case 'file':
      return new FilePrinter(config.path, profile)
    case 'serial':
      return new SerialPrinter(config.line, profile)
    case 'cups':
      return new CupsPrinter(config.queue, profile)
    case 'virtual':
      return new VirtualPrinter(config.folder, profile, quiet)
  }
}
