import type { Dispatcher } from 'undici'
import { createCaller } from '../../../cloudpay/client/caller.ts'
import { depositCalls } from '../../../cloudpay/client/deposits.ts'
import { orderClient, type TillIdentity } from '../../../cloudpay/client/identity.ts'
import { DEFAULT_LIMITS } from '../../../cloudpay/client/limits.ts'
import { memberCalls } from '../../../cloudpay/client/members.ts'
import type { Network } from '../../../cloudpay/client/network.ts'
import { orderCalls } from '../../../cloudpay/client/orders.ts'
import { refundCalls } from '../../../cloudpay/client/refunds.ts'
import type { Till } from '../../../cloudpay/client/till.ts'
import { SourceType } from '../../../cloudpay/protocol/enums.ts'
import { sealAnswer } from '../../../cloudpay/protocol/envelope.ts'
import type { ListOrder, ListRefundOrder } from '../../../cloudpay/protocol/messages/lists.ts'
import type { OrderContent } from '../../../cloudpay/protocol/messages/order.ts'
import type { RefundOrderContent } from '../../../cloudpay/protocol/messages/refund.ts'
import type { BankRefund } from './bank.ts'
import type { BankOrder } from './bank-order.ts'
import type { Dice } from './dice.ts'
import type { BankAnswer } from './numbers.ts'

/** What may happen to the bytes of an answer on their way. `whole`: nothing. */
export const DAMAGES = ['corrupted', 'truncated', 'other'] as const
export type Damage = (typeof DAMAGES)[number] | 'whole'

const ADDRESS = '10.0.0.7'
const WECHAT_STATES = {
  pendingCustomer: 9,
  paid: 2,
  customerCancelled: 5,
  error: 10,
  closed: 7,
  refunded: 4,
  reversed: 8,
} as const
/** An order taken from a hold has a word of its own. */
const WECHAT_CAPTURED = 14
/** Alipay has no state of its own for a customer who refused or could not pay, nor for a reversal: the order is closed. */
const ALIPAY_STATES = {
  pendingCustomer: 4,
  paid: 2,
  customerCancelled: 5,
  error: 5,
  closed: 5,
  refunded: 5,
  reversed: 5,
} as const
/** A card's order knows no more than that it is closed. */
const CARD_STATES = {
  pendingCustomer: 3,
  paid: 2,
  customerCancelled: 5,
  error: 5,
  closed: 5,
  refunded: 4,
  reversed: 5,
} as const
const CARD_REFUND_STATES = { inWork: 1, refunded: 2, failed: 3, needsPerson: 3 } as const
const REFUND_STATES = { inWork: 4, refunded: 2, failed: 3, needsPerson: 5 } as const
const NONCE = '0'.repeat(32)

export const seconds = (ms: number): number => Math.floor(ms / 1000)

const rawState = ({ wallet, capture, state }: BankOrder, givenBack: boolean): number => {
  if (wallet === 'memberCard') return CARD_STATES[givenBack ? 'refunded' : state]
  if (wallet === 'alipay') return ALIPAY_STATES[givenBack ? 'refunded' : state]
  return capture && state === 'paid' && !givenBack ? WECHAT_CAPTURED : WECHAT_STATES[givenBack ? 'refunded' : state]
}

/** What an order, or a row of one, says of the hold that it was taken from. */
const holdFields = ({ capture }: BankOrder) =>
  capture === null
    ? {}
    : {
        out_freeze_no: capture.holdNo,
        freeze_fee: capture.heldFen,
        is_confirm_unfreeze: capture.restReleased,
        manual_unfreeze_fee: capture.releasedFen,
      }

/** An order as Cloud Pay writes it (PROTOCOL 12). `givenBack`: all of it. */
export function orderContent(order: BankOrder, givenBack: boolean): OrderContent {
  const { orderNo, amountFen, state, wallet, paidAt, createdAt } = order
  const raw = rawState(order, givenBack)
  const returned = givenBack || (state === 'reversed' && paidAt !== null)
  const content: OrderContent = {
    out_trade_no: orderNo,
    total_fee: amountFen,
    create_time: seconds(createdAt),
    ...holdFields(order),
  }
  if (paidAt !== null) {
    content.transaction_id = `42${orderNo}`
    content.cash_fee = amountFen
    content.time_end = seconds(paidAt)
  }
  if (order.topUp) content.source_type = SourceType.topUp
  if (wallet === 'wechat') content.wxpay_order_content_ext = { current_trade_state: raw }
  else if (wallet === 'memberCard')
    content.card_order_content_ext = { current_trade_state: raw, membership_number: order.cardNo ?? '' }
  else content.alipay_order_content_ext = { current_trade_state: raw, refund_fee: returned ? amountFen : 0 }
  return content
}

