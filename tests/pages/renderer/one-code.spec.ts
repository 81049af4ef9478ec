import { oneCodeSchema } from '../../../contract/one-code.ts'
import { aSale, NOW } from '../../support/page-bridge.ts'
import { answers, COUNTER, DOOR, FOLLOWED, MANAGER, OLD, ONE_CODE, settings, TO_ONE_CODE } from './setting-states.ts'
import { expect, press, test } from './the-page.ts'

const KEYS = ['F7', ...TO_ONE_CODE] as const
const DONE = { 'devices.setOneCode': { ok: true, value: null } } as const
const MINUTE = 60_000

test.describe('the settings of one-code pay', () => {
  test('a code is ticked and unticked, each press by what came of the one before; what the shop has no more is said', async ({
    page,
    open,
  }) => {
    const bridge = await open({ person: MANAGER }, answers({}, { 'devices.setOneCode': 'never' }))
    await press(page, ...KEYS)
    const tick = (name: string) => page.getByRole('checkbox', { name })
    await expect(tick(COUNTER.name)).toHaveAttribute('aria-checked', 'true')
    await expect(tick(DOOR.name)).toHaveAttribute('aria-checked', 'false')
    await expect(tick(OLD.name)).toContainText('门店里已经没有这个码')
    await expect(page.locator('.tick', { hasText: '已经没有' })).toHaveCount(1)

    // Pressed twice before the first is done: neither is lost.
    await tick(DOOR.name).click()
    await tick(OLD.name).click()
    await expect.poll(() => bridge.asked('devices.setOneCode')).toHaveLength(1)
    await bridge.answer('devices.look', {
      ok: true,
      value: settings({ oneCode: { ...ONE_CODE, codes: [COUNTER, OLD, DOOR] } }),
    })
    await bridge.answer('devices.setOneCode', { ok: true, value: null })
    await bridge.release('devices.setOneCode', { ok: true, value: null })
    await expect(tick(DOOR.name)).toHaveAttribute('aria-checked', 'true')
    await expect
      .poll(async () => (await bridge.asked('devices.setOneCode')).map(({ question }) => question))
      .toEqual([{ codes: [COUNTER, OLD, DOOR] }, { codes: [COUNTER, DOOR] }])
    await bridge.answer('devices.look', { ok: true, value: settings({ oneCode: { ...ONE_CODE, codes: [COUNTER, DOOR] } }) })
    await tick(COUNTER.name).click()
    await expect(tick(OLD.name)).toHaveCount(0)
  })

  test('each switch and each step asks for itself alone; the age of slips counts with From the start alone', async ({
    page,
    open,
  }) => {
    const bridge = await open({ person: MANAGER }, answers({}, DONE))
    await press(page, ...KEYS)
    const asked = async () => (await bridge.asked('devices.setOneCode')).map(({ question }) => question)
    await page.getByRole('switch', { name: /开启一码支付/ }).click()
    await page.getByRole('switch', { name: '打印收款单' }).click()
    await page.getByRole('switch', { name: '打印退款单' }).click()
    await page.getByRole('switch', { name: /播报一码支付/ }).click()
    await page.getByRole('button', { name: '播报时限 加' }).click()
    await page.getByRole('button', { name: '打印时限 加' }).click({ force: true })
    await expect(page.getByRole('group', { name: '打印开始时间' })).toContainText('关机时付的，开机后补上')
    await bridge.answer('devices.look', {
      ok: true,
      value: settings({ oneCode: { ...ONE_CODE, print: { ...ONE_CODE.print, begin: 'now' } } }),
    })
    await page.getByRole('button', { name: '打印开始时间 加' }).click()
    await expect(page.getByRole('group', { name: '打印开始时间' })).toContainText('开机以前付的，不打也不报')
    await page.getByRole('button', { name: '打印时限 减' }).click()
    await expect
      .poll(asked)
      .toEqual([
        { enabled: false },
        { print: { payment: false } },
        { print: { refund: true } },
        { voice: { enabled: false } },
        { voice: { windowMs: 2 * MINUTE } },
        { print: { begin: 'now' } },
        { print: { windowMs: MINUTE / 2 } },
      ])
  })

  test('a clerk sees everything and changes nothing', async ({ page, open }) => {
    const bridge = await open({ oneCode: FOLLOWED }, answers({}, DONE))
    await press(page, ...KEYS)
    await expect(page.getByText('只能看。要改，请店长或管理员登录。')).toBeVisible()
    await expect(page.getByRole('checkbox')).toHaveCount(3)
    for (const one of [
      ...(await page.locator('.pane [role=switch]').all()),
      ...(await page.locator('.pane [role=checkbox]').all()),
      ...(await page.locator('.pane .step button').all()),
    ])
      await one.click({ force: true })
    expect(await bridge.asked('devices.setOneCode')).toEqual([])
  })

  test('while Cloud Pay is asked that is said; without an answer what is ticked stays, nothing is called gone, and it is asked again', async ({
    page,
    open,
  }) => {
    const bridge = await open({ person: MANAGER }, answers({}, { 'oneCode.codes': 'never' }))
    await press(page, ...KEYS)
    const asking = page.getByText('正在问云支付，门店有哪些收款码…')
    const again = page.getByRole('button', { name: '再问一次' })
    await expect(asking).toBeVisible()
    await again.click({ force: true })
    await expect(page.getByRole('checkbox')).toHaveCount(2)
    expect(await bridge.asked('oneCode.codes')).toHaveLength(1)
    await bridge.release('oneCode.codes', { ok: false, fault: { code: 'oneCode.noAnswer' } })
    await expect(page.getByRole('alert').filter({ hasText: '云支付没有答复门店有哪些收款码' })).toContainText('再问一次')
    await expect(asking).toBeHidden()
    await expect(page.getByRole('checkbox')).toHaveCount(2)
    await expect(page.getByText('门店里已经没有这个码')).toHaveCount(0)
    await bridge.answer('oneCode.codes', { ok: true, value: { codes: [DOOR] } })
    await again.click()
    await expect(page.getByRole('checkbox')).toHaveText([/门口立牌/, /前台台卡.*已经没有/, /旧的桌贴.*已经没有/])
    await bridge.answer('oneCode.codes', { ok: true, value: { codes: [] } })
    await again.click()
    await expect(page.getByText('这家门店还没有收款码')).toBeVisible()
  })

  test('beside it stands how many are followed, whether Cloud Pay answers, and what came last', async ({ page, open }) => {
    const off = oneCodeSchema.parse({ codes: [COUNTER] })
    const bridge = await open({ person: MANAGER, oneCode: null }, answers({ oneCode: off }))
    await press(page, ...KEYS)
    const hand = page.getByRole('region', { name: '一码支付' })
    await expect(hand).toContainText('没有开启')
    await expect(hand).toContainText('云喇叭、云打印机')
    await bridge.answer('devices.look', { ok: true, value: settings() })
    await page.getByRole('switch', { name: /开启一码支付/ }).click()
    await expect(hand).not.toContainText('没有开启')
    await bridge.push({ oneCode: { ...FOLLOWED, last: null } })
    await expect(hand).toContainText('正在跟 2 个收款码')
    await expect(hand).toContainText('云支付有答复')
    await expect(hand).toContainText('开机后还没有')
    await bridge.push({ oneCode: { ...FOLLOWED, lost: true } })
    await expect(hand).toContainText('云支付没有答复，或磁盘写不进')
    await expect(hand).not.toContainText('云支付有答复')
    for (const text of ['¥86.50', '微信支付', COUNTER.name, '14:40:44']) await expect(hand).toContainText(text)
  })
})

