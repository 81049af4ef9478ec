import type { KeyLike } from 'node:crypto'
import type { Fen } from '../../contract/money.ts'
import type { Tender } from '../../contract/states.ts'
import type { RequestOf } from '../protocol/messages/endpoints.ts'
import type { MicroPayAnswer } from '../protocol/messages/pay.ts'
import { payMchKey, payMchKeyWithTender, merchantOf } from './identity.ts'
import { orderAnswer, type OrderAnswer } from './order-answer.ts'
import type { Reading } from './caller.ts'
import type { CallResult } from './result.ts'
import type { Till } from './till.ts'

/** Charges the code the customer shows. The number is in the book before this is called. */
export interface MicroPay {
  orderNo: string
  amountFen: Fen
  /** Secret: whoever has it can take money until it is used. */
  paymentCode: string
  tender: 'wechat' | 'alipay' | 'memberCard'
  body: string
  remark: string
  staffId: string
}

export interface QueryOrder {
  orderNo: string
  /** Null when nobody knows: the server finds the order by its number. */
  tender: Tender | null
  /** Null when nobody knows how the order was made. */
  tradeType: number | null
  staffId: string
}

/** Makes an order and a QR text for the customer to scan, on one platform. `expiresAt` is epoch ms. */
export interface ScanCodePay {
  orderNo: string
  amountFen: Fen
  tender: 'wechat' | 'alipay'
  body: string
  remark: string
  staffId: string
  expiresAt?: number
}

export interface CloseOrder {
  orderNo: string
  tender: Tender
  tradeType: number
  staffId: string
}

/** Signed with the merchant's own private key. Never after 407 and never by itself: that is the till's part (PROTOCOL 5.1). */
export interface Reverse {
  orderNo: string
  tender: Tender
  staffId: string
  privateKey: KeyLike
}

type TradeTypeField = NonNullable<RequestOf<'query_order'>['trade_type']>

/** What an answer tells of the order asked about; of another one it is no answer. */
export function readOrder(told: Pick<MicroPayAnswer, 'order_content' | 'pay_mch_key'>, orderNo: string): Reading<OrderAnswer> {
  if (told.order_content.out_trade_no !== orderNo) return 'somethingElse'
  const answer = orderAnswer(told.order_content, told.pay_mch_key)
  return answer === null ? 'tooLittle' : { says: answer }
}

/** What is left empty is left out (PROTOCOL 2). */
const unlessEmpty = (remark: string) => (remark === '' ? {} : { remark })

export function orderCalls({ identity, caller, limits, orderClient, nonce }: Till) {
  const order = (q: { orderNo: string; amountFen: Fen; body: string; remark: string }) =>
    ({
      out_trade_no: q.orderNo,
      total_fee: q.amountFen,
      fee_type: 'CNY',
      body: q.body,
      ...unlessEmpty(q.remark),
    }) as const

  return {
    microPay(q: MicroPay): Promise<CallResult<OrderAnswer>> {
      return caller.call({
        name: 'micro_pay',
        content: {
          pay_content: { ...order(q), author_code: q.paymentCode },
          pay_mch_key: payMchKeyWithTender(identity, q.tender),
          order_client: orderClient(q.staffId),
          nonce_str: nonce(),
        },
        limitMs: limits.payMs,
        secrets: [q.paymentCode],
        read: (told) => readOrder(told, q.orderNo),
      })
    },

    queryOrder(q: QueryOrder): Promise<CallResult<OrderAnswer>> {
      return caller.call({
        name: 'query_order',
        content: {
          pay_mch_key: q.tender === null ? merchantOf(identity) : payMchKeyWithTender(identity, q.tender),
          order_client: orderClient(q.staffId),
          out_trade_no: q.orderNo,
          ...(q.tradeType === null ? {} : { trade_type: q.tradeType as TradeTypeField }),
          nonce_str: nonce(),
        },
        limitMs: limits.queryMs,
        read: (told) => readOrder(told, q.orderNo),
      })
    },

    scanCodePay(q: ScanCodePay): Promise<CallResult<{ orderNo: string; codeUrl: string }>> {
      const expiry = q.expiresAt === undefined ? {} : { time_expire: Math.floor(q.expiresAt / 1000) }
      return caller.call({
        name: 'scan_code_pay',
        content: {
          pay_content: { ...order(q), ...expiry },
          pay_mch_key: payMchKeyWithTender(identity, q.tender),
          order_client: orderClient(q.staffId),
          nonce_str: nonce(),
        },
        limitMs: limits.payMs,
        read: (told) => ({ says: { orderNo: q.orderNo, codeUrl: told.code_url } }),
      })
    },

    /** `ok` says the order was closed just now; the customer may have paid before: ask once more (PROTOCOL 5.2). */
    closeOrder(q: CloseOrder): Promise<CallResult<null>> {
      return caller.call({
        name: 'close_order',
        content: {
          pay_mch_key: payMchKeyWithTender(identity, q.tender),
          order_client: orderClient(q.staffId),
          out_trade_no: q.orderNo,
          trade_type: q.tradeType as TradeTypeField,
          nonce_str: nonce(),
        },
        limitMs: limits.payMs,
        read: () => ({ says: null }),
      })
    },

    reverse(q: Reverse): Promise<CallResult<null>> {
      return caller.call({
        name: 'reverse',
        content: {
          pay_mch_key: payMchKey(identity, q.tender),
          order_client: orderClient(q.staffId),
          out_trade_no: q.orderNo,
          nonce_str: nonce(),
        },
        limitMs: limits.payMs,
        privateKey: q.privateKey,
        read: () => ({ says: null }),
      })
    },
  }
}
