import { app } from 'electron'
import type { Home } from './home.ts'

/**
 * Claims the home for this process; false when another till runs on it. Electron's own files go below the home, and its
 * lock goes by them, so tills with different homes run side by side. `again` is called when somebody starts it once more.
 */
export function claimHome(home: Pick<Home, 'electron'>, again: () => void): boolean {
  app.setPath('userData', home.electron)
  app.setPath('sessionData', home.electron)
  app.setPath('crashDumps', `${home.electron}/crashes`)
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', again)
  return true
}
