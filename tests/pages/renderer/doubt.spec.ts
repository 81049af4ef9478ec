import { aSale, NOW } from '../../support/page-bridge.ts'
import { DIFFERS } from './order-states.ts'
import { expect, press, test } from './the-page.ts'

const UNSURE = aSale({
  saleId: 'p-2',
  orderNo: '0100005201031700001840',
  amountFen: 2000,
  state: 'unknown',
  sentAt: NOW - 192_000,
  askedUntil: NOW - 72_000,
})
const REFUSED = {
  ok: false,
  fault: { code: 'sale.sameAmountUnknown', params: { amountFen: 2000, orderNo: UNSURE.orderNo ?? '' } },
} as const
const TO_CHARGE = ['2', '0', 'Enter']

test.describe('the same amount while one of it is not confirmed', () => {
  test.beforeEach(async ({ page, open }) => {
    await open({ parked: [UNSURE], unconfirmed: 1 }, { 'sale.start': REFUSED })
    await press(page, ...TO_CHARGE)
    await expect(page.getByRole('heading', { name: '有一笔 ¥20.00 还没确认' })).toBeVisible()
  })

  test('Enter looks at the first one', async ({ page }) => {
    await press(page, 'Enter')
    const asked = await page.evaluate(() => window.standIn.asked)
    expect(asked.slice(1)).toEqual([{ name: 'sale.open', question: { saleId: 'p-2' } }])
  })

  test('F9 charges all the same, once, and says that it was asked', async ({ page }) => {
    await page.evaluate(() => {
      window.standIn.answers['sale.start'] = 'never'
    })
    await press(page, 'F9', 'F9')
    const asked = await page.evaluate(() => window.standIn.asked)
    expect(asked.slice(1)).toEqual([{ name: 'sale.start', question: { amountFen: 2000, remark: '', anyway: true } }])
  })

  test('Escape goes back to the amount, and nothing is asked', async ({ page }) => {
    await press(page, '5', 'Escape')
    await expect(page.getByRole('heading', { name: '还没确认' })).toHaveCount(0)
    await expect(page.getByText('贰拾元整')).toBeVisible()
    expect(await page.evaluate(() => window.standIn.asked)).toHaveLength(1)
  })
})

test('the question falls away when the first one becomes known', async ({ page, open }) => {
  const bridge = await open({ parked: [UNSURE], unconfirmed: 1 }, { 'sale.start': REFUSED })
  await press(page, ...TO_CHARGE)
  await page.getByRole('heading', { name: '还没确认' }).waitFor()
  await bridge.push({ parked: [], unconfirmed: 0 })
  await expect(page.getByRole('heading', { name: '还没确认' })).toHaveCount(0)
})

test('a retry of a failed sale asks the same question', async ({ page, open }) => {
  const bridge = await open(
    { parked: [UNSURE], unconfirmed: 1, sale: aSale({ saleId: 'f-1', amountFen: 2000, state: 'failed', settledAt: NOW }) },
    { 'sale.retry': REFUSED },
  )
  await press(page, 'Enter')
  await page.getByRole('heading', { name: '有一笔 ¥20.00 还没确认' }).waitFor()
  await press(page, 'F9')
  expect((await bridge.asked('sale.retry')).map(({ question }) => question)).toEqual([
    { saleId: 'f-1' },
    { saleId: 'f-1', anyway: true },
  ])
})

const BARRED = { ...DIFFERS, barred: { code: 'sale.stoppedByDifference' } } as const

test('a clerk sees why nothing may be sold, can have it compared, and cannot resume', async ({ page, open }) => {
  const bridge = await open(BARRED)
  await expect(page.getByText('请店长登录')).toBeVisible()
  await press(page, 'F9', 'F9', 'Alt+c')
  expect((await bridge.asked()).map(({ name }) => name)).toEqual(['reconcile.now'])
})

test('a manager looks and resumes by a second press only; then the till is back', async ({ page, open }) => {
  const person = { staffId: '0001', name: '陈经理', role: 'manager', since: NOW, mayRefund: true } as const
  const bridge = await open({ ...BARRED, person })
  await press(page, 'F9')
  expect(await bridge.asked()).toEqual([])
  await press(page, 'F9')
  expect((await bridge.asked()).map(({ name }) => name)).toEqual(['reconcile.resume'])
  await bridge.push({ barred: null })
  await press(page, '7')
  await expect(page.getByText('柒元整')).toBeVisible()
})

test('a difference opens its order', async ({ page, open }) => {
  const bridge = await open(
    { ...DIFFERS },
    {
      'orders.list': {
        ok: true,
        value: {
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
        },
      },
      'orders.find': { ok: false, fault: { code: 'scan.orderNotFound' } },
    },
  )
  await press(page, 'F2', 'Alt+r')
  await page.getByRole('button', { name: '0100 0052 0103 1700 0018 21' }).click()
  const asked = await bridge.asked('orders.find')
  expect(asked.map(({ question }) => question)).toEqual([{ orderNo: '0100005201031700001821' }])
})
