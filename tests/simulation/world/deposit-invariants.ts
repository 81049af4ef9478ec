import { NO_FILTER } from '../../../contract/order-filter.ts'
import type { SaleRecord } from '../../../electron/ledger/records.ts'
import type { Selling } from '../../../electron/till/selling.ts'
import type { BankHold } from './bank-holds.ts'
import type { TillLife } from './counter.ts'
import type { ReleaseRow, SaleRow } from './rows.ts'
import type { Violation, World } from './world.ts'

/** The comparison finds within 10 minutes what was taken, or went back, after it was given up, ms. */
const FOUND = 11 * 60_000

interface Shown {
  readonly id: string
  readonly number: string
  /** Done, or failed; null while the till does not say. */
  readonly says: 'done' | 'failed' | null
}
interface There {
  readonly done: boolean
  /** Still to come, or done. */
  readonly atWork: boolean
  readonly doneAt: number
}

/** What is wrong with what the till says of something that the bank has, or has not. */
function wrongWord({ id, number, says }: Shown, there: There | null, { bank, wellSince, lawful }: World): Violation | null {
  if (says === 'done') return there?.done === true ? null : `${id} is shown done, and the bank has no such thing`
  if (says === null || !there) return null
  if (there.atWork && lawful.has(number)) return `${id} is shown failed, and the bank is at it`
  const since = wellSince()
  const found = there.done && since !== null && bank.now() - Math.max(there.doneAt, since) > FOUND
  return found ? `${id} is shown failed, and the bank has done it` : null
}

function holdAt(number: string, amountFen: number, { bank }: World): There | null {
  const hold = bank.holds.all.get(number)
  if (!hold) return null
  const done = hold.state === 'held' && hold.amountFen === amountFen
  const atWork = !hold.foreign && (done || hold.state === 'pendingCustomer')
  return { done, atWork, doneAt: hold.heldAt ?? 0 }
}
function captureAt(number: string, amountFen: number, { bank }: World): There | null {
  const order = bank.orders.get(number)
  if (!order) return null
  const done = order.state === 'paid' && order.amountFen === amountFen
  const atWork = !order.foreign && (done || order.state === 'pendingCustomer')
  return { done, atWork, doneAt: order.paidAt ?? 0 }
}
function releaseAt(number: string, { bank }: World): There | null {
  const release = bank.holds.releases.get(number)
  return release ? { done: release.state === 'released', atWork: release.state !== 'failed', doneAt: release.createdAt } : null
}

const saysOf = (state: string, dismissed: boolean): Shown['says'] => {
  if (state === 'paid' || state === 'held' || state === 'succeeded') return 'done'
  return state === 'failed' && !dismissed ? 'failed' : null
}

/** What is wrong with what is to be seen of the taking of a hold. */
export function wrongHoldInSight(
  { saleId: id, orderNo, amountFen, state, dismissed }: SaleRecord,
  world: World,
): Violation | null {
  const number = orderNo ?? ''
  return wrongWord({ id, number, says: saysOf(state, dismissed !== null) }, holdAt(number, amountFen, world), world)
}

/** The first thing that is wrong with what is to be seen of captures and releases, or null. Asked often. */
export function brokenMovesInSight({ captures, releases }: Selling, world: World): Violation | null {
  let wrong: Violation | null = null
  for (const { saleId: id, orderNo, amountFen, state } of captures.list()) {
    const number = orderNo ?? ''
    const dismissed = state === 'failed' && world.rows.sale(number)?.dismissed === 1
    wrong ??= wrongWord({ id, number, says: saysOf(state, dismissed) }, captureAt(number, amountFen, world), world)
  }
  for (const { releaseId: id, releaseNo: number, state } of releases.list())
    wrong ??= wrongWord({ id, number, says: saysOf(state, false) }, releaseAt(number, world), world)
  return wrong
}

/** What must hold of the holds at the bank after each step, whatever is under way. */
export function* brokenHoldsNow({ bank }: World): Generator<Violation> {
  for (const { holdNo, holdings, captures, wallet } of bank.holds.all.values()) {
    if (holdings > 1) yield `${holdNo} was held ${holdings} times`
    if (wallet === 'wechat' && captures.length > 1) yield `${holdNo} was captured ${captures.length} times`
  }
}

