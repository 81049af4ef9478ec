import { emulate } from '../support/escpos-emulator.ts'
import { startPrinterServer } from '../support/printer-server.ts'
import { expect, MANAGER, test } from './counter.ts'
import { openRefund, refunded, toRefund } from './refunding.ts'

/** Wang Lei, who may not refund alone. */
const CLERK = '1207'

test('a manager gives all of a sale back with a scan and three keys: it arrives, a slip says so, the order shows it', async ({
  counter,
}) => {
  const printer = await startPrinterServer()
  const till = await counter.openSelling(MANAGER, { env: { GUITAI_PRINTER: `tcp://127.0.0.1:${printer.port}` } })
  const { control } = counter.sandbox
  await toRefund(till, '45', control.codeOf(counter.wallet('wechat')))
  await till.press('Enter')
  await till.page.getByText('肆拾伍元整').waitFor()
  await till.press('Enter')
  const refund = await refunded(till, 'succeeded')
  expect(refund).toMatchObject({ amountFen: 4500, orderFen: 4500, authority: 'own', staffId: MANAGER })
  expect(control.orders()[0]).toMatchObject({ refundedFee: 4500, refunds: [{ number: refund?.refundNo, fee: 4500 }] })
  await expect(till.page.getByText('退款已到账').first()).toBeVisible()
  await till.press('Enter')
  await till.until('put away', (state) => state.refunds.length === 0)
  await till.until('nothing waits', (state) => state.slipsWaiting === 0, 30_000)
  const [back, sale] = [till.page.getByRole('option').first(), till.page.getByRole('option').nth(1)]
  await expect(back).toContainText('-45.00')
  await expect(sale).toContainText('已全额退款')
  const papers = printer.jobs.map((job) => emulate(job.bytes, { columns: 32, dots: 384 }))
  const text = papers.map(({ lines }) => lines.map((line) => line.text).join('\n'))
  expect(
    text.filter((one) => one.includes(refund?.refundNo ?? 'no number')),
    'one slip for the refund',
  ).toHaveLength(1)
  expect(papers.flatMap(({ errors }) => errors)).toEqual([])
  await printer.close()
})

test('parts are given back until nothing is left; more than is left, and zero, never leave the till', async ({ counter }) => {
  const till = await counter.openSelling(MANAGER)
  const { control } = counter.sandbox
  await toRefund(till, '30', control.codeOf(counter.wallet('alipay')))
  await till.type('31')
  await expect(till.page.getByRole('alert').getByText('最多还能退 ¥30.00')).toBeVisible()
  await till.press('Backspace', 'Backspace')
  await till.type('0')
  await till.press('Enter')
  await expect(till.page.getByText('退款至少 0.01 元')).toBeVisible()
  await till.press('Backspace')
  await till.type('12.5')
  await till.press('Alt+1', 'Enter', 'Enter')
  await refunded(till, 'succeeded')
  await till.press('Enter')
  await till.until('put away', (state) => state.refunds.length === 0)

  await openRefund(till, control.orders()[0]?.number ?? '')
  await expect(till.page.getByText('还能退 ¥17.50')).toBeVisible()
  await till.press('Enter', 'Enter')
  await refunded(till, 'succeeded')
  const [order] = control.orders()
  expect(order?.refunds.map(({ fee }) => fee)).toEqual([1250, 1750])
  const forced = await till.page.evaluate(async (orderNo) => {
    const wish = { orderNo, reason: '', authority: { kind: 'own' as const } }
    const outcomes = [
      await window.guitai.ask('refund.start', { ...wish, amountFen: 1 }),
      await window.guitai.ask('refund.start', { ...wish, amountFen: 0 }),
    ]
    return outcomes.map((outcome) => (outcome.ok ? 'taken' : outcome.fault.code))
  }, order?.number ?? '')
  expect(forced, 'the main process refuses them too').toEqual(['refund.notRefundable', 'refund.zero'])
})

test('a clerk needs somebody with the right: not themselves, not with a wrong password', async ({ counter }) => {
  const till = await counter.openSelling(CLERK)
  const { control } = counter.sandbox
  await toRefund(till, '20', control.codeOf(counter.wallet('wechat')))
  await till.press('Enter')
  await till.until('the phone asked', (state) => state.approval?.state === 'waiting')
  await till.press('F8')
  await till.page.getByLabel('工号').waitFor()
  const approve = async (staffId: string, password: string) => {
    await till.type(staffId)
    await till.press('Enter')
    await till.type(password)
    await till.press('Enter')
    await till.page.getByText('确认要退吗').waitFor()
    await till.press('Enter')
  }
  await approve(CLERK, counter.password(CLERK))
  await expect(till.page.getByText('不能自己批准自己的退款')).toBeVisible()
  await till.page.getByLabel('工号').fill('')
  await till.page.getByLabel('工号').focus()
  await approve(MANAGER, '000000')
  await expect(till.page.getByRole('alert').first()).toBeVisible()
  expect(control.orders()[0]?.refunds).toEqual([])
  await till.page.getByLabel('工号').fill('')
  await till.page.getByLabel('工号').focus()
  await approve(MANAGER, counter.password(MANAGER))
  const refund = await refunded(till, 'succeeded')
  expect(refund).toMatchObject({ authority: 'password', staffId: CLERK })
  expect(refund?.approverName).not.toBeNull()
})

for (const [fate, what] of [
  ['unheard', 'the answer is lost'],
  ['lost', 'the call itself is lost'],
] as const) {
  test(`when ${what}, the same refund number goes on until it is known, and the money goes back once`, async ({ counter }) => {
    const till = await counter.openSelling(MANAGER)
    const { control } = counter.sandbox
    await toRefund(till, '66', control.codeOf(counter.wallet('wechat')))
    control.scriptRefunds(fate)
    const seen = new Set<string>()
    await till.press('Enter', 'Enter')
    await till.until(
      'an end',
      (state) => {
        const now = state.refunds.at(-1)?.state
        if (now) seen.add(now)
        return now === 'succeeded'
      },
      60_000,
    )
    expect([...seen]).not.toContain('failed')
    expect(control.orders()[0]?.refunds).toHaveLength(1)
    const numbers = control.received().filter((call) => call.path.endsWith('/refund'))
    expect(new Set(numbers.map((call) => call.number)).size, 'one number, however often it was sent').toBe(1)
  })
}

test(
  'a refund that the bank turns down, and one that needs a person, say so and what to do',
  { tag: '@long' },
  async ({ counter }) => {
    const till = await counter.openSelling(MANAGER)
    const { control } = counter.sandbox
    await toRefund(till, '15', control.codeOf(counter.wallet('wechat')))
    control.scriptRefunds('noFunds', 'needsPerson')
    await till.press('Enter', 'Enter')
    await refunded(till, 'failed')
    await expect(till.page.getByText('商户可用余额不足').first()).toBeVisible()
    await till.press('Enter')
    await till.until('put away', (state) => state.refunds.length === 0)
    await openRefund(till, control.orders()[0]?.number ?? '')
    await till.press('Enter', 'Enter')
    await refunded(till, 'needsPerson')
    await expect(till.page.getByText('要人工处理').first()).toBeVisible()
  },
)
