import { describe, expect, it } from 'vitest'
import type { RefundRecord } from '../../../electron/ledger/records.ts'
import { brokenWords } from '../../kill/judge-phone.ts'

const refund = {
  ...{
    refundId: 'r1',
    refundNo: '9',
    orderNo: '1',
    saleId: 's1',
    holdNo: null,
    tender: 'wechat',
    orderFen: 2000,
    amountFen: 500,
  },
  ...{ settledFen: null, reason: '', state: 'succeeded', startedAt: 0, sentAt: 0, acceptedAt: 0, settledAt: 0 },
  ...{ platformRefundId: null, receivedBy: null, fault: null, staffId: '1207', staffName: '王磊', isAdmin: false },
  ...{ authority: 'phone', approver: { staffId: '0001', name: '陈经理' } },
} satisfies RefundRecord as RefundRecord
const word = { orderNumber: '1', fee: 500, answeredBy: '陈经理' }
const broken = (refunds: readonly RefundRecord[], ...approvals: (typeof word)[]): string =>
  [...brokenWords({ refunds, approvals })].join('\n')

describe('the judge of words given by phone', () => {
  it('finds nothing wrong with one refund by one word, nor with one that needed none', () => {
    expect(broken([refund], word)).toBe('')
    expect(broken([{ ...refund, authority: 'own', approver: null }])).toBe('')
  })

  it.each<[string, string, RegExp]>([
    ['a word that was used twice', broken([refund, { ...refund, refundNo: '8' }], word), /refund 8 of 500 fen of 1 went by/],
    ['a word for another amount', broken([refund], { ...word, fee: 501 }), /refund 9 .* nobody gave/],
    ['a word for another order', broken([refund], { ...word, orderNumber: '2' }), /refund 9 .* nobody gave/],
    ['a refund without a second person', broken([{ ...refund, approver: null }], word), /names no second person/],
    ['an own word', broken([{ ...refund, staffId: '0001' }], word), /names no second person/],
  ])('sees %s', (_name, said, sentence) => {
    expect(said).toMatch(sentence)
  })
})
