import { byId, element, fill } from './element.js'
import { endOf, factsOf, signed } from './members.js'
import { clockTime, currentLanguage, word, yuan } from './words.js'

/** @typedef {import('../views.ts').WalletView} Wallet */
/** @typedef {import('../member-cards.ts').CardRow} Row */

/** So many rows of the statement stand on the phone. */
const LAST_ROWS = 5

/** @param {string} name @param {string} value */
const fact = (name, value) => element('div', {}, element('dt', {}, word(name)), element('dd', {}, value))

/** @param {Row} row */
function moveRow(row) {
  const number = row.adjustNo ?? row.refundNo ?? row.tradeNo ?? ''
  const bonus = row.bonusFee ? word('ofIt', yuan(Math.abs(row.bonusFee))) : ''
  return element(
    'li',
    {},
    element('div', {}, word(`move-${row.kind}`)),
    element('div', { class: 'fee' }, signed(row.fee)),
    element('small', { class: 'number' }, [clockTime(row.at), number].join(' · ')),
    element('small', {}, [word('leftOnCard', yuan(row.balanceFee)), bonus, row.remark].filter(Boolean).join(' · ')),
  )
}

/**
 * The face of a member's card, and what happened on it last.
 * @param {Wallet} wallet
 */
export function showCard(wallet) {
  const { card } = wallet
  byId('card-facts').hidden = card === undefined
  byId('statement-part').hidden = card === undefined
  document.querySelector('.phone')?.classList.toggle('card', card !== undefined)
  if (card === undefined) return
  fill(byId('card-facts'), [currentLanguage(), factsOf(card)], () => [
    fact('cardNumber', card.number),
    fact('points', String(card.points)),
    fact('validUntil', [endOf(card), card.over ? word('over') : ''].filter(Boolean).join(' · ')),
  ])
  fill(byId('statement'), [currentLanguage(), factsOf(card)], () =>
    card.rows.length > 0
      ? card.rows.slice(0, LAST_ROWS).map(moveRow)
      : [element('li', {}, element('span', { class: 'note' }, word('noStatement')))],
  )
}
