import type { Clock } from '../../contract/clock.ts'
import type { Lamp } from '../../contract/devices.ts'
import type { PoleSetup, PoleText } from '../../contract/poles.ts'
import { beginPole, encodePole, type SerialPole } from './encode.ts'
import type { OpenLine, OpensLine } from './serial-line.ts'

export interface PoleParts {
  readonly clock: Clock
  readonly open: OpensLine
  /** The lamp is another one now. */
  readonly changed: () => void
}

/** A display that has taken nothing for so long does not take anything, ms. */
export const STUCK_MS = 2000
/** The same text is written again so often: a display that lost its power alone tells nobody, ms. */
export const AGAIN_MS = 60_000
/** Between two tries to open the line, ms. */
const TRIES_MS = [1000, 2000, 4000, 8000, 15_000]

const FINE: Lamp = { level: 'ok', reason: 'fine' }
const STARTING: Lamp = { level: 'warn', reason: 'starting' }
const NO_POLE: Lamp = { level: 'warn', reason: 'noPole' }
const OFFLINE: Lamp = { level: 'warn', reason: 'offline' }

/** There is no such line; anything else is a line that is there and cannot be used. */
const isMissing = (error: unknown) => error instanceof Error && /no such|cannot find|ENOENT/i.test(error.message)

/** One set-up display, from its first try to the moment another takes its place. */
class Attached {
  lamp = STARTING
  readonly #setup: SerialPole
  readonly #parts: PoleParts
  #line: OpenLine | null = null
  #text: PoleText | null
  /** The text on its way or on the display; null when the display has to be told. */
  #told: PoleText | null = null
  #writing = false
  #tries = 0
  #ended = false
  #callOff: () => void = () => {}
  #callOffStuck: () => void = () => {}

  constructor(setup: SerialPole, parts: PoleParts, text: PoleText | null) {
    this.#setup = setup
    this.#parts = parts
    this.#text = text
    void this.#open()
  }

  show(text: PoleText): void {
    this.#text = text
    void this.#write()
  }

  end(): void {
    this.#ended = true
    this.#callOff()
    this.#callOffStuck()
    this.#line?.close()
    this.#line = null
  }

  #light(lamp: Lamp): void {
    if (this.#ended || this.lamp === lamp) return
    this.lamp = lamp
    this.#parts.changed()
  }

  async #open(): Promise<void> {
    let line: OpenLine
    try {
      line = await this.#parts.open(this.#setup.line)
    } catch (error) {
      this.#light(isMissing(error) ? NO_POLE : OFFLINE)
      this.#openLater()
      return
    }
    if (this.#ended) {
      line.close()
      return
    }
    this.#line = line
    this.#told = null
    line.onGone(() => this.#lost(line))
    await this.#give(line, beginPole(this.#setup))
    await this.#write()
    this.#writeAgainLater()
  }

  #openLater(): void {
    if (this.#ended) return
    const wait = TRIES_MS[Math.min(this.#tries++, TRIES_MS.length - 1)] ?? 0
    this.#callOff = this.#parts.clock.after(wait, () => void this.#open())
  }

  #lost(line: OpenLine): void {
    if (this.#line !== line) return
    this.#line = null
    this.#writing = false
    this.#callOff()
    this.#callOffStuck()
    line.close()
    this.#light(NO_POLE)
    this.#openLater()
  }

  #writeAgainLater(): void {
    if (this.#ended || this.#line === null) return
    this.#callOff = this.#parts.clock.after(AGAIN_MS, () => {
      this.#told = null
      void this.#write()
      this.#writeAgainLater()
    })
  }

  /** One text at a time; what came meanwhile follows, and only the last of it. */
  async #write(): Promise<void> {
    while (this.#line !== null && !this.#writing && this.#text !== null && this.#text !== this.#told) {
      this.#told = this.#text
      await this.#give(this.#line, encodePole(this.#text, this.#setup))
    }
  }

  /** Resolves when the bytes are taken or the line is gone. One that takes nothing is waited for, and the lamp says so. */
  async #give(line: OpenLine, bytes: Uint8Array): Promise<void> {
    this.#writing = true
    this.#callOffStuck = this.#parts.clock.after(STUCK_MS, () => this.#light(OFFLINE))
    const fault = await line.write(bytes).then(
      () => null,
      (error: unknown) => error,
    )
    // A line that went meanwhile has been let go already, and another may be in its place.
    if (this.#line !== line) return
    if (fault !== null) {
      this.#lost(line)
      return
    }
    this.#callOffStuck()
    this.#writing = false
    this.#tries = 0
    this.#light(FINE)
  }
}

/** The pole display: shows the last text it was given, whatever happens to its cable. Nothing here throws or waits for it. */
export class Pole {
  readonly #parts: PoleParts
  #attached: Attached | null = null
  #setup = ''
  #text: PoleText | null = null

  constructor(parts: PoleParts) {
    this.#parts = parts
  }

  use(setup: PoleSetup): void {
    const told = JSON.stringify(setup)
    if (told === this.#setup) return
    this.#setup = told
    this.#attached?.end()
    this.#attached = setup.kind === 'none' ? null : new Attached(setup, this.#parts, this.#text)
  }

  show(text: PoleText): void {
    this.#text = text
    this.#attached?.show(text)
  }

  /** Null when none is set up. */
  lamp(): Lamp | null {
    return this.#attached?.lamp ?? null
  }

  close(): void {
    this.#attached?.end()
    this.#attached = null
  }
}
