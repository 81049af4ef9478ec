import { CLERK, expect, test } from './counter.ts'

test('a link of a foreign host is refused before anybody is asked', async ({ counter }) => {
  const till = await counter.open()
  await till.until('the bind screen', (state) => state.stage === 'unbound')
  const asked = counter.sandbox.control.received().length
  for (const link of [
    'https://pay.example.com/cpay/use_device_setting?osi=a1&si=b2',
    `${counter.sandbox.origin}/cpay/use_device_setting?osi=a1&si=b2&extra=1`,
    `${counter.sandbox.origin}/elsewhere?osi=a1&si=b2`,
  ]) {
    await till.scan(link)
    await expect(till.page.getByRole('alert').first()).toBeVisible()
  }
  const settings = counter.sandbox.control
    .received()
    .slice(asked)
    .filter((call) => call.path.includes('use_device_setting'))
  expect(settings).toEqual([])
  expect((await till.snapshot()).stage).toBe('unbound')
})

test('rubbish, an expired link and a taken record each get a sentence, and the next good link still binds', async ({
  counter,
}) => {
  const till = await counter.open()
  const { control } = counter.sandbox
  await till.until('the bind screen', (state) => state.stage === 'unbound')
  await till.scan('134567890123456789')
  await expect(till.page.getByRole('alert')).toContainText('配置二维码')

  const old = counter.sandbox.configurationLink('A1')
  control.jump(5 * 60_000 + 1000)
  await till.scan(old)
  await expect(till.page.getByRole('alert')).toContainText('过期')

  const taken = counter.sandbox.configurationLink('A2')
  const other = new URL(taken)
  other.searchParams.set('sn', 'OTHER_TILL_1')
  expect((await fetch(other)).status).toBe(200)
  await till.scan(counter.sandbox.configurationLink('A2'))
  await expect(till.page.getByRole('alert')).toContainText('别的')

  await till.scan(counter.sandbox.configurationLink('A1'))
  await till.until('bound', (state) => state.stage === 'signedOut')
})

test('with the server down, binding says that there is no answer, and loses nothing', async ({ counter }) => {
  const till = await counter.open()
  await till.until('the bind screen', (state) => state.stage === 'unbound')
  counter.sandbox.control.setFaults({ line: 'refused' })
  await till.scan(counter.sandbox.configurationLink('A1'))
  await expect(till.page.getByRole('alert')).toBeVisible()
  expect((await till.snapshot()).stage).toBe('unbound')
  counter.sandbox.control.clearFaults()
  await till.scan(counter.sandbox.configurationLink('A1'))
  await till.until('bound', (state) => state.stage === 'signedOut')
})

test('five wrong passwords lock the number for five minutes, over a restart too', async ({ counter }) => {
  const till = await counter.open()
  await till.until('a start', (state) => state.stage === 'unbound')
  await till.scan(counter.sandbox.configurationLink('A1'))
  await till.until('the people', (state) => state.stage === 'signedOut' && state.staff.length > 0)
  for (let left = 4; left >= 1; left--) {
    await till.signIn(CLERK, '000000')
    await expect(till.page.getByRole('alert')).toContainText(String(left))
  }
  await till.signIn(CLERK, '000000')
  await expect(till.page.getByRole('alert')).toContainText('锁住')
  await till.signIn(CLERK, counter.password(CLERK))
  expect((await till.snapshot()).person).toBeNull()
  await till.close()

  const again = await counter.open()
  await again.signIn(CLERK, counter.password(CLERK))
  await expect(again.page.getByRole('alert')).toContainText('锁住')
  expect((await again.snapshot()).person).toBeNull()
})
