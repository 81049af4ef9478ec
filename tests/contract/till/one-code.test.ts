import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCloudPay, fetchDeviceSetting, type CloudPay } from '../../../cloudpay/client/client.ts'
import { readConfigurationLink } from '../../../cloudpay/client/configuration-link.ts'
import { startSandbox, type OneCodePayment, type Sandbox } from '../../../cloudpay/sandbox/sandbox.ts'
import { systemClock } from '../../../contract/clock.ts'
import { oneCodeSchema, type OneCodeSetting, type ShopCode } from '../../../contract/one-code.ts'
import { receiptSchema } from '../../../contract/receipt.ts'
import { openBook, type Book } from '../../../electron/ledger/book.ts'
import { createOneCode } from '../../../electron/till/one-code.ts'
import { createRecorder } from '../../../electron/till/recorder.ts'
import { createSpool } from '../../../electron/till/spool.ts'
import { slipSetting } from '../../support/slip-setting.ts'

/** Payments by the shop's QR codes followed for real: the engine on a book in a file, the real client, HTTP, the sandbox. */

const MINUTE = 60_000
/** The engine's patience runs so much faster than the world: it asks every 40 to 100 ms. Cloud Pay's time is moved by hand. */
const SPEED = 100
const SOON = { timeout: 20_000, interval: 10 }
const BOTH = { payment: true, refund: true, begin: 'last', windowMs: MINUTE } as const

