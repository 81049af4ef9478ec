import type { Announcement, DevicesConfig, FromDevices, Lamp, OutputFound } from '../../contract/devices.ts'
import type { PoleText } from '../../contract/poles.ts'
import type { PrinterFound, PrintOutcome } from '../../contract/printers.ts'
import type { ScannerFound, ScanTried } from '../../contract/scanners.ts'
import type { SlipDocument } from '../../contract/slip.ts'
import type { Printed } from './print-queue.ts'
import type { Announced } from './speech-queue.ts'

export interface DevicesStatus {
  /** One for each printer that is set up. */
  readonly printers: readonly { readonly id: string; readonly lamp: Lamp }[]
  readonly voice: Lamp
  /** Null when none is set up. */
  readonly pole: Lamp | null
  /** One for each scanner that is set up. */
  readonly scanners: readonly { readonly id: string; readonly lamp: Lamp }[]
}

/** How the last job came out on a printer; `at` is epoch ms. */
export interface LastPrint {
  readonly at: number
  readonly outcome: PrintOutcome
}

/** A whole scan; `at` is when its last byte came, epoch ms with fractions. */
export type Scanned = Omit<Extract<FromDevices, { type: 'scan' }>, 'type'>

/** The devices, as the rest of the till knows them: always there, never throwing for what a device does. */
export interface Devices {
  /**
   * Resolves when a printer is done with it, or none could take it. A slip is handed over once; nothing is repeated by itself.
   * With `printerId` it goes to that printer or nowhere; else to those that slips of its kind are for, in their order.
   */
  print(jobId: string, document: SlipDocument, printerId?: string): Promise<Printed>
  /** By printer, since the till was started. */
  lastPrints(): ReadonlyMap<string, LastPrint>
  announce(announcement: Announcement): Promise<Announced>
  /** Holds from now on, over restarts too. */
  configure(config: DevicesConfig): void
  /** Calls back when a lamp changes; answers a function that ends it. */
  onStatus(listener: (status: DevicesStatus) => void): () => void
  status(): DevicesStatus
  /** Called at each scan of a scanner that the devices process reads. */
  onScan(listener: (scanned: Scanned) => void): void
  onTried(listener: (tried: ScanTried) => void): void
  /** What may be a scanner on this machine; null when the devices process does not answer. */
  findScanners(): Promise<readonly ScannerFound[] | null>
  findPrinters(): Promise<readonly PrinterFound[] | null>
  findOutputs(): Promise<readonly OutputFound[] | null>
  /** For so many ms scans are told to `onTried` alone; 0 ends it. */
  tryScanners(forMs: number): void
  /** Whether nothing is heard. Holds until the next one, over restarts of the devices too. */
  mute(muted: boolean): void
  /** Holds until the next one, over restarts too. */
  showPole(text: PoleText): void
  /** Resolves when the process is gone. */
  stop(): Promise<void>
}
