import type { Fen } from '../../contract/money.ts'
import type { HoldPlatform } from '../protocol/hold-state.ts'
import type { FreezeOrderContent, UnfreezeOrderContent } from '../protocol/messages/deposit.ts'
import type { MicroPayAnswer } from '../protocol/messages/pay.ts'
import type { Reading } from './caller.ts'
import {
  captureAnswer,
  holdAnswer,
  releaseAnswer,
  type CaptureAnswer,
  type HoldAnswer,
  type ReleaseAnswer,
} from './hold-answer.ts'
import { payMchKey, payMchKeyWithTender } from './identity.ts'
import { unknown, type CallResult } from './result.ts'
import type { Till } from './till.ts'

/** Holds an amount with the code the customer shows. The number, with the prefix, is in the book before this is called. */
export interface MicroFreeze {
  holdNo: string
  amountFen: Fen
  /** Secret: whoever has it can take money until it is used. */
  paymentCode: string
  tender: HoldPlatform
  body: string
  remark: string
  staffId: string
}

/** Makes a hold and a QR text for the customer to scan; Alipay alone has it (PROTOCOL 5.5). `expiresAt` is epoch ms. */
export interface ScanCodeFreeze {
  holdNo: string
  amountFen: Fen
  body: string
  remark: string
  staffId: string
  expiresAt?: number
}

/** Spends from a hold, as an order of its own number. */
export interface DepositConsume {
  orderNo: string
  holdNo: string
  amountFen: Fen
  tender: HoldPlatform
  body: string
  remark: string
  staffId: string
  /** Gives the rest of the hold back at once. WeChat Pay knows nothing else. */
  releaseRest: boolean
}

/** Gives back a part of what is left, or all of it; after an unknown result under the same number, never a new one. */
export interface Unfreeze {
  holdNo: string
  releaseNo: string
  amountFen: Fen
  tender: HoldPlatform
  remark: string
  staffId: string
  /** Said truthfully, always (RULINGS 7). */
  isAdmin: boolean
  /** As with a refund: whose right it is. The call has no field for the name. */
  authorizedBy: { staffId: string; name: string } | null
}

export interface QueryFreezeOrder {
  holdNo: string
  tender: HoldPlatform
  staffId: string
}

export type QueryCapture = Pick<DepositConsume, 'orderNo' | 'tender' | 'staffId'>

/** A query finds what is there under a number; comparing the amount with what was asked is the till's part. */
function readHold(told: FreezeOrderContent, q: { holdNo: string; tender: HoldPlatform }): Reading<HoldAnswer> {
  if (told.out_freeze_no !== q.holdNo) return 'somethingElse'
  const answer = holdAnswer(told)
  if (answer === null) return 'tooLittle'
  return answer.tender === q.tender ? { says: answer } : 'somethingElse'
}

function readCapture(told: Pick<MicroPayAnswer, 'order_content' | 'pay_mch_key'>, q: QueryCapture): Reading<CaptureAnswer> {
  if (told.order_content.out_trade_no !== q.orderNo) return 'somethingElse'
  const answer = captureAnswer(told.order_content, told.pay_mch_key)
  if (answer === null) return 'tooLittle'
  return (answer.tender ?? q.tender) === q.tender ? { says: answer } : 'somethingElse'
}

/** The answer to what was just asked says what was asked; what it leaves out is not held against it. */
function readNewCapture(told: MicroPayAnswer, q: DepositConsume): Reading<CaptureAnswer> {
  const { total_fee, out_freeze_no } = told.order_content
  const same = (total_fee ?? q.amountFen) === q.amountFen && (out_freeze_no || q.holdNo) === q.holdNo
  return same ? readCapture(told, q) : 'somethingElse'
}

/** All of them must be of this hold, and the one that was asked for among them. */
function readReleases(
  told: readonly UnfreezeOrderContent[],
  q: { holdNo: string; releaseNo?: string },
): Reading<ReleaseAnswer[]> {
  if (told.some((one) => one.out_freeze_no !== q.holdNo)) return 'somethingElse'
  const mine = told.filter((one) => q.releaseNo === undefined || one.out_unfreeze_no === q.releaseNo)
  if (mine.length === 0 && told.length > 0) return 'somethingElse'
  const answers = mine.map(releaseAnswer)
  return answers.every((one) => one !== null) ? { says: answers } : 'tooLittle'
}

function readRelease(told: UnfreezeOrderContent, q: Unfreeze): Reading<ReleaseAnswer> {
  if (told.unfreeze_fee !== q.amountFen) return 'somethingElse'
  const reading = readReleases([told], q)
  if (typeof reading === 'string') return reading
  const [answer] = reading.says
  return answer === undefined ? 'tooLittle' : { says: answer }
}

/** What is left empty is left out (PROTOCOL 2). */
const unlessEmpty = (remark: string) => (remark === '' ? {} : { remark })

