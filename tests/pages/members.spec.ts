import { expect } from '@playwright/test'
import { faultsOfAccess } from './axe.ts'
import { openPage, scanned, SIZES, test } from './till-at-hand.ts'
import { get, type Json, type Till } from '../contract/sandbox/raw-till.ts'

/** Members' cards on the customer's phone, and how they are topped up in the back office. */

const JING = '880001206'
const ask = (till: Till, call: string, more: Json) =>
  till.post(`/x-kiosk/v1/${call}`, {
    out_sub_mch_id: till.facts['out_sub_mch_id'],
    out_shop_id: till.facts['out_shop_id'],
    nonce_str: till.nonce(),
    ...more,
  })
const topUp = (till: Till, card: string, fee: number, walletId = 'wechat-fang') =>
  ask(till, 'member_recharge', {
    out_trade_no: till.number(),
    membership_number: card,
    recharge_fee: fee,
    author_code: till.control.codeOf(walletId),
    order_client: till.orderClient,
  })
/** A card with a bit of everything in its statement. */
async function lived(till: Till) {
  await till.pay('member-jing', 12_550)
  await topUp(till, JING, 20_000)
  await ask(till, 'member_adjust', {
    out_adjust_no: till.number(),
    membership_number: JING,
    adjust_fee: -550,
    remark: '补差额',
    order_client: { ...till.orderClient, staff_id: '1000' },
  })
}

test('the card shows its number, balance, points and last rows, and follows what happens', async ({ page, till }) => {
  await openPage(page, till, 'wallet')
  await expect(page.locator('#card-facts')).toBeHidden()
  await expect(page.locator('#statement-part')).toBeHidden()
  await page.getByRole('radio', { name: '陈静' }).check()
  await expect(page.locator('#card-facts')).toContainText(JING)
  await expect(page.locator('#card-facts')).toContainText('长期有效')
  await expect(page.locator('#statement')).toContainText('还没有流水')
  await lived(till)
  await expect(page.locator('#balance')).toHaveText('余额 ¥977.00')
  await expect(page.locator('#card-facts')).toContainText('125')
  const rows = page.locator('#statement li')
  await expect(rows).toHaveCount(3)
  await expect(rows.nth(0)).toContainText(/修改余额.*−¥5\.50.*补差额/s)
  await expect(rows.nth(1)).toContainText(/充值.*\+¥220\.00.*余额 ¥982\.50 · 含赠送 ¥20\.00/s)
  await expect(rows.nth(2)).toContainText(/消费.*−¥125\.50/s)
})

test('the live code of a card reads as it is, and is another one when it was used', async ({ page, till }) => {
  await openPage(page, till, 'wallet')
  await page.getByRole('radio', { name: '陈静' }).check()
  await expect(page.locator('#code')).toHaveText(/^99\d\d /)
  const code = till.control.codeOf('member-jing')
  for (const [id, kind] of [
    ['#qr', 'QR-Code'],
    ['#barcode', 'CODE-128'],
  ] as const) {
    expect(await scanned(page.locator(id))).toBe(`${kind}:${code}`)
  }
  await till.pay('member-jing', 100)
  await expect(page.locator('#code')).not.toHaveText(code.replace(/(\d{4})(?=\d)/g, '$1 '))
})

test('a card that is over says so, and the payer sees what a payment was for', async ({ page, till }) => {
  await topUp(till, JING, 10_000)
  await openPage(page, till, 'wallet')
  await expect(page.locator('#payments li').first()).toContainText(`充值到 ${JING}`)
  await page.getByRole('radio', { name: '何平' }).check()
  await expect(page.locator('#card-facts')).toContainText('2020/12/31 · 已过期')
})

test('the back office sets how cards are topped up, and activates one', async ({ page, till }) => {
  await openPage(page, till, 'office')
  await expect(page.locator('#tiers li').first()).toHaveText('¥100 送 ¥8')
  await page.getByRole('radio', { name: '任意金额' }).check()
  await expect(page.locator('#tiers')).toBeHidden()
  await page.locator('#mosts').getByRole('radio', { name: '¥1,000' }).check()
  await page.locator('#ceilings').getByRole('radio', { name: '¥10,000' }).check()
  const rules = async () => (await ask(till, 'member_recharge_rules', {})).body
  await expect.poll(rules).toMatchObject({ mode: 2, max_fee: 100_000 })
  expect(till.control.topUpRules().ceilingFee).toBe(1_000_000)
  const hao = page.locator('#members li', { hasText: '郑浩' })
  await expect(hao).toContainText('未领卡')
  await hao.getByRole('button', { name: '领卡并激活' }).click()
  await expect(hao).toContainText('使用中')
  await expect(hao.getByRole('button')).toHaveCount(0)
  const found = await ask(till, 'member_query', { membership_number: '880001505' })
  expect(get(found.body, 'members.0')).toMatchObject({ claimed: true, activated: true })
})

for (const size of SIZES) {
  for (const language of ['zh', 'en'] as const) {
    test(`cards and members are whole and accessible on a ${size.name} in ${language}`, async ({ page, till }) => {
      await page.setViewportSize(size)
      await lived(till)
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
        for (const name of ['wallet', 'office'] as const) {
          await openPage(page, till, name, language)
          if (name === 'wallet') {
            await page.getByRole('radio', { name: language === 'zh' ? '陈静' : 'Chen Jing' }).check()
            await expect(page.locator('#statement li')).toHaveCount(3)
          }
          const path = `artefacts/pages/members-${name}-${size.name}-${language}-${scheme}.png`
          await page.screenshot({ path, fullPage: true })
          expect(await faultsOfAccess(page)).toEqual([])
          expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
          if (name === 'wallet' && size.name === 'desk') {
            expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0)
          }
          expect(await page.locator('body').innerText()).not.toMatch(/move-|undefined/)
        }
      }
    })
  }
}
