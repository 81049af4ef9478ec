import type { Cashier } from '../../build/demo/cashier.ts'
import { scanned } from '../pages/till-at-hand.ts'
import { CLERK, expect, MANAGER, test } from './counter.ts'
import {
  askDeposit,
  changeHands,
  forced,
  numbersOf,
  openDesk,
  printed,
  slipOf,
  takeDeposit,
  timesSaid,
  withMode,
} from './depositing.ts'

/** The modes of the till, and taking a deposit, in the real app (BEHAVIOUR F03, F06). */

/** A whole story each, with paper and voice: on a busy machine that takes a while. */
test.describe.configure({ timeout: 120_000 })

/** So long a QR of the till can be scanned, ms. */
const QR_LIVES = 120_000

const holdKey = (till: Cashier) => till.page.getByRole('button', { name: /收押金.*F9/ })
const chargeKey = (till: Cashier) => till.page.getByRole('button', { name: /收款.*Enter/ })

test('a manager sees what is missing before a guest stands there, then gets two keys that nobody takes for one another', async ({
  counter,
}) => {
  const till = await counter.openSelling(MANAGER)
  const { control } = counter.sandbox
  control.setDeposits({ granted: false })
  await till.press('Alt+M')
  await till.page.getByText('只影响这台收银机').waitFor()
  await till.press('3')
  await expect(till.page.getByText('云支付说现在收不了押金')).toBeVisible()
  const list = till.page.getByRole('group', { name: '收押金要先办好这些' })
  for (const item of ['官方直连', '微信买单', '服务商 API 退款', '小微商户', '资金授权', '退款权限'])
    await expect(list).toContainText(item)
  expect((await till.snapshot()).cashierMode).toBe('cashier')
  expect(control.holds(), 'nobody’s money was asked for').toEqual([])
  control.setDeposits({ granted: true })
  await till.press('Enter')
  await till.until('mixed', (state) => state.cashierMode === 'mixed')

  await till.type('200')
  await expect(holdKey(till)).toContainText('¥200.00')
  await expect(chargeKey(till)).toContainText('¥200.00')
  const colour = (key: ReturnType<typeof holdKey>) => key.evaluate((element) => getComputedStyle(element).backgroundColor)
  expect(await colour(holdKey(till))).not.toBe(await colour(chargeKey(till)))
  await till.press('F9')
  await expect(till.page.getByRole('dialog', { name: '收押金 ¥200.00' })).toBeVisible()
  // A member card holds no deposit, and the sheet goes on waiting.
  await till.scan(control.codeOf(counter.wallet('memberCard')))
  await expect(till.page.getByText('这种码不能收押金').first()).toBeVisible()
  await till.press('Escape')
  await till.until('the sum again', (state) => state.sale === null)
  await till.press('Enter')
  await expect(till.page.getByRole('dialog', { name: '收款 ¥200.00' })).toBeVisible()
  await till.press('Escape', 'Escape')

  const alipay = counter.wallet('alipay')
  control.behave(alipay, 'asksPassword')
  await askDeposit(till, '80', control.codeOf(alipay))
  const { sale } = await till.until('the password', (state) => state.sale?.state === 'pendingCustomer')
  await till.press('Alt+M', '1')
  await expect(till.page.getByText('还有一笔在前面，不能换模式').first()).toBeVisible()
  await till.press('Escape')
  control.answer(alipay, sale?.orderNo ?? '', true)
  await till.until('held', (state) => state.sale?.state === 'held')
  await till.press('Escape')
  await till.until('the till again', (state) => state.sale === null)

  // Deposits alone: one key, and Enter is for it.
  await till.press('Alt+M', '2')
  await till.until('deposits alone', (state) => state.cashierMode === 'deposit')
  await till.type('0')
  await till.press('Enter')
  await expect(till.page.getByText('金额至少 0.01 元')).toBeVisible()
  await expect(chargeKey(till)).toHaveCount(0)
  control.setDeposits({ granted: false })
  await till.press('Escape')
  await till.type('5')
  await till.press('Enter')
  await till.until('the scan sheet', (state) => state.sale?.purpose === 'hold' && state.sale.state === 'waitingForCode')
  await till.scanUntil(control.freshCode(alipay), 'refused', (state) => state.sale?.state === 'failed')
  await expect(till.page.getByText('云支付没有接受这笔押金').first()).toBeVisible()
  await till.press('Alt+K')
  await expect(till.page.getByRole('group', { name: '收押金要先办好这些' })).toBeVisible()
  await till.press('Alt+K', 'Escape', 'Escape')
  await till.until('put away', (state) => state.sale === null)
  expect(await forced(till, 'sale.start', { amountFen: 500, remark: '' })).toBe('deposit.onlyDeposits')

  // Back to payments alone, which asks nobody. A clerk reads the mode, and changes nothing.
  await till.press('Alt+M', '1')
  await till.until('payments alone', (state) => state.cashierMode === 'cashier')
  await till.type('5')
  await till.press('F9')
  await expect(holdKey(till)).toHaveCount(0)
  expect((await till.snapshot()).sale).toBeNull()
  expect(await forced(till, 'sale.start', { amountFen: 500, remark: '', purpose: 'hold' })).toBe('deposit.modeForbids')
  await changeHands(till, counter, CLERK)
  await till.press('Alt+M')
  await expect(till.page.locator('.head .mode')).toHaveText('收银')
  await expect(till.page.getByText('只影响这台收银机')).toHaveCount(0)
  expect(await forced(till, 'app.setCashierMode', { mode: 'mixed' })).toBe('request.forbidden')
})

