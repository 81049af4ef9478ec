import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen, MAX_FEN, parseYuan } from '../../../contract/money.ts'
import {
  amountOf,
  EMPTY_ENTRY,
  pasteAmount,
  pressKey,
  shownText,
  typedFor,
  type AmountKey,
  type Entry,
} from '../../../renderer/entry/amount-entry.ts'

const type = (keys: readonly AmountKey[], ceiling = MAX_FEN): Entry =>
  keys.reduce<Entry>((entry, key) => pressKey(entry, key, ceiling), EMPTY_ENTRY)
const keysOf = (text: string): AmountKey[] => Array.from(text) as AmountKey[]

const anyKey = fc.constantFrom<AmountKey>('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '00', '.', 'backspace', 'clear')

describe('the amount that is typed', () => {
  it('is what was typed, to the fen, for every amount a sale may have', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_FEN }), (amount) => {
        const read = amountOf(type(keysOf(typedFor(fen(amount)))), MAX_FEN)
        expect(read).toEqual({ ok: true, amount })
      }),
    )
  })

  it('never has a third decimal, a second point, or more than a sale may be, whatever is pressed', () => {
    fc.assert(
      fc.property(fc.array(anyKey, { maxLength: 30 }), fc.integer({ min: 1, max: MAX_FEN }), (keys, ceiling) => {
        const { text } = type(keys, ceiling)
        expect(text).toMatch(/^(\d+(\.\d{0,2})?)?$/)
        const read = parseYuan(text, ceiling)
        if (!read.ok) expect(['empty', 'zero']).toContain(read.fault)
      }),
    )
  })

  it('stays as it was when a key is refused, and says why', () => {
    fc.assert(
      fc.property(fc.array(anyKey, { maxLength: 20 }), anyKey, (keys, last) => {
        const before = type(keys, 500_000)
        const after = pressKey(before, last, 500_000)
        if (after.refused) expect(after.text).toBe(before.text)
      }),
    )
    expect(pressKey(type(keysOf('1.25')), '5', MAX_FEN)).toEqual({ text: '1.25', refused: 'tooManyDecimals' })
    expect(pressKey(type(keysOf('1.2')), '00', MAX_FEN)).toEqual({ text: '1.2', refused: 'tooManyDecimals' })
    expect(pressKey(type(keysOf('1.')), '.', MAX_FEN)).toEqual({ text: '1.', refused: 'notANumber' })
    expect(pressKey(type(keysOf('5000'), 500_000), '0', 500_000)).toEqual({ text: '5000', refused: 'tooLarge' })
  })

  it.each([
    ['1280', '1280'],
    ['  １２８０．５０ ', '1280.5'],
    ['¥1,280.00', '1280'],
    ['￥ 45.6元', '45.6'],
    ['12。5', '12.5'],
  ])('%j that was pasted is %s', (text, typed) => {
    expect(pasteAmount(type(keysOf('7')), text, MAX_FEN)).toEqual({ text: typed, refused: null })
  })

  it.each([
    ['twelve', 'notANumber'],
    ['1.2.3', 'notANumber'],
    ['-5', 'notANumber'],
    ['1,28', 'notANumber'],
    ['1e5', 'notANumber'],
    ['１２ 元 ３', 'notANumber'],
    ['0', 'zero'],
    ['0.001', 'tooManyDecimals'],
    ['1000000000000', 'tooLarge'],
    ['134567890123456789', 'tooLarge'],
    ['', 'empty'],
  ])('%j that was pasted is refused as %s, and what was typed stays', (text, refused) => {
    expect(pasteAmount(type(keysOf('7')), text, MAX_FEN)).toEqual({ text: '7', refused })
  })

  it('may be zero on the way to 0.05, but is not charged as zero', () => {
    expect(type(keysOf('0.0'))).toEqual({ text: '0.0', refused: null })
    expect(amountOf(type(keysOf('0.05')), MAX_FEN)).toEqual({ ok: true, amount: 5 })
    expect(amountOf(type(keysOf('0.00')), MAX_FEN)).toEqual({ ok: false, fault: 'zero' })
    expect(amountOf(EMPTY_ENTRY, MAX_FEN)).toEqual({ ok: false, fault: 'empty' })
  })

  it('loses its leading zeros and begins with one at a lone point', () => {
    expect(type(['00', '7']).text).toBe('7')
    expect(type(['.', '5']).text).toBe('0.5')
  })

  it('shows what the hand typed apart from what the eye adds', () => {
    expect(shownText('')).toEqual({ typed: '', untyped: '0.00' })
    expect(shownText('1280')).toEqual({ typed: '1,280', untyped: '.00' })
    expect(shownText('1280.')).toEqual({ typed: '1,280.', untyped: '00' })
    expect(shownText('12345678.5')).toEqual({ typed: '12,345,678.5', untyped: '0' })
    expect(shownText('0.05')).toEqual({ typed: '0.05', untyped: '' })
  })
})
