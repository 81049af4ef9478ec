import { describe, expect, test } from 'vitest'
import { emulate, type EmulatorOptions } from '../../support/escpos-emulator.ts'

const ON_58: EmulatorOptions = { columns: 32, dots: 384 }
const GS = 0x1d
const FS = 0x1c

const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')]
const judge = (...parts: number[][]) => emulate(Uint8Array.from(parts.flat()), ON_58)
const messages = (...parts: number[][]) => judge(...parts).errors.map((error) => error.message)

const code128 = (...data: (string | number[])[]): number[] => {
  const all = data.flatMap((part) => (typeof part === 'string' ? ascii(part) : part))
  return [GS, 0x6b, 73, all.length, ...all]
}

describe('CODE128', () => {
  test('is read in each code set, and over a change of set', () => {
    expect(judge(code128('{BAb1')).lines).toMatchObject([{ kind: 'barcode', symbology: 'CODE128', value: 'Ab1', hri: 'none' }])
    expect(judge(code128('{C', [1, 0, 99])).lines).toMatchObject([{ value: '010099' }])
    expect(judge(code128('{C', [12, 34], '{B7')).lines).toMatchObject([{ value: '12347' }])
    expect(judge(code128('{A', [0x05], 'A')).lines).toMatchObject([{ value: '\u0005A' }])
    expect(judge(code128('{Ba{{b')).lines).toMatchObject([{ value: 'a{b' }])
    expect(judge(code128('{A', 'A', '{Sb', 'C')).lines).toMatchObject([{ value: 'AbC' }])
  })

  test('without a code set, in the wrong set or with half an escape it is refused', () => {
    expect(messages(code128('123'))).toEqual(['CODE128 must begin with {A, {B or {C'])
    expect(messages(code128('{C', [100]))[0]).toMatch(/pair of figures/)
    expect(messages(code128('{B', [5]))[0]).toMatch(/not in code set B/)
    expect(messages(code128('{Aabc'))[0]).toMatch(/not in code set A/)
    expect(messages(code128('{B12{'))[0]).toMatch(/middle of an escape/)
    expect(messages(code128('{B12{9'))[0]).toMatch(/\{9 is not allowed/)
    expect(messages(code128('{B'))).toEqual(['CODE128 without data'])
    expect(messages(code128('{B1{S'))).toEqual(['CODE128 ends after a shift'])
  })

  test('figures sent as text in set C say something else than was meant', () => {
    expect(judge(code128('{C1234')).lines).toMatchObject([{ value: '49505152' }])
  })

  test('its width is counted in modules: 28 figures in set C fit 58 mm at two dots, in set B they do not', () => {
    const figures = Array.from({ length: 14 }, (_, index) => index)
    const narrow = [GS, 0x77, 2]
    // (14 pairs + start + check) * 11 + 13 = 189 modules, 378 dots; 28 figures make 343 modules.
    expect(judge(narrow, code128('{C', figures))).toMatchObject({ errors: [], lines: [{ columns: 32 }] })
    expect(messages(narrow, code128('{B0001020304050607080910111213'))[0]).toMatch(/^overflow: a barcode of 686 dots/)
  })

  test('the text beside it, its height and its module are taken over', () => {
    expect(judge([GS, 0x48, 2], [GS, 0x68, 80], [GS, 0x66, 0], code128('{B1')).lines).toMatchObject([{ hri: 'below' }])
    expect(messages([GS, 0x48, 9], [GS, 0x77, 1], [GS, 0x68, 0])).toEqual([
      'GS H 9 is out of range',
      'GS w 1 is out of range',
      'GS h 0 is out of range',
    ])
  })

  test('control bytes inside its data are data', () => {
    const { errors, lines } = judge(code128('{C', [0x1b, 0x40, 0x0a]), ascii('x\n'))
    expect(errors).toEqual([])
    expect(lines).toMatchObject([{ value: '276410' }, { text: 'x' }])
  })
})

test('other barcodes are checked for what they may carry', () => {
  expect(judge([GS, 0x6b, 2, ...ascii('690123456789'), 0]).lines).toMatchObject([{ symbology: 'EAN13', value: '690123456789' }])
  expect(judge([GS, 0x6b, 69, 4, ...ascii('AB-1')]).lines).toMatchObject([{ symbology: 'CODE39', value: 'AB-1' }])
  expect(messages([GS, 0x6b, 70, 3, ...ascii('123')])).toEqual(['ITF cannot carry "123"'])
  expect(messages([GS, 0x6b, 99, 1, 0x31])).toEqual(['barcode system 99 is not known'])
})

const qr = (fn: number, ...rest: number[]): number[] => {
  const length = rest.length + 2
  return [GS, 0x28, 0x6b, length & 0xff, length >> 8, 49, fn, ...rest]
}
const stored = (text: string): number[] => qr(80, 48, ...Buffer.from(text, 'utf8'))

describe('QR', () => {
  test('stored and printed, it says what was stored', () => {
    const { errors, lines } = judge(qr(65, 50, 0), qr(67, 6), qr(69, 49), stored('https://shop.example/单?n=1'), qr(81, 48))
    expect(errors).toEqual([])
    expect(lines).toMatchObject([{ kind: 'qr', value: 'https://shop.example/单?n=1' }])
  })

  test('its width is its modules times the module size', () => {
    // Four figures make version 1: 21 modules; 16 dots each is 336.
    expect(judge(qr(67, 16), stored('1234'), qr(81, 48)).lines).toMatchObject([{ columns: 28 }])
    expect(messages(qr(67, 16), stored('x'.repeat(40)), qr(81, 48))[0]).toMatch(/^overflow: a qr/)
  })

  test('printing before storing, wrong functions and wrong arguments are errors', () => {
    expect(messages(qr(81, 48))).toEqual(['QR print without stored data'])
    expect(messages(qr(99, 1))).toEqual(['GS ( k 49 99 is not a QR function the emulator knows'])
    expect(messages(qr(67, 17))).toEqual(['QR module size 17 is out of range'])
    expect(messages(qr(67, 4, 4))).toEqual(['GS ( k 49 67 with 2 arguments'])
    expect(messages(qr(69, 60))).toEqual(['QR correction 60 is out of range'])
    expect(messages(qr(80, 47, 1))).toEqual(['QR store: m must be 48'])
    expect(messages(stored('x'.repeat(3000)), qr(81, 48))).toEqual(['more data than a QR symbol can carry'])
  })

  test('ESC @ forgets the stored symbol', () => {
    expect(messages(stored('a'), [0x1b, 0x40], qr(81, 48))).toEqual(['QR print without stored data'])
  })
})

describe('pictures', () => {
  const zeros = (count: number): number[] => Array.from({ length: count }, () => 0)
  const raster = (mode: number, bytesWide: number, height: number, data: number[]) => [
    GS,
    0x76,
    0x30,
    mode,
    bytesWide & 0xff,
    bytesWide >> 8,
    height & 0xff,
    height >> 8,
    ...data,
  ]

  test('a raster keeps its size and its bits, whatever bytes it is made of', () => {
    const data = [0x1b, 0x40, FS, 0x26]
    const { errors, lines, end } = judge(raster(0, 2, 2, data))
    expect(errors).toEqual([])
    expect(end.chinese).toBe(false)
    expect(lines).toMatchObject([{ kind: 'raster', bitmap: { width: 16, height: 2, bits: Uint8Array.from(data) } }])
  })

  test('a raster wider than the paper, doubled over it, without dots or in the middle of a line is an error', () => {
    expect(messages(raster(0, 48, 1, zeros(48)))).toEqual([])
    expect(messages(raster(0, 49, 1, zeros(49)))[0]).toMatch(/^overflow: a raster of 392 dots/)
    expect(messages(raster(1, 25, 1, zeros(25)))[0]).toMatch(/^overflow: a raster of 400 dots/)
    expect(messages(raster(0, 0, 0, []))).toEqual(['a picture without dots'])
    expect(messages(ascii('a'), raster(0, 1, 1, [0]), [0x0a])[0]).toMatch(/middle of a line/)
    expect(messages(raster(7, 1, 1, [0]))[0]).toMatch(/out of range/)
  })

  test('a raster that breaks off is an error', () => {
    expect(messages(raster(0, 2, 2, [1, 2, 3]))[0]).toMatch(/^the job ends in the middle/)
  })

  test('graphics are stored, then printed once', () => {
    const body = [48, 112, 48, 1, 1, 49, 8, 0, 2, 0, 0xaa, 0x55]
    const store = [GS, 0x28, 0x4c, body.length, 0, ...body]
    const print = [GS, 0x28, 0x4c, 2, 0, 48, 50]
    expect(judge(store, print)).toMatchObject({ errors: [], lines: [{ kind: 'raster', bitmap: { width: 8, height: 2 } }] })
    expect(messages(store, print, print)).toEqual(['graphics printed before any were stored'])
    const large = [GS, 0x38, 0x4c, body.length, 0, 0, 0, ...body]
    expect(judge(large, print)).toMatchObject({ errors: [], lines: [{ bitmap: { bits: Uint8Array.of(0xaa, 0x55) } }] })
    expect(messages([GS, 0x28, 0x4c, 4, 0, ...body.slice(0, 4)])).toEqual(['graphics: arguments and data do not agree'])
  })
})
