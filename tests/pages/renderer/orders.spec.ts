import type { Page } from '@playwright/test'
import type { OrderRow } from '../../../contract/views.ts'
import { aSale, NOW, type PageBridge } from '../../support/page-bridge.ts'
import { expect, press, test } from './the-page.ts'

const MANY = 100_000
const NO_SUMS = {
  paidCount: 0,
  paidFen: 0,
  refundCount: 0,
  refundFen: 0,
  heldCount: 0,
  heldFen: 0,
  releasedCount: 0,
  releasedFen: 0,
}
const empty = { ok: true, value: { rows: [], total: 0, ...NO_SUMS } } as const

/** A day of a hundred thousand rows, of which the main process answers what is asked for. */
async function answerMany(bridge: PageBridge, page: Page): Promise<void> {
  const sale = aSale({ startedAt: NOW - 1000, settledAt: NOW, slip: 'printed' })
  await page.evaluate(
    ({ many, one, sums }) => {
      const ask = window.guitai.ask.bind(window.guitai)
      Object.assign(window.guitai, {
        ask(name: 'orders.list', question: { offset: number; limit: number }) {
          if (name !== 'orders.list') return ask(name, question as never)
          window.standIn.asked.push({ name, question: { ...question } })
          const rows = Array.from({ length: Math.min(question.limit, many - question.offset) }, (_, nth) => ({
            kind: 'sale',
            sale: { ...one, saleId: `s${question.offset + nth}`, amountFen: question.offset + nth + 1 },
            elsewhere: null,
          }))
          return Promise.resolve({ ok: true, value: { rows, total: many, ...sums } })
        },
      })
    },
    { many: MANY, one: sale, sums: NO_SUMS },
  )
  expect(await bridge.asked()).toEqual([])
}

test('a day of a hundred thousand rows: only what is looked at is fetched, and only that is in the page', async ({
  page,
  open,
}) => {
  const bridge = await open()
  await answerMany(bridge, page)
  await press(page, 'F2')
  await expect(page.getByRole('option').first()).toContainText('0.01')
  await press(page, 'End')
  await expect(page.getByRole('option').last()).toContainText('1,000.00')
  expect(await page.getByRole('option').count()).toBeLessThan(60)
  expect(await page.getByRole('option').last().getAttribute('aria-setsize')).toBe(String(MANY))
  const offsets = (await bridge.asked('orders.list')).map(({ question }) => question['offset'])
  expect(offsets).toEqual([0, 99_900])
  await press(page, 'PageUp')
  await page.getByRole('option').nth(5).click()
  await expect(page.locator('.detail .big')).toContainText('¥99')
})

test('filters by keyboard: each choice takes effect at once, is taken back by a second press, and a wrong amount is said', async ({
  page,
  open,
}) => {
  const person = { staffId: '0001', name: '陈经理', role: 'manager', since: NOW, mayRefund: true } as const
  const bridge = await open({ person }, { 'orders.list': empty })
  const last = async () => (await bridge.asked('orders.list')).at(-1)?.question['filter']
  await press(page, 'F2', 'Alt+l', 'ArrowRight', 'Space')
  expect(await last()).toMatchObject({ kind: 'refunds', tender: null })
  await press(page, 'Tab')
  await press(page, 'Space')
  expect(await last()).toMatchObject({ kind: 'refunds', state: 'paid' })
  await press(page, 'Space')
  expect(await last()).toMatchObject({ kind: 'refunds', state: null })
  await page.getByPlaceholder('最少').fill('12.345')
  await page.getByPlaceholder('最多').fill('20')
  await page.getByPlaceholder('工号').fill('1206')
  await expect(page.getByText('金额看不懂')).toBeVisible()
  await page.getByPlaceholder('最少').fill('12.34')
  await page.getByPlaceholder('最多').focus()
  expect(await last()).toMatchObject({ fromFen: 1234, toFen: 2000, staffId: '1206' })
  await expect(page.getByText('没有符合筛选的交易')).toBeVisible()
  await press(page, 'Alt+0')
  expect(await last()).toEqual({ kind: null, tender: null, state: null, fromFen: null, toFen: null, staffId: null })
})

test('the list is written into a file, and the page says where', async ({ page, open }) => {
  const bridge = await open(
    {},
    { 'orders.list': empty, 'orders.export': { ok: true, value: { path: '/till/exports/orders.csv' } } },
  )
  await press(page, 'F2', 'Alt+x')
  await expect(page.getByText('已导出到 /till/exports/orders.csv')).toBeVisible()
  expect((await bridge.asked('orders.export'))[0]?.question).toMatchObject({ day: '2025-11-22' })
})

test('an order of another till shows where it was taken, can be given back, and is not printed', async ({ page, open }) => {
  const there: OrderRow = {
    kind: 'sale',
    sale: aSale({ saleId: 'there-1', amountFen: 9900, staffName: '王磊' }),
    elsewhere: { shopName: '海风酒店 大堂店', deviceName: 'B2 大堂' },
  }
  const bridge = await open({}, { 'orders.list': empty, 'orders.find': { ok: true, value: there } })
  await bridge.emit('openOrder', { orderNo: '0100005201031700001842' })
  await expect(page.locator('.detail')).toContainText('B2 大堂')
  await press(page, 'F10', 'F9')
  expect(await bridge.asked('slip.reprint')).toEqual([])
  expect((await bridge.asked('refund.prepare'))[0]?.question).toEqual({ orderNo: '0100005201031700001842' })
})
