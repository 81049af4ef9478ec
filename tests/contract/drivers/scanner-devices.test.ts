import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ScannerWay } from '../../../contract/scanners.ts'
import { COUNTED_DESCRIPTOR, reportsOf } from '../../support/hid-pos.ts'
import { strokesOf } from '../../support/key-strokes.ts'
import { serialBench } from '../../support/scanner-benches.ts'

/**
 * The drivers against devices of the system: hidraw and evdev as umockdev makes them, in a process of its own under its preload,
 * and a line that this user may not open. Device nodes there are pseudo-terminals, so reports that came before the
 * device was opened are read at once. An ioctl that umockdev has no record of it grants to an input
 * device, EVIOCGRAB too; a refused grab is tested in scanners.test.ts, where the grab is injected.
 */

const RUNNER = join(import.meta.dirname, '../../support/scanner-runner.ts')
const CODE = '134567890123456789'
const NOBODY = 65_534
const HID: ScannerWay = { kind: 'hid', vendorId: 0x0c2e, productId: 0x0b61, serialNumber: 'SN0001' }
const KEYBOARD = 'usb-Honeywell_Voyager_1450g_SN2-event-kbd'

const hasUmockdev = spawnSync('umockdev-run', ['--version']).status === 0
if (!hasUmockdev) console.log('umockdev-run is not installed: hidraw and evdev devices are not tested here')
else console.log('a device of umockdev cannot be pulled out surely (1 of 3 times its terminal stays open): not tested for hidraw')

let folder = ''
const endings: (() => unknown)[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scanner-devices-'))
})
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
  rmSync(folder, { recursive: true })
})

type Told = {
  type: string
  text?: string
  lamps?: { lamp: { reason: string } }[]
  found?: unknown
  rawHex?: string
  scannerId?: string | null
}

interface Runner {
  readonly child: ChildProcess
  readonly told: Told[]
  say(line: string): void
  texts(): (string | undefined)[]
  lit(reason: string): Promise<void>
}

function run(setups: object[], command: readonly string[] = [], as: { uid?: number; gid?: number } = {}): Runner {
  const [program = process.execPath, ...args] = [...command, process.execPath]
  const child = spawn(program, [...args, '--import', 'tsx', RUNNER, JSON.stringify(setups)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...as,
  })
  const told: Told[] = []
  createInterface({ input: child.stdout }).on('line', (line) => told.push(JSON.parse(line) as Told))
  // What the runner has to its name ends with its input, also when umockdev-run is gone before it.
  const gone = once(child.stdout, 'close')
  endings.push(() => {
    child.stdin.end()
    return gone
  })
  const lamp = () => told.filter(({ type }) => type === 'status').at(-1)?.lamps?.[0]?.lamp.reason
  return {
    child,
    told,
    say: (line) => void child.stdin.write(`${line}\n`),
    texts: () => told.filter(({ type }) => type === 'scan').map(({ text }) => text),
    lit: (reason) => expect.poll(lamp, { timeout: 15_000, interval: 20 }).toBe(reason),
  }
}

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** umockdev-run of a device, with the path of everything it reads. The test bed is in the test's folder, and goes with it. */
const umockdev = (...options: readonly string[]) => ['env', `TMPDIR=${folder}`, 'umockdev-run', ...options, '--']

/** Bytes as umockdev's scripts have them: control characters with a caret. */
const escaped = (bytes: Uint8Array) =>
  [...bytes]
    .map((byte) => (byte === 94 ? '^`' : byte <= 32 ? `^${String.fromCharCode(byte + 64)}` : String.fromCharCode(byte)))
    .join('')

const USB = '/devices/pci0000:00/0000:00:14.0/usb1/1-2'
const HID_NODE = `${USB}/1-2:1.0/0003:0C2E:0B61.0001`

function hidraw(reports: readonly Uint8Array[]): string[] {
  const device = `P: ${HID_NODE}/hidraw/hidraw0
N: hidraw0
E: DEVNAME=/dev/hidraw0
E: MAJOR=240
E: MINOR=0
E: SUBSYSTEM=hidraw
L: device=../../../0003:0C2E:0B61.0001
A: dev=240:0

P: ${HID_NODE}
E: HID_ID=0003:00000C2E:00000B61
E: HID_NAME=Honeywell Xenon 1900
E: HID_UNIQ=SN0001
E: HID_PHYS=usb-1
E: SUBSYSTEM=hid
H: report_descriptor=${COUNTED_DESCRIPTOR}

P: ${USB}/1-2:1.0
E: DEVTYPE=usb_interface
E: SUBSYSTEM=usb
A: bInterfaceNumber=00

P: ${USB}
E: DEVTYPE=usb_device
E: SUBSYSTEM=usb
A: manufacturer=Honeywell
A: product=Xenon 1900
A: bcdDevice=0100
`
  const size = (COUNTED_DESCRIPTOR.length / 2).toString(16).padStart(2, '0')
  const ioctls = `@DEV /dev/hidraw0\nHIDIOCGRDESCSIZE 0 ${size}000000\n`
  const script = reports.map((report) => `r 100 ${escaped(report)}\n`).join('')
  return umockdev(
    ...['-d', file('hid.umockdev', device)],
    ...['-i', `/dev/hidraw0=${file('hid.ioctl', ioctls)}`],
    ...['-s', `/dev/hidraw0=${file('hid.script', script)}`],
  )
}

