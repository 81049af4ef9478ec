import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { figuresOf, type Figures } from '../../../contract/figures.ts'
import type { HoldTender } from '../../../contract/states.ts'
import type { Person } from '../../../electron/till/parts.ts'
import { dice } from '../../simulation/world/dice.ts'
import { CLERK, MANAGER, openCounterRoom, wish, type CounterRoom } from './counter-room.ts'
import { depositing, OWN, WALLETS } from './depositing.ts'

/**
 * Days of everything mixed: what was done, the sum of the shifts, the figures of the period and Cloud Pay's own totals are the same, to the
 * fen. `GUITAI_EVENTS=10000 GUITAI_SEED=1 npm run prove:days` plays as many as are wanted.
 */
const EVENTS = Number(process.env['GUITAI_EVENTS'] ?? 250)
const SEED = Number(process.env['GUITAI_SEED'] ?? 20_261_128)

const SECOND = 1000
const HOUR = 3600 * SECOND
/** Between two events; all of them together stay below the 30 days of a deposit. */
const STEP = Math.min(HOUR / 4, Math.round((40 * 24 * HOUR) / EVENTS))
const QUICK = { timeout: 20_000, interval: 2 }

let wrongBy = 0
let room: CounterRoom
beforeAll(async () => {
  room = await openCounterRoom(`mixed ${SEED}`, { speed: 5, wrongBy: () => wrongBy })
})
afterAll(() => room.close())

const { bank, held, captured, released } = depositing(() => room)

/** What was done, as whoever did it would add it up. */
const done = {
  count: 0,
  fen: 0,
  refundCount: 0,
  refundFen: 0,
  heldCount: 0,
  heldFen: 0,
  capturedFen: 0,
  restFen: 0,
  releasedFen: 0,
}
const paid: { orderNo: string; leftFen: number }[] = []
const holds: { holdNo: string; way: HoldTender; leftFen: number }[] = []
const moments: { negativeShifts: number; overMidnight: number; clockSets: number } = {
  negativeShifts: 0,
  overMidnight: 0,
  clockSets: 0,
}

const chance = dice(SEED)
const amount = (): number => (chance.chance(0.1) ? chance.between(1, 9) : chance.between(10, 500_000))
const tender = (): HoldTender => chance.pick(['wechat', 'alipay'] as const)

async function sells(): Promise<void> {
  const { sales } = room.selling()
  const way = tender()
  const amountFen = amount()
  const behaviour = chance.pick([
    'paysAtOnce',
    'paysAtOnce',
    'paysAtOnce',
    'paysWithShopCoupon',
    'paysWithCoupon',
    'lowBalance',
  ] as const)
  bank().behave(WALLETS[way], behaviour)
  const started = sales.start(wish(amountFen, { anyway: true }))
  if (!started.ok) throw new Error(started.fault.code)
  sales.scanned(bank().freshCode(WALLETS[way]), way)
  await vi.waitUntil(() => ['paid', 'failed'].includes(sales.front()?.state ?? ''), QUICK)
  const { state, orderNo } = sales.front() ?? {}
  sales.close(started.value.saleId)
  expect(state).toBe(behaviour === 'lowBalance' ? 'failed' : 'paid')
  if (state !== 'paid') return
  done.count += 1
  done.fen += amountFen
  paid.push({ orderNo: orderNo ?? '', leftFen: amountFen })
}

function takesCash(): void {
  const { sales } = room.selling()
  const amountFen = amount()
  const started = sales.start(wish(amountFen, { anyway: true }))
  if (!started.ok) throw new Error(started.fault.code)
  expect(sales.record(started.value.saleId, chance.pick(['cashRecord', 'bankCardRecord'] as const), amountFen)).toMatchObject({
    ok: true,
  })
  sales.close(started.value.saleId)
  done.count += 1
  done.fen += amountFen
}

async function givesBack(): Promise<void> {
  const left = paid.filter(({ leftFen }) => leftFen > 0)
  if (left.length === 0) return
  const order = chance.pick(left)
  const amountFen = chance.chance(0.4) ? order.leftFen : chance.between(1, order.leftFen)
  const { refunds } = room.selling()
  const started = await refunds.start({ orderNo: order.orderNo, amountFen, reason: '', authority: OWN }, MANAGER)
  if (!started.ok) throw new Error(`${started.fault.code} for ${amountFen} of ${order.orderNo}`)
  const { refundId } = started.value
  await vi.waitUntil(() => (refunds.list().find((one) => one.refundId === refundId)?.acceptedAt ?? null) !== null, QUICK)
  order.leftFen -= amountFen
  done.refundCount += 1
  done.refundFen += amountFen
}

async function holdsDeposit(): Promise<void> {
  const way = tender()
  const amountFen = amount()
  const holdNo = await held(amountFen, way, { behaviour: 'paysAtOnce' })
  holds.push({ holdNo, way, leftFen: amountFen })
  done.heldCount += 1
  done.heldFen += amountFen
}

