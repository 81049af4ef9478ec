import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemberCards } from '../../../cloudpay/sandbox/member-cards.ts'
import { movableClock } from '../../../cloudpay/sandbox/movable-clock.ts'
import { createOrderBook, type NewOrder } from '../../../cloudpay/sandbox/orders.ts'
import { seededRandom } from '../../../cloudpay/sandbox/random.ts'

const still = { now: () => 1_000_000, elapsed: () => 0, after: () => () => undefined }
const order: NewOrder = {
  number: '010000521',
  content: 'content',
  tender: 'wechat',
  trade: 'scan',
  totalFee: 100,
  body: '海风酒店',
  detail: undefined,
  remark: undefined,
  flowId: undefined,
  attach: undefined,
  goodsTag: undefined,
  authorCode: undefined,
  codeUrl: 'weixin://example',
  nonce: 'n',
  client: { terminal_type: 4, sdk_version: '0.1', spbill_create_ip: '127.0.0.1' },
  expiresAt: 2_000_000,
}
const FINAL = ['paid', 'stopped', 'failed', 'closed', 'reversed']

describe('An order', () => {
  it('that has reached its end never leaves it, whatever happens afterwards; a payment may still be taken back, once', () => {
    const act = fc.constantFrom('wait', 'pay', 'stop', 'fail', 'close', 'reverse', 'later', 'jump' as const)
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        const clock = movableClock(still)
        const book = createOrderBook(
          createMemberCards([], clock, () => undefined),
          clock,
          seededRandom('x'),
          () => undefined,
        )
        const made = book.open(order)
        for (const name of acts) {
          if (name === 'wait') book.wait(made, true)
          else if (name === 'pay') book.pay(made, undefined)
          else if (name === 'stop') book.stop(made)
          else if (name === 'fail') book.fail(made, 'text')
          else if (name === 'close') book.close(made)
          else if (name === 'reverse') book.reverse(made)
          else if (name === 'later') book.later(made, 10, () => book.pay(made, undefined))
          else clock.jump(20)
        }
        const ends = made.history.filter((phase) => FINAL.includes(phase))
        expect(ends.slice(1)).toEqual(ends[0] === 'paid' && ends.length > 1 ? ['reversed'] : [])
        if (ends.length > 0) {
          expect(made.history.at(-1)).toBe(ends.at(-1))
          expect(made.phase).toBe(ends.at(-1))
          expect(made.asking).toBe(false)
        }
        expect(made.history.filter((phase) => phase === 'waiting').length).toBeLessThanOrEqual(1)
        expect(made.paidAt !== undefined).toBe(made.history.includes('paid'))
        expect(made.refusal !== undefined).toBe(made.phase === 'failed')
        expect(made.closedAt !== undefined).toBe(made.phase === 'closed' || made.phase === 'reversed')
      }),
    )
  })
})
