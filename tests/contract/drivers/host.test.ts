import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fromDevicesSchema, type DevicesConfig, type FromDevices } from '../../../contract/devices.ts'
import { poleSetupSchema } from '../../../contract/poles.ts'
import { type PrinterConfig } from '../../../contract/printers.ts'
import type { SlipDocument } from '../../../contract/slip.ts'
import { encodeSlip } from '../../../drivers/printer/encode.ts'
import { generic58 } from '../../../drivers/printer/profiles/generic-58.ts'
import { NOTHING_ELSE, onePrinter } from '../../support/devices-config.ts'
import { startPrinterServer, type PrinterServer, type PrinterServerOptions } from '../../support/printer-server.ts'
import { PAYMENT, slip } from '../../unit/drivers/slips.ts'
import { allAt } from '../../support/loudness.ts'

const HOST = join(import.meta.dirname, '../../../drivers/host.ts')
const BYTES = Buffer.from(encodeSlip(PAYMENT, generic58).bytes)

let folder = ''
const endings: (() => unknown)[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'devices-'))
})
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
  rmSync(folder, { recursive: true })
})

type Of<T extends FromDevices['type']> = Extract<FromDevices, { type: T }>

interface Host {
  readonly child: ChildProcess
  readonly heard: FromDevices[]
  tell(message: unknown): void
  /** The first message of this type that is right, past or to come. */
  hear<T extends FromDevices['type']>(type: T, isRight?: (message: Of<T>) => boolean): Promise<Of<T>>
}

