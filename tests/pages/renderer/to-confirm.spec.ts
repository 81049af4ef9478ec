import { aSale, NOW } from '../../support/page-bridge.ts'
import { DOUBTS } from './doubt-states.ts'
import { expect, press, test } from './the-page.ts'

const rows = '.doubt'
const NO_ORDERS = {
  rows: [],
  total: 0,
  paidCount: 0,
  paidFen: 0,
  refundCount: 0,
  refundFen: 0,
  heldCount: 0,
  heldFen: 0,
  releasedCount: 0,
  releasedFen: 0,
}

test('Alt+D opens it from everywhere; oldest first, each with its age, number, last answer and next turn', async ({
  page,
  open,
}) => {
  await open(DOUBTS, { 'orders.list': { ok: true, value: NO_ORDERS } })
  await expect(page.getByRole('button', { name: '待确认：3 笔' })).toBeVisible()
  for (const from of ['F1', 'F2', 'Alt+d']) {
    await press(page, from)
    await press(page, 'Alt+d')
    await expect(page.getByRole('heading', { name: '待确认' })).toBeVisible()
  }
  await expect(page.locator(rows)).toHaveCount(5)
  await expect(page.locator(`${rows} .age`)).toHaveText([/^2 天 3:00$/, /^5:00:/, /^3:[1-4]/, /^[12]:/, /^[01]:/])
  const unknown = page.locator(rows).nth(2)
  for (const said of [
    '未确认',
    '没有收到答复',
    '日志 4021337911',
    /秒后再查|正在查询/,
    '0100 0052 0103 1700 0018 40',
    '328.00',
    '支付宝',
  ])
    await expect(unknown).toContainText(said)
  await expect(page.locator(rows).first()).toContainText('不会自动查')
  await expect(page.locator(rows).nth(1), 'put away, and not arrived yet').toContainText('等到账')
  await expect(page.locator(rows).filter({ hasText: '失败' })).toHaveCount(0)
})

test('by keyboard: the chosen one is asked about, all are, and a sale comes to the front', async ({ page, open }) => {
  const bridge = await open(DOUBTS)
  await press(page, 'Alt+d', 'ArrowDown', 'ArrowDown', 'Enter')
  expect(await bridge.asked()).toEqual([{ name: 'sale.askNow', question: { saleId: 'd-2' } }])
  await press(page, 'Alt+a')
  expect((await bridge.asked()).slice(1)).toEqual([
    { name: 'sale.askNow', question: { saleId: 'd-3' } },
    { name: 'refund.askNow', question: { refundId: 'd-5' } },
    { name: 'sale.askNow', question: { saleId: 'd-2' } },
    { name: 'refund.askNow', question: { refundId: 'd-4' } },
    { name: 'sale.askNow', question: { saleId: 'd-1' } },
  ])
  await press(page, 'Alt+i')
  expect((await bridge.asked()).at(-1)).toEqual({ name: 'sale.open', question: { saleId: 'd-2' } })
  await expect(page.locator('.amount')).toBeVisible()
})

test('a row that was walked to hands the focus on; a refund opens beside the orders', async ({ page, open }) => {
  const bridge = await open(DOUBTS, {
    'orders.list': { ok: true, value: NO_ORDERS },
    'orders.find': { ok: false, fault: { code: 'scan.orderNotFound' } },
  })
  await press(page, 'Alt+d')
  await page.locator(rows).first().focus()
  await press(page, 'ArrowDown')
  await expect(page.locator(rows).nth(1)).toBeFocused()
  await expect(page.locator('.doubtful .big')).toHaveText('¥368.00')
  await press(page, 'Alt+i')
  await expect.poll(async () => (await bridge.asked('orders.find'))[0]?.question).toEqual({ orderNo: '0100005201031700001700' })
})

test('what becomes known leaves the list, is written beneath it, and opens its order', async ({ page, open }) => {
  const sale = aSale({
    saleId: 'd-9',
    amountFen: 2000,
    state: 'unknown',
    sentAt: NOW - 192_000,
    fault: { code: 'sale.noAnswer' },
  })
  const bridge = await open({ parked: [sale], unconfirmed: 1 }, { 'orders.list': { ok: true, value: NO_ORDERS } })
  await press(page, 'Alt+d')
  await expect(page.locator(rows)).toHaveCount(1)
  const number = sale.orderNo ?? ''
  await bridge.push({
    parked: [],
    unconfirmed: 0,
    resolved: [{ kind: 'sale', number, amountFen: 2000, tender: 'wechat', state: 'paid', at: NOW }],
  })
  await expect(page.getByText('没有待确认的')).toBeVisible()
  await expect(page.getByRole('button', { name: '待确认：没有' })).toBeVisible()
  await expect(page.locator('.end')).toHaveText(/14:42:19.*已收款.*20\.00/)
  await page.locator('.end').click()
  await expect.poll(async () => (await bridge.asked('orders.find'))[0]?.question).toEqual({ orderNo: number })
})

test('what has become known while it was asked about is no fault; what has not says why', async ({ page, open }) => {
  const bridge = await open(DOUBTS, { 'sale.askNow': 'never' })
  await press(page, 'Alt+d')
  await press(page, 'Enter')
  await press(page, 'Enter')
  expect(await bridge.asked('sale.askNow'), 'once, however often it is pressed').toHaveLength(1)
  await bridge.push({ parked: (DOUBTS.parked ?? []).slice(0, 2) })
  await bridge.release('sale.askNow', { ok: false, fault: { code: 'sale.notFound' } })
  await expect(page.locator('.strip')).toHaveCount(0)
  await bridge.answer('refund.askNow', { ok: false, fault: { code: 'request.failed' } })
  await press(page, 'Enter')
  await expect(page.locator('.strip')).toContainText('柜台里面出了错')
})
