import { homedir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { systemClock as clock } from '../contract/clock.ts'
import { openHome } from './kiosk/home.ts'
import { claimHome } from './kiosk/instance.ts'
import { listenToPage, type Ipc } from './kiosk/ipc.ts'
import { openLog } from './kiosk/log.ts'
import { createMask } from './kiosk/mask.ts'
import { readWishes } from './kiosk/surroundings.ts'
import { WALLET_WIDTH } from './kiosk/wallet-window.ts'
import { openKiosk, prepareApp, type Kiosk } from './kiosk/window.ts'

/**
 * The window first: it opens and reads its page while the main process reads the till. So nothing that is large belongs
 * into what this file imports; `tests/unit/build/first-read.test.ts` holds it to that.
 */

const built = (...path: string[]): string => join(app.getAppPath(), 'out', ...path)
const home = openHome({ env: process.env, platform: process.platform, userFolder: homedir() })
/** What the mask must know: the secrets this till holds, and how its own numbers begin. */
const known = { secrets: new Set<string>(), orderPrefixes: new Set<string>() }
const mask = createMask(() => ({ secrets: [...known.secrets], orderPrefixes: [...known.orderPrefixes] }))
const log = openLog({ folder: home.log, mask, now: clock.now })
const wishes = readWishes(process.env)

/** Whatever else has become due is done first. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function open(): Promise<void> {
  const kiosk: Kiosk = openKiosk({
    pageRoot: built('renderer'),
    preload: built('preload', 'preload.cjs'),
    clock,
    log,
    windowSize: wishes.windowSize,
    besides: wishes.training ? WALLET_WIDTH : 0,
  })
  const ipc: Ipc = listenToPage({ trusted: () => (kiosk.window.isDestroyed() ? null : kiosk.window.webContents), log })
  // One after the other, so that the page's own requests are answered in between.
  await import('../contract/plain-checks.ts')
  await turn()
  await import('../contract/requests.ts')
  await turn()
  await import('./ledger/open.ts')
  await turn()
  const { run } = await import('./main.ts')
  await turn()
  await run({ home, wishes, log, mask, known, kiosk, ipc })
}

prepareApp(log)
if (claimHome(home, () => undefined)) {
  process.on('unhandledRejection', (error) => log.error('unhandled', { error }))
  process.on('uncaughtException', (error) => {
    log.error('uncaught', { error })
    app.exit(1)
  })
  // Not awaited at the top level: Electron would wait for this module, and this module for Electron.
  void app.whenReady().then(open)
  process.once('SIGTERM', () => app.quit())
  process.once('SIGINT', () => app.quit())
} else {
  log.warn('app.alreadyRuns')
  app.quit()
}
