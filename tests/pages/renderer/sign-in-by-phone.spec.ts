import { expect, press, test } from './the-page.ts'
import { NOW } from '../../support/page-bridge.ts'

const OUT = { stage: 'signedOut', person: null } as const
const CODE = { qrText: 'https://pay.example/sign-in?t=1', expiresAt: NOW + 115_000, over: false, fault: null }

test('where it is not switched on nothing is said of it', async ({ page, open }) => {
  const bridge = await open(OUT)
  await press(page, 'F5')
  await expect(page.getByRole('button', { name: /手机扫码/ })).toHaveCount(0)
  expect(await bridge.asked('staff.showCode')).toEqual([])
})

test('a QR stands there for as long as it lives; Esc, a figure or a tile goes back to the password', async ({ page, open }) => {
  const bridge = await open({ ...OUT, signInByPhone: true })
  await press(page, 'F5')
  await bridge.push({ signInCode: CODE })
  await expect(page.locator('.qrbox img')).toBeVisible()
  await expect(page.getByText(/还有 1:\d\d/)).toBeVisible()
  await press(page, 'Enter')
  expect(await bridge.asked('staff.showCode'), 'Enter asks for no other while one lives').toHaveLength(1)
  await press(page, 'Escape')
  await expect(page.locator('.qrbox')).toHaveCount(0)
  await expect.poll(() => bridge.asked('staff.hideCode')).toHaveLength(1)

  await page.getByRole('button', { name: /手机扫码/ }).click()
  await expect(page.locator('.qrbox img')).toBeVisible()
  await press(page, '7')
  await expect(page.getByText('已输入 1 位')).toBeAttached()
  await press(page, 'F5', 'F2')
  await expect(page.locator('.qrbox')).toHaveCount(0)
  await press(page, 'F5')
  await page.getByRole('button', { name: /其他工号/ }).click()
  await expect(page.locator('.qrbox')).toHaveCount(0)
  await expect.poll(() => bridge.asked('staff.hideCode')).toHaveLength(4)
})

test('one that is over says why, and Enter asks for another; a lamp or the mute key leaves it there', async ({ page, open }) => {
  const bridge = await open({ ...OUT, signInByPhone: true, signInCode: CODE })
  await press(page, 'F5', 'Alt+j')
  await expect(page.locator('.qrbox img')).toBeVisible()
  await bridge.push({ signInCode: { ...CODE, fault: { code: 'signIn.noAnswer' } } })
  await expect(page.getByRole('alert')).toContainText('会自己再问')
  await bridge.push({ signInCode: { ...CODE, over: true, fault: { code: 'signIn.codeOver', platformText: '登录被拒绝。' } } })
  await expect(page.getByRole('alert')).toContainText('登录被拒绝。')
  await expect(page.locator('.qrbox')).toHaveCount(0)
  await press(page, 'Enter')
  await expect.poll(() => bridge.asked('staff.showCode')).toHaveLength(2)
})

test('no QR is told with what to do', async ({ page, open }) => {
  await open({ ...OUT, signInByPhone: true }, { 'staff.showCode': { ok: false, fault: { code: 'signIn.codeNotOffered' } } })
  await press(page, 'F5')
  await expect(page.getByRole('alert')).toContainText('请用工号和密码登录')
})

test('whoever leaves the screen takes the QR with them', async ({ page, open }) => {
  const bridge = await open({ ...OUT, signInByPhone: true, signInCode: CODE })
  await press(page, 'F5')
  await bridge.push({ stage: 'selling', person: { staffId: '1206', name: '李婷', role: 'clerk', since: NOW, mayRefund: true } })
  await expect.poll(() => bridge.asked('staff.hideCode')).toHaveLength(1)
})
