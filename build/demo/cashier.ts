import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { Snapshot } from '../../contract/snapshot.ts'
import { sandboxFlags } from '../electron/program.ts'

const root = join(import.meta.dirname, '..', '..')

export interface TillOptions {
  /** The till's state folder. */
  readonly home: string
  /** Window size, for example 1366x768. */
  readonly size?: string
  /** A sandbox or another server on this machine. */
  readonly cloud?: string
  /** More environment: the display, GUITAI_PRINTER, GUITAI_ARCHIVE, GUITAI_TRAINING. */
  readonly env?: NodeJS.ProcessEnv
  /** Chromium's own switches, for what stands in for hardware. */
  readonly switches?: readonly string[]
}

/** A person at a real till: types, scans, looks, and waits for what is on the screen. */
export interface Cashier {
  readonly app: ElectronApplication
  readonly page: Page
  /** Presses keys one after another, at a hand's pace. */
  type(text: string): Promise<void>
  press(...keys: readonly string[]): Promise<void>
  /** Reads a code as a keyboard scanner does: all characters at once, then Enter. */
  scan(text: string): Promise<void>
  /** The hand puts the scanner down: a line end so close behind a scan would be the scanner's own. */
  putDown(): Promise<void>
  /** Scans until the till has taken it: a beep without an effect makes anybody scan once more. */
  scanUntil(text: string, what: string, holds: (state: Snapshot) => boolean): Promise<Snapshot>
  snapshot(): Promise<Snapshot>
  /** Waits until the till says so; the error names what was waited for and what was there instead. */
  until(what: string, holds: (state: Snapshot) => boolean, withinMs?: number): Promise<Snapshot>
  signIn(staffId: string, password: string): Promise<void>
  picture(file: string): Promise<void>
  /** Leaves as the power button would: the till writes everything down and ends. */
  close(): Promise<void>
}

/** Slower than any scanner, faster than any queue: ms between two keys. */
const HAND = 90

/**
 * Runs inside the page: until the till has told another state than this one, or half a second is over. Nothing in it has a name of its own:
 * a loader that keeps names would leave a word of its own there.
 */
function news(known: number): Promise<void> {
  return new Promise((resolve) => {
    const forget = window.guitai.on('snapshot', ({ revision }) => {
      if (revision === known) return
      forget()
      resolve()
    })
    setTimeout(() => {
      forget()
      resolve()
    }, 500)
    // What was told between the question and the listening.
    void window.guitai.ask('app.snapshot', {}).then((outcome) => {
      if (outcome.ok && outcome.value.revision !== known) resolve()
    })
  })
}

export async function openTill(options: TillOptions): Promise<Cashier> {
  const env: Record<string, string> = {}
  const wanted: NodeJS.ProcessEnv = {
    ...process.env,
    ...options.env,
    GUITAI_HOME: options.home,
    GUITAI_WINDOW: options.size ?? '1366x768',
    ...(options.cloud ? { GUITAI_CLOUDPAY: options.cloud } : {}),
  }
  for (const [name, value] of Object.entries(wanted)) if (value !== undefined) env[name] = value
  const app = await _electron.launch({
    // Electron is found from the working folder: named outright, Playwright would leave out its loader and may hang.
    args: [...sandboxFlags(), ...(options.switches ?? []), root],
    cwd: root,
    env,
  })
  const page = await kioskPage(app)
  // The page listens to keys once it has drawn its first screen.
  await page.locator('main').first().waitFor()
  const snapshot = async (): Promise<Snapshot> => {
    const outcome = await page.evaluate(() => window.guitai.ask('app.snapshot', {}))
    if (!outcome.ok) throw new Error(`the till does not say where it stands: ${outcome.fault.code}`)
    return outcome.value
  }

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key, { delay: HAND / 2 })
  }

  const cashier: Cashier = {
    app,
    page,
    snapshot,
    press,
    async type(text) {
      for (const character of text) {
        await page.keyboard.press(character)
        await page.waitForTimeout(HAND)
      }
    },
    scan: (text) =>
      app.evaluate(({ BrowserWindow }, code) => {
        const window = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().startsWith('app://guitai/index.html'))
        for (const keyCode of [...code, 'Return']) {
          window?.webContents.sendInputEvent({ type: 'keyDown', keyCode })
          window?.webContents.sendInputEvent({ type: 'char', keyCode: keyCode === 'Return' ? '\r' : keyCode })
          window?.webContents.sendInputEvent({ type: 'keyUp', keyCode })
        }
      }, text),
    putDown: () => page.waitForTimeout(HAND),
    async scanUntil(text, what, holds) {
      for (let tries = 1; ; tries++) {
        await cashier.scan(text)
        try {
          const state = await cashier.until(what, holds, 5000)
          await cashier.putDown()
          return state
        } catch (error) {
          if (tries === 4) throw error
        }
      }
    },
    async until(what, holds, withinMs = 15_000) {
      const limit = Date.now() + withinMs
      let state = await snapshot()
      while (!holds(state)) {
        if (Date.now() > limit) {
          const seen = {
            stage: state.stage,
            stop: state.stop,
            sale: state.sale,
            lastSale: state.lastSale,
            parked: state.parked.length,
            notices: state.notices,
          }
          throw new Error(`waited in vain for: ${what}. The till says ${JSON.stringify(seen)}`)
        }
        await page.evaluate(news, state.revision)
        state = await snapshot()
      }
      return state
    },
    async signIn(staffId, password) {
      const { staff } = await cashier.until('the sign-in screen', (state) => state.stage === 'signedOut')
      const tile = staff.findIndex((person) => person.staffId === staffId)
      if (tile >= 0 && tile < 5) await press(`F${tile + 1}`)
      else {
        await press('F6')
        await cashier.type(staffId)
        await press('Enter')
      }
      await cashier.type(password)
      await press('Enter')
    },
    async picture(file) {
      await mkdir(dirname(file), { recursive: true })
      await page.screenshot({ path: file })
    },
    async close() {
      await app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined)
      await app.close()
    },
  }
  return cashier
}

/** The kiosk's page, not the wallet's or the customer display's. */
async function kioskPage(app: ElectronApplication): Promise<Page> {
  const known = app.windows().find((page) => page.url().startsWith('app://guitai/index.html'))
  if (known) return known
  for (;;) {
    const page = await app.waitForEvent('window', { timeout: 30_000 })
    await page.waitForLoadState('domcontentloaded')
    if (page.url().startsWith('app://guitai/index.html')) return page
  }
}
