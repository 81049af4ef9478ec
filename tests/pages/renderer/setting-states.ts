import { deviceSettingsSchema, type DeviceSettings } from '../../../contract/device-requests.ts'
import type { Finding } from '../../../contract/doctor.ts'
import { oneCodeSchema, type OneCodeView, type ShopCode } from '../../../contract/one-code.ts'
import { poleSetupSchema } from '../../../contract/poles.ts'
import { printerSetupSchema, type PrinterConfig, type PrinterFound } from '../../../contract/printers.ts'
import { receiptSchema } from '../../../contract/receipt.ts'
import { scannerSetupSchema } from '../../../contract/scanners.ts'
import { serialLineSchema } from '../../../contract/serial-line.ts'
import { voiceSchema } from '../../../contract/voice.ts'
import { layOut } from '../../../drivers/printer/layout.ts'
import { sampleSlip } from '../../../electron/slips/sample.ts'
import { testPage } from '../../../electron/slips/test-page.ts'
import { NOW, type StandInAnswers } from '../../support/page-bridge.ts'
import type { PageState } from './page-state.ts'

export const MANAGER = { staffId: '0001', name: '陈经理', role: 'manager', since: NOW - 3_600_000, mayRefund: true } as const
export const ADMIN = { ...MANAGER, staffId: '1000', name: '周航', role: 'admin' } as const

export const GUN = scannerSetupSchema.parse({
  id: 'scanner-1',
  name: 'Honeywell Xenon 1900',
  way: { kind: 'hid', vendorId: 0x0c2e, productId: 0x0b81, serialNumber: '17040B5C4F' },
})
const BOX = scannerSetupSchema.parse({
  id: 'scanner-2',
  name: '扫码盒子',
  role: 'customer',
  way: { kind: 'serial', line: serialLineSchema.parse({ path: '/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0' }) },
})

const PAPER_OUT = { level: 'bad', reason: 'paperOut' } as const

/** From the group that is shown first. */
export const TO_SCANNERS = ['ArrowDown', 'ArrowDown'] as const
export const TO_VOICE = [...TO_SCANNERS, 'ArrowDown'] as const
export const TO_ONE_CODE = [...TO_VOICE, 'ArrowDown'] as const

export const RECEIPT = receiptSchema.parse({ footer: '谢谢惠顾，欢迎再来', copies: { payment: 2 } })

export const COUNTER: ShopCode = { id: 'qr-20613', name: '前台台卡' }
export const DOOR: ShopCode = { id: 'qr-20614', name: '门口立牌' }
/** Ticked once, and not the shop's any more. */
export const OLD: ShopCode = { id: 'qr-18800', name: '旧的桌贴' }
export const ONE_CODE = oneCodeSchema.parse({ enabled: true, codes: [COUNTER, OLD] })
export const FOLLOWED: OneCodeView = {
  codes: 2,
  lost: false,
  last: {
    ...{ kind: 'payment', orderNo: '0100005201031700002001', tender: 'wechat', codeName: COUNTER.name },
    ...{ amountFen: 8650, at: NOW - 95_000 },
  },
}

const PRINTED: DeviceSettings['printers'][number]['last'] = { at: NOW - 90_000, outcome: { result: 'printed' } }
/** Printers as the page is told of them; the second one is out of paper. */
const printersOf = (configs: readonly PrinterConfig[]): DeviceSettings['printers'] =>
  configs.map((printer, at) => ({
    setup: printerSetupSchema.parse({
      id: `printer-${at + 1}`,
      name: at === 0 ? '' : 'Kitchen_80',
      printer,
      profile: 'generic-80',
      paper: { tailLines: 3, gapMs: 1000 },
    }),
    lamp: at === 0 ? { level: 'ok', reason: 'fine' } : PAPER_OUT,
    last: at === 0 ? PRINTED : null,
  }))
export const NONE = printersOf([{ kind: 'none' }])
export const UNCUT = printersOf([{ kind: 'file', path: '/dev/usb/lp0' }]).map((one) => ({
  ...one,
  setup: { ...one.setup, paper: { ...one.setup.paper, cut: false } },
}))
export const TWO = printersOf([
  { kind: 'file', path: '/dev/usb/lp0' },
  { kind: 'cups', queue: 'Kitchen_80' },
])

