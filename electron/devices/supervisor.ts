import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '../../contract/clock.ts'
import {
  announcementSchema,
  devicesConfigSchema,
  fromDevicesSchema,
  type DevicesConfig,
  type FromDevices,
  type Lamp,
  type OutputFound,
  type ToDevices,
} from '../../contract/devices.ts'
import type { PoleText } from '../../contract/poles.ts'
import type { PrinterFound } from '../../contract/printers.ts'
import type { ScannerFound, ScanTried } from '../../contract/scanners.ts'
import { slipDocumentSchema } from '../../contract/slip.ts'
import type { Log } from '../kiosk/log.ts'
import type { Child, Spawn } from './child.ts'
import type { Devices, DevicesStatus, LastPrint, Scanned } from './devices.ts'
import { createFinds } from './finds.ts'
import { createPrintQueue } from './print-queue.ts'
import { createSpeechQueue } from './speech-queue.ts'

/** Three pings without a word make a hang; at this pace it is noticed within 1.8 s, ms. */
export const PING_EVERY_MS = 450
const PINGS_UNANSWERED = 3
/** How long a devices process may take to say that it is ready, ms. */
const START_LIMIT_MS = 15_000
/** A process that was ready this long was sound: the next loss is its first, ms. */
const SOUND_AFTER_MS = 30_000
/** How long a devices process may take to end by itself, ms. */
const STOP_LIMIT_MS = 1_000

/** How long to wait before the next start, ms, by how often it was lost in a row. */
export function restartDelay(losses: number): number {
  return [0, 250, 1_000, 4_000][losses - 1] ?? 10_000
}

export interface SupervisorParts {
  readonly spawn: Spawn
  readonly config: DevicesConfig
  readonly clock: Clock
  readonly log: Log
  /** What the first start waits for; what is to be printed or said meanwhile waits too. At once when left out. */
  readonly after?: Promise<void>
}

interface Running {
  readonly child: Child
  /** Epoch ms; null until it said so. */
  readyAt: number | null
  unanswered: number
  endWait: () => void
}

const STARTING: Lamp = { level: 'warn', reason: 'starting' }

/**
 * Starts the devices process and keeps it: a crash or a hang is noticed within two seconds, the process is started again
 * with a back-off, and is told the configuration before anything else.
 */
