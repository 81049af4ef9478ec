import { NOW } from '../../support/page-bridge.ts'
import { entriesOf, listed, WHOLE } from './audit-states.ts'
import { BUSY } from './order-states.ts'
import { ADMIN, answers, MANAGER } from './setting-states.ts'
import { expect, press, test } from './the-page.ts'

const at = (day: number, month = 10): number => new Date(2025, month, day).getTime()
const FIRST = { from: at(22), until: at(23), staffId: null, group: null, before: null, limit: 50 }

test('a manager comes to it from the settings by its key, and by its button', async ({ page, open }) => {
  const bridge = await open({ ...BUSY, person: MANAGER }, listed())
  await press(page, 'F7', 'Alt+u')
  await expect(page.getByRole('heading', { name: '审计日志' })).toBeAttached()
  expect((await bridge.asked('audit.list')).map(({ question }) => question)).toEqual([FIRST])
  await press(page, 'Escape')
  await page.getByRole('button', { name: /审计日志/ }).click()
  await expect(page.getByRole('heading', { name: '审计日志' })).toBeAttached()
})

test('a clerk does not come to it', async ({ page, open }) => {
  const bridge = await open(BUSY, { ...answers(), ...listed() })
  await press(page, 'F7')
  await expect(page.getByRole('navigation', { name: '设置分组' })).toBeVisible()
  await expect(page.getByRole('button', { name: /审计日志/ })).toHaveCount(0)
  await press(page, 'Alt+u')
  expect(await bridge.asked('audit.list')).toEqual([])
})

