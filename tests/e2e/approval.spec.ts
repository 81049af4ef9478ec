import type { Cashier } from '../../build/demo/cashier.ts'
import { emulate } from '../support/escpos-emulator.ts'
import { startPrinterServer } from '../support/printer-server.ts'
import { expect, MANAGER, test, type Counter } from './counter.ts'
import { scannedOff, withPhone } from './phone.ts'
import { refunded, toRefund } from './refunding.ts'

/** A second person approves a refund by phone (BEHAVIOUR F12), with a till, a phone and a printer. */

/** Wang Lei, who may not refund alone. */
const CLERK = '1207'

/** Rings up 20 yuan, and asks a second person for their refund. */
async function asks(counter: Counter, till: Cashier): Promise<void> {
  await toRefund(till, '20', counter.sandbox.control.codeOf(counter.wallet('wechat')))
  await till.press('Enter')
  await till.until('the phone asked', (state) => state.approval?.state === 'waiting')
}
const newest = (counter: Counter) => counter.sandbox.control.approvals()[0]
const answers = (counter: Counter, grants: boolean) =>
  counter.sandbox.control.answerApproval(newest(counter)?.ticket ?? '', MANAGER, counter.password(MANAGER), grants)
const refundCalls = (counter: Counter) => counter.sandbox.control.received().filter((call) => call.path === '/cpay/refund')

/** What the main process says when it is asked directly, whatever the page shows. */
const forced = (till: Cashier, orderNo: string, amountFen = 2000) =>
  till.page.evaluate(
    async (wish) => {
      const outcome = await window.guitai.ask('refund.start', { ...wish, reason: '', authority: { kind: 'phone' } })
      return outcome.ok ? 'taken' : outcome.fault.code
    },
    { orderNo, amountFen },
  )

test('the clerk shows a QR, the manager approves it on a phone, and slip, screen and Cloud Pay name them both', async ({
  counter,
}) => {
  const printer = await startPrinterServer()
  const till = await counter.openSelling(CLERK, { env: { GUITAI_PRINTER: `tcp://127.0.0.1:${printer.port}` } })
  const { control } = counter.sandbox
  await asks(counter, till)
  const orderNo = control.orders()[0]?.number ?? ''
  expect(await forced(till, orderNo), 'nobody has answered yet').toBe('refund.notApproved')
  const link = await scannedOff(till)
  await withPhone(async (phone) => {
    await phone.goto(link)
    await expect(phone.getByRole('heading', { level: 2 })).toHaveText('王磊 请您批准这笔退款')
    await expect(phone.locator('#sum')).toHaveText('¥20.00')
    await phone.getByRole('radio', { name: /陈经理/ }).check()
    await phone.getByLabel('您的密码').fill(counter.password(MANAGER))
    await phone.getByRole('button', { name: '批准退 ¥20.00' }).click()
    await expect(phone.getByRole('status')).toHaveText('陈经理 已批准')
    await expect(till.page.getByText('陈经理 已批准')).toBeVisible()
    expect(await forced(till, orderNo, 1999), 'the word was for another amount').toBe('refund.notApproved')
    await till.press('Enter')
    await till.page.getByText('贰拾元整').waitFor()
    await till.press('Enter')
    await expect(phone.getByRole('status')).toHaveText('陈经理 已批准，款已退')
  })
  const refund = await refunded(till, 'succeeded')
  expect(refund).toMatchObject({ amountFen: 2000, authority: 'phone', approverName: '陈经理', staffId: CLERK })
  await expect(till.page.locator('.detail')).toContainText('批准人陈经理')
  expect((await till.snapshot()).approval).toBeNull()
  expect(await forced(till, orderNo), 'a word is used once').not.toBe('taken')
  expect(control.orders()[0]?.refunds).toMatchObject([{ number: refund?.refundNo, fee: 2000 }])
  await till.until('nothing waits', (state) => state.slipsWaiting === 0, 30_000)
  const papers = printer.jobs.map((job) => emulate(job.bytes, { columns: 32, dots: 384 }))
  const slip = papers
    .map(({ lines }) => lines.map((line) => line.text).join('\n'))
    .find((text) => text.includes(refund?.refundNo ?? 'no number'))
  expect(slip).toMatch(/授权人 +陈经理 0001/)
  expect(slip).toMatch(/收银员 +王磊 1207/)
  await printer.close()
})

test('refused, and run out: each is said, and nothing leaves the till', async ({ counter }) => {
  const till = await counter.openSelling(CLERK)
  const { control } = counter.sandbox
  await asks(counter, till)
  const orderNo = control.orders()[0]?.number ?? ''
  expect(answers(counter, false)).toBe('refused')
  await expect(till.page.getByText('批准人没有批准这笔退款')).toBeVisible()
  expect(await forced(till, orderNo)).toBe('refund.approvalRefused')

  await till.press('Enter')
  await till.until('asked again', (state) => state.approval?.state === 'waiting')
  control.jump(120_000)
  await expect(till.page.getByText('批准已经过期')).toBeVisible()
  expect(answers(counter, true)).toBe('over')
  expect(await forced(till, orderNo)).toBe('refund.approvalExpired')
  expect(refundCalls(counter)).toEqual([])
})

test(
  'a word that was given is gone when whoever asked for it signs out, and does not come back with them',
  { tag: '@long' },
  async ({ counter }) => {
    const till = await counter.openSelling(CLERK)
    await asks(counter, till)
    const orderNo = counter.sandbox.control.orders()[0]?.number ?? ''
    expect(answers(counter, true)).toBe('granted')
    await till.until('granted', (state) => state.approval?.state === 'granted')
    await till.page.evaluate(() => window.guitai.ask('staff.signOut', {}))
    await till.until('signed out', (state) => state.stage === 'signedOut')
    await till.signIn(CLERK, counter.password(CLERK))
    const { approval } = await till.until('the till', (state) => state.stage === 'selling')
    expect(approval).toBeNull()
    expect(await forced(till, orderNo)).toBe('refund.notApproved')
    expect(refundCalls(counter)).toEqual([])
  },
)
