import { expect, MANAGER, test, CLERK } from './counter.ts'
import {
  captureOf,
  changeHands,
  detailOf,
  forced,
  numbersOf,
  openDeposit,
  openDesk,
  releaseOf,
  scanSlip,
  slipOf,
  takeDeposit,
  timesSaid,
  WITHOUT_RIGHT,
  withMode,
} from './depositing.ts'
import { scannedOff, withPhone } from './phone.ts'
import { refunded } from './refunding.ts'
import type { Cashier } from '../../build/demo/cashier.ts'

/** What becomes of a deposit, in the real app (BEHAVIOUR F07, F08): items 17 and 18 of the acceptance list among it. */

/** A whole story each, with paper and voice: on a busy machine that takes a while. */
test.describe.configure({ timeout: 120_000 })

/** The capture made last, once it is in this state. */
async function captured(till: Cashier, state: string) {
  const { captures } = await till.until(`a capture ${state}`, (now) => now.captures.at(-1)?.state === state, 30_000)
  return captures.at(-1)
}
async function released(till: Cashier, state: string) {
  const { releases } = await till.until(`a release ${state}`, (now) => now.releases.at(-1)?.state === state, 30_000)
  return releases.at(-1)
}

/** Opens the capture of the deposit that stands beside the board. */
async function beginCapture(till: Cashier): Promise<void> {
  await detailOf(till).getByRole('button', { name: '押金消费' }).waitFor()
  await till.press('Enter')
  await captureOf(till).waitFor()
}

