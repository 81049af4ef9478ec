import { expect, type Page } from '@playwright/test'
import { depositsOf, holdStateOf } from '../contract/sandbox/raw-deposits.ts'
import { get, type Till } from '../contract/sandbox/raw-till.ts'
import { openPage, scanned, SIZES, test } from './till-at-hand.ts'
import { faultsOfAccess } from './axe.ts'

/** Deposits on the customer's phone and in the back office. */

const holdRow = (page: Page, no: string) => page.locator('#holds li').filter({ hasText: no })

/** One hold of each kind: standing, partly spent, settled, refused, returned by itself. */
async function someDeposits(till: Till) {
  const deposits = depositsOf(till)
  const old = await deposits.hold('wechat-fang', 20_000)
  await deposits.release(deposits.releaseRequest(old, 5000))
  till.control.jump(30 * 86_400_000)
  const settled = await deposits.hold('wechat-fang', 50_000)
  const { body } = await deposits.consume(deposits.consumeRequest(settled, 28_800))
  const order = { no: get(body, 'order_content.out_trade_no') as string, fee: 28_800 }
  const refund = till.refundRequest(order, 800)
  const content = { ...(refund['refund_content'] as object), out_freeze_no: settled.no }
  await till.post('/cpay/refund', { ...refund, refund_content: content })
  till.control.behave('wechat-fang', 'refuses')
  const refused = await deposits.hold('wechat-fang', 10_000)
  till.control.behave('wechat-fang', 'paysAtOnce')
  const part = await deposits.hold('alipay-min', 80_000)
  await deposits.consume(deposits.consumeRequest(part, 12_345, false))
  const standing = await deposits.hold('wechat-fang', 128_000)
  return { deposits, old, settled, refused, part, standing }
}

