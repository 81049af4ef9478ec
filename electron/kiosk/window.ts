import { app, BrowserWindow, Menu, screen, session, type BrowserWindowConstructorOptions } from 'electron'
import type { Clock } from '../../contract/clock.ts'
import { declarePageScheme, servePage } from './app-protocol.ts'
import { keepPage } from './keep-page.ts'
import { lockDownApp, lockDownContents, lockDownSession } from './lock-down.ts'
import type { Log } from './log.ts'
import { GROUND, isPageUrl, mayLoad, pagePreferences, plainWindowSize } from './page-rules.ts'

/** Everything that must be said before Electron is ready. */
export function prepareApp(log: Log): void {
  declarePageScheme()
  lockDownApp(log.of('page'))
  app.disableHardwareAcceleration() // the first picture comes sooner, and counter terminals have poor drivers
  // The page draws no 3D: what would stand in for the graphics card there costs 10 MB (docs/figures.md).
  app.commandLine.appendSwitch('disable-software-rasterizer')
  Menu.setApplicationMenu(null)
}

export interface KioskParts {
  /** Folder of the built page. */
  readonly pageRoot: string
  /** The preload, a CommonJS file. */
  readonly preload: string
  readonly clock: Clock
  readonly log: Log
  /** `GUITAI_WINDOW`, for tests. */
  readonly windowSize: string | undefined
  /** Pixels to leave free at the right for the wallet of training mode, where the screen is wide enough; else 0. */
  readonly besides: number
}

export interface Kiosk {
  readonly window: BrowserWindow
  /** When the page is on the screen for the first time. */
  readonly ready: Promise<void>
  setTheme(theme: 'light' | 'dark'): void
}

/** The narrowest screen the till is made for. */
const NARROWEST = 1024

function shapeOf(size: { width: number; height: number } | null, besides: number): BrowserWindowConstructorOptions {
  if (size !== null) return { ...size, useContentSize: true, enableLargerThanScreen: true }
  const { bounds } = screen.getPrimaryDisplay()
  const beside = { ...bounds, width: bounds.width - besides }
  if (besides > 0 && beside.width >= NARROWEST) return { ...beside, frame: false, movable: false, resizable: false }
  // Without a window manager `kiosk` alone stays 800×600, so the bounds are given too.
  return { ...bounds, kiosk: true, fullscreen: true, frame: false, movable: false }
}

/** Opens the kiosk on the page. Call it once, when Electron is ready. */
export function openKiosk(parts: KioskParts): Kiosk {
  const log = parts.log.of('page')
  const size = plainWindowSize(parts.windowSize)
  const own = session.defaultSession
  lockDownSession(own, (url) => mayLoad(url, app.isPackaged), log)
  servePage(own, parts.pageRoot)

  const window = new BrowserWindow({
    ...shapeOf(size, parts.besides),
    show: false,
    title: 'Guitai',
    autoHideMenuBar: true,
    backgroundColor: GROUND.light,
    webPreferences: pagePreferences(parts.preload, app.isPackaged),
  })
  window.removeMenu()
  lockDownContents(window.webContents, (url) => isPageUrl('till', url), log)
  if (size === null) stayOpen(window)

  const ready = new Promise<void>((resolve) => {
    window.once('ready-to-show', () => {
      window.show()
      resolve()
    })
  })
  keepPage(window, 'till', parts.clock, log)
  return {
    window,
    ready,
    setTheme(theme) {
      if (!window.isDestroyed()) window.setBackgroundColor(GROUND[theme])
    },
  }
}

/** The kiosk closes with the till, not by a key of the window manager. */
function stayOpen(window: BrowserWindow): void {
  let leaving = false
  app.on('before-quit', () => {
    leaving = true
  })
  window.on('close', (event) => {
    if (!leaving) event.preventDefault()
  })
}

/** What is not on the first screen waits for it, but not longer than this, ms. */
const FIRST_SCREEN_LIMIT = 3_000
/** From the window that may be shown to the picture that stands on the screen, ms. */
const FIRST_PICTURE = 250

/** When the first picture stands on the screen, or would have long ago. */
export function firstScreenOf({ ready }: Kiosk, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    void ready.then(() => clock.after(FIRST_PICTURE, resolve))
    clock.after(FIRST_SCREEN_LIMIT, resolve)
  })
}
