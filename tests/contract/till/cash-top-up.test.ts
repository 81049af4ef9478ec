import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { unknown, type CallResult } from '../../../cloudpay/client/result.ts'
import type { CashCredited } from '../../../cloudpay/client/client.ts'
import { fen } from '../../../contract/money.ts'
import { codeOf, OFTEN } from './depositing.ts'
import { MANAGER, openCounterRoom, type CounterRoom } from './counter-room.ts'

/**
 * Cash for the card of a member who was found (BEHAVIOUR F16): the money lies in the drawer, and the card has it once, whatever the line
 * does and however often the till ends.
 */

const FANG = { cardNo: '880001402', balanceFen: 25_000 }
/** A clock so fast that the two minutes after which it counts as not confirmed are over in a second. */
const SPEED = 120

let room: CounterRoom
beforeEach(async () => {
  room = await openCounterRoom('cash-top-ups', { speed: SPEED })
})
afterEach(() => room.close())

const bank = () => room.sandbox.control
const sales = () => room.selling().sales
const cardOf = (number: string) =>
  bank()
    .members()
    .find((one) => one.number === number)
const balance = () => cardOf(FANG.cardNo)?.balanceFee
const credits = () => cardOf(FANG.cardNo)?.rows.filter(({ kind }) => kind === 'recharge').length
const asked = () =>
  bank()
    .received()
    .filter(({ path }) => path.endsWith('member_recharge_cash'))
const stateOf = (orderNo: string) => room.book().saleByOrderNo(orderNo)?.state

async function opened(amountFen = 20_000, cardNo: string | null = FANG.cardNo): Promise<string> {
  const started = await room.selling().members.topUp({ cardNo, amountFen }, MANAGER)
  if (!started.ok) throw new Error(started.fault.code)
  return started.value.saleId
}
/** Cash was handed over, and the till has it in its book. */
async function handedOver(receivedFen: number | null = 30_000): Promise<{ saleId: string; orderNo: string }> {
  const saleId = await opened()
  expect(codeOf(sales().record(saleId, 'cashRecord', receivedFen))).toBe('taken')
  const orderNo = sales().front()?.orderNo ?? ''
  expect(room.book().saleByOrderNo(orderNo)).toMatchObject({ way: 'record', tender: 'cashRecord', receivedFen })
  return { saleId, orderNo }
}
/** What the till hears of it from now on, instead of the answer. Starts the till again. */
async function hears(instead: (ask: () => Promise<CallResult<CashCredited>>) => Promise<CallResult<CashCredited>>) {
  room.between((cloud) => ({ rechargeCash: (q) => instead(() => cloud.rechargeCash(q)) }))
  await room.restart()
}
const lost = unknown('noAnswer', 'the answer was lost')

test('is credited once with its bonus, and stands in the book, on the slip, in the figures and in the cash of the shift', async () => {
  room.shift({ cash: true, floatFen: 10_000 })
  const { orderNo } = await handedOver()
  await vi.waitUntil(() => sales().front()?.state === 'paid', OFTEN)
  expect(sales().front()).toMatchObject({
    ...{ purpose: 'topUp', amountFen: 20_000, paidFen: 20_000, settledFen: 20_000, receivedFen: 30_000, balanceFen: 47_000 },
    topUp: { cardNo: FANG.cardNo, bonusFen: 2000 },
  })
  expect(balance()).toBe(47_000)
  expect(bank().orders(), 'no money moved at the platform').toEqual([])

  await vi.waitUntil(() => room.printed.length === 1, OFTEN)
  const slip = JSON.stringify(room.book().slips.ofOrder(orderNo)[0]?.document.rows)
  for (const [label, sum] of [
    ['充值金额', 20_000],
    ['收现金', 30_000],
    ['找零', 10_000],
    ['赠送', 2000],
    ['到账', 22_000],
    ['卡内余额', 47_000],
  ] as const)
    expect(slip).toContain(`"label":"${label}","amountFen":${sum}`)
  for (const text of ['会员充值凭证', '现金记账', FANG.cardNo]) expect(slip).toContain(text)

  const { figures } = room.selling().shifts.look()
  expect(figures).toMatchObject({ count: 1, fen: 20_000, netFen: 20_000, topUps: { count: 1, fen: 20_000, bonusFen: 2000 } })
  expect(figures.tenders).toEqual([expect.objectContaining({ tender: 'cashRecord', count: 1, netFen: 20_000 })])
  await room.selling().reconciliation.run()
  expect(room.selling().reconciliation.last()?.differences).toEqual([])
  const period = { from: Date.now() - 3_600_000, until: Date.now() + 3_600_000, staffId: null }
  const compared = await room.selling().summary.compare(period, MANAGER)
  expect(compared).toMatchObject({ ok: true, value: { differences: [] } })
  const statement = await room.selling().members.statement({ cardNo: FANG.cardNo, kind: 'topUp', page: 1, pageSize: 10 })
  expect(statement).toMatchObject({ value: { rows: [{ number: orderNo, amountFen: 22_000, bonusFen: 2000, remark: '现金' }] } })
})

