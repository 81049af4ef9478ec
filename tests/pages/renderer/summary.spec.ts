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

test('Cloud Pay says the same, says otherwise, or says nothing', async ({ page, open }) => {
  const answers = { 'summary.look': BUSY_LOOK, 'summary.compare': AGREES } as const
  const bridge = await open({ person: MANAGER }, answers)
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
})

test('a file is asked for by its figure, and by Enter in the form of the last time', async ({ page, open }) => {
  const bridge = await open({ person: MANAGER }, { 'summary.look': BUSY_LOOK })
  const asked = async (name: 'summary.export' | 'app.setExportForm') => (await bridge.asked(name)).map((one) => one.question)
  await press(page, 'F4')
  await expect(page.locator('.eq')).toBeVisible()
  await press(page, 'Alt+X')
  await expect(page.locator('.modes [aria-pressed=true]')).toContainText('XLSX')
  await press(page, 'Escape')
  await expect(page.locator('.modes')).toHaveCount(0)
  expect(await asked('summary.export')).toEqual([])
  await press(page, 'Alt+X', 'Enter')
  await expect.poll(() => asked('summary.export')).toEqual([{ ...TODAY, form: 'xlsx' }])
  expect(await asked('app.setExportForm'), 'it is that form already').toEqual([])
  await press(page, '3')
  await expect.poll(() => asked('summary.export')).toHaveLength(2)
  expect((await asked('summary.export'))[1]).toEqual({ ...TODAY, form: 'pdf' })
  expect(await asked('app.setExportForm')).toEqual([{ form: 'pdf' }])
  await expect(page.locator('.modes [aria-pressed=true]')).toContainText('PDF')
  await press(page, '1')
  await expect.poll(async () => (await asked('summary.export'))[2]).toEqual({ ...TODAY, form: 'csv' })
})

test('how far a file is; Esc gives it up, and then chooses no form', async ({ page, open }) => {
  const bridge = await open({ person: MANAGER }, { 'summary.look': BUSY_LOOK })
  const ended = async () => (await bridge.asked('summary.endExport')).length
  await press(page, 'F4')
  await expect(page.locator('.eq')).toBeVisible()
  await press(page, 'Alt+X', '2')
  await bridge.push({ exported: { state: 'running', form: 'xlsx', done: 0, of: 0 } })
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuetext', '正在准备…')
  await bridge.push({ exported: { state: 'running', form: 'xlsx', done: 25_000, of: 100_000 } })
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25000')
  await expect(page.locator('.exporting')).toContainText('已写 25,000，共 100,000')
  const [part, whole] = [await page.locator('.meter i').boundingBox(), await page.locator('.meter').boundingBox()]
  expect((part?.width ?? 0) / (whole?.width ?? 1)).toBeCloseTo(0.25, 1)
  const before = (await bridge.asked('summary.export')).length
  await press(page, '1', 'Enter', 'Alt+X')
  expect((await bridge.asked('summary.export')).length, 'one at a time').toBe(before)
  await press(page, 'Escape')
  await expect.poll(ended).toBe(1)
  await bridge.push({ exported: null })
  await expect(page.locator('.modes')).toBeVisible()
  await press(page, 'Escape')
  await expect(page.locator('.modes')).toHaveCount(0)
  expect(await ended(), 'there was nothing to give up').toBe(1)
})

test('where the file lies is told until it is put away, also to a page that was somewhere else', async ({ page, open }) => {
  const path = '/home/till/exports/summary-2025-11-22.pdf'
  const bridge = await open({ person: MANAGER }, { 'summary.look': BUSY_LOOK })
  await press(page, 'F4')
  await expect(page.locator('.eq')).toBeVisible()
  await press(page, 'Alt+X', '3')
  await bridge.push({ exported: { state: 'running', form: 'pdf', done: 1, of: 6 } })
  await press(page, 'F1')
  await bridge.push({ exported: { state: 'written', form: 'pdf', path } })
  await press(page, 'F4')
  await expect(page.locator('.exporting')).toContainText(path)
  await press(page, 'Enter')
  await expect.poll(async () => (await bridge.asked('summary.endExport')).length).toBe(1)
  await bridge.push({ exported: null })
  await expect(page.locator('.exporting')).toHaveCount(0)
  await expect(page.getByRole('button', { name: '打印汇总' })).toBeVisible()
})

test('a file that failed is tried again in its form; another one that is under way is a sentence', async ({ page, open }) => {
  const failed = { state: 'failed', form: 'pdf', fault: { code: 'export.noFont' } } as const
  const bridge = await open({ person: MANAGER, exported: failed }, { 'summary.look': BUSY_LOOK })
  await press(page, 'F4')
  await expect(page.locator('.exporting [role=alert]')).toContainText('fonts-wqy-microhei')
  await bridge.answer('summary.export', { ok: false, fault: { code: 'export.busy' } })
  await press(page, 'Enter')
  await expect.poll(async () => (await bridge.asked('summary.export'))[0]?.question).toEqual({ ...TODAY, form: 'pdf' })
  await expect(page.locator('body')).toContainText('还有一个文件正在导出')
})
