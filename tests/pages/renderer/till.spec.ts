import type { Page } from '@playwright/test'
import { aSale, NOW } from '../../support/page-bridge.ts'
import { expect, press, scan, test } from './the-page.ts'

const WAITING = aSale({ state: 'waitingForCode', orderNo: null, sentAt: null, tender: null, amountFen: 1250, remark: '' })
const CODE = '134579281046253718'

test.describe('typing an amount', () => {
  test('row, number pad, screen keys, point, backspace and Escape write the same amount', async ({ page, open }) => {
    await open()
    const amount = page.locator('.amount')
    await press(page, '1', 'Numpad2', '8', '0')
    await expect(amount).toHaveText('¥1,280.00')
    await expect(page.locator('.capital')).toContainText('壹仟贰佰捌拾元整')
    await press(page, 'Backspace')
    await page.getByRole('button', { name: '.', exact: true }).click()
    await page.getByRole('button', { name: '5', exact: true }).click()
    await expect(amount).toHaveText('¥128.50')
    await expect(page.locator('.untyped')).toHaveText('0')
    await press(page, 'Escape')
    await expect(amount).toHaveText('¥0.00')
  })

  test('an amount that is pasted or comes in full width is taken; what is none gets a sentence and changes nothing', async ({
    page,
    open,
  }) => {
    const bridge = await open()
    const amount = page.locator('.amount')
    const sentence = page.locator('.capital[role=alert]')
    const paste = (text: string) =>
      page.evaluate((pasted) => {
        const data = new DataTransfer()
        data.setData('text/plain', pasted)
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
      }, text)
    await paste('￥１，２８０．５０元')
    await expect(amount).toHaveText('¥1,280.50')
    for (const [text, says] of [
      ['twelve', '金额只能是数字'],
      ['1.2.3', '金额只能是数字'],
      ['0.001', '最多两位小数'],
      ['134567890123456789', '单笔最多'],
    ] as const) {
      await paste(text)
      await expect(sentence).toContainText(says)
      await expect(amount).toHaveText('¥1,280.50')
    }
    await press(page, 'Escape')
    await press(page, '.', '.')
    await expect(sentence).toContainText('金额只能是数字')
    expect(await bridge.asked('sale.start')).toEqual([])
  })

  test('a third decimal, nothing, zero and too much are refused with a sentence and ask for nothing', async ({ page, open }) => {
    const bridge = await open({ maxAmountFen: 500_000 })
    const sentence = page.locator('.capital[role=alert]')
    await press(page, 'Enter')
    await expect(sentence).toContainText('还没有输入金额')
    await press(page, '0', '.', '0', '0')
    await press(page, 'Enter')
    await expect(sentence).toContainText('金额至少 0.01 元')
    await press(page, '1')
    await expect(sentence).toContainText('最多两位小数')
    await expect(page.locator('.amount')).toHaveText('¥0.00')
    await press(page, 'Escape')
    await press(page, '5', '0', '0', '1')
    await expect(sentence).toContainText('单笔最多 ¥5,000.00')
    await expect(page.locator('.amount')).toHaveText('¥500.00')
    expect(await bridge.asked('sale.start')).toEqual([])
  })

  test('Enter pressed twice, and Charge clicked as well, open one sale, in fen', async ({ page, open }) => {
    const bridge = await open({}, { 'sale.start': 'never' })
    await press(page, '1', '2', '.', '5', 'Enter', 'Enter')
    await page.locator('.key.go').click()
    expect(await bridge.asked('sale.start')).toEqual([{ name: 'sale.start', question: { amountFen: 1250, remark: '' } }])
    await bridge.release('sale.start', { ok: true, value: WAITING })
    await expect(page.getByRole('dialog')).toBeVisible()
    await expect(page.locator('.amount')).toHaveText('¥12.50')
    await press(page, 'Enter')
    expect(await bridge.asked('sale.start')).toHaveLength(1)
  })

  test('a remark is written on the keyboard or on the screen, and goes with the sale', async ({ page, open }) => {
    const bridge = await open({}, { 'sale.start': { ok: true, value: WAITING } })
    await press(page, '8', 'F8')
    await page.keyboard.insertText('1208 房 ')
    await page.getByRole('button', { name: 'b', exact: true }).click()
    await press(page, 'Enter')
    await expect(page.locator('.amount')).toHaveText('¥8.00')
    await press(page, 'Enter')
    expect(await bridge.asked('sale.start')).toEqual([{ name: 'sale.start', question: { amountFen: 800, remark: '1208 房 b' } }])
  })

  test('a refused sale keeps the amount and says why', async ({ page, open }) => {
    await open({}, { 'sale.start': { ok: false, fault: { code: 'book.notWritten' } } })
    await press(page, '8', 'Enter')
    await expect(page.getByRole('alert').filter({ hasText: '账本写不进去' })).toBeVisible()
    await expect(page.locator('.amount')).toHaveText('¥8.00')
  })
})

