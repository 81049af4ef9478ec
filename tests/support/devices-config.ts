import { printerSetupSchema, type PrinterConfig, type PrinterSetup } from '../../contract/printers.ts'

/** The only printer of a till, with all roles, as most tills have it. */
export const onePrinter = (printer: PrinterConfig, more: Partial<PrinterSetup> = {}): PrinterSetup[] => [
  printerSetupSchema.parse({ id: 'printer-1', printer, ...more }),
]

/** The part of a devices configuration that most tests leave as it is: nothing else is plugged in. */
export const NOTHING_ELSE = { firstSlipDelayMs: 0, scanners: [], pole: { kind: 'none' as const } }
