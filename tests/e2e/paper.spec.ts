import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { execFileSync } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emulate } from '../support/escpos-emulator.ts'
import { startPrinterServer } from '../support/printer-server.ts'
import { charge, expect, MANAGER, test } from './counter.ts'

const PAPER = { columns: 32, dots: 384 }
const tcp = (port: number) => ({ env: { GUITAI_PRINTER: `tcp://127.0.0.1:${port}` } })

test('the slip on paper says what was paid, without one byte the printer does not know', async ({ counter }) => {
  const printer = await startPrinterServer()
  const till = await counter.openSelling('1206', tcp(printer.port))
  await expect.poll(() => printer.jobs.filter((job) => job.state === 'ended').length).toBe(1)
  const { control } = counter.sandbox
  await charge(till, '1280.50', control.codeOf(counter.wallet('wechat')))
  const { lastSale } = await till.until('printed', (state) => state.lastSale?.slip === 'printed', 20_000)
  const job = printer.jobs.at(-1)
  const slip = emulate(job?.bytes ?? new Uint8Array(), PAPER)
  expect(slip.errors).toEqual([])
  const text = slip.lines.map((line) => line.text).join('\n')
  for (const piece of ['海风酒店', '收款凭证', '微信支付', '李婷 1206', '1,280.50', lastSale?.orderNo ?? ''])
    expect(text).toContain(piece)
  expect(slip.lines.find((line) => line.kind === 'barcode')?.value).toBe(lastSale?.orderNo)
  await printer.close()
})

test('fifty presses of print give one copy, marked as such', async ({ counter }) => {
  const printer = await startPrinterServer()
  const till = await counter.openSelling('1206', tcp(printer.port))
  await charge(till, '3', counter.sandbox.control.codeOf(counter.wallet('alipay')))
  await till.until('printed', (state) => state.lastSale?.slip === 'printed', 20_000)
  const before = printer.jobs.length
  const { lastSale } = await till.snapshot()
  await till.page.evaluate(async (orderNo) => {
    for (let press = 0; press < 50; press++) await window.guitai.ask('slip.reprint', { orderNo })
  }, lastSale?.orderNo ?? '')
  await till.until('nothing waits', (state) => state.slipsWaiting === 0)
  await expect.poll(() => printer.jobs.filter((job) => job.state === 'ended').length).toBe(before + 1)
  const copy = emulate(printer.jobs.at(-1)?.bytes ?? new Uint8Array(), PAPER)
  expect(copy.lines.map((line) => line.text).join('\n')).toContain('副本')
  await printer.close()
})

test('the slip of a refund comes out again as a copy, line for line what it was but for that', async ({ counter }) => {
  const printer = await startPrinterServer()
  const till = await counter.openSelling(MANAGER, tcp(printer.port))
  await charge(till, '45', counter.sandbox.control.codeOf(counter.wallet('wechat')))
  const { sale } = await till.until('paid', (state) => state.sale?.state === 'paid')
  await till.scan(sale?.orderNo ?? '')
  await till.page.getByRole('button', { name: /F9/ }).waitFor()
  await till.press('F9')
  await till.page.getByRole('region', { name: '退款' }).waitFor()
  await till.type('12.5')
  await till.press('Enter', 'Enter')
  const { refunds } = await till.until('arrived', (state) => state.refunds.at(-1)?.state === 'succeeded', 30_000)
  const refundNo = refunds.at(-1)?.refundNo ?? ''
  await till.press('Enter')
  await till.until('put away', (state) => state.refunds.length === 0 && state.slipsWaiting === 0, 20_000)

  const slips = () => printer.jobs.filter((job) => job.state === 'ended' && Buffer.from(job.bytes).includes(refundNo))
  await expect.poll(() => slips().length).toBe(1)
  await till.scan(refundNo)
  await expect(till.page.getByRole('img', { name: '小票预览' })).toBeVisible()
  await till.press('F10')
  await expect.poll(() => slips().length, { timeout: 20_000 }).toBe(2)
  const [first, copy] = slips().map((job) => emulate(job.bytes, PAPER))
  const textOf = (paper: typeof first) => (paper?.lines ?? []).map((line) => line.text)
  expect([...(first?.errors ?? []), ...(copy?.errors ?? [])]).toEqual([])
  const marked = (text: string) => text.includes('自动打印') || text.includes('副本')
  expect(textOf(first).filter((text) => !marked(text))).toEqual(textOf(copy).filter((text) => !marked(text)))
  expect(textOf(copy).filter(marked).join()).toMatch(/人工打印.*副本/)
  expect(textOf(copy).join('\n')).toContain('12.50')
  await printer.close()
})

