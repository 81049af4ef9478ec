import { expect } from '@playwright/test'
import { faultsOfAccess } from './axe.ts'
import { openPage, SIZES, test } from './till-at-hand.ts'
import type { Till } from '../contract/sandbox/raw-till.ts'

/** The page that the QR code on the wall leads to, and the refund of what was paid there. */

const DOOR = '700100000001'
const newest = (till: Till) => till.control.orders()[0]
const pay = (till: Till, amountFen: number, remark = '') => till.control.payOneCode({ codeId: DOOR, amountFen, remark }).number

test('the wallet leads to the code on the wall; an amount is typed and paid, with a remark and a discount', async ({
  page,
  till,
}) => {
  await openPage(page, till, 'wallet')
  // As the button in the corner keeps it.
  await page.evaluate(() => localStorage.setItem('sandbox-language', 'zh'))
  await page.getByRole('radio', { name: '赵敏' }).check()
  await page.getByRole('link', { name: '扫 泳池吧台' }).click()
  await expect(page.getByRole('heading', { name: '泳池吧台' })).toBeVisible()
  await expect(page.getByRole('radio', { name: '支付宝' })).toBeChecked()
  const button = page.locator('#go')
  await expect(button).toBeDisabled()
  await page.getByLabel('金额（元）').fill('12.5')
  await page.getByLabel('备注（可不填）').fill('三号桌')
  await page.getByRole('radio', { name: '商户一成' }).check()
  await expect(button).toHaveText('付 ¥12.50')
  await button.click()
  await expect(page.getByRole('status')).toContainText('已付 ¥12.50')
  await expect(page.getByLabel('金额（元）')).toHaveValue('')
  expect(newest(till)).toMatchObject({
    ...{ totalFee: 1250, tender: 'alipay', trade: 'oneCode', phase: 'paid', deviceId: undefined, staffId: undefined },
    qrCode: { name: '泳池吧台' },
  })
  await expect(page.locator('#payments li')).toHaveCount(1)
  await expect(page.getByRole('status')).toContainText(newest(till)?.number ?? '-')
  const row = (await till.list({ trade_type: 8 })).body['order_details']
  expect(row).toMatchObject([{ order: { remark: '三号桌', discount_fee: 125, settlement_total_fee: 1125 } }])
})

test('what is no amount cannot be paid, and Enter pays what is one', async ({ page, till }) => {
  await openPage(page, till, 'one-code')
  const amount = page.getByLabel('金额（元）')
  for (const wrong of ['0', '0.00', '1.234', '-5', 'abc', '1e3', '1,000']) {
    await amount.fill(wrong)
    await expect(page.locator('#go')).toBeDisabled()
    await amount.press('Enter')
  }
  expect(till.control.orders()).toEqual([])
  await amount.fill('0.01')
  await amount.press('Enter')
  await expect(page.getByRole('status')).toContainText('已付 ¥0.01')
  expect(newest(till)).toMatchObject({ totalFee: 1, tender: 'wechat', qrCode: { id: DOOR } })
})

test('without a network on the phones nothing is paid, and that is said', async ({ page, till }) => {
  for (const { id } of till.control.wallets()) till.control.setOnline(id, false)
  await openPage(page, till, 'one-code')
  await page.getByLabel('金额（元）').fill('5')
  await page.locator('#go').click()
  await expect(page.locator('#fault')).toContainText('没有付成')
  await expect(page.getByLabel('金额（元）')).toHaveValue('5')
  expect(till.control.orders()).toEqual([])
})

test('a member card scans no code', async ({ page, till }) => {
  await openPage(page, till, 'wallet')
  await expect(page.getByRole('link', { name: /^扫 / })).toHaveCount(2)
  await page.getByRole('radio', { name: '陈静' }).check()
  await expect(page.locator('#codes-part')).toBeHidden()
})

test('the back office gives a part back, then the rest, and no more', async ({ page, till }) => {
  const number = pay(till, 1000)
  await till.pay('wechat-fang', 700)
  await openPage(page, till, 'office')
  const row = page.locator('#orders li', { hasText: number })
  await expect(row).toContainText('收款码 门口台卡')
  await expect(page.locator('#orders').getByRole('button', { name: '退款' })).toHaveCount(1)
  await row.getByRole('button', { name: '退款' }).click()
  const sheet = page.getByRole('dialog', { name: '退款' })
  const amount = sheet.getByLabel('金额（元）')
  await expect(amount).toHaveValue('10.00')
  await amount.fill('10.01')
  await expect(page.locator('#give-back-go')).toBeDisabled()
  await amount.fill('3.5')
  await sheet.getByRole('button', { name: '退 ¥3.50' }).click()
  await expect(sheet).toBeHidden()
  await expect(row).toContainText('已退 ¥3.50')
  await row.getByRole('button', { name: '退款' }).click()
  await expect(sheet).toContainText('还可退 ¥6.50')
  await expect(amount).toHaveValue('6.50')
  await amount.press('Enter')
  await expect(row).toContainText('已退款')
  await expect(row.getByRole('button')).toHaveCount(0)
  expect(
    till.control
      .orders()
      .find((one) => one.number === number)
      ?.refunds.map(({ fee }) => fee),
  ).toEqual([350, 650])
})

test('a refund that the merchant has no money for is said, and the sheet stays', async ({ page, till }) => {
  pay(till, 1000)
  till.control.scriptRefunds('noFunds')
  await openPage(page, till, 'office')
  await page.locator('#orders').getByRole('button', { name: '退款' }).click()
  const sheet = page.getByRole('dialog', { name: '退款' })
  await sheet.getByRole('button', { name: '退 ¥10.00' }).click()
  await expect(sheet.getByRole('alert')).toContainText('没有退成')
  await sheet.getByRole('button', { name: '关闭' }).click()
  await expect(sheet).toBeHidden()
  expect(newest(till)?.refundedFee).toBe(0)
})

for (const size of SIZES) {
  for (const language of ['zh', 'en'] as const) {
    test(`paying by a QR code is whole and accessible on a ${size.name} in ${language}`, async ({ page, till }) => {
      await page.setViewportSize(size)
      const first = pay(till, 128_000, '婚宴定金，请开发票')
      pay(till, 4500)
      till.control.giveBack(first, 28_000)
      const look = async (name: string) => {
        await page.screenshot({ path: `artefacts/pages/one-code-${name}-${size.name}-${language}.png`, fullPage: true })
        expect(await faultsOfAccess(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
        const small = await page
          .locator('button:visible, .pick:visible, a:visible, input[type=text]:visible')
          .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 48).map((one) => one.outerHTML))
        expect(small).toEqual([])
        expect(await page.locator('body').innerText()).not.toMatch(/undefined|Sum\b|payNow|giveBack|wallCodes/)
      }
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
        await openPage(page, till, 'one-code', language)
        await page.locator('#amount').fill('1280')
        await look(`typed-${scheme}`)
        await page.locator('#go').click()
        await expect(page.getByRole('status')).not.toBeEmpty()
        await look(`paid-${scheme}`)
        await openPage(page, till, 'wallet', language)
        await look(`wallet-${scheme}`)
        await openPage(page, till, 'office', language)
        await look(`office-${scheme}`)
        await page.locator('#orders button').first().click()
        await expect(page.locator('#give-back')).toBeVisible()
        await look(`give-back-${scheme}`)
      }
      for (const { id } of till.control.wallets()) till.control.setOnline(id, false)
      await openPage(page, till, 'one-code', language)
      await page.locator('#amount').fill('5')
      await page.locator('#go').click()
      await expect(page.locator('#fault')).toBeVisible()
      await look('failed')
    })
  }
}
