import { aSale, NOW } from '../../support/page-bridge.ts'
import { expect, press, test } from './the-page.ts'

const person = { staffId: '0001', name: '陈经理', role: 'manager', since: NOW, mayRefund: true } as const
const admin = { ...person, staffId: '1000', name: '周航', role: 'admin' } as const
const HANGING = aSale({
  saleId: 'h-1',
  state: 'unknown',
  orderState: 'pendingCustomer',
  sentAt: NOW - 192_000,
  askedUntil: NOW - 72_000,
  mayReverse: true,
})

test.describe('a payment that hangs', () => {
  test('is taken back by a second press only, once, and the page says what that means', async ({ page, open }) => {
    const bridge = await open({ person, sale: HANGING, unconfirmed: 1 }, { 'sale.reverse': 'never' })
    await expect(page.getByText('要是已经付了，钱会退回去')).toBeVisible()
    await press(page, 'F9')
    expect(await bridge.asked()).toEqual([])
    await expect(page.getByRole('button', { name: '再按一次就撤销' })).toBeVisible()
    await press(page, 'F9', 'F9', 'F9')
    expect(await bridge.asked()).toEqual([{ name: 'sale.reverse', question: { saleId: 'h-1' } }])
    await expect(page.getByRole('button', { name: '正在查询、撤销…' })).toHaveAttribute('aria-disabled', 'true')
    await bridge.release('sale.reverse', { ok: false, fault: { code: 'reverse.paid' } })
    await expect(page.getByRole('alert').getByText('这一笔已经收到钱了，没有撤销')).toBeVisible()
    await expect(page.getByRole('button', { name: '撤销这一笔，按两次' })).toBeVisible()
  })

  test('by touch too', async ({ page, open }) => {
    const bridge = await open({ person, sale: HANGING })
    const button = page.getByRole('button', { name: /撤销/ })
    await button.click()
    expect(await bridge.asked()).toEqual([])
    await button.click()
    expect((await bridge.asked()).map(({ name }) => name)).toEqual(['sale.reverse'])
  })

  test('shows nothing of it where the till does not offer it, and F9 does nothing', async ({ page, open }) => {
    const bridge = await open({ sale: { ...HANGING, mayReverse: false } })
    await expect(page.getByRole('heading', { name: '未确认' })).toBeVisible()
    await expect(page.getByText('撤销')).toHaveCount(0)
    await press(page, 'F9', 'F9')
    expect(await bridge.asked()).toEqual([])
  })

  test('comes to the front out of what is not confirmed, and is taken back there', async ({ page, open }) => {
    const bridge = await open({ person, parked: [HANGING], unconfirmed: 1 }, { 'sale.open': { ok: true, value: null } })
    await press(page, 'Alt+d', 'ArrowDown', 'Alt+i')
    await expect.poll(async () => (await bridge.asked('sale.open')).map(({ question }) => question)).toEqual([{ saleId: 'h-1' }])
    await bridge.push({ sale: HANGING, parked: [] })
    await expect(page.getByRole('button', { name: '撤销这一笔，按两次' })).toBeVisible()
    await press(page, 'F9', 'F9')
    expect((await bridge.asked('sale.reverse')).map(({ question }) => question)).toEqual([{ saleId: 'h-1' }])
  })

  test('that is being taken back stays among what is not confirmed, and asks for neither money nor goods', async ({
    page,
    open,
  }) => {
    const sale = { ...HANGING, state: 'reversing', mayReverse: false } as const
    const bridge = await open({ person, sale, unconfirmed: 1 })
    await expect(page.getByRole('heading', { name: '正在撤销', exact: true })).toBeVisible()
    await expect(page.getByText('先不要再收，也不要交货')).toBeVisible()
    await press(page, 'Enter')
    expect((await bridge.asked()).map(({ name }) => name)).toEqual(['sale.askNow'])
    await bridge.push({ sale: { ...sale, mayReverse: true } })
    await expect(page.getByRole('button', { name: '撤销这一笔，按两次' })).toBeVisible()
  })

  test('that was taken back is called so, and never that no money was taken', async ({ page, open }) => {
    const bridge = await open({ person, sale: { ...HANGING, state: 'reversing', mayReverse: false } })
    await bridge.push({
      sale: { ...HANGING, state: 'failed', settledAt: NOW, mayReverse: false, fault: { code: 'sale.reversed' } },
    })
    await expect(page.getByRole('heading', { name: '已撤销' })).toBeVisible()
    await expect(page.getByText('钱会回到顾客那里')).toBeVisible()
    await expect(page.getByText('没有收到钱')).toHaveCount(0)
    await expect(page.getByText('支付失败')).toHaveCount(0)
    await bridge.push({ language: 'en' })
    await expect(page.getByRole('heading', { name: 'Reversed', exact: true })).toBeVisible()
  })
})

test.describe('the private key of the merchant', () => {
  test('is imported by an admin from the menu: the page is told its fingerprint and nothing else', async ({ page, open }) => {
    const bridge = await open(
      { person: admin, signingKey: 'absent' },
      { 'vault.importSigningKey': { ok: true, value: { fingerprint: '3F2A 90BC 7710 E4D5' } } },
    )
    await press(page, 'Alt+s', 'Alt+k')
    await expect(page.getByText('指纹 3F2A 90BC 7710 E4D5')).toBeVisible()
    expect(await bridge.asked()).toEqual([{ name: 'vault.importSigningKey', question: {} }])
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  test('a wrong file is said to be one; no file is no word', async ({ page, open }) => {
    const bridge = await open(
      { person: admin, signingKey: 'absent' },
      { 'vault.importSigningKey': { ok: false, fault: { code: 'signingKey.wrongLength', params: { bits: 1024 } } } },
    )
    await press(page, 'Alt+s', 'Alt+k')
    await expect(page.getByRole('alert').getByText('这个私钥是 1024 位')).toBeVisible()
    await bridge.answer('vault.importSigningKey', { ok: true, value: { fingerprint: null } })
    await press(page, 'Escape', 'Alt+s', 'Alt+k')
    expect(await bridge.asked('vault.importSigningKey')).toHaveLength(2)
    await expect(page.getByText('指纹')).toHaveCount(0)
  })

  test('is removed by a second press only', async ({ page, open }) => {
    const bridge = await open({ person: admin, signingKey: 'held' })
    await press(page, 'Alt+s', 'Alt+z')
    expect(await bridge.asked()).toEqual([])
    await press(page, 'Alt+z')
    expect(await bridge.asked()).toEqual([{ name: 'vault.forgetSigningKey', question: {} }])
    await expect(page.getByText('商户私钥已删除')).toBeVisible()
  })

  test('is nowhere to be seen where reversing is not switched on, nor for others', async ({ page, open }) => {
    const bridge = await open({ person: admin, signingKey: null })
    await press(page, 'Alt+s', 'Alt+k', 'Alt+z', 'Alt+z')
    await expect(page.getByText('周航').first()).toBeVisible()
    await expect(page.getByText('私钥')).toHaveCount(0)
    expect(await bridge.asked()).toEqual([])
  })
})
