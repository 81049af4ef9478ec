import type { Fen } from '../../contract/money.ts'
import type { RefundApprovalCheckAnswer } from '../protocol/messages/staff.ts'
import type { Reading } from './caller.ts'
import { merchantOf } from './identity.ts'
import { unknown, type CallResult } from './result.ts'
import type { Till } from './till.ts'

/** One refund for which a second person is asked. */
export interface StartApproval {
  orderNo: string
  amountFen: Fen
  /** Who asks, and therefore may not approve. */
  staffId: string
}

/** `activator` is what the till asks by; `qrText` is for the approver's phone; `ttl` is how long it lives, in ms. */
export interface StartedApproval {
  activator: string
  qrText: string
  ttl: number
}

export interface CheckApproval {
  activator: string
  orderNo: string
  amountFen: Fen
}

/** What the approver said so far. `expired`: nobody answered in time, or the grant is over. */
export type ApprovalAnswer =
  { state: 'waiting' | 'refused' | 'expired' } | { state: 'granted'; approver: { staffId: string; name: string } }

/** A grant counts when every field says so and it is one for this order and this amount; anything less is none. */
function readApproval(told: RefundApprovalCheckAnswer, q: CheckApproval): Reading<ApprovalAnswer> {
  if (told.activator !== q.activator || told.out_trade_no !== q.orderNo || told.refund_fee !== q.amountFen) return 'somethingElse'
  if (told.granted !== (told.state === 'granted')) return 'tooLittle'
  if (told.state !== 'granted') return { says: { state: told.state } }
  const staffId = told.authorization_staff_id
  if (!staffId) return 'tooLittle'
  return { says: { state: 'granted', approver: { staffId, name: told.authorization_name || staffId } } }
}

const NOT_OFFERED = unknown('notSent', 'this server offers no approval by phone')

/** Asking a second person by phone: our extensions, not even tried on Cloud Pay's own hosts (RULINGS 14, UNDOCUMENTED 2). */
export function approvalCalls({ identity, caller, limits, nonce, offersExtensions }: Till) {
  const { out_sub_mch_id, out_shop_id } = merchantOf(identity)
  const ids = { out_sub_mch_id, out_shop_id, device_id: identity.deviceId }

  return {
    async startApproval(q: StartApproval): Promise<CallResult<StartedApproval>> {
      if (!offersExtensions) return NOT_OFFERED
      return caller.call({
        name: 'refund_approval_start',
        content: { ...ids, staff_id: q.staffId, out_trade_no: q.orderNo, refund_fee: q.amountFen, nonce_str: nonce() },
        limitMs: limits.queryMs,
        read: (told) => ({ says: { activator: told.activator, qrText: told.qr_code_url, ttl: told.ttl * 1000 } }),
      })
    },

    /** May be asked as often as is wanted: a grant is the same grant again until it is used or over. */
    async checkApproval(q: CheckApproval): Promise<CallResult<ApprovalAnswer>> {
      if (!offersExtensions) return NOT_OFFERED
      return caller.call({
        name: 'refund_approval_check',
        content: { ...ids, activator: q.activator, nonce_str: nonce() },
        limitMs: limits.queryMs,
        read: (told) => readApproval(told, q),
      })
    },
  }
}
