import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { SCAN_LENGTH_MOST } from '../../../contract/scanners.ts'
import { quietMs, ScanFraming, type Framed } from '../../../drivers/scanner/framing.ts'
import { decodeScan } from '../../../drivers/scanner/text.ts'

const texts = ({ scans }: Framed) => scans.map((scan) => decodeScan(scan))
const bytes = (text: string) => Buffer.from(text)

describe('the framing of a serial scanner', () => {
  it.each([
    ['CR', 'A1\rB2\r'],
    ['LF', 'A1\nB2\n'],
    ['CRLF', 'A1\r\nB2\r\n'],
    ['Tab', 'A1\tB2\t'],
    ['STX and ETX', '\u0002A1\u0003\u0002B2\u0003'],
    ['NUL', 'A1\0B2\0'],
  ])('ends a scan at %s', (_name, sent) => {
    expect(texts(new ScanFraming(9600).push(bytes(sent)))).toEqual(['A1', 'B2'])
  })

  it('is the same in whatever pieces the bytes come', () => {
    const scan = fc.stringMatching(/^[\u0020-\u007e收银台]{1,40}$/)
    fc.assert(
      fc.property(
        fc.array(scan, { maxLength: 5 }),
        fc.constantFrom('\r', '\n', '\r\n', '\t', '\0'),
        fc.integer({ min: 1, max: 9 }),
        (scans, end, step) => {
          const framing = new ScanFraming(9600)
          const all = bytes(scans.map((text) => text + end).join(''))
          const got: string[] = []
          for (let at = 0; at < all.length; at += step) got.push(...texts(framing.push(all.subarray(at, at + step))))
          expect(got).toEqual(scans)
          expect(framing.waits()).toBeNull()
        },
      ),
    )
  })

  it('takes what came for whole after a pause, for a scanner that sends no end', () => {
    const framing = new ScanFraming(9600)
    expect(texts(framing.push(bytes('134567')))).toEqual([])
    expect(texts(framing.push(bytes('890')))).toEqual([])
    expect(framing.waits()).toBe(quietMs(9600))
    expect(texts(framing.settle())).toEqual(['134567890'])
    expect(framing.waits()).toBeNull()
  })

  it('takes half a scan for none once the scanner has shown how it ends them, and does not join it with the next', () => {
    const framing = new ScanFraming(9600)
    framing.push(bytes('A1\r'))
    framing.push(bytes('1345'))
    expect(framing.waits()).toBe(1000)
    expect(framing.settle()).toEqual({ scans: [], dropped: ['half a scan of 4 bytes'] })
    expect(texts(framing.push(bytes('B2\r')))).toEqual(['B2'])
  })

  it('drops what is too long as a whole, and says how long it was but not what', () => {
    const framing = new ScanFraming(9600)
    framing.push(bytes('x'.repeat(SCAN_LENGTH_MOST)))
    expect(framing.push(bytes('secret\rB2\r'))).toEqual({
      scans: [Uint8Array.from(bytes('B2'))],
      dropped: [`a scan of ${SCAN_LENGTH_MOST + 6} bytes, which is too long`],
    })
    expect(texts(framing.push(bytes(`${'y'.repeat(SCAN_LENGTH_MOST)}\r`)))).toEqual(['y'.repeat(SCAN_LENGTH_MOST)])
  })

  it('waits longer on a slow line, and never less than 30 ms', () => {
    // 16 bytes, which a serial chip may keep together, need 160 ms at 1200 baud and 8 data bits.
    expect(quietMs(1200)).toBeGreaterThan(160)
    expect(quietMs(115_200)).toBe(30)
    for (const baud of [1200, 2400, 4800, 9600, 19_200, 38_400, 57_600])
      expect(quietMs(baud)).toBeGreaterThanOrEqual(quietMs(baud * 2))
  })
})

describe('the text of a scan', () => {
  it('is UTF-8, or GB18030 where it is not valid UTF-8', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[收银台微信支付宝a-z0-9𠮷]{1,20}$/u),
        (text) => void expect(decodeScan(bytes(text))).toBe(text),
      ),
    )
    expect(decodeScan(iconv.encode('收银台12', 'gb18030'))).toBe('收银台12')
    expect(decodeScan(iconv.encode('㐀𠮷', 'gb18030'))).toBe('㐀𠮷')
  })

  it('comes of any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (any) => void expect(decodeScan(any)).toBeTypeOf('string')))
  })
})
