import type { Page } from '@playwright/test'
import type { OrderRow } from '../../../contract/views.ts'
import { aHold, aRelease, aSale, NOW, type PageBridge, type StandInAnswers } from '../../support/page-bridge.ts'
import { aCapture, aFound, board, HOLDS, HOTEL, MANAGER, TO_HOLD, WECHAT } from './deposit-states.ts'
import { faultsOfAccess } from '../axe.ts'
import { faultsOfLayout } from './layout.ts'
import { expect, press as pressKeys, test } from './the-page.ts'

const SIZES = [
  [1024, 768],
  [1366, 768],
  [1920, 1080],
  [1080, 1920],
] as const
const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) {
    // The board is read when somebody goes there: before that there is nothing to walk in.
    if (key === 'ArrowDown') await page.locator('.rows:not(.empty)').first().waitFor()
    await pressKeys(page, key)
  }
}
const HOLD_NO = aHold().holdNo
const WAITING = aSale({ purpose: 'hold', state: 'waitingForCode', orderNo: null, sentAt: null, tender: null })
const started = (bridge: PageBridge) => bridge.asked('sale.start').then((all) => all.map(({ question }) => question))

/** Makes the stand-in tell of the very deposit that was asked for. */
async function tellOfEach(page: Page): Promise<void> {
  await page.evaluate(
    ({ holds, found }) => {
      const ask = window.guitai.ask.bind(window.guitai)
      Object.assign(window.guitai, {
        ask(name: 'deposits.find', question: { number: string }) {
          if (name !== 'deposits.find') return ask(name, question as never)
          window.standIn.asked.push({ name, question: { ...question } })
          const hold = holds.find(({ holdNo }) => holdNo === question.number)
          return Promise.resolve({ ok: true, value: { ...found, hold, captures: [] } })
        },
      })
    },
    { holds: [...HOLDS], found: aFound() },
  )
}

