import type { Page } from '@playwright/test'
import type { RequestName } from '../../../contract/requests.ts'
import { aMember, type PageBridge } from '../../support/page-bridge.ts'
import { aTopUp, ofMembers, TO_MEMBER } from './some-members.ts'
import { ADMIN, MANAGER } from './setting-states.ts'
import { expect, press as pressKeys, test } from './the-page.ts'

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

test.describe('the statement', () => {
  test('is paged by arrows and page keys as far as there are pages, and filtered by kind', async ({ page, open }) => {
    const bridge = await open({}, ONE)
    await press(page, ...TO_MEMBER)
    await press(page, 'F8')
    const first = { cardNo: '8801200000123456', kind: null, page: 1, pageSize: 20 }
    expect(await questions(bridge, 'members.statement')).toEqual([first])
    await expect(page.getByRole('listitem')).toHaveCount(20)
    await press(page, 'ArrowLeft', 'ArrowRight', 'PageDown', 'ArrowRight', 'ArrowLeft', 'PageUp', '3')
    expect((await questions(bridge, 'members.statement')).slice(1)).toEqual([
      { ...first, page: 2 },
      { ...first, page: 3 },
      { ...first, page: 2 },
      first,
      { ...first, kind: 'topUp' },
    ])
    await press(page, '8', 'Escape')
    await expect(page.getByRole('textbox'), 'a figure of no kind begins no search').toHaveValue('13800002210')
    await expect(face(page)).toBeVisible()
  })

  test('a change has its sign and its word; what was not told is said to be so', async ({ page, open }) => {
    await open({}, ONE)
    await press(page, ...TO_MEMBER)
    await press(page, 'F8')
    const rows = page.getByRole('listitem')
    for (const [nth, texts] of [
      [0, ['付款', '−¥35.50', '¥364.50', '李婷']],
      [1, ['充值', '+¥220.00', '含赠送 +¥20.00', '店庆']],
      [6, ['其他', '没有告知']],
    ] as const)
      for (const text of texts) await expect(rows.nth(nth)).toContainText(text)
  })
})

