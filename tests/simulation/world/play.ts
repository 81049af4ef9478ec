import { isDeepStrictEqual } from 'node:util'
import { openDatabase, type Sqlite } from '../../../electron/ledger/open.ts'
import type { Selling } from '../../../electron/till/selling.ts'
import { createBank, type Bank } from './bank.ts'
import { startTill, type CounterParts, type TillLife } from './counter.ts'
import type { Schedule } from './deeds.ts'
import { LONG_AWAY } from './deposit-deeds.ts'
import { createEnding } from './deposit-ending.ts'
import { brokenMovesInSight } from './deposit-invariants.ts'
import { dice, type Dice } from './dice.ts'
import { createDisk, DiskRefuses, emptied } from './disk.ts'
import { brokenAtTheEnd, brokenByWord, brokenInSight, brokenNow } from './invariants.ts'
import type { Heard, Violation } from './world.ts'
import { noFates } from './fates.ts'
import { createGate } from './gate.ts'
import { settledAdjustment } from './member-ending.ts'
import { createHands } from './perform.ts'
import { rowsOf } from './rows.ts'
import { createTime } from './time.ts'
import { STORMS } from './weather.ts'
import { staffOf } from './words.ts'

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
/** The comparison finds within 10 minutes what was taken after it was given up, ms. */
const COMPARED = 11 * 60_000

/** One database for many schedules. */
export function openWorldDatabase(): Sqlite {
  const opened = openDatabase(':memory:', MIDNIGHT)
  if (!opened.ok) throw new Error(opened.fault.code)
  const { database } = opened.value
  // Only to empty it: whether rows are kept is tested with the book.
  for (const table of ['journal', 'movement', 'shift']) database.exec(`DROP TRIGGER ${table}_keeps_rows`)
  return database
}

/** Plays one schedule: the real engine on the real book, with everything around it made of chance. */
export async function play(schedule: Schedule, database: Sqlite, keepStory: boolean): Promise<Played> {
  /** Has changed what it shows since it was looked at. */
  let changed: Selling | null = null
  const time = createTime(MIDNIGHT + schedule.hour * HOUR, () => {
    let wrong = changed && brokenInSight(changed, world)
    // Captures and releases are shown with what the book says of them, which a dead till cannot read.
    if (changed && till?.alive() && till.selling === changed) wrong ??= brokenMovesInSight(changed, world)
    changed = null
    if (wrong !== null) broken(wrong)
  })
  const disk = createDisk(emptied(database))
  const rows = rowsOf(database)
  const heard: Heard = { said: new Set(), printed: new Map() }
  const story: string[] = []
  const chance = dice(schedule.seed)
  const clockSet = schedule.deeds.some((deed) => deed.do === 'clock')
  const longAway = schedule.deeds.some((deed) => deed.do === 'kill' && deed.down > LONG_AWAY)
  const counts = new Map<string, number>()
  const fates = noFates()
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
    const key = `${what.slice(0, gap)} ${gate.owners.get(number) ?? number}`
    const nth = (counts.get(key) ?? 0) + 1
    counts.set(key, nth)
    return chance.of(`${key} ${nth}`)
  }

  const ownerOf = (number: string): string => gate.owners.get(number) ?? ''
  let till: TillLife | null = null
  const gate = createGate({ time, database, rows, disk, fates, bank: () => bank, till: () => till, clockSet, broken })
  const bank: Bank = createBank({
    time,
    customer: (number) => fates.customers.get(ownerOf(number)) ?? { does: 'never', after: 0 },
    refundFate: (refundNo) => fates.refundFates.get(ownerOf(refundNo)) ?? 'arrives',
    captureFate: (orderNo) => fates.captureFates.get(ownerOf(orderNo)) ?? 'done',
    releaseFate: (releaseNo) => fates.releaseFates.get(ownerOf(releaseNo)) ?? 'done',
    mayHold: () => wellSince !== null || time.elapsed() >= fates.rightGoneUntil,
    // Another till may have given back a part in the same moment; this one alone never asks for more than is left.
    tooMuchAsked(orderNo) {
      const elsewhere = [...bank.refunds.values()].some((one) => one.orderNo === orderNo && one.elsewhere)
      if (!elsewhere) broken(`more is asked back of ${orderNo} than is left`)
    },
    // The same of a hold, which the platform may have given back by itself as well.
    tooMuchOfHold(hold, amountFen) {
      const moved = [...hold.captures, ...hold.releases].some((one) => one.elsewhere || one.state === 'inWork')
      if (!moved && hold.autoReleasedAt === null) broken(`${amountFen} are asked of ${hold.holdNo}, and less is left`)
    },
    numberReused: (number) => broken(`${number} was used again with other content`),
    partOfTopUp: (orderNo) => broken(`a part of the top-up ${orderNo} is asked back`),
    wrongHold: (orderNo) => broken(`${orderNo} is given back with the wrong hold`),
  })
  const world = {
    bank,
    rows,
    heard,
    notOurs: (number: string) => gate.knowsUsed(number)?.first === true,
    knowsBonus: gate.knowsBonus,
    wellSince: () => wellSince,
    lawful: gate.lawful,
  }
  const parts: CounterParts = {
    time,
    bank,
    disk,
    weather(thrown) {
      if (wellSince !== null) return 'fine'
      if (fates.line && time.elapsed() < fates.line.until) return fates.line.weather
      const weather = thrown.chance(schedule.roughness) ? thrown.pick(STORMS) : 'fine'
      // Nobody compares what comes against all rules while the till is off for longer than it looks back.
      return longAway && weather === 'veryLate' ? 'late' : weather
    },
    printerTrouble: () => (wellSince === null ? schedule.printerTrouble : 0),
    printerGoneUntil: () => (wellSince === null ? fates.printerGoneUntil : 0),
    staff: staffOf,
    arrived: gate.arrived,
    toldUsed: gate.toldUsed,
    bonusTold: gate.bonusTold,
    diceFor,
    note,
    newId: () => `d${deedNumber}-${ids++}`,
    leaving(what) {
      note(`leaves ${what.kind} ${what.number} ${what.kind === 'reversal' ? '' : what.amountFen}`)
      gate.leaving(what)
    },
    shiftTold(shift) {
      const before = fates.toldShifts.get(shift.shiftNo)
      if (before && !isDeepStrictEqual(before, shift)) broken(`shift ${shift.shiftNo} is told with other content`)
      fates.toldShifts.set(shift.shiftNo, shift)
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

  const ending = createEnding({ time, world, standing, kill: () => till?.kill(), broken })

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
    if (bank.holds.all.size > 0) life = await ending.deposits(schedule.ending)
    await settledAdjustment(life, time)
    judge(brokenNow(life, world))
    judge(brokenAtTheEnd(life, world, fates))
    if (violation === null && bank.holds.all.size > 0) await ending.lookedAt(life)
  }
  const last = till as TillLife | null
  last?.kill()
  return { violation, trace: trace >>> 0, story }
}