test.describe('what the till takes', () => {
  test('where it takes both, F9 holds and Enter charges; both say the sum', async ({ page, open }) => {
    const bridge = await open({ cashierMode: 'mixed' }, { 'sale.start': 'never' })
    await press(page, '5')
    for (const name of [/收押金.*¥5\.00.*F9/, /收款.*¥5\.00.*Enter/])
      await expect(page.getByRole('button', { name })).toBeVisible()
    await press(page, 'F9')
    expect(await started(bridge)).toEqual([{ amountFen: 500, remark: '', purpose: 'hold' }])
    await bridge.release('sale.start', { ok: false, fault: { code: 'sale.busy' } })
    await press(page, 'Enter')
    expect((await started(bridge)).at(-1)).toEqual({ amountFen: 500, remark: '' })
  })

  for (const key of ['Enter', 'F9']) {
    test(`where it takes deposits only, ${key} holds one`, async ({ page, open }) => {
      const bridge = await open({ cashierMode: 'deposit' }, { 'sale.start': { ok: true, value: WAITING } })
      await press(page, '5', key)
      expect(await started(bridge)).toEqual([{ amountFen: 500, remark: '', purpose: 'hold' }])
      await expect(page.getByRole('dialog')).toContainText('收押金 ¥1,280.00')
      await expect(page.getByRole('dialog')).not.toContainText('会员卡')
    })
  }

  test('where it only charges, F9 does nothing, and no deposit is in sight until one is left', async ({ page, open }) => {
    const bridge = await open({})
    await press(page, '5', 'F9', 'F3')
    expect(await started(bridge)).toEqual([])
    await expect(page.getByRole('navigation')).not.toContainText('押金')
    await bridge.push({ deposits: { count: 1, leftFen: 500, endingCount: 0, endingFen: 0 } })
    await expect(page.getByRole('navigation')).toContainText('押金')
  })

  test('a clerk reads the mode; a manager changes it, and Cloud Pay is asked first', async ({ page, open }) => {
    const bridge = await open({})
    await press(page, 'Alt+m')
    await expect(page.getByText('只收押金')).toBeHidden()
    await bridge.push({ person: MANAGER })
    await press(page, 'Alt+m', '3')
    await expect.poll(() => bridge.asked('deposits.check')).toHaveLength(1)
    expect(await bridge.asked('app.setCashierMode'), 'not before Cloud Pay said yes').toEqual([])
    await bridge.push({ depositCheck: { at: NOW, works: true, fault: null } })
    await expect.poll(() => bridge.asked('app.setCashierMode')).toHaveLength(1)
    expect((await bridge.asked('app.setCashierMode'))[0]?.question).toEqual({ mode: 'mixed' })
    await expect(page.getByText('只收押金')).toBeHidden()
  })

  test('where deposits do not work the checklist says what may be missing; all the same takes two presses', async ({
    page,
    open,
  }) => {
    const before = { at: NOW - 60_000, works: true, fault: null }
    const bridge = await open({ person: MANAGER, depositCheck: before })
    await press(page, 'Alt+m', '2')
    await expect.poll(() => bridge.asked('deposits.check')).toHaveLength(1)
    await expect(page.getByText('不是小微商户'), 'what was said an hour ago is no answer').toBeHidden()
    const fault = { code: 'deposit.refused', platformText: '商户无押金权限', status: 104 } as const
    await bridge.push({ depositCheck: { at: NOW, works: false, fault } })
    for (const text of ['商户无押金权限', '不是小微商户', '官方直连']) await expect(page.getByText(text)).toBeVisible()
    for (const language of ['en', 'zh-CN'] as const) {
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height })
        await bridge.push({ language })
        expect(await page.evaluate(faultsOfLayout), `${width} ${language}`).toEqual([])
      }
    }
    expect(await faultsOfAccess(page, 'everything')).toEqual([])
    await press(page, 'F9')
    expect(await bridge.asked('app.setCashierMode')).toEqual([])
    await press(page, 'F9')
    await expect.poll(() => bridge.asked('app.setCashierMode')).toHaveLength(1)
    expect((await bridge.asked('app.setCashierMode'))[0]?.question).toEqual({ mode: 'deposit' })
  })

  test('without an answer it says so, and Enter asks again; charging only needs no asking', async ({ page, open }) => {
    const bridge = await open({ person: MANAGER, cashierMode: 'mixed' })
    await press(page, 'Alt+m', '2')
    await expect.poll(() => bridge.asked('deposits.check')).toHaveLength(1)
    await bridge.push({ depositCheck: { at: NOW, works: null, fault: { code: 'deposit.checkNotDone' } } })
    await expect(page.getByText('没有问到云支付')).toBeVisible()
    await press(page, 'Enter')
    await expect.poll(() => bridge.asked('deposits.check')).toHaveLength(2)
    await press(page, 'Escape', '1')
    await expect
      .poll(async () => (await bridge.asked('app.setCashierMode')).map(({ question }) => question))
      .toEqual([{ mode: 'cashier' }])
  })
})

test.describe('holding', () => {
  test('a deposit is offered no WeChat QR, no cash and no card', async ({ page, open }) => {
    const bridge = await open({ ...HOTEL, ways: { qr: true, cash: true, bankCard: true }, sale: WAITING })
    await press(page, 'F5', 'F7', 'F8', 'F8')
    expect(await bridge.asked()).toEqual([])
    await press(page, 'F6')
    expect((await bridge.asked('sale.showQr'))[0]?.question).toEqual({ saleId: WAITING.saleId, tender: 'alipay' })
  })

  test('held, it says to give the slip to the guest, and the next figure begins the next one', async ({ page, open }) => {
    const held = aSale({ purpose: 'hold', state: 'held', settledAt: NOW, slip: 'printed' })
    const bridge = await open({ cashierMode: 'mixed', sale: held })
    await expect(page.getByRole('heading', { name: '已冻结' })).toBeVisible()
    await expect(page.locator('.give')).toContainText('请把押金小票交给顾客')
    await expect(page.getByText('2025-12-22')).toBeVisible()
    await press(page, 'F10', '7')
    expect((await bridge.asked('slip.reprint'))[0]?.question).toEqual({ orderNo: held.orderNo })
    await expect.poll(() => bridge.asked('sale.close')).toHaveLength(1)
    await expect(page.locator('.amount')).toContainText('7')
  })

  test('not confirmed and refused speak of a deposit; where it was refused the checklist is one key away', async ({
    page,
    open,
  }) => {
    const sale = aSale({ purpose: 'hold', state: 'unknown', fault: { code: 'sale.noAnswer' } })
    const bridge = await open({ ...HOTEL, sale })
    await expect(page.getByRole('heading', { name: '押金未确认' })).toBeVisible()
    await expect(page.getByText('先别再收一次押金')).toBeVisible()
    await bridge.push({ sale: { ...sale, state: 'failed', fault: { code: 'deposit.refused' } } })
    await expect(page.getByRole('heading', { name: '押金没收到' })).toBeVisible()
    await press(page, 'Alt+k')
    await expect(page.getByText('不是小微商户')).toBeVisible()
    await press(page, 'Alt+k')
    await expect(page.getByText('不是小微商户')).toBeHidden()
  })
})

