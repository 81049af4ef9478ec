import type { Page } from '@playwright/test'
import { paperSchema } from '../../../contract/printers.ts'
import { ADMIN, answers, MANAGER, NONE, settings, TWO } from './setting-states.ts'
import type { PageBridge } from '../../support/page-bridge.ts'
import { expect, press, scan, test } from './the-page.ts'

const CODE = '134579281046253718'
const SERIAL = {
  way: {
    kind: 'serial',
    line: { path: '/dev/ttyACM0', baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, flowControl: 'none' },
  },
  model: 'Newland FM430',
} as const
const OK = { ok: true, value: null } as const
const FIRST = { person: MANAGER, offersSetUp: true } as const
const EMPTY = { printers: NONE }
const ID = 'printer-1'
const drawn = () =>
  settings({
    printers: settings().printers.map((one) => ({
      ...one,
      setup: { ...one.setup, paper: paperSchema.parse({ mode: 'image' }) },
    })),
  })
/** Begins the set-up and waits until it stands there: only then there is anybody to hear keys. */
async function begin(page: Page, ...keys: string[]): Promise<void> {
  await press(page, 'Alt+w')
  await page.getByRole('heading', { name: '第一步：打印机' }).waitFor()
  await press(page, ...keys)
}
/** From here on the main process tells of a printer that is set up. */
const printerComes = (bridge: PageBridge, value = settings()) => bridge.answer('devices.look', { ok: true, value })
const PRINTED = { 'devices.testPrint': { ok: true, value: { result: 'sent' } }, 'devices.setPrinter': OK } as const

test.describe('the offer', () => {
  test('is made where main says so, leads into the set-up by one key, and is put away by another', async ({ page, open }) => {
    const bridge = await open(FIRST, answers(EMPTY))
    await press(page, 'Alt+o')
    await expect.poll(() => bridge.asked('app.putSetUpAway')).toHaveLength(1)
    await press(page, 'Alt+w')
    await expect(page.getByRole('heading', { name: '第一步：打印机' })).toBeVisible()
    await bridge.push({ offersSetUp: false })
    await press(page, 'Escape')
    await expect(page.getByRole('heading', { name: '第一步：打印机' })).toBeHidden()
    await press(page, 'Alt+w')
    await expect(page.getByText('还没有设置打印机和扫码枪')).toBeHidden()
    // Nothing is left to put away.
    expect(await bridge.asked('app.putSetUpAway')).toHaveLength(1)
  })

  test('later it is found in the settings; a clerk has it nowhere', async ({ page, open }) => {
    const bridge = await open({ person: MANAGER }, answers())
    await press(page, 'F7')
    await page.locator('.groups').waitFor()
    await press(page, 'Alt+w')
    await expect(page.getByRole('heading', { name: '第一步：打印机' })).toBeVisible()
    await press(page, 'Escape')
    await bridge.push({ person: { ...MANAGER, role: 'clerk' } })
    await press(page, 'F7')
    await page.locator('.groups').waitFor()
    await press(page, 'Alt+w')
    await expect(page.getByRole('heading', { name: '打印机' })).toBeVisible()
    await expect(page.getByText('分步设置')).toBeHidden()
  })

  test('every step is passed over by Enter: nothing is changed, and nobody is asked again', async ({ page, open }) => {
    const bridge = await open(FIRST, answers(EMPTY))
    await press(page, 'Alt+w')
    for (const title of ['第一步：打印机', '第二步：扫码枪', '第三步：语音']) {
      await expect(page.getByRole('heading', { name: title })).toBeVisible()
      await press(page, 'Enter')
    }
    await expect.poll(() => bridge.asked('app.putSetUpAway')).toHaveLength(1)
    const changes = (await bridge.asked()).filter(({ name }) => /^devices\.set/.test(name))
    expect(changes).toEqual([])
    expect((await bridge.asked('devices.tryScanners')).at(-1)?.question).toEqual({ forMs: 0 })
  })
})

