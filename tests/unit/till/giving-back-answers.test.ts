import { describe, expect, test } from 'vitest'
import type { RefundAnswer, ReleaseAnswer } from '../../../cloudpay/client/client.ts'
import type { CallResult } from '../../../cloudpay/client/result.ts'
import type { RefundRecord, ReleaseRecord } from '../../../electron/ledger/records.ts'
import type { Moment } from '../../../electron/till/matter.ts'
import { readRefundAsked, readRefundSent } from '../../../electron/till/refund-calls.ts'
import { readReleaseAsked, readReleaseSent } from '../../../electron/till/release-calls.ts'

/** Refused with a code and without a signature (101): what that says of money that goes back. */

const moment: Moment = { now: 1_000_000, watched: 3000, absentSince: null }
const common = {
  tender: 'wechat',
  amountFen: 500,
  state: 'sending',
  startedAt: 0,
  sentAt: 0,
  settledAt: null,
  fault: null,
  staffId: '0001',
  staffName: '陈经理',
  isAdmin: false,
  authority: 'own',
  approver: null,
} as const
const refund: RefundRecord = {
  ...common,
  refundId: 'r1',
  refundNo: 'R1',
  orderNo: 'O1',
  saleId: 's1',
  holdNo: null,
  orderFen: 2000,
  settledFen: null,
  reason: '',
  acceptedAt: null,
  platformRefundId: null,
  receivedBy: null,
}
const release: ReleaseRecord = {
  ...common,
  releaseId: 'r1',
  releaseNo: 'R1',
  holdNo: 'H1',
  heldFen: 2000,
  remark: '',
  platformReleaseId: null,
}
const refused = (status: number, signed: boolean) =>
  ({ outcome: 'refused', status, internalStatus: 0, text: '', logId: 1, signed }) as const

describe.each([
  {
    name: 'a refund',
    sent: (first: boolean) => readRefundSent(refused(101, false) as CallResult<RefundAnswer>, refund, moment, first),
    asked: (fault: RefundRecord['fault']) =>
      readRefundAsked(refused(104, true) as CallResult<RefundAnswer>, { ...refund, fault }, moment),
    setUp: 'refund.setUpProblem',
  },
  {
    name: 'a release',
    sent: (first: boolean) => readReleaseSent(refused(101, false) as CallResult<ReleaseAnswer>, release, moment, first),
    asked: (fault: ReleaseRecord['fault']) =>
      readReleaseAsked(refused(104, true) as CallResult<ReleaseAnswer[]>, { ...release, fault }, moment),
    setUp: 'release.setUpProblem',
  },
])('$name that is refused without a signature', ({ sent, asked, setUp }) => {
  test('is doubted; where it was the first to leave and its number is not known, it was refused', () => {
    const reading = sent(true)
    expect(reading).toMatchObject({ event: 'doubtfulRefusal', facts: { fault: { code: setUp } } })
    expect(asked(reading.facts.fault ?? null).event).toBe('refused')
  })

  test('when it was repeated, says nothing of the first one: a number that is not known yet is not believed', () => {
    const reading = sent(false)
    expect(reading.event).toBe('doubtfulRefusal')
    expect(asked(reading.facts.fault ?? null).event).toBe('absent')
  })
})
