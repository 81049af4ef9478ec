import type { Page } from '@playwright/test'
import type { RequestName } from '../../../contract/requests.ts'
import { aMember, aSale, type PageBridge } from '../../support/page-bridge.ts'
import { ANY, aTopUp, CARD, ofMembers, SEVERAL, TO_MEMBER, WAITING } from './some-members.ts'
import { expect, press as pressKeys, scan, test } from './the-page.ts'

const PAYMENT_CODE = '134579281046253718'
const ONE = ofMembers([aMember()])

const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) {
    await pressKeys(page, key)
    // The screen is read when somebody goes there: before that there is nobody to type for.
    if (key === 'F5') await page.locator('main.members').waitFor()
  }
}
const questions = (bridge: PageBridge, name: RequestName) => bridge.asked(name).then((all) => all.map(({ question }) => question))
const face = (page: Page) => page.getByRole('article', { name: '会员卡' })

test.describe('finding a member', () => {
  for (const [typed, question] of [
    ['13800002210', { by: 'phone', text: '13800002210' }],
    ['138 0000-2210', { by: 'phone', text: '13800002210' }],
    ['8801200000123456', { by: 'cardNo', text: '8801200000123456' }],
    ['chen', { by: 'name', text: 'chen' }],
  ] as const) {
    test(`what was typed says what it is: ${typed}`, async ({ page, open }) => {
      const bridge = await open({}, ONE)
      await press(page, 'F5', ...Array.from(typed), 'Enter')
      expect(await questions(bridge, 'members.find')).toEqual([question])
      await expect(face(page), 'the only one is opened').toContainText('¥364.50')
      for (const text of ['陈晓雨', '138****2210', '8801 2000 0012 3456', '280', '2027-06-30'])
        await expect(face(page)).toContainText(text)
    })
  }

  test('nothing typed asks nothing', async ({ page, open }) => {
    const bridge = await open({}, ONE)
    await press(page, 'F5', ' ', 'Enter')
    expect(await bridge.asked('members.find')).toEqual([])
  })

  test('of several nobody is opened by itself: a person chooses by name and card number', async ({ page, open }) => {
    const bridge = await open({}, ofMembers(SEVERAL))
    await press(page, ...TO_MEMBER)
    await expect(page.getByRole('option')).toHaveCount(3)
    await expect(face(page)).toBeHidden()
    await press(page, 'ArrowDown', 'ArrowDown')
    await expect(face(page)).toContainText('8801 2000 0012 3457')
    await press(page, 'Enter', '2', 'Enter')
    expect(await questions(bridge, 'members.topUp')).toEqual([{ cardNo: '8801200000123457', amountFen: 20_000 }])
  })

  test('nobody found says what to do, and the field is ready for another', async ({ page, open }) => {
    const bridge = await open({}, ofMembers([]))
    await press(page, ...TO_MEMBER)
    await expect(page.getByText('没有找到这位会员')).toBeVisible()
    await bridge.answer('members.find', { ok: true, value: [aMember()] })
    await press(page, 'Backspace', '9', 'Enter')
    expect((await questions(bridge, 'members.find')).at(-1)).toEqual({ by: 'phone', text: '13800002219' })
    await expect(face(page)).toBeVisible()
  })

  test('a letter or a figure begins another search, Escape forgets whoever was open', async ({ page, open }) => {
    await open({}, ONE)
    await press(page, ...TO_MEMBER, '8')
    await expect(page.getByRole('textbox')).toHaveValue('8')
    await press(page, 'Escape')
    await expect(page.getByRole('textbox')).toHaveValue('')
    await expect(face(page)).toBeHidden()
  })

  test('an answer that comes after somebody else was wanted is not looked at', async ({ page, open }) => {
    const bridge = await open({}, ofMembers([], undefined, { 'members.find': 'never' }))
    await press(page, ...TO_MEMBER)
    await expect(page.getByText('正在找')).toBeVisible()
    await press(page, 'Escape')
    await bridge.release('members.find', { ok: true, value: [aMember()] })
    await press(page, 'Alt+f')
    await expect(face(page)).toBeHidden()
    await expect(page.getByText('正在找')).toBeHidden()
  })

  test('a scan finds wherever the focus is, and its code stands nowhere', async ({ page, open }) => {
    const bridge = await open({}, ONE)
    await press(page, 'F5', '1', '3')
    await scan(page, PAYMENT_CODE)
    await expect(face(page)).toBeVisible()
    expect(await questions(bridge, 'members.find')).toEqual([{ by: 'code', text: PAYMENT_CODE }])
    expect(await bridge.asked('scan.read')).toEqual([])
    expect(await page.content()).not.toContain(PAYMENT_CODE)
    await expect(page.getByRole('textbox')).toHaveValue('')
  })

  test('while a sale waits for its code a scan is that of the sale', async ({ page, open }) => {
    const bridge = await open({}, ONE)
    await press(page, 'F5')
    await bridge.push({ sale: aSale({ state: 'waitingForCode', orderNo: null }) })
    await scan(page, PAYMENT_CODE)
    await expect.poll(() => bridge.asked('scan.read')).toHaveLength(1)
    expect(await bridge.asked('members.find')).toEqual([])
  })

  test('a dead code, and no answer, are told with what to do', async ({ page, open }) => {
    const bridge = await open({}, { 'members.find': { ok: false, fault: { code: 'member.codeDead' } } })
    await press(page, 'F5')
    await scan(page, PAYMENT_CODE)
    await expect(page.getByRole('alert').getByText('这个码已经失效')).toBeVisible()
    await bridge.answer('members.find', { ok: false, fault: { code: 'member.noAnswer' } })
    await press(page, 'Alt+f', '1', 'Enter')
    await expect(page.getByRole('alert').getByText('收款不受影响')).toBeVisible()
  })

  test('where the server has no calls about members there is no page for them, and the machine page says why', async ({
    page,
    open,
  }) => {
    const bridge = await open({ members: 'notOffered' }, ONE)
    await press(page, '5')
    await pressKeys(page, 'F5')
    await expect(page.getByRole('navigation')).not.toContainText('会员')
    await expect(page.locator('main.members')).toBeHidden()
    await bridge.push({ members: 'offered' })
    await expect(page.getByRole('navigation')).toContainText('会员')
  })
})

