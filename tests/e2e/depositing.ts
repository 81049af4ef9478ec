import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import type { Cashier } from '../../build/demo/cashier.ts'
import type { Question, RequestName } from '../../contract/requests.ts'
import type { CashierMode } from '../../contract/states.ts'
import { emulate } from '../support/escpos-emulator.ts'
import { startPrinterServer, type PrinterServer } from '../support/printer-server.ts'
import { expect, type Counter } from './counter.ts'

/** A counter that takes deposits: its settings, its paper, and the hands that every test of deposits needs. */

/** Wang Lei, who may not give money back alone. */
export const WITHOUT_RIGHT = '1207'
export const DAY = 86_400_000
const PAPER = { columns: 32, dots: 384 }

export interface Desk {
  readonly till: Cashier
  /** Real TCP: what was sent to it is what would be on paper. */
  readonly printer: PrinterServer
  /** Pictures of the slips, and the sentences that were said. */
  readonly kept: string
}

export interface Slip {
  /** Line for line. */
  readonly text: string
  /** Without the breaks of lines: a long sentence runs over two. */
  readonly words: string
  /** What a reader of others reads off the picture of the slip. */
  readonly barcode: string
}

export async function withMode(counter: Counter, mode: CashierMode, more: Record<string, unknown> = {}): Promise<void> {
  await mkdir(counter.home, { recursive: true, mode: 0o700 })
  const settings = { version: 1, cashierMode: mode, ...more }
  await writeFile(join(counter.home, 'settings.json'), JSON.stringify(settings), { mode: 0o600 })
}

/** A till in mixed mode with a printer, and somebody at it. */
export async function openDesk(counter: Counter, staffId: string, env: NodeJS.ProcessEnv = {}): Promise<Desk> {
  const kept = join(counter.home, 'kept')
  const printer = await startPrinterServer()
  const devices = { GUITAI_ARCHIVE: kept, GUITAI_PRINTER: `tcp://127.0.0.1:${printer.port}` }
  const till = await counter.openSelling(staffId, { env: { ...devices, ...env } })
  return { till, printer, kept }
}

/** The person leaves, and another comes. */
export async function changeHands(till: Cashier, counter: Counter, staffId: string): Promise<void> {
  await till.page.evaluate(() => window.guitai.ask('staff.signOut', {}))
  await till.signIn(staffId, counter.password(staffId))
  await till.until('the next person', (state) => state.person?.staffId === staffId)
}

const read = (bytes: Uint8Array) => {
  const { lines, errors } = emulate(bytes, PAPER)
  return { text: lines.map((line) => line.text).join('\n'), words: lines.map((line) => line.text.trim()).join(''), errors }
}

/** All that was printed under this heading with this number, oldest first. */
export const printed = ({ printer }: Desk, heading: string, number: string) =>
  printer.jobs
    .filter(({ state }) => state === 'ended')
    .map(({ bytes }) => read(bytes))
    .filter(({ text, words }) => text.includes(heading) && words.includes(number))

/** The slip with this heading and number: there is one, and no byte of it is unknown to a printer. */
export async function slipOf(desk: Desk, heading: string, number: string): Promise<Slip> {
  await expect.poll(() => printed(desk, heading, number).length, { timeout: 20_000 }).toBe(1)
  const [slip] = printed(desk, heading, number)
  expect(slip?.errors).toEqual([])
  return { text: slip?.text ?? '', words: slip?.words ?? '', barcode: await barcodeOf(desk, heading, number) }
}

