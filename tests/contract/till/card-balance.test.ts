import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fen } from '../../../contract/money.ts'
import type { Person } from '../../../electron/till/parts.ts'
import { OFTEN } from './depositing.ts'
import { MANAGER, openCounterRoom, type CounterRoom } from './counter-room.ts'

/** What is on a card after a payment by it, or a top-up (BEHAVIOUR 5): in the book, on the slip, and on its copies. */

const ADMIN: Person = { staffId: '1000', name: '周航', role: 'admin', mayRefund: true, since: 0 }
const FANG = { cardNo: '880001402', wallet: 'wechat-fang', balanceFen: 25_000 }
/** Lin Jing's card, whose face pays. */
const JING = { cardNo: '880001206', wallet: 'member-jing', balanceFen: 88_800 }

let room: CounterRoom
beforeEach(async () => {
  room = await openCounterRoom('balances')
})
afterEach(() => room.close())

const bank = () => room.sandbox.control
const sales = () => room.selling().sales
const balanceOf = (number: string): number | undefined =>
  bank()
    .members()
    .find((one) => one.number === number)?.balanceFee

/** The slip that came out by itself, and a copy of it. */
const firstSlip = (orderNo: string) => {
  const job = room.book().slips.ofOrder(orderNo)[0]
  return { state: job?.state, text: JSON.stringify(job?.document.rows ?? []).replaceAll(/"(kind|label)":/g, '') }
}
const copyOf = (orderNo: string): string => {
  const slip = room.reprint().slip(orderNo)
  return slip.ok ? JSON.stringify(slip.value.rows).replaceAll(/"(kind|label)":/g, '') : slip.fault.code
}

const saying = (balanceFen: number): string => `"卡内余额","amountFen":${balanceFen}`

/** Pays what stands in front by a fresh code of this wallet; answers the order number. */
async function paidBy(wallet: string, tender: 'wechat' | 'memberCard'): Promise<string> {
  sales().scanned(bank().freshCode(wallet), tender)
  await vi.waitUntil(() => sales().front()?.state === 'paid', OFTEN)
  return sales().front()?.orderNo ?? ''
}
async function toppedUp(amountFen: number): Promise<string> {
  const started = await room.selling().members.topUp({ cardNo: FANG.cardNo, amountFen }, MANAGER)
  if (!started.ok) throw new Error(started.fault.code)
  return paidBy(FANG.wallet, 'wechat')
}
async function boughtByCard(amountFen: number): Promise<string> {
  const started = sales().start({ amountFen, remark: '', purpose: 'sale', person: MANAGER, anyway: false })
  if (!started.ok) throw new Error(started.fault.code)
  return paidBy(JING.wallet, 'memberCard')
}

test('a top-up: its slip and every copy say what was on the card then', async () => {
  const orderNo = await toppedUp(20_000)
  const balance = saying(FANG.balanceFen + 22_000)
  await vi.waitUntil(() => firstSlip(orderNo).state === 'printed', OFTEN)
  expect(firstSlip(orderNo).text).toContain(balance)
  await room.selling().adjustments.adjust({ cardNo: FANG.cardNo, amountFen: -700, remark: '更正' }, ADMIN)
  expect(copyOf(orderNo)).toContain(balance)
  await room.restart()
  expect(copyOf(orderNo)).toContain(balance)
})

test('a payment by card: the card, and what is left on it, on one slip', async () => {
  const orderNo = await boughtByCard(800)
  await vi.waitUntil(() => firstSlip(orderNo).state === 'printed', OFTEN)
  for (const part of [JING.cardNo, saying(JING.balanceFen - 800)]) expect(firstSlip(orderNo).text).toContain(part)
  expect(room.book().saleByOrderNo(orderNo)?.balanceFen).toBe(JING.balanceFen - 800)
  expect(room.printed).toEqual(['payment'])
})

test('told late, it keeps no slip waiting for more than a second; a copy says it once it was told', async () => {
  let tell = (): void => undefined
  const later = new Promise<void>((resolve) => (tell = resolve))
  room.between((cloud) => ({
    async memberFlow(q) {
      await later
      return cloud.memberFlow(q)
    },
  }))
  await room.restart()
  const orderNo = await toppedUp(20_000)
  const began = Date.now()
  await vi.waitUntil(() => room.printed.length === 1, OFTEN)
  // The rest is room for a machine that does other work.
  expect(Date.now() - began).toBeLessThan(2500)
  expect(firstSlip(orderNo).text).not.toContain('卡内余额')
  tell()
  await vi.waitUntil(() => room.book().saleByOrderNo(orderNo)?.balanceFen === FANG.balanceFen + 22_000, OFTEN)
  expect(copyOf(orderNo)).toContain('卡内余额')
  expect(firstSlip(orderNo).text, 'what was printed stays as it was').not.toContain('卡内余额')
})

test('it is that of the payment, though the card was used again before anybody asked', async () => {
  room.between((cloud) => ({
    async memberFlow(q) {
      const adjustNo = `${room.selling().place.orderPrefix}${sales().front()?.startedAt}`
      await cloud.adjustMember({ adjustNo, number: JING.cardNo, amountFen: fen(-1000), remark: '后来的', staffId: ADMIN.staffId })
      return cloud.memberFlow(q)
    },
  }))
  await room.restart()
  const orderNo = await boughtByCard(800)
  await vi.waitUntil(() => (room.book().saleByOrderNo(orderNo)?.balanceFen ?? null) !== null, OFTEN)
  expect(balanceOf(JING.cardNo)).toBe(JING.balanceFen - 1800)
  expect(room.book().saleByOrderNo(orderNo)?.balanceFen).toBe(JING.balanceFen - 800)
})