export function superviseDevices(parts: SupervisorParts): Devices {
  const { clock } = parts
  const log = parts.log.of('devices')
  const listeners = new Set<(status: DevicesStatus) => void>()
  let config = devicesConfigSchema.parse(parts.config)
  let lamps: DevicesStatus = { printers: [], voice: STARTING, pole: null, scanners: [] }
  const hearScan: ((scanned: Scanned) => void)[] = []
  const hearTried: ((tried: ScanTried) => void)[] = []
  const lastPrints = new Map<string, LastPrint>()
  let poleText: PoleText | null = null
  let muted = false
  let running: Running | null = null
  let losses = 0
  let pingId = 0
  let stopping: (() => void) | null = null
  let stopped: Promise<void> | null = null

  const show = (status: DevicesStatus): void => {
    if (isDeepStrictEqual(lamps, status)) return
    lamps = status
    for (const listener of listeners) listener(status)
  }

  const prints = createPrintQueue({
    clock,
    handOver: (slip) => running?.child.send({ type: 'print', ...slip }),
    stuck(jobId) {
      log.error('devices.printStuck', { jobId })
      if (running !== null) lose(running, 'a slip did not end')
    },
  })
  const scannerFinds = createFinds<ScannerFound>(clock)
  const printerFinds = createFinds<PrinterFound>(clock)
  const outputFinds = createFinds<OutputFound>(clock)
  const speech = createSpeechQueue(clock, (announcement) => running?.child.send({ type: 'announce', announcement }))

  /** Sends it to a process that is ready for it; answers whether there is one. */
  const told = (message: ToDevices): boolean => {
    if (running === null || running.readyAt === null) return false
    running.child.send(message)
    return true
  }

  const start = (): void => {
    if (stopped !== null) return
    let child: Child
    try {
      child = parts.spawn()
    } catch (error) {
      log.error('devices.notStarted', { error })
      planRestart()
      return
    }
    const started: Running = { child, readyAt: null, unanswered: 0, endWait: () => undefined }
    running = started
    started.endWait = clock.after(START_LIMIT_MS, () => lose(started, 'not ready in time'))
    child.onMessage((message) => {
      if (running === started) hear(started, message)
    })
    child.onExit((code) => {
      if (running === started) lose(started, `ended with ${String(code)}`)
    })
  }

  const hear = (from: Running, message: unknown): void => {
    const parsed = fromDevicesSchema.safeParse(message)
    if (!parsed.success) {
      log.warn('devices.notUnderstood', {
        issues: parsed.error.issues.slice(0, 5).map((issue) => issue.path.map(String).join('.')),
      })
      return
    }
    from.unanswered = 0
    obey(from, parsed.data)
  }

  const obey = (from: Running, message: FromDevices): void => {
    switch (message.type) {
      case 'ready':
        if (from.readyAt !== null) return
        from.readyAt = clock.now()
        from.endWait()
        log.info('devices.ready', { losses })
        from.child.send({ type: 'configure', config })
        if (muted) from.child.send({ type: 'mute', muted })
        if (poleText !== null) from.child.send({ type: 'showPole', text: poleText })
        watch(from)
        prints.open()
        speech.open()
        return
      case 'pong':
        return
      case 'status':
        show({ printers: message.printers, voice: message.voice, pole: message.pole, scanners: message.scanners })
        return
      case 'scan': {
        const { scannerId, text, at } = message
        for (const hear of hearScan) hear({ scannerId, text, at })
        return
      }
      case 'scanTried': {
        const { scannerId, found, text, rawHex } = message
        for (const hear of hearTried) hear({ scannerId, found, text, rawHex })
        return
      }
      case 'scannersFound':
        scannerFinds.done(message.id, message.found)
        return
      case 'outputsFound':
        outputFinds.done(message.id, message.found)
        return
      case 'printersFound':
        printerFinds.done(message.id, message.found)
        return
      case 'printDone': {
        const { jobId, outcome, firstByteAt, tried } = message
        for (const { printerId, outcome: each } of tried) {
          lastPrints.set(printerId, { at: clock.now(), outcome: each })
          log.info('devices.tried', { jobId, printerId, result: each.result === 'failed' ? each.fault : each.result })
        }
        if (!prints.done(jobId, { outcome, firstByteAt, tried })) log.warn('devices.unknownJob', { jobId })
        return
      }
      case 'announceDone':
        speech.done(message.id, { outcome: message.outcome, firstSampleAt: message.firstSampleAt })
        return
      case 'fault':
        log.warn('devices.fault', { text: message.text })
    }
  }

  /** Counts pings, not time: a main process that was busy itself must not take that for the other's silence. */
  const watch = (watched: Running): void => {
    if (running !== watched) return
    if (watched.unanswered >= PINGS_UNANSWERED) {
      lose(watched, 'no answer')
      return
    }
    watched.unanswered++
    watched.child.send({ type: 'ping', id: ++pingId })
    watched.endWait = clock.after(PING_EVERY_MS, () => watch(watched))
  }

  const lose = (lost: Running, why: string): void => {
    if (running !== lost) return
    running = null
    lost.endWait()
    lost.child.kill()
    if (lost.readyAt !== null && clock.now() - lost.readyAt > SOUND_AFTER_MS) losses = 0
    prints.lost()
    speech.lost()
    for (const finds of [scannerFinds, printerFinds, outputFinds]) finds.lost()
    if (stopping !== null) {
      stopping()
      return
    }
    log.error('devices.lost', { why, losses: losses + 1 })
    planRestart()
  }

  const planRestart = (): void => {
    losses++
    const lamp: Lamp = { level: losses > 2 ? 'bad' : 'warn', reason: 'devicesRestarting' }
    const allOf = (set: readonly { readonly id: string }[]) => set.map(({ id }) => ({ id, lamp }))
    const [printers, scanners] = [allOf(config.printers), allOf(config.scanners)]
    show({ printers, voice: lamp, pole: config.pole.kind === 'none' ? null : lamp, scanners })
    clock.after(restartDelay(losses), start)
  }

  const stop = (): Promise<void> => {
    prints.end()
    speech.end()
    const last = running
    if (last === null) return Promise.resolve()
    return new Promise<void>((resolve) => {
      stopping = resolve
      last.child.send({ type: 'stop' })
      clock.after(STOP_LIMIT_MS, () => lose(last, 'it did not end by itself'))
    })
  }

  if (parts.after === undefined) start()
  else void parts.after.then(start)
  return {
    print(jobId, document, printerId) {
      const parsed = slipDocumentSchema.safeParse(document)
      if (parsed.success) return prints.add({ jobId, document: parsed.data, printerId: printerId ?? null })
      log.error('devices.badSlip', { jobId })
      const outcome = { result: 'failed', fault: 'failed', bytesOut: 0, detail: 'the slip is not of the contract' } as const
      return Promise.resolve({ outcome, firstByteAt: 0, tried: [] })
    },
    lastPrints: () => lastPrints,
    announce(announcement) {
      const parsed = announcementSchema.safeParse(announcement)
      if (parsed.success) return speech.add(parsed.data)
      log.error('devices.badSentence')
      return Promise.resolve({ outcome: { result: 'failed', detail: 'the sentence is not of the contract' }, firstSampleAt: 0 })
    },
    configure(next) {
      config = devicesConfigSchema.parse(next)
      told({ type: 'configure', config })
    },
    onStatus(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    status: () => lamps,
    onScan: (listener) => void hearScan.push(listener),
    onTried: (listener) => void hearTried.push(listener),
    findScanners: () => scannerFinds.ask((id) => told({ type: 'findScanners', id })),
    findOutputs: () => outputFinds.ask((id) => told({ type: 'findOutputs', id })),
    findPrinters: () => printerFinds.ask((id) => told({ type: 'findPrinters', id })),
    tryScanners: (forMs) => void told({ type: 'tryScanners', forMs }),
    mute(next) {
      muted = next
      told({ type: 'mute', muted })
    },
    showPole(text) {
      poleText = text
      told({ type: 'showPole', text })
    },
    stop: () => (stopped ??= stop()),
  }
}