test.describe('the printer', () => {
  test('is chosen by its figure, prints its page by F10, and garbled hanzi make it draw its slips, which is said', async ({
    page,
    open,
  }) => {
    const bridge = await open(FIRST, answers(EMPTY, PRINTED))
    await begin(page)
    await expect(page.getByText('Kitchen_80').first()).toBeVisible()
    await printerComes(bridge)
    await press(page, '2')
    await expect(page.getByText('请打一张测试页')).toBeVisible()
    await press(page, 'F10')
    await expect(page.getByText('哪一种说得对')).toBeVisible()
    await press(page, '2')
    await expect(page.getByText('已改为按图片打印')).toBeVisible()
    expect((await bridge.asked('devices.setPrinter')).map(({ question }) => question)).toEqual([
      { id: ID, printer: { kind: 'cups', queue: 'Kitchen_80' }, name: 'Kitchen_80' },
      { id: ID, paper: { mode: 'image' } },
    ])
    // A figure means nothing before the next page is on paper.
    await press(page, '1')
    await printerComes(bridge, drawn())
    await press(page, 'F10')
    await press(page, '1')
    await expect(page.getByText('好了，小票会这样打')).toBeVisible()
    expect((await bridge.asked('devices.testPrint')).map(({ question }) => question)).toEqual([{ id: ID }, { id: ID }])
  })

  test('that is there already is told, with the others, and Enter goes on: nothing is changed', async ({ page, open }) => {
    const bridge = await open(FIRST, answers({ printers: TWO }, PRINTED))
    await begin(page)
    await expect(page.getByText('已经有打印机了')).toBeVisible()
    await expect(page.getByText('一共设了 2 台')).toBeVisible()
    await expect(page.getByRole('button', { name: '下一步' })).toBeVisible()
    // No list stands there: a figure chooses nothing.
    await press(page, '2')
    await press(page, 'Enter')
    await expect(page.getByRole('heading', { name: '第二步：扫码枪' })).toBeVisible()
    expect(await bridge.asked('devices.setPrinter')).toEqual([])
  })

  test('that is there already can be tried, and another one takes its place by Alt+P, which also leaves it as it is', async ({
    page,
    open,
  }) => {
    const bridge = await open(FIRST, answers({ printers: TWO }, PRINTED))
    await begin(page, 'F10', '1')
    await expect(page.getByText('好了，小票会这样打')).toBeVisible()
    await press(page, 'Alt+p')
    await expect(page.getByText('FTDI FT232R')).toBeVisible()
    await press(page, 'Alt+p')
    await expect(page.getByText('FTDI FT232R')).toBeHidden()
    expect(await bridge.asked('devices.setPrinter')).toEqual([])
    await press(page, 'Alt+p', '1')
    await expect(page.getByText('请打一张测试页')).toBeVisible()
    expect((await bridge.asked('devices.setPrinter')).map(({ question }) => question)).toEqual([
      { id: ID, printer: { kind: 'file', path: '/dev/usb/lp0' }, name: 'EPSON TM-T88V' },
    ])
  })

  test('that is refused stays to be chosen', async ({ page, open }) => {
    const refused = { ok: false, fault: { code: 'devices.samePrinterTwice' } } as const
    const bridge = await open(FIRST, answers(EMPTY, { 'devices.setPrinter': refused }))
    await begin(page, '2')
    await expect.poll(() => bridge.asked('devices.setPrinter')).toHaveLength(1)
    await expect(page.getByText('现在没有设置打印机')).toBeVisible()
    await expect(page.getByText('FTDI FT232R')).toBeVisible()
  })

  test('garbled as an image too: the mode stays, and another type is advised', async ({ page, open }) => {
    const bridge = await open(FIRST, { ...answers({}, PRINTED), 'devices.look': { ok: true, value: drawn() } })
    await begin(page, 'F10', '2')
    await expect(page.getByText('请换一个机型')).toBeVisible()
    expect(await bridge.asked('devices.setPrinter')).toEqual([])
  })

  test('on the network, by its address: Enter takes what is typed instead of passing over', async ({ page, open }) => {
    const bridge = await open(FIRST, answers(EMPTY, PRINTED))
    await begin(page)
    await printerComes(bridge)
    await press(page, 'Alt+a')
    await press(page, ...'192.168.1.50')
    await press(page, 'Enter')
    await expect(page.getByText('请打一张测试页')).toBeVisible()
    expect((await bridge.asked('devices.setPrinter'))[0]?.question).toEqual({
      id: ID,
      printer: { kind: 'network', host: '192.168.1.50', port: 9100 },
      name: '',
    })
  })

  test('one that did not print asks nothing about the paper and says what to look at', async ({ page, open }) => {
    const failed = { result: 'failed', fault: 'offline', bytesOut: 0, detail: 'no answer' }
    const bridge = await open(FIRST, answers({}, { ...PRINTED, 'devices.testPrint': { ok: true, value: failed } }))
    await begin(page, 'F10')
    await expect(page.getByText('请看电源、纸、盖子和线')).toBeVisible()
    await press(page, '2')
    expect(await bridge.asked('devices.setPrinter')).toEqual([])
  })
})

test.describe('the scanner', () => {
  test('that acts as a keyboard works as it is; its scan pays nothing', async ({ page, open }) => {
    const bridge = await open(FIRST, answers())
    await begin(page, 'Enter')
    await expect(page.getByText('请用扫码枪扫任何条码')).toBeVisible()
    await expect(page.getByText('扫了没有反应？')).toBeVisible()
    await scan(page, CODE)
    await expect(page.getByText('它是键盘方式，不用设置')).toBeVisible()
    await expect(page.getByText(CODE)).toBeVisible()
    expect(await bridge.asked('scan.read')).toEqual([])
  })

  test('on a serial line is set up by an admin, by one key', async ({ page, open }) => {
    const bridge = await open({ ...FIRST, person: ADMIN }, answers({}, { 'devices.setScanners': OK }))
    await begin(page, 'Enter')
    await expect(page.getByText('请用扫码枪扫任何条码')).toBeVisible()
    await bridge.emit('scanTried', { scannerId: null, found: SERIAL, text: CODE, rawHex: '31' })
    await expect(page.getByText('按“用这把枪”就设好')).toBeVisible()
    await press(page, 'Alt+n')
    await expect(page.getByText('已添加 Newland FM430')).toBeVisible()
    expect((await bridge.asked('devices.setScanners'))[0]?.question).toEqual({
      scanners: [{ id: 'scanner-1', name: 'Newland FM430', way: SERIAL.way }],
    })
  })

  test('a manager is told to ask an admin, and changes nothing', async ({ page, open }) => {
    const bridge = await open(FIRST, answers())
    await begin(page, 'Enter')
    await expect(page.getByText('请用扫码枪扫任何条码')).toBeVisible()
    await bridge.emit('scanTried', { scannerId: null, found: SERIAL, text: CODE, rawHex: '31' })
    await expect(page.getByText('请管理员登录，来添加')).toBeVisible()
    await press(page, 'Alt+n')
    expect(await bridge.asked('devices.setScanners')).toEqual([])
  })
})
