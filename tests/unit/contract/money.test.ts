import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountInCapitals } from '../../../contract/capitals.ts'
import { addFen, fen, formatYuan, MAX_FEN, parseYuan, subtractFen } from '../../../contract/money.ts'

describe('an amount that was typed', () => {
  test.each([
    ['12', 1200],
    ['12.5', 1250],
    ['0.01', 1],
    ['.5', 50],
    ['007', 700],
    ['1280.', 128_000],
  ])('%s is %i fen', (text, amount) => {
    expect(parseYuan(text)).toEqual({ ok: true, amount })
  })

  test.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['0', 'zero'],
    ['0.00', 'zero'],
    ['0.001', 'tooManyDecimals'],
    ['12.345', 'tooManyDecimals'],
    ['abc', 'notANumber'],
    ['1e3', 'notANumber'],
    ['-5', 'notANumber'],
    ['.', 'notANumber'],
    ['1,000', 'notANumber'],
    ['1000000000000', 'tooLarge'],
    ['99999999999999999999', 'tooLarge'],
    ['21474836.48', 'tooLarge'],
  ])('%j is refused as %s', (text, fault) => {
    expect(parseYuan(text)).toEqual({ ok: false, fault })
  })

  test('every amount reads back as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_FEN }), (amount) => {
        expect(parseYuan(formatYuan(fen(amount), { grouping: false }))).toEqual({ ok: true, amount })
      }),
    )
  })
})

describe('an amount that is shown', () => {
  test('always has two decimals and never an exponent', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 15), max: 10 ** 15 }), (amount) => {
        expect(formatYuan(fen(amount))).toMatch(/^-?\d{1,3}(,\d{3})*\.\d{2}$/)
      }),
    )
    expect(formatYuan(fen(123_456_789))).toBe('1,234,567.89')
  })

  test('sums and differences stay whole fen', () => {
    expect(addFen(fen(10), fen(20))).toBe(30)
    expect(subtractFen(fen(10), fen(20))).toBe(-10)
    expect(() => fen(0.1 + 0.2)).toThrow(RangeError)
  })
})

test.each([
  [128_000, '壹仟贰佰捌拾元整'],
  [1, '壹分'],
  [10, '壹角整'],
  [105, '壹元零伍分'],
  [1050, '壹拾元伍角整'],
  [100_500, '壹仟零伍元整'],
  [100_000_05, '壹拾万元零伍分'],
  [10_000_500, '壹拾万零伍元整'],
  [1_000_000_000, '壹仟万元整'],
  [2_147_483_647, '贰仟壹佰肆拾柒万肆仟捌佰叁拾陆元肆角柒分'],
  [0, '零元整'],
])('%i fen in capitals is %s', (amount, text) => {
  expect(amountInCapitals(fen(amount))).toBe(text)
})
