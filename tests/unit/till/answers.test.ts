import { describe, expect, test } from 'vitest'
import type { OrderAnswer } from '../../../cloudpay/client/client.ts'
import type { CallResult, UnknownReason } from '../../../cloudpay/client/result.ts'
import { fen } from '../../../contract/money.ts'
import type { OrderState } from '../../../contract/states.ts'
import { readClose, readOrder, readQr, readReversal, SALE_FAULTS } from '../../../electron/till/answers.ts'
import type { SaleRecord } from '../../../electron/ledger/records.ts'
import type { Moment } from '../../../electron/till/matter.ts'
import { readAsked, readSent } from '../../../electron/till/readings.ts'
import { saleOf } from '../../support/sale.ts'

const early: Moment = { now: 1_000_000, watched: 3000, absentSince: null }
const late: Moment = { now: 1_000_000, watched: 125_000, absentSince: null }
const sale = saleOf({ state: 'sending', orderNo: '0100005200010000000000000001', amountFen: 2000, sentAt: 990_000 })

function answered(state: OrderState, verdict: OrderAnswer['verdict'], more: Partial<OrderAnswer> = {}): CallResult<OrderAnswer> {
  return {
    outcome: 'ok',
    logId: 7,
    answer: {
      orderNo: sale.orderNo ?? '',
      amountFen: fen(2000),
      tender: 'wechat',
      state,
      verdict,
      rawState: 0,
      platformTxnId: '42',
      paidFen: fen(1800),
      settledFen: fen(1800),
      paidAt: null,
      transforming: false,
      membershipNumber: null,
      isTopUp: null,
      bonusFen: null,
      codeUrl: null,
      stateText: null,
      remark: null,
      ...more,
    },
  }
}
const refused = (status: number, internalStatus = 0, signed = true): CallResult<OrderAnswer> => ({
  outcome: 'refused',
  status,
  internalStatus,
  text: '余额不足',
  logId: 9,
  signed,
})
const readCharge = (result: CallResult<OrderAnswer>, of: SaleRecord, moment: Moment, first: boolean) =>
  readSent(result, of, moment, first, readOrder, SALE_FAULTS)
const readQuery = (result: CallResult<OrderAnswer>, of: SaleRecord, moment: Moment) =>
  readAsked(result, of, moment, readOrder, SALE_FAULTS)
const unknown = (reason: UnknownReason): CallResult<OrderAnswer> => ({ outcome: 'unknown', reason, text: '', logId: null })

