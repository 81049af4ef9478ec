import type { Snapshot } from '../../../contract/snapshot.ts'
import { aSale, NOW } from '../../support/page-bridge.ts'
import { LAMPS_AILING, LAMPS_MUTED } from './all-states.ts'
import { LIST } from './order-states.ts'
import { answers } from './setting-states.ts'
import { expect, press, scan, test } from './the-page.ts'

const UNBOUND: Partial<Snapshot> = { stage: 'unbound', place: null, person: null, staff: [] }
const SIGNED_OUT = { stage: 'signedOut', person: null } as const
const LINK = 'https://pay.qcloud.com/cpay/config?a=17&b=6b8f'
const REACHED = { ok: true, value: { reachable: true, host: 'pay.qcloud.com', ms: 42 } } as const

test.describe('binding', () => {
  test('a scan binds wherever the focus is, also in the field, which stays empty', async ({ page, open }) => {
    const bridge = await open(UNBOUND, {
      'bind.checkNetwork': REACHED,
      'scan.read': { ok: false, fault: { code: 'bind.expired' } },
    })
    await expect(page.getByText('pay.qcloud.com')).toBeVisible()
    await press(page, 'Alt+v')
    await scan(page, LINK)
    await expect(page.getByRole('alert').filter({ hasText: '配置码过期了' })).toBeVisible()
    expect(await bridge.asked('scan.read')).toEqual([{ name: 'scan.read', question: { text: LINK } }])
    await expect(page.getByRole('textbox')).toHaveValue('')
  })

  test('a pasted link binds by Enter; what is no configuration code is called that', async ({ page, open }) => {
    const bridge = await open(UNBOUND, {
      'bind.checkNetwork': { ok: true, value: { reachable: false, host: 'pay.qcloud.com', ms: 5000 } },
      'bind.useLink': { ok: false, fault: { code: 'bind.foreignHost', platformText: 'no', status: 101, logId: 7 } },
      'scan.read': { ok: false, fault: { code: 'scan.notNow' } },
    })
    await expect(page.getByText('连不上 pay.qcloud.com')).toBeVisible()
    await press(page, 'Alt+v')
    await page.keyboard.insertText(LINK)
    await press(page, 'Enter')
    expect(await bridge.asked('bind.useLink')).toEqual([{ name: 'bind.useLink', question: { link: LINK } }])
    await expect(page.getByRole('alert').filter({ hasText: '这张码不是云支付给的' })).toContainText('101 · 日志 7')
    await scan(page, '134579281046253718')
    await expect(page.getByRole('alert').filter({ hasText: '这不是配置二维码' })).toBeVisible()
  })
})

test.describe('signing in', () => {
  test('a tile by its key, a password from the keyboard, sent once and never shown', async ({ page, open }) => {
    const bridge = await open(SIGNED_OUT, { 'staff.signIn': 'never' })
    await press(page, 'F2', '8', '6', 'x', 'Numpad4')
    await expect(page.locator('.dots .on')).toHaveCount(4)
    await expect(page.locator('body')).not.toContainText('86x4')
    await press(page, 'Enter')
    await press(page, 'Enter')
    expect(await bridge.asked('staff.signIn')).toEqual([
      { name: 'staff.signIn', question: { staffId: '1207', password: '86x4' } },
    ])
  })

  test('any other number, with letters from the screen', async ({ page, open }) => {
    const bridge = await open(SIGNED_OUT)
    await press(page, 'F6')
    await press(page, '7', '7', 'Enter')
    await press(page, 'Alt+k')
    for (const letter of ['k', 'e', 'y']) await page.getByRole('button', { name: letter, exact: true }).click()
    await page.getByRole('button', { name: '大写' }).click()
    await page.getByRole('button', { name: 'S', exact: true }).click()
    await page.getByRole('button', { name: '登录' }).click()
    expect(await bridge.asked('staff.signIn')).toEqual([{ name: 'staff.signIn', question: { staffId: '77', password: 'keyS' } }])
  })

  test('a lock counts down to its end, then lets go', async ({ page, open }) => {
    await open(SIGNED_OUT, { 'staff.signIn': { ok: false, fault: { code: 'signIn.locked', params: { seconds: 75 } } } })
    await press(page, '1', '2', 'Enter')
    await expect(page.getByRole('alert')).toContainText(/1:1\d 后再试/)
    await page.clock.runFor(30_000)
    await expect(page.getByRole('alert')).toContainText(/0:4\d 后再试/)
    await page.clock.runFor(60_000)
    await expect(page.getByRole('alert')).toHaveCount(0)
  })

  test('a wrong password says how many tries are left and has to be typed anew', async ({ page, open }) => {
    await open(SIGNED_OUT, { 'staff.signIn': { ok: false, fault: { code: 'signIn.wrongPassword', params: { left: 3 } } } })
    await press(page, '1', '2', 'Enter')
    await expect(page.getByRole('alert')).toContainText('还可以试 3 次')
    await expect(page.locator('.dots .on')).toHaveCount(0)
  })
})

