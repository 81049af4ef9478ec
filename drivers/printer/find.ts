import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { printerFoundSchema, type PrinterFound } from '../../contract/printers.ts'
import { serialLineSchema } from '../../contract/serial-line.ts'

/** Where to look; only tests look elsewhere. */
export interface FindPlaces {
  readonly dev: string
  readonly sys: string
  /** Answers the names of CUPS' queues; throws where there is no CUPS. */
  readonly queues: () => Promise<readonly string[]>
}

const LIMIT_MS = 3000

async function cupsQueues(): Promise<readonly string[]> {
  const options = { timeout: LIMIT_MS, env: { ...process.env, LANG: 'C', LC_ALL: 'C' } }
  const { stdout } = await promisify(execFile)('lpstat', ['-e'], options)
  return stdout.split('\n').filter((line) => line !== '')
}

const HERE: FindPlaces = { dev: '/dev', sys: '/sys', queues: cupsQueues }

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).then(
    (names) => names.toSorted(),
    () => [],
  )

/** `MFG:EPSON;MDL:TM-T88V;…` as the kernel keeps it of a USB printer; the path where it says nothing. */
async function usbName(sys: string, name: string, path: string): Promise<string> {
  const id = await readFile(join(sys, 'class/usbmisc', name, 'device/ieee1284_id'), 'utf8').catch(() => '')
  const field = (keys: string) => new RegExp(`(?:^|;)\\s*(?:${keys}):([^;]*)`, 'i').exec(id)?.[1]?.trim() ?? ''
  return [field('MFG|MANUFACTURER'), field('MDL|MODEL')].filter((part) => part !== '').join(' ') || path
}

async function usbPrinters({ dev, sys }: FindPlaces): Promise<PrinterFound[]> {
  const names = (await namesIn(join(dev, 'usb'))).filter((name) => /^lp\d+$/.test(name))
  return Promise.all(
    names.map(async (name) => {
      const path = `/dev/usb/${name}`
      return { config: { kind: 'file' as const, path }, name: await usbName(sys, name, path) }
    }),
  )
}

/** Lasting names first: ttyUSB0 may be another one after the next start. A port that has such a name is not listed twice. */
async function serialPorts({ dev }: FindPlaces): Promise<PrinterFound[]> {
  const lasting = (await namesIn(join(dev, 'serial/by-id'))).map((name) => `/dev/serial/by-id/${name}`)
  const plain = (await namesIn(dev)).filter((name) => /^tty(USB|ACM)\d+$/.test(name)).map((name) => `/dev/${name}`)
  const paths = lasting.length > 0 ? lasting : plain
  return paths.flatMap((path) => {
    const line = serialLineSchema.safeParse({ path })
    const name = path.replace(/^.*\/(?:usb-)?/, '').replaceAll('_', ' ')
    return line.success ? [{ config: { kind: 'serial' as const, line: line.data }, name }] : []
  })
}

/** Printers on this machine, and what may be one: USB printers, CUPS queues, serial ports. Never throws. */
export async function findPrinters(places: FindPlaces = HERE): Promise<PrinterFound[]> {
  const queues = places.queues().then(
    (names) => names.map((queue) => ({ config: { kind: 'cups' as const, queue }, name: queue })),
    () => [],
  )
  const found = (await Promise.all([usbPrinters(places), queues, serialPorts(places)])).flat()
  return found.filter((one) => printerFoundSchema.safeParse(one).success)
}
