import { formatYuan, type Fen } from '../../contract/money.ts'
import type { Language, SaleWay, Tender } from '../../contract/states.ts'

const FIGURES = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']
const PLACES = ['', '十', '百', '千']
const GROUPS = ['', '万', '亿', '万亿']

function groupSpoken(group: number, first: boolean): string {
  let text = ''
  let zero = false
  for (let place = 3; place >= 0; place--) {
    const figure = Math.floor(group / 10 ** place) % 10
    if (figure === 0) {
      zero = text !== ''
      continue
    }
    if (zero) text += '零'
    zero = false
    // 十五, not 一十五, where the number begins with it.
    text += figure === 1 && place === 1 && first && text === '' ? '十' : `${FIGURES[figure] ?? ''}${PLACES[place] ?? ''}`
  }
  return text
}

function wholeSpoken(yuan: number): string {
  let text = ''
  let gap = false
  for (let index = 3; index >= 0; index--) {
    const group = Math.floor(yuan / 10_000 ** index) % 10_000
    if (group === 0) {
      gap = text !== ''
      continue
    }
    if (text !== '' && (gap || group < 1000)) text += '零'
    gap = false
    text += groupSpoken(group, text === '') + (GROUPS[index] ?? '')
  }
  return text
}

/** Money as it is said: 一百二十元五角, never digit by digit (BEHAVIOUR 6). Hanzi only: the voice misreads figures. */
export function moneySpoken(amount: Fen): string {
  const absolute = Math.abs(amount)
  const yuan = Math.floor(absolute / 100)
  const jiao = Math.floor(absolute / 10) % 10
  const rest = absolute % 10
  const whole = yuan > 0 ? `${wholeSpoken(yuan)}元` : ''
  const tenths = jiao > 0 ? `${FIGURES[jiao] ?? ''}角` : whole !== '' && rest > 0 ? '零' : ''
  const cents = rest > 0 ? `${FIGURES[rest] ?? ''}分` : ''
  return `${amount < 0 ? '负' : ''}${whole}${tenths}${cents}` || '零元'
}

const NAMES: Record<Language, Record<Tender, string>> = {
  'zh-CN': { wechat: '微信', alipay: '支付宝', memberCard: '会员卡', bankCardRecord: '银行卡', cashRecord: '现金' },
  en: { wechat: 'WeChat', alipay: 'Alipay', memberCard: 'Member card', bankCardRecord: 'Bank card', cashRecord: 'Cash' },
}

/** How a payment was made (GLOSSARY, traps 1 and 2); null where the name of what was taken says it. */
const TYPES: Record<Language, Record<SaleWay, string | null>> = {
  'zh-CN': { code: '刷卡支付', qr: '扫码支付', record: null, capture: null },
  en: { code: 'Code payment', qr: 'QR payment', record: null, capture: null },
}

const yuanSpoken = (amount: Fen): string => {
  const text = formatYuan(amount, { grouping: false }).replace(/\.?0+$/, (zeros) => (zeros.startsWith('.') ? '' : zeros))
  return `${text} yuan`
}

