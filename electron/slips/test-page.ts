import { slipDocumentSchema, type SlipDocument } from '../../contract/slip.ts'
import type { Language } from '../../contract/states.ts'
import { money, pair, rule, text } from './rows.ts'
import { SLIP_WORDS, slipTime } from './words.ts'

interface TestFacts {
  readonly shopName: string
  readonly language: Language
  readonly footer: string
  /** Name of the printer profile that it is printed with. */
  readonly profile: string
  /** Epoch ms. */
  readonly at: number
}

/** A page that shows at one look whether a printer is set up right: hanzi, the yuan sign, a large sum, both symbols. */
export function testPage({ shopName, language, footer, profile, at }: TestFacts): SlipDocument {
  const words = SLIP_WORDS[language]
  return slipDocumentSchema.parse({
    kind: 'test',
    language,
    rows: [
      ...(shopName ? [text(shopName, { align: 'center', bold: true })] : []),
      text(words.testPage, { align: 'center', size: 2 }),
      rule,
      pair(words.time, slipTime(at)),
      pair(words.profile, profile),
      text(words.testHanzi),
      text('ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789'),
      rule,
      money(words.amount, 123_456, 2),
      money(words.paid, 120_000),
      rule,
      text(words.testNote),
      { kind: 'barcode', value: '0123456789012345678901234' },
      { kind: 'qr', value: 'https://pay.weixin.qq.com/' },
      ...(footer ? [text(footer, { align: 'center' })] : []),
    ],
  })
}