test('without a printer the sale is safe, the lamp says so, and the slip comes out when the printer is back', async ({
  counter,
}) => {
  const free = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => free.once('listening', done))
  const { port } = free.address() as AddressInfo
  await new Promise((done) => free.close(done))
  const till = await counter.openSelling('1206', tcp(port))
  await charge(till, '9', counter.sandbox.control.codeOf(counter.wallet('wechat')))
  await till.until('paid with its slip waiting', (state) => state.sale?.state === 'paid' && state.slipsWaiting > 0, 20_000)
  await till.until('the lamp', (state) => state.lamps.printer.level === 'bad', 20_000)

  const received: Buffer[] = []
  const back = createServer((socket) => socket.on('data', (bytes) => received.push(bytes)))
  await new Promise<void>((done) => back.listen(port, '127.0.0.1', done))
  await till.until('nothing waits', (state) => state.slipsWaiting === 0, 40_000)
  await expect.poll(() => Buffer.concat(received).includes(Buffer.from('9.00'))).toBe(true)
  back.close()
})

test('a printer that breaks off in the middle is not fed the same slip again by itself', async ({ counter }) => {
  const printer = await startPrinterServer({ breakAfterBytes: 60 })
  const till = await counter.openSelling('1206', tcp(printer.port))
  await charge(till, '9', counter.sandbox.control.codeOf(counter.wallet('wechat')))
  const { lastSale } = await till.until('a torn slip', (state) => state.lastSale?.slip === 'failed', 30_000)
  const number = Buffer.from(lastSale?.orderNo ?? '')
  const begun = printer.jobs.filter((job) => job.state === 'broken').length
  await till.until('nothing waits', (state) => state.slipsWaiting === 0)
  expect(printer.jobs.filter((job) => job.state === 'broken')).toHaveLength(begun)
  expect(printer.jobs.filter((job) => Buffer.from(job.bytes).includes(number)).length).toBeLessThanOrEqual(1)
  await printer.close()
})

test('the drawn slip carries the order number as a barcode that any reader reads', async ({ counter }) => {
  const folder = await mkdtemp(join(tmpdir(), 'guitai-paper-'))
  const till = await counter.openSelling('1206', { env: { GUITAI_PRINTER: `virtual:${folder}` } })
  await charge(till, '45', counter.sandbox.control.codeOf(counter.wallet('wechat')))
  const { lastSale } = await till.until('drawn', (state) => ['printed', 'sent'].includes(state.lastSale?.slip ?? ''), 20_000)
  const drawn = async () => (await readdir(folder)).filter((name) => name.endsWith('.png'))
  await expect.poll(async () => (await drawn()).length, { timeout: 20_000 }).toBe(2)
  const read = (await drawn()).map((name) =>
    execFileSync('sh', ['-c', 'zbarimg -q "$1" || true', 'sh', join(folder, name)], { encoding: 'utf8' }),
  )
  expect(read.join('')).toContain(`CODE-128:${lastSale?.orderNo ?? ''}`)
  expect((await readFile(join(folder, (await drawn())[0] ?? ''))).subarray(1, 4).toString()).toBe('PNG')
  await rm(folder, { recursive: true, force: true })
})
