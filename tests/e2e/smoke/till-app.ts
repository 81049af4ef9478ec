import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withDisplay, type Display } from '../../../build/display.ts'

export const SCREEN = { width: 1366, height: 768 }
const root = join(import.meta.dirname, '..', '..', '..')

interface Till {
  readonly app: ElectronApplication
  readonly page: Page
}

/** The till's own page: the wallet and the customer display may have a window beside it. */
async function tillPage(app: ElectronApplication): Promise<Page> {
  const isTill = (page: Page) => page.url().startsWith('app://guitai/index.html')
  for (const page of app.windows()) await page.waitForURL(/./)
  return (
    app.windows().find(isTill) ??
    app.waitForEvent('window', { predicate: async (page) => (await page.waitForURL(/./), isTill(page)) })
  )
}

/** The built till in real Electron: each worker has a screen of its own, each test a till with a home of its own. */
export const test = base.extend<{ till: Till }, { display: Display }>({
  display: [
    // Playwright reads what a fixture needs out of its first parameter.
    async ({}, use) => {
      const display = await withDisplay(SCREEN)
      await use(display)
      await display.stop()
    },
    { scope: 'worker' },
  ],
  till: async ({ display }, use) => {
    const home = await mkdtemp(join(tmpdir(), 'guitai-till-'))
    const env = Object.fromEntries(
      Object.entries(display.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    )
    const app = await _electron.launch({ args: [root], cwd: root, env: { ...env, GUITAI_HOME: home, GUITAI_TRAINING: '1' } })
    await use({ app, page: await tillPage(app) })
    await app.close()
    await rm(home, { recursive: true, force: true })
  },
})
