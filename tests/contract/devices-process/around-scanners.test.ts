import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { scannerSetupSchema, type ScannerFound } from '../../../contract/scanners.ts'
import { FIND_LIMIT_MS } from '../../../electron/devices/finds.ts'
import { config, kinds, supervise } from './fake-child.ts'

beforeEach(() => vi.useFakeTimers({ now: 1_795_385_730_000 }))
afterEach(() => vi.useRealTimers())

const GUN = scannerSetupSchema.parse({ id: 'gun', way: { kind: 'evdev', id: 'usb-Some_Gun-event-kbd' } })
const FOUND: ScannerFound = { way: GUN.way, model: 'Some Gun' }
const words = (text: string) => ({ left: { gbk: text, ascii: text }, right: { gbk: '', ascii: '' } })

describe('What scanners read', () => {
  it('is passed on whole, and what is no scan is not', async () => {
    const { devices, last, log } = supervise()
    const heard: unknown[] = []
    devices.onScan((scanned) => heard.push(scanned))
    last().say({ type: 'ready' })
    last().say({ type: 'scan', scannerId: 'gun', text: '130000000000000001', at: 5.5 })
    last().say({ type: 'scan', scannerId: 'gun', text: '', at: 6 })
    last().say({ type: 'scan', scannerId: 'gun', text: 'x'.repeat(5000), at: 7 })
    expect(heard).toEqual([{ scannerId: 'gun', text: '130000000000000001', at: 5.5 }])
    expect(JSON.stringify(log.lines)).not.toContain('130000000000000001')
  })

  it('is told apart while scanners are tried', () => {
    const { devices, last } = supervise()
    const tried: unknown[] = []
    const heard: unknown[] = []
    devices.onScan((scanned) => heard.push(scanned))
    devices.onTried((one) => tried.push(one))
    last().say({ type: 'ready' })
    devices.tryScanners(30_000)
    expect(last().heard.at(-1)).toEqual({ type: 'tryScanners', forMs: 30_000 })
    last().say({ type: 'scanTried', scannerId: null, found: FOUND, text: '12', rawHex: '3132' })
    expect(tried).toEqual([{ scannerId: null, found: FOUND, text: '12', rawHex: '3132' }])
    expect(heard).toEqual([])
  })
})

describe('Looking for devices', () => {
  it('answers what was found, each question its own answer', async () => {
    const { devices, last } = supervise()
    last().say({ type: 'ready' })
    const [one, two] = [devices.findScanners(), devices.findScanners()]
    const ids = last().heard.flatMap((message) => (message.type === 'findScanners' ? [message.id] : []))
    last().say({ type: 'scannersFound', id: ids[1], found: [] })
    last().say({ type: 'scannersFound', id: ids[0], found: [FOUND] })
    expect(await one).toEqual([FOUND])
    expect(await two).toEqual([])
  })

  it('says that nobody answered when there is no process, when it dies, and when it takes too long', async () => {
    const { devices, last } = supervise()
    expect(await devices.findPrinters()).toBeNull()
    last().say({ type: 'ready' })
    const dies = devices.findScanners()
    last().end(1)
    expect(await dies).toBeNull()
    await vi.advanceTimersByTimeAsync(0)
    last().say({ type: 'ready' })
    const waits = devices.findPrinters()
    for (let ms = 0; ms < FIND_LIMIT_MS; ms += 300) {
      last().say({ type: 'pong', id: ms })
      await vi.advanceTimersByTimeAsync(300)
    }
    expect(await waits).toBeNull()
  })
})

describe('A devices process that is lost', () => {
  it('takes the lamps of its scanners and of the pole display with it', async () => {
    const { devices, last } = supervise()
    devices.configure({
      ...config,
      scanners: [GUN],
      pole: {
        kind: 'serial',
        line: { path: '/dev/ttyS1', baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, flowControl: 'none' },
        commands: 'cd5220',
        charset: 'gbk',
        columns: 20,
      },
    })
    const fine = { level: 'ok', reason: 'fine' }
    last().say({ type: 'ready' })
    last().say({
      type: 'status',
      printers: [{ id: 'printer-1', lamp: fine }],
      voice: fine,
      pole: fine,
      scanners: [{ id: 'gun', lamp: fine }],
    })
    expect(devices.status().scanners).toEqual([{ id: 'gun', lamp: fine }])
    last().end(1)
    const lamp = { level: 'warn', reason: 'devicesRestarting' }
    expect(devices.status()).toMatchObject({ pole: lamp, scanners: [{ id: 'gun', lamp }] })
  })

  it('is told again what the pole display shows, before anything else but its configuration', async () => {
    const { devices, last } = supervise()
    devices.showPole({ top: words('old'), bottom: words('old') })
    last().say({ type: 'ready' })
    devices.showPole({ top: words('new'), bottom: words('new') })
    last().end(1)
    await vi.advanceTimersByTimeAsync(0)
    last().say({ type: 'ready' })
    expect(kinds(last()).slice(0, 2)).toEqual(['configure', 'showPole'])
    expect(last().heard[1]).toMatchObject({ text: { top: words('new') } })
  })

  it('is told again that it is muted before it can say anything, and is not when it speaks', async () => {
    const { devices, last } = supervise()
    const restart = async () => {
      last().end(1)
      await vi.advanceTimersByTimeAsync(5_000)
      last().say({ type: 'ready' })
    }
    last().say({ type: 'ready' })
    devices.mute(true)
    expect(last().heard.at(-1)).toEqual({ type: 'mute', muted: true })
    await restart()
    expect(last().heard[1]).toEqual({ type: 'mute', muted: true })
    devices.mute(false)
    expect(last().heard.at(-1)).toEqual({ type: 'mute', muted: false })
    await restart()
    expect(kinds(last())).not.toContain('mute')
  })
})
