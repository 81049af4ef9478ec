import fc from 'fast-check'
import { slipDocumentSchema, type SlipDocument, type SlipDraft } from '../../../contract/slip.ts'
import type { PrinterProfile } from '../../../drivers/printer/profile.ts'
import { PROFILES } from '../../../drivers/printer/profiles/all.ts'
import { emulate, type Emulation, type EmulatorOptions } from '../../support/escpos-emulator.ts'

export const PROFILE_LIST: readonly PrinterProfile[] = Object.values(PROFILES)

/** What the models lack by their references, told to the emulator from here and not from the profiles. */
const MODELS: Readonly<Record<string, Partial<EmulatorOptions>>> = {
  'generic-58': { gsEnlargesHanzi: false, lacks: ['GS ( L', 'GS 8 L'] },
  'generic-80': { gsEnlargesHanzi: false, lacks: ['GS ( L', 'GS 8 L'] },
  'generic-76': {
    hanziDots: 16,
    charset: 'gb2312',
    lacks: ['GS !', 'GS k', 'GS ( k', 'GS v 0', 'GS ( L', 'GS V', 'GS w', 'GS h'],
  },
  'epson-tm-t82': { lacks: ['GS v 0', 'ESC B'] },
  'epson-tm-t88': { lacks: ['GS v 0', 'ESC B'] },
  'xprinter-58': { gsEnlargesHanzi: false, lacks: ['GS ( L'] },
  'xprinter-80': { gsEnlargesHanzi: false, beeper: true },
  'sunmi-58': { lacks: ['GS ( L', 'FS !', 'ESC *', 'GS V', 'DLE EOT', 'GS r'] },
  'sunmi-80': { lacks: ['GS ( L', 'FS !', 'ESC *', 'DLE EOT', 'GS r'] },
  'star-escpos-80': { lacks: ['GS ( k', 'GS ( L'] },
}

/** A job of this profile on paper, judged by the emulator. */
export function printed(bytes: Uint8Array, profile: PrinterProfile, more: Partial<EmulatorOptions> = {}): Emulation {
  const { charset, mode } = profile.hanzi
  const model = MODELS[profile.name] ?? {}
  return emulate(bytes, { columns: profile.columns, dots: profile.dots, charset, hanzi: mode, ...model, ...more })
}

export function slip(rows: SlipDraft['rows'], more: Partial<SlipDraft> = {}): SlipDocument {
  return slipDocumentSchema.parse({ kind: 'payment', language: 'zh-CN', rows, ...more })
}

export const PAYMENT = slip([
  { kind: 'text', text: '海风酒店', align: 'center', size: 2, bold: true },
  { kind: 'text', text: '南山店', align: 'center' },
  { kind: 'rule' },
  { kind: 'text', text: '收款', align: 'center', size: 2 },
  { kind: 'pair', label: '自动打印', value: '第 1/2 联' },
  { kind: 'pair', label: '订单号', value: '010000522024060114032212' },
  { kind: 'pair', label: '支付方式', value: '微信支付' },
  { kind: 'pair', label: '时间', value: '2024-06-01 14:03:22' },
  { kind: 'pair', label: '收银员', value: '1206 李  A1 号机' },
  { kind: 'rule' },
  { kind: 'money', label: '金额', amountFen: 128_000, size: 2 },
  { kind: 'money', label: '优惠', amountFen: -500 },
  { kind: 'text', text: '壹仟贰佰捌拾元整' },
  { kind: 'barcode', value: '010000522024060114032212' },
  { kind: 'text', text: '谢谢惠顾，欢迎再次光临', align: 'center' },
])

/** Text as people and other programs write it: hanzi, ASCII, ambiguous widths, emoji, controls, combining marks. */
export const anyText = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...Array.from('收银金额微信支付壹仟贰佰捌拾元整谢惠顾欢迎再次光临')) },
      { weight: 4, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 8 }) },
      { weight: 3, arbitrary: fc.constantFrom(...Array.from('，。、；：！？）】》（【《“”‘’·—…×÷±°§№℃①→￥¥€ ')) },
      { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          '😀',
          '\u0301',
          '\u200b',
          '\ufeff',
          '\t',
          '\n',
          '\r\n',
          '\u001b',
          '\u001cA',
          '\ud800',
          '㐀',
          '𠀀',
        ),
      },
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

const size = fc.constantFrom(1 as const, 2 as const)
const ascii = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 32 }).filter((text) => /^[\x20-\x7e]+$/.test(text))
const digits = fc.stringMatching(/^\d{1,32}$/)
const printableLabel = fc.constantFrom(
  '金额',
  '优惠',
  'AMOUNT',
  '',
  '实际支付金额（含税）',
  'Refund settlement',
  '很长很长很长很长很长很长很长的名目',
)

export const anyRow: fc.Arbitrary<SlipDraft['rows'][number]> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    text: anyText,
    align: fc.constantFrom('left' as const, 'center' as const, 'right' as const),
    size,
    bold: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('pair' as const), label: anyText, value: anyText }),
  fc.record({ kind: fc.constant('money' as const), label: printableLabel, amountFen: fc.maxSafeInteger(), size }),
  fc.record({ kind: fc.constant('barcode' as const), value: fc.oneof(digits, ascii) }),
  fc.record({ kind: fc.constant('qr' as const), value: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }) }),
  fc.constant({ kind: 'rule' as const }),
  fc.record({ kind: fc.constant('blank' as const), lines: fc.integer({ min: 1, max: 10 }) }),
)

export const anySlip: fc.Arbitrary<SlipDocument> = fc
  .record({
    rows: fc.array(anyRow, { maxLength: 12 }),
    openDrawer: fc.boolean(),
    language: fc.constantFrom('zh-CN' as const, 'en' as const),
  })
  .map(({ rows, ...more }) => slip(rows, more))