test('a deposit is held by the guest’s code: slip, voice and screen say so; late and lost answers come to the same', async ({
  counter,
}) => {
  await withMode(counter, 'mixed')
  const desk = await openDesk(counter, CLERK)
  const { till } = desk
  const { control } = counter.sandbox
  const [wechat, alipay] = [counter.wallet('wechat'), counter.wallet('alipay')]

  await askDeposit(till, '200', control.codeOf(wechat), '502')
  const { sale } = await till.until('held', (state) => state.sale?.state === 'held')
  await expect(till.page.getByText('请把押金小票交给顾客，退的时候扫它。')).toBeVisible()
  await expect(till.page.getByText('微信会先扣款，退的时候原路退回。')).toBeVisible()
  const number = sale?.orderNo ?? ''
  expect(control.holds()).toMatchObject([{ number, fee: 20_000, leftFee: 20_000, phase: 'held', tender: 'wechat' }])
  const slip = await slipOf(desk, '押金凭证', number)
  expect(slip.barcode).toBe(`CODE-128:${number}`)
  for (const piece of ['押金 ￥200.00', '微信支付', '李婷 1206', '502']) expect(slip.text.replace(/ +/g, ' ')).toContain(piece)
  for (const piece of ['请保管此单，退押金时出示', '30 天后', '微信支付的押金已从钱包扣款']) expect(slip.words).toContain(piece)
  expect(await timesSaid(desk, '微信收取押金二百元')).toBe(1)
  await till.press('Enter')

  // The guest thinks about it, and another guest does not want to.
  control.behave(alipay, 'asksPassword')
  await askDeposit(till, '88', control.codeOf(alipay))
  const late = await till.until('the guest', (state) => state.sale?.state === 'pendingCustomer')
  await expect(till.page.getByText('等待确认').first()).toBeVisible()
  control.answer(alipay, late.sale?.orderNo ?? '', true)
  await till.until('held', (state) => state.sale?.state === 'held')
  expect((await slipOf(desk, '押金凭证', late.sale?.orderNo ?? '')).words).not.toContain('扣款')
  await till.press('Enter')
  control.behave(wechat, 'refuses')
  await askDeposit(till, '77', control.freshCode(wechat))
  await till.until('refused', (state) => state.sale?.state === 'failed')
  await expect(till.page.getByText('没有冻结顾客的钱')).toBeVisible()
  await till.press('Escape', 'Escape')
  await till.until('put away', (state) => state.sale === null)

  // The answer is lost; then the call itself: one number, one hold, whatever was lost.
  control.behave(wechat, 'cutButPaid')
  const cut = await takeDeposit(till, '66', control.freshCode(wechat))
  control.behave(wechat, { customer: 'pays', line: 'lost', times: 1 })
  const lost = await takeDeposit(till, '55', control.freshCode(wechat))
  const held = control.holds().filter(({ phase }) => phase === 'held')
  expect(held.map(({ fee }) => fee)).toEqual([5500, 6600, 8800, 20_000])
  expect(held.map(({ number: no }) => no).slice(0, 2)).toEqual([lost, cut])
  expect(numbersOf(counter, 'micro_freeze').filter((no) => no === lost).length).toBeGreaterThan(1)
  await slipOf(desk, '押金凭证', lost)
  expect((await till.snapshot()).deposits).toMatchObject({ count: 4, leftFen: 40_900 })
  await desk.printer.close()
})

