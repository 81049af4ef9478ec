import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { CupsPrinter } from '../../../drivers/printer/cups.ts'
import { encodeSlip } from '../../../drivers/printer/encode.ts'
import { FilePrinter } from '../../../drivers/printer/file.ts'
import { NetworkPrinter } from '../../../drivers/printer/network.ts'
import type { Printer, PrinterLimits, PrintJob, PrintReport } from '../../../drivers/printer/printer.ts'
import { generic58 } from '../../../drivers/printer/profiles/generic-58.ts'
import { SerialPrinter } from '../../../drivers/printer/serial.ts'
import { VirtualPrinter } from '../../../drivers/printer/virtual.ts'
import { startCups, type TestCups } from '../../support/cups.ts'
import { startPrinterServer, type PrinterServer, type PrinterServerOptions } from '../../support/printer-server.ts'
import { startSerialTwin, type SerialTwin } from '../../support/serial-twin.ts'
import { PAYMENT } from '../../unit/drivers/slips.ts'

/** The ways to a printer that the contract suite runs over, and what their tests share. */

export const JOB: PrintJob = { jobId: 'job-1', ...encodeSlip(PAYMENT, generic58) }
export const LIMITS: PrinterLimits = { connect: 1000, answer: 250, grace: 800, lookWhilePrinting: 200 }
export const LONG_JOB: PrintJob = { ...JOB, bytes: new Uint8Array(400_000).fill(0x0a) }
export const FAST = { ...generic58, bytesPerSecond: 10_000_000 }

/** A folder of the test that is running. */
export let folder = ''
/** What has to be ended after the test, last first. */
export const endings: (() => unknown)[] = []

/** Gives every test of the file a folder, and ends what it started. */
export function cleanly(): void {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'printers-'))
  })
  afterEach(async () => {
    for (const end of endings.splice(0).reverse()) await end()
    rmSync(folder, { recursive: true })
  })
}

/** A way to a printer, and what arrived at its other end. */
export interface Way {
  readonly printer: Printer
  readonly arrived: () => Promise<Buffer>
  readonly expected: 'printed' | 'sent'
}

/** A printer in memory that keeps the rules of the interface. */
export function fakeWay(): Way {
  const parts: Uint8Array[] = []
  const printer: Printer = {
    async print(job): Promise<PrintReport> {
      const firstByteAt = performance.timeOrigin + performance.now()
      parts.push(job.bytes)
      return { outcome: { result: 'printed' }, firstByteAt }
    },
    status: async () => ({ level: 'ok', reason: 'fine' }),
    close: async () => {},
  }
  return { printer, arrived: async () => Buffer.concat(parts), expected: 'printed' }
}

export async function server(options: PrinterServerOptions = {}): Promise<PrinterServer> {
  const started = await startPrinterServer(options)
  endings.push(() => started.close())
  return started
}

export async function networkWay(options: PrinterServerOptions, expected: Way['expected']): Promise<Way> {
  const there = await server(options)
  const arrived = async () => {
    await vi.waitFor(() => expect(there.jobs.every((job) => job.state !== 'open')).toBe(true))
    const bytes = Buffer.concat(there.jobs.map((job) => job.bytes))
    return Buffer.from(bytes.toString('latin1').replace(QUESTIONS, ''), 'latin1')
  }
  return { printer: new NetworkPrinter(there, generic58, LIMITS), arrived, expected }
}

const QUESTIONS = /\u0010\u0004[\u0001\u0002\u0004]|\u001dr\u0001/g

/** What came over the one connection behind a serial line or a device, without the questions. */
export async function onTheLine(there: PrinterServer, length: number): Promise<Buffer> {
  const bytes = () =>
    Buffer.concat(there.connections.map((each) => each.bytes))
      .toString('latin1')
      .replace(QUESTIONS, '')
  await vi.waitFor(() => expect(bytes().length).toBeGreaterThanOrEqual(length))
  return Buffer.from(bytes(), 'latin1')
}

export async function twin(there: PrinterServer, settings: Parameters<typeof startSerialTwin>[1] = {}): Promise<SerialTwin> {
  const started = await startSerialTwin(there, settings)
  endings.push(() => started.close())
  return started
}

export function closing<T extends Printer>(printer: T): T {
  endings.push(() => printer.close())
  return printer
}

export async function serialWay(options: PrinterServerOptions, expected: Way['expected']): Promise<Way> {
  const there = await server(options)
  const { line } = await twin(there)
  return {
    printer: closing(new SerialPrinter(line, generic58, LIMITS)),
    arrived: () => onTheLine(there, JOB.bytes.length),
    expected,
  }
}

/** A pseudo terminal is a character device that is read and written without more ado, as usblp's are. */
export async function deviceWay(options: PrinterServerOptions, expected: Way['expected']): Promise<Way> {
  const there = await server(options)
  const { line } = await twin(there)
  return { printer: new FilePrinter(line.path, generic58, LIMITS), arrived: () => onTheLine(there, JOB.bytes.length), expected }
}

let cupsTold = false
export async function cups(there: PrinterServer): Promise<TestCups> {
  const started = await startCups(there)
  if (started.scripted !== null && !cupsTold) console.warn(`CUPS is scripted here: ${started.scripted}`)
  cupsTold = true
  for (const [name, value] of Object.entries(started.env)) vi.stubEnv(name, value)
  endings.push(() => started.close())
  endings.push(() => vi.unstubAllEnvs())
  return started
}

export const CUPS_LIMITS: PrinterLimits = { ...LIMITS, connect: 5000, grace: 5000 }

export async function cupsWay(): Promise<Way> {
  const there = await server({ condition: 'silent' })
  const { queue } = await cups(there)
  return {
    printer: new CupsPrinter(queue, generic58, CUPS_LIMITS),
    arrived: () => onTheLine(there, JOB.bytes.length),
    expected: 'sent',
  }
}

export function fileWay(): Way {
  const path = join(folder, 'lp0')
  writeFileSync(path, '')
  return { printer: new FilePrinter(path, generic58, LIMITS), arrived: async () => readFileSync(path), expected: 'sent' }
}

export function fifo(): string {
  const path = join(folder, 'fifo')
  execFileSync('mkfifo', [path])
  return path
}

/** Keeps a FIFO open for reading and writing, so that it never ends, and collects what comes. */
export async function fifoWay(): Promise<Way> {
  const path = fifo()
  const reader = spawn('sh', ['-c', 'exec cat <>"$0"', path], { stdio: ['ignore', 'pipe', 'ignore'] })
  endings.push(async () => {
    reader.kill('SIGKILL')
    await once(reader, 'close')
  })
  const parts: Buffer[] = []
  reader.stdout.on('data', (part: Buffer) => parts.push(part))
  const printer = new FilePrinter(path, generic58, LIMITS)
  await vi.waitFor(async () => expect((await printer.print({ ...JOB, bytes: Uint8Array.of(0x0a) })).outcome.result).toBe('sent'))
  const arrived = async () => {
    await vi.waitFor(() => expect(Buffer.concat(parts).length).toBeGreaterThan(JOB.bytes.length))
    return Buffer.concat(parts).subarray(1)
  }
  return { printer, arrived, expected: 'sent' }
}

export function virtualWay(): Way {
  const printer = new VirtualPrinter(folder, generic58, async () => {})
  return { printer, arrived: async () => readFileSync(join(folder, 'job-1.bin')), expected: 'printed' }
}
