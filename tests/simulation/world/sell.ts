import type { Purpose } from '../../../contract/states.ts'
import type { Customer } from './customer.ts'

/** A sale, or a hold, as the cashier begins it and the customer ends it. */
export type Sell = {
  readonly do: 'sell'
  readonly purpose: Purpose
  readonly amountFen: number
  /** `none`: the amount is keyed in, and nothing more. */
  readonly way: 'code' | 'qr' | 'cash' | 'bankCard' | 'none'
  readonly customer: Customer
  /** Ms after which the same code, or another one, is scanned once more; null for once. */
  readonly scanAgain: number | null
  readonly sameCode: boolean
  /** The customer shows the code of the sale before. */
  readonly oldCode: boolean
  readonly wallet: 'wechat' | 'alipay'
  /** A sale that failed is tried again under a new number instead. */
  readonly retry: boolean
}
