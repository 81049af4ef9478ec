import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Snapshot } from '../../contract/snapshot.ts'
import { startPrinterServer } from '../support/printer-server.ts'
import { charge, expect, test } from './counter.ts'

/** What has no end yet, in the real app (BEHAVIOUR 2.3, F04). */
test('a sale that is not confirmed is served past, asked about when the network is back, and printed and said once', async ({
  counter,
}) => {
  const archive = await mkdtemp(join(tmpdir(), 'guitai-doubt-'))
  const printer = await startPrinterServer()
  const env = { GUITAI_ARCHIVE: archive, GUITAI_PRINTER: `tcp://127.0.0.1:${printer.port}` }
  const till = await counter.openSelling('1206', { env })
  const { control } = counter.sandbox
  const wechat = counter.wallet('wechat')

  // The charge is lost; sent again, its number is said to be used already; and then nobody can be asked. It may be paid.
  control.behave(wechat, 'cutNotPaid')
  const stopListening = control.onChange(() => {
    if (control.orders().length === 1 && control.faults().line === 'fine') control.setFaults({ line: 'refused' })
  })
  await charge(till, '88', control.codeOf(wechat))
  await till.until('the first charge lost', (state) => state.sale?.fault?.code === 'sale.noAnswer')
  control.behave(wechat, 'numberUsedAnswer')
  const unknown = (state: Snapshot) => state.sale?.state === 'unknown' && state.unconfirmed === 1
  const { sale } = await till.until('not confirmed', unknown, 40_000)
  stopListening()
  await till.press('Alt+D')
  const row = till.page.locator('.doubt')
  await expect(row).toContainText('未确认')
  await expect(row).toContainText('88.00')
  await till.press('Enter')
  await expect(row, 'nobody answers: it stays what it is').toContainText('未确认')

  // It is parked; the next customer of the same sum is asked about first.
  await till.press('F1', 'Escape')
  await till.until('parked', (state) => state.sale === null && state.parked.length === 1)
  await till.type('88')
  await till.press('Enter')
  await expect(till.page.getByText('有一笔 ¥88.00 还没确认')).toBeVisible()
  await till.press('Escape')

  await till.press('Alt+D')
  await expect(row).toHaveCount(1)
  control.clearFaults()
  await till.press('Enter')
  await till.until('known', (state) => state.unconfirmed === 0 && state.resolved[0]?.state === 'paid', 20_000)
  // Its own turn to be asked may have come before the key; then Enter led back to the till.
  await till.press('Alt+D')
  await expect(till.page.getByText('没有待确认的')).toBeVisible()
  await expect(till.page.locator('.end')).toContainText('已收款')
  expect(control.orders()).toMatchObject([{ number: sale?.orderNo, phase: 'paid' }])

  await till.until('printed', (state) => state.lastSale?.slip === 'printed' && state.slipsWaiting === 0, 20_000)
  const number = Buffer.from(sale?.orderNo ?? 'no number')
  expect(printer.jobs.filter((job) => Buffer.from(job.bytes).includes(number))).toHaveLength(1)
  const said = async () => {
    const names = (await readdir(archive)).filter((name) => name.endsWith('.txt'))
    const texts = await Promise.all(names.map((name) => readFile(join(archive, name), 'utf8')))
    return texts.filter((text) => text.includes('收款八十八元'))
  }
  await expect.poll(said, { timeout: 20_000 }).toHaveLength(1)
  await printer.close()
})
