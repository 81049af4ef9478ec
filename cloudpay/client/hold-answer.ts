import { fen, type Fen } from '../../contract/money.ts'
import {
  holdState,
  releaseState,
  releaseVerdict,
  stateOfHold,
  stateOfRelease,
  type HoldPlatform,
  type HoldState,
  type HoldVerdict,
  type ReleaseState,
  type ReleaseVerdict,
} from '../protocol/hold-state.ts'
import type { FreezeOrderContent, UnfreezeOrderContent } from '../protocol/messages/deposit.ts'
import type { ToldPayMchKey } from '../protocol/messages/merchant.ts'
import type { OrderContent } from '../protocol/messages/order.ts'
import { holdAmounts, holdVerdictOf, type HoldAmounts } from './hold-amounts.ts'
import { amount, filled, instant, orderAnswer, type OrderAnswer } from './order-answer.ts'

/** One hold as a trusted answer told it. Times are epoch ms. */
export interface HoldAnswer extends HoldAmounts {
  holdNo: string
  tender: HoldPlatform
  state: HoldState
  verdict: HoldVerdict
  /** The platform's own number for the state. */
  rawState: number
  /** How it was made, by the wire's number. */
  tradeType: number | null
  platformHoldId: string | null
  createdAt: number | null
  /** When it succeeded: 30 days later the third party gives back what is left. */
  heldAt: number | null
  /** The server is still at work on it: ask again. */
  transforming: boolean
  stateText: string | null
  remark: string | null
}

/** An order that spends from a hold. It is an order like any other, to be refunded with the hold's number. */
export interface CaptureAnswer extends OrderAnswer {
  holdNo: string | null
  heldFen: Fen | null
  /** What went back to the customer with this capture. */
  releasedFen: Fen | null
  /** Whether the rest of the hold was given back with it. */
  restReleased: boolean | null
}

/** One release of a hold as a trusted answer told it. */
export interface ReleaseAnswer {
  holdNo: string
  releaseNo: string
  amountFen: Fen
  state: ReleaseState
  verdict: ReleaseVerdict
  rawState: number
  platformReleaseId: string | null
  /** Epoch ms. */
  createdAt: number | null
  transforming: boolean
  remark: string | null
}

/** Null when the answer holds no state, several, one that no document knows, or sums that cannot be: then it is no answer. */
export function holdAnswer(content: FreezeOrderContent): HoldAnswer | null {
  const told = stateOfHold(content)
  const state = told === null ? null : holdState(told.platform, told.raw)
  if (told === null || state === null) return null
  const verdict = holdVerdictOf(state, content)
  const amounts = holdAmounts(content, verdict)
  if (amounts === null) return null
  return {
    holdNo: content.out_freeze_no,
    tender: told.platform as HoldPlatform,
    state,
    verdict,
    rawState: told.raw,
    ...amounts,
    tradeType: content.trade_type ?? null,
    platformHoldId: filled(content.freeze_id),
    createdAt: instant(content.create_time),
    heldAt: instant(content.time_end),
    transforming: content.is_transforming ?? false,
    stateText: filled(content.wxpay_freeze_order_content_ext?.trade_state_desc),
    remark: filled(content.remark),
  }
}

/** Null as for any order, and when more was captured and given back than was held. */
export function captureAnswer(content: OrderContent, key: ToldPayMchKey | null | undefined): CaptureAnswer | null {
  const order = orderAnswer(content, key)
  if (order === null) return null
  const heldFen = amount(content.freeze_fee)
  const releasedFen = amount(content.manual_unfreeze_fee)
  const gone = (order.amountFen ?? 0) + (releasedFen ?? 0)
  if ((releasedFen ?? 0) < 0 || (heldFen !== null && gone > heldFen)) return null
  return {
    ...order,
    holdNo: filled(content.out_freeze_no),
    heldFen,
    releasedFen,
    restReleased: content.is_confirm_unfreeze ?? null,
  }
}

export function releaseAnswer(content: UnfreezeOrderContent): ReleaseAnswer | null {
  const told = stateOfRelease(content)
  const state = told === null ? null : releaseState(told.platform, told.raw)
  if (told === null || state === null) return null
  return {
    holdNo: content.out_freeze_no,
    releaseNo: content.out_unfreeze_no,
    amountFen: fen(content.unfreeze_fee),
    state,
    verdict: releaseVerdict(state),
    rawState: told.raw,
    platformReleaseId: filled(content.unfreeze_id),
    createdAt: instant(content.create_time),
    transforming: content.is_transforming ?? false,
    remark: filled(content.remark),
  }
}
