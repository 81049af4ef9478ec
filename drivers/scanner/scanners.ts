import type { Clock } from '../../contract/clock.ts'
import type { Lamp } from '../../contract/devices.ts'
import type { ScannerFound, ScannerSetup, ScannerWay } from '../../contract/scanners.ts'
import { strip } from '../../contract/wedge.ts'
import { KeptOpen } from './kept-open.ts'
import type { OpenWay } from './scanner.ts'
import { TrialEars, type Tried } from './trial.ts'

/** The same text from the same scanner within so long is one scan: a scanner that bounces. Ms. */
const BOUNCE_MS = 50

/** What the set of scanners tells, and how it reaches the system. */
export interface ScannersParts {
  readonly clock: Clock
  readonly open: OpenWay<ScannerWay>
  /** Opens one that nobody has set up yet. */
  readonly openTried: OpenWay<ScannerWay>
  readonly find: () => Promise<ScannerFound[]>
  readonly watch: (call: () => void) => () => void
  readonly scan: (scannerId: string, text: string, at: number) => void
  readonly tried: (tried: Tried) => void
  /** A lamp changed. */
  readonly status: () => void
  /** Sentences for the log, without anything that was scanned. */
  readonly fault: (text: string) => void
}

/** One scanner that is set up. */
interface Kept {
  setup: ScannerSetup
  readonly keeper: KeptOpen
  readonly trial: TrialEars
  last: { readonly text: string; readonly at: number } | null
}

/** A way by which scanners are told apart. */
const keyOf = (way: ScannerWay) => JSON.stringify(way)

/** All scanners of the till. Nothing is thrown out of it. */
export class Scanners {
  readonly #parts: ScannersParts
  readonly #kept = new Map<string, Kept>()
  /** Those that are listened to only while scanners are tried. */
  #guests: { readonly keeper: KeptOpen; readonly trial: TrialEars }[] = []
  #trying = false
  #callOffEnd: () => void = () => {}
  #closed = false
  /** One change after the other: a device must be let go before it is opened under another name. */
  #changes: Promise<void> = Promise.resolve()

  constructor(parts: ScannersParts) {
    this.#parts = parts
  }

  /** How each scanner that is set up stands, in the order of the set-up. */
  lamps(): { id: string; lamp: Lamp }[] {
    return [...this.#kept].map(([id, { keeper }]) => ({ id, lamp: keeper.lamp }))
  }

  /** Scanners whose way did not change stay open, and lose no scan by the change of another. Done when all others are let go. */
  configure(setups: readonly ScannerSetup[]): Promise<void> {
    return this.#change(async () => {
      const before = new Map(this.#kept)
      this.#kept.clear()
      for (const setup of setups) {
        const kept = before.get(setup.id)
        if (kept === undefined || keyOf(kept.setup.way) !== keyOf(setup.way)) continue
        before.delete(setup.id)
        kept.setup = setup
        this.#kept.set(setup.id, kept)
      }
      // A guest may be what is set up now; while scanners are tried, the others come back below.
      await Promise.all([this.#endGuests(), ...[...before.values()].map((kept) => this.#letGo(kept))])
      const kept = new Map(this.#kept)
      this.#kept.clear()
      for (const setup of setups) if (!this.#kept.has(setup.id)) this.#kept.set(setup.id, kept.get(setup.id) ?? this.#keep(setup))
      if (this.#trying) await this.#inviteGuests()
    })
  }

  /** What the scanners read goes to `tried` alone for so long, ms; 0 ends it at once. */
  try(forMs: number): Promise<void> {
    this.#callOffEnd()
    this.#trying = forMs > 0 && !this.#closed
    if (!this.#trying) return this.#change(() => this.#endTrying())
    this.#callOffEnd = this.#parts.clock.after(forMs, () => void this.try(0))
    return this.#change(() => this.#inviteGuests())
  }

  /** Lets all of them go. */
  async close(): Promise<void> {
    this.#callOffEnd()
    this.#closed = true
    this.#trying = false
    await this.#change(async () => {
      await Promise.all([this.#endGuests(), ...[...this.#kept.values()].map((kept) => this.#letGo(kept))])
      this.#kept.clear()
    })
  }

  #change(change: () => Promise<void>): Promise<void> {
    this.#changes = this.#changes.then(change).catch(() => this.#parts.fault('the scanners could not be changed'))
    return this.#changes
  }

  #keep(setup: ScannerSetup): Kept {
    const trial = new TrialEars({ scannerId: setup.id, found: null }, this.#parts.tried, this.#parts.clock)
    const keeper = this.#keeper(setup.way, this.#parts.open, `scanner ${setup.id}`, {
      raw: (bytes) => this.#trying && trial.raw(bytes),
      text: (text, at) => (this.#trying ? trial.text(text) : this.#hear(kept, text, at)),
    })
    const kept: Kept = { setup, keeper, trial, last: null }
    return kept
  }

  #keeper(
    way: ScannerWay,
    open: OpenWay<ScannerWay>,
    name: string,
    ears: { raw: (bytes: Uint8Array) => unknown; text: (text: string, at: number) => unknown },
  ): KeptOpen {
    const { clock, watch, status, fault } = this.#parts
    return new KeptOpen({
      clock,
      watch,
      open: (all, signal) => open(way, all, signal, clock),
      ears: {
        raw: (bytes) => void ears.raw(bytes),
        text: (text, at) => void ears.text(text, at),
        dropped: (what) => fault(`${name} dropped ${what}`),
      },
      changed: status,
      failed: ({ message }) => fault(`${name}: ${message}`),
    })
  }

  #hear(kept: Kept, whole: string, at: number): void {
    const { id, prefix, suffix } = kept.setup
    const text = strip(whole, prefix, suffix)
    const bounced = kept.last !== null && kept.last.text === text && at - kept.last.at <= BOUNCE_MS
    kept.last = { text, at }
    if (text !== '' && !bounced) this.#parts.scan(id, text, at)
  }

  async #letGo({ keeper, trial }: { keeper: KeptOpen; trial: TrialEars }): Promise<void> {
    trial.stop()
    await keeper.close()
  }

  /** Listens to every device that may be a scanner and is not set up. */
  async #inviteGuests(): Promise<void> {
    await this.#endGuests()
    const taken = new Set([...this.#kept.values()].map(({ setup }) => devicesOf(setup.way)))
    const found = await this.#parts.find()
    if (!this.#trying) return
    this.#guests = found
      .filter(({ way }) => !taken.has(devicesOf(way)))
      .map((each) => {
        const trial = new TrialEars({ scannerId: null, found: each }, this.#parts.tried, this.#parts.clock)
        return { trial, keeper: this.#keeper(each.way, this.#parts.openTried, 'a scanner that is tried', trial) }
      })
  }

  async #endGuests(): Promise<void> {
    const guests = this.#guests
    this.#guests = []
    await Promise.all(guests.map((guest) => this.#letGo(guest)))
  }

  async #endTrying(): Promise<void> {
    // Bytes that were read for the trial belong to no scan after it.
    for (const { trial } of this.#kept.values()) trial.stop()
    await this.#endGuests()
  }
}

/** What is behind a way, whatever its speed: a scanner that is set up is not tried as a stranger as well. */
function devicesOf(way: ScannerWay): string {
  switch (way.kind) {
    case 'serial':
      return `serial ${way.line.path}`
    case 'hid':
      return `hid ${way.vendorId}:${way.productId}`
    case 'evdev':
      return `evdev ${way.id}`
  }
}
