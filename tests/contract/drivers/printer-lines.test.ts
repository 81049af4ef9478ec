import { execFileSync } from 'node:child_process'
import { describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../contract/clock.ts'
import { paperSchema } from '../../../contract/printers.ts'
import type { SerialLine } from '../../../contract/serial-line.ts'
import { CupsPrinter } from '../../../drivers/printer/cups.ts'
import { FilePrinter } from '../../../drivers/printer/file.ts'
import { Press } from '../../../drivers/printer/press.ts'
import { generic58 } from '../../../drivers/printer/profiles/generic-58.ts'
import { SerialPrinter } from '../../../drivers/printer/serial.ts'
import { CUPS_LIMITS, FAST, JOB, LIMITS, cleanly, closing, cups, folder, server, twin } from './printer-ways.ts'
import { PAYMENT } from '../../unit/drivers/slips.ts'

cleanly()

describe.each([
  ['a serial line', (line: SerialLine, limits = LIMITS) => new SerialPrinter(line, generic58, limits)],
  ['a device', (line: SerialLine, limits = LIMITS) => new FilePrinter(line.path, generic58, limits)],
] as const)('a printer behind %s', (_name, open) => {
  it.each(['paperOut', 'coverOpen', 'offline'] as const)('that is %s gets no byte of the slip', async (condition) => {
    const there = await server({ condition })
    const printer = closing(open((await twin(there)).line))
    expect((await printer.print(JOB)).outcome).toMatchObject({ result: 'failed', fault: condition, bytesOut: 0 })
    expect(there.jobs).toEqual([])
    expect(await printer.status()).toEqual({ level: 'bad', reason: condition })
    there.setCondition('ok')
    expect((await printer.print(JOB)).outcome.result).toBe('printed')
  })

  it('that is pulled out in the middle is interrupted, and takes the next slip when it is back', async () => {
    const there = await server()
    const line = await twin(there)
    const printer = closing(open(line.line))
    const printing = printer.print({ ...JOB, bytes: new Uint8Array(60_000).fill(0x0a) })
    await vi.waitFor(() => expect(there.jobs.length).toBe(1), { interval: 5 })
    await line.unplug()
    const { outcome } = await printing
    expect(outcome).toMatchObject({ result: 'failed', fault: 'interrupted' })
    expect(await printer.status()).toEqual({ level: 'bad', reason: 'noPrinter' })
    expect((await printer.print(JOB)).outcome).toMatchObject({ result: 'failed', fault: 'noPrinter', bytesOut: 0 })
    await line.plug()
    expect((await printer.print(JOB)).outcome.result).toBe('printed')
    const text = Buffer.from(there.connections.at(-1)?.bytes ?? []).toString('latin1')
    const [padding = ''] = /\0+/.exec(text) ?? []
    expect(padding.length).toBeGreaterThanOrEqual(1208)
    expect(text.indexOf(padding)).toBeLessThan(text.indexOf('\u001b@'))
  })

  it('that tells of its state unasked is not misunderstood', async () => {
    const there = await server()
    const printer = closing(open((await twin(there)).line, { ...LIMITS, answer: 500 }))
    expect((await printer.print({ ...JOB, bytes: Uint8Array.of(0x1d, 0x61, 0xff, ...JOB.bytes) })).outcome.result).toBe('printed')
    const printing = printer.print({ ...JOB, bytes: new Uint8Array(20_000).fill(0x0a) })
    await vi.waitFor(() => expect(there.jobs.at(-1)?.bytes.length).toBeGreaterThan(10_000), { interval: 5 })
    there.setCondition('paperNearEnd')
    expect((await printing).outcome).toEqual({ result: 'printed' })
  })
})

describe('a printer on a serial line', () => {
  it('has the line to itself until it is closed', async () => {
    const there = await server()
    const { line } = await twin(there)
    const first = closing(new SerialPrinter(line, generic58, LIMITS))
    const second = closing(new SerialPrinter(line, generic58, LIMITS))
    expect((await first.status()).level).toBe('ok')
    expect((await second.print(JOB)).outcome).toMatchObject({ result: 'failed', fault: 'offline', bytesOut: 0, detail: 'EBUSY' })
    await first.close()
    expect((await second.print(JOB)).outcome.result).toBe('printed')
  })

  it('is handed over when it is set up anew, without a moment in which nobody may use it', async () => {
    const there = await server()
    const { line } = await twin(there)
    const setup = () => ({
      printer: closing(new SerialPrinter(line, generic58, LIMITS)),
      profile: generic58,
      paper: paperSchema.parse({}),
      firstDelayMs: 0,
      archive: null,
    })
    const press = new Press(
      setup(),
      systemClock,
      async () => {},
      () => {},
    )
    expect((await press.lamp()).level).toBe('ok')
    press.use(setup())
    expect((await press.lamp()).level).toBe('ok')
    press.use(setup())
    expect((await press.print('1', PAYMENT)).outcome.result).toBe('printed')
    await press.flush()
  })

  it('is set up as the line says', async () => {
    const there = await server()
    const { line } = await twin(there, { baudRate: 19_200, parity: 'even', stopBits: 2, flowControl: 'software' })
    const printer = closing(new SerialPrinter(line, generic58, LIMITS))
    await printer.status()
    const settings = () => execFileSync('stty', ['-a', '-F', line.path], { encoding: 'utf8' })
    expect(settings()).toMatch(/speed 19200 baud/)
    // A pseudo terminal always has eight bits and no parity of its own; the rest is kept as it is set.
    for (const each of [/ cstopb/, / ixon/, / ixoff/, /-crtscts/, /-hupcl/]) expect(settings()).toMatch(each)
    await printer.close()
    const hard = closing(new SerialPrinter({ ...line, flowControl: 'hardware' }, generic58, LIMITS))
    await hard.status()
    expect(settings()).toMatch(/ crtscts/)
  })

  it('gets no more than the line carries, and as much time as that takes', async () => {
    const there = await server()
    const { line } = await twin(there, { baudRate: 9600 })
    const printer = closing(new SerialPrinter(line, FAST, { ...LIMITS, grace: 600 }))
    const from = performance.now()
    expect((await printer.print(JOB)).outcome.result).toBe('printed')
    expect(performance.now() - from).toBeGreaterThan((JOB.bytes.length / 960) * 1000 - 20)
  })

  it('that says stop and never go on is given up by bytes and baud', async () => {
    const there = await server({ condition: 'silent' })
    const line = await twin(there)
    const printer = closing(new SerialPrinter(line.line, FAST, LIMITS))
    await printer.status()
    line.hold()
    const from = performance.now()
    const { outcome } = await printer.print({ ...JOB, bytes: new Uint8Array(23_040).fill(0x0a) })
    expect(performance.now() - from).toBeGreaterThanOrEqual(LIMITS.grace + 2000 - 5)
    expect(outcome).toMatchObject({ result: 'failed', fault: 'interrupted', detail: 'ETIMEDOUT' })
    expect(outcome.result === 'failed' && outcome.bytesOut).toBeLessThan(23_040)
    line.resume()
    there.setCondition('ok')
    await printer.status()
    expect((await printer.print(JOB)).outcome.result).toBe('printed')
  })
})

describe('a printer behind a queue of CUPS', () => {
  it('that is stopped or rejects gets no job, and says so', async () => {
    const there = await server({ condition: 'silent' })
    const queue = await cups(there)
    const printer = new CupsPrinter(queue.queue, generic58, CUPS_LIMITS)
    expect(await printer.status()).toEqual({ level: 'ok', reason: 'fine' })
    queue.rejectJobs()
    expect(await printer.status()).toEqual({ level: 'bad', reason: 'offline' })
    queue.stopQueue()
    expect((await printer.print(JOB)).outcome).toMatchObject({ result: 'failed', fault: 'offline', bytesOut: 0 })
    expect(there.connections).toEqual([])
  })

  it('that is not known, or without CUPS, is no printer', async () => {
    const there = await server({ condition: 'silent' })
    await cups(there)
    const printer = new CupsPrinter('nosuch', generic58, CUPS_LIMITS)
    expect((await printer.print(JOB)).outcome).toMatchObject({ result: 'failed', fault: 'noPrinter', bytesOut: 0 })
    expect(await printer.status()).toEqual({ level: 'bad', reason: 'noPrinter' })
    vi.stubEnv('PATH', folder)
    expect((await printer.print(JOB)).outcome).toMatchObject({ fault: 'noPrinter', detail: 'lpstat: ENOENT' })
  })

  it('gets slips one after the other, under their own names', async () => {
    const there = await server({ condition: 'silent' })
    const { queue } = await cups(there)
    const printer = new CupsPrinter(queue, generic58, CUPS_LIMITS)
    for (const jobId of ['one', 'two:2']) expect((await printer.print({ ...JOB, jobId })).outcome).toEqual({ result: 'sent' })
    await vi.waitFor(() => expect(there.jobs.map((job) => job.bytes.length)).toEqual([JOB.bytes.length, JOB.bytes.length]))
  })
})
