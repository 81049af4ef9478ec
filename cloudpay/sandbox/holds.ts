import { HOLD_LIFE_MS } from '../protocol/enums.ts'
import type { Wallet } from './bank.ts'
import type { Behaviour } from './behaviours.ts'
import { NEXT_HOLD_PHASES, type HoldPhase, type HoldTender, type ReleasePhase, type ShownHoldPhase } from './hold-states.ts'
import type { MovableClock } from './movable-clock.ts'
import { refundedFee, type Order, type OrderBook } from './orders.ts'
import { digits, type RandomBytes } from './random.ts'
import type { OrderClient } from './requests.ts'

/** One release of a hold by the shop. Amounts are fen, times epoch ms of the sandbox clock. */
export interface ReleaseRecord {
  number: string
  /** What "the same content" is compared by (RULINGS 2). */
  content: string
  fee: number
  phase: ReleasePhase
  remark: string | undefined
  nonce: string
  client: OrderClient
  releaseId: string
  createdAt: number
  updatedAt: number
  doneAt: number | undefined
}

/** One hold of a deposit. Amounts are fen, times epoch ms of the sandbox clock. */
export interface Hold {
  number: string
  content: string
  tender: HoldTender
  trade: 'micro' | 'scan'
  fee: number
  body: string
  detail: string | undefined
  remark: string | undefined
  attach: string | undefined
  goodsTag: string | undefined
  authorCode: string | undefined
  codeUrl: string | undefined
  nonce: string
  client: OrderClient
  createdAt: number
  updatedAt: number
  expiresAt: number
  heldAt: number | undefined
  /** When what is left goes back by itself, on the scale of `elapsed`. */
  endsAt: number | undefined
  lifeIsOver: boolean
  phase: HoldPhase
  /** Every phase it has been in, first to last. */
  history: HoldPhase[]
  freezeId: string | undefined
  /** A refused hold is refused again, in the same words. */
  refusal: string | undefined
  wallet: Wallet | undefined
  behaviour: Behaviour | undefined
  /** How many answers the line has spoiled already. */
  spoiled: number
  /** Somebody may answer the question on the phone. */
  asking: boolean
  captures: Order[]
  releases: ReleaseRecord[]
  autoReleasedFee: number
  autoReleasedAt: number | undefined
  callOff: (() => void)[]
}

export type NewHold = Pick<
  Hold,
  | 'number'
  | 'content'
  | 'tender'
  | 'trade'
  | 'fee'
  | 'body'
  | 'detail'
  | 'remark'
  | 'attach'
  | 'goodsTag'
  | 'authorCode'
  | 'codeUrl'
  | 'nonce'
  | 'client'
  | 'expiresAt'
>

/** Where the money of a hold is, in fen: held = captured + released + auto-released + left, at every moment (PROTOCOL 5.5). */
export interface HoldSums {
  capturedFee: number
  /** By `unfreeze`, and with captures. A release counts from when it is accepted, and no more once it has failed. */
  releasedFee: number
  autoReleasedFee: number
  leftFee: number
  /** Of what was captured. */
  refundedFee: number
}

const sum = <T>(list: readonly T[], fee: (one: T) => number) => list.reduce((total, one) => total + fee(one), 0)

export function sumsOf(hold: Hold): HoldSums {
  const capturedFee = sum(hold.captures, (order) => order.totalFee)
  const withCaptures = sum(hold.captures, (order) => order.capture?.releasedFee ?? 0)
  const releasedFee = withCaptures + sum(hold.releases, (release) => (release.phase === 'failed' ? 0 : release.fee))
  const { autoReleasedFee } = hold
  return {
    capturedFee,
    releasedFee,
    autoReleasedFee,
    leftFee: hold.phase === 'held' ? hold.fee - capturedFee - releasedFee - autoReleasedFee : 0,
    refundedFee: sum(hold.captures, refundedFee),
  }
}

export const shownHoldPhase = (hold: Hold): ShownHoldPhase =>
  hold.phase === 'held' && sumsOf(hold).leftFee === 0 ? 'spent' : hold.phase

export type HoldBook = ReturnType<typeof createHoldBook>

