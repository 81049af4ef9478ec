import { emulate } from '../support/escpos-emulator.ts'
import { startPrinterServer } from '../support/printer-server.ts'
import { charge, CLERK, expect, MANAGER, test } from './counter.ts'

/** Members at the real till, by keys and scans alone (BEHAVIOUR F15 to F17). */

const ADMIN = '1000'
/** Lin Fang, whose card lies in her own WeChat wallet. */
const FANG = { cardNo: '880001402', wallet: 'wechat-fang' }
const PAPER = { columns: 32, dots: 384 }

test('a member is found, topped up by a tier with its bonus, printed, given back whole, and the statement says all of it', async ({
  counter,
}) => {
  const printer = await startPrinterServer()
  const till = await counter.openSelling(MANAGER, { env: { GUITAI_PRINTER: `tcp://127.0.0.1:${printer.port}` } })
  const { control } = counter.sandbox
  const balance = () => control.members().find(({ number }) => number === FANG.cardNo)?.balanceFee
  const { page } = till
  const face = page.getByRole('article', { name: '会员卡' })

  // Two members with one telephone number: nobody is opened by itself.
  await till.press('F5')
  await page.locator('main.members').waitFor()
  await till.type('13800001402')
  await till.press('Enter')
  await expect(page.getByRole('option')).toHaveCount(2)
  await till.press('Escape')
  // The card itself, by what its owner shows; the code still pays afterwards.
  const code = control.freshCode(FANG.wallet)
  await till.scan(code)
  await expect(face).toContainText('林芳')
  await expect(face).toContainText('¥250.00')

  await till.press('Enter')
  await page.getByText('200.00').first().waitFor()
  await till.press('2', 'Enter')
  await till.until('the scan sheet', ({ sale }) => sale?.state === 'waitingForCode' && sale.purpose === 'topUp')
  await expect(page.getByRole('dialog')).toContainText('林芳')
  await till.scanUntil(code, 'the code taken', ({ sale }) => sale?.state !== 'waitingForCode')
  const { sale } = await till.until('paid, with the balance', (state) => state.sale?.card?.balanceFen === 47_000, 20_000)
  expect(sale).toMatchObject({ state: 'paid', amountFen: 20_000, card: { cardNo: FANG.cardNo, bonusFen: 2000 } })
  expect(balance()).toBe(47_000)
  await till.until('printed', (state) => ['printed', 'sent'].includes(state.sale?.slip ?? state.lastSale?.slip ?? ''), 20_000)
  const orderNo = sale?.orderNo ?? ''
  const paper = printer.jobs
    .map((job) =>
      emulate(job.bytes, PAPER)
        .lines.map((line) => line.text)
        .join('\n'),
    )
    .join('\n')
  for (const words of ['会员充值凭证', FANG.cardNo, '赠送', '20.00', '220.00']) expect(paper).toContain(words)
  await till.press('Enter')

  // Given back: whole, with the bonus.
  await till.scan(orderNo)
  await page.getByRole('button', { name: /F9/ }).waitFor()
  await till.press('F9')
  await page.getByRole('region', { name: '退款' }).waitFor()
  await till.press('Enter', 'Enter')
  await till.until('given back', (state) => ['accepted', 'succeeded'].includes(state.refunds.at(-1)?.state ?? ''), 30_000)
  expect(balance()).toBe(25_000)
  const statement = await page.evaluate(
    (cardNo) => window.guitai.ask('members.statement', { cardNo, kind: null, page: 1, pageSize: 20 }),
    FANG.cardNo,
  )
  const rows = statement.ok
    ? statement.value.rows.map(({ kind, amountFen, balanceFen }) => ({ kind, amountFen, balanceFen }))
    : []
  expect(rows.slice(0, 2)).toEqual([
    { kind: 'topUpRefund', amountFen: -22_000, balanceFen: 25_000 },
    { kind: 'topUp', amountFen: 22_000, balanceFen: 47_000 },
  ])
  await printer.close()
})

test('by the payer’s code alone; a payer without a card is not charged, and a clerk changes no balance', async ({ counter }) => {
  const till = await counter.openSelling(CLERK)
  const { control } = counter.sandbox
  const { page } = till
  await till.press('F5')
  await page.locator('main.members').waitFor()
  await till.type('880001505')
  await till.press('Enter')
  await expect(page.getByRole('article', { name: '会员卡' })).toContainText('郑浩')
  await expect(page.getByText('激活').first()).toBeVisible()
  // A balance is an admin's to change.
  await expect(page.getByRole('button', { name: /余额/ })).toHaveCount(0)
  const changed = await page.evaluate(() =>
    window.guitai.ask('members.adjust', { cardNo: '880001402', amountFen: 1, remark: 'x' }),
  )
  expect(changed).toMatchObject({ ok: false, fault: { code: 'request.forbidden' } })
  await till.press('Escape')

  await page
    .getByRole('button', { name: /付款码/ })
    .first()
    .click()
  await page.getByText('100.00').first().waitFor()
  await till.press('1', 'Enter')
  await till.until('the scan sheet', ({ sale }) => sale?.purpose === 'topUp' && sale.card?.cardNo === null)
  await till.scan(control.codeOf('alipay-min'))
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible()
  expect(control.orders()).toEqual([])
  await till.scanUntil(control.freshCode(FANG.wallet), 'the code taken', ({ sale }) => sale?.state !== 'waitingForCode')
  const { sale } = await till.until('paid', (state) => state.sale?.state === 'paid', 20_000)
  expect(sale?.card).toMatchObject({ cardNo: FANG.cardNo, bonusFen: 800 })
  expect(control.members().find(({ number }) => number === FANG.cardNo)?.balanceFee).toBe(25_000 + 10_800)
})

test('an admin changes a balance with a remark, which the audit log tells; a card payment tells what is left', async ({
  counter,
}) => {
  const till = await counter.openSelling(ADMIN)
  const { control } = counter.sandbox
  const { page } = till
  await till.press('F5')
  await page.locator('main.members').waitFor()
  await till.type(FANG.cardNo)
  await till.press('Enter')
  const face = page.getByRole('article', { name: '会员卡' })
  await expect(face).toContainText('¥250.00')
  const changed = await page.evaluate(
    (cardNo) => window.guitai.ask('members.adjust', { cardNo, amountFen: -5000, remark: '更正' }),
    FANG.cardNo,
  )
  expect(changed).toMatchObject({ ok: true, value: { balanceFen: 20_000 } })
  const log = await page.evaluate(() =>
    window.guitai.ask('audit.list', {
      ...{ from: Date.now() - 3_600_000, until: Date.now() + 60_000, staffId: null, group: 'money' },
      ...{ before: null, limit: 10 },
    }),
  )
  expect(log.ok ? log.value.entries.map(({ act }) => act) : log.fault).toEqual(['member.adjusted', 'member.adjustStarted'])

  await till.press('F1')
  await charge(till, '8', control.freshCode('member-jing'))
  const { sale } = await till.until('paid by card', (state) => state.sale?.card?.balanceFen === 88_000, 20_000)
  expect(sale).toMatchObject({ tender: 'memberCard', card: { cardNo: '880001206' } })
})
