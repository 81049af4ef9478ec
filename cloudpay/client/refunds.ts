import type { Fen } from '../../contract/money.ts'
import type { Tender } from '../../contract/states.ts'
import { payMchKey, payMchKeyWithTender } from './identity.ts'
import { refundAnswer, type RefundAnswer } from './order-answer.ts'
import { unknown, type CallResult } from './result.ts'
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

export function refundCalls({ identity, caller, limits, orderClient, nonce }: Till) {
  return {
    /** `ok` means accepted; the money arrives later and `queryRefundOrder` says when. */
    async refund(q: Refund): Promise<CallResult<RefundAnswer>> {
      const right = q.authorizedBy
        ? { authorization_staff_id: q.authorizedBy.staffId, authorization_name: q.authorizedBy.name }
        : {}
      const result = await caller.call({
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
        concerns: ({ refund_order_content: told }) => told.out_refund_no === q.refundNo && told.out_trade_no === q.orderNo,
      })
      if (result.outcome !== 'ok') return result
      const answer = refundAnswer(result.answer.refund_order_content)
      return answer === null
        ? unknown('unreadable', 'the refund shows no state that is known', result.logId)
        : { ...result, answer }
    },

    async queryRefundOrder(q: QueryRefundOrder): Promise<CallResult<RefundAnswer>> {
      const result = await caller.call({
        name: 'query_refund_order',
        content: {
          pay_mch_key: payMchKeyWithTender(identity, q.tender),
          order_client: orderClient(q.staffId),
          out_trade_no: q.orderNo,
          out_refund_no: q.refundNo,
          nonce_str: nonce(),
        },
        limitMs: limits.queryMs,
      })
      if (result.outcome !== 'ok') return result
      const told = result.answer.refund_order_content
      const mine = told.find((one) => one.out_refund_no === q.refundNo && one.out_trade_no === q.orderNo)
      if (mine === undefined) return unknown('notTrusted', 'the answer is about something else', result.logId)
      const answer = refundAnswer(mine)
      return answer === null
        ? unknown('unreadable', 'the refund shows no state that is known', result.logId)
        : { ...result, answer }
    },
  }
}
