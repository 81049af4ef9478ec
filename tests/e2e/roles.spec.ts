import type { Locator, Page } from '@playwright/test'
import type { Cashier } from '../../build/demo/cashier.ts'
import { grantOf, may, onlyOwn, PERMISSIONS, type Permission } from '../../contract/permissions.ts'
import { REQUESTS, type RequestName } from '../../contract/requests.ts'
import type { Role } from '../../contract/states.ts'
import { charge, CLERK, expect, MANAGER, test, type Counter } from './counter.ts'
import { captureOf, detailOf, forced, openDeposit, takeDeposit, withMode } from './depositing.ts'

/** What each role meets on each screen. What is expected of a role is read off `PERMISSIONS`, so that the two cannot drift apart. */

const PEOPLE: readonly { readonly role: Role; readonly staffId: string; readonly name: string }[] = [
  { role: 'clerk', staffId: CLERK, name: '李婷' },
  { role: 'manager', staffId: MANAGER, name: '陈经理' },
  { role: 'admin', staffId: '1000', name: '周航' },
]
const READ_ONLY = '只能看。要改，请店长或管理员登录。'
const ADMIN_ONLY = '要改，请管理员登录。'

/** A place on a screen where something is offered to those who may do it. */
interface Offer {
  readonly permission: Permission
  readonly offered: (page: Page) => Locator
  /** What stands there for those who may not; null where it is left out without a word. */
  readonly reason: ((role: Role) => string) | null
}

const button = (name: RegExp) => (page: Page) => page.getByRole('button', { name })
const readOnly = () => READ_ONLY
/** A manager is sent to the admin, a clerk to either. */
const notInstalled = (role: Role): string => (may('changeDailySettings', role) ? ADMIN_ONLY : READ_ONLY)

const SETTINGS: readonly { readonly group: string; readonly offers: readonly Offer[] }[] = [
  {
    group: '打印机',
    offers: [
      { permission: 'changeDailySettings', offered: button(/^换打印机/), reason: readOnly },
      { permission: 'changeDailySettings', offered: button(/^打一张试试/), reason: readOnly },
    ],
  },
  {
    group: '小票',
    offers: [{ permission: 'changeDailySettings', offered: (page) => page.locator('.hand form'), reason: readOnly }],
  },
  {
    group: '扫码枪',
    offers: [
      { permission: 'changeSetUp', offered: button(/^添加扫码枪/), reason: notInstalled },
      { permission: 'changeDailySettings', offered: button(/^试扫/), reason: readOnly },
    ],
  },
  { group: '语音', offers: [{ permission: 'changeDailySettings', offered: button(/^试听：收款/), reason: readOnly }] },
  {
    group: '顾客屏',
    offers: [{ permission: 'changeSetUp', offered: (page) => page.locator('.hand form'), reason: notInstalled }],
  },
  { group: '本机', offers: [{ permission: 'useTill', offered: button(/^再查一遍/), reason: null }] },
]

const heading = (till: Cashier, name: string): Locator => till.page.getByRole('heading', { level: 1, name })

async function meets(till: Cashier, role: Role, { permission, offered, reason }: Offer): Promise<void> {
  const granted = may(permission, role)
  await expect(offered(till.page), `${permission} for a ${role}`).toHaveCount(granted ? 1 : 0)
  if (!granted && reason) await expect(till.page.locator('.hand').getByText(reason(role), { exact: true })).toBeVisible()
}

/** Leaves by the menu of the person, and the next one signs in. */
async function changePerson(till: Cashier, counter: Counter, staffId: string): Promise<void> {
  await till.press('F1', 'Alt+s', 'Alt+q')
  await till.until('nobody at the till', (state) => state.stage === 'signedOut')
  await till.signIn(staffId, counter.password(staffId))
  await till.until('the till', (state) => state.person?.staffId === staffId)
}

