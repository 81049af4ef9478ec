import { app, BrowserWindow, screen, session } from 'electron'
import { lockDownContents, lockDownSession } from './lock-down.ts'
import type { Log } from './log.ts'
import { isOfOrigin, walletPreferences } from './page-rules.ts'

/** As wide as a phone. */
export const WALLET_WIDTH = 420
const HEIGHT = 860

/**
 * In training a customer's phone stands beside the till: a plain window that can show this web origin and nothing else,
 * without a bridge and with a session of its own. `url` is its first page.
 */
export function walletWindow(url: string, beside: BrowserWindow, log: Log): BrowserWindow {
  const part = log.of('wallet')
  const ofOrigin = (wanted: string): boolean => isOfOrigin(wanted, url)
  lockDownSession(session.fromPartition('wallet'), (wanted) => ofOrigin(wanted) || /^(?:data|blob|devtools):/.test(wanted), part)

  const kiosk = beside.getBounds()
  const { workArea } = screen.getDisplayMatching(kiosk)
  const height = Math.min(HEIGHT, workArea.height)
  const right = workArea.x + workArea.width - WALLET_WIDTH
  const window = new BrowserWindow({
    width: WALLET_WIDTH,
    height,
    x: Math.max(workArea.x, Math.min(kiosk.x + kiosk.width, right)),
    y: workArea.y + Math.max(0, Math.floor((workArea.height - height) / 2)),
    useContentSize: true,
    alwaysOnTop: beside.isKiosk(),
    autoHideMenuBar: true,
    title: 'Guitai',
    show: false,
    webPreferences: walletPreferences(app.isPackaged),
  })
  window.removeMenu()
  lockDownContents(window.webContents, ofOrigin, part)
  // The keyboard stays with the till.
  window.once('ready-to-show', () => window.showInactive())
  window.webContents.loadURL(url).catch((error: unknown) => part.warn('wallet.notLoaded', { error }))
  return window
}
