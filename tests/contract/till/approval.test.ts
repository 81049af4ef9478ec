import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { approvalViewSchema } from '../../../contract/snapshot.ts'
import type { Person } from '../../../electron/till/parts.ts'
import { CLERK, MANAGER, openCounterRoom, type CounterRoom } from './counter-room.ts'
import { sold as soldIn } from './depositing.ts'

/** A second person approves by phone (BEHAVIOUR F12, RULINGS 14): the real engine and book, a real line, the sandbox. */

const OFTEN = { timeout: 15_000, interval: 20 }
const PHONE = { kind: 'phone' } as const
const OTHER: Person = { ...CLERK, staffId: '1211', name: '孙悦' }

let room: CounterRoom
beforeEach(async () => {
  // Five seconds of the till's patience in one: a grant still lasts long enough for a busy machine.
  room = await openCounterRoom('approval', { speed: 5 })
})
afterEach(() => room.close())

const refunds = () => room.selling().refunds
const approval = () => room.selling().approval
const bank = () => room.sandbox.control
const passwordOf = (staffId: string) =>
  bank()
    .staff()
    .find((one) => one.staffId === staffId)?.trainingPassword ?? ''
const codeOf = (outcome: { ok: boolean; fault?: { code: string } }) => (outcome.ok ? 'taken' : outcome.fault?.code)
const refundCalls = () =>
  bank()
    .received()
    .filter((call) => call.path === '/cpay/refund')

const sold = (amountFen = 5000): Promise<string> => soldIn(room, amountFen, { person: CLERK })

/** The manager holds a phone to the QR on the till. */
function phone(grants = true, staffId = MANAGER.staffId) {
  const ticket = new URL(approval().view()?.qrText ?? '').searchParams.get('t') ?? ''
  return bank().answerApproval(ticket, staffId, passwordOf(staffId), grants)
}
/** Whatever is shown can cross to the page. */
const shows = (state: string) =>
  vi.waitUntil(() => approvalViewSchema.nullable().parse(approval().view())?.state === state, OFTEN)
const give = async (orderNo: string, amountFen: number, person: Person = CLERK) =>
  codeOf(await refunds().start({ orderNo, amountFen, reason: '', authority: PHONE }, person))

async function granted(orderNo: string, amountFen: number): Promise<void> {
  expect(codeOf(await approval().ask(orderNo, amountFen, CLERK))).toBe('taken')
  expect(phone()).toBe('granted')
  await shows('granted')
}
async function arrives(): Promise<void> {
  await vi.waitUntil(() => {
    bank().jump(3000)
    for (const one of refunds().list()) refunds().askNow(one.refundId)
    return refunds().list().at(-1)?.state === 'succeeded'
  }, OFTEN)
}

test('a clerk asks, the manager approves on the phone, and the book, the slip and Cloud Pay name them both', async () => {
  const orderNo = await sold()
  expect(await refunds().prepare(orderNo, CLERK)).toMatchObject({ value: { ownRight: false, byPhone: true } })
  await granted(orderNo, 1200)
  expect(approval().view()).toMatchObject({ orderNo, amountFen: 1200, approverName: '陈经理' })
  expect(await give(orderNo, 1200)).toBe('taken')
  expect(approval().view()).toBeNull()
  await arrives()
  const refund = refunds().list().at(-1)
  expect(refund).toMatchObject({ authority: 'phone', approverName: '陈经理', staffId: CLERK.staffId, amountFen: 1200 })
  expect(room.book().refunds.byNumber(refund?.refundNo ?? '')).toMatchObject({
    authority: 'phone',
    approver: { staffId: MANAGER.staffId, name: '陈经理' },
    isAdmin: false,
  })
  expect(room.printed.filter((kind) => kind === 'refund')).toHaveLength(1)
  expect(bank().orders()[0]?.refunds).toMatchObject([{ number: refund?.refundNo, fee: 1200 }])
  expect(bank().approvals()[0]).toMatchObject({ state: 'used', answeredBy: '陈经理' })
})

