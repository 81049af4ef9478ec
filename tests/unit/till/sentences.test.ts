import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fen } from '../../../contract/money.ts'
import { moneySpoken, sentences } from '../../../electron/till/sentences.ts'

test.each([
  [12_050, '一百二十元五角'],
  [1, '一分'],
  [1000, '十元'],
  [1500, '十五元'],
  [11_500, '一百一十五元'],
  [100_500, '一千零五元'],
  [105, '一元零五分'],
  [123_456, '一千二百三十四元五角六分'],
  [10_000_000, '十万元'],
  [100_010_000, '一百万零一百元'],
  [0, '零元'],
])('%i fen is said as %s', (amount, text) => {
  expect(moneySpoken(fen(amount))).toBe(text)
})

const PLACES: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }
const FIGURES = '零一二三四五六七八九'

/** Reads the words back, written apart from the code under test. */
function readBack(text: string): number {
  const groups = (words: string): number => {
    let sum = 0
    let figure = 0
    for (const word of words) {
      if (FIGURES.includes(word)) figure = FIGURES.indexOf(word)
      else {
        sum += (figure || 1) * (PLACES[word] ?? 0)
        figure = 0
      }
    }
    return sum + figure
  }
  const [yuan = '', rest = ''] = text.includes('元') ? text.split('元') : ['', text]
  const [hundredMillions, below = ''] = yuan.includes('亿') ? yuan.split('亿') : ['', yuan]
  const [tenThousands, ones = ''] = below.includes('万') ? below.split('万') : ['', below]
  const whole = groups(hundredMillions ?? '') * 10 ** 8 + groups(tenThousands ?? '') * 10 ** 4 + groups(ones)
  const jiao = /(.)角/.exec(rest)?.[1] ?? '零'
  const cents = /(.)分/.exec(rest)?.[1] ?? '零'
  return whole * 100 + FIGURES.indexOf(jiao) * 10 + FIGURES.indexOf(cents)
}

test('every amount can be understood from its words', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_147_483_647 }), (amount) => {
      expect(readBack(moneySpoken(fen(amount)))).toBe(amount)
    }),
    { numRuns: 2000 },
  )
})

test('the sentence names the wallet and the sum, in both languages', () => {
  expect(sentences.paid('zh-CN', 'alipay', fen(12_050))).toBe('支付宝收款一百二十元五角')
  expect(sentences.paid('en', 'wechat', fen(12_050))).toBe('WeChat received 120.50 yuan')
  expect(sentences.paid('en', 'wechat', fen(12_000))).toBe('WeChat received 120 yuan')
  expect(sentences.unknown('zh-CN')).toContain('请勿重复收款')
})

test('the Mandarin voice reads every sentence as Mandarin', () => {
  for (const text of [
    sentences.paid('zh-CN', 'wechat', fen(123_456)),
    sentences.failed('zh-CN'),
    sentences.unknown('zh-CN'),
    sentences.bound('zh-CN'),
  ]) {
    expect(text).not.toMatch(/[0-9A-Za-z]/)
    const phonemes = execFileSync('espeak-ng', ['-v', 'cmn-latn-pinyin', '-q', '-x', text], { encoding: 'utf8' })
    expect(phonemes).not.toContain('(en)')
  }
})
