import type { Fen } from '../../contract/money.ts'
import type { Tender } from '../../contract/states.ts'
import {
  holdState,
  releaseState,
  releaseVerdict,
  stateOfListDeposit,
  type HoldState,
  type HoldVerdict,
  type ReleaseVerdict,
} from '../protocol/hold-state.ts'
import type { ListFreezeOrder, ListUnfreezeOrder } from '../protocol/messages/lists.ts'
import { tenderOf } from '../protocol/order-state.ts'
import { holdAmounts, holdVerdictOf, type HoldAmounts } from './hold-amounts.ts'
import { amount, filled, instant } from './order-answer.ts'

/** A hold in the list, in our words. Whatever the server left out is null. Times are epoch ms. */
export interface ListedHold {
  holdNo: string
  platformHoldId: string | null
  tender: Tender | null
  state: HoldState | null
  /** A row without a state, or with sums that cannot be, is `ambiguous`. */
  verdict: HoldVerdict
  /** Null when the sums contradict each other. */
  amounts: HoldAmounts | null
  createdAt: number | null
  heldAt: number | null
  shopName: string | null
  deviceId: string | null
  deviceName: string | null
  staffId: string | null
  staffName: string | null
  remark: string | null
}

/** Reads one row of holds of `query_order_list` (PROTOCOL 5.6). */
export function listedHold(row: ListFreezeOrder): ListedHold {
  const told = stateOfListDeposit(row)
  const state = told === null ? null : holdState(told.platform, told.raw)
  const verdict = holdVerdictOf(state, row)
  const amounts = holdAmounts(row, verdict)
  return {
    holdNo: row.out_freeze_no,
    platformHoldId: filled(row.freeze_id),
    tender: tenderOf(row.sub_pay_platform) ?? (told === null || told.platform === 'record' ? null : told.platform),
    state,
    verdict: amounts === null ? 'ambiguous' : verdict,
    amounts,
    createdAt: instant(row.create_time),
    heldAt: instant(row.time_end),
    shopName: filled(row.shop_name),
    deviceId: filled(row.device_id),
    deviceName: filled(row.device_name),
    staffId: filled(row.staff_id),
    staffName: filled(row.staff_name),
    remark: filled(row.remark),
  }
}

/** A release in the list, in our words. */
export interface ListedRelease {
  releaseNo: string
  holdNo: string | null
  amountFen: Fen | null
  /** A row without a state is `ambiguous`. */
  verdict: ReleaseVerdict
  /** Epoch ms. */
  createdAt: number | null
  staffId: string | null
}

/** Reads one row of releases of `query_order_list` (PROTOCOL 5.6). */
export function listedRelease(row: ListUnfreezeOrder): ListedRelease {
  const told = stateOfListDeposit(row)
  return {
    releaseNo: row.out_unfreeze_no,
    holdNo: filled(row.out_freeze_no),
    amountFen: amount(row.unfreeze_fee),
    verdict: releaseVerdict(told === null ? null : releaseState(told.platform, told.raw)),
    createdAt: instant(row.create_time),
    staffId: filled(row.staff_id),
  }
}