test('an approval is for one refund: what is left needs another', async () => {
  const orderNo = await sold()
  await granted(orderNo, 1000)
  expect(await give(orderNo, 1000)).toBe('taken')
  await arrives()
  expect(await give(orderNo, 1000)).toBe('refund.notApproved')
  await granted(orderNo, 1000)
  expect(await give(orderNo, 1000)).toBe('taken')
  await arrives()
  expect(bank().orders()[0]).toMatchObject({ refundedFee: 2000 })
})

test('two at once with one approval are one', async () => {
  const orderNo = await sold()
  await granted(orderNo, 1000)
  const both = await Promise.all([give(orderNo, 1000), give(orderNo, 1000)])
  expect(both.sort()).toEqual(['refund.underWay', 'taken'])
  await arrives()
  expect(bank().orders()[0]?.refunds).toHaveLength(1)
})

describe('without an approval for exactly this, nothing is sent', () => {
  test('not before anybody has answered, not for another amount, order or operator', async () => {
    const [orderNo, other] = [await sold(), await sold(3000)]
    expect(await give(orderNo, 1000)).toBe('refund.notApproved')
    await approval().ask(orderNo, 1000, CLERK)
    expect(await give(orderNo, 1000)).toBe('refund.notApproved')
    phone()
    await shows('granted')
    expect(await give(orderNo, 999)).toBe('refund.notApproved')
    expect(await give(orderNo, 1001)).toBe('refund.notApproved')
    expect(await give(other, 1000)).toBe('refund.notApproved')
    expect(await give(orderNo, 1000, OTHER)).toBe('refund.notApproved')
    expect(refundCalls()).toEqual([])
    expect(await give(orderNo, 1000)).toBe('taken')
  })

  test('not after a refusal', async () => {
    const orderNo = await sold()
    await approval().ask(orderNo, 1000, CLERK)
    expect(phone(false)).toBe('refused')
    await shows('refused')
    expect(approval().view()?.fault).toEqual({ code: 'refund.approvalRefused' })
    expect(await give(orderNo, 1000)).toBe('refund.approvalRefused')
    expect(refundCalls()).toEqual([])
  })

  test('not when nobody answered in time, here or there', async () => {
    const orderNo = await sold()
    await approval().ask(orderNo, 1000, CLERK)
    bank().jump(120_000)
    await shows('expired')
    expect(await give(orderNo, 1000)).toBe('refund.approvalExpired')
    expect(phone()).toBe('over')
    expect(refundCalls()).toEqual([])
  })

  test('not by the operator, not by somebody without the right: the phone takes no such word', async () => {
    const orderNo = await sold()
    await approval().ask(orderNo, 1000, CLERK)
    expect(phone(true, CLERK.staffId)).toBe('own')
    expect(phone(true, OTHER.staffId)).toBe('noRight')
    expect(await give(orderNo, 1000)).toBe('refund.notApproved')
    expect(refundCalls()).toEqual([])
  })

  test('not even when Cloud Pay says that the operator granted it', async () => {
    const granter = { staffId: CLERK.staffId, name: CLERK.name }
    room.between(() => ({
      checkApproval: () => Promise.resolve({ outcome: 'ok', answer: { state: 'granted', approver: granter }, logId: 1 } as const),
    }))
    await room.restart()
    const orderNo = await sold()
    await approval().ask(orderNo, 1000, CLERK)
    await shows('refused')
    expect(await give(orderNo, 1000)).toBe('refund.approverIsOperator')
    expect(refundCalls()).toEqual([])
  })

  test('not once it was dropped: a late word is not heard', async () => {
    const orderNo = await sold()
    await approval().ask(orderNo, 1000, CLERK)
    const ticket = new URL(approval().view()?.qrText ?? '').searchParams.get('t') ?? ''
    approval().drop()
    expect(bank().answerApproval(ticket, MANAGER.staffId, passwordOf(MANAGER.staffId), true)).toBe('granted')
    expect(await give(orderNo, 1000)).toBe('refund.notApproved')
    expect(refundCalls()).toEqual([])
  })

  test('and Cloud Pay takes none either, whatever the till believes', async () => {
    const manager = { staffId: MANAGER.staffId, name: MANAGER.name }
    room.between(() => ({
      checkApproval: () => Promise.resolve({ outcome: 'ok', answer: { state: 'granted', approver: manager }, logId: 1 } as const),
    }))
    await room.restart()
    const orderNo = await sold()
    await approval().ask(orderNo, 1000, CLERK)
    await shows('granted')
    expect(await give(orderNo, 1000)).toBe('taken')
    await vi.waitUntil(() => refunds().list().at(-1)?.state === 'failed', OFTEN)
    expect(refunds().list().at(-1)?.fault).toMatchObject({ code: 'refund.refused', platformText: expect.any(String) as unknown })
    expect(bank().orders()[0]?.refunds).toEqual([])
  })
})