test.describe('the board', () => {
  test('figures, the fewest days left first, amber and red in their days; walking opens, Enter captures', async ({
    page,
    open,
  }) => {
    const bridge = await open(HOTEL, board())
    await tellOfEach(page)
    await press(page, 'F3')
    await expect(page.locator('.heads')).toContainText('在押 9 笔¥17,900.005 天内自动退还3 笔 ¥8,500.00')
    await expect(page.getByRole('option')).toHaveCount(9)
    await expect(page.locator('.holdline.red')).toHaveCount(3)
    await expect(page.locator('.holdline.amber .days')).toHaveText('9天')
    await press(page, 'ArrowDown', 'ArrowDown')
    await expect(page.locator('.detail .label').first()).toHaveText('0912 房 赵先生，剩余押金')
    await press(page, 'ArrowUp')
    await expect(page.locator('.deposit .big')).toHaveText('¥2,000.00')
    await expect(page.getByText('第 28 天')).toBeVisible()
    await press(page, 'Enter')
    await expect(page.getByRole('region', { name: '押金消费' })).toBeVisible()
    await press(page, 'Escape', 'F10')
    expect((await bridge.asked('slip.reprint'))[0]?.question).toEqual({ orderNo: WECHAT.holdNo })
  })

  test('only what is looked at of a long list is fetched, and only that is in the page', async ({ page, open }) => {
    const bridge = await open(HOTEL, board())
    await page.evaluate((one) => {
      const ask = window.guitai.ask.bind(window.guitai)
      Object.assign(window.guitai, {
        ask(name: 'deposits.list', question: { offset: number; limit: number }) {
          if (name !== 'deposits.list') return ask(name, question as never)
          window.standIn.asked.push({ name, question: { ...question } })
          const rows = Array.from({ length: question.limit }, (_, nth) => ({ ...one, holdNo: `${question.offset + nth}` }))
          return Promise.resolve({ ok: true, value: { rows, total: 5000, leftFen: 1 } })
        },
      })
    }, aHold())
    await press(page, 'F3')
    await expect(page.getByRole('option').first()).toContainText('4,800.00')
    await press(page, 'End')
    await expect(page.getByRole('option').last()).toHaveAttribute('aria-posinset', '5000')
    await expect(page.getByRole('option').last()).toContainText('4,800.00')
    expect(await page.getByRole('option').count()).toBeLessThan(60)
    expect((await bridge.asked('deposits.list')).map(({ question }) => question['offset'])).toEqual([0, 4900])
  })

  test('all of one: what adds up, what happened to it, and that only the book speaks', async ({ page, open }) => {
    await open(HOTEL, board({ told: false }))
    await press(page, ...TO_HOLD, 'Alt+i')
    for (const text of [
      '¥8,000.00 = 消费 ¥3,200.00 + 退还 ¥0.00 + 自动退还 ¥0.00 + 剩余 ¥4,800.00',
      '云支付没有答复，这里是本机账本记的',
      '2025-11-03 13:42:19',
      '11-15 14:42押金消费3,200.00',
    ])
      await expect(page.locator('.deposit')).toContainText(text)
  })

  test('of one that is settled it is not said that it goes back', async ({ page, open }) => {
    await open(HOTEL, board({ hold: aHold({ capturedFen: 800_000, leftFen: 0 }) }))
    await press(page, ...TO_HOLD)
    await expect(page.locator('.monthhead')).toContainText('已结清')
    await expect(page.locator('.monthhead')).not.toContainText('自动退还')
    await expect(page.getByRole('button', { name: /全部退还|Enter/ })).toHaveCount(0)
  })

  test('while something is not known nothing else can be done with it', async ({ page, open }) => {
    const bridge = await open(HOTEL, board({ hold: aHold({ underWay: true }) }))
    await press(page, ...TO_HOLD, 'Enter', 'Alt+t')
    await expect(page.getByText('这期间不能再动这笔押金')).toBeVisible()
    await expect(page.getByRole('button', { name: /全部退还/ })).toHaveCount(0)
    await expect(page.getByRole('region', { name: '押金详情' })).toBeVisible()
    expect(await bridge.asked('capture.start')).toEqual([])
  })

  test('a lost slip: by amount, day, last figures, room and wallet; by its whole number it opens', async ({ page, open }) => {
    const bridge = await open(HOTEL, board())
    await press(page, 'F3', 'Alt+f')
    await page.getByPlaceholder('押金 ¥').fill('8000')
    await page.getByPlaceholder('日期 11-03').fill('11-3')
    await page.getByPlaceholder('单号尾数').fill('0903')
    await page.getByPlaceholder('房号或姓名').fill('宴会')
    await page
      .getByRole('radio', { name: '支付宝' })
      .or(page.getByRole('button', { name: '支付宝' }))
      .click()
    await page.getByRole('button', { name: '全部', exact: true }).click()
    await press(page, 'Enter')
    await expect
      .poll(async () => (await bridge.asked('deposits.list')).at(-1)?.question['search'])
      .toEqual({
        state: 'all',
        heldFen: 800_000,
        day: '2025-11-03',
        ending: '0903',
        tender: 'alipay',
        remark: '宴会',
      })
    await press(page, 'Alt+0')
    await page.getByPlaceholder('完整单号').fill(HOLD_NO)
    await press(page, 'Enter')
    await expect(page.locator('.deposit .big')).toHaveText('¥4,800.00')
    expect((await bridge.asked('deposits.find'))[0]?.question).toEqual({ number: HOLD_NO })
  })

  const ROWS: Record<string, OrderRow> = {
    hold: { kind: 'sale', sale: aSale({ purpose: 'hold', state: 'held', orderNo: HOLD_NO }), elsewhere: null },
    release: { kind: 'release', release: aRelease() },
  }
  for (const [what, row] of Object.entries(ROWS)) {
    test(`the slip of a ${what}, scanned anywhere, opens its deposit`, async ({ page, open }) => {
      const bridge = await open(HOTEL, { ...board(), 'orders.find': { ok: true, value: row } })
      await bridge.emit('openOrder', { orderNo: '0100005201031700001850' })
      await expect(page.locator('.deposit .big')).toHaveText('¥4,800.00')
      expect((await bridge.asked('deposits.find'))[0]?.question).toEqual({ number: HOLD_NO })
    })
  }

  test('the slip of a capture opens among the orders, can be refunded, and leads to its deposit', async ({ page, open }) => {
    const row: OrderRow = { kind: 'sale', sale: aCapture(), elsewhere: null }
    const bridge = await open(HOTEL, { ...board(), 'orders.find': { ok: true, value: row } })
    await bridge.emit('openOrder', { orderNo: aCapture().orderNo ?? '' })
    await expect(page.locator('.detail')).toContainText('押金消费')
    await press(page, 'F9')
    expect((await bridge.asked('refund.prepare'))[0]?.question).toEqual({ orderNo: aCapture().orderNo })
    await press(page, 'Alt+v')
    await expect(page.locator('.deposit .big')).toHaveText('¥4,800.00')
  })
})

