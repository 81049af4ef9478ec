import type { KeyLike } from 'node:crypto'
import type { Fen } from '../../contract/money.ts'
import type { Tender } from '../../contract/states.ts'
import type { RequestOf } from '../protocol/messages/endpoints.ts'
import type { MicroPayAnswer } from '../protocol/messages/pay.ts'
import { payMchKey, payMchKeyWithTender, merchantOf } from './identity.ts'
import { orderAnswer, type OrderAnswer } from './order-answer.ts'
import { unknown, type CallResult } from './result.ts'
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
  tradeType: number
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

function readOrder(result: CallResult<Pick<MicroPayAnswer, 'order_content' | 'pay_mch_key'>>): CallResult<OrderAnswer> {
  if (result.outcome !== 'ok') return result
  const answer = orderAnswer(result.answer.order_content, result.answer.pay_mch_key)
  if (answer === null) return unknown('unreadable', 'the order shows no state that is known', result.logId)
  return { ...result, answer }
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
    async microPay(q: MicroPay): Promise<CallResult<OrderAnswer>> {
      const result = await caller.call({
        name: 'micro_pay',
        content: {
          pay_content: { ...order(q), author_code: q.paymentCode },
          pay_mch_key: payMchKeyWithTender(identity, q.tender),
          order_client: orderClient(q.staffId),
          nonce_str: nonce(),
        },
        limitMs: limits.payMs,
        secrets: [q.paymentCode],
        concerns: (answer) => answer.order_content.out_trade_no === q.orderNo,
      })
      return readOrder(result)
    },

    async queryOrder(q: QueryOrder): Promise<CallResult<OrderAnswer>> {
      const result = await caller.call({
        name: 'query_order',
        content: {
          pay_mch_key: q.tender === null ? merchantOf(identity) : payMchKeyWithTender(identity, q.tender),
          order_client: orderClient(q.staffId),
          out_trade_no: q.orderNo,
          trade_type: q.tradeType as TradeTypeField,
          nonce_str: nonce(),
        },
        limitMs: limits.queryMs,
        concerns: (answer) => answer.order_content.out_trade_no === q.orderNo,
      })
      return readOrder(result)
    },

    async scanCodePay(q: ScanCodePay): Promise<CallResult<{ orderNo: string; codeUrl: string }>> {
      const expiry = q.expiresAt === undefined ? {} : { time_expire: Math.floor(q.expiresAt / 1000) }
      const result = await caller.call({
        name: 'scan_code_pay',
        content: {
          pay_content: { ...order(q), ...expiry },
          pay_mch_key: payMchKeyWithTender(identity, q.tender),
          order_client: orderClient(q.staffId),
          nonce_str: nonce(),
        },
        limitMs: limits.payMs,
      })
      if (result.outcome !== 'ok') return result
      return { ...result, answer: { orderNo: q.orderNo, codeUrl: result.answer.code_url } }
    },

    /** `ok` says the order was closed just now; the customer may have paid before: ask once more (PROTOCOL 5.2). */
    async closeOrder(q: CloseOrder): Promise<CallResult<null>> {
      const result = await caller.call({
        name: 'close_order',
        content: {
          pay_mch_key: payMchKeyWithTender(identity, q.tender),
          order_client: orderClient(q.staffId),
          out_trade_no: q.orderNo,
          trade_type: q.tradeType as TradeTypeField,
          nonce_str: nonce(),
        },
        limitMs: limits.payMs,
      })
      return result.outcome === 'ok' ? { ...result, answer: null } : result
    },

    async reverse(q: Reverse): Promise<CallResult<null>> {
      const result = await caller.call({
        name: 'reverse',
        content: {
          pay_mch_key: payMchKey(identity, q.tender),
          order_client: orderClient(q.staffId),
          out_trade_no: q.orderNo,
          nonce_str: nonce(),
        },
        limitMs: limits.payMs,
        privateKey: q.privateKey,
      })
      return result.outcome === 'ok' ? { ...result, answer: null } : result
    },
  }
}
