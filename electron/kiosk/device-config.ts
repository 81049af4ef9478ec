import { isIPv6 } from 'node:net'
import type { DevicesConfig, Lamp } from '../../contract/devices.ts'
import type { PrinterWish } from '../../contract/device-requests.ts'
import type { PrinterConfig } from '../../contract/printers.ts'
import type { ScannerSetup } from '../../contract/scanners.ts'
import type { DevicesStatus, Scanned } from '../devices/devices.ts'
import { readScan } from '../till/scan.ts'
import type { Settings } from './settings-schema.ts'

/** What the surroundings say of the devices, beside the settings. */
export interface DeviceSurroundings {
  /** Used instead of the printer of the settings. */
  readonly printer: PrinterConfig | null
  readonly archive: string | null
  readonly training: boolean
  /** Where the virtual printer draws. */
  readonly slips: string
}

/** What the devices process is told. A till in training that has no printer draws its slips. */
export function devicesConfigOf(settings: Settings, around: DeviceSurroundings): DevicesConfig {
  const { printer, profile, paper, receipt, scanners, pole } = settings
  const { enabled, volume, device, pack } = settings.voice
  const drawn = around.training && printer.kind === 'none'
  const own: PrinterConfig = drawn ? { kind: 'virtual', folder: around.slips } : printer
  return {
    printer: around.printer ?? own,
    profile,
    paper,
    firstSlipDelayMs: receipt.firstDelayMs,
    scanners,
    pole,
    voice: { enabled, volume, device, pack },
    archive: around.archive,
  }
}

/** The printer that a page asked for, as the settings keep it. */
export function printerOf(wish: PrinterWish, slips: string): PrinterConfig {
  if (wish.kind === 'virtual') return { kind: 'virtual', folder: slips }
  if (wish.kind !== 'network') return wish
  const host = wish.host.replace(/^\[(.*)\]$/, '$1')
  return { ...wish, host: isIPv6(host) ? host : host.toLowerCase() }
}

/**
 * What a scan is worth to the till: its text, or null. A scanner that faces the customer reads what people pay with; an old slip
 * that a child holds before it must not open orders on the cashier's screen.
 */
export function scanForTill({ scannerId, text }: Scanned, scanners: readonly ScannerSetup[]): string | null {
  const role = scanners.find((one) => one.id === scannerId)?.role ?? 'counter'
  return role === 'counter' || readScan(text, null).kind === 'paymentCode' ? text : null
}

const BY_LEVEL = { bad: 0, warn: 1, ok: 2 } as const

/**
 * One lamp for all scanners: the worst of those that are set up. Without any the page itself listens to scanners that act as
 * keyboards; it does so beside the others too, so that a lost scanner is a warning and not the end of scanning.
 */
export function scannerLamp(scanners: DevicesStatus['scanners']): Lamp {
  const worst = [...scanners].sort((one, other) => BY_LEVEL[one.lamp.level] - BY_LEVEL[other.lamp.level])[0]
  return worst?.lamp ?? { level: 'ok', reason: 'keyboardScanner' }
}
