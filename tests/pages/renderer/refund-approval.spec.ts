import type { Page } from '@playwright/test'
import type { ApprovalView } from '../../../contract/snapshot.ts'
import type { PageBridge, StandInAnswers } from '../../support/page-bridge.ts'
import { aRefund } from '../../support/page-bridge.ts'
import { anApproval, BY_PHONE } from './order-states.ts'
import { expect, type Opened, press, test } from './the-page.ts'

/** A clerk without the right gives 15 yuan back, and somebody else approves by phone. */

const WISH = { orderNo: anApproval().orderNo, amountFen: 1500 }

async function toPhone(page: Page, open: Opened, answers: StandInAnswers = {}): Promise<PageBridge> {
  const bridge = await open({}, { ...BY_PHONE, ...answers })
  await press(page, 'F2')
  await page.getByRole('option').filter({ hasText: '45.00' }).click()
  await page.getByRole('button', { name: /F9/ }).click()
  await page.getByRole('region', { name: '退款' }).waitFor()
  await press(page, '1', '5')
  await expect(page.locator('.refund .big')).toHaveText('¥15.00')
  await press(page, 'Enter')
  await expect.poll(() => bridge.asked('refund.askApproval')).toHaveLength(1)
  return bridge
}
const told = (bridge: PageBridge, facts: Partial<ApprovalView>) => bridge.push({ approval: anApproval(facts) })

test('more than is left is not taken as what could still be typed of it: nobody is asked until the amount is right', async ({
  page,
  open,
}) => {
  const bridge = await open({}, BY_PHONE)
  await press(page, 'F2')
  await page.getByRole('option').filter({ hasText: '45.00' }).click()
  await page.getByRole('button', { name: /F9/ }).click()
  await page.getByRole('region', { name: '退款' }).waitFor()
  await press(page, '4', '5', '1')
  await expect(page.locator('.warned')).toBeVisible()
  await press(page, 'Enter', 'Enter')
  expect(await bridge.asked('refund.askApproval')).toEqual([])
  await press(page, 'Backspace', 'Enter')
  await expect.poll(() => bridge.asked('refund.askApproval')).toHaveLength(1)
  expect((await bridge.asked('refund.askApproval'))[0]?.question).toEqual({ ...WISH, amountFen: 400 })
})

test('the QR is asked for with this order and this amount, and waits: Enter sends nothing', async ({ page, open }) => {
  const bridge = await toPhone(page, open)
  expect((await bridge.asked('refund.askApproval'))[0]?.question).toEqual(WISH)
  await told(bridge, {})
  await expect(page.locator('.qrbox img')).toBeVisible()
  await expect(page.getByText('还有 1:5')).toBeVisible()
  await press(page, 'Enter', 'Enter')
  await expect(page.locator('.qrbox img')).toBeVisible()
  expect(await bridge.asked('refund.askApproval')).toHaveLength(1)
  expect(await bridge.asked('refund.start')).toEqual([])
})

test('once granted it names the approver, and goes out after the same second confirmation as ever', async ({ page, open }) => {
  const answers: StandInAnswers = {
    'refund.start': { ok: true, value: aRefund({ authority: 'phone', approverName: '陈经理' }) },
  }
  const bridge = await toPhone(page, open, answers)
  await told(bridge, {})
  await told(bridge, { state: 'granted', approverName: '陈经理' })
  await expect(page.getByRole('status').filter({ hasText: '陈经理 已批准' })).toBeVisible()
  await press(page, 'Enter')
  await expect(page.getByText('壹拾伍元整')).toBeVisible()
  await expect(page.getByText('陈经理 已批准')).toBeVisible()
  expect(await bridge.asked('refund.start')).toEqual([])
  await press(page, 'Enter')
  await expect(page.getByText('退款已受理').first()).toBeVisible()
  const sent = await bridge.asked('refund.start')
  expect(sent.map(({ question }) => question)).toEqual([{ ...WISH, reason: '', authority: { kind: 'phone' } }])
  await expect(page.locator('.detail')).toContainText('批准人陈经理')
})

test('a word for another amount or another order is not taken for this one', async ({ page, open }) => {
  const bridge = await toPhone(page, open)
  for (const other of [{ amountFen: 1499 }, { orderNo: '0100005201031700001899' }]) {
    await told(bridge, { state: 'granted', approverName: '陈经理', ...other })
    await expect(page.getByText('已批准')).toBeHidden()
  }
  await told(bridge, { state: 'granted', approverName: '陈经理' })
  await expect(page.getByText('陈经理 已批准')).toBeVisible()
})

for (const [state, code, what] of [
  ['refused', 'refund.approvalRefused', '批准人没有批准这笔退款'],
  ['expired', 'refund.approvalExpired', '批准已经过期'],
] as const) {
  test(`when it is ${state}, it says so; Enter asks again, and never sends`, async ({ page, open }) => {
    const bridge = await toPhone(page, open)
    await told(bridge, { state, fault: { code } })
    await expect(page.getByText(what)).toBeVisible()
    await press(page, 'Enter')
    await expect.poll(() => bridge.asked('refund.askApproval')).toHaveLength(2)
    expect(await bridge.asked('refund.start')).toEqual([])
  })
}

test('where no phone can be asked, it says why, and number and password are one key away', async ({ page, open }) => {
  const refused = { ok: false, fault: { code: 'refund.approvalNoAnswer' } } as const
  const bridge = await toPhone(page, open, { 'refund.askApproval': refused })
  await expect(page.getByText('云支付没有答复批准的事')).toBeVisible()
  await press(page, 'F8')
  await expect(page.getByLabel('工号')).toBeFocused()
  expect(await bridge.asked('refund.dropApproval')).toHaveLength(1)
  await press(page, '1', 'Enter', '2', 'Enter', 'Enter')
  await expect.poll(() => bridge.asked('refund.start')).toHaveLength(1)
  const authority = { kind: 'password', staffId: '1', password: '2' }
  expect((await bridge.asked('refund.start'))[0]?.question).toMatchObject({ ...WISH, authority })
})

test('going back, leaving, or turning to the list ends the asking', async ({ page, open }) => {
  const bridge = await toPhone(page, open)
  await told(bridge, {})
  await press(page, 'Escape')
  await expect(page.getByRole('button', { name: /全部/ })).toBeVisible()
  expect(await bridge.asked('refund.dropApproval')).toHaveLength(1)
  await press(page, 'Enter')
  await expect.poll(() => bridge.asked('refund.askApproval')).toHaveLength(2)
  await press(page, 'F8', 'F8')
  await expect.poll(() => bridge.asked('refund.askApproval')).toHaveLength(3)
  expect(await bridge.asked('refund.dropApproval')).toHaveLength(2)
  await press(page, 'F1')
  await expect.poll(() => bridge.asked('refund.dropApproval')).toHaveLength(3)
})

test('an approval that ran out at the last moment leads back to where it is asked for', async ({ page, open }) => {
  const over = { ok: false, fault: { code: 'refund.approvalExpired' } } as const
  const bridge = await toPhone(page, open, { 'refund.start': over })
  await told(bridge, { state: 'granted', approverName: '陈经理' })
  await press(page, 'Enter')
  await told(bridge, { state: 'expired', fault: over.fault })
  await press(page, 'Enter')
  await expect(page.getByRole('button', { name: /重新出批准码/ })).toBeVisible()
  expect(await bridge.asked('refund.start')).toHaveLength(1)
})
