import { describe, expect, it } from 'vitest'
import { fen } from '../../../contract/money.ts'
import { SALE_STATES } from '../../../contract/states.ts'
import { dayAfter } from '../../../contract/days.ts'
import { hoursAndMinutes, inFours, minutesAndSeconds, secondsUntil } from '../../../renderer/entry/durations.ts'
import { faceOf, waitedShare, waitOf } from '../../../renderer/entry/sale-face.ts'
import { partsOf, placesOf } from '../../../renderer/entry/slip-cells.ts'
import { amountInEnglish } from '../../../renderer/words/english-amount.ts'

describe('times as people read them', () => {
  it('count seconds, minutes and hours', () => {
    expect(minutesAndSeconds(47_999)).toBe('0:47')
    expect(minutesAndSeconds(192_000)).toBe('3:12')
    expect(minutesAndSeconds(3_661_000)).toBe('1:01:01')
    expect(minutesAndSeconds(-5)).toBe('0:00')
    expect(hoursAndMinutes(24_240_000)).toBe('6:44')
    expect(secondsUntil(10_001, 10_000)).toBe(1)
    expect(secondsUntil(9000, 10_000)).toBe(0)
  })

  it('step over the ends of months and years', () => {
    expect(dayAfter('2025-12-31', 1)).toBe('2026-01-01')
    expect(dayAfter('2024-03-01', -1)).toBe('2024-02-29')
  })

  it('leave numbers in fours', () => {
    expect(inFours('0100005201031700001842')).toBe('0100 0052 0103 1700 0018 42')
  })
})

describe('a waiting sale', () => {
  const sale = { startedAt: 0, sentAt: 10_000, askedUntil: 130_000 }

  it('fills its ring by its own times, never over', () => {
    expect(waitedShare(sale, 10_000)).toBe(0)
    expect(waitedShare(sale, 70_000)).toBe(0.5)
    expect(waitedShare(sale, 999_999)).toBe(1)
    expect(waitedShare(sale, 0)).toBe(0)
    expect(waitOf(sale, 22_000)).toEqual({ waited: 12_000, limit: 120_000 })
  })

  it('has two minutes when nobody said how long', () => {
    expect(waitedShare({ startedAt: 0, sentAt: null, askedUntil: null }, 60_000)).toBe(0.5)
  })
})

describe('a state', () => {
  it('is never told by colour alone: fields of colour have shapes of their own', () => {
    const fields = new Map(SALE_STATES.map((state) => [faceOf(state).field, faceOf(state).shape]))
    expect(new Set(fields.values()).size).toBe(fields.size)
    expect(faceOf('unknown').field).not.toBe(faceOf('failed').field)
  })
})

describe('an amount in English words', () => {
  it('says yuan and fen', () => {
    expect(amountInEnglish(fen(128_000))).toBe('One thousand two hundred eighty yuan')
    expect(amountInEnglish(fen(8650))).toBe('Eighty-six yuan fifty fen')
    expect(amountInEnglish(fen(5))).toBe('Five fen')
    expect(amountInEnglish(fen(0))).toBe('Zero yuan')
    expect(amountInEnglish(fen(100_001_00))).toBe('One hundred thousand one yuan')
    expect(amountInEnglish(fen(2_147_483_647))).toBe(
      'Twenty-one million four hundred seventy-four thousand eight hundred thirty-six yuan forty-seven fen',
    )
  })
})

describe('a line of a slip', () => {
  it('gives every character beyond ASCII two columns, as the printer does', () => {
    expect(placesOf('¥1 元', 1)).toEqual([1, 2.5, 3.5, 5])
    expect(placesOf('¥1 元', 2)).toEqual([2, 5, 7, 10])
  })

  it('is drawn with its neighbours, and apart from a barcode between them', () => {
    const text = { kind: 'text', text: '1', size: 1, bold: false, money: false } as const
    const rule = { kind: 'rule' } as const
    const barcode = { kind: 'barcode', value: '1' } as const
    expect(partsOf({ columns: 32, lines: [text, rule, barcode, text] })).toEqual([
      { kind: 'lines', lines: [text, rule] },
      barcode,
      { kind: 'lines', lines: [text] },
    ])
    expect(partsOf({ columns: 32, lines: [] })).toEqual([])
  })
})