/** Off the picture of that slip, by zbarimg. */
async function barcodeOf({ kept }: Desk, heading: string, number: string): Promise<string> {
  const drawn = async (): Promise<string> => {
    const names = await readdir(kept)
    for (const name of names.filter((one) => one.endsWith('.bin'))) {
      const { text, words } = read(await readFile(join(kept, name)))
      const picture = name.replace(/bin$/, 'png')
      if (text.includes(heading) && words.includes(number) && names.includes(picture)) return join(kept, picture)
    }
    return ''
  }
  await expect.poll(drawn, { timeout: 20_000 }).not.toBe('')
  return execFileSync('zbarimg', ['-q', await drawn()], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
}

/** Waits until this sentence was said, and counts how often. */
export async function timesSaid({ kept }: Desk, sentence: string): Promise<number> {
  const times = async (): Promise<number> => {
    const names = (await readdir(kept)).filter((name) => name.endsWith('.txt'))
    const texts = await Promise.all(names.map((name) => readFile(join(kept, name), 'utf8')))
    return texts.filter((text) => text.includes(sentence)).length
  }
  await expect.poll(times, { timeout: 20_000 }).toBeGreaterThan(0)
  return times()
}

/** Types remark and sum, presses hold, and scans the code. */
export async function askDeposit(till: Cashier, yuan: string, code: string, remark = ''): Promise<void> {
  if (remark !== '') {
    await till.press('F8')
    await till.page.locator('label.remark input').waitFor()
    await till.type(remark)
    await till.press('Enter')
    await till.page.locator('button.remark').waitFor()
  }
  await till.type(yuan)
  await till.press('F9')
  await till.until('the scan sheet', ({ sale }) => sale?.state === 'waitingForCode' && sale.purpose === 'hold')
  await till.scanUntil(code, 'the code taken', (state) => state.sale?.state !== 'waitingForCode')
}

/** The same, until it is held and the till is free again; answers the number of the hold. */
export async function takeDeposit(till: Cashier, yuan: string, code: string, remark = ''): Promise<string> {
  await askDeposit(till, yuan, code, remark)
  const { sale } = await till.until('held', (state) => state.sale?.state === 'held', 30_000)
  await till.press('Enter')
  await till.until('the till again', (state) => state.sale === null)
  return sale?.orderNo ?? ''
}

/** Scans a slip until the till shows what it is of: a beep without an effect makes anybody scan once more. */
export async function scanSlip(till: Cashier, number: string, shows: Locator): Promise<void> {
  await expect(async () => {
    await till.scan(number)
    await expect(shows).toBeVisible({ timeout: 5000 })
  }).toPass({ timeout: 30_000 })
}

export const detailOf = (till: Cashier): Locator => till.page.locator('.hand.deposit')
export const captureOf = (till: Cashier): Locator => till.page.getByRole('region', { name: '押金消费' })
export const releaseOf = (till: Cashier): Locator => till.page.getByRole('region', { name: '退押金' })

/** Opens the deposit by its slip, and waits until Cloud Pay has told of it. */
export async function openDeposit(till: Cashier, number: string): Promise<void> {
  await scanSlip(till, number, detailOf(till).locator('.big'))
  await expect(detailOf(till).getByText('正在问云支付')).toBeHidden()
}

/** What the main process answers when it is asked directly, whatever the page shows: the fault, or `taken`. */
export const forced = <N extends RequestName>(till: Cashier, name: N, question: Question<N>): Promise<string> =>
  till.page.evaluate(async (asked) => {
    const { name: what, question: wish } = JSON.parse(asked) as { name: N; question: Question<N> }
    const outcome = await window.guitai.ask(what, wish)
    return outcome.ok ? 'taken' : outcome.fault.code
  }, JSON.stringify({ name, question }))

/** What Cloud Pay was sent of this call, by its numbers. */
export const numbersOf = (counter: Counter, call: string): string[] =>
  counter.sandbox.control
    .received()
    .filter(({ path }) => path.endsWith(`/${call}`))
    .map(({ number }) => number ?? '')

/** Days pass, for the world and for this counter's clock. */
export async function daysPass(till: Cashier, counter: Counter, days: number): Promise<void> {
  counter.sandbox.control.jump(days * DAY)
  await till.app.evaluate((_, ms) => {
    const before = Date.now.bind(Date)
    Date.now = () => before() + ms
  }, days * DAY)
  await till.page.evaluate((ms) => {
    const before = Date.now.bind(Date)
    Date.now = () => before() + ms
  }, days * DAY)
}
