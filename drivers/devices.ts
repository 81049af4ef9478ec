import { toDevicesSchema, type DevicesConfig, type FromDevices, type Lamp, type ToDevices } from '../contract/devices.ts'
import { slipDocumentSchema } from '../contract/slip.ts'
import type { Clock } from '../contract/clock.ts'
import { VOLUME_LEAST } from '../contract/device-choices.ts'
import { Pole } from './display/pole.ts'
import { openSerialLine } from './display/serial-line.ts'
import { encodeSlip } from './printer/encode.ts'
import { findPrinters } from './printer/find.ts'
import { slipFont } from './printer/font.ts'
import { PressRoom } from './printer/press-room.ts'
import { PROFILES } from './printer/profiles/all.ts'
import { findScanners } from './scanner/find.ts'
import { openSetUp, openTried } from './scanner/kinds.ts'
import { Scanners } from './scanner/scanners.ts'
import { watchDevices } from './scanner/watch.ts'
import { findOutputs } from './speech/outputs.ts'
import { Sound } from './speech/sound.ts'
import { Speaker } from './speech/speaker.ts'
import { Voice } from './speech/voice.ts'

/** The way to the main process. */
export interface Port {
  post(message: FromDevices): void
  onMessage(listener: (message: unknown) => void): void
  /** Ends the process. */
  exit(): void
}

/** How often idle printers are looked at, ms. */
const LOOK_MS = 5000
/** The voice is looked at once in so many looks at the printers. */
const LOOKS_PER_VOICE = 12
/** After a slip or a sentence was asked for, nothing heavy is begun for so long, ms. */
const QUIET_MS = 150

const STARTING: Lamp = { level: 'warn', reason: 'starting' }
const OFF: DevicesConfig['voice'] = {
  enabled: false,
  volume: { payment: VOLUME_LEAST, refund: VOLUME_LEAST, warning: VOLUME_LEAST },
  device: null,
  pack: null,
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown fault'
}

/** Everything plugged into the till, behind one port. Whatever comes in, it goes on. */
export class Devices {
  readonly #port: Port
  readonly #clock: Clock
  readonly #presses: PressRoom
  readonly #speaker: Speaker
  readonly #voices: Voice
  readonly #sound: Sound
  readonly #pole: Pole
  readonly #scanners: Scanners
  #voice = STARTING
  #told = ''
  #looks = 0
  #busyUntil = 0
  #stopping = false
  #configured = false
  #callOffLook: () => void = () => {}

