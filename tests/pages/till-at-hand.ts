import { test as base, type Locator, type Page } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { systemClock } from '../../contract/clock.ts'
import { openTill, type Till } from '../contract/sandbox/raw-till.ts'

/** The sandbox on a real clock, with a till bound to A1, and a browser that may use the clipboard. */
export const test = base.extend<{ till: Till }>({
  till: async ({ context }, use) => {
    const till = await openTill('A1', { ...systemClock, pass: () => undefined }, { guesses: true })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await use(till)
    await till.sandbox.close()
  },
})

export const SIZES = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desk', width: 1366, height: 768 },
] as const

/** Opens one of the pages in a language and at a size. */
export async function openPage(
  page: Page,
  till: Till,
  name: 'wallet' | 'office' | 'approval' | 'one-code',
  language: 'zh' | 'en' = 'zh',
): Promise<void> {
  await page.goto(`${till.origin}/${name}?lang=${language}`)
  await page.waitForFunction(() => document.querySelector('#qr svg, #devices article, .approval > :not([hidden])') !== null)
}

/** What a scanner reads off that part of the screen, with the kind of symbol. Through a pipe: other runs empty folders. */
export async function scanned(part: Locator): Promise<string> {
  const picture = await part.screenshot()
  return execFileSync('zbarimg', ['--quiet', 'png:-'], {
    input: picture,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  }).trim()
}
