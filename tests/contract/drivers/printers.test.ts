import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { FilePrinter } from '../../../drivers/printer/file.ts'
import { NetworkPrinter } from '../../../drivers/printer/network.ts'
import { generic58 } from '../../../drivers/printer/profiles/generic-58.ts'
import { VirtualPrinter } from '../../../drivers/printer/virtual.ts'
import {
  FAST,
  JOB,
  LIMITS,
  LONG_JOB,
  cleanly,
  cupsWay,
  deviceWay,
  endings,
  fakeWay,
  fifo,
  fifoWay,
  fileWay,
  folder,
  networkWay,
  serialWay,
  server,
  virtualWay,
  type Way,
} from './printer-ways.ts'

cleanly()

const WAYS: readonly (readonly [string, () => Way | Promise<Way>])[] = [
  ['a fake in memory', fakeWay],
  ['TCP with answers', () => networkWay({}, 'printed')],
  ['TCP without answers', () => networkWay({ condition: 'silent' }, 'sent')],
  ['a serial line with answers', () => serialWay({}, 'printed')],
  ['a serial line without answers', () => serialWay({ condition: 'silent' }, 'sent')],
  ['a device that can be read, with answers', () => deviceWay({}, 'printed')],
  ['a device that can be read, without answers', () => deviceWay({ condition: 'silent' }, 'sent')],
  ['a raw queue of CUPS', cupsWay],
  ['a file', fileWay],
  ['a FIFO', fifoWay],
  ['a folder', virtualWay],
]

describe.each(WAYS)('a printer behind %s', (_name, open) => {
  it('gets every byte of the job once, and says honestly how it went', async () => {
    const { printer, arrived, expected } = await open()
    const before = performance.timeOrigin + performance.now()
    const { outcome, firstByteAt } = await printer.print(JOB)
    expect(outcome).toEqual({ result: expected })
    expect(firstByteAt).toBeGreaterThanOrEqual(before)
    expect(firstByteAt).toBeLessThanOrEqual(performance.timeOrigin + performance.now())
    expect((await arrived()).equals(Buffer.from(JOB.bytes))).toBe(true)
    expect((await printer.status()).level).toBe('ok')
    await printer.close()
  })
})

