import { execFileSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cashier } from '../../build/demo/cashier.ts'
import { poleSetupSchema } from '../../contract/poles.ts'
import { scannerSetupSchema } from '../../contract/scanners.ts'
import { serialLineSchema } from '../../contract/serial-line.ts'
import { SCAN_KEPT_MS } from '../../electron/kiosk/kept-scans.ts'
import { emulate } from '../support/escpos-emulator.ts'
import { PoleEmulator } from '../support/pole-emulator.ts'
import { startPrinterServer } from '../support/printer-server.ts'
import { startSerialCable } from '../support/serial-cable.ts'
import { startSerialTwin } from '../support/serial-twin.ts'
import { expect, MANAGER, test, type Counter } from './counter.ts'

/** The processes of this till that hold its devices. */
function devicesOf(home: string): number[] {
  const all = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).split('\n')
  const rows = all.map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row)).filter((row) => row !== null)
  const ours = rows.filter((row) => row[3]?.includes('--utility-sub-type=node') && row[3].includes(home))
  return ours.map((row) => Number(row[1]))
}

/** A counter where everything hangs on serial lines: real terminals, with a printer, a scanner and a pole display behind them. */
async function wired(counter: Counter) {
  const pole = new PoleEmulator({ commands: 'cd5220', charset: 'gbk', columns: 20 })
  const poleCable = await startSerialCable((bytes) => pole.take(bytes))
  const gun = await startSerialCable()
  const printer = await startPrinterServer()
  const twin = await startSerialTwin({ host: '127.0.0.1', port: printer.port })
  const settings = {
    version: 1,
    printer: { kind: 'serial', line: { ...twin.line, path: realpathSync(twin.line.path) } },
    profile: 'generic-80',
    scanners: [
      scannerSetupSchema.parse({
        id: 'gun',
        name: '前台扫码枪',
        way: { kind: 'serial', line: serialLineSchema.parse({ path: gun.path }) },
      }),
    ],
    pole: poleSetupSchema.parse({ kind: 'serial', charset: 'gbk', line: { path: poleCable.path } }),
  }
  await writeFile(join(counter.home, 'settings.json'), JSON.stringify(settings), { mode: 0o600 })
  const unplug = async () => {
    await Promise.all([poleCable.close(), gun.close()])
    await twin.close()
    await printer.close()
  }
  return { pole, gun, printer, unplug }
}

test('scanner, printer and pole display on serial lines: a sale from the first key to the paper', async ({ counter }) => {
  const { pole, gun, printer, unplug } = await wired(counter)
  const till = await counter.openSelling(MANAGER)
  await till.until('the scanner', (state) => state.lamps.scanner.reason === 'fine', 20_000)
  await expect.poll(() => pole.rows().join('\n')).toContain('欢迎光临')

  await till.type('12.80')
  await till.press('Enter')
  await till.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
  await expect.poll(() => pole.rows()[1]).toMatch(/12\.80$/)
  gun.say(`${counter.sandbox.control.codeOf(counter.wallet('wechat'))}\r\n`)
  const { lastSale } = await till.until('printed', (state) => state.lastSale?.slip === 'printed', 30_000)
  await expect.poll(() => pole.rows().join('\n')).toMatch(/支付成功[^]*12\.80/)
  expect(pole.faults).toEqual([])

  const paper = emulate(
    printer.jobs.find((job) => Buffer.from(job.bytes).includes(lastSale?.orderNo ?? '?'))?.bytes ?? new Uint8Array(),
    {
      columns: 48,
      dots: 576,
    },
  )
  expect(paper.errors).toEqual([])
  expect(paper.lines.map((line) => line.text).join('\n')).toContain('12.80')

  // The slip is scanned by the same scanner: its order opens.
  await till.press('Enter')
  gun.say(`${lastSale?.orderNo ?? ''}\r\n`)
  await expect(till.page.getByText(lastSale?.orderNo?.slice(-4) ?? '').first()).toBeVisible()
  await till.close()
  await unplug()
})

