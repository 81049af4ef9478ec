import { generateKeyPairSync, type KeyLike } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CloudPay } from '../../../cloudpay/client/client.ts'
import type { SaleState } from '../../../contract/states.ts'
import type { Person, SellingCloud } from '../../../electron/till/parts.ts'
import { CLERK, MANAGER, openCounterRoom, type CounterRoom, wish } from './counter-room.ts'

/** Taking a hanging payment back (PROTOCOL 5.1, 5; invariant M4): the real engine and book, a real line, the sandbox. */

const WECHAT = 'wechat-fang'
const ALIPAY = 'alipay-min'
const OFTEN = { timeout: 20_000, interval: 20 }
/** The two minutes before which nothing may be taken back pass in two seconds. */
const SPEED = 60
const ADMIN: Person = { staffId: '1000', name: '周航', role: 'admin', mayRefund: true, since: 0 }

let room: CounterRoom
let offered = true
/** Instead of the merchant's own key. */
let otherKey: KeyLike | null = null

const withReversal = (cloud: CloudPay): Partial<SellingCloud> => ({
  reversal: {
    offered: () => offered,
    reverse: (q) => cloud.reverse({ ...q, privateKey: otherKey ?? bank().merchantPrivateKey() }),
  },
})
beforeEach(async () => {
  offered = true
  otherKey = null
  room = await openCounterRoom('reversals', { speed: SPEED })
  room.between(withReversal)
  await room.restart()
})
afterEach(() => room.close())

const bank = () => room.sandbox.control
const sales = () => room.selling().sales
const reverse = (saleId: string, person: Person = MANAGER) => sales().reversals.start(saleId, person)
const mayReverse = (saleId: string, person: Person = MANAGER) => sales().reversals.mayStart(saleId, person)
const codeOf = (outcome: { ok: boolean; fault?: { code: string } }) => (outcome.ok ? 'taken' : outcome.fault?.code)
const sent = () =>
  bank()
    .received()
    .filter((call) => call.path === '/cpay/reverse')
const inBook = (saleId: string) => room.book().sale(saleId)
const becomes = (saleId: string, state: SaleState) => vi.waitUntil(() => inBook(saleId)?.state === state, OFTEN)
const there = (saleId: string) =>
  bank()
    .orders()
    .find((order) => order.number === inBook(saleId)?.orderNo)

/** A sale that the customer has not answered; `until` it is what the test begins with. */
async function scanned(wallet: string, amountFen = 2000, until: SaleState = 'pendingCustomer'): Promise<string> {
  const started = sales().start(wish(amountFen, { person: CLERK, anyway: true }))
  if (!started.ok) throw new Error(started.fault.code)
  const { saleId } = started.value
  sales().scanned(bank().freshCode(wallet), wallet === ALIPAY ? 'alipay' : 'wechat')
  await becomes(saleId, until)
  return saleId
}
async function hanging(wallet = WECHAT): Promise<string> {
  bank().behave(wallet, 'asksPassword')
  const saleId = await scanned(wallet)
  sales().park(saleId)
  await becomes(saleId, 'unknown')
  await vi.waitUntil(() => mayReverse(saleId), OFTEN)
  return saleId
}

