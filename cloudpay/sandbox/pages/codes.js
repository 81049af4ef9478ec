import { element, fill } from './element.js'
import { mark, state } from './shapes.js'
import { clockTime, currentLanguage, learn, word, yuan } from './words.js'

/** @typedef {import('../seed.ts').QrCode} QrCode */
/** @typedef {import('../views.ts').OrderView} Order */

learn({
  oneCode: ['扫码付款', 'Pay by QR code'],
  wallCodes: ['墙上的收款码', 'QR codes on the wall'],
  scanCode: ['扫 {0}', 'Scan {0}'],
  openCode: ['打开付款页', 'Open its page'],
  whichCode: ['收款码', 'QR code'],
  payWith: ['用什么付', 'Pay with'],
  amountYuan: ['金额（元）', 'Amount (yuan)'],
  remarkMay: ['备注（可不填）', 'Remark (optional)'],
  discount: ['优惠', 'Discount'],
  noDiscount: ['没有', 'None'],
  platformDiscount: ['平台一成', 'Platform 10%'],
  shopDiscount: ['商户一成', 'Shop 10%'],
  payNow: ['付款', 'Pay'],
  paySum: ['付 {0}', 'Pay {0}'],
  paidSum: ['已付 {0}', '{0} paid'],
  payFailed: ['没有付成。请在顾客的手机上打开网络，再付一次。', 'Not paid. Switch the network of the phone on, and pay again.'],
  paidHere: ['用收款码付的', 'Paid by QR code'],
  paidBy: ['收款码 {0}', 'QR code {0}'],
  giveBack: ['退款', 'Refund'],
  giveBackSum: ['退 {0}', 'Refund {0}'],
  leftSum: ['还可退 {0}', '{0} left to refund'],
  giveBackFailed: ['没有退成。请检查金额，再退一次。', 'Not refunded. Check the amount, and try again.'],
})

/** Yuan as typed, in fen; undefined where it is no amount. @param {string} text @returns {number | undefined} */
export function feeOf(text) {
  const [, yuans, fens = ''] = /^(\d{1,6})(?:[.。](\d{1,2}))?$/.exec(text.trim()) ?? []
  const fee = yuans === undefined ? 0 : Number(yuans) * 100 + Number(fens.padEnd(2, '0'))
  return fee > 0 ? fee : undefined
}

/** What an order is beside a plain sale; an empty text for one. @param {Order} order */
export function kindOf({ topUp, trade, qrCode }) {
  if (topUp) return word('topUpOf', topUp.number)
  if (qrCode) return word('paidBy', qrCode.name)
  return trade === 'capture' ? word('captureOf') : ''
}

/** @param {QrCode} code @param {string} tender */
const pageOf = (code, tender) => `/one-code?${new URLSearchParams({ code: code.id, with: tender }).toString()}`

/**
 * The codes that this wallet could scan, each a link to the customer's page. A member card scans none.
 * @param {HTMLElement} part hidden where there is none
 * @param {HTMLElement} into
 * @param {readonly QrCode[]} codes
 * @param {string} tender
 */
export function showCodeLinks(part, into, codes, tender) {
  const shown = tender === 'memberCard' ? [] : codes
  part.hidden = shown.length === 0
  fill(into, [currentLanguage(), tender, shown], () =>
    shown.map((code) =>
      element('li', {}, element('a', { class: 'button', href: pageOf(code, tender) }, word('scanCode', code.name))),
    ),
  )
}

/**
 * The codes of the shop in the back office.
 * @param {HTMLElement} into
 * @param {readonly QrCode[]} codes
 */
export function showOfficeCodes(into, codes) {
  fill(into, [currentLanguage(), codes], () =>
    codes.map((code) =>
      element(
        'li',
        {},
        element('div', {}, code.name, element('small', { class: 'number' }, code.id)),
        element(
          'a',
          { class: 'button', href: pageOf(code, 'wechat'), 'aria-label': `${code.name} ${word('openCode')}` },
          word('openCode'),
        ),
      ),
    ),
  )
}

/** A payment by a code, for the customer. @param {Order} order */
export const codePayment = (order) =>
  element(
    'li',
    {},
    element('div', { class: 'state' }, mark(order.tender), state(order.phase, word(order.phase))),
    element('div', { class: 'fee' }, yuan(order.totalFee)),
    element(
      'small',
      { class: 'number' },
      [
        clockTime(order.createdAt),
        order.qrCode?.name,
        order.number,
        order.refundedFee > 0 && order.phase === 'paid' ? word('refundedPart', yuan(order.refundedFee)) : '',
      ]
        .filter(Boolean)
        .join(' · '),
    ),
  )
