import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
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

test('the mute key silences the till at once, is seen, and ends with the person who pressed it', async ({ counter }) => {
  const archive = await mkdtemp(join(tmpdir(), 'guitai-said-'))
  const spoken = async () => (await readdir(archive)).filter((name) => name.startsWith('paid') && name.endsWith('.wav')).sort()
  const heard: string[] = []
  const isHeard = async (file: string) => {
    heard.push(file)
    await expect.poll(spoken, { timeout: 20_000 }).toEqual(heard)
  }
  const till = await counter.openSelling(CLERK, { env: { GUITAI_ARCHIVE: archive } })
  const { control } = counter.sandbox
  const sell = async () => {
    await charge(till, '3', control.codeOf(counter.wallet('wechat')))
    const { sale } = await till.until('paid', (state) => state.sale?.state === 'paid', 20_000)
    await till.press('Enter')
    await till.until('the till', (state) => state.sale === null)
    return `paid_${sale?.orderNo ?? '?'}.wav`
  }
  await isHeard(await sell())

  await till.press('Alt+j')
  await till.until('muted', (state) => state.muted && state.lamps.voice.reason === 'muted')
  await expect(till.page.getByRole('button', { name: '语音：静音' })).toBeVisible()
  await sell()
  await till.press('Alt+j')
  await till.until('not muted', (state) => !state.muted && state.lamps.voice.reason !== 'muted')
  await isHeard(await sell())

  await till.press('Alt+j')
  await till.until('muted again', (state) => state.muted)
  await till.press('Alt+s', 'Alt+q')
  await till.until('signed out', (state) => state.stage === 'signedOut' && !state.muted)
  await till.signIn(MANAGER, counter.password(MANAGER))
  await till.until('the till', (state) => state.stage === 'selling')
  await isHeard(await sell())
  await till.close()
  await rm(archive, { recursive: true, force: true })
})