test('is in the cash that is expected at a hand-over', async () => {
  room.shift({ cash: true, floatFen: 10_000, signOut: false })
  room.selling().shifts.came(MANAGER)
  await handedOver()
  await vi.waitUntil(() => sales().front()?.state === 'paid', OFTEN)
  const { shift } = room.selling().shifts.look()
  const wish = { countedFen: 29_500, acknowledged: [], print: true, detail: false }
  const over = room.selling().shifts.handOver(wish, MANAGER, () => undefined)
  expect(over).toMatchObject({ ok: true })
  expect(room.book().shifts.record(shift.shiftNo)?.cash).toMatchObject({ expectedFen: 30_000, differenceFen: -500 })
})

test('no answer, over and over, and two ends of the till: credited once, counted once, printed once', async () => {
  await hears(async (ask) => {
    await ask()
    return lost
  })
  const { orderNo } = await handedOver()
  await vi.waitUntil(() => asked().length >= 2, OFTEN)
  expect(stateOf(orderNo)).toBe('sending')
  await room.restart()
  await vi.waitUntil(() => stateOf(orderNo) === 'unknown', OFTEN)
  expect(room.book().saleByOrderNo(orderNo)?.fault?.code).toBe('topUp.cashNotKnown')
  expect(room.selling().shifts.look().unresolved).toMatchObject([{ kind: 'topUp', number: orderNo, amountFen: 20_000 }])
  expect(room.selling().shifts.look().figures.count).toBe(0)
  room.between(() => ({}))
  await room.restart()
  await vi.waitUntil(() => stateOf(orderNo) === 'paid', OFTEN)
  expect(credits()).toBe(1)
  expect(balance()).toBe(47_000)
  expect(room.book().saleByOrderNo(orderNo)?.balanceFen).toBe(47_000)
  expect(new Set(asked().map(({ number }) => number))).toEqual(new Set([orderNo]))
  await vi.waitUntil(() => room.printed.length === 1, OFTEN)
  await room.restart()
  expect(room.printed).toEqual(['payment'])
  expect(room.selling().shifts.look().figures.topUps.count).toBe(1)
})

test('a request that never arrived is sent again after a restart: the card gets what lies in the drawer', async () => {
  await hears(() => Promise.resolve(lost))
  const { orderNo } = await handedOver()
  expect(asked()).toEqual([])
  room.between(() => ({}))
  await room.restart()
  await vi.waitUntil(() => stateOf(orderNo) === 'paid', OFTEN)
  expect(credits()).toBe(1)
})

test('a till that is ended between the book and the line credits it when it is back', async () => {
  const saleId = await opened()
  sales().record(saleId, 'cashRecord', null)
  const orderNo = sales().front()?.orderNo ?? ''
  await room.restart()
  await vi.waitUntil(() => stateOf(orderNo) === 'paid', OFTEN)
  expect(credits()).toBe(1)
})

