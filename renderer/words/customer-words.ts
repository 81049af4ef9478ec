import type { Purpose, Tender } from '../../contract/states.ts'

/** What is said while money is taken, and when it was not. Of a deposit in other words: nobody should think that it is spent. */
export interface TakingWords {
  readonly showCode: string
  readonly scanWith: Readonly<Record<'wechat' | 'alipay', string>>
  readonly scanHere: string
  readonly confirmOnPhone: string
  readonly confirming: string
  readonly once: string
  readonly failed: string
  readonly anotherWay: string
  /** What the row of marks at the foot is. */
  readonly accepted: string
}

/** What the customer display says: few words, to somebody who does not know the till. */
export interface CustomerWords {
  readonly welcome: string
  /** There is no real money. */
  readonly training: string
  readonly taking: Readonly<Record<Purpose, TakingWords>>
  readonly wait: string
  readonly paid: string
  readonly youPaid: (sum: string) => string
  readonly change: (sum: string) => string
  readonly toppedUp: string
  /** Amount and bonus. */
  readonly credited: (sum: string) => string
  readonly cardBalance: (sum: string) => string
  readonly held: string
  readonly keepSlip: string
  readonly tenders: Readonly<Record<Tender, string>>
}
