import { expect, test, withWays } from './counter.ts'

/** The other ways to take money, in the real app (BEHAVIOUR F05). They are off until they are switched on. */

test('by default there is only the customer’s code', async ({ counter }) => {
  const till = await counter.openSelling()
  await till.type('5')
  await till.press('Enter')
  await till.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
  await till.press('F5', 'F6', 'F7', 'F8', 'F8')
  await expect(till.page.getByText('请扫顾客的付款码')).toBeVisible()
  await expect(till.page.getByText('现金')).toHaveCount(0)
  expect((await till.snapshot()).sale).toMatchObject({ state: 'waitingForCode', orderNo: null })
})

test('the customer scans the till’s QR and pays; a QR that is taken back can no longer be paid', async ({ counter }) => {
  await withWays(counter.home)
  const till = await counter.openSelling()
  const { control } = counter.sandbox
  await till.type('15')
  await till.press('Enter')
  await till.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
  await till.press('F6')
  const { sale } = await till.until('the QR', (state) => (state.sale?.codeUrl ?? null) !== null)
  await expect(till.page.locator('.qrbox img')).toBeVisible()
  control.scanQr(counter.wallet('alipay'), sale?.codeUrl ?? '')
  const paid = await till.until('paid', (state) => state.sale?.state === 'paid', 30_000)
  expect(paid.sale).toMatchObject({ way: 'qr', tender: 'alipay', amountFen: 1500 })

  await till.type('9')
  await till.press('Enter')
  await till.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
  await till.press('F5')
  const second = await till.until('the QR', (state) => (state.sale?.codeUrl ?? null) !== null)
  await till.press('Escape')
  const ended = await till.until('an end', (state) => state.sale?.state === 'failed', 30_000)
  expect(ended.sale?.fault?.code).toBe('sale.qrNotPaid')
  expect(() => control.scanQr(counter.wallet('wechat'), second.sale?.codeUrl ?? '')).toThrow()
})

test('cash: too little is not taken, the change is shown, and Cloud Pay hears nothing', async ({ counter }) => {
  await withWays(counter.home)
  const till = await counter.openSelling()
  const { control } = counter.sandbox
  await till.type('17.5')
  await till.press('Enter')
  await till.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
  await till.press('F7')
  await till.type('10')
  await expect(till.page.getByText('还差 ¥7.50')).toBeVisible()
  await till.press('Enter')
  expect((await till.snapshot()).sale?.state).toBe('waitingForCode')
  await till.press('Backspace', 'Backspace')
  await till.type('20')
  await till.press('Enter')
  const { sale } = await till.until('taken', (state) => state.sale?.state === 'paid')
  expect(sale).toMatchObject({ way: 'record', tender: 'cashRecord', receivedFen: 2000, paidFen: 1750 })
  await expect(till.page.getByText('¥2.50')).toBeVisible()
  expect(control.orders()).toEqual([])
})