test('the customer sees the deposit, confirms it with the password, and shows its bill to the till', async ({ page, till }) => {
  const deposits = depositsOf(till)
  till.control.behave('wechat-fang', 'asksPassword')
  await openPage(page, till, 'wallet')
  await expect(page.locator('#holds-part')).toBeHidden()
  const { no, answer } = await deposits.hold('wechat-fang', 50_000)
  expect(holdStateOf(answer)).toBe(3)
  const question = page.getByRole('dialog', { name: '向 海风酒店 南山店 交押金' })
  await expect(question).toContainText('¥500.00')
  await expect(question).toContainText('房间押金')
  await question.getByRole('button', { name: '以后再说' }).click()
  await expect(question).toBeHidden()
  await expect(holdRow(page, no)).toContainText('等顾客确认')
  await holdRow(page, no).getByRole('button', { name: '去回答' }).click()
  await question.getByRole('button', { name: '确认付款' }).click()
  await expect(holdRow(page, no)).toContainText('押金中')
  await expect(holdRow(page, no)).toContainText('30 天后自动退回')
  expect(holdStateOf(await deposits.query({ no, platform: 1 }))).toBe(2)

  await holdRow(page, no).getByRole('button', { name: '看账单' }).click()
  const bill = page.getByRole('dialog', { name: '押金账单' })
  await expect(bill).toContainText('海风酒店 南山店')
  await expect(bill.locator('#bill-barcode svg')).toBeVisible()
  expect(await scanned(bill.locator('.slip'))).toBe(`CODE-128:${no}`)
  await bill.getByRole('button', { name: '复制单号' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(no)

  await deposits.consume(deposits.consumeRequest({ no, platform: 1 }, 30_000))
  await expect(bill).toContainText('已结清')
  await expect(bill.locator('.sums div').filter({ hasText: '已消费' })).toContainText('¥300.00')
  await expect(bill.locator('.sums div').filter({ hasText: '已退还' })).toContainText('¥200.00')
  await bill.getByRole('button', { name: '关闭' }).click()
  await expect(bill).toBeHidden()
  await expect(page.locator('#payments li').first()).toContainText('押金消费')
})

test('the customer refuses the deposit: nothing is held', async ({ page, till }) => {
  const deposits = depositsOf(till)
  till.control.behave('alipay-min', 'asksPassword')
  await openPage(page, till, 'wallet', 'en')
  await page.getByRole('radio', { name: 'Zhao Min' }).check()
  const { no } = await deposits.hold('alipay-min', 50_000)
  await page.getByRole('dialog', { name: 'Deposit for 海风酒店 南山店' }).getByRole('button', { name: 'Refuse' }).click()
  await expect(holdRow(page, no)).toContainText('Refused')
  await expect(holdRow(page, no).getByRole('button')).toHaveCount(0)
  expect(await deposits.sums({ no, platform: 2 })).toMatchObject({ state: 3, captured: 0, released: 0 })
})

test('a deposit QR on the till is scanned by the Alipay customer, and by no other', async ({ page, till }) => {
  const deposits = depositsOf(till)
  await openPage(page, till, 'wallet')
  const request = deposits.qrRequest(30_000)
  const no = get(request, 'freeze_content.out_freeze_no') as string
  await deposits.qr(request)
  await page.getByRole('radio', { name: '赵敏' }).check()
  const qrs = page.locator('#qr-rows')
  await expect(qrs).toContainText('押金')
  await page.getByRole('radio', { name: '郑浩' }).check()
  await expect(qrs).toBeHidden()
  await page.getByRole('radio', { name: '赵敏' }).check()
  await page.getByRole('button', { name: '扫码' }).click()
  await expect(holdRow(page, no)).toContainText('押金中')
  await expect(qrs).toBeHidden()
  expect(holdStateOf(await deposits.query({ no, platform: 2 }))).toBe(2)
})

test('the number on a bill is held to the scanner of the till, but only by whose bill it is', async ({ page, till }) => {
  const deposits = depositsOf(till)
  const { no } = await deposits.hold('wechat-fang', 50_000)
  await openPage(page, till, 'wallet')
  const show = (wallet: string) =>
    page.evaluate(
      async (body) => {
        const headers = { 'content-type': 'application/json' }
        const answer = await fetch('/sandbox/api/wallet/show', { method: 'POST', headers, body: JSON.stringify(body) })
        return [answer.status, await answer.json()]
      },
      { wallet, hold: no },
    )
  expect(await show('wechat-hao')).toEqual([409, { error: 'no such deposit' }])
  expect(await show('wechat-fang')).toEqual([200, { done: false }])
  await holdRow(page, no).getByRole('button', { name: '看账单' }).click()
  await expect(page.locator('#bill-show')).toBeHidden()
})

test('the back office tells every amount of a deposit, and what comes back by itself after 30 days', async ({ page, till }) => {
  await openPage(page, till, 'office')
  await expect(page.locator('#holds')).toContainText('还没有押金')
  const { deposits, part, settled, standing } = await someDeposits(till)
  const sum = (no: string, name: string) => holdRow(page, no).locator('.sums div').filter({ hasText: name }).locator('dd')
  await expect(holdRow(page, part.no)).toContainText('押金中 2')
  await expect(sum(part.no, '已消费')).toHaveText('¥123.45')
  await expect(sum(part.no, '剩余')).toHaveText('¥676.55')
  await expect(holdRow(page, settled.no)).toContainText('已结清 5')
  await expect(sum(settled.no, '已解冻')).toHaveText('¥212.00')
  await expect(sum(settled.no, '消费后退款')).toHaveText('¥8.00')
  await expect(sum(settled.no, '剩余')).toHaveText('¥0.00')
  await expect(sum(standing.no, '自动退回')).toHaveText('30 天后')

  for (let i = 0; i < 3; i++) await page.getByRole('button', { name: '多几天' }).click()
  await page.getByRole('button', { name: '向前跳 20 天' }).click()
  await expect(sum(standing.no, '自动退回')).toHaveText('10 天后')
  expect(await deposits.sums(standing)).toMatchObject({ auto: 0 })
  await page.getByRole('button', { name: '30 天', exact: true }).click()
  await expect(sum(standing.no, '到期自动退')).toHaveText('¥1,280.00')
  await expect(sum(standing.no, '自动退回')).toHaveText('–')
  expect(await deposits.sums(standing)).toMatchObject({ state: 5, auto: 128_000 })
})

test('the right to deposits is taken away and given back, and the channel switched, by touch', async ({ page, till }) => {
  const deposits = depositsOf(till)
  const works = async () => (await deposits.hold('wechat-fang')).answer.head.status === 0
  await openPage(page, till, 'office')
  const right = page.getByRole('switch', { name: '商户有押金权限' })
  await right.uncheck()
  await expect.poll(works).toBe(false)
  await right.check()
  await expect.poll(works).toBe(true)
  await page.getByRole('radio', { name: '微信买单' }).check()
  await expect.poll(works).toBe(false)
  await page.getByRole('radio', { name: '官方直连' }).check()
  await expect(page.getByText(/2:\d\d 后生效/)).toBeVisible()
  expect(await works()).toBe(false)
  await page.getByRole('button', { name: '5 分钟' }).click()
  await expect(page.locator('#settles')).toBeHidden()
  expect(await works()).toBe(true)
})

const LOOKS = SIZES.flatMap((size) =>
  (['zh', 'en'] as const).flatMap((language) => (['light', 'dark'] as const).map((scheme) => ({ size, language, scheme }))),
)
for (const { size, language, scheme } of LOOKS) {
  test(`deposits are whole and accessible on a ${size.name} in ${language}, ${scheme}`, async ({ page, till }) => {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    const { standing } = await someDeposits(till)
    const whole = async (name: string) => {
      await page.screenshot({ path: `artefacts/pages/deposits-${name}-${size.name}-${language}-${scheme}.png`, fullPage: true })
      expect(await faultsOfAccess(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      const small = await page
        .locator('button:visible, .pick:visible, a:visible')
        .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 48).map((one) => one.textContent))
      expect(small).toEqual([])
    }
    await openPage(page, till, 'office', language)
    await whole('office')
    await openPage(page, till, 'wallet', language)
    await whole('wallet')
    await holdRow(page, standing.no).getByRole('button').click()
    await expect(page.locator('#bill-barcode svg')).toBeVisible()
    await whole('bill')
  })
}