describe('the answer to a charge, row by row of PROTOCOL 5.1', () => {
  test('paid: the amounts and the platform number go into the book', () => {
    expect(readCharge(answered('paid', 'paid'), sale, early, true)).toMatchObject({
      event: 'paid',
      facts: { platformTxnId: '42', paidFen: 1800, discountFen: 200, fault: null },
    })
  })
  test('the customer is paying', () => {
    expect(readCharge(answered('pendingCustomer', 'waiting'), sale, early, true).event).toBe('stillPaying')
  })
  test('stopped, failed and reversed are not paid', () => {
    for (const state of ['customerCancelled', 'error', 'reversed'] as const) {
      expect(readCharge(answered(state, 'notPaid'), sale, early, true).event).toBe('notPaid')
    }
  })
  test('void or closed right after the charge may still turn, and is final after 2 minutes', () => {
    for (const state of ['void', 'closed'] as const) {
      expect(readQuery(answered(state, 'notPaid'), sale, early).event).toBe('void')
      expect(readQuery(answered(state, 'notPaid'), sale, late).event).toBe('notPaid')
    }
  })
  test('Alipay 5 is a closed order, or a refund of one that was paid', () => {
    expect(readQuery(answered('closedOrRefunded', 'ambiguous'), sale, early).event).toBe('notPaid')
    expect(readQuery(answered('closedOrRefunded', 'ambiguous', { paidAt: 5 }), sale, early).event).toBe('refunded')
  })
  test('a state no document knows decides nothing', () => {
    expect(readCharge(answered('created', 'ambiguous'), sale, early, true).event).toBe('noAnswer')
  })
  test.each(['noAnswer', 'lost', 'notTrusted', 'serverUnsure', 'tryLater', 'unreadable'] as const)('%s is unknown', (reason) => {
    expect(readCharge(unknown(reason), sale, early, true).event).toBe('noAnswer')
  })
  test('not sent at all is certain the first time, and proves nothing about an earlier charge', () => {
    expect(readCharge(unknown('notSent'), sale, early, true)).toMatchObject({
      event: 'notSent',
      facts: { fault: { code: 'sale.notSent' } },
    })
    expect(readCharge(unknown('notSent'), sale, early, false).event).toBe('noAnswer')
    expect(readQuery(unknown('notSent'), sale, early).event).toBe('noAnswer')
  })
  test('104 is a refusal with the platform’s own words', () => {
    expect(readCharge(refused(104), sale, early, true)).toMatchObject({
      event: 'refused',
      facts: { fault: { code: 'sale.refused', platformText: '余额不足', status: 104, logId: 9 } },
    })
    expect(readCharge(refused(104), sale, early, false).event, 'but not of a charge that was repeated').toBe('noAnswer')
  })
  test('102 wants a new number', () => {
    expect(readCharge(refused(102), sale, early, true).facts.fault?.code).toBe('sale.newNumberNeeded')
  })
  test('407 asks about the earlier order and never says failed', () => {
    expect(readCharge(refused(104, 407), sale, early, true)).toMatchObject({
      event: 'numberUsed',
      facts: { fault: { code: 'sale.numberUsed' } },
    })
  })
  test('a payment under a number of which 407 said that it is another’s is not this one; its end unpaid is', () => {
    const refusedOnce = { ...sale, numberUsed: true, notOurs: true }
    for (const state of ['paid', 'refunded'] as const)
      expect(readQuery(answered(state, state), refusedOnce, late)).toMatchObject({
        event: 'differs',
        facts: { fault: { code: 'sale.numberUsed' } },
      })
    expect(readQuery(answered('closed', 'notPaid'), refusedOnce, late).event).toBe('notPaid')
    const closed = answered('closedOrRefunded', 'ambiguous', { paidAt: 1 })
    expect([readQuery(closed, sale, late).event, readQuery(closed, refusedOnce, late).event]).toEqual(['refunded', 'notPaid'])
    expect(readQuery(answered('paid', 'paid'), { ...sale, numberUsed: true }, late).event, 'after a repeated charge').toBe('paid')
  })
  test('101 to a repeated charge proves nothing about the first one, which may still arrive', () => {
    const again = readCharge(refused(101, 3, false), sale, early, false)
    expect(again.facts.fault?.code).toBe('sale.serverUnsure')
    expect(readQuery(refused(104), { ...sale, ...again.facts }, early).event).toBe('absent')
  })
  test('101 is unsigned: it is believed only after a query', () => {
    const first = readCharge(refused(101, 7, false), sale, early, true)
    expect(first.event).toBe('doubtfulRefusal')
    const doubted = { ...sale, ...first.facts }
    expect(readQuery(refused(104), doubted, early).event).toBe('refused')
    expect(readQuery(refused(101, 7, false), doubted, early).event).toBe('refused')
    expect(readQuery(refused(101, 3, false), doubted, early).event).toBe('doubtfulRefusal')
    expect(readQuery(answered('paid', 'paid'), doubted, early).event).toBe('paid')
  })
  test('another amount under this number is never taken for this sale', () => {
    expect(readQuery(answered('paid', 'paid', { amountFen: fen(1) }), sale, early)).toMatchObject({
      event: 'differs',
      facts: { fault: { code: 'sale.amountDiffers', params: { amountFen: 1 } } },
    })
  })
})

describe('a number that Cloud Pay does not know (RULINGS 1)', () => {
  test('proves nothing within the first 2 minutes', () => {
    expect(readQuery(refused(104), sale, { ...early, absentSince: 1 }).event).toBe('absent')
  })
  test('is believed after 2 minutes only by two answers 10 s apart', () => {
    expect(readQuery(refused(104), sale, late).event).toBe('absent')
    expect(readQuery(refused(104), sale, { ...late, absentSince: 121_000 }).event).toBe('absent')
    expect(readQuery(refused(104), sale, { ...late, watched: 131_500, absentSince: 121_000 })).toMatchObject({
      event: 'confirmedAbsent',
      facts: { fault: { code: 'sale.notTaken' } },
    })
  })
})

