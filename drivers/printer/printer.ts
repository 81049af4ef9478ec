import type { Lamp } from '../../contract/devices.ts'
import type { PrinterFault, PrintOutcome } from '../../contract/printers.ts'
import type { LaidOutSlip } from '../../contract/slip.ts'

export interface PrintJob {
  readonly jobId: string
  readonly bytes: Uint8Array
  /** The lines the bytes were made from, for printers that draw. */
  readonly slip: LaidOutSlip
}

export interface PrintReport {
  readonly outcome: PrintOutcome
  /** When the first byte of the job was taken, epoch ms with fractions; 0 when none was. */
  readonly firstByteAt: number
}

/** One way to a printer. It tries a job once: whether to try again is for the spool, which knows what was on paper. */
export interface Printer {
  print(job: PrintJob): Promise<PrintReport>
  status(): Promise<Lamp>
  close(): Promise<void>
}

/** Time limits in ms. */
export interface PrinterLimits {
  readonly connect: number
  /** For one answer to a question about its state. */
  readonly answer: number
  /** Added to the time that the job's bytes need at the profile's slowest pace (PRINTING 8). */
  readonly grace: number
  /** While a job prints, its state is looked at this often. */
  readonly lookWhilePrinting: number
}

export const USUAL_LIMITS: PrinterLimits = { connect: 2000, answer: 250, grace: 3000, lookWhilePrinting: 500 }

/** How long a job of so many bytes may take, ms. */
export function timeFor(bytes: number, bytesPerSecond: number, limits: PrinterLimits): number {
  return limits.grace + (bytes / bytesPerSecond) * 1000
}

export function failed(fault: PrinterFault, bytesOut: number, detail: string): PrintOutcome {
  return { result: 'failed', fault, bytesOut, detail: detail.slice(0, 200) }
}

/** The place of a printer that nobody has set up. */
export const noPrinter: Printer = {
  print: async () => ({ outcome: failed('noPrinter', 0, 'no printer is set up'), firstByteAt: 0 }),
  status: async () => ({ level: 'bad', reason: 'noPrinter' }),
  close: async () => {},
}
