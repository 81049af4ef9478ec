import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { charge, expect, test } from './counter.ts'

const ENDED = ['paid', 'failed', 'unknown', 'conflict']

test('a WeChat payment is paid, printed, said and booked, and the next sale begins with its first digit', async ({ counter }) => {
  const till = await counter.openSelling()
  const { control } = counter.sandbox
  const wechat = counter.wallet('wechat')
  await charge(till, '12.5', control.codeOf(wechat))
  const { sale } = await till.until('paid', (state) => state.sale?.state === 'paid')
  expect(sale).toMatchObject({ amountFen: 1250, tender: 'wechat', fault: null })
  await expect(till.page.getByText('已收款').first()).toBeVisible()
  expect(control.orders()[0]).toMatchObject({ number: sale?.orderNo, totalFee: 1250, phase: 'paid' })
  await till.type('7')
  await till.press('Enter')
  const next = await till.until('the next sale', (state) => state.sale?.state === 'waitingForCode')
  expect(next.sale?.amountFen).toBe(700)
})

test('an Alipay customer types the password; meanwhile the till waits and says for what', async ({ counter }) => {
  const till = await counter.openSelling()
  const { control } = counter.sandbox
  const alipay = counter.wallet('alipay')
  control.behave(alipay, 'asksPassword')
  await charge(till, '88', control.codeOf(alipay))
  const { sale } = await till.until('the password', (state) => state.sale?.state === 'pendingCustomer')
  await expect(till.page.getByText('等待').first()).toBeVisible()
  control.answer(alipay, sale?.orderNo ?? '', true)
  await till.until('paid', (state) => state.sale?.state === 'paid')
})

test('a slow customer is parked, the next one is served, and the first is paid in the background', async ({ counter }) => {
  const till = await counter.openSelling()
  const { control } = counter.sandbox
  const alipay = counter.wallet('alipay')
  control.behave(alipay, 'asksPassword')
  await charge(till, '30', control.codeOf(alipay))
  const { sale } = await till.until('the password', (state) => state.sale?.state === 'pendingCustomer')
  await till.press('Enter')
  await till.until('parked', (state) => state.sale === null && state.parked.length === 1)
  await charge(till, '5', control.codeOf(counter.wallet('wechat')))
  await till.until('the second paid', (state) => state.sale?.state === 'paid')
  control.answer(alipay, sale?.orderNo ?? '', true)
  await till.until('the first paid', (state) => state.parked.length === 0 && state.lastSale !== null)
  expect(control.orders().filter((order) => order.phase === 'paid')).toHaveLength(2)
})

test('a refusal shows the platform’s own words, and is closed by two presses only', async ({ counter }) => {
  const till = await counter.openSelling()
  const { control } = counter.sandbox
  const wechat = counter.wallet('wechat')
  control.behave(wechat, 'lowBalance')
  const code = control.codeOf(wechat)
  await charge(till, '268', code)
  const { sale } = await till.until('failed', (state) => state.sale?.state === 'failed')
  await expect(till.page.getByText(sale?.fault?.platformText ?? 'nothing')).toBeVisible()
  await till.press('Enter')
  await till.until('a new try', (state) => state.sale?.state === 'waitingForCode' && state.sale.amountFen === 26_800)
  await till.scan(code)
  await expect(till.page.getByRole('alert').first()).toBeVisible()
  expect((await till.snapshot()).sale?.state, 'a spent code is not sent again').toBe('waitingForCode')
  control.behave(wechat, 'paysAtOnce')
  await till.scan(control.freshCode(wechat))
  const paid = await till.until('paid', (state) => state.sale?.state === 'paid')
  expect(paid.sale?.orderNo).not.toBe(sale?.orderNo)
})