/** How a hold may end in the book, by what the bank has of it; and in which word it is told. */
export function holdTruth(
  hold: BankHold | undefined,
  { lawful }: World,
): { truth: string; ends: readonly SaleRecord['state'][] } {
  if (!hold) return { truth: 'absent', ends: ['failed'] }
  if (hold.state === 'held') return { truth: 'held', ends: ['held'] }
  if (hold.state === 'pendingCustomer') {
    // One that arrived later than Cloud Pay allows was given up here, and waits there for nobody: its QR was never shown.
    const givenUp = lawful.has(hold.holdNo) ? [] : (['failed', 'unknown', 'pendingCustomer'] as const)
    // A QR that lives for weeks, since the clock was wrong when it was made, can still be scanned.
    return { truth: 'waiting', ends: hold.expiresAt === null ? givenUp : ['closing', 'unknown', ...givenUp] }
  }
  return { truth: 'notHeld', ends: ['failed'] }
}

const sum = <T>(all: readonly T[], fen: (one: T) => number): number => all.reduce((total, one) => total + fen(one), 0)

/** What must hold of deposits once the network is well and everything has had its time. */
export function* brokenDepositsAtTheEnd({ book }: TillLife, world: World, sales: readonly SaleRow[]): Generator<Violation> {
  const { bank, rows } = world
  const releases = rows.releases()
  const own = new Map<string, SaleRow | ReleaseRow>([
    ...sales.map((sale) => [sale.orderNo, sale] as const),
    ...releases.map((release) => [release.releaseNo, release] as const),
  ])
  for (const { holdNo, elsewhere, state, foreign } of bank.holds.all.values()) {
    const sale = own.get(holdNo)
    if (!sale && !elsewhere && !rows.isProbe(holdNo)) yield `the bank has hold ${holdNo}, and the book does not`
    if (rows.isProbe(holdNo) && state === 'held' && !foreign) yield `the look whether deposits can be taken has held money`
    if (state === 'held' && !foreign && sale?.state === 'held' && !book.holds.byNumber(holdNo))
      yield `${holdNo} is held, and is in no list`
  }
  for (const { releaseId, releaseNo, holdNo, amountFen, state } of releases) {
    const there = bank.holds.releases.get(releaseNo)
    const truth = there?.state === 'released' ? 'succeeded' : there?.state === 'inWork' ? 'accepted' : 'failed'
    if (state !== truth) yield `${releaseId} ends as ${state}, and the bank says ${there?.state ?? 'absent'}`
    if (there && (there.amountFen !== amountFen || there.holdNo !== holdNo)) yield `${releaseId} is another at the bank`
  }
  for (const { releaseNo, elsewhere } of bank.holds.releases.values())
    if (!elsewhere && !own.has(releaseNo)) yield `the bank has release ${releaseNo}, and the book does not`
  for (const { saleId, orderNo, holdNo, state, returnedFen } of sales) {
    const order = bank.orders.get(orderNo)
    if (holdNo === null || !order || order.foreign) continue
    if (order.capture?.holdNo !== holdNo) yield `${saleId} is of another hold at the bank`
    if (state === 'paid' && returnedFen !== order.capture?.releasedFen)
      yield `${saleId} says that ${returnedFen ?? 0} went back, and it was ${order.capture?.releasedFen ?? 0}`
  }
  const figures = book.lists.figures(0, Number.MAX_SAFE_INTEGER, NO_FILTER)
  const ofHolds = sales.filter(({ purpose, state }) => purpose === 'hold' && state === 'held')
  if (figures.heldCount !== ofHolds.length || figures.heldFen !== sum(ofHolds, ({ amountFen }) => amountFen))
    yield `the totals say ${figures.heldFen} fen were held in ${figures.heldCount} deposits`
  const released = [...bank.holds.releases.values()].filter(({ elsewhere, state }) => !elsewhere && state === 'released')
  if (figures.releasedFen !== sum(released, ({ amountFen }) => amountFen) || figures.releasedCount !== released.length)
    yield `the totals say ${figures.releasedFen} fen were released in ${figures.releasedCount}, the bank ${released.length}`
}
