import { existsSync } from 'node:fs'
import { opendir, readFile, readlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { scannerFoundSchema, type ScannerFound } from '../../contract/scanners.ts'
import { serialLineSchema } from '../../contract/serial-line.ts'
import { BY_ID } from './evdev.ts'
import { listHidScanners } from './hid.ts'

/** As many as a message holds. */
const MOST = 64
const SERIAL_BY_ID = '/dev/serial/by-id'

/** A device that was found, before the contract had a look at it. */
interface Candidate {
  readonly way: unknown
  readonly model: string
}

/** Names below /dev/*\/by-id: `usb-Honeywell_Xenon_1900_SN1-event-kbd` is a Honeywell Xenon 1900 SN1. */
function modelFromName(name: string): string {
  return name
    .replace(/^usb-/, '')
    .replace(/-(event-kbd|if\d+(-event-kbd|-port\d+)?)$/, '')
    .replaceAll('_', ' ')
    .trim()
}

/** What serialport says of a line; null or absent where udev does not know. */
const serialListSchema = z.array(z.object({ path: z.string(), pnpId: z.string().nullish(), manufacturer: z.string().nullish() }))

/** USB lines; the ports of the mainboard cannot be told from nothing, and are set up by hand. */
async function findSerial(): Promise<Candidate[]> {
  const { SerialPort } = await import('serialport')
  const listed: unknown = await SerialPort.list()
  return serialListSchema
    .parse(listed)
    .filter(({ path }) => /^\/dev\/tty(USB|ACM)\d+$/.test(path))
    .map(({ path, pnpId, manufacturer }) => {
      // A lasting name is not lost at another start, when the numbers are given anew.
      const lasting = pnpId ? join(SERIAL_BY_ID, pnpId) : null
      const line = { ...serialLineSchema.parse({ path }), path: lasting !== null && existsSync(lasting) ? lasting : path }
      const model = pnpId ? modelFromName(pnpId) : manufacturer
      return { way: { kind: 'serial', line }, model: model ?? basename(path) }
    })
}

async function findHid(): Promise<Candidate[]> {
  return (await listHidScanners()).map(({ vendorId, productId, serialNumber, model }) => ({
    way: { kind: 'hid', vendorId, productId, serialNumber },
    model,
  }))
}

/** As the kernel has it from the device; from the name of the file where it does not say. */
async function nameOfInput(path: string, name: string): Promise<string> {
  try {
    const event = basename(await readlink(path))
    return (await readFile(`/sys/class/input/${event}/device/name`, 'utf8')).trim() || modelFromName(name)
  } catch {
    return modelFromName(name)
  }
}

/** Keyboards are listed by their names alone, and not opened: people type on them. */
async function findEvdev(): Promise<Candidate[]> {
  const found: Candidate[] = []
  for await (const { name } of await opendir(BY_ID))
    if (name.endsWith('-event-kbd'))
      found.push({ way: { kind: 'evdev', id: name }, model: await nameOfInput(join(BY_ID, name), name) })
  return found
}

/**
 * Devices on this machine that may be scanners, HID POS first, as they can be nothing else. A part of the system that cannot be
 * asked (no such folder, no such library) has none. Never throws.
 */
export async function findScanners(): Promise<ScannerFound[]> {
  const all = await Promise.all([findHid, findSerial, findEvdev].map((find) => find().catch((): Candidate[] => [])))
  return all
    .flat()
    .map(({ way, model }) => scannerFoundSchema.safeParse({ way, model: model.slice(0, 200) }))
    .flatMap((found) => (found.success ? [found.data] : []))
    .slice(0, MOST)
}
