import { test as base, expect, type Browser, type ConsoleMessage, type Page } from '@playwright/test'
import type { Snapshot } from '../../../contract/snapshot.ts'
import { aSnapshot, NOW, PageBridge, type StandInAnswers } from '../../support/page-bridge.ts'
import { AXE } from '../axe.ts'
import { servePage } from '../served-page.ts'

export interface Opened {
  /** Opens the page on a till in this state; the page's clock stands at `NOW` and moves as time does. */
  (facts?: Partial<Snapshot>, answers?: StandInAnswers): Promise<PageBridge>
}

export const watchedTest = base.extend<{ complaints: string[] }>({
  /** What the browser complained about: a page that breaks its own policy or throws fails its test. */
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = []
      const listen = (message: ConsoleMessage): void => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      }
      const note = (error: Error): void => void complaints.push(error.message)
      page.on('console', listen).on('pageerror', note)
      await use(complaints)
      page.off('console', listen).off('pageerror', note)
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

/** The till's page is there: what stands on it can be looked at. */
async function drawn(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor({ state: 'attached' })
  await page.evaluate(() => document.fonts.ready)
}

export const test = watchedTest.extend<{ open: Opened }, { origin: string }>({
  origin: [
    // Playwright reads the fixture's needs from this pattern, so it has to be one.
    async ({}, use) => {
      const site = await servePage('renderer/vite.config.ts')
      await use(site.origin)
      await site.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  open: async ({ page, origin }, use) => {
    await use(async (facts = {}, answers = {}) => {
      const bridge = await PageBridge.install(page, aSnapshot(facts), answers)
      await page.clock.install({ time: NOW })
      await page.goto(origin)
      await drawn(page)
      return bridge
    })
  },
})

/** How many states one page is loaded for: each leaves something in the page's clock. */
const STATES_A_PAGE = 25

/** A page that is loaded again for each state, which costs a sixth of a page of its own. */
class KeptPage {
  private page: Page | null = null
  private loaded = 0
  private readonly browser: Browser
  private readonly origin: string

  constructor(browser: Browser, origin: string) {
    this.browser = browser
    this.origin = origin
  }

  async next(): Promise<Page> {
    if (this.page !== null && this.loaded++ < STATES_A_PAGE) return this.page
    await this.page?.context().close()
    const context = await this.browser.newContext()
    const page = await context.newPage()
    await PageBridge.keep(page)
    await page.goto(`${this.origin}/blank.html`)
    this.page = page
    this.loaded = 0
    return page
  }
}

/** For tests that only look: they share a page, and each loads it anew. */
export const lookingTest = test.extend<object, { kept: KeptPage }>({
  kept: [async ({ browser, origin }, use) => use(new KeptPage(browser, origin)), { scope: 'worker' }],
  page: async ({ kept }, use) => use(await kept.next()),
  open: async ({ page, origin }, use) => {
    await use(async (facts = {}, answers = {}) => {
      await page.clock.install({ time: NOW })
      const bridge = await PageBridge.reload(page, origin, aSnapshot(facts), answers)
      await drawn(page)
      await page.addScriptTag({ url: AXE })
      return bridge
    })
  },
})

export { expect }

/**
 * Presses keys as a hand does: once the screen it goes to is there, and by the page's own clock, which stands still while a busy
 * machine is elsewhere: keys that came without time between them would be a scanner's.
 */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.locator('main[aria-busy]').waitFor({ state: 'detached' })
    await page.clock.runFor(80)
    await page.keyboard.press(key)
  }
  // Whatever comes next is not of this hand.
  await page.clock.runFor(80)
}

/** Types as a scanner does: the whole code and the line end within a few milliseconds. */
export async function scan(page: Page, text: string): Promise<void> {
  await page.evaluate((code) => {
    const target = document.activeElement ?? document.body
    const press = (key: string, keyCode: string): boolean =>
      target.dispatchEvent(new KeyboardEvent('keydown', { key, code: keyCode, bubbles: true, cancelable: true, composed: true }))
    for (const character of code) press(character, /\d/.test(character) ? `Digit${character}` : '')
    press('Enter', 'Enter')
  }, text)
}
