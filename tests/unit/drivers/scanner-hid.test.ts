import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLayouts, USUAL_LAYOUT } from '../../../drivers/scanner/hid-layout.ts'
import { HidReports } from '../../../drivers/scanner/hid-reports.ts'
import { COUNTED_DESCRIPTOR, reportsOf, WHOLE_DESCRIPTOR } from '../../support/hid-pos.ts'

const fromHex = (hex: string) => Buffer.from(hex.replaceAll(/\s/g, ''), 'hex')

/** As the HID POS tables list the usages, one input each, no length, the flag a single bit. Made by hand. */
const UNCOUNTED = fromHex(`05 8c 09 02 a1 01 85 02 15 00 26 ff 00 75 08 95 01 09 fb 81 02 09 fc 81 02 09 fd 81 02
  95 38 09 fe 82 02 01 75 01 95 01 25 01 09 ff 81 02 75 07 81 03 c0`)
/** A device with one report and so without an id, and its data by an extended usage. Made by hand. */
const WITHOUT_ID = fromHex('05 8c 09 02 a1 01 15 00 26 ff 00 75 08 95 40 0b fe 00 8c 00 81 02 c0')
/** IOHIDFamily's keyboard (apple-open-source, IOHIDUnitTestDescriptors.h), shortened to its inputs. */
const KEYBOARD = fromHex('05 01 09 06 a1 01 05 07 19 e0 29 e7 15 00 25 01 75 01 95 08 81 02 95 01 75 08 81 01 c0')

describe('the report descriptor of a HID POS scanner', () => {
  it.each([
    ['a published one', COUNTED_DESCRIPTOR],
    ['the same with its other collections', WHOLE_DESCRIPTOR],
  ])('is read where it is %s, and says what most makers do', (_name, hex) => {
    expect(readLayouts(fromHex(hex))).toEqual([USUAL_LAYOUT])
  })

  it('is read where it has no length, no id, or an extended usage', () => {
    expect(readLayouts(UNCOUNTED)).toEqual([
      { reportId: 2, bytes: 61, data: { from: 4, bytes: 56 }, count: null, more: { bit: 480, bits: 1 }, symbology: true },
    ])
    expect(readLayouts(WITHOUT_ID)).toEqual([
      { reportId: null, bytes: 64, data: { from: 0, bytes: 64 }, count: null, more: null, symbology: false },
    ])
  })

  it('of a keyboard has none, and no bytes break it', () => {
    expect(readLayouts(KEYBOARD)).toEqual([])
    expect(readLayouts(fromHex('fe'))).toEqual([])
    fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), (any) => void expect(readLayouts(any)).toBeInstanceOf(Array)))
  })
})

describe('the reports of a HID POS scanner', () => {
  const reader = (hex = COUNTED_DESCRIPTOR) => new HidReports(readLayouts(fromHex(hex)))
  const read = (reports: HidReports, list: readonly Uint8Array[], at = 0) =>
    list.flatMap((report) => reports.push(report, at).scan ?? []).map((scan) => Buffer.from(scan).toString())

  it('are joined to scans of any length', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[!-~]{1,200}$/), { maxLength: 4 }), (scans) => {
        expect(
          read(
            reader(),
            scans.flatMap((text) => reportsOf(Buffer.from(text))),
          ),
        ).toEqual(scans)
      }),
    )
  })

  it('are read by the usual layout where the device does not say', () => {
    expect(read(new HidReports([]), reportsOf(Buffer.from('x'.repeat(100))))).toEqual(['x'.repeat(100)])
  })

  it('lose the ends that the scanner adds, and nothing within', () => {
    expect(read(reader(), reportsOf(Buffer.from('\u0002A\u001dB\tC\r\n')))).toEqual(['A\u001dB\tC'])
  })

  it('are cut at their padding where they have no length', () => {
    const report = Buffer.alloc(61)
    report.set([2, ...Buffer.from(']E0'), ...Buffer.from('5901234123457')])
    expect(read(new HidReports(readLayouts(UNCOUNTED)), [report])).toEqual(['5901234123457'])
  })

  it('are told apart where several come at once', () => {
    const reports = reportsOf(Buffer.from(`A${'1'.repeat(100)}`))
    expect(
      reader()
        .split(Buffer.concat(reports))
        .map((each) => Buffer.from(each)),
    ).toEqual(reports)
    expect(reader().split(Buffer.from([4, ...Array<number>(99).fill(1)]))).toHaveLength(1)
  })

  it('of other kinds, short ones, and ones with no data bring nothing', () => {
    expect(read(reader(), [Buffer.from([4, 1, 2]), Buffer.from([2]), Buffer.alloc(0), ...reportsOf(Buffer.from('\r'))])).toEqual(
      [],
    )
  })

  it('whose rest never came are not joined with the next scan', () => {
    const reports = reader()
    expect(read(reports, reportsOf(Buffer.alloc(100, 'x')).slice(0, 1), 0)).toEqual([])
    const [next] = reportsOf(Buffer.from('134567890123456789'))
    const { scan, dropped } = reports.push(next ?? Buffer.alloc(0), 1001)
    expect([Buffer.from(scan ?? []).toString(), dropped]).toEqual(['134567890123456789', 'half a scan of 56 bytes'])
  })

  it('of a scan that is too long are dropped to its end', () => {
    const reports = new HidReports([USUAL_LAYOUT], 100)
    expect(read(reports, reportsOf(Buffer.alloc(101, 'x')))).toEqual([])
    expect(read(reports, reportsOf(Buffer.from('A1')))).toEqual(['A1'])
  })
})
