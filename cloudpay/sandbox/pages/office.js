import { kindOf } from './codes.js'
import { byId, element, fill } from './element.js'
import { act, ask, copy, draw, follow } from './live.js'
import { giveBackButton, showCodes } from './office-codes.js'
import { showOfficeHolds, tickChannel } from './office-deposits.js'
import { showMembers } from './office-members.js'
import { mark, state } from './shapes.js'
import { clockTime, currentLanguage, minutesLeft, speak, word, yuan } from './words.js'

/** @typedef {import('../views.ts').OfficeView & { codes: import('../seed.ts').QrCode[] }} Office */
/** @typedef {import('../views.ts').DeviceView} Device */
/** @typedef {import('../views.ts').OrderView} Order */

const MINUTE = 60_000
/** @type {readonly (readonly [string, number])[]} */
const JUMPS = [
  ['minute', MINUTE],
  ['twoMinutes', 2 * MINUTE],
  ['fiveMinutes', 5 * MINUTE],
  ['hour', 60 * MINUTE],
  ['day', 1440 * MINUTE],
  ['month', 43_200 * MINUTE],
]
/** @type {readonly (readonly [string, number])[]} */
const SKEWS = [
  ['behind', -5 * MINUTE],
  ['right', 0],
  ['ahead', 5 * MINUTE],
]
const DELAYS = [0, 2, 10, 35]
/** @type {readonly (readonly [string, string])[]} */
const LINES = [
  ['lineFine', 'fine'],
  ['lineRefused', 'refused'],
  ['lineCut', 'cut'],
]

/** @type {Office | undefined} */
let office
/** What was told, in this browser's time. */
let toldAt = 0
/** The device whose unbind button has been pressed once. */
let armed = ''
const badHmac = /** @type {HTMLInputElement} */ (byId('bad-hmac'))
const passed = () => performance.now() - toldAt

/**
 * @param {string} group
 * @param {string} value
 * @param {boolean} checked
 * @param {string} text
 * @param {() => void} choose
 */
function pick(group, value, checked, text, choose) {
  const input = element('input', { type: 'radio', name: group, value, checked, 'data-key': `${group}:${value}` })
  input.addEventListener('change', choose)
  return element('label', { class: 'pick' }, input, element('span', {}, text))
}

/** @param {Device} device */
function unbindButton(device) {
  const sure = armed === device.deviceId
  return element(
    'button',
    {
      type: 'button',
      class: sure ? 'danger' : undefined,
      'data-key': `unbind:${device.deviceId}`,
      on: () => {
        armed = sure ? '' : device.deviceId
        if (sure) void act('office/unbind', { device: device.deviceId })
        show()
      },
    },
    word(sure ? 'unbindSure' : 'unbind'),
  )
}

/** @param {Device} device */
function deviceCard(device) {
  const { deviceId, name, serial, link } = device
  const symbol = element('div', { class: 'symbol', role: 'img', 'aria-label': word('configQr', name) })
  if (link) void draw(symbol, 'qr', link)
  const copyButton = element('button', { type: 'button', 'data-key': `copy:${deviceId}` }, word('copyLink'))
  copyButton.addEventListener('click', () => void copy(copyButton, link ?? '', word('copied')))
  return element(
    'article',
    { class: 'device' },
    element('h3', {}, name),
    element('p', { class: serial ? 'number' : 'empty' }, serial ? `${word('bound')} ${serial}` : word('unbound')),
    ...(link
      ? [
          symbol,
          element('p', { class: 'note', 'data-left': deviceId }),
          element('p', { class: 'link', translate: 'no' }, link),
          copyButton,
        ]
      : []),
    element(
      'div',
      { class: 'acts' },
      element(
        'button',
        {
          type: 'button',
          class: link || serial ? undefined : 'primary',
          'data-key': `link:${deviceId}`,
          on: () => void act('office/link', { device: deviceId }),
        },
        word(link ? 'newLink' : 'showLink'),
      ),
      serial ? unbindButton(device) : undefined,
    ),
  )
}

/** @param {Order} order @param {Office} told */
function orderRow(order, told) {
  const person = told.staff.find((member) => member.staffId === order.staffId)
  const part = order.refundedFee > 0 && order.phase === 'paid' ? word('refundedPart', yuan(order.refundedFee)) : ''
  return element(
    'li',
    {},
    element('span', { class: 'time' }, clockTime(order.createdAt)),
    element('span', { class: 'state wallet' }, mark(order.tender), word(order.tender)),
    element(
      'small',
      { class: 'number' },
      [order.number, order.deviceId, person?.name, kindOf(order), part].filter(Boolean).join(' · '),
    ),
    element('span', { class: 'phase' }, state(order.phase, `${word(order.phase)} ${order.state}`)),
    element('span', { class: 'fee' }, yuan(order.totalFee)),
    giveBackButton(order),
  )
}

