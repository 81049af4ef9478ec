import type { Page } from '@playwright/test'
import { FIGURE_WORDS } from '../../electron/slips/figure-words.ts'
import { emulate } from '../support/escpos-emulator.ts'
import { startPrinterServer } from '../support/printer-server.ts'
import { charge, expect, MANAGER, test } from './counter.ts'

const PAPER = { columns: 32, dots: 384 }
const WORDS = FIGURE_WORDS['zh-CN']
/** A manager has so many touches to the slip of the shift. */
const MOST_TOUCHES = 3

/** The page counts what hands do to it, from now on. */
async function countHands(page: Page): Promise<() => Promise<{ touches: number; keys: number }>> {
  const counted = await page.evaluateHandle(() => {
    const counts = { touches: 0, keys: 0 }
    window.addEventListener('pointerdown', ({ isTrusted }) => (counts.touches += isTrusted ? 1 : 0), true)
    window.addEventListener('keydown', () => (counts.keys += 1), true)
    return counts
  })
  return () => counted.jsonValue()
}

test('a manager at the till has the slip of the shift so far in at most three touches and without a key', async ({ counter }) => {
  const printer = await startPrinterServer()
  const till = await counter.openSelling(MANAGER, { env: { GUITAI_PRINTER: `tcp://127.0.0.1:${printer.port}` } })
  await charge(till, '12.5', counter.sandbox.control.codeOf(counter.wallet('wechat')))
  await till.until('paid', (state) => state.sale?.state === 'paid' && state.sale.slip === 'printed', 20_000)
  await till.press('Enter')
  await till.until('the till', (state) => state.sale === null)
  const slips = () =>
    printer.jobs
      .filter((job) => job.state === 'ended')
      .map((job) => emulate(job.bytes, PAPER))
      .map(({ lines, errors }) => ({ text: lines.map((line) => line.text).join('\n'), errors }))
  const reports = () => slips().filter(({ text }) => text.includes(WORDS.shiftInterim))
  expect(reports()).toEqual([])

  const hands = await countHands(till.page)
  await till.page.getByRole('navigation', { name: '主导航' }).getByRole('button', { name: /交班/ }).click()
  await till.page.getByRole('button', { name: /打印到现在/ }).click()

  await expect.poll(() => reports().length, { timeout: 20_000 }).toBe(1)
  const { touches, keys } = await hands()
  expect(keys).toBe(0)
  expect(touches).toBeGreaterThan(0)
  expect(touches).toBeLessThanOrEqual(MOST_TOUCHES)
  const [report] = reports()
  expect(report?.errors).toEqual([])
  for (const part of ['陈经理', '微信支付 1 笔', '12.50']) expect(report?.text).toContain(part)
  expect(report?.text).not.toContain(WORDS.shift)
  // It is a report, not a hand-over: the shift goes on, and the person is still there.
  expect(await till.snapshot()).toMatchObject({ stage: 'selling', person: { staffId: MANAGER } })
  await till.close()
  await printer.close()
})
