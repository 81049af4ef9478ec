import type { Page } from '@playwright/test'
import { poleSetupSchema } from '../../../contract/poles.ts'
import { serialLineSchema } from '../../../contract/serial-line.ts'
import { GROUPS } from '../../../renderer/stores/device-settings.ts'
import { ADMIN, answers, GUN, MANAGER, settings, TWO } from './setting-states.ts'
import { expect, press, test } from './the-page.ts'

/** The settings, with the search opened by its key. */
async function beginToFind(page: Page): Promise<void> {
  await press(page, 'F7')
  await page.locator('.groups').waitFor()
  await press(page, 'Alt+f')
  await expect(page.getByRole('combobox')).toBeFocused()
}
const first = (page: Page) => page.getByRole('option').first()

test('a word leads to the row it names, by keys alone: Enter changes nothing, the next Space does', async ({ page, open }) => {
  const bridge = await open({ person: MANAGER }, answers({}, { 'devices.setReceipt': { ok: true, value: null } }))
  await beginToFind(page)
  await page.keyboard.insertText('钱箱')
  await expect(first(page)).toContainText('打完开钱箱')
  await expect(first(page)).toContainText('小票')
  await press(page, 'Enter')
  await expect(page.getByRole('heading', { name: '小票' })).toBeVisible()
  await expect(page.getByRole('combobox')).toBeHidden()
  await expect(page.getByRole('switch', { name: /打完开钱箱/ })).toBeFocused()
  expect(await bridge.asked('devices.setReceipt')).toEqual([])
  await press(page, 'Space')
  await expect.poll(async () => (await bridge.asked('devices.setReceipt'))[0]?.question).toEqual({ openDrawer: true })
})

test('English words find on a Chinese page, and arrows go down the list without leaving the field', async ({ page, open }) => {
  await open({ person: MANAGER }, answers())
  await beginToFind(page)
  await press(page, ...'volume')
  await expect(page.getByRole('option')).toHaveText([/音量：收款/, /音量：退款和押金/, /音量：失败和未确认/])
  await press(page, 'ArrowDown')
  await press(page, 'ArrowDown')
  await press(page, 'ArrowDown')
  await press(page, 'ArrowUp')
  await expect(page.getByRole('option', { selected: true })).toHaveText(/音量：退款和押金/)
  await press(page, 'Enter')
  await expect(page.getByRole('heading', { name: '语音' })).toBeVisible()
  await expect(page.getByRole('button', { name: '音量：退款和押金 减' })).toBeFocused()
})

test('before a word the pages are listed; nothing found is said; the key and Esc close it, and Esc leaves only then', async ({
  page,
  open,
}) => {
  await open({ person: MANAGER }, answers())
  await beginToFind(page)
  await expect(page.getByRole('option')).toHaveCount(GROUPS.length)
  await press(page, ...'zebra')
  await expect(page.getByText('没有找到。换一个词试试')).toBeVisible()
  await press(page, 'Enter')
  await expect(page.getByRole('combobox')).toBeVisible()
  await press(page, 'Alt+f')
  await expect(page.getByRole('combobox')).toBeHidden()
  await press(page, 'Alt+f')
  await press(page, 'Escape')
  await expect(page.getByRole('combobox')).toBeHidden()
  await expect(page.getByRole('heading', { name: '打印机' })).toBeVisible()
  await press(page, 'Escape')
  await expect(page.getByRole('heading', { name: '打印机' })).toBeHidden()
})

test('what does not stand on the page is not found: no speed without a serial line, nothing to change for a clerk', async ({
  page,
  open,
}) => {
  await open({}, answers())
  await beginToFind(page)
  for (const word of ['波特率', '换打印机', '打小票']) {
    await page.getByRole('combobox').fill(word)
    await expect(page.getByText('没有找到。换一个词试试')).toBeVisible()
  }
  // To look at it, a clerk goes there as well.
  await page.getByRole('combobox').fill('切纸')
  await press(page, 'Enter')
  await expect(page.getByRole('switch', { name: /打完切纸/ })).toBeFocused()
})

for (const language of ['zh-CN', 'en'] as const) {
  test(`every row of every page is found by its name and leads to itself (${language})`, async ({ page, open }) => {
    const line = serialLineSchema.parse({ path: '/dev/ttyS1' })
    const [one, other] = TWO
    if (!one || !other) throw new Error('two printers')
    const serial = { ...one, setup: { ...one.setup, printer: { kind: 'serial', line } } as const }
    const full = settings({
      printers: [serial, other],
      scanners: [{ setup: GUN, lamp: { level: 'ok', reason: 'fine' } }],
      pole: { setup: poleSetupSchema.parse({ kind: 'serial', line }), lamp: { level: 'ok', reason: 'fine' } },
    })
    await open({ person: ADMIN, language }, answers(full))
    await press(page, 'F7')
    await page.locator('.groups').waitFor()
    const rows: string[] = []
    for (const [at] of GROUPS.entries()) {
      await page.locator('.groups .btn').nth(at).click()
      await page.locator('.pane h1').waitFor()
      const labels = await page
        .locator('.pane [data-setting]')
        .evaluateAll((all) => all.map((row) => (row instanceof HTMLElement ? (row.dataset['setting'] ?? '') : '')))
      for (const label of labels) {
        await press(page, 'Alt+f')
        await page.getByRole('combobox').fill(label)
        const found = page
          .getByRole('option')
          .filter({ hasText: label })
          .filter({ hasText: await groupOf(page, at) })
        await found.first().click()
        await expect(page.locator(`.pane [data-setting="${label}"]`).first()).toBeVisible()
        await expect(
          page.locator(`.pane [data-setting="${label}"]:focus, .pane [data-setting="${label}"] :focus`).first(),
        ).toBeVisible()
        rows.push(label)
      }
    }
    expect(rows.length).toBeGreaterThan(30)
  })
}

const groupOf = async (page: Page, at: number): Promise<string> => (await page.locator('.groups .btn').nth(at).innerText()).trim()
