import type { Page } from '@playwright/test'
import { aSale, NOW } from '../../support/page-bridge.ts'
import { REFUND, REFUND_FACTS, SALE_FACTS } from './fact-states.ts'
import { LIST } from './order-states.ts'
import { expect, press, test } from './the-page.ts'

const sale = (saleId: string, end: string) =>
  aSale({ saleId, orderNo: `01000052010317000018${end}`, amountFen: 2000, settledAt: NOW, paidFen: 1800, slip: 'printed' })
const DAY = {
  ok: true,
  value: {
    rows: [sale('f-1', '61'), sale('f-2', '62')].map((one) => ({ kind: 'sale', sale: one, elsewhere: null })),
    total: 2,
    paidCount: 2,
    paidFen: 4000,
    refundCount: 0,
    refundFen: 0,
    heldCount: 0,
    heldFen: 0,
    releasedCount: 0,
    releasedFen: 0,
  },
} as const

/** Opens the first order of the list, with all that is known of it. */
async function openFirst(page: Page): Promise<void> {
  await press(page, 'F2')
  await expect(page.getByRole('option')).toHaveCount(2)
  await press(page, 'ArrowDown', 'Alt+i')
}

/** Name and value of every line of the detail. */
const lines = '.detail dl.facts'

test('what the book knows stands there at once, and Cloud Pay’s list completes it with every field', async ({ page, open }) => {
  const bridge = await open({}, { ...LIST, 'orders.list': DAY, 'orders.facts': 'never' })
  await openFirst(page)
  await expect(page.locator(lines)).toContainText('顾客实付¥18.00')
  await expect(page.getByText('正在问云支付')).toBeVisible()
  await expect(page.locator(lines)).not.toContainText('手续费')
  expect(await bridge.asked('orders.facts')).toEqual([{ name: 'orders.facts', question: { orderNo: '0100005201031700001861' } }])
  await bridge.release('orders.facts', { ok: true, value: SALE_FACTS })
  await expect(page.getByText('正在问云支付')).toHaveCount(0)
  for (const told of [
    '流水号POS-2025-11-22-000771',
    '交易类型一码支付',
    '来源定额二维码',
    '商户优惠¥1.50',
    '结算金额¥18.50',
    '实收金额¥13.50',
    '入账金额¥18.39',
    '手续费¥0.11',
    '代金券¥1.50 商户出资 免充值',
    '代金券¥0.50 平台出资 充值',
    '退款到账2025-11-22 13:42:23',
    '更新2025-11-22 13:42:23',
    '二维码大堂立牌 早餐券',
    '会员卡号8800 0120 6',
    '会员充值是',
    '赠送金额¥5.00',
    '积分120',
    '说明海风酒店 - 南山店 - 前台',
    '商品拿铁 大杯 燕麦奶 ×2 ¥9.00\n可颂 ×1 ¥2.00',
    '冻结单号0100 0052 0103 1700 0018 01',
    '冻结金额¥1,000.00',
    '已退押金¥980.00',
  ])
    await expect(page.locator(lines)).toContainText(told)
  await expect(page.locator(lines).getByText('收款方式'), 'the trade type says it better').toHaveCount(0)
})

test('an answer that comes too late is not shown beside another order, and a refund of this one is asked about anew', async ({
  page,
  open,
}) => {
  const bridge = await open({}, { ...LIST, 'orders.list': DAY, 'orders.facts': 'never' })
  await openFirst(page)
  await page.getByRole('option').nth(1).click()
  await expect.poll(() => bridge.asked('orders.facts')).toHaveLength(2)
  await bridge.release('orders.facts', { ok: true, value: SALE_FACTS })
  await expect(page.getByText('正在问云支付')).toBeVisible()
  await expect(page.locator(lines)).not.toContainText('手续费')
  await bridge.release('orders.facts', { ok: true, value: { ...SALE_FACTS, feeFen: 99 } })
  await expect(page.locator(lines)).toContainText('手续费¥0.99')
  await bridge.push({ lastSale: { ...sale('f-2', '62'), refundedFen: 500 } })
  await expect.poll(() => bridge.asked('orders.facts')).toHaveLength(3)
  await expect(page.locator(lines), 'what is known stays until then').toContainText('手续费¥0.99')
})

test('without an answer the book alone stands there, and a quiet line says so; of cash nobody is asked', async ({
  page,
  open,
}) => {
  const cash = aSale({ saleId: 'f-3', way: 'record', tender: 'cashRecord', amountFen: 1750, settledAt: NOW, slip: 'printed' })
  const rows = [DAY.value.rows[0], { kind: 'sale', sale: cash, elsewhere: null }]
  const bridge = await open(
    {},
    {
      ...LIST,
      'orders.list': { ok: true, value: { ...DAY.value, rows } },
      'orders.facts': { ok: false, fault: { code: 'orders.noFacts' } },
    },
  )
  await openFirst(page)
  await expect(page.getByText('没能问到云支付')).toBeVisible()
  await expect(page.locator('.strip'), 'nobody has to put it away').toHaveCount(0)
  await expect(page.locator(lines)).toContainText('顾客实付¥18.00')
  await page.getByRole('option').nth(1).click()
  await expect(page.locator('.detail .big')).toHaveText('¥17.50')
  await expect(page.getByText('没能问到云支付')).toHaveCount(0)
  expect(await bridge.asked('orders.facts')).toHaveLength(1)
})

test('a refund: its slip, printed again by F10; what goes back of the settlement, where to, the reason with who did it, and when the order was paid', async ({
  page,
  open,
}) => {
  const bridge = await open(
    {},
    { ...LIST, 'orders.find': { ok: true, value: REFUND }, 'orders.facts': { ok: true, value: REFUND_FACTS } },
  )
  const orderNo = '01000052999917640000000000011234'
  await bridge.emit('openOrder', { orderNo })
  await expect(page.getByRole('img', { name: '小票预览' })).toBeVisible()
  expect(await bridge.asked('slip.preview')).toEqual([{ name: 'slip.preview', question: { orderNo } }])
  await press(page, 'F10')
  expect(await bridge.asked('slip.reprint')).toEqual([{ name: 'slip.reprint', question: { orderNo } }])
  await expect(page.getByText('已送去补打')).toBeVisible()
  await press(page, 'Alt+i')
  for (const told of [
    '状态退款已到账',
    '退款结算金额¥4.50',
    '退到招商银行信用卡 0403',
    '退款原因顾客不要了\n操作者：李婷\n授权者：陈经理',
    '批准人陈经理',
    '原单付款2025-11-22 12:42:19',
    '手续费-¥0.03',
  ])
    await expect(page.locator(lines)).toContainText(told)
})

test('a long detail scrolls by keyboard once the focus is in it', async ({ page, open }) => {
  await open({}, { ...LIST, 'orders.list': DAY, 'orders.facts': { ok: true, value: SALE_FACTS } })
  await openFirst(page)
  await expect(page.locator(lines)).toContainText('手续费')
  await page.locator(lines).focus()
  await press(page, 'End')
  await expect.poll(() => page.locator(lines).evaluate((list) => list.scrollTop)).toBeGreaterThan(100)
  await expect(page.locator(lines)).toBeFocused()
})