describe('a payment that hangs since two minutes', () => {
  test('is taken back by a manager: asked about, written down with the person, sent, and reversed once the order says so', async () => {
    let book: unknown
    room.between((cloud) => ({
      reversal: {
        offered: () => true,
        reverse(q) {
          const [sale] = room.book().openSales()
          book = [sale?.state, sale?.reversal?.staffId, q]
          return cloud.reverse({ ...q, privateKey: bank().merchantPrivateKey() })
        },
      },
    }))
    await room.restart()
    const saleId = await hanging()
    const orderNo = inBook(saleId)?.orderNo
    const asked = bank().received().length
    expect(codeOf(await reverse(saleId))).toBe('taken')
    await becomes(saleId, 'failed')
    expect(book, 'what the book said when it left').toEqual(['reversing', '0001', { orderNo, tender: 'wechat', staffId: '0001' }])
    expect(inBook(saleId)).toMatchObject({ orderState: 'reversed', fault: { code: 'sale.reversed' }, staffId: CLERK.staffId })
    expect(there(saleId)).toMatchObject({ phase: 'reversed', state: 8 })
    const paths = bank()
      .received()
      .slice(asked)
      .map(({ path }) => path.replace('/cpay/', ''))
      .filter((path) => path === 'reverse' || path === 'query_order')
    // Asked about before and after; its own turn to be asked may come in between.
    expect(paths.join(' ')).toMatch(/^(query_order )+reverse( query_order)+$/)
    const entry = room
      .book()
      .journal()
      .find(({ kind }) => kind === 'sale.reversing')
    expect(entry?.body).toMatchObject({ event: 'reversalAsked', reversal: { staffId: '0001', staffName: '陈经理' } })
    expect(room.printed, 'nothing was paid').toEqual([])
    await room.selling().reconciliation.run()
    expect(room.selling().reconciliation.last()?.differences).toEqual([])
  })

  test('of Alipay ends reversed as well, though its order knows no such word', async () => {
    const saleId = await hanging(ALIPAY)
    expect(codeOf(await reverse(saleId, ADMIN))).toBe('taken')
    await becomes(saleId, 'failed')
    expect(inBook(saleId)).toMatchObject({ orderState: 'closedOrRefunded', fault: { code: 'sale.reversed' } })
    expect(there(saleId)).toMatchObject({ phase: 'reversed', state: 5 })
    await room.selling().reconciliation.run()
    expect(room.selling().reconciliation.last()?.differences).toEqual([])
  })

  test('is taken back once, however often it is pressed', async () => {
    const saleId = await hanging()
    const outcomes = await Promise.all([reverse(saleId), reverse(saleId), reverse(saleId)])
    expect(outcomes.map(codeOf).sort()).toEqual(['reverse.underWay', 'reverse.underWay', 'taken'])
    await becomes(saleId, 'failed')
    expect(sent()).toHaveLength(1)
    expect(codeOf(await reverse(saleId))).toBe('reverse.notPaid')
  })

  test('is never taken back by the till itself, over restarts too', async () => {
    const saleId = await hanging()
    await room.restart()
    // A quarter of an hour by the till's clock.
    await vi.waitUntil(() => (sales().nextAskAt(saleId) ?? 0) - Date.now() > 100_000, OFTEN)
    expect([sent(), inBook(saleId)?.state]).toEqual([[], 'unknown'])
  })
})

describe('just before, it is asked about once more', () => {
  test('paid by then: it is paid, printed, and refunded if anything', async () => {
    const saleId = await hanging()
    bank().answer(WECHAT, inBook(saleId)?.orderNo ?? '', true)
    expect(codeOf(await reverse(saleId))).toBe('reverse.paid')
    expect([inBook(saleId)?.state, sent(), there(saleId)?.phase]).toEqual(['paid', [], 'paid'])
    await vi.waitUntil(() => room.printed.length === 1, OFTEN)
    expect(codeOf(await reverse(saleId))).toBe('reverse.paid')
  })

  test('stopped by then: there is nothing to take back', async () => {
    const saleId = await hanging()
    bank().answer(WECHAT, inBook(saleId)?.orderNo ?? '', false)
    expect(codeOf(await reverse(saleId))).toBe('reverse.notPaid')
    expect([inBook(saleId)?.state, sent()]).toEqual(['failed', []])
  })

  test('no answer: nothing is taken back blindly', async () => {
    const saleId = await hanging()
    bank().setFaults({ line: 'cut' })
    expect(codeOf(await reverse(saleId))).toBe('reverse.noAnswer')
    expect([inBook(saleId)?.state, sent()]).toEqual(['unknown', []])
    bank().clearFaults()
    expect(codeOf(await reverse(saleId))).toBe('taken')
    await becomes(saleId, 'failed')
  })
})