test.describe('a balance changed by hand', () => {
  const AS_ADMIN = { person: ADMIN }
  const fill = ['Alt+u', '-', '5', 'F8', 'o', 'k', 'Enter']
  const WISH = { cardNo: '8801200000123456', amountFen: -500, remark: 'ok' }

  test('is an admin’s alone', async ({ page, open }) => {
    await open({ person: MANAGER }, ONE)
    await press(page, ...TO_MEMBER)
    await press(page, 'Alt+u')
    await expect(page.getByText('修改余额')).toBeHidden()
  })

  test('needs an amount, a remark and two presses; then the card has the new balance', async ({ page, open }) => {
    const bridge = await open(AS_ADMIN, { ...ONE, 'members.adjust': { ok: true, value: aMember({ balanceFen: 35_950 }) } })
    await press(page, ...TO_MEMBER)
    for (const [keys, sentence] of [
      [['Alt+u', 'Alt+u'], '还没有输入金额'],
      [['0', 'Alt+u'], '0.01'],
      [['x'], '金额只能是数字'],
      [['-', '5', 'Alt+u'], '请写为什么改'],
    ] as const) {
      await press(page, ...keys)
      await expect(page.getByRole('alert')).toContainText(sentence)
    }
    await press(page, ' ', 'Enter', 'Alt+u')
    await expect(page.getByRole('alert'), 'a blank is no remark').toContainText('请写为什么改')
    await press(page, 'o', 'k', 'Enter', 'Enter', 'Alt+u')
    expect(await bridge.asked('members.adjust')).toEqual([])
    await press(page, 'Alt+u')
    expect(await questions(bridge, 'members.adjust')).toEqual([WISH])
    await expect(page.getByText('余额已修改')).toBeVisible()
    await press(page, 'Enter')
    await expect(face(page)).toContainText('¥359.50')
  })

  test('another amount, another way or another remark counts its presses anew', async ({ page, open }) => {
    const bridge = await open(AS_ADMIN, ONE)
    await press(page, ...TO_MEMBER)
    await press(page, ...fill, 'Alt+u', '+', 'Alt+u', '0', 'Alt+u')
    expect(await bridge.asked('members.adjust')).toEqual([])
  })

  test('what nobody knows is asked again as it was, also after it was left, until it is known', async ({ page, open }) => {
    const bridge = await open(AS_ADMIN, { ...ONE, 'members.adjust': { ok: false, fault: { code: 'member.notKnown' } } })
    await press(page, ...TO_MEMBER)
    await press(page, ...fill, 'Alt+u', 'Alt+u')
    await expect(page.getByText('余额改了没有，还不知道')).toBeVisible()
    await press(page, '9', '+', 'Enter', 'Escape')
    await bridge.answer('members.adjust', { ok: false, fault: { code: 'member.noAnswer' } })
    await press(page, 'Alt+u', 'Enter')
    await expect(page.getByText('余额改了没有，还不知道'), 'no answer settles nothing').toBeVisible()
    await bridge.answer('members.adjust', { ok: true, value: aMember({ balanceFen: 35_950 }) })
    await press(page, 'Enter')
    await expect(page.getByText('余额已修改')).toBeVisible()
    expect(await questions(bridge, 'members.adjust')).toEqual([WISH, WISH, WISH, WISH])
  })

  test('a refusal leaves what was typed, and another amount may be sent', async ({ page, open }) => {
    const bridge = await open(AS_ADMIN, { ...ONE, 'members.adjust': { ok: false, fault: { code: 'member.belowZero' } } })
    await press(page, ...TO_MEMBER)
    await press(page, ...fill, 'Alt+u', 'Alt+u')
    await expect(page.getByRole('alert')).toContainText('扣多了，余额不够')
    await press(page, 'Backspace', '4', 'Alt+u', 'Alt+u')
    expect((await questions(bridge, 'members.adjust')).at(-1)).toEqual({ ...WISH, amountFen: -400 })
  })

  test('one that a change of another card has made known is told of, and is asked again no more', async ({ page, open }) => {
    const bridge = await open(AS_ADMIN, { ...ONE, 'members.adjust': { ok: false, fault: { code: 'member.notKnown' } } })
    await press(page, ...TO_MEMBER, ...fill, 'Alt+u', 'Alt+u')
    await expect(page.getByText('余额改了没有，还不知道')).toBeVisible()
    const { cardNo } = WISH
    await bridge.answer('members.find', { ok: true, value: [aMember({ cardNo: '8801200000999999' })] })
    await bridge.answer('members.adjust', {
      ok: false,
      fault: { code: 'member.adjustSettled', params: { cardNo, amountFen: WISH.amountFen } },
    })
    await press(page, 'Escape', 'Escape', ...TO_MEMBER, ...fill, 'Alt+u', 'Alt+u')
    await expect(page.getByRole('alert')).toContainText(`卡${cardNo}那次没结果的修改，现在有结果了`)
    expect(await questions(bridge, 'members.adjust')).toEqual([WISH, { ...WISH, cardNo: '8801200000999999' }])
    await bridge.answer('members.find', { ok: true, value: [aMember()] })
    await press(page, 'Escape', 'Escape', ...TO_MEMBER, 'Alt+u')
    await expect(page.getByText('修改余额')).toBeVisible()
    await expect(page.getByText('余额改了没有，还不知道')).toBeHidden()
  })

  test('an earlier change that is still open is the one that is asked again, where the till tells which', async ({
    page,
    open,
  }) => {
    const fault = { code: 'member.adjustOpen', params: { amountFen: 700, remark: '补' } } as const
    const bridge = await open(AS_ADMIN, { ...ONE, 'members.adjust': { ok: false, fault } })
    await press(page, ...TO_MEMBER)
    await press(page, ...fill, 'Alt+u', 'Alt+u', 'Enter')
    expect((await questions(bridge, 'members.adjust')).at(-1)).toEqual({ ...WISH, amountFen: 700, remark: '补' })
  })
})

test('a top-up goes back whole: figures change nothing and say so', async ({ page, open }) => {
  const paid = aTopUp({ settledAt: 1, paidFen: 20_000 })
  const bridge = await open(
    { person: MANAGER },
    {
      'orders.list': {
        ok: true,
        value: {
          rows: [{ kind: 'sale', sale: paid, elsewhere: null }],
          ...{ total: 1, paidCount: 1, paidFen: 20_000, refundCount: 0, refundFen: 0 },
          ...{ heldCount: 0, heldFen: 0, releasedCount: 0, releasedFen: 0 },
        },
      },
      'refund.prepare': {
        ok: true,
        value: {
          ...{ orderNo: paid.orderNo, tender: 'wechat', orderFen: 20_000, refundedFen: 0, leftFen: 20_000 },
          ...{ ownRight: true, byPhone: false },
        },
      },
      'refund.start': { ok: false, fault: { code: 'topUp.spent' } },
    },
  )
  await press(page, 'F2')
  await page.locator('.rows:not(.empty)').first().waitFor()
  await press(page, 'ArrowDown', 'F9')
  await expect(page.getByText('赠送的钱也一起从卡上收回')).toBeVisible()
  await press(page, '5')
  await expect(page.getByRole('alert')).toContainText('充值只能全部退')
  await press(page, 'Enter', 'Enter')
  expect((await questions(bridge, 'refund.start'))[0]).toMatchObject({ amountFen: 20_000 })
  await expect(page.getByRole('alert')).toContainText('充的钱已经用掉一些，退不了')
})
