import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ORDER_STATES, type OrderState } from '../../../contract/states.ts'
import {
  orderState,
  refundState,
  refundVerdict,
  saleVerdict,
  stateOfListOrder,
  stateOfListRefund,
  stateOfOrder,
  stateOfRefund,
  tenderOf,
  type Platform,
  type RefundState,
  type RefundVerdict,
  type SaleVerdict,
} from '../../../cloudpay/protocol/order-state.ts'

type OrderRow = [Platform, number, OrderState, SaleVerdict]
const ORDER_ROWS: OrderRow[] = [
  ['wechat', 1, 'created', 'waiting'],
  ['wechat', 2, 'paid', 'paid'],
  ['wechat', 3, 'paid', 'paid'],
  ['wechat', 4, 'refunded', 'refunded'],
  ['wechat', 5, 'customerCancelled', 'notPaid'],
  ['wechat', 6, 'pendingCustomer', 'waiting'],
  ['wechat', 7, 'closed', 'notPaid'],
  ['wechat', 8, 'reversed', 'notPaid'],
  ['wechat', 9, 'pendingCustomer', 'waiting'],
  ['wechat', 10, 'error', 'notPaid'],
  ['wechat', 11, 'void', 'notPaid'],
  ['wechat', 12, 'pendingCustomer', 'waiting'],
  ['wechat', 13, 'depositReleased', 'ambiguous'],
  ['wechat', 14, 'depositCaptured', 'paid'],
  ['alipay', 1, 'created', 'waiting'],
  ['alipay', 2, 'paid', 'paid'],
  ['alipay', 4, 'pendingCustomer', 'waiting'],
  ['alipay', 5, 'closedOrRefunded', 'ambiguous'],
  ['alipay', 6, 'paidFinal', 'paid'],
  ['alipay', 7, 'void', 'notPaid'],
  ['memberCard', 1, 'created', 'waiting'],
  ['memberCard', 2, 'paid', 'paid'],
  ['memberCard', 3, 'pendingCustomer', 'waiting'],
  ['memberCard', 4, 'refunded', 'refunded'],
  ['memberCard', 5, 'closed', 'notPaid'],
  ['record', 1, 'created', 'waiting'],
  ['record', 2, 'paid', 'paid'],
  ['record', 3, 'refunded', 'refunded'],
]

type RefundRow = [Platform, number, RefundState, RefundVerdict]
const REFUND_ROWS: RefundRow[] = [
  ['wechat', 1, 'created', 'waiting'],
  ['wechat', 2, 'refunded', 'done'],
  ['wechat', 3, 'failed', 'failed'],
  ['wechat', 4, 'inWork', 'waiting'],
  ['wechat', 5, 'needsPerson', 'needsPerson'],
  ['wechat', 6, 'void', 'failed'],
  ['alipay', 1, 'created', 'waiting'],
  ['alipay', 2, 'refunded', 'done'],
  ['alipay', 3, 'failed', 'failed'],
  ['alipay', 4, 'inWork', 'waiting'],
  ['alipay', 5, 'void', 'failed'],
  ['memberCard', 1, 'created', 'waiting'],
  ['memberCard', 2, 'refunded', 'done'],
  ['memberCard', 3, 'failed', 'failed'],
  ['record', 1, 'created', 'waiting'],
  ['record', 2, 'refunded', 'done'],
]

const PLATFORMS: Platform[] = ['wechat', 'alipay', 'memberCard', 'record']
const knownIn = (rows: readonly (readonly [Platform, number, ...unknown[]])[], platform: Platform) =>
  rows.filter((row) => row[0] === platform).map((row) => row[1])

