import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CLERK, expect, MANAGER, test } from './counter.ts'
import { scannedOff, withPhone } from './phone.ts'

test('a till that was locked does nothing for anybody until a password comes; the shift goes on, or the next person begins one', async ({
  counter,
}) => {
  const till = await counter.openSelling()
  const { person } = await till.snapshot()
  await till.press('Alt+s', 'Alt+l')
  const locked = await till.until('locked', (state) => state.lockedFor?.staffId === CLERK)
  expect(locked).toMatchObject({ stage: 'signedOut', person: null })
  for (const name of ['sale.start', 'orders.list', 'shift.look', 'app.setCashierMode'] as const) {
    const answer = await till.page.evaluate((request) => window.guitai.ask(request, {} as never), name)
    expect(answer, name).toMatchObject({ ok: false, fault: { code: 'request.forbidden' } })
  }

  await till.type('000000')
  await till.press('Enter')
  await expect(till.page.getByRole('alert')).toContainText('密码不对')
  await till.type(counter.password(CLERK))
  await till.press('Enter')
  const back = await till.until('the till', (state) => state.stage === 'selling')
  expect(back.person).toEqual(person)

  await till.press('Alt+s', 'Alt+l')
  await till.until('locked', (state) => state.lockedFor !== null)
  await till.signIn(MANAGER, counter.password(MANAGER))
  await till.until('another person', (state) => state.person?.staffId === MANAGER)
  const looked = await till.page.evaluate(() => window.guitai.ask('shift.records', { from: 0, until: 4_102_444_800_000 }))
  expect(looked).toMatchObject({
    ok: true,
    value: expect.arrayContaining([expect.objectContaining({ staffId: CLERK })]) as unknown,
  })
})

test('without a network the counter goes on: whoever was let in before is let in by the same password', async ({ counter }) => {
  const first = await counter.openSelling()
  await first.close()
  counter.sandbox.control.setFaults({ line: 'refused' })

  const till = await counter.open()
  await till.signIn(CLERK, '000000')
  await expect(till.page.getByRole('alert')).toContainText('密码不对')
  await till.signIn(MANAGER, counter.password(MANAGER))
  await expect(till.page.getByRole('alert')).toContainText('登录时没有连上云支付')
  await till.signIn(CLERK, counter.password(CLERK))
  const { notices, person } = await till.until('the till', (state) => state.stage === 'selling')
  expect(person).toMatchObject({ staffId: CLERK, role: 'clerk' })
  expect(notices.map(({ fault }) => fault)).toContainEqual({ code: 'signIn.offline', params: { name: person?.name } })
  await expect(till.page.getByText('用本机记住的密码登录了')).toBeVisible()
})

test('by phone, where that is set: the QR on the screen is scanned, and whoever confirms has the till', async ({ counter }) => {
  await writeFile(join(counter.home, 'settings.json'), JSON.stringify({ version: 1, signIn: { byPhone: true } }), { mode: 0o600 })
  const till = await counter.open()
  await till.until('a start', (state) => state.stage === 'unbound')
  await till.scanUntil(counter.sandbox.configurationLink('A1'), 'the till bound', (state) => state.stage === 'signedOut')
  await till.press('F5')
  const link = await scannedOff(till)
  await withPhone(async (phone) => {
    await phone.goto(link)
    await phone.getByRole('radio', { name: /陈经理/ }).check()
    await phone.getByRole('button', { name: '确认登录' }).click()
    await expect(phone.getByRole('status')).toContainText('陈经理 登录了')
  })
  const { person } = await till.until('the till', (state) => state.stage === 'selling')
  expect(person).toMatchObject({ staffId: MANAGER, role: 'manager', mayRefund: true })

  await till.press('Alt+s', 'Alt+l')
  await till.until('locked', (state) => state.lockedFor?.staffId === MANAGER)
  await till.press('F5')
  const again = await scannedOff(till)
  expect(again).not.toBe(link)
  counter.sandbox.control.scanSignInCode(new URL(again).searchParams.get('t') ?? '', null)
  await expect(till.page.getByRole('alert')).toContainText('登录被拒绝')
  expect((await till.snapshot()).stage).toBe('signedOut')
})
