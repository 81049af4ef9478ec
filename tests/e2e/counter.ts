import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect } from '@playwright/test'
import { openTill, type Cashier, type TillOptions } from '../../build/demo/cashier.ts'
import { withDisplay, type Display } from '../../build/display.ts'
import { startSandbox, type Sandbox } from '../../cloudpay/sandbox/sandbox.ts'

/** A counter for one test: a screen, a Cloud Pay, a state folder, and tills that can be opened, killed and opened again. */
export interface Counter {
  readonly sandbox: Sandbox
  readonly home: string
  open(options?: Partial<TillOptions>): Promise<Cashier>
  /** Bound, with this person at it. */
  openSelling(staffId?: string, options?: Partial<TillOptions>): Promise<Cashier>
  /** The wallet's id by its tender. */
  wallet(tender: 'wechat' | 'alipay' | 'memberCard'): string
  password(staffId: string): string
}

export const CLERK = '1206'
export const MANAGER = '0001'

/** Types the sum, presses charge, and scans the code. */
export async function charge(cashier: Cashier, yuan: string, code: string): Promise<void> {
  await cashier.type(yuan)
  await cashier.press('Enter')
  await cashier.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
  await cashier.scanUntil(code, 'the code taken', (state) => state.sale?.state !== 'waitingForCode')
}

/** Two sales on WeChat Pay, 20 yuan together; the summary says so, and Cloud Pay the same. */
export async function soldAndCompared(till: Cashier, { sandbox, wallet }: Counter): Promise<void> {
  for (const amount of ['12.5', '7.5']) {
    await charge(till, amount, sandbox.control.codeOf(wallet('wechat')))
    await till.until('paid', (state) => state.sale?.state === 'paid', 20_000)
    await till.press('Enter')
    await till.until('the till', (state) => state.sale === null)
  }
  await till.press('F4')
  await expect(till.page.locator('.summary .big')).toHaveText('¥20.00')
  await till.press('Alt+r')
  await expect(till.page.locator('.told')).toContainText('和云支付一致')
}

/** A till that takes money by a QR, in cash and by a bank card as well. */
export async function withWays(home: string): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 })
  const settings = { version: 1, ways: { qr: true, cash: true, bankCard: true } }
  await writeFile(join(home, 'settings.json'), JSON.stringify(settings), { mode: 0o600 })
}

/** What the till wrote down, for whoever has to find out what went wrong. */
async function keepLogs(home: string, folder: string): Promise<void> {
  await cp(join(home, 'log'), folder, { recursive: true }).catch(() => undefined)
}

export const test = base.extend<{ counter: Counter }, { display: Display }>({
  display: [
    // Playwright reads the fixture's needs from this pattern, so it has to be one.
    async ({}, use) => {
      const display = await withDisplay({ width: 2200, height: 2100 })
      await use(display)
      await display.stop()
    },
    { scope: 'worker' },
  ],
  counter: async ({ display }, use, testInfo) => {
    const home = await mkdtemp(join(tmpdir(), 'guitai-e2e-'))
    const sandbox = await startSandbox({ guesses: true })
    const opened: Cashier[] = []
    const counter: Counter = {
      sandbox,
      home,
      async open(options = {}) {
        const cashier = await openTill({ home, cloud: sandbox.origin, ...options, env: { ...display.env, ...options.env } })
        opened.push(cashier)
        return cashier
      },
      async openSelling(staffId = CLERK, options = {}) {
        const cashier = await counter.open(options)
        const { stage } = await cashier.until('a start', (state) => state.stage !== 'starting')
        if (stage === 'unbound') {
          const link = sandbox.configurationLink('A1')
          await cashier.scanUntil(link, 'the till bound', (state) => state.stage !== 'unbound')
        }
        await cashier.until('the people', (state) => state.stage === 'signedOut' && state.staff.length > 0)
        await cashier.signIn(staffId, counter.password(staffId))
        await cashier.until('the till', (state) => state.stage === 'selling')
        return cashier
      },
      wallet(tender) {
        const found = sandbox.control.wallets().find((one) => one.tender === tender)
        if (!found) throw new Error(`no wallet pays by ${tender}`)
        return found.id
      },
      password: (staffId) => sandbox.control.staff().find((person) => person.staffId === staffId)?.trainingPassword ?? '',
    }
    await use(counter)
    const failed = testInfo.status !== testInfo.expectedStatus
    for (const [nth, cashier] of opened.entries()) {
      if (failed) await cashier.picture(testInfo.outputPath(`till-${nth}.png`)).catch(() => undefined)
      await cashier.close().catch(() => undefined)
    }
    if (failed) await keepLogs(home, testInfo.outputPath('log'))
    await sandbox.close()
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  },
})
export { expect }
