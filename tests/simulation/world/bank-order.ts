/** What an order was taken from, and what went back to the customer with it. */
export interface BankCapture {
  readonly holdNo: string
  readonly heldFen: number
  readonly restReleased: boolean
  readonly releasedFen: number
}

/** What an order puts on a member's card when it is paid. */
export interface BankTopUp {
  readonly cardNo: string
  readonly bonusFen: number
}

/** An order as the bank keeps it. Amounts are fen, times epoch ms. */
export interface BankOrder {
  readonly orderNo: string
  readonly amountFen: number
  readonly content: string
  readonly wallet: 'wechat' | 'alipay' | 'memberCard'
  /** The card that pays it; null for every other wallet. */
  readonly cardNo: string | null
  readonly topUp: BankTopUp | null
  readonly createdAt: number
  /** Not made by the till under test: an older order that had this number. */
  readonly foreign: boolean
  /** Taken by another till of the merchant. */
  readonly elsewhere: boolean
  /** What it was taken from, if from a hold. */
  readonly capture: BankCapture | null
  state: 'pendingCustomer' | 'paid' | 'customerCancelled' | 'error' | 'closed' | 'reversed'
  /** How often money was taken. */
  charges: number
  paidAt: number | null
}