/** An input device that plays these events; their times are the pauses between them. */
function evdev(events: Buffer): string[] {
  const device = `P: ${USB}/1-2:1.0/input/input5/event5
N: input/event5
S: input/by-id/${KEYBOARD}
E: DEVNAME=/dev/input/event5
E: MAJOR=13
E: MINOR=69
E: SUBSYSTEM=input
L: device=../../input5
A: dev=13:69

P: ${USB}/1-2:1.0/input/input5
E: SUBSYSTEM=input
A: name=Honeywell Voyager 1450g
`
  const lines: string[] = []
  for (let at = 0; at < events.length; at += 24) {
    const time = `${events.readBigUInt64LE(at)}.${events
      .readBigUInt64LE(at + 8)
      .toString()
      .padStart(6, '0')}`
    const numbers = [events.readUInt16LE(at + 16), events.readUInt16LE(at + 18), events.readInt32LE(at + 20)]
    lines.push(`E: ${[time, ...numbers.map((number) => number.toString(16).padStart(4, '0'))].join(' ')}\n`)
  }
  return umockdev('-d', file('kbd.umockdev', device), '-e', `/dev/input/event5=${file('kbd.events', lines.join(''))}`)
}

describe.skipIf(!hasUmockdev)('a HID POS scanner (umockdev, node-hid)', { timeout: 40_000 }, () => {
  const setup = [{ id: 'one', way: HID }]

  it('is found by model and serial number, and heard: short, long, and back to back', async () => {
    const scans = [CODE, `https://a.example/${'x'.repeat(120)}`, 'A1']
    const runner = run(setup, hidraw(scans.flatMap((text) => reportsOf(Buffer.from(`${text}\r`)))))
    await runner.lit('fine')
    await expect.poll(runner.texts, { timeout: 10_000 }).toEqual(scans)
    runner.say('find')
    await vi.waitFor(() =>
      expect(runner.told.find(({ type }) => type === 'found')?.found).toEqual([{ way: HID, model: 'Honeywell Xenon 1900' }]),
    )
    runner.say('close')
    await vi.waitFor(() => expect(runner.told.at(-1)?.type).toBe('closed'))
  })

  it('is not there when another of its model is', async () => {
    const runner = run([{ id: 'one', way: { ...HID, serialNumber: 'SN9' } }], hidraw(reportsOf(Buffer.from(CODE))))
    await runner.lit('noScanner')
    expect(runner.texts()).toEqual([])
  })
})

describe.skipIf(!hasUmockdev)('a keyboard scanner (umockdev, EVIOCGRAB by ioctl)', { timeout: 40_000 }, () => {
  const setup = [{ id: 'one', way: { kind: 'evdev', id: KEYBOARD } }]

  it('is grabbed and heard, and is found by the name it calls itself', async () => {
    const scans = [CODE, 'https://a.example/?B=2']
    const runner = run(setup, evdev(Buffer.concat(scans.map((text, index) => strokesOf(text, { at: index * 300 })))))
    await runner.lit('fine')
    await expect.poll(runner.texts, { timeout: 10_000 }).toEqual(scans)
    runner.say('find')
    await vi.waitFor(() =>
      expect(runner.told.find(({ type }) => type === 'found')?.found).toEqual([
        { way: { kind: 'evdev', id: KEYBOARD }, model: 'Honeywell Voyager 1450g' },
      ]),
    )
    runner.say('close')
    await vi.waitFor(() => expect(runner.told.at(-1)?.type).toBe('closed'))
  })
})

describe('a serial scanner that this user may not open', { timeout: 40_000 }, () => {
  it('is denied, and heard as soon as the right is given', async () => {
    const bench = serialBench(folder)
    await bench.plug()
    endings.push(() => bench.unplug())
    const path = readlinkSync(bench.path)
    chmodSync(path, 0o000)
    chmodSync(folder, 0o755)
    const as = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
    const runner = run([{ id: 'one', way: { kind: 'serial', line: { path } } }], [], as)
    await runner.lit('scannerDenied')
    const faults = () => runner.told.filter(({ type }) => type === 'fault').map(({ text }) => text)
    await expect.poll(faults).toEqual(['scanner one: the scanner cannot be read: EACCES (serialport)'])
    chmodSync(path, 0o666)
    await runner.lit('fine')
    bench.send(bench.bytesOf(CODE))
    await expect.poll(runner.texts).toEqual([CODE])
  })
})
