import { expect } from '@playwright/test'
import { faultsOfAccess } from './axe.ts'
import { SIZES, test } from './till-at-hand.ts'
import type { Till } from '../contract/sandbox/raw-till.ts'

/** The phone of whoever signs in at a till by its QR (UNDOCUMENTED 2). */

async function asks(till: Till) {
  const { out_sub_mch_id, out_shop_id } = till.mch()
  const started = await till.post('/cpay/client_initialize', { out_sub_mch_id, out_shop_id, authorize_terminal_type: 1 })
  const { qr_code_url, token } = started.body
  const look = async () => (await till.post('/cpay/client_try_get_initializers', { out_sub_mch_id, token })).body
  return { link: String(qr_code_url), look }
}

test('the link of the QR asks who it is, and lets them in', async ({ page, till }) => {
  const { link, look } = await asks(till)
  await page.goto(`${link}&lang=zh`)
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('在柜台登录')
  const allow = page.getByRole('button', { name: '确认登录' })
  await expect(allow).toBeDisabled()
  await page.getByRole('radio', { name: /陈经理/ }).check()
  expect(await look()).toMatchObject({ initialization_granted: false })
  await allow.click()
  await expect(page.getByRole('status')).toHaveText('陈经理 登录了')
  await expect(allow).toBeHidden()
  expect(await look()).toMatchObject({ initialization_granted: true, staff_id: '0001' })
})

test('or nobody in; a QR that is not there is said to be none', async ({ page, till }) => {
  const { link } = await asks(till)
  await page.goto(`${link}&lang=en`)
  await page.getByRole('button', { name: 'Refuse' }).click()
  await expect(page.getByRole('status')).toHaveText('Refused')
  await page.goto(`${till.origin}/sign-in?t=none&lang=en`)
  await expect(page.getByText('No till asks for a sign-in')).toBeVisible()
})

for (const { name, ...size } of SIZES) {
  test(`nothing is cut off and all can be read, ${name}`, async ({ page, till }) => {
    await page.setViewportSize(size)
    await page.goto(`${(await asks(till)).link}&lang=zh`)
    await page.getByRole('radio', { name: /李婷/ }).check()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
    expect(await faultsOfAccess(page)).toEqual([])
    await page.screenshot({ path: `artefacts/screens/sandbox-sign-in-${name}.png` })
  })
}