export function settings(facts: Partial<DeviceSettings> = {}): DeviceSettings {
  return deviceSettingsSchema.parse({
    printers: printersOf([{ kind: 'file', path: '/dev/usb/lp0' }]),
    receipt: RECEIPT,
    oneCode: ONE_CODE,
    scanners: [],
    camera: { setup: { enabled: false, role: 'customer' }, lamp: null },
    voice: voiceSchema.parse({}),
    pole: { setup: { kind: 'none' }, lamp: null },
    customerDisplay: 'auto',
    slipsWaiting: 0,
    ...facts,
  })
}

export const FOUND: readonly PrinterFound[] = [
  { config: { kind: 'file', path: '/dev/usb/lp0' }, name: 'EPSON TM-T88V' },
  { config: { kind: 'cups', queue: 'Kitchen_80' }, name: 'Kitchen_80' },
  {
    config: {
      kind: 'serial',
      line: serialLineSchema.parse({ path: '/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0' }),
    },
    name: 'FTDI FT232R USB UART A50285BI-if00-port0',
  },
]

const PAGE = layOut(
  testPage({ shopName: '海风酒店 南山店', language: 'zh-CN', footer: '谢谢惠顾，欢迎再来', profile: 'generic-80', at: NOW }),
  48,
)

const RECEIPT_PAGE = layOut(
  sampleSlip(
    { shopName: '海风酒店 南山店', deviceName: 'A1 前台', language: 'zh-CN', training: false, ...RECEIPT },
    RECEIPT.copies,
    NOW,
  ),
  48,
)

const FINDINGS: readonly Finding[] = [
  { code: 'network.fine', level: 'ok', params: { count: 4, ms: 42 } },
  { code: 'clock.off', level: 'warn', params: { seconds: 95 } },
  { code: 'disk.fine', level: 'ok', params: { megabytes: 20_000 } },
  { code: 'printer.silent', level: 'bad', params: { where: '192.168.1.50:9100' } },
  { code: 'ports.gone', level: 'bad', params: { path: '/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0' } },
  { code: 'groups.missing', level: 'bad', params: { groups: 'dialout, input' } },
  { code: 'udev.fine', level: 'ok' },
  { code: 'audio.fine', level: 'ok', params: { count: 1 } },
  { code: 'sandbox.on', level: 'ok' },
  { code: 'secrets.file', level: 'warn' },
]

export const answers = (facts: Partial<DeviceSettings> = {}, more: StandInAnswers = {}): StandInAnswers => ({
  'devices.look': { ok: true, value: settings(facts) },
  'devices.testPage': { ok: true, value: PAGE },
  'devices.receiptPage': { ok: true, value: RECEIPT_PAGE },
  'devices.findPrinters': { ok: true, value: FOUND },
  'devices.tryScanners': { ok: true, value: null },
  'devices.findOutputs': { ok: true, value: [{ name: 'alsa_output.usb-Speaker', label: 'USB Speaker' }] },
  'oneCode.codes': { ok: true, value: { codes: [COUNTER, DOOR] } },
  'app.checkMachine': { ok: true, value: FINDINGS },
  ...more,
})

const FINE = { level: 'ok', reason: 'fine' } as const
const lamps = { network: FINE, printer: PAPER_OUT, scanner: FINE, voice: FINE }
const SERIAL = serialLineSchema.parse({ path: '/dev/ttyS1', baudRate: 19_200 })