/** @param {Office} told */
function showFaults(told) {
  const { line, slowMs, badHmac: bad, statusNext } = told.faults
  fill(byId('lines'), [currentLanguage(), line], () =>
    LINES.map(([name, value]) =>
      pick('line', value, value === line, word(name), () => void act('office/faults', { line: value })),
    ),
  )
  fill(byId('delays'), [currentLanguage(), slowMs], () =>
    DELAYS.map((delay) =>
      pick(
        'delay',
        String(delay),
        delay * 1000 === slowMs,
        delay === 0 ? word('noDelay') : word('secondsValue', delay),
        () => void act('office/faults', { slowMs: delay * 1000 }),
      ),
    ),
  )
  badHmac.checked = bad
  for (const status of [3, 103]) {
    const left = statusNext.status === status ? statusNext.calls : 0
    const button = byId(`next-${status}`)
    fill(button, [currentLanguage(), left], () => [word('nextStatus', status), element('small', {}, word('nextLeft', left))])
    button.className = left > 0 ? 'primary' : ''
    button.onclick = () => void act('office/faults', { statusNext: { status, calls: left + 1 } })
  }
}

/** @param {Office} told */
function showStaff(told) {
  fill(byId('staff'), [currentLanguage(), told.staff], () =>
    told.staff.map((person) => {
      const extra = [person.role === 'clerk' && person.refundAuth ? word('mayRefund') : '', person.locked ? word('locked') : '']
      const role = [word(person.role), ...extra].filter(Boolean).join(' · ')
      return element(
        'tr',
        {},
        element('td', {}, person.staffId),
        element('td', {}, person.name),
        element('td', {}, role),
        element('td', { class: 'password', translate: 'no' }, person.trainingPassword),
      )
    }),
  )
}

function show() {
  const told = office
  if (!told) return
  const devices = told.devices.map(({ deviceId, serial, link }) => [deviceId, serial, link])
  fill(byId('devices'), [currentLanguage(), armed, devices], () => told.devices.map(deviceCard))
  showStaff(told)
  const orders = told.orders.map((order) => [order.number, order.phase, order.state, order.refundedFee])
  fill(byId('orders'), [currentLanguage(), orders], () =>
    told.orders.length > 0
      ? told.orders.map((order) => orderRow(order, told))
      : [element('li', {}, element('span', { class: 'empty' }, word('noOrders')))],
  )
  showCodes(told.codes, told.orders)
  showOfficeHolds(told, pick)
  showMembers(told, pick)
  showFaults(told)
  fill(byId('jumps'), currentLanguage(), () =>
    JUMPS.map(([name, ms]) => element('button', { type: 'button', on: () => void act('office/jump', { ms }) }, word(name))),
  )
  fill(byId('skews'), [currentLanguage(), told.skewMs], () =>
    SKEWS.map(([name, ms]) => pick('skew', String(ms), ms === told.skewMs, word(name), () => void act('office/skew', { ms }))),
  )
  tick()
}

function tick() {
  if (!office) return
  byId('time').textContent = new Date(office.now + passed()).toLocaleString('zh-CN', { hour12: false })
  tickChannel(office, passed())
  for (const place of document.querySelectorAll('[data-left]')) {
    if (!(place instanceof HTMLElement)) continue
    const device = office.devices.find((candidate) => candidate.deviceId === place.dataset['left'])
    const left = (device?.linkRemainingMs ?? 0) - passed()
    place.textContent = word('linkLeft', minutesLeft(Math.max(0, left)))
    if (left <= 0) void run()
  }
}

const run = follow(
  async () => {
    const told = /** @type {Office & { approvals: number }} */ (await ask('office'))
    office = told
    byId('approvals').hidden = told.approvals === 0
    toldAt = performance.now()
    show()
  },
  (isLost) => {
    byId('lost').hidden = !isLost
  },
)
speak(byId('language'), show)
setInterval(tick, 500)
badHmac.addEventListener('change', () => void act('office/faults', { badHmac: badHmac.checked }))
byId('clear').addEventListener('click', () => void act('office/clear', {}))