test.describe('one-code pay on the till', () => {
  const { last } = FOLLOWED
  if (last === null) throw new Error('a payment')

  test('what came last stands there for ten minutes, out of the way of a sale', async ({ page, open }) => {
    const bridge = await open({ oneCode: { ...FOLLOWED, last: { ...last, at: NOW - 9 * MINUTE } } })
    const line = page.locator('.wall')
    await expect(line).toHaveText('一码支付¥86.50微信支付14:33前台台卡')
    await press(page, '1', '2')
    await expect(line).toBeVisible()
    await bridge.push({ sale: aSale({ state: 'pendingCustomer' }) })
    await expect(line).toHaveCount(0)
    await bridge.push({ sale: null })
    await expect(line).toBeVisible()
    await page.clock.runFor(MINUTE + 2000)
    await expect(line).toHaveCount(0)
  })

  test('a refund is called one; one that was told late, or under another clock, is not shown; nor is anything without codes', async ({
    page,
    open,
  }) => {
    const bridge = await open({ oneCode: { ...FOLLOWED, last: { ...last, kind: 'refund', tender: null } } })
    const line = page.locator('.wall')
    await expect(line).toHaveText('一码退款¥86.5014:40前台台卡')
    for (const at of [NOW - 11 * MINUTE, NOW + 11 * MINUTE]) {
      await bridge.push({ oneCode: { ...FOLLOWED, last: { ...last, at } } })
      await expect(line).toHaveCount(0)
      await bridge.push({ oneCode: FOLLOWED })
      await expect(line).toBeVisible()
    }
    await bridge.push({ oneCode: null })
    await expect(line).toHaveCount(0)
  })

  test('while Cloud Pay does not say, the line says that payments at the wall are told later', async ({ page, open }) => {
    const bridge = await open({ oneCode: { codes: 1, lost: true, last: null } })
    await expect(page.locator('.wall')).toHaveText('墙上收款码付的款，要晚些才报')
    await bridge.push({ oneCode: { codes: 1, lost: false, last: null } })
    await expect(page.locator('.wall')).toHaveCount(0)
  })
})
