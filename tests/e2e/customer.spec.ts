import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Cashier } from '../../build/demo/cashier.ts'
import { scanned } from '../pages/till-at-hand.ts'
import { onePicture } from '../support/picture.ts'
import { CLERK, expect, test } from './counter.ts'

/** The customer display in the real app, in a window beside the till. */

const AS_WINDOW = { env: { GUITAI_CUSTOMER_DISPLAY: 'window' } }

async function withQr(home: string): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 })
  const settings = { version: 1, ways: { qr: true, cash: false, bankCard: false } }
  await writeFile(join(home, 'settings.json'), JSON.stringify(settings), { mode: 0o600 })
}

async function displayOf(till: Cashier): Promise<Page> {
  const isIt = (page: Page): boolean => page.url().endsWith('/customer.html')
  await expect.poll(() => till.app.windows().some(isIt)).toBe(true)
  const page = till.app.windows().find(isIt)
  if (!page) throw new Error('the customer display was there and is gone')
  await page.locator('main').waitFor()
  return page
}

/** Which page the keyboard belongs to, as Electron sees it. */
const focused = (till: Cashier): Promise<string | undefined> =>
  till.app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.webContents.getURL())

async function startSale(till: Cashier, yuan: string): Promise<void> {
  await till.type(yuan)
  await till.press('Enter')
  await till.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
}

test('a QR stands on both screens and is paid on both; what is typed belongs to the till', async ({ counter, display }) => {
  await withQr(counter.home)
  const till = await counter.openSelling(CLERK, AS_WINDOW)
  const customer = await displayOf(till)
  await expect(customer.getByText('欢迎光临')).toBeVisible()

  await till.type('15')
  await expect(till.page.locator('.amount')).toContainText('15')
  await expect(customer.locator('.amount')).toHaveCount(0)
  await till.press('Enter')
  await expect(customer.getByText('请出示付款码')).toBeVisible()
  await expect(customer.locator('.amount')).toHaveText('¥15.00')

  await till.press('F6')
  const { sale } = await till.until('the QR', (state) => (state.sale?.codeUrl ?? null) !== null)
  await expect(customer.locator('.qr img')).toBeVisible()
  await expect(till.page.locator('.qrbox img')).toBeVisible()
  const [here, there] = [await scanned(till.page.locator('.qrbox')), await scanned(customer.locator('body'))]
  expect(there).toBe(`QR-Code:${sale?.codeUrl ?? ''}`)
  expect(there).toBe(here)

  counter.sandbox.control.scanQr(counter.wallet('alipay'), sale?.codeUrl ?? '')
  await expect(till.page.getByText('已收款').first()).toBeVisible({ timeout: 20_000 })
  await expect(customer.getByText('付款成功')).toBeVisible()
  await expect(customer.getByText('支付宝')).toBeVisible()
  const seen = await customer.locator('body').textContent()
  for (const secret of [sale?.orderNo ?? '', sale?.staffName ?? '', CLERK]) expect(seen).not.toContain(secret)

  // A finger on the customer's screen, then a key: real ones, by the window system.
  expect(await focused(till)).toContain('/index.html')
  const place = await till.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((one) => one.webContents.getURL().endsWith('/customer.html'))
      ?.getBounds(),
  )
  const { x = 0, y = 0 } = place ?? {}
  const xdotool = (...args: string[]) => execFileSync('xdotool', args, { env: display.env })
  xdotool('mousemove', `${x + 300}`, `${y + 200}`, 'click', '1')
  xdotool('key', '7')
  await expect(till.page.locator('.amount')).toContainText('7')
  expect(await focused(till)).toContain('/index.html')

  // The cashier has gone on; the customer still sees that it is paid, until the next sale begins.
  expect((await till.snapshot()).sale).toBeNull()
  await expect(customer.getByText('付款成功')).toBeVisible()
  await till.press('Enter')
  await expect(customer.getByText('请出示付款码')).toBeVisible()
  await expect(customer.locator('.amount')).toHaveText('¥7.00')
})

test('a display whose page dies in the middle of a QR shows it again', async ({ counter }) => {
  await withQr(counter.home)
  const till = await counter.openSelling(CLERK, AS_WINDOW)
  await displayOf(till)
  await startSale(till, '9')
  await till.press('F5')
  await till.until('the QR', (state) => (state.sale?.codeUrl ?? null) !== null)
  /** What stands on the display, by the process it stands in; null while there is no page. Playwright's own hold on it dies with it. */
  const shown = () =>
    till.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows().find((one) =>
        one.webContents.getURL().endsWith('/customer.html'),
      )?.webContents
      if (!contents || contents.isCrashed() || contents.isLoading()) return null
      const look = `document.querySelector('.qr img') && document.querySelector('.say').textContent.trim()`
      return { says: (await contents.executeJavaScript(look)) as unknown, process: contents.getOSProcessId() }
    })
  await expect.poll(shown).toMatchObject({ says: '请用微信扫码付款' })
  const before = (await shown())?.process ?? 0
  await till.app.evaluate(({ webContents }, pid) => {
    const contents = webContents.getAllWebContents().find((one) => one.getOSProcessId() === pid)
    const gone = new Promise<void>((resolve) => contents?.once('render-process-gone', () => resolve()))
    process.kill(pid, 'SIGKILL')
    return gone
  }, before)
  await expect.poll(shown, { timeout: 20_000 }).toMatchObject({ says: '请用微信扫码付款' })
  expect((await shown())?.process).not.toBe(before)
  await expect(till.page.locator('.qrbox img')).toBeVisible()
})

test(
  'the shop’s own pictures are shown while nothing is sold; language and theme follow the till at once',
  { tag: '@long' },
  async ({ counter }) => {
    const folder = join(counter.home, 'pictures')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(join(folder, '夏天.png'), onePicture(64, 40, [200, 120, 30]))
    const till = await counter.openSelling(CLERK, AS_WINDOW)
    const customer = await displayOf(till)
    await expect(customer.locator('img.picture')).toBeVisible()
    expect(await customer.locator('img.picture').evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(64)
    await startSale(till, '3')
    await expect(customer.locator('img.picture')).toHaveCount(0)
    await till.page.evaluate(() => window.guitai.ask('app.setLanguage', { language: 'en' }))
    await till.page.evaluate(() => window.guitai.ask('app.setTheme', { theme: 'dark' }))
    await expect(customer.getByText('Please show your payment code')).toBeVisible()
    await expect(customer.locator('html')).toHaveAttribute('data-theme', 'dark')
    await till.press('Escape')
    await expect(customer.locator('img.picture')).toBeVisible()
  },
)

test('without a second screen and without the wish there is no second window', { tag: '@long' }, async ({ counter }) => {
  const till = await counter.openSelling()
  await startSale(till, '3')
  expect(till.app.windows()).toHaveLength(1)
})
