import { performance } from 'node:perf_hooks'
import type { Cashier } from '../../build/demo/cashier.ts'
import type { Display } from '../../build/display.ts'
import { createActs, type Acts, type Usual } from './acts.ts'
import { answerPhone, scanWaiting, type AskedCustomer } from './customer.ts'
import { APPROVER as MANAGER } from './deposit-acts.ts'
import type { Found, Violation } from './found.ts'
import { brokenAlways, brokenWhenSettled, unsettledOf } from './judge.ts'
import { brokenCash, brokenCashWhenSettled } from './judge-cash.ts'
import { brokenWords } from './judge-phone.ts'
import { brokenHandOver, brokenShifts, brokenShiftsWhenSettled, tornShifts, untold } from './judge-shifts.ts'
import { brokenTopUps, brokenTopUpsWhenSettled } from './judge-top-ups.ts'
import { countIn, landing } from './landing.ts'
import { inWords, planOf, type Plan, type Subject } from './plan.ts'
import { brokenScreen } from './screen.ts'
import { openStand, type Stand } from './stand.ts'

const CLERK = '1206'
/** May give nothing back alone. */
const WITHOUT_RIGHT = '1207'

/** Who has the right to it. */
function personFor(plan: Plan): string {
  if (plan.subject === 'refund') return plan.byPhone ? WITHOUT_RIGHT : MANAGER
  if (plan.subject === 'handOver') return plan.by === 'manager' ? MANAGER : CLERK
  if (plan.subject === 'capture') return plan.keepsRest ? MANAGER : CLERK
  return plan.subject === 'release' && !plan.approved ? MANAGER : CLERK
}

/** What Cloud Pay knows the till has to find out within this time of its coming up, ms. */
const KNOWN_WITHIN = 30_000
/** How long a word that may turn is doubted, absence above all, and how far apart two answers have to be that prove it (RULINGS 1), ms. */
const TWO_MINUTES = 121_000
const APART = 11_000
/** How long whoever is at the till waits for its page before they pull the plug, ms. */
const HUNG_AFTER = 90_000
/** After so many kills, what is doubted is followed to its end. */
const TO_THE_END_EVERY = 7

export interface Kills {
  /** How many kills there were: fewer than wanted when the till did not come back. */
  readonly kills: number
  /** Sentences that say under which seed, at which kill and moment, what was broken. */
  readonly violations: readonly string[]
  /** Where the till stood, and how often it was killed there. */
  readonly landings: ReadonlyMap<string, number>
  /** Where the state folder lies that shows it; null when nothing was broken. */
  readonly kept: string | null
}

export interface KillsOptions {
  readonly runs: number
  readonly seed: number
  /** All kills are of this subject; of all subjects when left out. */
  readonly only?: Subject | null
  readonly display: Display
  /** Told after each kill, in a line. */
  readonly tell: (line: string) => void
}

/** Binds the till, lets somebody sign in, and measures how long things take. Leaves a till with nobody at it. */
async function begin(stand: Stand, acts: Acts): Promise<Usual> {
  const first = await stand.open()
  await first.until('an unbound till', (state) => state.stage === 'unbound')
  const link = stand.sandbox.configurationLink('A1').replace(stand.sandbox.origin, stand.line.origin)
  await first.scanUntil(link, 'the till bound', (state) => state.stage === 'signedOut' && state.staff.length > 0)
  await first.close()
  const from = performance.now()
  const till = await stand.open()
  const startTook = performance.now() - from
  await till.signIn(MANAGER, stand.password(MANAGER))
  await till.until('the till', (state) => state.stage === 'selling')
  const mixed = await till.page.evaluate(() => window.guitai.ask('app.setCashierMode', { mode: 'mixed' }))
  if (!mixed.ok) throw new Error(`the till takes no deposits: ${mixed.fault.code}`)
  const usual = await acts.rehearse(till, MANAGER, startTook)
  await till.close()
  return usual
}

/** Does what the plan says until the till is killed. Null when the page hung on the way and the till was killed for that. */
async function performed(stand: Stand, acts: Acts, cashier: Cashier, plan: Plan, usual: Usual) {
  const act = acts.perform(cashier, plan, usual).then((asked) => ({ asked }))
  const hung = new AbortController()
  const limit = setTimeout(() => hung.abort(), HUNG_AFTER)
  const gaveUp = new Promise<null>((resolve) => hung.signal.addEventListener('abort', () => resolve(null), { once: true }))
  const done = await Promise.race([act, gaveUp])
  clearTimeout(limit)
  if (done !== null) return done
  await stand.kill()
  // Whatever it waited for is gone with the till.
  await act.catch(() => null)
  return null
}

