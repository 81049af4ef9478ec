import { openDatabase, type Sqlite } from '../../../electron/ledger/open.ts'
import type { Selling } from '../../../electron/till/selling.ts'
import { createBank } from './bank.ts'
import { startTill, type CounterParts, type TillLife } from './counter.ts'
import type { Schedule } from './deeds.ts'
import { dice, type Dice } from './dice.ts'
import { createDisk, DiskRefuses, emptied } from './disk.ts'
import { brokenAtTheEnd, brokenByWord, brokenInSight, brokenNow, type Heard, type Violation } from './invariants.ts'
import { STORMS } from './weather.ts'
import { createHands, staffOf, type Fates } from './perform.ts'
import { rowsOf } from './rows.ts'
import { createTime } from './time.ts'

export interface Played {
  readonly violation: Violation | null
  /** Of everything that happened, in order. The same schedule has the same. */
  readonly trace: number
  readonly story: readonly string[]
}

// Days begin at midnight of the shop, wherever this is played.
process.env.TZ = 'Asia/Shanghai'
const MIDNIGHT = Date.UTC(2026, 10, 21, 16)
const HOUR = 3_600_000
/** The network is well again from then on; everything has so long to become known, ms. */
const HEALING = 8 * HOUR
/** The longest that the bank, or a request on its way, takes to come to an end, ms. */
const SETTLING = 15 * 60_000
/** No request arrives later than that, by Cloud Pay's own rule, ms. */
const LAWFUL = 60_000
/** The comparison finds within 10 minutes what was taken after it was given up, ms. */
const COMPARED = 11 * 60_000

/** One database for many schedules. */
export function openWorldDatabase(): Sqlite {
  const opened = openDatabase(':memory:', MIDNIGHT)
  if (!opened.ok) throw new Error(opened.fault.code)
  const { database } = opened.value
  // Only to empty it: whether the journal keeps its rows is tested with the book.
  database.exec('DROP TRIGGER journal_keeps_rows')
  return database
}

