import type { BankOrder } from './bank-order.ts'
import type { Customer } from './customer.ts'
import { refused, type BankAnswer, type Numbers } from './numbers.ts'
import type { Time } from './time.ts'

/** Only these hold deposits. */
export type Wallet = Exclude<BankOrder['wallet'], 'memberCard'>
/** What the platform does with a capture, and with a release. */
export type CaptureFate = 'done' | 'slow' | 'refused'
export type ReleaseFate = 'done' | 'slow' | 'verySlow' | 'failsLater' | 'refused'

export interface BankRelease {
  readonly releaseNo: string
  readonly holdNo: string
  readonly amountFen: number
  readonly content: string
  readonly createdAt: number
  /** Asked for by another till. */
  readonly elsewhere: boolean
  state: 'inWork' | 'released' | 'failed'
}

export interface BankHold {
  readonly holdNo: string
  readonly amountFen: number
  readonly content: string
  readonly wallet: Wallet
  readonly createdAt: number
  /** Of a QR: from then on nobody can scan it. */
  readonly expiresAt: number | null
  /** Not made by the till under test: an older hold that had this number. */
  readonly foreign: boolean
  /** Taken by another till of the merchant. */
  readonly elsewhere: boolean
  state: 'pendingCustomer' | 'held' | 'stopped' | 'failed' | 'expired'
  /** How often money was held. */
  holdings: number
  heldAt: number | null
  autoReleasedFen: number
  autoReleasedAt: number | null
  readonly captures: BankOrder[]
  readonly releases: BankRelease[]
}

/** Where the money of a hold is: held = captured + released + released by itself + left, at every moment (PROTOCOL 5.5). */
export interface BankSums {
  readonly capturedFen: number
  readonly releasedFen: number
  readonly autoReleasedFen: number
  readonly leftFen: number
}

/** The platform gives back what is left so long after it was held, ms (PROTOCOL 5.5). */
export const LIFE = 30 * 86_400_000
const SLOW_CAPTURE = 3000
const RELEASE_TAKES: Partial<Record<ReleaseFate, number>> = { slow: 3000, failsLater: 45_000, verySlow: 1_200_000 }

/** A release counts from when it is taken on, and no more once it has failed. */
export function sumsOf(hold: BankHold): BankSums {
  let [capturedFen, releasedFen] = [0, 0]
  for (const { amountFen, capture } of hold.captures) {
    capturedFen += amountFen
    releasedFen += capture?.releasedFen ?? 0
  }
  for (const { amountFen, state } of hold.releases) if (state !== 'failed') releasedFen += amountFen
  const { autoReleasedFen } = hold
  const left = hold.amountFen - capturedFen - releasedFen - autoReleasedFen
  return { capturedFen, releasedFen, autoReleasedFen, leftFen: hold.state === 'held' ? left : 0 }
}

export interface HoldParts {
  readonly time: Time
  readonly customer: (number: string) => Customer
  readonly captureFate: (orderNo: string) => CaptureFate
  readonly releaseFate: (releaseNo: string) => ReleaseFate
  /** Whether the merchant may take deposits and spend from them just now. Giving back always works. */
  readonly mayHold: () => boolean
  /** Told when more of a hold is asked for than is left. */
  readonly tooMuchOfHold: (hold: BankHold, amountFen: number) => void
  /** Told when the same number comes with other content. */
  readonly numberReused: (number: string) => void
  /** Money moved. */
  readonly moved: () => void
  readonly orders: {
    put(of: Pick<BankOrder, 'orderNo' | 'amountFen' | 'content' | 'wallet' | 'elsewhere' | 'capture'>): BankOrder
    take(order: BankOrder): void
    get(orderNo: string): BankOrder | undefined
  }
}

interface OwnParts extends HoldParts {
  readonly numbers: Numbers
  readonly spend: (code: string, number: string) => boolean
  /** Nobody waits longer for a customer, ms. */
  readonly givenUp: number
}

