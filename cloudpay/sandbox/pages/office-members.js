import { byId, element, fill } from './element.js'
import { act } from './live.js'
import { endOf, factsOf, stateOfMember } from './members.js'
import { currentLanguage, word, yuan } from './words.js'

/** @typedef {import('../member-views.ts').MemberView} Member */
/** @typedef {import('../views.ts').OfficeView} Office */

/** @type {readonly (readonly [name: string, value: 'fixed' | 'any'])[]} */
const MODES = [
  ['modeFixed', 'fixed'],
  ['modeAny', 'any'],
]
/** Fen. */
const MOST = [10_000, 100_000, 500_000]
const CEILINGS = [150_000, 1_000_000, 100_000_000]

/** @param {Member} member */
function memberRow(member) {
  const button = element(
    'button',
    {
      type: 'button',
      'data-key': `activate:${member.number}`,
      on: () => void act('office/activate', { number: member.number }),
    },
    word('activate'),
  )
  return element(
    'li',
    {},
    element('div', {}, member.name),
    element('div', { class: 'fee' }, yuan(member.balanceFee)),
    element('small', { class: 'number' }, [member.number, member.phone].join(' · ')),
    element(
      'small',
      {},
      [
        stateOfMember(member),
        member.validUntil === null ? endOf(member) : `${word('validUntil')} ${endOf(member)}`,
        `${word('points')} ${member.points}`,
      ].join(' · '),
    ),
    member.activated ? undefined : button,
  )
}

/** A sum without its fen. @param {number} fee */
const round = (fee) => yuan(fee).replace(/\.00$/, '')

/**
 * Everybody with a card, and how cards may be topped up.
 * @param {Office} office
 * @param {(group: string, value: string, checked: boolean, text: string, choose: () => void) => Node} pick
 */
export function showMembers(office, pick) {
  const { members, topUps } = office
  fill(byId('members'), [currentLanguage(), members.map(factsOf)], () => members.map(memberRow))
  fill(byId('top-up-modes'), [currentLanguage(), topUps.mode], () =>
    MODES.map(([name, value]) =>
      pick('mode', value, value === topUps.mode, word(name), () => void act('office/top-ups', { mode: value })),
    ),
  )
  fill(byId('tiers'), [currentLanguage(), topUps.tiers], () =>
    topUps.tiers.map((tier) => element('li', {}, word('bonus', round(tier.fee), round(tier.bonusFee)))),
  )
  byId('tiers').hidden = topUps.mode !== 'fixed'
  byId('most').hidden = topUps.mode !== 'any'
  fill(byId('mosts'), [currentLanguage(), topUps.mostFee], () =>
    MOST.map((fee) =>
      pick('most', String(fee), fee === topUps.mostFee, round(fee), () => void act('office/top-ups', { mostFee: fee })),
    ),
  )
  fill(byId('ceilings'), [currentLanguage(), topUps.ceilingFee], () =>
    CEILINGS.map((fee) =>
      pick('ceiling', String(fee), fee === topUps.ceilingFee, round(fee), () => void act('office/top-ups', { ceilingFee: fee })),
    ),
  )
  const all = members.reduce((sum, member) => sum + member.balanceFee, 0)
  byId('all-balances').textContent = word('allBalances', yuan(all))
}
