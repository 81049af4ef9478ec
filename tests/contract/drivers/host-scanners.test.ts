import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { fromDevicesSchema, type FromDevices } from '../../../contract/devices.ts'
import { serialBench } from '../../support/scanner-benches.ts'
import { NOTHING_ELSE, onePrinter } from '../../support/devices-config.ts'
import { allAt } from '../../support/loudness.ts'

const HOST = join(import.meta.dirname, '../../../drivers/host.ts')
const SCANS = 200
const CODE = '134567890123456789'

type Scan = Extract<FromDevices, { type: 'scan' }>

let folder = ''
let child: ChildProcess
let bench: ReturnType<typeof serialBench>
const heard: { message: FromDevices; at: number }[] = []
const now = () => performance.timeOrigin + performance.now()
const scans = () => heard.flatMap(({ message, at }) => (message.type === 'scan' ? [{ ...message, heardAt: at }] : []))
const until = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 2 })

function configure(scanners: object[]): void {
  const config = {
    ...{ printers: onePrinter({ kind: 'none' }), ...NOTHING_ELSE, archive: null },
    ...{ voice: { enabled: false, volume: allAt(20), device: null, pack: null }, scanners },
  }
  child.send({ type: 'configure', config })
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'host-scanners-'))
  bench = serialBench(folder)
  await bench.plug()
  const nowhere = join(folder, 'no-sound-server')
  const env = { ...process.env, PULSE_SERVER: `unix:${nowhere}`, XDG_RUNTIME_DIR: nowhere, NODE_NO_WARNINGS: '1' }
  child = fork(HOST, { execArgv: ['--import', 'tsx'], env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  child.on('message', (message) => heard.push({ at: now(), message: fromDevicesSchema.parse(message) }))
  await until(() => expect(heard.some(({ message }) => message.type === 'ready')).toBe(true))
}, 60_000)
afterAll(async () => {
  if (child.exitCode === null) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  await bench.unplug()
  rmSync(folder, { recursive: true })
})

const lamps = () => heard.flatMap(({ message }) => (message.type === 'status' ? [message.scanners] : [])).at(-1)

describe('the devices process', { timeout: 60_000 }, () => {
  it('hears a serial scanner, and says how it stands', async () => {
    const line = { path: readlinkSync(bench.path), baudRate: 115_200 }
    configure([
      { id: 'counter', way: { kind: 'serial', line } },
      { id: 'gone', way: { kind: 'serial', line: { path: '/dev/ttyUSB99' } } },
    ])
    await until(() =>
      expect(lamps()).toEqual([
        { id: 'counter', lamp: { level: 'ok', reason: 'fine' } },
        { id: 'gone', lamp: { level: 'bad', reason: 'noScanner' } },
      ]),
    )
    bench.send(Buffer.from(`${CODE}\r\n`))
    await until(() => expect(scans().map(({ scannerId, text }) => [scannerId, text])).toEqual([['counter', CODE]]))
  })

  it(`tells each of ${SCANS} scans once, in order, soon after its last byte`, async () => {
    heard.length = 0
    const sentAt: number[] = []
    const texts = Array.from({ length: SCANS }, (_, index) => `13456789012345${String(index).padStart(4, '0')}`)
    for (const [index, text] of texts.entries()) {
      sentAt.push(now())
      bench.send(Buffer.from(`${text}\r`))
      await until(() => expect(scans()).toHaveLength(index + 1))
    }
    expect(scans().map(({ text }) => text)).toEqual(texts)
    const percentile = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.ceil(numbers.length * 0.99) - 1] ?? 0
    const fromByte = percentile(scans().map(({ at, heardAt }: Scan & { heardAt: number }) => heardAt - at))
    const fromSending = percentile(scans().map(({ heardAt }, index) => heardAt - (sentAt[index] ?? 0)))
    console.log(
      `scan by a serial line: last byte read to message heard p99 ${fromByte.toFixed(1)} ms, ` +
        `written by the scanner to message heard p99 ${fromSending.toFixed(1)} ms, of ${SCANS}`,
    )
  })

  it('finds scanners, and tells nothing of a scan but to the trial while they are tried', async () => {
    child.send({ type: 'findScanners', id: 7 })
    await until(() => expect(heard.some(({ message }) => message.type === 'scannersFound' && message.id === 7)).toBe(true))
    heard.length = 0
    child.send({ type: 'tryScanners', forMs: 60_000 })
    child.send({ type: 'ping', id: 1 })
    await until(() => expect(heard.some(({ message }) => message.type === 'pong')).toBe(true))
    bench.send(Buffer.from(`${CODE}\r`))
    await until(() => expect(heard.some(({ message }) => message.type === 'scanTried')).toBe(true))
    expect(heard.find(({ message }) => message.type === 'scanTried')?.message).toEqual({
      ...{ type: 'scanTried', scannerId: 'counter', found: null },
      ...{ text: CODE, rawHex: Buffer.from(`${CODE}\r`).toString('hex') },
    })
    expect(scans()).toEqual([])
    child.send({ type: 'tryScanners', forMs: 0 })
    bench.send(Buffer.from('A1\r'))
    await until(() => expect(scans().map(({ text }) => text)).toEqual(['A1']))
  })

  it('lets its scanners go when it stops', async () => {
    child.send({ type: 'stop' })
    const [code] = (await once(child, 'exit')) as [number]
    expect(code).toBe(0)
  })
})
