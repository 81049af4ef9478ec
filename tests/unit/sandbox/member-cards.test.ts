import { describe, expect, test } from 'vitest'
import { createBank } from '../../../cloudpay/sandbox/bank.ts'
import { createMemberCards } from '../../../cloudpay/sandbox/member-cards.ts'
import { createMembers } from '../../../cloudpay/sandbox/members.ts'
import { movableClock } from '../../../cloudpay/sandbox/movable-clock.ts'
import { createOrderBook } from '../../../cloudpay/sandbox/orders.ts'
import { seededRandom } from '../../../cloudpay/sandbox/random.ts'
import { seedFor, type MemberSeed } from '../../../cloudpay/sandbox/seed.ts'

const clock = movableClock({ now: () => 1_800_000_000_000, elapsed: () => 0, after: () => () => undefined })
const nothing = () => undefined
const random = seededRandom('cards')
const [first] = seedFor(random).members
if (!first) throw new Error('the seed has no members')
const seed: MemberSeed = { ...first, balanceFee: 500 }

describe('the book of cards', () => {
  const open = () => {
    const cards = createMemberCards([seed], clock, nothing)
    const card = cards.get(seed.membershipNumber)
    if (!card) throw new Error('no card')
    return { cards, card }
  }
  const by = { staffId: '1000' }

  test('takes a balance to nought and no further', () => {
    const { cards, card } = open()
    expect(() => cards.post(card, { kind: 'payment', fee: -501, ...by })).toThrow('no such sum')
    expect(card).toMatchObject({ balanceFee: 500, rows: [] })
    cards.post(card, { kind: 'payment', fee: -500, ...by })
    expect(card.balanceFee).toBe(0)
    expect(() => cards.post(card, { kind: 'adjustment', fee: -1, ...by })).toThrow('no such sum')
    expect(card.rows).toHaveLength(1)
  })

  test('has no points below nought and no part of a fen', () => {
    const { cards, card } = open()
    expect(() => cards.post(card, { kind: 'refund', fee: 100, points: -1, ...by })).toThrow('no such sum')
    expect(() => cards.post(card, { kind: 'adjustment', fee: 0.5, ...by })).toThrow('no such sum')
    expect(() => cards.post(card, { kind: 'adjustment', fee: NaN, ...by })).toThrow('no such sum')
    expect(card).toMatchObject({ balanceFee: 500, points: 0, rows: [] })
  })

  test('credits a top-up once, whoever asks for it again', () => {
    const { cards, card } = open()
    cards.post(card, { kind: 'recharge', fee: 100, tradeNo: '1', ...by })
    expect(() => cards.post(card, { kind: 'recharge', fee: 100, tradeNo: '1', ...by })).toThrow('credited before')
    cards.post(card, { kind: 'recharge', fee: 100, tradeNo: '2', ...by })
    expect(card.balanceFee).toBe(700)
  })
})

test('at most twenty members are found at once', () => {
  const many = Array.from({ length: 30 }, (_each, n) => ({ ...seed, membershipNumber: String(1000 + n) }))
  const cards = createMemberCards(many, clock, nothing)
  const bank = createBank([], cards, clock, random)
  const book = createOrderBook(cards, clock, random, nothing)
  const members = createMembers({ bank, cards, book, topUps: { passesCeiling: () => false }, staff: [] })
  const { content } = members.query({ out_sub_mch_id: '1', out_shop_id: '1', nonce_str: '1', name: seed.name })
  expect(content?.['members']).toHaveLength(20)
})
