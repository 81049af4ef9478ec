import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findByWords, type Findable } from '../../../renderer/entry/find-by-words.ts'

const CUT: Findable = { names: ['打完切纸', 'Cut the paper'], also: ['打印机', 'Printer', '有切刀的才切'] }
const IMAGE: Findable = { names: ['图像方式', 'Print as image'], also: ['打印机', 'Printer', '汉字乱码时用', 'USB'] }
const VOLUME: Findable = { names: ['音量：收款', 'Volume: payments'], also: ['语音', 'Voice'] }
const PRINTER: Findable = { names: ['打印机', 'Printer'], also: ['纸', 'paper'] }
const ALL = [CUT, IMAGE, VOLUME, PRINTER]

describe('A setting is found', () => {
  it('by a part of its name in either language, whatever the page speaks', () => {
    expect(findByWords(ALL, '切纸')).toEqual([CUT])
    expect(findByWords(ALL, 'volume')).toEqual([VOLUME])
    expect(findByWords(ALL, '音量')).toEqual([VOLUME])
  })

  it('by what else is said of it', () => {
    expect(findByWords(ALL, '乱码')).toEqual([IMAGE])
  })

  it('in large and small letters, and in those of a Chinese input method', () => {
    expect(findByWords(ALL, 'CUT')).toEqual([CUT])
    expect(findByWords(ALL, 'ｕｓｂ')).toEqual([IMAGE])
    expect(findByWords(ALL, 'cut　paper')).toEqual([CUT])
  })

  it('only where every word stands, in any order', () => {
    expect(findByWords(ALL, 'paper cut')).toEqual([CUT])
    expect(findByWords(ALL, 'volume paper')).toEqual([])
    expect(findByWords(ALL, 'zebra')).toEqual([])
  })

  it('the nearest first: whose name begins so, then whose name has it, then the others, as listed', () => {
    expect(findByWords(ALL, 'print')).toEqual([IMAGE, PRINTER, CUT])
    expect(findByWords(ALL, 'paper')).toEqual([CUT, PRINTER])
    expect(findByWords(ALL, '打印机')).toEqual([PRINTER, CUT, IMAGE])
    expect(findByWords(ALL, 'printer image')).toEqual([IMAGE])
  })

  it('all of them, as listed, before anything is typed', () => {
    expect(findByWords(ALL, '')).toEqual(ALL)
    expect(findByWords(ALL, ' 　')).toEqual(ALL)
  })

  it('whatever is typed: each at most once, and never one that lacks a word', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12, unit: fc.constantFrom(...'打纸cut pr量 ') }), (typed) => {
        const found = findByWords(ALL, typed)
        expect(new Set(found).size).toBe(found.length)
        for (const one of found) {
          const text = [...one.names, ...one.also].join('\n').toLowerCase()
          for (const word of typed.split(' ')) expect(text).toContain(word)
        }
      }),
    )
  })
})
