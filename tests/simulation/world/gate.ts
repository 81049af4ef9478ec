import type { Sqlite } from '../../../electron/ledger/open.ts'
import type { Bank } from './bank.ts'
import { sumsOf } from './bank-holds.ts'
import { CASHIER, MANAGER, type TillLife } from './counter.ts'
import { wishOf } from './deposit-hands.ts'
import { createMemberGate } from './member-gate.ts'
import type { Disk } from './disk.ts'
import type { Fates } from './fates.ts'
import type { Leaving } from './line-parts.ts'
import type { ReleaseRow, Rows, SaleRow } from './rows.ts'
import type { Time } from './time.ts'
import { CHIEF } from './words.ts'

/** No request arrives later than that, by Cloud Pay's own rule, ms. */
const LAWFUL = 60_000
const UNKNOWN: readonly string[] = ['sending', 'unknown', 'closing', 'reversing']

export interface GateParts {
  readonly time: Time
  readonly database: Sqlite
  readonly rows: Rows
  readonly disk: Disk
  readonly fates: Fates
  readonly bank: () => Bank
  readonly till: () => TillLife | null
  readonly clockSet: boolean
  readonly broken: (by: string) => void
}

/** Looks at all that leaves the till for the bank, and at what the till must have understood of it. */
export function createGate({ time, database, rows, disk, fates, bank, till, clockSet, broken }: GateParts) {
  const members = createMemberGate({ time, rows, disk, fates, bank, till, broken })
  /** Which deed a number belongs to. */
  const owners = new Map<string, string>()
  /** Numbers by the sale, or by the wish for a refund, that they were sent for. */
  const sentFor = new Map<string, string>()
  /** Numbers by the wish for a movement of a hold. */
  const moves = new Map<string, Set<string>>()
  /** When each number left first, ms of the world. */
  const leftAt = new Map<string, number>()
  const reversals = new Map<string, number>()
  /** Numbers that arrived within the time that Cloud Pay allows. */
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

  /** Invariant M4: by a manager, once for each time, not before 2 minutes, never after 407, and in the book first. */
  function reversalLeaves(number: string): void {
    const sale = rows.sale(number)
    const nth = (reversals.get(number) ?? 0) + 1
    reversals.set(number, nth)
    if (sale?.purpose === 'hold' || sale?.way === 'capture') broken(`${number} is reversed, and it is of a deposit`)
    if (sale?.purpose === 'topUp' || sale?.tender === 'memberCard') broken(`${number} is reversed, and it is of a card`)
    if (nth > (fates.takenBack.get(sale?.saleId ?? '') ?? 0)) broken(`${number} is taken back, and no manager did it`)
    if (sale?.state !== 'reversing') broken(`the reversal of ${number} leaves, and is not in the book first`)
    if (knowsUsed(number)) broken(`${number} is taken back after 407`)
    const age = time.elapsed() - (leftAt.get(number) ?? 0)
    // Over a restart only the time of day tells how long ago it was.
    if (age < 2 * 60_000 && !clockSet) broken(`${number} is taken back after ${age} ms`)
  }

  /** A QR lives for 2 minutes by the bank's clock, however the till's own is set; it notices that within the minute. */
  function qrLeaves(number: string, expiresAt: number): void {
    const minute = (ms: number): number => Math.floor(ms / 60_000)
    if (fates.clockSetAt !== null && minute(fates.clockSetAt) === minute(time.elapsed())) return
    const lives = expiresAt - bank().now()
    if (lives < 110_000 || lives > 121_000) broken(`the QR of ${number} lives for ${lives} ms`)
  }

  function sentUnder(matter: string, number: string): void {
    if ((sentFor.get(matter) ?? number) !== number) broken(`${matter} is sent under two numbers`)
    sentFor.set(matter, number)
  }

  /** One press moves a deposit once; and not while another movement of it is not known. */
  function holdMoves(kind: 'capture' | 'release', number: string, holdNo: string, amountFen: number): void {
    const wish = wishOf(kind, holdNo, amountFen)
    const wished = fates.wishes.get(wish)
    const numbers = moves.get(wish) ?? new Set()
    moves.set(wish, numbers.add(number))
    if (!owners.has(number)) owners.set(number, wished?.owner ?? '')
    if (numbers.size > (wished?.times ?? 0)) broken(`a ${wish} leaves ${numbers.size} times`)
    const others = [
      ...rows.capturesOf(holdNo).filter(({ orderNo }) => orderNo !== number),
      ...rows.releasesOf(holdNo).filter(({ releaseNo }) => releaseNo !== number),
    ]
    if (others.some(({ state }) => UNKNOWN.includes(state)))
      broken(`${number} leaves, and another movement of ${holdNo} is not known yet`)
  }

  function captureLeaves(capture: SaleRow, of: Extract<Leaving, { kind: 'capture' }>): void {
    const { number, amountFen, holdNo, keepsRest } = of
    if (capture.holdNo !== holdNo || capture.releaseRest !== (keepsRest ? 0 : 1))
      broken(`${number} leaves otherwise than it is in the book`)
    const hold = bank().holds.all.get(holdNo)
    if (keepsRest && hold?.wallet !== 'alipay') broken(`${number} would keep the rest of a hold of WeChat Pay`)
    // A movement elsewhere, or a release that failed since, may have changed what is left.
    const calm =
      hold?.captures.every((one) => !one.elsewhere) && hold.releases.every((one) => !one.elsewhere && one.state === 'released')
    const leftFen = hold && calm ? sumsOf(hold).leftFen : 0
    if (keepsRest && capture.staffId !== MANAGER.staffId && sends.get(number) === 1 && leftFen > amountFen)
      broken(`${number} keeps the rest, and no manager said so`)
    holdMoves('capture', number, holdNo, amountFen)
  }

  function releaseLeaves({ releaseNo, holdNo, amountFen, authority, approver, staffId }: ReleaseRow): void {
    holdMoves('release', releaseNo, holdNo, amountFen)
    const mayGiveBack = authority === 'own' ? approver === null && staffId === CASHIER.staffId : approver === CHIEF.staffId
    if (!mayGiveBack) broken(`${releaseNo} leaves without the right to give money back`)
  }

  /** A top-up is opened when its card was looked at, perhaps in the time of a later deed. */
  const ownerOf = (sale: SaleRow | undefined): string =>
    fates.topUps.get(sale?.saleId ?? '')?.owner ?? sale?.saleId.split('-')[0] ?? ''

  function refundLeaves(number: string, owner: string): void {
    const refund = rows.refund(number)
    if (!refund) return
    const others = rows.refunds().filter((one) => one.orderNo === refund.orderNo && one.refundNo !== number)
    if (others.some(({ state }) => state === 'sending' || state === 'unknown'))
      broken(`${number} leaves, and another refund of ${refund.orderNo} is not known yet`)
    const approved = refund.authority === 'own' ? refund.approver === null : refund.approver !== null
    if (fates.rights.get(owner) !== true || !approved) broken(`${number} leaves without the right to give money back`)
  }

  return {
    owners,
    lawful,
    knowsUsed,
    knowsBonus: members.knowsBonus,
    bonusTold: members.bonusTold,

    leaving(what: Leaving): void {
      const { kind, number } = what
      if (database.inTransaction) broken(`${number} leaves before it is committed`)
      if (kind === 'reversal') return reversalLeaves(number)
      if (kind === 'adjustment') {
        owners.set(number, what.remark)
        return members.adjustmentLeaves(what)
      }
      if (!leftAt.has(number)) leftAt.set(number, time.elapsed())
      sends.set(number, (sends.get(number) ?? 0) + 1)
      // Nobody sees the QR of the look whether deposits can be taken.
      if (kind === 'hold' && rows.isProbe(number)) return
      const sale = kind === 'refund' || kind === 'release' ? undefined : rows.sale(number)
      const [refund, release] = [
        kind === 'refund' ? rows.refund(number) : undefined,
        kind === 'release' ? rows.release(number) : undefined,
      ]
      const row = sale ?? refund ?? release
      if (row?.amountFen !== what.amountFen || row.state !== 'sending') {
        broken(`${number} leaves, and is not in the book first`)
        return
      }
      const leavesAs = sale?.purpose === 'sale' ? (sale.way === 'capture' ? 'capture' : 'sale') : sale?.purpose
      if (sale && leavesAs !== kind) broken(`${number} leaves as a ${kind}, and is none`)
      const first = !owners.has(number)
      if (first && 'expiresAt' in what && what.expiresAt !== undefined) qrLeaves(number, what.expiresAt)
      if (sale && what.kind === 'capture') captureLeaves(sale, what)
      else if (release) releaseLeaves(release)
      else {
        const owner = refund?.reason ?? ownerOf(sale)
        owners.set(number, owner)
        if (sale && what.kind === 'topUp') members.topUpLeaves(sale, what)
        if (refund) {
          sentUnder(`refund of ${owner}`, number)
          refundLeaves(number, owner)
        }
      }
      if (sale) sentUnder(sale.saleId, number)
      if (release) sentUnder(release.releaseId, number)
      if (sale && 'code' in what && what.code !== undefined) members.codeLeaves(sale, what.code)
      const bar = till()?.selling.reconciliation.bar() ?? null
      if (first && bar !== null) broken(`${number} leaves while selling is stopped`)
    },

    arrived(number: string, travelled: number): void {
      const { orders, holds, now } = bank()
      const there = orders.get(number) ?? holds.all.get(number) ?? holds.releases.get(number)
      if (travelled > LAWFUL || there?.createdAt !== now() || ('foreign' in there && there.foreign)) return
      lawful.add(number)
      const taken = ['paid', 'held', 'released', 'pendingCustomer', 'inWork'].includes(there.state)
      const row = rows.sale(number) ?? rows.release(number)
      if (taken && row?.state === 'failed') broken(`${number} was called failed, and it was still on its way`)
    },

    toldUsed(number: string): void {
      const life = till()
      if (life) told.set(number, { by: life, at: time.elapsed(), refusals: disk.refusals(), first: sends.get(number) === 1 })
    },
  }
}