export const SETTING_STATES: readonly PageState[] = [
  { name: 'settings-printer', facts: { person: MANAGER }, answers: answers(), keys: ['F7'], shows: 'USB lp0' },
  {
    name: 'settings-printer-serial',
    facts: { person: MANAGER, lamps },
    answers: answers({
      printers: printersOf([{ kind: 'serial', line: SERIAL }]).map((one) => ({ ...one, lamp: PAPER_OUT })),
      slipsWaiting: 3,
    }),
    keys: ['F7'],
    shows: '19200',
  },
  {
    name: 'settings-printers',
    facts: {
      person: MANAGER,
      lamps: {
        ...lamps,
        printer: { level: 'warn', reason: 'standIn', standIn: { name: 'Kitchen_80', place: 2, because: 'paperOut' } },
      },
    },
    answers: answers({ printers: TWO }),
    keys: ['F7', 'Alt+2'],
    shows: '打印队列 Kitchen_80',
  },
  { name: 'settings-printer-clerk', facts: {}, answers: answers(), keys: ['F7'], shows: '只能看' },
  {
    name: 'settings-printer-choice',
    facts: { person: MANAGER },
    answers: answers({ printers: NONE }),
    keys: ['F7', 'Alt+p'],
    shows: 'Kitchen_80',
  },
  { name: 'settings-find', facts: { person: MANAGER }, answers: answers(), keys: ['F7', 'Alt+f'], shows: '找哪个设置？' },
  {
    name: 'settings-find-word',
    facts: { person: MANAGER },
    answers: answers(),
    keys: ['F7', 'Alt+f', ...'print', 'ArrowDown'],
    shows: '打印时限',
  },
  { name: 'settings-receipt', facts: { person: MANAGER }, answers: answers(), keys: ['F7', 'ArrowDown'], shows: '打印时限' },
  {
    name: 'settings-receipt-clerk',
    facts: {},
    answers: answers({ receipt: { ...RECEIPT, windowMs: 45_000, firstDelayMs: 3000 } }),
    keys: ['F7', 'ArrowDown'],
    shows: '45 秒',
  },
  {
    name: 'settings-scanner-none',
    facts: { person: ADMIN },
    answers: answers(),
    keys: ['F7', ...TO_SCANNERS],
    shows: '键盘方式的扫码枪',
  },
  {
    name: 'settings-scanner',
    facts: { person: ADMIN, lamps: { ...lamps, printer: FINE, scanner: { level: 'bad', reason: 'noScanner' } } },
    answers: answers({
      scanners: [
        { setup: GUN, lamp: { level: 'bad', reason: 'noScanner' } },
        { setup: BOX, lamp: FINE },
      ],
    }),
    keys: ['F7', ...TO_SCANNERS, 'F10'],
    shows: '扫一下任何条码',
  },
  {
    name: 'settings-scanner-add',
    facts: { person: ADMIN },
    answers: answers({ scanners: [{ setup: GUN, lamp: FINE }] }),
    keys: ['F7', ...TO_SCANNERS, 'Alt+n'],
    shows: '请用要添加的那把枪',
  },
  {
    name: 'settings-camera',
    facts: { person: ADMIN, lamps: { ...lamps, printer: FINE, scanner: { level: 'bad', reason: 'cameraBusy' } } },
    answers: answers({
      scanners: [{ setup: GUN, lamp: FINE }],
      camera: { setup: { enabled: true, role: 'customer' }, lamp: { level: 'bad', reason: 'cameraBusy' } },
    }),
    keys: ['F7', ...TO_SCANNERS],
    shows: '请关掉占用它的程序',
  },
  {
    name: 'settings-camera-clerk',
    facts: { lamps: { ...lamps, printer: FINE } },
    answers: answers({ camera: { setup: { enabled: true, role: 'counter' }, lamp: FINE } }),
    keys: ['F7', ...TO_SCANNERS],
    shows: '什么码都读',
  },
  {
    name: 'settings-voice',
    facts: { person: MANAGER },
    answers: answers({}, { 'devices.testVoice': { ok: true, value: null } }),
    keys: ['F7', ...TO_VOICE, 'F10'],
    shows: '已经播出',
  },
  {
    name: 'settings-customer',
    facts: { person: ADMIN },
    answers: answers({
      pole: {
        setup: poleSetupSchema.parse({ kind: 'serial', line: SERIAL, charset: 'gbk' }),
        lamp: { level: 'bad', reason: 'noPole' },
      },
    }),
    keys: ['F7', 'ArrowUp', 'ArrowUp'],
    shows: 'CD5220',
  },
  { name: 'settings-machine', facts: {}, answers: answers(), keys: ['F7', 'ArrowUp'], shows: '当前用户不在这些组里' },
]