describe('a network printer', () => {
  it.each(['paperOut', 'coverOpen', 'offline'] as const)('that is %s gets no byte of the slip', async (condition) => {
    const there = await server({ condition })
    const printer = new NetworkPrinter(there, generic58, LIMITS)
    const { outcome, firstByteAt } = await printer.print(JOB)
    expect(outcome).toMatchObject({ result: 'failed', fault: condition, bytesOut: 0 })
    expect(firstByteAt).toBe(0)
    expect(there.jobs).toEqual([])
    expect(await printer.status()).toEqual({ level: 'bad', reason: condition })
    there.setCondition('ok')
    expect(await printer.status()).toEqual({ level: 'ok', reason: 'fine' })
    expect((await printer.print(JOB)).outcome.result).toBe('printed')
  })

  it('that refuses the connection leaves nothing on paper', async () => {
    const there = await server()
    await there.close()
    endings.length = 0
    const printer = new NetworkPrinter(there, generic58, LIMITS)
    expect((await printer.print(JOB)).outcome).toMatchObject({ result: 'failed', fault: 'offline', bytesOut: 0 })
    expect(await printer.status()).toEqual({ level: 'bad', reason: 'offline' })
  })

  it.each([['with', 'ok'] as const, ['without', 'silent'] as const])(
    'that is cut off in the middle, %s answers, is never called printed and never tried again',
    async (_with, condition) => {
      const there = await server({ condition, breakAfterBytes: 200 })
      const { outcome } = await new NetworkPrinter(there, generic58, LIMITS).print(JOB)
      expect(outcome).toMatchObject({ result: 'failed', fault: 'interrupted' })
      expect(outcome.result === 'failed' && outcome.bytesOut).toBeGreaterThan(0)
      expect(there.jobs).toHaveLength(1)
    },
  )

  it('that reads slowly gets everything, because the sender waits for it', async () => {
    const there = await server({ condition: 'silent' })
    const printer = new NetworkPrinter(there, generic58, { ...LIMITS, grace: 5000 })
    await printer.status()
    there.hold()
    const bytes = new Uint8Array(12_000_000).fill(0x41)
    const printing = printer.print({ ...JOB, bytes })
    await vi.waitFor(() => expect(there.connections.length).toBe(2))
    there.resume()
    expect((await printing).outcome).toEqual({ result: 'sent' })
    await vi.waitFor(() => expect(there.connections.at(-1)?.bytes.length).toBeGreaterThanOrEqual(bytes.length))
  }, 15_000)

  it('that stops taking bytes is given up after a time that goes by the bytes', async () => {
    const there = await server({ condition: 'silent' })
    const printer = new NetworkPrinter(there, FAST, LIMITS)
    await printer.status()
    there.hold()
    const took = async (length: number) => {
      const from = performance.now()
      const { outcome } = await printer.print({ ...JOB, bytes: new Uint8Array(length).fill(0x41) })
      expect(outcome).toMatchObject({ result: 'failed', fault: 'interrupted', detail: 'ETIMEDOUT' })
      return performance.now() - from
    }
    const small = await took(8_000_000)
    expect(small).toBeGreaterThanOrEqual(LIMITS.grace + 800 - 5)
    expect(await took(16_000_000)).toBeGreaterThanOrEqual(LIMITS.grace + 1600 - 5)
  }, 15_000)

  it('whose paper ends under the slip says so instead of printed', async () => {
    const there = await server({ answersWithoutPaper: true, bytesPerSecond: 1_000_000 })
    const printer = new NetworkPrinter(there, generic58, LIMITS)
    await printer.status()
    const printing = printer.print(LONG_JOB)
    await vi.waitFor(() => expect(there.jobs.length).toBe(1), { interval: 5 })
    there.setCondition('paperOut')
    expect((await printing).outcome).toMatchObject({ result: 'failed', fault: 'paperOut', bytesOut: LONG_JOB.bytes.length })
  })

  it('that falls silent over a lack of paper is asked why', async () => {
    const there = await server({ bytesPerSecond: 1_000_000 })
    const printer = new NetworkPrinter(there, generic58, LIMITS)
    const printing = printer.print(LONG_JOB)
    await vi.waitFor(() => expect(there.jobs.length).toBe(1), { interval: 5 })
    there.setCondition('paperOut')
    expect((await printing).outcome).toMatchObject({ result: 'failed', fault: 'paperOut', bytesOut: LONG_JOB.bytes.length })
  })

  it('without a way to ask is sent to, never more', async () => {
    const there = await server()
    const { outcome } = await new NetworkPrinter(there, { ...generic58, status: null }, LIMITS).print(JOB)
    expect(outcome).toEqual({ result: 'sent' })
    expect(there.jobs[0]?.answered).toEqual([])
  })

  it('once known to be silent is not waited for again', async () => {
    const there = await server({ condition: 'silent' })
    const printer = new NetworkPrinter(there, generic58, { ...LIMITS, answer: 60_000 / 100 })
    await printer.status()
    const from = performance.timeOrigin + performance.now()
    const { firstByteAt } = await printer.print(JOB)
    expect(firstByteAt - from).toBeLessThan(300)
  })

  it('that answered once and does not now gets no slip, until it has been silent for a minute of looks', async () => {
    const there = await server()
    const printer = new NetworkPrinter(there, generic58, { ...LIMITS, answer: 30 })
    expect((await printer.status()).level).toBe('ok')
    there.setCondition('silent')
    expect((await printer.print(JOB)).outcome).toMatchObject({ result: 'failed', fault: 'offline', bytesOut: 0 })
    expect(await printer.status()).toEqual({ level: 'bad', reason: 'offline' })
    for (let look = 0; look < 12; look++) await printer.status()
    expect((await printer.print(JOB)).outcome).toEqual({ result: 'sent' })
  })

  it('that falls silent for good while a slip is printed is interrupted', async () => {
    const there = await server({ bytesPerSecond: 1_000_000 })
    const printer = new NetworkPrinter(there, FAST, { ...LIMITS, answer: 30 })
    const printing = printer.print(LONG_JOB)
    await vi.waitFor(() => expect(there.jobs.length).toBe(1), { interval: 5 })
    there.setCondition('silent')
    expect((await printing).outcome).toMatchObject({ result: 'failed', fault: 'interrupted', bytesOut: LONG_JOB.bytes.length })
  })

  it('that nobody finds by name is no printer', async () => {
    const printer = new NetworkPrinter({ host: 'printer.invalid', port: 9100 }, generic58, LIMITS)
    expect((await printer.print(JOB)).outcome).toMatchObject({ result: 'failed', bytesOut: 0 })
  })

  it('is left at once when a slip comes while it is looked at', async () => {
    const there = await server({ condition: 'silent' })
    const printer = new NetworkPrinter(there, { ...generic58, status: null }, LIMITS)
    const slow = new NetworkPrinter(there, generic58, { ...LIMITS, answer: 5000 })
    const looking = slow.status()
    await vi.waitFor(() => expect(there.connections.length).toBe(1))
    await slow.close()
    expect((await looking).level).toBe('bad')
    expect((await printer.print(JOB)).outcome.result).toBe('sent')
  })
})