test('the devices process dies between two sales and during one: it is back, and the same scanner pays', async ({ counter }) => {
  const { pole, gun, unplug } = await wired(counter)
  const till = await counter.openSelling(MANAGER)
  await till.until('the scanner', (state) => state.lamps.scanner.reason === 'fine', 20_000)
  await till.type('5')
  await till.press('Enter')
  await till.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
  const [first, ...others] = devicesOf(counter.home)
  expect(others).toEqual([])
  process.kill(first ?? 0, 'SIGKILL')
  await till.until('it noticed', (state) => state.lamps.scanner.reason === 'devicesRestarting', 5_000)
  await till.until('it is back', (state) => state.lamps.scanner.reason === 'fine', 20_000)
  expect(devicesOf(counter.home)).not.toContain(first)
  await expect.poll(() => pole.rows()[1]).toMatch(/5\.00$/)
  gun.say(`${counter.sandbox.control.codeOf(counter.wallet('alipay'))}\r`)
  await till.until('paid', (state) => state.sale?.state === 'paid', 20_000)
  const { lastSale } = await till.until('its slip', (state) => state.lastSale?.slip === 'printed', 30_000)
  expect(lastSale?.amountFen).toBe(500)
  await till.close()
  await unplug()
})

test('a manager tries the scanner and prints the test page on the settings screen; nothing is charged', async ({ counter }) => {
  const { gun, printer, unplug } = await wired(counter)
  const till = await counter.openSelling(MANAGER)
  await till.until('the scanner', (state) => state.lamps.scanner.reason === 'fine', 20_000)
  await till.press('F7')
  await till.page.getByRole('heading', { name: '打印机' }).waitFor()
  await till.press('F10')
  await expect(till.page.getByText('打印机说打好了')).toBeVisible({ timeout: 20_000 })
  // A serial line is one connection, whatever is printed over it.
  const page = emulate(printer.jobs.at(-1)?.bytes ?? new Uint8Array(), { columns: 48, dots: 576 })
  expect(page.errors).toEqual([])
  expect(page.lines.map((line) => line.text).join('\n')).toContain('打印测试')

  await till.press('ArrowDown', 'ArrowDown')
  await till.page.getByRole('heading', { name: '扫码枪' }).waitFor()
  await till.press('F10')
  await till.page.getByText('扫一下任何条码').waitFor()
  const code = counter.sandbox.control.codeOf(counter.wallet('wechat'))
  gun.say(`${code}\r\n`)
  await expect(till.page.locator('.trial')).toContainText(code)
  await expect(till.page.locator('.trial')).toContainText('前台扫码枪')
  expect((await till.snapshot()).sale).toBeNull()
  await till.press('F1')
  await till.close()
  await unplug()
})

/** What left this till, fen. */
const charged = (counter: Counter): number[] => counter.sandbox.control.orders().map(({ totalFee }) => totalFee)

/** Kills the page's process and waits until it is gone: from here to its next first question nobody listens. */
async function killPage(till: Cashier): Promise<void> {
  const gone = till.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const kiosk = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().startsWith('app://guitai/index.html'))
        kiosk?.webContents.once('render-process-gone', () => resolve())
        kiosk?.webContents.forcefullyCrashRenderer()
      }),
  )
  await gone
}

test('a code that is scanned while the page is dead pays the sale that stood before it, once the page is back', async ({
  counter,
}) => {
  const { gun, unplug } = await wired(counter)
  const till = await counter.openSelling(MANAGER)
  await till.until('the scanner', (state) => state.lamps.scanner.reason === 'fine', 20_000)
  await till.type('7.30')
  await till.press('Enter')
  await till.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
  await killPage(till)
  gun.say(`${counter.sandbox.control.codeOf(counter.wallet('wechat'))}\r\n`)
  await expect.poll(() => charged(counter), { timeout: 20_000 }).toEqual([730])
  await till.close()
  await unplug()
})

