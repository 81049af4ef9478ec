import { kindOf, showCodeLinks } from './codes.js'
import { byId, element, fill } from './element.js'
import { act, ask, copy, draw, follow } from './live.js'
import { mark, state } from './shapes.js'
import { showCard } from './wallet-card.js'
import { holdQrRows, showHolds } from './wallet-deposits.js'
import { clockTime, currentLanguage, speak, word, yuan } from './words.js'

/** @typedef {import('../seed.ts').QrCode} QrCode */
/** @typedef {import('../views.ts').WalletView} Wallet */
/** @typedef {import('../views.ts').OrderView} Order */

const CUSTOMER_ACTS = [
  'paysAtOnce',
  'paysWithCoupon',
  'paysWithShopCoupon',
  'asksPassword',
  'paysAfter',
  'refusesAfter',
  'refuses',
  'lowBalance',
  'neverAnswers',
]
const LINE_ACTS = [
  'slowAnswer',
  'cutButPaid',
  'cutNotPaid',
  'unknownButPaid',
  'tryLaterThenPaid',
  'numberUsedAnswer',
  'tamperedAnswer',
  'wrongSignature',
  'otherOrder',
  'serverError',
  'oversized',
]
const WITH_SECONDS = ['paysAfter', 'refusesAfter', 'slowAnswer']
const LADDER = [1, 2, 3, 5, 8, 10, 15, 20, 30, 45, 60, 90, 120, 180]
const CHOSEN_KEY = 'sandbox-wallet'

/** @type {Wallet[]} */
let wallets = []
/** @type {QrCode[]} */
let codes = []
let shopName = ''
let chosen = sessionStorage.getItem(CHOSEN_KEY) ?? ''
let seconds = 5
/** Questions put off with "not now". @type {Set<string>} */
const putOff = new Set()
/** When the code on the screen goes, by this browser's clock. */
let codeEnds = 0
let asked = ''

const current = () => wallets.find((wallet) => wallet.id === chosen) ?? wallets[0]
const nameOf = (/** @type {Wallet} */ wallet) => (currentLanguage() === 'zh' ? wallet.name : wallet.nameEn)
const question = /** @type {HTMLDialogElement} */ (byId('question'))
const online = /** @type {HTMLInputElement} */ (byId('online'))

/**
 * @param {string} group
 * @param {string} value
 * @param {boolean} checked
 * @param {(Node | string)[]} content
 * @param {() => void} choose
 */
function pick(group, value, checked, content, choose) {
  const input = element('input', { type: 'radio', name: group, value, checked, 'data-key': `${group}:${value}` })
  input.addEventListener('change', choose)
  return element('label', { class: 'pick' }, input, ...content)
}

/** @param {string} name */
async function behave(name) {
  const wallet = current()
  if (wallet) await act('wallet/behaviour', { wallet: wallet.id, name, ...(WITH_SECONDS.includes(name) ? { seconds } : {}) })
}

/** @param {string} id @param {string[]} names @param {Wallet} wallet */
function showBehaviours(id, names, wallet) {
  const now = wallet.behaviourName
  fill(byId(id), [currentLanguage(), wallet.id, now], () =>
    names.map((name) => pick('behaviour', name, name === now, [element('span', {}, word(name))], () => void behave(name))),
  )
}

function showCustomers() {
  fill(byId('customers'), [currentLanguage(), chosen, wallets.map((wallet) => [wallet.id, wallet.questions.length])], () =>
    wallets.map((wallet) =>
      pick('customer', wallet.id, wallet.id === current()?.id, [mark(wallet.tender), nameOf(wallet)], () => {
        chosen = wallet.id
        sessionStorage.setItem(CHOSEN_KEY, chosen)
        show()
      }),
    ),
  )
}

/** @param {Wallet} wallet */
function showCode(wallet) {
  fill(byId('owner-mark'), wallet.tender, () => [mark(wallet.tender)])
  byId('owner-name').textContent = `${nameOf(wallet)} · ${word(wallet.tender)}`
  byId('balance').textContent = wallet.balanceFee === undefined ? '' : `${word('balance')} ${yuan(wallet.balanceFee)}`
  byId('code').textContent = wallet.code.replace(/(\d{4})(?=\d)/g, '$1 ')
  codeEnds = performance.now() + wallet.codeRemainingMs
  void draw(byId('barcode'), 'code128', wallet.code)
  void draw(byId('qr'), 'qr', wallet.code)
}

/** A question that was put off. @param {string} number */
function answerNow(number) {
  putOff.delete(number)
  showQuestion()
}

/** @param {Order} order */
function paymentRow(order) {
  const part = order.refundedFee > 0 && order.phase === 'paid' ? word('refundedPart', yuan(order.refundedFee)) : ''
  const answer = order.asking && current()?.online
  return element(
    'li',
    {},
    element('div', {}, state(order.phase, word(order.phase))),
    element('div', { class: 'fee' }, yuan(order.totalFee)),
    element(
      'small',
      { class: 'number' },
      [clockTime(order.createdAt), order.number, kindOf(order), part].filter(Boolean).join(' · '),
    ),
    answer
      ? element(
          'button',
          {
            type: 'button',
            'data-key': `answer:${order.number}`,
            on: () => answerNow(order.number),
          },
          word('answerNow'),
        )
      : undefined,
  )
}

