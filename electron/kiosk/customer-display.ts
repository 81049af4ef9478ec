import { app, BrowserWindow, screen, session, type Screen } from 'electron'
import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '../../contract/clock.ts'
import type { CustomerView } from '../../contract/customer-view.ts'
import type { Snapshot } from '../../contract/snapshot.ts'
import { servePage } from './app-protocol.ts'
import { customerViewOf } from './customer-view.ts'
import type { Ipc } from './ipc.ts'
import { keepPage } from './keep-page.ts'
import { lockDownContents, lockDownSession } from './lock-down.ts'
import type { Log } from './log.ts'
import { customerPreferences, GROUND, isPageUrl, mayLoad } from './page-rules.ts'
import { pictureAt, picturesIn } from './pictures.ts'
import { cornerFor, screenForCustomer, type Place } from './second-screen.ts'
import type { Publish } from './serve-requests.ts'
import type { SettingsBook } from './settings.ts'

export interface CustomerDisplayParts {
  /** Stays where it is, and keeps the keyboard. */
  readonly till: BrowserWindow
  readonly ipc: Pick<Ipc, 'admitCustomer'>
  readonly publish: Publish
  readonly settings: Pick<SettingsBook, 'current' | 'onChange'>
  /** What the till knows now; the customer is told the customer's part of it. */
  readonly snapshot: () => Snapshot
  /** Folder of the built pages. */
  readonly pageRoot: string
  /** The preload, a CommonJS file. */
  readonly preload: string
  /** Folder of the shop's own pictures. */
  readonly pictures: string
  readonly clock: Clock
  readonly log: Log
  /** A window on the till's own screen, whatever the setting says. */
  readonly asWindow: boolean
  /** Only tests have others than the machine's. */
  readonly screens?: Pick<Screen, 'getAllDisplays' | 'getDisplayMatching' | 'on'>
}

export interface CustomerDisplay {
  /** Something has changed at the till; told on when it changed for the customer. */
  changed(): void
  /** All that the customer may know now. */
  view(): CustomerView
}

/**
 * A window for the customer on the second screen, as long as there is one. It has a session of its own, cannot be typed into,
 * takes the focus from nobody, and knows its own view alone. Without a second screen there is no window, and it costs nothing.
 */
export function openCustomerDisplay(parts: CustomerDisplayParts): CustomerDisplay {
  const { till, screens = screen } = parts
  const log = parts.log.of('customer')
  let window: BrowserWindow | null = null
  let told: CustomerView | null = null
  let ownSession = false

  const view = (): CustomerView => customerViewOf(parts.snapshot(), () => picturesIn(parts.pictures))

  const lockSession = (): void => {
    if (ownSession) return
    ownSession = true
    const own = session.fromPartition('customer')
    lockDownSession(own, (url) => mayLoad(url, app.isPackaged), log)
    servePage(own, parts.pageRoot, (url) => pictureAt(parts.pictures, url))
  }

  const open = (place: Place): BrowserWindow => {
    lockSession()
    told = view()
    const opened = new BrowserWindow({
      ...place,
      show: false,
      title: 'Guitai',
      frame: false,
      resizable: false,
      movable: false,
      skipTaskbar: true,
      // The scanner's keys belong to the till. Under X11 no window manager lays a hand on it either, so the place is all it needs.
      focusable: false,
      enableLargerThanScreen: true,
      backgroundColor: GROUND[told.theme],
      webPreferences: customerPreferences(parts.preload, app.isPackaged),
    })
    opened.removeMenu()
    lockDownContents(opened.webContents, (url) => isPageUrl('customer', url), log)
    opened.once('ready-to-show', () => opened.showInactive())
    opened.on('closed', () => {
      if (window === opened) window = null
    })
    keepPage(opened, 'customer', parts.clock, log)
    log.info('customer.opened', { ...place })
    return opened
  }

  const wanted = (): Place | null => {
    const tills = screens.getDisplayMatching(till.getBounds())
    if (parts.asWindow) return cornerFor(tills.workArea)
    return parts.settings.current().customerDisplay === 'off' ? null : screenForCustomer(screens.getAllDisplays(), tills)
  }

  /** Screens come, go and move: the window follows. */
  const follow = (): void => {
    if (till.isDestroyed()) return
    const place = wanted()
    if (place === null) {
      if (window) log.info('customer.closed')
      window?.destroy()
      window = null
    } else if (window === null) window = open(place)
    else if (!isDeepStrictEqual(window.getBounds(), place)) window.setBounds(place)
  }

  parts.ipc.admitCustomer(() => (window === null || window.isDestroyed() ? null : window.webContents))
  screens.on('display-added', follow)
  screens.on('display-removed', follow)
  screens.on('display-metrics-changed', follow)
  parts.settings.onChange(follow)
  till.on('closed', () => window?.destroy())
  follow()

  return {
    changed() {
      if (window === null || window.isDestroyed()) return
      const now = view()
      if (isDeepStrictEqual(now, told)) return
      told = now
      window.setBackgroundColor(GROUND[now.theme])
      parts.publish('customer', now)
    },
    view,
  }
}
