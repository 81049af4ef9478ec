import type { FreezeOrderContent, UnfreezeOrderContent } from '../../../cloudpay/protocol/messages/deposit.ts'
import type { ListFreezeOrder, ListUnfreezeOrder } from '../../../cloudpay/protocol/messages/lists.ts'
import { sumsOf, type BankHold, type BankRelease, type Wallet } from './bank-holds.ts'
import { seconds } from './wire.ts'

const WECHAT_STATES = { pendingCustomer: 3, held: 2, stopped: 4, failed: 6, expired: 6, spent: 5 } as const
/** Alipay shows a waiting hold as 1 (RULINGS 16), and has one word for all that is over. */
const ALIPAY_STATES = { pendingCustomer: 1, held: 2, stopped: 3, failed: 3, expired: 3, spent: 3 } as const
const RELEASE_STATES = { inWork: 1, released: 2, failed: 3 } as const

/** What both a hold and a row of one tell of its money. `refundedFen`: of its captures. */
function told(hold: BankHold, refundedFen: number) {
  const { capturedFen, releasedFen, autoReleasedFen, leftFen } = sumsOf(hold)
  const { holdNo, amountFen, createdAt, heldAt, state, wallet } = hold
  const shown = state === 'held' && leftFen === 0 ? 'spent' : state
  return {
    raw: (wallet === 'wechat' ? WECHAT_STATES : ALIPAY_STATES)[shown],
    fields: {
      out_freeze_no: holdNo,
      freeze_fee: amountFen,
      create_time: seconds(createdAt),
      total_consume_fee: capturedFen,
      total_manual_unfreeze_fee: releasedFen,
      total_auto_unfreeze_fee: autoReleasedFen,
      total_refund_fee: refundedFen,
      ...(heldAt === null ? {} : { time_end: seconds(heldAt), freeze_id: `43${holdNo}` }),
    },
  }
}

/** A hold as Cloud Pay writes it (PROTOCOL 12). */
export function holdContent(hold: BankHold, refundedFen: number): FreezeOrderContent {
  const { raw, fields } = told(hold, refundedFen)
  return hold.wallet === 'wechat'
    ? { ...fields, wxpay_freeze_order_content_ext: { current_trade_state: raw } }
    : { ...fields, alipay_freeze_order_content_ext: { current_trade_state: raw } }
}

const state = (wallet: Wallet, raw: number) =>
  wallet === 'wechat' ? { wxpay_current_trade_state: raw } : { alipay_current_trade_state: raw }

/** A row of the list. */
export function holdRow(hold: BankHold, refundedFen: number): ListFreezeOrder {
  const { raw, fields } = told(hold, refundedFen)
  return { ...fields, ...state(hold.wallet, raw) }
}

/** A release as Cloud Pay writes it. `wallet`: of its hold. */
export function releaseContent(release: BankRelease, wallet: Wallet): UnfreezeOrderContent {
  const { holdNo, releaseNo, amountFen, createdAt, state: is } = release
  const ext = { current_trade_state: RELEASE_STATES[is] }
  return {
    out_freeze_no: holdNo,
    out_unfreeze_no: releaseNo,
    unfreeze_fee: amountFen,
    unfreeze_id: `44${releaseNo}`,
    create_time: seconds(createdAt),
    ...(wallet === 'wechat' ? { wxpay_unfreeze_order_content_ext: ext } : { alipay_unfreeze_order_content_ext: ext }),
  }
}

export const releaseRow = (release: BankRelease, wallet: Wallet): ListUnfreezeOrder => ({
  out_freeze_no: release.holdNo,
  out_unfreeze_no: release.releaseNo,
  unfreeze_fee: release.amountFen,
  create_time: seconds(release.createdAt),
  ...state(wallet, RELEASE_STATES[release.state]),
})