/** @param {Wallet} wallet */
function showHistory(wallet) {
  const facts = wallet.orders.map((order) => [order.number, order.phase, order.refundedFee, order.asking])
  fill(byId('payments'), [currentLanguage(), wallet.id, wallet.online, facts], () =>
    wallet.orders.length > 0
      ? wallet.orders.map(paymentRow)
      : [element('li', {}, element('span', { class: 'note' }, word('noPayments')))],
  )
  const open = [...wallet.openQrs, ...wallet.openHoldQrs].map((one) => one.number)
  byId('qrs').hidden = open.length === 0
  fill(byId('qr-rows'), [currentLanguage(), wallet.id, open], () => [
    ...holdQrRows(wallet),
    ...wallet.openQrs.map((order) =>
      element(
        'li',
        { class: 'open' },
        element('span', { class: 'note' }, `${order.deviceId ?? ''} · ${clockTime(order.createdAt)}`),
        element('span', { class: 'fee' }, yuan(order.totalFee)),
        element(
          'button',
          {
            type: 'button',
            'data-key': order.number,
            on: () => void act('wallet/scan', { wallet: wallet.id, codeUrl: order.codeUrl }),
          },
          word('scan'),
        ),
      ),
    ),
  ])
}

function showQuestion() {
  const wallet = current()
  const order = wallet?.questions.find((open) => !putOff.has(open.number))
  const hold = wallet?.holdQuestions.find((open) => !putOff.has(open.number))
  const fee = order?.totalFee ?? hold?.fee
  asked = (order ?? hold)?.number ?? ''
  if (fee === undefined) {
    if (question.open) question.close()
    return
  }
  byId('question-head').textContent = word(order ? 'question' : 'holdQuestion', shopName)
  byId('question-sum').textContent = yuan(fee)
  byId('question-body').textContent = (order ?? hold)?.body ?? ''
  if (!question.open) question.showModal()
}

/** @param {boolean} pays */
async function answer(pays) {
  const wallet = current()
  if (wallet && asked) await act('wallet/answer', { wallet: wallet.id, number: asked, pays })
}

function show() {
  const wallet = current()
  if (!wallet) return
  showCustomers()
  showCode(wallet)
  showCard(wallet)
  showBehaviours('customer-acts', CUSTOMER_ACTS, wallet)
  showBehaviours('line-acts', LINE_ACTS, wallet)
  byId('seconds').hidden = !WITH_SECONDS.includes(wallet.behaviourName)
  const { autoAfterMs, slowMs } = wallet.behaviour
  seconds = Math.round((autoAfterMs ?? slowMs ?? seconds * 1000) / 1000)
  byId('seconds-value').textContent = word('secondsValue', seconds)
  online.checked = wallet.online
  showHistory(wallet)
  showCodeLinks(byId('codes-part'), byId('code-links'), codes, wallet.tender)
  showHolds(wallet, shopName, answerNow)
  showQuestion()
  tick()
}

async function refresh() {
  /** @type {{ shopName: string, scanner: boolean, wallets: Wallet[], codes: QrCode[], approvals: number }} */
  const told = await ask('wallets')
  wallets = told.wallets
  codes = told.codes
  shopName = told.shopName
  for (const id of ['show', 'bill-show']) byId(id).hidden = !told.scanner
  byId('approvals').hidden = told.approvals === 0
  byId('copy').classList.toggle('primary', !told.scanner)
  show()
}

/** @param {1 | -1} step */
function changeSeconds(step) {
  const next = step > 0 ? LADDER.find((rung) => rung > seconds) : LADDER.findLast((rung) => rung < seconds)
  const wallet = current()
  if (next === undefined || !wallet) return
  seconds = next
  void behave(wallet.behaviourName)
}

function tick() {
  const life = current()?.codeLifeMs ?? 1
  const left = Math.max(0, codeEnds - performance.now())
  byId('life').style.transform = `scaleX(${left / life})`
  byId('life-words').textContent = word('codeLeft', Math.ceil(left / 1000))
  if (left === 0 && wallets.length > 0) void run()
}

const run = follow(refresh, (isLost) => {
  byId('lost').hidden = !isLost
})
speak(byId('language'), show)
setInterval(tick, 500)
byId('copy').addEventListener('click', () => void copy(byId('copy'), current()?.code ?? '', word('copied')))
byId('show').addEventListener('click', () => void act('wallet/show', { wallet: current()?.id }))
byId('new-code').addEventListener('click', () => void act('wallet/code', { wallet: current()?.id }))
byId('fewer').addEventListener('click', () => changeSeconds(-1))
byId('more').addEventListener('click', () => changeSeconds(1))
byId('confirm').addEventListener('click', () => void answer(true))
byId('refuse').addEventListener('click', () => void answer(false))
byId('later').addEventListener('click', () => question.close())
question.addEventListener('close', () => {
  const wallet = current()
  const still = [...(wallet?.questions ?? []), ...(wallet?.holdQuestions ?? [])].some((open) => open.number === asked)
  if (still) putOff.add(asked)
})
online.addEventListener('change', () => void act('wallet/online', { wallet: current()?.id, online: online.checked }))
