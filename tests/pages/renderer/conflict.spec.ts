import { aSale, NOW } from '../../support/page-bridge.ts'
import { LIST } from './order-states.ts'
import { expect, press, test } from './the-page.ts'

const manager = { staffId: '0001', name: '陈经理', role: 'manager', since: NOW, mayRefund: true } as const
const CONFLICT = aSale({ saleId: 'c-1', state: 'conflict', nextAskAt: null, fault: { code: 'sale.numberUsed', status: 407 } })

test('a manager who has looked dismisses a conflict by a second press, once', async ({ page, open }) => {
  const bridge = await open({ person: manager, sale: CONFLICT, unconfirmed: 1 }, { 'sale.dismiss': 'never' })
  await expect(page.getByText('这个单号下的钱不是这一笔的')).toBeVisible()
  await press(page, 'F9')
  expect(await bridge.asked()).toEqual([])
  await expect(page.getByRole('button', { name: '再按一次就了结' })).toBeVisible()
  await press(page, 'F9', 'F9', 'F9')
  expect(await bridge.asked()).toEqual([{ name: 'sale.dismiss', question: { saleId: 'c-1' } }])
})

test('a clerk sees nothing of it; Alt+I opens the order, and Alt+D all that is not confirmed', async ({ page, open }) => {
  const found = { ok: true, value: { kind: 'sale', sale: CONFLICT, elsewhere: null } } as const
  const bridge = await open({ sale: CONFLICT, unconfirmed: 1 }, { ...LIST, 'orders.find': found })
  await expect(page.getByRole('heading', { name: '单号冲突' })).toBeVisible()
  await expect(page.getByText('了结')).toHaveCount(0)
  await press(page, 'F9', 'F9')
  expect(await bridge.asked()).toEqual([])
  await press(page, 'Alt+d')
  await expect(page.getByRole('heading', { name: '待确认' })).toBeVisible()
  await press(page, 'F1')
  await expect(page.getByRole('heading', { name: '单号冲突' })).toBeVisible()
  await press(page, 'Alt+i')
  await expect(page.getByRole('heading', { name: '交易' })).toBeAttached()
})
