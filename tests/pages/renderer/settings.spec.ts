import { aSale } from '../../support/page-bridge.ts'
import { ADMIN, answers, FOUND, GUN, MANAGER, RECEIPT, settings, TO_SCANNERS, TO_VOICE, TWO, UNCUT } from './setting-states.ts'
import { expect, press, scan, test } from './the-page.ts'

const FINE = { level: 'ok', reason: 'fine' } as const
const CODE = '134579281046253718'

test.describe('the printer', () => {
  test('what is changed is asked for alone, and the page shows what came of it', async ({ page, open }) => {
    const bridge = await open({ person: MANAGER }, answers({}, { 'devices.setPrinter': { ok: true, value: null } }))
    await press(page, 'F7')
    await expect(page.getByRole('group', { name: '尾部留白' })).toContainText('3 行')
    await bridge.answer('devices.look', {
      ok: true,
      value: settings({ printers: UNCUT }),
    })
    await page.getByRole('switch', { name: /打完切纸/ }).click()
    await expect(page.getByRole('switch', { name: /打完切纸/ })).toHaveAttribute('aria-checked', 'false')
    await page.getByRole('button', { name: '尾部留白 加' }).click()
    await page.getByRole('button', { name: '类型 加' }).click()
    const wishes = (await bridge.asked('devices.setPrinter')).map(({ question }) => question)
    const id = 'printer-1'
    expect(wishes.slice(0, 2)).toEqual([
      { id, paper: { cut: false } },
      { id, paper: { tailLines: 4 } },
    ])
    expect(Object.keys(wishes[2] ?? {})).toEqual(['id', 'profile'])
  })

  test('one of several is shown by its figure, is given what it prints, tried, asked earlier, and taken out', async ({
    page,
    open,
  }) => {
    const done = { ok: true, value: null } as const
    const bridge = await open(
      { person: MANAGER },
      answers(
        { printers: TWO },
        {
          'devices.setPrinter': done,
          'devices.movePrinter': done,
          'devices.removePrinter': done,
          'devices.testPrint': { ok: true, value: { result: 'sent' } },
        },
      ),
    )
    await press(page, 'F7', 'Alt+2')
    await expect(page.getByText('打印队列 Kitchen_80')).toBeVisible()
    await page.getByRole('switch', { name: /打小票/ }).click()
    await expect.poll(() => bridge.asked('devices.setPrinter')).toHaveLength(1)
    expect((await bridge.asked('devices.setPrinter'))[0]?.question).toEqual({ id: 'printer-2', roles: ['reports'] })
    await press(page, 'F10')
    await expect.poll(async () => (await bridge.asked('devices.testPrint'))[0]?.question).toEqual({ id: 'printer-2' })
    await page.getByRole('button', { name: '往前排' }).click()
    await expect.poll(async () => (await bridge.asked('devices.movePrinter'))[0]?.question).toEqual({ id: 'printer-2', by: -1 })
    const remove = page.getByRole('button', { name: /Kitchen_80/ }).last()
    await remove.click()
    expect(await bridge.asked('devices.removePrinter')).toEqual([])
    await remove.click()
    await expect.poll(async () => (await bridge.asked('devices.removePrinter'))[0]?.question).toEqual({ id: 'printer-2' })
  })

  test('one more is added beside it, and is shown', async ({ page, open }) => {
    const bridge = await open(
      { person: MANAGER },
      answers({}, { 'devices.addPrinter': { ok: true, value: { id: 'printer-2' } } }),
    )
    await press(page, 'F7', 'Alt+a')
    await expect(page.getByText('Kitchen_80').first()).toBeVisible()
    await bridge.answer('devices.look', { ok: true, value: settings({ printers: TWO }) })
    await press(page, '2')
    await expect
      .poll(async () => (await bridge.asked('devices.addPrinter'))[0]?.question)
      .toEqual({
        printer: FOUND[1]?.config,
        name: 'Kitchen_80',
      })
    await expect(page.getByText('打印队列 Kitchen_80')).toBeVisible()
  })

  test('the test page is printed by F10, once, and the page says how it came out', async ({ page, open }) => {
    const bridge = await open({ person: MANAGER }, answers({}, { 'devices.testPrint': 'never' }))
    await press(page, 'F7')
    await expect(page.getByRole('img', { name: /小票/ })).toBeVisible()
    await press(page, 'F10')
    await press(page, 'F10')
    await expect(page.getByRole('button', { name: /正在打印/ })).toBeVisible()
    expect(await bridge.asked('devices.testPrint')).toHaveLength(1)
    await bridge.release('devices.testPrint', { ok: true, value: { result: 'printed' } })
    await expect(page.getByText('打印机说打好了')).toBeVisible()
    await bridge.answer('devices.testPrint', {
      ok: true,
      value: { result: 'failed', fault: 'offline', bytesOut: 0, detail: 'ECONNREFUSED' },
    })
    await press(page, 'F10')
    await expect(page.getByRole('alert').filter({ hasText: 'ECONNREFUSED' })).toContainText('没有打出来')
  })

  test('another printer: one that was found, by its figure', async ({ page, open }) => {
    const bridge = await open({ person: MANAGER }, answers({}, { 'devices.setPrinter': { ok: true, value: null } }))
    await press(page, 'F7', 'Alt+p')
    await expect(page.getByText('EPSON TM-T88V')).toBeVisible()
    await press(page, '2')
    await expect.poll(() => bridge.asked('devices.setPrinter')).toHaveLength(1)
    expect((await bridge.asked('devices.setPrinter'))[0]?.question).toEqual({
      id: 'printer-1',
      printer: FOUND[1]?.config,
      name: FOUND[1]?.name,
    })
    await expect(page.getByRole('button', { name: /打一张试试/ })).toBeVisible()
  })

  test('or one on the network, by its address; what is none is said, and nothing is set', async ({ page, open }) => {
    const bridge = await open({ person: MANAGER }, answers({}, { 'devices.setPrinter': { ok: true, value: null } }))
    await press(page, 'F7', 'Alt+p')
    await page.getByRole('textbox').fill('192.168.1.999')
    await press(page, 'Enter')
    await expect(page.getByRole('alert').filter({ hasText: '地址看不懂' })).toBeVisible()
    expect(await bridge.asked('devices.setPrinter')).toEqual([])
    await page.getByRole('textbox').fill('192.168.1.50')
    await press(page, 'Enter')
    await expect.poll(() => bridge.asked('devices.setPrinter')).toHaveLength(1)
    expect((await bridge.asked('devices.setPrinter'))[0]?.question).toEqual({
      ...{ id: 'printer-1', name: '' },
      printer: { kind: 'network', host: '192.168.1.50', port: 9100 },
    })
  })

  test('a clerk looks and changes nothing', async ({ page, open }) => {
    const bridge = await open({}, answers())
    await press(page, 'F7')
    await expect(page.getByText('只能看。要改，请店长或管理员登录。')).toBeVisible()
    await page.getByRole('switch', { name: /打完切纸/ }).click({ force: true })
    await page.getByRole('button', { name: '尾部留白 加' }).click({ force: true })
    await press(page, 'F10', 'Alt+p')
    expect((await bridge.asked()).map(({ name }) => name).filter((name) => !/look|testPage/.test(name))).toEqual([])
  })
})

