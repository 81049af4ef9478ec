import { expect } from '@playwright/test'
import { get, stateOf } from '../contract/sandbox/raw-till.ts'
import { openPage, scanned, SIZES, test } from './till-at-hand.ts'
import { faultsOfAccess } from './axe.ts'

test('the customer confirms with the password: the till sees it paid', async ({ page, till }) => {
  await openPage(page, till, 'wallet')
  await page.getByRole('radio', { name: '要输密码' }).check()
  await expect.poll(() => till.control.wallets()[0]?.behaviourName).toBe('asksPassword')
  const { no, answer } = await till.pay('wechat-fang', 8650)
  expect(stateOf(answer)).toBe(9)
  const question = page.getByRole('dialog', { name: '向 海风酒店 南山店 付款' })
  await expect(question).toContainText('¥86.50')
  await page.screenshot({ path: 'artefacts/pages/wallet-question.png' })
  await question.getByRole('button', { name: '确认付款' }).click()
  await expect(question).toBeHidden()
  await expect(page.locator('#payments li').first()).toContainText('已付款')
  expect(stateOf(await till.query(no))).toBe(2)
})

test('the customer refuses: the till sees it given up', async ({ page, till }) => {
  till.control.behave('wechat-fang', 'asksPassword')
  await openPage(page, till, 'wallet', 'en')
  const { no } = await till.pay('wechat-fang', 100)
  await page.getByRole('button', { name: 'Refuse' }).click()
  await expect(page.locator('#payments li').first()).toContainText('Refused')
  expect(stateOf(await till.query(no))).toBe(5)
})

test('a question can be put off and answered from the list, by keyboard alone', async ({ page, till }) => {
  till.control.behave('wechat-fang', 'asksPassword')
  await openPage(page, till, 'wallet')
  const { no } = await till.pay('wechat-fang', 100)
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.getByRole('button', { name: '去回答' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: '确认付款' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect.poll(async () => stateOf(await till.query(no))).toBe(2)
})

test('a phone without a network is asked only when it is back', async ({ page, till }) => {
  till.control.behave('wechat-fang', 'asksPassword')
  await openPage(page, till, 'wallet')
  const network = page.getByRole('switch', { name: '手机有网络' })
  await network.uncheck()
  await expect.poll(() => till.control.wallets()[0]?.online).toBe(false)
  await till.pay('wechat-fang', 100)
  await expect(page.locator('#payments li').first()).toContainText('等待付款')
  await expect(page.getByRole('dialog')).toBeHidden()
  await network.check()
  await expect(page.getByRole('dialog')).toBeVisible()
})

test('the code is shown as digits, can be copied, and changes on demand and after use', async ({ page, till }) => {
  await openPage(page, till, 'wallet')
  const shown = async () => ((await page.locator('#code').textContent()) ?? '').replaceAll(' ', '')
  const first = await shown()
  expect(first).toMatch(/^1[0-5]\d{16}$/)
  await page.getByRole('button', { name: '复制付款码' }).click()
  await expect(page.getByRole('button', { name: '已复制' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(first)
  await page.getByRole('button', { name: '换一个码' }).click()
  await expect.poll(shown).not.toBe(first)
  const second = await shown()
  const answer = await till.post('/cpay/micro_pay', till.payRequest(second, 700))
  expect(stateOf(answer)).toBe(2)
  await expect.poll(shown).not.toBe(second)
})

test('QR and barcode read as the code, also in the dark', async ({ page, till }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await openPage(page, till, 'wallet')
  const code = till.control.codeOf('wechat-fang')
  for (const [id, kind] of [
    ['#qr', 'QR-Code'],
    ['#barcode', 'CODE-128'],
  ] as const) {
    expect(await scanned(page.locator(id))).toBe(`${kind}:${code}`)
  }
})

test('a QR on the till is scanned and paid; each customer sees only what fits', async ({ page, till }) => {
  await openPage(page, till, 'wallet')
  const request = till.scanRequest(2500, 2)
  await till.post('/cpay/scan_code_pay', request)
  await page.getByRole('radio', { name: '赵敏' }).check()
  await expect(page.locator('#owner-name')).toHaveText('赵敏 · 支付宝')
  await expect(page.locator('#code')).toHaveText(/^(2[5-9]|30)\d\d /)
  await page.getByRole('button', { name: '扫码' }).click()
  await expect(page.locator('#payments li').first()).toContainText('已付款')
  expect(stateOf(await till.query(get(request, 'pay_content.out_trade_no') as string, 2))).toBe(2)
  await page.getByRole('radio', { name: '陈静' }).check()
  await expect(page.locator('#balance')).toHaveText('余额 ¥888.00')
  await expect(page.locator('#payments')).toContainText('还没有付款')
})

test('the wait of a slow answer is set in seconds', async ({ page, till }) => {
  await openPage(page, till, 'wallet')
  await page.getByRole('radio', { name: '已付，回答慢' }).check()
  await page.getByRole('button', { name: '多等' }).click()
  await expect(page.locator('#seconds-value')).toHaveText('8 秒')
  await expect.poll(() => till.control.wallets()[0]?.behaviour).toEqual({ customer: 'pays', slowMs: 8000 })
})

test('a sandbox that has gone away is said, not hidden', async ({ page, till }) => {
  await openPage(page, till, 'wallet')
  await expect(page.getByRole('alert')).toBeHidden()
  await till.sandbox.close()
  await expect(page.getByRole('alert')).toHaveText('连不上沙箱，正在重试。')
})

for (const size of SIZES) {
  for (const language of ['zh', 'en'] as const) {
    test(`the wallet page is whole and accessible on a ${size.name} in ${language}`, async ({ page, till }) => {
      await page.setViewportSize(size)
      await till.pay('wechat-fang', 128_000)
      till.control.behave('wechat-fang', 'refuses')
      await till.pay('wechat-fang', 4500)
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
        await openPage(page, till, 'wallet', language)
        await page.screenshot({ path: `artefacts/pages/wallet-${size.name}-${language}-${scheme}.png`, fullPage: true })
        expect(await faultsOfAccess(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      }
      if (size.name === 'desk') {
        expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0)
      }
      const small = await page
        .locator('button:visible, .pick:visible, a:visible')
        .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 48).map((one) => one.textContent))
      expect(small).toEqual([])
      expect(await page.locator('body').innerText()).toMatch(language === 'zh' ? /顾客的手机/ : /Customer phone/)
    })
  }
}
