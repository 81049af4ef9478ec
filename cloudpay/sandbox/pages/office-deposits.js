import { DAY, daysLeft, dayTime, facts, holdState, sumList } from './deposits.js'
import { byId, element, fill } from './element.js'
import { act } from './live.js'
import { mark } from './shapes.js'
import { currentLanguage, minutesLeft, word, yuan } from './words.js'

/** @typedef {import('../hold-views.ts').HoldView} Hold */
/** @typedef {import('../views.ts').OfficeView} Office */

/** @param {Hold} hold @param {Office} office */
function officeRow(hold, office) {
  const person = office.staff.find((member) => member.staffId === hold.staffId)
  return element(
    'li',
    {},
    element('span', { class: 'time' }, dayTime(hold.createdAt)),
    element('span', { class: 'state wallet' }, mark(hold.tender), word(hold.tender)),
    element('small', { class: 'number' }, [hold.number, hold.deviceId, person?.name, hold.remark].filter(Boolean).join(' · ')),
    element('span', { class: 'phase' }, holdState(hold, String(hold.state))),
    element('span', { class: 'fee' }, yuan(hold.fee)),
    hold.heldAt === undefined
      ? undefined
      : sumList([
          ['captured', yuan(hold.capturedFee)],
          ['released', yuan(hold.releasedFee)],
          ['autoReleased', yuan(hold.autoReleasedFee)],
          ['refundedSum', yuan(hold.refundedFee)],
          ['left', yuan(hold.leftFee)],
          ['byItself', hold.phase === 'held' ? word('inDays', daysLeft(hold)) : '–'],
        ]),
  )
}

/** @type {readonly (readonly [name: string, value: string])[]} */
const CHANNELS = [
  ['direct', 'direct'],
  ['maidan', 'maidan'],
]
const LADDER = [2, 3, 5, 7, 10, 14, 20, 24, 25, 28, 29, 30, 45, 60]
let days = 7

/** @param {1 | -1} step */
function changeDays(step) {
  const next = step > 0 ? LADDER.find((rung) => rung > days) : LADDER.findLast((rung) => rung < days)
  if (next !== undefined) days = next
  showDays()
}
function showDays() {
  byId('days-value').textContent = word('days', days)
  byId('jump-days').textContent = word('jumpDays', days)
}

/**
 * All deposits of the shop, whether it may take any, and the leap to the end of one.
 * @param {Office} office
 * @param {(group: string, value: string, checked: boolean, text: string, choose: () => void) => Node} pick
 */
export function showOfficeHolds(office, pick) {
  fill(byId('holds'), [currentLanguage(), office.holds.map(facts)], () =>
    office.holds.length > 0
      ? office.holds.map((hold) => officeRow(hold, office))
      : [element('li', {}, element('span', { class: 'empty' }, word('noHolds')))],
  )
  const { granted, channel } = office.deposits
  const may = /** @type {HTMLInputElement} */ (byId('may-hold'))
  may.checked = granted
  may.onchange = () => void act('office/deposits', { granted: may.checked })
  fill(byId('channels'), [currentLanguage(), channel], () =>
    CHANNELS.map(([name, value]) =>
      pick('channel', value, value === channel, word(name), () => void act('office/deposits', { channel: value })),
    ),
  )
  byId('fewer-days').onclick = () => changeDays(-1)
  byId('more-days').onclick = () => changeDays(1)
  byId('jump-days').onclick = () => void act('office/jump', { ms: days * DAY })
  showDays()
}

/**
 * Counts down to when a switched channel comes into force.
 * @param {Office} office
 * @param {number} passedMs since the office was asked
 */
export function tickChannel(office, passedMs) {
  const left = Math.max(0, office.deposits.settlesInMs - passedMs)
  byId('settles').hidden = left === 0
  byId('settles').textContent = word('settles', minutesLeft(left))
}