test.describe('receipts', () => {
  const RECEIPTS = ['F7', 'ArrowDown'] as const

  test('what is changed is asked for alone, and the slip beside it is looked at anew', async ({ page, open }) => {
    const bridge = await open({ person: MANAGER }, answers({}, { 'devices.setReceipt': { ok: true, value: null } }))
    await press(page, ...RECEIPTS)
    await expect(page.getByRole('img', { name: /小票/ })).toBeVisible()
    const looked = (await bridge.asked('devices.receiptPage')).length
    await page.getByRole('switch', { name: /退款自动打印/ }).click()
    await page.getByRole('button', { name: '收款小票 加' }).click()
    await page.getByRole('button', { name: '退款小票 减' }).click({ force: true })
    await page.getByRole('button', { name: '行间空行 加' }).click()
    await page.getByRole('button', { name: '金额大小 减' }).click()
    await page.getByRole('button', { name: '首张延迟 加' }).click()
    await page.getByRole('button', { name: '打印时限 加' }).click()
    await page.getByRole('switch', { name: /打完开钱箱/ }).click()
    await bridge.answer('devices.look', { ok: true, value: settings({ receipt: { ...RECEIPT, barcode: false } }) })
    await page.getByRole('switch', { name: /单号条码/ }).click()
    await expect(page.getByRole('switch', { name: /单号条码/ })).toHaveAttribute('aria-checked', 'false')
    expect((await bridge.asked('devices.setReceipt')).map(({ question }) => question)).toEqual([
      { auto: { refund: false } },
      { copies: { payment: 3 } },
      { rowGap: 1 },
      { amountSize: 1 },
      { firstDelayMs: 1000 },
      { windowMs: 300_000 },
      { openDrawer: true },
      { barcode: false },
    ])
    await expect.poll(async () => (await bridge.asked('devices.receiptPage')).length).toBeGreaterThan(looked)
  })

  test('the last line is written by hand and kept when that is asked for', async ({ page, open }) => {
    const bridge = await open({ person: MANAGER }, answers({}, { 'devices.setReceipt': { ok: true, value: null } }))
    await press(page, ...RECEIPTS)
    await expect(page.getByRole('textbox')).toHaveValue('谢谢惠顾，欢迎再来')
    await expect(page.getByRole('button', { name: '保存' })).toBeDisabled()
    await page.getByRole('textbox').fill(' 再见 ')
    await press(page, 'Enter')
    await expect
      .poll(async () => (await bridge.asked('devices.setReceipt')).map(({ question }) => question))
      .toEqual([{ footer: '再见' }])
  })

  test('a clerk looks and changes nothing', async ({ page, open }) => {
    const bridge = await open({}, answers())
    await press(page, ...RECEIPTS)
    await expect(page.getByText('只能看。要改，请店长或管理员登录。')).toBeVisible()
    await page.getByRole('switch', { name: /单号条码/ }).click({ force: true })
    await page.getByRole('button', { name: '收款小票 加' }).click({ force: true })
    await expect(page.getByRole('textbox')).toHaveCount(0)
    expect(await bridge.asked('devices.setReceipt')).toEqual([])
  })
})

