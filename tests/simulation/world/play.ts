import { createDisk } from './disk.ts'
import { openDatabase, type Sqlite } from '../../../electron/ledger/open.ts'
import { createBank, type CustomerFate, type RefundFate } from './bank.ts'
import { CASHIER, startTill, type Heard, type TillLife } from './counter.ts'
import type { Deed, Schedule } from './deeds.ts'
import { dice, type Dice } from './dice.ts'
import { brokenAtTheEnd, brokenNow, type Violation } from './invariants.ts'
import { STORMS } from './line.ts'
import { createTime } from './time.ts'

export interface Played {
  readonly violation: Violation | null
  /** Of everything that happened, in order. The same schedule has the same. */
  readonly trace: number
  readonly story: readonly string[]
}

const START = Date.UTC(2026, 10, 22, 4)
/** The network is well again from then on; everything has so long to become known, ms. */
const HEALING = 8 * 3_600_000
const TABLES = ['journal', 'sale', 'refund', 'slip', 'sentence', 'fact'] as const

/** One database for many schedules: emptied in between, which is far cheaper than a new one. */
export function openWorldDatabase(): Sqlite {
  const opened = openDatabase(':memory:', START)
  if (!opened.ok) throw new Error(opened.fault.code)
  const { database } = opened.value
  // Only to empty it: whether the journal keeps its rows is tested with the book.
  database.exec('DROP TRIGGER journal_keeps_rows')
  return database
}

function emptied(database: Sqlite): Sqlite {
  if (database.inTransaction) database.exec('ROLLBACK')
  for (const table of TABLES) database.exec(`DELETE FROM ${table}`)
  return database
}