describe('a QR for the customer to scan (PROTOCOL 5.2)', () => {
  const qr = { ...sale, way: 'qr' as const, state: 'pendingCustomer' as const }
  const qrSent = (result: CallResult<{ codeUrl: string }>, first: boolean) =>
    readSent(result, qr, early, first, readQr, SALE_FAULTS)
  test('there is a QR to show', () => {
    expect(qrSent({ outcome: 'ok', logId: 1, answer: { codeUrl: 'weixin://x' } }, true)).toMatchObject({
      event: 'qrReady',
      facts: { codeUrl: 'weixin://x', fault: null },
    })
  })
  test('no answer is unknown; a refusal of a repeated request proves nothing', () => {
    const silence = (reason: UnknownReason) => ({ outcome: 'unknown', reason, text: '', logId: null }) as const
    expect(qrSent(silence('lost'), true).event).toBe('noAnswer')
    expect(qrSent(silence('notSent'), true).event).toBe('notSent')
    expect(qrSent(silence('notSent'), false).event).toBe('noAnswer')
    const answer = refused(104)
    if (answer.outcome !== 'refused') throw new Error('no refusal')
    expect(qrSent(answer, true).event).toBe('refused')
    expect(qrSent(answer, false).event).toBe('noAnswer')
  })
  test('taken back: whatever is answered, the QR is gone and nothing is believed yet', () => {
    expect(readClose({ outcome: 'ok', logId: 1, answer: null })).toEqual({ event: 'closed', facts: { codeUrl: null } })
    const answer = refused(104)
    if (answer.outcome !== 'refused') throw new Error('no refusal')
    expect(readClose(answer)).toEqual({ event: 'closeRefused', facts: { codeUrl: null } })
    expect(readClose({ outcome: 'unknown', reason: 'lost', text: '', logId: null }).event).toBe('noAnswer')
  })
  test('closed is final for a QR at once, since only we and its expiry close it', () => {
    expect(readQuery(answered('closed', 'notPaid'), qr, early)).toMatchObject({
      event: 'notPaid',
      facts: { fault: { code: 'sale.qrNotPaid' } },
    })
  })
})

describe('the answer to a reversal, and what the order says afterwards (PROTOCOL 5.1, 5)', () => {
  const reversing = { ...sale, state: 'reversing' as const, orderState: 'pendingCustomer' as const }
  const said = (result: CallResult<OrderAnswer>): CallResult<null> => result as CallResult<null>

  test('taken on is not reversed: the order has to say so', () => {
    expect(readReversal({ outcome: 'ok', logId: 1, answer: null })).toEqual({ event: 'reversalTaken', facts: { fault: null } })
  })
  test('refused, signed or not, it was not taken; 407 is 407', () => {
    for (const signed of [true, false])
      expect(readReversal(said(refused(signed ? 104 : 101, 7, signed)))).toMatchObject({
        event: 'reversalRefused',
        facts: { fault: { code: 'reverse.refused', platformText: '余额不足' } },
      })
    expect(readReversal(said(refused(104, 407))).event).toBe('numberUsed')
  })
  test('not sent is certain; anything else is unknown', () => {
    expect(readReversal(said(unknown('notSent'))).event).toBe('reversalNotSent')
    for (const reason of ['noAnswer', 'lost', 'notTrusted', 'serverUnsure', 'tryLater', 'unreadable'] as const)
      expect(readReversal(said(unknown(reason))).event, reason).toBe('noAnswer')
  })
  test('reversed: no payment, and the sentence says that the money goes back', () => {
    expect(readQuery(answered('reversed', 'notPaid'), reversing, early)).toMatchObject({
      event: 'notPaid',
      facts: { orderState: 'reversed', fault: { code: 'sale.reversed' } },
    })
  })
  test('Alipay’s 5 is the reversal, whether the order had been paid or not; elsewhere it stays what it was', () => {
    for (const verdict of ['ambiguous', 'refunded'] as const) {
      const five = answered('closedOrRefunded', verdict, { tender: 'alipay', paidAt: verdict === 'refunded' ? 5 : null })
      expect(readQuery(five, reversing, early)).toMatchObject({ event: 'notPaid', facts: { fault: { code: 'sale.reversed' } } })
      expect(readQuery(five, { ...reversing, state: 'unknown' }, early).facts.fault?.code).not.toBe('sale.reversed')
    }
    expect(readQuery(answered('refunded', 'refunded'), reversing, early).event).toBe('refunded')
  })
  test('paid is not believed in the 2 minutes in which the reversal may still arrive', () => {
    expect(readQuery(answered('paid', 'paid'), reversing, early)).toMatchObject({
      event: 'paidMeanwhile',
      facts: { orderState: 'paid' },
    })
    expect(readQuery(answered('paid', 'paid'), reversing, { ...late, watched: 119_999 }).event).toBe('paidMeanwhile')
    expect(readQuery(answered('paid', 'paid'), reversing, late).event).toBe('paid')
  })
})
