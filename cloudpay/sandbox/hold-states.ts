import { AlipayFreezeState, AlipayUnfreezeState, WxpayFreezeState, WxpayUnfreezeState } from '../protocol/enums.ts'

/** Deposits are held by these wallets alone (PROTOCOL 5.5). */
export type HoldTender = 'wechat' | 'alipay'

/** Where a hold is, in one vocabulary for both wallets. `timedOut`: nobody scanned the QR in time. */
export type HoldPhase = 'initial' | 'waiting' | 'held' | 'stopped' | 'failed' | 'timedOut'
/** `spent`: it was held, and nothing of it is left. */
export type ShownHoldPhase = HoldPhase | 'spent'
export type ReleasePhase = 'inWork' | 'done' | 'failed'

/** Which phase may follow which: the last four are final. */
export const NEXT_HOLD_PHASES: Readonly<Record<HoldPhase, readonly HoldPhase[]>> = {
  initial: ['waiting', 'held', 'stopped', 'failed', 'timedOut'],
  waiting: ['held', 'stopped', 'failed', 'timedOut'],
  held: [],
  stopped: [],
  failed: [],
  timedOut: [],
}

/** PROTOCOL 10. Alipay shows a waiting hold as 1 (RULINGS 16), and has one number for all that is over. */
const HOLD_STATE: Readonly<Record<HoldTender, Readonly<Record<ShownHoldPhase, number>>>> = {
  wechat: {
    initial: WxpayFreezeState.initial,
    waiting: WxpayFreezeState.waiting,
    held: WxpayFreezeState.held,
    stopped: WxpayFreezeState.customerStopped,
    failed: WxpayFreezeState.failed,
    timedOut: WxpayFreezeState.failed,
    spent: WxpayFreezeState.closed,
  },
  alipay: {
    initial: AlipayFreezeState.initial,
    waiting: AlipayFreezeState.initial,
    held: AlipayFreezeState.held,
    stopped: AlipayFreezeState.closed,
    failed: AlipayFreezeState.closed,
    timedOut: AlipayFreezeState.closed,
    spent: AlipayFreezeState.closed,
  },
}

const RELEASE_STATE: Readonly<Record<HoldTender, Readonly<Record<ReleasePhase, number>>>> = {
  wechat: {
    inWork: WxpayUnfreezeState.initial,
    done: WxpayUnfreezeState.released,
    failed: WxpayUnfreezeState.failed,
  },
  alipay: {
    inWork: AlipayUnfreezeState.initial,
    done: AlipayUnfreezeState.released,
    failed: AlipayUnfreezeState.failed,
  },
}

export const holdState = (tender: HoldTender, phase: ShownHoldPhase): number => HOLD_STATE[tender][phase]
export const releaseState = (tender: HoldTender, phase: ReleasePhase): number => RELEASE_STATE[tender][phase]
