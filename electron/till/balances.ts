import type { SaleRecord } from '../ledger/records.ts'
import type { SellingCloud, SellingParts } from './parts.ts'
import type { Sales } from './sales.ts'
import type { Spool } from './spool.ts'

export interface BalancesParts extends Pick<SellingParts, 'log'> {
  readonly cloud: Pick<SellingCloud, 'memberFlow' | 'offersExtensions'>
  readonly sales: Pick<Sales, 'balanceTold'>
  readonly spool: Pick<Spool, 'release'>
}

/** So many of a card's last changes are looked through for the one of a payment. */
const LAST_CHANGES = 100

/** Whose card a payment was made with, or put on; null where there was none. */
const cardNoOf = ({ topUp, tender, membershipNumber }: SaleRecord): string | null =>
  topUp?.cardNo ?? (tender === 'memberCard' ? membershipNumber : null)

/** How much is on a card right after a payment by it, or a top-up: by its statement, since more may have happened to it meanwhile. */
export function createBalances({ cloud, sales, spool, log }: BalancesParts) {
  const awaits = (sale: SaleRecord): boolean =>
    cloud.offersExtensions && sale.balanceFen === null && sale.orderNo !== null && cardNoOf(sale) !== null

  async function told({ orderNo }: SaleRecord, number: string): Promise<number | null> {
    const result = await cloud.memberFlow({ number, page: 1, pageSize: LAST_CHANGES })
    if (result.outcome !== 'ok') return null
    const change = result.answer.rows.find(
      ({ kind, orderNo: of }) => of === orderNo && (kind === 'payment' || kind === 'recharge'),
    )
    return change?.balanceFen ?? null
  }

  return {
    /** Whether `paid` will look for it: its slips wait for that. */
    awaits,

    /** It was paid: the balance reaches the book, and then its slips are let go, whether it was told or not. */
    async paid(sale: SaleRecord): Promise<void> {
      const number = cardNoOf(sale)
      if (!awaits(sale) || number === null || sale.orderNo === null) return
      try {
        const balanceFen = await told(sale, number)
        if (balanceFen === null) log.info('member.balanceNotTold', { saleId: sale.saleId })
        else sales.balanceTold(sale.saleId, balanceFen)
      } catch (error) {
        // The book refuses to be read, or the till has ended: the payment stands all the same.
        log.warn('member.balanceNotKept', { text: error instanceof Error ? error.message : String(error) })
      } finally {
        spool.release(sale.orderNo)
      }
    },
  }
}
