import { createPublicKey } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cashier } from '../../build/demo/cashier.ts'
import { openBook } from '../../electron/ledger/book.ts'
import { charge, CLERK, expect, MANAGER, test, type Counter } from './counter.ts'

const ADMIN = '1000'
const SWITCHED_ON = JSON.stringify({ version: 1, reverse: { enabled: true } })

/** The private key as the console gives it away, and its public half; in files, as on a USB stick. */
async function keyFiles(counter: Counter): Promise<{ pem: string; right: string; wrong: string }> {
  const pem = await (await fetch(`${counter.sandbox.origin}/sandbox/api/office/private-key`)).text()
  const [right, wrong] = [join(counter.home, 'merchant.pem'), join(counter.home, 'public.pem')]
  await writeFile(right, pem)
  await writeFile(wrong, createPublicKey(pem).export({ type: 'spki', format: 'pem' }))
  return { pem, right, wrong }
}

/** Picks this file in the dialog that main opens. */
async function importing(till: Cashier, path: string): Promise<void> {
  await till.app.evaluate(({ dialog }, picked) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [picked] })
  }, path)
  await till.press('Alt+S', 'Alt+K')
}

async function changePerson(till: Cashier, counter: Counter, staffId: string): Promise<void> {
  await till.press('Alt+S', 'Alt+Q')
  await till.until('signed out', (state) => state.stage === 'signedOut')
  await till.signIn(staffId, counter.password(staffId))
  await till.until('the till', (state) => state.person?.staffId === staffId)
}

/** The machine was off for three minutes: the till is closed, and what it sent is so much older. */
async function threeMinutesLater(till: Cashier, counter: Counter): Promise<void> {
  await till.close()
  const opened = openBook(join(counter.home, 'trading', 'book.db'), Date.now())
  if (!opened.ok) throw new Error(opened.fault.code)
  for (const sale of opened.value.openSales()) {
    const entry = { at: Date.now(), kind: 'test.later', subject: sale.saleId, body: {} }
    opened.value.write({ entry, sale: { ...sale, sentAt: (sale.sentAt ?? 0) - 180_000 } })
  }
  opened.value.close()
}

/** What the main process answers to who asks it past the page. */
const forced = (till: Cashier, saleId: string) =>
  till.page.evaluate(async (id) => {
    const outcome = await window.guitai.ask('sale.reverse', { saleId: id })
    return outcome.ok ? 'taken' : outcome.fault.code
  }, saleId)

async function filesIn(folder: string): Promise<Buffer[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  return Promise.all(names.filter((one) => one.isFile()).map((one) => readFile(join(one.parentPath, one.name))))
}

test('an admin imports the key; a clerk’s payment hangs; a manager takes it back by two presses, and nobody else sees that', async ({
  counter,
}) => {
  test.setTimeout(150_000)
  const { pem, right, wrong } = await keyFiles(counter)
  await writeFile(join(counter.home, 'settings.json'), SWITCHED_ON)
  const { control } = counter.sandbox
  let till = await counter.openSelling(ADMIN)
  await importing(till, wrong)
  await expect(till.page.getByText('这是公钥或证书，不是私钥')).toBeVisible()
  await till.press('Escape')
  await importing(till, right)
  await expect(till.page.getByText('商户私钥已导入，指纹')).toBeVisible()
  expect((await till.snapshot()).signingKey).toBe('held')

  await changePerson(till, counter, CLERK)
  control.behave(counter.wallet('wechat'), 'neverAnswers')
  await charge(till, '88', control.codeOf(counter.wallet('wechat')))
  await till.until('the customer is asked', (state) => state.sale?.state === 'pendingCustomer')
  await threeMinutesLater(till, counter)

  till = await counter.openSelling(CLERK)
  await till.until('not confirmed', (state) => state.parked[0]?.state === 'unknown' && state.parked[0].orderState !== null)
  await till.press('Alt+1')
  const { sale } = await till.until('in front', (state) => state.sale?.state === 'unknown')
  const saleId = sale?.saleId ?? ''
  await expect(till.page.getByRole('heading', { name: '未确认' })).toBeVisible()
  await expect(till.page.getByText('撤销')).toHaveCount(0)
  await till.press('F9', 'F9')
  expect([await forced(till, saleId), (await till.snapshot()).signingKey]).toEqual(['request.forbidden', null])

  await changePerson(till, counter, MANAGER)
  await till.press('Alt+1')
  await till.until('offered', (state) => state.sale?.mayReverse === true)
  await till.press('F9')
  await expect(till.page.getByRole('button', { name: '再按一次就撤销' })).toBeVisible()
  expect(control.orders()[0]?.phase).toBe('waiting')
  await till.press('F9')
  const { sale: reversed } = await till.until('reversed', (state) => state.sale?.state === 'failed')
  expect(reversed).toMatchObject({ saleId, orderState: 'reversed', fault: { code: 'sale.reversed' }, staffId: CLERK })
  await expect(till.page.getByRole('heading', { name: '已撤销' })).toBeVisible()
  expect(control.orders()).toMatchObject([{ phase: 'reversed', state: 8 }])
  expect(control.received().filter((call) => call.path === '/cpay/reverse')).toHaveLength(1)
  await till.close()

  const lines = pem.split('\n').filter((line) => line.length === 64)
  const kept = [...(await filesIn(join(counter.home, 'log'))), ...(await filesIn(join(counter.home, 'trading')))]
  expect(lines.length).toBeGreaterThan(20)
  for (const line of lines) expect(kept.some((file) => file.includes(line))).toBe(false)
})

test(
  'never after 407: it is not offered to a manager, and refused to who asks past the page, over a restart too',
  { tag: '@long' },
  async ({ counter }) => {
    test.setTimeout(150_000)
    const { right } = await keyFiles(counter)
    await writeFile(join(counter.home, 'settings.json'), SWITCHED_ON)
    const { control } = counter.sandbox
    let till = await counter.openSelling(ADMIN)
    await importing(till, right)
    await till.until('the key', (state) => state.signingKey === 'held')
    control.behave(counter.wallet('wechat'), { customer: 'neverAnswers', line: 'status407' })
    await charge(till, '20', control.codeOf(counter.wallet('wechat')))
    await till.until('in work by its number', (state) => state.sale?.orderState === 'pendingCustomer')
    await threeMinutesLater(till, counter)

    till = await counter.openSelling(MANAGER)
    await till.until('not confirmed', (state) => state.parked[0]?.state === 'unknown' && state.parked[0].orderState !== null)
    await till.press('Alt+1')
    const { sale } = await till.until('in front', (state) => state.sale?.state === 'unknown')
    expect(sale?.mayReverse).toBe(false)
    await expect(till.page.getByText('撤销')).toHaveCount(0)
    expect(await forced(till, sale?.saleId ?? '')).toBe('reverse.numberUsed')
    expect(control.received().filter((call) => call.path === '/cpay/reverse')).toEqual([])
    expect(control.orders()).toMatchObject([{ phase: 'waiting' }])
  },
)