  /** `voicePacks`: the folder with a default pack for each language; null: there is none, and espeak-ng speaks. */
  constructor(port: Port, clock: Clock, voicePacks: string | null = null) {
    this.#port = port
    this.#clock = clock
    this.#voices = new Voice({ defaults: voicePacks, fault: (text) => this.fault(text) })
    this.#sound = new Sound(this.#voices, () => this.#soon(this.#lookAtVoice()))
    this.#presses = new PressRoom({
      clock,
      quiet: () => this.#quiet(),
      fault: (text) => this.fault(text),
      changed: () => this.#tell(),
    })
    this.#speaker = new Speaker(OFF, this.#sound.parts(null))
    this.#pole = new Pole({ clock, open: openSerialLine, changed: () => this.#tell() })
    this.#scanners = new Scanners({
      clock,
      open: openSetUp,
      openTried,
      find: findScanners,
      watch: watchDevices,
      scan: (scannerId, text, at) => port.post({ type: 'scan', scannerId, text, at }),
      tried: (tried) => port.post({ type: 'scanTried', ...tried }),
      status: () => this.#tell(),
      fault: (text) => this.fault(text),
    })
  }

  start(): void {
    this.#port.onMessage((message) => this.#receive(message))
    this.#port.post({ type: 'ready' })
  }

  /** Tells the main process of a fault that belongs to no request. */
  fault(text: string): void {
    this.#port.post({ type: 'fault', text: text.slice(0, 500) })
  }

  #receive(message: unknown): void {
    const parsed = toDevicesSchema.safeParse(message)
    if (!parsed.success) {
      const where = parsed.error.issues.map((issue) => issue.path.join('.') || 'message').join(', ')
      this.fault(`a message was not understood: ${where}`)
      return
    }
    this.#soon(this.#handle(parsed.data))
  }

  #soon(work: Promise<void>): void {
    void work.catch((error: unknown) => this.fault(wordsOf(error)))
  }

  async #handle(message: ToDevices): Promise<void> {
    if (this.#stopping && message.type !== 'ping') throw new Error('the devices are stopping')
    switch (message.type) {
      case 'ping':
        this.#port.post({ type: 'pong', id: message.id })
        return
      case 'configure':
        return this.#configure(message.config)
      case 'print': {
        this.#stir()
        const report = await this.#presses.print(message.jobId, message.document, message.printerId)
        this.#port.post({ type: 'printDone', jobId: message.jobId, ...report })
        return this.#presses.look(report.tried.map(({ printerId }) => printerId))
      }
      case 'announce': {
        this.#stir()
        const report = await this.#speaker.announce(message.announcement)
        this.#port.post({ type: 'announceDone', id: message.announcement.id, ...report })
        return this.#afterAnnouncing(report.outcome.result)
      }
      case 'findOutputs':
        this.#port.post({ type: 'outputsFound', id: message.id, found: await findOutputs() })
        return
      case 'findPrinters':
        this.#port.post({ type: 'printersFound', id: message.id, found: await findPrinters() })
        return
      case 'mute':
        this.#speaker.mute(message.muted)
        return
      case 'showPole':
        this.#pole.show(message.text)
        return
      case 'findScanners':
        this.#port.post({ type: 'scannersFound', id: message.id, found: await findScanners() })
        return
      case 'tryScanners':
        return this.#scanners.try(message.forMs)
      case 'stop':
        return this.#stop()
    }
  }

  async #configure(config: DevicesConfig): Promise<void> {
    this.#presses.use(config.printers, { archive: config.archive, firstDelayMs: config.firstSlipDelayMs })
    this.#voices.use(config.voice.pack)
    this.#speaker.configure(config.voice, this.#sound.parts(config.archive, config.voice.device))
    this.#sound.forget()
    this.#pole.use(config.pole)
    if (!this.#configured) this.#warmUp()
    if (config.archive !== null || config.printers.some(({ printer }) => printer.kind === 'virtual'))
      slipFont().catch((error: unknown) => this.fault(wordsOf(error)))
    this.#configured = true
    this.#told = ''
    this.#callOffLook()
    await Promise.all([this.#scanners.configure(config.scanners), this.#presses.look(), this.#lookAtVoice()])
    this.#tell()
    this.#lookLater()
  }

  /** The first slip of the day shall be as fast as the others: the character table is read beforehand. */
  #warmUp(): void {
    const rows = [{ kind: 'money', label: '金额', amountFen: 1 }]
    encodeSlip(slipDocumentSchema.parse({ kind: 'test', language: 'zh-CN', rows }), PROFILES['generic-58'])
  }

  #lookLater(): void {
    this.#callOffLook()
    if (this.#stopping) return
    this.#callOffLook = this.#clock.after(LOOK_MS, () => {
      this.#looks++
      const voice = this.#looks % LOOKS_PER_VOICE === 0 ? this.#lookAtVoice() : Promise.resolve()
      void Promise.all([voice, this.#presses.look()]).then(() => this.#lookLater())
    })
  }

  async #lookAtVoice(): Promise<void> {
    this.#sound.forget()
    this.#voice = await this.#speaker.lamp()
    this.#tell()
  }

  async #afterAnnouncing(result: string): Promise<void> {
    if (result === 'failed' || (result === 'written' && this.#voice.reason === 'fine')) await this.#lookAtVoice()
  }

  #tell(): void {
    const pole = this.#pole.lamp()
    const scanners = this.#scanners.lamps()
    const printers = this.#presses.lamps()
    const told = JSON.stringify([printers, this.#voice, pole, scanners])
    if (told === this.#told) return
    this.#told = told
    this.#port.post({ type: 'status', printers, voice: this.#voice, pole, scanners })
  }

  #stir(): void {
    this.#busyUntil = this.#clock.now() + QUIET_MS
  }

  /** Drawing holds the processor for a tenth of a second: it waits until sound and bytes are on their way. */
  async #quiet(): Promise<void> {
    for (;;) {
      const left = this.#busyUntil - this.#clock.now()
      if (left <= 0) return
      await new Promise<void>((resolve) => this.#clock.after(left, resolve))
    }
  }

  /** Lets every slip and the sentence that is being said come to their end. */
  async #stop(): Promise<void> {
    this.#stopping = true
    this.#callOffLook()
    this.#pole.close()
    await Promise.all([this.#presses.flush(), this.#speaker.close(), this.#scanners.close()])
    this.#port.exit()
  }
}