test('a clerk, a manager and the admin come to every screen, and each is offered what the table of permissions grants', async ({
  counter,
}) => {
  test.setTimeout(180_000)
  await withMode(counter, 'mixed')
  const { control } = counter.sandbox
  const till = await counter.openSelling(MANAGER)
  await charge(till, '30', control.freshCode(counter.wallet('wechat')))
  const { sale } = await till.until('paid', (state) => state.sale?.state === 'paid', 20_000)
  const ofManager = sale?.orderNo ?? ''
  await till.press('Enter')
  const holdNo = await takeDeposit(till, '10', control.freshCode(counter.wallet('alipay')), '502')

  for (const { role, staffId, name } of PEOPLE) {
    await changePerson(till, counter, staffId)
    const own = (permission: Permission): boolean => onlyOwn(permission, role)

    // The till.
    await till.press('F1')
    await till.page.getByRole('button', { name: /^收款/ }).waitFor()
    await meets(till, role, { permission: 'chooseCashierMode', offered: (page) => page.locator('button.mode'), reason: null })
    await expect(till.page.locator('.head .mode')).toContainText('收银 + 押金')

    // Its orders: whose are listed, and that any is found by its slip.
    await till.press('F2')
    await expect(till.page.locator('main .rows')).toContainText(own('listOrders') ? '这一天没有交易' : '30.00')
    await till.press('Alt+l')
    await expect(till.page.getByPlaceholder('工号')).toHaveCount(own('listOrders') ? 0 : 1)
    await till.press('Escape')
    expect(grantOf('findOrder', role)).toBe('store')
    expect(await forced(till, 'orders.find', { orderNo: ofManager })).toBe('taken')

    // Deposits.
    await openDeposit(till, holdNo)
    await detailOf(till).getByRole('button', { name: '押金消费' }).waitFor()
    await till.press('Enter')
    await captureOf(till).waitFor()
    const keeps = (page: Page) => page.getByRole('switch', { name: /其余的继续押着/ })
    await meets(till, role, { permission: 'keepRest', offered: keeps, reason: () => '其余的当场退给顾客，这笔押金就结清了。' })
    await till.press('Escape')

    // Figures.
    await till.press('F4')
    await expect(till.page.locator('.summary .big')).toHaveText(own('summary') ? '¥0.00' : '¥30.00')
    await expect(till.page.getByRole('button', { name: /全部人员/ })).toHaveCount(own('summary') ? 0 : 1)
    await expect(till.page.getByText('只看本人')).toHaveCount(own('summary') ? 1 : 0)

    // The own shift, and those that are over: the manager's ended when the clerk signed in.
    await till.press('F6')
    await heading(till, `${name}的当班`).waitFor()
    expect(grantOf('handOver', role)).toBe('own')
    await till.page.getByRole('button', { name: /^交班并退出/ }).waitFor()
    await till.press('Alt+l')
    await till.page
      .getByText(/这一天没有交班记录/)
      .or(till.page.locator('.ended').first())
      .waitFor()
    await expect(till.page.getByText('只看本人')).toHaveCount(own('shiftRecords') ? 1 : 0)
    await expect(till.page.locator('.ended').filter({ hasText: '¥30.00' })).toHaveCount(own('shiftRecords') ? 0 : 1)
    await till.press('Escape')

    // What is not confirmed.
    await till.press('Alt+d')
    await heading(till, '待确认').waitFor()
    await expect(till.page.getByText('没有待确认的')).toBeVisible()

    // Settings, in all their groups.
    await till.press('F7')
    for (const { group, offers } of SETTINGS) {
      await till.page.getByRole('navigation', { name: '设置分组' }).getByRole('button', { name: group, exact: true }).click()
      await heading(till, group).waitFor()
      for (const offer of offers) await meets(till, role, offer)
    }
    await meets(till, role, { permission: 'changeDailySettings', offered: button(/^分步设置/), reason: null })
    await meets(till, role, { permission: 'lookAtAudit', offered: button(/^审计日志/), reason: null })

    // The audit log and the set-up by steps: a key that is not offered does nothing.
    await till.press('Alt+u')
    await (may('lookAtAudit', role) ? heading(till, '审计日志') : heading(till, '本机')).waitFor()
    await till.press('F7', 'Alt+w')
    await (may('changeDailySettings', role) ? heading(till, '第一步：打印机') : heading(till, '本机')).waitFor()
    await till.press('Escape')
  }
})

/** What main says to a question without anything in it: it looks at the role before it looks at the question. */
const asked = (till: Cashier, names: readonly RequestName[]): Promise<Record<string, string>> =>
  till.page.evaluate(async (all) => {
    const said: Record<string, string> = {}
    for (const name of all) {
      const outcome = await window.guitai.ask(name, {} as never)
      said[name] = outcome.ok ? 'taken' : outcome.fault.code
    }
    return said
  }, names)

const isPermission = (who: string): who is Permission => Object.hasOwn(PERMISSIONS, who)
/** A question without anything in it would be taken, and something done. */
const needsMore = (name: RequestName): boolean => !REQUESTS[name].question.safeParse({}).success

test('main itself refuses whatever a role is not granted, by whatever way the page asks, and does nothing of it', async ({
  counter,
}) => {
  const till = await counter.openSelling(CLERK)
  const names = (Object.keys(REQUESTS) as RequestName[]).filter((name) => isPermission(REQUESTS[name].who))
  const mayAsk = (role: Role | undefined) => (name: RequestName) => may(REQUESTS[name].who as Permission, role)

  for (const { role, staffId } of PEOPLE) {
    await changePerson(till, counter, staffId)
    const forbidden = names.filter((name) => !mayAsk(role)(name))
    expect(await asked(till, forbidden), `a ${role}`).toEqual(
      Object.fromEntries(forbidden.map((name) => [name, 'request.forbidden'])),
    )
    const open = names.filter((name) => mayAsk(role)(name) && needsMore(name))
    expect(open.length).toBeGreaterThan(20)
    expect(await asked(till, open), `a ${role}`).toEqual(Object.fromEntries(open.map((name) => [name, 'request.invalid'])))
  }

  await changePerson(till, counter, CLERK)
  const before = await till.snapshot()
  const receipt = { footer: '谢谢惠顾' }
  expect(await forced(till, 'app.setCashierMode', { mode: 'mixed' })).toBe('request.forbidden')
  expect(await forced(till, 'devices.setReceipt', receipt)).toBe('request.forbidden')
  expect(await forced(till, 'reconcile.resume', {})).toBe('request.forbidden')
  expect(await till.snapshot()).toMatchObject({ cashierMode: before.cashierMode, barred: before.barred })
  const looked = await till.page.evaluate(() => window.guitai.ask('devices.look', {}))
  expect(looked).toMatchObject({ ok: true, value: { receipt: { footer: '' } } })

  // Nobody at the till may nothing.
  await till.press('Alt+s', 'Alt+q')
  await till.until('nobody at the till', (state) => state.stage === 'signedOut')
  expect(await asked(till, names)).toEqual(Object.fromEntries(names.map((name) => [name, 'request.forbidden'])))
})
