import { app, BrowserWindow, session, type WebContents } from 'electron'
import type { Clock } from '../../contract/clock.ts'
import { servePage } from './app-protocol.ts'
import type { Camera } from './camera.ts'
import type { Ipc } from './ipc.ts'
import { keepPage } from './keep-page.ts'
import { allowCamera, lockDownContents, lockDownSession } from './lock-down.ts'
import type { Log } from './log.ts'
import { CAMERA_HEADERS, cameraPreferences, isPageUrl, mayLoad } from './page-rules.ts'
import type { SettingsBook } from './settings.ts'

interface Parts {
  readonly till: BrowserWindow
  readonly ipc: Pick<Ipc, 'admitCamera'>
  readonly settings: Pick<SettingsBook, 'current' | 'onChange'>
  readonly camera: Pick<Camera, 'restarted'>
  readonly pageRoot: string
  readonly preload: string
  readonly clock: Clock
  readonly log: Log
}

/**
 * A window that nobody sees, whose page looks through the camera: there as long as the camera is switched on, with a session of
 * its own, the only one in the app that may film. Switched off there is no window, no process and no camera light.
 */
export function keepCameraWindow(parts: Parts): void {
  const { till, settings, camera } = parts
  const log = parts.log.of('camera')
  let window: BrowserWindow | null = null
  let ownSession = false

  const contents = (): WebContents | null => (window === null || window.isDestroyed() ? null : window.webContents)

  const lockSession = (): void => {
    if (ownSession) return
    ownSession = true
    const own = session.fromPartition('camera')
    lockDownSession(own, (url) => mayLoad(url, app.isPackaged), log)
    allowCamera(own, (who) => who === contents() && isPageUrl('camera', who.getURL()), log)
    servePage(own, parts.pageRoot, undefined, CAMERA_HEADERS)
  }

  const open = (): BrowserWindow => {
    lockSession()
    const opened = new BrowserWindow({
      width: 320,
      height: 240,
      show: false,
      title: 'Guitai',
      focusable: false,
      skipTaskbar: true,
      webPreferences: cameraPreferences(parts.preload, app.isPackaged),
    })
    opened.removeMenu()
    lockDownContents(opened.webContents, (url) => isPageUrl('camera', url), log)
    opened.webContents.on('did-start-loading', () => camera.restarted())
    opened.webContents.on('render-process-gone', () => camera.restarted())
    keepPage(opened, 'camera', parts.clock, log)
    log.info('camera.on')
    return opened
  }

  const follow = (): void => {
    if (till.isDestroyed()) return
    const { enabled } = settings.current().camera
    if (enabled) window ??= open()
    else if (window !== null) {
      window.destroy()
      window = null
      camera.restarted()
      log.info('camera.off')
    }
  }

  parts.ipc.admitCamera(contents)
  settings.onChange(follow)
  till.on('closed', () => window?.destroy())
  follow()
}