/** Deposits at the bank, by PROTOCOL 5.5. Like the rest of it written from the protocol alone. */
export function createBankHolds(parts: OwnParts) {
  const { time, numbers, orders, moved } = parts
  const { now } = time
  const holds = new Map<string, BankHold>()
  const releases = new Map<string, BankRelease>()
  const captures = new Map<string, BankOrder>()
  /** The same request is refused again, whatever has happened since. */
  const refusedNumbers = new Set<string>()

  /** What is left of a hold of 30 days goes back by itself; so does what a release that failed has put back since. */
  function giveBackRest(hold: BankHold): void {
    const { leftFen } = sumsOf(hold)
    if (leftFen === 0 || hold.heldAt === null || now() < hold.heldAt + LIFE) return
    hold.autoReleasedFen += leftFen
    hold.autoReleasedAt = now()
    moved()
  }
  function take(hold: BankHold): void {
    if (hold.state !== 'pendingCustomer') return
    hold.state = 'held'
    hold.holdings += 1
    hold.heldAt = now()
    moved()
    time.away(LIFE, () => giveBackRest(hold))
  }
  function stop(hold: BankHold, state: 'stopped' | 'failed' | 'expired'): void {
    if (hold.state === 'pendingCustomer') hold.state = state
  }
  function put(of: Pick<BankHold, 'holdNo' | 'amountFen' | 'content' | 'wallet'> & Partial<BankHold>): BankHold {
    const hold: BankHold = {
      createdAt: now(),
      expiresAt: null,
      foreign: false,
      elsewhere: false,
      state: 'pendingCustomer',
      holdings: 0,
      heldAt: null,
      autoReleasedFen: 0,
      autoReleasedAt: null,
      captures: [],
      releases: [],
      ...of,
    }
    holds.set(hold.holdNo, hold)
    numbers.take(hold.holdNo, hold.content, hold.foreign)
    return hold
  }
  function customerActs(hold: BankHold, { does, after }: Customer): void {
    if (does === 'pays') time.away(after, () => take(hold))
    if (does === 'refuses') time.away(after, () => stop(hold, 'stopped'))
    if (does === 'tooPoor') time.away(after, () => stop(hold, 'failed'))
  }
  function refusedForGood(number: string): { refused: number; internal: number } {
    refusedNumbers.add(number)
    return refused(104)
  }
  const ofWallet = (holdNo: string, wallet: Wallet): BankHold | null => {
    const hold = holds.get(holdNo)
    return hold?.wallet === wallet ? hold : null
  }

  return {
    all: holds,
    releases,

    putForeign(holdNo: string, amountFen: number, stands: 'paid' | 'inWork' | 'cancelled', wallet: Wallet): void {
      if (numbers.isTaken(holdNo)) return
      const hold = put({ holdNo, amountFen, content: 'foreign', wallet, foreign: true })
      if (stands === 'paid') take(hold)
      if (stands === 'cancelled') stop(hold, 'stopped')
      time.away(parts.givenUp, () => stop(hold, 'failed'))
    },
    /** Another till of the merchant takes a deposit. */
    putElsewhere(holdNo: string, amountFen: number, wallet: Wallet): void {
      take(put({ holdNo, amountFen, content: 'elsewhere', wallet, elsewhere: true }))
    },

    /** With the customer's code. */
    micro(q: { holdNo: string; amountFen: number; code: string; wallet: Wallet }): BankAnswer<BankHold> {
      const { holdNo, amountFen, code, wallet } = q
      const content = `hold ${amountFen} ${code}`
      const before = numbers.known(holdNo, content, holds)
      if (before) return before
      if (refusedNumbers.has(holdNo) || !parts.spend(code, holdNo)) return refused(104)
      if (!parts.mayHold()) return refusedForGood(holdNo)
      const hold = put({ holdNo, amountFen, content, wallet })
      const customer = parts.customer(holdNo)
      if (customer.does === 'tooPoor') {
        hold.state = 'failed'
        return refused(104)
      }
      if (customer.after === 0 && customer.does === 'pays') take(hold)
      else if (customer.after === 0 && customer.does === 'refuses') stop(hold, 'stopped')
      else customerActs(hold, customer)
      time.away(parts.givenUp, () => stop(hold, 'failed'))
      return { is: hold }
    },

    /** A QR; Alipay alone has it. It cannot be closed, and lives until it expires. */
    qr({ holdNo, amountFen, expiresAt }: { holdNo: string; amountFen: number; expiresAt: number }): BankAnswer<BankHold> {
      const content = `hold qr ${amountFen} ${expiresAt}`
      const before = numbers.known(holdNo, content, holds)
      if (before) return before
      if (refusedNumbers.has(holdNo) || expiresAt <= now()) return refused(104)
      if (!parts.mayHold()) return refusedForGood(holdNo)
      const hold = put({ holdNo, amountFen, content, wallet: 'alipay', expiresAt })
      const { does, after } = parts.customer(holdNo)
      // Whoever refuses a QR, or has too little money for it, has not taken it up: another may.
      if (does === 'pays') customerActs(hold, { does, after: after + 2500 })
      time.away(expiresAt - now(), () => stop(hold, 'expired'))
      return { is: hold }
    },

    query(holdNo: string, wallet: Wallet): BankAnswer<BankHold> {
      const hold = ofWallet(holdNo, wallet)
      return hold ? { is: hold } : refused(104)
    },

    capture(
      q: { orderNo: string; holdNo: string; amountFen: number; wallet: Wallet; releaseRest: boolean },
      elsewhere = false,
    ): BankAnswer<BankOrder> {
      const { orderNo, holdNo, amountFen, wallet, releaseRest } = q
      const content = `capture ${holdNo} ${amountFen} ${releaseRest}`
      const before = numbers.known(orderNo, content, captures)
      if (before) return before
      const hold = ofWallet(holdNo, wallet)
      if (refusedNumbers.has(orderNo) || (wallet === 'wechat' && !releaseRest)) return refused(104)
      if (hold?.state !== 'held' || !parts.mayHold()) return refusedForGood(orderNo)
      const { leftFen } = sumsOf(hold)
      if (amountFen > leftFen) {
        parts.tooMuchOfHold(hold, amountFen)
        return refusedForGood(orderNo)
      }
      const fate = elsewhere ? 'done' : parts.captureFate(orderNo)
      if (fate === 'refused') return refusedForGood(orderNo)
      const capture = {
        holdNo,
        heldFen: hold.amountFen,
        restReleased: releaseRest,
        releasedFen: releaseRest ? leftFen - amountFen : 0,
      }
      const order = orders.put({ orderNo, amountFen, content, wallet, elsewhere, capture })
      captures.set(orderNo, order)
      hold.captures.push(order)
      moved()
      if (fate === 'slow') time.away(SLOW_CAPTURE, () => orders.take(order))
      else orders.take(order)
      return { is: order }
    },

    release(
      q: { releaseNo: string; holdNo: string; amountFen: number; wallet: Wallet },
      elsewhere = false,
    ): BankAnswer<BankRelease> {
      const { releaseNo, holdNo, amountFen, wallet } = q
      const content = `release ${holdNo} ${amountFen}`
      const before = numbers.known(releaseNo, content, releases)
      if (before) return before
      const hold = ofWallet(holdNo, wallet)
      if (refusedNumbers.has(releaseNo)) return refused(104)
      if (hold?.state !== 'held') return refusedForGood(releaseNo)
      if (amountFen > sumsOf(hold).leftFen) {
        parts.tooMuchOfHold(hold, amountFen)
        return refusedForGood(releaseNo)
      }
      const fate = elsewhere ? 'done' : parts.releaseFate(releaseNo)
      if (fate === 'refused') return refusedForGood(releaseNo)
      const release: BankRelease = { releaseNo, holdNo, amountFen, content, createdAt: now(), elsewhere, state: 'inWork' }
      releases.set(releaseNo, release)
      hold.releases.push(release)
      numbers.take(releaseNo, content)
      moved()
      const end = (): void => {
        release.state = fate === 'failsLater' ? 'failed' : 'released'
        moved()
        giveBackRest(hold)
      }
      const takes = RELEASE_TAKES[fate]
      if (takes === undefined) end()
      else time.away(takes, end)
      return { is: release }
    },

    /** The releases of a hold, or the one that is named. */
    queryReleases(holdNo: string, wallet: Wallet, releaseNo: string | undefined): BankAnswer<readonly BankRelease[]> {
      const hold = ofWallet(holdNo, wallet)
      const wanted = hold?.releases.filter((one) => releaseNo === undefined || one.releaseNo === releaseNo)
      if (!wanted || (releaseNo !== undefined && wanted.length === 0)) return refused(104)
      return { is: wanted }
    },
  }
}
export type BankHolds = ReturnType<typeof createBankHolds>