let folder: string
let sandbox: Sandbox
let cloud: CloudPay
let door: ShopCode
let pool: ShopCode
let setting: OneCodeSetting
let books = 0
let running: ReturnType<typeof start> | null
let said: string[]
let printed: string[]
/** Called with the number of each page that is asked for, before it is. */
let beforePage: (page: number) => unknown

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guitai-one-code-'))
  sandbox = await startSandbox({ seed: 'one-code' })
  const serialNumber = 'GUITAI_O_0001'
  const link = readConfigurationLink(sandbox.configurationLink('A1'), [sandbox.origin])
  if (!link.ok) throw new Error(link.fault)
  const fetched = await fetchDeviceSetting(link.link, serialNumber)
  if (fetched.outcome !== 'ok') throw new Error('the settings were not given')
  const identity = { ...fetched.answer, serialNumber, machineNo: '02:42:ac:11:00:02', subTerminalType: 7 }
  cloud = createCloudPay({ identity, baseUrls: [`${sandbox.origin}/cpay/`], limits: {} })
  ;[door, pool] = await codesOfShop()
  setting = oneCodeSchema.parse({ enabled: true, codes: [door, pool], print: BOTH })
  said = []
  printed = []
  beforePage = () => undefined
  running = null
  books = 0
})
afterEach(async () => {
  stop()
  await cloud.close()
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The codes as Cloud Pay tells them. */
async function codesOfShop(): Promise<[ShopCode, ShopCode]> {
  const told = await cloud.queryShopInfo({ page: 1, pageSize: 10 })
  if (told.outcome !== 'ok') throw new Error('the shop was not told')
  const codes = (told.answer.shops[0]?.qrcode_infos ?? []).map(({ qrcode_id: id, qrcode_name: name }) => ({
    id: id ?? '',
    name: name ?? '',
  }))
  const [first, second] = codes
  if (!first || !second) throw new Error('there are too few codes')
  return [first, second]
}

/** The till is switched on, on the book that is there. */
function start() {
  const opened = openBook(join(folder, 'book.db'), sandbox.control.now())
  if (!opened.ok) throw new Error(opened.fault.code)
  const book = opened.value
  const settings = () => ({ language: 'zh-CN', receipt: receiptSchema.parse({}), voice: { enabled: true }, oneCode: setting })
  const parts = {
    book,
    clock: {
      now: sandbox.control.now,
      elapsed: () => systemClock.elapsed() * SPEED,
      after: (ms: number, call: () => void) => systemClock.after(ms / SPEED, call),
    },
    serverNow: sandbox.control.now,
    timeKnown: () => true,
    settings: settings as never,
    training: false,
    log: { info() {}, warn() {}, error() {} },
    changed() {},
    counter: {
      print(_jobId: string, document: { rows: unknown }) {
        printed.push(JSON.stringify(document.rows))
        return Promise.resolve({ outcome: { result: 'printed' as const }, firstByteAt: 0 })
      },
      announce({ text }: { text: string }) {
        said.push(text)
        return Promise.resolve({ outcome: { result: 'played' as const, detail: '' }, firstSampleAt: 0 })
      },
    },
  }
  const spool = createSpool(parts)
  const { announce } = createRecorder(parts, spool)
  const watched: Pick<CloudPay, 'queryOrderList'> = {
    queryOrderList(q) {
      beforePage(q.page)
      return cloud.queryOrderList(q)
    },
  }
  const oneCode = createOneCode({
    ...{ ...parts, cloud: watched, announce, kickSpool: () => spool.kick() },
    slipSetting: () => slipSetting({ deviceName: 'A1 前台' }),
  })
  spool.recover()
  oneCode.start()
  books += 1
  return { book, spool, oneCode }
}
function stop(): void {
  running?.oneCode.stop()
  running?.spool.stop()
  running?.book.close()
  running = null
}
const bank = () => sandbox.control
function book(): Book {
  if (!running) throw new Error('the till is off')
  return running.book
}

/** Switched on, and it has asked at least once: what is paid from the next second on is its business. */
async function switchOn(): Promise<void> {
  running = start()
  const rounds = listsAsked()
  await vi.waitUntil(() => listsAsked() >= rounds + 4 * setting.codes.length, SOON)
  bank().jump(1000)
}
const listsAsked = () =>
  bank()
    .received()
    .filter(({ path }) => path.endsWith('/query_order_list')).length
/** Whatever the till could do of itself by now it has done: every thread was asked about several times more. */
async function settled(): Promise<void> {
  const before = listsAsked()
  await vi.waitUntil(() => listsAsked() >= before + 6 * Math.max(1, setting.codes.length), SOON)
}
const pay = (amountFen: number, more: Partial<OneCodePayment> = {}): string =>
  bank().payOneCode({ codeId: door.id, amountFen, ...more }).number

const told = (number: string, kind: 'paid' | 'refunded' = 'paid') => ({
  slips: book().slips.begun(`oneCode.${kind}:${number}`).jobs,
  rows: book()
    .journal()
    .filter((row) => row.kind === `oneCode.${kind}` && row.subject === number).length,
})
const ONCE = { slips: 1, rows: 1 }
const NEVER = { slips: 0, rows: 0 }
const isTold = (number: string, kind: 'paid' | 'refunded' = 'paid') => vi.waitUntil(() => told(number, kind).rows > 0, SOON)
/** Every one of them exactly once: as a slip job, in the journal, and out of the printer. */
function allOnce(numbers: readonly string[]): void {
  const ends = new Map(numbers.map((number) => [number, told(number)]))
  expect([...ends].filter(([, { slips, rows }]) => slips !== 1 || rows !== 1)).toEqual([])
}
/** Rows of a slip with a sum, as they stand in it. */
const amounts = (...rows: readonly (readonly [label: string, amountFen: number])[]): string[] =>
  rows.map(([label, amountFen]) => `"label":"${label}","amountFen":${amountFen}`)
const papersOf = (number: string) => printed.filter((rows) => rows.includes(`"${number}"`)).length

test('what is paid at the wall is printed and said once, with the name of the code, both amounts and the remark', async () => {
  await switchOn()
  const number = pay(2000, { coupon: 'shop', remark: '三号桌', platform: 'alipay', codeId: pool.id })
  await isTold(number)
  await settled()
  expect(told(number)).toEqual(ONCE)
  expect(said).toEqual(['一码支付，支付宝收款二十元'])
  await vi.waitUntil(() => printed.length > 0, SOON)
  expect(printed).toHaveLength(1)
  for (const text of [pool.name, '三号桌', number, 'A1 前台', ...amounts(['交易金额', 2000], ['结算金额', 1800])])
    expect(printed[0]).toContain(text)
  expect(running?.oneCode.view()).toMatchObject({ codes: 2, lost: false, last: { number, amountFen: 2000, settledFen: 1800 } })
})

for (const line of ['refused', 'cut'] as const) {
  test(`of hours with the line ${line} each of 230 payments is printed once, and none is said long after`, async () => {
    await switchOn()
    bank().setFaults({ line })
    let tries = 0
    beforePage = () => (tries += 1)
    const numbers: string[] = []
    for (let nth = 0; nth < 230; nth += 1) {
      if (nth % 7 === 0) bank().jump(MINUTE)
      numbers.push(pay(100 + nth, { codeId: nth % 5 === 0 ? pool.id : door.id }))
      // It tries in between, and is not answered.
      const before = tries
      if (nth % 100 === 99) await vi.waitUntil(() => tries > before + 1, SOON)
    }
    bank().jump(2 * MINUTE)
    expect(running?.oneCode.view()?.lost).toBe(true)
    expect(numbers.map((number) => told(number).rows)).not.toContain(1)
    bank().clearFaults()
    // New ones come in while the old are read, and push the rows of the pages on.
    beforePage = (page) => {
      if (page === 2 && numbers.length < 240) numbers.push(pay(50))
    }
    await vi.waitUntil(() => numbers.length > 230, SOON)
    await vi.waitUntil(() => numbers.every((number) => told(number).rows > 0), SOON)
    await settled()
    allOnce(numbers)
    expect(running?.oneCode.view()?.lost).toBe(false)
    await vi.waitUntil(() => book().slips.waitingCount() === 0, SOON)
    expect(numbers.filter((number) => papersOf(number) !== 1)).toEqual([])
    expect(said).toHaveLength(numbers.length - 230)
  })
}

test('a server that is busy, knows nothing or signs wrongly is no reason to print something twice or not at all', async () => {
  await switchOn()
  const numbers: string[] = []
  for (const fault of [
    { statusNext: { status: 103, calls: 3 } },
    { statusNext: { status: 3, calls: 3 } },
    { badHmac: true },
  ] as const) {
    bank().setFaults(fault)
    numbers.push(pay(100))
    await vi.waitUntil(() => running?.oneCode.view()?.lost === true, SOON)
    bank().clearFaults()
    await vi.waitUntil(() => numbers.every((number) => told(number).rows > 0), SOON)
  }
  await settled()
  allOnce(numbers)
  expect(said).toHaveLength(numbers.length)
})

test('switched off and on again on the same book it prints nothing twice, and what came in between once', async () => {
  await switchOn()
  const numbers = Array.from({ length: 120 }, () => pay(100))
  await vi.waitUntil(() => numbers.every((number) => told(number).rows > 0), SOON)
  // Off in the middle of the next ones.
  numbers.push(...Array.from({ length: 110 }, () => pay(200)))
  await vi.waitUntil(() => numbers.filter((number) => told(number).rows > 0).length > 120, SOON)
  for (let time = 0; time < 4; time += 1) {
    stop()
    bank().jump(MINUTE)
    numbers.push(pay(300), pay(400, { platform: 'alipay' }))
    bank().jump(10 * MINUTE)
    await switchOn()
  }
  await vi.waitUntil(() => numbers.every((number) => told(number).rows > 0), SOON)
  await settled()
  expect(books).toBe(5)
  allOnce(numbers)
  await vi.waitUntil(() => book().slips.waitingCount() === 0, SOON)
  expect(numbers.filter((number) => papersOf(number) !== 1)).toEqual([])
})

test('a payment of which Cloud Pay hears hours late is printed all the same', { timeout: 90_000 }, async () => {
  await switchOn()
  bank().jump(3 * 60 * MINUTE)
  const now = pay(100)
  await isTold(now)
  const late = pay(200, { at: bank().now() - 2 * 60 * MINUTE })
  // It is looked back so far every 15 minutes: 9 seconds here.
  await vi.waitUntil(() => told(late).rows > 0, { timeout: 60_000, interval: 20 })
  await settled()
  allOnce([now, late])
  expect(said).toEqual(['一码支付，微信收款一元'])
})

test('a payment of the very second in which the code was first asked about is not lost', async () => {
  await switchOn()
  const { since } = JSON.parse(book().fact(`oneCode.payment.${door.id}`) ?? '{}') as { since: number }
  // Cloud Pay tells whole seconds, and this one began before the till asked.
  const number = pay(100, { at: Math.floor(since / 1000) * 1000 + 999 })
  const before = pay(100, { at: Math.floor(since / 1000) * 1000 - 1 })
  await isTold(number)
  await settled()
  expect([number, before].map((one) => told(one))).toEqual([ONCE, NEVER])
})

test('a refund is printed and said once the money is back, in whole and in parts; one that fails is not', async () => {
  await switchOn()
  const whole = pay(1000)
  const parted = pay(1000, { coupon: 'shop' })
  await isTold(whole)
  await isTold(parted)
  said.length = 0
  printed.length = 0
  bank().scriptRefunds('done', 'failed', 'done')
  const back = bank().giveBack(whole)
  const failed = bank().giveBack(parted, 500)
  const part = bank().giveBack(parted, 400)
  await settled()
  expect([back, failed, part].map((number) => told(number, 'refunded'))).toEqual([NEVER, NEVER, NEVER])
  bank().jump(3000)
  await isTold(back, 'refunded')
  await isTold(part, 'refunded')
  await settled()
  expect([back, failed, part].map((number) => told(number, 'refunded'))).toEqual([ONCE, NEVER, ONCE])
  expect([whole, parted].map((number) => told(number))).toEqual([ONCE, ONCE])
  expect([...said].sort()).toEqual(['一码支付，微信退款十元', '一码支付，微信退款四元'])
  await vi.waitUntil(() => printed.length === 2, SOON)
  for (const text of [part, parted, door.name, '商户后台退款', ...amounts(['退款金额', 400], ['退款结算金额', 360])]) {
    expect(printed.find((rows) => rows.includes(part))).toContain(text)
  }
})

test('a payment that has gone back before it was heard of was a payment all the same', async () => {
  await switchOn()
  bank().setFaults({ line: 'refused' })
  const whole = pay(1000, { platform: 'alipay' })
  const wechat = pay(700)
  const backs = [bank().giveBack(whole), bank().giveBack(wechat)]
  bank().jump(MINUTE / 2)
  bank().clearFaults()
  for (const number of [whole, wechat]) await isTold(number)
  for (const number of backs) await isTold(number, 'refunded')
  await settled()
  allOnce([whole, wechat])
  expect(backs.map((number) => told(number, 'refunded'))).toEqual([ONCE, ONCE])
})

test('a code that is not ticked is not followed, and what it took before it was ticked stays untold', async () => {
  setting = { ...setting, codes: [door] }
  await switchOn()
  const other = pay(100, { codeId: pool.id })
  const own = pay(200)
  await isTold(own)
  await settled()
  expect(told(other)).toEqual(NEVER)
  setting = { ...setting, codes: [door, pool] }
  bank().jump(2 * MINUTE)
  await settled()
  bank().jump(1000)
  const after = pay(300, { codeId: pool.id })
  await isTold(after)
  await settled()
  expect([other, own, after].map((number) => told(number))).toEqual([NEVER, ONCE, ONCE])
  setting = { ...setting, enabled: false }
  const off = pay(400)
  const asked = listsAsked()
  await vi.waitUntil(() => running?.oneCode.view() === null, SOON)
  expect(told(off)).toEqual(NEVER)
  expect(listsAsked() - asked, 'what was on its way, at most').toBeLessThanOrEqual(1)
})
