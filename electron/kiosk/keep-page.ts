import type { BrowserWindow } from 'electron'
import type { Clock } from '../../contract/clock.ts'
import type { PageName } from '../../contract/request-shape.ts'
import type { Log } from './log.ts'
import { PAGE_URLS, reloadDelay } from './page-rules.ts'

/** A page that lived this long is sound again: the next failure is its first, ms. */
const SOUND_AFTER = 60_000
/** How long a page that does not answer is waited for, ms. */
const PATIENCE = 5_000

/** Loads a page into its window, and loads it again whenever it crashed, hangs or could not be read. It holds nothing, so nothing is lost. */
export function keepPage(window: BrowserWindow, page: PageName, clock: Clock, log: Log): void {
  const { webContents } = window
  let failures = 0
  let loadedAt = clock.now()
  let pending: (() => void) | null = null
  let losingPatience: (() => void) | null = null

  const load = (): void => {
    pending = null
    if (window.isDestroyed()) return
    loadedAt = clock.now()
    webContents.loadURL(PAGE_URLS[page]).catch(() => undefined) // did-fail-load says why
  }
  const again = (event: string, details: Readonly<Record<string, unknown>>): void => {
    if (clock.now() - loadedAt > SOUND_AFTER) failures = 0
    failures++
    log.error(event, { ...details, failures })
    pending ??= clock.after(reloadDelay(failures), load)
  }

  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason !== 'clean-exit') again('page.gone', { reason, exitCode })
  })
  webContents.on('did-fail-load', (_event, number, description, _url, isMainFrame) => {
    if (isMainFrame && number !== -3) again('page.notLoaded', { number, description }) // -3: replaced by a newer load
  })
  webContents.on('preload-error', (_event, _path, error) => log.error('page.preload', { error }))
  webContents.on('unresponsive', () => {
    log.warn('page.unresponsive')
    losingPatience ??= clock.after(PATIENCE, () => {
      losingPatience = null
      webContents.forcefullyCrashRenderer()
    })
  })
  webContents.on('responsive', () => {
    losingPatience?.()
    losingPatience = null
  })
  window.on('closed', () => {
    pending?.()
    losingPatience?.()
  })
  load()
}