/** All holds, and the one place where a hold changes its phase or its money. Numbers are the order book's. */
export function createHoldBook(book: OrderBook, clock: MovableClock, random: RandomBytes, changed: () => void) {
  const holds = new Map<string, Hold>()

  function move(hold: Hold, phase: HoldPhase): boolean {
    if (!NEXT_HOLD_PHASES[hold.phase].includes(phase)) return false
    hold.phase = phase
    hold.history.push(phase)
    hold.updatedAt = clock.now()
    if (phase === 'waiting') return true
    for (const callOff of hold.callOff) callOff()
    hold.callOff = []
    hold.asking = false
    return true
  }
  function end(hold: Hold, phase: HoldPhase, text?: string): boolean {
    const moved = move(hold, phase)
    if (moved && text !== undefined) hold.refusal = text
    changed()
    return moved
  }
  /** The third party gives back what is left of a hold that is 30 days old. */
  function giveBackRest(hold: Hold): void {
    const { leftFee } = sumsOf(hold)
    if (leftFee === 0 || !hold.lifeIsOver) return
    hold.autoReleasedFee += leftFee
    hold.autoReleasedAt = clock.now()
    hold.updatedAt = hold.autoReleasedAt
    changed()
  }

  return {
    all: () => [...holds.values()],
    get: (number: string) => holds.get(number),
    open(init: NewHold): Hold {
      const now = clock.now()
      const hold: Hold = {
        ...init,
        createdAt: now,
        updatedAt: now,
        heldAt: undefined,
        endsAt: undefined,
        lifeIsOver: false,
        phase: 'initial',
        history: ['initial'],
        freezeId: undefined,
        refusal: undefined,
        wallet: undefined,
        behaviour: undefined,
        spoiled: 0,
        asking: false,
        captures: [],
        releases: [],
        autoReleasedFee: 0,
        autoReleasedAt: undefined,
        callOff: [],
      }
      holds.set(hold.number, hold)
      book.takeNumber(hold.number, hold.content)
      changed()
      return hold
    },
    /** The phone asks its owner; `ask` false: it never gets to. */
    wait(hold: Hold, ask: boolean): void {
      if (hold.phase === 'initial') move(hold, 'waiting')
      hold.asking = ask && hold.phase === 'waiting'
      changed()
    },
    /** Takes the money; from now on it lives for 30 days. False when the hold is no longer open. */
    hold(hold: Hold, wallet: Wallet): boolean {
      if (!move(hold, 'held')) return false
      hold.wallet = wallet
      hold.heldAt = clock.now()
      hold.endsAt = clock.elapsed() + HOLD_LIFE_MS
      hold.freezeId = (hold.tender === 'alipay' ? '2026' : '42000') + digits(random, 23)
      clock.after(HOLD_LIFE_MS, () => {
        hold.lifeIsOver = true
        giveBackRest(hold)
      })
      changed()
      return true
    },
    stop: (hold: Hold) => end(hold, 'stopped'),
    fail: (hold: Hold, text: string) => end(hold, 'failed', text),
    timeOut: (hold: Hold) => end(hold, 'timedOut'),
    /** Does something later, unless the hold comes to be, or is given up, before. */
    later(hold: Hold, ms: number, act: () => void): void {
      hold.callOff.push(clock.after(ms, act))
    },
    capture(hold: Hold, order: Order): void {
      hold.captures.push(order)
      hold.updatedAt = clock.now()
      changed()
    },
    release(hold: Hold, release: ReleaseRecord): void {
      hold.releases.push(release)
      hold.updatedAt = release.createdAt
      book.takeNumber(release.number, release.content)
      changed()
    },
    /** A failed release gives its part back to the hold; if the 30 days are over, it goes to the customer by itself. */
    endRelease(hold: Hold, release: ReleaseRecord, phase: 'done' | 'failed'): void {
      release.phase = phase
      release.updatedAt = clock.now()
      release.doneAt = phase === 'done' ? release.updatedAt : undefined
      hold.updatedAt = release.updatedAt
      giveBackRest(hold)
      changed()
    },
  }
}