test.describe('scanners', () => {
  const SCANNERS = ['F7', ...TO_SCANNERS] as const

  test('a scan of the devices process is a scan like any other', async ({ open }) => {
    const bridge = await open({}, { 'scan.read': { ok: false, fault: { code: 'scan.notNow' } } })
    await bridge.answer('devices.takeScans', { ok: true, value: [CODE] })
    await bridge.emit('scanned', {})
    await expect.poll(() => bridge.asked('scan.read')).toEqual([{ name: 'scan.read', question: { text: CODE } }])
  })

  test('what was scanned while the page was away is asked for once it is there; what came too late is told', async ({
    page,
    open,
  }) => {
    const bridge = await open(
      { stage: 'unbound' },
      {
        'devices.takeScans': { ok: true, value: ['https://pay.example/x'] },
        'scan.read': { ok: false, fault: { code: 'scan.rubbish' } },
      },
    )
    // The screen that binds took it, and knows what it should have been.
    await expect(page.getByText('这不是配置二维码')).toBeVisible()
    await bridge.answer('devices.takeScans', { ok: false, fault: { code: 'scan.tooLate' } })
    await bridge.push({ stage: 'selling' })
    await bridge.emit('scanned', {})
    await expect(page.getByText('刚才扫码时屏幕还没准备好').first()).toBeVisible()
    expect(await bridge.asked('scan.read')).toHaveLength(1)
  })

  test('while they are tried a scan pays nothing, whoever read it, and is shown with its bytes', async ({ page, open }) => {
    const bridge = await open({ person: ADMIN }, answers({ scanners: [{ setup: GUN, lamp: FINE }] }))
    await press(page, ...SCANNERS, 'F10')
    await expect(page.getByText('扫一下任何条码')).toBeVisible()
    await bridge.emit('scanTried', { scannerId: 'scanner-1', found: null, text: CODE, rawHex: '3133' })
    await expect(page.locator('.trial')).toContainText(CODE)
    await expect(page.locator('.trial')).toContainText('Honeywell Xenon 1900')
    await expect(page.locator('.trial')).toContainText('31 33')
    await scan(page, '6901234567892')
    await expect(page.locator('.trial')).toContainText('6901234567892')
    await expect(page.locator('.trial')).toContainText('键盘方式')
    expect(await bridge.asked('scan.read')).toEqual([])
    await press(page, 'Escape')
    expect((await bridge.asked('devices.tryScanners')).at(-1)?.question).toEqual({ forMs: 0 })
    await scan(page, '6901234567892')
    await expect.poll(() => bridge.asked('scan.read')).toHaveLength(1)
  })

  test('one is added by scanning with it, beside those that are there', async ({ page, open }) => {
    const bridge = await open(
      { person: ADMIN },
      answers({ scanners: [{ setup: GUN, lamp: FINE }] }, { 'devices.setScanners': { ok: true, value: null } }),
    )
    await press(page, ...SCANNERS, 'Alt+n')
    await bridge.emit('scanTried', { scannerId: 'scanner-1', found: null, text: CODE, rawHex: '' })
    await expect(page.getByText('这把枪已经设好了')).toBeVisible()
    const way = { kind: 'evdev', id: 'usb-Newland_HR32-event-kbd' } as const
    await bridge.emit('scanTried', { scannerId: null, found: { way, model: 'Newland HR32' }, text: CODE, rawHex: '' })
    await expect(page.getByText('已添加 Newland HR32')).toBeVisible()
    await scan(page, CODE)
    expect((await bridge.asked('devices.setScanners'))[0]?.question).toEqual({
      scanners: [GUN, { id: 'scanner-2', name: 'Newland HR32', way }],
    })
    expect(await bridge.asked('scan.read')).toEqual([])
  })

  test('a camera is switched on and told where it stands by an admin alone; it is tried, and never added as a scanner', async ({
    page,
    open,
  }) => {
    const camera = { setup: { enabled: true, role: 'customer' }, lamp: FINE } as const
    const bridge = await open({ person: MANAGER }, answers({ camera }, { 'devices.setCamera': { ok: true, value: null } }))
    await press(page, ...SCANNERS)
    const toggle = page.getByRole('switch', { name: '用摄像头扫码' })
    await toggle.click({ force: true })
    expect(await bridge.asked('devices.setCamera')).toEqual([])
    await bridge.push({ person: ADMIN })
    await toggle.click()
    await page.getByRole('button', { name: '用在哪 加' }).click()
    const wishes = (await bridge.asked('devices.setCamera')).map(({ question }) => question)
    expect(wishes).toEqual([{ enabled: false }, { role: 'counter' }])

    const read = { scannerId: 'camera', found: null, text: CODE, rawHex: '' }
    await press(page, 'F10')
    await bridge.emit('scanTried', read)
    await expect(page.locator('.trial .facts')).toContainText(`摄像头读到${CODE}`)
    await press(page, 'Escape')
    await press(page, 'Alt+n')
    await expect(page.getByText('请用要添加的那把枪')).toBeVisible()
    await bridge.emit('scanTried', read)
    await expect(page.locator('.trial')).toBeVisible()
    await expect(page.getByText('这把枪已经设好了')).toHaveCount(0)
    expect(await bridge.asked('devices.setScanners')).toEqual([])
  })

  test('where one stands is changed, and it is removed by a second press', async ({ page, open }) => {
    const bridge = await open(
      { person: ADMIN },
      answers({ scanners: [{ setup: GUN, lamp: FINE }] }, { 'devices.setScanners': { ok: true, value: null } }),
    )
    await press(page, ...SCANNERS)
    await page.getByRole('button', { name: '用在哪 加' }).click()
    await page.getByRole('button', { name: '删除 Honeywell Xenon 1900' }).click()
    expect(await bridge.asked('devices.setScanners')).toHaveLength(1)
    await page.getByRole('button', { name: '删除 Honeywell Xenon 1900' }).click()
    const wishes = (await bridge.asked('devices.setScanners')).map(({ question }) => question)
    expect(wishes).toEqual([{ scanners: [{ ...GUN, role: 'customer' }] }, { scanners: [] }])
  })

  test('a sale under way keeps them', async ({ page, open }) => {
    await open(
      { person: ADMIN, parked: [aSale({ state: 'unknown' })] },
      answers({}, { 'devices.tryScanners': { ok: false, fault: { code: 'devices.trySelling' } } }),
    )
    await press(page, ...SCANNERS, 'F10')
    await expect(page.getByText('正在收款，不能试扫码枪')).toBeVisible()
    await expect(page.locator('.trial')).toHaveCount(0)
  })

  test('leaving the page ends the trial', async ({ page, open }) => {
    const bridge = await open({ person: ADMIN }, answers())
    await press(page, ...SCANNERS, 'F10', 'F1')
    await expect
      .poll(async () => (await bridge.asked('devices.tryScanners')).map(({ question }) => question))
      .toEqual([{ forMs: 60_000 }, { forMs: 0 }])
  })
})

