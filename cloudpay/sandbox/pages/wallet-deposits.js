import { daysLeft, dayTime, facts, givenBack, holdState, sumList } from './deposits.js'
import { byId, element, fill } from './element.js'
import { act, copy, draw } from './live.js'
import { currentLanguage, word, yuan } from './words.js'

/** @typedef {import('../hold-views.ts').HoldView} Hold */
/** @typedef {import('../views.ts').WalletView} Wallet */

/** The hold whose bill is open. */
let billed = ''
const bill = /** @type {HTMLDialogElement | null} */ (document.getElementById('bill'))

/** @param {Hold} hold @param {(number: string) => void} answerNow */
function holdRow(hold, answerNow) {
  const parts = [
    hold.capturedFee > 0 ? `${word('captured')} ${yuan(hold.capturedFee)}` : '',
    givenBack(hold) > 0 ? `${word('givenBack')} ${yuan(givenBack(hold))}` : '',
    hold.phase === 'held' ? word('daysLeft', daysLeft(hold)) : '',
  ]
  const button = hold.asking ? 'answerNow' : hold.heldAt === undefined ? undefined : 'bill'
  return element(
    'li',
    {},
    element('div', {}, holdState(hold)),
    element('div', { class: 'fee' }, yuan(hold.fee)),
    element('small', { class: 'number' }, [dayTime(hold.createdAt), hold.number].join(' · ')),
    parts.some(Boolean) ? element('small', {}, parts.filter(Boolean).join(' · ')) : undefined,
    button === undefined
      ? undefined
      : element(
          'button',
          {
            type: 'button',
            'data-key': `${button}:${hold.number}`,
            on: () => (button === 'bill' ? openBill(hold.number) : answerNow(hold.number)),
          },
          word(button),
        ),
  )
}

/**
 * The customer's deposits. `answerNow` is called when a question that was put off is to be answered.
 * @param {Wallet} wallet
 * @param {string} shopName
 * @param {(number: string) => void} answerNow
 */
export function showHolds(wallet, shopName, answerNow) {
  byId('holds-part').hidden = wallet.holds.length === 0
  fill(byId('holds'), [currentLanguage(), wallet.id, wallet.online, wallet.holds.map(facts)], () =>
    wallet.holds.map((hold) => holdRow({ ...hold, asking: hold.asking && wallet.online }, answerNow)),
  )
  showBill(wallet, shopName)
}

/**
 * What stands in the wallet under "QR on the till": the deposits that this wallet could scan.
 * @param {Wallet} wallet
 */
export const holdQrRows = (wallet) =>
  wallet.openHoldQrs.map((hold) =>
    element(
      'li',
      { class: 'open' },
      element('span', { class: 'note' }, [word('deposits'), hold.deviceId, dayTime(hold.createdAt)].join(' · ')),
      element('span', { class: 'fee' }, yuan(hold.fee)),
      element(
        'button',
        {
          type: 'button',
          'data-key': hold.number,
          on: () => void act('wallet/scan', { wallet: wallet.id, codeUrl: hold.codeUrl }),
        },
        word('scan'),
      ),
    ),
  )

/** @param {string} number */
function openBill(number) {
  billed = number
  bill?.showModal()
  refreshBill()
}

/** @type {() => void} */
let refreshBill = () => undefined

/** @param {Wallet} wallet @param {string} shopName */
function showBill(wallet, shopName) {
  refreshBill = () => {
    const hold = wallet.holds.find((one) => one.number === billed)
    if (!hold) return bill?.close()
    byId('bill-shop').textContent = shopName
    byId('bill-sum').textContent = yuan(hold.fee)
    fill(byId('bill-facts'), [currentLanguage(), facts(hold)], () => [
      holdState(hold),
      sumList([
        ['captured', yuan(hold.capturedFee)],
        ['givenBack', yuan(givenBack(hold))],
        ...(hold.refundedFee > 0 ? [/** @type {const} */ (['refundedSum', yuan(hold.refundedFee)])] : []),
        ['left', yuan(hold.leftFee)],
        ...(hold.phase === 'held' ? [/** @type {const} */ (['byItself', word('inDays', daysLeft(hold))])] : []),
      ]),
    ])
    byId('bill-number').textContent = hold.number
    void draw(byId('bill-barcode'), 'code128', hold.number)
    byId('bill-show').onclick = () => void act('wallet/show', { wallet: wallet.id, hold: hold.number }).then(() => bill?.close())
    byId('bill-copy').onclick = () => void copy(byId('bill-copy'), hold.number, word('copied'))
  }
  if (bill?.open) refreshBill()
}

if (bill) byId('bill-close').addEventListener('click', () => bill.close())