test(
  'a code that was scanned too long before the page is back charges nothing, and the screen says so',
  { tag: '@long' },
  async ({ counter }) => {
    const { gun, unplug } = await wired(counter)
    const till = await counter.openSelling(MANAGER)
    await till.until('the scanner', (state) => state.lamps.scanner.reason === 'fine', 20_000)
    await till.type('7.30')
    await till.press('Enter')
    await till.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
    await till.page.evaluate((ms) => {
      const hang = () => {
        const end = performance.now() + ms
        while (performance.now() < end);
      }
      setTimeout(hang)
    }, SCAN_KEPT_MS + 3000)
    gun.say(`${counter.sandbox.control.codeOf(counter.wallet('wechat'))}\r\n`)
    await expect(till.page.getByText('刚才扫码时屏幕还没准备好').first()).toBeVisible({ timeout: 20_000 })
    expect((await till.snapshot()).sale?.state).toBe('waitingForCode')
    expect(charged(counter)).toEqual([])
    // Scanned once more, it pays.
    gun.say(`${counter.sandbox.control.codeOf(counter.wallet('wechat'))}\r\n`)
    await till.until('paid', (state) => state.sale?.state === 'paid', 20_000)
    await till.close()
    await unplug()
  },
)

test('two printers: the paper of the first ends, the second prints, the lamp says so, and each slip is there once', async ({
  counter,
}) => {
  const [front, back] = [await startPrinterServer(), await startPrinterServer()]
  const setup = (id: string, name: string, { host, port }: typeof front) => {
    return { id, name, profile: 'generic-80', printer: { kind: 'network', host, port } }
  }
  const settings = { version: 2, printers: [setup('front', '', front), setup('bar', '吧台', back)] }
  await writeFile(join(counter.home, 'settings.json'), JSON.stringify(settings), { mode: 0o600 })
  const till = await counter.openSelling(MANAGER)
  await till.until('the printers', (state) => state.lamps.printer.reason === 'fine', 20_000)

  async function sell(amount: string): Promise<string> {
    const before = (await till.snapshot()).lastSale?.orderNo
    await till.type(amount)
    await till.press('Enter')
    await till.until('the scan sheet', (state) => state.sale?.state === 'waitingForCode')
    await till.scan(counter.sandbox.control.codeOf(counter.wallet('wechat')))
    const { lastSale } = await till.until(
      'printed',
      (state) => state.lastSale?.orderNo !== before && state.lastSale?.slip === 'printed',
      30_000,
    )
    await till.press('Enter')
    return lastSale?.orderNo ?? '?'
  }
  const timesOn = (printer: typeof front, orderNo: string): number =>
    printer.jobs.filter((job) => Buffer.from(job.bytes).includes(orderNo)).length

  const first = await sell('1')
  front.setCondition('paperOut')
  const second = await sell('2')
  const { lamps } = await till.until('the lamp', (state) => state.lamps.printer.reason === 'standIn', 20_000)
  expect(lamps.printer).toEqual({
    level: 'warn',
    reason: 'standIn',
    standIn: { name: '吧台', place: 2, because: 'paperOut' },
  })
  await till.press('F7')
  const list = till.page.getByRole('group', { name: '打印机列表' }).getByRole('button')
  await expect(list).toHaveText([/打印机 1/, /吧台/])
  await expect(till.page.getByText('请换一卷纸')).toBeVisible()
  await till.press('Alt+2')
  await expect(till.page.getByText(/那张打好了/)).toBeVisible()
  await till.press('F1')
  front.setCondition('ok')
  await till.until('the first is back', (state) => state.lamps.printer.reason === 'fine', 20_000)
  const third = await sell('3')

  expect([first, second, third].map((orderNo) => [timesOn(front, orderNo), timesOn(back, orderNo)])).toEqual([
    [1, 0],
    [0, 1],
    [1, 0],
  ])
  const kept = JSON.parse(await readFile(join(counter.home, 'settings.json'), 'utf8')) as { printers: unknown[] }
  expect(kept.printers).toHaveLength(2)
  await till.close()
  await Promise.all([front.close(), back.close()])
})