test.describe('a scan and a hand', () => {
  test('a scan goes to the till, and not one character into the amount', async ({ page, open }) => {
    const bridge = await open({}, { 'scan.read': { ok: false, fault: { code: 'scan.notNow' } } })
    await press(page, '7')
    await expect(page.locator('.amount')).toHaveText('¥7.00')
    await scan(page, CODE)
    await expect(page.getByRole('alert').filter({ hasText: '现在还不用扫' })).toBeVisible()
    expect(await bridge.asked()).toEqual([{ name: 'scan.read', question: { text: CODE } }])
    await expect(page.locator('.amount')).toHaveText('¥7.00')
  })

  test('a scan into a field that is being written leaves the field as it was', async ({ page, open }) => {
    const bridge = await open()
    await press(page, 'F8')
    await page.keyboard.insertText('房')
    await scan(page, CODE)
    await expect.poll(() => bridge.asked('scan.read')).toHaveLength(1)
    await expect(page.getByRole('textbox')).toHaveValue('房')
    await expect(page.getByRole('textbox')).toBeVisible()
  })

  test('a scanner without a line end is understood when it falls silent', async ({ page, open }) => {
    const bridge = await open()
    await page.evaluate((code) => {
      // As close as a scanner types, whatever else this machine is busy with.
      const from = performance.now()
      for (const [place, key] of [...code].entries()) {
        const event = new KeyboardEvent('keydown', { key, code: `Digit${key}`, bubbles: true, cancelable: true })
        Object.defineProperty(event, 'timeStamp', { value: from + place * 2 })
        document.body.dispatchEvent(event)
      }
    }, CODE)
    await expect.poll(() => bridge.asked('scan.read')).toEqual([{ name: 'scan.read', question: { text: CODE } }])
    await expect(page.locator('.amount')).toHaveText('¥0.00')
  })

  test('the fastest hand loses no key and is never taken for a scanner', async ({ page, open }) => {
    const bridge = await open()
    await page.evaluate(() => {
      for (const key of '12345.67')
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code: '', bubbles: true, cancelable: true }))
    })
    await expect(page.locator('.amount')).toHaveText('¥12,345.67')
    expect(await bridge.asked()).toEqual([])
  })
})

test.describe('the scan sheet', () => {
  test('takes the scan with the focus inside it, says what was wrong, and Escape brings the amount back to be changed', async ({
    page,
    open,
  }) => {
    const bridge = await open({ sale: WAITING }, { 'scan.read': { ok: false, fault: { code: 'scan.codeAlreadyUsed' } } })
    const sheet = page.getByRole('dialog')
    await scan(page, CODE)
    await expect(sheet.getByRole('alert')).toContainText('这个付款码已经用过')
    await press(page, 'Enter')
    await press(page, '5')
    expect((await bridge.asked()).map((one) => one.name)).toEqual(['scan.read'])
    await press(page, 'Escape')
    expect(await bridge.asked('sale.cancel')).toHaveLength(1)
    await bridge.push({ sale: null })
    await expect(page.locator('.amount')).toHaveText('¥12.50')
    await expect(sheet).toBeHidden()
  })
})

