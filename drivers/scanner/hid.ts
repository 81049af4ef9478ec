import { constants } from 'node:fs'
import { access, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ScannerWay } from '../../contract/scanners.ts'
import { preciseNow } from '../precise-now.ts'
import { readLayouts, SCANNER_PAGE, type ScanLayout } from './hid-layout.ts'
import { HidReports } from './hid-reports.ts'
import { faultOf, ScannerFault, type OpenWay } from './scanner.ts'
import { decodeScan } from './text.ts'

export type HidWay = Extract<ScannerWay, { kind: 'hid' }>

/** A scanner in HID POS mode, as the system lists it. */
export interface HidListed {
  readonly path: string
  readonly vendorId: number
  readonly productId: number
  /** Null for a device without one. */
  readonly serialNumber: string | null
  readonly model: string
}

/** node-hid by its hidraw backend: it takes the device from no driver, and needs no libusb. */
async function nodeHid() {
  const hid = await import('node-hid')
  hid.setDriverType('hidraw')
  return hid
}

/** All devices with the scanner page, each once: a device is listed once a collection. Throws what node-hid throws. */
export async function listHidScanners(): Promise<HidListed[]> {
  const { devicesAsync } = await nodeHid()
  const byPath = new Map<string, HidListed>()
  for (const device of await devicesAsync()) {
    const { path, vendorId, productId, serialNumber, manufacturer, product } = device
    if (device.usagePage !== SCANNER_PAGE || path === undefined) continue
    const model = [manufacturer, product].filter((words) => words !== undefined && words.trim() !== '').join(' ')
    byPath.set(path, { path, vendorId, productId, serialNumber: serialNumber === '' ? null : (serialNumber ?? null), model })
  }
  return [...byPath.values()]
}

/** Where the device keeps its scans; empty when the descriptor cannot be read, and the usual layout is taken. */
async function layoutsAt(path: string): Promise<ScanLayout[]> {
  try {
    return readLayouts(await readFile(`/sys/class/hidraw/${basename(path)}/device/report_descriptor`))
  } catch {
    return []
  }
}

/** Without a serial number the first of its model is taken. */
async function pathOf({ vendorId, productId, serialNumber }: HidWay): Promise<string> {
  const found = (await listHidScanners()).find(
    (device) =>
      device.vendorId === vendorId &&
      device.productId === productId &&
      (serialNumber === null || device.serialNumber === serialNumber),
  )
  if (found === undefined) throw new ScannerFault('ENODEV', 'node-hid')
  return found.path
}

/** A USB scanner in HID POS mode: whole scans in reports, no keys, no keyboard layout, no input method. */
export const openHid: OpenWay<HidWay> = async (way, ears, signal) => {
  try {
    const { HIDAsync } = await nodeHid()
    const path = await pathOf(way)
    // node-hid tells reasons in words, and opens for reading and writing; the system is asked first, for its code.
    await access(path, constants.R_OK | constants.W_OK)
    const reports = new HidReports(await layoutsAt(path))
    const device = await HIDAsync.open(path)
    let closed = false
    const end = async () => {
      closed = true
      const half = reports.abandon()
      if (half !== null) ears.dropped(half)
      await device.close().catch(() => {})
    }
    const close = async () => {
      if (!closed) await end()
    }
    if (signal.aborted) {
      await close()
      throw new ScannerFault('ECANCELED')
    }
    device.on('error', () => {
      if (closed) return
      void end()
      ears.ended(new ScannerFault('ENODEV', 'node-hid'))
    })
    device.on('data', (report: Buffer) => {
      if (closed) return
      const at = preciseNow()
      ears.raw(report)
      for (const each of reports.split(report)) {
        const { scan, dropped } = reports.push(each, performance.now())
        if (dropped !== null) ears.dropped(dropped)
        if (scan !== null) ears.text(decodeScan(scan), at)
      }
    })
    return { close }
  } catch (error) {
    throw faultOf(error, 'node-hid')
  }
}
