import { feeOf, showOfficeCodes } from './codes.js'
import { byId, element } from './element.js'
import { act } from './live.js'
import { word, yuan } from './words.js'

/** @typedef {import('../seed.ts').QrCode} QrCode */
/** @typedef {import('../views.ts').OrderView} Order */

const sheet = /** @type {HTMLDialogElement} */ (byId('give-back'))
const amount = /** @type {HTMLInputElement} */ (byId('give-back-amount'))
const go = /** @type {HTMLButtonElement} */ (byId('give-back-go'))
/** The payment that is given back. @type {Order | undefined} */
let order
let failed = false

/** @param {Order} one */
const leftOf = ({ totalFee, refundedFee }) => totalFee - refundedFee

function showSheet() {
  if (!order) return
  const fee = feeOf(amount.value)
  byId('give-back-facts').textContent = [order.qrCode?.name, order.number].filter(Boolean).join(' · ')
  byId('give-back-left').textContent = word('leftSum', yuan(leftOf(order)))
  byId('give-back-fault').hidden = !failed
  go.disabled = fee === undefined || fee > leftOf(order)
  go.textContent = fee === undefined ? word('giveBack') : word('giveBackSum', yuan(fee))
}

/** Asks how much of it goes back: all that is left, unless less is typed. @param {Order} one */
function open(one) {
  order = one
  failed = false
  amount.value = (leftOf(one) / 100).toFixed(2)
  showSheet()
  sheet.showModal()
}

async function giveBack() {
  const feeFen = feeOf(amount.value)
  if (!order || feeFen === undefined) return
  go.disabled = true
  const done = await act('office/give-back', { number: order.number, feeFen }).catch(() => undefined)
  failed = typeof done !== 'string'
  if (failed) showSheet()
  else sheet.close()
}

/** The button that gives a payment by a QR code back; none where nothing is left, or where it was paid at a till. @param {Order} one */
export const giveBackButton = (one) =>
  one.qrCode && one.phase === 'paid'
    ? element(
        'button',
        { type: 'button', class: 'give-back', 'data-key': `give-back:${one.number}`, on: () => open(one) },
        word('giveBack'),
      )
    : undefined

/**
 * The QR codes of the shop, and the sheet with what has become of its payment.
 * @param {readonly QrCode[]} codes
 * @param {readonly Order[]} orders
 */
export function showCodes(codes, orders) {
  showOfficeCodes(byId('codes'), codes)
  order = orders.find(({ number }) => number === order?.number)
  showSheet()
}

amount.addEventListener('input', () => {
  failed = false
  showSheet()
})
byId('give-back-form').addEventListener('submit', (event) => {
  event.preventDefault()
  void giveBack()
})
byId('give-back-close').addEventListener('click', () => sheet.close())
