import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SlipDocument } from '../../../contract/slip.ts'
import { RELEASE_STATES, SALE_STATES } from '../../../contract/states.ts'
import { normalise, widthOf } from '../../../drivers/printer/charset.ts'
import { draw } from '../../../drivers/printer/draw.ts'
import { encodeSlip } from '../../../drivers/printer/encode.ts'
import { layOut } from '../../../drivers/printer/layout.ts'
import { toPng } from '../../../drivers/printer/png.ts'
import type { PrinterProfile } from '../../../drivers/printer/profile.ts'
import { generic58 } from '../../../drivers/printer/profiles/generic-58.ts'
import { generic80 } from '../../../drivers/printer/profiles/generic-80.ts'
import type { ReleaseRecord } from '../../../electron/ledger/records.ts'
import { captureSlip, holdSlip, releaseSlip } from '../../../electron/slips/deposit.ts'
import { paymentSlip } from '../../../electron/slips/payment.ts'
import type { SlipSetting } from '../../../electron/slips/rows.ts'
import { emulate } from '../../support/escpos-emulator.ts'
import { saleOf } from '../../support/sale.ts'
import { PLAIN } from '../../support/slip-setting.ts'

const PROFILES: readonly PrinterProfile[] = [generic58, generic80]
const HOLD_NO = '0100005200011763802000000007'
const ORDER_NO = '0100005200011763802000000008'
const RELEASE_NO = '0100005200011763802000000009'
const HELD_AT = new Date(2026, 10, 22, 14, 3, 22).getTime()

const settingOf = (more: Partial<SlipSetting> = {}): SlipSetting => ({
  shopName: '海风酒店',
  deviceName: 'A1 号机',
  language: 'zh-CN',
  ...PLAIN,
  footer: '谢谢惠顾',
  training: false,
  ...more,
})
const ZH = settingOf()
const EN = settingOf({ language: 'en' })

const holdOf = (more: Parameters<typeof saleOf>[0] = {}) =>
  saleOf({
    purpose: 'hold',
    orderNo: HOLD_NO,
    amountFen: 20_000,
    remark: '502 王先生',
    state: 'held',
    orderState: 'held',
    settledAt: HELD_AT,
    platformTxnId: '4200000001202611220001',
    ...more,
  })
const captureOf = (more: Parameters<typeof saleOf>[0] = {}) =>
  saleOf({
    purpose: 'sale',
    way: 'capture',
    orderNo: ORDER_NO,
    holdNo: HOLD_NO,
    heldFen: 1000,
    amountFen: 100,
    releaseRest: true,
    returnedFen: 900,
    state: 'paid',
    settledAt: HELD_AT,
    platformTxnId: '4200000001202611220002',
    remark: '502 王先生',
    ...more,
  })
const releaseOf = (more: Partial<ReleaseRecord> = {}): ReleaseRecord => ({
  releaseId: 'r1',
  releaseNo: RELEASE_NO,
  holdNo: HOLD_NO,
  tender: 'alipay',
  heldFen: 20_000,
  amountFen: 19_950,
  remark: '502 王先生',
  state: 'succeeded',
  startedAt: HELD_AT - 4000,
  sentAt: HELD_AT - 3000,
  settledAt: HELD_AT,
  platformReleaseId: '5000000001202611220003',
  fault: null,
  staffId: '1206',
  staffName: '李婷',
  isAdmin: false,
  authority: 'phone',
  approver: { staffId: '1001', name: '陈经理' },
  ...more,
})

function paperOf(document: SlipDocument, profile: PrinterProfile) {
  const { charset, mode } = profile.hanzi
  return emulate(encodeSlip(document, profile).bytes, { columns: profile.columns, dots: profile.dots, charset, hanzi: mode })
}
/** As one text, without the breaks of lines: a long sentence runs over two on narrow paper. */
const readOf = (document: SlipDocument, profile: PrinterProfile) =>
  paperOf(document, profile)
    .lines.map((line) => line.text.trim())
    .join(document.language === 'en' ? ' ' : '')
const barcodeOf = (document: SlipDocument, profile: PrinterProfile) =>
  paperOf(document, profile).lines.flatMap((line) => (line.kind === 'barcode' ? [line.value] : []))
const largeOf = (document: SlipDocument, profile: PrinterProfile) =>
  paperOf(document, profile).lines.flatMap((line) => (line.size === 2 ? [line.text.trim().replace(/ +/g, ' ')] : []))