test.describe('taking from a deposit', () => {
  const sent = (facts: Parameters<typeof aCapture>[0], more: StandInAnswers = {}): StandInAnswers => ({
    ...board(),
    'capture.start': { ok: true, value: aCapture(facts) },
    ...more,
  })

  test('it says what goes back before it is done; Enter does nothing; another amount begins the presses anew', async ({
    page,
    open,
  }) => {
    const bridge = await open(HOTEL, { ...sent({}), ...board({ hold: WECHAT, captures: [] }), 'capture.start': 'never' })
    await press(page, ...TO_HOLD, 'Enter')
    await expect(page.getByText('微信押金只能消费一次')).toBeVisible()
    await expect(page.getByText('消费 ¥2,000.00，退还 ¥0.00')).toBeVisible()
    await press(page, '1', '2', '8', '0', 'Enter', 'Enter', 'Alt+u')
    await expect(page.getByText('消费 ¥1,280.00，退还 ¥720.00')).toBeVisible()
    await press(page, 'Backspace', 'Alt+u')
    expect(await bridge.asked('capture.start')).toEqual([])
    await press(page, 'Alt+u', 'Alt+u', 'Alt+u')
    expect((await bridge.asked('capture.start')).map(({ question }) => question)).toEqual([
      { holdNo: WECHAT.holdNo, amountFen: 12_800, releaseRest: true },
    ])
  })

  test('more than is left is not taken as what could still be typed of it: nothing is sent until the amount is right', async ({
    page,
    open,
  }) => {
    const bridge = await open(HOTEL, { ...sent({}), ...board({ hold: WECHAT, captures: [] }), 'capture.start': 'never' })
    await press(page, ...TO_HOLD, 'Enter', '2', '0', '0', '1')
    await expect(page.locator('.warned')).toBeVisible()
    await press(page, 'Alt+u', 'Alt+u', 'Alt+u', 'Alt+u')
    expect(await bridge.asked('capture.start')).toEqual([])
    await press(page, 'Backspace', 'Alt+u', 'Alt+u')
    expect((await bridge.asked('capture.start')).map(({ question }) => question)).toMatchObject([{ amountFen: 2000 }])
  })

  test('a manager may keep the rest of an Alipay deposit; a clerk is not offered it', async ({ page, open }) => {
    const bridge = await open(HOTEL, { ...sent({ releaseRest: false }), ...board({ mayKeepRest: true }) })
    await press(page, ...TO_HOLD, 'Enter', '1', '6', '0', '0')
    await expect(page.getByText('消费 ¥1,600.00，退还 ¥3,200.00'), 'off until it is chosen').toBeVisible()
    await press(page, 'Alt+h')
    await expect(page.getByRole('switch')).toBeChecked()
    await press(page, 'Alt+u', 'Alt+u')
    expect((await bridge.asked('capture.start'))[0]?.question).toMatchObject({ amountFen: 160_000, releaseRest: false })
    await bridge.answer('deposits.find', { ok: true, value: aFound() })
    await press(page, 'Escape', 'F1', ...TO_HOLD, 'Enter')
    await expect(page.getByRole('region', { name: '押金消费' })).toBeVisible()
    await expect(page.getByRole('switch')).toHaveCount(0)
  })

  test('what became of it: captured and returned; not confirmed is asked about, and not repeated', async ({ page, open }) => {
    const unknown = aCapture({ state: 'unknown', settledAt: null, fault: { code: 'capture.noAnswer' } })
    const bridge = await open(HOTEL, sent(unknown))
    await press(page, ...TO_HOLD, 'Enter', 'Alt+u', 'Alt+u')
    await expect(page.locator('.detail')).toContainText('先不要再做')
    await press(page, 'Enter')
    expect((await bridge.asked('capture.askNow')).map(({ question }) => question)).toEqual([{ saleId: 'c-1' }])
    await bridge.push({ captures: [aCapture()] })
    await expect(page.locator('.detail')).toContainText('消费 ¥3,200.00，退还 ¥1,600.00')
    await press(page, 'Enter')
    expect((await bridge.asked('capture.close')).map(({ question }) => question)).toEqual([{ saleId: 'c-1' }])
  })
})

