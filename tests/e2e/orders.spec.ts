import { readFile } from 'node:fs/promises'
import { charge, expect, MANAGER, test } from './counter.ts'

/** The list of orders in the real app, by keyboard (BEHAVIOUR F10, F11, F13). */
test('a slip is scanned, its order opened with all that is known, the list filtered and written into a file', async ({
  counter,
}) => {
  const till = await counter.openSelling(MANAGER)
  const { control } = counter.sandbox
  control.behave(counter.wallet('wechat'), 'paysWithShopCoupon')
  await charge(till, '12', control.codeOf(counter.wallet('wechat')))
  const { sale } = await till.until('paid', (state) => state.sale?.state === 'paid')
  await charge(till, '34', control.codeOf(counter.wallet('alipay')))
  await till.until('paid', (state) => state.sale?.state === 'paid' && state.sale.amountFen === 3400)
  await till.press('Enter')
  await till.until('put away', (state) => state.sale === null)

  await till.scan(sale?.orderNo ?? '')
  await expect(till.page.locator('.detail')).toContainText('¥12.00')
  await till.press('Alt+I')
  for (const told of ['付款码支付', '代金券¥1.20 商户出资 免充值', '结算金额¥10.80', '手续费¥0.06', '入账金额¥10.74'])
    await expect(till.page.locator('.detail')).toContainText(told)
  await expect(till.page.getByRole('option')).toHaveCount(2)

  await till.press('Alt+L')
  await till.page.getByRole('button', { name: '支付宝' }).click()
  await expect(till.page.getByRole('option')).toHaveCount(1)
  await till.press('Alt+X')
  const told = till.page.getByText('已导出到')
  await expect(told).toBeVisible()
  const path = (await told.textContent())?.trim().split(' ').at(-1) ?? ''
  const csv = await readFile(path, 'utf8')
  expect(csv.trim().split('\r\n')).toHaveLength(2)
  expect(csv).toContain(',alipay,paid,34.00,')

  await till.scan('0100005299999999999999999999')
  await expect(till.page.getByText('没有这个单号')).toBeVisible()
})