test.describe('a code typed by hand', () => {
  const text = CODE
  const type = async (page: Page, digits: string) => {
    await press(page, ...digits)
  }

  test('is sent once as a code, and is nowhere in the page after that', async ({ page, open }) => {
    const bridge = await open({ sale: WAITING }, { 'scan.read': 'never' })
    await press(page, 'Alt+k')
    await type(page, `9${text}`)
    await press(page, 'Delete', ...text.slice(0, 17), '0', 'Backspace', '.', 'x')
    await page.getByRole('button', { name: text.at(-1) ?? '', exact: true }).click()
    await expect(page.locator('.typed b')).toHaveText('1345 7928 1046 2537 18')
    await press(page, 'Enter', 'Enter')
    expect(await bridge.asked()).toEqual([{ name: 'scan.read', question: { text, typed: true } }])
    await expect(page.locator('.typed b')).toHaveText('')
    const left = await page.evaluate(() => JSON.stringify([document.body.outerHTML, sessionStorage, localStorage]))
    expect(left.replace(/\s/g, '')).not.toContain(text)
  })

  test('that no wallet makes gets its own sentence, and the next one is typed from the beginning', async ({ page, open }) => {
    const bridge = await open({ sale: WAITING }, { 'scan.read': { ok: false, fault: { code: 'scan.notACode' } } })
    await press(page, 'Alt+k')
    await type(page, '12345')
    await press(page, 'Enter')
    await expect(page.getByRole('alert')).toContainText('这不是付款码')
    await expect(page.locator('.typed b')).toHaveText('')
    await press(page, '1')
    await expect(page.getByRole('alert')).toHaveCount(0)
    await press(page, 'Escape')
    await expect(page.getByText('请扫顾客的付款码')).toBeVisible()
    expect(await bridge.asked('sale.cancel'), 'the first Escape goes back to scanning').toEqual([])
  })

  test('does not keep a scanner from being heard', async ({ page, open }) => {
    const bridge = await open({ sale: WAITING })
    await press(page, 'Alt+k')
    await press(page, '7')
    await scan(page, CODE)
    await expect.poll(() => bridge.asked('scan.read')).toEqual([{ name: 'scan.read', question: { text: CODE } }])
    await expect(page.locator('.typed b')).toHaveText('7')
  })
})

