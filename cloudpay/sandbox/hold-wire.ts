import { holdState, releaseState } from './hold-states.ts'
import { shownHoldPhase, sumsOf, type Hold, type ReleaseRecord } from './holds.ts'
import { SUB_PLATFORM_OF } from './order-states.ts'
import { CURRENCY, ONE_TO_ONE, placeOf, present, sec, tradeTypeOf, type Place } from './order-wire.ts'

/** Holds and releases as the wire shows them: fields and units of PROTOCOL 12. */

const STATE_WORDS: Readonly<Record<ReturnType<typeof shownHoldPhase>, string>> = {
  initial: '冻结单已创建',
  waiting: '等待用户确认',
  held: '冻结成功',
  stopped: '用户取消',
  failed: '冻结失败，请更换付款方式',
  timedOut: '冻结单已关闭',
  spent: '押金已全部消费或解冻',
}

const secondsOr = (ms: number | undefined) => (ms === undefined ? undefined : sec(ms))
/** A refund of a capture changes the hold as well. */
const changedAt = (hold: Hold) => sec(Math.max(hold.updatedAt, ...hold.captures.map((order) => order.updatedAt)))

function totals(hold: Hold): Record<string, number> {
  const { capturedFee, releasedFee, autoReleasedFee, refundedFee } = sumsOf(hold)
  return {
    total_consume_fee: capturedFee,
    total_manual_unfreeze_fee: releasedFee,
    total_auto_unfreeze_fee: autoReleasedFee,
    total_refund_fee: refundedFee,
  }
}

function stateBlock(hold: Hold): Record<string, unknown> {
  const phase = shownHoldPhase(hold)
  const state = holdState(hold.tender, phase)
  if (hold.tender === 'alipay') {
    return { alipay_freeze_order_content_ext: { current_trade_state: state, product_code: 'PRE_AUTH' } }
  }
  return {
    wxpay_freeze_order_content_ext: present({
      current_trade_state: state,
      attach: hold.attach,
      bank_type: hold.heldAt === undefined ? undefined : 'CFT',
      goods_tag: hold.goodsTag,
      trade_state_desc: STATE_WORDS[phase],
    }),
  }
}

/** FreezeOrderContent. */
export function freezeContent(hold: Hold): Record<string, unknown> {
  const cash = hold.heldAt === undefined ? 0 : hold.fee
  return present({
    out_freeze_no: hold.number,
    freeze_id: hold.freezeId,
    trade_type: tradeTypeOf(hold),
    author_code: hold.authorCode,
    time_expire: sec(hold.expiresAt),
    time_end: secondsOr(hold.heldAt),
    create_time: sec(hold.createdAt),
    last_update_time: changedAt(hold),
    is_transforming: hold.phase === 'initial' || hold.phase === 'waiting',
    freeze_fee: hold.fee,
    fee_type: CURRENCY,
    cash_fee: cash,
    cash_fee_type: CURRENCY,
    settlement_total_fee: cash,
    body: hold.body,
    detail: hold.detail,
    remark: hold.remark,
    ...totals(hold),
    ...stateBlock(hold),
  })
}

/** UnfreezeOrderContent. */
export function unfreezeContent(hold: Hold, release: ReleaseRecord): Record<string, unknown> {
  const state = { current_trade_state: releaseState(hold.tender, release.phase) }
  return present({
    out_freeze_no: hold.number,
    out_unfreeze_no: release.number,
    unfreeze_id: release.releaseId,
    trade_type: tradeTypeOf(hold),
    time_end: secondsOr(release.doneAt),
    nonce_str: release.nonce,
    create_time: sec(release.createdAt),
    last_update_time: sec(release.updatedAt),
    is_transforming: release.phase === 'inWork',
    unfreeze_fee: release.fee,
    fee_type: CURRENCY,
    remark: release.remark,
    freeze_id: hold.freezeId,
    ...(hold.tender === 'wechat'
      ? { wxpay_unfreeze_order_content_ext: state }
      : { alipay_unfreeze_order_content_ext: { ...state, fund_amount: release.fee } }),
  })
}

/** A row of `query_order_list` (ListFreezeOrder). */
export function freezeRow(hold: Hold, place: Place): Record<string, unknown> {
  const cash = hold.heldAt === undefined ? 0 : hold.fee
  const state = holdState(hold.tender, shownHoldPhase(hold))
  return present({
    ...placeOf(hold.client, place),
    sub_pay_platform: SUB_PLATFORM_OF[hold.tender],
    trade_type: tradeTypeOf(hold),
    out_freeze_no: hold.number,
    freeze_id: hold.freezeId,
    freeze_fee: hold.fee,
    fee_type: CURRENCY,
    cash_fee: cash,
    cash_fee_type: CURRENCY,
    settlement_total_fee: cash,
    discount_fee: 0,
    ...totals(hold),
    create_time: sec(hold.createdAt),
    last_update_time: changedAt(hold),
    time_end: secondsOr(hold.heldAt),
    body: hold.body,
    detail: hold.detail,
    exchange_rate: ONE_TO_ONE,
    remark: hold.remark,
    wxpay_current_trade_state: hold.tender === 'wechat' ? state : undefined,
    alipay_current_trade_state: hold.tender === 'alipay' ? state : undefined,
  })
}

/** A row of `query_order_list` (ListUnfreezeOrder). */
export function unfreezeRow(hold: Hold, release: ReleaseRecord, place: Place): Record<string, unknown> {
  const state = releaseState(hold.tender, release.phase)
  return present({
    ...placeOf(release.client, place),
    sub_pay_platform: SUB_PLATFORM_OF[hold.tender],
    trade_type: tradeTypeOf(hold),
    out_freeze_no: hold.number,
    out_unfreeze_no: release.number,
    unfreeze_id: release.releaseId,
    freeze_id: hold.freezeId,
    unfreeze_fee: release.fee,
    fee_type: CURRENCY,
    time_end: secondsOr(release.doneAt),
    create_time: sec(release.createdAt),
    last_update_time: sec(release.updatedAt),
    remark: release.remark,
    wxpay_current_trade_state: hold.tender === 'wechat' ? state : undefined,
    alipay_current_trade_state: hold.tender === 'alipay' ? state : undefined,
  })
}