test('acceptance, item 17: of ¥10.00 held ¥1.00 is taken and ¥9.00 goes back, on paper too; WeChat takes once; the order is refunded in parts', async ({
  counter,
}) => {
  await withMode(counter, 'mixed')
  const desk = await openDesk(counter, MANAGER)
  const { till } = desk
  const { control } = counter.sandbox
  const wechat = counter.wallet('wechat')
  const holdNo = await takeDeposit(till, '10', control.codeOf(wechat), '502')
  const { barcode } = await slipOf(desk, '押金凭证', holdNo)
  await openDeposit(till, barcode.replace('CODE-128:', ''))
  await expect(detailOf(till)).toContainText('502，剩余押金')
  await expect(detailOf(till).locator('.big')).toHaveText('¥10.00')

  await beginCapture(till)
  await expect(captureOf(till)).toContainText('微信押金只能消费一次，其余的当场退给顾客。')
  await till.type('11')
  await expect(captureOf(till).getByText('最多还能消费 ¥10.00')).toBeVisible()
  await till.press('Backspace')
  await till.type('0')
  await till.press('Alt+U', 'Alt+U')
  await expect(till.page.getByText('消费至少 0.01 元')).toBeVisible()
  await till.press('Backspace')
  await till.type('1')
  await expect(captureOf(till)).toContainText('消费 ¥1.00，退还 ¥9.00')
  await till.press('Alt+U', 'Enter')
  await expect(captureOf(till)).toContainText('再按一次，消费 ¥1.00')
  expect(numbersOf(counter, 'deposit_consume'), 'once is not twice').toEqual([])
  await till.press('Alt+U')
  const capture = await captured(till, 'paid')
  const orderNo = capture?.orderNo ?? ''
  expect(capture).toMatchObject({ amountFen: 100, returnedFen: 900, holdNo, releaseRest: true, staffId: MANAGER })
  await expect(captureOf(till)).toContainText('消费 ¥1.00，退还 ¥9.00')
  expect(control.holds()[0]).toMatchObject({ fee: 1000, capturedFee: 100, releasedFee: 900, leftFee: 0, phase: 'spent' })
  const slip = await slipOf(desk, '押金消费', orderNo)
  expect(slip.barcode).toBe(`CODE-128:${orderNo}`)
  expect(slip.words).toContain(holdNo)
  for (const sum of [/消费 +￥1\.00/, /押金金额 +￥10\.00/, /退还顾客 +￥9\.00/]) expect(slip.text).toMatch(sum)
  expect(await timesSaid(desk, '押金消费一元，退还九元')).toBe(1)
  await till.press('Enter')

  // Nothing is left: no key for it, and the main process refuses it whatever is shown.
  await expect(detailOf(till).locator('.big')).toHaveText('¥0.00')
  await expect(detailOf(till).getByRole('button', { name: /押金消费|全部退还/ })).toHaveCount(0)
  const again = { holdNo, amountFen: 100, releaseRest: true }
  expect(await forced(till, 'capture.start', again)).toBe('deposit.nothingLeft')
  // Taken elsewhere while it stood ready here: the person at the till is told.
  const second = await takeFrom(till, counter.sandbox.control.freshCode(wechat))
  await beginCapture(till)
  await till.press('Alt+U')
  expect(await forced(till, 'capture.start', { holdNo: second, amountFen: 300, releaseRest: false })).toBe(
    'capture.restMustGoBack',
  )
  expect(await forced(till, 'capture.start', { holdNo: second, amountFen: 300, releaseRest: true })).toBe('taken')
  await captured(till, 'paid')
  await till.press('Alt+U')
  await expect(till.page.getByText('这笔押金已经结清')).toBeVisible()
  expect(numbersOf(counter, 'deposit_consume')).toHaveLength(2)

  // What was taken is an order, and goes back in parts.
  const giveBack = async (yuan: string) => {
    await scanSlip(till, orderNo, till.page.getByRole('button', { name: /退款.*F9/ }))
    await till.press('F9')
    await till.page.getByRole('region', { name: '退款' }).waitFor()
    await till.type(yuan)
    await till.press('Enter', 'Enter')
    await refunded(till, 'succeeded')
    await till.press('Enter')
    await till.until('put away', (state) => state.refunds.length === 0)
  }
  await giveBack('0.4')
  await giveBack('0.6')
  expect(
    control
      .orders()
      .find(({ number }) => number === orderNo)
      ?.refunds.map(({ fee }) => fee),
  ).toEqual([40, 60])
  expect(control.holds().find(({ number }) => number === holdNo)).toMatchObject({ refundedFee: 100, capturedFee: 100 })
  await desk.printer.close()

  /** A deposit of ¥5.00, open beside the board. */
  async function takeFrom(cashier: Cashier, code: string): Promise<string> {
    await cashier.press('F1')
    const number = await takeDeposit(cashier, '5', code)
    await openDeposit(cashier, number)
    return number
  }
})