/** Plays one schedule: the real engine on the real book, with everything around it made of chance. */
export async function play(schedule: Schedule, database: Sqlite, keepStory: boolean): Promise<Played> {
  const time = createTime(START)
  const disk = createDisk(emptied(database))
  const heard: Heard = { said: [], printed: [] }
  const story: string[] = []
  const chance = dice(schedule.seed)
  const counts = new Map<string, number>()
  const owners = new Map<string, string>()
  const fates = new Map<string, CustomerFate | RefundFate>()
  let trace = 17
  let violation: Violation | null = null
  let calm = false
  let deedNumber = 0
  let ids = 0
  let codes = 0

  function note(text: string): void {
    const line = `${time.elapsed()} ${text}`
    for (let at = 0; at < line.length; at++) trace = Math.imul(trace ^ line.charCodeAt(at), 16_777_619)
    if (keepStory) story.push(line)
  }
  function broken(by: Violation): void {
    if (violation === null) note(`VIOLATION ${by}`)
    violation ??= by
  }
  /** Dice by the deed that a matter belongs to and by how often they were thrown for it, so that leaving out one deed moves no other. */
  function diceFor(what: string): Dice {
    const [name = '', number = ''] = what.split(' ')
    const key = `${name} ${owners.get(number) ?? number}`
    const nth = (counts.get(key) ?? 0) + 1
    counts.set(key, nth)
    return chance.of(`${key} ${nth}`)
  }

  const bank = createBank({
    time,
    start: START,
    customer: (orderNo) => (fates.get(owners.get(orderNo) ?? '') as CustomerFate | undefined) ?? 'never',
    refundFate: (refundNo) => (fates.get(owners.get(refundNo) ?? '') as RefundFate | undefined) ?? 'arrives',
    // Another till may have given back a part in the same moment; this one alone never asks for more than is left.
    tooMuchAsked(orderNo) {
      const elsewhere = [...bank.refunds.values()].some((one) => one.orderNo === orderNo && one.refundNo.startsWith('elsewhere'))
      if (!elsewhere) broken(`more is asked back of ${orderNo} than is left`)
    },
    numberReused: (number) => broken(`${number} was used again with other content`),
  })
  const inBook = database.prepare('SELECT sale_id AS id, amount_fen AS amountFen, state FROM sale WHERE order_no = ?')
  const refundInBook = database.prepare('SELECT refund_id AS id, amount_fen AS amountFen, state FROM refund WHERE refund_no = ?')
  const open = database.prepare(OPEN)
  const sentFor = new Map<string, string>()
  const refundOf = new Map<string, string>()

  const parts = {
    time,
    bank,
    disk,
    heard,
    storms: STORMS,
    roughness: () => (calm ? 0 : schedule.roughness),
    printerTrouble: () => (calm ? 0 : schedule.printerTrouble),
    diceFor,
    note,
    newId: () => `d${deedNumber}-${ids++}`,
    leaving({ kind, number, amountFen }: { kind: 'sale' | 'refund'; number: string; amountFen: number }) {
      note(`leaves ${kind} ${number} ${amountFen}`)
      if (database.inTransaction) broken(`${number} leaves before it is committed`)
      const [row] = (kind === 'sale' ? inBook : refundInBook).all(number) as { id: string; amountFen: number; state: string }[]
      if (row?.amountFen !== amountFen || row.state !== 'sending') {
        broken(`${number} leaves, and is not in the book first`)
        return
      }
      const owner = row.id.split('-')[0] ?? ''
      owners.set(number, owner)
      if (kind === 'refund' && (refundOf.get(owner) ?? number) !== number)
        broken(`one wish for a refund gave back twice: ${number}`)
      if (kind === 'refund') refundOf.set(owner, number)
      if ((sentFor.get(row.id) ?? number) !== number) broken(`${row.id} is sent under two numbers`)
      sentFor.set(row.id, number)
    },
  }

  let till: TillLife | null = null
  async function standing(): Promise<TillLife> {
    while (!till?.alive()) {
      note('the till starts')
      if (database.inTransaction) database.exec('ROLLBACK')
      till = startTill(parts)
      if (!till) await time.pass(1000)
    }
    return till
  }

  async function perform(deed: Deed): Promise<void> {
    const { selling, book } = await standing()
    const { sales, refunds } = selling
    switch (deed.do) {
      case 'sell': {
        const front = sales.front()
        if (front?.state === 'failed' || front?.state === 'paid' || front?.state === 'refunded') sales.close(front.saleId)
        else if (front) sales.park(front.saleId)
        fates.set(`d${deed.n}`, deed.fate)
        const code = `13${String(deed.n).padStart(8, '0')}${String(codes++).padStart(8, '0')}`
        const started = sales.start(deed.amountFen, '', CASHIER, true)
        if (!started.ok) return
        if (deed.way === 'qr') {
          sales.showQr(started.value.saleId, deed.wallet)
          return
        }
        sales.scanned(code, deed.wallet)
        if (deed.scanAgain === null) return
        await time.pass(deed.scanAgain)
        if (till?.alive() === true) sales.scanned(deed.sameCode ? code : `${code.slice(0, -1)}9`, deed.wallet)
        return
      }
      case 'pass':
        return time.pass(deed.ms)
      case 'kill':
        till?.kill()
        return
      case 'clock':
        time.jump(deed.ms)
        return
      case 'askNow':
        for (const sale of sales.parked()) sales.askNow(sale.saleId)
        for (const refund of refunds.list()) refunds.askNow(refund.refundId)
        return
      case 'takeBack': {
        const front = sales.front()
        if (front) sales.takeBackQr(front.saleId)
        return
      }
      case 'disk':
        disk.arm(deed.fault, deed.at, deed.times)
        return
      case 'refund': {
        const paid = [...bank.orders.values()].filter((order) => order.state === 'paid')
        const order = paid[deed.which % Math.max(1, paid.length)]
        if (!order) return
        fates.set(`d${deed.n}`, deed.fate)
        const amountFen = Math.round(order.amountFen * deed.share)
        const authority = { kind: 'own' } as const
        const person = { ...CASHIER, mayRefund: deed.right }
        const before = bank.refunds.size
        const wish = { orderNo: order.orderNo, amountFen, reason: '', authority }
        // Pressed twice: only one of them may count.
        const life = till
        const unlessDead = (error: unknown): void => {
          if (life?.alive() === true) throw error
        }
        refunds.start(wish, person).catch(unlessDead)
        refunds.start(wish, person).catch(unlessDead)
        await time.pass(3000)
        if (!deed.right && bank.refunds.size > before) broken('money was given back without the right')
        if (amountFen <= 0 && book.refunds.ofOrder(order.orderNo).some((one) => one.amountFen <= 0))
          broken('nothing was given back')
        return
      }
      case 'refundElsewhere': {
        const paid = [...bank.orders.values()].filter((order) => order.state === 'paid')
        const order = paid[deed.which % Math.max(1, paid.length)]
        if (!order) return
        const { orderNo, amountFen: orderFen } = order
        const left = orderFen - bank.refundedFen(orderNo)
        const amountFen = Math.min(left, Math.max(1, Math.round(orderFen * deed.share)))
        if (amountFen > 0) bank.refund({ orderNo, refundNo: `elsewhere${deed.n}`, orderFen, amountFen })
      }
    }
  }

  for (const deed of schedule.deeds) {
    deedNumber = deed.n
    note(`deed ${JSON.stringify(deed)}`)
    try {
      await perform(deed)
    } catch (error) {
      // Whatever a dying till trips over is of no interest; a living one trips over nothing.
      if ((till as TillLife | null)?.alive() !== false) throw error
    }
    await time.pass(1)
    const { alive } = await standing()
    if (till && alive()) for (const by of brokenNow({ till, bank, heard })) broken(by)
    if (violation !== null) break
  }

  calm = true
  disk.disarm()
  const until = time.elapsed() + HEALING
  const known = (): boolean => (open.all() as unknown[]).length === 0
  if (violation === null) {
    await time.pass(900_000)
    let life = await standing()
    while (!known() && time.elapsed() < until) {
      await time.pass(60_000)
      life = await standing()
    }
    for (const by of brokenNow({ till: life, bank, heard })) broken(by)
    for (const by of brokenAtTheEnd({ till: life, bank, heard })) broken(by)
  }
  const last = till as TillLife | null
  last?.kill()
  return { violation, trace: trace >>> 0, story }
}

const OPEN = `SELECT 1 FROM sale WHERE state IN ('sending', 'pendingCustomer', 'closing', 'unknown')
  UNION ALL SELECT 1 FROM refund WHERE state IN ('sending', 'accepted', 'unknown')
  UNION ALL SELECT 1 FROM slip WHERE state IN ('waiting', 'sending') LIMIT 1`