async function startHost(): Promise<Host> {
  // No sound server can be reached from here, whatever the machine has.
  const nowhere = join(tmpdir(), 'no-sound-server')
  const env = { ...process.env, PULSE_SERVER: `unix:${nowhere}`, XDG_RUNTIME_DIR: nowhere, NODE_NO_WARNINGS: '1' }
  const child = fork(HOST, { execArgv: ['--import', 'tsx'], env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const heard: FromDevices[] = []
  child.on('message', (message) => heard.push(fromDevicesSchema.parse(message)))
  const host: Host = {
    child,
    heard,
    tell: (message) => void child.send(message as object),
    hear: (type, isRight = () => true) =>
      vi.waitFor(
        () => {
          const found = heard.find(
            (message): message is Of<typeof type> => message.type === type && isRight(message as Of<typeof type>),
          )
          if (!found) throw new Error(`no ${type} yet: ${JSON.stringify(heard)}`)
          return found
        },
        { timeout: 10_000, interval: 10 },
      ),
  }
  await host.hear('ready')
  return host
}

async function endHost({ child }: Host): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** One process for all tests that do not end it: as at the counter, it is configured anew each time. */
let host: Host
let jobs = 0
let jobId = ''
beforeAll(async () => {
  host = await startHost()
}, 60_000)
afterAll(() => endHost(host))
beforeEach(() => {
  host.heard.length = 0
  jobId = `sale-${++jobs}`
})

function config(printer: PrinterConfig, archive: string | null = null): { type: 'configure'; config: DevicesConfig } {
  return {
    type: 'configure',
    config: {
      printers: onePrinter(printer),
      ...NOTHING_ELSE,
      voice: { enabled: true, volume: allAt(60), device: null, pack: null },
      archive,
    },
  }
}

async function withPrinter(options: PrinterServerOptions = {}, archive: string | null = null): Promise<PrinterServer> {
  const there = await startPrinterServer(options)
  endings.push(() => there.close())
  host.tell(config({ kind: 'network', host: there.host, port: there.port }, archive))
  await host.hear('status', (status) => status.printers[0]?.lamp.reason !== 'starting' && status.voice.reason !== 'starting')
  return there
}

async function print(document: SlipDocument = PAYMENT): Promise<Of<'printDone'>> {
  host.tell({ type: 'print', jobId, document, printerId: null })
  return host.hear('printDone', (done) => done.jobId === jobId)
}

const announce = (id: string, more: object = {}) => ({
  type: 'announce',
  announcement: {
    id,
    tone: 'paid',
    kind: 'payment',
    text: '微信收款十二元',
    language: 'zh-CN',
    urgency: 1,
    staleAt: Date.now() + 60_000,
    ...more,
  },
})

describe('the devices process', () => {
  it('prints on a printer that answers, says printed, and knows when the first byte left', async () => {
    const there = await withPrinter()
    const asked = performance.timeOrigin + performance.now()
    const done = await print()
    expect(done.outcome).toEqual({ result: 'printed' })
    expect(done.firstByteAt).toBeGreaterThanOrEqual(asked)
    expect(there.jobs).toHaveLength(1)
    expect(Buffer.from(there.jobs[0]?.bytes ?? []).includes(BYTES)).toBe(true)
  })

  it('says sent where the printer cannot answer', async () => {
    const there = await withPrinter({ condition: 'silent' })
    expect((await print()).outcome).toEqual({ result: 'sent' })
    expect(Buffer.from(there.jobs[0]?.bytes ?? []).includes(BYTES)).toBe(true)
  })

  it('says that nothing was printed when the printer refuses, and lights the lamp', async () => {
    const there = await startPrinterServer()
    await there.close()
    host.tell(config({ kind: 'network', host: there.host, port: there.port }))
    const done = await print()
    expect(done).toMatchObject({ outcome: { result: 'failed', fault: 'offline', bytesOut: 0 }, firstByteAt: 0 })
    await host.hear('status', (status) => status.printers[0]?.lamp.reason === 'offline')
  })

  it('says interrupted when the printer goes away in the middle, and does not try again', async () => {
    const there = await withPrinter({ breakAfterBytes: 200 })
    const done = await print()
    expect(done.outcome).toMatchObject({ result: 'failed', fault: 'interrupted' })
    expect(done.outcome.result === 'failed' && done.outcome.bytesOut).toBeGreaterThan(0)
    expect(done.firstByteAt).toBeGreaterThan(0)
    host.tell({ type: 'ping', id: 1 })
    await host.hear('pong')
    expect(there.jobs).toHaveLength(1)
  })

  it('waits for a printer that reads slowly, and answers pings meanwhile', async () => {
    const there = await withPrinter({ bytesPerSecond: 1500 })
    host.tell({ type: 'print', jobId, document: PAYMENT, printerId: null })
    await vi.waitFor(() => expect(there.connections.length).toBe(2), { timeout: 5000 })
    host.tell({ type: 'ping', id: 7 })
    await host.hear('pong', (pong) => pong.id === 7)
    expect(host.heard.some((message) => message.type === 'printDone')).toBe(false)
    expect((await host.hear('printDone')).outcome).toEqual({ result: 'printed' })
  })

  it('tells of missing paper before and after, and prints again when there is some', async () => {
    const there = await withPrinter({ condition: 'paperOut' })
    await host.hear('status', (status) => status.printers[0]?.lamp.reason === 'paperOut')
    expect((await print()).outcome).toMatchObject({ result: 'failed', fault: 'paperOut', bytesOut: 0 })
    expect(there.jobs).toEqual([])
    there.setCondition('ok')
    host.heard.length = 0
    expect((await print()).outcome).toEqual({ result: 'printed' })
    await host.hear('status', (status) => status.printers[0]?.lamp.reason === 'fine')
    expect(there.jobs).toHaveLength(1)
  })

  it('prints a job once, however often it is asked for, and one after the other', async () => {
    const there = await withPrinter()
    for (let press = 0; press < 50; press++) host.tell({ type: 'print', jobId, document: PAYMENT, printerId: null })
    host.tell({ type: 'print', jobId: `${jobId}-next`, document: PAYMENT, printerId: null })
    const next = await host.hear('printDone', (done) => done.jobId === `${jobId}-next`)
    await vi.waitFor(() => expect(host.heard.filter((message) => message.type === 'printDone')).toHaveLength(51))
    expect(next.outcome).toEqual({ result: 'printed' })
    expect(there.jobs).toHaveLength(2)
  })

  it('refuses a slip whose sum the printer cannot print', async () => {
    const there = await withPrinter()
    const done = await print(slip([{ kind: 'money', label: '😀', amountFen: 1 }]))
    expect(done.outcome).toMatchObject({ result: 'failed', fault: 'cannotPrintAmount', bytesOut: 0 })
    expect(there.jobs).toEqual([])
  })

  it('keeps a copy of every slip and every sentence, drawn after the bytes have left', async () => {
    const archive = join(folder, 'archive')
    await withPrinter({}, archive)
    jobId = 'sale:1'
    const done = await print()
    expect(existsSync(join(archive, 'sale_1.png'))).toBe(false)
    host.tell(announce('paid:sale-1'))
    const said = await host.hear('announceDone')
    expect(said).toMatchObject({ id: 'paid:sale-1', outcome: { result: 'written' } })
    expect(said.firstSampleAt).toBeGreaterThan(done.firstByteAt)
    const names = ['paid_sale-1.txt', 'paid_sale-1.wav', 'sale_1.bin', 'sale_1.pdf', 'sale_1.png']
    await vi.waitFor(() => expect(readdirSync(archive).sort()).toEqual(names), { timeout: 5000 })
    expect(readFileSync(join(archive, 'sale_1.bin')).equals(BYTES)).toBe(true)
    expect(host.heard.filter((message) => message.type === 'status').at(-1)?.voice.reason).toBe('noSoundDevice')
  })

  it('prints into a folder, and finishes what it began before it stops', async () => {
    const host = await startHost()
    endings.push(() => endHost(host))
    const slips = join(folder, 'slips')
    host.tell(config({ kind: 'virtual', folder: slips }, slips))
    for (const each of ['one', 'two']) host.tell({ type: 'print', jobId: each, document: PAYMENT, printerId: null })
    host.tell({ type: 'stop' })
    const [code] = (await once(host.child, 'exit')) as [number]
    expect(code).toBe(0)
    expect(host.heard.filter((message) => message.type === 'printDone').map((done) => done.outcome.result)).toEqual([
      'printed',
      'printed',
    ])
    expect(readdirSync(slips).sort()).toEqual(['one.bin', 'one.pdf', 'one.png', 'two.bin', 'two.pdf', 'two.png'])
  })

  it('says an event once, nothing that is stale, and nothing while it is muted', async () => {
    host.tell(config({ kind: 'none' }, folder))
    const results = async (count: number) =>
      vi.waitFor(() => {
        const done = host.heard.flatMap((message) => (message.type === 'announceDone' ? [message.outcome.result] : []))
        expect(done).toHaveLength(count)
        return done
      })
    host.tell(announce('paid:1'))
    host.tell(announce('paid:1'))
    host.tell(announce('paid:2', { staleAt: Date.now() - 1 }))
    expect((await results(3)).sort()).toEqual(['repeated', 'stale', 'written'])
    host.tell(announce('paid:3', { text: '收款12元' }))
    expect((await results(4)).at(-1)).toBe('failed')
    host.tell({ type: 'mute', muted: true })
    host.tell(announce('paid:4'))
    expect((await results(5)).at(-1)).toBe('muted')
    host.tell({ type: 'mute', muted: false })
    host.tell(announce('paid:5'))
    expect((await results(6)).at(-1)).toBe('written')
  })

  it('lives on after any message, and says that it did not understand', async () => {
    const bad: unknown[] = [
      {},
      { type: 'print' },
      'text',
      { type: 'configure', config: { printers: [{ id: 'a', printer: { kind: 'steam' } }] } },
      [1],
      { type: 'ping', id: 'x' },
    ]
    for (const message of bad) host.tell(message)
    await vi.waitFor(() => expect(host.heard.filter((message) => message.type === 'fault')).toHaveLength(bad.length))
    expect((await print()).outcome).toMatchObject({ result: 'failed', fault: 'noPrinter', bytesOut: 0 })
    host.tell({ type: 'ping', id: 3 })
    expect(await host.hear('pong')).toEqual({ type: 'pong', id: 3 })
  })

  it('notices by itself when a printer comes and goes', async () => {
    const path = join(folder, 'lp0')
    host.tell(config({ kind: 'file', path }))
    await host.hear('status', (status) => status.printers[0]?.lamp.reason === 'noPrinter')
    writeFileSync(path, '')
    await host.hear('status', (status) => status.printers[0]?.lamp.reason === 'fine')
  })

  it('tells of a pole display that is set up, and takes a text for it whether or not it is there', async () => {
    const { type, config: plain } = config({ kind: 'none' })
    const pole = poleSetupSchema.parse({ kind: 'serial', line: { path: '/dev/shm/no-such-line' } })
    const nothing = { gbk: '', ascii: '' }
    const row = { left: { gbk: '欢迎光临', ascii: 'WELCOME' }, right: nothing }
    host.tell({ type, config: { ...plain, pole } })
    host.tell({ type: 'showPole', text: { top: row, bottom: row } })
    await host.hear('status', (status) => status.pole?.reason === 'noPole')
    host.heard.length = 0
    host.tell({ type, config: plain })
    expect(await host.hear('status')).toMatchObject({ pole: null })
    expect(host.heard.filter((message) => message.type === 'fault')).toEqual([])
  })

  it('ends with its parent', async () => {
    const host = await startHost()
    endings.push(() => endHost(host))
    host.child.disconnect()
    const [code] = (await once(host.child, 'exit')) as [number]
    expect(code).toBe(0)
  })
})
