import { ok, refuse } from '../../contract/faults.ts'
import type { LaidOutSlip, SlipDocument } from '../../contract/slip.ts'
import type { Devices } from '../devices/devices.ts'
import { testPage } from '../slips/test-page.ts'
import { sentences } from '../till/sentences.ts'
import type { Handlers } from './answer-request.ts'
import { printerOf, scanForTill } from './device-config.ts'
import type { KeptScans } from './kept-scans.ts'
import type { Publish } from './serve-requests.ts'
import type { SettingsBook } from './settings.ts'

interface Parts {
  readonly devices: Devices
  readonly settings: Pick<SettingsBook, 'current' | 'change'>
  readonly scans: Pick<KeptScans, 'take'>
  readonly layOut: (document: SlipDocument) => Promise<LaidOutSlip>
  readonly slipsWaiting: () => number
  /** Something is being sold in front of the cashier. */
  readonly busy: () => boolean
  /** Where the virtual printer draws. */
  readonly slips: string
  readonly shopName: () => string
  readonly now: () => number
  readonly newId: () => string
}

type DeviceRequest = Extract<keyof Handlers, `devices.${string}`>

const VOICE_TEST_MS = 15_000

/** How the devices are set up and tried, as the settings pages do it. */
export function deviceHandlers(parts: Parts): Pick<Handlers, DeviceRequest> {
  const { devices, settings, newId } = parts
  const page = (): SlipDocument => {
    const { language, footer, profile } = settings.current()
    return testPage({ shopName: parts.shopName(), language, footer, profile, at: parts.now() })
  }
  return {
    'devices.look': () => {
      const { printer, profile, paper, receipt, footer, scanners, voice, pole, customerDisplay } = settings.current()
      const status = devices.status()
      const lampOf = (id: string) => status.scanners.find((one) => one.id === id)?.lamp ?? { level: 'warn', reason: 'starting' }
      return ok({
        printer,
        profile,
        paper,
        autoPrint: receipt.auto,
        openDrawer: receipt.openDrawer,
        footer,
        scanners: scanners.map((setup) => ({ setup, lamp: lampOf(setup.id) })),
        voice,
        pole: { setup: pole, lamp: status.pole },
        customerDisplay,
        slipsWaiting: parts.slipsWaiting(),
      })
    },
    'devices.setPrinter': ({ printer, profile, paper, autoPrint, openDrawer, footer }) => {
      const now = settings.current()
      settings.change({
        ...(printer && { printer: printerOf(printer, parts.slips) }),
        ...(profile && { profile }),
        ...(paper && { paper: { ...now.paper, ...paper } }),
        receipt: { auto: autoPrint ?? now.receipt.auto, openDrawer: openDrawer ?? now.receipt.openDrawer },
        ...(footer !== undefined && { footer }),
      })
      return ok(null)
    },
    'devices.setVoice': (wish) => {
      settings.change({ voice: { ...settings.current().voice, ...wish } })
      return ok(null)
    },
    'devices.setScanners': ({ scanners }) => {
      const ways = scanners.map(({ way }) => (way.kind === 'serial' ? way.line.path : JSON.stringify(way)))
      const ids = scanners.map(({ id }) => id)
      if (new Set(ways).size < ways.length || new Set(ids).size < ids.length) return refuse('devices.sameScannerTwice')
      settings.change({ scanners })
      return ok(null)
    },
    'devices.setCustomerSide': (wish) => {
      settings.change(wish)
      return ok(null)
    },
    'devices.findPrinters': async () => {
      const found = await devices.findPrinters()
      return found === null ? refuse('devices.noAnswer') : ok([...found])
    },
    'devices.findOutputs': async () => {
      const found = await devices.findOutputs()
      return found === null ? refuse('devices.noAnswer') : ok([...found])
    },
    'devices.findScanners': async () => {
      const found = await devices.findScanners()
      return found === null ? refuse('devices.noAnswer') : ok([...found])
    },
    'devices.tryScanners': ({ forMs }) => {
      if (forMs > 0 && parts.busy()) return refuse('devices.trySelling')
      devices.tryScanners(forMs)
      return ok(null)
    },
    'devices.takeScans': () => parts.scans.take(),
    'devices.testPrint': async () => ok((await devices.print(`test-${newId()}`, page())).outcome),
    'devices.testPage': async () => ok(await parts.layOut(page())),
    'devices.testVoice': async () => {
      const { language } = settings.current()
      const { outcome } = await devices.announce({
        id: `test-${newId()}`,
        tone: 'paid',
        text: sentences.test(language),
        language,
        urgency: 5,
        staleAt: parts.now() + VOICE_TEST_MS,
      })
      return outcome.result === 'played' ? ok(null) : refuse('devices.notSaid', { params: { result: outcome.result } })
    },
  }
}

interface Listening {
  readonly devices: Devices
  readonly settings: Pick<SettingsBook, 'current'>
  readonly scans: Pick<KeptScans, 'keep'>
  readonly tell: Publish
  readonly changed: () => void
  readonly printerChanged: () => void
}

/** Passes on what the devices say by themselves: lamps to whom they concern, scans to where the till's page fetches them. */
export function listenToDevices({ devices, settings, scans, tell, changed, printerChanged }: Listening): void {
  devices.onStatus(() => {
    printerChanged()
    changed()
  })
  devices.onScan((scanned) => {
    const text = scanForTill(scanned, settings.current().scanners)
    if (text === null) return
    scans.keep(text)
    tell('scanned', {})
  })
  devices.onTried((tried) => tell('scanTried', tried))
}
