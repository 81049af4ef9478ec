import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { app } from 'electron'
import { createCloudPay, fetchDeviceSetting, pingHosts } from '../cloudpay/client/client.ts'
import { systemClock as clock } from '../contract/clock.ts'
import type { DevicesConfig } from '../contract/devices.ts'
import type { PrinterSetup } from '../contract/printers.ts'
import { ok, refuse, type Fault } from '../contract/faults.ts'
import type { SlipDocument } from '../contract/slip.ts'
import type { Snapshot } from '../contract/snapshot.ts'
import { superviseDevices } from './devices/supervisor.ts'
import { utilityProcessSpawn } from './devices/utility-process.ts'
import { createExporter } from './exports/exporter.ts'
import { createCamera } from './kiosk/camera.ts'
import { keepCameraWindow } from './kiosk/camera-window.ts'
import { openCustomerDisplay, type CustomerDisplay } from './kiosk/customer-display.ts'
import { deviceLamps, devicesConfigOf } from './kiosk/device-config.ts'
import { deviceHandlers, listenToDevices, takeScans } from './kiosk/device-handlers.ts'
import type { Handlers } from './kiosk/answer-request.ts'
import { endWell } from './kiosk/end-well.ts'
import type { Home } from './kiosk/home.ts'
import type { Ipc } from './kiosk/ipc.ts'
import { frontOf, keptScans } from './kiosk/kept-scans.ts'
import { keyringSeal } from './kiosk/keyring.ts'
import { openKioskJournal } from './kiosk/kiosk-journal.ts'
import { laidOut } from './kiosk/laid-out.ts'
import type { LogFile } from './kiosk/log.ts'
import type { Mask } from './kiosk/mask.ts'
import { markMode } from './kiosk/mode-mark.ts'
import { createMute, type Mute } from './kiosk/mute.ts'
import { createNotices } from './kiosk/notices.ts'
import { pickKeyFile } from './kiosk/pick-file.ts'
import { keepPole } from './kiosk/pole.ts'
import { openProxy } from './kiosk/proxy.ts'
import { keepScreenshot } from './kiosk/screenshots.ts'
import { tillIdentity } from './kiosk/serial-number.ts'
import { serveRequests, type Publish } from './kiosk/serve-requests.ts'
import { offersSetUp } from './kiosk/set-up-offer.ts'
import { settingHandlers } from './kiosk/setting-handlers.ts'
import { openSettings } from './kiosk/settings.ts'
import { openSigningKey } from './kiosk/signing-key.ts'
import { supportHandlers } from './kiosk/support-handlers.ts'
import type { Wishes } from './kiosk/surroundings.ts'
import { startTraining } from './kiosk/training.ts'
import { openVault } from './kiosk/vault.ts'
import { walletWindow } from './kiosk/wallet-window.ts'
import { firstScreenOf, type Kiosk } from './kiosk/window.ts'
import { writeInto } from './kiosk/write-whole.ts'
import { openBook } from './ledger/book.ts'
import { baseUrlsOf, type Binding } from './till/binding.ts'
import { slipSettingOf } from './till/selling.ts'
import { stoppedTill } from './till/stopped-till.ts'
import { createTill } from './till/till.ts'

/** Sub-terminal type: the model's code, allotted by Cloud Pay (PROTOCOL 4). Ours until one is allotted. */
const SUB_TERMINAL_TYPE = 100

const built = (...path: string[]): string => join(app.getAppPath(), 'out', ...path)
const fallbackRuntime = Number(process.versions.electron.split('.')[0]) < 45
/** What is there before the till is: its folder, its log, and the window in which the page already loads. */
export interface Opened {
  readonly home: Home
  readonly wishes: Wishes
  readonly log: LogFile
  readonly mask: Mask
  /** What the mask reads at each line; the till adds what it gets to know. */
  readonly known: { readonly secrets: Set<string>; readonly orderPrefixes: Set<string> }
  readonly kiosk: Kiosk
  readonly ipc: Ipc
}

