import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fen } from '../../../contract/money.ts'
import type { RefundState } from '../../../contract/states.ts'
import type { Person } from '../../../electron/till/parts.ts'
import { CLERK, MANAGER, openCounterRoom, type CounterRoom, wish } from './counter-room.ts'
import { sold as soldIn } from './depositing.ts'

/** Giving money back (BEHAVIOUR F12, PROTOCOL 5.4): the real engine and book, a real line, the sandbox. */

const WECHAT = 'wechat-fang'
const OWN = { kind: 'own' } as const
const OFTEN = { timeout: 15_000, interval: 20 }

let room: CounterRoom
beforeEach(async () => {
  room = await openCounterRoom('refunds')
})
afterEach(() => room.close())

const refunds = () => room.selling().refunds
const bank = () => room.sandbox.control
const passwordOf = (staffId: string) =>
  bank()
    .staff()
    .find((one) => one.staffId === staffId)?.trainingPassword ?? ''

const sold = (amountFen = 5000): Promise<string> => soldIn(room, amountFen, { anyway: false })

const give = (orderNo: string, amountFen: number, person: Person = MANAGER) =>
  refunds().start({ orderNo, amountFen, reason: '', authority: OWN }, person)

async function turns(state: RefundState): Promise<void> {
  await vi.waitUntil(() => {
    bank().jump(3000)
    for (const one of refunds().list()) refunds().askNow(one.refundId)
    return refunds().list().at(-1)?.state === state
  }, OFTEN)
}
const codeOf = (outcome: { ok: boolean; fault?: { code: string } }) => (outcome.ok ? 'taken' : outcome.fault?.code)

test('all that is left is offered; zero, fractions and more than is left are refused, and nothing is sent', async () => {
  const orderNo = await sold(5000)
  expect(await refunds().prepare(orderNo, MANAGER)).toMatchObject({
    ok: true,
    value: { orderFen: 5000, refundedFen: 0, leftFen: 5000, ownRight: true },
  })
  for (const [amountFen, code] of [
    [0, 'refund.zero'],
    [-1, 'refund.zero'],
    [0.5, 'refund.zero'],
    [5001, 'refund.tooMuch'],
    [Number.MAX_SAFE_INTEGER, 'refund.tooMuch'],
  ] as const)
    expect(codeOf(await give(orderNo, amountFen)), String(amountFen)).toBe(code)
  expect(
    bank()
      .received()
      .filter((call) => call.path.endsWith('/refund')),
  ).toEqual([])
})

test('a refund is in the book before it leaves, and printed once when it is accepted', async () => {
  const orderNo = await sold()
  let inBook: string | undefined
  room.between((cloud) => ({
    refund(asked) {
      inBook = room.book().refunds.byNumber(asked.refundNo)?.state
      return cloud.refund(asked)
    },
  }))
  await room.restart()
  expect(codeOf(await give(orderNo, 1200))).toBe('taken')
  await turns('succeeded')
  expect(inBook).toBe('sending')
  expect(room.printed.filter((kind) => kind === 'refund')).toHaveLength(1)
  expect(bank().orders()[0]).toMatchObject({ refundedFee: 1200 })
  expect(await refunds().prepare(orderNo, MANAGER)).toMatchObject({ value: { refundedFen: 1200, leftFen: 3800 } })
})

test('what another till gave back counts, though our book knows nothing of it', async () => {
  const orderNo = await sold(5000)
  const elsewhere = room.copyOfTill()
  const given = await elsewhere.refund({
    orderNo,
    refundNo: `${orderNo.slice(0, 8)}99990000000000000001`,
    tender: 'wechat',
    orderFen: fen(5000),
    amountFen: fen(4000),
    reason: '',
    staffId: MANAGER.staffId,
    isAdmin: false,
    authorizedBy: { staffId: MANAGER.staffId, name: MANAGER.name },
  })
  expect(given.outcome).toBe('ok')
  expect(await refunds().prepare(orderNo, MANAGER)).toMatchObject({ value: { refundedFen: 4000, leftFen: 1000 } })
  expect(codeOf(await give(orderNo, 1001))).toBe('refund.tooMuch')
})

