import { ok, refuse } from '../../contract/faults.ts'
import type { ScannerRole } from '../../contract/device-choices.ts'
import type { LaidOutSlip, SlipDocument } from '../../contract/slip.ts'
import type { Devices } from '../devices/devices.ts'
import { sampleSlip } from '../slips/sample.ts'
import { testPage } from '../slips/test-page.ts'
import type { SlipSetting } from '../slips/rows.ts'
import type { Handlers } from './answer-request.ts'
import type { PrinterSetup } from '../../contract/printers.ts'
import type { Camera } from './camera.ts'
import { isForTill, roleOf } from './device-config.ts'
import type { KeptScans } from './kept-scans.ts'
import type { Mute } from './mute.ts'
import { printerHandlers, shownPrinters } from './printer-handlers.ts'
import type { Publish } from './serve-requests.ts'
import type { SettingsBook } from './settings.ts'
import { voiceTest } from './voice-test.ts'

interface Parts {
  readonly devices: Devices
  readonly settings: Pick<SettingsBook, 'current' | 'change'>
  readonly scans: Pick<KeptScans, 'take'>
  readonly camera: Pick<Camera, 'lamp' | 'try'>
  readonly layOut: (document: SlipDocument, printer?: PrinterSetup) => Promise<LaidOutSlip>
  readonly slipsWaiting: () => number
  /** Something is being sold in front of the cashier. */
  readonly busy: () => boolean
  /** Where the virtual printer draws. */
  readonly slips: string
  /** What the slips of this till say. */
  readonly slipSetting: () => SlipSetting
  readonly mute: Pick<Mute, 'set'>
  readonly now: () => number
  readonly newId: () => string
}

type DeviceRequest = Extract<keyof Handlers, `devices.${string}`>

const VOICE_TEST_MS = 15_000

/** How the devices are set up and tried, as the settings pages do it. */
export function deviceHandlers(parts: Parts): Pick<Handlers, DeviceRequest> {
  const { devices, settings, newId } = parts
  const page = ({ profile }: PrinterSetup): SlipDocument => {
    const { shopName, language, footer } = parts.slipSetting()
    return testPage({ shopName, language, footer, profile, at: parts.now() })
  }
  return {
    ...printerHandlers({ devices, settings, layOut: parts.layOut, slips: parts.slips, page, newId }),
    'devices.look': () => {
      const { receipt, oneCode, scanners, camera, voice, pole, customerDisplay } = settings.current()
      const status = devices.status()
      const lampOf = (id: string) => status.scanners.find((one) => one.id === id)?.lamp ?? { level: 'warn', reason: 'starting' }
      return ok({
        printers: shownPrinters({ devices, settings }),
        receipt,
        oneCode,
        scanners: scanners.map((setup) => ({ setup, lamp: lampOf(setup.id) })),
        camera: { setup: camera, lamp: parts.camera.lamp() },
        voice,
        pole: { setup: pole, lamp: status.pole },
        customerDisplay,
        slipsWaiting: parts.slipsWaiting(),
      })
    },
    'devices.setReceipt': ({ auto, copies, ...wish }) => {
      const { receipt } = settings.current()
      const groups = { auto: { ...receipt.auto, ...auto }, copies: { ...receipt.copies, ...copies } }
      settings.change({ receipt: { ...receipt, ...wish, ...groups } })
      return ok(null)
    },
    'devices.setOneCode': ({ print, voice, ...wish }) => {
      const { oneCode } = settings.current()
      const groups = { print: { ...oneCode.print, ...print }, voice: { ...oneCode.voice, ...voice } }
      settings.change({ oneCode: { ...oneCode, ...wish, ...groups } })
      return ok(null)
    },
    'devices.setVoice': ({ volume, ...wish }) => {
      const { voice } = settings.current()
      settings.change({ voice: { ...voice, ...wish, volume: { ...voice.volume, ...volume } } })
      return ok(null)
    },
    'devices.mute': ({ muted }) => {
      parts.mute.set(muted)
      return ok(null)
    },
    'devices.setScanners': ({ scanners }) => {
      const ways = scanners.map(({ way }) => (way.kind === 'serial' ? way.line.path : JSON.stringify(way)))
      const ids = scanners.map(({ id }) => id)
      if (new Set(ways).size < ways.length || new Set(ids).size < ids.length) return refuse('devices.sameScannerTwice')
      settings.change({ scanners })
      return ok(null)
    },
    'devices.setCamera': (wish) => {
      settings.change({ camera: { ...settings.current().camera, ...wish } })
      return ok(null)
    },
    'devices.setCustomerSide': (wish) => {
      settings.change(wish)
      return ok(null)
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
      parts.camera.try(forMs)
      return ok(null)
    },
    'devices.takeScans': () => parts.scans.take(),
    'devices.receiptPage': async () =>
      ok(await parts.layOut(sampleSlip(parts.slipSetting(), settings.current().receipt.copies, parts.now()))),
    'devices.testVoice': async ({ kind }) => {
      const { outcome } = await devices.announce({
        ...voiceTest(kind, settings.current()),
        id: `test-${newId()}`,
        staleAt: parts.now() + VOICE_TEST_MS,
      })
      return outcome.result === 'played' ? ok(null) : refuse('devices.notSaid', { params: { result: outcome.result } })
    },
  }
}

/** Takes on what any scanner read: to where the till's page fetches it, if it is worth anything. */
export function takeScans(scans: Pick<KeptScans, 'keep'>, tell: Publish): (text: string, role: ScannerRole) => void {
  return (text, role) => {
    if (!isForTill(text, role)) return
    scans.keep(text)
    tell('scanned', {})
  }
}

interface Listening {
  readonly devices: Devices
  readonly settings: Pick<SettingsBook, 'current'>
  readonly hear: (text: string, role: ScannerRole) => void
  readonly tell: Publish
  readonly changed: () => void
  readonly printerChanged: () => void
}

/** Passes on what the devices say by themselves: lamps to whom they concern, scans to where the till's page fetches them. */
export function listenToDevices({ devices, settings, hear, tell, changed, printerChanged }: Listening): void {
  devices.onStatus(() => {
    printerChanged()
    changed()
  })
  devices.onScan(({ scannerId, text }) => hear(text, roleOf(scannerId, settings.current().scanners)))
  devices.onTried((tried) => tell('scanTried', tried))
}
