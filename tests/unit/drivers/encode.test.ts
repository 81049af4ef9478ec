import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CannotPrintAmount, hanziBytes, normalise } from '../../../drivers/printer/charset.ts'
import { encode, encodeSlip } from '../../../drivers/printer/encode.ts'
import { layOut } from '../../../drivers/printer/layout.ts'
import type { PrinterProfile } from '../../../drivers/printer/profile.ts'
import { generic58 } from '../../../drivers/printer/profiles/generic-58.ts'
import { generic80 } from '../../../drivers/printer/profiles/generic-80.ts'
import { anySlip, anyText, PAYMENT, printed, PROFILE_LIST, slip } from './slips.ts'

const anyProfile = fc.constantFrom(...PROFILE_LIST)

/** All runs between FS & and FS ., joined: what the Chinese ROM was asked for. */
function hanziRuns(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex').match(/../g)?.join(' ') ?? ''
  return [...hex.matchAll(/1c 26 (?:1c 21 0c )?(.*?)(?: 1c 21 00)? 1c 2e/g)].map(([, run]) => run).join(' ')
}

describe('the bytes of a slip', () => {
  it('are understood by a printer down to the last byte, and stand there as they were laid out', () => {
    fc.assert(
      fc.property(anySlip, anyProfile, (document, profile) => {
        const { slip: laid, bytes } = encodeSlip(document, profile)
        const paper = printed(bytes, profile)
        expect(paper.errors).toEqual([])
        expect(paper.lines.filter((line) => line.wrapped)).toEqual([])
        const want = laid.lines.flatMap((line) => (line.kind === 'text' ? [normalise(line.text).trimEnd()] : []))
        const got = paper.lines
          .filter((line) => line.kind === 'text' && !/^-+$/.test(line.text))
          .map((line) => line.text.trimEnd())
        expect(got.filter((text) => text !== '')).toEqual(want.filter((text) => text !== '' && !/^-+$/.test(text)))
        for (const line of paper.lines) expect(line.columns).toBeLessThanOrEqual(profile.columns)
      }),
      { numRuns: 300 },
    )
  })

  it('start from a known state and end in one, with the cut and the drawer that the profile has', () => {
    fc.assert(
      fc.property(anySlip, anyProfile, (document, profile) => {
        const { bytes } = encodeSlip(document, profile)
        expect([...bytes.slice(0, 2)]).toEqual([0x1b, 0x40])
        const { end, cuts, drawerKicks } = printed(bytes, profile)
        expect(end).toEqual({ chinese: false, size: 1, hanziSize: 1, bold: false, align: 'left' })
        expect(cuts).toBe(profile.commands.cut ? 1 : 0)
        expect(drawerKicks).toBe(document.openDrawer && profile.commands.drawer ? 1 : 0)
      }),
      { numRuns: 200 },
    )
  })

  it('hold no real-time command, not even by chance inside a barcode', () => {
    const order = fc.stringMatching(/^(\d\d){0,4}16(04|05|20)(01|02|00)\d{0,9}$/)
    fc.assert(
      fc.property(
        fc.oneof(
          anySlip,
          order.map((value) => slip([{ kind: 'barcode', value }])),
        ),
        anyProfile,
        (document, profile) => {
          const { bytes } = encodeSlip(document, profile)
          const realTime = bytes.findIndex((byte, at) => byte === 0x10 && [4, 5, 20].includes(bytes[at + 1] ?? 0))
          expect(realTime).toBe(-1)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('never hold a character of four bytes for a printer without GB18030', () => {
    fc.assert(
      fc.property(anyText, anyProfile, (text, profile) => {
        const { bytes } = encodeSlip(slip([{ kind: 'text', text: `甲${text}乙` }]), profile)
        for (const run of hanziRuns(bytes).split(' 1c 2e ')) {
          const each = run.split(' ').map((byte) => Number.parseInt(byte, 16))
          for (let at = 0; at + 1 < each.length; at += 2) {
            expect(each[at]).toBeGreaterThanOrEqual(0x81)
            expect(each[at + 1]).toBeGreaterThanOrEqual(0x40)
          }
        }
      }),
    )
  })

  it('write a yuan sign as the one that Chinese printers have', () => {
    const { bytes } = encodeSlip(slip([{ kind: 'text', text: '\u00a51' }]), generic58)
    expect(hanziRuns(bytes)).toBe('a3 a4')
  })

  it('are refused when a sum or its label cannot be printed, and show 〓 elsewhere', () => {
    expect(() => encodeSlip(slip([{ kind: 'money', label: '😀', amountFen: 1 }]), generic58)).toThrow(CannotPrintAmount)
    const shown = printed(encodeSlip(slip([{ kind: 'text', text: 'a😀b' }]), generic58).bytes, generic58)
    expect(shown.lines[0]?.text).toBe('a〓b')
  })

  it('enlarge hanzi on clones that know FS ! alone, and on those that know FS W alone', () => {
    for (const enlarge of ['FS!', 'FSW'] as const) {
      const profile: PrinterProfile = { ...generic58, hanzi: { ...generic58.hanzi, enlarge } }
      const paper = printed(encodeSlip(PAYMENT, profile).bytes, profile, { gsEnlargesHanzi: false })
      expect(paper.errors).toEqual([])
      const large = paper.lines.filter((line) => line.size === 2)
      expect(large.map((line) => [line.text.trim(), line.evenSize])).toEqual([
        ['海风酒店', true],
        ['收款', true],
        ['金额     ￥1,280.00'.replace(/ +/, ' '.repeat(16 - 4 - 10)), true],
      ])
    }
  })

  it('never switch Chinese mode on a printer that is always in it', () => {
    const profile: PrinterProfile = { ...generic58, hanzi: { ...generic58.hanzi, mode: 'always-on', enlarge: 'GS!' } }
    const { bytes } = encodeSlip(PAYMENT, profile)
    expect(Buffer.from(bytes).includes(Buffer.from([0x1c, 0x26]))).toBe(false)
    expect(printed(bytes, profile).errors).toEqual([])
  })

  it('leave a printer without hanzi with marks it can print, and refuse its sums', () => {
    const profile: PrinterProfile = { ...generic58, hanzi: { ...generic58.hanzi, mode: 'none' } }
    const paper = printed(encodeSlip(slip([{ kind: 'text', text: 'a中b' }]), profile).bytes, profile)
    expect(paper.errors).toEqual([])
    expect(paper.lines[0]?.text).toBe('a??b')
    expect(() => encodeSlip(slip([{ kind: 'money', label: 'x', amountFen: 1 }]), profile)).toThrow(CannotPrintAmount)
  })

  it('keep to GB2312 on an old ROM and use four bytes only where GB18030 is declared', () => {
    const old: PrinterProfile = { ...generic58, hanzi: { ...generic58.hanzi, charset: 'gb2312' } }
    const modern: PrinterProfile = { ...generic58, hanzi: { ...generic58.hanzi, charset: 'gb18030' } }
    const rare = slip([{ kind: 'text', text: '朱镕基㐀' }])
    expect(printed(encodeSlip(rare, old).bytes, old).lines[0]?.text).toBe('朱〓基〓')
    expect(printed(encodeSlip(rare, generic58).bytes, generic58).lines[0]?.text).toBe('朱镕基〓')
    expect(printed(encodeSlip(rare, modern).bytes, modern).lines[0]?.text).toBe('朱镕基㐀')
    expect(hanziBytes('㐀', 'gbk')).toBeNull()
    expect(hanziBytes('€', 'gbk')).toBeNull()
  })

  it('send symbols as pictures to a printer that cannot make them itself', () => {
    const profile: PrinterProfile = { ...generic80, barcode: null, qr: null }
    const symbols = slip([
      { kind: 'barcode', value: '0100005220240601' },
      { kind: 'qr', value: 'https://pay.example/1' },
    ])
    const paper = printed(encodeSlip(symbols, profile).bytes, profile)
    expect(paper.errors).toEqual([])
    expect(paper.lines.map((line) => line.kind)).toContain('raster')
    expect(paper.lines.some((line) => line.kind === 'barcode' || line.kind === 'qr')).toBe(false)
  })

  it('are never made for wider paper than there is', () => {
    expect(() => encode(layOut(PAYMENT, 48), generic58)).toThrow(RangeError)
    const slipTooWide = {
      columns: 32,
      lines: [{ kind: 'text' as const, text: '宽'.repeat(9), size: 2 as const, bold: false, money: false }],
    }
    expect(() => encode(slipTooWide, generic58)).toThrow(RangeError)
  })
})
