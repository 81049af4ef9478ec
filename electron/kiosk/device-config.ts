import { voiceLamp } from './mute.ts'
import { isIPv6 } from 'node:net'
import type { DevicesConfig, Lamp } from '../../contract/devices.ts'
import type { PrinterWish } from '../../contract/device-requests.ts'
import { coverRoles, routeOf } from '../../contract/printer-roles.ts'
import { PRINTER_ROLES, type PrinterRole, type ScannerRole } from '../../contract/device-choices.ts'
import type { PrinterConfig, PrinterSetup } from '../../contract/printers.ts'
import type { ScannerSetup } from '../../contract/scanners.ts'
import type { DevicesStatus } from '../devices/devices.ts'
import { readScan } from '../till/scan.ts'
import type { Settings } from './settings-schema.ts'

/** What the surroundings say of the devices, beside the settings. */
export interface DeviceSurroundings {
  /** Used instead of the printers of the settings. */
  readonly printer: PrinterConfig | null
  readonly archive: string | null
  readonly training: boolean
  /** Where the virtual printer draws. */
  readonly slips: string
}

/** The printers of the settings, or the one that the surroundings name, laid out as the first of them. */
export function printersOf({ printers }: Pick<Settings, 'printers'>, instead: PrinterConfig | null): PrinterSetup[] {
  return instead === null ? printers : coverRoles(printers.slice(0, 1).map((setup) => ({ ...setup, printer: instead })))
}

/** What the devices process is told. A till in training that has no printer draws its slips. */
export function devicesConfigOf(settings: Settings, around: DeviceSurroundings): DevicesConfig {
  const { receipt, scanners, pole } = settings
  const { enabled, volume, device, pack } = settings.voice
  const drawn = around.training && settings.printers.every(({ printer }) => printer.kind === 'none')
  const virtual: PrinterConfig | null = drawn ? { kind: 'virtual', folder: around.slips } : null
  return {
    printers: printersOf(settings, around.printer ?? virtual),
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
 * Whether a scan is worth anything to the till. A scanner that faces the customer reads what people pay with; an old slip
 * that a child holds before it must not open orders on the cashier's screen.
 */
export function isForTill(text: string, role: ScannerRole): boolean {
  return role === 'counter' || readScan(text, null).kind === 'paymentCode'
}

/** What a set-up scanner is there for; one that was removed a moment ago read in the cashier's hand. */
export function roleOf(scannerId: string, scanners: readonly ScannerSetup[]): ScannerRole {
  return scanners.find((one) => one.id === scannerId)?.role ?? 'counter'
}

const BY_LEVEL = { bad: 0, warn: 1, ok: 2 } as const

/**
 * One lamp for all scanners and the camera: the worst of those that are set up. Without any the page itself listens to scanners that act as
 * keyboards; it does so beside the others too, so that a lost scanner is a warning and not the end of scanning.
 */
export function scannerLamp(scanners: DevicesStatus['scanners'], camera: Lamp | null): Lamp {
  const all = [...scanners, ...(camera ? [{ lamp: camera }] : [])]
  const worst = all.sort((one, other) => BY_LEVEL[one.lamp.level] - BY_LEVEL[other.lamp.level])[0]
  return worst?.lamp ?? { level: 'ok', reason: 'keyboardScanner' }
}

const STARTING: Lamp = { level: 'warn', reason: 'starting' }

/** How slips of one role fare: the first printer's lamp, or that another one stands in for it. */
function lampOfRole(printers: readonly PrinterSetup[], role: PrinterRole, lampOf: (id: string) => Lamp): Lamp {
  const able = routeOf(printers, role, () => false)
  const [first] = able
  if (!first) return { level: 'bad', reason: 'noPrinter' }
  const lamp = lampOf(first.id)
  const standIn = lamp.level === 'bad' ? able.find(({ id }) => lampOf(id).level !== 'bad') : undefined
  if (!standIn) return lamp
  const place = printers.indexOf(standIn) + 1
  return { level: 'warn', reason: 'standIn', standIn: { name: standIn.name, place, because: lamp.reason } }
}

/**
 * One lamp for all printers: how receipts fare, which customers wait for. Where they fare well and other slips do not, it is a
 * warning that says why.
 */
export function printerLamp(printers: readonly PrinterSetup[], status: DevicesStatus['printers']): Lamp {
  const lampOf = (id: string): Lamp => status.find((one) => one.id === id)?.lamp ?? STARTING
  const [receipts = STARTING, ...others] = PRINTER_ROLES.map((role) => lampOfRole(printers, role, lampOf))
  const ailing = receipts.level === 'ok' ? others.find(({ level }) => level !== 'ok') : undefined
  return ailing ? { ...ailing, level: 'warn' } : receipts
}

/** The lamps of the header that are of devices. */
export const deviceLamps = (status: DevicesStatus, printers: readonly PrinterSetup[], muted: boolean, camera: Lamp | null) => ({
  printer: printerLamp(printers, status.printers),
  voice: voiceLamp(status.voice, muted),
  scanner: scannerLamp(status.scanners, camera),
})
