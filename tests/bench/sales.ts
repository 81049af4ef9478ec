import { z } from 'zod'
import { startPrinterServer } from '../support/printer-server.ts'
import { scanUntilTaken, type Counter } from './counter.ts'
import { spanFigures, type Figure } from './figure.ts'
import type { Line } from './line.ts'
import type { MeasuredApp } from './measured-app.ts'
import { aheadMs } from './now.ts'
import { startSoundServer, type SoundServer } from './sound-server.ts'
import { followLog, type LogEntry, type TillLog } from './till-log.ts'

/** The spans of one sale, ms. */
interface Spans {
  /** Scans of which the till made nothing: the machine left a gap in the middle of the code, and a person scans again. */
  readonly scansInVain: number
  readonly toWire: number
  readonly toScreen: number
  readonly toPrinter: number
  readonly toSlip: number
  /** Null without a sound server. */
  readonly toPlayer: number | null
  readonly toEar: number | null
}

interface Stand {
  readonly counter: Counter
  readonly till: MeasuredApp
  readonly line: Line
  readonly printer: Awaited<ReturnType<typeof startPrinterServer>>
  readonly sound: SoundServer | null
  readonly log: TillLog
  readonly wallet: string
}

function time(entry: LogEntry, name: string): number {
  const at = z.number().parse(entry.details?.[name])
  if (at === 0) throw new Error(`${entry.event}: nothing was put out: ${JSON.stringify(entry.details)}`)
  return at
}

async function oneSale({ counter, till, line, printer, sound, log, wallet }: Stand, yuan: string): Promise<Spans> {
  // Whatever was paid before is still in front: the first figure closes it.
  await till.type(yuan)
  await till.press('Return')
  await till.face('scan')
  const code = counter.sandbox.control.freshCode(wallet)
  const pageAhead = (await till.pageAheadMs()) - aheadMs()
  const jobsBefore = printer.jobs.length
  await log.skip()
  line.forget()
  const scansInVain = await scanUntilTaken(till, 'scan', code)
  const paid = await till.face('paid')
  const slip = await log.until('slip.done')
  const said = sound === null ? null : await log.until('announce.done')
  const { arrivedAt, saidAt } = line
  const firstByteAt = printer.jobs[jobsBefore]?.firstByteAt
  if (arrivedAt === 0 || saidAt === 0 || firstByteAt === undefined || firstByteAt === null)
    throw new Error('the sale left no trace on the line or at the printer')
  const heardAt = sound?.heardSince(saidAt) ?? null
  if (sound !== null && heardAt === null) throw new Error('nothing was heard')
  return {
    scansInVain,
    toWire: arrivedAt - (till.lastEnterAt() - pageAhead),
    toScreen: paid.at - pageAhead - saidAt,
    toPrinter: firstByteAt - saidAt,
    toSlip: time(slip, 'firstByteAt') - saidAt,
    toPlayer: said === null ? null : time(said, 'firstSampleAt') - saidAt,
    toEar: heardAt === null ? null : heardAt - saidAt,
  }
}

/** How fast sales are in the real app: one after the other, each given the time to say its sentence. */
export async function sales(counter: Counter, line: Line, count: number, tell: (done: string) => void): Promise<Figure[]> {
  let noSound = ''
  const sound = await startSoundServer().catch((error: unknown) => {
    noSound = error instanceof Error ? error.message : String(error)
    tell(`the voice is not measured: ${noSound}`)
    return null
  })
  const printer = await startPrinterServer()
  const till = counter.openTill({ GUITAI_PRINTER: `tcp://127.0.0.1:${printer.port}`, ...sound?.env })
  const spans: Spans[] = []
  try {
    const wallet = counter.sandbox.control.wallets().find((one) => one.tender === 'wechat')?.id ?? ''
    counter.sandbox.control.behave(wallet, 'paysAtOnce')
    await counter.signIn(till)
    const log = await followLog(counter.home)
    const stand = { counter, till, line, printer, sound, log, wallet }
    for (let sale = 1; sale <= count; sale++) {
      const done = await oneSale(stand, String(10 + (sale % 90)))
      spans.push(done)
      if (sale === 1 || sale % 10 === 0) tell(`sale ${sale} of ${count}: ${inWords(done)}`)
    }
    await log.close()
  } finally {
    await till.quit()
    await printer.close()
    await sound?.close()
  }
  const inVain = spans.reduce((sum, { scansInVain }) => sum + scansInVain, 0)
  if (inVain > 0) tell(`${inVain} scans had to be repeated`)
  return figuresOf(spans, noSound)
}

function inWords({ toWire, toScreen, toSlip, toPlayer, toEar }: Spans): string {
  const ms = (value: number | null) => (value === null ? '–' : value.toFixed(0))
  return `wire ${ms(toWire)}, screen ${ms(toScreen)}, slip ${ms(toSlip)}, sound ${ms(toPlayer)}, heard ${ms(toEar)} ms`
}

function figuresOf(spans: readonly Spans[], noSound: string): Figure[] {
  const all = (pick: (one: Spans) => number | null): number[] => spans.map(pick).filter((one) => one !== null)
  const said = 'paid to'
  const figures = [
    ...spanFigures(
      'scan’s last byte to request on the wire',
      all(({ toWire }) => toWire),
      15,
    ),
    ...spanFigures(
      `${said} screen`,
      all(({ toScreen }) => toScreen),
      150,
    ),
    ...spanFigures(
      `${said} first byte at the printer`,
      all(({ toPrinter }) => toPrinter),
      150,
    ),
    ...spanFigures(
      `${said} first byte of the slip, after the printer was asked how it is`,
      all(({ toSlip }) => toSlip),
      150,
    ),
  ]
  const player = all(({ toPlayer }) => toPlayer)
  if (player.length === 0)
    return [...figures, { name: `${said} first sample of sound, p99`, value: null, unit: 'ms', target: 150, note: noSound }]
  return [
    ...figures,
    ...spanFigures(`${said} first sample of sound given to the player`, player, 150),
    ...spanFigures(
      `${said} first sample heard at the sound server`,
      all(({ toEar }) => toEar),
      150,
    ),
  ]
}
