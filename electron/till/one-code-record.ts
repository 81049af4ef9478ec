import type { ListedOrder, ListedRefund } from '../../cloudpay/client/client.ts'
import type { ShopCode } from '../../contract/one-code.ts'
import type { Tender } from '../../contract/states.ts'

/** A payment of a one-code QR, or a refund of one, as the journal keeps it. Amounts in fen, times epoch ms. */
export interface OneCodeRecord {
  readonly kind: 'payment' | 'refund'
  /** The order's number of a payment, the refund's of a refund. */
  readonly number: string
  readonly orderNo: string
  readonly platformTxnId: string | null
  readonly tender: Tender | null
  readonly codeName: string
  readonly amountFen: number
  readonly paidFen: number | null
  readonly discountFen: number | null
  /** What the shop gets, or gives back, after the platform's own discounts. */
  readonly settledFen: number | null
  readonly remark: string | null
  /** When it was paid, or when the refund began. */
  readonly at: number
}

/** What a row of Cloud Pay's list is to the till that follows its code. `underWay`: it may become something, and began then. */
export type Heard = OneCodeRecord | { readonly kind: 'underWay'; readonly at: number } | null

const underWay = (at: number | null): Heard => (at === null ? null : { kind: 'underWay', at })

/** A row of payments. What was paid and given back since was a payment all the same. Without an amount it cannot be told of yet. */
export function heardPayment(row: ListedOrder, code: ShopCode): Heard {
  const { facts } = row
  const paid = row.verdict === 'paid' || (row.verdict === 'refunded' && row.paidAt !== null)
  if (!paid) return null
  const at = row.paidAt ?? facts.updatedAt ?? row.createdAt
  if (row.amountFen === null || at === null) return underWay(at)
  return {
    ...{ kind: 'payment', number: row.orderNo, orderNo: row.orderNo, platformTxnId: row.platformTxnId, tender: row.tender },
    ...{ codeName: facts.qrName ?? code.name, amountFen: row.amountFen, paidFen: facts.paidFen, discountFen: facts.discountFen },
    ...{ settledFen: facts.settledFen, remark: row.remark, at },
  }
}

/** A row of refunds: told once the money is back. Cloud Pay lists it by when it began. */
export function heardRefund(row: ListedRefund, code: ShopCode): Heard {
  if (row.verdict === 'waiting' || row.verdict === 'ambiguous' || row.createdAt === null) return underWay(row.createdAt)
  if (row.verdict !== 'done') return null
  return {
    ...{ kind: 'refund', number: row.refundNo, orderNo: row.orderNo, platformTxnId: null, tender: row.tender },
    ...{ codeName: row.facts.qrName ?? code.name, amountFen: row.amountFen, paidFen: null, discountFen: null },
    ...{ settledFen: row.facts.settledBackFen, remark: row.facts.reason, at: row.createdAt },
  }
}