test(
  'Alipay: a manager keeps the rest and takes again, a lost and a slow answer take once; a clerk cannot keep it; parts go back',
  { tag: '@long' },
  async ({ counter }) => {
    await withMode(counter, 'mixed')
    const desk = await openDesk(counter, MANAGER)
    const { till } = desk
    const { control } = counter.sandbox
    const hold = () => control.holds().find(({ number }) => number === holdNo)
    const holdNo = await takeDeposit(till, '50', control.codeOf(counter.wallet('alipay')))
    await openDeposit(till, holdNo)

    control.scriptCaptures('unheard', 'slow')
    await beginCapture(till)
    await till.type('5')
    await till.press('Alt+H')
    await expect(captureOf(till)).toContainText('消费 ¥5.00，继续押 ¥45.00')
    await till.press('Alt+U', 'Alt+U')
    await captured(till, 'paid')
    await till.press('Enter')
    await expect(detailOf(till).locator('.big')).toHaveText('¥45.00')
    await beginCapture(till)
    await till.type('3')
    await till.press('Alt+H', 'Alt+U', 'Alt+U')
    await captured(till, 'paid')
    await till.press('Enter')
    expect(hold()).toMatchObject({ capturedFee: 800, leftFee: 4200, captures: [{ fee: 500 }, { fee: 300 }] })
    expect(new Set(numbersOf(counter, 'deposit_consume')).size, 'one number each, however often it was sent').toBe(2)
    await expect(detailOf(till).locator('.big')).toHaveText('¥42.00')

    // A part goes back: too much and nothing never leave the till; the answer is lost, and it goes back once.
    await till.press('Alt+T')
    await releaseOf(till).waitFor()
    await till.type('43')
    await expect(releaseOf(till).getByText('最多还能退 ¥42.00')).toBeVisible()
    await till.press('Backspace')
    await till.type('0')
    await till.press('Alt+T')
    await expect(till.page.getByText('退押金至少 0.01 元')).toBeVisible()
    await till.press('Backspace')
    await till.type('12.5')
    control.scriptReleases('unheard', 'failed')
    await till.press('Alt+T')
    await expect(releaseOf(till).getByText('壹拾贰元伍角整')).toBeVisible()
    await expect(releaseOf(till)).toContainText('¥12.50')
    await till.press('Enter')
    expect(numbersOf(counter, 'unfreeze'), 'Enter sends nothing').toEqual([])
    await till.press('Alt+T')
    const part = await released(till, 'succeeded')
    expect(part).toMatchObject({ amountFen: 1250, authority: 'own' })
    expect(hold()?.releases).toMatchObject([{ number: part?.releaseNo, fee: 1250, phase: 'done' }])
    const slip = await slipOf(desk, '押金退还', part?.releaseNo ?? '')
    expect(slip.barcode, 'it leads back to the deposit').toBe(`CODE-128:${holdNo}`)
    expect(slip.text).toMatch(/退还 +￥12\.50[^]*押金金额 +￥50\.00/)
    expect(await timesSaid(desk, '押金已退还十二元五角')).toBe(1)
    await till.press('Enter')

    // The platform fails to give the next one back: the deposit is still held, and it is done again, once.
    await expect(detailOf(till).locator('.big')).toHaveText('¥29.50')
    await till.press('Alt+T', 'Alt+T', 'Alt+T')
    await released(till, 'failed')
    await expect(till.page.getByText('退押金没有成功').first()).toBeVisible()
    await till.press('Enter')
    await expect(detailOf(till).locator('.big')).toHaveText('¥29.50')

    await changeHands(till, counter, CLERK)
    await openDeposit(till, holdNo)
    await beginCapture(till)
    await expect(captureOf(till).getByText('其余的当场退给顾客，这笔押金就结清了。')).toBeVisible()
    await till.type('1')
    await till.press('Alt+H')
    await expect(captureOf(till)).toContainText('消费 ¥1.00，退还 ¥28.50')
    await till.press('Escape')
    const kept = { holdNo, amountFen: 100, releaseRest: false }
    expect(await forced(till, 'capture.start', kept)).toBe('capture.onlyManagerKeepsRest')
    await detailOf(till).waitFor()
    await till.press('Alt+T', 'Alt+T')
    await releaseOf(till).getByText('贰拾玖元伍角整').waitFor()
    // Pressed as by somebody in a hurry: it is sent once.
    await till.press('Alt+T', 'Alt+T', 'Alt+T', 'Alt+T')
    const rest = await released(till, 'succeeded')
    expect(rest).toMatchObject({ amountFen: 2950, staffId: CLERK })
    expect(numbersOf(counter, 'unfreeze').filter((number) => number === rest?.releaseNo)).toHaveLength(1)
    expect(hold()).toMatchObject({ leftFee: 0, releasedFee: 4200, capturedFee: 800, phase: 'spent' })
    expect(new Set(numbersOf(counter, 'unfreeze')).size).toBe(3)
    const late = { holdNo, amountFen: 100, authority: { kind: 'own' as const } }
    expect(await forced(till, 'release.start', late)).toBe('deposit.nothingLeft')
    await till.press('Enter')
    await expect(detailOf(till).getByRole('button', { name: /全部退还/ })).toHaveCount(0)
    await desk.printer.close()
  },
)

