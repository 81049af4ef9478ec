import { describe, expect, it } from 'vitest'
import type { HoldView } from '../../../cloudpay/sandbox/sandbox.ts'
import type { FoundBook, FoundDeposit } from '../../kill/book.ts'
import type { Found } from '../../kill/found.ts'
import { brokenAlways, brokenWhenSettled, unsettledOf } from '../../kill/judge.ts'
import {
  book,
  capture,
  capturePaper,
  deposit,
  hold,
  holdPaper,
  order,
  release,
  releasePaper,
  there,
  well,
} from './deposit-story.ts'

const withBook = (part: Partial<FoundBook>): Found => ({ ...well, book: { ...book, ...part } })
const withHold = (part: Partial<HoldView>): Found => ({ ...well, holds: [{ ...there, ...part }] })
const withSums = (part: Partial<FoundDeposit['sums']>): Found =>
  withBook({ deposits: [{ ...deposit, sums: { ...deposit.sums, ...part } }] })

describe('the judge of the kills, of deposits', () => {
  it('finds nothing wrong where book, Cloud Pay and paper tell one story', () => {
    expect([...brokenAlways(well), ...brokenWhenSettled(well)]).toEqual([])
    expect(unsettledOf(well)).toEqual({ known: [], doubted: [] })
  })

  it.each<[string, Found, RegExp]>([
    [
      'a deposit that the book does not know',
      withBook({ sales: [capture], deposits: [] }),
      /has the deposit 1, and the book does/,
    ],
    [
      'a deposit that the book has as a sale',
      withBook({ sales: [{ ...hold, purpose: 'sale' }, capture] }),
      /has the deposit 1, and the book does/,
    ],
    ['a deposit of another amount', withHold({ fee: 9000 }), /deposit 1 is of 9000 fen at Cloud Pay and of 10000/],
    [
      'a deposit that is called failed',
      withBook({ sales: [{ ...hold, state: 'failed' }, capture], deposits: [] }),
      /deposit 1 was held, and the book calls it failed/,
    ],
    [
      'a deposit that is called held and is not',
      withHold({ phase: 'waiting' }),
      /calls 1 held, and Cloud Pay holds no such money/,
    ],
    ['a held deposit that is in no list of deposits', withBook({ deposits: [] }), /calls 1 held, and has no deposit of that/],
    [
      'a deposit in the list that nobody knows to be held',
      withBook({ sales: [{ ...hold, state: 'unknown' }, capture] }),
      /has the deposit 1 of 10000 fen, taken as unknown/,
    ],
    [
      'one deposit that was held under two numbers',
      {
        ...withBook({ sales: [hold, capture, { ...hold, saleId: 's4', orderNo: '4' }] }),
        holds: [there, { ...there, number: '4', captures: [], releases: [] }],
      },
      /a deposit of so many fen: 10000 is there more than once/,
    ],
    ['a capture that the book does not know', withBook({ sales: [hold] }), /has the order 2, and the book does not/],
    [
      'a capture of another deposit',
      withBook({ sales: [hold, { ...capture, holdNo: '7' }] }),
      /2 is a capture of 1, and the book has it of 7/,
    ],
    [
      'a capture that says of what went back with it what is not so',
      withBook({ sales: [hold, { ...capture, returnedFen: 7000 }] }),
      /with the capture 2 0 fen went back, and the book says 7000/,
    ],
    [
      'a capture that never was',
      { ...withHold({ captures: [] }), orders: [] },
      /calls the capture 2 paid, and Cloud Pay has none/,
    ],
    [
      'a capture that is called failed',
      withBook({ sales: [hold, { ...capture, state: 'failed' }] }),
      /order 2 was charged, and the book calls it failed/,
    ],
    [
      'a capture that was asked for once and made twice',
      {
        ...withBook({ sales: [hold, capture, { ...capture, saleId: 's5', orderNo: '5' }] }),
        orders: [order, { ...order, number: '5' }],
        holds: [{ ...there, captures: [...there.captures, { number: '5', fee: 3000, releasedFee: 0 }] }],
      },
      /Cloud Pay has a capture of 3000 fen of 1 that nobody asked for, or twice/,
    ],
    [
      'a capture that the book began twice',
      withBook({ sales: [hold, capture, { ...capture, saleId: 's5', orderNo: '5', state: 'failed' }] }),
      /the book has a capture of 3000 fen of 1 that nobody asked for, or twice/,
    ],
    [
      'a release that the book does not know',
      withBook({ releases: [] }),
      /has the release 3 of deposit 1, and the book does not/,
    ],
    [
      'a release of another amount',
      withBook({ releases: [{ ...release, amountFen: 1000 }] }),
      /release 3 is 2000 fen of 1 at Cloud Pay, 1000 of 1/,
    ],
    [
      'a release that is called failed',
      withBook({ releases: [{ ...release, state: 'failed' }] }),
      /release 3 is done at Cloud Pay, and the book calls it failed/,
    ],
    [
      'a release that is called done while it is in work',
      withHold({ releases: [{ number: '3', fee: 2000, phase: 'inWork' }] }),
      /calls release 3 succeeded, and Cloud Pay says inWork/,
    ],
    [
      'a release that nobody took on',
      { ...withHold({ releases: [] }), book: { ...book, releases: [{ ...release, state: 'accepted' }] } },
      /calls release 3 accepted, and Cloud Pay never took it/,
    ],
    [
      'a release that was asked for once and made twice',
      {
        ...withBook({ releases: [release, { ...release, releaseId: 'r6', releaseNo: '6' }] }),
        holds: [{ ...there, releases: [...there.releases, { number: '6', fee: 2000, phase: 'done' }] }],
      },
      /Cloud Pay has a release of 2000 fen of 1 that nobody asked for, or twice/,
    ],
    [
      'a number for a release and a sale',
      withBook({ releases: [{ ...release, releaseNo: '2' }] }),
      /number 2 is there more than/,
    ],
    [
      'money of a deposit that is nowhere',
      withSums({ leftFen: 4000 }),
      /the book has 3000 \+ 2000 \+ 0 \+ 4000 fen, and 10000 held/,
    ],
    [
      'money that is called captured and is not',
      withSums({ capturedFen: 4000, leftFen: 4000 }),
      /has 4000 fen captured, Cloud Pay 3000/,
    ],
    ['a deposit’s slip twice', { ...well, paper: [...well.paper, holdPaper] }, /original slip of 1 is there more than once/],
    ['a slip that is called printed and is not', { ...well, paper: [holdPaper, capturePaper] }, /release:3 is called printed/],
  ])('sees %s', (_what, found, sentence) => {
    expect(brokenAlways(found).join('\n')).toMatch(sentence)
  })

  it.each<[string, Found, RegExp]>([
    [
      'a deposit that the till did not find out',
      withBook({ sales: [{ ...hold, state: 'pendingCustomer' }, capture] }),
      /deposit 1 is held at Cloud Pay, and the book says pendingCustomer/,
    ],
    [
      'a capture that the till did not find out',
      withBook({ sales: [hold, { ...capture, state: 'sending' }] }),
      /order 2 is paid at Cloud Pay, and the book says sending/,
    ],
    [
      'a release that the till did not find out',
      withBook({ releases: [{ ...release, state: 'accepted' }] }),
      /release 3 is done at Cloud Pay, and the book says accepted/,
    ],
    [
      'a release that went wrong and is still waited for',
      {
        ...withHold({ releases: [{ number: '3', fee: 2000, phase: 'failed' }] }),
        book: { ...book, releases: [{ ...release, state: 'accepted' }] },
      },
      /release 3 is failed at Cloud Pay, and the book says accepted/,
    ],
    [
      'money that is called returned and is not',
      withSums({ releasedFen: 3000, leftFen: 4000 }),
      /3000 fen released, Cloud Pay 2000/,
    ],
    [
      'money that was returned and is not known to be',
      withSums({ releasedFen: 0, leftFen: 7000 }),
      /7000 fen left, Cloud Pay 5000/,
    ],
    ['a deposit without a slip', { ...well, paper: [capturePaper, releasePaper] }, /deposit 1 was held, and no slip came out/],
    ['a capture without a slip', { ...well, paper: [holdPaper, releasePaper] }, /order 2 was paid, and no slip came out/],
    ['a release without a slip', { ...well, paper: [holdPaper, capturePaper] }, /release 3 was done, and no slip came out/],
    [
      'a deposit’s slip that looks like a payment’s',
      { ...well, paper: [{ ...holdPaper, kind: 'payment' }, capturePaper, releasePaper] },
      /slip of 1 is a payment slip, and should be a hold slip/,
    ],
  ])('sees, once all should be known, %s', (_what, found, sentence) => {
    expect(brokenWhenSettled(found).join('\n')).toMatch(sentence)
  })

  it('waits for what Cloud Pay knows, and lets a word be doubted that may still turn', () => {
    const open: Found = {
      ...withBook({
        sales: [
          { ...hold, state: 'sending' },
          { ...capture, state: 'unknown' },
        ],
        releases: [{ ...release, state: 'accepted' }],
        deposits: [],
      }),
    }
    expect(unsettledOf(open)).toEqual({ known: ['1', '2', '3'], doubted: [] })
    expect(unsettledOf({ ...open, orders: [], holds: [] })).toEqual({ known: [], doubted: ['1', '2', '3'] })
    const stopped = (tender: 'wechat' | 'alipay'): Found => ({
      ...withBook({ sales: [{ ...hold, tender, state: 'sending' }], releases: [], deposits: [], slips: [] }),
      orders: [],
      holds: [{ ...there, tender, phase: 'stopped', captures: [], releases: [] }],
    })
    expect(unsettledOf(stopped('alipay'))).toEqual({ known: [], doubted: ['1'] })
    expect(brokenWhenSettled(stopped('alipay'))).toEqual([])
    expect(unsettledOf(stopped('wechat'))).toEqual({ known: ['1'], doubted: [] })
    expect(brokenWhenSettled(stopped('wechat')).join()).toMatch(/deposit 1 is stopped at Cloud Pay, and the book says sending/)
  })
})
