import { describe, expect, it } from 'vitest'
import type { Announcement, AnnounceOutcome, Lamp } from '../../../contract/devices.ts'
import { ok } from '../../../contract/faults.ts'
import { REQUESTS } from '../../../contract/requests.ts'
import { scannerSetupSchema, type ScannerSetup } from '../../../contract/scanners.ts'
import type { SlipDocument } from '../../../contract/slip.ts'
import type { Devices, DevicesStatus, Scanned } from '../../../electron/devices/devices.ts'
import { devicesConfigOf, printerOf, isForTill, roleOf, scannerLamp } from '../../../electron/kiosk/device-config.ts'
import { deviceHandlers, listenToDevices, takeScans } from '../../../electron/kiosk/device-handlers.ts'
import { laidOut } from '../../../electron/kiosk/laid-out.ts'
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../../electron/kiosk/settings-schema.ts'
import type { VoiceKind } from '../../../contract/device-choices.ts'
import { slipSettingOf } from '../../../electron/till/selling.ts'
import { receipt } from '../../support/slip-setting.ts'

import { onePrinter } from '../../support/devices-config.ts'

const FINE: Lamp = { level: 'ok', reason: 'fine' }
const CODE = '134567890123456789'
const gun = (id: string, more: Partial<ScannerSetup> = {}): ScannerSetup =>
  scannerSetupSchema.parse({ id, way: { kind: 'evdev', id: `usb-${id}-event-kbd` }, ...more })

/** The devices in memory: what was asked of them, and what they say. */
function devicesInMemory() {
  const printed: { jobId: string; document: SlipDocument; printerId: string | undefined }[] = []
  const tried: number[] = []
  const scans: ((scanned: Scanned) => void)[] = []
  const status: DevicesStatus = {
    printers: [{ id: 'printer-1', lamp: FINE }],
    voice: FINE,
    pole: null,
    scanners: [{ id: 'a', lamp: FINE }],
  }
  const said: AnnounceOutcome['result'][] = ['played']
  const announced: Announcement[] = []
  const devices: Devices = {
    async print(jobId, document, printerId) {
      printed.push({ jobId, document, printerId })
      return { outcome: { result: 'sent' }, firstByteAt: 1, tried: [] }
    },
    lastPrints: () => new Map([['printer-1', { at: 7, outcome: { result: 'sent' } }]]),
    async announce(announcement) {
      announced.push(announcement)
      return { outcome: { result: said[0] ?? 'played', detail: '' }, firstSampleAt: 1 }
    },
    configure: () => undefined,
    onStatus: () => () => undefined,
    status: () => status,
    stop: async () => undefined,
    onScan: (listener) => void scans.push(listener),
    onTried: () => undefined,
    findScanners: async () => null,
    findOutputs: async () => [{ name: 'hdmi', label: 'HDMI' }],
    findPrinters: async () => [{ config: { kind: 'cups', queue: 'bar' }, name: 'bar' }],
    tryScanners: (forMs) => void tried.push(forMs),
    mute: () => undefined,
    showPole: () => undefined,
  }
  return { devices, printed, tried, scans, said, announced }
}

function room(given: Partial<Settings> = {}, busy = false) {
  let settings = settingsSchema.parse({ ...DEFAULT_SETTINGS, ...given })
  const memory = devicesInMemory()
  const pressed: boolean[] = []
  const cameraTried: number[] = []
  const handlers = deviceHandlers({
    devices: memory.devices,
    settings: {
      current: () => settings,
      change(patch) {
        settings = settingsSchema.parse({ ...settings, ...patch })
        return { saved: true }
      },
    },
    scans: { take: () => ok([CODE]) },
    layOut: (document, printer) => laidOut(document, settings.printers, printer),
    camera: { lamp: () => (settings.camera.enabled ? FINE : null), try: (forMs) => void cameraTried.push(forMs) },
    slipsWaiting: () => 2,
    busy: () => busy,
    slips: '/slips',
    slipSetting: () => slipSettingOf({ shopName: '海风酒店', deviceName: 'A1' }, { settings: () => settings, training: false }),
    mute: { set: (muted) => void pressed.push(muted) },
    now: () => 1_795_385_730_000,
    newId: () => '1',
  })
  return { handlers, cameraTried, settings: () => settings, muted: pressed, ...memory }
}

