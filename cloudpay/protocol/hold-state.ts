import type { FreezeOrderContent, UnfreezeOrderContent } from './messages/deposit.ts'
import type { ListFreezeOrder, ListUnfreezeOrder } from './messages/lists.ts'
import { at, onlyOne, type Platform, type PlatformState } from './order-state.ts'

/**
 * Where a hold is (BEHAVIOUR F09). `closed`: all of it was captured or given back. Alipay's 3 is that or a hold that never
 * came to be; only more facts can tell which.
 */
export type HoldState =
  'created' | 'pendingCustomer' | 'held' | 'customerCancelled' | 'closed' | 'closedOrNotHeld' | 'error' | 'void'
/** What it means for the question "is this money held?" `closed` and `notHeld` both say that nothing is held now. */
export type HoldVerdict = 'held' | 'waiting' | 'notHeld' | 'closed' | 'ambiguous'
export type ReleaseState = 'created' | 'released' | 'failed' | 'void'
export type ReleaseVerdict = 'done' | 'waiting' | 'failed' | 'ambiguous'

/** The wallets that hold deposits (PROTOCOL 5.5). */
export type HoldPlatform = Extract<Platform, 'wechat' | 'alipay'>
type States<S> = Readonly<Record<HoldPlatform, Readonly<Record<number, S>>>>

/** PROTOCOL 10. A hold that waits for an Alipay customer shows 1 (RULINGS 16). */
const HOLD_STATES: States<HoldState> = {
  wechat: {
    1: 'created',
    2: 'held',
    3: 'pendingCustomer',
    4: 'customerCancelled',
    5: 'closed',
    6: 'error',
    7: 'void',
  },
  alipay: { 1: 'created', 2: 'held', 3: 'closedOrNotHeld', 4: 'void' },
}

const RELEASE_STATES: States<ReleaseState> = {
  wechat: { 1: 'created', 2: 'released', 3: 'failed', 4: 'void' },
  alipay: { 1: 'created', 2: 'released', 3: 'failed', 4: 'void', 5: 'void' },
}

const HOLD_VERDICTS: Readonly<Record<HoldState, HoldVerdict>> = {
  created: 'waiting',
  pendingCustomer: 'waiting',
  held: 'held',
  customerCancelled: 'notHeld',
  closed: 'closed',
  closedOrNotHeld: 'ambiguous',
  error: 'notHeld',
  /** A query right after the call may still see this and change its mind, as with a sale (PROTOCOL 5.1). */
  void: 'notHeld',
}

const RELEASE_VERDICTS: Readonly<Record<ReleaseState, ReleaseVerdict>> = {
  created: 'waiting',
  released: 'done',
  failed: 'failed',
  /** Known here, unknown to the third party: nothing went back under this number. */
  void: 'failed',
}

/** Null stands for a number no document knows: never "not held". */
export function holdVerdict(state: HoldState | null): HoldVerdict {
  return state === null ? 'ambiguous' : HOLD_VERDICTS[state]
}

export function releaseVerdict(state: ReleaseState | null): ReleaseVerdict {
  return state === null ? 'ambiguous' : RELEASE_VERDICTS[state]
}

const holds = (platform: Platform): platform is HoldPlatform => platform === 'wechat' || platform === 'alipay'

/** Our state for a platform's number, or null for one that no document knows. */
export function holdState(platform: Platform, raw: number): HoldState | null {
  return holds(platform) ? (HOLD_STATES[platform][raw] ?? null) : null
}

export function releaseState(platform: Platform, raw: number): ReleaseState | null {
  return holds(platform) ? (RELEASE_STATES[platform][raw] ?? null) : null
}

export function stateOfHold(content: FreezeOrderContent): PlatformState | null {
  return onlyOne([
    at('wechat', content.wxpay_freeze_order_content_ext?.current_trade_state),
    at('alipay', content.alipay_freeze_order_content_ext?.current_trade_state),
  ])
}

export function stateOfRelease(content: UnfreezeOrderContent): PlatformState | null {
  return onlyOne([
    at('wechat', content.wxpay_unfreeze_order_content_ext?.current_trade_state),
    at('alipay', content.alipay_unfreeze_order_content_ext?.current_trade_state),
  ])
}

/** Rows of holds and of releases name their state alike. */
export function stateOfListDeposit(row: ListFreezeOrder | ListUnfreezeOrder): PlatformState | null {
  return onlyOne([at('wechat', row.wxpay_current_trade_state), at('alipay', row.alipay_current_trade_state)])
}