test.describe('the head', () => {
  test('every lamp that ails says what is wrong and what to do; Escape puts the list away and changes nothing else', async ({
    page,
    open,
  }) => {
    await open({ lamps: LAMPS_AILING, slipsWaiting: 2 })
    await press(page, '4')
    await press(page, 'F12')
    const list = page.getByRole('dialog')
    await expect(list).toContainText('请看网线、路由器和代理')
    await expect(list).toContainText('2 张小票在等')
    await press(page, '9')
    await press(page, 'Escape')
    await expect(list).toHaveCount(0)
    await expect(page.locator('.amount')).toHaveText('¥4.00')
    await press(page, '2')
    await expect(page.locator('.amount')).toHaveText('¥42.00')
  })

  test('Alt+J mutes and lets speak again, on every page and beside an amount; a muted till says so', async ({ page, open }) => {
    const bridge = await open({}, answers({}, { 'devices.mute': { ok: true, value: null } }))
    await press(page, '4')
    await press(page, 'Alt+j')
    await bridge.push({ muted: true, lamps: LAMPS_MUTED })
    await expect(page.getByRole('button', { name: '语音：静音' })).toContainText('静音')
    await expect(page.locator('.amount')).toHaveText('¥4.00')
    await press(page, 'F7')
    await expect(page.getByRole('heading', { name: '打印机' })).toBeVisible()
    await press(page, 'Alt+j')
    await press(page, 'F12')
    await expect(page.getByRole('dialog')).toContainText('按 Alt+J 恢复')
    await page.getByRole('button', { name: '恢复语音' }).click()
    await press(page, 'Alt+j')
    expect((await bridge.asked('devices.mute')).map(({ question }) => question)).toEqual([
      { muted: true },
      { muted: false },
      { muted: false },
      { muted: false },
    ])
  })

  test('before somebody signs in nothing mutes the till', async ({ page, open }) => {
    const bridge = await open({ stage: 'signedOut', person: null })
    await press(page, 'Alt+j')
    await press(page, 'F12')
    await expect(page.getByRole('dialog')).toBeVisible()
    await expect(page.getByRole('button', { name: '静音' })).toHaveCount(0)
    expect(await bridge.asked('devices.mute')).toEqual([])
  })

  test('language and look change at once, and the person signs out', async ({ page, open }) => {
    const bridge = await open()
    await press(page, 'Alt+s')
    await press(page, 'Alt+g')
    await bridge.push({ language: 'en', theme: 'dark' })
    await expect(page.getByRole('button', { name: /Charge/ })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await press(page, 'Alt+q')
    expect((await bridge.asked()).map((one) => one.name)).toEqual(['app.setLanguage', 'staff.signOut'])
  })

  test('training cannot be missed, and a notice stays until it is put away', async ({ page, open }) => {
    const bridge = await open({ training: true, notices: [{ id: 3, fault: { code: 'settings.restored' }, at: NOW }] })
    await expect(page.getByText('训练模式')).toBeVisible()
    await expect(page.getByText('设置文件坏了，已经用回上一份')).toBeVisible()
    await press(page, 'Alt+o')
    expect(await bridge.asked('app.dismissNotice')).toEqual([{ name: 'app.dismissNotice', question: { id: 3 } }])
  })
})

test.describe('the orders', () => {
  const sales = [
    aSale({
      saleId: 'o-1',
      orderNo: '0100005201031700001841',
      amountFen: 4500,
      startedAt: NOW - 90_000,
      settledAt: NOW - 80_000,
      slip: 'printed',
    }),
    aSale({
      saleId: 'o-2',
      orderNo: '0100005201031700001840',
      amountFen: 6800,
      state: 'failed',
      settledAt: NOW - 100_000,
      fault: { code: 'sale.refused' },
    }),
  ]
  const rows = sales.map((sale) => ({ kind: 'sale', sale, elsewhere: null }))
  const LIST = {
    ok: true,
    value: {
      rows,
      total: 2,
      paidCount: 1,
      paidFen: 4500,
      refundCount: 0,
      refundFen: 0,
      heldCount: 0,
      heldFen: 0,
      releasedCount: 0,
      releasedFen: 0,
    },
  } as const
  const SLIP = { ok: true, value: { columns: 32, lines: [{ kind: 'barcode', value: '0100005201031700001841' }] } } as const

  test('by keyboard alone: open, walk, read the slip, reprint, another day, back', async ({ page, open }) => {
    const bridge = await open({}, { 'orders.list': LIST, 'slip.preview': SLIP })
    await press(page, 'F2')
    await expect(page.getByRole('option')).toHaveCount(2)
    await press(page, 'ArrowDown')
    await expect(page.getByRole('option').first()).toHaveAttribute('aria-selected', 'true')
    await expect(page.locator('.detail')).toContainText('¥45.00')
    await expect(page.getByRole('img', { name: '小票预览' }).locator('img')).toBeVisible()
    await press(page, 'F10')
    expect(await bridge.asked('slip.reprint')).toEqual([
      { name: 'slip.reprint', question: { orderNo: '0100005201031700001841' } },
    ])
    await press(page, 'ArrowDown')
    await expect(page.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true')
    await expect(page.locator('.detail')).toContainText('收到钱才能打印')
    await press(page, 'F10')
    expect(await bridge.asked('slip.reprint')).toHaveLength(1)
    await press(page, 'Escape')
    await page.getByRole('button', { name: '前一天' }).click()
    expect((await bridge.asked('orders.list')).map((one) => one.question['day'])).toEqual(['2025-11-22', '2025-11-21'])
    await press(page, 'F1')
    await expect(page.locator('.amount')).toHaveText('¥0.00')
  })

  test('an order is found by its number, typed or scanned', async ({ page, open }) => {
    const bridge = await open(
      {},
      {
        'orders.list': LIST,
        'orders.find': {
          ok: true,
          value: { kind: 'sale', sale: { ...sales[0], saleId: 'older', amountFen: 999 }, elsewhere: null },
        },
        'slip.preview': SLIP,
      },
    )
    await bridge.emit('openOrder', { orderNo: '0100005201031700001700' })
    await expect(page.locator('.detail')).toContainText('¥9.99')
    await press(page, 'Alt+f')
    await page.keyboard.insertText('0100 0052 0103')
    await press(page, 'Enter')
    await expect.poll(() => bridge.asked('orders.find')).toHaveLength(2)
    expect((await bridge.asked('orders.find')).map((one) => one.question['orderNo'])).toEqual([
      '0100005201031700001700',
      '010000520103',
    ])
  })
})

test.describe('a till that cannot sell', () => {
  test('says why and what to do, and gives support what it needs', async ({ page, open }) => {
    const bridge = await open(
      { stage: 'stopped', stop: { code: 'book.locked' }, person: null },
      { 'app.exportDiagnostics': { ok: true, value: { path: '/var/guitai/diagnostics' } } },
    )
    await expect(page.getByRole('alert').filter({ hasText: '账本正被另一个柜台程序用着' })).toBeVisible()
    await expect(page.getByText('请关掉另一个')).toBeVisible()
    await press(page, 'Alt+e')
    await expect(page.getByText('诊断已存到 /var/guitai/diagnostics')).toBeVisible()
    expect(await bridge.asked('app.exportDiagnostics')).toHaveLength(1)
  })
})

test('keys pressed before a screen has been read wait for it', async ({ page, origin, open }) => {
  let goOn = (): void => undefined
  const held = new Promise<void>((resolve) => (goOn = resolve))
  await page.route(`${origin}/assets/OrdersScreen*`, async (route) => {
    await held
    await route.fallback()
  })
  const bridge = await open({}, { ...LIST, 'orders.find': { ok: false, fault: { code: 'scan.orderNotFound' } } })
  for (const key of ['F2', 'Alt+f', '9', '8', 'Enter']) {
    await page.clock.runFor(80)
    await page.keyboard.press(key)
  }
  await expect(page.locator('main[aria-busy]')).toBeAttached()
  goOn()
  await expect.poll(async () => (await bridge.asked('orders.find')).map(({ question }) => question['orderNo'])).toEqual(['98'])
})

test.describe('a till that locks', () => {
  const LOCKED = { ...SIGNED_OUT, lockedFor: { staffId: '1207', name: '王磊', role: 'clerk' } } as const

  test('says whose shift goes on, has that person ready, and says what another sign-in does', async ({ page, open }) => {
    const bridge = await open(LOCKED, { 'staff.signIn': { ok: true, value: null } })
    await expect(page.getByRole('heading', { name: '已锁定，王磊 还在当班' })).toBeVisible()
    await expect(page.getByText('别人登录，王磊 的这一班就结束')).toBeVisible()
    await press(page, '8', '6')
    await expect(page.getByRole('button', { name: /继续/ })).toBeVisible()
    await press(page, 'Enter')
    await expect
      .poll(async () => (await bridge.asked('staff.signIn')).map(({ question }) => question))
      .toEqual([{ staffId: '1207', password: '86' }])
    await press(page, 'F2')
    await expect(page.getByRole('button', { name: /^登录/ })).toBeVisible()
  })

  test('is locked from the menu of the person, by two keys', async ({ page, open }) => {
    const bridge = await open({}, { 'staff.lock': { ok: false, fault: { code: 'signIn.finishFirst' } } })
    await press(page, 'Alt+s', 'Alt+l')
    expect((await bridge.asked()).map(({ name }) => name)).toEqual(['staff.lock'])
    await expect(page.getByText('这笔还没有结束，先不锁')).toBeVisible()
  })

  test('hears that somebody is there, by key or by touch, not more often than it needs to, and from nobody who is not signed in', async ({
    page,
    open,
  }) => {
    const bridge = await open()
    await press(page, '1', '2', '3')
    expect(await bridge.touches()).toBe(1)
    await page.clock.runFor(21_000)
    await page
      .locator('main')
      .first()
      .click({ position: { x: 5, y: 5 } })
    expect(await bridge.touches()).toBe(2)
    await bridge.push(LOCKED)
    await page.clock.runFor(21_000)
    await press(page, '1')
    expect(await bridge.touches()).toBe(2)
  })
})