describe('a printer behind a file', () => {
  it('that is not there is not made', async () => {
    const path = join(folder, 'lp0')
    const printer = new FilePrinter(path, generic58, LIMITS)
    expect((await printer.print(JOB)).outcome).toMatchObject({ result: 'failed', fault: 'noPrinter', bytesOut: 0 })
    expect(await printer.status()).toEqual({ level: 'bad', reason: 'noPrinter' })
    expect(() => readFileSync(path)).toThrow('ENOENT')
  })

  it('that nobody reads from does not hang', async () => {
    const printer = new FilePrinter(fifo(), generic58, LIMITS)
    expect((await printer.print(JOB)).outcome).toMatchObject({ result: 'failed', fault: 'offline', bytesOut: 0, detail: 'ENXIO' })
  })

  it('that stops in the middle is interrupted, with the bytes that left counted', async () => {
    const path = fifo()
    const reader = spawn('sh', ['-c', 'exec sleep 60 <>"$0"', path], { stdio: 'ignore' })
    endings.push(() => reader.kill('SIGKILL'))
    const printer = new FilePrinter(path, FAST, LIMITS)
    const bytes = new Uint8Array(200_000).fill(0x41)
    await vi.waitFor(async () => {
      const { outcome } = await printer.print({ ...JOB, bytes })
      expect(outcome).toMatchObject({ result: 'failed', fault: 'interrupted', detail: 'ETIMEDOUT' })
      expect(outcome.result === 'failed' && outcome.bytesOut).toBe(65_536)
    })
  })
})

describe('a printer that is a folder', () => {
  it('keeps the bytes, the picture and the page of each slip under a safe name', async () => {
    const printer = new VirtualPrinter(join(folder, 'slips'), generic58, async () => {})
    await printer.print({ ...JOB, jobId: '../../sale:1' })
    const start = (ending: string) => readFileSync(join(folder, 'slips', `__.._sale_1.${ending}`)).toString('latin1', 0, 4)
    expect([start('bin'), start('png'), start('pdf')]).toEqual(['\u001b@\u001bR', '\u0089PNG', '%PDF'])
  })

  it('that cannot be written prints nothing', async () => {
    writeFileSync(join(folder, 'file'), '')
    const printer = new VirtualPrinter(join(folder, 'file'), generic58, async () => {})
    expect((await printer.print(JOB)).outcome).toMatchObject({ result: 'failed', fault: 'offline', bytesOut: 0 })
    expect(await printer.status()).toEqual({ level: 'bad', reason: 'offline' })
  })
})