const KINDS = [
  { name: 'hold', zh: holdSlip(holdOf(), ZH, 'auto'), en: holdSlip(holdOf(), EN, 'auto'), barcode: HOLD_NO },
  { name: 'capture', zh: captureSlip(captureOf(), ZH, 'auto'), en: captureSlip(captureOf(), EN, 'auto'), barcode: ORDER_NO },
  { name: 'release', zh: releaseSlip(releaseOf(), ZH, 'auto'), en: releaseSlip(releaseOf(), EN, 'auto'), barcode: HOLD_NO },
]

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'deposit-slips-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe.each(PROFILES)('on $columns columns', (profile) => {
  it.each(KINDS)(
    'the slip of a $name is printed as it was laid out, with its barcode and room to sign',
    ({ zh, en, barcode }) => {
      for (const document of [zh, en]) {
        const laid = layOut(document, profile.columns)
        for (const line of laid.lines)
          if (line.kind === 'text') expect(widthOf(normalise(line.text)) * line.size).toBeLessThanOrEqual(profile.columns)
        const { errors, lines } = paperOf(document, profile)
        expect(errors).toEqual([])
        expect(lines.filter((line) => line.wrapped)).toEqual([])
        expect(barcodeOf(document, profile)).toEqual([barcode])
        expect(lines.map((line) => line.text.trim().replace(/ +/g, ' '))).toContain(
          `${document.language === 'en' ? 'Signature' : '签名'} ${'_'.repeat(20)}`,
        )
      }
    },
  )

  it.each(KINDS)('a scanner reads the barcode of the $name off the picture', async ({ name, zh, barcode }) => {
    const path = join(folder, `${name}-${profile.name}.png`)
    writeFileSync(path, await toPng(draw(encodeSlip(zh, profile).slip, profile)))
    const read = execFileSync('zbarimg', ['-q', path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    expect(read.trim()).toBe(`CODE-128:${barcode}`)
  })

  it('the slip of a hold says what it is for, how much, and how it comes back', () => {
    const zh = readOf(KINDS[0]?.zh as SlipDocument, profile)
    for (const piece of [
      '押金凭证',
      HOLD_NO,
      '4200000001202611220001',
      '微信支付',
      '2026-11-22 14:03:22',
      '李婷 1206',
      'A1 号机',
    ])
      expect(zh).toContain(piece)
    for (const piece of ['502 王先生', '请保管此单，退押金时出示', '30 天后', '自动退还', '2026-12-22'])
      expect(zh).toContain(piece)
    expect(largeOf(KINDS[0]?.zh as SlipDocument, profile).slice(0, 2)).toEqual(['押金凭证', '押金 ￥200.00'])
    const en = readOf(KINDS[0]?.en as SlipDocument, profile)
    for (const piece of ['DEPOSIT HELD', 'KEEP THIS SLIP - needed to return the deposit', 'After 30 days', '2026-12-22'])
      expect(en).toContain(piece)
    expect(largeOf(KINDS[0]?.en as SlipDocument, profile).slice(0, 2)).toEqual(['DEPOSIT HELD', 'DEPOSIT ￥200.00'])
  })

  it('the slip of a capture shows all three sums and both numbers', () => {
    const zh = readOf(KINDS[1]?.zh as SlipDocument, profile)
    for (const piece of ['押金消费', ORDER_NO, HOLD_NO, '4200000001202611220002', '微信支付', '李婷 1206', '502 王先生'])
      expect(zh).toContain(piece)
    expect(zh).toMatch(/押金金额 +￥10\.00/)
    expect(zh).toMatch(/退还顾客 +￥9\.00/)
    expect(largeOf(KINDS[1]?.zh as SlipDocument, profile)).toEqual(['押金消费', '消费 ￥1.00'])
    const en = readOf(KINDS[1]?.en as SlipDocument, profile)
    expect(en).toMatch(/DEPOSIT USED .*USED +￥1\.00 Deposit held +￥10\.00 Returned +￥9\.00/)
  })

  it('the slip of a release names who returned it, who approved it, how much of how much', () => {
    const zh = readOf(KINDS[2]?.zh as SlipDocument, profile)
    for (const piece of ['押金退还', RELEASE_NO, HOLD_NO, '5000000001202611220003', '支付宝', '李婷 1206', '陈经理 1001'])
      expect(zh).toContain(piece)
    expect(zh).toContain('到账时间以钱包或银行为准')
    expect(zh).toMatch(/押金金额 +￥200\.00/)
    expect(largeOf(KINDS[2]?.zh as SlipDocument, profile)).toEqual(['押金退还', '退还 ￥199.50'])
    expect(readOf(KINDS[2]?.en as SlipDocument, profile)).toContain('When it arrives depends on the wallet or the bank')
  })
})

