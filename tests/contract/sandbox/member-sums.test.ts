import fc from 'fast-check'
import { expect, it } from 'vitest'
import { get, openMembersTill, type Json, type MembersTill } from './raw-members.ts'

/**
 * What is on the cards, whatever happened in whatever order: initial + credited − paid + refunded − taken back + adjusted. The right side is added
 * up from the orders and the answers, not from the cards' own rows.
 */

const CARDS = ['880001206', '880001311'] as const
const FACES = { '880001206': 'member-jing', '880001311': 'member-yang' } as const

const card = fc.constantFrom(...CARDS)
const payer = fc.constantFrom('wechat-fang', 'wechat-hao', 'alipay-min')
/** Counted from the newest. */
const pick = fc.nat({ max: 5 })
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('pay' as const), card, fee: fc.integer({ min: 1, max: 15_000 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('topUp' as const),
      card,
      payer,
      fee: fc.constantFrom(10_000, 20_000, 10_000, 777),
      behaviour: fc.constantFrom(
        'paysAtOnce',
        'paysAtOnce',
        'asksPassword',
        'paysAfter',
        'cutButPaid',
        'refuses',
        'unknownButPaid',
      ),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('refund' as const),
      which: pick,
      part: fc.constantFrom(1, 1, 1, 2, 3),
      fate: fc.constantFrom('done', 'failed', 'failed', 'unheard'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('reverse' as const), which: pick }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('answer' as const), which: pick, pays: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('again' as const), which: pick }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('adjust' as const), card, fee: fc.integer({ min: -30_000, max: 30_000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('cash' as const), card, fee: fc.constantFrom(10_000, 20_000), times: fc.nat(2) }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('wait' as const), ms: fc.constantFrom(1000, 3000, 5000) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

interface Made {
  no: string
  fee: number
  platform: number
  walletId: string
  /** The whole request, when it was a top-up. */
  request: Json | null
}

async function play(till: MembersTill, steps: readonly Step[]) {
  const made: Made[] = []
  const adjusted: Record<string, number> = {}
  const at = (which: number): Made | undefined => (made.length === 0 ? undefined : made.at(-1 - (which % made.length)))
  for (const one of steps) {
    if (one.act === 'pay') {
      const walletId = FACES[one.card]
      const { no, fee } = await till.pay(walletId, one.fee)
      made.push({ no, fee, platform: 3, walletId, request: null })
    } else if (one.act === 'topUp') {
      till.control.behave(one.payer, one.behaviour, 4)
      const request = till.rechargeRequest(one.card, one.fee, till.control.codeOf(one.payer))
      // The line may be cut: then there is no answer, and still an order.
      await till.ask('member_recharge', request).catch(() => undefined)
      const platform = one.payer === 'alipay-min' ? 2 : 1
      made.push({ no: String(request['out_trade_no']), fee: one.fee, platform, walletId: one.payer, request })
    } else if (one.act === 'adjust') {
      const answer = one.fee === 0 ? null : await till.adjust(one.card, one.fee)
      if (answer?.head.status === 0) adjusted[one.card] = (adjusted[one.card] ?? 0) + one.fee
    } else if (one.act === 'cash') {
      const no = { out_trade_no: till.number() }
      const { head, body } = await till.cash(one.card, one.fee, no)
      for (let again = 0; again < one.times; again += 1)
        expect(await till.cash(one.card, one.fee, no).then((more) => more.head.status)).toBe(head.status)
      if (head.status === 0) adjusted[one.card] = (adjusted[one.card] ?? 0) + one.fee + Number(body['recharge_bonus_fee'])
    } else if (one.act === 'wait') till.clock.pass(one.ms)
    else {
      const order = at(one.which)
      if (!order) continue
      if (one.act === 'refund') {
        till.control.scriptRefunds(one.fate)
        await till.refund(order, Math.ceil(order.fee / one.part)).catch(() => undefined)
        till.control.scriptRefunds()
      } else if (one.act === 'reverse') await till.reverse(till.reverseRequest(order.no, order.platform))
      else if (one.act === 'answer') till.control.answer(order.walletId, order.no, one.pays)
      else if (order.request) await till.ask('member_recharge', order.request).catch(() => undefined)
    }
    for (const { balanceFee, points } of till.control.members()) expect(Math.min(balanceFee, points)).toBeGreaterThanOrEqual(0)
  }
  return adjusted
}

/** What the orders say that is on a card. */
function bySums(till: MembersTill, number: string, initial: number, adjusted: number): number {
  const face = number === CARDS[0] ? FACES[CARDS[0]] : FACES[CARDS[1]]
  let sum = initial + adjusted
  for (const order of till.control.orders()) {
    const wasPaid = order.history.includes('paid')
    if (!wasPaid) continue
    if (order.topUp?.number === number) {
      const all = order.totalFee + order.topUp.bonusFee
      const takenBack = order.history.includes('reversed') || order.refunds.some((refund) => refund.phase !== 'failed')
      sum += takenBack ? 0 : all
    }
    if (order.tender === 'memberCard' && order.walletId === face) {
      sum -= order.totalFee
      for (const refund of order.refunds) sum += refund.phase === 'done' ? refund.fee : 0
    }
  }
  return sum
}

it(
  'balances are the sum of what happened, never below nought, and each top-up is credited at most once',
  { timeout: 60_000 },
  async () => {
    const seen: string[] = []
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 40 }), async (steps) => {
        const till = await openMembersTill()
        try {
          const initial = Object.fromEntries(CARDS.map((number) => [number, till.balance(number)]))
          const adjusted = await play(till, steps)
          for (const settle of [false, true]) {
            if (settle) till.clock.pass(60_000)
            for (const number of CARDS) {
              const { rows } = till.memberOf(number)
              const balance = till.balance(number)
              expect(balance).toBe(bySums(till, number, initial[number] ?? 0, adjusted[number] ?? 0))
              expect(balance).toBe((initial[number] ?? 0) + rows.reduce((sum, row) => sum + row.fee, 0))
              expect(Math.min(...rows.map((row) => row.balanceFee), 0)).toBe(0)
              const credited = rows.filter((row) => row.kind === 'recharge').map((row) => row.tradeNo)
              expect(new Set(credited).size).toBe(credited.length)
              if (settle) seen.push(...rows.map((row) => row.kind))
              expect(get((await till.query({ membership_number: number })).body, 'members.0.balance_fee')).toBe(balance)
            }
          }
        } finally {
          await till.sandbox.close()
        }
      }),
      { numRuns: 15 },
    )
    // Enough happened to be looked at.
    for (const kind of ['payment', 'refund', 'recharge', 'recharge_refund', 'adjustment']) expect(seen, kind).toContain(kind)
  },
)