test('a deposit nobody answers for is unknown, never failed; it is found in the list, asked about, and held once', async ({
  counter,
}) => {
  await withMode(counter, 'mixed')
  const desk = await openDesk(counter, CLERK)
  const { till } = desk
  const { control } = counter.sandbox
  const wechat = counter.wallet('wechat')
  // The call is lost; sent again, its number is said to be used already; and then nobody can be asked. It may be held.
  control.behave(wechat, 'cutNotPaid')
  const stopListening = control.onChange(() => {
    if (control.holds().length === 1 && control.faults().line === 'fine') control.setFaults({ line: 'refused' })
  })
  await askDeposit(till, '300', control.codeOf(wechat))
  await till.until('the first call lost', (state) => state.sale?.fault?.code === 'sale.noAnswer')
  control.behave(wechat, 'numberUsedAnswer')
  const { sale } = await till.until('unknown', (state) => state.sale?.state === 'unknown' && state.unconfirmed === 1, 40_000)
  stopListening()
  await expect(till.page.getByText('先别再收一次押金')).toBeVisible()
  expect(printed(desk, '押金凭证', sale?.orderNo ?? 'no number')).toEqual([])
  await till.press('Alt+D')
  await expect(till.page.locator('.doubt')).toContainText('押金未确认')
  control.clearFaults()
  await till.press('Enter')
  await till.until('known', (state) => state.unconfirmed === 0 && state.resolved[0]?.kind === 'hold', 30_000)
  const number = sale?.orderNo ?? ''
  expect(control.holds()).toMatchObject([{ number, phase: 'held', fee: 30_000 }])
  expect((await slipOf(desk, '押金凭证', number)).barcode).toBe(`CODE-128:${number}`)
  expect(await timesSaid(desk, '微信收取押金三百元')).toBe(1)
  await desk.printer.close()
})

test('an Alipay guest scans the QR on the display; WeChat has none; one that is taken back and too old holds nothing', async ({
  counter,
}) => {
  await withMode(counter, 'mixed', { ways: { qr: true, cash: true, bankCard: true } })
  const till = await counter.openSelling(CLERK, { env: { GUITAI_CUSTOMER_DISPLAY: 'window' } })
  const { control } = counter.sandbox
  const isDisplay = (page: { url(): string }): boolean => page.url().endsWith('/customer.html')
  await expect.poll(() => till.app.windows().some(isDisplay)).toBe(true)
  const customer = till.app.windows().find(isDisplay)
  if (!customer) throw new Error('there is no customer display')
  const begin = async (yuan: string) => {
    await till.type(yuan)
    await till.press('F9')
    return till.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
  }
  const showQr = async () => {
    await till.press('F6')
    const { sale } = await till.until('the QR', (state) => (state.sale?.codeUrl ?? null) !== null)
    return sale?.codeUrl ?? ''
  }

  const { sale } = await begin('300')
  await expect(customer.getByText('交押金，请出示付款码')).toBeVisible()
  await expect(till.page.getByText('现金')).toHaveCount(0)
  await till.press('F5', 'F7')
  expect(await forced(till, 'sale.showQr', { saleId: sale?.saleId ?? '', tender: 'wechat' })).toBe('deposit.qrOnlyAlipay')
  const url = await showQr()
  await expect(customer.getByText('交押金，请用支付宝扫码')).toBeVisible()
  await customer.locator('.qr img').waitFor()
  expect(await scanned(customer.locator('body'))).toBe(`QR-Code:${url}`)
  control.scanQr(counter.wallet('alipay'), url)
  await till.until('held', (state) => state.sale?.state === 'held', 30_000)
  await expect(customer.getByText('押金已收')).toBeVisible()
  await expect(customer.getByText('请保管小票，退押金时出示')).toBeVisible()
  await till.press('Enter')
  await till.until('the till again', (state) => state.sale === null)

  await begin('90')
  const stale = await showQr()
  await till.press('Escape')
  await till.until('taken back', (state) => state.sale?.state === 'closing')
  await expect(till.page.getByText('正在收回，再查一次顾客付了没有')).toBeVisible()
  control.jump(QR_LIVES)
  await till.until('too old', (state) => state.sale?.state === 'failed', 30_000)
  await expect(till.page.getByText('顾客没有付，二维码已经收回').first()).toBeVisible()
  await expect(till.page.getByText('没有冻结顾客的钱')).toBeVisible()
  expect(() => control.scanQr(counter.wallet('alipay'), stale)).toThrow()
  expect(control.holds().filter(({ phase }) => phase === 'held')).toMatchObject([{ fee: 30_000, trade: 'scan' }])
})
