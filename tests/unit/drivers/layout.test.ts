import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen, formatYuan } from '../../../contract/money.ts'
import { laidOutSlipSchema, type LaidOutLine } from '../../../contract/slip.ts'
import { normalise, widthOf } from '../../../drivers/printer/charset.ts'
import { layOut } from '../../../drivers/printer/layout.ts'
import { mayNotBeginLine, wrap } from '../../../drivers/printer/wrap.ts'
import { anySlip, anyText, PAYMENT, slip } from './slips.ts'

const textOf = (lines: readonly LaidOutLine[]) => lines.map((line) => (line.kind === 'text' ? line.text : `[${line.kind}]`))
const columns = fc.integer({ min: 24, max: 64 })

describe('a slip on paper', () => {
  it('never runs over the paper, whatever stands on it and however wide the paper is', () => {
    fc.assert(
      fc.property(anySlip, columns, (document, width) => {
        const laid = laidOutSlipSchema.parse(layOut(document, width))
        expect(laid.columns).toBe(width)
        for (const line of laid.lines) {
          if (line.kind === 'text') expect(widthOf(normalise(line.text)) * line.size).toBeLessThanOrEqual(width)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('prints every sum whole, at the right edge, on one line', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.constantFrom(1 as const, 2 as const),
        anyText,
        columns,
        (amountFen, size, label, width) => {
          const { lines } = layOut(slip([{ kind: 'money', label, amountFen, size }]), width)
          const whole = formatYuan(fen(Math.abs(amountFen)))
          const last = lines.at(-1)
          if (last?.kind !== 'text') throw new Error('no line of money')
          expect(last.text.endsWith(`${amountFen < 0 ? '-' : ''}￥${whole}`)).toBe(true)
          expect(widthOf(last.text)).toBe(Math.floor(width / last.size))
          expect(lines.every((line) => line.kind === 'text' && line.money)).toBe(true)
          expect(last.size).toBeLessThanOrEqual(size)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('enlarges a sum where it fits and steps down only where it does not', () => {
    const sizeOf = (amountFen: number, width: number) =>
      layOut(slip([{ kind: 'money', label: '金额', amountFen, size: 2 }]), width).lines.map(
        (line) => line.kind === 'text' && line.size,
      )
    expect(sizeOf(12_00, 32)).toEqual([2])
    expect(sizeOf(2_147_483_647, 32)).toEqual([1, 2])
    expect(sizeOf(1_234_567_890_123, 32)).toEqual([1])
  })

  it('puts label and value at the two edges, and the value on a line of its own when both do not fit', () => {
    const rows = (value: string) => textOf(layOut(slip([{ kind: 'pair', label: '订单号', value }]), 32).lines)
    expect(rows('0100005220240601')).toEqual(['订单号          0100005220240601'])
    expect(rows('01000052202406011403221234')).toEqual(['订单号', '      01000052202406011403221234'])
    expect(rows('')).toEqual(['订单号'])
  })

  it('leaves nothing of a printable text out, and changes no order', () => {
    fc.assert(
      fc.property(anyText, columns, (text, width) => {
        const bare = (each: string) => each.replace(/\s/g, '')
        expect(bare(wrap(normalise(text), width).join(''))).toBe(bare(normalise(text)))
      }),
      { numRuns: 300 },
    )
  })

  it('starts no line with closing punctuation and splits no word that fits', () => {
    const word = fc.oneof(fc.constantFrom(...Array.from('收银金额微信支付')), fc.stringMatching(/^[a-z0-9]{1,8}$/))
    const phrase = fc.tuple(word, fc.constantFrom('', '，', '。', '！', '）', '”。', ' ')).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.array(phrase, { minLength: 1, maxLength: 40 }), columns, (phrases, width) => {
        const text = phrases.join(' ')
        const lines = wrap(text, width)
        for (const line of lines) expect(mayNotBeginLine(Array.from(line)[0] ?? '')).toBe(false)
        const words = (each: string) => each.split(/[^a-z0-9]+/).filter((part) => part !== '')
        expect(lines.flatMap(words)).toEqual(words(text))
      }),
      { numRuns: 300 },
    )
  })

  it('breaks hanzi between characters and keeps the comma on the line it belongs to', () => {
    expect(wrap('请核对金额后再离开柜台，谢谢惠顾', 24)).toEqual(['请核对金额后再离开柜台，', '谢谢惠顾'])
    expect(wrap('请核对金额之后再离开柜台，谢谢', 24)).toEqual(['请核对金额之后再离开柜', '台，谢谢'])
    expect(wrap('一行\n二行', 24)).toEqual(['一行', '二行'])
  })

  it('counts two columns for what looks narrow on a screen but prints wide', () => {
    for (const character of '·—…“”×÷±°§№℃①→￥〓') expect(widthOf(character)).toBe(2)
    expect(widthOf('A1 ~')).toBe(4)
  })

  it('replaces what the printer has not outside of money, and leaves it for the encoder to refuse inside', () => {
    const { lines } = layOut(
      slip([
        { kind: 'text', text: '谢谢😀' },
        { kind: 'money', label: '金额😀', amountFen: 1 },
      ]),
      32,
    )
    expect(textOf(lines)[0]).toBe('谢谢〓')
    expect(textOf(lines)[1]).toContain('😀')
  })

  it('makes a QR code of a barcode that the paper is too narrow for', () => {
    const value = 'AbCdEfGhIjKlMnOpQrStUvWxYz012345'
    const kinds = (width: number) => layOut(slip([{ kind: 'barcode', value }]), width).lines.map((line) => line.kind)
    expect(kinds(32)).toEqual(['qr', 'text'])
    expect(layOut(slip([{ kind: 'barcode', value: '0'.repeat(28) }]), 32).lines[0]?.kind).toBe('barcode')
  })

  it('refuses paper on which a sum might not fit', () => {
    expect(() => layOut(PAYMENT, 23)).toThrow(RangeError)
  })
})
