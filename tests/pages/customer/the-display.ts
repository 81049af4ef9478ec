import type { Page } from '@playwright/test'
import type { CustomerScene, CustomerView } from '../../../contract/customer-view.ts'
import { NOW } from '../../support/page-bridge.ts'
import { watchedTest } from '../renderer/the-page.ts'
import { servePage } from '../served-page.ts'

export const CODE_URL = 'https://qr.alipay.com/bax03206ug0kulveltqc80a8'

export function aView(scene: CustomerScene, facts: Partial<CustomerView> = {}): CustomerView {
  return { language: 'zh-CN', theme: 'light', training: false, shopName: '海风酒店 南山店', scene, ...facts }
}

interface StandIn {
  view: CustomerView
  asked: string[]
  tell?: (view: CustomerView) => void
}

declare global {
  interface Window {
    display: StandIn
  }
}

/** Stands in for the preload. Runs inside the page, before the page does. */
function putIntoPage(view: CustomerView): void {
  const display: StandIn = { view, asked: [] }
  const guitai = {
    ask(name: string) {
      display.asked.push(name)
      return Promise.resolve({ ok: true, value: display.view })
    },
    on(name: string, listener: (body: CustomerView) => void) {
      if (name === 'customer') display.tell = listener
      return () => undefined
    },
  }
  Object.assign(window, { display, guitai })
}

/** The hand of the test on the far side of the bridge. */
export class Display {
  private readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  async tell(view: CustomerView): Promise<void> {
    await this.page.evaluate((next) => {
      window.display.view = next
      window.display.tell?.(next)
    }, view)
  }

  asked(): Promise<string[]> {
    return this.page.evaluate(() => window.display.asked)
  }
}

export interface Opened {
  /** Opens the display on this view; its clock stands at `NOW` and moves as the test lets it. */
  (view: CustomerView, pictures?: Readonly<Record<string, Uint8Array>>): Promise<Display>
}

export const test = watchedTest.extend<{ open: Opened }, { origin: string }>({
  origin: [
    // Playwright reads the fixture's needs from this pattern, so it has to be one.
    async ({}, use) => {
      const site = await servePage('renderer/customer/vite.config.ts')
      await use(site.origin)
      await site.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  open: async ({ page, origin }, use) => {
    await use(async (view, pictures = {}) => {
      await page.addInitScript(putIntoPage, view)
      await page.clock.install({ time: NOW })
      await page.route(`${origin}/pictures/*`, async (route) => {
        const name = decodeURIComponent(new URL(route.request().url()).pathname.slice('/pictures/'.length))
        const body = pictures[name]
        await route.fulfill(body ? { body: Buffer.from(body), contentType: 'image/png' } : { status: 404, body: '' })
      })
      await page.goto(`${origin}/customer.html`)
      await page.locator('h1').waitFor({ state: 'attached' })
      await page.evaluate(() => document.fonts.ready)
      return new Display(page)
    })
  },
})
export { expect } from '@playwright/test'
