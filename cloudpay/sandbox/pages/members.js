import { learn, word, yuan } from './words.js'

/** @typedef {import('../member-views.ts').MemberView} Member */

learn({
  members: ['会员', 'Members'],
  cardNumber: ['卡号', 'Card number'],
  points: ['积分', 'Points'],
  validUntil: ['有效期至', 'Valid until'],
  withoutEnd: ['长期有效', 'without end'],
  over: ['已过期', 'Expired'],
  notClaimed: ['未领卡', 'Not claimed'],
  notActivated: ['未激活', 'Not activated'],
  inUse: ['使用中', 'In use'],
  statement: ['会员卡流水', 'Statement'],
  noStatement: ['这张卡还没有流水。', 'Nothing has happened on this card yet.'],
  ofIt: ['含赠送 {0}', 'bonus {0} of it'],
  leftOnCard: ['余额 {0}', '{0} left'],
  'move-payment': ['消费', 'Payment'],
  'move-refund': ['消费退款', 'Refund'],
  'move-recharge': ['充值', 'Top-up'],
  'move-recharge_refund': ['充值退款', 'Top-up refunded'],
  'move-recharge_refund_failed': ['充值退款失败，退回卡内', 'Top-up refund failed'],
  'move-adjustment': ['修改余额', 'Adjustment'],
  topUpOf: ['充值到 {0}', 'top-up of {0}'],
  topUps: ['会员充值', 'Top-ups'],
  modeFixed: ['固定金额', 'Fixed amounts'],
  modeAny: ['任意金额', 'Any amount'],
  topUpMode: ['充值方式', 'How'],
  mostOfOne: ['单笔上限', 'Most of one top-up'],
  ceiling: ['商户总余额上限', 'Ceiling of all balances'],
  allBalances: ['现在共 {0}', '{0} now'],
  bonus: ['{0} 送 {1}', '{0}, bonus {1}'],
  activate: ['领卡并激活', 'Claim and activate'],
})

/** A signed sum. @param {number} fee */
export const signed = (fee) => `${fee < 0 ? '−' : '+'}${yuan(Math.abs(fee))}`

/** @param {number} ms epoch */
const day = (ms) => new Date(ms).toLocaleDateString('zh-CN', { year: 'numeric', month: '2-digit', day: '2-digit' })

/** Until when the card is good. @param {Member} member */
export const endOf = (member) => (member.validUntil === null ? word('withoutEnd') : day(member.validUntil))

/** @param {Member} member */
export const stateOfMember = (member) =>
  word(!member.claimed ? 'notClaimed' : !member.activated ? 'notActivated' : member.over ? 'over' : 'inUse')

/** What a drawing of a member depends on. @param {Member} member */
export const factsOf = ({ number, balanceFee, points, claimed, activated, validUntil, over, rows }) => [
  number,
  balanceFee,
  points,
  claimed,
  activated,
  validUntil,
  over,
  rows.length,
]
