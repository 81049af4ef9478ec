import { codePayment, feeOf } from './codes.js'
import { byId, element, fill } from './element.js'
import { act, ask, follow } from './live.js'
import { mark, state } from './shapes.js'
import { currentLanguage, speak, word, yuan } from './words.js'

/** @typedef {import('../seed.ts').QrCode} QrCode */
/** @typedef {import('../views.ts').OrderView} Order */

/** The page that a customer's phone opens by the QR code on the wall. */

const asked = new URLSearchParams(location.search)
const PLATFORMS = ['wechat', 'alipay']
/** @type {readonly (readonly [name: string, value: string])[]} */
const DISCOUNTS = [
  ['noDiscount', ''],
  ['platformDiscount', 'platform'],
  ['shopDiscount', 'shop'],
]

/** @type {readonly QrCode[]} */
let codes = []
/** @type {readonly Order[]} */
let orders = []
let shopName = ''
let chosen = asked.get('code') ?? ''
let platform = asked.get('with') === 'alipay' ? 'alipay' : 'wechat'
let discount = ''
/** The number of the payment that was made last on this page. */
let paid = ''
let failed = false
let busy = false

const amount = /** @type {HTMLInputElement} */ (byId('amount'))
const remark = /** @type {HTMLInputElement} */ (byId('remark'))
const go = /** @type {HTMLButtonElement} */ (byId('go'))
const current = () => codes.find(({ id }) => id === chosen) ?? codes[0]

/**
 * @param {string} id
 * @param {readonly (readonly [value: string, ...content: (Node | string)[]])[]} choices
 * @param {string} now
 * @param {(value: string) => void} choose
 */
function showPicks(id, choices, now, choose) {
  fill(byId(id), [currentLanguage(), now, choices.map(([value]) => value)], () =>
    choices.map(([value, ...content]) => {
      const input = element('input', { type: 'radio', name: id, value, checked: value === now, 'data-key': `${id}:${value}` })
      input.addEventListener('change', () => {
        choose(value)
        show()
      })
      return element('label', { class: 'pick' }, input, ...content)
    }),
  )
}

function showButton() {
  const fee = feeOf(amount.value)
  go.disabled = busy || fee === undefined || !current()
  go.textContent = fee === undefined ? word('payNow') : word('paySum', yuan(fee))
  byId('fault').hidden = !failed
  byId('fault').textContent = failed ? word('payFailed') : ''
}

function show() {
  const code = current()
  const last = orders.find(({ number }) => number === paid)
  byId('shop').textContent = shopName
  byId('code-name').textContent = code?.name ?? ''
  fill(byId('outcome'), [currentLanguage(), last?.number], () =>
    last ? [state('paid', word('paidSum', yuan(last.totalFee))), element('small', { class: 'note number' }, last.number)] : [],
  )
  showPicks(
    'codes',
    codes.map(({ id, name }) => [id, name]),
    code?.id ?? '',
    (value) => (chosen = value),
  )
  showPicks(
    'platforms',
    PLATFORMS.map((tender) => [tender, mark(tender), element('span', {}, word(tender))]),
    platform,
    (value) => (platform = value),
  )
  showPicks(
    'discounts',
    DISCOUNTS.map(([name, value]) => [value, element('span', {}, word(name))]),
    discount,
    (value) => (discount = value),
  )
  byId('paid-part').hidden = orders.length === 0
  fill(byId('payments'), [currentLanguage(), orders.map((one) => [one.number, one.phase, one.refundedFee])], () =>
    orders.map(codePayment),
  )
  showButton()
}

async function pay() {
  const code = current()
  const amountFen = feeOf(amount.value)
  if (!code || amountFen === undefined || busy) return
  busy = true
  showButton()
  const number = await act('one-code/pay', {
    ...{ codeId: code.id, platform, amountFen, remark: remark.value.trim() },
    ...(discount === '' ? {} : { coupon: discount }),
  }).catch(() => undefined)
  busy = false
  failed = typeof number !== 'string'
  if (typeof number === 'string') {
    paid = number
    amount.value = ''
    remark.value = ''
  }
  await run()
  show()
  amount.focus()
}

const run = follow(
  async () => {
    /** @type {{ shopName: string, codes: QrCode[], orders: Order[] }} */
    const told = await ask('one-code')
    shopName = told.shopName
    codes = told.codes
    orders = told.orders
    show()
  },
  (isLost) => {
    byId('lost').hidden = !isLost
  },
)
speak(byId('language'), show)
amount.addEventListener('input', () => {
  failed = false
  showButton()
})
byId('pay').addEventListener('submit', (event) => {
  event.preventDefault()
  void pay()
})
