import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { receiptSchema } from '../../../contract/receipt.ts'
import type { SlipDocument } from '../../../contract/slip.ts'
import { encodeSlip, layOutFor } from '../../../drivers/printer/encode.ts'
import { generic58 } from '../../../drivers/printer/profiles/generic-58.ts'
import { generic80 } from '../../../drivers/printer/profiles/generic-80.ts'
import { refundRecordSchema, releaseRecordSchema } from '../../../electron/ledger/records.ts'
import { captureSlip, holdSlip, releaseSlip } from '../../../electron/slips/deposit.ts'
import { paymentSlip } from '../../../electron/slips/payment.ts'
import { refundSlip } from '../../../electron/slips/refund.ts'
import type { SlipOrigin, SlipSetting } from '../../../electron/slips/rows.ts'
import { sampleSlip } from '../../../electron/slips/sample.ts'
import { saleOf } from '../../support/sale.ts'
import { slipSetting } from '../../support/slip-setting.ts'
import { anyText, printed, PROFILE_LIST } from '../drivers/slips.ts'

const ORDER_NO = '0100005200011763802000000008'
const HOLD_NO = '0100005200011763802000000007'
const AT = new Date(2026, 10, 22, 14, 3, 22).getTime()

const whose = { staffId: '1206', staffName: '李婷', isAdmin: false, authority: 'own', approver: null, fault: null }
const refundOf = (amountFen: number) =>
  refundRecordSchema.parse({
    ...whose,
    ...{ refundId: 'r1', refundNo: '0100005200011763802000000010', orderNo: ORDER_NO, saleId: 's1', tender: 'wechat' },
    ...{
      orderFen: amountFen,
      amountFen,
      reason: '',
      state: 'succeeded',
      startedAt: AT,
      sentAt: AT,
      acceptedAt: AT,
      settledAt: AT,
    },
    ...{ platformRefundId: null, receivedBy: null },
  })
const releaseOf = (amountFen: number) =>
  releaseRecordSchema.parse({
    ...whose,
    ...{ releaseId: 'u1', releaseNo: '0100005200011763802000000011', holdNo: HOLD_NO, tender: 'alipay', heldFen: amountFen },
    ...{ amountFen, remark: '502', state: 'succeeded', startedAt: AT, sentAt: AT, settledAt: AT, platformReleaseId: null },
  })

/** One slip of each kind, of so much. */
function slipsOf(setting: SlipSetting, origin: SlipOrigin, amountFen = 128_000, remark = '502 王先生'): SlipDocument[] {
  const facts = { amountFen, remark, settledAt: AT, platformTxnId: '4200000001202611220001' }
  const capture = {
    way: 'capture',
    state: 'paid',
    orderNo: ORDER_NO,
    holdNo: HOLD_NO,
    heldFen: amountFen,
    returnedFen: 0,
  } as const
  return [
    paymentSlip(saleOf({ ...facts, state: 'paid', orderNo: ORDER_NO }), setting, origin),
    refundSlip(refundOf(amountFen), setting, origin),
    holdSlip(saleOf({ ...facts, purpose: 'hold', state: 'held', orderNo: HOLD_NO }), setting, origin),
    captureSlip(saleOf({ ...facts, ...capture }), setting, origin),
    releaseSlip(releaseOf(amountFen), setting, origin),
  ]
}
const rowsOf = (document: SlipDocument) => JSON.stringify(document.rows)
const linesOf = (document: SlipDocument) =>
  layOutFor(document, generic58).lines.map((line) => ('text' in line ? line.text.trim() : line.kind))

