import type { Cashier } from '../../build/demo/cashier.ts'
import { CLERK, expect, MANAGER, test } from './counter.ts'
import { changeHands, daysPass, detailOf, openDesk, printed, slipOf, takeDeposit, withMode } from './depositing.ts'

/** The board of deposits over a month, in the real app (BEHAVIOUR F09), and the comparison with Cloud Pay. */

/** A whole story each, with paper and voice: on a busy machine that takes a while. */
test.describe.configure({ timeout: 120_000 })

const rows = (till: Cashier) => till.page.getByRole('option')
/** As the till writes days. */
const monthAndDay = (at: number): string => {
  const date = new Date(at)
  return `${date.getMonth() + 1}-${date.getDate()}`
}

test(
  'a month of deposits: the one that ends first on top, amber, red, a reminder; a lost slip is found; what the platform gave back is booked',
  { tag: '@long' },
  async ({ counter }) => {
    await withMode(counter, 'mixed')
    const desk = await openDesk(counter, MANAGER)
    const { till } = desk
    const { control } = counter.sandbox
    const [wechat, alipay] = [counter.wallet('wechat'), counter.wallet('alipay')]
    const first = await takeDeposit(till, '300', control.codeOf(wechat), '301')
    await daysPass(till, counter, 5)
    const second = await takeDeposit(till, '200', control.freshCode(alipay), '302')
    await daysPass(till, counter, 10)
    await takeDeposit(till, '100', control.freshCode(wechat), '303')

    // Day 20 of the first.
    await daysPass(till, counter, 5)
    await till.press('F3')
    await expect(rows(till)).toHaveText([/301/, /302/, /303/])
    await expect(rows(till).nth(0).locator('.amber')).toContainText('10')
    await expect(rows(till).nth(1).locator('.calm')).toContainText('15')
    await expect(till.page.locator('.heads')).toContainText('在押 3 笔')
    await expect(till.page.locator('.heads')).toContainText('¥600.00')

    // Day 25: red, and whoever signs in is told, until it was read.
    await daysPass(till, counter, 5)
    await till.press('ArrowDown')
    await detailOf(till).locator('.big').waitFor()
    await expect(detailOf(till).locator('.big')).toHaveText('¥300.00')
    await expect(detailOf(till)).toContainText('第 25 天')
    await expect(detailOf(till)).toContainText('还有 5 天自动退还')
    await expect(rows(till).nth(0).locator('.red')).toContainText('5')
    await expect(rows(till).nth(1).locator('.amber')).toContainText('10')
    await till.until('counted', (state) => state.deposits.endingCount === 1)
    await changeHands(till, counter, CLERK)
    await expect(till.page.getByText('1 笔押金 5 天内自动退还，共 ¥300.00')).toBeVisible()
    await till.press('F3')
    await expect(rows(till).first()).toContainText('301')
    await till.press('F1')
    await till.until('the till', (state) => state.sale === null)
    await expect(till.page.getByText('1 笔押金 5 天内自动退还')).toHaveCount(0)

    // The slip is lost: by the sum, the day and the last figures. Then by the whole number, and by the room.
    const heldAt = control.holds().find(({ number }) => number === second)?.heldAt ?? 0
    await till.press('F3', 'Alt+F')
    await till.page.getByPlaceholder('完整单号，或扫小票').waitFor()
    const fill = async (...fields: readonly string[]) => {
      for (const text of fields) {
        await till.type(text)
        await till.press('Tab')
      }
      await till.press('Enter')
    }
    await fill('', '200', monthAndDay(heldAt), second.slice(-4))
    await expect(rows(till)).toHaveText([/302/])
    for (const words of ['找到 1 笔', '¥200.00']) await expect(till.page.locator('.heads')).toContainText(words)
    await till.press('Alt+0')
    await expect(rows(till)).toHaveCount(3)
    await till.page.getByPlaceholder('房号或姓名').focus()
    await till.type('303')
    await till.press('Enter')
    await expect(rows(till)).toHaveText([/303/])
    await till.press('Alt+0')
    await expect(rows(till)).toHaveCount(3)
    await till.page.locator('.filter').getByText('支付宝', { exact: true }).press('Space')
    await till.page.getByPlaceholder('完整单号，或扫小票').focus()
    await till.press('Enter')
    await expect(rows(till)).toHaveText([/302/])
    await till.press('Alt+0')
    await till.type(first)
    await till.press('Enter')
    await expect(detailOf(till).locator('.big')).toHaveText('¥300.00')

    // Its slip once more, as a copy, with the same barcode.
    await till.press('F10')
    await expect.poll(() => printed(desk, '副本', first).length, { timeout: 20_000 }).toBe(1)
    const copy = await slipOf(desk, '副本', first)
    expect(copy.barcode).toBe(`CODE-128:${first}`)
    expect(copy.words).toContain('请保管此单')

    // Day 30: the platform gives it back by itself; whoever looks sees it booked.
    await daysPass(till, counter, 5)
    await till.press('F3', 'Escape', 'ArrowDown')
    for (const words of ['第 30 天', '已结清', '自动退还¥300.00']) await expect(detailOf(till)).toContainText(words)
    await till.until('booked', ({ deposits }) => deposits.count === 2 && deposits.leftFen === 30_000)
    await expect(rows(till)).toHaveText([/302/, /303/])
    await till.press('Alt+I')
    for (const line of ['¥300.00 = 消费 ¥0.00 + 退还 ¥0.00 + 自动退还 ¥300.00 + 剩余 ¥0.00', '消费后退款', '平台单号'])
      await expect(detailOf(till)).toContainText(line)
    expect(control.holds().find(({ number }) => number === first)).toMatchObject({ autoReleasedFee: 30_000, leftFee: 0 })

    // The books agree.
    const { now } = await till.snapshot()
    await till.press('F2', 'Alt+R')
    await till.page.getByText('现在核对').waitFor()
    await till.press('Alt+C')
    const compared = await till.until('compared', ({ reconciliation }) => (reconciliation?.at ?? 0) >= now, 30_000)
    expect(compared.reconciliation?.differences).toEqual([])
    await expect(till.page.getByText('今天本机的账和云支付一致')).toBeVisible()
    expect(compared.barred).toBeNull()
    await desk.printer.close()
  },
)
