import { chromium } from '@playwright/test'
import { BROWSER } from '../support/browser.ts'
import { CLERK, expect, test } from './counter.ts'

/** The wallet page as a person uses it, in a browser of its own. */
async function openPhone() {
  const browser = await chromium.launch(BROWSER)
  return { page: await browser.newPage({ locale: 'zh-CN' }), close: () => browser.close() }
}

test('in training the till binds itself to its own sandbox, and the wallet holds its code to the scanner', async ({
  counter,
}) => {
  const till = await counter.open({ cloud: '', env: { GUITAI_TRAINING: '1' } })
  const { training } = await till.until(
    'bound by itself',
    (state) => state.stage === 'signedOut' && state.staff.length > 0,
    30_000,
  )
  expect(training).toBe(true)
  await expect(till.page.getByText('训练').first()).toBeVisible()
  const withKeyboard = () =>
    till.app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.webContents.getURL() ?? 'no window of ours')
  expect(await withKeyboard(), 'the wallet beside it has not taken the keyboard').toMatch(/^app:\/\/guitai/)

  const wallet = till.app.windows().find((page) => page.url().startsWith('http://127.0.0.1'))
  const origin = new URL(wallet?.url() ?? '').origin
  const office = (await (await fetch(`${origin}/sandbox/api/office`)).json()) as {
    staff: { staffId: string; trainingPassword: string }[]
  }
  await till.signIn(CLERK, office.staff.find((person) => person.staffId === CLERK)?.trainingPassword ?? '')
  await till.until('the till', (state) => state.stage === 'selling')
  await till.type('66')
  await till.press('Enter')
  await till.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')

  const phone = await openPhone()
  await phone.page.goto(`${origin}/wallet`)
  await phone.page.getByRole('button', { name: '对准扫码枪' }).click()
  const { sale } = await till.until('paid', (state) => state.sale?.state === 'paid')
  expect(sale?.amountFen).toBe(6600)
  const slip = await till.page.evaluate((orderNo) => window.guitai.ask('slip.preview', { orderNo }), sale?.orderNo ?? '')
  const text = slip.ok ? slip.value.lines.map((line) => (line.kind === 'text' ? line.text : '')).join('\n') : ''
  expect(text, 'the slip says that it is practice').toContain('练习')
  await phone.close()
})
