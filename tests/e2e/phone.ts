import { execFileSync } from 'node:child_process'
import { chromium, type Page } from '@playwright/test'
import type { Cashier } from '../../build/demo/cashier.ts'
import { BROWSER } from '../support/browser.ts'

/** What a phone reads off the QR on the till's screen. */
export async function scannedOff(till: Cashier): Promise<string> {
  const symbol = till.page.locator('.qrbox img')
  await symbol.waitFor()
  const picture = await symbol.screenshot()
  const read = execFileSync('zbarimg', ['--quiet', '--raw', 'png:-'], {
    input: picture,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  return read.trim()
}

/** A second person's phone. */
export async function withPhone(act: (phone: Page) => Promise<void>): Promise<void> {
  const browser = await chromium.launch(BROWSER)
  try {
    await act(await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' }))
  } finally {
    await browser.close()
  }
}