test('refused for a reason of the card it has failed, by that reason, and no copy of the request that comes late credits it', async () => {
  const { saleId, orderNo } = await (async () => {
    bank().setTopUpRules({ ceilingFee: 1000 })
    return handedOver()
  })()
  await vi.waitUntil(() => sales().front()?.state === 'failed', OFTEN)
  expect(sales().front()?.fault?.code).toBe('member.aboveCeiling')
  bank().setTopUpRules({ ceilingFee: 100_000_000 })
  const late = await room
    .copyOfTill()
    .rechargeCash({ orderNo, number: FANG.cardNo, amountFen: fen(20_000), staffId: MANAGER.staffId })
  expect(late).toMatchObject({ outcome: 'refused' })
  expect(balance()).toBe(FANG.balanceFen)
  expect(room.selling().shifts.look().figures.count).toBe(0)
  // The cash is taken anew, under a number of its own.
  const again = sales().retry(saleId, MANAGER, false)
  if (!again.ok) throw new Error(again.fault.code)
  expect(codeOf(sales().record(again.value.saleId, 'cashRecord', null))).toBe('taken')
  await vi.waitUntil(() => sales().front()?.state === 'paid', OFTEN)
  expect(sales().front()?.orderNo).not.toBe(orderNo)
  expect(credits()).toBe(1)
})

test('whatever else is said of a repeated request proves nothing: it is not failed, and is known in the end', async () => {
  let times = 0
  await hears(async (ask) => {
    times += 1
    if (times > 1) return { outcome: 'refused', signed: true, status: 104, internalStatus: 0, text: '设备停用', logId: 7 }
    await ask()
    return lost
  })
  const { orderNo } = await handedOver()
  await vi.waitUntil(() => stateOf(orderNo) === 'unknown' && times > 3, OFTEN)
  expect(room.book().saleByOrderNo(orderNo)?.fault).toMatchObject({ code: 'topUp.cashNotKnown', platformText: '设备停用' })
  room.between(() => ({}))
  await room.restart()
  await vi.waitUntil(() => stateOf(orderNo) === 'paid', OFTEN)
  expect(credits()).toBe(1)
})

test('what certainly never left has failed: the cash goes back, and nothing is counted', async () => {
  await hears(() => Promise.resolve(unknown('notSent', 'no line')))
  await handedOver()
  await vi.waitUntil(() => sales().front()?.state === 'failed', OFTEN)
  expect(sales().front()?.fault?.code).toBe('topUp.cashNotSent')
  expect(room.selling().shifts.look().figures.count).toBe(0)
})

test('a number that somebody used already is a conflict, which a manager dismisses', async () => {
  await hears(() =>
    Promise.resolve({ outcome: 'refused', signed: true, status: 104, internalStatus: 407, text: '已被使用', logId: 7 }),
  )
  const { saleId } = await handedOver()
  await vi.waitUntil(() => sales().front()?.state === 'conflict', OFTEN)
  expect(codeOf(sales().dismiss(saleId, MANAGER))).toBe('taken')
  expect(sales().front()?.state).toBe('failed')
})

test('is offered for a card that was found, where cash is switched on, for at least the amount, and for nothing but cash', async () => {
  const saleId = await opened()
  expect(codeOf(sales().record(saleId, 'bankCardRecord', null))).toBe('topUp.onlyCode')
  expect(codeOf(sales().record(saleId, 'cashRecord', 19_999))).toBe('sale.tooLittleCash')
  room.offer({ qr: true, cash: false, bankCard: true })
  expect(codeOf(sales().record(saleId, 'cashRecord', 20_000))).toBe('sale.wayNotOffered')
  room.offer({ qr: true, cash: true, bankCard: true })
  sales().cancel(saleId)
  const payers = await opened(20_000, null)
  expect(codeOf(sales().record(payers, 'cashRecord', 20_000))).toBe('topUp.onlyCode')
  expect(asked()).toEqual([])
  expect(sales().front()?.orderNo).toBeNull()
})

test('is not refunded here: it is said what to do, and the audit log says who took it', async () => {
  const { orderNo } = await handedOver()
  await vi.waitUntil(() => sales().front()?.state === 'paid', OFTEN)
  expect(codeOf(await room.selling().refunds.prepare(orderNo, MANAGER))).toBe('topUp.cashBack')
  const started = sales().start({ amountFen: 700, remark: '', purpose: 'sale', person: MANAGER, anyway: false })
  if (!started.ok) throw new Error(started.fault.code)
  sales().record(started.value.saleId, 'cashRecord', null)
  expect(codeOf(await room.selling().refunds.prepare(sales().front()?.orderNo ?? '', MANAGER))).toBe('refund.recorded')
  const row = room
    .book()
    .journal()
    .find(({ body }) => body['event'] === 'cashTaken')
  expect(row).toMatchObject({ kind: 'sale.sending', body: { orderNo, staffId: MANAGER.staffId, cardNo: FANG.cardNo } })
})
