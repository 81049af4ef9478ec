import { figuresOf } from '../../../contract/figures.ts'
import { NOW } from '../../support/page-bridge.ts'
import { BUSY } from './order-states.ts'
import { MANAGER } from './setting-states.ts'
import { aShift, pastAnswers, PAST, shiftAnswers, STARTED, UNRESOLVED } from './shift-states.ts'
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
  await expect(page.getByText('¥17,450.10')).toBeVisible()
  await bridge.answer('shift.look', { ok: true, value: aShift({ unresolved: UNRESOLVED.slice(0, 1) }) })
  await press(page, 'Enter', 'Enter')
  await expect(page.locator('.strip')).toContainText('不能交班')
  await press(page, 'Enter')
  await expect(page.getByRole('checkbox')).toHaveCount(1)
})

const at = (day: number): number => new Date(2025, 10, day).getTime()

test('past shifts by the day and by seven, newest first; the one that is walked to is seen as paper and printed by Enter and F10', async ({
  page,
  open,
}) => {
  const bridge = await open({ ...BUSY, person: MANAGER }, pastAnswers())
  const last = async (name: 'shift.records' | 'shift.recordPreview') => (await bridge.asked(name)).at(-1)?.question
  await press(page, 'F6')
  await page.getByRole('button', { name: /交班记录/ }).click()
  const rows = page.getByRole('list', { name: /交班记录/ }).getByRole('button')
  await expect(rows).toHaveText([
    /李婷1206¥17,450.10.*07:42–13:42已交班还没报给云支付收款 99 笔 · 退款 3 笔现金少 ¥3.00/,
    /王磊1207-¥1,270.00.*11-21 21:42 – 11-22 07:42没交班，别人登录了云支付没收下/,
    /没有人当班¥45.00.*两班之间/,
    /现金相符/,
  ])
  expect(await last('shift.records')).toEqual({ from: at(22), until: at(23) })
  expect(await last('shift.recordPreview')).toEqual({ shiftNo: 6 })
  await expect(page.locator('.paperbox')).toContainText('副本')
  await press(page, 'ArrowUp', 'ArrowDown')
  await expect(rows.nth(1)).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => last('shift.recordPreview')).toEqual({ shiftNo: 5 })
  await press(page, 'Enter')
  await expect(page.locator('.strip')).toContainText('已送去补打')
  await rows.nth(3).click()
  await press(page, 'ArrowUp', 'Enter', 'F10')
  await expect
    .poll(async () => (await bridge.asked('shift.reprint')).map(({ question }) => question))
    .toEqual([{ shiftNo: 5 }, { shiftNo: 4 }, { shiftNo: 4 }])
  expect(await bridge.asked('shift.handOver'), 'Enter is for the copy here').toEqual([])

  await rows
    .first()
    .evaluate((row) => row.ownerDocument.activeElement instanceof HTMLElement && row.ownerDocument.activeElement.blur())
  await press(page, 'ArrowRight')
  expect(await bridge.asked('shift.records'), 'there is nothing after today').toHaveLength(1)
  await press(page, 'ArrowLeft')
  await expect.poll(() => last('shift.records')).toEqual({ from: at(21), until: at(22) })
  await press(page, 'Alt+w')
  await expect.poll(() => last('shift.records')).toEqual({ from: at(15), until: at(22) })
  await expect(rows.first()).toContainText('11-22 07:42–13:42')
  await press(page, 'ArrowRight')
  await expect.poll(() => last('shift.records')).toEqual({ from: at(16), until: at(23) })
  await press(page, 'Escape')
  await expect(page.getByRole('heading', { name: /的当班/ })).toBeVisible()
  await press(page, 'Enter')
  await expect(page.getByRole('button', { name: /再按一次就交班/ })).toBeVisible()
  await press(page, 'Alt+l')
  await expect(page.getByRole('button', { name: /再按一次就交班/ }), 'a hand-over that began is not left by a key').toBeVisible()
})

test('an answer about days that were left shows nothing; where nothing is, nothing is printed, and a refusal is told', async ({
  page,
  open,
}) => {
  const bridge = await open(BUSY, { ...pastAnswers(), 'shift.records': 'never' })
  await press(page, 'F6', 'Alt+l', 'ArrowLeft')
  await expect.poll(() => bridge.asked('shift.records')).toHaveLength(2)
  await expect(page.locator('.tools')).toContainText('只看本人')
  await bridge.release('shift.records', { ok: true, value: PAST })
  await expect(page.getByText('正在找交班记录…')).toBeVisible()
  await bridge.release('shift.records', { ok: true, value: [] })
  await expect(page.getByText('这一天没有交班记录')).toBeVisible()
  await expect(page.getByText('这里只有您自己的班')).toBeVisible()
  await press(page, 'Enter', 'F10')
  await bridge.answer('shift.records', { ok: false, fault: { code: 'request.failed' } })
  await press(page, 'ArrowLeft')
  await expect(page.locator('.fault-note')).toBeVisible()
  expect(await bridge.asked('shift.reprint')).toEqual([])
})

test('what a shift slip prints is switched by the keyboard, the paper follows, and a refusal puts the switch back', async ({
  page,
  open,
}) => {
  const bridge = await open(BUSY, shiftAnswers())
  await press(page, 'F6', 'Alt+i')
  const names = ['交易金额', '交易笔数', '优惠金额', '退款金额', '实收金额', '按支付方式', '押金收退']
  await expect(page.getByRole('switch')).toContainText(names)
  const discount = page.getByRole('switch', { name: /优惠金额/ })
  await expect(discount).toHaveAttribute('aria-checked', 'false')
  await expect(discount).toContainText('126.40')
  const previews = async () => (await bridge.asked('shift.preview')).length
  const before = await previews()
  await press(page, 'ArrowDown', 'ArrowDown', 'ArrowDown', ' ')
  await expect(discount).toHaveAttribute('aria-checked', 'true')
  await expect.poll(previews).toBe(before + 1)
  await bridge.answer('app.setPrintItems', 'never')
  await press(page, 'ArrowUp', ' ')
  const count = page.getByRole('switch', { name: /交易笔数/ })
  await expect(count).toHaveAttribute('aria-checked', 'false')
  expect((await bridge.asked('app.setPrintItems')).map(({ question }) => question)).toEqual([
    { of: 'shift', items: ['amount', 'count', 'net', 'discount'] },
    { of: 'shift', items: ['amount', 'net', 'discount'] },
  ])
  await bridge.release('app.setPrintItems', { ok: false, fault: { code: 'request.failed' } })
  await expect(count).toHaveAttribute('aria-checked', 'true')
  await press(page, 'Escape')
  await expect(page.getByRole('button', { name: /交班并退出/ })).toBeVisible()
  expect(await bridge.asked('shift.handOver')).toEqual([])
})