/** The sentences of the till. Each names the wallet and the amount and says the result (BEHAVIOUR F24, 6). */
export const sentences = {
  /** `way`: how it was paid, where that is said too (`voice.sayType`); cash and a bank card say it by their names. */
  paid: (language: Language, tender: Tender | null, amount: Fen, way: SaleWay | null = null): string => {
    const type = way === null ? null : TYPES[language][way]
    if (language === 'en')
      return `${type ? `${type}, ` : ''}${tender ? NAMES.en[tender] : 'Payment'} received ${yuanSpoken(amount)}`
    return `${type ? `${type}，` : ''}${tender ? NAMES['zh-CN'][tender] : ''}收款${moneySpoken(amount)}`
  },
  /** Paid by a QR code on the wall (BEHAVIOUR F19). */
  oneCode: (language: Language, tender: Tender | null, amount: Fen): string =>
    language === 'en'
      ? `One code, ${tender ? NAMES.en[tender] : 'Payment'} received ${yuanSpoken(amount)}`
      : `一码支付，${tender ? NAMES['zh-CN'][tender] : ''}收款${moneySpoken(amount)}`,
  oneCodeRefunded: (language: Language, tender: Tender | null, amount: Fen): string =>
    language === 'en'
      ? `One code, ${tender ? NAMES.en[tender] : 'Payment'} refunded ${yuanSpoken(amount)}`
      : `一码支付，${tender ? NAMES['zh-CN'][tender] : ''}退款${moneySpoken(amount)}`,
  refunded: (language: Language, tender: Tender, amount: Fen): string =>
    language === 'en'
      ? `${NAMES.en[tender]} refund ${yuanSpoken(amount)} accepted`
      : `${NAMES['zh-CN'][tender]}退款${moneySpoken(amount)}，已受理`,
  refundFailed: (language: Language): string => (language === 'en' ? 'Refund failed' : '退款失败'),
  refundUnknown: (language: Language): string =>
    language === 'en' ? 'Refund not confirmed, do not refund again' : '退款结果未确认，请勿重复退款',
  failed: (language: Language): string => (language === 'en' ? 'Payment failed' : '支付失败'),
  unknown: (language: Language): string =>
    language === 'en' ? 'Not confirmed, do not charge again' : '支付结果未确认，请勿重复收款',
  held: (language: Language, tender: Tender | null, amount: Fen): string =>
    language === 'en'
      ? `${tender ? `${NAMES.en[tender]} deposit` : 'Deposit'} held, ${yuanSpoken(amount)}`
      : `${tender ? NAMES['zh-CN'][tender] : ''}收取押金${moneySpoken(amount)}`,
  holdFailed: (language: Language): string => (language === 'en' ? 'Deposit not held' : '押金收取失败'),
  holdUnknown: (language: Language): string =>
    language === 'en' ? 'Deposit not confirmed, do not take it again' : '押金结果未确认，请勿重复收取',
  /** `returned`: what goes back with it. Nothing is said of it where it is nothing, or not known. */
  captured: (language: Language, amount: Fen, returned: Fen | null): string => {
    if (language === 'en') return `Deposit used ${yuanSpoken(amount)}${returned ? `, returned ${yuanSpoken(returned)}` : ''}`
    return `押金消费${moneySpoken(amount)}${returned ? `，退还${moneySpoken(returned)}` : ''}`
  },
  toppedUp: (language: Language, amount: Fen): string =>
    language === 'en' ? `Member card topped up, ${yuanSpoken(amount)}` : `会员充值${moneySpoken(amount)}`,
  topUpFailed: (language: Language): string => (language === 'en' ? 'Top up failed' : '充值失败'),
  topUpUnknown: (language: Language): string =>
    language === 'en' ? 'Top up not confirmed, do not charge again' : '充值结果未确认，请勿重复收款',
  captureFailed: (language: Language): string => (language === 'en' ? 'Deposit not used' : '押金消费失败'),
  captureUnknown: (language: Language): string =>
    language === 'en' ? 'Use of the deposit not confirmed, do not use it again' : '押金消费结果未确认，请勿重复消费',
  released: (language: Language, amount: Fen): string =>
    language === 'en' ? `Deposit returned ${yuanSpoken(amount)}` : `押金已退还${moneySpoken(amount)}`,
  releaseFailed: (language: Language): string => (language === 'en' ? 'Deposit not returned' : '押金退还失败'),
  releaseUnknown: (language: Language): string =>
    language === 'en' ? 'Return of the deposit not confirmed, do not return it again' : '押金退还结果未确认，请勿重复退还',
  shiftClosed: (language: Language): string => (language === 'en' ? 'Shift closed' : '交班完成'),
  /** In training mode every sentence says so, so that nobody takes it for real money. */
  inTraining: (language: Language, text: string): string => (language === 'en' ? `Training. ${text}` : `练习，${text}`),
  /** Said from the settings page, to hear whether the voice is loud enough. */
  test: (language: Language, text: string): string => (language === 'en' ? `Voice test. ${text}` : `语音测试，${text}`),
  bound: (language: Language): string => (language === 'en' ? 'Device bound' : '设备绑定成功'),
}
