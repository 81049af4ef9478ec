import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CLERK, MANAGER, openCounterRoom, type CounterRoom, wish } from './counter-room.ts'

/** What is waited for, and what the cashier is told once it has ended (BEHAVIOUR 2.3, F04). */

const WECHAT = 'wechat-fang'
const OFTEN = { timeout: 15_000, interval: 20 }
/** The two minutes after which a sale counts as not confirmed pass in two seconds. */
const SPEED = 60

let room: CounterRoom
beforeEach(async () => {
  room = await openCounterRoom('to-confirm', { speed: SPEED })
})
afterEach(() => room.close())

const bank = () => room.sandbox.control
const sales = () => room.selling().sales
const refunds = () => room.selling().refunds
const resolved = () => room.selling().resolved()
const told = () => resolved().map(({ kind, state, amountFen }) => `${kind} ${amountFen} ${state}`)

function charged(amountFen: number, person = MANAGER): string {
  const started = sales().start(wish(amountFen, { person, anyway: true }))
  if (!started.ok) throw new Error(started.fault.code)
  sales().scanned(bank().freshCode(WECHAT), 'wechat')
  return started.value.saleId
}
const inFront = (state: string) => vi.waitUntil(() => sales().front()?.state === state, OFTEN)
async function paid(amountFen: number): Promise<string> {
  charged(amountFen)
  await inFront('paid')
  return sales().front()?.orderNo ?? ''
}

describe('a sale', () => {
  test('that is paid while the cashier looks at it was never waited for', async () => {
    await paid(500)
    bank().behave(WECHAT, 'lowBalance')
    charged(600)
    await inFront('failed')
    expect(resolved()).toEqual([])
  })

  test('that stood in front without an answer is, once it is known: printed once, and told', async () => {
    bank().behave(WECHAT, 'cutButPaid')
    charged(700)
    await vi.waitUntil(() => bank().orders().length === 1, OFTEN)
    bank().setFaults({ line: 'refused' })
    await inFront('unknown')
    expect(resolved()).toEqual([])
    bank().clearFaults()
    sales().askNow(sales().front()?.saleId ?? '')
    await inFront('paid')
    expect(resolved()).toEqual([
      { kind: 'sale', number: sales().front()?.orderNo, amountFen: 700, tender: 'wechat', state: 'paid', at: expect.any(Number) },
    ])
    await vi.waitUntil(() => room.printed.length > 0, OFTEN)
    expect(room.printed).toEqual(['payment'])
  })

  test('of another person that was parked is told to whoever is here now, paid or failed', async () => {
    bank().behave(WECHAT, 'asksPassword')
    for (const [amountFen, pays] of [
      [800, true],
      [900, false],
    ] as const) {
      const saleId = charged(amountFen, CLERK)
      await inFront('pendingCustomer')
      const orderNo = sales().front()?.orderNo ?? ''
      sales().park(saleId)
      bank().answer(WECHAT, orderNo, pays)
      await vi.waitUntil(() => resolved()[0]?.number === orderNo, OFTEN)
    }
    expect(told()).toEqual(['sale 900 failed', 'sale 800 paid'])
  })

  test('that was found open after a restart is told', async () => {
    bank().behave(WECHAT, 'asksPassword')
    charged(1000)
    await inFront('pendingCustomer')
    const orderNo = sales().front()?.orderNo ?? ''
    await room.restart()
    bank().answer(WECHAT, orderNo, true)
    await vi.waitUntil(() => resolved().length > 0, OFTEN)
    expect(told()).toEqual(['sale 1000 paid'])
  })
})

describe('a refund', () => {
  const back = async (orderNo: string, amountFen: number): Promise<string> => {
    const started = await refunds().start({ orderNo, amountFen, reason: '', authority: { kind: 'own' } }, MANAGER)
    if (!started.ok) throw new Error(started.fault.code)
    return started.value.refundId
  }

  test('that was put away as accepted is followed in sight, and its arrival is told', async () => {
    const refundId = await back(await paid(2000), 1500)
    await vi.waitUntil(() => refunds().list()[0]?.state === 'accepted', OFTEN)
    expect(refunds().putAway()).toEqual([])
    expect(refunds().close(refundId)).toEqual({ ok: true, value: null })
    expect(refunds().list()).toEqual([])
    expect(refunds().putAway()).toMatchObject([{ refundId, state: 'accepted', amountFen: 1500 }])
    await vi.waitUntil(() => resolved().length > 0, OFTEN)
    expect(told()).toEqual(['refund 1500 succeeded'])
    expect(refunds().putAway()).toEqual([])
  })

  test('that was refused before anybody waited is not told', async () => {
    const orderNo = await paid(2000)
    bank().scriptRefunds('noFunds')
    await back(orderNo, 100)
    await vi.waitUntil(() => refunds().list()[0]?.state === 'failed', OFTEN)
    expect(resolved()).toEqual([])
  })
})
