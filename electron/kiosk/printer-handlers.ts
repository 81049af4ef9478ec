import type { DeviceSettings } from '../../contract/device-requests.ts'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import { PRINTER_ROLES, PRINTERS_MOST } from '../../contract/device-choices.ts'
import { printerSetupSchema, type PrinterConfig, type PrinterSetup } from '../../contract/printers.ts'
import type { LaidOutSlip, SlipDocument } from '../../contract/slip.ts'
import type { Devices } from '../devices/devices.ts'
import type { Handlers } from './answer-request.ts'
import { printerOf } from './device-config.ts'
import type { SettingsBook } from './settings.ts'

export interface PrinterHandlerParts {
  readonly devices: Pick<Devices, 'print' | 'status' | 'lastPrints' | 'findPrinters'>
  readonly settings: Pick<SettingsBook, 'current' | 'change'>
  /** A slip as this printer would print it. */
  readonly layOut: (document: SlipDocument, printer?: PrinterSetup) => Promise<LaidOutSlip>
  /** Where the virtual printer draws. */
  readonly slips: string
  /** The test page for this printer. */
  readonly page: (printer: PrinterSetup) => SlipDocument
  readonly newId: () => string
}

type PrinterRequest =
  `devices.${'set' | 'add' | 'remove' | 'move'}Printer` | 'devices.findPrinters' | 'devices.testPrint' | 'devices.testPage'

/** Two set-ups are of one printer when both would open the same line. */
function sameLine(one: PrinterConfig, other: PrinterConfig): boolean {
  const line = (config: PrinterConfig): string => (config.kind === 'serial' ? config.line.path : JSON.stringify(config))
  return one.kind !== 'none' && line(one) === line(other)
}

/** The printers as the settings page shows them. */
export function shownPrinters({
  devices,
  settings,
}: Pick<PrinterHandlerParts, 'devices' | 'settings'>): DeviceSettings['printers'] {
  const { printers: lamps } = devices.status()
  const last = devices.lastPrints()
  return settings.current().printers.map((setup) => ({
    setup,
    lamp: lamps.find(({ id }) => id === setup.id)?.lamp ?? { level: 'warn', reason: 'starting' },
    last: last.get(setup.id) ?? null,
  }))
}

/** The list of printers, and how each is set up and tried (BEHAVIOUR F25, 10.3). */
export function printerHandlers(parts: PrinterHandlerParts): Pick<Handlers, PrinterRequest> {
  const { devices, settings, newId } = parts
  const all = (): PrinterSetup[] => settings.current().printers

  /** Puts the changed one into its place, unless it is another one's printer now. */
  function replaced(changed: PrinterSetup): Outcome<PrinterSetup[]> {
    const twice = all().some(({ id, printer }) => id !== changed.id && sameLine(printer, changed.printer))
    if (twice) return refuse('devices.samePrinterTwice')
    return ok(all().map((setup) => (setup.id === changed.id ? changed : setup)))
  }

  function withPrinter<T>(id: string | undefined, work: (setup: PrinterSetup) => T): T | ReturnType<typeof refuse> {
    const setup = id === undefined ? all()[0] : all().find((one) => one.id === id)
    return setup ? work(setup) : refuse('devices.printerGone')
  }

  return {
    'devices.setPrinter': ({ id, printer, paper, name, profile, roles }) =>
      withPrinter(id, (setup) => {
        const changed = replaced({
          ...setup,
          ...(printer && { printer: printerOf(printer, parts.slips) }),
          ...(paper && { paper: { ...setup.paper, ...paper } }),
          ...(name !== undefined && { name }),
          ...(profile && { profile }),
          ...(roles && { roles }),
        })
        if (!changed.ok) return changed
        settings.change({ printers: changed.value })
        return ok(null)
      }),
    'devices.addPrinter': ({ printer, name }) => {
      const config = printerOf(printer, parts.slips)
      if (all().some((one) => sameLine(one.printer, config))) return refuse('devices.samePrinterTwice')
      if (all().length >= PRINTERS_MOST) return refuse('devices.printersFull')
      const id = newId()
      settings.change({ printers: [...all(), printerSetupSchema.parse({ id, name: name.slice(0, 40), printer: config })] })
      return ok({ id })
    },
    'devices.removePrinter': ({ id }) =>
      withPrinter(id, (gone) => {
        const rest = all().filter((setup) => setup !== gone)
        const none: PrinterSetup = { ...gone, name: '', printer: { kind: 'none' }, roles: [...PRINTER_ROLES] }
        settings.change({ printers: rest.length > 0 ? rest : [none] })
        return ok(null)
      }),
    'devices.movePrinter': ({ id, by }) =>
      withPrinter(id, (moved) => {
        const at = all().indexOf(moved)
        const printers = all().filter((setup) => setup !== moved)
        printers.splice(Math.max(0, at + by), 0, moved)
        settings.change({ printers })
        return ok(null)
      }),
    'devices.findPrinters': async () => {
      const found = await devices.findPrinters()
      return found === null ? refuse('devices.noAnswer') : ok([...found])
    },
    'devices.testPrint': ({ id }) =>
      withPrinter(id, async (setup) => ok((await devices.print(`test-${newId()}`, parts.page(setup), setup.id)).outcome)),
    'devices.testPage': ({ id }) => withPrinter(id, async (setup) => ok(await parts.layOut(parts.page(setup), setup))),
  }
}