test.describe('giving a deposit back', () => {
  const done: StandInAnswers = { 'release.start': { ok: true, value: aRelease() } }

  test('two presses of Alt T, the amount in words between them; Enter never gives anything back', async ({ page, open }) => {
    const bridge = await open(HOTEL, { ...board(), ...done })
    await press(page, ...TO_HOLD, 'Alt+t')
    await expect(page.getByText('肆仟捌佰元整')).toBeVisible()
    await press(page, 'Enter', 'Enter')
    expect(await bridge.asked('release.start')).toEqual([])
    await press(page, 'Alt+t')
    await expect(page.getByText('押金已退还').first()).toBeVisible()
    expect((await bridge.asked('release.start')).map(({ question }) => question)).toEqual([
      { holdNo: HOLD_NO, amountFen: 480_000, authority: { kind: 'own' } },
    ])
    await press(page, 'Enter')
    await expect(page.getByRole('region', { name: '押金详情' })).toBeVisible()
  })

  test('a part only where it may be, and never more than is left', async ({ page, open }) => {
    const bridge = await open(HOTEL, { ...board({ mayReleasePart: true }), ...done })
    await press(page, ...TO_HOLD, 'Alt+t', '4', '8', '0', '1')
    await expect(page.getByText('最多还能退 ¥4,800.00')).toBeVisible()
    await press(page, 'Alt+t', 'Alt+t', 'Alt+t')
    expect(await bridge.asked('release.start')).toEqual([])
    await press(page, 'Backspace', '.', '5', 'Alt+t')
    await expect(page.getByText('肆拾捌元伍角整')).toBeVisible()
    await press(page, 'Escape', 'Alt+a', 'Alt+t', 'Alt+t')
    expect((await bridge.asked('release.start'))[0]?.question).toMatchObject({ amountFen: 480_000 })
  })

  test('without the right a second person approves by phone, for this deposit and this amount', async ({ page, open }) => {
    const bridge = await open(HOTEL, { ...board({ ownRight: false }), ...done })
    await press(page, ...TO_HOLD, 'Alt+t')
    expect((await bridge.asked('release.askApproval'))[0]?.question).toEqual({ holdNo: HOLD_NO, amountFen: 480_000 })
    const approval = {
      orderNo: HOLD_NO,
      amountFen: 480_000,
      state: 'granted',
      qrText: 'x',
      expiresAt: NOW + 100_000,
      approverName: '陈经理',
      fault: null,
    } as const
    await bridge.push({ approval: { ...approval, amountFen: 100 } })
    await press(page, 'Alt+t')
    expect(await bridge.asked('release.start')).toEqual([])
    await bridge.push({ approval })
    await press(page, 'Enter')
    await expect(page.getByText('陈经理 已批准')).toBeVisible()
    await press(page, 'Alt+t')
    expect((await bridge.asked('release.start'))[0]?.question).toMatchObject({ authority: { kind: 'phone' } })
  })

  test('one that is still in work is left as it is: it is followed, and nothing is put away', async ({ page, open }) => {
    const accepted = aRelease({ state: 'accepted', settledAt: null })
    const bridge = await open(HOTEL, { ...board(), 'release.start': { ok: true, value: accepted } })
    await bridge.push({ releases: [accepted] })
    await press(page, ...TO_HOLD, 'Alt+t', 'Alt+t')
    await expect.poll(() => bridge.asked('release.start')).toHaveLength(1)
    await expect(page.locator('.detail')).toContainText('退押金')
    await press(page, 'Enter')
    await expect(page.getByRole('region', { name: '押金详情' })).toBeVisible()
    expect(await bridge.asked('release.close')).toEqual([])
  })

  test('or by number and password, which are let go of once they were sent', async ({ page, open }) => {
    const refused = { ok: false, fault: { code: 'refund.approverHasNoRight' } } as const
    const bridge = await open(HOTEL, { ...board({ ownRight: false, byPhone: false }), 'release.start': refused })
    await press(page, ...TO_HOLD, 'Alt+t')
    await expect(page.getByLabel('工号')).toBeFocused()
    await press(page, '1', 'Enter', '2', 'Enter')
    await expect(page.getByText('肆仟捌佰元整')).toBeVisible()
    await press(page, 'Alt+t')
    const authority = { kind: 'password', staffId: '1', password: '2' }
    expect((await bridge.asked('release.start'))[0]?.question).toMatchObject({ authority })
    await expect(page.getByText('这个工号没有退款权限')).toBeVisible()
    await expect(page.getByLabel('密码')).toHaveValue('')
  })
})