test('an answer that is lost is asked for again, and said meanwhile', async () => {
  const orderNo = await sold()
  await approval().ask(orderNo, 1000, CLERK)
  bank().setFaults({ line: 'cut' })
  await vi.waitUntil(() => approval().view()?.fault?.code === 'refund.approvalNoAnswer', OFTEN)
  // The server hears the questions all the same: the first of them fetches the grant, and its answer does not arrive.
  expect(phone()).toBe('granted')
  await vi.waitUntil(() => bank().approvals()[0]?.state === 'granted', OFTEN)
  expect(approval().view()?.state).toBe('waiting')
  expect(await give(orderNo, 1000)).toBe('refund.notApproved')
  bank().clearFaults()
  await shows('granted')
  expect(approval().view()?.fault).toBeNull()
  expect(await give(orderNo, 1000)).toBe('taken')
})

test('where it cannot be asked, each reason has its own sentence, and number and password still work', async () => {
  const orderNo = await sold()
  bank().setFaults({ line: 'refused' })
  expect(codeOf(await approval().ask(orderNo, 1000, CLERK))).toBe('refund.approvalNoAnswer')
  bank().clearFaults()
  expect(await approval().ask(orderNo, 5001, CLERK)).toMatchObject({
    fault: { code: 'refund.notApproved', platformText: '退款金额超过可退金额。' },
  })
  expect(codeOf(await approval().ask(orderNo, 0, CLERK))).toBe('refund.zero')
  await approval().ask(orderNo, 1000, CLERK)
  phone(false)
  await shows('refused')
  const authority = { kind: 'password', staffId: MANAGER.staffId, password: passwordOf(MANAGER.staffId) } as const
  expect(codeOf(await refunds().start({ orderNo, amountFen: 1000, reason: '', authority }, CLERK))).toBe('taken')
  await arrives()
  expect(refunds().list().at(-1)).toMatchObject({ authority: 'password', approverName: '陈经理' })
})

test('at Cloud Pay’s own hosts it is not offered, not tried, and not accepted', async () => {
  const orderNo = await sold()
  room.between(() => ({ offersExtensions: false }))
  await room.restart()
  expect(await refunds().prepare(orderNo, CLERK)).toMatchObject({ value: { ownRight: false, byPhone: false } })
  expect(codeOf(await approval().ask(orderNo, 1000, CLERK))).toBe('refund.approvalNotOffered')
  expect(await give(orderNo, 1000)).toBe('refund.approvalNotOffered')
  expect(
    bank()
      .received()
      .filter((call) => call.path.includes('approval')),
  ).toEqual([])
})

for (const fate of ['unheard', 'lost'] as const) {
  test(`when an approved refund is ${fate}, the same number goes on under the same word, and the money goes back once`, async () => {
    const orderNo = await sold()
    await granted(orderNo, 5000)
    bank().scriptRefunds(fate)
    expect(await give(orderNo, 5000)).toBe('taken')
    await vi.waitUntil(() => {
      for (const one of refunds().list()) refunds().askNow(one.refundId)
      return bank().orders()[0]?.refunds.length === 1
    }, OFTEN)
    await arrives()
    const numbers = new Set(refundCalls().map((call) => call.number))
    expect([...numbers]).toEqual([refunds().list().at(-1)?.refundNo])
    expect(bank().orders()[0]?.refunds).toHaveLength(1)
  })
}

test('a till that ends forgets what was granted: it has to be asked for again', async () => {
  const orderNo = await sold()
  await granted(orderNo, 1000)
  await room.restart()
  expect(approval().view()).toBeNull()
  expect(await give(orderNo, 1000)).toBe('refund.notApproved')
  expect(refundCalls()).toEqual([])
})
