import { figuresOf } from '../../../contract/figures.ts'
import { NOW } from '../../support/page-bridge.ts'
import { BUSY } from './order-states.ts'
import { MANAGER } from './setting-states.ts'
import { aShift, shiftAnswers, STARTED, UNRESOLVED } from './shift-states.ts'
import { expect, press, test } from './the-page.ts'

const ended = (cash: unknown = null) => ({
  ok: true as const,
  value: { ...aShift().shift, endedAt: NOW, how: 'handedOver', figures: aShift().figures, unresolved: [], cash },
})

test('a manager prints the report in three touches from the till', async ({ page, open }) => {
  const bridge = await open({ ...BUSY, person: MANAGER }, shiftAnswers())
  await page.getByRole('button', { name: /^交班/ }).click()
  await page.getByRole('button', { name: /打印到现在/ }).click()
  await expect.poll(() => bridge.asked('shift.print')).toEqual([{ name: 'shift.print', question: { detail: false } }])
})

test('handed over by the second Enter, never by the first; the switches say what is printed', async ({ page, open }) => {
  const bridge = await open(BUSY, { ...shiftAnswers(), 'shift.handOver': ended() })
  await press(page, 'F6')
  await expect(page.getByRole('heading', { name: '李婷的当班' })).toBeVisible()
  await press(page, 'Alt+p', 'Alt+n', 'Enter')
  await expect(page.getByRole('button', { name: /再按一次就交班/ })).toBeVisible()
  expect(await bridge.asked('shift.handOver')).toEqual([])
  await press(page, 'Escape')
  await press(page, 'Enter')
  expect(await bridge.asked('shift.handOver'), 'given up, so the presses begin anew').toEqual([])
  await press(page, 'Enter')
  await expect
    .poll(async () => (await bridge.asked('shift.handOver')).map(({ question }) => question))
    .toEqual([{ acknowledged: [], countedFen: null, print: false, detail: true }])
  await expect(page.locator('.strip')).toContainText('已交班：李婷，实收 ¥17,450.10，收款 99 笔，退款 3 笔')
})

test('nothing is handed over until each that is not known was ticked by its own key', async ({ page, open }) => {
  const bridge = await open(BUSY, { ...shiftAnswers({ unresolved: UNRESOLVED }), 'shift.handOver': ended() })
  await press(page, 'F6', 'Enter', '1')
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(1)
  await press(page, 'Enter', 'Enter')
  expect(await bridge.asked('shift.handOver')).toEqual([])
  await expect(page.getByRole('button', { name: /还有 1 笔没有勾/ })).toHaveAttribute('aria-disabled', 'true')
  await press(page, '2', 'Enter', 'Enter')
  await expect
    .poll(async () => (await bridge.asked('shift.handOver')).map(({ question }) => question['acknowledged']))
    .toEqual([['p-2', 'r-9']])
})

test('cash is counted before what should be there is told; an empty drawer counts too', async ({ page, open }) => {
  const cash = { floatFen: 50_000, expectedFen: 103_800, countedFen: 0, differenceFen: -103_800 }
  const bridge = await open(BUSY, { ...shiftAnswers({ floatFen: 50_000 }), 'shift.handOver': ended(cash) })
  await press(page, 'F6', 'Enter', 'Enter')
  await expect(page.getByText('数一数钱箱里的现金')).toBeVisible()
  await expect(page.locator('body')).not.toContainText('1,038.00')
  await press(page, '0', 'Enter', 'Enter')
  await expect.poll(async () => (await bridge.asked('shift.handOver')).map(({ question }) => question['countedFen'])).toEqual([0])
  await expect(page.locator('.strip')).toContainText('现金少 ¥1,038.00')
})

test('the strip tells first, busiest hour and last; Alt+D leads to what is not confirmed', async ({ page, open }) => {
  const at = (minutes: number): number => STARTED + minutes * 60_000
  const points = [1, 70, 75, 130].map((minutes, index) => ({ at: at(minutes), fen: index === 3 ? -500 : 1000 }))
  await open(BUSY, shiftAnswers({ points, figures: figuresOf([]), unresolved: UNRESOLVED }))
  await press(page, 'F6')
  await expect(page.locator('.points figcaption')).toHaveText('07:59 第一笔9 点最忙，2 笔10:08 上一笔')
  await expect(page.getByRole('img', { name: /3 笔收款，1 笔退款/ })).toBeVisible()
  await expect(page.getByRole('button', { name: /2 笔未确认 ¥343.00/ })).toBeVisible()
  await press(page, 'Alt+d')
  await expect(page.getByRole('heading', { name: '待确认' })).toBeVisible()
})

test('what was refused is told, and the shift is looked at anew', async ({ page, open }) => {
  const fault = { code: 'shift.unresolved' as const, params: { count: 1 } }
  const bridge = await open(BUSY, { ...shiftAnswers(), 'shift.handOver': { ok: false, fault } })
  await press(page, 'F6')
  await bridge.answer('shift.look', { ok: true, value: aShift({ unresolved: UNRESOLVED.slice(0, 1) }) })
  await press(page, 'Enter', 'Enter')
  await expect(page.locator('.strip')).toContainText('不能交班')
  await press(page, 'Enter')
  await expect(page.getByRole('checkbox')).toHaveCount(1)
})
