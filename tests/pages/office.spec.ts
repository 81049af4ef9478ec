import { expect } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { SERIAL, stateOf, type Json } from '../contract/sandbox/raw-till.ts'
import { signatureInfo } from '../contract/suite/wire.ts'
import { openPage, scanned, SIZES, test } from './till-at-hand.ts'
import { faultsOfAccess } from './axe.ts'

test('a device is configured by the QR on the page', async ({ page, till }) => {
  await openPage(page, till, 'office')
  const card = page.getByRole('article').filter({ hasText: 'A2 餐厅' })
  await expect(card).toContainText('未绑定')
  await card.getByRole('button', { name: '显示配置二维码' }).click()
  const symbol = card.getByRole('img', { name: 'A2 餐厅 的配置二维码' })
  await expect(symbol.locator('svg')).toBeVisible()
  const link = (await scanned(symbol)).replace('QR-Code:', '')
  await expect(card.locator('.link')).toHaveText(link)
  await expect(card).toContainText(/4:\d\d 后失效/)
  await card.getByRole('button', { name: '复制链接' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(link)

  const setting = (await (await fetch(`${link}&sn=GUITAI_X86_0009`)).json()) as Json
  expect(setting['use_device_setting']).toMatchObject({ device_id: 'A2', device_name: 'A2 餐厅' })
  await expect(card).toContainText('已绑定 GUITAI_X86_0009')
  expect(await page.content()).not.toContain(till.key)
})

test('a configuration QR goes when its five minutes are over', async ({ page, till }) => {
  till.sandbox.configurationLink('A3')
  await openPage(page, till, 'office')
  const card = page.getByRole('article').filter({ hasText: 'A3 泳池' })
  await expect(card.locator('.link')).toBeVisible()
  await page.getByRole('button', { name: '5 分钟' }).click()
  await expect(card.locator('.link')).toBeHidden()
})

test('a device is unbound by two presses, and its till is stopped', async ({ page, till }) => {
  await openPage(page, till, 'office')
  const card = page.getByRole('article').filter({ hasText: 'A1 前台' })
  await expect(card).toContainText(SERIAL)
  await card.getByRole('button', { name: '解绑' }).click()
  expect(till.control.office().devices[0]?.serial).toBe(SERIAL)
  await card.getByRole('button', { name: '再按一次解绑' }).click()
  await expect(card).toContainText('未绑定')
  expect((await till.pay('wechat-fang')).answer.head.status).toBe(101)
})

test('staff stand there with a training password that signs in', async ({ page, till }) => {
  await openPage(page, till, 'office')
  const rows = page.locator('#staff tr')
  await expect(rows).toHaveCount(5)
  const manager = rows.filter({ hasText: '陈经理' })
  await expect(manager).toContainText('店长')
  const password = (await manager.locator('.password').textContent()) ?? ''
  expect((await till.login('0001', password)).head.status).toBe(0)
})

test('the admin downloads the private key, and what it signs is taken', async ({ page, till }) => {
  await openPage(page, till, 'office')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载商户私钥' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('merchant-private-key.pem')
  const pem = await readFile(await file.path(), 'utf8')
  till.control.behave('wechat-fang', 'asksPassword')
  const { no } = await till.pay('wechat-fang', 128_000)
  const request = JSON.stringify(till.reverseRequest(no))
  expect((await till.postRaw('/cpay/reverse', request, signatureInfo(pem, request))).head.status).toBe(0)
  await expect(page.locator('#orders li').filter({ hasText: no })).toContainText('已撤销 8')
  expect(await page.content(), 'it stands on no page').not.toContain(pem.split('\n')[1])
})

test('faults are set by touch, work at once, and are cleared by one button', async ({ page, till }) => {
  await openPage(page, till, 'office')
  const ping = () => fetch(`${till.origin}/cpay/ping`, { method: 'POST' }).then((answer) => answer.status)
  await page.getByRole('radio', { name: '拒绝' }).check()
  await expect.poll(() => till.control.faults().line).toBe('refused')
  await expect(ping()).rejects.toThrow()
  await page.getByRole('radio', { name: '正常' }).check()
  await expect.poll(() => till.control.faults().line).toBe('fine')
  expect(await ping()).toBe(200)
  await page.getByRole('button', { name: '状态 103' }).click()
  await expect(page.getByRole('button', { name: '状态 103' })).toContainText('还剩 1 次')
  expect((await till.pay('wechat-fang')).answer.head.status).toBe(103)
  await expect(page.getByRole('button', { name: '状态 103' })).toContainText('还剩 0 次')
  await page.getByRole('switch', { name: '用错误的密钥签名' }).check()
  await expect.poll(() => till.control.faults().badHmac).toBe(true)
  await page.getByRole('radio', { name: '10 秒' }).check()
  await expect.poll(() => till.control.faults().slowMs).toBe(10_000)
  await page.getByRole('button', { name: '全部恢复' }).click()
  await expect.poll(() => till.control.faults()).toMatchObject({ line: 'fine', slowMs: 0, badHmac: false })
  await expect(page.getByRole('switch', { name: '用错误的密钥签名' })).not.toBeChecked()
})

test('orders appear as they happen, with their state; the clock jumps and can be wrong', async ({ page, till }) => {
  await openPage(page, till, 'office')
  await expect(page.locator('#orders')).toContainText('还没有订单')
  till.control.behave('wechat-fang', 'paysAfter', 100)
  const { no } = await till.pay('wechat-fang', 128_000)
  const row = page.locator('#orders li').filter({ hasText: no })
  await expect(row).toContainText('等待付款 9')
  await expect(row).toContainText('¥1,280.00')
  await page.getByRole('button', { name: '2 分钟' }).click()
  await expect(row).toContainText('已付款 2')
  expect(stateOf(await till.query(no))).toBe(2)
  const before = till.control.now()
  await page.getByRole('radio', { name: '慢 5 分' }).check()
  await expect.poll(() => till.control.now() - before).toBeLessThan(-250_000)
})

test('foreign pages and foreign names get nothing', async ({ till }) => {
  const { port } = new URL(till.origin)
  const { request } = await import('node:http')
  const status = (path: string, headers: Record<string, string>, method = 'GET') =>
    new Promise<number | undefined>((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      call.on('error', reject)
      call.end(method === 'POST' ? '{}' : undefined)
    })
  const ours = `127.0.0.1:${port}`
  expect(await status('/sandbox/api/office', { host: ours })).toBe(200)
  expect(await status('/office', { host: 'evil.example' })).toBe(403)
  expect(await status('/sandbox/api/office', { host: `evil.example:${port}` })).toBe(403)
  expect(await status('/sandbox/events', { host: ours, origin: 'http://evil.example' })).toBe(403)
  const json = { host: ours, 'content-type': 'application/json' }
  expect(await status('/sandbox/api/office/clear', { ...json, origin: 'null' }, 'POST')).toBe(403)
  expect(await status('/sandbox/api/office/clear', { host: ours, 'content-type': 'text/plain' }, 'POST')).toBe(400)
  expect(await status('/sandbox/api/office/clear', { ...json, origin: `http://${ours}` }, 'POST')).toBe(200)
  expect(await status('/pages/..%2fseed.ts', { host: ours })).toBe(404)
})

for (const size of SIZES) {
  for (const language of ['zh', 'en'] as const) {
    test(`the back office is whole and accessible on a ${size.name} in ${language}`, async ({ page, till }) => {
      await page.setViewportSize(size)
      await till.pay('wechat-fang', 128_000)
      await till.pay('alipay-min', 8650)
      till.control.behave('wechat-hao', 'refuses')
      await till.pay('wechat-hao', 4500)
      till.sandbox.configurationLink('A2')
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
        await openPage(page, till, 'office', language)
        await expect(page.locator('.symbol svg')).toBeVisible()
        await page.screenshot({ path: `artefacts/pages/office-${size.name}-${language}-${scheme}.png`, fullPage: true })
        expect(await faultsOfAccess(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      }
      await page.getByRole('button', { name: language === 'zh' ? 'English' : '中文' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(language === 'zh' ? 'Back office' : '商户后台')
    })
  }
}
