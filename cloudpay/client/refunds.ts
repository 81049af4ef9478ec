import type { Fen } from '../../contract/money.ts'
import type { Tender } from '../../contract/states.ts'
import { payMchKey, payMchKeyWithTender } from './identity.ts'
import { refundAnswer, type RefundAnswer } from './order-answer.ts'
import type { RefundOrderContent } from '../protocol/messages/refund.ts'
import type { Reading } from './caller.ts'
import type { CallResult } from './result.ts'
import type { Till } from './till.ts'

/** Asks for a refund; after an unknown result the same number goes out again, never a new one (PROTOCOL 5.4). */
export interface Refund {
  orderNo: string
  refundNo: string
  /** The whole order. */
  orderFen: Fen
  amountFen: Fen
  tender: Tender
  reason: string
  staffId: string
  /** Said truthfully, always (RULINGS 7). */
  isAdmin: boolean
  /** Whose right it is: the operator's own, or who approved it. Needed unless the operator is an administrator. */
  authorizedBy: { staffId: string; name: string } | null
  /** The hold's number, when the order spent a deposit. */
  freezeNo?: string
}

export interface QueryRefundOrder {
  orderNo: string
  refundNo: string
  tender: Tender
  staffId: string
}

/** The version in which the server checks the right. */
const CHECKED = 2

function readRefund(told: readonly RefundOrderContent[], q: { orderNo: string; refundNo: string }): Reading<RefundAnswer> {
  const mine = told.find((one) => one.out_refund_no === q.refundNo && one.out_trade_no === q.orderNo)
  if (mine === undefined) return 'somethingElse'
  const answer = refundAnswer(mine)
  return answer === null ? 'tooLittle' : { says: answer }
}

export function refundCalls({ identity, caller, limits, orderClient, nonce }: Till) {
  return {
    /** `ok` means accepted; the money arrives later and `queryRefundOrder` says when. */
    refund(q: Refund): Promise<CallResult<RefundAnswer>> {
      const right = q.authorizedBy
        ? { authorization_staff_id: q.authorizedBy.staffId, authorization_name: q.authorizedBy.name }
        : {}
      return caller.call({
        name: 'refund',
        content: {
          refund_content: {
            out_trade_no: q.orderNo,
            out_refund_no: q.refundNo,
            total_fee: q.orderFen,
            refund_fee: q.amountFen,
            refund_fee_type: 'CNY',
            ...(q.reason === '' ? {} : { refund_reason: q.reason }),
            ...(q.freezeNo === undefined ? {} : { out_freeze_no: q.freezeNo }),
          },
          pay_mch_key: { ...payMchKey(identity, q.tender), is_sub_mch_admin: q.isAdmin, ...right },
          order_client: orderClient(q.staffId),
          api_version: CHECKED,
          nonce_str: nonce(),
        },
        limitMs: limits.payMs,
        read: (told) => readRefund([told.refund_order_content], q),
      })
    },

    queryRefundOrder(q: QueryRefundOrder): Promise<CallResult<RefundAnswer>> {
      return caller.call({
        name: 'query_refund_order',
        content: {
          pay_mch_key: payMchKeyWithTender(identity, q.tender),
          order_client: orderClient(q.staffId),
          out_trade_no: q.orderNo,
          out_refund_no: q.refundNo,
          nonce_str: nonce(),
        },
        limitMs: limits.queryMs,
        read: (told) => readRefund(told.refund_order_content, q),
      })
    },
  }
}
