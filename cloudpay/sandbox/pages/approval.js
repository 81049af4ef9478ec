import { byId, fill } from './element.js'
import { act, ask, follow } from './live.js'
import { showPicks } from './picks.js'
import { state } from './shapes.js'
import { currentLanguage, minutesLeft, speak, word, yuan } from './words.js'

/** @typedef {import('../approvals.ts').ApprovalView} Approval */

const ME_KEY = 'sandbox-approver'
/** What the QR led to; without one, the newest request that waits. */
const led = new URLSearchParams(location.search).get('t')

/** @type {Approval[]} */
let approvals = []
let shopName = ''
let shown = led ?? ''
let me = sessionStorage.getItem(ME_KEY) ?? ''
/** Why the last answer did not count. */
let fault = ''
let busy = false
/** When the request runs out, by this browser's clock. */
let ends = 0

const password = /** @type {HTMLInputElement} */ (byId('password'))
const grant = /** @type {HTMLButtonElement} */ (byId('grant'))
const refuse = /** @type {HTMLButtonElement} */ (byId('refuse'))
const current = () => approvals.find((one) => one.ticket === shown)

/** Shapes of the payments page, for the ends of a request. @type {Record<Approval['state'], string>} */
const SHAPES = { waiting: 'waiting', granted: 'paid', refused: 'failed', expired: 'closed', used: 'refunded' }

/** What came of it; once the money is back, which money. @param {Approval} request */
const endWord = ({ kind, state: end }) => (end === 'used' ? `${kind}-used` : `approval-${end}`)

/** @param {Approval} request */
function showPeople({ people }) {
  if (!people.some((one) => one.staffId === me)) me = ''
  showPicks(byId('people'), people, me, (staffId) => {
    me = staffId
    sessionStorage.setItem(ME_KEY, me)
    fault = ''
    show()
    password.focus()
  })
}

function showAnswers() {
  const may = me !== '' && password.value !== '' && !busy
  grant.disabled = !may
  refuse.disabled = !may
  byId('fault').hidden = fault === ''
  byId('fault').textContent = fault === '' ? '' : word(fault)
}

function show() {
  const request = current()
  byId('request').hidden = !request
  byId('nothing').hidden = request !== undefined
  if (!request) return
  const open = request.state === 'waiting'
  byId('shop').textContent = shopName
  byId('request-head').textContent = word(`${request.kind}-asked`, request.askedBy.name)
  byId('sum').textContent = yuan(request.fee)
  byId('order-name').textContent = word(`${request.kind}-number`)
  byId('order').textContent = request.orderNumber.replace(/(.{4})(?=.)/g, '$1 ')
  byId('asked-by').textContent = `${request.askedBy.name} ${request.askedBy.staffId}`
  byId('device').textContent = request.deviceName
  byId('life').hidden = !open
  byId('answer').hidden = !open
  ends = performance.now() + request.remainingMs
  fill(byId('outcome'), [currentLanguage(), request.state, request.answeredBy], () =>
    open ? [] : [state(SHAPES[request.state], word(endWord(request), request.answeredBy ?? ''))],
  )
  grant.textContent = word(`${request.kind}-approve`, yuan(request.fee))
  showPeople(request)
  showAnswers()
  tick()
}

function tick() {
  const request = current()
  if (request?.state !== 'waiting') return
  const left = Math.max(0, ends - performance.now())
  byId('life-left').style.transform = `scaleX(${left / request.lifeMs})`
  byId('life-words').textContent = word('answerWithin', minutesLeft(left))
  if (left === 0) void run()
}

/** @param {boolean} grants */
async function answer(grants) {
  const request = current()
  if (!request || busy || me === '' || password.value === '') return
  busy = true
  showAnswers()
  const end = await act('approval/answer', { ticket: request.ticket, staffId: me, password: password.value, grants })
  busy = false
  password.value = ''
  fault = end === 'granted' || end === 'refused' ? '' : `approval-fault-${typeof end === 'string' ? end : 'failed'}`
  await run()
  show()
  if (fault !== '') password.focus()
}

const run = follow(
  async () => {
    /** @type {{ shopName: string, approvals: Approval[] }} */
    const told = await ask('approvals')
    shopName = told.shopName
    approvals = told.approvals
    const waits = approvals.find((one) => one.state === 'waiting')
    if (led === null && waits) shown = waits.ticket
    show()
  },
  (isLost) => {
    byId('lost').hidden = !isLost
  },
)
speak(byId('language'), show)
setInterval(tick, 500)
password.addEventListener('input', () => {
  fault = ''
  showAnswers()
})
byId('answer').addEventListener('submit', (event) => {
  event.preventDefault()
  void answer(true)
})
refuse.addEventListener('click', () => void answer(false))