/** Waits until the book holds what it is waited for; false when it took too long. */
async function inTime(cashier: Cashier, what: string, holds: () => boolean): Promise<boolean> {
  return cashier.until(what, holds, KNOWN_WITHIN).then(
    () => true,
    () => false,
  )
}

const slipsBusy = ({ book }: Found): boolean => book.slips.some(({ state }) => state === 'waiting' || state === 'sending')

/** A slip that may be half on paper is not repeated by the till: the cashier looks, and asks for a copy where there is none. */
async function askForTornSlips(stand: Stand, cashier: Cashier): Promise<Violation[]> {
  const { book, paper } = stand.found()
  const out = new Set(paper.map((one) => one.number))
  // A refund that a person has to finish has no slip any more.
  const withoutSlip = new Set(
    book.refunds.filter(({ state }) => state === 'failed' || state === 'needsPerson').map((one) => one.refundNo),
  )
  const torn = book.slips.filter(
    ({ state, copy, orderNo }) =>
      state === 'failed' && !copy && orderNo !== null && !out.has(orderNo) && !withoutSlip.has(orderNo),
  )
  for (const { orderNo } of torn)
    await cashier.page.evaluate((number) => window.guitai.ask('slip.reprint', { orderNo: number }), orderNo ?? '')
  if (torn.length === 0) return []
  const there = (): boolean => {
    const found = stand.found()
    return !slipsBusy(found) && torn.every(({ orderNo }) => found.paper.some((one) => one.copy && one.number === orderNo))
  }
  return (await inTime(cashier, 'the copies', there))
    ? []
    : [`no copy came out of ${torn.map(({ orderNo }) => orderNo).join(', ')}`]
}

/** The same for the slip of a shift: a manager asks for any, a clerk for the own ones. */
async function askForTornShifts(stand: Stand, acts: Acts, cashier: Cashier, staffId: string): Promise<Violation[]> {
  const asked = await acts.askForTornShifts(cashier, staffId === MANAGER, staffId)
  const left = (): number[] => tornShifts(stand.foundShifts()).map(({ shiftNo }) => shiftNo)
  const there = (): boolean => !slipsBusy(stand.found()) && !left().some((shiftNo) => asked.includes(shiftNo))
  if (asked.length === 0 || (await inTime(cashier, 'the copies of shifts', there))) return []
  return [`no copy came out of shift ${asked.join(', ')}`]
}

/** What is broken at any moment of all that the till, Cloud Pay and the paper say. */
const brokenNow = (stand: Stand): Violation[] => [
  ...brokenAlways(stand.found()),
  ...brokenCash(stand.foundCash()),
  ...brokenShifts(stand.foundShifts()),
  ...brokenTopUps(stand.foundTopUps()),
  ...brokenWords({ refunds: stand.book().refunds, approvals: stand.sandbox.control.approvals() }),
]
const brokenSettled = (stand: Stand): Violation[] => [
  ...brokenWhenSettled(stand.found()),
  ...brokenCashWhenSettled(stand.foundCash()),
  ...brokenShiftsWhenSettled(stand.foundShifts()),
  ...brokenTopUpsWhenSettled(stand.foundTopUps()),
]

/**
 * Follows what never reached Cloud Pay, or ended there with a word that may turn, to its end. The till believes that only after
 * two minutes of its own life, by a clock that nobody can set; so that clock, and nothing else, is moved on in the running
 * till, and the cashier asks.
 */
async function settleDoubted(stand: Stand, cashier: Cashier): Promise<Violation[]> {
  const left = () => unsettledOf(stand.found()).doubted
  const limit = performance.now() + KNOWN_WITHIN
  for (let step = TWO_MINUTES; left().length > 0; step = APART) {
    if (performance.now() > limit) return left().map((number) => `${number} came to nothing, and is not known to have`)
    await cashier.app.evaluate((_electron, ms) => {
      const elapsed = performance.now.bind(performance)
      performance.now = () => elapsed() + ms
    }, step)
    const { revision } = await cashier.page.evaluate(async () => {
      const outcome = await window.guitai.ask('app.snapshot', {})
      if (!outcome.ok) throw new Error(outcome.fault.code)
      const { parked, refunds, captures, releases } = outcome.value
      for (const { saleId } of parked) await window.guitai.ask('sale.askNow', { saleId })
      for (const { refundId } of refunds) await window.guitai.ask('refund.askNow', { refundId })
      for (const { saleId } of captures) await window.guitai.ask('capture.askNow', { saleId })
      for (const { releaseId } of releases) await window.guitai.ask('release.askNow', { releaseId })
      return outcome.value
    })
    await cashier.until('an answer', (state) => state.revision > revision + 1, 2000).catch(() => undefined)
  }
  return []
}

