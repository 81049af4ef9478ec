import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '../../contract/clock.ts'
import type { FromDevices, Lamp } from '../../contract/devices.ts'
import { mayGoElsewhere, ROLE_OF_SLIP, routeOf } from '../../contract/printer-roles.ts'
import { paperSchema, type PrinterSetup, type Tried } from '../../contract/printers.ts'
import type { SlipDocument } from '../../contract/slip.ts'
import { openPrinter } from './open.ts'
import { Press, type PressSetup } from './press.ts'
import { failed, noPrinter, type PrintReport } from './printer.ts'
import { PROFILES } from './profiles/all.ts'

/** How a job came out, and on which printers it was tried. */
type RoomReport = Omit<Extract<FromDevices, { type: 'printDone' }>, 'type' | 'jobId'>

export interface RoomParts {
  readonly clock: Clock
  /** Waited for before anything is drawn. */
  readonly quiet: () => Promise<void>
  readonly fault: (text: string) => void
  /** A lamp may have changed. */
  readonly changed: () => void
  /** How the way of a set-up is opened. */
  readonly open?: typeof openPrinter
}

/** What all printers have in common: where their bytes are kept, and how long the first slip after a pause waits, ms. */
type Common = Pick<PressSetup, 'archive' | 'firstDelayMs'>

interface Machine {
  setup: PrinterSetup
  readonly press: Press
  lamp: Lamp
}

const STARTING: Lamp = { level: 'warn', reason: 'starting' }
const NOTHING: PressSetup = {
  printer: noPrinter,
  profile: PROFILES['generic-58'],
  paper: paperSchema.parse({}),
  firstDelayMs: 0,
  archive: null,
}

/**
 * All printers of the till. A job is tried on those of its role, one after the other, and goes on only while it is certain
 * that nothing of it is on paper: so it is printed by one of them at most, however often it is asked for.
 */
export class PressRoom {
  readonly #parts: RoomParts
  #machines: readonly Machine[] = []
  #common: Common = { archive: null, firstDelayMs: 0 }
  /** Jobs that are under way, and those of which something may be on paper. */
  readonly #jobs = new Map<string, Promise<RoomReport>>()
  /** Copies of printers that were taken away are still drawn. */
  #gone: Promise<unknown> = Promise.resolve()

  constructor(parts: RoomParts) {
    this.#parts = parts
  }

  /** The new set-ups count for jobs that come after; a printer whose set-up stays is not disturbed. */
  use(setups: readonly PrinterSetup[], common: Common): void {
    const before = new Map(this.#machines.map((machine) => [machine.setup.id, machine]))
    const same = (machine: Machine, setup: PrinterSetup): boolean =>
      isDeepStrictEqual(common, this.#common) && isDeepStrictEqual(withoutName(machine.setup), withoutName(setup))
    const kept = new Set(setups.map(({ id }) => id))
    const removed = this.#machines.filter(({ setup }) => !kept.has(setup.id))
    const anew: Machine[] = []
    const letGo: Promise<unknown>[] = removed.map(({ press }) => press.use(NOTHING))
    this.#gone = Promise.all([this.#gone, ...removed.map(({ press }) => press.flush())])
    this.#machines = setups.map((setup) => {
      const machine = before.get(setup.id)
      if (machine !== undefined && same(machine, setup)) {
        machine.setup = setup
        return machine
      }
      const next = machine ?? this.#machine(setup)
      next.setup = setup
      letGo.push(next.press.use(this.#pressSetup(setup, common)))
      anew.push(next)
      return next
    })
    // One of them may be set up on the line that another one had.
    const free = Promise.all(letGo)
    for (const { press } of anew) press.waitFor(free)
    this.#common = common
  }

  #machine(setup: PrinterSetup): Machine {
    const { clock, quiet, fault } = this.#parts
    return { setup, press: new Press(NOTHING, clock, quiet, fault), lamp: STARTING }
  }

  #pressSetup({ printer, profile: name, paper }: PrinterSetup, common: Common): PressSetup {
    const { open, quiet } = this.#parts
    const profile = PROFILES[name]
    return { printer: (open ?? openPrinter)(printer, profile, quiet), profile, paper, ...common }
  }

  /** One for each printer that is set up. */
  lamps(): { id: string; lamp: Lamp }[] {
    return this.#machines.map(({ setup, lamp }) => ({ id: setup.id, lamp }))
  }

  /** `printerId`: on this printer or none; null: on those that slips of this kind are for. */
  print(jobId: string, document: SlipDocument, printerId: string | null): Promise<RoomReport> {
    const known = this.#jobs.get(jobId)
    if (known) return known
    const done = this.#printOnce(jobId, document, printerId).then((report) => {
      const { outcome } = report
      if (outcome.result === 'failed' && outcome.bytesOut === 0) this.#jobs.delete(jobId)
      return report
    })
    this.#jobs.set(jobId, done)
    return done
  }

  async #printOnce(jobId: string, document: SlipDocument, printerId: string | null): Promise<RoomReport> {
    const tried: Tried[] = []
    for (const machine of this.#route(document, printerId)) {
      const report: PrintReport = await machine.press.print(jobId, document)
      tried.push({ printerId: machine.setup.id, outcome: report.outcome })
      if (!mayGoElsewhere(report.outcome)) return { ...report, tried }
    }
    // Nobody could: what the printer says that should have is what has to be seen to.
    const byPlace = this.#machines.map(({ setup }) => tried.find((one) => one.printerId === setup.id))
    const first = byPlace.find((one) => one !== undefined) ?? tried[0]
    return { outcome: first?.outcome ?? failed('noPrinter', 0, 'no printer is set up for it'), firstByteAt: 0, tried }
  }

  #route({ kind }: SlipDocument, printerId: string | null): readonly Machine[] {
    if (printerId !== null) return this.#machines.filter(({ setup }) => setup.id === printerId)
    const machines = new Map(this.#machines.map((machine) => [machine.setup.id, machine]))
    const setups = this.#machines.map(({ setup }) => setup)
    const isAway = (id: string): boolean => machines.get(id)?.lamp.level === 'bad'
    return routeOf(setups, ROLE_OF_SLIP[kind], isAway).flatMap(({ id }) => machines.get(id) ?? [])
  }

  /** Looks at the printers that are idle: all, or these. */
  async look(ids?: readonly string[]): Promise<void> {
    const wanted = this.#machines.filter(({ setup }) => ids === undefined || ids.includes(setup.id))
    await Promise.all(wanted.map((machine) => this.#lookAt(machine)))
  }

  async #lookAt(machine: Machine): Promise<void> {
    const { press, setup } = machine
    if (!press.isIdle()) return
    const lamp = await press.lamp()
    // A look that a job broke off says nothing about the printer, nor does one at what it was before.
    if (!press.isIdle() || machine.setup !== setup) return
    machine.lamp = lamp
    this.#parts.changed()
  }

  /** Waits until every job and every copy is done, and lets go of all printers. */
  async flush(): Promise<void> {
    await Promise.all([this.#gone, ...this.#machines.map(({ press }) => press.flush())])
  }
}

/** What a printer does does not change with its name. */
const withoutName = (setup: PrinterSetup): PrinterSetup => ({ ...setup, name: '' })