/** A row of the list; of a member card it tells no state (RULINGS 9). Of an Alipay order it does not say whether it was closed or given back (PROTOCOL 7, 10). */
export function orderRow(order: BankOrder, refundedFen: number): ListOrder {
  const { orderNo, amountFen, wallet, paidAt, createdAt, topUp } = order
  const raw = rawState(order, refundedFen >= amountFen)
  return {
    out_trade_no: orderNo,
    total_fee: amountFen,
    refunded_fee: refundedFen,
    create_time: seconds(createdAt),
    ...holdFields(order),
    ...(paidAt === null ? {} : { time_end: seconds(paidAt), transaction_id: `42${orderNo}` }),
    ...(topUp ? { is_card_recharge: true, recharge_bonus_fee: topUp.bonusFen } : {}),
    ...(wallet === 'wechat' ? { wxpay_current_trade_state: raw } : {}),
    ...(wallet === 'alipay' ? { alipay_current_trade_state: raw } : {}),
  }
}

/** A refund as Cloud Pay writes it (PROTOCOL 12). */
export const refundContent = ({ orderNo, refundNo, amountFen, state, createdAt, toCard }: BankRefund): RefundOrderContent => ({
  out_trade_no: orderNo,
  out_refund_no: refundNo,
  refund_fee: amountFen,
  create_time: seconds(createdAt),
  ...(toCard
    ? { card_refund_order_content_ext: { state: CARD_REFUND_STATES[state] } }
    : { wxpay_refund_order_content_ext: { state: REFUND_STATES[state] } }),
})

export const refundRow = ({ orderNo, refundNo, amountFen, state, createdAt, toCard }: BankRefund): ListRefundOrder => ({
  out_trade_no: orderNo,
  out_refund_no: refundNo,
  refund_fee: amountFen,
  create_time: seconds(createdAt),
  ...(toCard ? {} : { wxpay_refund_state: REFUND_STATES[state] }),
})

/** The body of an answer: its head, and under the call's name what the bank says. */
export function bodyOf(name: string, answer: BankAnswer<object>, key: string): Buffer {
  const [status, internal_status] = 'refused' in answer ? [answer.refused, answer.internal] : [0, 0]
  const said = 'is' in answer ? answer.is : {}
  const content = { status, internal_status, description: '', log_id: 1, [name]: { ...said, nonce_str: NONCE } }
  return Buffer.from(sealAnswer(JSON.stringify(content), key), 'utf8')
}

const STRANGE = [
  '',
  '<html><title>502 Bad Gateway</title></html>',
  '{}',
  'null',
  '[]',
  '{"response_content":"{\\"status\\":0}"}',
  '{"response_content":"","authen_info":{"a":{"authen_type":1,"authen_code":""}}}',
]

/** What comes of a body on a bad way. `others`: a whole body that is about something else, or null when there is none. */
export function damaged(body: Buffer, damage: Damage, others: () => Buffer | null, dice: Dice): Buffer {
  switch (damage) {
    case 'whole':
      return body
    case 'truncated':
      return body.subarray(0, dice.between(0, body.length - 1))
    case 'corrupted': {
      const copy = Buffer.from(body)
      for (let flips = dice.between(1, 3); flips > 0; flips--) {
        const at = dice.between(0, copy.length - 1)
        copy[at] = (copy[at] ?? 0) ^ (1 << dice.between(0, 7))
      }
      return copy
    }
    case 'other': {
      const strange = (): Buffer => Buffer.from(dice.pick(STRANGE), 'utf8')
      return dice.chance(0.6) ? (others() ?? strange()) : strange()
    }
  }
}

/** The till's own client, at the end of a wire that carries one body, handed in, to each call. Nothing is sent. */
export function createWire(identity: TillIdentity) {
  const bodies: Buffer[] = []
  const controller = { abort() {}, pause() {}, resume() {}, aborted: false, paused: false, reason: null }
  const dispatch: Dispatcher['dispatch'] = (_asked, handler) => {
    const told = controller as unknown as Dispatcher.DispatchController
    handler.onRequestStart?.(told, null)
    handler.onResponseStart?.(told, 200, {}, 'OK')
    handler.onResponseData?.(told, bodies.shift() ?? Buffer.alloc(0))
    handler.onResponseEnd?.(told, {})
    return true
  }
  const network: Network = {
    dispatcher: () => Promise.resolve({ dispatch } as Dispatcher),
    ownAddress: () => ADDRESS,
    close: () => Promise.resolve(),
  }
  const caller = createCaller({
    key: identity.key,
    baseUrls: [new URL('https://pay.qcloud.com/cpay/')],
    network,
    limits: DEFAULT_LIMITS,
    now: () => 0,
    log: () => undefined,
  })
  const till: Till = {
    identity,
    caller,
    limits: DEFAULT_LIMITS,
    orderClient: (staffId) => orderClient(identity, staffId, ADDRESS),
    nonce: () => NONCE,
    offersExtensions: true,
  }
  return {
    calls: { ...orderCalls(till), ...refundCalls(till), ...depositCalls(till), ...memberCalls(till) },
    /** The next call gets this body as its answer. */
    carry: (body: Buffer): void => void bodies.push(body),
  }
}
export type Wire = ReturnType<typeof createWire>