test('acceptance, item 18: a clerk without the right asks: by phone or by password; the approver stands on record and slip', async ({
  counter,
}) => {
  await withMode(counter, 'mixed')
  const desk = await openDesk(counter, WITHOUT_RIGHT)
  const { till } = desk
  const { control } = counter.sandbox
  const wechat = counter.wallet('wechat')
  const first = await takeDeposit(till, '20', control.codeOf(wechat))
  await openDeposit(till, first)
  const wish = { holdNo: first, amountFen: 2000 }
  expect(await forced(till, 'release.start', { ...wish, authority: { kind: 'own' } })).toBe('release.needsApproval')
  const ask = async () => {
    await till.press('Alt+T')
    await till.until('the phone asked', (state) => state.approval?.state === 'waiting')
  }
  await ask()
  const ticket = () => control.approvals()[0]?.ticket ?? ''
  expect(control.answerApproval(ticket(), MANAGER, counter.password(MANAGER), false)).toBe('refused')
  await expect(till.page.getByText('批准人没有批准').first()).toBeVisible()
  await till.press('Enter')
  await till.until('asked again', (state) => state.approval?.state === 'waiting')
  control.jump(120_000)
  await expect(till.page.getByText('批准已经过期').first()).toBeVisible()
  expect(await forced(till, 'release.start', { ...wish, authority: { kind: 'phone' } })).toBe('refund.approvalExpired')

  // By password: not one's own, not a wrong one.
  await till.press('F8')
  const approve = async (staffId: string, password: string) => {
    await till.page.getByLabel('工号').fill('')
    await till.page.getByLabel('工号').focus()
    await till.type(staffId)
    await till.press('Enter')
    await till.type(password)
    await till.press('Enter')
    await releaseOf(till).getByText('贰拾元整').waitFor()
    await till.press('Alt+T')
  }
  await approve(WITHOUT_RIGHT, counter.password(WITHOUT_RIGHT))
  await expect(till.page.getByText('不能自己批准自己').first()).toBeVisible()
  await approve(MANAGER, '000000')
  await expect(till.page.getByText('密码不对').first()).toBeVisible()
  expect(numbersOf(counter, 'unfreeze')).toEqual([])
  await approve(MANAGER, counter.password(MANAGER))
  const byPassword = await released(till, 'succeeded')
  expect(byPassword).toMatchObject({ amountFen: 2000, authority: 'password', approverName: '陈经理', staffId: WITHOUT_RIGHT })
  const slip = await slipOf(desk, '押金退还', byPassword?.releaseNo ?? '')
  expect(slip.text).toMatch(/收银员 +王磊 1207/)
  expect(slip.text).toMatch(/授权人 +陈经理 0001/)
  await expect(till.page.locator('.hand.detail')).toContainText('陈经理')
  await till.press('Enter', 'F1')

  const second = await takeDeposit(till, '30', control.freshCode(wechat))
  await openDeposit(till, second)
  await ask()
  const link = await scannedOff(till)
  await withPhone(async (phone) => {
    await phone.goto(link)
    await expect(phone.locator('#sum')).toHaveText('¥30.00')
    await phone.getByRole('radio', { name: /陈经理/ }).check()
    await phone.getByLabel('您的密码').fill(counter.password(MANAGER))
    await phone.getByRole('button', { name: /¥30\.00/ }).click()
    await expect(phone.getByRole('status')).toHaveText('陈经理 已批准')
  })
  await expect(till.page.getByText('陈经理 已批准').first()).toBeVisible()
  await till.press('Enter')
  await releaseOf(till).getByText('叁拾元整').waitFor()
  await till.press('Alt+T')
  expect(await released(till, 'succeeded')).toMatchObject({ amountFen: 3000, authority: 'phone', approverName: '陈经理' })
  expect(control.holds()).toMatchObject([
    { number: second, releasedFee: 3000, leftFee: 0 },
    { number: first, releasedFee: 2000, leftFee: 0 },
  ])
  await desk.printer.close()
})
