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

test('how it was paid is said first where it is asked for, and never calls a code a card', () => {
  expect(sentences.paid('zh-CN', 'wechat', fen(1200), 'code')).toBe('刷卡支付，微信收款十二元')
  expect(sentences.paid('en', 'wechat', fen(1200), 'code')).toBe('Code payment, WeChat received 12 yuan')
  expect(sentences.paid('zh-CN', 'alipay', fen(1200), 'qr')).toBe('扫码支付，支付宝收款十二元')
  expect(sentences.paid('en', 'alipay', fen(1200), 'qr')).toBe('QR payment, Alipay received 12 yuan')
  expect(sentences.paid('zh-CN', 'cashRecord', fen(1200), 'record')).toBe('现金收款十二元')
})

test('a deposit is never said like a payment: taken, used, returned', () => {
  expect(sentences.held('zh-CN', 'wechat', fen(20_000))).toBe('微信收取押金二百元')
  expect(sentences.held('en', 'alipay', fen(20_000))).toBe('Alipay deposit held, 200 yuan')
  expect(sentences.held('en', null, fen(1))).toBe('Deposit held, 0.01 yuan')
  expect(sentences.captured('zh-CN', fen(100), fen(900))).toBe('押金消费一元，退还九元')
  expect(sentences.captured('en', fen(100), fen(900))).toBe('Deposit used 1 yuan, returned 9 yuan')
  expect(sentences.released('zh-CN', fen(20_050))).toBe('押金已退还二百元五角')
  expect(sentences.released('en', fen(20_050))).toBe('Deposit returned 200.50 yuan')
})

test.each([null, fen(0)])('of %s that goes back with a use of the deposit nothing is said', (returned) => {
  expect(sentences.captured('zh-CN', fen(100), returned)).toBe('押金消费一元')
  expect(sentences.captured('en', fen(100), returned)).toBe('Deposit used 1 yuan')
})

test('what is not confirmed of a deposit is not to be done again, and is never called failed', () => {
  for (const say of [sentences.holdUnknown, sentences.captureUnknown, sentences.releaseUnknown]) {
    expect(say('zh-CN')).toMatch(/^押金.*未确认，请勿重复/)
    expect(say('en')).toMatch(/not confirmed, do not .* again$/)
  }
  for (const say of [sentences.holdFailed, sentences.captureFailed, sentences.releaseFailed]) {
    expect(say('zh-CN')).toMatch(/^押金.*失败$/)
    expect(say('en')).toMatch(/^Deposit not /)
  }
})

test('the Mandarin voice reads every sentence as Mandarin', () => {
  for (const text of [
    sentences.paid('zh-CN', 'wechat', fen(123_456)),
    sentences.failed('zh-CN'),
    sentences.unknown('zh-CN'),
    sentences.bound('zh-CN'),
    sentences.held('zh-CN', 'alipay', fen(20_000)),
    sentences.captured('zh-CN', fen(100), fen(900)),
    sentences.released('zh-CN', fen(20_050)),
    sentences.holdFailed('zh-CN'),
    sentences.holdUnknown('zh-CN'),
    sentences.captureFailed('zh-CN'),
    sentences.captureUnknown('zh-CN'),
    sentences.releaseFailed('zh-CN'),
    sentences.releaseUnknown('zh-CN'),
  ]) {
    expect(text).not.toMatch(/[0-9A-Za-z]/)
    const phonemes = execFileSync('espeak-ng', ['-v', 'cmn-latn-pinyin', '-q', '-x', text], { encoding: 'utf8' })
    expect(phonemes).not.toContain('(en)')
  }
})
