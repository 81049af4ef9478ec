import type { ApprovalView } from '../../cloudpay/sandbox/sandbox.ts'
import type { FoundBook } from './book.ts'
import type { Violation } from './found.ts'

/** What has to tell one story of words given by phone. */
export interface FoundWords {
  readonly refunds: FoundBook['refunds']
  readonly approvals: readonly Pick<ApprovalView, 'orderNumber' | 'fee' | 'answeredBy'>[]
}

const key = (orderNo: string, fen: number): string => `${fen} fen of ${orderNo}`

/** A word given by phone is for one refund, of one order and one amount; nothing goes back by it twice, also behind a kill. */
export function* brokenWords({ refunds, approvals }: FoundWords): Generator<Violation> {
  const left = new Map<string, number>()
  for (const { orderNumber, fee, answeredBy } of approvals)
    if (answeredBy !== undefined) left.set(key(orderNumber, fee), (left.get(key(orderNumber, fee)) ?? 0) + 1)
  for (const { refundNo, orderNo, amountFen, authority, approver, staffId } of refunds) {
    if (authority !== 'phone') continue
    const word = key(orderNo, amountFen)
    const words = left.get(word) ?? 0
    if (words === 0) yield `refund ${refundNo} of ${word} went by a phone's word that nobody gave, or that was used`
    left.set(word, words - 1)
    if (approver === null || approver.staffId === staffId) yield `refund ${refundNo} by phone names no second person`
  }
}
