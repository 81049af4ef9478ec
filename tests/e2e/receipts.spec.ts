import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generic58 } from '../../drivers/printer/profiles/generic-58.ts'
import { emulate } from '../support/escpos-emulator.ts'
import { startPrinterServer } from '../support/printer-server.ts'
import { charge, CLERK, expect, MANAGER, test } from './counter.ts'

const PAPER = { columns: 32, dots: 384 }

test('two slips of a sale: the parts are numbered, the drawer opens once, and a manager switches the barcode off', async ({
  counter,
}) => {
  const printer = await startPrinterServer()
  const receipt = { auto: true, openDrawer: true }
  await writeFile(join(counter.home, 'settings.json'), JSON.stringify({ version: 1, receipt, footer: '谢谢惠顾' }), {
    mode: 0o600,
  })
  const till = await counter.openSelling(MANAGER, { env: { GUITAI_PRINTER: `tcp://127.0.0.1:${printer.port}` } })
  await till.press('F7', 'ArrowDown')
  await till.page.getByRole('heading', { name: '小票' }).waitFor()
  await till.page.getByRole('button', { name: '收款小票 加' }).click()
  await expect(till.page.getByRole('group', { name: '收款小票' })).toContainText('2 张')
  await till.page.getByRole('switch', { name: /单号条码/ }).click()
  await expect(till.page.getByRole('switch', { name: /单号条码/ })).toHaveAttribute('aria-checked', 'false')
  await till.press('F1')
  await charge(till, '12.5', counter.sandbox.control.codeOf(counter.wallet('wechat')))
  const { lastSale } = await till.until('paid', (state) => state.lastSale?.slip === 'printed' && state.slipsWaiting === 0, 20_000)
  const slips = () =>
    printer.jobs.filter((job) => job.state === 'ended' && Buffer.from(job.bytes).includes(lastSale?.orderNo ?? '?'))
  await expect.poll(() => slips().length, { timeout: 20_000 }).toBe(2)
  const papers = slips().map((job) => emulate(job.bytes, PAPER))
  for (const [index, paper] of papers.entries()) {
    const text = paper.lines.map((line) => line.text).join('\n')
    expect(paper.errors).toEqual([])
    expect(text).toContain(`第 ${index + 1}/2 联`)
    expect(text).toContain('谢谢惠顾')
    expect(text).not.toContain('副本')
    expect(paper.lines.some((line) => line.kind === 'barcode')).toBe(false)
  }
  const kick = Buffer.from(generic58.commands.drawer ?? [0])
  expect(slips().map((job) => Buffer.from(job.bytes).includes(kick))).toEqual([true, false])
  await till.close()
  await printer.close()
})

test(
  'the mute key silences the till at once, is seen, and ends with the person who pressed it',
  { tag: '@long' },
  async ({ counter }) => {
    const till = await counter.openSelling(CLERK)
    const { control } = counter.sandbox
    /** What the log says became of a sentence. */
    const resultOf = async (orderNo: string) => {
      const folder = join(counter.home, 'log')
      const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))
      const entry = files
        .flatMap((file) => file.split('\n'))
        .find((line) => line.includes('"announce.done"') && line.includes(`"paid:${orderNo}"`))
      return /"result":"(\w+)"/.exec(entry ?? '')?.[1] ?? null
    }
    /** Sells, and answers whether the till was silent about it. */
    const wasSilent = async () => {
      await charge(till, '3', control.codeOf(counter.wallet('wechat')))
      const { sale } = await till.until('paid', (state) => state.sale?.state === 'paid', 20_000)
      await till.press('Enter')
      await till.until('the till', (state) => state.sale === null)
      await expect.poll(() => resultOf(sale?.orderNo ?? ''), { timeout: 20_000 }).not.toBeNull()
      return (await resultOf(sale?.orderNo ?? '')) === 'muted'
    }
    expect(await wasSilent()).toBe(false)

    await till.press('Alt+j')
    await till.until('muted', (state) => state.muted && state.lamps.voice.reason === 'muted')
    await expect(till.page.getByRole('button', { name: '语音：静音' })).toBeVisible()
    expect(await wasSilent()).toBe(true)
    await till.press('Alt+j')
    await till.until('not muted', (state) => !state.muted && state.lamps.voice.reason !== 'muted')
    expect(await wasSilent()).toBe(false)

    await till.press('Alt+j')
    await till.until('muted again', (state) => state.muted)
    await till.press('Alt+s', 'Alt+q')
    await till.until('signed out', (state) => state.stage === 'signedOut' && !state.muted)
    await till.signIn(MANAGER, counter.password(MANAGER))
    await till.until('the till', (state) => state.stage === 'selling')
    expect(await wasSilent()).toBe(false)
    await till.close()
  },
)
