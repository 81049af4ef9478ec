import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { MANAGER, openCounterRoom, type CounterRoom, wish } from './counter-room.ts'

/** Sales that are not by the customer's code, and the question before a second one of the same amount (BEHAVIOUR F04, F05). */

const WECHAT = 'wechat-fang'
const OFTEN = { timeout: 15_000, interval: 20 }
/** The two minutes after which a sale counts as not confirmed pass in two seconds. */
const SPEED = 60

let room: CounterRoom
beforeEach(async () => {
  room = await openCounterRoom('ways', { speed: SPEED })
})
afterEach(() => room.close())

const bank = () => room.sandbox.control
const sales = () => room.selling().sales
const codeOf = (outcome: { ok: boolean; fault?: { code: string } }) => (outcome.ok ? 'taken' : outcome.fault?.code)
const paidThere = () =>
  bank()
    .orders()
    .filter((order) => order.phase === 'paid')

function opened(amountFen: number, anyway = false): string {
  const started = sales().start(wish(amountFen, { anyway }))
  if (!started.ok) throw new Error(started.fault.code)
  return started.value.saleId
}

describe('a QR for the customer to scan', () => {
  async function shown(): Promise<{ saleId: string; codeUrl: string }> {
    const saleId = opened(1500)
    expect(codeOf(sales().showQr(saleId, 'wechat'))).toBe('taken')
    await vi.waitUntil(() => (sales().front()?.codeUrl ?? null) !== null, OFTEN)
    return { saleId, codeUrl: sales().front()?.codeUrl ?? '' }
  }

  test('is paid by the customer, and printed once', async () => {
    const { codeUrl } = await shown()
    bank().scanQr(WECHAT, codeUrl)
    await vi.waitUntil(() => sales().front()?.state === 'paid', OFTEN)
    expect(sales().front()).toMatchObject({ way: 'qr', tender: 'wechat', paidFen: 1500 })
    await vi.waitUntil(() => room.printed.length === 1, OFTEN)
  })

  test('is closed when it is taken back, and then nobody can pay it', async () => {
    const { saleId, codeUrl } = await shown()
    expect(codeOf(sales().takeBackQr(saleId))).toBe('taken')
    await vi.waitUntil(() => sales().front()?.state === 'failed', OFTEN)
    expect(sales().front()?.fault?.code).toBe('sale.qrNotPaid')
    expect(() => bank().scanQr(WECHAT, codeUrl)).toThrow()
    expect(paidThere()).toEqual([])
  })

  test('that was paid in the moment it was taken back is paid', async () => {
    const { saleId, codeUrl } = await shown()
    bank().scanQr(WECHAT, codeUrl)
    sales().takeBackQr(saleId)
    await vi.waitUntil(() => sales().front()?.state === 'paid', OFTEN)
    expect(paidThere()).toHaveLength(1)
  })

  test('whose answer is lost is known after a restart', async () => {
    const { codeUrl } = await shown()
    bank().scanQr(WECHAT, codeUrl)
    await room.restart()
    await vi.waitUntil(() => room.book().openSales().length === 0, OFTEN)
    expect(room.book().lastPaid()).toMatchObject({ way: 'qr', state: 'paid' })
  })
})

describe('cash and bank cards, taken beside the till', () => {
  test('are written down with what was given, and nothing is asked of Cloud Pay', () => {
    const saleId = opened(1750)
    const before = bank().received().length
    expect(codeOf(sales().record(saleId, 'cashRecord', 1749))).toBe('sale.tooLittleCash')
    expect(sales().front()?.state).toBe('waitingForCode')
    expect(codeOf(sales().record(saleId, 'cashRecord', 2000))).toBe('taken')
    expect(sales().front()).toMatchObject({
      state: 'paid',
      way: 'record',
      tender: 'cashRecord',
      receivedFen: 2000,
      paidFen: 1750,
    })
    expect(bank().received()).toHaveLength(before)
    const card = opened(600)
    expect(codeOf(sales().record(card, 'bankCardRecord', null))).toBe('taken')
    expect(sales().front()).toMatchObject({ state: 'paid', tender: 'bankCardRecord', receivedFen: null })
  })

  test('are no difference to Cloud Pay', async () => {
    sales().record(opened(1750), 'cashRecord', null)
    await room.selling().reconciliation.run()
    expect(room.selling().reconciliation.last()?.differences).toEqual([])
  })

  test('and a QR are refused while they are switched off', () => {
    room.offer({ qr: false, cash: false, bankCard: false })
    const saleId = opened(1750)
    expect(codeOf(sales().record(saleId, 'cashRecord', 2000))).toBe('sale.wayNotOffered')
    expect(codeOf(sales().record(saleId, 'bankCardRecord', null))).toBe('sale.wayNotOffered')
    expect(codeOf(sales().showQr(saleId, 'alipay'))).toBe('sale.wayNotOffered')
    expect(sales().front()?.orderNo).toBeNull()
  })
})

describe('the same amount while one of it is not confirmed', () => {
  async function unconfirmed(amountFen: number): Promise<string> {
    const saleId = opened(amountFen)
    bank().behave(WECHAT, 'cutButPaid')
    sales().scanned(bank().freshCode(WECHAT), 'wechat')
    await vi.waitUntil(() => paidThere().length === 1, OFTEN)
    bank().setFaults({ line: 'cut' })
    sales().park(saleId)
    await vi.waitUntil(
      () =>
        sales()
          .parked()
          .some((sale) => sale.state === 'unknown'),
      OFTEN,
    )
    return saleId
  }

  test('is asked about; another amount is not; `anyway` answers the question; once it is known nobody asks', async () => {
    const saleId = await unconfirmed(2000)
    const again = sales().start(wish(2000))
    expect(again).toMatchObject({ ok: false, fault: { code: 'sale.sameAmountUnknown', params: { amountFen: 2000 } } })
    expect(codeOf(sales().start(wish(2001)))).toBe('taken')
    expect(codeOf(sales().start(wish(2000, { anyway: true })))).toBe('taken')
    bank().clearFaults()
    sales().askNow(saleId)
    await vi.waitUntil(() => sales().parked().length === 0, OFTEN)
    expect(codeOf(sales().start(wish(2000)))).toBe('taken')
    expect(room.printed).toEqual(['payment'])
  })

  test('a retry that is refused by the question leaves the failed sale where it is', async () => {
    const failed = opened(2000)
    bank().behave(WECHAT, 'asksPassword')
    sales().scanned(bank().freshCode(WECHAT), 'wechat')
    await vi.waitUntil(() => sales().front()?.state === 'pendingCustomer', OFTEN)
    bank().answer(WECHAT, sales().front()?.orderNo ?? '', false)
    sales().park(failed)
    await vi.waitUntil(() => sales().parked()[0]?.state === 'failed', OFTEN)
    await unconfirmed(2000)
    expect(codeOf(sales().retry(failed, MANAGER, false))).toBe('sale.sameAmountUnknown')
    expect(sales().parked()).toContainEqual(expect.objectContaining({ saleId: failed, state: 'failed' }))
    expect(codeOf(sales().retry(failed, MANAGER, true))).toBe('taken')
  })
})