test.describe('the result', () => {
  test('the amount stands at the same place in every state', async ({ page, open }) => {
    const bridge = await open({ lastSale: aSale({ settledAt: NOW }) })
    await press(page, '1', '2', '.', '5', '0')
    await expect(page.locator('.untyped')).toHaveCount(0)
    const place = (): Promise<unknown> =>
      page
        .locator('.amount')
        .boundingBox()
        .then((box) => box && [box.x, box.y, box.height])
    const before = await place()
    for (const state of [
      'waitingForCode',
      'sending',
      'pendingCustomer',
      'unknown',
      'conflict',
      'paid',
      'failed',
      'refunded',
    ] as const) {
      await bridge.push({
        sale: { ...WAITING, state, orderNo: state === 'waitingForCode' ? null : '01000052', sentAt: NOW, settledAt: NOW },
      })
      await expect(page.locator('.sale .word')).toBeVisible()
      expect(await place(), state).toEqual(before)
    }
  })

  test('while waiting, the ring fills by the clock and Enter parks the sale', async ({ page, open }) => {
    const bridge = await open({ sale: aSale({ state: 'pendingCustomer', sentAt: NOW, askedUntil: NOW + 120_000 }) })
    await expect(page.getByText('顾客正在输密码')).toBeVisible()
    await page.clock.runFor(60_000)
    await expect(page.locator('.proof')).toContainText('/ 2:00')
    const filled = await page.locator('.sale .shape .o').getAttribute('stroke-dasharray')
    expect(Number(filled?.split(' ')[0])).toBeGreaterThan(60)
    await press(page, 'Enter')
    expect(await bridge.asked('sale.park')).toEqual([{ name: 'sale.park', question: { saleId: 'sale-1' } }])
  })

  test('paid: the first figure closes the sale and begins the next one with it', async ({ page, open }) => {
    const bridge = await open({ sale: aSale({ settledAt: NOW, slip: 'printed' }) })
    await expect(page.locator('.field-paid .word')).toHaveText('已收款')
    await press(page, '4', '5')
    await expect(page.locator('.amount')).toHaveText('¥45.00')
    expect(await bridge.asked('sale.close')).toHaveLength(1)
    await bridge.push({ sale: null })
    await press(page, 'Enter')
    expect(await bridge.asked('sale.start')).toEqual([{ name: 'sale.start', question: { amountFen: 4500, remark: '' } }])
  })

  test('paid: left alone it makes way by itself; printing does not wait for that', async ({ page, open }) => {
    const bridge = await open({ sale: aSale({ settledAt: NOW, slip: 'printed' }) })
    await press(page, 'F10')
    expect(await bridge.asked('slip.reprint')).toEqual([
      { name: 'slip.reprint', question: { orderNo: '0100005201031700001842' } },
    ])
    expect(await bridge.asked('sale.close')).toEqual([])
    await page.clock.runFor(9000)
    expect(await bridge.asked('sale.close')).toHaveLength(1)
  })

  test('not confirmed is never called failed; it asks again, parks, and opens the list', async ({ page, open }) => {
    const sale = aSale({
      state: 'unknown',
      sentAt: NOW - 192_000,
      askedUntil: NOW - 72_000,
      nextAskAt: NOW + 6000,
      fault: { code: 'sale.noAnswer' },
    })
    const bridge = await open({ sale, unconfirmed: 1 })
    await expect(page.getByRole('alert').filter({ hasText: '未确认' })).toBeAttached()
    await expect(page.getByText('支付失败')).toHaveCount(0)
    await press(page, 'Enter')
    await press(page, 'Escape')
    expect((await bridge.asked()).map((one) => one.name)).toEqual(['sale.askNow', 'sale.park'])
    await press(page, 'Alt+d')
    await expect(page.locator('.doubt')).toHaveCount(1)
    await press(page, 'F1')
    await expect(page.getByText('先别再收一次')).toBeVisible()
  })

  test('a failure needs two presses to close, and Enter retries once', async ({ page, open }) => {
    const fault = { code: 'sale.refused', platformText: '余额不足', status: 104 } as const
    const bridge = await open({ sale: aSale({ state: 'failed', settledAt: NOW, fault }) }, { 'sale.retry': 'never' })
    await expect(page.getByText('“余额不足”')).toBeVisible()
    await press(page, 'Escape')
    await expect(page.getByRole('button', { name: '再按一次关闭' })).toBeVisible()
    expect(await bridge.asked('sale.close')).toEqual([])
    await press(page, 'Enter')
    await press(page, 'Enter')
    expect(await bridge.asked('sale.retry')).toHaveLength(1)
    await press(page, 'Escape')
    expect(await bridge.asked('sale.close')).toHaveLength(1)
  })

  test('parked sales keep their own clocks and come back by their keys', async ({ page, open }) => {
    const parked = [
      aSale({ saleId: 'p-1', state: 'pendingCustomer', sentAt: NOW - 47_000 }),
      aSale({ saleId: 'p-2', state: 'unknown', sentAt: NOW - 192_000 }),
    ]
    const bridge = await open({ parked, unconfirmed: 1 })
    // A busy machine opens the page later than at once: what they show is no less than what has passed, and one clock's time apart.
    const seconds = () =>
      page.locator('.chip').evaluateAll((chips) =>
        chips.map((chip) => {
          const [minutes, rest] = (/(\d+):(\d\d)/.exec(chip.textContent ?? '') ?? []).slice(1).map(Number)
          return (minutes ?? 0) * 60 + (rest ?? 0)
        }),
      )
    const [first = 0, second = 0] = await seconds()
    expect(first).toBeGreaterThanOrEqual(47)
    expect(second - first).toBe(192 - 47)
    await page.clock.runFor(2000)
    await expect.poll(async () => ((await seconds())[0] ?? 0) - first).toBeGreaterThanOrEqual(2)
    await press(page, 'Alt+2')
    expect(await bridge.asked('sale.open')).toEqual([{ name: 'sale.open', question: { saleId: 'p-2' } }])
  })
})
