import type { BrowserWindow } from 'electron'
import type { Clock } from '../../contract/clock.ts'
import type { Log } from './log.ts'
import { paced, type Pace } from './pace.ts'
import { writeWhole } from './write-whole.ts'

/**
 * Where there is no screen, the file GUITAI_SCREENSHOT names shows what would be on it: drawn again after changes, at most
 * every 2 s. Call `changed` when the page was told something; what is typed and loaded is noticed here.
 */
export function keepScreenshot(window: BrowserWindow, file: string, clock: Clock, log: Log): Pace {
  const { webContents } = window
  const pace = paced(clock, 2_000, 400, async () => {
    if (window.isDestroyed() || webContents.isCrashed()) return
    try {
      const picture = await webContents.capturePage()
      if (!picture.isEmpty()) writeWhole(file, picture.toPNG(), 0o644)
    } catch (error) {
      log.warn('screenshot.notKept', { error })
    }
  })
  webContents.on('did-finish-load', pace.changed)
  webContents.on('input-event', pace.changed)
  window.on('closed', pace.stop)
  return pace
}
