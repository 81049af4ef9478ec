import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { charge, expect, MANAGER, test } from './counter.ts'

test('a page that is loaded anew, as after a crash, shows the truth in the middle of a sale', async ({ counter }) => {
  const till = await counter.openSelling()
  const { control } = counter.sandbox
  const alipay = counter.wallet('alipay')
  control.behave(alipay, 'asksPassword')
  await charge(till, '30', control.codeOf(alipay))
  const { sale } = await till.until('the password', (state) => state.sale?.state === 'pendingCustomer')
  await till.page.reload()
  await expect(till.page.getByText('等待付款').first()).toBeVisible()
  control.answer(alipay, sale?.orderNo ?? '', true)
  await expect(till.page.getByText('已收款').first()).toBeVisible({ timeout: 20_000 })
})

test('a broken settings file is kept aside, the till starts, and a notice says so', { tag: '@long' }, async ({ counter }) => {
  const first = await counter.openSelling()
  await first.close()
  await writeFile(join(counter.home, 'settings.json'), '{ "version": 1, "language": ')
  const till = await counter.open()
  const { notices } = await till.until('a start', (state) => state.stage === 'signedOut')
  expect(notices.map((notice) => notice.fault.code)).toEqual(['settings.restored'])
  expect((await readdir(counter.home)).some((name) => /^settings.*broken/.test(name))).toBe(true)
  await expect(till.page.getByText('设置').first()).toBeVisible()
})

test('a damaged book stops the till before any sale, leaves the file alone, and says what to do', async ({ counter }) => {
  const first = await counter.openSelling()
  await first.close()
  const path = join(counter.home, 'trading', 'book.db')
  const bytes = await readFile(path)
  bytes.fill(0x5a)
  await writeFile(path, bytes)
  const till = await counter.open()
  const { stop } = await till.until('a stop', (state) => state.stage === 'stopped')
  expect(stop?.code).toBe('book.damaged')
  await expect(till.page.getByText('账本').first()).toBeVisible()
  const answer = await till.page.evaluate(() => window.guitai.ask('sale.start', { amountFen: 100, remark: '' }))
  expect(answer.ok).toBe(false)
  expect(await readFile(path)).toEqual(bytes)
})

test('a second till on the same home does not start beside the first', async ({ counter }) => {
  const first = await counter.openSelling()
  await expect(counter.open()).rejects.toThrow()
  expect((await first.snapshot()).stage).toBe('selling')
})

test('language and theme change at once, on the screen and on paper', async ({ counter }) => {
  const till = await counter.openSelling(MANAGER)
  await till.page.evaluate(() => window.guitai.ask('app.setLanguage', { language: 'en' }))
  await expect(till.page.getByText('Charge').first()).toBeVisible()
  await till.page.evaluate(() => window.guitai.ask('app.setTheme', { theme: 'dark' }))
  await expect(till.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await charge(till, '5', counter.sandbox.control.codeOf(counter.wallet('wechat')))
  const { lastSale } = await till.until('paid', (state) => state.lastSale !== null)
  const slip = await till.page.evaluate((orderNo) => window.guitai.ask('slip.preview', { orderNo }), lastSale?.orderNo ?? '')
  expect(slip.ok ? slip.value.lines.map((line) => (line.kind === 'text' ? line.text : '')).join('\n') : '').toContain('PAYMENT')
})

test('a scanned slip opens its order, and a clerk sees the clerk’s own sales only', async ({ counter }) => {
  const clerk = await counter.openSelling()
  await charge(clerk, '5', counter.sandbox.control.codeOf(counter.wallet('wechat')))
  const { lastSale } = await clerk.until('paid', (state) => state.sale?.state === 'paid')
  await clerk.scan(lastSale?.orderNo ?? '')
  await expect(clerk.page.getByText((lastSale?.orderNo ?? '').slice(-4)).first()).toBeVisible()
  const today = new Date()
  const day = `${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, '0')}-${String(today.getDate()).padStart(2, '0')}`
  const seen = (till: typeof clerk) =>
    till.page.evaluate(async (date) => {
      const outcome = await window.guitai.ask('orders.list', {
        day: date,
        filter: { kind: null, tender: null, state: null, fromFen: null, toFen: null, staffId: null },
        offset: 0,
        limit: 50,
      })
      return outcome.ok ? outcome.value.total : -1
    }, day)
  expect(await seen(clerk)).toBe(1)
  const { now: leavesAt } = await clerk.snapshot()
  await clerk.page.evaluate(() => window.guitai.ask('staff.signOut', {}))
  await clerk.signIn('1207', counter.password('1207'))
  await clerk.until('the next person', (state) => state.person?.staffId === '1207')
  await clerk.until('the day compared as she left', ({ reconciliation }) => (reconciliation?.at ?? 0) >= leavesAt)
  expect(await seen(clerk)).toBe(0)
})

test('after a whole run no file of the till holds a key, a password or a payment code', async ({ counter }) => {
  const till = await counter.openSelling()
  const { control } = counter.sandbox
  const codes: string[] = []
  for (const [tender, behaviour] of [
    ['wechat', 'paysAtOnce'],
    ['alipay', 'lowBalance'],
    ['wechat', 'cutButPaid'],
  ] as const) {
    const id = counter.wallet(tender)
    control.behave(id, behaviour)
    const code = control.freshCode(id)
    codes.push(code)
    await charge(till, '5', code)
    await till.until('an end', (state) => ['paid', 'failed'].includes(state.sale?.state ?? ''), 30_000)
    await till.press('Escape', 'Escape')
  }
  const exported = await till.page.evaluate(() => window.guitai.ask('app.exportDiagnostics', {}))
  expect(exported.ok).toBe(true)
  await till.close()
  const secrets = [...codes, counter.password('1206'), await tradingKey(counter.sandbox.configurationLink('A3'))]
  for (const secret of secrets) expect(secret.length).toBeGreaterThanOrEqual(6)
  const found: string[] = []
  const look = async (folder: string): Promise<void> => {
    for (const name of await readdir(folder)) {
      const path = join(folder, name)
      const facts = await stat(path).catch(() => null)
      if (facts?.isDirectory()) await look(path)
      else if (facts?.isFile()) {
        const bytes = await readFile(path)
        for (const secret of secrets) if (bytes.includes(Buffer.from(secret))) found.push(`${path}: ${secret.slice(0, 2)}…`)
      }
    }
  }
  await look(counter.home)
  expect(found).toEqual([])
})

/** The merchant's trading key, as the sandbox hands it to any device: fetched for the till next door. */
async function tradingKey(link: string): Promise<string> {
  const answer = (await (await fetch(`${link}&sn=NEXT_DOOR_1`)).json()) as { use_device_setting: { authen_key: string } }
  return answer.use_device_setting.authen_key
}