async function spendsDeposit(): Promise<void> {
  const open = holds.filter(({ leftFen }) => leftFen > 0)
  if (open.length === 0) return
  const hold = chance.pick(open)
  const releases = chance.chance(0.4)
  // WeChat gives a deposit back whole.
  const whole = (releases && hold.way === 'wechat') || chance.chance(0.3)
  const amountFen = whole ? hold.leftFen : chance.between(1, hold.leftFen)
  if (releases) {
    await released(hold.holdNo, amountFen)
    done.releasedFen += amountFen
    hold.leftFen -= amountFen
    return
  }
  const orderNo = await captured(hold.holdNo, amountFen)
  const rest = hold.leftFen - amountFen
  hold.leftFen = 0
  done.count += 1
  done.fen += amountFen
  done.capturedFen += amountFen
  done.restFen += rest
  paid.push({ orderNo, leftFen: amountFen })
}

/** The shift is handed over, or the next person simply signs in. */
function changesShift(): void {
  const { shifts } = room.selling()
  const open = shifts.look()
  const person: Person = chance.pick([MANAGER, CLERK])
  if (open.shift.staffId !== null && chance.chance(0.7)) {
    const mine: Person = open.shift.staffId === MANAGER.staffId ? MANAGER : CLERK
    const over = shifts.handOver({ acknowledged: [], countedFen: null, print: false, detail: false }, mine, () => undefined)
    if (!over.ok) throw new Error(over.fault.code)
    const { startedAt, endedAt, figures } = over.value
    if (figures.netFen < 0) moments.negativeShifts += 1
    if (new Date(startedAt).getDate() !== new Date(endedAt).getDate()) moments.overMidnight += 1
  }
  shifts.came(person)
}

/** Time goes on; now and then somebody sets the till's clock, forward or back, as a change of the clocks or a mistake does. */
function timePasses(): void {
  const long = chance.chance(Math.min(0.05, 40 / EVENTS))
  bank().jump(chance.between(SECOND, long ? 10 * HOUR : STEP))
  if (!chance.chance(0.05)) return
  wrongBy = chance.pick([0, HOUR, -HOUR, 7 * 60 * SECOND])
  moments.clockSets += 1
}

const shiftSums = (): Figures => {
  const { shiftNo } = room.book().shifts.open()
  return figuresOf(Array.from({ length: shiftNo }, (_none, index) => room.book().figures.ofShift(index + 1)).flat())
}

test(
  `${EVENTS} events of all kinds, over midnights and changes of the clock, add up to the same for everybody`,
  async () => {
    const from = bank().now() - 2 * HOUR
    room.selling().shifts.came(MANAGER)
    for (let nth = 0; nth < EVENTS; nth++) {
      const kind = chance.between(0, 99)
      if (kind < 45) await sells()
      else if (kind < 55) takesCash()
      else if (kind < 70) await givesBack()
      else if (kind < 80) await holdsDeposit()
      else if (kind < 92) await spendsDeposit()
      else {
        changesShift()
        // Somebody comes to give back alone.
        if (chance.chance(0.2)) {
          await givesBack()
          changesShift()
        }
      }
      timePasses()
    }
    wrongBy = 0
    const until = bank().now() + 2 * HOUR
    const period = figuresOf(room.book().figures.ofPeriod(0, 9e15, null))
    expect(shiftSums()).toEqual(period)
    const { count, fen, refundCount, refundFen, deposits } = period
    expect({
      ...{ count, fen, refundCount, refundFen, heldCount: deposits.heldCount, heldFen: deposits.heldFen },
      ...{ capturedFen: deposits.capturedFen, restFen: deposits.restFen, releasedFen: deposits.releasedFen },
    }).toEqual(done)

    const compared = await room.selling().summary.compare({ from, until, staffId: null }, MANAGER)
    if (!compared.ok) throw new Error(compared.fault.code)
    expect(compared.value.differences).toEqual([])
    const cash = period.tenders.filter((one) => one.tender === 'cashRecord' || one.tender === 'bankCardRecord')
    const cashFen = cash.reduce((sum, { netFen }) => sum + netFen, 0)
    expect(compared.value.figures.netFen + cashFen).toBe(period.netFen)
    expect(room.book().firstBrokenRow()).toBeNull()
    console.log(
      `    ${EVENTS} events: ${JSON.stringify({ ...moments, netFen: period.netFen, days: Math.round((until - from) / 86_400_000) })}`,
    )
    expect(moments.overMidnight, 'shifts over midnight').toBeGreaterThan(0)
    expect(moments.clockSets, 'changes of the clock').toBeGreaterThan(0)
    expect(moments.negativeShifts, 'shifts that gave back more than they took').toBeGreaterThan(0)
  },
  60_000 + EVENTS * 400,
)