test.describe('around', () => {
  test('whoever signs in is reminded, until it is put away; the next sign-in is reminded again', async ({ page, open }) => {
    const bridge = await open(HOTEL, board())
    const reminder = page.getByText('3 笔押金 5 天内自动退还，共 ¥8,500.00')
    await expect(reminder).toBeVisible()
    await press(page, 'Alt+o')
    await expect(reminder).toBeHidden()
    await bridge.push({ stage: 'signedOut', person: null })
    await bridge.push({ stage: 'selling', person: MANAGER })
    await expect(reminder).toBeVisible()
    await press(page, 'F3', 'F1')
    await expect(reminder).toBeHidden()
  })

  test('what is not confirmed stands on its page in its own words, is asked about and opened by its kind', async ({
    page,
    open,
  }) => {
    const hold = aSale({ saleId: 'h-1', purpose: 'hold', state: 'unknown', sentAt: NOW - 400_000 })
    const capture = aCapture({ state: 'unknown', startedAt: NOW - 300_000, sentAt: NOW - 300_000, settledAt: null })
    const release = aRelease({ state: 'unknown', startedAt: NOW - 200_000, settledAt: null, fault: { code: 'release.noAnswer' } })
    const ended = { amountFen: 100, tender: 'alipay', at: NOW } as const
    const bridge = await open(
      {
        ...HOTEL,
        parked: [hold],
        captures: [capture],
        releases: [release],
        unconfirmed: 3,
        resolved: [
          { kind: 'hold', state: 'held', number: '1', ...ended },
          { kind: 'capture', state: 'paid', number: '2', ...ended },
          { kind: 'release', state: 'succeeded', number: '3', ...ended },
        ],
      },
      board(),
    )
    await press(page, 'Alt+d')
    const words = ['押金未确认', '消费未确认', '退押金未确认']
    await expect(page.locator('.doubt .state > span:first-of-type')).toHaveText(words)
    await expect(page.locator('.end .state')).toHaveText(['押金冻结', '押金消费', '押金退还'])
    await press(page, 'Alt+a')
    expect((await bridge.asked()).map(({ name }) => name)).toEqual(['sale.askNow', 'capture.askNow', 'release.askNow'])
    await press(page, 'ArrowDown', 'ArrowDown', 'Alt+i')
    await expect.poll(async () => (await bridge.asked('deposits.find'))[0]?.question).toEqual({ number: release.releaseNo })
  })

  test('the orders name holds, captures and releases, sum them apart, and filter them', async ({ page, open }) => {
    const held = aSale({ saleId: 'h-1', purpose: 'hold', state: 'held', orderNo: HOLD_NO, settledAt: NOW })
    const rows: OrderRow[] = [
      { kind: 'sale', sale: held, elsewhere: null },
      { kind: 'sale', sale: aCapture(), elsewhere: null },
      { kind: 'release', release: aRelease() },
    ]
    const sums = { total: 3, paidCount: 1, paidFen: 320_000, refundCount: 0, refundFen: 0 }
    const value = { rows, ...sums, heldCount: 1, heldFen: 128_000, releasedCount: 1, releasedFen: 480_000 }
    const bridge = await open(HOTEL, { ...board(), 'orders.list': { ok: true, value } })
    await press(page, 'F2')
    await expect(page.locator('.rows .state')).toHaveText([/押金冻结/, /押金消费/, /押金退还/])
    await expect(page.getByRole('option').last()).toContainText('-4,800.00')
    await expect(page.locator('.sumline')).toContainText('冻结 1 笔 ¥1,280.00；退押金 1 笔 ¥4,800.00')
    await page.getByRole('option').last().click()
    await expect(page.getByRole('region', { name: '退押金' })).toContainText('0100 0052 0103 1600 0009 03')
    await press(page, 'Alt+l')
    await page.getByRole('region', { name: '筛选' }).getByText('押金').click()
    await expect
      .poll(async () => (await bridge.asked('orders.list')).at(-1)?.question['filter'])
      .toMatchObject({ kind: 'deposits' })
  })
})
