import { element } from './element.js'
import { state } from './shapes.js'
import { learn, word } from './words.js'

/** @typedef {import('../hold-views.ts').HoldView} Hold */

learn({
  deposits: ['押金', 'Deposits'],
  noHolds: ['还没有押金。', 'No deposits yet.'],
  'hold-initial': ['处理中', 'In work'],
  'hold-waiting': ['等顾客确认', 'Waiting'],
  'hold-held': ['押金中', 'Held'],
  'hold-stopped': ['顾客取消', 'Refused'],
  'hold-failed': ['失败', 'Failed'],
  'hold-timedOut': ['已关闭', 'Closed'],
  'hold-spent': ['已结清', 'Settled'],
  holdQuestion: ['向 {0} 交押金', 'Deposit for {0}'],
  captureOf: ['押金消费', 'from a deposit'],
  bill: ['看账单', 'Show the bill'],
  billOf: ['押金账单', 'Deposit bill'],
  merchantNumber: ['商户单号', 'Merchant order number'],
  copyNumber: ['复制单号', 'Copy the number'],
  close: ['关闭', 'Close'],
  heldSum: ['押金', 'Held'],
  captured: ['已消费', 'Captured'],
  givenBack: ['已退还', 'Given back'],
  released: ['已解冻', 'Released'],
  autoReleased: ['到期自动退', 'Returned by itself'],
  refundedSum: ['消费后退款', 'Refunded since'],
  left: ['剩余', 'Left'],
  byItself: ['自动退回', 'Goes back'],
  daysLeft: ['{0} 天后自动退回', 'Returns by itself in {0} days'],
  inDays: ['{0} 天后', 'in {0} days'],
  depositRight: ['押金权限', 'Deposit right'],
  mayHold: ['商户有押金权限', 'Deposits are granted'],
  channel: ['支付渠道', 'Channel'],
  direct: ['官方直连', 'Direct'],
  maidan: ['微信买单', 'Maidan'],
  settles: ['{0} 后生效', 'In force in {0}'],
  days: ['{0} 天', '{0} days'],
  fewerDays: ['少几天', 'Fewer days'],
  moreDays: ['多几天', 'More days'],
  jumpDays: ['向前跳 {0} 天', 'Jump {0} days'],
})

export const DAY = 86_400_000
/** @type {Record<string, string>} */
const SHAPES = { initial: 'waiting', waiting: 'waiting', stopped: 'failed', timedOut: 'closed', spent: 'refunded' }

/** @param {Hold} hold */
export const daysLeft = (hold) => Math.ceil(hold.remainingMs / DAY)
/** @param {Hold} hold */
export const givenBack = (hold) => hold.releasedFee + hold.autoReleasedFee
/** @param {Hold} hold @param {string} [number] what stands behind the word */
export const holdState = (hold, number = '') =>
  state(SHAPES[hold.phase] ?? hold.phase, [word(`hold-${hold.phase}`), number].filter(Boolean).join(' '))
/** All that is shown of a hold. @param {Hold} hold */
export const facts = (hold) => ({ ...hold, remainingMs: daysLeft(hold), history: undefined })

/** A hold lives for weeks, so its day belongs to its time. @param {number} ms epoch */
export const dayTime = (ms) =>
  new Date(ms).toLocaleString('zh-CN', { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false })

/** @param {readonly (readonly [string, string])[]} sums */
export const sumList = (sums) =>
  element(
    'dl',
    { class: 'sums' },
    ...sums.map(([name, value]) => element('div', {}, element('dt', {}, word(name)), element('dd', {}, value))),
  )
