import { figuresOf } from '../../../contract/figures.ts'
import { NOW } from '../../support/page-bridge.ts'
import { MANAGER } from './setting-states.ts'
import { AGREES, BUSY_LOOK, DIFFERS_BY_TWO, SHIFT_FROM } from './summary-states.ts'
import { expect, press, test } from './the-page.ts'

const at = (day: number): number => new Date(2025, 10, day).getTime()
const TODAY = { from: at(22), until: at(23), staffId: null }

test('today of everybody, then yesterday, the shift and chosen days; one person after the other', async ({ page, open }) => {
  const shift = { shiftNo: 3, staffId: '0001', staffName: '陈经理', startedAt: SHIFT_FROM }
  const look = { shift, figures: figuresOf([]), points: [], unresolved: [], before: null, floatFen: null }
  const bridge = await open({ person: MANAGER }, { 'summary.look': BUSY_LOOK, 'shift.look': { ok: true, value: look } })
  const last = async () => (await bridge.asked('summary.look')).at(-1)?.question
  await press(page, 'F4')
  await expect(page.locator('.eq .big')).toHaveText('¥17,936.10')
  await expect(page.locator('.eq .v').nth(1)).toHaveText('18,304.10')
  expect(await last()).toEqual(TODAY)
  await press(page, 'ArrowRight')
  await expect.poll(last).toEqual({ from: at(21), until: at(22), staffId: null })
  await press(page, 'ArrowLeft')
  await press(page, 'ArrowLeft')
  await expect.poll(last).toEqual({ from: SHIFT_FROM, until: SHIFT_FROM + 86_400_000, staffId: null })
  await press(page, 'Alt+Y')
  await expect.poll(async () => (await last())?.['staffId']).toBe('1206')
  await expect(page.locator('.whose')).toContainText('李婷')
  await press(page, 'F10')
  await expect.poll(async () => (await bridge.asked('summary.print')).length).toBe(1)
  const printed = (await bridge.asked('summary.print'))[0]?.question
  expect(printed).toMatchObject({ from: SHIFT_FROM, staffId: '1206' })
  expect(Math.abs(Number(printed?.['until']) - NOW)).toBeLessThan(60_000)
  await press(page, 'Alt+L')
  await page.locator('.dates input').first().fill('11-03')
  await page.locator('.dates input').last().fill('11-20')
  await press(page, 'Enter')
  await expect.poll(last).toEqual({ from: at(3), until: at(21), staffId: '1206' })
})

test('a manager prints in three touches from the till', async ({ page, open }) => {
  const bridge = await open({ person: MANAGER }, { 'summary.look': BUSY_LOOK })
  await page.locator('.rail button', { hasText: '汇总' }).click()
  await page.locator('.tabs .btn', { hasText: '昨天' }).click()
  await expect.poll(async () => (await bridge.asked('summary.look')).length).toBe(2)
  await page.getByRole('button', { name: '打印汇总' }).click()
  await expect
    .poll(async () => (await bridge.asked('summary.print')).map((one) => one.question))
    .toEqual([{ from: at(21), until: at(22), staffId: null }])
})

test('a clerk has no choice of persons', async ({ page, open }) => {
  const bridge = await open({}, { 'summary.look': BUSY_LOOK })
  await press(page, 'F4')
  await expect(page.locator('.tools')).toContainText('只看本人')
  await press(page, 'Alt+Y')
  // The next key is heard after it: by then it would have asked.
  await press(page, 'ArrowRight')
  await expect.poll(() => bridge.asked('summary.look')).toHaveLength(2)
  await expect(page.locator('.whose')).toHaveCount(0)
  expect((await bridge.asked('summary.look')).map(({ question }) => question['staffId'])).toEqual([null, null])
})

test('what is printed is switched by the keyboard; a refusal puts the switch back', async ({ page, open }) => {
  const bridge = await open({ person: MANAGER }, { 'summary.look': BUSY_LOOK })
  await press(page, 'F4')
  const amount = page.getByRole('switch').first()
  await expect(amount).toHaveAttribute('aria-checked', 'true')
  await press(page, 'ArrowDown')
  await press(page, ' ')
  await expect(amount).toHaveAttribute('aria-checked', 'false')
  const asked = await bridge.asked('app.setPrintItems')
  expect(asked[0]?.question).toEqual({ of: 'summary', items: ['count', 'discount', 'refund', 'net', 'tenders', 'deposits'] })
  await bridge.answer('app.setPrintItems', 'never')
  await press(page, ' ')
  await expect(amount).toHaveAttribute('aria-checked', 'true')
  await bridge.release('app.setPrintItems', { ok: false, fault: { code: 'request.failed' } })
  await expect(amount).toHaveAttribute('aria-checked', 'false')
  await press(page, 'ArrowDown', 'ArrowDown', 'ArrowUp')
  await expect(page.getByRole('switch').nth(1), 'walked to from one to the next').toBeFocused()
})

test('Cloud Pay says the same, says otherwise, or says nothing; the file is named', async ({ page, open }) => {
  const answers = { 'summary.look': BUSY_LOOK, 'summary.compare': AGREES } as const
  const bridge = await open(
    { person: MANAGER },
    { ...answers, 'summary.export': { ok: true, value: { path: '/home/till/summary.csv' } } },
  )
  await press(page, 'F4')
  await expect(page.locator('.eq')).toBeVisible()
  await press(page, 'Alt+R')
  await expect(page.locator('.told')).toContainText('和云支付一致')
  await expect(page.locator('.told .fees')).toContainText('110.59')
  expect((await bridge.asked('summary.compare'))[0]?.question).toEqual(TODAY)
  await bridge.answer('summary.compare', DIFFERS_BY_TWO)
  await press(page, 'Alt+R')
  await expect(page.locator('.told tbody tr').last()).toContainText('9,846.50')
  await expect(page.locator('.told tbody tr').last()).toContainText('9,896.50')
  await bridge.answer('summary.compare', { ok: false, fault: { code: 'summary.noAnswer' } })
  await press(page, 'Alt+R')
  await expect(page.locator('.fault-note')).toBeVisible()
  await expect(page.locator('.told')).toHaveCount(0)
  await press(page, 'Alt+X')
  await expect(page.locator('body')).toContainText('/home/till/summary.csv')
})