/** Deposits (PROTOCOL 5.5): hold, look, spend, give back. */
export function depositCalls({ identity, caller, limits, orderClient, nonce }: Till) {
  const hold = (q: { holdNo: string; amountFen: Fen; body: string; remark: string }) =>
    ({ out_freeze_no: q.holdNo, freeze_fee: q.amountFen, fee_type: 'CNY', body: q.body, ...unlessEmpty(q.remark) }) as const
  const from = (staffId: string) => ({ order_client: orderClient(staffId), nonce_str: nonce() })

  return {
    microFreeze(q: MicroFreeze): Promise<CallResult<HoldAnswer>> {
      return caller.call({
        name: 'micro_freeze',
        content: {
          freeze_content: { ...hold(q), author_code: q.paymentCode },
          pay_mch_key: payMchKeyWithTender(identity, q.tender),
          ...from(q.staffId),
        },
        limitMs: limits.payMs,
        secrets: [q.paymentCode],
        read: ({ freeze_order_content: told }) => (told.freeze_fee === q.amountFen ? readHold(told, q) : 'somethingElse'),
      })
    },

    /** The answer names no hold: that the QR text belongs to this one rests on the code and the exchange alone. */
    scanCodeFreeze(q: ScanCodeFreeze): Promise<CallResult<{ holdNo: string; codeUrl: string }>> {
      const expiry = q.expiresAt === undefined ? {} : { time_expire: Math.floor(q.expiresAt / 1000) }
      return caller.call({
        name: 'scancode_freeze',
        content: {
          freeze_content: { ...hold(q), ...expiry },
          pay_mch_key: payMchKeyWithTender(identity, 'alipay'),
          ...from(q.staffId),
        },
        limitMs: limits.queryMs,
        read: (told) => ({ says: { holdNo: q.holdNo, codeUrl: told.code_url } }),
      })
    },

    async depositConsume(q: DepositConsume): Promise<CallResult<CaptureAnswer>> {
      if (q.tender === 'wechat' && !q.releaseRest) return unknown('notSent', 'WeChat Pay keeps no rest of a hold')
      return caller.call({
        name: 'deposit_consume',
        content: {
          pay_content: {
            out_trade_no: q.orderNo,
            total_fee: q.amountFen,
            fee_type: 'CNY',
            body: q.body,
            ...unlessEmpty(q.remark),
            out_freeze_no: q.holdNo,
            is_confirm_unfreeze: q.releaseRest,
          },
          pay_mch_key: payMchKey(identity, q.tender),
          ...from(q.staffId),
        },
        limitMs: limits.payMs,
        read: (told) => readNewCapture(told, q),
      })
    },

    /** `query_order` of a capture, read with what it says of the hold. */
    queryCapture(q: QueryCapture): Promise<CallResult<CaptureAnswer>> {
      return caller.call({
        name: 'query_order',
        content: { pay_mch_key: payMchKeyWithTender(identity, q.tender), ...from(q.staffId), out_trade_no: q.orderNo },
        limitMs: limits.queryMs,
        read: (told) => readCapture(told, q),
      })
    },

    unfreeze(q: Unfreeze): Promise<CallResult<ReleaseAnswer>> {
      const right = q.authorizedBy === null ? {} : { authorization_staff_id: q.authorizedBy.staffId }
      return caller.call({
        name: 'unfreeze',
        content: {
          unfreeze_content: {
            out_freeze_no: q.holdNo,
            out_unfreeze_no: q.releaseNo,
            unfreeze_fee: q.amountFen,
            ...unlessEmpty(q.remark),
          },
          pay_mch_key: { ...payMchKey(identity, q.tender), is_sub_mch_admin: q.isAdmin, ...right },
          ...from(q.staffId),
        },
        limitMs: limits.queryMs,
        read: (told) => readRelease(told.unfreeze_order_content, q),
      })
    },

    queryFreezeOrder(q: QueryFreezeOrder): Promise<CallResult<HoldAnswer>> {
      return caller.call({
        name: 'query_freeze_order',
        content: { pay_mch_key: payMchKey(identity, q.tender), ...from(q.staffId), out_freeze_no: q.holdNo },
        limitMs: limits.queryMs,
        read: (told) => readHold(told.freeze_order_content, q),
      })
    },

    /** All releases of a hold, or the one that is named; none when the server tells none. */
    queryUnfreezeOrder(q: QueryFreezeOrder & { releaseNo?: string }): Promise<CallResult<ReleaseAnswer[]>> {
      return caller.call({
        name: 'query_unfreeze_order',
        content: {
          pay_mch_key: payMchKey(identity, q.tender),
          ...from(q.staffId),
          out_freeze_no: q.holdNo,
          ...(q.releaseNo === undefined ? {} : { out_unfreeze_no: q.releaseNo }),
        },
        limitMs: limits.queryMs,
        read: (told) => readReleases(told.unfreeze_order_content ?? [], q),
      })
    },
  }
}
