import type { CustomerScene, CustomerView } from '../../contract/customer-view.ts'
import { fen, formatYuan } from '../../contract/money.ts'
import type { PoleText } from '../../contract/poles.ts'
import type { Purpose } from '../../contract/states.ts'

type Words = PoleText['top']['left']

/**
 * In hanzi and in capitals. What stands above has at most 5 hanzi or 11 letters and what stands beside a sum at most 4 or 8, so that
 * the narrowest display shows it beside the mark of training, and the usual one beside most sums.
 */
const said = (gbk: string, ascii: string): Words => ({ gbk, ascii })

const NOTHING = said('', '')
const WELCOME = said('欢迎光临', 'WELCOME')
const TRAINING = said('练习', 'TEST')
const ASK = said('请问收银员', 'ASK CASHIER')
const TO_PAY: Readonly<Record<Purpose, Words>> = {
  sale: said('应收', 'TOTAL'),
  hold: said('押金', 'DEPOSIT'),
  topUp: said('充值', 'TOP-UP'),
}

interface Lines {
  readonly top: Words
  /** Beside the sum. */
  readonly label: Words
  readonly sum: number
}

const lines = (top: Words, label: Words, sum: number): Lines => ({ top, label, sum })

/** A name in hanzi cannot be shown in letters, and a row of question marks is no name. The name is no word of ours: it stays. */
function greeting(shopName: string, welcome: Words): Omit<Lines, 'sum'> {
  const name = shopName.trim().slice(0, 80)
  if (name === '') return { top: welcome, label: NOTHING }
  if (/^[\x20-\x7e]+$/.test(name)) return { top: said(name, name), label: welcome }
  return { top: said(name, welcome.ascii), label: said(welcome.gbk, '') }
}

function paid({ amountFen, paidFen, changeFen }: Extract<CustomerScene, { what: 'paid' }>): Lines {
  const top = said('支付成功', 'THANK YOU')
  if (changeFen !== null && changeFen > 0) return lines(top, said('找零', 'CHANGE'), changeFen)
  return lines(top, paidFen === amountFen ? said('已付', 'PAID') : said('实付', 'PAID'), paidFen)
}

/** What went on the card, unless there is change to be taken. */
function toppedUp({ creditedFen, changeFen }: Extract<CustomerScene, { what: 'toppedUp' }>): Lines {
  const top = said('充值成功', 'TOPPED UP')
  if (changeFen !== null && changeFen > 0) return lines(top, said('找零', 'CHANGE'), changeFen)
  return lines(top, said('到账', 'CREDITED'), creditedFen)
}

function linesOf(scene: Exclude<CustomerScene, { what: 'idle' }>): Lines {
  switch (scene.what) {
    case 'showCode': {
      const top = scene.purpose === 'hold' ? said('请付押金', 'PAY DEPOSIT') : said('请付款', 'PLEASE PAY')
      return lines(top, TO_PAY[scene.purpose], scene.amountFen)
    }
    case 'qr': {
      const top = scene.purpose === 'hold' ? said('扫码付押金', 'QR DEPOSIT') : said('请扫码付款', 'SCAN TO PAY')
      return lines(top, TO_PAY[scene.purpose], scene.amountFen)
    }
    case 'waiting': {
      const top = scene.onPhone ? said('请手机确认', 'CHECK PHONE') : said('请稍候', 'PLEASE WAIT')
      return lines(top, TO_PAY[scene.purpose], scene.amountFen)
    }
    case 'confirming':
      return lines(ASK, said('核对中', 'CHECKING'), scene.amountFen)
    case 'paid':
      return paid(scene)
    case 'toppedUp':
      return toppedUp(scene)
    case 'held':
      return lines(said('押金已收', 'DEPOSIT OK'), TO_PAY.hold, scene.amountFen)
    case 'failed':
      return lines(ASK, scene.purpose === 'hold' ? said('未收押金', 'NOT HELD') : said('未付款', 'NOT PAID'), scene.amountFen)
  }
}

/**
 * What the pole display shows of what the customer may see. It has two rows and no QR: it says what to do, and how much.
 * A display that can show hanzi speaks the till's language all the same.
 */
export function poleTextOf({ language, training, shopName, scene }: CustomerView): PoleText {
  const spoken = (words: Words): Words => (language === 'en' ? said(words.ascii, words.ascii) : words)
  const mark = training ? spoken(TRAINING) : NOTHING
  if (scene.what === 'idle') {
    const { top, label } = greeting(shopName, spoken(WELCOME))
    return { top: { left: top, right: mark }, bottom: { left: label, right: NOTHING } }
  }
  const { top, label, sum } = linesOf(scene)
  const amount = formatYuan(fen(sum), { grouping: false })
  return {
    top: { left: spoken(top), right: mark },
    bottom: { left: spoken(label), right: said(`￥${amount}`, amount) },
  }
}
