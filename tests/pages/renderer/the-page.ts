import { test as base, expect, type Page } from '@playwright/test'
import { build, type Rolldown } from 'vite'
import type { Snapshot } from '../../../contract/snapshot.ts'
import { aSnapshot, NOW, PageBridge, type StandInAnswers } from '../../support/page-bridge.ts'

export const ORIGIN = 'http://page.guitai.test'
const TYPES: Record<string, string> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
}

export type Files = Map<string, string | Uint8Array>

/** Builds a page as it ships, into memory. */
export async function buildPage(configFile: string): Promise<Files> {
  const built = (await build({
    configFile,
    logLevel: 'error',
    build: { write: false },
  })) as Rolldown.RolldownOutput
  return new Map(built.output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]))
}

export async function serve(page: Page, files: Files): Promise<void> {
  // Of the context: a test that puts itself between is asked first.
  await page.context().route(`${ORIGIN}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname.slice(1) || 'index.html'
    const body = files.get(path)
    if (body === undefined) return route.fulfill({ status: 404, body: '' })
    await route.fulfill({
      body: Buffer.from(body),
      contentType: TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    })
  })
}

export interface Opened {
  /** Opens the page on a till in this state; the page's clock stands at `NOW` and moves as time does. */
  (facts?: Partial<Snapshot>, answers?: StandInAnswers): Promise<PageBridge>
}

export const watchedTest = base.extend<{ complaints: string[] }>({
  /** What the browser complained about: a page that breaks its own policy or throws fails its test. */
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      await use(complaints)
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

export const test = watchedTest.extend<{ open: Opened }, { files: Files }>({
  files: [
    // eslint-style fixtures take what they need by destructuring; this one needs nothing.
    async ({}, use) => use(await buildPage('renderer/vite.config.ts')),
    { scope: 'worker', timeout: 120_000 },
  ],
  open: async ({ page, files }, use) => {
    await use(async (facts = {}, answers = {}) => {
      const bridge = await PageBridge.install(page, aSnapshot(facts), answers)
      await page.clock.install({ time: NOW })
      await serve(page, files)
      await page.goto(`${ORIGIN}/`)
      await page.locator('h1').first().waitFor({ state: 'attached' })
      await page.evaluate(() => document.fonts.ready)
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