test('two at once for one order are one', async () => {
  const orderNo = await sold()
  const both = await Promise.all([give(orderNo, 1000), give(orderNo, 1000)])
  expect(both.map(codeOf).sort()).toEqual(['refund.underWay', 'taken'])
})

describe('the right to give back', () => {
  const by = (staffId: string, password: string) =>
    ({ reason: '', amountFen: 1000, authority: { kind: 'password', staffId, password } }) as const

  test('a clerk without it is asked for somebody who has it', async () => {
    const orderNo = await sold()
    expect(await refunds().prepare(orderNo, CLERK)).toMatchObject({ value: { ownRight: false } })
    expect(codeOf(await give(orderNo, 1000, CLERK))).toBe('refund.needsApproval')
  })

  test('not oneself, not somebody without it, not with a wrong password; a manager’s word counts and is kept', async () => {
    const orderNo = await sold()
    const start = async (staffId: string, password: string) => refunds().start({ orderNo, ...by(staffId, password) }, CLERK)
    expect(codeOf(await start(CLERK.staffId, passwordOf(CLERK.staffId)))).toBe('refund.approverIsOperator')
    expect(codeOf(await start('1211', passwordOf('1211')))).toBe('refund.approverHasNoRight')
    expect(codeOf(await start(MANAGER.staffId, 'wrong'))).toBe('signIn.wrongPassword')
    expect(bank().orders()[0]?.refunds).toEqual([])
    expect(codeOf(await start(MANAGER.staffId, passwordOf(MANAGER.staffId)))).toBe('taken')
    await turns('succeeded')
    expect(refunds().list().at(-1)).toMatchObject({ authority: 'password', approverName: '陈经理', staffId: CLERK.staffId })
  })

  test('five wrong passwords of an approver lock that number, over a restart too', async () => {
    const orderNo = await sold()
    const codes: unknown[] = []
    for (let tries = 0; tries < 5; tries++)
      codes.push(codeOf(await refunds().start({ orderNo, ...by(MANAGER.staffId, `wrong ${tries}`) }, CLERK)))
    expect(codes).toEqual([...Array<string>(4).fill('signIn.wrongPassword'), 'signIn.locked'])
    await room.restart()
    const right = await refunds().start({ orderNo, ...by(MANAGER.staffId, passwordOf(MANAGER.staffId)) }, CLERK)
    expect(codeOf(right)).toBe('signIn.locked')
  })
})

test('an order that was not paid, an unknown number, and a line that is down each have a sentence', async () => {
  bank().behave(WECHAT, 'lowBalance')
  const { sales } = room.selling()
  sales.start(wish(700))
  sales.scanned(bank().freshCode(WECHAT), 'wechat')
  await vi.waitUntil(() => sales.front()?.state === 'failed', OFTEN)
  expect(codeOf(await refunds().prepare(sales.front()?.orderNo ?? '', MANAGER))).toBe('refund.notRefundable')
  expect(codeOf(await refunds().prepare('0100005299999999999999999999', MANAGER))).toBe('refund.orderNotFound')
  bank().setFaults({ line: 'refused' })
  expect(codeOf(await refunds().prepare('0100005299999999999999999999', MANAGER))).toBe('refund.noAnswer')
})

for (const fate of ['unheard', 'lost'] as const) {
  test(`the till ends while a refund is ${fate}: it comes back with the same number, and the money goes back once`, async () => {
    const orderNo = await sold()
    bank().scriptRefunds(fate)
    expect(codeOf(await give(orderNo, 5000))).toBe('taken')
    const refundNo = refunds().list().at(-1)?.refundNo
    await room.restart()
    expect(
      refunds()
        .list()
        .map((one) => one.refundNo),
    ).toEqual([refundNo])
    // What never arrived cannot be told from what was lost on its way back until Cloud Pay has been asked long enough.
    if (fate === 'unheard') {
      await turns('succeeded')
      expect(bank().orders()[0]?.refunds).toMatchObject([{ number: refundNo, fee: 5000 }])
    } else {
      await vi.waitUntil(
        () =>
          bank()
            .received()
            .some((call) => call.path.endsWith('query_refund_order')),
        OFTEN,
      )
      expect(refunds().list().at(-1)?.state).not.toBe('failed')
      expect(codeOf(await give(orderNo, 5000))).toBe('refund.underWay')
    }
  })
}