test.describe('topping up', () => {
  for (const [state, sentence] of [
    ['notActivated', '这张卡还没有激活'],
    ['expired', '这张卡已经过期'],
  ] as const) {
    test(`a card that is ${state} is not topped up: it is said why`, async ({ page, open }) => {
      const bridge = await open({}, ofMembers([aMember({ state })]))
      await press(page, ...TO_MEMBER)
      await press(page, 'Enter')
      await expect(page.getByRole('alert').getByText(sentence)).toBeVisible()
      expect(await bridge.asked('members.rules')).toEqual([])
    })
  }

  test('a listed amount by its figure, sent once, and the till waits for the code with whose card it is', async ({
    page,
    open,
  }) => {
    const bridge = await open({ ways: { qr: true, cash: true, bankCard: true } }, { ...ONE, 'members.topUp': 'never' })
    await press(page, ...TO_MEMBER)
    await press(page, 'Enter', 'Enter')
    await expect(page.getByText('只能充列出来的金额'), 'none was chosen').toBeVisible()
    await press(page, '9', '3', 'Enter', 'Enter')
    expect(await questions(bridge, 'members.topUp')).toEqual([{ cardNo: '8801200000123456', amountFen: 50_000 }])
    await bridge.release('members.topUp', {
      ok: true,
      value: { ...WAITING, amountFen: 50_000, card: { ...CARD, bonusFen: 8000 } },
    })
    const sheet = page.getByRole('dialog')
    for (const text of ['会员充值 ¥500.00', '陈晓雨', '138****2210', '8801 2000 0012 3456', '送 ¥80.00'])
      await expect(sheet).toContainText(text)
    for (const text of ['二维码', '银行卡', '会员卡']) await expect(sheet).not.toContainText(text)
    await scan(page, PAYMENT_CODE)
    await expect.poll(() => questions(bridge, 'scan.read')).toEqual([{ text: PAYMENT_CODE }])
  })

  test('any amount: nothing, nought, letters and more than the most are each refused with their sentence', async ({
    page,
    open,
  }) => {
    const bridge = await open({}, { ...ofMembers([aMember()], ANY), 'members.topUp': 'never' })
    await press(page, ...TO_MEMBER)
    await press(page, 'Enter')
    const refused = page.getByRole('alert')
    for (const [keys, sentence] of [
      [['Enter'], '还没有输入金额'],
      [['0', 'Enter'], '0.01'],
      [['a'], '金额只能是数字'],
      [['2', '0', '0', '1'], '一次最多充 ¥2,000.00'],
      [['Enter'], '一次最多充 ¥2,000.00'],
    ] as const) {
      await press(page, ...keys)
      await expect(refused).toContainText(sentence)
    }
    expect(await bridge.asked('members.topUp')).toEqual([])
    await press(page, 'Backspace', '5', '.', '5', 'Enter')
    expect(await questions(bridge, 'members.topUp')).toEqual([{ cardNo: '8801200000123456', amountFen: 20_550 }])
  })

  test('in cash, where that is switched on and somebody was found: with its change, and asked for once', async ({
    page,
    open,
  }) => {
    const bridge = await open({ sale: WAITING }, { 'sale.record': 'never' })
    await press(page, 'F7')
    await expect(page.getByRole('dialog'), 'cash is switched off').toContainText('请扫顾客的付款码')
    await bridge.push({ sale: WAITING, ways: { qr: true, cash: true, bankCard: true } })
    await pressKeys(page, 'F5', 'F6', 'F8', 'F8', 'F7')
    for (const text of ['陈晓雨', '应收', '¥200.00']) await expect(page.getByRole('dialog')).toContainText(text)
    await press(page, '1', '9', '9', 'Enter')
    await expect(page.getByRole('dialog')).toContainText('还差 ¥1.00')
    await press(page, 'Backspace', 'Backspace', 'Backspace', '3', '0', '0', 'Enter', 'Enter')
    expect(await questions(bridge, 'sale.record')).toEqual([
      { saleId: WAITING.saleId, tender: 'cashRecord', receivedFen: 30_000 },
    ])
    for (const name of ['sale.showQr'] as const) expect(await bridge.asked(name)).toEqual([])
  })

  test('what hangs of cash is the card: the cash stays, or goes back, as it is said', async ({ page, open }) => {
    const cash = { way: 'record', tender: 'cashRecord', receivedFen: 30_000 } as const
    const unknown = aTopUp({ ...cash, state: 'unknown', sentAt: 1, fault: { code: 'topUp.cashNotKnown' } })
    const bridge = await open({ sale: unknown })
    for (const text of ['充值未确认', '现金先留在钱箱里', '不要再充一次']) await expect(page.locator('body')).toContainText(text)
    await expect(page.locator('body')).not.toContainText('手机上的账单')
    await bridge.push({ sale: { ...unknown, state: 'failed', fault: { code: 'member.aboveCeiling' } } })
    for (const text of ['充值失败', '余额会超过商户的上限', '收的现金 ¥300.00 全部退给顾客', '现金还在您这里'])
      await expect(page.locator('body')).toContainText(text)
    for (const text of ['没有收顾客的钱', '付款码已经作废']) await expect(page.locator('body')).not.toContainText(text)
  })

  test("by the payer's code alone nobody is found first; given up it is back here, and its amount is no sale's", async ({
    page,
    open,
  }) => {
    const payer = { ...WAITING, card: { cardNo: null, name: null, phone: null, bonusFen: 2000, balanceFen: null } }
    const ways = { qr: true, cash: true, bankCard: true }
    const bridge = await open({ ways }, { ...ONE, 'members.topUp': { ok: true, value: payer } })
    await press(page, 'F5', 'F9', '2', 'Enter')
    expect(await questions(bridge, 'members.topUp')).toEqual([{ cardNo: null, amountFen: 20_000 }])
    await expect(page.getByRole('dialog')).toContainText('充到付款人自己的会员卡')
    await expect(page.getByRole('dialog'), 'nobody knows whose card cash would go on').not.toContainText('现金')
    await press(page, 'F7', 'Escape')
    expect(await questions(bridge, 'sale.cancel')).toEqual([{ saleId: WAITING.saleId }])
    await bridge.push({ sale: null })
    await expect(page.locator('main.members')).toBeVisible()
    await press(page, 'F1')
    await expect(page.locator('main.sale')).toContainText('0.00')
    await expect(page.locator('main.sale')).not.toContainText('200')
  })

  test('a top-up given up comes back to its member, whose card is asked for anew', async ({ page, open }) => {
    const bridge = await open({}, { ...ONE, 'members.topUp': { ok: true, value: WAITING } })
    await press(page, ...TO_MEMBER)
    await press(page, 'Enter', '2', 'Enter', 'Escape')
    await expect(face(page)).toContainText('陈晓雨')
    expect((await questions(bridge, 'members.find')).at(-1)).toEqual({ by: 'cardNo', text: '8801200000123456' })
  })

  test('an amount that is not listed any more has the list asked for again', async ({ page, open }) => {
    const bridge = await open({}, { ...ONE, 'members.topUp': { ok: false, fault: { code: 'topUp.notATier' } } })
    await press(page, ...TO_MEMBER)
    await press(page, 'Enter', '2', 'Enter')
    await expect(page.getByRole('alert')).toContainText('不能充这个金额')
    expect(await bridge.asked('members.rules')).toHaveLength(2)
  })

  test('the same amount not confirmed is asked about first; another customer is topped up all the same', async ({
    page,
    open,
  }) => {
    const unknown = aTopUp({ saleId: 'tu-9', orderNo: '0100005201031700001871', state: 'unknown' })
    const fault = { code: 'sale.sameAmountUnknown', params: { amountFen: 20_000, orderNo: '0100005201031700001871' } } as const
    const bridge = await open({ parked: [unknown] }, { ...ONE, 'members.topUp': { ok: false, fault } })
    await press(page, ...TO_MEMBER)
    await press(page, 'Enter', '2', 'Enter')
    await expect(page.getByRole('region', { name: '先问一句' })).toBeVisible()
    await bridge.answer('members.topUp', { ok: true, value: WAITING })
    await press(page, 'F9')
    expect((await questions(bridge, 'members.topUp')).at(-1)).toEqual({
      cardNo: '8801200000123456',
      amountFen: 20_000,
      anyway: true,
    })
    await expect(page.getByRole('dialog')).toContainText('会员充值 ¥200.00')
  })

  test('the balance afterwards is shown when it was told, and never guessed', async ({ page, open }) => {
    const paid = aTopUp({ paidFen: 20_000, settledAt: 1 })
    const bridge = await open({ sale: paid })
    await expect(page.locator('main')).toContainText('充值成功')
    await expect(page.locator('main')).toContainText('赠送')
    await expect(page.locator('main')).not.toContainText('充后余额')
    await bridge.push({ sale: { ...paid, card: { ...CARD, balanceFen: 58_450 } } })
    await expect(page.locator('main')).toContainText('¥584.50')
  })
})
