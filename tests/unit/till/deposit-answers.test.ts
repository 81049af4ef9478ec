import { describe, expect, test } from 'vitest'
import type { CaptureAnswer, HoldAnswer } from '../../../cloudpay/client/client.ts'
import { fen } from '../../../contract/money.ts'
import { CAPTURE_FAULTS, HOLD_FAULTS, readCapture, readHold } from '../../../electron/till/deposit-answers.ts'
import type { Moment } from '../../../electron/till/matter.ts'
import { readAsked, readSent } from '../../../electron/till/readings.ts'
import { saleOf } from '../../support/sale.ts'

const early: Moment = { now: 1_000_000, watched: 3000, absentSince: null }
const late: Moment = { now: 1_000_000, watched: 125_000, absentSince: null }
const NUMBER = '0100005200010000000000000001'
const hold = saleOf({ purpose: 'hold', state: 'sending', orderNo: NUMBER, amountFen: 2000, sentAt: 990_000 })
const qr = { ...hold, way: 'qr' as const, tender: 'alipay' as const, state: 'pendingCustomer' as const }

const told = (state: HoldAnswer['state'], verdict: HoldAnswer['verdict'], more: Partial<HoldAnswer> = {}): HoldAnswer => ({
  holdNo: NUMBER,
  tender: 'wechat',
  state,
  verdict,
  rawState: 0,
  heldFen: fen(2000),
  capturedFen: fen(0),
  releasedFen: fen(0),
  autoReleasedFen: fen(0),
  refundedFen: fen(0),
  leftFen: fen(2000),
  tradeType: null,
  platformHoldId: '42',
  createdAt: null,
  heldAt: 900_000,
  transforming: false,
  stateText: null,
  remark: null,
  ...more,
})

describe('what is told of a hold (PROTOCOL 5.5)', () => {
  test('held: the time of success and the platform’s number go into the book', () => {
    expect(readHold(told('held', 'held'), hold, early)).toEqual({
      event: 'held',
      facts: { orderState: 'held', tender: 'wechat', platformTxnId: '42', settledAt: 900_000, fault: null },
    })
  })
  test('a hold of which nothing is left was held all the same', () => {
    expect(readHold(told('closed', 'closed'), hold, early).event).toBe('held')
  })
  test('waiting is waiting, and what cannot be told is no answer', () => {
    expect(readHold(told('pendingCustomer', 'waiting'), hold, early).event).toBe('stillPaying')
    expect(readHold(told('closedOrNotHeld', 'ambiguous'), hold, late).event).toBe('noAnswer')
  })
  test('stopped by the customer or failed is not held; the sentence tells which', () => {
    expect(readHold(told('customerCancelled', 'notHeld'), hold, early)).toMatchObject({
      event: 'notPaid',
      facts: { fault: { code: 'sale.customerCancelled' } },
    })
    expect(readHold(told('error', 'notHeld'), hold, early).facts.fault?.code).toBe('deposit.notHeld')
  })
  test('void, and Alipay’s word for all that is over, may still turn within 2 minutes; of a QR it is its end', () => {
    for (const state of ['void', 'closedOrNotHeld'] as const) {
      expect(readHold(told(state, 'notHeld'), hold, early).event, state).toBe('void')
      expect(readHold(told(state, 'notHeld'), hold, late).event, state).toBe('notPaid')
    }
    const over = readHold(told('closedOrNotHeld', 'notHeld', { tender: 'alipay' }), qr, early)
    expect(over).toMatchObject({ event: 'notPaid', facts: { fault: { code: 'deposit.qrNotHeld' } } })
  })
  test('another amount, or one that 407 says is somebody else’s, is a conflict', () => {
    expect(readHold(told('held', 'held', { heldFen: fen(2001) }), hold, early).event).toBe('differs')
    expect(readHold(told('held', 'held'), { ...hold, notOurs: true }, early).event).toBe('differs')
  })
  test('a refusal of the first request is the merchant’s to look at; of a repeated one it proves nothing', () => {
    const refused = {
      outcome: 'refused',
      status: 104,
      internalStatus: 0,
      text: '系统内部异常。',
      logId: 3,
      signed: true,
    } as const
    expect(readSent(refused, hold, early, true, readHold, HOLD_FAULTS)).toMatchObject({
      event: 'refused',
      facts: { fault: { code: 'deposit.refused', platformText: '系统内部异常。' } },
    })
    expect(readSent(refused, hold, early, false, readHold, HOLD_FAULTS).event).toBe('noAnswer')
  })
  test('absence is believed after 2 minutes and two answers 10 s apart, and not before', () => {
    const absent = { outcome: 'refused', status: 104, internalStatus: 0, text: '冻结单不存在。', logId: 3, signed: true } as const
    const read = (moment: Moment) => readAsked(absent, hold, moment, readHold, HOLD_FAULTS)
    expect(read(early).event).toBe('absent')
    expect(read({ ...late, absentSince: 121_000 }).event).toBe('absent')
    expect(read({ ...late, watched: 131_500, absentSince: 121_000 })).toMatchObject({
      event: 'confirmedAbsent',
      facts: { fault: { code: 'deposit.notHeld' } },
    })
  })
})

describe('what is told of a capture', () => {
  const capture = saleOf({
    way: 'capture',
    state: 'sending',
    orderNo: NUMBER,
    amountFen: 100,
    holdNo: 'H1',
    heldFen: 1000,
    releaseRest: true,
    returnedFen: 900,
  })
  const answer = (more: Partial<CaptureAnswer> = {}): CaptureAnswer => ({
    orderNo: NUMBER,
    amountFen: fen(100),
    tender: 'wechat',
    state: 'depositCaptured',
    verdict: 'paid',
    rawState: 14,
    platformTxnId: '42',
    paidFen: fen(100),
    settledFen: fen(100),
    paidAt: null,
    transforming: false,
    membershipNumber: null,
    isTopUp: null,
    bonusFen: null,
    codeUrl: null,
    stateText: null,
    remark: null,
    holdNo: 'H1',
    heldFen: fen(1000),
    releasedFen: fen(900),
    restReleased: true,
    ...more,
  })

  test('taken: what went back with it is as told, or as expected where nothing is told', () => {
    expect(readCapture(answer({ releasedFen: fen(899) }), capture, early)).toMatchObject({
      event: 'paid',
      facts: { returnedFen: 899 },
    })
    expect(readCapture(answer({ releasedFen: null }), capture, early)).toMatchObject({
      event: 'paid',
      facts: { returnedFen: 900 },
    })
  })
  test('of another hold, or of another amount, is a conflict', () => {
    expect(readCapture(answer({ holdNo: 'H2' }), capture, early).event).toBe('differs')
    expect(readCapture(answer({ amountFen: fen(101) }), capture, early).event).toBe('differs')
  })
  test('that names no hold is believed, unless 407 has said that another order has its number', () => {
    expect(readCapture(answer({ holdNo: null }), capture, early).event).toBe('paid')
    expect(readCapture(answer({ holdNo: null }), { ...capture, numberUsed: true }, early).event).toBe('differs')
    expect(readCapture(answer(), { ...capture, numberUsed: true }, early).event).toBe('paid')
  })
  test('without an answer it is not known, and has a sentence of its own', () => {
    const lost = { outcome: 'unknown', reason: 'lost', text: '', logId: null } as const
    expect(readSent(lost, capture, early, true, readCapture, CAPTURE_FAULTS)).toEqual({
      event: 'noAnswer',
      facts: { fault: { code: 'capture.noAnswer' } },
    })
  })
})