describe('the slips of a deposit', () => {
  it('never promise that the money of a WeChat hold stays in the wallet, and say where it comes back', () => {
    expect(readOf(holdSlip(holdOf(), ZH, 'auto'), generic80)).toContain('微信支付的押金已从钱包扣款，退还时原路退回')
    expect(readOf(holdSlip(holdOf(), EN, 'auto'), generic80)).toContain('WeChat Pay took this amount from the wallet.')
    for (const setting of [ZH, EN])
      expect(readOf(holdSlip(holdOf({ tender: 'alipay' }), setting, 'auto'), generic80)).not.toMatch(/扣款|took/)
  })

  it('are marked as copies when they are asked for again', () => {
    const copies = (setting: SlipSetting) => [
      holdSlip(holdOf(), setting, 'copy'),
      captureSlip(captureOf(), setting, 'copy'),
      releaseSlip(releaseOf(), setting, 'copy'),
    ]
    for (const document of copies(ZH)) expect(readOf(document, generic58)).toMatch(/人工打印 +副本/)
    for (const document of copies(EN)) expect(readOf(document, generic58)).toMatch(/Manual print +COPY/)
    for (const { zh } of KINDS) expect(readOf(zh, generic58)).not.toContain('副本')
  })

  it('say in training that no money was taken', () => {
    const training = settingOf({ training: true })
    for (const document of [
      holdSlip(holdOf(), training, 'auto'),
      captureSlip(captureOf(), training, 'auto'),
      releaseSlip(releaseOf(), training, 'auto'),
    ])
      expect(readOf(document, generic58)).toContain('练习模式，没有真实收款')
  })

  it('are of their kind, so that the spool and the archive can tell them apart', () => {
    expect(KINDS.map(({ zh }) => zh.kind)).toEqual(['hold', 'capture', 'release'])
  })

  it('leave out what is not known or not there', () => {
    const bare = captureSlip(captureOf({ returnedFen: null, remark: '', platformTxnId: null }), ZH, 'auto')
    expect(readOf(bare, generic58)).not.toMatch(/退还|备注|交易单号/)
    const kept = captureSlip(captureOf({ returnedFen: 0, releaseRest: false }), ZH, 'auto')
    expect(readOf(kept, generic58)).toMatch(/退还顾客 +￥0\.00/)
    expect(readOf(kept, generic58)).not.toContain('原路退回')
    expect(readOf(releaseSlip(releaseOf({ approver: null }), ZH, 'auto'), generic58)).not.toContain('授权人')
  })

  it('are refused in every state but the ones that earn them', () => {
    for (const state of SALE_STATES) {
      if (state !== 'held') expect(() => holdSlip(holdOf({ state }), ZH, 'auto')).toThrow()
      if (state === 'paid' || state === 'refunded') expect(captureSlip(captureOf({ state }), ZH, 'auto').kind).toBe('capture')
      else expect(() => captureSlip(captureOf({ state }), ZH, 'auto')).toThrow()
    }
    for (const state of RELEASE_STATES)
      if (state !== 'succeeded') expect(() => releaseSlip(releaseOf({ state }), ZH, 'auto')).toThrow()
    expect(() => holdSlip(holdOf({ purpose: 'sale' }), ZH, 'auto')).toThrow()
    expect(() => holdSlip(holdOf({ orderNo: null }), ZH, 'auto')).toThrow()
    expect(() => holdSlip(holdOf({ settledAt: null }), ZH, 'auto')).toThrow()
    expect(() => captureSlip(captureOf({ way: 'code' }), ZH, 'auto')).toThrow()
    expect(() => captureSlip(captureOf({ holdNo: null }), ZH, 'auto')).toThrow()
    expect(() => paymentSlip(captureOf(), ZH, 'auto')).toThrow()
    expect(() => paymentSlip(holdOf({ state: 'paid' }), ZH, 'auto')).toThrow()
  })
})