test.describe('voice and the customer’s side', () => {
  test('the volume of each kind in steps, never past its ends; a sentence of each by its key', async ({ page, open }) => {
    const voice = { ...settings().voice, volume: { payment: 95, refund: 80, warning: 20 } }
    const bridge = await open(
      { person: MANAGER },
      answers(
        { voice },
        {
          'devices.setVoice': { ok: true, value: null },
          'devices.testVoice': { ok: false, fault: { code: 'devices.notSaid', params: { result: 'muted' } } },
        },
      ),
    )
    await press(page, 'F7', ...TO_VOICE)
    await page.getByRole('button', { name: '音量：收款 加' }).click()
    await page.getByRole('button', { name: '音量：退款和押金 减' }).click()
    await page.getByRole('button', { name: '音量：失败和未确认 加' }).click()
    await page.getByRole('button', { name: '音量：失败和未确认 减' }).click({ force: true })
    const asked = async () => (await bridge.asked('devices.setVoice')).map(({ question }) => question)
    expect(await asked()).toEqual([{ volume: { payment: 100 } }, { volume: { refund: 70 } }, { volume: { warning: 30 } }])
    await page.getByRole('switch', { name: /播报交易类型/ }).click()
    await page.getByRole('switch', { name: /播报收款/ }).click()
    await page.getByRole('button', { name: '播报时限 减' }).click()
    await page.getByRole('button', { name: '输出设备 加' }).click()
    expect((await asked()).slice(3)).toEqual([
      { sayType: true },
      { code: false },
      { windowMs: 30_000 },
      { device: 'alsa_output.usb-Speaker' },
    ])
    await press(page, 'F10', 'F9', 'F8')
    expect((await bridge.asked('devices.testVoice')).map(({ question }) => question)).toEqual([
      { kind: 'payment' },
      { kind: 'refund' },
      { kind: 'warning' },
    ])
    await expect(page.getByText('没有播出声音')).toBeVisible()
  })

  test('a pole display by its port; a manager may not', async ({ page, open }) => {
    const bridge = await open({ person: ADMIN }, answers({}, { 'devices.setCustomerSide': { ok: true, value: null } }))
    await press(page, 'F7', 'ArrowUp', 'ArrowUp')
    await page.getByRole('textbox').fill('COM3')
    await press(page, 'Enter')
    await expect(page.getByRole('alert').filter({ hasText: '串口的名字看不懂' })).toBeVisible()
    await page.getByRole('textbox').fill('/dev/ttyUSB1')
    await press(page, 'Enter')
    await expect.poll(() => bridge.asked('devices.setCustomerSide')).toHaveLength(1)
    // What it leaves out the main process fills in.
    expect((await bridge.asked('devices.setCustomerSide'))[0]?.question).toEqual({
      pole: { kind: 'serial', line: { path: '/dev/ttyUSB1' } },
    })
    await bridge.push({ person: MANAGER })
    await expect(page.getByRole('textbox')).toHaveCount(0)
    await expect(page.getByText('要改，请管理员登录。')).toBeVisible()
  })
})

test.describe('this machine', () => {
  test('is looked over by anybody: what is wrong first, with what to do; F10 looks again, Alt+E writes the file for support', async ({
    page,
    open,
  }) => {
    const bridge = await open({}, answers({}, { 'app.exportDiagnostics': { ok: true, value: { path: '/x/guitai.json' } } }))
    await press(page, 'F7', 'ArrowUp')
    await expect(page.getByText('5 处要处理')).toBeVisible()
    await expect(page.locator('.findings li').first()).toContainText('打印机没有应答：192.168.1.50:9100')
    await expect(page.locator('.findings li').first()).toContainText('代码 printer.silent')
    await bridge.answer('app.checkMachine', { ok: true, value: [{ code: 'disk.fine', level: 'ok', params: { megabytes: 7 } }] })
    await press(page, 'F10')
    await expect(page.getByText('一切正常')).toBeVisible()
    await expect(page.getByText('磁盘还有 7 MB')).toBeVisible()
    await press(page, 'Alt+e')
    await expect(page.getByText('/x/guitai.json')).toBeVisible()
  })
})
