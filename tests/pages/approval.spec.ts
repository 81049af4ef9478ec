import { expect, type Page } from '@playwright/test'
import { depositsOf } from '../contract/sandbox/raw-deposits.ts'
import { get, type Till } from '../contract/sandbox/raw-till.ts'
import { openPage, SIZES, test } from './till-at-hand.ts'
import { faultsOfAccess } from './axe.ts'

/** The approver's phone: what a second person sees when the till asks for a refund, or to return a deposit (RULINGS 14). */

async function asks(till: Till, fee = 2000) {
  return asksFor(till, await till.pay('wechat-fang', fee))
}
/** The same of a deposit. */
async function asksToRelease(till: Till, fee = 2000) {
  return asksFor(till, await depositsOf(till).hold('wechat-fang', fee))
}
async function asksFor(till: Till, { no, fee }: { no: string; fee: number }) {
  const started = await till.askApproval(no, fee)
  return {
    no,
    link: get(started.body, 'qr_code_url') as string,
    state: async () => get((await till.checkApproval(get(started.body, 'activator') as string)).body, 'state'),
  }
}
const manager = (page: Page) => page.getByRole('radio', { name: /陈经理/ })

test('the link of the QR leads to the refund: who asks, of which order, how much; the manager approves it', async ({
  page,
  till,
}) => {
  const { no, link, state } = await asks(till, 128_000)
  await page.goto(`${link}&lang=zh`)
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('王磊 请您批准这笔退款')
  await expect(page.locator('#sum')).toHaveText('¥1,280.00')
  await expect(page.locator('#order')).toHaveText(no.replace(/(.{4})(?=.)/g, '$1 '))
  await expect(page.locator('#device')).toHaveText('A1 前台')
  await expect(page.getByRole('radio'), 'only who has the right, and not who asks').toHaveCount(3)
  const approve = page.getByRole('button', { name: '批准退 ¥1,280.00' })
  await expect(approve).toBeDisabled()
  await manager(page).check()
  await expect(page.getByLabel('您的密码')).toBeFocused()
  await page.keyboard.type(till.passwordOf('0001'))
  expect(await state()).toBe('waiting')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status')).toHaveText('陈经理 已批准')
  await expect(approve).toBeHidden()
  expect(await state()).toBe('granted')
})

test('of a deposit it says that one is returned, of which hold, and in the end that it was', async ({ page, till }) => {
  const { no, link, state } = await asksToRelease(till, 50_000)
  await page.goto(`${link}&lang=zh`)
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('王磊 请您批准押金退还')
  await expect(page.locator('#sum')).toHaveText('¥500.00')
  await expect(page.locator('#order-name')).toHaveText('押金单号')
  await expect(page.locator('#order')).toHaveText(no.replace(/(.{4})(?=.)/g, '$1 '))
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('王磊 asks you to approve the return of a deposit')
  await page.locator('#language').click()
  await manager(page).check()
  await page.getByLabel('您的密码').fill(till.passwordOf('0001'))
  await page.getByRole('button', { name: '批准退还押金 ¥500.00' }).click()
  await expect(page.getByRole('status')).toHaveText('陈经理 已批准')
  expect(await state()).toBe('granted')
  const deposits = depositsOf(till)
  const release = deposits.releaseRequest({ no, platform: 1 }, 50_000, { authorization_staff_id: '0001' })
  await deposits.release({ ...release, order_client: { ...till.orderClient, staff_id: '1207' } })
  await expect(page.getByRole('status')).toHaveText('陈经理 已批准，押金已退')
})

test('the manager refuses', async ({ page, till }) => {
  const { link, state } = await asks(till)
  await page.goto(`${link}&lang=en`)
  await manager(page).check()
  await page.getByLabel('Your password').fill(till.passwordOf('0001'))
  await page.getByRole('button', { name: 'Refuse' }).click()
  await expect(page.getByRole('status')).toHaveText('Refused by 陈经理')
  expect(await state()).toBe('refused')
})

test('a wrong password approves nothing, says so, and is gone from the field; five lock the number', async ({ page, till }) => {
  const { link, state } = await asks(till)
  await page.goto(`${link}&lang=zh`)
  await manager(page).check()
  const password = page.getByLabel('您的密码')
  for (let tries = 1; tries <= 5; tries++) {
    await password.fill('nothing like it')
    await password.press('Enter')
    await expect(page.getByText('密码不对，请再输入一次。')).toBeVisible()
    await expect(password).toHaveValue('')
  }
  await password.fill(till.passwordOf('0001'))
  await password.press('Enter')
  await expect(page.getByText('密码错误次数过多')).toBeVisible()
  expect(await state()).toBe('waiting')
})

test('without a link it shows what waits, comes by itself, and is found from the wallet and the back office', async ({
  page,
  till,
}) => {
  await openPage(page, till, 'approval')
  await expect(page.getByText('现在没有什么要批准。')).toBeVisible()
  await openPage(page, till, 'office')
  await expect(page.getByRole('link', { name: '有人在等批准' })).toBeHidden()
  await openPage(page, till, 'wallet')
  await expect(page.getByRole('link', { name: '有人在等批准' })).toBeHidden()
  await asks(till)
  await page.getByRole('link', { name: '有人在等批准' }).click()
  await expect(page.locator('#sum')).toHaveText('¥20.00')
  await asks(till, 3100)
  await expect(page.locator('#sum')).toHaveText('¥31.00')
  await openPage(page, till, 'office')
  await expect(page.getByRole('link', { name: '有人在等批准' })).toBeVisible()
})

test('a request that has run out cannot be answered any more', async ({ page, till }) => {
  const { link, state } = await asks(till)
  await page.goto(`${link}&lang=zh`)
  await expect(page.locator('#life-words')).toHaveText(/请在 [12]:\d\d 内答复/)
  till.control.jump(120_000)
  await expect(page.getByRole('status')).toHaveText('已经过期')
  await expect(page.getByRole('button', { name: /批准退/ })).toBeHidden()
  expect(await state()).toBe('expired')
})

for (const size of SIZES) {
  for (const language of ['zh', 'en'] as const) {
    test(`the approver’s page is whole and accessible on a ${size.name} in ${language}`, async ({ page, till }) => {
      await page.setViewportSize(size)
      const { link } = await asks(till, 128_000)
      const look = async (name: string) => {
        await page.screenshot({ path: `artefacts/pages/approval-${name}-${size.name}-${language}.png`, fullPage: true })
        expect(await faultsOfAccess(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      }
      await openPage(page, till, 'wallet', language)
      await look('wallet-link')
      await openPage(page, till, 'office', language)
      await look('office-link')
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
        await page.goto(`${link}&lang=${language}`)
        await manager(page).check()
        await page.locator('#password').fill('wrong')
        await look(`asked-${scheme}`)
      }
      const small = await page
        .locator('button:visible, .pick:visible, a:visible, input:visible')
        .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 48).map((one) => one.outerHTML))
      expect(small).toEqual([])
      await page.locator('#password').press('Enter')
      await expect(page.locator('#fault')).toBeVisible()
      await look('wrong')
      await page.locator('#password').fill(till.passwordOf('0001'))
      await page.locator('#grant').click()
      await expect(page.locator('#answer')).toBeHidden()
      await look('granted')
      const { link: deposit } = await asksToRelease(till, 128_000)
      await page.goto(`${deposit}&lang=${language}`)
      await manager(page).check()
      await look('deposit')
      expect(await page.locator('body').innerText()).toMatch(language === 'zh' ? /批准人的手机/ : /Approver phone/)
    })
  }
}