test('with a broken scanner the code is typed by hand, charged as a scan, and written down nowhere', async ({ counter }) => {
  const till = await counter.openSelling()
  const { control } = counter.sandbox
  await till.type('12')
  await till.press('Enter')
  await till.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
  await till.press('Alt+K')
  await till.type('1234567890123456')
  await till.press('Enter')
  await expect(till.page.getByText('这不是付款码')).toBeVisible()
  const forced = await till.page.evaluate(async (prefix) => {
    const ask = (text: string) => window.guitai.ask('scan.read', { text, typed: true })
    const outcomes = [await ask(`${prefix}99991764000000000001`), await ask('https://pay.qcloud.com/cpay/use_device_setting')]
    return outcomes.map((outcome) => (outcome.ok ? 'taken' : outcome.fault.code))
  }, '01000052')
  expect(forced, 'typed, a number is no order and a text no link').toEqual(['scan.notACode', 'scan.notACode'])
  expect((await till.snapshot()).sale?.state).toBe('waitingForCode')

  const code = control.codeOf(counter.wallet('wechat'))
  await till.type(code)
  await till.press('Enter')
  const { sale } = await till.until('paid', (state) => state.sale?.state === 'paid')
  expect(sale).toMatchObject({ amountFen: 1200, tender: 'wechat', way: 'code' })
  expect(control.orders()).toHaveLength(1)
  await till.close()
  for (const name of await readdir(counter.home, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue
    const bytes = await readFile(join(name.parentPath, name.name))
    expect(bytes.includes(code), name.name).toBe(false)
  }
})

/** What an answer can be that says nothing about the payment. */
const EMPTY_ANSWERS = [
  ['cutButPaid', 'the answer is lost'],
  ['unknownButPaid', 'the server does not know'],
  ['tamperedAnswer', 'the answer was changed on its way'],
  ['wrongSignature', 'the answer is signed with another key'],
  ['tryLaterThenPaid', 'the server says try later'],
  ['serverError', 'the server answers with a web page'],
  ['oversized', 'the answer is far too large'],
] as const

test('when an answer says nothing, the till finds out by itself and never says failed', { tag: '@long' }, async ({ counter }) => {
  test.setTimeout(180_000)
  const till = await counter.openSelling()
  const { control } = counter.sandbox
  const wechat = counter.wallet('wechat')
  for (const [nth, [behaviour, what]] of EMPTY_ANSWERS.entries()) {
    await test.step(what, async () => {
      control.behave(wechat, behaviour)
      // Another amount each time: the same one would be asked about first.
      await charge(till, String(20 + nth), control.codeOf(wechat))
      const states = new Set<string>()
      const { sale } = await till.until(
        `the truth when ${what}`,
        (state) => {
          if (state.sale) states.add(state.sale.state)
          return ENDED.includes(state.sale?.state ?? '')
        },
        30_000,
      )
      expect(sale?.state, what).toBe('paid')
      expect([...states], what).not.toContain('failed')
      expect(control.orders().filter((order) => order.phase === 'paid')).toHaveLength(nth + 1)
      await expect.poll(async () => (await till.snapshot()).lastSale?.amountFen).toBe((20 + nth) * 100)
      await till.press('Enter')
      await till.until('the next sale', (state) => state.sale === null)
    })
  }
})

test('a charge that was lost on its way is sent again, with the same number and content, and never called failed', async ({
  counter,
}) => {
  const till = await counter.openSelling()
  const { control } = counter.sandbox
  const wechat = counter.wallet('wechat')
  control.behave(wechat, 'cutNotPaid')
  await charge(till, '20', control.codeOf(wechat))
  await expect
    .poll(() => control.received().filter((call) => call.path.endsWith('micro_pay')).length, { timeout: 20_000 })
    .toBeGreaterThan(1)
  expect((await till.snapshot()).sale).toMatchObject({ state: 'sending', fault: { code: 'sale.noAnswer' } })
  control.behave(wechat, 'paysAtOnce')
  await till.until('paid', (state) => state.sale?.state === 'paid', 30_000)
  expect(control.orders()).toHaveLength(1)
})

test('an answer that speaks of another order is not believed', async ({ counter }) => {
  const till = await counter.openSelling()
  const { control } = counter.sandbox
  const wechat = counter.wallet('wechat')
  control.behave(wechat, 'otherOrder')
  await charge(till, '20', control.codeOf(wechat))
  await till.until(
    'doubt',
    (state) => state.sale?.fault?.code === 'sale.answerNotTrusted' || state.sale?.state === 'pendingCustomer',
  )
  expect((await till.snapshot()).sale?.state).not.toBe('paid')
})

test('with the server down nothing is sent, the customer is not charged, and the sentence says so', async ({ counter }) => {
  const till = await counter.openSelling()
  const code = counter.sandbox.control.codeOf(counter.wallet('wechat'))
  await counter.sandbox.close()
  await charge(till, '20', code)
  const { sale } = await till.until('an end', (state) => state.sale?.state === 'failed')
  expect(sale?.fault?.code).toBe('sale.notSent')
  await expect(till.page.getByText('没有').first()).toBeVisible()
})

test('zero, three decimals, letters and far too much never become a sale', async ({ counter }) => {
  const till = await counter.openSelling()
  for (const amount of ['0', '0.001', '99999999999', 'abc']) {
    await till.type(amount)
    await till.press('Enter')
    expect((await till.snapshot()).sale, amount).toBeNull()
    await till.press('Escape')
  }
  const forced = await till.page.evaluate(async () => {
    const ask = (amountFen: number) => window.guitai.ask('sale.start', { amountFen, remark: '' })
    return [await ask(0), await ask(-5), await ask(10 ** 14), await ask(1.5)].map((outcome) =>
      outcome.ok ? 'taken' : outcome.fault.code,
    )
  })
  expect(forced, 'the main process refuses them too, whatever the page asks').toEqual([
    'amount.zero',
    'amount.zero',
    'amount.tooLarge',
    'request.invalid',
  ])
  expect(counter.sandbox.control.orders()).toEqual([])
})

test('rubbish that is scanned gets a sentence and changes nothing', async ({ counter }) => {
  const till = await counter.openSelling()
  await till.type('45')
  await till.scan('6901234567892')
  await expect(till.page.getByRole('alert').first()).toBeVisible()
  // A second line end right behind a scan belongs to the scan; a hand is slower than that.
  await till.type('.')
  await till.press('Enter')
  const { sale } = await till.until('the sale', (state) => state.sale?.state === 'waitingForCode')
  expect(sale?.amountFen).toBe(4500)
  await till.scan('hello-world-1234')
  expect((await till.snapshot()).sale?.state).toBe('waitingForCode')
  expect(counter.sandbox.control.orders()).toEqual([])
})

test('codes of every wrong kind are routed or refused with a sentence, and none of them is sent', async ({ counter }) => {
  const till = await counter.openSelling()
  await till.type('45')
  await till.press('Enter')
  await till.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
  const wrong = {
    '13456789012345678': 'scan.rubbish',
    '1345678901234567890': 'scan.rubbish',
    '161234567890123456': 'scan.rubbish',
    'https://example.com/pay?amount=1': 'scan.configurationLink',
    '13456789012345678😀': 'scan.rubbish',
    '\u0000\u0001\u00ff\u001b[A': 'scan.rubbish',
    [`0100005${'2'.repeat(40)}`]: 'scan.rubbish',
    ['1'.repeat(10_000)]: 'request.invalid',
  }
  const said = await till.page.evaluate(
    (texts) =>
      Promise.all(
        texts.map((text) => window.guitai.ask('scan.read', { text }).then((one) => (one.ok ? one.value.kind : one.fault.code))),
      ),
    Object.keys(wrong),
  )
  expect(said).toEqual(Object.values(wrong))
  const { sale } = await till.snapshot()
  expect(sale).toMatchObject({ state: 'waitingForCode', amountFen: 4500, orderNo: null })
  expect(counter.sandbox.control.orders()).toEqual([])
})

test('a till that is killed right after sending comes back to the truth: paid once, one slip', async ({ counter }) => {
  const till = await counter.openSelling()
  const { control } = counter.sandbox
  const wechat = counter.wallet('wechat')
  control.behave(wechat, 'slowAnswer', 3)
  await charge(till, '66', control.codeOf(wechat))
  await till.until('sending', (state) => state.sale?.state === 'sending')
  await expect.poll(() => control.orders().length).toBe(1)
  const child = till.app.process()
  child.kill('SIGKILL')
  await expect.poll(() => child.signalCode ?? child.exitCode).not.toBeNull()
  control.behave(wechat, 'paysAtOnce')

  const again = await counter.openSelling()
  const { lastSale } = await again.until('paid', (state) => state.lastSale?.amountFen === 6600)
  expect(lastSale?.state).toBe('paid')
  expect(control.orders()).toHaveLength(1)
})