describe('The settings of receipts', () => {
  it('the parts of one event are numbered, and are no copies; a copy is no part', () => {
    for (const [language, part, copy] of [
      ['zh-CN', '第 2/3 联', '副本'],
      ['en', 'Part 2/3', 'COPY'],
    ] as const) {
      const setting = slipSetting({ language })
      for (const slip of slipsOf(setting, { nth: 2, of: 3 })) {
        expect(rowsOf(slip)).toContain(part)
        expect(rowsOf(slip)).not.toContain(copy)
      }
      for (const slip of slipsOf(setting, 'copy')) {
        expect(rowsOf(slip)).toContain(copy)
        expect(rowsOf(slip)).not.toMatch(/联|Part/)
      }
      expect(slipsOf(setting, { nth: 1, of: 1 })).toEqual(slipsOf(setting, 'auto'))
    }
  })

  it('without barcodes there is none but that of a held deposit, which comes back by it', () => {
    const withBarcode = (barcode: boolean) =>
      slipsOf(slipSetting({ barcode }), 'auto').flatMap((slip) =>
        slip.rows.some((row) => row.kind === 'barcode') ? [slip.kind] : [],
      )
    expect(withBarcode(true)).toEqual(['payment', 'refund', 'hold', 'capture', 'release'])
    expect(withBarcode(false)).toEqual(['hold'])
    // The number itself stays.
    for (const slip of slipsOf(slipSetting({ barcode: false }), 'auto'))
      expect(rowsOf(slip)).toMatch(/01000052000117638020000000\d\d/)
  })

  it('the sum stands as large as it is set, on every kind of slip', () => {
    for (const amountSize of [1, 2] as const)
      for (const slip of slipsOf(slipSetting({ amountSize }), 'auto')) {
        const [sum] = slip.rows.filter((row) => row.kind === 'money')
        expect(sum, slip.kind).toMatchObject({ amountFen: 128_000, size: amountSize })
      }
  })

  it('so many blank lines stand between rows, none before the first and none after the last', () => {
    for (const [index, plain] of slipsOf(slipSetting(), 'auto').entries())
      for (const rowGap of [1, 2, 3]) {
        const slip = slipsOf(slipSetting({ rowGap }), 'auto')[index]
        if (!slip) throw new Error('no slip')
        expect(slip.rows.filter((row) => row.kind !== 'blank')).toEqual(plain.rows.filter((row) => row.kind !== 'blank'))
        const gaps = plain.rows.slice(1).filter((row, at) => row.kind !== 'blank' && plain.rows[at]?.kind !== 'blank').length
        expect(linesOf(slip).length - linesOf(plain).length).toBe(gaps * rowGap)
        expect([slip.rows[0]?.kind, slip.rows.at(-1)?.kind]).not.toContain('blank')
      }
  })

  it('whatever they are, every slip fits every printer, and its sum is whole', () => {
    fc.assert(
      fc.property(
        fc.record({
          amountSize: fc.constantFrom(1 as const, 2 as const),
          rowGap: fc.integer({ min: 0, max: 3 }),
          barcode: fc.boolean(),
          openDrawer: fc.boolean(),
          footer: anyText.map((text) => text.slice(0, 200)),
          language: fc.constantFrom('zh-CN' as const, 'en' as const),
        }),
        fc.constantFrom<SlipOrigin>('auto', 'copy', { nth: 1, of: 3 }, { nth: 3, of: 3 }),
        fc.integer({ min: 1, max: 2_147_483_647 }),
        anyText,
        fc.constantFrom(...PROFILE_LIST),
        (look, origin, amountFen, remark, profile) => {
          for (const slip of slipsOf(slipSetting(look), origin, amountFen, remark)) {
            const paper = printed(encodeSlip(slip, profile).bytes, profile)
            expect(paper.errors).toEqual([])
            expect(paper.lines.filter((line) => line.wrapped)).toEqual([])
            const sum = (amountFen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })
            expect(paper.lines.map((line) => line.text).join('\n')).toContain(`￥${sum}`)
          }
        },
      ),
      { numRuns: 120 },
    )
  }, 60_000)

  it('show in the sample, which says that it is one', () => {
    const rows = (more: Partial<SlipSetting>, copies = 1) =>
      linesOf(sampleSlip(slipSetting(more), { payment: copies, refund: 1 }, AT)).join('\n')
    expect(rows({})).toContain('样张')
    expect(rows({ language: 'en' })).toContain('Sample')
    expect(rows({})).toContain('barcode')
    expect(rows({ barcode: false })).not.toContain('barcode')
    expect(rows({}, 2)).toContain('第 1/2 联')
    expect(rows({ footer: '谢谢惠顾' })).toContain('谢谢惠顾')
    const large = (amountSize: 1 | 2) =>
      layOutFor(sampleSlip(slipSetting({ amountSize }), { payment: 1, refund: 1 }, AT), generic80).lines.filter(
        (line) => line.kind === 'text' && line.money && line.size === 2,
      ).length
    expect([large(1), large(2)]).toEqual([0, 1])
  })

  it('have the defaults of the register: by itself, once, with a barcode, for two minutes', () => {
    expect(receiptSchema.parse({})).toEqual({
      auto: { payment: true, refund: true },
      copies: { payment: 1, refund: 1 },
      barcode: true,
      amountSize: 2,
      rowGap: 0,
      firstDelayMs: 0,
      windowMs: 120_000,
      openDrawer: false,
      footer: '',
    })
  })
})