describe('a reversal without an answer', () => {
  test('that was carried out is seen by asking', async () => {
    const saleId = await hanging()
    bank().scriptReversals('unheard')
    expect(codeOf(await reverse(saleId))).toBe('taken')
    await becomes(saleId, 'failed')
    expect([inBook(saleId)?.fault?.code, sent().length]).toEqual(['sale.reversed', 1])
  })

  test('that never arrived stays open and is not sent again by itself; a person may, two minutes later', async () => {
    const saleId = await hanging()
    bank().scriptReversals('lost')
    expect(codeOf(await reverse(saleId))).toBe('taken')
    expect([inBook(saleId)?.state, mayReverse(saleId), codeOf(await reverse(saleId))]).toEqual([
      'reversing',
      false,
      'reverse.tooEarly',
    ])
    await room.restart()
    expect(inBook(saleId)?.state).toBe('reversing')
    await vi.waitUntil(() => sales().nextAskAt(saleId) !== null, OFTEN)
    await vi.waitUntil(() => mayReverse(saleId), OFTEN)
    expect(sent(), 'nothing went out a second time').toHaveLength(1)
    expect(codeOf(await reverse(saleId, ADMIN))).toBe('taken')
    await becomes(saleId, 'failed')
    expect([sent().length, inBook(saleId)?.reversal?.staffId]).toEqual([2, '1000'])
  })

  test('while the customer pays after all: it is paid, and said so only when the reversal cannot arrive any more', async () => {
    const saleId = await hanging()
    bank().scriptReversals('lost')
    expect(codeOf(await reverse(saleId))).toBe('taken')
    bank().answer(WECHAT, inBook(saleId)?.orderNo ?? '', true)
    await vi.waitUntil(() => inBook(saleId)?.orderState === 'paid', OFTEN)
    expect([inBook(saleId)?.state, room.printed]).toEqual(['reversing', []])
    await becomes(saleId, 'paid')
    expect(Date.now() - (inBook(saleId)?.reversal?.at ?? 0)).toBeGreaterThanOrEqual(120_000 / SPEED)
    await vi.waitUntil(() => room.printed.length === 1, OFTEN)
    expect(there(saleId)?.phase).toBe('paid')
  })

  test.each([
    ['before it was carried out', 'lost', 'reversing'],
    ['after it was carried out', 'unheard', 'failed'],
  ] as const)('when the till is killed in the middle, %s: it comes back to the truth', async (_when, fate, state) => {
    const saleId = await hanging()
    bank().scriptReversals(fate)
    bank().setFaults({ slowMs: 400 })
    const pressed = reverse(saleId)
    await becomes(saleId, 'reversing')
    await room.restart()
    bank().clearFaults()
    await pressed
    await vi.waitUntil(() => sent().length === 1 && sales().nextAskAt(saleId) !== Infinity, OFTEN)
    sales().askNow(saleId)
    await becomes(saleId, state)
    expect([sent().length, there(saleId)?.phase]).toEqual([1, fate === 'lost' ? 'waiting' : 'reversed'])
  })
})

describe('never after 407', () => {
  test('not in the moment, not over a restart, not when the order under the number is in work', async () => {
    bank().behave(WECHAT, { customer: 'asksPassword', line: 'status407' })
    const saleId = await scanned(WECHAT, 2000, 'unknown')
    await vi.waitUntil(() => inBook(saleId)?.orderState === 'pendingCustomer', OFTEN)
    expect(inBook(saleId)?.fault, 'the newest answer says no more of it').toBeNull()
    for (let lives = 0; lives < 2; lives++) {
      await vi.waitUntil(() => (sales().nextAskAt(saleId) ?? 0) - Date.now() > 10_000, OFTEN)
      expect([mayReverse(saleId), codeOf(await reverse(saleId)), codeOf(await reverse(saleId, ADMIN))]).toEqual([
        false,
        'reverse.numberUsed',
        'reverse.numberUsed',
      ])
      await room.restart()
    }
    bank().answer(WECHAT, inBook(saleId)?.orderNo ?? '', true)
    sales().askNow(saleId)
    // Who paid there, and for what, this till cannot know: the one charge that it ever sent was not taken on.
    await becomes(saleId, 'conflict')
    expect([sent(), codeOf(await reverse(saleId))]).toEqual([[], 'reverse.numberUsed'])
  })
})

