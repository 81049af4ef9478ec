import { describe, expect, it } from 'vitest'
import type { OrderView } from '../../../cloudpay/sandbox/sandbox.ts'
import type { RefundRecord } from '../../../electron/ledger/records.ts'
import type { FoundBook, FoundSlip } from '../../kill/book.ts'
import type { Found } from '../../kill/found.ts'
import { brokenAlways, brokenWhenSettled, unsettledOf } from '../../kill/judge.ts'
import type { Paper } from '../../kill/paper.ts'
import { saleOf } from '../../support/sale.ts'

const sale = saleOf({ orderNo: '1', amountFen: 2000, state: 'paid' })
const refund: RefundRecord = {
  refundId: 'r1',
  refundNo: '9',
  orderNo: '1',
  saleId: 's1',
  holdNo: null,
  tender: 'wechat',
  orderFen: 2000,
  amountFen: 500,
  settledFen: null,
  reason: '',
  state: 'succeeded',
  startedAt: 0,
  sentAt: 0,
  acceptedAt: 0,
  settledAt: 0,
  platformRefundId: null,
  receivedBy: null,
  fault: null,
  staffId: '0001',
  staffName: '陈经理',
  isAdmin: false,
  authority: 'own',
  approver: null,
}
const order: OrderView = {
  number: '1',
  tender: 'wechat',
  trade: 'micro',
  totalFee: 2000,
  refundedFee: 500,
  phase: 'paid',
  state: 0,
  history: [],
  createdAt: 0,
  paidAt: 0,
  body: '',
  walletId: undefined,
  staffId: undefined,
  deviceId: undefined,
  codeUrl: undefined,
  topUp: undefined,
  qrCode: undefined,
  asking: false,
  refunds: [{ number: '9', fee: 500, phase: 'done' }],
}
const slips: FoundSlip[] = [
  { event: 'payment:1', orderNo: '1', copy: false, state: 'printed', fault: null },
  { event: 'refund:9', orderNo: '9', copy: false, state: 'printed', fault: null },
]
const paper: Paper[] = [
  { kind: 'payment', number: '1', copy: false, faults: [] },
  { kind: 'refund', number: '9', copy: false, faults: [] },
]

const book: FoundBook = {
  damage: [],
  sales: [sale],
  refunds: [refund],
  deposits: [],
  releases: [],
  slips,
  atTheTill: null,
}
const well: Found = { book, orders: [order], holds: [], paper, presses: [] }
const withBook = (part: Partial<FoundBook>): Found => ({ ...well, book: { ...book, ...part } })
const withOrder = (part: Partial<OrderView>): Found => ({ ...well, orders: [{ ...order, ...part }] })
const withPaper = (...more: Paper[]): Found => ({ ...well, paper: more })

