import { describe, expect, test } from 'vitest'
import type { CallResult } from '../../../cloudpay/client/result.ts'
import { SALE_STATES, TENDERS } from '../../../contract/states.ts'
import { saleRecordSchema, type SaleRecord } from '../../../electron/ledger/records.ts'
import { whyNotReversed } from '../../../electron/till/reversals.ts'
import { withMark } from '../../../electron/till/sale-calls.ts'
import { saleOf } from '../../support/sale.ts'

/** Who may be taken back (PROTOCOL 5.1, 5; invariant M4): the rule alone, without a till around it. */

const place = { orderPrefix: '01000052', tillDigits: '4711' }
const LIMIT = 120_000
/** Hangs since two minutes, and Cloud Pay says that the customer is still at it. */
const hanging = saleOf({ state: 'unknown', orderNo: '010000524711000000000000001', orderState: 'pendingCustomer', sentAt: 1 })
const why = (facts: Partial<SaleRecord>, age = LIMIT) => whyNotReversed({ ...hanging, ...facts }, age, place)

describe('a payment that hangs', () => {
  test('may be taken back after 2 minutes while it is in work, of WeChat and of Alipay', () => {
    for (const tender of ['wechat', 'alipay'] as const)
      for (const orderState of ['created', 'pendingCustomer'] as const) expect(why({ tender, orderState })).toBeNull()
  })
  test('once more while the first reversal is not known, after 2 minutes again', () => {
    expect(why({ state: 'reversing' }, LIMIT - 1)).toBe('reverse.tooEarly')
    expect(why({ state: 'reversing' })).toBeNull()
  })
  test('not a moment earlier', () => {
    expect(why({}, LIMIT - 1)).toBe('reverse.tooEarly')
    for (const state of ['sending', 'pendingCustomer', 'waitingForCode', 'closing'] as const)
      expect(why({ state }), state).toBe('reverse.tooEarly')
  })
  test('never when 407 was answered to its number, in whatever state it is', () => {
    for (const state of SALE_STATES) expect(why({ state, numberUsed: true }), state).toBe('reverse.numberUsed')
  })
  test('not when it is known: paid is refunded, not paid needs nothing, another amount is another’s', () => {
    for (const state of ['paid', 'refunded'] as const) expect(why({ state }), state).toBe('reverse.paid')
    for (const state of ['failed', 'cancelled'] as const) expect(why({ state }), state).toBe('reverse.notPaid')
    expect(why({ state: 'conflict' })).toBe('reverse.numberUsed')
  })
  test('not when Cloud Pay never said, or last said something else, than that it is in work', () => {
    for (const orderState of [null, 'void', 'closed', 'paid', 'reversed', 'closedOrRefunded'] as const)
      expect(why({ orderState }), String(orderState)).toBe('reverse.notInWork')
  })
  test('only by the customer’s code, with a wallet that knows it', () => {
    for (const way of ['qr', 'record'] as const) expect(why({ way }), way).toBe('reverse.onlyByCode')
    for (const tender of [...TENDERS.filter((one) => one !== 'wechat' && one !== 'alipay'), null])
      expect(why({ tender }), String(tender)).toBe('reverse.onlyByCode')
  })
  test('only of the very terminal that took it', () => {
    for (const orderNo of ['010000524712000000000000001', '010000534711000000000000001', null])
      expect(why({ orderNo }), String(orderNo)).toBe('reverse.otherTill')
  })
})

describe('the mark of 407', () => {
  const refused = (internalStatus: number): CallResult<null> => ({
    outcome: 'refused',
    status: 104,
    internalStatus,
    text: '',
    logId: null,
    signed: true,
  })
  test('is left by any answer that says it, beside whatever else it means', () => {
    const reading = { event: 'numberUsed' as const, facts: { fault: { code: 'sale.numberUsed' as const } } }
    expect(withMark(refused(407), reading)).toEqual({ ...reading, facts: { ...reading.facts, numberUsed: true } })
    expect(withMark(refused(0), reading)).toEqual(reading)
  })
  test('stands on sales of books from before there was one: nobody knows what they heard', () => {
    const read = saleRecordSchema.parse({ ...hanging, numberUsed: undefined, reversal: undefined })
    expect([read.numberUsed, read.reversal]).toEqual([true, null])
    expect(whyNotReversed(read, LIMIT, place)).toBe('reverse.numberUsed')
  })
})
