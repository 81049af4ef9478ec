import { byId, fill } from './element.js'
import { act, ask, follow } from './live.js'
import { showPicks } from './picks.js'
import { state } from './shapes.js'
import { currentLanguage, speak, word } from './words.js'

/** @typedef {import('../sign-in-codes.ts').SignInCodeView} Code */
/** @typedef {import('./picks.js').Person} Person */

const ME_KEY = 'sandbox-signing-in'
/** What the QR led to; without one, the newest that waits. */
const led = new URLSearchParams(location.search).get('t')

/** @type {Code[]} */
let codes = []
/** @type {Person[]} */
let people = []
let shopName = ''
let shown = led ?? ''
let me = sessionStorage.getItem(ME_KEY) ?? ''
let busy = false

const grant = /** @type {HTMLButtonElement} */ (byId('grant'))
const refuse = /** @type {HTMLButtonElement} */ (byId('refuse'))
const current = () => codes.find((one) => one.ticket === shown)

/** Shapes of the payments page, for the ends of a QR. @type {Record<Code['state'], string>} */
const SHAPES = { waiting: 'waiting', signedIn: 'paid', refused: 'failed', expired: 'closed' }

/** @param {string} staffId */
function choose(staffId) {
  me = staffId
  sessionStorage.setItem(ME_KEY, me)
  show()
}

function show() {
  const code = current()
  byId('request').hidden = !code
  byId('nothing').hidden = code !== undefined
  if (!code) return
  const open = code.state === 'waiting'
  byId('shop').textContent = shopName
  byId('answer').hidden = !open
  fill(byId('outcome'), [currentLanguage(), code.state, code.by], () =>
    open ? [] : [state(SHAPES[code.state], word(`sign-in-${code.state}`, code.by ?? ''))],
  )
  grant.disabled = me === '' || busy
  refuse.disabled = busy
  showPicks(byId('people'), people, me, choose)
}

/** @param {string | null} staffId */
async function answer(staffId) {
  const code = current()
  if (!code || busy) return
  busy = true
  show()
  await act('sign-in/scan', { ticket: code.ticket, staffId })
  busy = false
  await run()
  show()
}

const run = follow(
  async () => {
    /** @type {{ shopName: string, codes: Code[], people: Person[] }} */
    const told = await ask('sign-in')
    shopName = told.shopName
    codes = told.codes
    people = told.people
    const waits = codes.find((one) => one.state === 'waiting')
    if (led === null && waits) shown = waits.ticket
    show()
  },
  (isLost) => {
    byId('lost').hidden = !isLost
  },
)
speak(byId('language'), show)
byId('answer').addEventListener('submit', (event) => {
  event.preventDefault()
  if (me !== '') void answer(me)
})
refuse.addEventListener('click', () => void answer(null))