describe('the judge of the kills', () => {
  it('finds nothing wrong where book, Cloud Pay and paper tell one story', () => {
    expect([...brokenAlways(well), ...brokenWhenSettled(well)]).toEqual([])
  })

  it.each<[string, Found, RegExp]>([
    ['damage of the file', withBook({ damage: ['row 3 missing from index'] }), /row 3 missing/],
    ['a charge that the book does not know', withBook({ sales: [] }), /has the order 1, and the book does not/],
    ['a charge of another amount', withOrder({ totalFee: 2500 }), /2500 fen at Cloud Pay and of 2000/],
    [
      'a charge that is called failed',
      withBook({ sales: [{ ...sale, state: 'failed' }] }),
      /was charged, and the book calls it failed/,
    ],
    ['a payment that never was', withOrder({ phase: 'waiting' }), /calls 1 paid, and Cloud Pay has no such money/],
    [
      'one sale that was charged under two numbers',
      {
        ...withBook({ sales: [sale, { ...sale, saleId: 's2', orderNo: '2' }] }),
        orders: [order, { ...order, number: '2', refunds: [] }],
      },
      /charge of so many fen: 2000 is there more than once/,
    ],
    [
      'a number for a sale and a refund',
      withBook({ refunds: [{ ...refund, refundNo: '1' }] }),
      /number 1 is there more than once/,
    ],
    ['a refund that the book does not know', withBook({ refunds: [] }), /has the refund 9 of order 1, and the book does not/],
    ['a refund of another amount', withBook({ refunds: [{ ...refund, amountFen: 400 }] }), /500 fen of 1 at Cloud Pay, 400 of 1/],
    [
      'a refund that is called failed',
      withBook({ refunds: [{ ...refund, state: 'failed' }] }),
      /done at Cloud Pay, and the book calls it/,
    ],
    ['a refund that never was', withOrder({ refunds: [] }), /calls refund 9 succeeded, and Cloud Pay says nothing/],
    [
      'a refund accepted that nobody took on',
      { ...withOrder({ refunds: [] }), book: { ...book, refunds: [{ ...refund, state: 'accepted' }] } },
      /calls refund 9 accepted, and Cloud Pay never took it/,
    ],
    [
      'more than the order given back',
      withOrder({ refunds: [{ number: '9', fee: 2001, phase: 'done' }] }),
      /2001 fen were given back/,
    ],
    ['an original slip twice', withPaper(...paper, ...paper.slice(0, 1)), /original slip of 1 is there more than once/],
    ['a slip that is called printed and is not', withPaper(...paper.slice(1)), /payment:1 is called printed, and no paper/],
    [
      'a slip that came out broken',
      withPaper({ kind: 'payment', number: '1', copy: false, faults: ['unknown byte'] }, ...paper.slice(1)),
      /came out broken: unknown byte/,
    ],
    [
      'a torn slip that nobody knows of',
      withPaper(...paper, { kind: 'scrap', number: '', copy: false, faults: [] }),
      /1 half slips/,
    ],
  ])('sees %s', (_what, found, sentence) => {
    expect(brokenAlways(found).join('\n')).toMatch(sentence)
  })

  it.each<[string, Found, RegExp]>([
    [
      'a payment that the till did not find out',
      withBook({ sales: [{ ...sale, state: 'unknown' }] }),
      /is paid at Cloud Pay, and the book says unknown/,
    ],
    [
      'a failure that the till did not find out',
      { ...withBook({ sales: [{ ...sale, state: 'sending' }] }), orders: [{ ...order, phase: 'failed', refunds: [] }] },
      /is failed at Cloud Pay, and the book says sending/,
    ],
    ['a payment without a slip', withPaper(...paper.slice(1)), /order 1 was paid, and no slip came out/],
    [
      'a refund that the till did not find out',
      withBook({ refunds: [{ ...refund, state: 'accepted' }] }),
      /9 is done at Cloud Pay, and the book says accepted/,
    ],
    ['a refund without a slip', withPaper(...paper.slice(0, 1)), /refund 9 was done, and no slip came out/],
    [
      'a slip that still waits',
      withBook({ slips: [{ event: 'payment:1', orderNo: '1', copy: false, state: 'waiting', fault: null }] }),
      /payment:1 is still waiting/,
    ],
  ])('sees, once all should be known, %s', (_what, found, sentence) => {
    expect(brokenWhenSettled(found).join('\n')).toMatch(sentence)
  })

  it('lets a torn slip be one copy, and nothing else', () => {
    const torn: FoundSlip[] = [
      { event: 'payment:1', orderNo: '1', copy: false, state: 'failed', fault: 'interrupted' },
      ...slips.slice(1),
    ]
    const copied = { ...withBook({ slips: torn }), paper: paper.map((one) => ({ ...one, copy: one.kind === 'payment' })) }
    expect([...brokenAlways(copied), ...brokenWhenSettled(copied)]).toEqual([])
  })

  it('takes a refund that a person has to finish as failed where the platform has no other word for it', () => {
    const refunds = [{ number: '9', fee: 500, phase: 'needsPerson' as const }]
    const failed = { ...withBook({ refunds: [{ ...refund, state: 'failed' as const }] }) }
    const there = (tender: 'wechat' | 'alipay'): Found => ({ ...failed, orders: [{ ...order, tender, refunds }] })
    expect([...brokenAlways(there('alipay')), ...brokenWhenSettled(there('alipay'))]).toEqual([])
    expect(brokenAlways(there('wechat')).join()).toMatch(/needsPerson at Cloud Pay, and the book calls it failed/)
  })

  it('tells what Cloud Pay knows and the till does not from what never arrived', () => {
    const sales = [
      { ...sale, state: 'sending' as const },
      { ...sale, saleId: 's2', orderNo: '2', state: 'unknown' as const },
    ]
    const refunds = [{ ...refund, refundNo: '8', state: 'sending' as const }]
    expect(unsettledOf(withBook({ sales, refunds }))).toEqual({ known: ['1'], doubted: ['2', '8'] })
  })
})
