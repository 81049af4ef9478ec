import { MAX_FEN } from '../../contract/money.ts'
import { refuse, type FaultCode, type Outcome } from '../../contract/faults.ts'
import type { CashierMode, Purpose } from '../../contract/states.ts'
import type { SaleRecord, TopUpCard } from '../ledger/records.ts'
import type { Person, SellingSettings } from './parts.ts'
import { isUnconfirmed } from './sale-state.ts'

/** What a sale, or a hold, begins with. */
export interface SaleWish {
  /** Fen. */
  readonly amountFen: number
  /** Of a hold: room or name. */
  readonly remark: string
  readonly purpose: Purpose
  /** Of a top-up, and of nothing else: whose card it goes on. */
  readonly topUp?: TopUpCard
  readonly person: Person
  /** Though one of the same amount is not confirmed yet. */
  readonly anyway: boolean
}

const FORBIDDEN: Partial<Record<CashierMode, Partial<Record<Purpose, FaultCode>>>> = {
  cashier: { hold: 'deposit.modeForbids' },
  deposit: { sale: 'deposit.onlyDeposits' },
}

/** Why what is wished for may not begin, by its amount, the till's mode and what is not known yet; null when it may. */
export function whyNotStarted(
  { amountFen, purpose, anyway }: SaleWish,
  { maxAmountFen, cashierMode }: SellingSettings,
  bar: FaultCode | null,
  followed: readonly SaleRecord[],
): Outcome<never> | null {
  const maxFen = Math.min(maxAmountFen, MAX_FEN)
  if (!Number.isSafeInteger(amountFen) || amountFen <= 0) return refuse('amount.zero')
  if (amountFen > maxFen) return refuse('amount.tooLarge', { params: { maxFen } })
  const forbidden = FORBIDDEN[cashierMode]?.[purpose]
  if (forbidden) return refuse(forbidden)
  if (bar) return refuse(bar)
  const twin = followed.find((record) => isUnconfirmed(record) && record.amountFen === amountFen)
  return twin && !anyway ? refuse('sale.sameAmountUnknown', { params: { amountFen, orderNo: twin.orderNo ?? '' } }) : null
}
