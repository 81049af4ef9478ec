import { emulate } from '../support/escpos-emulator.ts'
import { startPrinterServer } from '../support/printer-server.ts'
import { expect, MANAGER, test, withWays } from './counter.ts'

/** Cash for a member's card at the real till (BEHAVIOUR F16), and every input that is refused, with its sentence. */

const FANG = '880001402'
const PAPER = { columns: 32, dots: 384 }

test('cash goes on the card of a member who was found: the line breaks, the till is killed, and the card has it once', async ({
  counter,
}) => {
  await withWays(counter.home)
  const printer = await startPrinterServer()
  const env = { GUITAI_PRINTER: `tcp://127.0.0.1:${printer.port}` }
  const { control } = counter.sandbox
  const card = () => control.members().find(({ number }) => number === FANG)
  const till = await counter.openSelling(MANAGER, { env })
  await till.press('F5')
  await till.page.locator('main.members').waitFor()
  await till.type(FANG)
  await till.press('Enter')
  await expect(till.page.getByRole('article', { name: '会员卡' })).toContainText('¥250.00')
  await till.press('Enter')
  await till.page.getByText('200.00').first().waitFor()
  await till.press('2', 'Enter')
  await till.until('the sheet', ({ sale }) => sale?.state === 'waitingForCode' && sale.purpose === 'topUp')
  await till.press('F7')
  await till.type('300')
  await expect(till.page.getByRole('dialog')).toContainText('¥100.00')

  // Whatever is sent now is done, and answered to nobody.
  control.setFaults({ line: 'cut' })
  await till.press('Enter')
  const { sale } = await till.until('on its way', (state) => state.sale?.way === 'record')
  await expect.poll(() => card()?.balanceFee).toBe(47_000)
  await expect(till.page.locator('body')).toContainText('现金先留好')
  const child = till.app.process()
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGKILL')
  await gone
  control.clearFaults()

  const again = await counter.open({ env })
  await again.until('a start', (state) => state.stage === 'signedOut')
  await again.signIn(MANAGER, counter.password(MANAGER))
  const { lastSale } = await again.until('known', (state) => state.lastSale?.orderNo === sale?.orderNo, 30_000)
  expect(lastSale).toMatchObject({ state: 'paid', tender: 'cashRecord', card: { bonusFen: 2000, balanceFen: 47_000 } })
  expect(card()?.rows.filter(({ kind }) => kind === 'recharge')).toHaveLength(1)
  await again.until('printed', (state) => ['printed', 'sent'].includes(state.lastSale?.slip ?? ''), 20_000)
  const jobs = printer.jobs.map((job) =>
    emulate(job.bytes, PAPER)
      .lines.map((line) => line.text)
      .join('\n'),
  )
  const slips = jobs.filter((text) => text.includes('会员充值凭证'))
  expect(slips).toHaveLength(1)
  for (const words of [FANG, '收现金', '300.00', '找零', '100.00', '到账', '220.00', '卡内余额', '470.00'])
    expect(slips[0]).toContain(words)
  const cash = await again.page.evaluate(() => window.guitai.ask('shift.look', {}))
  expect(cash).toMatchObject({ ok: true, value: { figures: { topUps: { count: 1, fen: 20_000, bonusFen: 2000 } } } })
  await printer.close()
})

test('what cannot be is refused with its sentence, and nothing is charged', async ({ counter }) => {
  const till = await counter.openSelling(MANAGER)
  const { control } = counter.sandbox
  const { page } = till
  const alert = page.getByRole('alert')
  const face = page.getByRole('article', { name: '会员卡' })
  const find = async (text: string): Promise<void> => {
    await till.press('Escape')
    await till.type(text)
    await till.press('Enter')
  }
  await till.press('F5')
  await page.locator('main.members').waitFor()

  await find('880009999')
  await expect(page.getByText('没有找到这位会员')).toBeVisible()
  await find('13800001402')
  await expect(page.getByRole('option')).toHaveCount(2)
  await expect(face).toBeHidden()
  await find('880001505')
  await expect(face).toContainText('郑浩')
  await expect(page.getByText('还没激活').first()).toBeVisible()
  await till.press('Enter')
  await expect(alert.getByText('这张卡还没有激活')).toBeVisible()
  await find('880001608')
  await expect(page.getByText('已过期').first()).toBeVisible()
  await till.press('Enter')
  await expect(alert.getByText('这张卡已经过期')).toBeVisible()

  control.setTopUpRules({ mode: 'any', mostFee: 50_000, ceilingFee: 100_000 })
  await find(FANG)
  await expect(face).toContainText('林芳')
  await till.press('Enter')
  await page.getByText('一次最多 ¥500.00').first().waitFor()
  for (const [keys, sentence] of [
    [['Enter'], '还没有输入金额'],
    [['0', 'Enter'], '0.01'],
    [['x'], '金额只能是数字'],
    [['5', '0', '1'], '一次最多充 ¥500.00'],
  ] as const) {
    await till.press(...keys)
    await expect(alert.filter({ hasText: sentence })).toBeVisible()
  }
  expect((await till.snapshot()).sale).toBeNull()

  // The ceiling of all balances is known to Cloud Pay alone.
  await till.press('Backspace', 'Backspace', 'Backspace', '5', '0', '0', 'Enter')
  await till.until('the sheet', ({ sale }) => sale?.state === 'waitingForCode')
  await till.scanUntil(control.freshCode('wechat-fang'), 'an end', ({ sale }) => sale?.state === 'failed')
  await expect(page.getByText('余额会超过商户的上限')).toBeVisible()
  expect(control.orders().filter(({ phase }) => phase === 'paid')).toEqual([])
  expect(control.members().find(({ number }) => number === FANG)?.balanceFee).toBe(25_000)
})