/** Plays one schedule: the real engine on the real book, with everything around it made of chance. */
export async function play(schedule: Schedule, database: Sqlite, keepStory: boolean): Promise<Played> {
  /** Has changed what it shows since it was looked at. */
  let changed: Selling | null = null
  const time = createTime(MIDNIGHT + schedule.hour * HOUR, () => {
    const wrong = changed && brokenInSight(changed, world)
    changed = null
    if (wrong !== null) broken(wrong)
  })
  const disk = createDisk(emptied(database))
  const rows = rowsOf(database)
  const heard: Heard = { said: new Set(), printed: new Map() }
  const story: string[] = []
  const chance = dice(schedule.seed)
  const clockSet = schedule.deeds.some((deed) => deed.do === 'clock')
  const counts = new Map<string, number>()
  /** Which deed a number belongs to. */
  const owners = new Map<string, string>()
  /** Numbers by the sale, or by the wish for a refund, that they were sent for. */
  const sentFor = new Map<string, string>()
  /** When each number left first, ms of the world. */
  const leftAt = new Map<string, number>()
  const reversals = new Map<string, number>()
  /** Orders whose charge arrived within the time that Cloud Pay allows it. */
  const lawful = new Set<string>()
  /** Which life was told that a number is another's (407); `first`: as the answer to the one request that ever left. */
  const told = new Map<string, { by: TillLife; at: number; refusals: number; first: boolean }>()
  const sends = new Map<string, number>()
  /** It knows to this day: it did not die before it could write it down. */
  function knowsUsed(number: string): { first: boolean } | null {
    const one = told.get(number)
    if (!one) return null
    const diedAt = one.by.diedAt()
    const lost = diedAt !== null && (diedAt - one.at < 5 || disk.refusals() > one.refusals)
    return lost ? null : one
  }
  const fates: Fates = {
    customers: new Map(),
    refundFates: new Map(),
    rights: new Map(),
    takenBack: new Map(),
    printerGoneUntil: 0,
    line: null,
  }
  let trace = 17
  let violation: Violation | null = null
  /** Since when all goes well, epoch ms of the bank. */
  let wellSince: number | null = null
  let deedNumber = 0
  let ids = 0

  function note(text: string): void {
    const line = `${time.elapsed()} ${text}`
    for (let at = 0; at < line.length; at++) trace = Math.imul(trace ^ line.charCodeAt(at), 16_777_619)
    if (keepStory) story.push(line)
  }
  function broken(by: Violation): void {
    if (violation === null) note(`VIOLATION ${by}`)
    violation ??= by
  }
  function judge(found: Iterable<Violation>): void {
    for (const by of found) broken(by)
  }
  /** Dice by the deed that a matter belongs to and by how often they were thrown for it, so that leaving out one deed moves no other. */
  function diceFor(what: string): Dice {
    const gap = what.indexOf(' ')
    const number = what.slice(gap + 1)
    const key = `${what.slice(0, gap)} ${owners.get(number) ?? number}`
    const nth = (counts.get(key) ?? 0) + 1
    counts.set(key, nth)
    return chance.of(`${key} ${nth}`)
  }

  /** Invariant M4: by a manager, once for each time, not before 2 minutes, never after 407, and in the book first. */
  function reversalLeaves(number: string): void {
    const sale = rows.sale(number)
    const nth = (reversals.get(number) ?? 0) + 1
    reversals.set(number, nth)
    if (nth > (fates.takenBack.get(sale?.saleId ?? '') ?? 0)) broken(`${number} is taken back, and no manager did it`)
    if (sale?.state !== 'reversing') broken(`the reversal of ${number} leaves, and is not in the book first`)
    if (knowsUsed(number)) broken(`${number} is taken back after 407`)
    const age = time.elapsed() - (leftAt.get(number) ?? 0)
    // Over a restart only the time of day tells how long ago it was.
    if (age < 2 * 60_000 && !clockSet) broken(`${number} is taken back after ${age} ms`)
  }

  const bank = createBank({
    time,
    customer: (orderNo) => fates.customers.get(owners.get(orderNo) ?? '') ?? { does: 'never', after: 0 },
    refundFate: (refundNo) => fates.refundFates.get(owners.get(refundNo) ?? '') ?? 'arrives',
    // Another till may have given back a part in the same moment; this one alone never asks for more than is left.
    tooMuchAsked(orderNo) {
      const elsewhere = [...bank.refunds.values()].some((one) => one.orderNo === orderNo && one.elsewhere)
      if (!elsewhere) broken(`more is asked back of ${orderNo} than is left`)
    },
    numberReused: (number) => broken(`${number} was used again with other content`),
  })
  const world = {
    bank,
    rows,
    heard,
    notOurs: (number: string) => knowsUsed(number)?.first === true,
    wellSince: () => wellSince,
    lawful,
  }

  let till: TillLife | null = null
  const parts: CounterParts = {
    time,
    bank,
    disk,
    weather(thrown) {
      if (wellSince !== null) return 'fine'
      if (fates.line && time.elapsed() < fates.line.until) return fates.line.weather
      return thrown.chance(schedule.roughness) ? thrown.pick(STORMS) : 'fine'
    },
    printerTrouble: () => (wellSince === null ? schedule.printerTrouble : 0),
    printerGoneUntil: () => (wellSince === null ? fates.printerGoneUntil : 0),
    staff: staffOf,
    arrived(orderNo, travelled) {
      const order = bank.orders.get(orderNo)
      if (travelled > LAWFUL || order?.createdAt !== bank.now() || order.foreign) return
      lawful.add(orderNo)
      const charged = order.state === 'paid' || order.state === 'pendingCustomer'
      if (charged && rows.sale(orderNo)?.state === 'failed')
        broken(`${orderNo} was called failed, and its charge was still on its way`)
    },
    toldUsed(number) {
      if (till) told.set(number, { by: till, at: time.elapsed(), refusals: disk.refusals(), first: sends.get(number) === 1 })
    },
    diceFor,
    note,
    newId: () => `d${deedNumber}-${ids++}`,
    leaving(what) {
      const { kind, number } = what
      note(`leaves ${kind} ${number} ${kind === 'reversal' ? '' : what.amountFen}`)
      if (database.inTransaction) broken(`${number} leaves before it is committed`)
      if (kind === 'reversal') return reversalLeaves(number)
      if (!leftAt.has(number)) leftAt.set(number, time.elapsed())
      sends.set(number, (sends.get(number) ?? 0) + 1)
      const [sale, refund] = kind === 'sale' ? [rows.sale(number)] : [undefined, rows.refund(number)]
      const row = sale ?? refund
      if (row?.amountFen !== what.amountFen || row.state !== 'sending') {
        broken(`${number} leaves, and is not in the book first`)
        return
      }
      const owner = refund?.reason ?? sale?.saleId.split('-')[0] ?? ''
      const first = !owners.has(number)
      owners.set(number, owner)
      const matter = sale ? sale.saleId : `refund of ${owner}`
      if ((sentFor.get(matter) ?? number) !== number) broken(`${matter} is sent under two numbers`)
      sentFor.set(matter, number)
      const bar = till?.selling.reconciliation.bar() ?? null
      if (first && bar !== null) broken(`${number} leaves while selling is stopped`)
      if (!refund) return
      const others = rows.refunds().filter((one) => one.orderNo === refund.orderNo && one.refundNo !== number)
      if (others.some(({ state }) => state === 'sending' || state === 'unknown'))
        broken(`${number} leaves, and another refund of ${refund.orderNo} is not known yet`)
      const approved = refund.authority === 'own' ? refund.approver === null : refund.approver !== null
      if (fates.rights.get(owner) !== true || !approved) broken(`${number} leaves without the right to give money back`)
    },
    said(announcement) {
      judge(brokenByWord(announcement, world))
      heard.said.add(announcement.id)
    },
    printed(slip) {
      if (heard.printed.has(slip.jobId)) broken(`the slip of job ${slip.jobId} came twice`)
      heard.printed.set(slip.jobId, slip)
    },
    shown(selling) {
      changed = selling
    },
  }

  async function standing(): Promise<TillLife> {
    while (!till?.alive()) {
      note('the till starts')
      disk.recover(diceFor('disk found'))
      till = startTill(parts)
      if (!till) await time.pass(1000)
    }
    return till
  }
  const hands = createHands({ time, bank, disk, fates, standing, broken })

  for (const deed of schedule.deeds) {
    deedNumber = deed.n
    note(`deed ${JSON.stringify(deed)}`)
    try {
      await hands.perform(deed)
    } catch (error) {
      // Whatever a dying till trips over is of no interest. What the disk refused, the page is told. Nothing else is thrown.
      const living = (till as TillLife | null)?.alive() !== false
      if (living && !(error instanceof DiskRefuses)) throw error
    }
    await time.pass(deed.gap)
    judge(brokenNow(await standing(), world))
    if (violation !== null) break
  }

  wellSince = bank.now()
  disk.disarm()
  const until = time.elapsed() + HEALING
  if (violation === null) {
    await time.pass(SETTLING)
    let life = await standing()
    while (time.elapsed() < until && (time.elapsed() < bank.lastMoved() + COMPARED || !rows.allKnown())) {
      await time.pass(60_000)
      life = await standing()
    }
    judge(brokenNow(life, world))
    judge(brokenAtTheEnd(life, world))
  }
  const last = till as TillLife | null
  last?.kill()
  return { violation, trace: trace >>> 0, story }
}