/** The till, built from its parts in the order they are read. */
export async function run({ home, wishes, log, mask, known, kiosk, ipc }: Opened): Promise<void> {
  // ── What this till remembers: settings, vault, book ──────────────
  const place = wishes.training ? home.training : home.real
  const user = process.getuid?.() ?? null
  const settings = openSettings({ folder: home.root, now: clock.now, log, user })
  kiosk.setTheme(settings.current().theme)
  const vault = openVault({ folder: place.vault, keyring: keyringSeal(), now: clock.now, log })
  const book = openBook(place.book, clock.now())
  const identity = tillIdentity(home)
  if (!book.ok) log.error('book.notOpened', { fault: book.fault })

  /** The processor belongs to the first screen: devices and network begin behind it. */
  const firstScreen = firstScreenOf(kiosk, clock)

  // ── The page ─────────────────────────────────────────────────────
  let publish: Publish | null = null
  let revision = 0
  let telling = false
  let screenshot: ReturnType<typeof keepScreenshot> | null = null
  let display: CustomerDisplay | null = null
  let poleChanged: (() => void) | null = null
  let mute: Mute | null = null

  /** Many changes of one moment are told once; the page always gets the whole truth. */
  const changed = (): void => {
    if (telling) return
    telling = true
    queueMicrotask(() => {
      telling = false
      mute?.look()
      revision += 1
      publish?.('snapshot', snapshot())
      display?.changed()
      poleChanged?.()
      screenshot?.changed()
    })
  }

  const notices = createNotices(settings.fault, clock, changed)
  const { notify } = notices

  // ── Devices ──────────────────────────────────────────────────────
  const around = { printer: wishes.printer, archive: wishes.archive, training: wishes.training, slips: place.slips }
  const devicesConfig = (): DevicesConfig => devicesConfigOf(settings.current(), around)
  const devices = superviseDevices({
    spawn: utilityProcessSpawn(built('main', 'devices.cjs'), 'devices', log.of('devices')),
    config: devicesConfig(),
    clock,
    log,
    after: firstScreen,
  })

  // ── Training: a Cloud Pay of our own ─────────────────────────────
  const training = wishes.training
    ? await startTraining({
        pagesFolder: join(app.getAppPath(), 'cloudpay', 'sandbox', 'pages'),
        log,
        onShown: (text) => void till.handlers['scan.read']({ text }),
      })
    : null
  const allowedOrigins = training ? [training.origin] : wishes.cloudOrigins

  // ── The way to Cloud Pay ─────────────────────────────────────────
  // In training Cloud Pay is in this process, where no proxy would find it.
  const proxy = wishes.training ? null : openProxy(settings, vault, log)
  if (proxy?.password !== undefined) known.secrets.add(proxy.password)
  const proxyRefuses = (): void => {
    const fault: Fault = { code: 'network.proxyRefused', params: { proxy: proxy ? `${proxy.host}:${proxy.port}` : '' } }
    if (!notices.has(fault.code)) notify(fault)
  }
  const way = { proxy, proxyRefuses, after: firstScreen }

  // ── Selling ──────────────────────────────────────────────────────
  const person = () => till.person()
  const pick = () => pickKeyFile(kiosk.window, settings.current().language)
  const ownBook = book.ok ? book.value : null
  const signingKey = openSigningKey({ vault, settings, known, book: ownBook, clock, log, person, pick, changed })
  const connect = (binding: Binding, broke: () => void) => {
    known.secrets.add(binding.key)
    known.orderPrefixes.add(binding.orderPrefix)
    const { network } = settings.current()
    const cloud = createCloudPay({
      identity: { ...binding, machineNo: identity.machineNo, subTerminalType: SUB_TERMINAL_TYPE },
      baseUrls: baseUrlsOf(binding.cloudBase, allowedOrigins),
      limits: { connectMs: network.connectMs, queryMs: network.answerMs },
      ...way,
      log(entry) {
        log.of('cloud').info('call', { ...entry })
        if (entry.outcome === 'noAnswer' || entry.outcome === 'lost' || entry.outcome === 'notSent') broke()
      },
    })
    return { ...cloud, reversal: signingKey.reversal(cloud, binding) }
  }
  const layOut = (document: SlipDocument, printer?: PrinterSetup) => laidOut(document, settings.current().printers, printer)
  const till = book.ok
    ? createTill({
        book: book.value,
        vault,
        counter: devices,
        clock,
        log: log.of('till'),
        training: wishes.training,
        serialNumber: identity.serialNumber,
        allowedOrigins,
        connect,
        fetchSetting: (link, serialNumber) => fetchDeviceSetting(link, serialNumber, {}, way),
        keepFile: (name, content) => writeInto(home.exports, name, content),
        exporter: createExporter({
          spawn: utilityProcessSpawn(built('export', 'host.cjs'), 'export', log.of('export')),
          ...{ folder: home.exports, book: place.book, clock },
        }),
        ping: (baseUrls) => pingHosts(baseUrls, {}, way),
        layOut,
        newId: randomUUID,
        changed,
        notify,
        openOrder: (orderNo) => publish?.('openOrder', { orderNo }),
        settings: () => settings.current(),
      })
    : stoppedTill(book.fault)

  const muteKey = createMute({ devices, person, log: log.of('till'), changed })
  mute = muteKey

  function snapshot(): Snapshot {
    const { trouble, network, ...state } = till.state()
    const { language, theme, maxAmountFen, cashierMode, ways } = settings.current()
    const muted = muteKey.isMuted()
    const lamps = { network, ...deviceLamps(devices.status(), devicesConfig().printers, muted, camera.lamp()) }
    const lasting: { id: number; fault: Fault; at: number }[] = trouble ? [{ id: 0, fault: trouble, at: clock.now() }] : []
    return {
      ...state,
      revision,
      now: clock.now(),
      version: app.getVersion(),
      fallbackRuntime,
      training: wishes.training,
      language,
      theme,
      muted,
      maxAmountFen,
      serialNumber: identity.serialNumber,
      cashierMode,
      ways,
      signingKey: signingKey.shown(person()),
      lamps,
      offersSetUp: offersSetUp(settings.current(), around, person()?.role ?? null),
      notices: [...notices.all(), ...lasting],
    }
  }

  const scans = keptScans({ clock, front: () => frontOf(till.state()) })
  const busy = (): boolean => till.busy()
  const say: Publish = (name, body) => publish?.(name, body)
  const hear = takeScans(scans, say)
  const camera = createCamera({ settings, clock, hear, tell: say, changed, log: log.of('camera') })

  const journal = openKioskJournal({ book: ownBook, settings, person, clock, log })
  journal.lookAtFile()
  const set = { settings: journal.settings }
  const handlers: Handlers = journal.refusing({
    ...till.handlers,
    ...signingKey.handlers,
    'customer.view': () => (display ? ok(display.view()) : refuse('request.failed')),
    'app.snapshot': () => ok(snapshot()),
    ...camera.handlers,
    ...settingHandlers({ ...set, notices, busy }),
    ...deviceHandlers({
      ...{ devices, ...set, scans, camera, layOut, busy, now: clock.now, newId: randomUUID, mute: muteKey, slips: place.slips },
      slipsWaiting: () => till.state().slipsWaiting,
      slipSetting: () =>
        slipSettingOf(till.state().place ?? { shopName: '', deviceName: '' }, {
          settings: () => settings.current(),
          training: wishes.training,
        }),
    }),
    ...supportHandlers({
      ...{ home, place, book, vault, settings, devices, mask, clock, log, origins: allowedOrigins },
      ping: (baseUrls) => pingHosts(baseUrls, {}, way),
      lamps: () => snapshot().lamps,
      versions: { guitai: app.getVersion(), electron: process.versions.electron, node: process.versions.node },
      serialNumber: identity.serialNumber,
      training: wishes.training,
      note: journal.note,
    }),
  })

  const tell = serveRequests({ ipc, handlers, person, log })
  publish = tell
  if (wishes.screenshot) screenshot = keepScreenshot(kiosk.window, wishes.screenshot, clock, log)
  settings.onChange(({ theme }) => {
    kiosk.setTheme(theme)
    devices.configure(devicesConfig())
    changed()
  })
  poleChanged = keepPole({ devices, settings, snapshot })
  listenToDevices({ devices, settings, hear, tell, changed, printerChanged: () => till.printerChanged() })

  // ── Begin ────────────────────────────────────────────────────────
  // The sandbox's keys are new at each start, so what was kept of the last practice is worth nothing.
  if (training) for (const kept of [vault, vault.signingKey, vault.pins]) kept.clear()
  till.start()
  if (training) {
    for (const line of training.words) console.log(line)
    await till.handlers['bind.useLink']({ link: training.link() })
  }
  await kiosk.ready
  const pages = { pageRoot: built('renderer'), preload: built('preload', 'preload.cjs') }
  const besides = { till: kiosk.window, ipc, settings, clock, log, ...pages }
  void firstScreen.then(() => {
    journal.started(markMode(home.mode, wishes.training), app.getVersion())
    display = openCustomerDisplay({
      ...{ ...besides, snapshot, publish: tell, pictures: home.pictures },
      asWindow: wishes.customerWindow,
    })
    keepCameraWindow({ ...besides, camera })
  })
  if (training) walletWindow(training.walletUrl, kiosk.window, log)
  log.info('app.ready', { ms: Math.round(performance.now()), fallbackRuntime })

  const parts = () => [till.stop(), devices.stop(), ...(training ? [training.stop()] : [])]
  endWell(kiosk.window, parts, () => {
    if (book.ok) book.value.close()
    log.info('app.ended')
    log.close()
  })
}