/** Brings the killed till back, with somebody at it, and answers what it broke on the way to a settled state. */
async function comeBack(stand: Stand, acts: Acts, staffId: string, asked: AskedCustomer | null, toTheEnd: boolean) {
  const broken: Violation[] = []
  const cashier = await stand.open()
  await cashier.until('the sign-in screen', (state) => state.stage === 'signedOut')
  await cashier.signIn(staffId, stand.password(staffId))
  await cashier.until('the till', (state) => state.stage === 'selling')
  if (asked) answerPhone(stand.sandbox, asked)
  broken.push(...(await brokenScreen(cashier, stand.book, staffId)))
  const settled = (): boolean => {
    const found = stand.found()
    return unsettledOf(found).known.length === 0 && !slipsBusy(found) && untold(stand.foundShifts().book).length === 0
  }
  if (!(await inTime(cashier, 'all known', settled)))
    broken.push(...unsettledOf(stand.found()).known.map((number) => `${number} is not known after ${KNOWN_WITHIN / 1000} s`))
  broken.push(...(await askForTornSlips(stand, cashier)), ...(await askForTornShifts(stand, acts, cashier, staffId)))
  if (toTheEnd) broken.push(...(await settleDoubted(stand, cashier)))
  broken.push(...brokenNow(stand), ...brokenSettled(stand), ...(await brokenScreen(cashier, stand.book, staffId)))
  return { cashier, broken }
}

/** Kills the real till so many times, at moments drawn from the seed, and holds it to its promises after each. */
export async function runKills({ runs, seed, only = null, display, tell }: KillsOptions): Promise<Kills> {
  const stand = await openStand(display)
  const acts = createActs(stand)
  const violations = new Map<Violation, string>()
  const landings = new Map<string, number>()
  let kills = 0
  let till: Cashier | null = null
  let where = 'before the first kill'
  const note = (broken: readonly Violation[]): void => {
    for (const one of [...broken, ...stand.brokenOnTheLine()]) {
      // What stays broken is told once, at the kill that broke it.
      if (!violations.has(one)) violations.set(one, `seed ${seed}, ${where}: ${one}`)
    }
  }
  try {
    const usual = await begin(stand, acts)
    tell(
      `undisturbed: ${Object.entries(usual)
        .map(([what, ms]) => `${what} ${Number(ms).toFixed(0)} ms`)
        .join(', ')}`,
    )
    let asked: AskedCustomer | null = null
    for (let index = 0; index < runs; index++) {
      const from = performance.now()
      const plan = planOf(seed, index, only)
      if (plan.subject !== 'start') {
        const back = await comeBack(stand, acts, personFor(plan), asked, index % TO_THE_END_EVERY === 0)
        till = back.cashier
        note(back.broken)
      }
      const { anchor, share } = plan.moment
      where = `kill ${index + 1} (${inWords(plan)}; ${share.toFixed(2)} after ${anchor})`
      const before = countIn({ ...stand.found(), shifts: stand.foundShifts() })
      let hung = false
      if (till && plan.subject !== 'start') {
        const done = await performed(stand, acts, till, plan, usual)
        asked = done?.asked ?? null
        hung = done === null
      } else await acts.comeUpTo(plan.moment, usual)
      till = null
      kills += 1
      const place = hung ? 'the page did not answer' : landing(plan, before, { ...stand.found(), shifts: stand.foundShifts() })
      where = `${where}, killed at "${place}"`
      landings.set(place, (landings.get(place) ?? 0) + 1)
      note(brokenNow(stand))
      const pressed = stand.foundShifts().presses.at(-1)
      if (plan.subject === 'handOver' && pressed) note(brokenHandOver(stand.foundShifts(), pressed))
      if (asked?.answer.when === 'down') answerPhone(stand.sandbox, asked)
      scanWaiting(stand.sandbox)
      tell(`kill ${kills} of ${runs}: ${inWords(plan)} – ${place} (${((performance.now() - from) / 1000).toFixed(1)} s)`)
    }
    const back = await comeBack(stand, acts, MANAGER, asked, true)
    till = back.cashier
    note(back.broken)
  } catch (error) {
    note([`the till did not come so far: ${error instanceof Error ? error.message : String(error)}`])
  } finally {
    await till?.close().catch(() => undefined)
    await stand.close(violations.size > 0)
  }
  return { kills, violations: [...violations.values()], landings, kept: violations.size > 0 ? stand.home : null }
}