describe('the state of an order', () => {
  test.each(ORDER_ROWS)('%s %i is %s, so the sale is %s', (platform, raw, state, verdict) => {
    expect(orderState(platform, raw)).toBe(state)
    expect(saleVerdict(orderState(platform, raw))).toBe(verdict)
  })

  test('every number that no document knows is ambiguous, never unpaid', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLATFORMS), fc.oneof(fc.integer({ min: -3, max: 200 }), fc.integer()), (platform, raw) => {
        fc.pre(!knownIn(ORDER_ROWS, platform).includes(raw))
        expect(orderState(platform, raw)).toBeNull()
        expect(saleVerdict(orderState(platform, raw))).toBe('ambiguous')
      }),
    )
  })

  test('every state of ours comes from somewhere', () => {
    // Two are a hold's alone; `hold-state.ts` reads them.
    expect(new Set([...ORDER_ROWS.map((row) => row[2]), 'held', 'closedOrNotHeld'])).toEqual(new Set(ORDER_STATES))
  })

  test('is read from the one block that is there', () => {
    const block = { current_trade_state: 2 }
    const order = { out_trade_no: '1' }
    expect(stateOfOrder({ ...order, wxpay_order_content_ext: block })).toEqual({ platform: 'wechat', raw: 2 })
    expect(stateOfOrder({ ...order, alipay_order_content_ext: block })).toEqual({ platform: 'alipay', raw: 2 })
    expect(stateOfOrder({ ...order, card_order_content_ext: block })).toEqual({ platform: 'memberCard', raw: 2 })
    expect(stateOfOrder({ ...order, record_order_content_ext: block })).toEqual({ platform: 'record', raw: 2 })
    expect(stateOfOrder(order)).toBeNull()
    expect(stateOfOrder({ ...order, wxpay_order_content_ext: block, alipay_order_content_ext: block })).toBeNull()
  })

  test('is read from a row of the list; a member card’s row says none', () => {
    expect(stateOfListOrder({ out_trade_no: '1', wxpay_current_trade_state: 3 })).toEqual({ platform: 'wechat', raw: 3 })
    expect(stateOfListOrder({ out_trade_no: '1', alipay_current_trade_state: 5 })).toEqual({ platform: 'alipay', raw: 5 })
    expect(stateOfListOrder({ out_trade_no: '1', record_current_trade_state: 2 })).toEqual({ platform: 'record', raw: 2 })
    expect(stateOfListOrder({ out_trade_no: '1', sub_pay_platform: 300 })).toBeNull()
  })
})

describe('the state of a refund', () => {
  test.each(REFUND_ROWS)('%s %i is %s: %s', (platform, raw, state, verdict) => {
    expect(refundState(platform, raw)).toBe(state)
    expect(refundVerdict(refundState(platform, raw))).toBe(verdict)
  })

  test('every number that no document knows is ambiguous, never failed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLATFORMS), fc.oneof(fc.integer({ min: -3, max: 200 }), fc.integer()), (platform, raw) => {
        fc.pre(!knownIn(REFUND_ROWS, platform).includes(raw))
        expect(refundVerdict(refundState(platform, raw))).toBe('ambiguous')
      }),
    )
  })

  test('is read from the one block that is there; Alipay names it otherwise', () => {
    const refund = { out_trade_no: '1', out_refund_no: '2', refund_fee: 1 }
    expect(stateOfRefund({ ...refund, wxpay_refund_order_content_ext: { state: 4 } })).toEqual({ platform: 'wechat', raw: 4 })
    expect(stateOfRefund({ ...refund, alipay_refund_order_content_ext: { refund_status: 2 } })).toEqual({
      platform: 'alipay',
      raw: 2,
    })
    expect(stateOfRefund({ ...refund, card_refund_order_content_ext: { state: 2 } })).toEqual({ platform: 'memberCard', raw: 2 })
    expect(stateOfRefund({ ...refund, record_refund_order_content_ext: { state: 2 } })).toEqual({ platform: 'record', raw: 2 })
    expect(stateOfRefund(refund)).toBeNull()
    expect(stateOfListRefund({ ...refund, alipay_refund_state: 3 })).toEqual({ platform: 'alipay', raw: 3 })
    expect(stateOfListRefund({ ...refund, wxpay_refund_state: 2 })).toEqual({ platform: 'wechat', raw: 2 })
    expect(stateOfListRefund({ ...refund, record_refund_state: 1 })).toEqual({ platform: 'record', raw: 1 })
  })
})

test.each([
  [100, 'wechat'],
  [200, 'alipay'],
  [300, 'memberCard'],
  [401, 'bankCardRecord'],
  [402, 'cashRecord'],
  [999, null],
  [null, null],
])('the wire’s %s is the tender %s', (raw, tender) => {
  expect(tenderOf(raw)).toBe(tender)
})
