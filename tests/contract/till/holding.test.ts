import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HOLD_LIFE } from '../../../contract/states.ts'
import { CLERK, MANAGER, openCounterRoom, wish, type CounterRoom } from './counter-room.ts'
import { codeOf, DAY, depositing, NO_SEARCH, OFTEN, WALLETS } from './depositing.ts'

/** Taking and finding deposits (BEHAVIOUR F03, F06, F09; PROTOCOL 5.5): the real engine and book, a real line, the sandbox. */

let room: CounterRoom
beforeEach(async () => {
  room = await openCounterRoom('holding', { speed: 5 })
})
afterEach(() => room.close())

const { bank, held, found, captured, released, there, calls } = depositing(() => room)
const sales = () => room.selling().sales
const holds = () => room.selling().holds
const list = (search = {}) => holds().list({ search: { ...NO_SEARCH, ...search }, offset: 0, limit: 50 })

test.each(['wechat', 'alipay'] as const)('a deposit on %s by code is held, printed and in the book', async (tender) => {
  const holdNo = await held(10_000, tender, { remark: '1208 房 陈先生' })
  expect(there(holdNo)).toMatchObject({ fee: 10_000, tender, phase: 'held', remark: '1208 房 陈先生' })
  expect(room.book().saleByOrderNo(holdNo)).toMatchObject({ purpose: 'hold', state: 'held', amountFen: 10_000, tender })
  await vi.waitUntil(() => room.printed.includes('hold'), OFTEN)
  const { hold, told } = await found(holdNo)
  expect(told).toBe(true)
  expect(hold).toMatchObject({ heldFen: 10_000, leftFen: 10_000, capturedFen: 0, releasedFen: 0, remark: '1208 房 陈先生' })
  expect(hold.endsAt).toBe(hold.heldAt + HOLD_LIFE)
  expect(holds().figures()).toMatchObject({ count: 1, leftFen: 10_000, endingCount: 0 })
})

