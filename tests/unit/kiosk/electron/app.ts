import { EventEmitter } from 'node:events'
import { NOTHING_ELSE, onePrinter } from '../../../support/devices-config.ts'
import { join } from 'node:path'
import { app, BrowserWindow, session, type Display, type Screen } from 'electron'
import { systemClock as clock } from '../../../../contract/clock.ts'
import { ok, refuse } from '../../../../contract/faults.ts'
import { REQUESTS } from '../../../../contract/requests.ts'
import { slipDocumentSchema } from '../../../../contract/slip.ts'
import type { Snapshot } from '../../../../contract/snapshot.ts'
import { superviseDevices } from '../../../../electron/devices/supervisor.ts'
import { utilityProcessSpawn } from '../../../../electron/devices/utility-process.ts'
import { openHome } from '../../../../electron/kiosk/home.ts'
import { openCustomerDisplay, type CustomerDisplay } from '../../../../electron/kiosk/customer-display.ts'
import type { Handlers } from '../../../../electron/kiosk/answer-request.ts'
import { claimHome } from '../../../../electron/kiosk/instance.ts'
import { listenToPage } from '../../../../electron/kiosk/ipc.ts'
import { keyringSeal } from '../../../../electron/kiosk/keyring.ts'
import { openLog } from '../../../../electron/kiosk/log.ts'
import { createMask } from '../../../../electron/kiosk/mask.ts'
import { keepScreenshot } from '../../../../electron/kiosk/screenshots.ts'
import { serveRequests } from '../../../../electron/kiosk/serve-requests.ts'
import { openSettings } from '../../../../electron/kiosk/settings.ts'
import { openVault } from '../../../../electron/kiosk/vault.ts'
import { walletWindow } from '../../../../electron/kiosk/wallet-window.ts'
import { openKiosk, prepareApp } from '../../../../electron/kiosk/window.ts'
import { allAt } from '../../../support/loudness.ts'

/** The screens of a machine, to be plugged in and out by a test: a display in memory has only one. */
class Screens extends EventEmitter {
  private readonly displays = [
    { bounds: { x: 0, y: 0, width: 640, height: 900 }, workArea: { x: 0, y: 0, width: 640, height: 900 } },
  ]
  getAllDisplays = () => this.displays as Display[]
  getDisplayMatching = () => this.displays[0] as Display
  plug(bounds: Display['bounds']): void {
    this.displays.push({ bounds, workArea: bounds })
    this.emit('display-added')
  }
  move(bounds: Display['bounds']): void {
    Object.assign(this.displays[1] ?? {}, { bounds })
    this.emit('display-metrics-changed')
  }
  unplug(): void {
    this.displays.length = 1
    this.emit('display-removed')
  }
}

/** The kiosk's own parts in a real Electron, without the till: what the tests beside this file look at. */
const home = openHome({ env: process.env, platform: process.platform, userFolder: '/nowhere' })
const log = openLog({ folder: home.log, mask: createMask(), now: () => clock.now() })
prepareApp(log)

function run() {
  const parts = { now: () => clock.now(), log, user: process.getuid?.() ?? null }
  const settings = openSettings({ ...parts, folder: home.root })
  const keyring = keyringSeal()
  const vault = openVault({ ...parts, folder: home.real.vault, keyring })
  const refusing = Object.fromEntries(Object.keys(REQUESTS).map((name) => [name, () => refuse('sale.notFound')]))
  let display: CustomerDisplay | null = null
  const known = { language: 'en', theme: 'dark', training: false, place: null, stage: 'selling', barred: null, sale: null }
  const screens = new Screens()
  const handlers = {
    ...refusing,
    'customer.view': () => (display ? ok(display.view()) : refuse('request.failed')),
    'scan.read': ({ text }: { text: string }) => ok({ kind: 'orderNumber', orderNo: text }),
    'bind.checkNetwork': () => {
      throw new Error('a secret of the main process')
    },
  } as unknown as Handlers
  const kiosk = openKiosk({
    pageRoot: process.env['PROOF_PAGE'] ?? '',
    preload: process.env['PROOF_PRELOAD'] ?? '',
    clock,
    log,
    windowSize: process.env['GUITAI_WINDOW'],
    besides: 0,
  })
  kiosk.setTheme('dark')
  const ipc = listenToPage({ trusted: () => kiosk.window.webContents, log })
  const publish = serveRequests({ ipc, handlers, person: () => null, log })
  display = openCustomerDisplay({
    till: kiosk.window,
    ipc,
    publish,
    settings,
    snapshot: () => known as unknown as Snapshot,
    pageRoot: process.env['PROOF_PAGE'] ?? '',
    preload: process.env['PROOF_PRELOAD'] ?? '',
    pictures: home.pictures,
    clock,
    log,
    asWindow: false,
    screens: screens as unknown as Screen,
  })
  const screenshot = keepScreenshot(kiosk.window, join(home.root, 'screen.png'), clock, log)
  const devices = superviseDevices({
    spawn: utilityProcessSpawn(process.env['PROOF_DEVICES'] ?? '', 'devices', log),
    config: {
      printers: onePrinter({ kind: 'none' }),
      ...NOTHING_ELSE,
      voice: { enabled: true, volume: allAt(80), device: null, pack: null },
      archive: null,
    },
    clock,
    log,
  })
  const slip = slipDocumentSchema.parse({ kind: 'test', language: 'en', rows: [] })
  return {
    kiosk,
    ipc,
    publish,
    /** The page is there and the till is not: answers how to bring it. */
    withoutTill() {
      ipc.stop()
      const listening = listenToPage({ trusted: () => kiosk.window.webContents, log })
      Object.assign(globalThis, {
        bringTill: () => void serveRequests({ ipc: listening, handlers, person: () => null, log }),
      })
    },
    screenshot,
    display,
    screens,
    /** Something happens at the till. */
    happens(facts: Readonly<Record<string, unknown>>) {
      Object.assign(known, facts)
      display?.changed()
    },
    /** The customer display's window, where there is one. */
    customers: () => BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().endsWith('/customer.html')) ?? null,
    settings,
    vault,
    devices,
    hasKeyring: keyring !== null,
    print: (jobId: string) => devices.print(jobId, slip),
    wallet: (url: string) => walletWindow(url, kiosk.window, log),
    /** A window as somebody might add it one day: with our preload, and yet not the kiosk's page. */
    stranger: () =>
      new BrowserWindow({
        show: false,
        webPreferences: { preload: process.env['PROOF_PRELOAD'] ?? '', sandbox: true, session: session.defaultSession },
      }),
  }
}
export type Proof = ReturnType<typeof run> & { home: typeof home }

if (claimHome(home, () => undefined)) {
  void app.whenReady().then(() => {
    Object.assign(globalThis, { proof: { ...run(), home } })
  })
} else {
  app.exit(17)
}
