import { test as base, type Page } from '@playwright/test'
import { systemClock } from '../../contract/clock.ts'
import { openTill, type Till } from '../contract/sandbox/raw-till.ts'

/** The sandbox on a real clock, with a till bound to A1, and a browser that may use the clipboard. */
export const test = base.extend<{ till: Till }>({
  till: async ({ context }, use) => {
    const till = await openTill('A1', { ...systemClock, pass: () => undefined })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await use(till)
    await till.sandbox.close()
  },
})

export const SIZES = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desk', width: 1366, height: 768 },
] as const

/** Opens one of the two pages in a language and at a size. */
export async function openPage(page: Page, till: Till, name: 'wallet' | 'office', language: 'zh' | 'en' = 'zh'): Promise<void> {
  await page.goto(`${till.origin}/${name}?lang=${language}`)
  await page.waitForFunction(() => document.querySelector('#qr svg, #devices article') !== null)
}