describe('The settings of devices', () => {
  it('are shown with a lamp for each scanner; one that said nothing yet is starting', async () => {
    const { handlers } = room({ scanners: [gun('a'), gun('b')] })
    const looked = await handlers['devices.look']({}, null)
    expect(looked).toMatchObject({
      ok: true,
      value: { slipsWaiting: 2, scanners: [{ lamp: FINE }, { lamp: { level: 'warn', reason: 'starting' } }] },
    })
    expect(REQUESTS['devices.look'].answer.safeParse(looked.ok && looked.value).success).toBe(true)
  })

  it('change in what was named alone', async () => {
    const { handlers, settings } = room({ receipt: receipt({ footer: '谢谢', openDrawer: true, copies: { refund: 3 } }) })
    const wish = REQUESTS['devices.setPrinter'].question.parse({ paper: { tailLines: 3 } })
    await handlers['devices.setPrinter'](wish, null)
    await handlers['devices.setPrinter']({ paper: { gapMs: 1500 } }, null)
    await handlers['devices.setVoice']({ volume: { warning: 40 } }, null)
    await handlers['devices.setVoice']({ sayType: true }, null)
    await handlers['devices.setReceipt']({ auto: { refund: false }, copies: { payment: 2 }, rowGap: 1 }, null)
    expect(settings()).toMatchObject({
      receipt: {
        ...DEFAULT_SETTINGS.receipt,
        footer: '谢谢',
        openDrawer: true,
        auto: { payment: true, refund: false },
        copies: { payment: 2, refund: 3 },
        rowGap: 1,
      },
      printers: [{ paper: { mode: 'text', headLines: 0, tailLines: 3, gapMs: 1500, cut: true } }],
      voice: { enabled: true, sayType: true, volume: { payment: 80, refund: 80, warning: 40 }, device: null },
    })
  })

  it('change of one-code pay what was named alone, and show it', async () => {
    const { handlers, settings } = room({})
    const wish = REQUESTS['devices.setOneCode'].question
    const codes = [{ id: 'qr-1', name: '前台' }]
    for (const asked of [
      { enabled: true, codes },
      { print: { begin: 'now' } },
      { print: { refund: true } },
      { voice: { windowMs: 120_000 } },
      { voice: { enabled: false } },
    ])
      await handlers['devices.setOneCode'](wish.parse(asked), null)
    const kept = {
      ...{ enabled: true, codes },
      print: { payment: true, refund: true, begin: 'now', windowMs: 60_000 },
      voice: { enabled: false, windowMs: 120_000 },
    }
    expect(settings().oneCode).toEqual(kept)
    expect(await handlers['devices.look']({}, null)).toMatchObject({ ok: true, value: { oneCode: kept } })
    expect(wish.safeParse({ print: { windowMs: 9_999 } }).success).toBe(false)
    expect(wish.safeParse({ codes: Array.from({ length: 51 }, (_, nth) => ({ id: `${nth}`, name: '' })) }).success).toBe(false)
  })

  it('name no file of the page’s choosing', () => {
    const parse = (printer: unknown) => REQUESTS['devices.setPrinter'].question.safeParse({ printer }).success
    expect(parse({ kind: 'file', path: '/etc/passwd' })).toBe(false)
    expect(parse({ kind: 'file', path: '/dev/usb/../sda' })).toBe(false)
    expect(parse({ kind: 'virtual', folder: '/etc' })).toBe(false)
    expect(parse({ kind: 'file', path: '/dev/usb/lp0' })).toBe(true)
    expect(printerOf({ kind: 'virtual' }, '/slips')).toEqual({ kind: 'virtual', folder: '/slips' })
    expect(printerOf({ kind: 'network', host: 'Printer.LAN', port: 9100 }, '')).toMatchObject({ host: 'printer.lan' })
  })

  it('take one scanner once', async () => {
    const { handlers, settings } = room()
    expect(await handlers['devices.setScanners']({ scanners: [gun('a'), gun('a', { id: 'b' })] }, null)).toMatchObject({
      ok: false,
      fault: { code: 'devices.sameScannerTwice' },
    })
    expect(settings().scanners).toEqual([])
    await handlers['devices.setScanners']({ scanners: [gun('a'), gun('b')] }, null)
    expect(settings().scanners.map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('are not for a clerk, and scanners not for a manager', () => {
    for (const name of ['devices.setPrinter', 'devices.setReceipt', 'devices.setVoice', 'devices.testVoice'] as const)
      expect(REQUESTS[name].who).toBe('changeDailySettings')
    expect(REQUESTS['devices.mute'].who).toBe('useTill')
    expect(REQUESTS['devices.setScanners'].who).toBe('changeSetUp')
    expect(REQUESTS['devices.look'].who).toBe('lookAtSettings')
  })
})

describe('Trying devices', () => {
  it('prints a page that shows hanzi, sums and both symbols', async () => {
    const { handlers, printed } = room({
      printers: onePrinter({ kind: 'none' }, { profile: 'generic-80' }),
      receipt: receipt({ footer: '欢迎再来' }),
    })
    expect(await handlers['devices.testPrint']({ id: 'printer-1' }, null)).toEqual({ ok: true, value: { result: 'sent' } })
    expect(printed[0]).toMatchObject({ jobId: 'test-1', printerId: 'printer-1' })
    const page = await handlers['devices.testPage']({ id: 'printer-1' }, null)
    if (!page.ok) throw new Error('no page')
    const shown = page.value.lines.map((line) => ('text' in line ? line.text : line.kind)).join('\n')
    for (const part of ['海风酒店', '打印测试', 'generic-80', '微信支付宝', '1,234.56', 'barcode', 'qr', '欢迎再来'])
      expect(shown).toContain(part)
  })

  it('says that nothing was heard when nothing was played', async () => {
    const { handlers, said } = room()
    expect((await handlers['devices.testVoice']({ kind: 'payment' }, null)).ok).toBe(true)
    said[0] = 'muted'
    expect(await handlers['devices.testVoice']({ kind: 'payment' }, null)).toMatchObject({
      fault: { code: 'devices.notSaid', params: { result: 'muted' } },
    })
  })

  it('says a sentence of each kind that says it is a test, with the type where that is said', async () => {
    const { handlers, announced } = room()
    const say = async (kind: VoiceKind) => {
      await handlers['devices.testVoice']({ kind }, null)
      return announced.at(-1)
    }
    expect(await say('payment')).toMatchObject({ kind: 'payment', tone: 'paid', text: '语音测试，微信收款一分' })
    expect(await say('refund')).toMatchObject({ kind: 'refund', text: '语音测试，微信退款一分，已受理' })
    expect(await say('warning')).toMatchObject({
      kind: 'warning',
      tone: 'unknown',
      text: '语音测试，支付结果未确认，请勿重复收款',
    })
    await handlers['devices.setVoice']({ sayType: true }, null)
    expect(await say('payment')).toMatchObject({ text: '语音测试，刷卡支付，微信收款一分' })
  })

  it('shows what a payment slip would look like, and prints none', async () => {
    const { handlers, printed } = room({ printers: onePrinter({ kind: 'none' }, { profile: 'generic-80' }) })
    const shown = async () => {
      const page = await handlers['devices.receiptPage']({}, null)
      return page.ok ? page.value.lines.map((line) => ('text' in line ? line.text : line.kind)) : []
    }
    const before = await shown()
    for (const part of ['海风酒店', '收款凭证', '1,280.00', '样张', 'barcode']) expect(before.join('\n')).toContain(part)
    expect(before.join('\n')).not.toMatch(/联/)
    await handlers['devices.setReceipt']({ barcode: false, copies: { payment: 3 }, rowGap: 2, footer: '再见' }, null)
    const after = await shown()
    for (const part of ['1/3', '再见']) expect(after.join('\n')).toContain(part)
    expect(after).not.toContain('barcode')
    expect(after.length).toBeGreaterThan(before.length * 2)
    expect(printed).toEqual([])
  })

  it('passes the mute key on', async () => {
    const { handlers, muted } = room()
    for (const down of [true, false]) await handlers['devices.mute']({ muted: down }, null)
    expect(muted).toEqual([true, false])
  })

  it('says that the devices do not answer when they do not', async () => {
    const { handlers } = room()
    expect(await handlers['devices.findScanners']({}, null)).toMatchObject({ fault: { code: 'devices.noAnswer' } })
    expect(await handlers['devices.findPrinters']({}, null)).toMatchObject({ ok: true, value: [{ name: 'bar' }] })
  })

  it('never takes scanners away from a sale; ending is always allowed', async () => {
    const selling = room({}, true)
    expect(await selling.handlers['devices.tryScanners']({ forMs: 1000 }, null)).toMatchObject({
      fault: { code: 'devices.trySelling' },
    })
    await selling.handlers['devices.tryScanners']({ forMs: 0 }, null)
    expect(selling.tried).toEqual([0])
  })
})

describe('A scan', () => {
  const scanners = [gun('hand'), gun('box', { role: 'customer' })]
  const from = (scannerId: string, text: string) => (isForTill(text, roleOf(scannerId, scanners)) ? text : null)

  it('of the cashier’s scanner may be anything; of the customer’s only what people pay with', () => {
    const orderNo = '0100005201031700001842123456'
    expect(from('hand', orderNo)).toBe(orderNo)
    expect(from('box', CODE)).toBe(CODE)
    for (const text of [orderNo, 'https://example.com/x', '6901234567892', '收银']) expect(from('box', text)).toBeNull()
  })

  it('waits for the page and is named to it, and nothing else is', async () => {
    const { devices, scans } = devicesInMemory()
    const told: unknown[] = []
    const kept: string[] = []
    const tell = (name: string, body: unknown) => void told.push([name, body])
    listenToDevices({
      devices,
      settings: { current: () => settingsSchema.parse({ ...DEFAULT_SETTINGS, scanners }) },
      hear: takeScans({ keep: (text) => void kept.push(text) }, tell),
      tell,
      changed: () => undefined,
      printerChanged: () => undefined,
    })
    for (const [scannerId, text] of [
      ['box', 'https://example.com'],
      ['box', CODE],
      ['hand', 'x'],
    ] as const)
      for (const hear of scans) hear({ scannerId, text, at: 0 })
    expect(kept).toEqual([CODE, 'x'])
    expect(told).toEqual([
      ['scanned', {}],
      ['scanned', {}],
    ])
    expect(await room().handlers['devices.takeScans']({}, null)).toEqual(ok([CODE]))
  })
})

describe('The camera’s settings', () => {
  it('are changed one by one, shown with its lamp, and the trial of scanners is its trial too', async () => {
    const { handlers, settings, cameraTried } = room()
    expect(settings().camera).toEqual({ enabled: false, role: 'customer' })
    await handlers['devices.setCamera']({ enabled: true }, null)
    expect(await handlers['devices.look']({}, null)).toMatchObject({
      value: { camera: { setup: { enabled: true, role: 'customer' }, lamp: FINE } },
    })
    await handlers['devices.setCamera']({ role: 'counter' }, null)
    expect(settings().camera).toEqual({ enabled: true, role: 'counter' })
    await handlers['devices.tryScanners']({ forMs: 500 }, null)
    expect(cameraTried).toEqual([500])
    expect(REQUESTS['devices.setCamera'].who).toBe('changeSetUp')
  })
})

describe('The one lamp for scanners', () => {
  it('is the worst of them; without any the keyboard’s', () => {
    expect(scannerLamp([], FINE)).toEqual(FINE)
    expect(scannerLamp([{ id: 'a', lamp: FINE }], { level: 'bad', reason: 'noCamera' }).reason).toBe('noCamera')
    expect(scannerLamp([], null)).toEqual({ level: 'ok', reason: 'keyboardScanner' })
    const gone: Lamp = { level: 'bad', reason: 'noScanner' }
    expect(
      scannerLamp(
        [
          { id: 'a', lamp: FINE },
          { id: 'b', lamp: gone },
          { id: 'c', lamp: { level: 'warn', reason: 'starting' } },
        ],
        null,
      ),
    ).toEqual(gone)
  })
})

describe('What the devices process is told', () => {
  it('a till in training draws when it has no printer, and uses the one it has', () => {
    const around = { printer: null, archive: null, training: true, slips: '/slips' }
    const waysOf = (...args: Parameters<typeof devicesConfigOf>) =>
      devicesConfigOf(...args).printers.map(({ printer }) => printer.kind)
    expect(devicesConfigOf(DEFAULT_SETTINGS, around).printers[0]?.printer).toEqual({ kind: 'virtual', folder: '/slips' })
    const own = settingsSchema.parse({ printers: [{ id: 'a' }, { id: 'b', printer: { kind: 'cups', queue: 'bar' } }] })
    expect(waysOf(own, around)).toEqual(['none', 'cups'])
    expect(waysOf(DEFAULT_SETTINGS, { ...around, training: false })).toEqual(['none'])
    expect(waysOf(own, { ...around, printer: { kind: 'file', path: '/x' } })).toEqual(['file'])
  })
})