describe('is refused', () => {
  test('to a clerk, while it is switched off or there is no key, and while no money may be moved', async () => {
    const saleId = await hanging()
    expect([mayReverse(saleId, CLERK), codeOf(await reverse(saleId, CLERK))]).toEqual([false, 'request.forbidden'])
    offered = false
    expect([mayReverse(saleId), codeOf(await reverse(saleId))]).toEqual([false, 'reverse.notOffered'])
    offered = true
    room.book().setFact('bar', 'sale.identityTaken')
    expect([mayReverse(saleId), codeOf(await reverse(saleId))]).toEqual([false, 'sale.identityTaken'])
    room.book().setFact('bar', null)
    expect([mayReverse(saleId), sent()]).toEqual([true, []])
    room.between(() => ({}))
    await room.restart()
    expect([mayReverse(saleId), codeOf(await reverse(saleId))]).toEqual([false, 'reverse.notOffered'])
  })

  test('too early, of a QR, of cash, of what another till took, and of what is known', async () => {
    bank().behave(WECHAT, 'asksPassword')
    const early = await scanned(WECHAT)
    expect([mayReverse(early), codeOf(await reverse(early))]).toEqual([false, 'reverse.tooEarly'])
    sales().park(early)
    const qr = sales().start(wish(300, { anyway: true }))
    if (!qr.ok) throw new Error(qr.fault.code)
    sales().showQr(qr.value.saleId, 'wechat')
    await becomes(qr.value.saleId, 'pendingCustomer')
    expect(codeOf(await reverse(qr.value.saleId))).toBe('reverse.onlyByCode')
    sales().park(qr.value.saleId)
    const cash = sales().start(wish(400, { anyway: true }))
    if (!cash.ok) throw new Error(cash.fault.code)
    sales().record(cash.value.saleId, 'cashRecord', null)
    expect(codeOf(await reverse(cash.value.saleId))).toBe('reverse.onlyByCode')
    bank().behave(WECHAT, 'paysAtOnce')
    const paid = await scanned(WECHAT, 500, 'paid')
    sales().close(paid)
    expect([codeOf(await reverse(paid)), codeOf(await reverse('there-1'))]).toEqual(['reverse.paid', 'reverse.otherTill'])
    expect(sent()).toEqual([])
  })

  test('by Cloud Pay, for a signature it does not know: said with its words, and the sale goes on as it was', async () => {
    const saleId = await hanging()
    otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    expect(await reverse(saleId)).toMatchObject({
      ok: false,
      fault: { code: 'reverse.refused', status: 101, internalStatus: 7, platformText: '参数authen_code错误.' },
    })
    expect([inBook(saleId)?.state, there(saleId)?.phase, mayReverse(saleId)]).toEqual(['unknown', 'waiting', true])
    otherKey = 'no key at all'
    expect(codeOf(await reverse(saleId))).toBe('reverse.notSent')
    expect([inBook(saleId)?.state, mayReverse(saleId)]).toEqual(['unknown', true])
    bank().answer(WECHAT, inBook(saleId)?.orderNo ?? '', true)
    sales().askNow(saleId)
    await becomes(saleId, 'paid')
  })

  test('by the disk: what is not written down does not leave', async () => {
    const saleId = await hanging()
    const book = room.book()
    const write = book.write.bind(book)
    Object.assign(book, {
      write(change: Parameters<typeof write>[0]) {
        if (change.sale?.state === 'reversing') throw new Error('disk full')
        return write(change)
      },
    })
    expect(codeOf(await reverse(saleId))).toBe('book.notWritten')
    expect([inBook(saleId)?.state, sent()]).toEqual(['unknown', []])
    Object.assign(book, { write })
    expect(codeOf(await reverse(saleId))).toBe('taken')
    await becomes(saleId, 'failed')
  })
})
