import { emulate } from '../support/escpos-emulator.ts'
import { startPrinterServer } from '../support/printer-server.ts'
import { CLERK, expect, MANAGER, test } from './counter.ts'

const OFFER = '还没有设置打印机和扫码枪'

test('a manager sets up the first printer and tries the scanner by the keyboard alone; a clerk is not asked, nobody is asked twice', async ({
  counter,
}) => {
  const printer = await startPrinterServer()
  const till = await counter.openSelling(CLERK)
  expect((await till.snapshot()).offersSetUp).toBe(false)
  await till.press('Alt+s', 'Alt+q')
  await till.until('nobody', (state) => state.stage === 'signedOut')
  await till.signIn(MANAGER, counter.password(MANAGER))
  await expect(till.page.getByText(OFFER)).toBeVisible()

  await till.press('Alt+w')
  await till.page.getByRole('heading', { name: '第一步：打印机' }).waitFor()
  await till.press('Alt+a')
  await till.type(`127.0.0.1:${printer.port}`)
  await till.press('Enter')
  await till.page.getByText('请打一张测试页').waitFor()
  await till.press('F10')
  await expect(till.page.getByText('哪一种说得对')).toBeVisible({ timeout: 20_000 })
  const read = (bytes: Uint8Array = new Uint8Array()) => emulate(bytes, { columns: 32, dots: 384 })
  const printed = () =>
    printer.jobs.map(({ bytes }) =>
      read(bytes)
        .lines.map((line) => line.text)
        .join('\n'),
    )
  // The slip of the binding has waited for a printer: it comes too, before or after.
  const both = [expect.stringContaining('设备已绑定'), expect.stringContaining('打印测试')]
  await expect.poll(printed, { timeout: 20_000 }).toEqual(expect.arrayContaining(both))
  expect(printer.jobs).toHaveLength(2)
  // Garbled, says the manager: the next page is a picture.
  await till.press('2')
  await till.page.getByText('已改为按图片打印').waitFor()
  await till.press('F10')
  await expect(till.page.getByText('哪一种说得对')).toBeVisible({ timeout: 20_000 })
  const drawn = read(printer.jobs[2]?.bytes)
  expect(printer.jobs).toHaveLength(3)
  expect(drawn.errors).toEqual([])
  expect(drawn.lines.map((line) => line.text).join('')).not.toContain('打印测试')
  await till.press('1')

  await till.press('Enter')
  await till.page.getByText('请用扫码枪扫任何条码').waitFor()
  await till.scan(counter.sandbox.control.codeOf(counter.wallet('wechat')))
  await expect(till.page.getByText('它是键盘方式，不用设置')).toBeVisible()
  await till.putDown()
  await till.press('Enter')
  await till.page.getByRole('heading', { name: '第三步：语音' }).waitFor()
  await till.press('Enter')
  await expect(till.page.getByText('收款').first()).toBeVisible()
  expect(counter.sandbox.control.orders()).toEqual([])
  await till.close()

  const again = await counter.openSelling(MANAGER)
  expect((await again.snapshot()).offersSetUp).toBe(false)
  await again.close()
  await printer.close()
})

test('put away it stays away, also over a restart', { tag: '@long' }, async ({ counter }) => {
  const till = await counter.openSelling(MANAGER)
  await expect(till.page.getByText(OFFER)).toBeVisible()
  await till.press('Alt+o')
  await till.until('it gone', (state) => !state.offersSetUp)
  await till.close()
  const again = await counter.openSelling(MANAGER)
  expect((await again.snapshot()).offersSetUp).toBe(false)
  await expect(again.page.getByText(OFFER)).toBeHidden()
})
