import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MANAGER, openCounterRoom, type CounterRoom, wish } from './counter-room.ts'

/** Slips once more, of sales and of refunds, always marked as copies (BEHAVIOUR F11). */

const WECHAT = 'wechat-fang'
const OFTEN = { timeout: 15_000, interval: 20 }

let room: CounterRoom
beforeEach(async () => {
  room = await openCounterRoom('reprint')
})
afterEach(() => room.close())

const bank = () => room.sandbox.control
const codeOf = (outcome: { ok: boolean; fault?: { code: string } }) => (outcome.ok ? 'printed' : outcome.fault?.code)
const press = (number: string) => codeOf(room.reprint().print(number, MANAGER))

async function sold(amountFen: number, ends: string): Promise<string> {
  const { sales } = room.selling()
  const started = sales.start(wish(amountFen, { anyway: true }))
  if (!started.ok) throw new Error(started.fault.code)
  sales.scanned(bank().freshCode(WECHAT), 'wechat')
  await vi.waitUntil(() => sales.front()?.state === ends, OFTEN)
  return sales.front()?.orderNo ?? ''
}
async function givenBack(orderNo: string, amountFen: number, ends: string): Promise<string> {
  const { refunds } = room.selling()
  const started = await refunds.start({ orderNo, amountFen, reason: '', authority: { kind: 'own' } }, MANAGER)
  if (!started.ok) throw new Error(started.fault.code)
  const { refundNo } = started.value
  await vi.waitUntil(() => refunds.list().some((one) => one.refundNo === refundNo && one.state === ends), OFTEN)
  return refundNo
}
const jobsOf = (number: string) => room.book().slips.ofOrder(number)
const textOf = (document: { rows: readonly unknown[] }) => JSON.stringify(document.rows)

test('fifty presses print one copy of a refund’s slip, beside the one that came by itself', async () => {
  const refundNo = await givenBack(await sold(2000, 'paid'), 500, 'accepted')
  await vi.waitUntil(() => jobsOf(refundNo).every((job) => job.state === 'printed'), OFTEN)
  for (let nth = 0; nth < 50; nth++) expect(press(refundNo)).toBe('printed')
  await vi.waitUntil(() => jobsOf(refundNo).every((job) => job.state === 'printed'), OFTEN)
  press(refundNo)
  const [first, copy, ...more] = jobsOf(refundNo)
  expect(more).toEqual([])
  expect(room.printed).toEqual(['payment', 'refund', 'refund'])
  expect([first?.copy, copy?.copy]).toEqual([false, true])
  expect(textOf(first?.document ?? { rows: [] })).toContain('自动打印')
  expect(textOf(first?.document ?? { rows: [] })).not.toContain('副本')
  for (const told of ['人工打印', '副本', refundNo, '500']) expect(textOf(copy?.document ?? { rows: [] })).toContain(told)
  expect(room.book().journal().at(-1)).toMatchObject({ kind: 'slip.reprint', body: { orderNo: refundNo, copy: 1 } })
})

test('the preview is the copy that would be printed', async () => {
  const orderNo = await sold(2000, 'paid')
  const refundNo = await givenBack(orderNo, 500, 'accepted')
  for (const [number, kind] of [
    [orderNo, 'payment'],
    [refundNo, 'refund'],
  ] as const) {
    const slip = room.reprint().slip(number)
    press(number)
    expect(slip).toMatchObject({ ok: true, value: { kind } })
    expect(slip.ok && slip.value).toEqual(jobsOf(number).at(-1)?.document)
  }
})

test('what was not paid, not accepted, or is not ours has no slip', async () => {
  const orderNo = await sold(2000, 'paid')
  bank().scriptRefunds('noFunds')
  const refused = await givenBack(orderNo, 500, 'failed')
  expect(press(refused)).toBe('print.notAccepted')
  expect(room.reprint().slip(refused)).toMatchObject({ ok: false, fault: { code: 'print.notAccepted' } })
  bank().behave(WECHAT, 'lowBalance')
  expect(press(await sold(300, 'failed'))).toBe('print.notPaid')
  expect(press('0100005299999999999999999999')).toBe('scan.orderNotFound')
})
