import { emulate } from '../support/escpos-emulator.ts'
import { startPrinterServer } from '../support/printer-server.ts'
import { CLERK, expect, MANAGER, soldAndCompared, test } from './counter.ts'

const PAPER = { columns: 32, dots: 384 }

test('a shift: its figures stand beside Cloud Pay’s, it is handed over with one slip, the next person begins anew, and its slip is printed once more as a copy', async ({
  counter,
}) => {
  const printer = await startPrinterServer()
  const till = await counter.openSelling(MANAGER, { env: { GUITAI_PRINTER: `tcp://127.0.0.1:${printer.port}` } })
  await soldAndCompared(till, counter)

  await till.press('F6')
  await expect(till.page.locator('.shift .big')).toHaveText('¥20.00')
  await till.press('Alt+p')
  await expect(till.page.getByRole('switch', { name: /打印交班单/ })).toHaveAttribute('aria-checked', 'true')
  await till.press('Enter', 'Enter')
  await till.until('signed out', (state) => state.stage === 'signedOut', 20_000)
  const text = (bytes: Uint8Array) => {
    const paper = emulate(bytes, PAPER)
    expect(paper.errors).toEqual([])
    return paper.lines.map((line) => line.text).join('\n')
  }
  const slips = () => printer.jobs.filter((job) => job.state === 'ended').map((job) => text(job.bytes))
  await expect.poll(() => slips().filter((slip) => slip.includes('交班单')).length, { timeout: 20_000 }).toBe(1)
  const slip = slips().find((one) => one.includes('交班单')) ?? ''
  for (const part of ['陈经理', '微信支付 2 笔', '20.00', '接班']) expect(slip).toContain(part)

  // A clerk does not see the manager's shift; the manager prints it once more, as a copy and without discounts.
  await till.signIn(CLERK, counter.password(CLERK))
  await till.until('the till', (state) => state.stage === 'selling')
  await till.press('F6')
  await expect(till.page.locator('.shift .big')).toHaveText('¥0.00')
  await till.press('Alt+l')
  await expect(till.page.getByText('这一天没有交班记录')).toBeVisible()
  await till.press('Escape')
  await till.press('Alt+i')
  const discount = till.page.getByRole('switch', { name: /优惠金额/ })
  await expect(discount).toHaveAttribute('aria-checked', 'true')
  await discount.click()
  await expect(discount).toHaveAttribute('aria-checked', 'false')
  await till.press('Escape')
  await till.press('Enter', 'Enter')
  await till.until('signed out', (state) => state.stage === 'signedOut', 20_000)

  await till.signIn(MANAGER, counter.password(MANAGER))
  await till.until('the till', (state) => state.stage === 'selling')
  await till.press('F6')
  await till.press('Alt+l')
  await expect(till.page.locator('.ended')).toHaveCount(2)
  await till.press('ArrowDown')
  await expect(till.page.locator('.ended.on')).toContainText('¥20.00')
  await expect(till.page.locator('.ended.on')).toContainText('已交班')
  await till.press('Enter')
  await expect.poll(() => slips().filter((one) => one.includes('副本')).length, { timeout: 20_000 }).toBe(1)
  const copy = slips().find((one) => one.includes('副本')) ?? ''
  for (const part of ['交班单', '陈经理', '微信支付 2 笔', '20.00']) expect(copy).toContain(part)
  expect(slip).toContain('优惠')
  expect(copy).not.toContain('优惠')
  await till.close()
  await printer.close()
})