test('a deposit is no sale: it counts as held, and not as paid', async () => {
  await held(10_000)
  const today = new Date()
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(today.getDate())}`
  const filter = { kind: null, tender: null, state: null, fromFen: null, toFen: null, staffId: null }
  const listed = room.orders().list({ day, filter, offset: 0, limit: 10 }, MANAGER)
  expect(listed).toMatchObject({ total: 1, paidCount: 0, paidFen: 0, heldCount: 1, heldFen: 10_000 })
  expect(room.orders().list({ day, filter: { ...filter, kind: 'sales' }, offset: 0, limit: 10 }, MANAGER).total).toBe(0)
  expect(room.orders().list({ day, filter: { ...filter, kind: 'deposits' }, offset: 0, limit: 10 }, MANAGER).total).toBe(1)
  expect(room.book().lastPaid()).toBeNull()
})

test('a till takes what its mode says, and says why not', () => {
  room.mode('cashier')
  expect(codeOf(sales().start(wish(1000, { purpose: 'hold' })))).toBe('deposit.modeForbids')
  room.mode('deposit')
  expect(codeOf(sales().start(wish(1000)))).toBe('deposit.onlyDeposits')
  room.mode('mixed')
  for (const purpose of ['sale', 'hold'] as const) expect(codeOf(sales().start(wish(1000, { purpose })))).toBe('taken')
  for (const amountFen of [0, -1, 0.5, Number.NaN, 5_000_001])
    expect(codeOf(sales().start(wish(amountFen, { purpose: 'hold' }))), String(amountFen)).not.toBe('taken')
})

test('only the two wallets hold deposits, and a QR is Alipay’s alone; nothing else is sent', () => {
  const started = sales().start(wish(1000, { purpose: 'hold' }))
  if (!started.ok) throw new Error(started.fault.code)
  const { saleId } = started.value
  expect(codeOf(sales().scanned('990012345678901234', 'memberCard'))).toBe('deposit.tenderNotOffered')
  expect(codeOf(sales().showQr(saleId, 'wechat'))).toBe('deposit.qrOnlyAlipay')
  expect(codeOf(sales().record(saleId, 'cashRecord', 2000))).toBe('deposit.tenderNotOffered')
  expect([...calls('micro_freeze'), ...calls('scancode_freeze'), ...calls('micro_pay')]).toEqual([])
})

test('a deposit by QR is held once the customer has scanned it', async () => {
  const started = sales().start(wish(30_000, { purpose: 'hold' }))
  if (!started.ok) throw new Error(started.fault.code)
  expect(codeOf(sales().showQr(started.value.saleId, 'alipay'))).toBe('taken')
  await vi.waitUntil(() => sales().front()?.codeUrl, OFTEN)
  bank().scanQr(WALLETS.alipay, sales().front()?.codeUrl ?? '')
  await vi.waitUntil(() => sales().front()?.state === 'held', OFTEN)
  expect(there(sales().front()?.orderNo ?? '')).toMatchObject({ fee: 30_000, phase: 'held', trade: 'scan' })
})

test('a QR that is given up is followed until it has expired: nobody scans it, and nothing is held', async () => {
  const started = sales().start(wish(30_000, { purpose: 'hold' }))
  if (!started.ok) throw new Error(started.fault.code)
  const { saleId } = started.value
  sales().showQr(saleId, 'alipay')
  await vi.waitUntil(() => sales().front()?.codeUrl, OFTEN)
  expect(codeOf(sales().takeBackQr(saleId))).toBe('taken')
  expect(sales().front()?.state).toBe('closing')
  expect(calls('close_order')).toEqual([])
  bank().jump(125_000)
  sales().askNow(saleId)
  await vi.waitUntil(() => sales().front()?.state === 'failed', OFTEN)
  expect(sales().front()?.fault?.code).toBe('deposit.qrNotHeld')
})

test('a QR that is given up may still be scanned: then the deposit is held, and the till says so', async () => {
  const started = sales().start(wish(30_000, { purpose: 'hold' }))
  if (!started.ok) throw new Error(started.fault.code)
  const { saleId } = started.value
  sales().showQr(saleId, 'alipay')
  await vi.waitUntil(() => sales().front()?.codeUrl, OFTEN)
  const url = sales().front()?.codeUrl ?? ''
  sales().takeBackQr(saleId)
  bank().scanQr(WALLETS.alipay, url)
  await vi.waitUntil(() => {
    sales().askNow(saleId)
    return sales().front()?.state === 'held'
  }, OFTEN)
})

test.each(['cutButPaid', 'unknownButPaid', 'tamperedAnswer', 'asksPassword'] as const)(
  'an answer that is lost, unknown, not to be trusted or late: %s. It is asked about, and held once',
  async (behaviour) => {
    const holdNo = await held(8000, 'wechat', {
      behaviour,
      until: behaviour === 'asksPassword' ? 'pendingCustomer' : 'held',
    })
    if (behaviour === 'asksPassword') {
      bank().answer(WALLETS.wechat, holdNo, true)
      sales().askNow(sales().front()?.saleId ?? '')
      await vi.waitUntil(() => sales().front()?.state === 'held', OFTEN)
    }
    expect(
      bank()
        .holds()
        .filter(({ phase }) => phase === 'held'),
    ).toHaveLength(1)
    expect(calls('micro_freeze').length).toBeLessThanOrEqual(2)
  },
)

test('a customer who stops, or has too little, is told apart; nothing is held and nothing printed', async () => {
  await held(8000, 'wechat', { behaviour: 'refuses', until: 'failed' })
  await held(8100, 'wechat', { behaviour: 'lowBalance', until: 'failed' })
  expect(list().total).toBe(0)
  expect(room.printed).toEqual([])
})

test('a till that was stopped while a deposit was on its way asks about it when it is back', async () => {
  const holdNo = await held(8000, 'wechat', { behaviour: 'asksPassword', until: 'pendingCustomer' })
  await room.restart()
  bank().answer(WALLETS.wechat, holdNo, true)
  await vi.waitUntil(() => room.book().holds.byNumber(holdNo) !== null, OFTEN)
  expect(there(holdNo)?.phase).toBe('held')
  expect(calls('micro_freeze')).toHaveLength(1)
})

test('a merchant without the right is refused before money moves, and the check says so before a customer stands there', async () => {
  bank().setDeposits({ granted: false })
  await room.selling().depositCheck.run(MANAGER)
  expect(room.selling().depositCheck.last()).toMatchObject({ works: false, fault: { code: 'deposit.refused' } })
  const holdNo = await held(8000, 'wechat', { until: 'failed' })
  expect(room.book().saleByOrderNo(holdNo)?.fault).toMatchObject({ code: 'deposit.refused', platformText: '系统内部异常。' })
  bank().setDeposits({ granted: true })
  await room.selling().depositCheck.run(MANAGER)
  expect(room.selling().depositCheck.last()).toMatchObject({ works: true, fault: null })
  bank().jump(120_000)
  expect(
    bank()
      .holds()
      .every(({ phase }) => phase !== 'held'),
  ).toBe(true)
  await room.selling().reconciliation.run()
  expect(room.selling().reconciliation.bar()).toBeNull()
})

test('the number of the check is in the book before it leaves, and no answer proves nothing', async () => {
  room.between(() => ({ scanCodeFreeze: () => Promise.resolve({ outcome: 'unknown', reason: 'lost', text: '', logId: null }) }))
  await room.restart()
  await room.selling().depositCheck.run(MANAGER)
  expect(room.selling().depositCheck.last()).toMatchObject({ works: null, fault: { code: 'deposit.checkNotDone' } })
  expect(
    room
      .book()
      .journal()
      .some(({ kind }) => kind === 'deposit.checking'),
  ).toBe(true)
})

test('found by slip, by list and by what people remember of a lost slip', async () => {
  const first = await held(10_000, 'wechat', { remark: '1208 房 陈先生' })
  const second = await held(20_000, 'alipay', { remark: 'Banquet hall' })
  expect(list().rows.map(({ holdNo }) => holdNo)).toEqual([first, second])
  const one = (search: object) => list(search).rows.map(({ holdNo }) => holdNo)
  expect(one({ heldFen: 20_000 })).toEqual([second])
  expect(one({ ending: first.slice(-4) })).toEqual([first])
  expect(one({ tender: 'alipay' })).toEqual([second])
  expect(one({ remark: '陈' })).toEqual([first])
  expect(one({ remark: 'banquet' })).toEqual([second])
  expect(one({ day: '2020-01-01' })).toEqual([])
  const order = await captured(first, 10_000)
  expect(one({ state: 'open' })).toEqual([second])
  expect((await found(order)).hold.holdNo).toBe(first)
  const release = await released(second, 20_000)
  expect((await found(release)).hold.holdNo).toBe(second)
  expect(one({ state: 'open' })).toEqual([])
  expect(codeOf(await holds().find('0100005299999999999999999', CLERK))).toBe('deposit.notFound')
})

test('a deposit of another till of the merchant is found, and whatever this till has no word of is asked at Cloud Pay', async () => {
  const holdNo = await held(10_000, 'alipay', { remark: '0912 房' })
  await room.reinstall()
  const { hold, told } = await found(holdNo)
  expect(told).toBe(true)
  expect(hold).toMatchObject({ heldFen: 10_000, leftFen: 10_000, remark: '0912 房', tender: 'alipay' })
  expect(hold.elsewhere?.deviceName).toBeTruthy()
  await captured(holdNo, 4000)
  expect((await found(holdNo)).hold).toMatchObject({ capturedFen: 4000, releasedFen: 6000, leftFen: 0 })
})

test('while Cloud Pay does not answer, the book speaks and says so', async () => {
  const holdNo = await held(10_000)
  room.between(() => ({ queryFreezeOrder: () => Promise.resolve({ outcome: 'unknown', reason: 'lost', text: '', logId: null }) }))
  await room.restart()
  expect(await found(holdNo)).toMatchObject({ told: false, hold: { leftFen: 10_000 } })
})

test('after 30 days the platform gives the rest back by itself: noticed by asking, and booked once', async () => {
  const holdNo = await held(10_000, 'alipay')
  await captured(holdNo, 3000, false)
  expect((await found(holdNo)).hold.leftFen).toBe(7000)
  bank().jump(26 * DAY)
  await room.restart()
  expect(holds().figures()).toEqual({ count: 1, leftFen: 7000, endingCount: 1, endingFen: 7000 })
  bank().jump(5 * DAY)
  await room.restart()
  await vi.waitUntil(() => room.book().holds.open().length === 0, OFTEN)
  const { hold } = await found(holdNo)
  expect(hold).toMatchObject({ heldFen: 10_000, capturedFen: 3000, releasedFen: 0, autoReleasedFen: 7000, leftFen: 0 })
  expect(
    room
      .book()
      .journal()
      .filter(({ kind }) => kind === 'hold.autoReleased'),
  ).toHaveLength(1)
  expect(holds().figures().count).toBe(0)
})