test('each act is a sentence with who and when; the one that is walked to is opened by Enter, and Escape leads back step by step', async ({
  page,
  open,
}) => {
  await open({ ...BUSY, person: MANAGER }, listed())
  await press(page, 'F7', 'Alt+u')
  const rows = page.getByRole('list', { name: /审计日志/ }).getByRole('button')
  await expect(rows).toHaveText([
    /小票 copies.payment：1 → 2.*14:42:19.*陈经理 0001/,
    /退款 ¥1,280.00，订单 0100005201031700001842，陈经理 0001 批准.*14:41:19.*欧阳尼格买提·阿卜杜热依木 1203/,
    /退款失败 ¥1,280.00.*：没有收到退款的答复/,
    /密码输错，第 2 次/,
    /登录，接替锁着的 王磊 1207/,
    /柜台停了：.+没有人登录/,
    /交班，实收 -¥1,270.00，现金少 ¥3.00/,
    /用二维码收款，支付宝 ¥45.00/,
  ])
  await expect(page.getByText('完整：812 行，一行没少，一行没改')).toBeVisible()
  await press(page, 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Enter')
  const detail = page.getByRole('region', { name: '这一行' })
  await expect(detail).toContainText('退款 ¥1,280.00')
  await expect(detail).toContainText('2025-11-22 14:41:19')
  await expect(detail).toContainText('809')
  await expect(detail).toContainText('9f86 d081')
  await press(page, 'ArrowDown')
  await expect(detail).toContainText('退款失败')
  await press(page, 'Escape')
  await expect(page.getByText('完整：812 行')).toBeVisible()
  await press(page, 'Escape')
  await expect(page.getByRole('navigation', { name: '设置分组' })).toBeVisible()
})

test('days, person and what it is about are chosen by keys, each wish begins with its newest page', async ({ page, open }) => {
  const bridge = await open({ ...BUSY, person: MANAGER }, listed())
  const last = async () => (await bridge.asked('audit.list')).at(-1)?.question
  await press(page, 'F7', 'Alt+u', 'ArrowRight')
  expect(await bridge.asked('audit.list'), 'there is nothing after today').toHaveLength(1)
  await press(page, 'ArrowLeft')
  await expect.poll(last).toEqual({ ...FIRST, from: at(21), until: at(22) })
  await press(page, 'ArrowRight', 'Alt+w')
  await expect.poll(last).toEqual({ ...FIRST, from: at(16) })
  await press(page, 'Alt+w')
  await expect.poll(last).toEqual({ ...FIRST, from: at(24, 9) })
  await press(page, 'Alt+w')
  await expect.poll(last).toEqual({ ...FIRST, from: at(25, 7) })
  await press(page, 'Alt+y')
  await expect.poll(last).toMatchObject({ staffId: '0001', group: null })
  await press(page, 'Alt+t', 'Alt+t')
  await expect.poll(last).toMatchObject({ staffId: '0001', group: 'money' })
  await page.getByRole('button', { name: /^90 天/ }).click()
  await expect.poll(last).toEqual({ ...FIRST, staffId: '0001', group: 'money' })
})

test('page after page, older and newer, and over the end of a page by walking', async ({ page, open }) => {
  const first = entriesOf(3, 812)
  const second = entriesOf(3, 803)
  const bridge = await open({ ...BUSY, person: MANAGER }, listed({ entries: first, more: true }))
  const last = async () => (await bridge.asked('audit.list')).at(-1)?.question
  const shown = page.getByRole('list', { name: /审计日志/ }).getByRole('button', { pressed: true })
  await press(page, 'F7', 'Alt+u')
  await expect(shown).toContainText('14:42:19')
  await bridge.answer('audit.list', { ok: true, value: { entries: second, more: false, people: [], chain: WHOLE } })
  await press(page, 'PageDown')
  await expect.poll(last).toEqual({ ...FIRST, before: { at: NOW - 2 * 60_000, seq: 806 } })
  await expect(page.getByRole('list', { name: /第 2 页/ })).toBeVisible()
  await press(page, 'PageDown')
  expect(await bridge.asked('audit.list'), 'there is nothing older').toHaveLength(2)
  await bridge.answer('audit.list', { ok: true, value: { entries: first, more: true, people: [], chain: WHOLE } })
  await press(page, 'ArrowUp')
  await expect.poll(last).toEqual(FIRST)
  await expect(shown, 'from below, the last one').toContainText('14:40:19')
  await press(page, 'ArrowDown')
  await expect.poll(last).toMatchObject({ before: { seq: 806 } })
  await press(page, 'PageUp')
  await expect.poll(last).toEqual(FIRST)
})

test('what the filter lets through is exported, and told where it lies', async ({ page, open }) => {
  const exported = { 'audit.export': { ok: true, value: { path: '/exports/audit-2025-11-22.csv' } } } as const
  const bridge = await open({ ...BUSY, person: MANAGER }, { ...listed(), ...exported })
  await press(page, 'F7', 'Alt+u', 'Alt+t', 'Alt+x')
  await expect(page.locator('.strip')).toContainText('/exports/audit-2025-11-22.csv')
  const wish = { from: at(22), until: at(23), staffId: null, group: 'signIn' }
  expect((await bridge.asked('audit.export')).map(({ question }) => question)).toEqual([wish])
})

test('an admin confirms a restored book at the second press, a manager is told whom to ask', async ({ page, open }) => {
  const cut = listed({ chain: { ...WHOLE, state: 'cutOff', row: 901 } })
  const bridge = await open({ ...BUSY, person: ADMIN }, { ...cut, 'audit.acknowledge': { ok: true, value: null } })
  await press(page, 'F7', 'Alt+u')
  await expect(page.getByText('末尾缺行：记到过第 901 行，现在没有了')).toBeVisible()
  await press(page, 'F9')
  expect(await bridge.asked('audit.acknowledge')).toEqual([])
  await press(page, 'F9')
  await expect.poll(() => bridge.asked('audit.acknowledge')).toHaveLength(1)
  await expect.poll(() => bridge.asked('audit.list'), 'how it stands now').toHaveLength(2)
})

test('a manager is told what is missing and cannot confirm it', async ({ page, open }) => {
  const bridge = await open({ ...BUSY, person: MANAGER }, listed({ chain: { ...WHOLE, state: 'cutOff', row: 901 } }))
  await press(page, 'F7', 'Alt+u', 'F9', 'F9')
  await expect(page.getByText('请管理员在这里确认')).toBeVisible()
  await expect(page.getByRole('button', { name: /从备份恢复/ })).toHaveCount(0)
  expect(await bridge.asked('audit.acknowledge')).toEqual([])
})
